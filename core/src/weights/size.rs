//! Margin fractions, liability weights and haircuts that grow with the size of a position, with the open
//! interest or with the skew of a market: what is large is slow to close.
//!
//! A fraction that must be posted rounds up, a weight of what is owned down. A margin fraction may come out
//! above 1; [`Weights::from_margin_fraction`](super::Weights::from_margin_fraction) then refuses it, because no
//! price can fall by more. Measure a size with the price of now: the weights are then constants, and the
//! solvers' answers hold for that size.

use crate::number::analytic::Analytic;
use crate::number::ramp::Ramp;
use crate::number::{whole, Number};
use crate::Error;

/// `max(base, 4/5 * base + factor * sqrt(size))`, rounded up: Drift's margin fraction of a perp and liability
/// weight of a loan. `size` in units of the base asset.
///
/// Errors: [`Error::InvalidFactor`] for a negative base or factor, [`Error::InvalidQuantity`] for a negative
/// size, [`Error::Overflow`].
pub fn square_root_up<N: Analytic>(base: &N, factor: &N, size: &N) -> Result<N, Error> {
    let premium = premium_up(base, factor, size)?;
    let most = base.mul_div_up(&whole(4)?, &whole(5)?)?.try_add(&premium)?;
    Ok(base.greater(&most))
}

/// `min(weight, 11/10 / (1 + factor * sqrt(size)))`, rounded down: Drift's asset weight of a deposit.
///
/// Errors: [`Error::InvalidFraction`] for a weight outside `[0, 1]`, else as [`square_root_up`].
pub fn square_root_discount_down<N: Analytic>(
    weight: &N,
    factor: &N,
    size: &N,
) -> Result<N, Error> {
    if !weight.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    let whole_and = N::one().try_add(&premium_up(&N::zero(), factor, size)?)?;
    let discounted = whole::<N>(11)?.div_down(&whole::<N>(10)?.mul_up(&whole_and)?)?;
    Ok(weight.lesser(&discounted))
}

/// `max(base, factor * notional^exponent)`, rounded up: Orderly's margin fraction, with an exponent of 4/5.
///
/// Errors: as [`square_root_up`], of the notional and the exponent.
pub fn power_up<N: Analytic>(base: &N, factor: &N, exponent: &N, notional: &N) -> Result<N, Error> {
    check(base, factor, notional)?;
    if exponent.is_negative() {
        return Err(Error::InvalidFactor);
    }
    Ok(base.greater(&factor.mul_up(notional.power(exponent)?.high())?))
}

/// `max(base, risk * sqrt(days))`, rounded up: Coinbase's margin fraction and collateral haircut, where closing
/// takes `days` ([`horizon`](crate::risk::liquidity::horizon)) and a day's risk is `risk`.
///
/// Errors: as [`square_root_up`], of the days.
pub fn horizon_up<N: Analytic>(base: &N, risk: &N, days: &N) -> Result<N, Error> {
    Ok(base.greater(&premium_up(base, risk, days)?))
}

/// `base + slope * size / scale`, rounded up: Synthetix's margin fraction, whose scale is the skew at which the
/// market's price is moved by all of itself.
///
/// Errors: [`Error::DivisionByZero`] unless the scale is positive, else as [`square_root_up`].
pub fn linear_up<N: Number>(base: &N, slope: &N, size: &N, scale: &N) -> Result<N, Error> {
    check(base, slope, size)?;
    if *scale <= N::zero() {
        return Err(Error::DivisionByZero);
    }
    base.try_add(&slope.mul_div_up(size, scale)?)
}

/// `factor * size / scale`, rounded up, at least `least` and at most `most`: Synthetix's collateral haircut.
///
/// Errors: [`Error::InvalidFraction`] unless `0 <= least <= most <= 1`, else as [`linear_up`].
pub fn linear_haircut_up<N: Number>(
    [least, most]: [&N; 2],
    factor: &N,
    size: &N,
    scale: &N,
) -> Result<N, Error> {
    if !(least.is_fraction() && most.is_fraction() && least <= most) {
        return Err(Error::InvalidFraction);
    }
    let haircut = linear_up(&N::zero(), factor, size, scale)?;
    Ok(haircut.greater(least).lesser(most))
}

/// `base` up to an open interest of `lower`, 1 from `upper` on, linear between, rounded up: dYdX's initial
/// margin fraction. The open interest and both caps in one unit.
///
/// Errors: [`Error::InvalidFraction`] for a base outside `[0, 1]`, [`Error::InvalidRamp`] unless
/// `lower < upper`, [`Error::InvalidQuantity`] for a negative open interest, [`Error::Overflow`].
pub fn open_interest_up<N: Number>(
    base: &N,
    [lower, upper]: [&N; 2],
    open: &N,
) -> Result<N, Error> {
    if !base.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    if lower >= upper {
        return Err(Error::InvalidRamp);
    }
    if open.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    Ramp::new(lower.clone(), upper.clone(), base.clone(), N::one())?.at_up(open)
}

/// `factor * sqrt(size)`, rounded up.
fn premium_up<N: Analytic>(base: &N, factor: &N, size: &N) -> Result<N, Error> {
    check(base, factor, size)?;
    factor.mul_up(Analytic::sqrt(size)?.high())
}

fn check<N: Number>(base: &N, factor: &N, size: &N) -> Result<(), Error> {
    if base.is_negative() || factor.is_negative() {
        return Err(Error::InvalidFactor);
    }
    if size.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    Ok(())
}
