//! `liquidation/close`.

use crate::error::Answer;
use crate::record::{self, pack, record, words};
use crate::state::{number, take};
use crate::tiers::rungs;
use alloc::string::String;
use alloc::vec::Vec;
use plimsoll::liquidation::close;
use plimsoll::support::bytemuck::PackedCloseFactor;
use plimsoll::{CloseFactor, Ramp, Tiers};
use wasm_bindgen::prelude::*;

record!(CloseFactor { fraction, full_below, small, dust } CloseFactor {
    fraction,
    full_below,
    small,
    dust,
});

#[wasm_bindgen]
pub fn close_factor_full() -> Vec<u8> {
    pack(PackedCloseFactor::from(&CloseFactor::full()))
}

#[wasm_bindgen]
pub fn close_factor_most(
    factor: &[u8],
    ratio: i128,
    total_debt: i128,
    debt: i128,
    collateral: i128,
) -> Answer<i128> {
    let (ratio, total_debt) = (number(ratio), number(total_debt));
    let (debt, collateral) = (number(debt), number(collateral));
    let most =
        record::take::<CloseFactor>(factor)?.most(&ratio, &total_debt, &debt, &collateral)?;
    Ok(most.to_bits())
}

#[wasm_bindgen]
pub fn close_factor_leaves_dust(factor: &[u8], debt: i128, collateral: i128) -> Answer<bool> {
    let factor = record::take::<CloseFactor>(factor)?;
    Ok(factor.leaves_dust(&number(debt), &number(collateral)))
}

/// The credit and the deficit.
#[wasm_bindgen]
pub fn absorb(health: &[u8]) -> Answer<String> {
    let absorbed = close::absorb(&take(health)?)?;
    Ok(words(&[absorbed.credit, absorbed.deficit]))
}

#[wasm_bindgen]
pub fn throttle(
    share: &[u8],
    elapsed: i128,
    shortfall: i128,
    freed: i128,
    small: i128,
) -> Answer<i128> {
    let share = take::<Ramp>(share)?;
    let (elapsed, shortfall) = (number(elapsed), number(shortfall));
    let cut = close::throttle(&share, &elapsed, &shortfall, &number(freed), &number(small))?;
    Ok(cut.to_bits())
}

#[wasm_bindgen]
pub fn step_down(tiers: &[u8], notional: i128, cut: usize) -> Answer<i128> {
    let rungs = rungs(tiers)?;
    let down = close::step_down(&Tiers::new(&rungs)?, &number(notional), cut)?;
    Ok(down.to_bits())
}
