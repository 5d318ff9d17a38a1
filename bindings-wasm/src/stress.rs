//! The stress of a book: `plimsoll-book`. A refusal crosses as that of `report`.

use crate::report::refused;
use alloc::string::String;
use alloc::vec::Vec;
use wasm_bindgen::prelude::*;

/// Each market with its move, of a list in which the one stands behind the other.
fn pairs(shocks: &[String]) -> Vec<(&str, &str)> {
    let mut texts = shocks.iter().map(String::as_str);
    core::iter::from_fn(|| Some((texts.next()?, texts.next()?))).collect()
}

#[wasm_bindgen]
pub fn book_stress(text: &str, shocks: Vec<String>) -> Result<String, JsValue> {
    plimsoll_book::stress(text, &pairs(&shocks)).map_err(refused)
}

#[wasm_bindgen]
pub fn book_stress_table(text: &str, shocks: Vec<String>) -> Result<String, JsValue> {
    plimsoll_book::stress_table(text, &pairs(&shocks)).map_err(refused)
}
