//! `liquidation/bankruptcy`.

use crate::error::Answer;
use crate::record::{record, take};
use crate::state::number;
use plimsoll::liquidation::bankruptcy;
use plimsoll::Fixed;
use wasm_bindgen::prelude::*;

type Position = bankruptcy::Position<Fixed>;

record!(Position { value, requirement, equity, total } Position {
    value,
    requirement,
    equity,
    total,
});

#[wasm_bindgen]
pub fn position_bankruptcy(position: &[u8]) -> Answer<i128> {
    Ok(take::<Position>(position)?.bankruptcy()?.to_bits())
}

#[wasm_bindgen]
pub fn position_fillable(position: &[u8], spread: i128, adjustment: i128) -> Answer<i128> {
    let fillable = take::<Position>(position)?.fillable(&number(spread), &number(adjustment))?;
    Ok(fillable.to_bits())
}

#[wasm_bindgen]
pub fn bankruptcy_price(quote: i128, size: i128) -> Answer<i128> {
    Ok(bankruptcy::price(&number(quote), &number(size))?.to_bits())
}

#[wasm_bindgen]
pub fn insurance_delta(proceeds: i128, bankruptcy: i128, most_fee: i128) -> Answer<i128> {
    let (proceeds, least, fee) = (number(proceeds), number(bankruptcy), number(most_fee));
    Ok(bankruptcy::insurance_delta(&proceeds, &least, &fee)?.to_bits())
}
