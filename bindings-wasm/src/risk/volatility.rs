//! `risk/volatility`: lists of returns are numbers one after the other.

use super::{checks, functions};
use crate::error::Answer;
use crate::record::{list, numbers};
use crate::state::{give, number, take};
use alloc::vec;
use alloc::vec::Vec;
use plimsoll::risk::volatility::{self, filtered, floor, range};
use plimsoll::{Ewma, Fixed, Garch, Interval, Policy, Steady};
use wasm_bindgen::prelude::*;

checks!(ewma_check Ewma, garch_check Garch, policy_check Policy, steady_check Steady);

functions! {
    volatility_over = volatility::over: sigma from to;
    volatility_margin_fraction = volatility::margin_fraction: z sigma periods;
    volatility_floored = floor::floored: raw floor;
    volatility_stressed = floor::stressed: raw stressed weight;
    volatility_buffered = floor::buffered: raw base buffer;
    volatility_stepped = floor::stepped: previous target rise fall;
}

macro_rules! of_ewma {
    ($($name:ident $run:ident: $($argument:ident)*;)*) => {$(
        #[wasm_bindgen]
        pub fn $name(ewma: &[u8], $($argument: i128),*) -> Answer<Vec<u8>> {
            Ok(give(&take::<Ewma>(ewma)?.$run($(&number($argument)),*)?))
        }
    )*};
}
of_ewma! {
    ewma_update update: r;
    ewma_observe observe: variance;
    ewma_update_over update_over: r periods;
    ewma_observe_over observe_over: variance periods;
}

#[wasm_bindgen]
pub fn ewma_sigma(ewma: &[u8]) -> Answer<i128> {
    Ok(take::<Ewma>(ewma)?.sigma()?.to_bits())
}

#[wasm_bindgen]
pub fn garch_next(garch: &[u8], variance: i128, r: i128) -> Answer<i128> {
    let next = take::<Garch>(garch)?.next(&number(variance), &number(r))?;
    Ok(next.to_bits())
}

#[wasm_bindgen]
pub fn garch_long_run(garch: &[u8]) -> Answer<i128> {
    Ok(take::<Garch>(garch)?.long_run()?.to_bits())
}

#[wasm_bindgen]
pub fn garch_forecast(garch: &[u8], variance: i128, periods: u64) -> Answer<i128> {
    let forecast = take::<Garch>(garch)?.forecast(&number(variance), periods)?;
    Ok(forecast.to_bits())
}

#[wasm_bindgen]
pub fn steady_new(policy: &[u8]) -> Answer<Vec<u8>> {
    Ok(give(&Steady::new(take(policy)?)))
}

#[wasm_bindgen]
pub fn steady_observe(steady: &[u8], r: i128) -> Answer<Vec<u8>> {
    Ok(give(&take::<Steady>(steady)?.observe(&number(r))?))
}

#[wasm_bindgen]
pub fn range_parkinson(prices: &[u8]) -> Answer<i128> {
    let prices = crate::record::take::<Interval>(prices)?;
    Ok(range::parkinson(&prices)?.to_bits())
}

#[wasm_bindgen]
pub fn range_realised(periods: &[u8]) -> Answer<i128> {
    Ok(range::realised(&list::<Interval>(periods)?)?.to_bits())
}

/// The estimate after all returns, and behind it the filtered ones.
#[wasm_bindgen]
pub fn filtered_returns(returns: &[u8], before: &[u8], ratio: &[u8]) -> Answer<Vec<u8>> {
    let returns: Vec<Fixed> = list(returns)?;
    let mut scratch = vec![Fixed::ZERO; returns.len()];
    let (before, ratio) = (take(before)?, crate::record::take(ratio)?);
    let after = filtered::filtered(&returns, &before, &ratio, &mut scratch)?;
    let mut bytes = give(&after);
    bytes.extend(numbers(&scratch));
    Ok(bytes)
}

#[wasm_bindgen]
pub fn filtered_quantile(returns: &[u8], confidence: i128) -> Answer<i128> {
    let loss = filtered::quantile(&mut list::<Fixed>(returns)?, &number(confidence))?;
    Ok(loss.to_bits())
}

#[wasm_bindgen]
pub fn filtered_expected_shortfall(returns: &[u8], confidence: i128) -> Answer<i128> {
    let mut returns: Vec<Fixed> = list(returns)?;
    Ok(filtered::expected_shortfall(&mut returns, &number(confidence))?.to_bits())
}
