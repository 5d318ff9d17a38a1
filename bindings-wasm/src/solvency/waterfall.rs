//! `solvency/waterfall`.

use crate::error::Answer;
use crate::record::{record, take, words};
use crate::state::number;
use alloc::string::String;
use plimsoll::Waterfall;
use wasm_bindgen::prelude::*;

record!(Waterfall { proceeds, insurance, deleveraging } Waterfall {
    proceeds,
    insurance,
    deleveraging,
});

/// What each layer pays, and the surplus.
#[wasm_bindgen]
pub fn waterfall_flows(waterfall: &[u8], debt: i128) -> Answer<String> {
    let flows = take::<Waterfall>(waterfall)?.flows(&number(debt))?;
    Ok(words(&[
        flows.proceeds,
        flows.insurance,
        flows.deleveraging,
        flows.socialised,
        flows.surplus,
    ]))
}
