//! `methods/derive/discount`.

use crate::error::Answer;
use crate::portfolio::checks;
use crate::portfolio::scenario::Scan;
use crate::record::{numbers, record, take};
use crate::state::number;
use alloc::vec::Vec;
use plimsoll::methods::derive::discount;
use plimsoll::Fixed;
use wasm_bindgen::prelude::*;

pub type LongDiscount = discount::LongDiscount<Fixed>;
pub type ShortDiscount = discount::ShortDiscount<Fixed>;
pub type Discounts = discount::Discounts<Fixed>;
pub type Basis = discount::Basis<Fixed>;

record!(LongDiscount { base, multiple, addend } LongDiscount::new(base, [multiple, addend])?);
record!(ShortDiscount { base, multiple, addend } ShortDiscount::new(base, [multiple, addend])?);
record!(Discounts { long, short } Discounts { long, short });
record!(Basis { addend, multiple } Basis::new(addend, multiple)?);
checks!(
    long_discount_check LongDiscount,
    short_discount_check ShortDiscount,
    basis_check Basis,
);

/// The bytes of both factors.
pub fn give(discounts: &Discounts) -> Vec<u8> {
    numbers([&discounts.long, &discounts.short])
}

#[wasm_bindgen]
pub fn long_discount_at(discount: &[u8], expiry: &[u8]) -> Answer<i128> {
    Ok(take::<LongDiscount>(discount)?
        .at(&take(expiry)?)?
        .to_bits())
}

#[wasm_bindgen]
pub fn short_discount_at(discount: &[u8], expiry: &[u8]) -> Answer<i128> {
    Ok(take::<ShortDiscount>(discount)?
        .at(&take(expiry)?)?
        .to_bits())
}

#[wasm_bindgen]
pub fn discounts_apply(discounts: &[u8], value: i128) -> Answer<i128> {
    let worth = take::<Discounts>(discounts)?.apply(&number(value))?;
    Ok(worth.to_bits())
}

#[wasm_bindgen]
pub fn basis_loss(basis: &[u8], shocks: &[u8], expiry: &[u8]) -> Answer<i128> {
    let shocks = take::<Scan>(shocks)?;
    Ok(take::<Basis>(basis)?
        .loss(&shocks, &take(expiry)?)?
        .to_bits())
}
