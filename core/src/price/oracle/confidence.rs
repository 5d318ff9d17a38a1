//! What a feed says of its own precision.

use super::super::Price;
use crate::number::Number;
use crate::Error;

/// How much of a stated confidence counts, and how much is too much.
///
/// Pyth states one standard deviation, of which marginfi takes 2.12 and Switchboard's 1.96, at most 5 % of
/// the price; above 10 % it refuses the price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confidence<N> {
    multiple: N,
    cap: N,
    limit: N,
}

impl<N: Number> Confidence<N> {
    /// The multiple of the confidence that widens a price, the fraction of the price that it widens by at
    /// most, and the fraction beyond which the price is unknown.
    ///
    /// Errors: [`Error::InvalidFactor`] for a negative multiple or limit, [`Error::InvalidFraction`] for a
    /// cap outside `[0, 1]`.
    pub fn new(multiple: N, cap: N, limit: N) -> Result<Self, Error> {
        if multiple.is_negative() || limit.is_negative() {
            return Err(Error::InvalidFactor);
        }
        if !cap.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        Ok(Confidence {
            multiple,
            cap,
            limit,
        })
    }

    /// What multiplies the confidence.
    #[inline]
    pub fn multiple(&self) -> &N {
        &self.multiple
    }

    /// By which fraction of the price the confidence widens it at most.
    #[inline]
    pub fn cap(&self) -> &N {
        &self.cap
    }

    /// Beyond which fraction of the price it is unknown.
    #[inline]
    pub fn limit(&self) -> &N {
        &self.limit
    }

    /// `price - c .. price + c` with `c = min(multiple * confidence, cap * price)`, rounded up; unknown where
    /// `multiple * confidence` is more than `limit * price`.
    ///
    /// Errors: [`Error::InvalidPrice`] unless `price > 0` and `confidence >= 0`, [`Error::Overflow`].
    pub fn price(&self, price: &N, confidence: &N) -> Result<Price<N>, Error> {
        if !(*price > N::zero() && *confidence >= N::zero()) {
            return Err(Error::InvalidPrice);
        }
        let doubt = confidence.mul_up(&self.multiple)?;
        if doubt > price.mul_down(&self.limit)? {
            return Ok(Price::unknown());
        }
        let doubt = doubt.lesser(&price.mul_up(&self.cap)?);
        Ok(Price {
            low: price.try_sub(&doubt)?.greater(&N::zero()),
            high: price.try_add(&doubt)?,
        })
    }
}
