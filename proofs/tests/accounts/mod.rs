//! Random accounts, and what they are worth by definition, in exact rationals.
#![allow(dead_code)]

use ethnum::I256;
use num_bigint::BigInt;
use num_rational::BigRational;
use plimsoll::{Bound, Fixed, Number, Price, Terms, Tier, Tiers, Weights};
use plimsoll_proofs::margin::{Group, Instrument, Kind, Orders, Perp, Portfolio, Side};
use plimsoll_proofs::{Commitment, Context, Generators, Lots, Opening};
use rand_chacha::ChaCha20Rng;
use rand_core::{RngCore, SeedableRng};
use std::sync::OnceLock;

pub const CONTEXT: Context<'static> = Context {
    purpose: "tests/health",
    version: 7,
    time: 1_800_000_000,
};

pub fn generators() -> &'static Generators {
    static GENERATORS: OnceLock<Generators> = OnceLock::new();
    GENERATORS.get_or_init(|| Generators::new(plimsoll_proofs::MAX_LIMBS))
}

/// A source of random accounts.
pub struct Source(pub ChaCha20Rng);

impl Source {
    pub fn new(seed: u64) -> Self {
        Source(ChaCha20Rng::seed_from_u64(seed))
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.0.next_u64() % end
    }

    fn chance(&mut self, of: u64) -> bool {
        self.below(of) == 0
    }

    /// A number of about as many bits, at least one step.
    fn bits(&mut self, bits: u64) -> Fixed {
        let size = self.below(bits) + 1;
        Fixed::from_bits(i128::from(self.0.next_u64() >> (64 - size.min(64))) + 1)
    }

    fn fraction(&mut self) -> Fixed {
        match self.below(6) {
            0 => Fixed::ZERO,
            1 => Fixed::ONE,
            _ => Fixed::from_bits(i128::from(self.below(1 << 48))),
        }
    }

    fn price(&mut self) -> Price {
        let low = self.bits(60);
        let apart = match self.below(3) {
            0 => Fixed::ZERO,
            _ => low
                .mul_down(&Fixed::from_bits(i128::from(self.below(1 << 46))))
                .unwrap(),
        };
        Price::new(low, low + apart).unwrap()
    }

    fn weights(&mut self) -> Weights {
        Weights::new(self.fraction(), Fixed::ONE + self.fraction()).unwrap()
    }

    fn lots(&mut self, price: &Fixed) -> Lots {
        match self.below(4) {
            0 => Lots::new(1_000_000).unwrap(),
            1 => Lots::new(1_000_000_007).unwrap(),
            _ => Lots::near(price),
        }
    }

