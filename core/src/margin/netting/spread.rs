//! Spreads: the charge for months that stand against each other, and the credit for underlyings that do.

use super::{toward_zero, Sides};
use crate::margin::contingency::charge;
use crate::number::Number;
use crate::Error;

/// The inter-month charge: each unit of delta that stands against one of another month is a spread, at
/// one rate; `min(long, short) * rate`, rounded up.
///
/// Errors: [`Error::InvalidFactor`] for a negative rate, [`Error::Overflow`]. Source: CME, SPAN.
pub fn inter_month_charge<N: Number>(deltas: &Sides<N>, rate: &N) -> Result<N, Error> {
    charge(&deltas.hedged(), rate)
}

/// What a calendar spread of two months is said to require: `|first - second| + charge`, from the outright
/// requirements of both and the spread charge. Exact. Errors: [`Error::Overflow`]. Source: CME, spread
/// calculations.
pub fn calendar_margin<N: Number>(first: &N, second: &N, charge: &N) -> Result<N, Error> {
    first.try_sub(second)?.try_abs()?.try_add(charge)
}

/// The composite delta of an instrument: its deltas in the price scenarios, weighted; each product rounded
/// down. Errors: [`Error::InvalidScenario`] for two lengths, [`Error::Overflow`]. Source: CME, SPAN.
pub fn composite_delta<N: Number>(deltas: &[N], weights: &[N]) -> Result<N, Error> {
    if deltas.len() != weights.len() {
        return Err(Error::InvalidScenario);
    }
    deltas
        .iter()
        .zip(weights)
        .try_fold(N::zero(), |sum, (delta, weight)| {
            sum.try_add(&delta.mul_down(weight)?)
        })
}

/// One underlying among those that may be spread against each other: its delta, how much of it is in no
/// spread yet, what the price can cost it, and what its spreads have earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Underlying<N> {
    delta: N,
    free: N,
    risk: N,
    credit: N,
}

/// The part of one underlying in a spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg<N> {
    /// Its place among the underlyings.
    pub underlying: usize,
    /// How many units of delta make one spread; the sign is the side, so that 2 and -1 are two long
    /// against one short, or the reverse.
    pub ratio: N,
    /// The share of its price risk that is credited, in `[0, 1]`.
    pub rate: N,
}

impl<N: Number> Underlying<N> {
    /// Errors: [`Error::InvalidQuantity`] for a negative price risk.
    pub fn new(delta: N, risk: N) -> Result<Self, Error> {
        if risk.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        Ok(Underlying {
            free: delta.clone(),
            delta,
            risk,
            credit: N::zero(),
        })
    }

    /// Its delta.
    #[inline]
    pub fn delta(&self) -> &N {
        &self.delta
    }

    /// What the price can cost it.
    #[inline]
    pub fn risk(&self) -> &N {
        &self.risk
    }

    /// The delta that is in no spread yet.
    #[inline]
    pub fn free(&self) -> &N {
        &self.free
    }

    /// What its spreads have earned: at most its price risk.
    #[inline]
    pub fn credit(&self) -> &N {
        &self.credit
    }
}

/// One row of a table of spreads between underlyings, to be called in the order of priority: forms as
/// many spreads as the legs allow, credits each leg and takes its delta. Answers with their number.
///
/// ```text
/// spreads = min over legs of free delta / ratio, all of one sign     rounded down
/// credit  = spreads * |ratio| * risk / |delta| * rate                rounded down
/// ```
///
/// Errors: [`Error::UnknownMarket`] for a leg that is not among the underlyings, or twice the same;
/// [`Error::InvalidFactor`] for a ratio of zero or no legs, [`Error::InvalidFraction`] for a rate outside
/// `[0, 1]`, [`Error::Overflow`]; after an overflow the underlyings are of no use. Source: CME, SPAN,
/// spreads by weighted price risk.
pub fn spread<N: Number>(underlyings: &mut [Underlying<N>], legs: &[Leg<N>]) -> Result<N, Error> {
    let spreads = spreads(underlyings, legs)?;
    for leg in legs {
        let of = underlyings
            .get_mut(leg.underlying)
            .ok_or(Error::UnknownMarket)?;
        let size = of.delta.try_abs()?;
        if size.is_zero() {
            continue;
        }
        let ratio = leg.ratio.try_abs()?;
        let share = spreads.mul_down(&ratio)?.mul_down(&leg.rate)?;
        let earned = of.risk.mul_div_down(&share, &size)?;
        of.credit = of.credit.try_add(&earned)?;
        of.free = toward_zero(&of.free, &spreads.mul_up(&ratio)?)?;
    }
    Ok(spreads)
}

fn spreads<N: Number>(underlyings: &[Underlying<N>], legs: &[Leg<N>]) -> Result<N, Error> {
    let mut least: Option<N> = None;
    let mut sides = Sides::<N>::none();
    for (place, leg) in legs.iter().enumerate() {
        let named = |other: &Leg<N>| other.underlying == leg.underlying;
        if legs.iter().take(place).any(named) {
            return Err(Error::UnknownMarket);
        }
        if leg.ratio.is_zero() {
            return Err(Error::InvalidFactor);
        }
        if !leg.rate.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        let of = underlyings
            .get(leg.underlying)
            .ok_or(Error::UnknownMarket)?;
        let allowed = of.free.try_abs()?.div_down(&leg.ratio.try_abs()?)?;
        let agrees = of.free.is_negative() == leg.ratio.is_negative();
        sides.add(&match agrees {
            true => N::one(),
            false => N::one().try_neg()?,
        })?;
        least = Some(least.map_or(allowed.clone(), |least| least.lesser(&allowed)));
    }
    match sides.hedged().is_zero() {
        true => least.ok_or(Error::InvalidFactor),
        false => Ok(N::zero()),
    }
}
