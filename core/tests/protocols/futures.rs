//! A futures venue: one wallet in the settlement currency and positions that settle in it, and the
//! liquidation price of one of them.

use crate::exact::Exact;
use crate::lane::{half_digit, small, Lane};
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use plimsoll::liquidation::threshold::{check_at, threshold, Threshold};
use plimsoll::margin::holding::{Holding, Leg};
use plimsoll::margin::perp::{Perp, Terms};
use plimsoll::number::solver::Limit;
use plimsoll::price::Price;
use plimsoll::weights::tiers::{Tier, Tiers};
use plimsoll::weights::Weights;
use plimsoll::Fixed;

/// 2^-40, a grid that both numbers hold exactly.
const STEP: &str = "0.0000000000009094947017729282379150390625";

/// Floors and rates of a ladder, as decimals.
pub type Rates = &'static [(&'static str, &'static str)];

/// One position: its maintenance is a fraction of the notional at the mark, or a ladder on it.
pub struct Position {
    pub size: &'static str,
    pub entry: &'static str,
    pub mark: &'static str,
    pub fraction: &'static str,
    pub ladder: Rates,
}

impl Position {
    pub fn fraction(size: &'static str, entry: &'static str, fraction: &'static str) -> Self {
        Position {
            size,
            entry,
            mark: entry,
            fraction,
            ladder: &[],
        }
    }

    pub fn ladder(size: &'static str, entry: &'static str, ladder: Rates) -> Self {
        Position {
            ladder,
            ..Position::fraction(size, entry, "0")
        }
    }

    fn leg<'a, N: Lane>(&self, index: u32, rungs: &'a mut Vec<Tier<N>>) -> Leg<'a, N> {
        rungs.extend(rungs_of(self.ladder));
        let size = N::near(self.size);
        let mark = Price::new(N::down(self.mark), N::up(self.mark)).unwrap();
        let entry = match size.is_negative() {
            true => N::down(self.entry),
            false => N::up(self.entry),
        };
        let weights = Weights::from_margin_fraction(&N::up(self.fraction)).unwrap();
        let tiers = Tiers::from_rates(rungs).unwrap();
        Leg {
            perp: Perp::new(N::zero(), N::zero())
                .trade(&size, &entry, &N::zero())
                .unwrap(),
            terms: Terms::new(mark, weights, tiers, N::one()).unwrap(),
            index,
        }
    }
}

pub fn rungs_of<N: Lane>(rates: &[(&str, &str)]) -> Vec<Tier<N>> {
    let rung = |&(floor, rate): &(&str, &str)| Tier::new(N::down(floor), N::up(rate));
    rates.iter().map(rung).collect()
}

/// Asks about the account; `wallet` is a quotient, because leverage divides. Position `i` follows
/// index `i + 1`.
pub fn account<N: Lane, R>(
    wallet: [&str; 2],
    positions: &[Position],
    ask: impl FnOnce(&[Holding<'_, N>]) -> R,
) -> R {
    let mut ladders: Vec<Vec<Tier<N>>> = positions.iter().map(|_| Vec::new()).collect();
    let legs: Vec<Leg<'_, N>> = (1..)
        .zip(positions)
        .zip(&mut ladders)
        .map(|((index, position), rungs)| position.leg(index, rungs))
        .collect();
    let [numerator, denominator] = wallet;
    ask(&[Holding {
        balance: N::down(numerator).div_down(&N::up(denominator)).unwrap(),
        price: Price::exact(N::one()).unwrap(),
        weights: Weights::one(),
        index: 0,
        legs: &legs,
    }])
}

fn index_of(which: usize) -> u32 {
    u32::try_from(which).unwrap() + 1
}

/// The liquidation price of one position while the others stand.
fn solve<N: Lane>(wallet: [&str; 2], positions: &[Position], which: usize) -> BigRational {
    let mark = N::near(positions[which].mark);
    let price = Price::exact(mark).unwrap();
    let limits = account::<N, _>(wallet, positions, |holdings| {
        threshold(holdings, index_of(which), &price, &N::down(STEP)).unwrap()
    });
    match (positions[which].size.starts_with('-'), limits) {
        (
            false,
            Threshold {
                below: Limit::At(price),
                ..
            },
        ) => price.value(),
        (
            true,
            Threshold {
                above: Limit::At(price),
                ..
            },
        ) => price.value(),
        (_, limits) => panic!("no liquidation price: {limits:?}"),
    }
}

/// The price is `closed`, the venue's own formula: the account's surplus there is exactly zero, the
/// solver finds it on both numbers, and the printed digits are its digits.
pub fn assert_liquidation(
    wallet: [&str; 2],
    positions: &[Position],
    which: usize,
    closed: &BigRational,
    printed: &str,
) {
    let price = Price::exact(Exact::near(positions[which].mark)).unwrap();
    let at = Exact(closed.clone());
    let surplus = account::<Exact, _>(wallet, positions, |holdings| {
        let health = check_at(holdings, index_of(which), &price, &at).unwrap();
        health.surplus().unwrap()
    });
    assert!(surplus.0.is_zero(), "{surplus:?} at the closed form");
    let step = Exact::down(STEP).0;
    let exact = solve::<Exact>(wallet, positions, which);
    assert!((&exact - closed).abs() <= step, "{exact} for {closed}");
    let fixed = solve::<Fixed>(wallet, positions, which);
    assert!((&fixed - closed).abs() <= small(), "{fixed} for {closed}");
    // The account is healthy at the answer, so a long's lies above the crossing and a short's below.
    let short = positions[which].size.starts_with('-');
    assert!(if short {
        fixed <= *closed
    } else {
        fixed >= *closed
    });
    let off = (closed - crate::lane::decimal(printed)).abs();
    assert!(off <= half_digit(printed), "{closed} for {printed}");
}
