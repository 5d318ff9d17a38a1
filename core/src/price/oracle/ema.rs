//! The exponential average: what was long ago counts less.

use super::super::Price;
use crate::number::analytic::Analytic;
use crate::number::interval::Interval;
use crate::number::{whole, Number};
use crate::Error;

/// `average + (price - average) * (1 - e^(-t / span))` for a price that stood for `t` seconds.
///
/// A price stands from its second on, so the average depends on the times of the prices and not on how often
/// it is asked; prices of one second join one interval, whatever their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exponential<N> {
    pub(crate) span: u64,
    pub(crate) average: Price<N>,
    pub(crate) price: Price<N>,
    pub(crate) at: u64,
}

impl<N: Number> Exponential<N> {
    /// Begins with a price at a second; `span` is the time constant in seconds, after which a price counts for
    /// 63 %. (A half-life is `span * ln 2`; an average of `n` periods has a span of about `n / 2` of them.)
    ///
    /// Errors: [`Error::InvalidTime`] for a span of none, [`Error::UnknownPrice`].
    pub fn new(span: u64, price: Price<N>, at: u64) -> Result<Self, Error> {
        if span == 0 {
            return Err(Error::InvalidTime);
        }
        if !price.is_known() {
            return Err(Error::UnknownPrice);
        }
        // Until the first second is over there is no average, only the prices of that second.
        Ok(Exponential {
            span,
            average: Price::unknown(),
            price,
            at,
        })
    }

    /// The time constant, in seconds.
    #[inline]
    pub fn span(&self) -> u64 {
        self.span
    }

    /// The price that stands, and since when.
    pub fn last(&self) -> (&Price<N>, u64) {
        (&self.price, self.at)
    }
}

impl<N: Analytic> Exponential<N> {
    /// With this price from `at` on; of one second, with the hull of its prices.
    ///
    /// Errors: [`Error::UnknownPrice`], [`Error::InvalidTime`] before the last one, [`Error::Overflow`].
    pub fn observe(&self, price: &Price<N>, at: u64) -> Result<Self, Error> {
        if !price.is_known() {
            return Err(Error::UnknownPrice);
        }
        let (average, price) = if at == self.at {
            (self.average.clone(), self.price.hull(price))
        } else {
            (self.average(at)?, price.clone())
        };
        Ok(Exponential {
            span: self.span,
            average,
            price,
            at,
        })
    }

    /// The average at `now`: low down, high up, inside the hull of the prices. Each observation takes an end
    /// outward by at most one step and four steps times its distance from the price that stood.
    ///
    /// Errors: [`Error::InvalidTime`] before the last price, [`Error::Overflow`].
    pub fn average(&self, now: u64) -> Result<Price<N>, Error> {
        let elapsed = now.checked_sub(self.at).ok_or(Error::InvalidTime)?;
        if !self.average.is_known() {
            return Ok(self.price.clone());
        }
        let (elapsed, span) = (whole::<N>(elapsed)?, whole::<N>(self.span)?);
        let weight = Interval::between(
            weight(&elapsed.div_down(&span)?)?.low(),
            weight(&elapsed.div_up(&span)?)?.high(),
        );
        let low = self.price.low.try_sub(&self.average.low)?;
        let high = self.price.high.try_sub(&self.average.high)?;
        let (slow, fast) = (weight.low(), weight.high());
        let low_weight = if low.is_negative() { fast } else { slow };
        let high_weight = if high.is_negative() { slow } else { fast };
        Ok(Price {
            low: self.average.low.try_add(&low.mul_down(low_weight)?)?,
            high: self.average.high.try_add(&high.mul_up(high_weight)?)?,
        })
    }
}

/// `1 - e^-spans`, in `[0, 1]`.
fn weight<N: Analytic>(spans: &N) -> Result<Interval<N>, Error> {
    let rest = spans.try_neg()?.exp()?;
    Interval::exact(N::one()).try_sub(&Interval::between(
        &rest.low().greater(&N::zero()),
        &rest.high().lesser(&N::one()),
    ))
}
