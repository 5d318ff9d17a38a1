//! `margin/health`.

use crate::error::Answer;
use crate::state::{give, number, take};
use alloc::string::String;
use alloc::vec::Vec;
use plimsoll::Health;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn health_new() -> Vec<u8> {
    give(&Health::new())
}

#[wasm_bindgen]
pub fn health_from_stored(
    assets: i128,
    liabilities: i128,
    positions: u32,
    stale_assets: u32,
    stale_debts: u32,
) -> Answer<Vec<u8>> {
    let (assets, liabilities) = (number(assets), number(liabilities));
    let health = Health::from_stored(assets, liabilities, positions, stale_assets, stale_debts)?;
    Ok(give(&health))
}

#[wasm_bindgen]
pub fn health_add(health: &[u8], quantity: i128, bound: &[u8]) -> Answer<Vec<u8>> {
    let mut health = take::<Health>(health)?;
    health.add(&number(quantity), &take(bound)?)?;
    Ok(give(&health))
}

#[wasm_bindgen]
pub fn health_require(health: &[u8], margin: i128) -> Answer<Vec<u8>> {
    let mut health = take::<Health>(health)?;
    health.require(&number(margin))?;
    Ok(give(&health))
}

#[wasm_bindgen]
pub fn health_merge(health: &[u8], other: &[u8]) -> Answer<Vec<u8>> {
    Ok(give(&take::<Health>(health)?.merge(&take(other)?)?))
}

#[wasm_bindgen]
pub fn health_without(health: &[u8], part: &[u8]) -> Answer<Vec<u8>> {
    let rest = give(&take::<Health>(health)?.without(&take(part)?)?);
    // A part that was never merged may leave more stale positions than there are: refused here and not
    // at the next use.
    take::<Health>(&rest)?;
    Ok(rest)
}

#[wasm_bindgen]
pub fn health_close(health: &[u8], positions: u32) -> Answer<Vec<u8>> {
    Ok(give(&take::<Health>(health)?.close(positions)?))
}

#[wasm_bindgen]
pub fn health_positions(health: &[u8]) -> Answer<u32> {
    Ok(take::<Health>(health)?.positions())
}

#[wasm_bindgen]
pub fn health_stale_assets(health: &[u8]) -> Answer<u32> {
    Ok(take::<Health>(health)?.stale_assets())
}

#[wasm_bindgen]
pub fn health_stale_debts(health: &[u8]) -> Answer<u32> {
    Ok(take::<Health>(health)?.stale_debts())
}

#[wasm_bindgen]
pub fn health_is_stale(health: &[u8]) -> Answer<bool> {
    Ok(take::<Health>(health)?.is_stale())
}

#[wasm_bindgen]
pub fn health_verdict(health: &[u8]) -> Answer<String> {
    Ok(take::<Health>(health)?.verdict().name().into())
}

#[wasm_bindgen]
pub fn health_healthy(health: &[u8]) -> Answer<bool> {
    Ok(take::<Health>(health)?.healthy())
}

#[wasm_bindgen]
pub fn health_surplus(health: &[u8]) -> Answer<i128> {
    Ok(take::<Health>(health)?.surplus()?.to_bits())
}

#[wasm_bindgen]
pub fn health_shortfall(health: &[u8]) -> Answer<i128> {
    Ok(take::<Health>(health)?.shortfall()?.to_bits())
}

#[wasm_bindgen]
pub fn health_ratio(health: &[u8]) -> Answer<i128> {
    Ok(take::<Health>(health)?.ratio()?.to_bits())
}
