//! `weights/tiers`: a ladder is its rungs, one after the other.

use crate::error::Answer;
use crate::state::{give, number, put, Reader};
use alloc::vec::Vec;
use plimsoll::{Tier, Tiers};
use wasm_bindgen::prelude::*;

/// The rungs of a ladder, not yet validated.
#[inline(never)]
pub fn rungs(bytes: &[u8]) -> Answer<Vec<Tier>> {
    Reader(bytes).rest(Reader::value)
}

/// The bytes of a ladder.
#[inline(never)]
pub fn give_tiers(tiers: &Tiers<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for rung in tiers.rungs() {
        put(&mut bytes, rung);
    }
    bytes
}

/// One rung, for the functions that take many.
#[wasm_bindgen]
pub fn tier(floor: i128, rate: i128, deduction: i128) -> Vec<u8> {
    let mut rung = Tier::new(number(floor), number(rate));
    rung.deduction = number(deduction);
    give(&rung)
}

#[wasm_bindgen]
pub fn tiers_none() -> Vec<u8> {
    give_tiers(&Tiers::none())
}

#[wasm_bindgen]
pub fn tiers_new(tiers: &[u8]) -> Answer<Vec<u8>> {
    Ok(give_tiers(&Tiers::new(&rungs(tiers)?)?))
}

#[wasm_bindgen]
pub fn tiers_from_rates(tiers: &[u8]) -> Answer<Vec<u8>> {
    Ok(give_tiers(&Tiers::from_rates(&mut rungs(tiers)?)?))
}

#[wasm_bindgen]
pub fn tiers_from_table(tiers: &[u8], tolerance: i128) -> Answer<Vec<u8>> {
    let mut rungs = rungs(tiers)?;
    Ok(give_tiers(&Tiers::from_table(
        &mut rungs,
        &number(tolerance),
    )?))
}

#[wasm_bindgen]
pub fn tiers_requirement(tiers: &[u8], notional: i128) -> Answer<i128> {
    let rungs = rungs(tiers)?;
    let required = Tiers::new(&rungs)?.requirement(&number(notional))?;
    Ok(required.to_bits())
}
