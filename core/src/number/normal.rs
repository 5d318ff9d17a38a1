//! The normal distribution in integers: its density by the exponential, its tail by polynomials.

use super::exponential::{exponential, negligible};
use super::interval::Interval;
use super::tables::{LN_ROOT_2_PI, TAIL};
use crate::{Error, Fixed};

/// `e^(-x^2 / 2) / sqrt(2 pi) = e^-(x^2 / 2 + ln sqrt(2 pi))`, at most two steps wide.
#[inline]
pub(super) fn density(x: Fixed) -> Result<Interval<Fixed>, Error> {
    let size = x.to_bits().unsigned_abs();
    if size >= 16 << Fixed::FRAC_NBITS {
        return negligible();
    }
    // From 96 fraction bits to 80, and half of it: off by less than 2^-79.
    let half = (size.wrapping_mul(size) >> 17) as i128;
    exponential(half.wrapping_add(LN_ROOT_2_PI).wrapping_neg(), 1)
}

/// `a * b / 2^SHIFT`, down.
#[inline]
fn product<const SHIFT: u32>(a: i64, b: i64) -> i64 {
    (i128::from(a)
        .wrapping_mul(i128::from(b))
        .wrapping_shr(SHIFT)) as i64
}

/// The probability above `size >= 0`, with 63 fraction bits and off by less than 24 units, or `None`
/// where it is less than one step.
///
/// The polynomials are off by less than 11, the truncations add less than 12.
#[inline]
fn tail(size: u128) -> Option<i64> {
    let [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10] =
        TAIL.get(usize::try_from(size >> 46).ok()?)?;
    // Where in a piece of 2^46: -1..1 with 63 fraction bits, exact; its square with 62.
    let t = ((size << 18) as i64).wrapping_add(i64::MIN);
    let square = product::<64>(t, t);
    let mut even = *c10;
    for c in [c8, c6, c4, c2, c0] {
        even = product::<62>(even, square).wrapping_add(*c);
    }
    let mut odd = *c9;
    for c in [c7, c5, c3, c1] {
        odd = product::<62>(odd, square).wrapping_add(*c);
    }
    Some(product::<63>(odd, t).wrapping_add(even))
}

/// The probability at most `x`, at most two steps wide, exact at 0. That above `x` is taken from 1.
#[inline]
pub(super) fn distribution(x: Fixed) -> Result<Interval<Fixed>, Error> {
    let size = x.to_bits().unsigned_abs();
    if size == 0 {
        return Ok(Interval::exact(Fixed::ONE >> 1));
    }
    let (low, high) = match tail(size) {
        Some(tail) => (
            (tail.wrapping_sub(24) >> 15).max(0),
            (tail.wrapping_add(24) >> 15).wrapping_add(1),
        ),
        None => (0, 1),
    };
    let (low, high) = if x > Fixed::ZERO {
        let one = 1_i64 << Fixed::FRAC_NBITS;
        (one.wrapping_sub(high), one.wrapping_sub(low))
    } else {
        (low, high)
    };
    Interval::new(Fixed::from_bits(low.into()), Fixed::from_bits(high.into()))
}
