//! The report of a book: `plimsoll-book`.
//!
//! A refusal crosses as one string: the number of the error, its name, and the line.

use alloc::format;
use alloc::string::String;
use plimsoll_book::BookError;
use wasm_bindgen::prelude::*;

pub fn refused(error: BookError) -> JsValue {
    JsValue::from(format!("{} {} {error}", error.code(), error.name()))
}

/// The largest document in bytes.
#[wasm_bindgen]
pub fn book_max_bytes() -> usize {
    plimsoll_book::MAX_BYTES
}

#[wasm_bindgen]
pub fn book_report(text: &str) -> Result<String, JsValue> {
    plimsoll_book::report(text).map_err(refused)
}

#[wasm_bindgen]
pub fn book_table(text: &str) -> Result<String, JsValue> {
    plimsoll_book::table(text).map_err(refused)
}
