//! What time does to a price.

use super::super::Price;
use crate::number::{whole, Number};
use crate::Error;

/// How a price widens with its age, and when it is too old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age<N> {
    fresh: u64,
    limit: u64,
    ahead: u64,
    rate: N,
}

impl<N: Number> Age<N> {
    /// Up to `fresh` seconds a price is as good as new; from there on it widens by `rate` of itself a second;
    /// beyond `limit` seconds it is unknown. A feed's clock may be `ahead` seconds ahead of the caller's.
    ///
    /// Errors: [`Error::InvalidTime`] where `fresh > limit`, [`Error::InvalidFactor`] for a negative rate.
    pub fn new(fresh: u64, limit: u64, ahead: u64, rate: N) -> Result<Self, Error> {
        if fresh > limit {
            return Err(Error::InvalidTime);
        }
        if rate.is_negative() {
            return Err(Error::InvalidFactor);
        }
        Ok(Age {
            fresh,
            limit,
            ahead,
            rate,
        })
    }

    /// Seconds up to which a price is as good as new.
    #[inline]
    pub fn fresh(&self) -> u64 {
        self.fresh
    }

    /// Seconds beyond which it is unknown.
    #[inline]
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// Seconds that the feed's clock may be ahead.
    #[inline]
    pub fn ahead(&self) -> u64 {
        self.ahead
    }

    /// The fraction of the price by which it widens a second.
    #[inline]
    pub fn rate(&self) -> &N {
        &self.rate
    }

    /// Seconds since `at`; none where the feed's clock is ahead within what is allowed. Errors:
    /// [`Error::InvalidTime`] further ahead.
    pub fn since(&self, at: u64, now: u64) -> Result<u64, Error> {
        match now.checked_sub(at) {
            Some(age) => Ok(age),
            None if at.wrapping_sub(now) <= self.ahead => Ok(0),
            None => Err(Error::InvalidTime),
        }
    }

    /// The price [widened](Price::widen) by `rate * (age - fresh)`, rounded up; unknown beyond the limit.
    ///
    /// Errors: as [`Age::since`], [`Error::Overflow`].
    pub fn price(&self, price: &Price<N>, at: u64, now: u64) -> Result<Price<N>, Error> {
        let age = self.since(at, now)?;
        if age > self.limit {
            return Ok(Price::unknown());
        }
        match age.checked_sub(self.fresh) {
            Some(late) if late > 0 => price.widen(&self.rate.mul_up(&whole(late)?)?),
            _ => Ok(price.clone()),
        }
    }
}
