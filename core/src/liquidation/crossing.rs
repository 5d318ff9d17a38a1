//! The liquidation price of an account whose health is no concave function of a price: with options, or a
//! margin by scenarios. It is looked for along the price, on a stated grid.

use crate::number::solver::{search_to, Limit};
use crate::number::{whole, Number};
use crate::Error;

/// The first places below and above where a check fails, and the range in which they were looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crossing<N> {
    /// The last price below the start at which the check holds, or why there is none.
    pub below: Limit<N>,
    /// The last price above it.
    pub above: Limit<N>,
    /// How far down was looked.
    pub from: N,
    /// How far up.
    pub to: N,
}

/// Walks from `start` down to `from` and up to `to` in `parts` equal strides each; in the first stride at
/// whose end the check fails, the crossing is closed in to one `step`.
///
/// The answer is tight: the check holds at it and fails one step further. What a stride passes over, an
/// account that fails and recovers between its ends, is not seen: the strides are the resolution, and the
/// answer says over which range. [`Limit::Never`]: the check holds at every stride; [`Limit::AlreadyPast`]:
/// it fails at the start, or at both places of the grid beside it.
///
/// Errors: [`Error::InvalidStep`] without strides or step, [`Error::InvalidInterval`] unless
/// `from <= start <= to`, [`Error::Overflow`], and what `check` (the surplus at a price) returns.
pub fn crossing<N: Number>(
    start: &N,
    range: (&N, &N),
    parts: u32,
    step: &N,
    mut check: impl FnMut(&N) -> Result<N, Error>,
) -> Result<Crossing<N>, Error> {
    let (from, to) = range;
    if parts == 0 {
        return Err(Error::InvalidStep);
    }
    if from > start || start > to {
        return Err(Error::InvalidInterval);
    }
    Ok(Crossing {
        below: walk(start, from, parts, step, &mut check)?,
        above: walk(start, to, parts, step, &mut check)?,
        from: from.clone(),
        to: to.clone(),
    })
}

fn walk<N: Number>(
    start: &N,
    end: &N,
    parts: u32,
    step: &N,
    check: &mut impl FnMut(&N) -> Result<N, Error>,
) -> Result<Limit<N>, Error> {
    let (span, all) = (end.try_sub(start)?, whole::<N>(parts.into())?);
    let down = span.is_negative();
    let (floor, ceil) = (start.floor_to(step)?, start.ceil_to(step)?);
    // A start between two places of the grid is at the one that is nearer to the end where the check fails
    // at the other.
    let (mut good, nearer) = match down {
        true => (ceil, floor),
        false => (floor, ceil),
    };
    if check(&good)?.is_negative() {
        if check(&nearer)?.is_negative() {
            return Ok(Limit::AlreadyPast);
        }
        good = nearer;
    }
    for part in 1..=parts {
        let place = match part == parts {
            true => end.clone(),
            false => start.try_add(&span.mul_div_down(&whole(part.into())?, &all)?)?,
        };
        // Every place is one that the search can stand on, and none lies beyond the end.
        let place = match down {
            true => place.ceil_to(step)?.lesser(&good),
            false => place.floor_to(step)?.greater(&good),
        };
        if check(&place)?.is_negative() {
            return search_to(&good, &place, step, check);
        }
        good = place;
    }
    Ok(Limit::Never)
}
