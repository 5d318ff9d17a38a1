//! Against procyclicality: margins that are high enough in calm, so that they need not jump in a crash.
//!
//! The first three are the tools of EMIR RTS 153/2013, article 28(1). A margin here is a fraction or an amount.

use crate::number::Number;
use crate::Error;

/// No less than the margin at the volatility of a long look-back (28(1)(c): ten years):
/// `max(raw, floor)`. Errors: [`Error::InvalidQuantity`] where one is negative.
pub fn floored<N: Number>(raw: &N, floor: &N) -> Result<N, Error> {
    unsigned([raw, floor])?;
    Ok(raw.greater(floor))
}

/// Stressed observations at a fixed weight (28(1)(b): at least 25 %):
/// `(1 - weight) * raw + weight * stressed`, rounded up and never outside both.
///
/// Errors: [`Error::InvalidFraction`] for the weight, [`Error::InvalidQuantity`] where a margin is negative.
pub fn stressed<N: Number>(raw: &N, stressed: &N, weight: &N) -> Result<N, Error> {
    unsigned([raw, stressed])?;
    if !weight.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    raw.try_add(&stressed.try_sub(raw)?.mul_up(weight)?)
}

/// A buffer on top that is drawn down while margins rise (28(1)(a): at least 25 %):
/// `max(raw, min((1 + buffer) * raw, (1 + buffer) * base))`, rounded up. `base` is the margin of ordinary
/// times: the buffer is whole below it, and used up where `raw` is `1 + buffer` times that.
///
/// Errors: [`Error::InvalidFactor`] for a negative buffer, [`Error::InvalidQuantity`] where a margin is
/// negative, [`Error::Overflow`].
pub fn buffered<N: Number>(raw: &N, base: &N, buffer: &N) -> Result<N, Error> {
    unsigned([raw, base])?;
    if buffer.is_negative() {
        return Err(Error::InvalidFactor);
    }
    let whole = N::one().try_add(buffer)?;
    Ok(raw.greater(&raw.lesser(base).mul_up(&whole)?))
}

/// As near to `target` as one step allows: no less than `previous * (1 - fall)` and no more than
/// `previous * (1 + rise)`, both rounded up. From zero, where a relative step leads nowhere, at once.
///
/// Errors: [`Error::InvalidFactor`] for a negative rise, [`Error::InvalidFraction`] for the fall,
/// [`Error::InvalidQuantity`] where a margin is negative, [`Error::Overflow`].
pub fn stepped<N: Number>(previous: &N, target: &N, rise: &N, fall: &N) -> Result<N, Error> {
    unsigned([previous, target])?;
    if rise.is_negative() {
        return Err(Error::InvalidFactor);
    }
    if !fall.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    if previous.is_zero() {
        return Ok(target.clone());
    }
    if target < previous {
        let least = previous.mul_up(&N::one().try_sub(fall)?)?;
        Ok(target.greater(&least))
    } else {
        let most = previous.mul_up(&N::one().try_add(rise)?)?;
        Ok(target.lesser(&most))
    }
}

fn unsigned<N: Number>(margins: [&N; 2]) -> Result<(), Error> {
    match margins.iter().any(|margin| margin.is_negative()) {
        true => Err(Error::InvalidQuantity),
        false => Ok(()),
    }
}
