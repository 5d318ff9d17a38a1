//! `number/ramp`.

use crate::error::Answer;
use crate::state::{give, number, take};
use alloc::vec::Vec;
use plimsoll::Ramp;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn ramp_new(from: i128, to: i128, start: i128, end: i128) -> Answer<Vec<u8>> {
    let (from, to) = (number(from), number(to));
    Ok(give(&Ramp::new(from, to, number(start), number(end))?))
}

#[wasm_bindgen]
pub fn ramp_at_down(ramp: &[u8], at: i128) -> Answer<i128> {
    Ok(take::<Ramp>(ramp)?.at_down(&number(at))?.to_bits())
}

#[wasm_bindgen]
pub fn ramp_at_up(ramp: &[u8], at: i128) -> Answer<i128> {
    Ok(take::<Ramp>(ramp)?.at_up(&number(at))?.to_bits())
}
