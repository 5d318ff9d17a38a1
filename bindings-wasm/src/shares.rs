//! `margin/shares`.

use crate::error::Answer;
use crate::state::{give, take};
use alloc::vec::Vec;
use plimsoll::margin::shares::Pool;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub fn pool_new(
    assets: u128,
    shares: u128,
    virtual_assets: u128,
    virtual_shares: u128,
) -> Answer<Vec<u8>> {
    Ok(give(&Pool::new(
        assets,
        shares,
        virtual_assets,
        virtual_shares,
    )?))
}

macro_rules! worth {
    ($($name:ident $method:ident),*) => {$(
        #[wasm_bindgen]
        pub fn $name(pool: &[u8], amount: u128) -> Answer<u128> {
            Ok(take::<Pool>(pool)?.$method(amount)?)
        }
    )*};
}
worth!(
    pool_assets_down assets_down,
    pool_assets_up assets_up,
    pool_shares_down shares_down,
    pool_shares_up shares_up
);

macro_rules! moves {
    ($($name:ident $method:ident),*) => {$(
        #[wasm_bindgen]
        pub fn $name(pool: &[u8], assets: u128, shares: u128) -> Answer<Vec<u8>> {
            let mut pool = take::<Pool>(pool)?;
            pool.$method(assets, shares)?;
            Ok(give(&pool))
        }
    )*};
}
moves!(pool_enter enter, pool_leave leave);
