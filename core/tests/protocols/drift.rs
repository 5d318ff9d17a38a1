//! Drift v2: weights that shrink with size, perp margin, profits, strict prices, largest withdrawal.
//!
//! Source: drift-labs/protocol-v2, programs/drift/src/math/margin/tests.rs, formulas in math/margin.rs,
//! state/spot_market.rs. Drift computes in integers of 1e-6 (quote), 1e-4 (weights) and 1e-9 (base).

use crate::exact::Exact;
use crate::lane::{assert_owed, assert_owned, decimal, Lane};
use plimsoll::margin::health::Health;
use plimsoll::margin::holding::Holding;
use plimsoll::margin::limits::withdrawal;
use plimsoll::margin::perp::{Perp, Terms};
use plimsoll::number::amount::{from_units_down, to_units_down, to_units_up};
use plimsoll::number::solver::Limit;
use plimsoll::price::Price;
use plimsoll::weights::tiers::Tiers;
use plimsoll::weights::{Bound, Weights};
use plimsoll::Fixed;

/// Their rule for a size in units of 1e-9 and a factor in 1e-6: `isqrt(10 size + 1) * imf / 10^5`.
fn size_premium(size: u128, imf: u128) -> u128 {
    (size * 10 + 1).isqrt() * imf / 100_000
}

/// `min(w, 1.1 / (1 + premium))` in units of 1e-4.
fn asset_weight(weight: u128, size: u128, imf: u128) -> u128 {
    weight.min(1_100_000 * 10_000 / (1_000_000 + size_premium(size, imf)))
}

/// `max(w, 0.8 w + premium)` in units of 1e-4.
fn liability_weight(weight: u128, size: u128, imf: u128) -> u128 {
    weight.max(weight - weight / 5 + size_premium(size, imf) / 100)
}

/// `w` below a start value and `w * start / value` above, in units of 1e-4.
fn scaled_asset_weight(weight: u128, start: u128, value: u128) -> u128 {
    match value < start {
        true => weight,
        false => weight * start / value,
    }
}

fn weights(asset: u128, liability: u128) -> Weights<Fixed> {
    let read = |units, up: bool| match up {
        true => plimsoll::number::amount::from_units_up(units, 4).unwrap(),
        false => from_units_down(units, 4).unwrap(),
    };
    Weights::new(read(asset, false), read(liability, true)).unwrap()
}

/// 1,000 units at 1: what counts as collateral and as a debt under the weights that their test asserts.
#[test]
fn spot_market_asset_weight() {
    let size = 1_000 * 1_000_000_000;
    for (imf, factor, asset, liability) in [
        (0, 1, 9_000, 11_000),
        (10, 1, 9_000, 11_000),
        (10, 1_000_000, 8_357, 11_962),
        (10_000, 1, 8_357, 11_962),
        (100_000, 1, 2_642, 40_422),
    ] {
        let size = size * factor;
        assert_eq!(asset_weight(9_000, size, imf), asset);
        assert_eq!(liability_weight(11_000, size, imf), liability);
        let bound = weights(asset, liability)
            .apply(&Price::exact(Fixed::ONE).unwrap())
            .unwrap();
        let mut health = Health::new();
        let amount: Fixed = from_units_down(size, 9).unwrap();
        health.add(&amount, &bound).unwrap();
        health.add(&-amount, &bound).unwrap();
        // The weights have no exact binary form: a base unit less, or more, where they divide evenly.
        let (owned, owed) = (asset * size / 10_000, liability * size / 10_000);
        let tolerance = size / 1_000_000_000_000;
        let ours = to_units_down(health.assets(), 9).unwrap();
        assert!(ours <= owned && owned - ours <= tolerance.max(1));
        let ours = to_units_up(health.liabilities(), 9).unwrap();
        assert!(ours >= owed && ours - owed <= tolerance.max(1));
    }
    assert_eq!(liability_weight(0, size, 100_000), 31_622);
    for initial_fill_maintenance in [1_500, 4_500, 7_500] {
        assert_eq!(
            asset_weight(initial_fill_maintenance, 100 * size, 100_000),
            337
        );
    }
}

