//! `Wad`: integers of any size that count 1e-18, the numbers of the EVM. The same kernel source on them
//! gives a lending protocol's own integers.

use crate::lane::{decimal, Lane};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use plimsoll::{Error, Number};

/// A multiple of 1e-18.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wad(pub BigInt);

fn unit() -> BigInt {
    BigInt::from(10).pow(18)
}

fn floor(numerator: BigInt, denominator: BigInt) -> Wad {
    Wad(BigRational::new(numerator, denominator)
        .floor()
        .to_integer())
}

fn ceil(numerator: BigInt, denominator: BigInt) -> Wad {
    Wad(BigRational::new(numerator, denominator).ceil().to_integer())
}

impl Wad {
    /// `units` over 1e18.
    pub fn of(units: &str) -> Self {
        Wad(units.parse().expect("an integer"))
    }
}

impl Number for Wad {
    fn zero() -> Self {
        Wad(BigInt::zero())
    }
    fn one() -> Self {
        Wad(unit())
    }
    fn try_add(&self, other: &Self) -> Result<Self, Error> {
        Ok(Wad(&self.0 + &other.0))
    }
    fn try_sub(&self, other: &Self) -> Result<Self, Error> {
        Ok(Wad(&self.0 - &other.0))
    }
    fn mul_down(&self, other: &Self) -> Result<Self, Error> {
        Ok(floor(&self.0 * &other.0, unit()))
    }
    fn mul_up(&self, other: &Self) -> Result<Self, Error> {
        Ok(ceil(&self.0 * &other.0, unit()))
    }
    fn div_down(&self, other: &Self) -> Result<Self, Error> {
        match other.0.is_zero() {
            true => Err(Error::DivisionByZero),
            false => Ok(floor(&self.0 * unit(), other.0.clone())),
        }
    }
    fn div_up(&self, other: &Self) -> Result<Self, Error> {
        match other.0.is_zero() {
            true => Err(Error::DivisionByZero),
            false => Ok(ceil(&self.0 * unit(), other.0.clone())),
        }
    }
    fn mul_div_down(&self, factor: &Self, divisor: &Self) -> Result<Self, Error> {
        match divisor.0.is_zero() {
            true => Err(Error::DivisionByZero),
            false => Ok(floor(&self.0 * &factor.0, divisor.0.clone())),
        }
    }
    fn mul_div_up(&self, factor: &Self, divisor: &Self) -> Result<Self, Error> {
        match divisor.0.is_zero() {
            true => Err(Error::DivisionByZero),
            false => Ok(ceil(&self.0 * &factor.0, divisor.0.clone())),
        }
    }
    fn floor_to(&self, step: &Self) -> Result<Self, Error> {
        match step.0.is_positive() {
            true => Ok(Wad(floor(self.0.clone(), step.0.clone()).0 * &step.0)),
            false => Err(Error::InvalidStep),
        }
    }
}

impl Lane for Wad {
    fn down(text: &str) -> Self {
        let scaled = decimal(text) * unit();
        Wad(scaled.floor().to_integer())
    }
    fn up(text: &str) -> Self {
        let scaled = decimal(text) * unit();
        Wad(scaled.ceil().to_integer())
    }
    fn near(text: &str) -> Self {
        let scaled = decimal(text) * unit();
        Wad(scaled.round().to_integer())
    }
    fn value(&self) -> BigRational {
        BigRational::new(self.0.clone(), unit())
    }
}

#[test]
fn one_is_one() {
    assert_eq!(Wad::one().mul_down(&Wad::one()), Ok(Wad::one()));
    assert!(BigInt::one() < Wad::one().0);
}
