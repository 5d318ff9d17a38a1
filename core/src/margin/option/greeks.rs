//! What an option's value changes by, and the volatility that a price implies.

use super::black::{Quoted, MOST_DEVIATION};
use super::expiry::Expiry;
use super::forward::Logged;
use super::{Contract, Right};
use crate::number::analytic::Analytic;
use crate::number::interval::Interval;
use crate::number::solver::{search_to, Limit};
use crate::number::whole;
use crate::Error;

/// What the value of one option changes by, each as the interval that contains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Greeks<N> {
    /// For one unit of the forward: `d N(d1)`, of a put `-d N(-d1)`.
    pub delta: Interval<N>,
    /// Of delta for one unit of the forward: `d n(d1) / (F s)`.
    pub gamma: Interval<N>,
    /// For a volatility of 1 (100 points) more: `d F n(d1) sqrt(t)`.
    pub vega: Interval<N>,
    /// For a year gone by: `r V - d F n(d1) sigma / (2 sqrt(t))`.
    pub theta: Interval<N>,
}

impl<N: Analytic> Contract<N> {
    /// Delta, gamma, vega and theta, each with its sign for one option owned. Errors: as
    /// [`Contract::value`]; [`Error::OutOfDomain`] where the value has a kink (no time or no volatility,
    /// at a forward that may be the strike), [`Error::Overflow`].
    pub fn greeks(
        &self,
        forward: &Interval<N>,
        volatility: &Interval<N>,
        expiry: &Expiry<N>,
    ) -> Result<Greeks<N>, Error> {
        let quoted = Quoted::new(self)?;
        let forward = Logged::new(forward)?;
        let value = quoted.value(&forward, volatility, expiry)?;
        let (price, discount) = (&forward.price, expiry.discount());
        let deviation = volatility.mul(expiry.root())?;
        let carry = Interval::exact(expiry.rate().clone()).mul(&value)?;
        let none = Interval::exact(N::zero());
        let Some(d1) = quoted.d1(&forward, &deviation)? else {
            // On one side of the kink the value is a line.
            let exercised = match self.right {
                _ if price.holds(&self.strike) => return Err(Error::OutOfDomain),
                Right::Call if *price.low() > self.strike => discount.clone(),
                Right::Put if *price.high() < self.strike => discount.try_neg()?,
                _ => none.clone(),
            };
            return Ok(Greeks {
                delta: exercised,
                gamma: none.clone(),
                vega: none,
                theta: carry,
            });
        };
        let probability = Interval::between(
            d1.low().normal_distribution()?.low(),
            d1.high().normal_distribution()?.high(),
        );
        let exercised = match self.right {
            Right::Call => probability,
            Right::Put => probability.try_sub(&Interval::exact(N::one()))?,
        };
        let density = density(&d1)?.mul(discount)?;
        let slope = density.mul(price)?;
        let two = N::one().try_add(&N::one())?;
        let decay = slope
            .mul(volatility)?
            .div(expiry.root())?
            .div(&Interval::exact(two))?;
        Ok(Greeks {
            delta: exercised.mul(discount)?,
            gamma: density.div(&deviation)?.div(price)?,
            vega: slope.mul(expiry.root())?,
            theta: carry.try_sub(&decay)?,
        })
    }

    /// The last multiple of `step` at which the option is worth at most `price`, by its
    /// [value](Contract::value)'s high end: the solver asks the pricer, so they cannot disagree.
    ///
    /// [`Limit::AlreadyPast`]: below the value without volatility; [`Limit::Never`]: not below `d F` (a
    /// put: `d K`), or no time is left. Errors: as [`Contract::value`], [`Error::InvalidStep`].
    pub fn implied_volatility(
        &self,
        forward: &Interval<N>,
        price: &N,
        expiry: &Expiry<N>,
        step: &N,
    ) -> Result<Limit<N>, Error> {
        let (quoted, forward) = (Quoted::new(self)?, Logged::new(forward)?);
        let top = match expiry.seconds() {
            0 => N::one(),
            _ => whole::<N>(MOST_DEVIATION)?
                .div_up(expiry.root().low())?
                .greater(step),
        };
        search_to(&N::zero(), &top, step, |volatility| {
            let value = quoted.value(&forward, &Interval::exact(volatility.clone()), expiry)?;
            price.try_sub(value.high())
        })
    }
}

/// The normal density over an interval: greatest at the place nearest to zero.
fn density<N: Analytic>(at: &Interval<N>) -> Result<Interval<N>, Error> {
    let (low, high) = (at.low().normal_density()?, at.high().normal_density()?);
    let most = match at.holds(&N::zero()) {
        true => N::zero().normal_density()?.high().clone(),
        false => low.high().greater(high.high()),
    };
    Interval::new(low.low().lesser(high.low()), most)
}
