//! Mango v4: one token's debt is repaid with another.
//!
//! Source: blockworks-foundation/mango-v4, token_liq_with_token.rs (`test_liq_with_token`,
//! `test_liq_with_token_stable_price`). Their closed form aims at the health that ends a liquidation,
//! initial weights at the oracle price; a token's net has the perps that settle in it, of which only what
//! lies in the token can be paid out.

use crate::exact::Exact;
use crate::lane::Lane;
use crate::sizes::{assert_size, asset, bound, exactly, health, STEP};
use plimsoll::liquidation::exchange::Exchange;
use plimsoll::liquidation::repay::{repay, Seizure};
use plimsoll::liquidation::sizing::{Balance, Reason};
use plimsoll::margin::net::Net;
use plimsoll::margin::perp::{Perp, Terms};
use plimsoll::weights::tiers::Tiers;
use plimsoll::weights::{Bound, Weights};
use plimsoll::{Fixed, Number};

/// A token with a perp that settles in it, whose profits count at `overall`.
fn token<N: Lane>(spot: &str, perp: &str, overall: &str, bound: Bound<N>) -> Balance<N> {
    let terms = Terms::new(
        exactly("1"),
        Weights::one(),
        Tiers::none(),
        N::down(overall),
    )
    .unwrap();
    let mut net = Net::<N, 1>::new(&N::down(spot));
    net.add(&Perp::new(N::zero(), N::down(perp)), &[terms])
        .unwrap();
    Balance {
        amount: N::down(spot),
        net: net.value(0).unwrap().clone(),
        bound,
        step: N::near(STEP),
    }
}

/// Weights of both tokens, overall weight of the perps; asset spot and perp, liability spot and perp, and
/// what else the account has; the most that the liquidator takes over.
struct Row {
    weights: [&'static str; 2],
    overall: &'static str,
    asset: [&'static str; 2],
    liability: [&'static str; 2],
    other: &'static str,
    most: &'static str,
}

/// All prices 1, no fees.
fn liquidate<N: Lane>(row: &Row) -> Seizure<N> {
    let at = |[spot, perp]: [&str; 2]| token(spot, perp, row.overall, bound("1", row.weights));
    let (asset_side, debt) = (at(row.asset), at(row.liability));
    let other = asset(row.other, bound("1", ["1", "1"]));
    repay(
        &health(&[&asset_side, &debt, &other]),
        &debt,
        &asset_side,
        &Exchange::new(N::one(), N::one(), &N::zero()).unwrap(),
        &N::down(row.most),
    )
    .unwrap()
}

const fn row(
    weights: [&'static str; 2],
    overall: &'static str,
    asset: [&'static str; 2],
    liability: [&'static str; 2],
    other: &'static str,
    most: &'static str,
) -> Row {
    Row {
        weights,
        overall,
        asset,
        liability,
        other,
        most,
    }
}

const NINE: [&str; 2] = ["0.9", "1.1"];
const EIGHT: [&str; 2] = ["0.8", "1.2"];

/// What changes hands, and why: both sides lose as much, because nothing is paid on top.
#[test]
fn token_liquidation() {
    for (row, published, reason) in [
        // (10, -11) to (0, -1)
        (
            row(NINE, "0.9", ["10", "0"], ["-11", "0"], "0", "100"),
            "10",
            Reason::CollateralExhausted,
        ),
        // to (8, -9)
        (
            row(NINE, "0.9", ["10", "0"], ["-11", "0"], "0", "2"),
            "2",
            Reason::Capped,
        ),
        // (10, -9) to (3, -2), and with 0.4 more to (4, -3)
        (
            row(EIGHT, "0.8", ["10", "0"], ["-9", "0"], "0", "100"),
            "7",
            Reason::Target,
        ),
        (
            row(EIGHT, "0.8", ["10", "0"], ["-9", "0"], "0.4", "100"),
            "6",
            Reason::Target,
        ),
        // 5 and a profit of 6 that counts 3, to (0, -4)
        (
            row(EIGHT, "0.5", ["5", "6"], ["-9", "0"], "0", "100"),
            "5",
            Reason::CollateralExhausted,
        ),
        // -4 and a loss of 5, to (6, 0)
        (
            row(EIGHT, "0.5", ["10", "0"], ["-4", "-5"], "0", "100"),
            "4",
            Reason::DebtExhausted,
        ),
    ] {
        let exact = liquidate::<Exact>(&row);
        assert_eq!(exact.repaid, Exact::down(published));
        assert_eq!(exact.seized, Exact::down(published));
        assert_eq!(exact.reason, reason);
        let fixed = liquidate::<Fixed>(&row);
        assert_size(published, &fixed.repaid);
        assert_eq!((fixed.seized, fixed.reason), (fixed.repaid, reason));
    }
}

/// A profit alone cannot be paid out: theirs is an error, ours a reason.
#[test]
fn nothing_to_seize() {
    let row = row(EIGHT, "0.5", ["0", "14"], ["-9", "0"], "0", "100");
    for reason in [
        liquidate::<Exact>(&row).reason,
        liquidate::<Fixed>(&row).reason,
    ] {
        assert_eq!(reason, Reason::Nothing);
    }
}

/// 10 against 9, of which the health that ends a liquidation lacks 2.6: 6.5 change hands, and it lacks
/// nothing. The stable prices, which put initial health at -44.75, take no part.
#[test]
fn stable_price_does_not_count() {
    fn seizure<N: Lane>() -> (Seizure<N>, N) {
        let owned = asset("10", bound("1", ["1", "1"]));
        let debt = asset("-9", bound("1", ["1", "1.4"]));
        let par = Exchange::new(N::one(), N::one(), &N::zero()).unwrap();
        let all = N::down("9");
        let seizure = repay(&health(&[&owned, &debt]), &debt, &owned, &par, &all).unwrap();
        let after = [
            Balance {
                net: owned.net.try_sub(&seizure.seized).unwrap(),
                ..owned
            },
            Balance {
                net: debt.net.try_add(&seizure.repaid).unwrap(),
                ..debt
            },
        ];
        let surplus = health(&[&after[0], &after[1]]).surplus().unwrap();
        (seizure, surplus)
    }
    let (exact, left) = seizure::<Exact>();
    assert_eq!((exact.repaid, left), (Exact::down("6.5"), Exact::zero()));
    let (fixed, left) = seizure::<Fixed>();
    assert_size("6.5", &fixed.repaid);
    assert!(left >= 0 && left < Fixed::near(STEP));
}
