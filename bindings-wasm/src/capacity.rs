//! `margin/capacity`.

use crate::error::Answer;
use crate::state::{give, number, take, Reader};
use alloc::vec::Vec;
use plimsoll::margin::capacity;
use plimsoll::{Capacity, Fixed};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn capacity_asset(quantity: i128, price: i128, weight: i128) -> Answer<Vec<u8>> {
    let (quantity, price) = (number(quantity), number(price));
    Ok(give(&Capacity::asset(quantity, price, number(weight))?))
}

#[wasm_bindgen]
pub fn capacity_perp(
    quantity: i128,
    price: i128,
    weight: i128,
    quote: i128,
    settlement: i128,
) -> Answer<Vec<u8>> {
    let (quantity, price, weight) = (number(quantity), number(price), number(weight));
    let (quote, settlement) = (number(quote), number(settlement));
    let perp = Capacity::perp(quantity, price, weight, quote, settlement)?;
    Ok(give(&perp))
}

#[wasm_bindgen]
pub fn capacity_worth(capacity: &[u8]) -> Answer<i128> {
    Ok(take::<Capacity>(capacity)?.worth()?.to_bits())
}

#[wasm_bindgen]
pub fn capacity_admit(capacity: &[u8], quantity: i128, quote: i128, price: i128) -> Answer<()> {
    let capacity = take::<Capacity>(capacity)?;
    Ok(capacity.admit(&number(quantity), &number(quote), &number(price))?)
}

/// `capacities`: one after the other.
#[wasm_bindgen]
pub fn capacities_check(capacities: &[u8]) -> Answer<()> {
    Ok(capacity::check::<Fixed>(
        &Reader(capacities).rest(Reader::value)?,
    )?)
}
