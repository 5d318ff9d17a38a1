//! `methods/deribit`.

use super::scenario::{give_array, give_grid, give_scan, room, RiskArray, Scan};
use super::{checks, choice};
use crate::error::Answer;
use crate::record::{list, numbers, record, take, words, Record};
use crate::state::{number, Reader};
use alloc::string::String;
use alloc::vec::Vec;
use plimsoll::methods::deribit::matrix::{self, Settlement};
use plimsoll::methods::deribit::{self, standard};
use plimsoll::{Error, Fixed, Scenario};
use wasm_bindgen::prelude::*;

type CurrencyPair = deribit::CurrencyPair<Fixed>;
type Currency = deribit::Currency<Fixed>;
type Margin = deribit::Margin<Fixed>;
type Standard = standard::Standard<Fixed>;

fn valid<T>(value: T, check: impl Fn(&T) -> Result<(), Error>) -> Answer<T> {
    check(&value)?;
    Ok(value)
}

record!(CurrencyPair { price_range, extended_table_factor, threshold, m_inc, max_delta_shock }
    valid(CurrencyPair {
        price_range,
        extended_table_factor,
        delta_total_liq_shock_threshold: threshold,
        m_inc,
        max_delta_shock,
    }, CurrencyPair::validate)?);
record!(Currency { least, annualised_move_risk, pnl_offset, max_offsetable_pnl, extended_dampener }
    valid(Currency {
        min_annualised_move: least,
        annualised_move_risk,
        pnl_offset,
        max_offsetable_pnl,
        extended_dampener,
    }, Currency::validate)?);
record!(Standard { most, least, maintenance }
    valid(Standard { most, least, maintenance }, Standard::validate)?);
record!(Margin { worst_case, roll, delta, correlation, mmp, open_orders, spot; scenario } Margin {
    worst_case,
    scenario: scenario as usize,
    roll_shock: roll,
    delta_shock: delta,
    correlation_contingency: correlation,
    mmp_margin: mmp,
    open_orders_margin: open_orders,
    spot_margin: spot,
});
checks!(currency_pair_check CurrencyPair, currency_check Currency, deribit_standard_check Standard);

#[wasm_bindgen]
pub fn delta_shock(pair: &[u8], delta: i128, index: i128) -> Answer<i128> {
    let shock = take::<CurrencyPair>(pair)?.delta_shock(&number(delta), &number(index))?;
    Ok(shock.to_bits())
}

#[wasm_bindgen]
pub fn roll_rate(currency: &[u8], expiry: &[u8]) -> Answer<i128> {
    Ok(take::<Currency>(currency)?
        .roll_rate(&take(expiry)?)?
        .to_bits())
}

#[wasm_bindgen]
pub fn roll_shock(deltas: &[u8], rates: &[u8]) -> Answer<i128> {
    let (deltas, rates): (Vec<Fixed>, Vec<Fixed>) = (list(deltas)?, list(rates)?);
    Ok(deribit::roll_shock(&deltas, &rates)?.to_bits())
}

/// `charges`: the six numbers beside the matrix.
#[wasm_bindgen]
pub fn deribit_margin(scan: &[u8], ticks: i128, charges: &[u8]) -> Answer<Vec<u8>> {
    let margin = Margin::new(&take::<Scan>(scan)?, &number(ticks))?;
    let mut bytes = numbers([&margin.worst_case]);
    bytes.extend_from_slice(charges);
    bytes.extend_from_slice(&(margin.scenario as u32).to_le_bytes());
    take::<Margin>(&bytes)?;
    Ok(bytes)
}

#[wasm_bindgen]
pub fn deribit_risk_matrix(margin: &[u8]) -> Answer<i128> {
    Ok(take::<Margin>(margin)?.risk_matrix()?.to_bits())
}

#[wasm_bindgen]
pub fn deribit_initial(margin: &[u8]) -> Answer<i128> {
    Ok(take::<Margin>(margin)?.initial()?.to_bits())
}

#[wasm_bindgen]
pub fn deribit_maintenance(margin: &[u8], factor: i128) -> Answer<i128> {
    let margin = take::<Margin>(margin)?.maintenance(&number(factor))?;
    Ok(margin.to_bits())
}

#[wasm_bindgen]
pub fn deribit_grid(range: i128) -> Answer<Vec<u8>> {
    Ok(give_grid(&matrix::grid(&number(range))?))
}

#[wasm_bindgen]
pub fn in_coins(array: &[u8], price: i128, grid: &[u8]) -> Answer<Vec<u8>> {
    let (array, grid) = (take::<RiskArray>(array)?, list::<Scenario>(grid)?);
    let coins = matrix::in_coins(&array, &number(price), &grid, room(&grid))?;
    Ok(give_array(&coins))
}

/// The parts of an aggregation, owned.
struct Aggregation {
    pair: CurrencyPair,
    currency: Currency,
    index: Fixed,
    settlement: Settlement,
}

impl Aggregation {
    fn parts(&self) -> matrix::Aggregation<'_, Fixed> {
        matrix::Aggregation {
            pair: &self.pair,
            currency: &self.currency,
            settlement: self.settlement,
            index: &self.index,
        }
    }
}

impl Record for Aggregation {
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        Ok(Aggregation {
            pair: CurrencyPair::read(reader)?,
            currency: Currency::read(reader)?,
            index: reader.number()?,
            settlement: choice(&[Settlement::Coin, Settlement::Dollar], reader.count()?)?,
        })
    }
}

#[wasm_bindgen]
pub fn aggregation_dampen(aggregation: &[u8], grid: &[u8], scan: &[u8]) -> Answer<Vec<u8>> {
    let (aggregation, mut scan) = (take::<Aggregation>(aggregation)?, take::<Scan>(scan)?);
    aggregation
        .parts()
        .dampen(&list::<Scenario>(grid)?, &mut scan)?;
    Ok(give_scan(&scan))
}

#[wasm_bindgen]
pub fn aggregation_offset_gains(aggregation: &[u8], scan: &[u8]) -> Answer<Vec<u8>> {
    let (aggregation, mut scan) = (take::<Aggregation>(aggregation)?, take::<Scan>(scan)?);
    aggregation.parts().offset_gains(&mut scan)?;
    Ok(give_scan(&scan))
}

#[wasm_bindgen]
pub fn aggregation_apply(aggregation: &[u8], grid: &[u8], scan: &[u8]) -> Answer<Vec<u8>> {
    let (aggregation, mut scan) = (take::<Aggregation>(aggregation)?, take::<Scan>(scan)?);
    aggregation
        .parts()
        .apply(&list::<Scenario>(grid)?, &mut scan)?;
    Ok(give_scan(&scan))
}

#[wasm_bindgen]
pub fn to_dollars(scan: &[u8], index: i128) -> Answer<Vec<u8>> {
    let mut scan = take::<Scan>(scan)?;
    matrix::to_dollars(&mut scan, &number(index))?;
    Ok(give_scan(&scan))
}

/// Initial and maintenance of one option written.
#[wasm_bindgen]
pub fn deribit_written(
    rates: &[u8],
    contract: &[u8],
    underlying: i128,
    mark: i128,
) -> Answer<String> {
    let rates = take::<Standard>(rates)?;
    let both = rates.written(&take(contract)?, &number(underlying), &number(mark))?;
    Ok(words(&both))
}
