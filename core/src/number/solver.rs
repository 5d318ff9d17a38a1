//! The solver is the checker: it inverts a check by asking it, so the two cannot disagree.
//!
//! The answer is tight on the caller's grid: the check holds at it and fails one step further. For
//! this the values for which the check holds must be one interval, which they are for the surplus of
//! an account along one price, one balance or one size, because it is concave (`docs/model.md`).
//! Within the rounding budget of the crossing a directed check may change its mind more than once;
//! the answer is then one of the places where it does.

use crate::number::Number;
use crate::Error;

/// The last value for which a check holds, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit<N> {
    /// The check holds here and fails one step further.
    At(N),
    /// The check holds to the end of the range: of what was asked for, or of the number type (within
    /// a factor of two of where the check itself overflows).
    Never,
    /// The check does not hold at the start.
    AlreadyPast,
    /// The account does not depend on what was asked.
    NotExposed,
    /// A price is too old to say.
    Unknown,
}

impl<N> Limit<N> {
    /// The value, or `None` where [`Limit::reason`] says why there is none.
    pub fn value(&self) -> Option<&N> {
        match self {
            Limit::At(value) => Some(value),
            _ => None,
        }
    }

    /// The stable name of the case, in lower case; `at` where there is a value.
    pub const fn reason(&self) -> &'static str {
        match self {
            Limit::At(_) => "at",
            Limit::Never => "never",
            Limit::AlreadyPast => "already_past",
            Limit::NotExposed => "not_exposed",
            Limit::Unknown => "unknown",
        }
    }
}

/// The last multiple of `step` from `start` toward `end`, on either side, for which `check` returns a
/// surplus of at least zero; [`Limit::Never`] where it still does at `end`.
///
/// Of the grid points around `start` the nearer to `end` serves where the check fails at the other.
/// Errors: [`Error::InvalidStep`], [`Error::Overflow`], and what `check` returns.
pub fn search_to<N: Number>(
    start: &N,
    end: &N,
    step: &N,
    mut check: impl FnMut(&N) -> Result<N, Error>,
) -> Result<Limit<N>, Error> {
    let way = if end < start { Way::Down } else { Way::Up };
    let Some((line, good)) = Line::begin(start, step, way, &mut check)? else {
        return Ok(Limit::AlreadyPast);
    };
    let span = match way {
        Way::Up => end.try_sub(&line.base)?,
        Way::Down => line.base.try_sub(end)?,
    };
    let offset = span.floor_to(step)?;
    if offset <= N::zero() {
        return Ok(Limit::Never);
    }
    let surplus = check(&line.point(&offset)?)?;
    if surplus >= N::zero() {
        return Ok(Limit::Never);
    }
    line.close_in(good, Probe { offset, surplus }, &mut check)
}

/// The last multiple of `step` from `start` upward for which `check` returns a surplus of at least
/// zero. `reach` is the first distance to try, any rough idea of the answer's; the search squares its
/// way from there to the end of the number type, where a check that overflows ends the range.
///
/// Errors: [`Error::InvalidStep`], [`Error::Overflow`], and what `check` returns.
pub fn search_up<N: Number>(
    start: &N,
    reach: &N,
    step: &N,
    mut check: impl FnMut(&N) -> Result<N, Error>,
) -> Result<Limit<N>, Error> {
    let Some((line, mut good)) = Line::begin(start, step, Way::Up, &mut check)? else {
        return Ok(Limit::AlreadyPast);
    };
    let mut distance = reach.greater(step);
    // Factors 1, 2, 4, 16, 256, ... while the check holds; from where it overflows, back down to 2,
    // which leaves no more than a factor of two untried.
    let mut top = MOST_SQUARINGS;
    for power in 0..MOST_SQUARINGS {
        match line.further(&distance, power, &mut check)? {
            Some(bad) if bad.surplus < N::zero() => return line.close_in(good, bad, &mut check),
            Some(further) => {
                distance = further.offset.clone();
                good = further;
            }
            // A reach beyond the range says nothing of the answer: begin at one step instead.
            None if power == 0 => distance = step.clone(),
            None => {
                top = power;
                break;
            }
        }
    }
    for power in (1..top).rev() {
        match line.further(&distance, power, &mut check)? {
            Some(bad) if bad.surplus < N::zero() => return line.close_in(good, bad, &mut check),
            Some(further) => {
                distance = further.offset.clone();
                good = further;
            }
            None => {}
        }
    }
    Ok(Limit::Never)
}

/// `2^(2^7)` is beyond any number here.
const MOST_SQUARINGS: u32 = 8;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// The grid from the first point where the check holds: a point is `base` plus or minus an offset.
struct Line<'a, N> {
    base: N,
    step: &'a N,
    way: Way,
}

/// An offset on the line, and the surplus there.
struct Probe<N> {
    offset: N,
    surplus: N,
}

