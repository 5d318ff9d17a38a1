//! The time to an expiry, and what a payment then is worth now.

use crate::number::analytic::Analytic;
use crate::number::interval::Interval;
use crate::number::whole;
use crate::Error;

/// Seconds in a day.
pub const DAY: u64 = 86_400;
/// Seconds in a year of 365 days, the year of every rate and volatility here.
pub const YEAR: u64 = 31_536_000;

/// What all options of one expiry share: the time left, its root, the rate and the discount on what is
/// paid then. Made once a market update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expiry<N> {
    seconds: u64,
    years: Interval<N>,
    root: Interval<N>,
    pub(crate) rate: N,
    pub(crate) discount: Interval<N>,
}

impl<N: Analytic> Expiry<N> {
    /// An expiry in this many seconds; what is paid then is worth `e^(-rate * years)` now. No time left is
    /// no discount.
    ///
    /// Errors: [`Error::Overflow`].
    pub fn new(seconds: u64, rate: N) -> Result<Self, Error> {
        let mut expiry = Expiry::undiscounted(seconds)?;
        let exponent = expiry
            .years
            .mul(&Interval::exact(rate.clone()))?
            .try_neg()?;
        if !(exponent.low().is_zero() && exponent.high().is_zero()) {
            let (low, high) = (exponent.low().exp()?, exponent.high().exp()?);
            expiry.discount = Interval::between(low.low(), high.high());
        }
        expiry.rate = rate;
        Ok(expiry)
    }

    /// The same without a rate.
    pub fn undiscounted(seconds: u64) -> Result<Self, Error> {
        let (years, root) = match seconds {
            0 => (Interval::exact(N::zero()), Interval::exact(N::zero())),
            _ => {
                let (left, year) = (whole::<N>(seconds)?, whole::<N>(YEAR)?);
                let years = Interval::between(&left.div_down(&year)?, &left.div_up(&year)?);
                // The quotient of two roots: the root of the rounded quotient would lose, near expiry,
                // far more than a step.
                (years, left.sqrt()?.div(&year.sqrt()?)?)
            }
        };
        let one = Interval::exact(N::one());
        Ok(Expiry {
            seconds,
            years,
            root,
            rate: N::zero(),
            discount: one,
        })
    }

    /// The same with the discount as quoted; the rate is then `-ln(discount) / years`, rounded up, and zero
    /// where no time is left.
    ///
    /// Errors: [`Error::InvalidOption`] unless `discount > 0`, [`Error::Overflow`].
    pub fn discounted(seconds: u64, discount: N) -> Result<Self, Error> {
        if discount <= N::zero() {
            return Err(Error::InvalidOption);
        }
        let mut expiry = Expiry::undiscounted(seconds)?;
        if seconds > 0 {
            expiry.rate = discount.ln()?.div(&expiry.years)?.low().try_neg()?;
        }
        expiry.discount = Interval::exact(discount);
        Ok(expiry)
    }

    /// The time left in seconds.
    #[inline]
    pub fn seconds(&self) -> u64 {
        self.seconds
    }

    /// The time left in years.
    #[inline]
    pub fn years(&self) -> &Interval<N> {
        &self.years
    }

    /// The square root of the time left in years.
    #[inline]
    pub fn root(&self) -> &Interval<N> {
        &self.root
    }

    /// The yearly rate, continuously compounded.
    #[inline]
    pub fn rate(&self) -> &N {
        &self.rate
    }

    /// What one unit paid at expiry is worth now.
    #[inline]
    pub fn discount(&self) -> &Interval<N> {
        &self.discount
    }
}
