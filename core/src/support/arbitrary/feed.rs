//! Feeds, averages, estimators, and the exits that they are used with.

use super::portfolio::seconds;
use super::{fraction, magnitude, number, valid};
use crate::price::exit::depth::Level;
use crate::price::exit::ranges::Range;
use crate::price::oracle::twap::Sum;
use crate::{
    Age, Band, Confidence, Ewma, Exponential, Feed, Fixed, Garch, Offset, Pace, Policy, Price,
    Quota, Reading, Remote, Slice, Stable, Steady, TimeWeighted,
};
use arbitrary::{Arbitrary, Result, Unstructured};

/// A number above zero.
fn positive(u: &mut Unstructured<'_>) -> Result<Fixed> {
    Ok(magnitude(u)?.max(Fixed::DELTA))
}

/// A price above zero at both ends.
fn known(u: &mut Unstructured<'_>) -> Result<Price> {
    let (a, b) = (positive(u)?, positive(u)?);
    valid(Price::new(a.min(b), a.max(b)))
}

impl<'a> Arbitrary<'a> for Reading {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        valid(Reading::new(positive(u)?, magnitude(u)?, seconds(u)?))
    }
}

impl<'a> Arbitrary<'a> for Confidence {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        valid(Confidence::new(magnitude(u)?, fraction(u)?, magnitude(u)?))
    }
}

impl<'a> Arbitrary<'a> for Age {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (a, b) = (seconds(u)?, seconds(u)?);
        valid(Age::new(a.min(b), a.max(b), seconds(u)?, magnitude(u)?))
    }
}

impl<'a> Arbitrary<'a> for Feed {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Feed {
            confidence: Confidence::arbitrary(u)?,
            age: Age::arbitrary(u)?,
        })
    }
}

impl<'a> Arbitrary<'a> for Band {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        valid(Band::new(magnitude(u)?, fraction(u)?))
    }
}

impl<'a> Arbitrary<'a> for Sum<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Sum {
            low: magnitude(u)?,
            high: magnitude(u)?,
            at: seconds(u)?,
        })
    }
}

impl<'a> Arbitrary<'a> for TimeWeighted {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let first = valid(TimeWeighted::new(known(u)?, seconds(u)?))?;
        let then = first.last().1.wrapping_add(u64::from(u16::arbitrary(u)?));
        Ok(first.observe(&known(u)?, then).unwrap_or(first))
    }
}

impl<'a> Arbitrary<'a> for Exponential {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let first = valid(Exponential::new(seconds(u)?.max(1), known(u)?, seconds(u)?))?;
        let then = first.last().1.wrapping_add(u64::from(u16::arbitrary(u)?));
        Ok(first.observe(&known(u)?, then).unwrap_or(first))
    }
}

impl<'a> Arbitrary<'a> for Pace {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (rate, growth) = (fraction(u)?, fraction(u)?);
        valid(Pace::new(rate, growth, seconds(u)?.max(1), seconds(u)?))
    }
}

impl<'a, const D: usize> Arbitrary<'a> for Stable<D> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let first = Stable::<D>::new(
            Pace::arbitrary(u)?,
            [Fixed::ZERO; D],
            positive(u)?,
            seconds(u)?,
        );
        let first = valid(first)?;
        let then = first.last().1.wrapping_add(u64::from(u16::arbitrary(u)?));
        Ok(first.observe(&known(u)?, then).unwrap_or(first))
    }
}

impl<'a> Arbitrary<'a> for Remote {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (deviations, volatility) = (magnitude(u)?, fraction(u)?);
        let period = seconds(u)?.max(1);
        let (finality, limit) = (seconds(u)?, seconds(u)?);
        valid(Remote::new(deviations, volatility, period, finality, limit))
    }
}

impl<'a> Arbitrary<'a> for Quota {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        valid(Quota::new(magnitude(u)?, magnitude(u)?))
    }
}

impl<'a> Arbitrary<'a> for Ewma {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        valid(Ewma::new(fraction(u)?, magnitude(u)?))
    }
}

impl<'a> Arbitrary<'a> for Garch {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (alpha, most) = (fraction(u)?, fraction(u)?);
        // What alpha leaves of less than one.
        let below = Fixed::ONE.wrapping_sub(Fixed::DELTA);
        let alpha = alpha.min(below);
        let beta = most.min(below.wrapping_sub(alpha));
        valid(Garch::new(magnitude(u)?, alpha, beta))
    }
}

impl<'a> Arbitrary<'a> for Offset {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let correlation = |u: &mut Unstructured<'a>| Ok(number(u)?.clamp(-Fixed::ONE, Fixed::ONE));
        let (a, b): (Fixed, Fixed) = (correlation(u)?, correlation(u)?);
        valid(Offset::new(a.min(b), a.max(b), fraction(u)?))
    }
}

impl<'a> Arbitrary<'a> for Range<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let (lower, upper) = (positive(u)?, positive(u)?);
        Ok(Range {
            lower: lower.min(upper),
            upper: lower.max(upper),
            liquidity: magnitude(u)?,
        })
    }
}

impl<'a> Arbitrary<'a> for Level<Fixed> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Level {
            price: positive(u)?,
            size: magnitude(u)?,
        })
    }
}

impl<'a> Arbitrary<'a> for Slice {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Slice {
            floor: magnitude(u)?,
            ratio: fraction(u)?,
            addend: magnitude(u)?,
        })
    }
}

impl<'a> Arbitrary<'a> for Policy {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let lambda = [fraction(u)?, fraction(u)?];
        let (weight, cap, multiple) = (fraction(u)?, magnitude(u)?, magnitude(u)?);
        let (least, step) = (magnitude(u)?, [magnitude(u)?, fraction(u)?]);
        valid(Policy::new(lambda, weight, cap, multiple, least, step))
    }
}

impl<'a> Arbitrary<'a> for Steady {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let first = Steady::new(Policy::arbitrary(u)?);
        Ok(first.observe(&number(u)?).unwrap_or(first))
    }
}
