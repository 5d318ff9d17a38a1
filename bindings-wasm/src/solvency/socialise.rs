//! `solvency/socialise`.

use crate::error::Answer;
use crate::record::words;
use crate::state::number;
use alloc::string::String;
use plimsoll::solvency::socialise::{self, Socialised};
use plimsoll::Fixed;
use wasm_bindgen::prelude::*;

/// The index, what is taken, and what is left.
fn write(loss: &Socialised<Fixed>) -> String {
    words(&[loss.index, loss.taken, loss.left])
}

#[wasm_bindgen]
pub fn deposit_index(index: i128, loss: i128, deposits: i128) -> Answer<String> {
    let (index, loss, deposits) = (number(index), number(loss), number(deposits));
    Ok(write(&socialise::deposit_index(&index, &loss, &deposits)?))
}

#[wasm_bindgen]
pub fn funding_index(loss: i128, open_interest: i128) -> Answer<String> {
    let socialised = socialise::funding_index(&number(loss), &number(open_interest))?;
    Ok(write(&socialised))
}

#[wasm_bindgen]
pub fn junior_ratio(assets: i128, deposits: i128, profits: i128) -> Answer<i128> {
    let (assets, deposits, profits) = (number(assets), number(deposits), number(profits));
    Ok(socialise::junior_ratio(&assets, &deposits, &profits)?.to_bits())
}
