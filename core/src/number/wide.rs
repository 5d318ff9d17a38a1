//! Products and quotients of twice the width, by halves: the same body at every width, so that what
//! the tests prove for all pairs of 8-bit numbers is the code that runs on 128 bits.
//!
//! Every operation wraps explicitly or cannot overflow, so a build with overflow checks holds no
//! panic either.

use num_traits::{
    PrimInt, Unsigned, WrappingAdd, WrappingMul, WrappingShl, WrappingShr, WrappingSub,
};

/// An unsigned integer that carries the magnitude of a fixed-point number.
pub(super) trait Word:
    PrimInt + Unsigned + WrappingAdd + WrappingMul + WrappingShl + WrappingShr + WrappingSub
{
    /// Width in bits.
    const BITS: u32;
    /// The signed integer of the same width.
    type Signed: Copy;
    /// The same bits without a sign.
    fn bits(value: Self::Signed) -> Self;
    /// `|value|` and whether it is negative.
    fn magnitude(value: Self::Signed) -> (bool, Self);
    /// The signed value, or `None` where it does not fit.
    fn signed(self, negative: bool) -> Option<Self::Signed>;
}

macro_rules! word {
    ($($unsigned:ident $signed:ident),*) => {$(
        impl Word for $unsigned {
            const BITS: u32 = $unsigned::BITS;
            type Signed = $signed;
            #[inline]
            fn bits(value: $signed) -> Self {
                value as $unsigned
            }
            #[inline]
            fn magnitude(value: $signed) -> (bool, Self) {
                (value < 0, value.unsigned_abs())
            }
            #[inline]
            fn signed(self, negative: bool) -> Option<$signed> {
                // The two's complement of the magnitude has the sign asked for, or is zero, exactly
                // where the value fits.
                let value = if negative { self.wrapping_neg() } else { self } as $signed;
                (value == 0 || (value < 0) == negative).then_some(value)
            }
        }
    )*};
}
word!(u8 i8, u16 i16, u32 i32, u64 i64, u128 i128);

#[inline]
fn halves<W: Word>(x: W) -> (W, W) {
    let half = W::BITS / 2;
    (x.wrapping_shr(half), low_half(x))
}

#[inline]
fn low_half<W: Word>(x: W) -> W {
    let half = W::BITS / 2;
    x.wrapping_shl(half).wrapping_shr(half)
}

/// `a * b`, where both fit half the width.
#[inline]
pub(super) fn mul_half<W: Word>(a: W, b: W) -> Option<W> {
    let ((ah, al), (bh, bl)) = (halves(a), halves(b));
    let product = al.wrapping_mul(&bl);
    (ah | bh).is_zero().then_some(product)
}

/// `a * b` as `(high, low)`.
#[inline]
pub(super) fn mul<W: Word>(a: W, b: W) -> (W, W) {
    let half = W::BITS / 2;
    let ((ah, al), (bh, bl)) = (halves(a), halves(b));
    let low = al.wrapping_mul(&bl);
    // Of a wide quantity and its price, or the other way round, one mostly fits half: two products do.
    if ah.is_zero() || bh.is_zero() {
        let upper = ah | bh;
        if upper.is_zero() {
            return (upper, low);
        }
        let other = if ah.is_zero() { al } else { bl };
        let mid = upper
            .wrapping_mul(&other)
            .wrapping_add(&low.wrapping_shr(half));
        return (
            mid.wrapping_shr(half),
            mid.wrapping_shl(half) | low_half(low),
        );
    }
    // Two halves' product and two more halves always fit: (h-1)^2 + 2(h-1) = h^2 - 1.
    let mid = ah.wrapping_mul(&bl).wrapping_add(&low.wrapping_shr(half));
    let (mid_high, mid_low) = halves(mid);
    let cross = al.wrapping_mul(&bh).wrapping_add(&mid_low);
    let high = ah
        .wrapping_mul(&bh)
        .wrapping_add(&mid_high)
        .wrapping_add(&cross.wrapping_shr(half));
    (high, cross.wrapping_shl(half) | low_half(low))
}

/// Quotient and remainder of `(high, low) / divisor`; `None` where the divisor is zero or the
/// quotient does not fit.
#[inline]
pub(super) fn div<W: Word>(high: W, low: W, divisor: W) -> Option<(W, W)> {
    if high.is_zero() {
        let quotient = low.checked_div(&divisor)?;
        return Some((quotient, low.wrapping_sub(&quotient.wrapping_mul(&divisor))));
    }
    if high >= divisor {
        return None;
    }
    div_long(high, low, divisor)
}

/// Schoolbook division in base `2^(BITS/2)` (Knuth, The Art of Computer Programming, 4.3.1,
/// algorithm D for two digits by two). Requires `high < divisor`.
fn div_long<W: Word>(high: W, low: W, divisor: W) -> Option<(W, W)> {
    let half = W::BITS / 2;
    // 0 <= shift < BITS, because the divisor is above `high` and so not zero.
    let shift = divisor.leading_zeros();
    let d = divisor.wrapping_shl(shift);
    let (dh, dl) = halves(d);
    let carried = if shift == 0 {
        W::zero()
    } else {
        low.wrapping_shr(W::BITS.wrapping_sub(shift))
    };
    let top = high.wrapping_shl(shift) | carried;
    let (nh, nl) = halves(low.wrapping_shl(shift));
    let (q1, rest) = digit(top, nh, d, dh, dl)?;
    let (q0, rest) = digit(rest, nl, d, dh, dl)?;
    Some((q1.wrapping_shl(half) | q0, rest.wrapping_shr(shift)))
}

/// One digit: quotient and remainder of `(top * base + next) / d`, with `top < d` and `d` normalised.
#[inline]
fn digit<W: Word>(top: W, next: W, d: W, dh: W, dl: W) -> Option<(W, W)> {
    let half = W::BITS / 2;
    let mut q = top.checked_div(&dh)?;
    let mut r = top.wrapping_sub(&q.wrapping_mul(&dh));
    // The estimate is at most two too large.
    while !q.wrapping_shr(half).is_zero() || q.wrapping_mul(&dl) > (r.wrapping_shl(half) | next) {
        q = q.wrapping_sub(&W::one());
        r = r.wrapping_add(&dh);
        if !r.wrapping_shr(half).is_zero() {
            break;
        }
    }
    let rest = top.wrapping_shl(half) | next;
    Some((q, rest.wrapping_sub(&q.wrapping_mul(&d))))
}
