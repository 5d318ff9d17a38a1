//! `price/`.

use crate::error::{Answer, Refused};
use crate::state::{give, number, take};
use alloc::vec::Vec;
use plimsoll::price::End;
use plimsoll::Price;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn price_new(low: i128, high: i128) -> Answer<Vec<u8>> {
    Ok(give(&Price::new(number(low), number(high))?))
}

#[wasm_bindgen]
pub fn price_from_stored(low: i128, high: i128) -> Answer<Vec<u8>> {
    Ok(give(&Price::from_stored(number(low), number(high))?))
}

#[wasm_bindgen]
pub fn price_exact(price: i128) -> Answer<Vec<u8>> {
    Ok(give(&Price::exact(number(price))?))
}

#[wasm_bindgen]
pub fn price_with_confidence(mid: i128, confidence: i128) -> Answer<Vec<u8>> {
    let price = Price::with_confidence(&number(mid), &number(confidence))?;
    Ok(give(&price))
}

#[wasm_bindgen]
pub fn price_unknown() -> Vec<u8> {
    give(&Price::unknown())
}

#[wasm_bindgen]
pub fn price_hull(price: &[u8], other: &[u8]) -> Answer<Vec<u8>> {
    Ok(give(&take::<Price>(price)?.hull(&take(other)?)))
}

#[wasm_bindgen]
pub fn price_is_known(price: &[u8]) -> Answer<bool> {
    Ok(take::<Price>(price)?.is_known())
}

#[wasm_bindgen]
pub fn price_contains(price: &[u8], other: &[u8]) -> Answer<bool> {
    Ok(take::<Price>(price)?.contains(&take(other)?))
}

#[wasm_bindgen]
pub fn price_scale(price: &[u8], factor: &[u8]) -> Answer<Vec<u8>> {
    Ok(give(&take::<Price>(price)?.scale(&take(factor)?)?))
}

#[wasm_bindgen]
pub fn price_factor_to(price: &[u8], to: i128) -> Answer<Vec<u8>> {
    Ok(give(&take::<Price>(price)?.factor_to(&number(to))?))
}

#[wasm_bindgen]
pub fn price_mid(price: &[u8]) -> Answer<i128> {
    Ok(take::<Price>(price)?.mid()?.to_bits())
}

/// `end`: 0 is low, 1 mid, 2 high.
#[wasm_bindgen]
pub fn price_at(price: &[u8], end: u32) -> Answer<i128> {
    let end = match end {
        0 => End::Low,
        1 => End::Mid,
        2 => End::High,
        _ => return Err(Refused::NO_VALUE),
    };
    Ok(take::<Price>(price)?.at(end)?.to_bits())
}
