//! Options and scenarios.

use super::{fraction, magnitude, number, ordered, valid};
use crate::margin::option::expiry::{DAY, YEAR};
use crate::margin::option::{position::Position, Right};
use crate::margin::scenario::Volatility;
use crate::margin::shock::{Skew, VolatilityShock};
use crate::{Contract, Expiry, Fixed, Forward, Interval, RiskArray, Scan, Scenario, Shocks};
use arbitrary::{Arbitrary, Result, Unstructured};

impl<'a> Arbitrary<'a> for Interval {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (low, high) = ordered(u)?;
        Ok(match u8::arbitrary(u)? % 3 {
            0 => Interval::exact(number(u)?),
            1 => Interval::between(&low.wrapping_neg(), &high),
            _ => Interval::between(&low, &high),
        })
    }
}

impl<'a> Arbitrary<'a> for Right {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.choose(&[Right::Call, Right::Put]).copied()
    }
}

impl<'a> Arbitrary<'a> for Contract {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        valid(Contract::new(Right::arbitrary(u)?, magnitude(u)?))
    }
}

/// A time: none, a second, a day, a year, hours, or years.
pub(super) fn seconds(u: &mut Unstructured<'_>) -> Result<u64> {
    Ok(match u8::arbitrary(u)? % 8 {
        0 => 0,
        1 => 1,
        2 => DAY,
        3 => YEAR,
        4 | 5 => u64::from(u16::arbitrary(u)?),
        _ => u64::from(u32::arbitrary(u)?),
    })
}

impl<'a> Arbitrary<'a> for Expiry {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let seconds = seconds(u)?;
        // An eighth over the century that there may be stays within the range of the number.
        let rate = Fixed::from_bits(fraction(u)?.to_bits() / 8);
        valid(match u8::arbitrary(u)? % 4 {
            0 => Expiry::undiscounted(seconds),
            1 => Expiry::discounted(seconds, fraction(u)?.max(Fixed::DELTA)),
            2 => Expiry::new(seconds, rate),
            _ => Expiry::new(seconds, rate.wrapping_neg()),
        })
    }
}

impl<'a> Arbitrary<'a> for Forward {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (low, high) = ordered(u)?;
        let settled = match bool::arbitrary(u)? {
            true => magnitude(u)?,
            false => Fixed::ZERO,
        };
        valid(Forward::new(Interval::between(&low, &high), settled))
    }
}

impl<'a> Arbitrary<'a> for Position<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Position {
            contract: Contract::arbitrary(u)?,
            quantity: number(u)?,
            value: Interval::arbitrary(u)?,
        })
    }
}

impl<'a> Arbitrary<'a> for Volatility {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        u.choose(&[
            Volatility::Same,
            Volatility::Up,
            Volatility::Down,
            Volatility::Linear,
            Volatility::Absolute,
        ])
        .copied()
    }
}

impl<'a> Arbitrary<'a> for Scenario {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let spot = match bool::arbitrary(u)? {
            true => Fixed::ONE.wrapping_add(fraction(u)?),
            false => magnitude(u)?,
        };
        let (volatility, weight) = (Volatility::arbitrary(u)?, fraction(u)?);
        valid(Scenario::new(spot, volatility, weight))
    }
}

impl<'a, const S: usize> Arbitrary<'a> for Scan<S> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut profits = [Fixed::ZERO; S];
        for profit in &mut profits {
            *profit = number(u)?;
        }
        Ok(Scan::from_parts(number(u)?, profits))
    }
}

impl<'a, const S: usize> Arbitrary<'a> for RiskArray<S> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        // Eighths of the range, so that every sum fits.
        let eighth = |number: Fixed| Fixed::from_bits(number.to_bits() / 8);
        let (mark, wide) = (eighth(number(u)?), eighth(magnitude(u)?));
        let (mut low, mut high) = ([Fixed::ZERO; S], [Fixed::ZERO; S]);
        for (low, high) in low.iter_mut().zip(&mut high) {
            *low = eighth(number(u)?);
            *high = low.wrapping_sub(wide).wrapping_add(eighth(magnitude(u)?));
        }
        let owed = Scan::from_parts(mark.wrapping_add(wide), high);
        valid(RiskArray::new(Scan::from_parts(mark, low), owed))
    }
}

impl<'a> Arbitrary<'a> for VolatilityShock<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let range = [magnitude(u)?, fraction(u)?];
        let power = [fraction(u)?, magnitude(u)?];
        let (floor, least) = (seconds(u)?.max(1), magnitude(u)?);
        valid(VolatilityShock::new(range, power, floor, least))
    }
}

impl<'a> Arbitrary<'a> for Skew<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        if u8::arbitrary(u)? % 4 == 0 {
            return Ok(Skew::flat());
        }
        Ok(Skew {
            linear: [fraction(u)?, number(u)?],
            absolute: [fraction(u)?, number(u)?],
            least_width: magnitude(u)?.max(Fixed::DELTA),
            scale: number(u)?,
            level: [magnitude(u)?, number(u)?],
        })
    }
}

impl<'a> Arbitrary<'a> for Shocks {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (a, b) = (magnitude(u)?, magnitude(u)?);
        Ok(Shocks {
            up: Interval::between(&a.max(Fixed::ONE), &b.max(Fixed::ONE)),
            down: Interval::between(&fraction(u)?, &fraction(u)?),
            least: magnitude(u)?,
            linear: number(u)?,
            absolute: number(u)?,
            width: magnitude(u)?.max(Fixed::DELTA),
        })
    }
}
