//! Random stable swaps. Their invariant has no rational root, so their oracle is an interval of 2^-64 steps,
//! found by halving in integers.

use crate::common::exact::{rational, step};
use crate::common::generate::of_length;
use crate::market::{fee, kept, Rational};
use num_bigint::BigInt;
use num_traits::{One, Zero};
use plimsoll::price::exit::stable::StableSwap;
use plimsoll::{Error, Fixed};
use proptest::collection::vec;
use proptest::prelude::*;

#[derive(Clone, Debug)]
pub struct StableCase {
    pub balances: Vec<Fixed>,
    pub traded: [usize; 2],
    pub amplification: Fixed,
    pub fee: Fixed,
}

/// Two to five coins of up to 1e12 tokens, out of balance by up to `2^spread`.
pub fn stables(spread: i32) -> impl Strategy<Value = StableCase> {
    let amplification = prop_oneof![Just(1i128), 2i128..50, 50i128..5_000, 5_000i128..1_000_000,];
    let balance = (0..=spread, any::<u128>());
    (
        -6i32..41,
        vec(balance, 2..6),
        any::<[usize; 2]>(),
        amplification,
        fee(),
    )
        .prop_map(|(center, rough, [base, other], amplification, fee)| {
            let balances: Vec<Fixed> = rough
                .into_iter()
                .map(|(less, mantissa)| of_length(center + 48 - less, mantissa))
                .collect();
            let base = base % balances.len();
            let quote = (base + 1 + other % (balances.len() - 1)) % balances.len();
            StableCase {
                balances,
                traded: [base, quote],
                amplification: Fixed::from_num(amplification),
                fee,
            }
        })
}

/// Bits of a step's fraction in the oracle.
const FINER: u32 = 64;

/// The largest integer for which a rising function is not above zero, below `2^190`.
fn last(holds: impl Fn(&BigInt) -> bool) -> BigInt {
    let mut found = BigInt::zero();
    for bit in (0..190u32).rev() {
        let next = &found + (BigInt::one() << bit);
        if holds(&next) {
            found = next;
        }
    }
    found
}

fn fine(x: &Fixed) -> BigInt {
    BigInt::from(x.to_bits()) << FINER
}

fn coarse(x: BigInt) -> Rational {
    Rational::new(x, BigInt::one() << FINER) * step::<Fixed>()
}

impl StableCase {
    pub fn pool(&self) -> Result<StableSwap<'_, Fixed>, Error> {
        StableSwap::new(&self.balances, self.traded, &self.amplification, &self.fee)
    }

    pub fn base(&self) -> Fixed {
        self.balances[self.traded[0]]
    }

    pub fn quote(&self) -> Fixed {
        self.balances[self.traded[1]]
    }

    fn coins(&self) -> BigInt {
        BigInt::from(self.balances.len())
    }

    /// `a` in units of 2^-48, and one.
    fn factor(&self) -> [BigInt; 2] {
        let a = BigInt::from(self.amplification.to_bits()) * self.coins();
        [a, BigInt::one() << Fixed::FRAC_NBITS]
    }

    /// The exact `D` lies in `invariant .. invariant + 1` of the oracle's units.
    fn floor_invariant(&self) -> BigInt {
        let [a, one] = self.factor();
        let n = self.balances.len() as u32;
        let sum: BigInt = self.balances.iter().map(fine).sum();
        let product: BigInt = self.balances.iter().map(fine).product();
        let product = product * self.coins().pow(n);
        last(|d| &one * d.pow(n + 1) + (&a - &one) * d * &product <= &a * &sum * &product)
    }

    pub fn invariant(&self) -> Rational {
        coarse(self.floor_invariant())
    }

    /// The quote balance that `D` asks for beside the others: exactly, it is at least the first and at most
    /// the second.
    pub fn quote_at(&self, base: &Rational) -> [Rational; 2] {
        let [a, one] = self.factor();
        let n = self.balances.len() as u32;
        let d = self.floor_invariant();
        let base = (base / step::<Fixed>()) * Rational::from_integer(BigInt::one() << FINER);
        let [base_low, base_high] = [base.floor().to_integer(), base.ceil().to_integer()];
        let others = || {
            let traded = self.traded;
            let places = self.balances.iter().enumerate();
            places
                .filter(move |(place, _)| !traded.contains(place))
                .map(|(_, x)| fine(x))
        };
        // The balance rises with `D` and falls as that of the base coin rises.
        let root = |d: &BigInt, base: &BigInt| {
            let sum = others().sum::<BigInt>() + base;
            let product = others().product::<BigInt>() * base * self.coins().pow(n);
            let power = &one * d.pow(n + 1);
            last(|y| (&a * (&sum + y) + (&one - &a) * d) * y * &product <= power)
        };
        let low = root(&d, &base_high);
        let high = root(&(d + 1u32), &base_low) + 1u32;
        [low, high].map(coarse)
    }

    /// What a sale fetches at least and at most.
    pub fn proceeds(&self, size: &Fixed) -> [Rational; 2] {
        let after = self.quote_at(&(rational(&self.base()) + rational(size)));
        let [low, high] = after.map(|y| (rational(&self.quote()) - y) * kept(&self.fee));
        [high.max(Rational::zero()), low.max(Rational::zero())]
    }

    /// What a purchase costs at least and at most; `None` where there is not so much.
    pub fn cost(&self, size: &Fixed) -> Option<[Rational; 2]> {
        let rest = rational(&self.base()) - rational(size) / kept(&self.fee);
        let enough = rest > step::<Fixed>();
        enough.then(|| self.quote_at(&rest).map(|y| y - rational(&self.quote())))
    }
}
