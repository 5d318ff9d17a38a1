//! The index of liquidation prices: who falls if an index trades at a price, without asking everybody.

use crate::number::sort::sort;
use crate::number::Number;
use crate::Error;
use core::cmp::Ordering;

/// An account and the last price at which it is healthy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fall<N> {
    /// The price, as [`threshold`](super::threshold::threshold) answers.
    pub price: N,
    /// The account's place.
    pub account: u32,
}

/// The falls of many accounts along one index, in the order of their prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Falls<'a, N> {
    below: &'a [Fall<N>],
    above: &'a [Fall<N>],
}

impl<'a, N: Number> Falls<'a, N> {
    /// Sorts both lists by price, of equal ones by account: those whose accounts fall when the index goes
    /// below the price, and those whose accounts fall above it. In `n log n` steps.
    ///
    /// Errors: [`Error::InvalidNumber`] where a price is none.
    pub fn new(below: &'a mut [Fall<N>], above: &'a mut [Fall<N>]) -> Result<Self, Error> {
        if !below
            .iter()
            .chain(&*above)
            .all(|fall| fall.price.is_number())
        {
            return Err(Error::InvalidNumber);
        }
        let order = |a: &Fall<N>, b: &Fall<N>| {
            let prices = a.price.partial_cmp(&b.price).unwrap_or(Ordering::Equal);
            prices.then(a.account.cmp(&b.account))
        };
        sort(below, order);
        sort(above, order);
        Ok(Falls { below, above })
    }

    /// Who is no longer healthy if the index trades at `price`, which lies on the grid of the search:
    /// those who fall below a price above it, and those who fall above a price below it. In `log n` steps.
    pub fn at(&self, price: &N) -> (&'a [Fall<N>], &'a [Fall<N>]) {
        let standing = self.below.partition_point(|fall| fall.price <= *price);
        let fallen = self.above.partition_point(|fall| fall.price < *price);
        (
            self.below.get(standing..).unwrap_or_default(),
            self.above.get(..fallen).unwrap_or_default(),
        )
    }

    /// Everybody who falls below a price, the lowest first.
    pub fn below(&self) -> &'a [Fall<N>] {
        self.below
    }

    /// Everybody who falls above a price, the lowest first.
    pub fn above(&self) -> &'a [Fall<N>] {
        self.above
    }
}
