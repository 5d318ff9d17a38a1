//! Concentrated liquidity: a ladder of price ranges, each a constant-product pool of its own.

use super::{check_size, kept_of_trade, Venue};
use crate::number::Number;
use crate::Error;

/// Liquidity between two prices, both as square roots.
///
/// Between them it trades like a pool with reserves `liquidity / root` of base and `liquidity * root` of
/// quote, where `root` is the square root of the present price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range<N> {
    /// The root of the lowest price.
    pub lower: N,
    /// The root of the highest price.
    pub upper: N,
    /// Units of `sqrt(base * quote)`; zero is a gap.
    pub liquidity: N,
}

/// A pool of concentrated liquidity on the caller's slice of ranges, lowest first, with a fee on what goes
/// in, as in Uniswap v3.
///
/// Selling base moves the price down through the ranges, buying moves it up; where there is no liquidity it
/// moves for nothing, and beyond the last range there is no depth. Ranges that the caller leaves out only
/// lower what a sale fetches. A pool states the root of its price; of a price, [`sqrt`] gives both ends, the
/// low one for a sale and the high one for a purchase.
///
/// [`sqrt`]: crate::number::analytic::Analytic::sqrt
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranges<'a, N> {
    root: N,
    ranges: &'a [Range<N>],
    /// One less the fee.
    kept: N,
}

impl<'a, N: Number> Ranges<'a, N> {
    /// `root` is the square root of the present price, quote for a unit of base.
    ///
    /// Errors: [`Error::InvalidPool`] unless `root > 0`, each range has `0 < lower < upper` and a liquidity of
    /// at least zero, and begins at the end of the one before it or above; [`Error::InvalidFraction`] unless
    /// the fee is in `[0, 1)`.
    pub fn new(root: N, ranges: &'a [Range<N>], fee: &N) -> Result<Self, Error> {
        let kept = kept_of_trade(fee)?;
        let mut below = N::zero();
        for range in ranges {
            let follows = range.lower > N::zero() && range.lower >= below;
            if !(follows && range.upper > range.lower && range.liquidity >= N::zero()) {
                return Err(Error::InvalidPool);
            }
            below = range.upper.clone();
        }
        if root > N::zero() {
            Ok(Ranges { root, ranges, kept })
        } else {
            Err(Error::InvalidPool)
        }
    }

    /// The square root of the present price.
    pub fn root(&self) -> &N {
        &self.root
    }

    /// The ranges, lowest first.
    pub fn ranges(&self) -> &'a [Range<N>] {
        self.ranges
    }
}

impl<N: Number> Venue<N> for Ranges<'_, N> {
    /// Below exact by at most `2 + root + 2 * root^2` steps for each range touched and `root^2` for the fee.
    fn proceeds(&self, size: &N) -> Result<N, Error> {
        check_size(size)?;
        let (mut left, mut fetched) = (size.mul_down(&self.kept)?, N::zero());
        for range in self.ranges.iter().rev() {
            let from = self.root.lesser(&range.upper);
            if left <= N::zero() {
                break;
            }
            if from > range.lower {
                fetched = fetched.try_add(&range.fetched(&from, &left)?)?;
                left = left.try_sub(&range.sold_to_end(&from)?.lesser(&left))?;
            }
        }
        Ok(fetched)
    }

    /// Where `end` is the root of the price to which the purchase moves the pool, above exact by about
    /// `2 + end / root + end^2 * (2 + 1 / root)` steps for each range touched, this over `1 - fee`, and one.
    fn cost(&self, size: &N) -> Result<N, Error> {
        check_size(size)?;
        let (mut left, mut paid) = (size.clone(), N::zero());
        for range in self.ranges {
            let from = self.root.greater(&range.lower);
            if left <= N::zero() {
                break;
            }
            if from < range.upper {
                paid = paid.try_add(&range.paid(&from, &left)?)?;
                left = left.try_sub(&range.bought_to_end(&from)?.lesser(&left))?;
            }
        }
        if left > N::zero() {
            return Err(Error::AboveCapacity);
        }
        paid.div_up(&self.kept)
    }
}

impl<N: Number> Range<N> {
    /// What `size` of base fetches here from the root `from` down, and at most what is here, rounded down.
    fn fetched(&self, from: &N, size: &N) -> Result<N, Error> {
        let all = self.liquidity.mul_down(&from.try_sub(&self.lower)?)?;
        if all.is_zero() {
            return Ok(all);
        }
        let base = self.liquidity.div_up(from)?;
        let quote = self.liquidity.mul_down(from)?;
        let part = quote.mul_div_down(size, &base.try_add(size)?)?;
        Ok(part.lesser(&all))
    }

    /// What moves the price from the root `from` to the end below: `liquidity * (1 / lower - 1 / from)`,
    /// rounded up.
    fn sold_to_end(&self, from: &N) -> Result<N, Error> {
        self.liquidity
            .mul_div_up(&from.try_sub(&self.lower)?, from)?
            .div_up(&self.lower)
    }

    /// What `size` of base costs here from the root `from` up, and at most what is here, rounded up.
    fn paid(&self, from: &N, size: &N) -> Result<N, Error> {
        let all = self.liquidity.mul_up(&self.upper.try_sub(from)?)?;
        let rest = self.liquidity.div_down(from)?.try_sub(size)?;
        if rest <= N::zero() {
            return Ok(all);
        }
        let quote = self.liquidity.mul_up(from)?;
        Ok(quote.mul_div_up(size, &rest)?.lesser(&all))
    }

    /// What moves the price from the root `from` to the end above: `liquidity * (1 / from - 1 / upper)`,
    /// rounded down.
    fn bought_to_end(&self, from: &N) -> Result<N, Error> {
        self.liquidity
            .mul_div_down(&self.upper.try_sub(from)?, &self.upper)?
            .div_down(from)
    }
}
