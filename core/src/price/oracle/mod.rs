//! What a feed published becomes a price: an interval that is the wider the less is known.
//!
//! Data flow one way: a [`Reading`] with the [`Confidence`] that its feed states
//! and the [`Age`] that it has becomes a [`Price`]; prices of several [`sources`] become one; a
//! [`Band`](band::Band) around the last good price refuses a misprint; and averages
//! ([`TimeWeighted`](twap::TimeWeighted), [`Exponential`](ema::Exponential)) and a
//! [`Stable`](stable::Stable) price that follows slowly are joined to it with [`Price::hull`].
//!
//! A price that is too old, too unsure or disputed is [unknown](Price::unknown), not an error: what is owned
//! then counts nothing, what is owed cannot be bounded, so stale collateral is left out of a proof that an
//! account is healthy, and nothing stale proves that it may be liquidated. A price that is zero, negative or
//! was never set is an error.

pub mod age;
pub mod band;
pub mod confidence;
pub mod ema;
pub mod sources;
pub mod stable;
pub mod twap;

use self::age::Age;
use self::confidence::Confidence;
use super::Price;
use crate::number::Number;
use crate::Error;

/// What a feed published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading<N> {
    price: N,
    confidence: N,
    at: u64,
}

impl<N: Number> Reading<N> {
    /// A price, its confidence in the same unit (a standard deviation, or what the feed calls so), and the
    /// second since 1970 at which it was published.
    ///
    /// Errors: [`Error::InvalidPrice`] where the price is zero (as in memory that was never written) or
    /// negative, or the confidence negative.
    pub fn new(price: N, confidence: N, at: u64) -> Result<Self, Error> {
        if price > N::zero() && confidence >= N::zero() {
            Ok(Reading {
                price,
                confidence,
                at,
            })
        } else {
            Err(Error::InvalidPrice)
        }
    }

    /// The price itself.
    #[inline]
    pub fn price(&self) -> &N {
        &self.price
    }

    /// How far off it may be.
    #[inline]
    pub fn confidence(&self) -> &N {
        &self.confidence
    }

    /// When it was published.
    #[inline]
    pub fn at(&self) -> u64 {
        self.at
    }
}

/// How a feed's readings become prices at one level: initial margin wants a shorter age limit and a greater
/// multiple than maintenance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feed<N> {
    /// What the stated confidence does.
    pub confidence: Confidence<N>,
    /// What time does.
    pub age: Age<N>,
}

impl<N: Number> Feed<N> {
    /// The price of a reading at `now`: widened by its confidence, then by its age; unknown where either is
    /// beyond its limit.
    ///
    /// Errors: [`Error::InvalidTime`] where it was published further ahead of `now` than the feed's clock
    /// may be, [`Error::Overflow`].
    pub fn price(&self, reading: &Reading<N>, now: u64) -> Result<Price<N>, Error> {
        let price = self.confidence.price(&reading.price, &reading.confidence)?;
        self.age.price(&price, reading.at, now)
    }
}
