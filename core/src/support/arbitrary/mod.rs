//! arbitrary: valid values for fuzzing, biased to the edges where rules change: zero, one unit in the
//! last place, one, the ends of the range, and both signs.
//!
//! The outside crate uses `std`, so this feature is for tests and fuzz targets.

mod feed;
mod method;
mod parameter;
mod portfolio;

use crate::margin::shares::Pool;
use crate::{
    Bound, Capacity, CloseFactor, Error, Exposure, Fixed, Fund, Health, Indices, Perp, Price, Ramp,
    Split, Tier, Totals, Weights,
};
use arbitrary::{Arbitrary, Error as Refused, Result, Unstructured};

/// A number, at an edge in two of three.
pub fn number(u: &mut Unstructured<'_>) -> Result<Fixed> {
    let magnitude = magnitude(u)?;
    // The magnitude is at least zero, so its negative exists.
    Ok(match bool::arbitrary(u)? {
        true => magnitude.wrapping_neg(),
        false => magnitude,
    })
}

/// A number of at least zero.
pub fn magnitude(u: &mut Unstructured<'_>) -> Result<Fixed> {
    Ok(match u8::arbitrary(u)? % 12 {
        0 => Fixed::ZERO,
        1 => Fixed::DELTA,
        2 => Fixed::ONE,
        3 => Fixed::MAX,
        // Around a power of two, where products begin to overflow and digits to carry.
        4 | 5 => {
            let power = Fixed::from_bits(1i128.wrapping_shl(u32::from(u8::arbitrary(u)? % 127)));
            let off = Fixed::from_bits(i128::from(i8::arbitrary(u)?));
            power.checked_add(off).unwrap_or(power).max(Fixed::ZERO)
        }
        // Whole units and hundredths, as people write them.
        6 | 7 => Fixed::from_num(u16::arbitrary(u)?),
        8 | 9 => Fixed::from_bits(i128::from(u32::arbitrary(u)?).wrapping_shl(42)),
        _ => Fixed::from_bits(i128::arbitrary(u)? & i128::MAX),
    })
}

/// A number in `[0, 1]`.
pub fn fraction(u: &mut Unstructured<'_>) -> Result<Fixed> {
    Ok(match u8::arbitrary(u)? % 6 {
        0 => Fixed::ZERO,
        1 => Fixed::DELTA,
        2 => Fixed::ONE,
        // Thousandths, as venues publish them.
        3 => Fixed::from_bits(i128::from(u16::arbitrary(u)? % 1001).wrapping_shl(48) / 1000),
        _ => Fixed::from_bits(i128::from(u64::arbitrary(u)?.wrapping_shr(16))),
    })
}

fn valid<T>(value: core::result::Result<T, Error>) -> Result<T> {
    value.map_err(|_| Refused::IncorrectFormat)
}

fn ordered(u: &mut Unstructured<'_>) -> Result<(Fixed, Fixed)> {
    let (a, b) = (magnitude(u)?, magnitude(u)?);
    Ok(match u8::arbitrary(u)? % 4 {
        0 => (a, a),
        1 => (a, a.checked_add(Fixed::DELTA).unwrap_or(a)),
        _ => (a.min(b), a.max(b)),
    })
}

impl<'a> Arbitrary<'a> for Price {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (low, high) = ordered(u)?;
        valid(Price::from_stored(low, high))
    }
}

impl<'a> Arbitrary<'a> for Weights {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let asset = fraction(u)?;
        let liability = match bool::arbitrary(u)? {
            true => Fixed::ONE.checked_add(fraction(u)?).unwrap_or(Fixed::ONE),
            false => magnitude(u)?.max(Fixed::ONE),
        };
        valid(Weights::new(asset, liability))
    }
}

impl<'a> Arbitrary<'a> for Bound {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (asset, liability) = ordered(u)?;
        valid(Bound::new(asset, liability))
    }
}

impl<'a> Arbitrary<'a> for Tier {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Tier {
            floor: magnitude(u)?,
            rate: fraction(u)?,
            deduction: magnitude(u)?,
        })
    }
}

impl<'a> Arbitrary<'a> for Perp {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let perp = Perp::new(number(u)?, number(u)?);
        match bool::arbitrary(u)? {
            true => valid(perp.with_orders(magnitude(u)?, magnitude(u)?)),
            false => Ok(perp),
        }
    }
}

impl<'a> Arbitrary<'a> for Health {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (assets, liabilities) = (magnitude(u)?, magnitude(u)?);
        let few = |u: &mut Unstructured<'a>| Ok(u32::from(u8::arbitrary(u)? / 128));
        let (owned, owed) = (few(u)?, few(u)?);
        let positions = u32::from(u8::arbitrary(u)?).max(2); // no fewer than are stale
        valid(Health::from_stored(
            assets,
            liabilities,
            positions,
            owned,
            owed,
        ))
    }
}

impl<'a> Arbitrary<'a> for Ramp {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (from, to) = (number(u)?, number(u)?);
        // Where both are the same, one step on from there, which is another number even at the end.
        let to = match from == to {
            true => from.wrapping_add(Fixed::DELTA),
            false => to,
        };
        valid(Ramp::new(from, to, number(u)?, number(u)?))
    }
}

impl<'a> Arbitrary<'a> for Indices {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (deposit, debt) = (magnitude(u)?, magnitude(u)?);
        valid(Indices::from_stored(deposit, debt.max(Fixed::DELTA)))
    }
}

impl<'a> Arbitrary<'a> for Pool {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        // Halves of the range, so that each sum fits; mostly far less.
        let mut units = || -> Result<u128> {
            let shift = u32::from(u8::arbitrary(u)? % 127);
            Ok((u128::arbitrary(u)? >> 1).wrapping_shr(shift))
        };
        valid(Pool::new(units()?, units()?, units()?, units()?))
    }
}

impl<'a> Arbitrary<'a> for Capacity {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (quantity, price) = (magnitude(u)?, magnitude(u)?);
        let weight = magnitude(u)?.max(Fixed::ONE);
        valid(match bool::arbitrary(u)? {
            true => Capacity::asset(quantity, price, weight),
            false => Capacity::perp(quantity, price, weight, magnitude(u)?, magnitude(u)?),
        })
    }
}

impl<'a> Arbitrary<'a> for Split {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (a, b) = (fraction(u)?, fraction(u)?);
        // The shares that two points divide one whole into.
        valid(Split::new(a.min(b), Fixed::ONE.wrapping_sub(a.max(b))))
    }
}

impl<'a> Arbitrary<'a> for CloseFactor {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(CloseFactor {
            fraction: fraction(u)?,
            full_below: magnitude(u)?,
            small: magnitude(u)?,
            dust: magnitude(u)?,
        })
    }
}

impl<'a> Arbitrary<'a> for Fund {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (balance, per_event) = (magnitude(u)?, magnitude(u)?);
        let (per_period, spent) = (magnitude(u)?, magnitude(u)?);
        valid(Fund::from_stored(balance, per_event, per_period, spent))
    }
}

impl<'a> Arbitrary<'a> for Totals {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let accounts = u32::arbitrary(u)?;
        let liquidatable = u.int_in_range(0..=accounts)?;
        Ok(Totals {
            equity: magnitude(u)?,
            deficit: magnitude(u)?,
            accounts,
            liquidatable,
            insolvent: u.int_in_range(0..=liquidatable)?,
            unknown: u.int_in_range(0..=accounts)?,
        })
    }
}

impl<'a> Arbitrary<'a> for Exposure {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Exposure {
            long: magnitude(u)?,
            short: magnitude(u)?,
        })
    }
}
