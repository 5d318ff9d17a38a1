//! `margin/limits` and `liquidation/threshold`: the inverse questions.

use crate::error::Answer;
use crate::holding::Listed;
use crate::state::{give, number, take};
use alloc::string::String;
use alloc::vec::Vec;
use plimsoll::liquidation::threshold as inverse;
use plimsoll::margin::limits::{self, Side};
use plimsoll::number::decimal;
use plimsoll::Limit;
use wasm_bindgen::prelude::*;

/// The name of the case, and behind a space the decimal where there is one.
#[inline(never)]
pub fn write(limit: &Limit) -> String {
    let mut text = String::from(limit.reason());
    if let Some(value) = limit.value() {
        text.push(' ');
        text.push_str(decimal::write(value).as_str());
    }
    text
}

#[wasm_bindgen]
pub fn withdrawal(holdings: &[u8], asset: usize, fee: i128, step: i128) -> Answer<String> {
    let listed = Listed::read(holdings)?;
    let legs = listed.legs()?;
    let all = listed.holdings(&legs);
    let limit = limits::withdrawal(&all, asset, &number(fee), &number(step))?;
    Ok(write(&limit))
}

#[wasm_bindgen]
pub fn borrow(holdings: &[u8], asset: usize, fee: i128, step: i128) -> Answer<String> {
    let listed = Listed::read(holdings)?;
    let legs = listed.legs()?;
    let all = listed.holdings(&legs);
    let limit = limits::borrow(&all, asset, &number(fee), &number(step))?;
    Ok(write(&limit))
}

#[wasm_bindgen]
pub fn position(
    holdings: &[u8],
    asset: usize,
    leg: usize,
    sell: bool,
    price: i128,
    fee: i128,
    step: i128,
) -> Answer<String> {
    let side = if sell { Side::Sell } else { Side::Buy };
    let (price, fee, step) = (number(price), number(fee), number(step));
    let listed = Listed::read(holdings)?;
    let legs = listed.legs()?;
    let all = listed.holdings(&legs);
    let limit = limits::position(&all, asset, leg, side, &price, &fee, &step)?;
    Ok(write(&limit))
}

/// Below and above, on a line each.
#[wasm_bindgen]
pub fn threshold(holdings: &[u8], index: u32, price: &[u8], step: i128) -> Answer<String> {
    let listed = Listed::read(holdings)?;
    let legs = listed.legs()?;
    let all = listed.holdings(&legs);
    let found = inverse::threshold(&all, index, &take(price)?, &number(step))?;
    Ok([write(&found.below), write(&found.above)].join("\n"))
}

#[wasm_bindgen]
pub fn check_at(holdings: &[u8], index: u32, price: &[u8], at: i128) -> Answer<Vec<u8>> {
    let listed = Listed::read(holdings)?;
    let legs = listed.legs()?;
    let all = listed.holdings(&legs);
    let health = inverse::check_at(&all, index, &take(price)?, &number(at))?;
    Ok(give(&health))
}
