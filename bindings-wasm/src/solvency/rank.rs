//! `solvency/rank`.

use crate::error::Answer;
use crate::record::{record, take, words};
use crate::state::number;
use alloc::string::String;
use plimsoll::{Fixed, Standing};
use wasm_bindgen::prelude::*;

record!(Standing { mark, entry, equity } Standing {
    mark,
    entry,
    equity,
});

/// The decimal of a key, where there is one.
fn write(key: Option<Fixed>) -> Option<String> {
    key.map(|key| words(&[key]))
}

#[wasm_bindgen]
pub fn standing_profit(standing: &[u8]) -> Answer<i128> {
    Ok(take::<Standing>(standing)?.profit()?.to_bits())
}

#[wasm_bindgen]
pub fn standing_leverage(standing: &[u8]) -> Answer<Option<String>> {
    Ok(write(take::<Standing>(standing)?.leverage()?))
}

#[wasm_bindgen]
pub fn standing_by_profit_and_leverage(standing: &[u8]) -> Answer<Option<String>> {
    Ok(write(take::<Standing>(standing)?.by_profit_and_leverage()?))
}

#[wasm_bindgen]
pub fn standing_by_move_and_leverage(standing: &[u8]) -> Answer<Option<String>> {
    Ok(write(take::<Standing>(standing)?.by_move_and_leverage()?))
}

#[wasm_bindgen]
pub fn standing_by_profit_and_margin(
    standing: &[u8],
    maintenance: i128,
    ratio: i128,
) -> Answer<i128> {
    let standing = take::<Standing>(standing)?;
    let key = standing.by_profit_and_margin(&number(maintenance), &number(ratio))?;
    Ok(key.to_bits())
}
