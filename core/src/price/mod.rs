//! A price is an interval: what is owned counts at its low end, what is owed at its high end.

pub mod exit;
pub mod oracle;
pub mod remote;

use crate::number::Number;
use crate::Error;

/// What one unit is worth at least and at most, in the account's currency (or, for a perp, in units
/// of the asset that it settles in).
///
/// A known price satisfies `0 < low <= high`; scaling one down may round its low end to zero, which
/// is still a bound. [`Price::unknown`] is all zeros: memory that nobody has filled reads as a market
/// without a price, and such a market lets nobody open risk and liquidates nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price<N> {
    low: N,
    high: N,
}

/// Which price of an interval a flow converts at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// What one unit is worth at least.
    Low,
    /// Half way.
    Mid,
    /// What one unit is worth at most.
    High,
}

impl<N: Number> Price<N> {
    /// `low..high`. Errors: [`Error::InvalidPrice`] unless `0 < low <= high`.
    #[inline]
    pub fn new(low: N, high: N) -> Result<Self, Error> {
        if low > N::zero() && low <= high {
            Ok(Price { low, high })
        } else {
            Err(Error::InvalidPrice)
        }
    }

    /// A price without uncertainty. Errors: [`Error::InvalidPrice`] unless `price > 0`.
    #[inline]
    pub fn exact(price: N) -> Result<Self, Error> {
        Price::new(price.clone(), price)
    }

    /// A price that existed before, read back from storage: unlike in [`Price::new`], the low end may be
    /// the zero that [`Price::scale`] rounds to, and two zeros are the unknown price.
    ///
    /// Errors: [`Error::InvalidPrice`] unless `0 <= low <= high`.
    #[inline]
    pub fn from_stored(low: N, high: N) -> Result<Self, Error> {
        if !low.is_negative() && low <= high {
            Ok(Price { low, high })
        } else {
            Err(Error::InvalidPrice)
        }
    }

    /// `mid - confidence .. mid + confidence`. Errors: [`Error::InvalidPrice`] where the confidence is
    /// negative or not below the price, [`Error::Overflow`].
    pub fn with_confidence(mid: &N, confidence: &N) -> Result<Self, Error> {
        if confidence.is_negative() {
            return Err(Error::InvalidPrice);
        }
        Price::new(mid.try_sub(confidence)?, mid.try_add(confidence)?)
    }

    /// The smallest interval that contains both: two sources, or a price and its slow average.
    ///
    /// With an unknown price the hull is unknown.
    pub fn hull(&self, other: &Self) -> Self {
        if !self.is_known() || !other.is_known() {
            return Price::unknown();
        }
        Price {
            low: self.low.lesser(&other.low),
            high: self.high.greater(&other.high),
        }
    }

    /// `low * (1 - fraction) .. high * (1 + fraction)`, low down (and not below zero), high up: the same
    /// price, less well known. It contains what it widens, and unknown stays unknown.
    ///
    /// Errors: [`Error::InvalidFactor`] for a negative fraction, [`Error::Overflow`].
    pub fn widen(&self, fraction: &N) -> Result<Self, Error> {
        if fraction.is_negative() {
            return Err(Error::InvalidFactor);
        }
        let low = self.low.try_sub(&self.low.mul_up(fraction)?)?;
        Ok(Price {
            low: low.greater(&N::zero()),
            high: self.high.try_add(&self.high.mul_up(fraction)?)?,
        })
    }

    /// A price that is too old, or was never set.
    #[inline]
    pub fn unknown() -> Self {
        Price {
            low: N::zero(),
            high: N::zero(),
        }
    }

    /// Whether this is a price at all.
    #[inline]
    pub fn is_known(&self) -> bool {
        self.high > N::zero()
    }

    /// What one unit is worth at least.
    #[inline]
    pub fn low(&self) -> &N {
        &self.low
    }

    /// What one unit is worth at most.
    #[inline]
    pub fn high(&self) -> &N {
        &self.high
    }

    /// The price at which a flow converts: an end, or [`Price::mid`]. Errors: [`Error::UnknownPrice`],
    /// [`Error::Overflow`].
    pub fn at(&self, end: End) -> Result<N, Error> {
        if !self.is_known() {
            return Err(Error::UnknownPrice);
        }
        match end {
            End::Low => Ok(self.low.clone()),
            End::Mid => self.mid(),
            End::High => Ok(self.high.clone()),
        }
    }

    /// Whether every price in `other` lies in this interval. Nothing contains an unknown price.
    pub fn contains(&self, other: &Self) -> bool {
        other.is_known() && self.low <= other.low && other.high <= self.high
    }

    /// Both ends times a factor that is known as `factor.low..factor.high`: low down, high up.
    ///
    /// `self.scale(1) = self` exactly. Errors: [`Error::Overflow`].
    pub fn scale(&self, factor: &Self) -> Result<Self, Error> {
        Ok(Price {
            low: self.low.mul_down(&factor.low)?,
            high: self.high.mul_up(&factor.high)?,
        })
    }

    /// `price / ((low + high) / 2)`, the factor by which this interval moves when its midpoint moves
    /// to `price`, rounded both ways.
    ///
    /// Errors: [`Error::InvalidPrice`] unless `price > 0`, [`Error::UnknownPrice`],
    /// [`Error::Overflow`].
    pub fn factor_to(&self, price: &N) -> Result<Self, Error> {
        if !self.is_known() {
            return Err(Error::UnknownPrice);
        }
        if *price <= N::zero() {
            return Err(Error::InvalidPrice);
        }
        let (twice, sum) = (price.try_add(price)?, self.low.try_add(&self.high)?);
        Ok(Price {
            low: twice.div_down(&sum)?,
            high: twice.div_up(&sum)?,
        })
    }

    /// `(low + high) / 2`, rounded down. Errors: [`Error::Overflow`].
    pub fn mid(&self) -> Result<N, Error> {
        let two = N::one().try_add(&N::one())?;
        self.low
            .try_add(&self.high.try_sub(&self.low)?.div_down(&two)?)
    }
}
