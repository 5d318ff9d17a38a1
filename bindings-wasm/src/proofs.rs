//! Proofs of health and of solvency, verified: `plimsoll-proofs`.
//!
//! What is shown crosses as JSON and as a table, a refusal as that of `report`.

use crate::error::Refused;
use crate::pairs::pairs;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use plimsoll_proofs::document::{self, Asked, DocumentError, Expected, Level};
use wasm_bindgen::prelude::*;

fn refused(error: DocumentError) -> JsValue {
    JsValue::from(format!("{} {} {error}", error.code(), error.name()))
}

/// The largest document of a proof of solvency in bytes.
#[wasm_bindgen]
pub fn proofs_max_bytes() -> usize {
    document::MAX_SOLVENCY_BYTES
}

/// What a verifier states, by name. What is stated is asked, or nothing is verified.
struct Stated<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Stated<'a> {
    fn text(&self, name: &str) -> Option<&'a str> {
        let found = self.0.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| *value)
    }

    fn whole(&self, name: &str) -> Result<Option<u64>, JsValue> {
        self.text(name).map(whole).transpose()
    }

    fn level(&self, name: &str) -> Result<Option<Level>, JsValue> {
        let level = |text| Level::ALL.into_iter().find(|level| level.name() == text);
        let level = self.text(name).map(|text| level(text).ok_or_else(no_value));
        level.transpose()
    }
}

fn whole(text: &str) -> Result<u64, JsValue> {
    text.parse().map_err(|_| no_value())
}

fn no_value() -> JsValue {
    Refused::NO_VALUE.into()
}

#[wasm_bindgen]
pub fn proofs_verify(
    book: &str,
    proof: &str,
    expected: Vec<String>,
    lots: Vec<String>,
) -> Result<Vec<String>, JsValue> {
    let stated = Stated(pairs(&expected));
    let lots = pairs(&lots).into_iter();
    let lots = lots.map(|(market, lots)| Ok((market, whole(lots)?)));
    let expected = Expected {
        account: stated.text("account"),
        level: stated.level("level")?,
        buffer: stated.text("buffer"),
        version: stated.whole("version")?,
        time: stated.whole("time")?,
        purpose: stated.text("purpose"),
        lots: &lots.collect::<Result<Vec<_>, JsValue>>()?,
        ledger: stated.text("ledger"),
    };
    let verified = document::verify(book, proof, &expected).map_err(refused)?;
    Ok([verified.json(), verified.table()].into())
}

#[wasm_bindgen]
pub fn proofs_verify_solvency(
    book: &str,
    proof: &str,
    expected: Vec<String>,
) -> Result<Vec<String>, JsValue> {
    let stated = Stated(pairs(&expected));
    let asked = Asked {
        version: stated.whole("version")?,
        time: stated.whole("time")?,
        purpose: stated.text("purpose"),
        root: stated.text("root"),
    };
    let solvent = document::verify_solvency(book, proof, &asked).map_err(refused)?;
    Ok([solvent.json(), solvent.table()].into())
}

#[wasm_bindgen]
pub fn proofs_verify_receipt(
    proof: &str,
    receipt: &str,
    book: Option<String>,
) -> Result<Vec<String>, JsValue> {
    let received = document::verify_receipt(proof, receipt, book.as_deref()).map_err(refused)?;
    Ok([received.json(), received.table()].into())
}