    fn tiers(&mut self) -> Tiers<'static> {
        let mut rungs = Vec::new();
        let (mut floor, mut rate) = (Fixed::ZERO, Fixed::ZERO);
        for _ in 0..self.below(4) {
            rate = rate.greater(&self.fraction());
            rungs.push(Tier::new(floor, rate));
            floor += self.bits(62);
        }
        match rungs.is_empty() {
            true => Tiers::none(),
            false => Tiers::from_rates(Box::leak(rungs.into_boxed_slice())).unwrap(),
        }
    }

    fn perp(&mut self) -> Perp<'static> {
        let price = self.price();
        let profit_weight = match self.chance(2) {
            true => Fixed::ONE,
            false => self.fraction(),
        };
        let terms = Terms::new(price, self.weights(), self.tiers(), profit_weight).unwrap();
        Perp {
            lots: self.lots(price.high()),
            terms,
            orders: if self.chance(3) {
                Orders::With
            } else {
                Orders::Without
            },
        }
    }

    fn signed(&mut self, bits: u64) -> Fixed {
        let size = self.bits(bits);
        if self.chance(2) {
            -size
        } else {
            size
        }
    }

    /// Sides whose marks are an interval, whose profits may be none.
    fn instrument(&mut self, scenarios: usize) -> Instrument {
        let mark = self.price();
        let mut owned = Side {
            mark: *mark.low(),
            profits: Vec::new(),
        };
        let mut owed = Side {
            mark: *mark.high(),
            profits: Vec::new(),
        };
        for _ in 0..scenarios {
            let gain = self.signed(56);
            owned.profits.push(gain);
            let apart = self.bits(50);
            owed.profits.push(if self.chance(4) {
                gain - apart
            } else {
                gain + apart
            });
        }
        Instrument {
            kind: if self.chance(2) {
                Kind::Perp
            } else {
                Kind::Option
            },
            lots: self.lots(mark.high()),
            owned,
            owed,
        }
    }

    fn portfolio(&mut self) -> Portfolio {
        let scenarios = self.below(4) as usize + 1;
        let shares = (0..scenarios)
            .map(|_| self.fraction() + self.fraction())
            .collect();
        let instruments = 1 + self.below(3);
        Portfolio {
            instruments: (0..instruments)
                .map(|_| self.instrument(scenarios))
                .collect(),
            shares,
        }
    }

    pub fn group(&mut self) -> Group<'static> {
        let price = self.price();
        let bound = match self.chance(12) {
            true => Bound::unknown(),
            false => self.weights().apply(&price).unwrap(),
        };
        let mut group = Group::of_asset(self.lots(price.high()), bound);
        if self.chance(2) {
            group.perps = (0..self.below(3)).map(|_| self.perp()).collect();
        }
        if self.chance(4) {
            group.portfolios.push(self.portfolio());
        }
        group
    }

    pub fn groups(&mut self, most: u64) -> Vec<Group<'static>> {
        (0..1 + self.below(most)).map(|_| self.group()).collect()
    }

    fn quantity(&mut self) -> i128 {
        let size = i128::from(self.0.next_u64() >> (8 + self.below(50)));
        match self.below(5) {
            0 => 0,
            1 | 2 => -size,
            _ => size,
        }
    }

    /// One number for every position of these groups.
    pub fn quantities(&mut self, groups: &[Group<'_>]) -> Vec<i128> {
        let mut quantities = Vec::new();
        for group in groups {
            quantities.push(self.quantity());
            for perp in &group.perps {
                quantities.extend([self.quantity(), self.quantity()]);
                if perp.orders == Orders::With {
                    quantities.extend([self.quantity().abs(), self.quantity().abs()]);
                }
            }
            for instrument in group.portfolios.iter().flat_map(|held| &held.instruments) {
                quantities.push(self.quantity());
                if instrument.kind == Kind::Perp {
                    quantities.push(self.quantity());
                }
            }
        }
        quantities
    }

    pub fn openings(&mut self, quantities: &[i128]) -> Vec<Opening> {
        quantities
            .iter()
            .map(|quantity| Opening::random(*quantity, &mut self.0))
            .collect()
    }

    /// Some small, some large amounts by which unknowns are chosen larger than they must be.
    pub fn extras(&mut self, of: usize) -> Vec<I256> {
        let mut extra = || match self.below(3) {
            0 => I256::ZERO,
            _ => I256::from(self.0.next_u64() >> self.below(60)),
        };
        (0..of).map(|_| extra()).collect()
    }
}

pub fn commitments(openings: &[Opening]) -> Vec<Commitment> {
    openings.iter().map(Opening::commit).collect()
}

pub fn whole(number: i128) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

pub fn exact(number: &Fixed) -> BigRational {
    whole(number.to_bits()) / whole(1 << 48)
}

fn zero() -> BigRational {
    whole(0)
}

/// What an account is worth by definition, and by how much rounded prices may miss it.
pub struct Worth {
    /// Exact health, or nothing where what has no price is owed.
    pub health: Option<BigRational>,
    pub budget: BigRational,
    /// Whether an instrument's profits are the wrong way round, where a proof counts less.
    pub crossed: bool,
}

struct Reader<'a>(std::slice::Iter<'a, i128>);

impl Reader<'_> {
    fn lots(&mut self) -> i128 {
        *self.0.next().expect("a quantity for every position")
    }
}

