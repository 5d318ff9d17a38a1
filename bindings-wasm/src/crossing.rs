//! `liquidation/crossing`: the search along a price over a check that JavaScript answers.

use crate::error::Answer;
use crate::limits::write;
use crate::solver::Check;
use crate::state::number;
use alloc::string::String;
use plimsoll::liquidation::crossing as along;
use wasm_bindgen::prelude::*;

/// Below and above, on a line each.
#[wasm_bindgen]
pub fn crossing(
    start: i128,
    from: i128,
    to: i128,
    parts: u32,
    step: i128,
    check: &Check,
) -> Answer<String> {
    let (start, from, to, step) = (number(start), number(from), number(to), number(step));
    let found = along::crossing(&start, (&from, &to), parts, &step, |at| check.ask(at))?;
    Ok([write(&found.below), write(&found.above)].join("\n"))
}
