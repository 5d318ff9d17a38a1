//! The price for delivery at an expiry.

use crate::number::analytic::Analytic;
use crate::number::interval::Interval;
use crate::number::Number;
use crate::Error;

/// What delivery at an expiry costs: a part that still moves with the price, and one that is settled.
///
/// While an index is averaged into a settlement price, the part of the average that has been seen no
/// longer moves; before, nothing is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forward<N> {
    moving: Interval<N>,
    settled: N,
}

impl<N: Number> Forward<N> {
    /// Errors: [`Error::InvalidOption`] where either part is negative.
    pub fn new(moving: Interval<N>, settled: N) -> Result<Self, Error> {
        if moving.low().is_negative() || settled.is_negative() {
            return Err(Error::InvalidOption);
        }
        Ok(Forward { moving, settled })
    }

    /// A forward known exactly, of which nothing is settled. Errors: as [`Forward::new`].
    pub fn exact(price: N) -> Result<Self, Error> {
        Forward::new(Interval::exact(price), N::zero())
    }

    /// What still moves with the price.
    #[inline]
    pub fn moving(&self) -> &Interval<N> {
        &self.moving
    }

    /// What no longer does.
    #[inline]
    pub fn settled(&self) -> &N {
        &self.settled
    }

    /// `moving * spot + settled`, low down and high up. Errors: [`Error::Overflow`].
    pub fn shocked(&self, spot: &N) -> Result<Interval<N>, Error> {
        let moved = self.moving.mul(&Interval::exact(spot.clone()))?;
        moved.try_add(&Interval::exact(self.settled.clone()))
    }
}

/// A forward with its logarithm, shared by the options that it prices.
#[derive(Clone)]
pub(crate) struct Logged<N> {
    pub(super) price: Interval<N>,
    pub(super) low: Interval<N>,
    pub(super) high: Interval<N>,
}

impl<N: Analytic> Logged<N> {
    pub(crate) fn new(price: &Interval<N>) -> Result<Self, Error> {
        if price.low().is_negative() {
            return Err(Error::InvalidOption);
        }
        let high = logarithm(price.high())?;
        let low = if price.low() == price.high() {
            high.clone()
        } else {
            logarithm(price.low())?
        };
        Ok(Logged {
            price: price.clone(),
            low,
            high,
        })
    }
}

/// The logarithm, or zero for what has none: a forward or a strike of zero is never priced by it.
pub(super) fn logarithm<N: Analytic>(value: &N) -> Result<Interval<N>, Error> {
    if value.is_zero() {
        return Ok(Interval::exact(N::zero()));
    }
    value.ln()
}
