//! A band around the last good price, against misprints.

use super::super::Price;
use crate::number::{whole, Number};
use crate::Error;

/// How far a price may lie from the last good one: `width` of it, and by a factor `1 + rate * elapsed` further
/// after so many seconds, so that a market that really moved is believed in the end, and a price near zero never
/// is for a width below 1.
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

    /// The distance at once, as a fraction.
    #[inline]
    pub fn width(&self) -> &N {
        &self.width
    }

    /// What a second adds to the factor.
    #[inline]
    pub fn rate(&self) -> &N {
        &self.rate
    }

    /// The price, where it lies in `last * (1 - width) / f .. last * (1 + width) * f` with
    /// `f = 1 + rate * elapsed` (rounded inward), and otherwise unknown. With no last good price any is admitted.
    ///
    /// Errors: [`Error::Overflow`].
    pub fn admit(
        &self,
        last: &Price<N>,
        elapsed: u64,
        price: &Price<N>,
    ) -> Result<Price<N>, Error> {
        if !last.is_known() {
            return Ok(price.clone());
        }
        let one = N::one();
        let further = one.try_add(&self.rate.mul_down(&whole(elapsed)?)?)?;
        let least = last.low.mul_up(&one.try_sub(&self.width)?)?;
        let most = last.high.mul_down(&one.try_add(&self.width)?)?;
        let (least, most) = (least.div_up(&further)?, most.mul_down(&further)?);
        match price.is_known() && price.low >= least && price.high <= most {
            true => Ok(price.clone()),
            false => Ok(Price::unknown()),
        }
    }
}
