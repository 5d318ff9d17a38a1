//! Black-76 for one contract, with what its scenarios share computed once.

use super::expiry::Expiry;
use super::forward::{logarithm, Logged};
use super::{Contract, Right};
use crate::number::analytic::Analytic;
use crate::number::interval::Interval;
use crate::number::whole;
use crate::Error;

/// Above this total volatility a call is worth its forward, whatever the strike: `d1 >= 32 - 110 / 64`.
pub(super) const MOST_DEVIATION: u64 = 64;

/// A contract with the logarithm of its strike, shared by the scenarios that price it.
pub(crate) struct Quoted<'a, N> {
    contract: &'a Contract<N>,
    pub(crate) log: Interval<N>,
}

impl<'a, N: Analytic> Quoted<'a, N> {
    pub(crate) fn new(contract: &'a Contract<N>) -> Result<Self, Error> {
        Ok(Quoted {
            contract,
            log: logarithm(&contract.strike)?,
        })
    }

    /// See [`Contract::value`].
    pub(crate) fn value(
        &self,
        forward: &Logged<N>,
        volatility: &Interval<N>,
        expiry: &Expiry<N>,
    ) -> Result<Interval<N>, Error> {
        if volatility.low().is_negative() {
            return Err(Error::InvalidOption);
        }
        let deviation = volatility.mul(expiry.root())?;
        let price = &forward.price;
        let value = if price.low() == price.high() && volatility.low() == volatility.high() {
            // One evaluation: the deviation is uncertain by roundings only, which are worth at most
            // F n(0) each; n(0) < 1/2 < 1.
            let value = self.undiscounted(price.low(), &forward.low, deviation.low())?;
            let more = deviation
                .high()
                .try_sub(deviation.low())?
                .mul_up(price.high())?;
            Interval::new(
                value.low().clone(),
                self.most(&value.high().try_add(&more)?, price.high()),
            )?
        } else {
            let (low, high) = match self.contract.right {
                Right::Call => ((price.low(), &forward.low), (price.high(), &forward.high)),
                Right::Put => ((price.high(), &forward.high), (price.low(), &forward.low)),
            };
            let low = self.undiscounted(low.0, low.1, deviation.low())?;
            let high = self.undiscounted(high.0, high.1, deviation.high())?;
            Interval::between(low.low(), high.high())
        };
        value.mul(expiry.discount())
    }

    /// `ln(strike / forward)`; of no use where either is zero. Errors: [`Error::Overflow`].
    pub(crate) fn money(&self, forward: &Logged<N>) -> Result<Interval<N>, Error> {
        self.log
            .try_sub(&Interval::between(forward.low.low(), forward.high.high()))
    }

    /// No option is worth more than what it may be exchanged for: a call the forward, a put the strike.
    fn most(&self, value: &N, forward: &N) -> N {
        match self.contract.right {
            Right::Call => value.lesser(forward),
            Right::Put => value.lesser(&self.contract.strike),
        }
    }

    /// The value at expiry's money for one forward and one total volatility.
    ///
    /// `F N(a) - K N(a - s)` is greatest at `a = d1`, so whatever the logarithms lose makes it smaller,
    /// and only in the second order: by at most `F s (error of d1)^2 n(0) / 2`, which is below
    /// `F (error of both logarithms)` while `s` is not below that error. Under it the option is worth
    /// less than `F s` above its intrinsic value.
    fn undiscounted(
        &self,
        forward: &N,
        log: &Interval<N>,
        deviation: &N,
    ) -> Result<Interval<N>, Error> {
        let strike = &self.contract.strike;
        let least = self.contract.intrinsic(forward)?;
        if forward.is_zero() || strike.is_zero() || deviation.is_zero() {
            return Ok(Interval::exact(least));
        }
        let money = log.low().try_sub(self.log.high())?;
        let slack = log
            .high()
            .try_sub(self.log.low())?
            .try_sub(&money)?
            .try_add(&N::step())?;
        if *deviation < slack {
            let high = least.try_add(&forward.mul_up(deviation)?)?;
            return Interval::new(least, self.most(&high, forward));
        }
        let most = whole::<N>(MOST_DEVIATION)?;
        let (s, beyond) = if *deviation > most {
            (&most, true)
        } else {
            (deviation, false)
        };
        let two = N::one().try_add(&N::one())?;
        let d1 = money.div_down(s)?.try_add(&s.div_down(&two)?)?;
        let (above, below) = (
            d1.normal_distribution()?,
            d1.try_sub(s)?.normal_distribution()?,
        );
        let low = forward
            .mul_down(above.low())?
            .try_sub(&strike.mul_up(below.high())?)?;
        let high = forward
            .mul_up(above.high())?
            .try_sub(&strike.mul_down(below.low())?)?
            .try_add(&forward.mul_up(&slack)?)?;
        let (low, high) = match self.contract.right {
            Right::Call => (low, high),
            Right::Put => {
                let parity = strike.try_sub(forward)?;
                (low.try_add(&parity)?, high.try_add(&parity)?)
            }
        };
        let high = match (beyond, self.contract.right) {
            (true, Right::Call) => forward.clone(),
            (true, Right::Put) => strike.clone(),
            (false, _) => self.most(&high, forward),
        };
        Interval::new(low.greater(&least).lesser(&high), high)
    }

    /// `d1` over what the inputs leave open; `None` where the value is a line: nothing is left to chance.
    /// Errors: [`Error::OutOfDomain`] where it may be either.
    pub(super) fn d1(
        &self,
        forward: &Logged<N>,
        deviation: &Interval<N>,
    ) -> Result<Option<Interval<N>>, Error> {
        let strike = &self.contract.strike;
        if deviation.high().is_zero() || forward.price.high().is_zero() || strike.is_zero() {
            return Ok(None);
        }
        if deviation.low().is_zero() || forward.price.low().is_zero() {
            return Err(Error::OutOfDomain);
        }
        let money = self.money(forward)?.try_neg()?;
        let two = Interval::exact(N::one().try_add(&N::one())?);
        Ok(Some(money.div(deviation)?.try_add(&deviation.div(&two)?)?))
    }
}
