//! European options by Black-76: value, Greeks and implied volatility from forward, strike, volatility,
//! time and discount.

pub(super) mod black;
pub mod expiry;
pub mod forward;
pub mod greeks;
pub mod position;

use self::black::Quoted;
use self::expiry::Expiry;
use self::forward::Logged;
use crate::number::analytic::Analytic;
use crate::number::interval::Interval;
use crate::number::Number;
use crate::Error;

/// What the holder may do at expiry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// Buy at the strike.
    Call,
    /// Sell at the strike.
    Put,
}

/// A call or a put at a strike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contract<N> {
    right: Right,
    strike: N,
}

impl<N: Number> Contract<N> {
    /// Errors: [`Error::InvalidOption`] for a negative strike.
    pub fn new(right: Right, strike: N) -> Result<Self, Error> {
        if strike.is_negative() {
            return Err(Error::InvalidOption);
        }
        Ok(Contract { right, strike })
    }

    /// Call or put.
    #[inline]
    pub fn right(&self) -> Right {
        self.right
    }

    /// The price at which it may be exercised.
    #[inline]
    pub fn strike(&self) -> &N {
        &self.strike
    }

    /// What exercise is worth at a price: `max(price - strike, 0)`, of a put `max(strike - price, 0)`.
    /// Exact. Errors: [`Error::Overflow`].
    #[inline]
    pub fn intrinsic(&self, price: &N) -> Result<N, Error> {
        let gain = match self.right {
            Right::Call => price.try_sub(&self.strike)?,
            Right::Put => self.strike.try_sub(price)?,
        };
        Ok(gain.greater(&N::zero()))
    }
}

impl<N: Analytic> Contract<N> {
    /// The value now, as the interval that contains it: `d (F N(d1) - K N(d2))` for a call, with
    /// `d1 = ln(F/K) / s + s / 2`, `d2 = d1 - s`, `s = sigma sqrt(t)`; a put by parity.
    ///
    /// With inputs that are exact and a discount of at most 1 the interval is at most
    /// `(16 + 2 sigma) (F + K) + 8` steps wide; with uncertain ones the low end is the value at the low ends of
    /// forward (for a put: the high end) and volatility, the high end that at the others. Without time or
    /// volatility it is the discounted intrinsic value; above a total volatility of 64, `d F` and `d K`.
    /// Errors: [`Error::InvalidOption`] for a negative forward or volatility, [`Error::Overflow`]. Source:
    /// F. Black, The pricing of commodity contracts, 1976.
    pub fn value(
        &self,
        forward: &Interval<N>,
        volatility: &Interval<N>,
        expiry: &Expiry<N>,
    ) -> Result<Interval<N>, Error> {
        Quoted::new(self)?.value(&Logged::new(forward)?, volatility, expiry)
    }
}
