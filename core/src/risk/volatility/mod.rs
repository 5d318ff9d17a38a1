//! How much a price moves: estimators of a variance, and the margin that covers a move.
//!
//! A return and a volatility are fractions of the price (0.02 is 2 %), over one period that the caller
//! chooses. Every estimate is the base of what must be posted, so each rounds up; a scale for the returns
//! (percent instead of fractions) is as good as any other and buys digits.

pub mod ewma;
pub mod filtered;
pub mod floor;
pub mod garch;
pub mod policy;
pub mod range;

use crate::number::analytic::Analytic;
use crate::Error;

/// The same volatility over another time: `sigma * sqrt(to / from)`, rounded up; what an option implies
/// for a year (`from` 365 days) is an input for a margin of a day (`to` 1 day).
///
/// Both times are in one unit. Above the exact value by less than `2 u sigma (1 + sqrt(to / from)) + u` where
/// `from` is at least 1, for steps `u` of the number.
///
/// Errors: [`Error::InvalidQuantity`] where one is negative, [`Error::DivisionByZero`] where `from` is zero,
/// [`Error::Overflow`].
pub fn over<N: Analytic>(sigma: &N, from: &N, to: &N) -> Result<N, Error> {
    if [sigma, from, to].iter().any(|value| value.is_negative()) {
        return Err(Error::InvalidQuantity);
    }
    // The quotient of two roots: the root of a rounded quotient would lose far more than a step.
    sigma.mul_div_up(to.sqrt()?.high(), from.sqrt()?.low())
}

/// The fraction of a notional that covers a move of `z` deviations over the time that it takes to close:
/// `z * sigma * sqrt(periods)`, rounded up.
///
/// Not capped: [`Weights::from_margin_fraction`](crate::weights::Weights::from_margin_fraction) refuses more than 1,
/// and whoever wants leverage of at least 1 there says so with [`Number::lesser`](crate::Number::lesser).
///
/// Errors: [`Error::InvalidFactor`] for a negative `z`, [`Error::InvalidQuantity`] for a negative volatility
/// or time, [`Error::Overflow`].
pub fn margin_fraction<N: Analytic>(z: &N, sigma: &N, periods: &N) -> Result<N, Error> {
    if z.is_negative() {
        return Err(Error::InvalidFactor);
    }
    if sigma.is_negative() || periods.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    z.mul_up(sigma)?.mul_up(periods.sqrt()?.high())
}
