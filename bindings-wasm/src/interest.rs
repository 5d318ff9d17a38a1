//! `margin/interest`.

use crate::error::Answer;
use crate::state::{give, number, take};
use alloc::vec::Vec;
use plimsoll::margin::interest;
use plimsoll::Indices;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn growth_down(rate: i128, elapsed: i128) -> Answer<i128> {
    Ok(interest::growth_down(&number(rate), &number(elapsed))?.to_bits())
}

#[wasm_bindgen]
pub fn growth_up(rate: i128, elapsed: i128) -> Answer<i128> {
    Ok(interest::growth_up(&number(rate), &number(elapsed))?.to_bits())
}

#[wasm_bindgen]
pub fn indices_new() -> Vec<u8> {
    give(&Indices::new())
}

#[wasm_bindgen]
pub fn indices_from_stored(deposit: i128, debt: i128) -> Answer<Vec<u8>> {
    Ok(give(&Indices::from_stored(number(deposit), number(debt))?))
}

#[wasm_bindgen]
pub fn indices_accrue(
    indices: &[u8],
    rate: i128,
    elapsed: i128,
    utilisation: i128,
    reserve: i128,
) -> Answer<Vec<u8>> {
    let (rate, elapsed) = (number(rate), number(elapsed));
    let (utilisation, reserve) = (number(utilisation), number(reserve));
    let indices = take::<Indices>(indices)?;
    Ok(give(&indices.accrue(
        &rate,
        &elapsed,
        &utilisation,
        &reserve,
    )?))
}

#[wasm_bindgen]
pub fn indices_balance(indices: &[u8], scaled: i128) -> Answer<i128> {
    Ok(take::<Indices>(indices)?
        .balance(&number(scaled))?
        .to_bits())
}

#[wasm_bindgen]
pub fn indices_scaled(indices: &[u8], balance: i128) -> Answer<i128> {
    Ok(take::<Indices>(indices)?
        .scaled(&number(balance))?
        .to_bits())
}
