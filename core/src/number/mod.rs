//! Numbers whose every operation is exact, rounded in a stated direction, or an error.
//!
//! Down is toward minus infinity and up is toward plus infinity, always. The trait has no operator
//! as a supertrait, so `a * b` does not compile in the kernel: a silent wrap or a rounding without a
//! direction cannot be written.

pub mod amount;
pub mod analytic;
pub mod decimal;
mod exponential;
mod fixed;
mod float;
pub mod interval;
mod logarithm;
mod normal;
mod power;
pub mod ramp;
mod root;
pub mod solver;
pub(crate) mod sort;
mod tables;
pub mod units;
mod wide;

use self::units::{add_products, Units};
use crate::Error;

/// The arithmetic that the kernel is written in.
///
/// Implemented for every signed type of the `fixed` crate in which 1 is representable (exact sums,
/// directed products and quotients), and for `f64` (nearest for all of them: down and up coincide
/// and no bound is claimed). The tests implement it for exact rationals.
pub trait Number: Clone + PartialOrd {
    /// 0.
    fn zero() -> Self;
    /// 1.
    fn one() -> Self;
    /// `self + other`, exact. Errors: [`Error::Overflow`].
    fn try_add(&self, other: &Self) -> Result<Self, Error>;
    /// `self - other`, exact. Errors: [`Error::Overflow`].
    fn try_sub(&self, other: &Self) -> Result<Self, Error>;
    /// `self * other`, the largest number not above it. Errors: [`Error::Overflow`].
    fn mul_down(&self, other: &Self) -> Result<Self, Error>;
    /// `self * other`, the smallest number not below it. Errors: [`Error::Overflow`].
    fn mul_up(&self, other: &Self) -> Result<Self, Error>;
    /// `self / other`, the largest number not above it. Errors: [`Error::DivisionByZero`],
    /// [`Error::Overflow`].
    fn div_down(&self, other: &Self) -> Result<Self, Error>;
    /// `self / other`, the smallest number not below it. Errors: [`Error::DivisionByZero`],
    /// [`Error::Overflow`].
    fn div_up(&self, other: &Self) -> Result<Self, Error>;
    /// `self * factor / divisor`, the largest number not above it: rounded once, and only the result has
    /// to fit. Errors: [`Error::DivisionByZero`], [`Error::Overflow`].
    fn mul_div_down(&self, factor: &Self, divisor: &Self) -> Result<Self, Error>;
    /// `self * factor / divisor`, the smallest number not below it: rounded once, and only the result
    /// has to fit. Errors: [`Error::DivisionByZero`], [`Error::Overflow`].
    fn mul_div_up(&self, factor: &Self, divisor: &Self) -> Result<Self, Error>;
    /// The largest multiple of `step` not above `self`, exact: the grid of a solver.
    /// Errors: [`Error::InvalidStep`] where `step <= 0`, [`Error::Overflow`].
    fn floor_to(&self, step: &Self) -> Result<Self, Error>;

    /// The smallest multiple of `step` not below `self`, exact. Errors: [`Error::InvalidStep`] where
    /// `step <= 0`, [`Error::Overflow`].
    #[inline]
    fn ceil_to(&self, step: &Self) -> Result<Self, Error> {
        if self.is_negative() && *step > Self::zero() {
            // Upward there is room, even from the one number without a negative.
            let beyond = self.try_add(step)?;
            let above = beyond.floor_to(step)?;
            return Ok(if above == beyond { self.clone() } else { above });
        }
        let below = self.floor_to(step)?;
        if below == *self {
            Ok(below)
        } else {
            below.try_add(step)
        }
    }

    /// `-self`, exact. Errors: [`Error::Overflow`] for the one number without a negative.
    #[inline]
    fn try_neg(&self) -> Result<Self, Error> {
        Self::zero().try_sub(self)
    }

    /// `self < 0`.
    #[inline]
    fn is_negative(&self) -> bool {
        *self < Self::zero()
    }

    /// `self == 0`.
    #[inline]
    fn is_zero(&self) -> bool {
        *self == Self::zero()
    }

    /// The smaller of two.
    #[inline]
    fn lesser(&self, other: &Self) -> Self {
        if other < self { other } else { self }.clone()
    }

    /// The larger of two.
    #[inline]
    fn greater(&self, other: &Self) -> Self {
        if other > self { other } else { self }.clone()
    }

    /// `|self|`, exact. Errors: as [`Number::try_neg`].
    #[inline]
    fn try_abs(&self) -> Result<Self, Error> {
        if self.is_negative() {
            self.try_neg()
        } else {
            Ok(self.clone())
        }
    }

    /// `sums[i] += self * units[i]` for each unit, every product rounded down: one position added to the
    /// scenarios of an account. What the longer slice has beyond the shorter is left alone.
    ///
    /// Errors: [`Error::Overflow`]; the sums are then of no use.
    #[inline]
    fn add_scaled_down(&self, units: &[Self], sums: &mut [Self]) -> Result<(), Error> {
        for (sum, unit) in sums.iter_mut().zip(units) {
            *sum = sum.try_add(&self.mul_down(unit)?)?;
        }
        Ok(())
    }

    /// How far below and above zero a quantity's products with these are small enough for one word: what
    /// [`Units`] remembers for [`Number::add_weighted`].
    fn room<const L: usize>(_: &[[Self; L]; 2]) -> Self {
        Self::zero()
    }

    /// One position at `L` levels: `sums[side][i] += self * units[side][i]`, each product rounded down, where
    /// side 0 is that of what is owned, `self >= 0`, and side 1 that of what is owed.
    ///
    /// Errors: [`Error::Overflow`], also for the one number without a negative; the sums are then of no use. Of
    /// an `f64` only `self` is checked: whether the sums still are numbers is asked where they are used.
    #[inline]
    fn add_weighted<const L: usize>(
        &self,
        units: &Units<Self, L>,
        sums: &mut [[Self; L]; 2],
    ) -> Result<(), Error> {
        add_products(self, units, sums)
    }

    /// Whether this is a number, and finite: what has no other values always is.
    #[inline]
    fn is_number(&self) -> bool {
        true
    }

    /// `0 <= self <= 1`: a fraction.
    #[inline]
    fn is_fraction(&self) -> bool {
        *self >= Self::zero() && *self <= Self::one()
    }
}

/// An integer as a number, by doubling. Errors: [`Error::Overflow`].
pub(crate) fn whole<N: Number>(count: u64) -> Result<N, Error> {
    let mut sum = N::zero();
    for bit in (0..u64::BITS.wrapping_sub(count.leading_zeros())).rev() {
        sum = sum.try_add(&sum)?;
        if count.wrapping_shr(bit) & 1 == 1 {
            sum = sum.try_add(&N::one())?;
        }
    }
    Ok(sum)
}
