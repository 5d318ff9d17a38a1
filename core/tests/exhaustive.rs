//! 8-bit numbers: every operation for all pairs of bits against integers computed here, and the whole
//! kernel over a stated set of accounts.

mod common;

use common::budget::Budget;
use common::exact::{rational, step, Exact};
use common::formula;
use common::spec::{Contract, Group, Market, Spec};
use common::watched::{watching, Watched};
use fixed::types::extra::{U0, U1, U2, U3, U4, U5, U6};
use fixed::{FixedI32, FixedI8};
use plimsoll::margin::health::Health;
use plimsoll::weights::tiers::{Tier, Tiers};
use plimsoll::{Error, Number};

type I4F4 = FixedI8<U4>;

/// `a / b` toward minus infinity.
fn floor(a: i64, b: i64) -> i64 {
    let (a, b) = if b < 0 { (-a, -b) } else { (a, b) };
    a.div_euclid(b)
}

fn ceil(a: i64, b: i64) -> i64 {
    -floor(-a, b)
}

macro_rules! all_pairs {
    ($($name:ident $frac:ident $bits:literal),*) => {$(
        #[test]
        fn $name() {
            type F = FixedI8<$frac>;
            let fit = |bits: i64| i8::try_from(bits).map(F::from_bits).map_err(|_| Error::Overflow);
            let one = 1i64 << $bits;
            assert_eq!(F::one().to_bits() as i64, one);
            assert_eq!(F::zero().to_bits(), 0);
            for x in i8::MIN..=i8::MAX {
                let (a, i) = (F::from_bits(x), x as i64);
                assert_eq!(a.try_neg(), fit(-i));
                assert_eq!(a.try_abs(), fit(i.abs()));
                assert_eq!((a.is_negative(), a.is_zero()), (i < 0, i == 0));
                assert_eq!(a.is_fraction(), (0..=one).contains(&i));
                for y in i8::MIN..=i8::MAX {
                    let (b, j) = (F::from_bits(y), y as i64);
                    assert_eq!(a.try_add(&b), fit(i + j), "{x} + {y}");
                    assert_eq!(a.try_sub(&b), fit(i - j), "{x} - {y}");
                    assert_eq!(a.mul_down(&b), fit(floor(i * j, one)), "{x} * {y} down");
                    assert_eq!(a.mul_up(&b), fit(ceil(i * j, one)), "{x} * {y} up");
                    for z in [0, x, y, i8::MIN, i8::MAX] {
                        let product = fit(floor(i * j, one));
                        let sum = product.and_then(|product| F::from_bits(z).try_add(&product));
                        let mut sums = [F::from_bits(z)];
                        let added = a.add_scaled_down(&[b], &mut sums).map(|()| sums[0]);
                        assert_eq!(added, sum, "{z} + {x} * {y} down");
                    }
                    let quotient = |round: fn(i64, i64) -> i64| match j {
                        0 => Err(Error::DivisionByZero),
                        _ => fit(round(i * one, j)),
                    };
                    assert_eq!(a.div_down(&b), quotient(floor), "{x} / {y} down");
                    assert_eq!(a.div_up(&b), quotient(ceil), "{x} / {y} up");
                    let grid = if j > 0 { fit(floor(i, j) * j) } else { Err(Error::InvalidStep) };
                    assert_eq!(a.floor_to(&b), grid, "{x} on the grid of {y}");
                    let above = if j > 0 { fit(ceil(i, j) * j) } else { Err(Error::InvalidStep) };
                    assert_eq!(a.ceil_to(&b), above, "{x} on the grid of {y}, up");
                    assert_eq!(a.lesser(&b).to_bits(), x.min(y));
                    assert_eq!(a.greater(&b).to_bits(), x.max(y));
                    assert_eq!(a.partial_cmp(&b), x.partial_cmp(&y));
                }
            }
        }
    )*};
}
all_pairs!(i8f0 U0 0, i7f1 U1 1, i6f2 U2 2, i5f3 U3 3, i4f4 U4 4, i3f5 U5 5, i2f6 U6 6);

/// The point does not matter to `a * b / c`: one type stands for all.
#[test]
fn all_triples() {
    for x in i8::MIN..=i8::MAX {
        for y in i8::MIN..=i8::MAX {
            for z in (i8::MIN..=i8::MAX).step_by(if cfg!(debug_assertions) { 5 } else { 1 }) {
                let [a, b, c] = [x, y, z].map(I4F4::from_bits);
                let quotient = |round: fn(i64, i64) -> i64| match z {
                    0 => Err(Error::DivisionByZero),
                    _ => i8::try_from(round(i64::from(x) * i64::from(y), z.into()))
                        .map(I4F4::from_bits)
                        .map_err(|_| Error::Overflow),
                };
                assert_eq!(
                    a.mul_div_down(&b, &c),
                    quotient(floor),
                    "{x} * {y} / {z} down"
                );
                assert_eq!(a.mul_div_up(&b, &c), quotient(ceil), "{x} * {y} / {z} up");
            }
        }
    }
}

