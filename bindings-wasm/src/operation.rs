//! `margin/operation`.

use crate::account::take_account;
use crate::error::{Answer, Refused};
use crate::state::number;
use alloc::string::String;
use plimsoll::margin::operation::{self, Permission};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn permission(before: &[u8], after: &[u8], cost: i128) -> Answer<String> {
    let permission =
        operation::permission(&take_account(before)?, &take_account(after)?, &number(cost))?;
    Ok(permission.name().into())
}

/// `permission`: its place among the permissions.
#[wasm_bindgen]
pub fn is_allowed(permission: usize) -> Answer<bool> {
    let permission = Permission::ALL.get(permission).ok_or(Refused::NO_VALUE)?;
    Ok(permission.is_allowed())
}
