//! marginfi v2: values of balances, biased prices, liquidations, bankruptcies.
//!
//! Source: mrgnlabs/marginfi-v2, programs/marginfi (`test_calc_asset_value`,
//! tests/user_actions/liquidate.rs, tests/admin_actions/bankruptcy.rs), formulas in state/marginfi_account.rs and price.rs.

use crate::exact::Exact;
use crate::lane::{assert_owned, decimal, small, Lane};
use crate::sizes::{assert_size, asset, bound, health};
use plimsoll::liquidation::bonus::Split;
use plimsoll::liquidation::exchange::Exchange;
use plimsoll::liquidation::repay::repay;
use plimsoll::liquidation::sizing::Reason;
use plimsoll::margin::health::Health;
use plimsoll::number::amount::{from_units_down, to_units_down};
use plimsoll::price::Price;
use plimsoll::solvency::insurance::Fund;
use plimsoll::solvency::socialise::deposit_index;
use plimsoll::solvency::waterfall::Waterfall;
use plimsoll::weights::{Bound, Weights};
use plimsoll::{Fixed, Number};

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

/// 5 % of what is seized is not repaid, half of it the liquidator's and half the fund's: a bonus of
/// `1 / 0.95 - 1` on what is repaid.
fn terms<N: Lane>(debt: &str, collateral: &str) -> Exchange<N> {
    let bonus = N::one().div_down(&N::down("0.95")).unwrap();
    let bonus = bonus.try_sub(&N::one()).unwrap();
    Exchange::new(N::near(debt), N::near(collateral), &bonus).unwrap()
}

/// What the liquidator pays, what the debt falls by, and what the fund gets, in units of the debt: 2 USDC
/// against SOL at 10, and 10 of a token at 10 against another.
#[test]
fn liquidation_amounts() {
    fn amounts<N: Lane>(prices: [&str; 2], seized: &str) -> [N; 3] {
        let [debt, collateral] = prices;
        let (exchange, seized) = (terms::<N>(debt, collateral), N::down(seized));
        let repaid = exchange.repaid(&seized).unwrap();
        let penalty = exchange.penalty(&repaid, &seized).unwrap();
        let parts = Split::new(N::up("0.5"), N::zero()).unwrap().of(&penalty);
        let parts = parts.unwrap();
        assert_eq!(parts.liquidator.try_add(&parts.insurance).unwrap(), penalty);
        let fund = parts
            .insurance
            .mul_div_up(&N::near(collateral), &N::near(debt))
            .unwrap();
        [repaid.try_add(&fund).unwrap(), repaid, fund]
    }
    for (prices, seized, published) in [
        (["10", "1"], "2", ["0.195", "0.19", "0.005"]),
        (["10", "10"], "10", ["9.75", "9.5", "0.25"]),
    ] {
        let (exact, fixed) = (
            amounts::<Exact>(prices, seized),
            amounts::<Fixed>(prices, seized),
        );
        for ((published, exact), fixed) in published.into_iter().zip(exact).zip(fixed) {
            assert_eq!(exact.0, decimal(published));
            let off = fixed.value() - exact.0;
            assert!(off < small() && -off < small(), "{fixed} for {published}");
        }
    }
}

/// 10 SOL against 61: seizing all of it is refused there, because 95 is more than is owed, and the liquidator
/// has to guess an amount (one SOL passes). The size that makes the account healthy is
/// `11 / (1 - 0.5 / 0.95)`.
#[test]
fn liquidation_to_health() {
    fn size<N: Lane>(most: &str) -> (N, Reason) {
        let debt = asset("-61", bound::<N>("1", ["1", "1"]));
        let collateral = asset("10", bound("10", ["0.5", "1"]));
        let account = health(&[&debt, &collateral]);
        let answer = repay(
            &account,
            &debt,
            &collateral,
            &terms("1", "10"),
            &N::down(most),
        );
        let answer = answer.unwrap();
        (answer.repaid, answer.reason)
    }
    let exact = decimal("11") / (decimal("1") - decimal("0.5") / decimal("0.95"));
    for (repaid, reason) in [
        (size::<Exact>("61").0 .0, size::<Exact>("61").1),
        (size::<Fixed>("61").0.value(), size::<Fixed>("61").1),
    ] {
        assert_eq!(reason, Reason::Target);
        let off = repaid - &exact;
        assert!(off < small() && -off < small());
    }
    // One SOL: 9.5, and the account is 6.5 short.
    assert_eq!(size::<Exact>("9.5"), (Exact::down("9.5"), Reason::Capped));
    assert_size("9.5", &size::<Fixed>("9.5").0);
}

/// A bad debt of 10,000 falls on three deposits of 100,000: each is left 96,666. With 5,000 of insurance and
/// one deposit of 20,000, that loses 5,000.
#[test]
fn bankruptcy() {
    for (fund, deposits, published) in [
        ("0", ["100000", "100000", "100000"], 96_666),
        ("5000", ["20000", "0", "0"], 15_000),
    ] {
        let fund = Fixed::down(fund);
        let fund = Fund::new(fund, fund, fund).unwrap();
        let layers = Waterfall {
            proceeds: Fixed::ZERO,
            insurance: fund.available().unwrap(),
            deleveraging: Fixed::ZERO,
        };
        let debt = Fixed::from_num(10_000);
        let flows = layers.flows(&debt).unwrap();
        assert_eq!(flows.insurance + flows.socialised, debt);
        let shares = deposits.map(Fixed::down);
        let total = shares[0] + shares[1] + shares[2];
        let after = deposit_index(&Fixed::ONE, &flows.socialised, &total).unwrap();
        let left = shares[0].mul_down(&after.index).unwrap();
        assert_eq!(to_units_down(&left, 0), Ok(published));
        assert!(after.left.is_zero() && after.taken >= flows.socialised);
    }
}