/// How many accounts had a result, and how many overflowed.
#[derive(Default)]
struct Seen {
    results: u32,
    overflows: u32,
}

/// One account at its level and at equity: bit for bit what the wide type gives, an overflow exactly
/// where a step of that leaves the range, and within the budget of the exact sums.
fn check(seen: &mut Seen, spec: &Spec<I4F4>) {
    for spec in [spec.clone(), spec.equity()] {
        let narrow = spec.health();
        let roomy = spec.map(&|n| Watched(FixedI32::from_num(*n)));
        let (wide, left) = watching(|| roomy.health());
        let wide = wide.expect("a valid account on a wide type");
        if left {
            assert_eq!(narrow, Err(Error::Overflow), "{spec:?}");
            seen.overflows += 1;
            continue;
        }
        let narrow: Health<I4F4> = narrow.expect("no step leaves the range");
        assert_eq!(
            narrow.assets().to_num::<f64>(),
            wide.assets().0.to_num::<f64>()
        );
        assert_eq!(
            narrow.liabilities().to_num::<f64>(),
            wide.liabilities().0.to_num::<f64>()
        );
        seen.results += 1;
        let exact = spec.map(&Exact::of);
        let [assets, liabilities] = formula::sums(&exact);
        let u = step::<I4F4>();
        let [below, above] = Budget { u, moved: None }.account(&exact, &exact);
        let [owned, owed] = [rational(narrow.assets()), rational(narrow.liabilities())];
        assert!(owned <= assets && &assets - &owned <= below, "{spec:?}");
        assert!(
            owed >= liabilities && &owed - &liabilities <= above,
            "{spec:?}"
        );
        // Healthy on the narrow type is healthy in fact.
        assert!(!narrow.healthy() || assets >= liabilities, "{spec:?}");
    }
}

fn n(bits: i8) -> I4F4 {
    I4F4::from_bits(bits)
}

/// Prices from one step to the end of the range, exact and wide, by weights of nothing, a step, about
/// one half, all but a step, and one, each with a step, a half and three more on a debt.
fn markets(prices: &[[i8; 2]], weights: &[[i8; 2]]) -> Vec<Market<I4F4>> {
    let mut markets = Vec::new();
    for [low, high] in prices {
        for [asset, liability] in weights {
            markets.push(Market {
                index: 0,
                low: n(*low),
                high: n(*high),
                asset: n(*asset),
                liability: n(*liability),
            });
        }
    }
    markets
}

const PRICES: [[i8; 2]; 10] = [
    [1, 1],
    [1, 127],
    [7, 9],
    [15, 17],
    [16, 16],
    [23, 29],
    [16, 40],
    [64, 65],
    [126, 127],
    [127, 127],
];
const WEIGHTS: [[i8; 2]; 7] = [
    [16, 16],
    [0, 16],
    [16, 64],
    [1, 17],
    [7, 25],
    [15, 17],
    [14, 24],
];

#[test]
fn one_balance() {
    let mut seen = Seen::default();
    for market in markets(&PRICES, &WEIGHTS) {
        for bits in i8::MIN..=i8::MAX {
            let group = Group {
                market: market.clone(),
                balance: n(bits),
                perps: Vec::new(),
            };
            check(
                &mut seen,
                &Spec {
                    groups: vec![group],
                },
            );
        }
    }
    assert!(seen.results > 5_000 && seen.overflows > 2_000);
}

/// Ladders of none, one and three rungs, with rates from nothing to one.
fn ladders() -> Vec<Vec<(I4F4, I4F4)>> {
    let rungs = |rungs: &[[i8; 2]]| rungs.iter().map(|[f, r]| (n(*f), n(*r))).collect();
    vec![
        Vec::new(),
        rungs(&[[0, 1]]),
        rungs(&[[0, 0], [17, 16]]),
        rungs(&[[0, 1], [9, 3], [33, 7]]),
    ]
}

