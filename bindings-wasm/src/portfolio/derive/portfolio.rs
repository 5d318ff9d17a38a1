//! `methods/derive/portfolio`: the first version.

use super::discount::{self, Basis, LongDiscount};
use super::margin::{give, OwnOptions};
use crate::error::Answer;
use crate::portfolio::contingency::{Confidence, Peg};
use crate::portfolio::scenario::{give_scan, room, RiskArray};
use crate::portfolio::shock::VolatilityShock;
use crate::record::{take, Record};
use crate::state::{number, Reader};
use alloc::vec::Vec;
use plimsoll::methods::derive::portfolio;
use plimsoll::{Fixed, Scenario};
use wasm_bindgen::prelude::*;

type Parameters = portfolio::Parameters<Fixed>;
type Portfolio = portfolio::Portfolio<Fixed, Vec<Fixed>>;

impl Record for Parameters {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let parameters = Parameters {
            shock: VolatilityShock::read(reader)?,
            factor: reader.number()?,
            long: LongDiscount::read(reader)?,
            basis: Basis::read(reader)?,
            peg: Peg::read(reader)?,
            confidence: Confidence::read(reader)?,
            perp: reader.number()?,
            coin: reader.number()?,
            option: reader.number()?,
        };
        parameters.validate()?;
        Ok(parameters)
    }
}

/// A portfolio with what it was made under.
struct Kept {
    parameters: Parameters,
    grid: Vec<Scenario>,
    portfolio: Portfolio,
}

impl Kept {
    /// The empty portfolio.
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let parameters = Parameters::read(reader)?;
        let grid = reader.counted(Scenario::read)?;
        Ok(Kept {
            parameters,
            portfolio: Portfolio::new(room(&grid)),
            grid,
        })
    }

    /// With everything that was put into it.
    #[inline(never)]
    fn take(bytes: &[u8]) -> Answer<Self> {
        let mut reader = Reader(bytes);
        let mut kept = Kept::read(&mut reader)?;
        while reader.end().is_err() {
            kept.add(&mut reader)?;
        }
        Ok(kept)
    }

    /// One entry: options, a perp or coins.
    #[inline(never)]
    fn add(&mut self, reader: &mut Reader<'_>) -> Answer<()> {
        let (parameters, portfolio) = (&self.parameters, &mut self.portfolio);
        match reader.count()? {
            0 => {
                let spot = reader.number()?;
                let own = OwnOptions::read(reader)?;
                portfolio.add_options(parameters, &spot, &own.options())?;
            }
            1 => {
                let (spot, perp) = (reader.number()?, RiskArray::read(reader)?);
                let (size, profit) = (reader.number()?, reader.number()?);
                let confidence = reader.number()?;
                portfolio.add_perp(parameters, &spot, &perp, &size, &profit, &confidence)?;
            }
            _ => {
                let (spot, coin) = (reader.number()?, reader.number()?);
                let (quantity, confidence) = (reader.number()?, reader.number()?);
                let grid = &self.grid;
                portfolio.add_coins(parameters, grid, &spot, &coin, &quantity, &confidence)?;
            }
        }
        Ok(())
    }
}

#[wasm_bindgen]
pub fn portfolio_parameters_check(parameters: &[u8]) -> Answer<()> {
    take::<Parameters>(parameters).map(drop)
}

#[wasm_bindgen]
pub fn portfolio_discounts(parameters: &[u8], expiry: &[u8]) -> Answer<Vec<u8>> {
    let discounts = take::<Parameters>(parameters)?.discounts(&take(expiry)?)?;
    Ok(discount::give(&discounts))
}

/// `entry`: tried on the empty portfolio, then kept.
#[wasm_bindgen]
pub fn portfolio_add(portfolio: &[u8], entry: &[u8]) -> Answer<Vec<u8>> {
    let mut reader = Reader(entry);
    Kept::read(&mut Reader(portfolio))?.add(&mut reader)?;
    reader.end()?;
    Ok([portfolio, entry].concat())
}

#[wasm_bindgen]
pub fn portfolio_scan(portfolio: &[u8]) -> Answer<Vec<u8>> {
    Ok(give_scan(Kept::take(portfolio)?.portfolio.scan()))
}

#[wasm_bindgen]
pub fn portfolio_basis(portfolio: &[u8]) -> Answer<i128> {
    Ok(Kept::take(portfolio)?.portfolio.basis().to_bits())
}

#[wasm_bindgen]
pub fn portfolio_initial(portfolio: &[u8], coin: i128, cash: i128) -> Answer<Vec<u8>> {
    let kept = Kept::take(portfolio)?;
    let (coin, cash) = (number(coin), number(cash));
    Ok(give(&kept.portfolio.initial(
        &kept.parameters,
        &coin,
        &cash,
    )?))
}

#[wasm_bindgen]
pub fn portfolio_maintenance(portfolio: &[u8], cash: i128) -> Answer<Vec<u8>> {
    let kept = Kept::take(portfolio)?;
    Ok(give(&kept.portfolio.maintenance(&number(cash))?))
}
