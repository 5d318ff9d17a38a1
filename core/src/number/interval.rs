//! What a number is at least and at most: the value of a function that has no exact one, or of one whose
//! inputs are uncertain.

use super::Number;
use crate::Error;

/// `low..high`, with `low <= high`. The exact value lies between both ends, ends included.
///
/// Sums are exact; products of what is not negative round outward, low down and high up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval<N> {
    low: N,
    high: N,
}

impl<N: Number> Interval<N> {
    /// `low..high`. Errors: [`Error::InvalidInterval`] unless `low <= high`.
    #[inline]
    pub fn new(low: N, high: N) -> Result<Self, Error> {
        if low <= high {
            Ok(Interval { low, high })
        } else {
            Err(Error::InvalidInterval)
        }
    }

    /// A value without uncertainty. (Of what is no number, `NaN` on `f64`, it holds what it was given,
    /// and the next operation says so.)
    #[inline]
    pub fn exact(value: N) -> Self {
        Interval {
            low: value.clone(),
            high: value,
        }
    }

    /// The smallest interval that contains both numbers.
    #[inline]
    pub fn between(a: &N, b: &N) -> Self {
        Interval {
            low: a.lesser(b),
            high: a.greater(b),
        }
    }

    /// What the value is at least.
    #[inline]
    pub fn low(&self) -> &N {
        &self.low
    }

    /// What the value is at most.
    #[inline]
    pub fn high(&self) -> &N {
        &self.high
    }

    /// Whether the value lies in `low..high`.
    #[inline]
    pub fn holds(&self, value: &N) -> bool {
        self.low <= *value && *value <= self.high
    }

    /// The sum of both, end by end, exact. Errors: [`Error::Overflow`].
    #[inline]
    pub fn try_add(&self, other: &Self) -> Result<Self, Error> {
        Ok(Interval {
            low: self.low.try_add(&other.low)?,
            high: self.high.try_add(&other.high)?,
        })
    }

    /// The difference: the low end loses the other's high end. Errors: [`Error::Overflow`].
    #[inline]
    pub fn try_sub(&self, other: &Self) -> Result<Self, Error> {
        Ok(Interval {
            low: self.low.try_sub(&other.high)?,
            high: self.high.try_sub(&other.low)?,
        })
    }

    /// `-high..-low`, exact. Errors: [`Error::Overflow`].
    #[inline]
    pub fn try_neg(&self) -> Result<Self, Error> {
        Ok(Interval {
            low: self.high.try_neg()?,
            high: self.low.try_neg()?,
        })
    }

    /// The product of any two intervals: the least and the greatest of the products of their ends, low
    /// down and high up. Errors: [`Error::Overflow`].
    pub fn mul(&self, other: &Self) -> Result<Self, Error> {
        if !self.low.is_negative() && !other.low.is_negative() {
            return Ok(Interval {
                low: self.low.mul_down(&other.low)?,
                high: self.high.mul_up(&other.high)?,
            });
        }
        let ends = [&self.low, &self.high];
        let mut low = self.low.mul_down(&other.low)?;
        let mut high = self.low.mul_up(&other.low)?;
        for (a, b) in ends
            .into_iter()
            .flat_map(|a| [(a, &other.low), (a, &other.high)])
        {
            low = low.lesser(&a.mul_down(b)?);
            high = high.greater(&a.mul_up(b)?);
        }
        Ok(Interval { low, high })
    }

    /// Both ends divided by a divisor above zero: the least and the greatest of the quotients, low down
    /// and high up. Errors: [`Error::DivisionByZero`] unless the divisor is above zero,
    /// [`Error::Overflow`].
    pub fn div(&self, divisor: &Self) -> Result<Self, Error> {
        if divisor.low <= N::zero() {
            return Err(Error::DivisionByZero);
        }
        let least = if self.low.is_negative() {
            &divisor.low
        } else {
            &divisor.high
        };
        let most = if self.high.is_negative() {
            &divisor.high
        } else {
            &divisor.low
        };
        Ok(Interval {
            low: self.low.div_down(least)?,
            high: self.high.div_up(most)?,
        })
    }
}
