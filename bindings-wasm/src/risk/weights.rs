//! `weights/scale`, `weights/size` and `weights/haircut`: a ladder of haircuts is its slices, one after the
//! other.

use super::functions;
use crate::error::Answer;
use crate::state::{give, number, put, take, Reader};
use alloc::vec::Vec;
use plimsoll::weights::size;
use plimsoll::{Slice, Slices, Weights};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn weights_scaled(weights: &[u8], deposits: &[u8], borrows: &[u8]) -> Answer<Vec<u8>> {
    let weights = take::<Weights>(weights)?;
    Ok(give(&weights.scaled(&take(deposits)?, &take(borrows)?)?))
}

functions! {
    size_square_root_up = size::square_root_up: base factor size;
    size_square_root_discount_down = size::square_root_discount_down: weight factor size;
    size_power_up = size::power_up: base factor exponent notional;
    size_horizon_up = size::horizon_up: base risk days;
    size_linear_up = size::linear_up: base slope size scale;
}

#[wasm_bindgen]
pub fn size_linear_haircut_up(
    least: i128,
    most: i128,
    factor: i128,
    size: i128,
    scale: i128,
) -> Answer<i128> {
    let (least, most) = (number(least), number(most));
    let (factor, size, scale) = (number(factor), number(size), number(scale));
    let haircut = size::linear_haircut_up([&least, &most], &factor, &size, &scale)?;
    Ok(haircut.to_bits())
}

#[wasm_bindgen]
pub fn size_open_interest_up(base: i128, lower: i128, upper: i128, open: i128) -> Answer<i128> {
    let (base, lower, upper) = (number(base), number(lower), number(upper));
    let fraction = size::open_interest_up(&base, [&lower, &upper], &number(open))?;
    Ok(fraction.to_bits())
}

/// The slices of a ladder, not yet validated.
#[inline(never)]
fn slices(bytes: &[u8]) -> Answer<Vec<Slice>> {
    Reader(bytes).rest(Reader::value)
}

#[wasm_bindgen]
pub fn slices_check(ladder: &[u8]) -> Answer<()> {
    Slices::new(&slices(ladder)?)?;
    Ok(())
}

/// The same with their addends.
#[wasm_bindgen]
pub fn slices_from_ratios(ladder: &[u8]) -> Answer<Vec<u8>> {
    let mut all = slices(ladder)?;
    Slices::from_ratios(&mut all)?;
    let mut bytes = Vec::new();
    for slice in &all {
        put(&mut bytes, slice);
    }
    Ok(bytes)
}

#[wasm_bindgen]
pub fn slices_counts(ladder: &[u8], amount: i128) -> Answer<i128> {
    let counts = Slices::new(&slices(ladder)?)?.counts(&number(amount))?;
    Ok(counts.to_bits())
}

#[wasm_bindgen]
pub fn slices_weight(ladder: &[u8], amount: i128) -> Answer<i128> {
    let weight = Slices::new(&slices(ladder)?)?.weight(&number(amount))?;
    Ok(weight.to_bits())
}
