//! [`Number`] for `f64`: research that wants speed. It rounds to nearest, so down and up coincide and
//! no bound is claimed; what is not finite is an error, never a result. [`Analytic`] is that of `libm`.

use super::analytic::Analytic;
use super::interval::Interval;
use super::units::Units;
use super::Number;
use crate::Error;
use core::f64::consts::{FRAC_1_SQRT_2, TAU};

/// `value`, or [`Error::InvalidNumber`] where an operand was no number and [`Error::Overflow`] where
/// the result is none.
#[inline]
fn finite(value: f64, a: f64, b: f64) -> Result<f64, Error> {
    if value.is_finite() {
        Ok(value)
    } else if a.is_finite() && b.is_finite() {
        Err(Error::Overflow)
    } else {
        Err(Error::InvalidNumber)
    }
}

impl Number for f64 {
    #[inline]
    fn zero() -> Self {
        0.0
    }
    #[inline]
    fn one() -> Self {
        1.0
    }
    #[inline]
    fn try_add(&self, other: &Self) -> Result<Self, Error> {
        finite(self + other, *self, *other)
    }
    #[inline]
    fn try_sub(&self, other: &Self) -> Result<Self, Error> {
        finite(self - other, *self, *other)
    }
    #[inline]
    fn mul_down(&self, other: &Self) -> Result<Self, Error> {
        finite(self * other, *self, *other)
    }
    #[inline]
    fn mul_up(&self, other: &Self) -> Result<Self, Error> {
        finite(self * other, *self, *other)
    }
    #[inline]
    fn div_down(&self, other: &Self) -> Result<Self, Error> {
        if *other == 0.0 {
            return Err(Error::DivisionByZero);
        }
        finite(self / other, *self, *other)
    }
    #[inline]
    fn div_up(&self, other: &Self) -> Result<Self, Error> {
        self.div_down(other)
    }
    #[inline]
    fn mul_div_down(&self, factor: &Self, divisor: &Self) -> Result<Self, Error> {
        self.mul_down(factor)?.div_down(divisor)
    }
    #[inline]
    fn mul_div_up(&self, factor: &Self, divisor: &Self) -> Result<Self, Error> {
        self.mul_div_down(factor, divisor)
    }
    #[inline]
    fn add_weighted<const L: usize>(
        &self,
        units: &Units<Self, L>,
        sums: &mut [[Self; L]; 2],
    ) -> Result<(), Error> {
        // Both sides are added to, one of them nothing: a sign is no pattern that a processor could learn.
        let scales = [
            if *self > 0.0 { *self } else { 0.0 },
            if *self < 0.0 { *self } else { 0.0 },
        ];
        for ((units, sums), scale) in units.sides().iter().zip(sums).zip(scales) {
            for (unit, sum) in units.iter().zip(sums) {
                *sum += scale * unit;
            }
        }
        finite(*self, *self, 0.0).map(|_| ())
    }
    #[inline]
    fn is_number(&self) -> bool {
        self.is_finite()
    }
    /// To nearest like the rest: `self - self mod step`.
    #[inline]
    fn floor_to(&self, step: &Self) -> Result<Self, Error> {
        if step.is_nan() || *step <= 0.0 {
            return Err(Error::InvalidStep);
        }
        let rest = self % step;
        let rest = if rest < 0.0 { rest + step } else { rest };
        finite(self - rest, *self, *step)
    }
}

/// What `libm` gives for the value of a function, at both ends.
#[inline]
fn value(of: fn(f64) -> f64, x: f64) -> Result<Interval<f64>, Error> {
    if !x.is_finite() {
        return Err(Error::InvalidNumber);
    }
    finite(of(x), x, x).map(Interval::exact)
}

impl Analytic for f64 {
    #[inline]
    fn step() -> Self {
        0.0
    }
    #[inline]
    fn sqrt(&self) -> Result<Interval<Self>, Error> {
        if *self < 0.0 {
            return Err(Error::OutOfDomain);
        }
        value(libm::sqrt, *self)
    }
    #[inline]
    fn ln(&self) -> Result<Interval<Self>, Error> {
        if *self <= 0.0 {
            return Err(Error::OutOfDomain);
        }
        value(libm::log, *self)
    }
    #[inline]
    fn exp(&self) -> Result<Interval<Self>, Error> {
        value(libm::exp, *self)
    }
    #[inline]
    fn power(&self, exponent: &Self) -> Result<Interval<Self>, Error> {
        if !self.is_finite() || !exponent.is_finite() {
            return Err(Error::InvalidNumber);
        }
        if *self < 0.0 || *self == 0.0 && *exponent < 0.0 {
            return Err(Error::OutOfDomain);
        }
        finite(libm::pow(*self, *exponent), *self, *exponent).map(Interval::exact)
    }
    #[inline]
    fn normal_density(&self) -> Result<Interval<Self>, Error> {
        value(|x| libm::exp(-x * x / 2.0) / libm::sqrt(TAU), *self)
    }
    /// `erfc(-x / sqrt 2) / 2`.
    #[inline]
    fn normal_distribution(&self) -> Result<Interval<Self>, Error> {
        value(|x| libm::erfc(-x * FRAC_1_SQRT_2) / 2.0, *self)
    }
}
