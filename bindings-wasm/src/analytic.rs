//! `number/interval` and `number/analytic`.

use crate::error::Answer;
use crate::record::{checks, numbers, record, take};
use crate::state::number;
use alloc::vec::Vec;
use plimsoll::number::analytic::Analytic;
use plimsoll::Interval;
use wasm_bindgen::prelude::*;

record!(Interval { low, high } Interval::new(low, high)?);
checks!(interval_check Interval);

/// The bytes of an interval.
#[inline(never)]
pub fn give(interval: &Interval) -> Vec<u8> {
    numbers([interval.low(), interval.high()])
}

macro_rules! of_two {
    ($($name:ident $run:ident),*) => {$(
        #[wasm_bindgen]
        pub fn $name(interval: &[u8], other: &[u8]) -> Answer<Vec<u8>> {
            Ok(give(&take::<Interval>(interval)?.$run(&take(other)?)?))
        }
    )*};
}
of_two!(interval_add try_add, interval_sub try_sub, interval_mul mul, interval_div div);

/// The smallest interval that contains both.
#[wasm_bindgen]
pub fn interval_between(interval: &[u8], other: &[u8]) -> Answer<Vec<u8>> {
    let (one, other) = (take::<Interval>(interval)?, take::<Interval>(other)?);
    let low = Interval::between(one.low(), other.low());
    let high = Interval::between(one.high(), other.high());
    Ok(give(&Interval::between(low.low(), high.high())))
}

#[wasm_bindgen]
pub fn interval_neg(interval: &[u8]) -> Answer<Vec<u8>> {
    Ok(give(&take::<Interval>(interval)?.try_neg()?))
}

#[wasm_bindgen]
pub fn interval_holds(interval: &[u8], value: i128) -> Answer<bool> {
    Ok(take::<Interval>(interval)?.holds(&number(value)))
}

macro_rules! functions {
    ($($name:ident),*) => {$(
        #[wasm_bindgen]
        pub fn $name(bits: i128) -> Answer<Vec<u8>> {
            Ok(give(&Analytic::$name(&number(bits))?))
        }
    )*};
}
functions!(sqrt);
#[cfg(feature = "portfolio")]
functions!(ln, exp, normal_density, normal_distribution);

#[cfg(feature = "portfolio")]
#[wasm_bindgen]
pub fn power(base: i128, exponent: i128) -> Answer<Vec<u8>> {
    Ok(give(&Analytic::power(&number(base), &number(exponent))?))
}
