//! The exponentially weighted variance: one number of state, and the last move counts most.

use crate::number::analytic::Analytic;
use crate::number::Number;
use crate::Error;

/// `v' = lambda * v + (1 - lambda) * r^2`: what the past counts for falls by `lambda` a period (0.94 for
/// days, which is a mean age of 16.7 days).
///
/// Each step rounds up and stays between `v` and `r^2` rounded up, ends included. So the estimate is at least the
/// exact one, and above it by less than `2 u / (1 - lambda)` for steps `u` of the number, however long it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ewma<N> {
    lambda: N,
    variance: N,
}

impl<N: Number> Ewma<N> {
    /// Errors: [`Error::InvalidFraction`] for the decay, [`Error::InvalidQuantity`] for a negative variance.
    pub fn new(lambda: N, variance: N) -> Result<Self, Error> {
        if !lambda.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        if variance.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        Ok(Ewma { lambda, variance })
    }

    /// What is left of the past after one period.
    #[inline]
    pub fn lambda(&self) -> &N {
        &self.lambda
    }

    /// The variance of the next period.
    #[inline]
    pub fn variance(&self) -> &N {
        &self.variance
    }

    /// After one period with this return. Errors: [`Error::Overflow`].
    pub fn update(&self, r: &N) -> Result<Self, Error> {
        self.toward(r.mul_up(r)?, N::one().try_sub(&self.lambda)?)
    }

    /// After one period with this variance, whatever measured it (a squared return, a
    /// [range](super::range), what options imply). Errors: [`Error::InvalidQuantity`] where it is
    /// negative, [`Error::Overflow`].
    pub fn observe(&self, variance: &N) -> Result<Self, Error> {
        self.toward(variance.clone(), N::one().try_sub(&self.lambda)?)
    }

    fn toward(&self, x: N, weight: N) -> Result<Self, Error> {
        if x.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        Ok(Ewma {
            lambda: self.lambda.clone(),
            variance: toward(&self.variance, &x, &weight)?,
        })
    }
}

/// `variance + weight * (x - variance)`, rounded up. The product of a distance and at most 1 is never rounded
/// beyond that distance, so this stays between both.
pub(super) fn toward<N: Number>(variance: &N, x: &N, weight: &N) -> Result<N, Error> {
    variance.try_add(&x.try_sub(variance)?.mul_up(weight)?)
}

impl<N: Analytic> Ewma<N> {
    /// After `periods` at once (any number above zero, whole or not) with this return over all of them:
    /// `r^2 / periods` a period at the weight `1 - lambda^periods`. A flat volatility stays flat at any
    /// interval between updates, and over one period this is [`Ewma::update`].
    ///
    /// Errors: as [`Ewma::observe_over`].
    pub fn update_over(&self, r: &N, periods: &N) -> Result<Self, Error> {
        if *periods <= N::zero() {
            return Err(Error::OutOfDomain);
        }
        self.observe_over(&r.mul_div_up(r, periods)?, periods)
    }

    /// After `periods` at once with this variance in each. `n` periods at once are `n` updates with the same
    /// variance, up to their roundings (less than `u / (1 - lambda)`) and that of the weight (less than three
    /// steps of the distance between both variances, and one more).
    ///
    /// Errors: [`Error::OutOfDomain`] unless `periods > 0`, [`Error::InvalidQuantity`] for a negative
    /// variance, [`Error::Overflow`].
    pub fn observe_over(&self, variance: &N, periods: &N) -> Result<Self, Error> {
        if *periods <= N::zero() {
            return Err(Error::OutOfDomain);
        }
        let kept = self.lambda.power(periods)?;
        // Up either way: much of what is higher, little of what is lower.
        let kept = if *variance > self.variance {
            kept.low()
        } else {
            kept.high()
        };
        let weight = N::one().try_sub(&kept.lesser(&N::one()))?;
        self.toward(variance.clone(), weight)
    }

    /// The volatility of the next period: the root of the variance, rounded up.
    #[inline]
    pub fn sigma(&self) -> Result<N, Error> {
        Ok(self.variance.sqrt()?.high().clone())
    }
}
