//! `e^x` in integers: a power of two, a table of its 64th parts, and a short series.

use super::interval::Interval;
use super::tables::{LN_2_64TH, PER_LN_2_64TH, POWERS};
use crate::{Error, Fixed};

/// The fraction bits of the argument of [`exponential`].
pub(super) const FRACTION: u32 = 80;
/// From here on `e^x` fits no number, and `e^-x` is less than one step.
pub(super) const REACH: i128 = 64 << FRACTION;

/// What lies between nothing and one step.
#[inline]
pub(super) fn negligible() -> Result<Interval<Fixed>, Error> {
    Interval::new(Fixed::ZERO, Fixed::DELTA)
}

/// `e^x` for `x` with 80 fraction bits, off by at most `error * 2^-64` where `error <= 2^32`: two steps
/// wide where `x <= 0`, and beyond that relative `(error + 2) * 2^-61`. Errors: [`Error::Overflow`].
#[inline]
pub(super) fn exponential(x: i128, error: u64) -> Result<Interval<Fixed>, Error> {
    if x >= REACH {
        return Err(Error::Overflow);
    }
    if x <= -REACH {
        return negligible();
    }
    let (mantissa, exponent) = parts(x);
    // The mantissa is below 2^64, and e^d - 1 < 2 d for so small a d.
    let spread = error.wrapping_mul(2);
    let low = u128::from(mantissa.wrapping_sub(spread).wrapping_sub(1));
    let high = u128::from(mantissa)
        .wrapping_add(u128::from(spread))
        .wrapping_add(3);
    // The mantissa has 63 fraction bits, the result 48.
    let (low, high) = if exponent < 15 {
        let shift = 15_u32.wrapping_sub(exponent as u32);
        (
            low.wrapping_shr(shift),
            high.wrapping_shr(shift).wrapping_add(1),
        )
    } else {
        let shift = (exponent as u32).wrapping_sub(15);
        if high.leading_zeros() <= shift {
            return Err(Error::Overflow);
        }
        (low.wrapping_shl(shift), high.wrapping_shl(shift))
    };
    Interval::new(
        Fixed::from_bits(low as i128),
        Fixed::from_bits(high as i128),
    )
}

/// `a * b / 2^64`, down.
#[inline]
fn high(a: u64, b: u64) -> u64 {
    (u128::from(a).wrapping_mul(u128::from(b)) >> 64) as u64
}

/// `e^x = mantissa * 2^(exponent - 63)` for `-64 < x < 64`, the mantissa less than 1 too large or 3 too
/// small.
///
/// With `k` 64ths of `ln 2` taken out of `x`, what is left is `0 <= r < 0.0109`, off by `k < 2^13`
/// roundings of the constant, so by less than 2^-68. The series of `e^r` ends with `r^7 / 7!`, 2^-67.5
/// too early, and its truncations are below 2^-66. That makes less than 1/2 either way; the table and
/// the last product each cut off less than 1.01.
#[inline]
fn parts(x: i128) -> (u64, i32) {
    // 1/1024 of a 64th less, so that `r` is not below zero; then it may be a 64th too large.
    let count = ((x >> 48) as i64).wrapping_mul(PER_LN_2_64TH);
    let k = count.wrapping_sub(1 << 38) >> 48;
    let rest = x.wrapping_sub(LN_2_64TH.wrapping_mul(i128::from(k)));
    let (k, rest) = if rest < LN_2_64TH {
        (k, rest)
    } else {
        (k.wrapping_add(1), rest.wrapping_sub(LN_2_64TH))
    };
    // With 70 fraction bits; as a fraction of 2^64 it is `64 r`.
    let r = (rest >> 10) as u64;

    // 1/2 + r/6 + r^2/24 + ..., each with 70 fraction bits for so many `64 r`.
    let mut sum = (1 << 34) / 5040;
    for term in [
        (1 << 40) / 720,
        (1 << 46) / 120,
        (1 << 52) / 24,
        (1 << 58) / 6,
        1 << 63,
    ] {
        sum = high(sum, r).wrapping_add(term);
    }
    let growth = r.wrapping_add(high(r, high(sum, r)) >> 6);
    let power = POWERS.get((k & 63) as usize).copied().unwrap_or_default();
    let mantissa = power.wrapping_add(high(power, growth) >> 6);
    (mantissa, (k >> 6) as i32)
}
