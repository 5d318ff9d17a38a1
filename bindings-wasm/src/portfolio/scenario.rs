//! `margin/scenario`: a scan is the number of its scenarios, its mark and its profits; a risk array the
//! same with the marks and profits of both sides.

use super::choice;
use crate::error::Answer;
use crate::record::{list, record, take, words, Record};
use crate::state::{number, Reader};
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use plimsoll::margin::scenario::{self, Volatility, Worst};
use plimsoll::{Fixed, Number, Price, Scenario};
use wasm_bindgen::prelude::*;

pub type Scan = scenario::Scan<Fixed, Vec<Fixed>>;
pub type RiskArray = scenario::RiskArray<Fixed, Vec<Fixed>>;

/// What a scenario does to volatility, in the order of the package's names.
pub const CHANGES: [Volatility; 5] = [
    Volatility::Same,
    Volatility::Up,
    Volatility::Down,
    Volatility::Linear,
    Volatility::Absolute,
];

record!(Scenario { spot, weight; volatility } Scenario::new(spot, choice(&CHANGES, volatility)?, weight)?);
super::checks!(scenario_check Scenario);

/// The bytes of a grid.
#[inline(never)]
pub fn give_grid(grid: &[Scenario]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for scenario in grid {
        bytes.extend_from_slice(&scenario.spot().to_le_bytes());
        bytes.extend_from_slice(&scenario.weight().to_le_bytes());
        let mut places = (0u32..).zip(CHANGES);
        let place = places.find(|(_, change)| *change == scenario.volatility());
        bytes.extend_from_slice(&place.map_or(0, |(place, _)| place).to_le_bytes());
    }
    bytes
}

/// The mark and so many profits.
fn side(reader: &mut Reader<'_>, scenarios: u32) -> Answer<Scan> {
    let mark = reader.number()?;
    let profits = (0..scenarios).map(|_| reader.number());
    Ok(Scan::from_parts(mark, profits.collect::<Answer<_>>()?))
}

fn put_side(bytes: &mut Vec<u8>, scan: &Scan) {
    bytes.extend_from_slice(&scan.mark().to_le_bytes());
    for profit in scan.profits() {
        bytes.extend_from_slice(&profit.to_le_bytes());
    }
}

impl Record for Scan {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let scenarios = reader.count()?;
        side(reader, scenarios)
    }
}

impl Record for RiskArray {
    #[inline(never)]
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let scenarios = reader.count()?;
        let (owned, owed) = (side(reader, scenarios)?, side(reader, scenarios)?);
        Ok(RiskArray::new(owned, owed)?)
    }
}

/// The bytes of a scan.
#[inline(never)]
pub fn give_scan(scan: &Scan) -> Vec<u8> {
    let mut bytes = Vec::from((scan.profits().len() as u32).to_le_bytes());
    put_side(&mut bytes, scan);
    bytes
}

/// The bytes of a risk array.
#[inline(never)]
pub fn give_array(array: &RiskArray) -> Vec<u8> {
    let (owned, owed) = sides(array);
    let mut bytes = give_scan(owned);
    put_side(&mut bytes, owed);
    bytes
}

fn sides(array: &RiskArray) -> (&Scan, &Scan) {
    (array.side(&Fixed::ONE), array.side(&Fixed::NEG_ONE))
}

/// A place for each scenario.
pub fn room(grid: &[Scenario]) -> Vec<Fixed> {
    vec![Fixed::ZERO; grid.len()]
}

#[wasm_bindgen]
pub fn scan_new(scenarios: usize) -> Vec<u8> {
    give_scan(&Scan::new(vec![Fixed::ZERO; scenarios]))
}

/// `profits`: 16 bytes each.
#[wasm_bindgen]
pub fn scan_from_parts(mark: i128, profits: &[u8]) -> Answer<Vec<u8>> {
    let profits = Reader(profits).rest(Reader::number)?;
    Ok(give_scan(&Scan::from_parts(number(mark), profits)))
}

