//! Marginal ladders: each slice of a position's notional has its own maintenance rate.

use crate::number::Number;
use crate::Error;

/// One rung: above `floor`, `rate` of the notional less `deduction` is required.
///
/// The deduction makes the ladder continuous, so that one product gives what a sum over the slices
/// would: `deduction_n = deduction_(n-1) + floor_n * (rate_n - rate_(n-1))`, rounded down, because it
/// lowers what must be posted. Venues publish it as `cum` or maintenance amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier<N> {
    /// Notional from which this rung applies, in units of the settlement asset.
    pub floor: N,
    /// Margin on each unit of notional above the floor, in `[0, 1]`.
    pub rate: N,
    /// What the rungs below require less than this rate would.
    pub deduction: N,
}

impl<N: Number> Tier<N> {
    /// A rung whose deduction [`Tiers::from_rates`] will fill in.
    pub fn new(floor: N, rate: N) -> Self {
        Tier {
            floor,
            rate,
            deduction: N::zero(),
        }
    }

    /// The deduction of a rung that follows this one.
    fn next_deduction(&self, floor: &N, rate: &N) -> Result<N, Error> {
        self.deduction
            .try_add(&floor.mul_down(&rate.try_sub(&self.rate)?)?)
    }
}

/// A ladder on the caller's slice: floors that rise from 0, rates in `[0, 1]` that do not fall, and
/// the deductions that follow. The empty ladder requires nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tiers<'a, N> {
    rungs: &'a [Tier<N>],
}

impl<'a, N: Number> Tiers<'a, N> {
    /// No ladder: the requirement is zero.
    pub const fn none() -> Self {
        Tiers { rungs: &[] }
    }

    /// Rungs that already carry their deductions, as [`Tiers::from_rates`] leaves them.
    ///
    /// Errors: [`Error::InvalidTiers`], [`Error::Overflow`].
    pub fn new(rungs: &'a [Tier<N>]) -> Result<Self, Error> {
        check(rungs, &N::zero())?;
        Ok(Tiers { rungs })
    }

    /// Fills in the deductions from floors and rates.
    ///
    /// Errors: [`Error::InvalidTiers`], [`Error::Overflow`].
    pub fn from_rates(rungs: &'a mut [Tier<N>]) -> Result<Self, Error> {
        fill(rungs)?;
        Tiers::new(rungs)
    }

    /// A venue's table of `rate * notional - deduction`. Deductions that lie further than `tolerance`
    /// from the recurrence are refused; the others are replaced by it, because a table in decimals
    /// does not follow it to the last bit.
    ///
    /// Errors: [`Error::InvalidTiers`], [`Error::Overflow`].
    pub fn from_table(rungs: &'a mut [Tier<N>], tolerance: &N) -> Result<Self, Error> {
        check(rungs, tolerance)?;
        Tiers::from_rates(rungs)
    }

    /// The rungs, lowest first.
    pub fn rungs(&self) -> &'a [Tier<N>] {
        self.rungs
    }

    /// What a position of this notional must post: `rate * notional` rounded up, less the deduction,
    /// of the last rung whose floor is not above the notional. Units of the settlement asset.
    ///
    /// Errors: [`Error::InvalidQuantity`] for a negative notional, [`Error::Overflow`].
    #[inline]
    pub fn requirement(&self, notional: &N) -> Result<N, Error> {
        if notional.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        match self
            .rungs
            .iter()
            .take_while(|rung| rung.floor <= *notional)
            .last()
        {
            Some(rung) => rung.rate.mul_up(notional)?.try_sub(&rung.deduction),
            None => Ok(N::zero()),
        }
    }
}

/// Shape and, within the tolerance, the recurrence of the deductions.
fn check<N: Number>(rungs: &[Tier<N>], tolerance: &N) -> Result<(), Error> {
    let mut below: Option<&Tier<N>> = None;
    for rung in rungs {
        let expected = match below {
            None if rung.floor.is_zero() => N::zero(),
            Some(below) if rung.floor > below.floor && rung.rate >= below.rate => {
                below.next_deduction(&rung.floor, &rung.rate)?
            }
            _ => return Err(Error::InvalidTiers),
        };
        let off = rung
            .deduction
            .greater(&expected)
            .try_sub(&rung.deduction.lesser(&expected))?;
        if !(rung.rate.is_fraction() && off <= *tolerance) {
            return Err(Error::InvalidTiers);
        }
        below = Some(rung);
    }
    Ok(())
}

/// Writes the deductions that the recurrence gives; what is no ladder is left for [`check`] to refuse.
fn fill<N: Number>(rungs: &mut [Tier<N>]) -> Result<(), Error> {
    let mut below: Option<Tier<N>> = None;
    for rung in rungs {
        rung.deduction = match &below {
            None => N::zero(),
            Some(below) if rung.rate >= below.rate && rung.rate.is_fraction() => {
                below.next_deduction(&rung.floor, &rung.rate)?
            }
            Some(_) => return Err(Error::InvalidTiers),
        };
        below = Some(rung.clone());
    }
    Ok(())
}
