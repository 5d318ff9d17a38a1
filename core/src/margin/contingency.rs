//! Charges beside the scenarios, for what a grid of prices does not see: a feed that is unsure, a
//! stablecoin off its peg, a haircut, a gross size. Every charge rounds up.

use crate::number::Number;
use crate::Error;

/// `rate * notional`, rounded up; the rate is not negative, the notional counts by its amount. Errors:
/// [`Error::InvalidFactor`] for a negative rate, [`Error::Overflow`].
pub fn charge<N: Number>(notional: &N, rate: &N) -> Result<N, Error> {
    if rate.is_negative() {
        return Err(Error::InvalidFactor);
    }
    notional.try_abs()?.mul_up(rate)
}

/// From which confidence of a feed on nothing is charged, and how much below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confidence<N> {
    threshold: N,
    rate: N,
}

impl<N: Number> Confidence<N> {
    /// Errors: [`Error::InvalidFraction`] unless the threshold lies in `[0, 1]`,
    /// [`Error::InvalidFactor`] for a negative rate.
    pub fn new(threshold: N, rate: N) -> Result<Self, Error> {
        if !threshold.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        if rate.is_negative() {
            return Err(Error::InvalidFactor);
        }
        Ok(Confidence { threshold, rate })
    }

    /// The confidence from which on nothing is charged.
    #[inline]
    pub fn threshold(&self) -> &N {
        &self.threshold
    }

    /// The charge on the notional for each unit of confidence that is missing.
    #[inline]
    pub fn rate(&self) -> &N {
        &self.rate
    }

    /// `(1 - confidence) * rate * notional` where the confidence is below the threshold, else nothing.
    ///
    /// Errors: [`Error::InvalidFraction`] unless the confidence lies in `[0, 1]`, [`Error::Overflow`].
    pub fn charge(&self, confidence: &N, notional: &N) -> Result<N, Error> {
        if !confidence.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        if *confidence >= self.threshold {
            return Ok(N::zero());
        }
        let doubt = N::one().try_sub(confidence)?.mul_up(&self.rate)?;
        charge(notional, &doubt)
    }
}

/// From which price of the settlement coin on nothing is charged, and how much below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peg<N> {
    threshold: N,
    factor: N,
}

impl<N: Number> Peg<N> {
    /// Errors: [`Error::InvalidFactor`] where one is negative.
    pub fn new(threshold: N, factor: N) -> Result<Self, Error> {
        if threshold.is_negative() || factor.is_negative() {
            return Err(Error::InvalidFactor);
        }
        Ok(Peg { threshold, factor })
    }

    /// The price from which on nothing is charged.
    #[inline]
    pub fn threshold(&self) -> &N {
        &self.threshold
    }

    /// What each unit of price below it adds.
    #[inline]
    pub fn factor(&self) -> &N {
        &self.factor
    }

    /// `max(threshold - price, 0) * factor`, rounded up: what is added to a margin factor. Errors:
    /// [`Error::Overflow`].
    pub fn loss(&self, price: &N) -> Result<N, Error> {
        let below = self.threshold.try_sub(price)?.greater(&N::zero());
        below.mul_up(&self.factor)
    }
}
