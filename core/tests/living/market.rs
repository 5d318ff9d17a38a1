//! Random venues, and what they pay and ask without any rounding: the oracle of `exits.rs` and `venues.rs`, which shares no
//! code with the kernel.
pub use crate::swap::{stables, StableCase};

use crate::common::exact::rational;
use crate::common::generate::{magnitude, of_length};
use num_rational::BigRational;
use num_traits::{One, Zero};
use plimsoll::price::exit::depth::{Depth, Level};
use plimsoll::price::exit::pool::Pool;
use plimsoll::price::exit::ranges::{Range, Ranges};
use plimsoll::price::exit::Venue;
use plimsoll::{Error, Fixed};
use proptest::collection::vec;
use proptest::prelude::*;

pub type Rational = BigRational;

pub fn fee() -> impl Strategy<Value = Fixed> {
    let step = Fixed::from_bits(2_814_749_767); // 1e-5
    prop_oneof![
        2 => Just(Fixed::ZERO),
        6 => (0i128..3_000).prop_map(move |count| step * Fixed::from_num(count)),
        1 => Just(Fixed::ONE - Fixed::DELTA),
    ]
}

/// What a fee leaves.
pub fn kept(fee: &Fixed) -> Rational {
    Rational::one() - rational(fee)
}

/// A size beside a reserve: mostly a part of it, sometimes a step or many times as much.
pub fn size(reserve: Fixed) -> impl Strategy<Value = Fixed> {
    prop_oneof![
        1 => Just(Fixed::ZERO),
        1 => Just(Fixed::DELTA),
        1 => Just(reserve),
        20 => (-40i32..4, any::<u128>()).prop_map(move |(shift, mantissa)| {
            let length = 128 - reserve.to_bits().leading_zeros() as i32 + shift;
            of_length(length, mantissa)
        }),
    ]
}

#[derive(Clone, Debug)]
pub struct PoolCase {
    pub base: Fixed,
    pub quote: Fixed,
    pub fee: Fixed,
}

pub fn pools() -> impl Strategy<Value = PoolCase> {
    (magnitude(-10, 40), magnitude(-10, 40), fee()).prop_map(|(base, quote, fee)| PoolCase {
        base,
        quote,
        fee,
    })
}

impl PoolCase {
    pub fn pool(&self) -> Result<Pool<Fixed>, Error> {
        Pool::new(self.base, self.quote, &self.fee)
    }

    pub fn proceeds(&self, size: &Rational) -> Rational {
        let net = size * kept(&self.fee);
        rational(&self.quote) * &net / (rational(&self.base) + net)
    }

    pub fn cost(&self, size: &Rational) -> Rational {
        let after = rational(&self.base) * rational(&self.quote) / (rational(&self.base) - size);
        (after - rational(&self.quote)) / kept(&self.fee)
    }
}

#[derive(Clone, Debug)]
pub struct LadderCase {
    pub root: Fixed,
    pub ranges: Vec<Range<Fixed>>,
    pub fee: Fixed,
}

/// Roots around one place, ranges that touch or leave a gap, sometimes without liquidity.
pub fn ladders() -> impl Strategy<Value = LadderCase> {
    let rung = (
        1i128..200,
        prop_oneof![3 => Just(0i128), 1 => 1i128..50],
        0u8..5,
        magnitude(0, 36),
    );
    (magnitude(-12, 12), vec(rung, 0..8), 0i128..300, fee()).prop_map(
        |(place, rungs, present, fee)| {
            let notch = place / 256;
            let mut lower = place;
            let mut ranges = Vec::new();
            for (width, gap, empty, liquidity) in rungs {
                lower += notch * Fixed::from_num(gap);
                let upper = lower + notch * Fixed::from_num(width);
                let liquidity = if empty == 0 { Fixed::ZERO } else { liquidity };
                ranges.push(Range {
                    lower,
                    upper,
                    liquidity,
                });
                lower = upper;
            }
            let root = place + notch * Fixed::from_num(present);
            LadderCase { root, ranges, fee }
        },
    )
}

impl LadderCase {
    pub fn pool(&self) -> Result<Ranges<'_, Fixed>, Error> {
        Ranges::new(self.root, &self.ranges, &self.fee)
    }

    /// `(liquidity, nearer root, further root)` of each range as the price moves away.
    fn path(&self, down: bool) -> Vec<[Rational; 3]> {
        let mut path = Vec::new();
        for range in &self.ranges {
            let [lower, upper, liquidity, root] =
                [range.lower, range.upper, range.liquidity, self.root].map(|x| rational(&x));
            if down && lower < root {
                path.insert(0, [liquidity, upper.min(root), lower]);
            } else if !down && upper > root {
                path.push([liquidity, lower.max(root), upper]);
            }
        }
        path
    }

    /// What a sale fetches and the number of ranges it touches.
    pub fn proceeds(&self, size: &Rational) -> (Rational, usize) {
        let (mut left, mut fetched, mut touched) = (size * kept(&self.fee), Rational::zero(), 0);
        for [liquidity, from, to] in self.path(true) {
            if left.is_zero() {
                break;
            }
            touched += 1;
            let room = &liquidity * (to.recip() - from.recip());
            let end = if left >= room {
                to
            } else {
                (from.recip() + &left / &liquidity).recip()
            };
            left -= room.min(left.clone());
            fetched += liquidity * (from - end);
        }
        (fetched, touched)
    }

    /// What a purchase costs, the ranges it touches and the root it ends at; `None` where there is not so
    /// much.
    pub fn cost(&self, size: &Rational) -> Option<(Rational, usize, Rational)> {
        let (mut left, mut paid, mut touched) = (size.clone(), Rational::zero(), 0);
        let mut last = rational(&self.root);
        for [liquidity, from, to] in self.path(false) {
            if left.is_zero() {
                break;
            }
            touched += 1;
            let room = &liquidity * (from.recip() - to.recip());
            let end = if left >= room {
                to
            } else {
                (from.recip() - &left / &liquidity).recip()
            };
            left -= room.min(left.clone());
            paid += liquidity * (&end - from);
            last = end;
        }
        left.is_zero()
            .then(|| (paid / kept(&self.fee), touched, last))
    }
}

