//! Decimals to the bits of the exact number and back, by integers alone.

use crate::read::Way;
use plimsoll::Error;

/// Bits behind the point.
const FRACTION: u32 = 48;
/// Decimals of what is written: enough to read back to the same bits.
pub const SCALE: i8 = 15;
/// Digits of what is written.
pub const PRECISION: u8 = 38;

/// A scale of decimals, with what it takes to read one.
#[derive(Clone, Copy)]
pub struct Scale {
    /// `10^|scale|`.
    power: u128,
    negative: bool,
    way: Way,
}

impl Scale {
    /// Numbers of so many decimals, read in a direction. Errors: `Overflow` beyond 38.
    pub fn new(scale: i8, way: Way) -> Result<Self, Error> {
        let power = 10u128.checked_pow(u32::from(scale.unsigned_abs()));
        Ok(Scale {
            power: power.ok_or(Error::Overflow)?,
            negative: scale < 0,
            way,
        })
    }

    /// The bits of `value * 10^-scale`, in the direction. Errors: `Overflow`.
    #[inline]
    pub fn read(&self, value: i128) -> Result<i128, Error> {
        let magnitude = value.unsigned_abs();
        let (whole, rest) = match self.negative {
            true => (magnitude.checked_mul(self.power).ok_or(Error::Overflow)?, 0),
            false => divided(magnitude, self.power),
        };
        let (bits, left) = match rest {
            0 => (0, 0),
            rest => fraction(rest, self.power),
        };
        let further = match self.way {
            Way::Down => value < 0 && left > 0,
            Way::Up => value > 0 && left > 0,
            // Halves away from zero, as text is read.
            Way::Nearest => left >= self.power.wrapping_sub(left),
            Way::Exact if left > 0 => return Err(Error::InvalidNumber),
            Way::Exact => false,
        };
        let limit = 1u128 << 127u32.wrapping_sub(FRACTION);
        if whole > limit {
            return Err(Error::Overflow);
        }
        // `whole * 2^48 + bits` is at most `2^127 + 2^48`.
        let bits = whole
            .wrapping_shl(FRACTION)
            .wrapping_add(bits)
            .wrapping_add(u128::from(further));
        match value < 0 {
            true => 0i128.checked_sub_unsigned(bits).ok_or(Error::Overflow),
            false => i128::try_from(bits).map_err(|_| Error::Overflow),
        }
    }
}

/// Quotient and rest, in words where both fit.
#[inline]
fn divided(value: u128, by: u128) -> (u128, u128) {
    if let (Ok(value), Ok(by)) = (u64::try_from(value), u64::try_from(by)) {
        let whole = value.checked_div(by).unwrap_or_default();
        let rest = value.wrapping_sub(whole.wrapping_mul(by));
        return (u128::from(whole), u128::from(rest));
    }
    let whole = value.checked_div(by).unwrap_or_default();
    (whole, value.wrapping_sub(whole.wrapping_mul(by)))
}

/// `rest * 2^48 / power` and its rest, where `rest < power <= 10^38`: as many bits at a time as there is room
/// above the power.
#[inline]
fn fraction(mut rest: u128, power: u128) -> (u128, u128) {
    let (mut bits, mut left) = (0u128, FRACTION);
    while left > 0 {
        let step = power.leading_zeros().clamp(1, left);
        let (next, over) = divided(rest.wrapping_shl(step), power);
        bits = bits.wrapping_shl(step) | next;
        rest = over;
        left = left.wrapping_sub(step);
    }
    (bits, rest)
}

/// The decimal of 15 places nearest to these bits, halves up; nothing where 38 digits do not hold it.
#[inline]
pub fn write(bits: i128) -> Option<i128> {
    const POWER: u64 = 10u64.pow(SCALE as u32);
    const MOST: u128 = 10u128.pow(PRECISION as u32);
    const HALF: u128 = 1 << (FRACTION - 1);
    // 80 bits with a sign, which a factor of 50 bits may take beyond 128.
    let whole = bits >> FRACTION;
    let whole = match i64::try_from(whole) {
        Ok(whole) => i128::from(whole).wrapping_mul(i128::from(POWER)),
        Err(_) => whole.checked_mul(i128::from(POWER))?,
    };
    let part = u64::try_from(bits & ((1 << FRACTION) - 1)).unwrap_or_default();
    let part = u128::from(part)
        .wrapping_mul(u128::from(POWER))
        .wrapping_add(HALF)
        >> FRACTION;
    let value = whole.checked_add_unsigned(part)?;
    Some(value).filter(|value| value.unsigned_abs() < MOST)
}
