//! `ln x` in integers: a power of two, a table of reciprocals, and a short series.

use super::interval::Interval;
use super::tables::{LN_2, LOGARITHMS, PARTS, RECIPROCALS};
use super::wide;
use crate::{Error, Fixed};

/// The fraction bits of [`precise`].
pub(super) const FRACTION: u32 = 120;

/// `x = 2^exponent / c * (1 + z)`, with `|z| < 2^-7`.
struct Reduced {
    /// `exponent * ln 2 - ln c`, with 120 fraction bits, off by less than 41 units.
    base: i128,
    /// With 133 fraction bits, too small by less than 2^10 units, and by none where `x` has up to 124 bits.
    z: i128,
}

impl Reduced {
    /// Errors: [`Error::OutOfDomain`] unless `x > 0`.
    #[inline]
    fn of(x: Fixed) -> Result<Self, Error> {
        if x <= Fixed::ZERO {
            return Err(Error::OutOfDomain);
        }
        let bits = x.to_bits() as u128;
        let zeros = bits.leading_zeros();
        let mantissa = bits.wrapping_shl(zeros);
        let place = ((mantissa >> 120) & 127) as usize;
        let reciprocal = RECIPROCALS.get(place).copied().unwrap_or_default();
        let logarithm = LOGARITHMS.get(place).copied().unwrap_or_default();
        // 127 - 4 + 10 fraction bits: the whole 1 wraps away and leaves `z`.
        let product = (mantissa >> 4).wrapping_mul(u128::from(reciprocal));
        let exponent = 79_i128.wrapping_sub(i128::from(zeros));
        Ok(Reduced {
            base: LN_2.wrapping_mul(exponent).wrapping_add(logarithm),
            z: product as i128,
        })
    }
}

/// `a * b / 2^63`, down.
#[inline]
fn product(a: i64, b: i64) -> i64 {
    (i128::from(a).wrapping_mul(i128::from(b)) >> 63) as i64
}

/// `ln x`, at most two steps wide, exact at 1. Errors: [`Error::OutOfDomain`] unless `x > 0`.
///
/// The series of `ln(1 + z)` ends with `z^8 / 8`, 2^-66.1 too early; with the truncations, of 2^-70 each,
/// that is less than 2^-65.
#[inline]
pub(super) fn logarithm(x: Fixed) -> Result<Interval<Fixed>, Error> {
    if x == Fixed::ONE {
        return Ok(Interval::exact(Fixed::ZERO));
    }
    let Reduced { base, z } = Reduced::of(x)?;
    // With 70 fraction bits; as a fraction of 2^63 it is `128 z`.
    let z = (z >> 63) as i64;
    // 1/2 - z/3 + z^2/4 - ..., each with 70 fraction bits for so many `128 z`.
    let mut sum = (1 << 21) / 8;
    for term in [
        (1 << 28) / 7,
        (1 << 35) / 6,
        (1 << 42) / 5,
        (1 << 49) / 4,
        (1 << 56) / 3,
        1 << 62,
    ] {
        sum = product(sum, z).wrapping_neg().wrapping_add(term);
    }
    let bend = product(z, product(sum, z)) >> 7;
    let value = (base >> 50).wrapping_add(i128::from(z.wrapping_sub(bend)));
    let (low, high) = (value.wrapping_sub(1 << 5), value.wrapping_add(1 << 5));
    let below = |bits: i128| Fixed::from_bits(bits >> 22);
    Interval::new(below(low), below(high.wrapping_add(1 << 22)))
}

/// `ln x` with 120 fraction bits, off by less than 2^6 units: the base of a power. Errors:
/// [`Error::OutOfDomain`] unless `x > 0`.
///
/// 41 units are of the base, 2 of the last product and of `z`, and the series of `ln(1 + z)` ends with
/// `z^16 / 16`, 1/8 of a unit too early.
pub(super) fn precise(x: Fixed) -> Result<i128, Error> {
    let Reduced { base, z } = Reduced::of(x)?;
    let size = z.unsigned_abs();
    // 1 - z/2 + z^2/3 - ..., with 126 fraction bits; it is never below zero.
    let mut sum = 0;
    for part in PARTS {
        let change = wide::mul(sum, size).0 >> 5;
        sum = if z < 0 {
            part.wrapping_add(change)
        } else {
            part.wrapping_sub(change)
        };
    }
    let change = (wide::mul(sum, size).0 >> 11) as i128;
    Ok(if z < 0 {
        base.wrapping_sub(change)
    } else {
        base.wrapping_add(change)
    })
}
