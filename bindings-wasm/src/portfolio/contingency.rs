//! `margin/contingency`.

use super::checks;
use crate::error::Answer;
use crate::record::{record, take};
use crate::state::number;
use plimsoll::margin::contingency;
use plimsoll::Fixed;
use wasm_bindgen::prelude::*;

pub type Confidence = contingency::Confidence<Fixed>;
pub type Peg = contingency::Peg<Fixed>;

record!(Confidence { threshold, rate } Confidence::new(threshold, rate)?);
record!(Peg { threshold, factor } Peg::new(threshold, factor)?);
checks!(confidence_check Confidence, peg_check Peg);

#[wasm_bindgen]
pub fn charge(notional: i128, rate: i128) -> Answer<i128> {
    Ok(contingency::charge(&number(notional), &number(rate))?.to_bits())
}

#[wasm_bindgen]
pub fn confidence_charge(terms: &[u8], confidence: i128, notional: i128) -> Answer<i128> {
    let terms = take::<Confidence>(terms)?;
    Ok(terms
        .charge(&number(confidence), &number(notional))?
        .to_bits())
}

#[wasm_bindgen]
pub fn peg_loss(peg: &[u8], price: i128) -> Answer<i128> {
    Ok(take::<Peg>(peg)?.loss(&number(price))?.to_bits())
}
