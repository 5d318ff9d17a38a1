//! What it costs to close a size.

use crate::number::analytic::Analytic;
use crate::number::Number;
use crate::Error;

/// The part of the price that closing `quantity` moves it by: `y * sigma * sqrt(quantity / volume)`, rounded
/// up, with the volatility and the volume of one period (a day) and a factor `y` near 1 that a market is
/// measured by. Nothing to close moves nothing, whatever the volume.
///
/// May be above 1. Errors: [`Error::InvalidFactor`] for a negative `y`, [`Error::InvalidQuantity`] where
/// another is negative, [`Error::DivisionByZero`] without a volume, [`Error::Overflow`].
pub fn impact<N: Analytic>(y: &N, sigma: &N, quantity: &N, volume: &N) -> Result<N, Error> {
    if y.is_negative() {
        return Err(Error::InvalidFactor);
    }
    unsigned([sigma, quantity, volume])?;
    if quantity.is_zero() {
        return Ok(N::zero());
    }
    // The quotient of two roots: a small part of a large volume would be no part at all.
    y.mul_up(sigma)?
        .mul_div_up(quantity.sqrt()?.high(), volume.sqrt()?.low())
}

/// What closing costs: `notional * impact`, rounded up. Since the impact grows with the root of the size, twice
/// the size costs 2.83 times as much.
///
/// Errors: [`Error::InvalidQuantity`] where one is negative, [`Error::Overflow`].
pub fn close_out_cost<N: Number>(notional: &N, impact: &N) -> Result<N, Error> {
    unsigned([notional, impact])?;
    notional.mul_up(impact)
}

/// How many periods closing takes, at this part of the volume of each: `quantity / (volume * participation)`,
/// rounded up. It is the time that a [margin](super::volatility::margin_fraction) has to cover.
///
/// Errors: [`Error::InvalidQuantity`] where one is negative, [`Error::InvalidFraction`] for the participation,
/// [`Error::DivisionByZero`] without either, [`Error::Overflow`].
pub fn horizon<N: Number>(quantity: &N, volume: &N, participation: &N) -> Result<N, Error> {
    unsigned([quantity, volume])?;
    if !participation.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    if quantity.is_zero() {
        return Ok(N::zero());
    }
    quantity.div_up(participation)?.div_up(volume)
}

/// What a position adds to its margin fraction for being large: `min(cap, slope * (size - threshold))` above
/// the threshold, rounded up, and nothing below.
///
/// Errors: [`Error::InvalidFactor`] for a negative slope, [`Error::InvalidQuantity`] where another is
/// negative.
pub fn concentration<N: Number>(size: &N, threshold: &N, slope: &N, cap: &N) -> Result<N, Error> {
    unsigned([size, threshold, cap])?;
    if slope.is_negative() {
        return Err(Error::InvalidFactor);
    }
    if size <= threshold {
        return Ok(N::zero());
    }
    match size.try_sub(threshold)?.mul_up(slope) {
        Ok(more) => Ok(more.lesser(cap)),
        // Above every cap.
        Err(Error::Overflow) => Ok(cap.clone()),
        Err(error) => Err(error),
    }
}

/// A haircut for the price and the cost of selling at it: `1 - (1 - haircut) * (1 - impact)`, rounded up; 1 from
/// an impact of 1 on. Never below either.
///
/// Errors: [`Error::InvalidFraction`] for the haircut, [`Error::InvalidQuantity`] for a negative impact.
pub fn adjusted_haircut<N: Number>(haircut: &N, impact: &N) -> Result<N, Error> {
    if !haircut.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    if impact.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    let one = N::one();
    let sold = one.try_sub(&impact.lesser(&one))?;
    one.try_sub(&one.try_sub(haircut)?.mul_down(&sold)?)
}

fn unsigned<'a, N: Number + 'a>(values: impl IntoIterator<Item = &'a N>) -> Result<(), Error> {
    match values.into_iter().any(N::is_negative) {
        true => Err(Error::InvalidQuantity),
        false => Ok(()),
    }
}