#[derive(Clone, Debug)]
pub struct BookCase {
    pub bids: Vec<Level<Fixed>>,
    pub asks: Vec<Level<Fixed>>,
    pub fee: Fixed,
}

pub fn books() -> impl Strategy<Value = BookCase> {
    let side = || {
        vec(
            (
                0i128..50,
                prop_oneof![1 => Just(Fixed::ZERO), 8 => magnitude(-20, 30)],
            ),
            0..8,
        )
    };
    (magnitude(-20, 30), side(), side(), fee()).prop_map(|(place, bids, asks, fee)| {
        let tick = place / 1024;
        let walk = |levels: Vec<(i128, Fixed)>, sign: i128| {
            let mut price = place;
            let mut walked = Vec::new();
            for (ticks, size) in levels {
                price += tick * Fixed::from_num(sign * ticks);
                walked.push(Level { price, size });
            }
            walked
        };
        BookCase {
            bids: walk(bids, -1),
            asks: walk(asks, 1),
            fee,
        }
    })
}

impl BookCase {
    pub fn book(&self) -> Result<Depth<'_, Fixed>, Error> {
        Depth::new(&self.bids, &self.asks, self.fee)
    }

    /// The value of the first `size` units, and what of it the levels do not have.
    fn take(levels: &[Level<Fixed>], size: &Rational) -> (Rational, Rational) {
        let (mut value, mut depth) = (Rational::zero(), Rational::zero());
        for level in levels {
            let reach = (&depth + rational(&level.size)).min(size.clone());
            if reach > depth {
                value += (&reach - &depth) * rational(&level.price);
                depth = reach;
            }
        }
        (value, size - depth)
    }

    pub fn proceeds(&self, size: &Rational) -> Rational {
        Self::take(&self.bids, size).0 * kept(&self.fee)
    }

    pub fn cost(&self, size: &Rational) -> Option<Rational> {
        let (value, missing) = Self::take(&self.asks, size);
        missing
            .is_zero()
            .then(|| value * (Rational::one() + rational(&self.fee)))
    }
}

/// Any of them.
#[derive(Clone, Debug)]
pub enum Case {
    Pool(PoolCase),
    Ladder(LadderCase),
    Book(BookCase),
    Stable(StableCase),
}

pub fn any_venue() -> impl Strategy<Value = Case> {
    prop_oneof![
        pools().prop_map(Case::Pool),
        ladders().prop_map(Case::Ladder),
        books().prop_map(Case::Book),
        stables(3).prop_map(Case::Stable),
    ]
}

impl Case {
    /// What the venue answers, or why there is none.
    pub fn ask<R>(&self, ask: impl FnOnce(&dyn Venue<Fixed>) -> R) -> Result<R, Error> {
        Ok(match self {
            Case::Pool(case) => ask(&case.pool()?),
            Case::Ladder(case) => ask(&case.pool()?),
            Case::Book(case) => ask(&case.book()?),
            Case::Stable(case) => ask(&case.pool()?),
        })
    }

    /// About as much as it can sell.
    pub fn reserve(&self) -> Fixed {
        let reserve = match self {
            Case::Pool(case) => case.base,
            Case::Ladder(case) => {
                let most = case.ranges.iter().map(|range| range.liquidity).max();
                most.unwrap_or(Fixed::ONE) / case.root / 8
            }
            Case::Book(case) => {
                let most = case.bids.iter().chain(&case.asks).map(|level| level.size);
                most.max().unwrap_or(Fixed::ONE)
            }
            Case::Stable(case) => case.base(),
        };
        reserve.max(Fixed::DELTA)
    }

    /// By how many steps what is fetched may be short of exact.
    pub fn slack(&self, fetched: &Fixed) -> Rational {
        match self {
            Case::Pool(case) => count(1) + rational(fetched) / rational(&case.base),
            Case::Ladder(case) => {
                let root = rational(&case.root);
                let square = &root * &root;
                count(case.ranges.len()) * (count(2) + root + count(2) * &square) + square
            }
            Case::Book(case) => count(case.bids.len() + 1),
            Case::Stable(_) => count(32),
        }
    }
}

pub fn count(n: usize) -> Rational {
    Rational::from_integer(n.into())
}

/// What is out of the type's range is no case.
pub fn in_range<T>(result: Result<T, Error>) -> Result<Option<T>, TestCaseError> {
    match result {
        Err(Error::Overflow) => Ok(None),
        result => Ok(Some(result?)),
    }
}
