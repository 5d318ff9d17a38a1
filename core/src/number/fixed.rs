//! [`Number`] for the signed types of the `fixed` crate: one body on the bits, at every width.

use super::units::{add_products, Units};
use super::wide::{self, Word};
use super::Number;
use crate::Error;
use fixed::types::extra::{IsLessOrEqual, LeEqU128, LeEqU16, LeEqU32, LeEqU64, LeEqU8, True};
use fixed::types::extra::{U126, U14, U30, U6, U62};
use fixed::{FixedI128, FixedI16, FixedI32, FixedI64, FixedI8};

/// Which way a result that is not exact moves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Toward {
    Down,
    Up,
}

/// The signed value of a truncated magnitude, one unit further out where the direction asks for it.
#[inline]
fn round<W: Word>(
    negative: bool,
    magnitude: W,
    exact: bool,
    toward: Toward,
) -> Result<W::Signed, Error> {
    let outward = !exact && (negative == (toward == Toward::Down));
    let magnitude = if outward {
        magnitude.checked_add(&W::one()).ok_or(Error::Overflow)?
    } else {
        magnitude
    };
    magnitude.signed(negative).ok_or(Error::Overflow)
}

#[inline]
fn mul<W: Word>(a: W::Signed, b: W::Signed, frac: u32, toward: Toward) -> Result<W::Signed, Error> {
    // Prices, weights and quantities of every day are not negative and below half the width: one
    // product of halves, and once it is shifted its sign bit is free.
    let product = wide::mul_half(W::bits(a), W::bits(b));
    if let (Some(product), true) = (product, frac > 0) {
        let whole = product.wrapping_shr(frac);
        return round(false, whole, whole.wrapping_shl(frac) == product, toward);
    }
    mul_wide::<W>(a, b, frac, toward)
}

#[inline(never)]
fn mul_wide<W: Word>(
    a: W::Signed,
    b: W::Signed,
    frac: u32,
    toward: Toward,
) -> Result<W::Signed, Error> {
    let ((an, a), (bn, b)) = (W::magnitude(a), W::magnitude(b));
    let (high, low) = wide::mul(a, b);
    let whole = low.wrapping_shr(frac);
    let exact = whole.wrapping_shl(frac) == low;
    let magnitude = if high.is_zero() {
        whole
    } else if frac == 0 || !high.wrapping_shr(frac).is_zero() {
        return Err(Error::Overflow);
    } else {
        high.wrapping_shl(W::BITS.wrapping_sub(frac)) | whole
    };
    round(an != bn, magnitude, exact, toward)
}

#[inline]
fn div<W: Word>(a: W::Signed, b: W::Signed, frac: u32, toward: Toward) -> Result<W::Signed, Error> {
    let ((an, a), (bn, b)) = (W::magnitude(a), W::magnitude(b));
    if b.is_zero() {
        return Err(Error::DivisionByZero);
    }
    let high = if frac == 0 {
        W::zero()
    } else {
        a.wrapping_shr(W::BITS.wrapping_sub(frac))
    };
    let (magnitude, rest) = wide::div(high, a.wrapping_shl(frac), b).ok_or(Error::Overflow)?;
    round(an != bn, magnitude, rest.is_zero(), toward)
}

fn mul_div<W: Word>(
    a: W::Signed,
    b: W::Signed,
    c: W::Signed,
    toward: Toward,
) -> Result<W::Signed, Error> {
    let ((an, a), (bn, b), (cn, c)) = (W::magnitude(a), W::magnitude(b), W::magnitude(c));
    if c.is_zero() {
        return Err(Error::DivisionByZero);
    }
    let (high, low) = wide::mul(a, b);
    let (magnitude, rest) = wide::div(high, low, c).ok_or(Error::Overflow)?;
    round((an != bn) != cn, magnitude, rest.is_zero(), toward)
}

#[inline]
fn floor_to<W: Word>(a: W::Signed, step: W::Signed) -> Result<W::Signed, Error> {
    let ((negative, a), (bad, step)) = (W::magnitude(a), W::magnitude(step));
    if bad || step.is_zero() {
        return Err(Error::InvalidStep);
    }
    let count = a.checked_div(&step).ok_or(Error::InvalidStep)?;
    let inward = count.wrapping_mul(&step);
    let magnitude = if negative && inward != a {
        inward.checked_add(&step).ok_or(Error::Overflow)?
    } else {
        inward
    };
    magnitude.signed(negative).ok_or(Error::Overflow)
}

