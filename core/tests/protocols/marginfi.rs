//! marginfi v2: values of balances, biased prices, a liquidation's health before and after.
//!
//! Source: mrgnlabs/marginfi-v2, programs/marginfi (`test_calc_asset_value`,
//! tests/user_actions/liquidate.rs `..._too_severe`), formulas in state/marginfi_account.rs and price.rs.

use crate::exact::Exact;
use crate::lane::{assert_owned, decimal, Lane};
use plimsoll::margin::health::Health;
use plimsoll::number::amount::{from_units_down, to_units_down};
use plimsoll::price::Price;
use plimsoll::weights::{Bound, Weights};
use plimsoll::Fixed;

/// `amount * price / 10^decimals`, in units of 1e-6.
#[test]
fn value_of_base_units() {
    for (units, price, decimals, published) in [
        (10_000_000, "1", 6, 10_000_000),
        (1_000_000_000, "10", 9, 10_000_000),
    ] {
        let price = Price::exact(Fixed::down(price)).unwrap();
        let mut health = Health::new();
        let amount = from_units_down(units, decimals).unwrap();
        health.add(&amount, &Bound::unweighted(&price)).unwrap();
        assert_eq!(to_units_down(health.assets(), 6), Ok(published));
    }
}

/// Maintenance health of `sol` SOL at 10 and 0.5 against `debt` dollars.
fn maintenance<N: Lane>(sol: &str, debt: &str) -> N {
    let price = |text| Price::exact(N::down(text)).unwrap();
    let mut health = Health::new();
    let weights = Weights::from_loan_to_value(N::down("0.5")).unwrap();
    health
        .add(&N::down(sol), &weights.apply(&price("10")).unwrap())
        .unwrap();
    health
        .add(&N::down(debt), &Bound::unweighted(&price("1")))
        .unwrap();
    health.surplus().unwrap()
}

/// 10 SOL against 61: seizing one SOL pays `1 * 10 * (1 - 2.5 % - 2.5 %) = 9.5` of the debt, and health
/// rises from -11 to -6.5; seizing ten would pay 95, more than is owed.
#[test]
fn liquidation_improves_health() {
    assert_owned("-11", maintenance("10", "-61"), maintenance("10", "-61"));
    assert_owned("-6.5", maintenance("9", "-51.5"), maintenance("9", "-51.5"));
}

/// Both sides of a price are moved by `min(2.12 * confidence, 5 %)`, against the account.
#[test]
fn biased_price() {
    fn biased<N: Lane>(price: &str, confidence: &str) -> Price<N> {
        let wide = N::up("2.12").mul_up(&N::up(confidence)).unwrap();
        let most = N::up("0.05").mul_up(&N::up(price)).unwrap();
        Price::with_confidence(&N::near(price), &wide.lesser(&most)).unwrap()
    }
    for (confidence, low, high) in [("0.1", "9.788", "10.212"), ("1", "9.5", "10.5")] {
        let exact = biased::<Exact>("10", confidence);
        assert_eq!(
            (&exact.low().0, &exact.high().0),
            (&decimal(low), &decimal(high))
        );
        let fixed = biased::<Fixed>("10", confidence);
        assert!(fixed.low().value() <= decimal(low) && fixed.high().value() >= decimal(high));
    }
}

/// Their initial level takes the average price alone and maintenance the spot alone, so with an average
/// of 110 above a spot of 90 one may borrow (88) and be liquidated (81) at once. With the hull of both at
/// the initial level one may borrow 72, and initial is never above maintenance.
#[test]
fn average_above_spot() {
    fn counted<N: Lane>(weight: &str, price: &Price<N>) -> N {
        let weights = Weights::from_loan_to_value(N::down(weight)).unwrap();
        weights.apply(price).unwrap().asset().clone()
    }
    fn all<N: Lane>() -> [N; 3] {
        let [average, spot] = ["110", "90"].map(|price| Price::exact(N::down(price)).unwrap());
        let hull = average.hull(&spot);
        [
            counted("0.8", &average),
            counted("0.9", &spot),
            counted("0.8", &hull),
        ]
    }
    for ((published, exact), fixed) in ["88", "81", "72"].iter().zip(all::<Exact>()).zip(all()) {
        assert_owned(published, exact, fixed);
    }
}
