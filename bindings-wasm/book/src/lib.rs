//! The report of a book for JavaScript: `plimsoll-book` and nothing else.
//!
//! A refusal crosses as one string: the number of the error, its name, and the line.

use plimsoll_book::BookError;
use wasm_bindgen::prelude::*;

fn refused(error: BookError) -> JsValue {
    JsValue::from(format!("{} {} {error}", error.code(), error.name()))
}

/// The largest document in bytes.
#[wasm_bindgen]
pub fn max_bytes() -> usize {
    plimsoll_book::MAX_BYTES
}

/// [`plimsoll_book::report`].
#[wasm_bindgen]
pub fn report(text: &str) -> Result<String, JsValue> {
    plimsoll_book::report(text).map_err(refused)
}

/// [`plimsoll_book::table`].
#[wasm_bindgen]
pub fn table(text: &str) -> Result<String, JsValue> {
    plimsoll_book::table(text).map_err(refused)
}
