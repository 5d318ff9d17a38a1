//! `sqrt x` in integers.

use super::interval::Interval;
use crate::{Error, Fixed};

/// Half of the fraction bits.
const HALF: u32 = Fixed::FRAC_NBITS / 2;

/// `sqrt x`: exact where it is representable, and otherwise one step wide. Errors:
/// [`Error::OutOfDomain`] below zero.
#[inline]
pub(super) fn root(x: Fixed) -> Result<Interval<Fixed>, Error> {
    if x < Fixed::ZERO {
        return Err(Error::OutOfDomain);
    }
    let bits = x.to_bits() as u128;
    let (root, exact) = if bits >> 80 == 0 {
        let square = bits << Fixed::FRAC_NBITS;
        let root = square.isqrt();
        (root, root.wrapping_mul(root) == square)
    } else {
        large(bits)
    };
    let below = Fixed::from_bits(root as i128);
    if exact {
        return Ok(Interval::exact(below));
    }
    Interval::new(below, Fixed::from_bits((root as i128).wrapping_add(1)))
}

/// The root of `bits * 2^48`, down, and whether it is exact, for `bits >= 2^80`.
///
/// With `bits = q^2 + rest` the root is `2^24 q + t`, where `rest * 2^48 = 2^25 q t + t^2` and `q >= 2^40`.
/// Without `t^2 < 2^49`, the quotient is too large by less than 2^-16, so by one at most when cut.
fn large(bits: u128) -> (u128, bool) {
    let q = bits.isqrt();
    let rest = bits.wrapping_sub(q.wrapping_mul(q));
    let t = (rest << (HALF - 1)).checked_div(q).unwrap_or_default();
    let whole = q << HALF;
    // rest * 2^48 - 2^25 q t - t^2
    let left = (rest << Fixed::FRAC_NBITS)
        .wrapping_sub((whole << 1).wrapping_mul(t))
        .wrapping_sub(t.wrapping_mul(t)) as i128;
    let root = whole.wrapping_add(t);
    if left < 0 {
        (root.wrapping_sub(1), false)
    } else {
        (root, left == 0)
    }
}
