//! `x^y` in integers: `e^(y ln x)`, with 120 fraction bits of the logarithm.

use super::exponential::{self, exponential};
use super::interval::Interval;
use super::{logarithm, wide};
use crate::{Error, Fixed};

/// The fraction bits of `y ln x`, less those of its exponential.
const SPARE: u32 = logarithm::FRACTION + Fixed::FRAC_NBITS - exponential::FRACTION;

/// `base^exponent`. Errors: as [`Analytic::power`](super::analytic::Analytic::power).
///
/// The logarithm is off by less than 2^-114, so the product by `|exponent| * 2^-114`, and by another
/// 2^-80 for being cut.
pub(super) fn power(base: Fixed, exponent: Fixed) -> Result<Interval<Fixed>, Error> {
    if base < Fixed::ZERO || base == Fixed::ZERO && exponent < Fixed::ZERO {
        return Err(Error::OutOfDomain);
    }
    if exponent == Fixed::ZERO || base == Fixed::ONE {
        return Ok(Interval::exact(Fixed::ONE));
    }
    if base == Fixed::ZERO || exponent == Fixed::ONE {
        return Ok(Interval::exact(base));
    }
    let logarithm = logarithm::precise(base)?;
    let size = exponent.to_bits().unsigned_abs();
    let (high, low) = wide::mul(logarithm.unsigned_abs(), size);
    // Far beyond the reach of the exponential all is alike.
    let whole = if high >> 47 == 0 {
        (high << (128 - SPARE) | low >> SPARE) as i128
    } else {
        exponential::REACH
    };
    let negative = (logarithm < 0) != (exponent < Fixed::ZERO);
    let product = if negative {
        whole.wrapping_neg()
    } else {
        whole
    };
    // 48 fraction bits of the exponent, and 50 more from 2^-114 to 2^-64.
    let error = (size >> 98) as u64;
    exponential(product, error.wrapping_add(1))
}
