//! A refusal: the number of the core's error, thrown as it is and named on the other side.

use alloc::string::String;
use plimsoll::Error;
use wasm_bindgen::prelude::*;

/// What a function throws: the number of an error, or 0 for bytes that this module did not give out.
pub struct Refused(u8);

impl Refused {
    /// Bytes of another length or form than the type has.
    pub const NO_VALUE: Refused = Refused(0);
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Refused(error.code())
    }
}

impl From<Refused> for JsValue {
    fn from(refused: Refused) -> Self {
        JsValue::from(refused.0)
    }
}

/// What a function here gives.
pub type Answer<T> = Result<T, Refused>;

/// The sentence of the error with this number; empty where there is none.
#[wasm_bindgen]
pub fn error_message(code: u8) -> String {
    Error::from_code(code).map_or("", Error::message).into()
}
