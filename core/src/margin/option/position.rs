//! How many options of a series an account has, and what one is worth.

use super::Contract;
use crate::number::interval::Interval;
use crate::number::Number;
use crate::Error;

/// Options of one expiry: the contract, how many are owned (or, below zero, owed), and the value of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position<N> {
    /// The contract.
    pub contract: Contract<N>,
    /// How many are owned; below zero, written.
    pub quantity: N,
    /// What one is worth at its mark.
    pub value: Interval<N>,
}

impl<N: Number> Position<N> {
    /// The mark to market: what is owned at the low end, what is owed at the high end, rounded down.
    /// Errors: [`Error::Overflow`].
    pub fn mark(&self) -> Result<N, Error> {
        let value = match self.quantity.is_negative() {
            true => self.value.high(),
            false => self.value.low(),
        };
        self.quantity.mul_down(value)
    }

    /// What exercise at a price pays in all, rounded down. Errors: [`Error::Overflow`].
    pub fn payoff(&self, price: &N) -> Result<N, Error> {
        self.quantity.mul_down(&self.contract.intrinsic(price)?)
    }
}

/// How many options are written: `sum of max(-quantity, 0)`, exact. Errors: [`Error::Overflow`].
pub fn shorts<N: Number>(positions: &[Position<N>]) -> Result<N, Error> {
    positions.iter().try_fold(N::zero(), |sum, position| {
        match position.quantity.is_negative() {
            true => sum.try_sub(&position.quantity),
            false => Ok(sum),
        }
    })
}

/// How many options there are, owned or owed, exact. Errors: [`Error::Overflow`].
pub fn gross<N: Number>(positions: &[Position<N>]) -> Result<N, Error> {
    positions.iter().try_fold(N::zero(), |sum, position| {
        sum.try_add(&position.quantity.try_abs()?)
    })
}

/// How many are written at a strike beyond those owned at it, calls and puts alike, over all strikes:
/// `sum over strikes of max(-sum of quantities, 0)`, exact.
///
/// A call owned covers a put written at the same strike, and nothing at another. Time grows with the
/// square of the number of strikes. Errors: [`Error::Overflow`]. Source: Derive, PMRM.
pub fn naked<N: Number>(positions: &[Position<N>]) -> Result<N, Error> {
    let mut sum = N::zero();
    for (place, position) in (0..positions.len()).zip(positions) {
        let strike = position.contract.strike();
        let mut earlier = positions.iter().take(place);
        if earlier.any(|other| other.contract.strike() == strike) {
            continue;
        }
        let same = positions
            .iter()
            .skip(place)
            .filter(|other| other.contract.strike() == strike);
        let net = same
            .map(|other| &other.quantity)
            .try_fold(N::zero(), |net, q| net.try_add(q))?;
        if net.is_negative() {
            sum = sum.try_sub(&net)?;
        }
    }
    Ok(sum)
}
