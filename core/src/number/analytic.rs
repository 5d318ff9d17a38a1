//! Functions whose values are seldom representable: square root, logarithm, exponential, power and the
//! normal distribution.

use super::interval::Interval;
use super::Number;
use crate::Error;

/// A [`Number`] with the functions that options and volatility need. Each answers with an [`Interval`]
/// that contains the exact value, so the caller takes the end that the direction of the bound asks for.
///
/// On [`Fixed`](crate::Fixed) (integers only, the same bits on every target) an interval is at most two
/// steps of 2^-48 wide, and the implementations say where a relative bound takes over. On `f64` both
/// ends are the nearest value that `libm` gives and no bound is claimed.
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
