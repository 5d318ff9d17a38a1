//! Functions whose values are seldom representable: square root, logarithm, exponential, power and the
//! normal distribution.

use super::interval::Interval;
use super::{exponential, logarithm, normal, power, root, Number};
use crate::{Error, Fixed};

/// A [`Number`] with the functions that options and volatility need. Each answers with an [`Interval`]
/// that contains the exact value, so the caller takes the end that the direction of the bound asks for.
///
/// On [`Fixed`] (integers only, the same bits on every target) an interval is at most two
/// steps of 2^-48 wide, and the implementations say where a relative bound takes over. On `f64` both
/// ends are the nearest value that `libm` gives and no bound is claimed.
///
/// Outside generic code write `Analytic::sqrt(&x)`: both types have a `sqrt` of their own, and that of `Fixed`
/// panics below zero.
pub trait Analytic: Number {
    /// The distance between neighbours, which is more than a directed rounding loses; zero where no bound
    /// is claimed.
    fn step() -> Self;
    /// The square root, exact where it is representable. Errors: [`Error::OutOfDomain`] below zero.
    fn sqrt(&self) -> Result<Interval<Self>, Error>;
    /// The natural logarithm, exact at 1. Errors: [`Error::OutOfDomain`] unless `self > 0`.
    fn ln(&self) -> Result<Interval<Self>, Error>;
    /// `e^self`, exact at 0; for a large argument the interval's width is relative. Errors:
    /// [`Error::Overflow`].
    fn exp(&self) -> Result<Interval<Self>, Error>;
    /// `self^exponent` for `self >= 0`; `0^0 = 1`. Errors: [`Error::OutOfDomain`] of a negative base, and
    /// of zero with a negative exponent; [`Error::Overflow`].
    fn power(&self, exponent: &Self) -> Result<Interval<Self>, Error>;
    /// `e^(-self^2 / 2) / sqrt(2 pi)`. Total.
    fn normal_density(&self) -> Result<Interval<Self>, Error>;
    /// The probability that a standard normal variable is at most `self`, in `[0, 1]`. Total.
    fn normal_distribution(&self) -> Result<Interval<Self>, Error>;
}

/// Integers only, the same bits on every target.
impl Analytic for Fixed {
    #[inline]
    fn step() -> Self {
        Self::DELTA
    }
    /// Exact where it is representable, and otherwise one step wide, over the whole range.
    #[inline]
    fn sqrt(&self) -> Result<Interval<Self>, Error> {
        root::root(*self)
    }
    /// At most two steps wide, over the whole range.
    #[inline]
    fn ln(&self) -> Result<Interval<Self>, Error> {
        logarithm::logarithm(*self)
    }
    /// At most two steps wide up to 0; above it two steps and relative 2^-61.
    #[inline]
    fn exp(&self) -> Result<Interval<Self>, Error> {
        if *self == Self::ZERO {
            return Ok(Interval::exact(Self::ONE));
        }
        // Far beyond its reach all is alike.
        let bits = self.to_bits().clamp(-1 << 55, 1 << 55);
        exponential::exponential(bits << (exponential::FRACTION - Self::FRAC_NBITS), 0)
    }
    /// At most two steps and relative `2^-60 + |exponent| * 2^-111` wide. Exact where the exponent is 0 or
    /// 1 or the base is.
    #[inline]
    fn power(&self, exponent: &Self) -> Result<Interval<Self>, Error> {
        power::power(*self, *exponent)
    }
    /// At most two steps wide.
    #[inline]
    fn normal_density(&self) -> Result<Interval<Self>, Error> {
        normal::density(*self)
    }
    /// At most two steps wide, exact at 0.
    #[inline]
    fn normal_distribution(&self) -> Result<Interval<Self>, Error> {
        normal::distribution(*self)
    }
}
