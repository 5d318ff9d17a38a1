//! `risk/parameters` and `risk/parameters/rule`.

use super::checks;
use crate::error::Answer;
use crate::record::numbers;
use crate::state::{give, number, take};
use alloc::vec::Vec;
use plimsoll::{Parameter, Rule};
use wasm_bindgen::prelude::*;

checks!(parameter_check Parameter, rule_check Rule);

#[wasm_bindgen]
pub fn parameter_new(value: i128, at: u64) -> Vec<u8> {
    give(&Parameter::new(number(value), at))
}

#[wasm_bindgen]
pub fn parameter_at_down(parameter: &[u8], now: u64) -> Answer<i128> {
    Ok(take::<Parameter>(parameter)?.at_down(now)?.to_bits())
}

#[wasm_bindgen]
pub fn parameter_at_up(parameter: &[u8], now: u64) -> Answer<i128> {
    Ok(take::<Parameter>(parameter)?.at_up(now)?.to_bits())
}

/// The least and the most.
#[wasm_bindgen]
pub fn rule_reach(rule: &[u8], present: i128) -> Answer<Vec<u8>> {
    Ok(numbers(&take::<Rule>(rule)?.reach(&number(present))?))
}

#[wasm_bindgen]
pub fn rule_change(
    rule: &[u8],
    parameter: &[u8],
    value: i128,
    ramp: u64,
    now: u64,
) -> Answer<Vec<u8>> {
    let (rule, parameter) = (take::<Rule>(rule)?, take(parameter)?);
    Ok(give(&rule.change(&parameter, &number(value), ramp, now)?))
}
