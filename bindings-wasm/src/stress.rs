//! The stress of a book: `plimsoll-book`. A refusal crosses as that of `report`.

use crate::pairs::pairs;
use crate::report::refused;
use alloc::string::String;
use alloc::vec::Vec;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn book_stress(text: &str, shocks: Vec<String>) -> Result<String, JsValue> {
    plimsoll_book::stress(text, &pairs(&shocks)).map_err(refused)
}

#[wasm_bindgen]
pub fn book_stress_table(text: &str, shocks: Vec<String>) -> Result<String, JsValue> {
    plimsoll_book::stress_table(text, &pairs(&shocks)).map_err(refused)
}
