//! `margin/account`: kept as the health at each level, so every function here is the core's on an
//! empty account, followed by the core's exact merge, level by level.

use crate::error::{Answer, Refused};
use crate::net::{take_net, LEVELS};
use crate::state::{give, number, put, take, take_levels, Reader};
use alloc::string::String;
use alloc::vec::Vec;
use plimsoll::margin::account::Status;
use plimsoll::{Account, Fixed, Health};
use wasm_bindgen::prelude::*;

type Levels = [Health; LEVELS];

fn give_levels(levels: &Levels) -> Vec<u8> {
    let mut bytes = Vec::new();
    for level in levels {
        put(&mut bytes, level);
    }
    bytes
}

/// The bytes of these levels, where they read back as what they are: a part taken out that was never
/// in may leave more stale positions than there are, which is refused now and not at the next use.
fn checked(levels: &Levels) -> Answer<Vec<u8>> {
    let bytes = give_levels(levels);
    take_levels::<Health, LEVELS>(&bytes)?;
    Ok(bytes)
}

fn merged(account: &[u8], other: &Levels) -> Answer<Vec<u8>> {
    let mut levels: Levels = take_levels(account)?;
    for (level, other) in levels.iter_mut().zip(other) {
        *level = level.merge(other)?;
    }
    checked(&levels)
}

fn group(net: &[u8], bounds: &[u8]) -> Answer<Account<LEVELS>> {
    let mut account = Account::new();
    account.add_net(&take_net(net)?, &take_levels(bounds)?)?;
    Ok(account)
}

#[wasm_bindgen]
pub fn account_new() -> Vec<u8> {
    give_levels(Account::<LEVELS>::new().levels())
}

#[wasm_bindgen]
pub fn account_add(account: &[u8], quantity: i128, bounds: &[u8]) -> Answer<Vec<u8>> {
    let mut one = Account::<LEVELS>::new();
    one.add(&number(quantity), &take_levels(bounds)?)?;
    merged(account, one.levels())
}

#[wasm_bindgen]
pub fn account_add_net(account: &[u8], net: &[u8], bounds: &[u8]) -> Answer<Vec<u8>> {
    merged(account, group(net, bounds)?.levels())
}

/// `margins`: 16 bytes a level.
#[wasm_bindgen]
pub fn account_require(account: &[u8], margins: &[u8]) -> Answer<Vec<u8>> {
    let margins = Reader(margins).rest(Reader::number)?;
    let margins: [Fixed; LEVELS] = margins.try_into().map_err(|_| Refused::NO_VALUE)?;
    let mut one = Account::<LEVELS>::new();
    one.require(&margins)?;
    merged(account, one.levels())
}

#[wasm_bindgen]
pub fn account_what_if(
    account: &[u8],
    before: &[u8],
    after: &[u8],
    bounds: &[u8],
) -> Answer<Vec<u8>> {
    let mut levels: Levels = take_levels(account)?;
    let (before, after) = (group(before, bounds)?, group(after, bounds)?);
    let parts = before.levels().iter().zip(after.levels());
    for (level, (before, after)) in levels.iter_mut().zip(parts) {
        *level = level.without(before)?.merge(after)?;
    }
    checked(&levels)
}

#[wasm_bindgen]
pub fn account_merge(account: &[u8], other: &[u8]) -> Answer<Vec<u8>> {
    merged(account, &take_levels(other)?)
}

#[wasm_bindgen]
pub fn account_close(account: &[u8], positions: u32) -> Answer<Vec<u8>> {
    let levels: Levels = take_levels(account)?;
    for level in levels {
        level.close(positions)?;
    }
    Ok(account.into())
}

#[wasm_bindgen]
pub fn account_level(account: &[u8], level: usize) -> Answer<Vec<u8>> {
    let levels: Levels = take_levels(account)?;
    let level = levels.get(level).ok_or(Refused::NO_VALUE)?;
    Ok(give(level))
}

#[wasm_bindgen]
pub fn account_status(account: &[u8]) -> Answer<String> {
    let [initial, maintenance, equity]: Levels = take_levels(account)?;
    Ok(Status::of(&initial, &maintenance, &equity).name().into())
}

/// [`Status::of`], of any three levels.
#[wasm_bindgen]
pub fn status_of(initial: &[u8], maintenance: &[u8], equity: &[u8]) -> Answer<String> {
    let status = Status::of::<Fixed>(&take(initial)?, &take(maintenance)?, &take(equity)?);
    Ok(status.name().into())
}