fn contracts(
    sizes: &[i8],
    quotes: &[i8],
    prices: &[[i8; 2]],
    orders: &[[i8; 2]],
) -> Vec<Contract<I4F4>> {
    let mut contracts = Vec::new();
    for market in markets(prices, &[[16, 16], [7, 25], [15, 17], [0, 40]]) {
        for rungs in ladders() {
            for profit_weight in [16, 15, 0] {
                for [bids, asks] in orders {
                    for (size, quote) in sizes
                        .iter()
                        .flat_map(|s| quotes.iter().map(move |q| (s, q)))
                    {
                        contracts.push(Contract {
                            market: market.clone(),
                            rungs: rungs.clone(),
                            profit_weight: n(profit_weight),
                            equity: false,
                            size: n(*size),
                            quote: n(*quote),
                            bids: n(*bids),
                            asks: n(*asks),
                        });
                    }
                }
            }
        }
    }
    contracts
}

const UNIT: [[i8; 2]; 1] = [[16, 16]];

#[test]
fn one_perp_in_its_netting_group() {
    let sizes = [-128, -33, -1, 0, 15, 40, 127];
    let quotes = [-128, -20, 3, 127];
    let orders = [[0, 0], [5, 0], [0, 17], [16, 31]];
    let prices: &[[i8; 2]] = match cfg!(debug_assertions) {
        true => &[[15, 17], [23, 29]],
        false => &[[1, 1], [15, 17], [23, 29]],
    };
    let mut seen = Seen::default();
    for contract in contracts(&sizes, &quotes, prices, &orders) {
        for (market, balance) in [(&UNIT[0], 0), (&[15, 17], -7), (&[31, 40], 9)] {
            let market = markets(&[*market], &[[13, 19]]).remove(0);
            let group = Group {
                market,
                balance: n(balance),
                perps: vec![contract.clone()],
            };
            check(
                &mut seen,
                &Spec {
                    groups: vec![group],
                },
            );
        }
    }
    assert!(seen.results > 5_000 && seen.overflows > 2_000);
}

#[test]
fn two_positions() {
    let mut groups = Vec::new();
    for market in markets(&[[1, 1], [15, 17], [23, 29]], &[[16, 16], [7, 25]]) {
        for balance in [-128, -40, -17, -1, 0, 1, 16, 33, 127] {
            groups.push(Group {
                market: market.clone(),
                balance: n(balance),
                perps: Vec::new(),
            });
        }
    }
    for contract in contracts(&[-17, 16, 30], &[-19, 20], &[[15, 17]], &[[0, 0], [5, 3]]) {
        groups.push(Group {
            market: markets(&[[15, 17]], &[[13, 19]]).remove(0),
            balance: n(-3),
            perps: vec![contract],
        });
    }
    let mut seen = Seen::default();
    let every = if cfg!(debug_assertions) { 97 } else { 11 };
    for (place, first) in groups.iter().enumerate() {
        for second in groups.iter().skip(place % every).step_by(every) {
            check(
                &mut seen,
                &Spec {
                    groups: vec![first.clone(), second.clone()],
                },
            );
        }
    }
    assert!(seen.results > 500 && seen.overflows > 50);
}

/// Two perps of one group: their sum is netted before it is weighted.
#[test]
fn two_perps_in_one_group() {
    let contracts = contracts(
        &[-17, 1, 30],
        &[-19, 20],
        &[[15, 17], [7, 9]],
        &[[0, 0], [5, 3]],
    );
    let mut seen = Seen::default();
    let every = if cfg!(debug_assertions) { 331 } else { 61 };
    for (place, first) in contracts.iter().enumerate() {
        for second in contracts.iter().skip(place % every).step_by(every) {
            let group = Group {
                market: markets(&[[15, 17]], &[[13, 19]]).remove(0),
                balance: n(8),
                perps: vec![first.clone(), second.clone()],
            };
            check(
                &mut seen,
                &Spec {
                    groups: vec![group],
                },
            );
        }
    }
    assert!(seen.results > 500 && seen.overflows > 50);
}

/// Every ladder of two rungs over every notional: what is required never falls as the notional grows,
/// and grows no faster than it, but for one step at the rung's floor (`docs/rounding.md`).
#[test]
fn every_ladder_of_two_rungs() {
    for (first, second) in (0..=16i8).flat_map(|a| (a..=16).map(move |b| (a, b))) {
        for floor in 1..=127i8 {
            let mut rungs = [Tier::new(n(0), n(first)), Tier::new(n(floor), n(second))];
            let ladder = Tiers::from_rates(&mut rungs).expect("a ladder");
            let required = |bits: i8| ladder.requirement(&n(bits)).expect("in range").to_bits();
            for bits in 0..i8::MAX {
                let grows = required(bits + 1) - required(bits);
                let most = if bits + 1 == floor { 2 } else { 1 };
                assert!(
                    (0..=most).contains(&grows),
                    "{first} {second} above {floor}: {grows} at {bits}"
                );
            }
        }
    }
}
