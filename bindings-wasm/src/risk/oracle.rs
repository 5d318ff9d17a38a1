//! `price/oracle` without its averages, `price/remote` and `risk/quota`.

use super::checks;
use crate::error::Answer;
use crate::state::{give, number, take, Reader};
use alloc::vec::Vec;
use plimsoll::price::oracle::sources;
use plimsoll::{Age, Band, Confidence, Feed, Pace, Price, Quota, Reading, Remote};
use wasm_bindgen::prelude::*;

checks!(
    reading_check Reading,
    feed_confidence_check Confidence,
    age_check Age,
    band_check Band,
    pace_check Pace,
    remote_check Remote,
    quota_check Quota,
);

#[wasm_bindgen]
pub fn price_widen(price: &[u8], fraction: i128) -> Answer<Vec<u8>> {
    Ok(give(&take::<Price>(price)?.widen(&number(fraction))?))
}

#[wasm_bindgen]
pub fn feed_confidence_price(terms: &[u8], price: i128, confidence: i128) -> Answer<Vec<u8>> {
    let terms = take::<Confidence>(terms)?;
    Ok(give(&terms.price(&number(price), &number(confidence))?))
}

#[wasm_bindgen]
pub fn age_since(age: &[u8], at: u64, now: u64) -> Answer<u64> {
    Ok(take::<Age>(age)?.since(at, now)?)
}

#[wasm_bindgen]
pub fn age_price(age: &[u8], price: &[u8], at: u64, now: u64) -> Answer<Vec<u8>> {
    Ok(give(&take::<Age>(age)?.price(&take(price)?, at, now)?))
}

#[wasm_bindgen]
pub fn feed_price(feed: &[u8], reading: &[u8], now: u64) -> Answer<Vec<u8>> {
    Ok(give(&take::<Feed>(feed)?.price(&take(reading)?, now)?))
}

/// The prices that these bytes list.
fn prices(bytes: &[u8]) -> Answer<Vec<Price>> {
    Reader(bytes).rest(Reader::value)
}

#[wasm_bindgen]
pub fn sources_hull(all: &[u8], quorum: usize) -> Answer<Vec<u8>> {
    Ok(give(&sources::hull(&prices(all)?, quorum)))
}

#[wasm_bindgen]
pub fn sources_median(all: &[u8], quorum: usize) -> Answer<Vec<u8>> {
    Ok(give(&sources::median(&mut prices(all)?, quorum)))
}

#[wasm_bindgen]
pub fn sources_agreement(all: &[u8], band: i128, quorum: usize) -> Answer<Vec<u8>> {
    let agreed = sources::agreement(&mut prices(all)?, &number(band), quorum)?;
    Ok(give(&agreed))
}

#[wasm_bindgen]
pub fn band_admit(band: &[u8], last: &[u8], elapsed: u64, price: &[u8]) -> Answer<Vec<u8>> {
    let band = take::<Band>(band)?;
    Ok(give(&band.admit(&take(last)?, elapsed, &take(price)?)?))
}

/// `quotas`: one after the other.
#[wasm_bindgen]
pub fn remote_price(
    remote: &[u8],
    price: &[u8],
    attested: u64,
    now: u64,
    quotas: &[u8],
) -> Answer<Vec<u8>> {
    let quotas: Vec<Quota> = Reader(quotas).rest(Reader::value)?;
    let remote = take::<Remote>(remote)?;
    Ok(give(&remote.price(
        &take(price)?,
        attested,
        now,
        &quotas,
    )?))
}

#[wasm_bindgen]
pub fn quota_room(quota: &[u8]) -> Answer<i128> {
    Ok(take::<Quota>(quota)?.room()?.to_bits())
}

#[wasm_bindgen]
pub fn quota_share(quota: &[u8]) -> Answer<i128> {
    Ok(take::<Quota>(quota)?.share()?.to_bits())
}

#[wasm_bindgen]
pub fn quota_excess(quota: &[u8]) -> Answer<i128> {
    Ok(take::<Quota>(quota)?.excess()?.to_bits())
}
