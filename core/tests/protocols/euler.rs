//! Euler: a discount as large as the shortfall, in their own integers.
//!
//! Source: euler-xyz/euler-vault-kit, test/ (full liquidation), rule in Liquidation.sol; the integers were
//! recomputed from it. 100 of collateral at 0.4 and a limit of 0.3, a debt of 5.

use crate::lane::{decimal, Lane};
use crate::sizes::{asset_on, bound, health};
use crate::wad::Wad;
use num_rational::BigRational;
use num_traits::Signed;
use plimsoll::liquidation::bonus::from_shortfall;
use plimsoll::liquidation::exchange::Exchange;
use plimsoll::liquidation::repay::repay;
use plimsoll::liquidation::sizing::{Balance, Reason};
use plimsoll::margin::health::Health;
use plimsoll::Number;

const WEI: &str = "0.000000000000000001";

fn account(debt_price: &str) -> ([Balance<Wad>; 2], Health<Wad>) {
    let debt = asset_on("-5", bound(debt_price, ["1", "1"]), WEI);
    let collateral = asset_on("100", bound("0.4", ["0.3", "1"]), WEI);
    let health = health(&[&debt, &collateral]);
    ([debt, collateral], health)
}

/// `max(adjusted collateral / debt, 1 - most)`, down.
fn factor(health: &Health<Wad>, most: &str) -> Wad {
    let floor = Wad::one().try_sub(&Wad::down(most)).unwrap();
    health.ratio().unwrap().greater(&floor)
}

/// `floor(floor(debt value / factor) * balance / its value)`, and of a part of the debt that part of it.
fn theirs(debt_price: &str, most: &str, repaid: &str) -> Wad {
    let (_, health) = account(debt_price);
    let value = health
        .liabilities()
        .div_down(&factor(&health, most))
        .unwrap();
    let all = value
        .mul_div_down(&Wad::down("100"), &Wad::down("40"))
        .unwrap();
    Wad::down(repaid)
        .mul_div_down(&all, &Wad::down("5"))
        .unwrap()
}

/// As the kernel has it: collateral at its price less the discount, both rounded up, because the liquidator
/// buys, and the yield rounded down, once. Nothing limits the repayment but the debt.
fn ours(debt_price: &str, most: &str, repaid: &str) -> Wad {
    let (_, health) = account(debt_price);
    let price = discounted(&health, most);
    let exchange = Exchange::new(Wad::down(debt_price), price, &Wad::zero()).unwrap();
    exchange.seized(&Wad::down(repaid)).unwrap()
}

fn discounted(health: &Health<Wad>, most: &str) -> Wad {
    let ratio = health.assets().div_up(health.liabilities()).unwrap();
    let floor = Wad::one().try_sub(&Wad::down(most)).unwrap();
    Wad::down("0.4").mul_up(&ratio.greater(&floor)).unwrap()
}

/// What is seized without any rounding, in wei.
fn exact(debt_price: &str, most: &str, repaid: &str) -> BigRational {
    let ratio = decimal("12") / (decimal("5") * decimal(debt_price));
    let factor = ratio.max(decimal("1") - decimal(most));
    decimal(repaid) * decimal(debt_price) / decimal("0.4") / factor * Wad::one().0
}

/// Theirs rounds a health of 6/7 down and so the yield up, 38 wei above the exact one, in the liquidator's
/// favour, and elsewhere ends a wei below what one rounding gives. Ours is never above the exact one.
#[test]
fn exact_integers() {
    for (price, most, repaid, published, ours_less) in [
        ("2.5", "0.2", "5", "32552083333333333332", -1),
        ("2.5", "0.2", "1.25", "8138020833333333333", 0),
        ("2.8", "0.2", "5", "40833333333333333372", 141),
        ("2.8", "0.11", "5", "39325842696629213482", -1),
        ("2.8", "0.01", "5", "35353535353535353535", 0),
        ("2.8", "0", "5", "35000000000000000000", 0),
    ] {
        let published = Wad::of(published).0;
        assert_eq!(theirs(price, most, repaid).0, published);
        let ours = ours(price, most, repaid).0;
        assert_eq!(&published - &ours, ours_less.into(), "{price} {most}");
        let exact = exact(price, most, repaid).floor().to_integer();
        assert!(ours <= exact);
        assert_eq!(published > exact, price == "2.8" && most == "0.2");
    }
}

/// Euler lets all of the debt be repaid. Less makes the account healthy again: the size to that target at the
/// same discount.
#[test]
fn size_to_health() {
    for price in ["2.5", "2.8"] {
        let ([debt, collateral], health) = account(price);
        let exchange = Exchange::new(Wad::down(price), discounted(&health, "0.2"), &Wad::zero());
        let all = Wad::down("5");
        let seizure = repay(&health, &debt, &collateral, &exchange.unwrap(), &all).unwrap();
        assert_eq!(seizure.reason, Reason::Target);
        // shortfall / (price - price / factor * limit)
        let [price, limit] = [price, "0.3"].map(decimal);
        let factor = decimal("12") / (decimal("5") * &price);
        let size = (decimal("5") * &price - decimal("12")) / (&price - &price / factor * limit);
        let off = seizure.repaid.value() - size;
        assert!(off.abs() <= decimal("0.000000000000000010"), "{off}");
    }
}

/// As a bonus on what is repaid, `1 / factor - 1` rounded down: up to 100 wei less for the liquidator,
/// because a wei of the bonus is 12.5 of the yield.
#[test]
fn as_a_bonus() {
    for (price, most, published) in [
        ("2.5", "0.2", "32552083333333333332"),
        ("2.8", "0.2", "40833333333333333372"),
        ("2.8", "0.11", "39325842696629213482"),
    ] {
        let ([_, _], health) = account(price);
        let bonus = from_shortfall(&health, &Wad::down(most)).unwrap();
        let exchange = Exchange::new(Wad::down(price), Wad::down("0.4"), &bonus).unwrap();
        let less = Wad::of(published).0 - exchange.seized(&Wad::down("5")).unwrap().0;
        assert!(less >= 0.into() && less < 100.into(), "{less}");
    }
}
