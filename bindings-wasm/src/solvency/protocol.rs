//! `solvency/protocol`.

use crate::account::take_account;
use crate::error::{Answer, Refused};
use crate::holding::Listed;
use crate::record::{self, pack, record, Record};
use crate::state::{give, number, Reader};
use alloc::vec::Vec;
use plimsoll::solvency::protocol;
use plimsoll::support::bytemuck::{PackedExposure, PackedTotals};
use plimsoll::{Exposure, Shock, Totals};
use wasm_bindgen::prelude::*;

record!(Totals { equity, deficit; accounts, liquidatable, insolvent, unknown } Totals {
    equity,
    deficit,
    accounts,
    liquidatable,
    insolvent,
    unknown,
});
record!(Exposure { long, short } Exposure { long, short });

/// The index and the change.
impl Record for Shock {
    fn read(reader: &mut Reader<'_>) -> Answer<Self> {
        let index = reader.count()?;
        Ok(Shock::new(index, &reader.number()?)?)
    }
}

fn give_totals(totals: &Totals) -> Vec<u8> {
    pack(PackedTotals::from(totals))
}

fn give_exposure(exposure: &Exposure) -> Vec<u8> {
    pack(PackedExposure::from(exposure))
}

#[wasm_bindgen]
pub fn totals_new() -> Vec<u8> {
    give_totals(&Totals::new())
}

/// From sums and counts stored before.
#[wasm_bindgen]
pub fn totals_from_stored(
    equity: i128,
    deficit: i128,
    accounts: u32,
    liquidatable: u32,
    insolvent: u32,
    unknown: u32,
) -> Vec<u8> {
    give_totals(&Totals {
        equity: number(equity),
        deficit: number(deficit),
        accounts,
        liquidatable,
        insolvent,
        unknown,
    })
}

#[wasm_bindgen]
pub fn totals_add(totals: &[u8], account: &[u8]) -> Answer<Vec<u8>> {
    let mut totals = record::take::<Totals>(totals)?;
    totals.add(&take_account(account)?)?;
    Ok(give_totals(&totals))
}

#[wasm_bindgen]
pub fn totals_coverage(totals: &[u8], reserves: i128) -> Answer<i128> {
    let coverage = record::take::<Totals>(totals)?.coverage(&number(reserves))?;
    Ok(coverage.to_bits())
}

/// `place`: of the count among the counts.
#[wasm_bindgen]
pub fn totals_count(totals: &[u8], place: usize) -> Answer<u32> {
    let totals = record::take::<Totals>(totals)?;
    let counts = [
        totals.accounts,
        totals.liquidatable,
        totals.insolvent,
        totals.unknown,
    ];
    counts.get(place).copied().ok_or(Refused::NO_VALUE)
}

/// `shocked`: the totals that each shock leaves, one after the other.
#[wasm_bindgen]
pub fn worst(shocked: &[u8]) -> Answer<Option<usize>> {
    Ok(protocol::worst(&Reader(shocked).rest(Totals::read)?))
}

#[wasm_bindgen]
pub fn exposure_new() -> Vec<u8> {
    give_exposure(&Exposure::new())
}

/// From sums stored before.
#[wasm_bindgen]
pub fn exposure_from_stored(long: i128, short: i128) -> Vec<u8> {
    give_exposure(&Exposure {
        long: number(long),
        short: number(short),
    })
}

#[wasm_bindgen]
pub fn exposure_add(exposure: &[u8], size: i128) -> Answer<Vec<u8>> {
    let mut exposure = record::take::<Exposure>(exposure)?;
    exposure.add(&number(size))?;
    Ok(give_exposure(&exposure))
}

#[wasm_bindgen]
pub fn exposure_net(exposure: &[u8]) -> Answer<i128> {
    Ok(record::take::<Exposure>(exposure)?.net()?.to_bits())
}

#[wasm_bindgen]
pub fn exposure_gross(exposure: &[u8]) -> Answer<i128> {
    Ok(record::take::<Exposure>(exposure)?.gross()?.to_bits())
}

#[wasm_bindgen]
pub fn exposure_skew(exposure: &[u8]) -> Answer<i128> {
    Ok(record::take::<Exposure>(exposure)?.skew()?.to_bits())
}

#[wasm_bindgen]
pub fn shock_new(index: u32, change: i128) -> Answer<Vec<u8>> {
    Shock::new(index, &number(change))?;
    let mut bytes = Vec::from(index.to_le_bytes());
    bytes.extend_from_slice(&change.to_le_bytes());
    Ok(bytes)
}

#[wasm_bindgen]
pub fn shock_index(shock: &[u8]) -> Answer<u32> {
    Ok(record::take::<Shock>(shock)?.index)
}

#[wasm_bindgen]
pub fn shock_factor(shock: &[u8]) -> Answer<Vec<u8>> {
    Ok(give(&record::take::<Shock>(shock)?.factor))
}

#[wasm_bindgen]
pub fn health_under(holdings: &[u8], shocks: &[u8]) -> Answer<Vec<u8>> {
    let shocks = Reader(shocks).rest(Shock::read)?;
    let listed = Listed::read(holdings)?;
    let legs = listed.legs()?;
    let health = protocol::health_under(&listed.holdings(&legs), &shocks)?;
    Ok(give(&health))
}
