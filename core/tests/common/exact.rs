//! The oracle: `Number` over big rationals, with no rounding at all and no end of the range, so that
//! the kernel's own source gives the result that its directed lanes must bracket.

use fixed::traits::FixedSigned;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use plimsoll::{Error, Fixed, Number};

/// A rational number of any size.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exact(pub BigRational);

impl Exact {
    /// The value of a fixed-point number's bits.
    pub fn of<F: FixedSigned>(number: &F) -> Self
    where
        F::Bits: Into<i128>,
    {
        Exact(rational(number))
    }

    /// `numerator / denominator`.
    pub fn ratio(numerator: i128, denominator: i128) -> Self {
        Exact(BigRational::new(numerator.into(), denominator.into()))
    }

    /// The nearest `f64`, for messages and for the comparison with the float lane.
    pub fn to_f64(&self) -> f64 {
        to_f64(&self.0)
    }
}

/// The value of a fixed-point number's bits.
pub fn rational<F: FixedSigned>(number: &F) -> BigRational
where
    F::Bits: Into<i128>,
{
    let bits: i128 = number.to_bits().into();
    BigRational::new(bits.into(), BigInt::one() << F::FRAC_NBITS)
}

/// One unit in the last place of `F`.
pub fn step<F: FixedSigned>() -> BigRational {
    BigRational::new(BigInt::one(), BigInt::one() << F::FRAC_NBITS)
}

/// The largest [`Fixed`] that is not above it.
pub fn down(value: &BigRational) -> Fixed {
    let bits = (value / step::<Fixed>()).floor().to_integer();
    Fixed::from_bits(bits.try_into().expect("in range"))
}

/// The smallest [`Fixed`] that is not below it.
pub fn up(value: &BigRational) -> Fixed {
    -down(&-value)
}

/// A rational as `f64`, to about 1e-15 relative.
pub fn to_f64(value: &BigRational) -> f64 {
    if value.is_zero() {
        return 0.0;
    }
    let shift = value.numer().bits() as i64 - value.denom().bits() as i64 - 64;
    let (mut n, mut d) = (value.numer().abs(), value.denom().clone());
    if shift < 0 {
        n <<= (-shift) as u64;
    } else {
        d <<= shift as u64;
    }
    let quotient: u128 = (n / d).try_into().expect("65 bits at most");
    let magnitude = quotient as f64 * 2f64.powi(shift as i32);
    if value.is_negative() {
        -magnitude
    } else {
        magnitude
    }
}

impl Number for Exact {
    fn zero() -> Self {
        Exact(BigRational::zero())
    }
    fn one() -> Self {
        Exact(BigRational::one())
    }
    fn try_add(&self, other: &Self) -> Result<Self, Error> {
        Ok(Exact(&self.0 + &other.0))
    }
    fn try_sub(&self, other: &Self) -> Result<Self, Error> {
        Ok(Exact(&self.0 - &other.0))
    }
    fn mul_down(&self, other: &Self) -> Result<Self, Error> {
        Ok(Exact(&self.0 * &other.0))
    }
    fn mul_up(&self, other: &Self) -> Result<Self, Error> {
        self.mul_down(other)
    }
    fn div_down(&self, other: &Self) -> Result<Self, Error> {
        if other.0.is_zero() {
            return Err(Error::DivisionByZero);
        }
        Ok(Exact(&self.0 / &other.0))
    }
    fn div_up(&self, other: &Self) -> Result<Self, Error> {
        self.div_down(other)
    }
    fn mul_div_down(&self, factor: &Self, divisor: &Self) -> Result<Self, Error> {
        self.mul_down(factor)?.div_down(divisor)
    }
    fn mul_div_up(&self, factor: &Self, divisor: &Self) -> Result<Self, Error> {
        self.mul_div_down(factor, divisor)
    }
    fn floor_to(&self, step: &Self) -> Result<Self, Error> {
        if !step.0.is_positive() {
            return Err(Error::InvalidStep);
        }
        Ok(Exact((&self.0 / &step.0).floor() * &step.0))
    }
}
