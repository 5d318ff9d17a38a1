//! The variance that the highest and the lowest price of a period show.

use crate::number::analytic::Analytic;
use crate::number::interval::Interval;
use crate::number::whole;
use crate::Error;

/// The variance of one period by Parkinson, `ln(high / low)^2 / (4 ln 2)`, rounded up: it needs a fifth of
/// the periods that squared returns need, and is what [`observe`](super::ewma::Ewma::observe) takes.
///
/// It is blind to gaps between periods. Errors: [`Error::InvalidPrice`] unless `low > 0`,
/// [`Error::Overflow`].
pub fn parkinson<N: Analytic>(prices: &Interval<N>) -> Result<N, Error> {
    realised(core::slice::from_ref(prices))
}

/// The mean of [`parkinson`] over periods, each from its lowest to its highest price, rounded up. Errors:
/// [`Error::InvalidLength`] without a period, [`Error::InvalidPrice`], [`Error::Overflow`].
pub fn realised<N: Analytic>(periods: &[Interval<N>]) -> Result<N, Error> {
    if periods.is_empty() {
        return Err(Error::InvalidLength);
    }
    let mut sum = N::zero();
    for prices in periods {
        if prices.low() <= &N::zero() {
            return Err(Error::InvalidPrice);
        }
        let width = prices.high().div_up(prices.low())?.ln()?;
        sum = sum.try_add(&width.high().mul_up(width.high())?)?;
    }
    let four = whole::<N>(4)?.mul_down(whole::<N>(2)?.ln()?.low())?;
    let count = u64::try_from(periods.len()).map_err(|_| Error::Overflow)?;
    sum.div_up(&four)?.div_up(&whole::<N>(count)?)
}
