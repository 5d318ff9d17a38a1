//! `liquidation/bonus`.

use crate::error::Answer;
use crate::record::words;
use crate::state::{give, number, take};
use alloc::string::String;
use alloc::vec::Vec;
use plimsoll::liquidation::bonus;
use plimsoll::Split;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn bonus_from_loan_to_value(loan_to_value: i128, cursor: i128, most: i128) -> Answer<i128> {
    let (limit, cursor, most) = (number(loan_to_value), number(cursor), number(most));
    Ok(bonus::from_loan_to_value(&limit, &cursor, &most)?.to_bits())
}

#[wasm_bindgen]
pub fn bonus_from_shortfall(health: &[u8], most_discount: i128) -> Answer<i128> {
    Ok(bonus::from_shortfall(&take(health)?, &number(most_discount))?.to_bits())
}

#[wasm_bindgen]
pub fn bonus_covered(bonus: i128, collateral: i128, debt: i128) -> Answer<i128> {
    let (bonus, collateral, debt) = (number(bonus), number(collateral), number(debt));
    Ok(bonus::covered(&bonus, &collateral, &debt)?.to_bits())
}

#[wasm_bindgen]
pub fn bonus_near_bad_debt(
    bonus: i128,
    loan_to_value: i128,
    from: i128,
    least: i128,
) -> Answer<i128> {
    let (bonus, value) = (number(bonus), number(loan_to_value));
    let (from, least) = (number(from), number(least));
    Ok(bonus::near_bad_debt(&bonus, &value, &from, &least)?.to_bits())
}

#[wasm_bindgen]
pub fn split_new(insurance: i128, protocol: i128) -> Answer<Vec<u8>> {
    Ok(give(&Split::new(number(insurance), number(protocol))?))
}

#[wasm_bindgen]
pub fn split_liquidator() -> Vec<u8> {
    give(&Split::liquidator())
}

/// The liquidator's part, the fund's and the protocol's.
#[wasm_bindgen]
pub fn split_of(split: &[u8], penalty: i128) -> Answer<String> {
    let parts = take::<Split>(split)?.of(&number(penalty))?;
    Ok(words(&[parts.liquidator, parts.insurance, parts.protocol]))
}
