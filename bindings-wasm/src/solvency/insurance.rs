//! `solvency/insurance`.

use crate::error::Answer;
use crate::state::{give, number, take};
use alloc::vec::Vec;
use plimsoll::solvency::insurance;
use plimsoll::Fund;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn fund_new(balance: i128, per_event: i128, per_period: i128) -> Answer<Vec<u8>> {
    let fund = Fund::new(number(balance), number(per_event), number(per_period))?;
    Ok(give(&fund))
}

#[wasm_bindgen]
pub fn fund_from_stored(
    balance: i128,
    per_event: i128,
    per_period: i128,
    spent: i128,
) -> Answer<Vec<u8>> {
    let (balance, spent) = (number(balance), number(spent));
    let fund = Fund::from_stored(balance, number(per_event), number(per_period), spent)?;
    Ok(give(&fund))
}

#[wasm_bindgen]
pub fn fund_contribute(fund: &[u8], amount: i128) -> Answer<Vec<u8>> {
    let mut fund = take::<Fund>(fund)?;
    fund.contribute(&number(amount))?;
    Ok(give(&fund))
}

#[wasm_bindgen]
pub fn fund_available(fund: &[u8]) -> Answer<i128> {
    Ok(take::<Fund>(fund)?.available()?.to_bits())
}

/// The fund, and behind it what it paid.
#[wasm_bindgen]
pub fn fund_cover(fund: &[u8], deficit: i128) -> Answer<Vec<u8>> {
    let mut fund = take::<Fund>(fund)?;
    let paid = fund.cover(&number(deficit))?;
    Ok([give(&fund), paid.to_le_bytes().into()].concat())
}

#[wasm_bindgen]
pub fn fund_renew(fund: &[u8]) -> Answer<Vec<u8>> {
    let mut fund = take::<Fund>(fund)?;
    fund.renew();
    Ok(give(&fund))
}

#[wasm_bindgen]
pub fn insurance_target(open_interest: i128, volatility: i128, multiple: i128) -> Answer<i128> {
    let (open, volatility) = (number(open_interest), number(volatility));
    Ok(insurance::target(&open, &volatility, &number(multiple))?.to_bits())
}