/// `quantities`: 16 bytes each; `units`: as many risk arrays, one after the other.
#[wasm_bindgen]
pub fn scan_add(scan: &[u8], quantities: &[u8], units: &[u8]) -> Answer<Vec<u8>> {
    let mut scan = take::<Scan>(scan)?;
    let (mut quantities, mut units) = (Reader(quantities), Reader(units));
    while quantities.end().is_err() {
        scan.add(&quantities.number()?, &RiskArray::read(&mut units)?)?;
    }
    units.end()?;
    Ok(give_scan(&scan))
}

#[wasm_bindgen]
pub fn scan_merge(scan: &[u8], other: &[u8]) -> Answer<Vec<u8>> {
    let mut scan = take::<Scan>(scan)?;
    scan.merge(&take::<Scan>(other)?)?;
    Ok(give_scan(&scan))
}

#[wasm_bindgen]
pub fn scan_profits(scan: &[u8]) -> Answer<String> {
    Ok(words(take::<Scan>(scan)?.profits()))
}

/// The profit, and the scenario.
fn write(worst: &Worst<Fixed>) -> String {
    let mut text = words(&[worst.profit]);
    text.push(' ');
    push_count(&mut text, worst.scenario);
    text
}

/// Writes a count behind a text, without the formatting machinery of the standard library.
pub fn push_count(text: &mut String, count: usize) {
    text.push_str(&words(&[Fixed::from(count as u32)]));
}

#[wasm_bindgen]
pub fn scan_worst(scan: &[u8]) -> Answer<String> {
    Ok(write(&take::<Scan>(scan)?.worst()?))
}

#[wasm_bindgen]
pub fn scan_worst_weighted(scan: &[u8], grid: &[u8]) -> Answer<String> {
    let grid: Vec<Scenario> = list(grid)?;
    Ok(write(&take::<Scan>(scan)?.worst_weighted(&grid)?))
}

/// `units` and `sums`: 16 bytes each.
#[wasm_bindgen]
pub fn add_scaled_down(bits: i128, units: &[u8], sums: &[u8]) -> Answer<String> {
    let units = Reader(units).rest(Reader::number)?;
    let mut sums = Reader(sums).rest(Reader::number)?;
    number(bits).add_scaled_down(&units, &mut sums)?;
    Ok(words(&sums))
}

#[wasm_bindgen]
pub fn risk_array_new(owned: &[u8], owed: &[u8]) -> Answer<Vec<u8>> {
    Ok(give_array(&RiskArray::new(take(owned)?, take(owed)?)?))
}

#[wasm_bindgen]
pub fn risk_array_linear(price: &[u8], grid: &[u8]) -> Answer<Vec<u8>> {
    let (price, grid) = (crate::state::take::<Price>(price)?, list(grid)?);
    Ok(give_array(&RiskArray::linear(&price, &grid, room(&grid))?))
}

#[wasm_bindgen]
pub fn risk_array_inverse(grid: &[u8]) -> Answer<Vec<u8>> {
    let grid = list(grid)?;
    Ok(give_array(&RiskArray::inverse(&grid, room(&grid))?))
}

#[wasm_bindgen]
pub fn risk_array_option(
    contract: &[u8],
    forward: &[u8],
    volatility: &[u8],
    expiry: &[u8],
    shocks: &[u8],
    grid: &[u8],
) -> Answer<Vec<u8>> {
    let grid = list(grid)?;
    let array = RiskArray::option(
        &take(contract)?,
        &take(forward)?,
        &take(volatility)?,
        &take(expiry)?,
        &take(shocks)?,
        &grid,
        room(&grid),
    )?;
    Ok(give_array(&array))
}

#[wasm_bindgen]
pub fn risk_array_side(array: &[u8], quantity: i128) -> Answer<Vec<u8>> {
    Ok(give_scan(take::<RiskArray>(array)?.side(&number(quantity))))
}

#[wasm_bindgen]
pub fn risk_array_contribution(array: &[u8], quantity: i128, scenario: usize) -> Answer<i128> {
    let array = take::<RiskArray>(array)?;
    Ok(array.contribution(&number(quantity), scenario)?.to_bits())
}
