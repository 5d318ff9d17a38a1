//! A band around the last good price, against misprints.

use super::super::Price;
use crate::number::{whole, Number};
use crate::Error;

/// How far a price may lie from the last good one: `width` of it, and `rate` more for each second that passed,
/// so that a market that really moved is believed in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band<N> {
    width: N,
    rate: N,
}

impl<N: Number> Band<N> {
    /// Errors: [`Error::InvalidFactor`] where one is negative.
    pub fn new(width: N, rate: N) -> Result<Self, Error> {
        if width.is_negative() || rate.is_negative() {
            return Err(Error::InvalidFactor);
        }
        Ok(Band { width, rate })
    }

    /// The distance at once.
    #[inline]
    pub fn width(&self) -> &N {
        &self.width
    }

    /// What a second adds to it.
    #[inline]
    pub fn rate(&self) -> &N {
        &self.rate
    }

    /// The price, where the last good one [widened](Price::widen) by `width + rate * elapsed` (seconds,
    /// rounded down) contains it, and otherwise unknown. With no last good price any is admitted.
    ///
    /// Errors: [`Error::Overflow`].
    pub fn admit(
        &self,
        last: &Price<N>,
        elapsed: u64,
        price: &Price<N>,
    ) -> Result<Price<N>, Error> {
        let width = self.width.try_add(&self.rate.mul_down(&whole(elapsed)?)?)?;
        if !last.is_known() || last.widen(&width)?.contains(price) {
            Ok(price.clone())
        } else {
            Ok(Price::unknown())
        }
    }
}