/// Weight 0.9, start 500,000, price 25: the weight, and what a deposit of 1 SOL counts for.
#[test]
fn spot_market_scale_initial_asset_weight() {
    for (deposits, weight) in [
        (1, 9_000),
        (20_000, 9_000),
        (40_000, 4_500),
        (60_000, 3_000),
    ] {
        assert_eq!(scaled_asset_weight(9_000, 500_000, deposits * 25), weight);
        let price = Price::exact(Fixed::from_num(25)).unwrap();
        let bound = weights(weight, 10_000).apply(&price).unwrap();
        let counted = bound.asset().value();
        let theirs = decimal("25") * decimal(&weight.to_string()) / decimal("10000");
        assert!(counted <= theirs && theirs - counted < decimal("0.0000000001"));
    }
}

fn short_btc<N: Lane>() -> Perp<N> {
    Perp::new(N::near("-6.147540983"), N::down("153688.524588"))
}

fn margined<N: Lane>(price: &str, fraction: &str, profit: N) -> Terms<'static, N> {
    let price = Price::new(N::down(price), N::up(price)).unwrap();
    let weights = Weights::from_margin_fraction(&N::up(fraction)).unwrap();
    Terms::new(price, weights, Tiers::none(), profit).unwrap()
}

/// Short 6.147540983 BTC, 10 %. Theirs cuts the requirement off below a base unit, in the trader's
/// favour (issue 2146); ours is the next one above.
#[test]
fn perp_requirement() {
    for (price, exact, theirs) in [
        ("22050", "13555.327867515", 13_555_327_867u128),
        ("21050", "12940.573769215", 12_940_573_769),
    ] {
        fn requirement<N: Lane>(price: &str) -> N {
            let terms = margined(price, "0.1", N::one());
            short_btc::<N>().requirement(&terms).unwrap()
        }
        assert_owed(exact, requirement(price), requirement(price));
        assert_eq!(to_units_up(&requirement::<Fixed>(price), 6), Ok(theirs + 1));
    }
}

/// Its profit at 21,050: theirs cuts the value of the short off below and so the profit up, ours is down.
#[test]
fn perp_profit() {
    let price = Price::exact(Fixed::from_num(21_050)).unwrap();
    let profit = short_btc::<Fixed>().value(&Terms::equity(price)).unwrap();
    assert_eq!(to_units_down(&profit, 6), Ok(24_282_786_896 - 1));
    let wide = 24_282_786_896;
    for (factor, weight) in [
        (1, 9_516),
        (10, 7_368),
        (100, 4_299),
        (1_000, 1_855),
        (10_000, 663),
    ] {
        assert_eq!(asset_weight(10_000, wide * factor * 1_000, 1_000), weight);
    }
    assert_eq!(asset_weight(10_000, 22_699_050_905 * 1_000, 1_000), 9_559);
}

/// At most 100 of a market's profit counts initially: a profit weight of `100 / profit` where that is the
/// smaller one.
#[test]
fn perp_profit_is_capped() {
    fn value<N: Lane>() -> N {
        let price = "22050";
        let exact = Price::new(N::down(price), N::up(price)).unwrap();
        let profit = short_btc::<N>().value(&Terms::equity(exact)).unwrap();
        let by_size = N::down("0.9559");
        let by_cap = N::down("100").div_down(&profit).unwrap();
        let terms = margined(price, "0", by_size.lesser(&by_cap));
        short_btc::<N>().value(&terms).unwrap()
    }
    assert_eq!(value::<Exact>().0, decimal("100"));
    let short = decimal("100") - value::<Fixed>().value();
    assert!(short >= decimal("0") && short < decimal("0.000001"));
}

