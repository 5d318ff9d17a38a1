//! `weights/`: the pair of weights, and the bound that it makes of a price.

use crate::error::Answer;
use crate::state::{give, number, take};
use alloc::vec::Vec;
use plimsoll::{Bound, Weights};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn weights_new(asset: i128, liability: i128) -> Answer<Vec<u8>> {
    Ok(give(&Weights::new(number(asset), number(liability))?))
}

#[wasm_bindgen]
pub fn weights_one() -> Vec<u8> {
    give(&Weights::one())
}

#[wasm_bindgen]
pub fn weights_from_haircut(haircut: i128) -> Answer<Vec<u8>> {
    Ok(give(&Weights::from_haircut(&number(haircut))?))
}

#[wasm_bindgen]
pub fn weights_from_loan_to_value(loan_to_value: i128) -> Answer<Vec<u8>> {
    Ok(give(&Weights::from_loan_to_value(number(loan_to_value))?))
}

#[wasm_bindgen]
pub fn weights_from_margin_fraction(margin: i128) -> Answer<Vec<u8>> {
    Ok(give(&Weights::from_margin_fraction(&number(margin))?))
}

#[wasm_bindgen]
pub fn weights_with_borrow_factor(weights: &[u8], factor: i128) -> Answer<Vec<u8>> {
    let weights = take::<Weights>(weights)?.with_borrow_factor(number(factor))?;
    Ok(give(&weights))
}

#[wasm_bindgen]
pub fn weights_no_looser_than(weights: &[u8], other: &[u8]) -> Answer<bool> {
    Ok(take::<Weights>(weights)?.no_looser_than(&take(other)?))
}

#[wasm_bindgen]
pub fn weights_apply(weights: &[u8], price: &[u8]) -> Answer<Vec<u8>> {
    Ok(give(&take::<Weights>(weights)?.apply(&take(price)?)?))
}

#[wasm_bindgen]
pub fn bound_new(asset: i128, liability: i128) -> Answer<Vec<u8>> {
    Ok(give(&Bound::new(number(asset), number(liability))?))
}

#[wasm_bindgen]
pub fn bound_unweighted(price: &[u8]) -> Answer<Vec<u8>> {
    Ok(give(&Bound::unweighted(&take(price)?)))
}

#[wasm_bindgen]
pub fn bound_unknown() -> Vec<u8> {
    give(&Bound::unknown())
}

#[wasm_bindgen]
pub fn bound_is_known(bound: &[u8]) -> Answer<bool> {
    Ok(take::<Bound>(bound)?.is_known())
}
