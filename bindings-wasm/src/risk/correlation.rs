//! `risk/correlation`: a matrix is its numbers, row by row.

use super::checks;
use crate::analytic;
use crate::error::Answer;
use crate::record::{list, numbers};
use crate::state::{number, take};
use alloc::vec::Vec;
use plimsoll::risk::correlation;
use plimsoll::{Fixed, Interval, Offset};
use wasm_bindgen::prelude::*;

checks!(offset_check Offset);

#[wasm_bindgen]
pub fn correlation_update(matrix: &[u8], returns: &[u8], lambda: i128) -> Answer<Vec<u8>> {
    let mut matrix: Vec<Fixed> = list(matrix)?;
    correlation::update(&mut matrix, &list::<Fixed>(returns)?, &number(lambda))?;
    Ok(numbers(&matrix))
}

#[wasm_bindgen]
pub fn correlation_of(matrix: &[u8], count: usize, i: usize, j: usize) -> Answer<Vec<u8>> {
    let found = correlation::correlation(&list::<Fixed>(matrix)?, count, i, j)?;
    Ok(analytic::give(&found))
}

#[wasm_bindgen]
pub fn correlation_sigma(matrix: &[u8], weights: &[u8]) -> Answer<i128> {
    let sigma = correlation::sigma(&list::<Fixed>(matrix)?, &list::<Fixed>(weights)?)?;
    Ok(sigma.to_bits())
}

#[wasm_bindgen]
pub fn offset_opposite(offset: &[u8], rho: &[u8]) -> Answer<i128> {
    let rho = crate::record::take::<Interval>(rho)?;
    Ok(take::<Offset>(offset)?.opposite(&rho).to_bits())
}

#[wasm_bindgen]
pub fn offset_alike(offset: &[u8], rho: &[u8]) -> Answer<i128> {
    let rho = crate::record::take::<Interval>(rho)?;
    Ok(take::<Offset>(offset)?.alike(&rho).to_bits())
}

#[wasm_bindgen]
pub fn offset_margin(offset: &[u8], a: i128, b: i128, rho: &[u8]) -> Answer<i128> {
    let rho = crate::record::take::<Interval>(rho)?;
    let margin = take::<Offset>(offset)?.margin(&number(a), &number(b), &rho)?;
    Ok(margin.to_bits())
}