/// 10 USDC at 1.01 with a slow average of 1.01, 1.05 and 0.95, long 1 SOL at 100, 10 %, strict: the
/// requirement counts USDC at the higher of both and the collateral at the lower. So does the hull; but
/// here the margin is netted with the balance before either is priced, so that an account whose 10 USDC
/// are its margin of 10 USDC is healthy at any price of USDC, where theirs is short of 0.4 or 0.6.
#[test]
fn usdc_not_1_with_perp_position() {
    fn all<N: Lane>(average: &str) -> [N; 3] {
        let exactly = |price: &str| Price::new(N::down(price), N::up(price)).unwrap();
        let usdc = exactly("1.01").hull(&exactly(average));
        let terms = margined("100", "0.1", N::one());
        let perp = Perp::new(N::one(), N::down("-100"));
        let requirement = perp.requirement(&terms).unwrap();
        let mut collateral = Health::new();
        collateral
            .add(&N::down("10"), &Bound::unweighted(&usdc))
            .unwrap();
        let legs = [plimsoll::margin::holding::Leg {
            perp,
            terms,
            index: 1,
        }];
        let group = Holding {
            balance: N::down("10"),
            price: usdc.clone(),
            weights: Weights::one(),
            index: 0,
            legs: &legs,
        };
        [
            requirement.mul_up(usdc.high()).unwrap(),
            collateral.surplus().unwrap(),
            group.health().unwrap().surplus().unwrap(),
        ]
    }
    for (average, requirement, collateral) in [
        ("1.01", "10.1", "10.1"),
        ("1.05", "10.5", "10.1"),
        ("0.95", "10.1", "9.5"),
    ] {
        let ([a, b, c], [x, y, z]) = (all::<Exact>(average), all::<Fixed>(average));
        assert_owed(requirement, a, x);
        assert_owned(collateral, b, y);
        assert_owned("0", c, z);
    }
}

/// 100 USDC against a loss of 100: nothing is left, and with a buffer of 1 % of the loss, -1.
#[test]
fn negative_perp_pnl_liquidation_buffer() {
    fn surplus<N: Lane>(buffer: &str) -> N {
        let terms = margined("100", "0", N::one());
        let perp = Perp::new(N::zero(), N::down("-100"));
        let loss = perp.value(&terms).unwrap();
        let legs = [plimsoll::margin::holding::Leg {
            perp,
            terms,
            index: 1,
        }];
        let group = Holding {
            balance: N::down("100"),
            price: Price::exact(N::one()).unwrap(),
            weights: Weights::one(),
            index: 0,
            legs: &legs,
        };
        let mut health = group.health().unwrap();
        let owed = N::zero().greater(&loss.try_neg().unwrap());
        health
            .require(&owed.mul_up(&N::up(buffer)).unwrap())
            .unwrap();
        health.surplus().unwrap()
    }
    assert_owned("0", surplus::<Exact>("0"), surplus::<Fixed>("0"));
    assert_owned("-1", surplus::<Exact>("0.01"), surplus::<Fixed>("0.01"));
}

/// 200 SOL at 100 and 0.8 against 10,000 USDC. The exact answer is 75; theirs divides before it multiplies
/// and gives 74.999999000, ours the last base unit whose check holds with 0.8 read down.
#[test]
fn sol_withdraw() {
    fn largest<N: Lane>() -> N {
        let holding = |balance: &str, price: &str, weight: &str, index| Holding {
            balance: N::down(balance),
            price: Price::exact(N::down(price)).unwrap(),
            weights: Weights::from_loan_to_value(N::down(weight)).unwrap(),
            index,
            legs: &[],
        };
        let account = [
            holding("200", "100", "0.8", 1),
            holding("-10000", "1", "1", 0),
        ];
        let step = N::up("0.000000001");
        match withdrawal(&account, 0, &N::zero(), &step).unwrap() {
            Limit::At(amount) => amount,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(largest::<Exact>().0, decimal("75"));
    let ours = largest::<Fixed>().value();
    assert!(ours < decimal("75") && ours > decimal("74.999999"));
}