macro_rules! number {
    ($($fixed:ident $word:ident $bound:ident $most:ident),*) => {$(
        impl<Frac> Number for $fixed<Frac>
        where
            Frac: $bound + IsLessOrEqual<$most, Output = True>,
        {
            #[inline]
            fn zero() -> Self {
                Self::ZERO
            }
            #[inline]
            fn one() -> Self {
                Self::ONE
            }
            #[inline]
            fn try_add(&self, other: &Self) -> Result<Self, Error> {
                self.checked_add(*other).ok_or(Error::Overflow)
            }
            #[inline]
            fn try_sub(&self, other: &Self) -> Result<Self, Error> {
                self.checked_sub(*other).ok_or(Error::Overflow)
            }
            #[inline]
            fn mul_down(&self, other: &Self) -> Result<Self, Error> {
                mul::<$word>(self.to_bits(), other.to_bits(), Self::FRAC_NBITS, Toward::Down)
                    .map(Self::from_bits)
            }
            #[inline]
            fn mul_up(&self, other: &Self) -> Result<Self, Error> {
                mul::<$word>(self.to_bits(), other.to_bits(), Self::FRAC_NBITS, Toward::Up)
                    .map(Self::from_bits)
            }
            #[inline]
            fn div_down(&self, other: &Self) -> Result<Self, Error> {
                div::<$word>(self.to_bits(), other.to_bits(), Self::FRAC_NBITS, Toward::Down)
                    .map(Self::from_bits)
            }
            #[inline]
            fn div_up(&self, other: &Self) -> Result<Self, Error> {
                div::<$word>(self.to_bits(), other.to_bits(), Self::FRAC_NBITS, Toward::Up)
                    .map(Self::from_bits)
            }
            #[inline]
            fn mul_div_down(&self, factor: &Self, divisor: &Self) -> Result<Self, Error> {
                mul_div::<$word>(self.to_bits(), factor.to_bits(), divisor.to_bits(), Toward::Down)
                    .map(Self::from_bits)
            }
            #[inline]
            fn mul_div_up(&self, factor: &Self, divisor: &Self) -> Result<Self, Error> {
                mul_div::<$word>(self.to_bits(), factor.to_bits(), divisor.to_bits(), Toward::Up)
                    .map(Self::from_bits)
            }
            #[inline]
            fn floor_to(&self, step: &Self) -> Result<Self, Error> {
                floor_to::<$word>(self.to_bits(), step.to_bits()).map(Self::from_bits)
            }
            #[inline]
            fn add_scaled_down(&self, units: &[Self], sums: &mut [Self]) -> Result<(), Error> {
                let scale = self.to_bits();
                // The upper halves of the units without their sign. Where those and the scale share one word,
                // the products fit, and a shift rounds them down.
                let half = $word::BITS / 2;
                let upper = units.iter().fold(0, |upper, unit| {
                    upper | (unit.to_bits() ^ unit.to_bits() >> ($word::BITS - 1)) >> half
                });
                let small = scale.unsigned_abs().leading_zeros() + upper.leading_zeros() > $word::BITS + half;
                for (sum, unit) in sums.iter_mut().zip(units) {
                    let product = match small {
                        true => Self::from_bits(scale.wrapping_mul(unit.to_bits()) >> Self::FRAC_NBITS),
                        false => self.mul_down(unit)?,
                    };
                    *sum = sum.try_add(&product)?;
                }
                Ok(())
            }
            fn room<const L: usize>(units: &[[Self; L]; 2]) -> Self {
                let bits = units.as_flattened().iter().fold(0, |bits: $word, unit| bits | unit.to_bits().unsigned_abs());
                let one: $word = 1;
                let most = match bits.leading_zeros().checked_sub(1) {
                    Some(zeros) => (one.wrapping_shl(zeros) as <$word as Word>::Signed).wrapping_sub(1),
                    None => 0,
                };
                Self::from_bits(most)
            }
            #[inline]
            fn add_weighted<const L: usize>(
                &self,
                units: &Units<Self, L>,
                sums: &mut [[Self; L]; 2],
            ) -> Result<(), Error> {
                let (scale, room) = (self.to_bits(), units.room().to_bits());
                if (scale.wrapping_add(room) as $word) > (room.wrapping_shl(1) as $word) {
                    return add_products(self, units, sums);
                }
                let side = usize::from(scale < 0);
                let (Some(units), Some(sums)) = (units.sides().get(side), sums.get_mut(side)) else {
                    return Err(Error::Overflow);
                };
                let mut beyond = false;
                for (unit, sum) in units.iter().zip(sums) {
                    let product = scale.wrapping_mul(unit.to_bits()) >> Self::FRAC_NBITS;
                    let (total, over) = sum.to_bits().overflowing_add(product);
                    *sum = Self::from_bits(total);
                    beyond |= over;
                }
                match beyond {
                    true => Err(Error::Overflow),
                    false => Ok(()),
                }
            }
        }
    )*};
}
number!(
    FixedI8 u8 LeEqU8 U6,
    FixedI16 u16 LeEqU16 U14,
    FixedI32 u32 LeEqU32 U30,
    FixedI64 u64 LeEqU64 U62,
    FixedI128 u128 LeEqU128 U126
);