impl<'a, N: Number> Line<'a, N> {
    fn begin(
        start: &N,
        step: &'a N,
        way: Way,
        check: &mut impl FnMut(&N) -> Result<N, Error>,
    ) -> Result<Option<(Self, Probe<N>)>, Error> {
        let below = start.floor_to(step)?;
        let above = if below == *start {
            below.clone()
        } else {
            below.try_add(step)?
        };
        let (near, far) = match way {
            Way::Up => (below, above),
            Way::Down => (above, below),
        };
        for base in [near, far] {
            let surplus = check(&base)?;
            if surplus >= N::zero() {
                return Ok(Some((
                    Line { base, step, way },
                    Probe {
                        offset: N::zero(),
                        surplus,
                    },
                )));
            }
        }
        Ok(None)
    }

    fn point(&self, offset: &N) -> Result<N, Error> {
        match self.way {
            Way::Up => self.base.try_add(offset),
            Way::Down => self.base.try_sub(offset),
        }
    }

    /// The surplus at `distance` times 1, 2, 4, 16, ... for power 0, 1, 2, 3, ...; `None` where the
    /// point or the check overflows.
    fn further(
        &self,
        distance: &N,
        power: u32,
        check: &mut impl FnMut(&N) -> Result<N, Error>,
    ) -> Result<Option<Probe<N>>, Error> {
        let mut probe = || {
            // By doubling, because the factor alone may lie outside a narrow type.
            let mut offset = distance.clone();
            for _ in 0..1u32.wrapping_shl(power) / 2 {
                offset = offset.try_add(&offset)?;
            }
            let offset = offset.floor_to(self.step)?;
            let surplus = check(&self.point(&offset)?)?;
            Ok(Probe { offset, surplus })
        };
        match probe() {
            Ok(probe) => Ok(Some(probe)),
            Err(Error::Overflow) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Narrows `good..bad` to one step. The secant finds the place, for a piecewise linear surplus to
    /// a few units; a probe beside it, further each round, closes in from the other side; and where
    /// both leave more than half, a bisection bounds the number of rounds.
    fn close_in(
        &self,
        mut good: Probe<N>,
        mut bad: Probe<N>,
        check: &mut impl FnMut(&N) -> Result<N, Error>,
    ) -> Result<Limit<N>, Error> {
        let two = N::one().try_add(&N::one())?;
        let mut nudge = self.step.clone();
        loop {
            let half = bad.offset.try_sub(&good.offset)?.div_down(&two)?;
            let place = match secant(&good, &bad) {
                Ok(distance) => good.offset.try_add(&distance)?,
                Err(_) => good.offset.try_add(&half)?, // surpluses too far apart to subtract
            };
            let mut closer = self.probe(&place, &mut good, &mut bad, check)?;
            let beside = match good.offset >= place {
                true => place.try_add(&nudge),
                false => place.try_sub(&nudge),
            };
            let beside = beside.unwrap_or(place);
            closer |= self.probe(&beside, &mut good, &mut bad, check)?;
            for _ in 0..4 {
                nudge = nudge.try_add(&nudge).unwrap_or(nudge);
            }
            let middle = good
                .offset
                .try_add(&bad.offset.try_sub(&good.offset)?.div_down(&two)?)?;
            if bad.offset.try_sub(&good.offset)? > half {
                closer |= self.probe(&middle, &mut good, &mut bad, check)?;
            }
            if !closer {
                break; // no grid point lies between (on `f64`: none that it resolves)
            }
        }
        Ok(Limit::At(self.point(&good.offset)?))
    }

    /// Asks at the grid point at or below `place`, moved strictly between the two ends; `false` where
    /// no grid point lies between them.
    fn probe(
        &self,
        place: &N,
        good: &mut Probe<N>,
        bad: &mut Probe<N>,
        check: &mut impl FnMut(&N) -> Result<N, Error>,
    ) -> Result<bool, Error> {
        let first = good.offset.try_add(self.step)?;
        let last = bad.offset.try_sub(self.step)?;
        let offset = place.floor_to(self.step)?.lesser(&last).greater(&first);
        if !(offset > good.offset && offset < bad.offset) {
            return Ok(false);
        }
        let surplus = check(&self.point(&offset)?)?;
        let probe = Probe { offset, surplus };
        if probe.surplus >= N::zero() {
            *good = probe;
        } else {
            *bad = probe;
        }
        Ok(true)
    }
}

/// How far from `good` the straight line through both surpluses crosses zero.
fn secant<N: Number>(good: &Probe<N>, bad: &Probe<N>) -> Result<N, Error> {
    let fraction = good
        .surplus
        .div_down(&good.surplus.try_sub(&bad.surplus)?)?;
    bad.offset.try_sub(&good.offset)?.mul_down(&fraction)
}
