//! A netting group: one settlement asset with every perp that settles in it.

use super::perp::{Perp, Terms};
use crate::number::Number;
use crate::Error;

/// The balance of a settlement asset and the values of its perps, summed before anything is weighted:
/// a profit pays a debt in the same asset in full, and only what remains is an asset or a debt.
///
/// One sum for each of `L` levels. A group must not be split: its halves give at most the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Net<N, const L: usize> {
    pub(crate) sums: [Sum<N>; L],
    pub(crate) positions: u32,
}

/// A group's value at one level, and whether a perp in it has no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sum<N> {
    pub(crate) value: N,
    pub(crate) stale: bool,
}

impl<N: Number, const L: usize> Net<N, L> {
    /// The balance of the settlement asset; it counts as one position, zero or not.
    #[inline]
    pub fn new(balance: &N) -> Self {
        Net {
            sums: core::array::from_fn(|_| Sum {
                value: balance.clone(),
                stale: false,
            }),
            positions: 1,
        }
    }

    /// Adds what a perp is worth at each level. Errors leave the group as it was:
    /// [`Error::Overflow`].
    #[inline]
    pub fn add(&mut self, perp: &Perp<N>, terms: &[Terms<'_, N>; L]) -> Result<(), Error> {
        let mut sums = self.sums.clone();
        for (sum, terms) in sums.iter_mut().zip(terms) {
            match perp.value(terms) {
                Ok(value) => sum.value = sum.value.try_add(&value)?,
                Err(Error::UnknownPrice) => sum.stale = true,
                Err(error) => return Err(error),
            }
        }
        self.positions = self.positions.checked_add(1).ok_or(Error::Overflow)?;
        self.sums = sums;
        Ok(())
    }

    /// Adds what something else that settles in the asset is worth at each level, a portfolio for one; it
    /// counts as one position. Errors leave the group as it was: [`Error::Overflow`].
    pub fn add_value(&mut self, values: &[N; L]) -> Result<(), Error> {
        self.add_known(values, &[true; L])
    }

    /// As [`Net::add_value`], where a value may be unknown at some levels.
    pub(crate) fn add_known(&mut self, values: &[N; L], known: &[bool; L]) -> Result<(), Error> {
        let mut sums = self.sums.clone();
        for ((sum, value), known) in sums.iter_mut().zip(values).zip(known) {
            match known {
                true => sum.value = sum.value.try_add(value)?,
                false => sum.stale = true,
            }
        }
        self.positions = self.positions.checked_add(1).ok_or(Error::Overflow)?;
        self.sums = sums;
        Ok(())
    }

    /// The group's value at one level, in units of the settlement asset. Errors:
    /// [`Error::UnknownMarket`] where there is no such level, [`Error::UnknownPrice`].
    pub fn value(&self, level: usize) -> Result<&N, Error> {
        match self.sums.get(level) {
            Some(sum) if sum.stale => Err(Error::UnknownPrice),
            Some(sum) => Ok(&sum.value),
            None => Err(Error::UnknownMarket),
        }
    }
}
