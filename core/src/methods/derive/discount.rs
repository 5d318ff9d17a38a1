//! Discounts on the value of an expiry in a scenario, and the charge for its basis.

use crate::margin::option::expiry::Expiry;
use crate::margin::scenario::Scan;
use crate::number::analytic::Analytic;
use crate::number::interval::Interval;
use crate::number::Number;
use crate::Error;

/// How an expiry that is worth something is discounted: `base * e^(-t (r * multiple + addend))`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LongDiscount<N> {
    base: N,
    rate: [N; 2],
}

/// How an expiry that is owed is marked up: `base * e^(t (r * multiple + addend))`, at most to what it pays
/// at expiry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShortDiscount<N> {
    base: N,
    rate: [N; 2],
}

/// The two factors at one expiry: `long` rounded down, `short` rounded up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Discounts<N> {
    /// On a value above zero.
    pub long: N,
    /// On a value below zero.
    pub short: N,
}

impl<N: Number> LongDiscount<N> {
    /// The base and `[multiple, addend]` of the rate. Errors: [`Error::InvalidDiscount`] unless
    /// `0 <= base <= 1` (above 1 it would credit what is owned), [`Error::InvalidFactor`] for a negative
    /// multiple or addend.
    pub fn new(base: N, rate: [N; 2]) -> Result<Self, Error> {
        if !base.is_fraction() {
            return Err(Error::InvalidDiscount);
        }
        not_negative(&rate)?;
        Ok(LongDiscount { base, rate })
    }

    /// The base.
    #[inline]
    pub fn base(&self) -> &N {
        &self.base
    }

    /// The multiple of the expiry's rate, and what is added.
    #[inline]
    pub fn rate(&self) -> &[N; 2] {
        &self.rate
    }
}

impl<N: Number> ShortDiscount<N> {
    /// The base and `[multiple, addend]` of the rate. Errors: [`Error::InvalidDiscount`] unless
    /// `base >= 1` (below it would forgive what is owed), [`Error::InvalidFactor`] for a negative multiple
    /// or addend.
    pub fn new(base: N, rate: [N; 2]) -> Result<Self, Error> {
        if base < N::one() {
            return Err(Error::InvalidDiscount);
        }
        not_negative(&rate)?;
        Ok(ShortDiscount { base, rate })
    }

    /// The base.
    #[inline]
    pub fn base(&self) -> &N {
        &self.base
    }

    /// The multiple of the expiry's rate, and what is added.
    #[inline]
    pub fn rate(&self) -> &[N; 2] {
        &self.rate
    }
}

impl<N: Analytic> LongDiscount<N> {
    /// The factor at an expiry, rounded down; a rate below zero counts as zero. Errors:
    /// [`Error::Overflow`].
    pub fn at(&self, expiry: &Expiry<N>) -> Result<N, Error> {
        let exponent = exponent(&self.rate, expiry)?.try_neg()?;
        self.base.mul_down(exponent.low().exp()?.low())
    }
}

impl<N: Analytic> ShortDiscount<N> {
    /// The factor at an expiry, rounded up: at most the inverse of the expiry's own discount, so that a box
    /// written costs no more than its strikes are apart. Errors: [`Error::DivisionByZero`] where that discount
    /// rounds to nothing, [`Error::Overflow`].
    pub fn at(&self, expiry: &Expiry<N>) -> Result<N, Error> {
        let most = N::one().div_up(expiry.discount().low())?;
        let exponent = exponent(&self.rate, expiry)?;
        Ok(self
            .base
            .mul_up(exponent.high().exp()?.high())?
            .lesser(&most))
    }
}

impl<N: Number> Discounts<N> {
    /// `value * long` above zero, `value * short` below, rounded down. Errors: [`Error::Overflow`].
    pub fn apply(&self, value: &N) -> Result<N, Error> {
        value.mul_down(if value.is_negative() {
            &self.short
        } else {
            &self.long
        })
    }
}

/// What an expiry's forward may move against the spot price: the loss at one shock up and one down, times
/// `addend + multiple * years`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Basis<N> {
    addend: N,
    multiple: N,
}

impl<N: Number> Basis<N> {
    /// Errors: [`Error::InvalidFactor`] where one is negative.
    pub fn new(addend: N, multiple: N) -> Result<Self, Error> {
        if addend.is_negative() || multiple.is_negative() {
            return Err(Error::InvalidFactor);
        }
        Ok(Basis { addend, multiple })
    }

    /// The part of the loss that counts whatever the time.
    #[inline]
    pub fn addend(&self) -> &N {
        &self.addend
    }

    /// What a year adds to it.
    #[inline]
    pub fn multiple(&self) -> &N {
        &self.multiple
    }
}

impl<N: Analytic> Basis<N> {
    /// `min(profit of each shock, 0) * (addend + multiple * years)`, rounded down: at most zero. The scan
    /// holds the expiry's options in the two shocks, their volatility as it is. Errors:
    /// [`Error::Overflow`].
    pub fn loss<A: AsRef<[N]> + AsMut<[N]>>(
        &self,
        shocks: &Scan<N, A>,
        expiry: &Expiry<N>,
    ) -> Result<N, Error> {
        let profits = shocks.profits().iter();
        let worst = profits.fold(N::zero(), |worst, profit| worst.lesser(profit));
        let factor = self
            .multiple
            .mul_up(expiry.years().high())?
            .try_add(&self.addend)?;
        worst.mul_down(&factor)
    }
}

fn exponent<N: Analytic>(rate: &[N; 2], expiry: &Expiry<N>) -> Result<Interval<N>, Error> {
    let [multiple, addend] = rate;
    let risk_free = expiry.rate().greater(&N::zero());
    let rate = risk_free.mul_up(multiple)?.try_add(addend)?;
    // Both uses of the exponent grow with it: one rounding up serves both.
    let high = rate.mul_up(expiry.years().high())?;
    Ok(Interval::exact(high))
}

/// Errors: [`Error::InvalidFactor`] where a number is negative.
pub(super) fn not_negative<N: Number>(numbers: &[N]) -> Result<(), Error> {
    match numbers.iter().any(|number| number.is_negative()) {
        true => Err(Error::InvalidFactor),
        false => Ok(()),
    }
}
