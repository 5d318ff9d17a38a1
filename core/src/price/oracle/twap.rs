//! The time-weighted average: each price counts for as long as it stood.

use super::super::Price;
use crate::number::{whole, Number};
use crate::Error;

/// Prices times the seconds for which they stood, summed; the average between two moments is the difference
/// of two sums over the time between them.
///
/// A price stands from its second on, so one that is published and gone within a second counts for nothing,
/// and prices of one second join one interval, whatever their order. On `Fixed` a sum has room for a price of
/// 10^14 over 190 years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeWeighted<N> {
    pub(crate) sum: Sum<N>,
    pub(crate) price: Price<N>,
}

/// A sum of price-seconds at one moment, to be kept by the caller until the average is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum<N> {
    /// The sum of the low ends.
    pub low: N,
    /// The sum of the high ends.
    pub high: N,
    /// The second up to which it sums.
    pub at: u64,
}

impl<N: Number> TimeWeighted<N> {
    /// Begins with a price at a second. Errors: [`Error::UnknownPrice`].
    pub fn new(price: Price<N>, at: u64) -> Result<Self, Error> {
        if !price.is_known() {
            return Err(Error::UnknownPrice);
        }
        let sum = Sum {
            low: N::zero(),
            high: N::zero(),
            at,
        };
        Ok(TimeWeighted { sum, price })
    }

    /// With this price from `at` on; of one second, with the hull of its prices.
    ///
    /// Errors: [`Error::UnknownPrice`], [`Error::InvalidTime`] before the last one, [`Error::Overflow`].
    pub fn observe(&self, price: &Price<N>, at: u64) -> Result<Self, Error> {
        if !price.is_known() {
            return Err(Error::UnknownPrice);
        }
        if at == self.sum.at {
            let price = self.price.hull(price);
            return Ok(TimeWeighted {
                sum: self.sum.clone(),
                price,
            });
        }
        Ok(TimeWeighted {
            sum: self.sum(at)?,
            price: price.clone(),
        })
    }

    /// The price that stands, and since when.
    pub fn last(&self) -> (&Price<N>, u64) {
        (&self.price, self.sum.at)
    }

    /// The sum up to `now`, exact. Errors: [`Error::InvalidTime`] before the last price,
    /// [`Error::Overflow`].
    pub fn sum(&self, now: u64) -> Result<Sum<N>, Error> {
        let elapsed = now.checked_sub(self.sum.at).ok_or(Error::InvalidTime)?;
        let elapsed = whole::<N>(elapsed)?;
        Ok(Sum {
            low: self.sum.low.try_add(&self.price.low.mul_down(&elapsed)?)?,
            high: self.sum.high.try_add(&self.price.high.mul_up(&elapsed)?)?,
            at: now,
        })
    }
}

impl<N: Number> Sum<N> {
    /// The average since an earlier sum of the same prices: low down, high up.
    ///
    /// Errors: [`Error::InvalidTime`] unless `since` is earlier, [`Error::InvalidPrice`] where the sums are
    /// not of one series, [`Error::Overflow`].
    pub fn average(&self, since: &Self) -> Result<Price<N>, Error> {
        let elapsed = match self.at.checked_sub(since.at) {
            Some(elapsed) if elapsed > 0 => whole::<N>(elapsed)?,
            _ => return Err(Error::InvalidTime),
        };
        let low = self.low.try_sub(&since.low)?.div_down(&elapsed)?;
        let high = self.high.try_sub(&since.high)?.div_up(&elapsed)?;
        match Price::from_stored(low, high)? {
            price if price.is_known() => Ok(price),
            _ => Err(Error::InvalidPrice),
        }
    }
}
