//! `liquidation/auction`.

use crate::error::Answer;
use crate::record::{record, take};
use crate::state::{self, number};
use plimsoll::liquidation::auction;
use plimsoll::{Auction, Ramp};
use wasm_bindgen::prelude::*;

record!(Auction { equity, maintenance, reserved } Auction {
    equity,
    maintenance,
    reserved,
});

#[wasm_bindgen]
pub fn auction_buffered(auction: &[u8], buffer: i128) -> Answer<i128> {
    let buffered = take::<Auction>(auction)?.buffered(&number(buffer))?;
    Ok(buffered.to_bits())
}

#[wasm_bindgen]
pub fn auction_largest_share(auction: &[u8], buffer: i128, discount: i128) -> Answer<i128> {
    let share = take::<Auction>(auction)?.largest_share(&number(buffer), &number(discount))?;
    Ok(share.to_bits())
}

#[wasm_bindgen]
pub fn auction_bid(auction: &[u8], discount: i128) -> Answer<i128> {
    Ok(take::<Auction>(auction)?.bid(&number(discount))?.to_bits())
}

#[wasm_bindgen]
pub fn auction_insolvent(auction: &[u8], elapsed: i128, length: i128) -> Answer<i128> {
    let paid = take::<Auction>(auction)?.insolvent(&number(elapsed), number(length))?;
    Ok(paid.to_bits())
}

#[wasm_bindgen]
pub fn discount(fast: &[u8], slow: &[u8], elapsed: i128) -> Answer<i128> {
    let (fast, slow) = (state::take::<Ramp>(fast)?, state::take::<Ramp>(slow)?);
    Ok(auction::discount(&fast, &slow, &number(elapsed))?.to_bits())
}

#[wasm_bindgen]
pub fn storefront(price: i128, factor: i128, liquidation_factor: i128) -> Answer<i128> {
    let (price, factor, least) = (number(price), number(factor), number(liquidation_factor));
    Ok(auction::storefront(&price, &factor, &least)?.to_bits())
}
