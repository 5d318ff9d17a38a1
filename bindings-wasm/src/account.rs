//! `margin/account`: kept as the health at each level.

use crate::error::{Answer, Refused};
use crate::net::{take_net, LEVELS};
use crate::state::{give, number, put, take, take_levels, Reader};
use alloc::string::String;
use alloc::vec::Vec;
use plimsoll::margin::account::Status;
use plimsoll::{Account, Fixed, Health};
use wasm_bindgen::prelude::*;

type Levels = [Health; LEVELS];

/// The account of these bytes.
#[inline(never)]
pub fn take_account(bytes: &[u8]) -> Answer<Account<LEVELS>> {
    let levels: Levels = take_levels(bytes)?;
    Ok(Account::try_from(levels)?)
}

#[inline(never)]
fn give_account(account: &Account<LEVELS>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for level in account.levels() {
        put(&mut bytes, level);
    }
    bytes
}

#[wasm_bindgen]
pub fn account_new() -> Vec<u8> {
    give_account(&Account::new())
}

/// Writes an account over the bytes that it was read from: what is fed a position at a time is not
/// allocated anew for each.
#[inline(never)]
fn change(bytes: &mut [u8], account: &Account<LEVELS>) {
    for (place, byte) in bytes.iter_mut().zip(give_account(account)) {
        *place = byte;
    }
}

#[wasm_bindgen]
pub fn account_add(account: &mut [u8], quantity: i128, bounds: &[u8]) -> Answer<()> {
    let mut changed = take_account(account)?;
    changed.add(&number(quantity), &take_levels(bounds)?)?;
    change(account, &changed);
    Ok(())
}

#[wasm_bindgen]
pub fn account_add_net(account: &mut [u8], net: &[u8], bounds: &[u8]) -> Answer<()> {
    let mut changed = take_account(account)?;
    changed.add_net(&take_net(net)?, &take_levels(bounds)?)?;
    change(account, &changed);
    Ok(())
}

/// `margins`: 16 bytes a level.
#[wasm_bindgen]
pub fn account_require(account: &mut [u8], margins: &[u8]) -> Answer<()> {
    let mut changed = take_account(account)?;
    let margins = Reader(margins).rest(Reader::number)?;
    let margins: [Fixed; LEVELS] = margins.try_into().map_err(|_| Refused::NO_VALUE)?;
    changed.require(&margins)?;
    change(account, &changed);
    Ok(())
}

#[wasm_bindgen]
pub fn account_what_if(
    account: &[u8],
    before: &[u8],
    after: &[u8],
    bounds: &[u8],
) -> Answer<Vec<u8>> {
    let (before, after) = (take_net(before)?, take_net(after)?);
    let changed = take_account(account)?.what_if(&before, &after, &take_levels(bounds)?)?;
    let bytes = give_account(&changed);
    // A group taken out that was never in may leave more stale positions than there are: refused here
    // and not at the next use.
    take_account(&bytes)?;
    Ok(bytes)
}

#[wasm_bindgen]
pub fn account_merge(account: &[u8], other: &[u8]) -> Answer<Vec<u8>> {
    let merged = take_account(account)?.merge(&take_account(other)?)?;
    Ok(give_account(&merged))
}

#[wasm_bindgen]
pub fn account_close(account: &[u8], positions: u32) -> Answer<Vec<u8>> {
    let closed = take_account(account)?.close(positions)?;
    Ok(give_account(&closed))
}

#[wasm_bindgen]
pub fn account_level(account: &[u8], level: usize) -> Answer<Vec<u8>> {
    let account = take_account(account)?;
    let level = account.levels().get(level).ok_or(Refused::NO_VALUE)?;
    Ok(give(level))
}

#[wasm_bindgen]
pub fn account_status(account: &[u8]) -> Answer<String> {
    Ok(take_account(account)?.status().name().into())
}

/// [`Status::of`], of any three levels.
#[wasm_bindgen]
pub fn status_of(initial: &[u8], maintenance: &[u8], equity: &[u8]) -> Answer<String> {
    let status = Status::of::<Fixed>(&take(initial)?, &take(maintenance)?, &take(equity)?);
    Ok(status.name().into())
}