fn of_side(quantity: &BigRational, low: &Fixed, high: &Fixed) -> BigRational {
    let price = if *quantity >= zero() { low } else { high };
    quantity * exact(price)
}

fn filled(size: &BigRational, quote: BigRational, terms: &Terms<'_>) -> BigRational {
    let value = of_side(size, terms.bound().asset(), terms.bound().liability());
    let notional = if value >= zero() {
        value.clone()
    } else {
        -value.clone()
    };
    let rungs = terms.tiers().rungs().iter();
    let ladder = rungs.map(|rung| exact(&rung.rate) * &notional - exact(&rung.deduction));
    quote + value - ladder.fold(zero(), |a, b| a.max(b))
}

/// The definition, followed position by position.
pub fn worth(groups: &[Group<'_>], quantities: &[i128]) -> Worth {
    let mut reader = Reader(quantities.iter());
    let step = whole(1) / whole(1 << 64);
    let (mut health, mut crossed) = (Some(zero()), false);
    let mut budget = whole(1) / whole(1 << 48);
    for group in groups {
        let settles = whole(group.lots.per_token().into());
        let balance = reader.lots();
        let mut net = whole(balance) / &settles;
        // Lots that a rounded price is multiplied by, each costing a step of value.
        let mut counted = zero();
        for perp in &group.perps {
            let lots = whole(perp.lots.per_token().into());
            let (size, quote) = (reader.lots(), whole(reader.lots()) / &settles);
            let (own, terms) = (whole(size) / &lots, &perp.terms);
            let mut value = filled(&own, quote.clone(), terms);
            counted += whole(size.abs()) * whole(4);
            if perp.orders == Orders::With {
                let (bids, asks) = (reader.lots(), reader.lots());
                counted += whole(bids + asks) * whole(8) + whole(size.abs()) * whole(4);
                let (bids, asks) = (whole(bids) / &lots, whole(asks) / &lots);
                let paid = &bids * exact(terms.price().high());
                let received = &asks * exact(terms.price().low());
                let bought = filled(&(&own + bids), &quote - paid, terms);
                let sold = filled(&(&own - asks), &quote + received, terms);
                value = bought.min(sold);
            }
            counted += whole(1);
            net += if value > zero() {
                value * exact(terms.profit_weight())
            } else {
                value
            };
        }
        for held in &group.portfolios {
            let mut mark = zero();
            let mut profits = vec![zero(); held.shares.len()];
            for instrument in &held.instruments {
                let size = reader.lots();
                counted += whole(size.abs()) * whole(16);
                let size = whole(size) / whole(instrument.lots.per_token().into());
                if instrument.kind == Kind::Perp {
                    mark += whole(reader.lots()) / &settles;
                }
                let (owned, owed) = (&instrument.owned, &instrument.owed);
                mark += of_side(&size, &owned.mark, &owed.mark);
                for (place, profit) in profits.iter_mut().enumerate() {
                    let (low, high) = (&owned.profits[place], &owed.profits[place]);
                    crossed |= low > high;
                    *profit += of_side(&size, low, high);
                }
            }
            let least = profits
                .iter()
                .zip(&held.shares)
                .map(|(profit, share)| profit * exact(share));
            net += mark + least.fold(zero(), |a, b| a.min(b));
        }
        let high = exact(group.bound.liability());
        budget += &step * counted / &settles * &high + whole(balance.abs()) * &step * &step;
        // The net's own price: a step of 2^-160 a step of value.
        let size = if net >= zero() {
            net.clone()
        } else {
            -net.clone()
        };
        budget += size * settles / whole(1 << 96);
        if group.bound.is_known() {
            let value = of_side(&net, group.bound.asset(), group.bound.liability());
            health = health.map(|health| health + value);
        } else if net < zero() {
            health = None;
        }
    }
    assert!(reader.0.next().is_none(), "more quantities than positions");
    Worth {
        health,
        budget,
        crossed,
    }
}
