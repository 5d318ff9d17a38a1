//! `number/solver`: the search over a check that JavaScript answers.

use crate::error::Answer;
use crate::limits::write;
use crate::state::number;
use alloc::string::String;
use plimsoll::number::solver;
use plimsoll::{Error, Fixed};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// An object with the caller's check as its method `at`, from bits to bits.
    pub type Check;

    #[wasm_bindgen(method, structural, catch)]
    fn at(this: &Check, bits: i128) -> Result<i128, JsValue>;
}

impl Check {
    /// What the check throws by number is that error. Anything else ends the search as well: the side
    /// that called keeps what was thrown and throws it again.
    pub fn ask(&self, at: &Fixed) -> Result<Fixed, Error> {
        match self.at(at.to_bits()) {
            Ok(bits) => Ok(number(bits)),
            Err(thrown) => {
                let code = thrown.as_f64().unwrap_or_default() as u8;
                Err(Error::from_code(code).unwrap_or(Error::InvalidNumber))
            }
        }
    }
}

#[wasm_bindgen]
pub fn search_to(start: i128, end: i128, step: i128, check: &Check) -> Answer<String> {
    let (start, end, step) = (number(start), number(end), number(step));
    let limit = solver::search_to(&start, &end, &step, |at| check.ask(at))?;
    Ok(write(&limit))
}

#[wasm_bindgen]
pub fn search_up(start: i128, reach: i128, step: i128, check: &Check) -> Answer<String> {
    let (start, reach, step) = (number(start), number(reach), number(step));
    let limit = solver::search_up(&start, &reach, &step, |at| check.ask(at))?;
    Ok(write(&limit))
}
