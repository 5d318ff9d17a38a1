//! Aave: amounts of v3.7 in its integers, its close factor and dust; v4's target health factor and bonus.
//!
//! Source: aave-dao/aave-v3-origin, LiquidationLogic.sol, docs/3.7/liquidation-rounding.md and its tests;
//! aave/aave-v4, src/spoke/libraries/LiquidationLogic.sol and its tests. Case R1 was recomputed from the rule.

use crate::exact::Exact;
use crate::lane::{assert_owned, decimal, Lane};
use crate::sizes::{asset_on, bound, health};
use crate::wad::Wad;
use plimsoll::liquidation::bonus::Split;
use plimsoll::liquidation::close::CloseFactor;
use plimsoll::liquidation::exchange::{sustainable, Exchange};
use plimsoll::liquidation::repay::{repay, sweep};
use plimsoll::liquidation::sizing::{Balance, Reason};
use plimsoll::margin::shares::Pool;
use plimsoll::number::ramp::Ramp;
use plimsoll::weights::Weights;
use plimsoll::{Fixed, Number};

/// Base units as multiples of 1e-18, so that the kernel's roundings are whole units.
fn wad(units: u128) -> Wad {
    Wad(units.into())
}

/// Their amounts: collateral without the bonus, all that is seized, what of it is bonus, the fee.
/// `ratio` is units of collateral for a unit of debt, the debt's price over the collateral's.
fn theirs(prices: [&str; 2], repaid: u128, bonus: &str, fee: &str) -> [Wad; 4] {
    let [debt, collateral] = prices.map(Wad::down);
    let factor = Wad::one().try_add(&Wad::down(bonus)).unwrap();
    let base = wad(repaid).mul_div_down(&debt, &collateral).unwrap();
    let seized = base.mul_down(&factor).unwrap();
    let plain = seized.div_down(&factor).unwrap();
    let extra = seized.try_sub(&plain).unwrap();
    let fee = extra.mul_up(&Wad::up(fee)).unwrap();
    [base, seized, extra, fee]
}

/// Ours: all that is seized, what of it is bonus, the fee, what the liquidator gets.
fn ours(prices: [&str; 2], repaid: u128, bonus: &str, fee: &str) -> [Wad; 4] {
    let [debt, collateral] = prices.map(Wad::down);
    let exchange = Exchange::new(debt, collateral, &Wad::down(bonus)).unwrap();
    let seized = exchange.seized(&wad(repaid)).unwrap();
    let penalty = exchange.penalty(&wad(repaid), &seized).unwrap();
    let parts = Split::new(Wad::zero(), Wad::up(fee)).unwrap();
    let fee = parts.of(&penalty).unwrap().protocol;
    let liquidator = seized.try_sub(&fee).unwrap();
    [seized, penalty, fee, liquidator]
}

/// 12,345.678901 USDX repaid for WBTC at 27,000. Theirs rounds the collateral down before the bonus and after;
/// ours once, a unit of 1e-8 more for the liquidator.
#[test]
fn amounts_of_a_large_liquidation() {
    let prices = ["1", "270"]; // of a unit of 1e-6, and of one of 1e-8
    let [base, seized, _, fee] = theirs(prices, 12_345_678_901, "0.05", "0.1");
    assert_eq!(base, wad(45_724_736));
    assert_eq!(seized, wad(48_010_972));
    assert_eq!(fee, wad(228_624));
    assert_eq!(seized.try_sub(&fee), Ok(wad(47_782_348)));
    let [seized, penalty, fee, liquidator] = ours(prices, 12_345_678_901, "0.05", "0.1");
    assert_eq!(seized, wad(48_010_973));
    assert_eq!((penalty, fee), (wad(2_286_237), wad(228_624)));
    assert_eq!(liquidator, wad(47_782_349));
}

/// 3 of debt against 4, the fee all of the bonus: 3 are seized, of which their rule makes one a bonus, because
/// `3 / 1.05` is cut off. To ours three for three is no bonus, and the fee nothing.
#[test]
fn single_debt() {
    let [_, seized, extra, fee] = theirs(["1", "1"], 3, "0.05", "1");
    assert_eq!([seized, extra, fee], [3, 1, 1].map(wad));
    let [seized, penalty, fee, liquidator] = ours(["1", "1"], 3, "0.05", "1");
    assert_eq!([seized, penalty, fee, liquidator], [3, 0, 0, 3].map(wad));
}

/// 9 of debt against a balance of 10, which is 2 scaled at an index of 5: the liquidator's 8 and the fee of 1
/// are converted up each, to 3 where there are 2. Converted together they are 2.
#[test]
fn sum_exceeds_scaled() {
    let [_, seized, extra, fee] = theirs(["1", "1"], 9, "0.05", "0.1");
    assert_eq!([seized, extra, fee], [9, 1, 1].map(wad));
    let pool = Pool::new(10, 2, 0, 0).unwrap();
    assert_eq!((pool.shares_up(8), pool.shares_up(1)), (Ok(2), Ok(1)));
    assert_eq!(pool.shares_up(9), Ok(2));
    let [seized, penalty, fee, liquidator] = ours(["1", "1"], 9, "0.05", "0.1");
    assert_eq!([seized, penalty, fee, liquidator], [9, 0, 0, 9].map(wad));
}

/// 50 % of all debt; all of one where the health factor is at most 0.95, or the debt or the collateral is
/// below 2,000; and less than 1,000 of both may not be left.
#[test]
fn close_factor_and_dust() {
    fn most<N: Lane>(values: [&str; 4]) -> N {
        let rule = CloseFactor {
            fraction: N::down("0.5"),
            full_below: N::down("0.95"),
            small: N::down("2000"),
            dust: N::down("1000"),
        };
        let [ratio, total, debt, collateral] = values.map(N::down);
        rule.most(&ratio, &total, &debt, &collateral).unwrap()
    }
    for (values, published) in [
        // Half of the whole debt, not of the one.
        (["0.96", "12000", "10000", "9000"], "6000"),
        (["0.96", "12000", "4000", "9000"], "4000"),
        (["0.95", "12000", "10000", "9000"], "10000"),
        (["0.94", "12000", "10000", "9000"], "10000"),
        (["0.96", "12000", "1999", "9000"], "1999"),
        (["0.96", "12000", "10000", "1999"], "10000"),
        (["0.96", "12000", "10000", "2000"], "6000"),
    ] {
        assert_owned(published, most::<Exact>(values), most::<Fixed>(values));
    }
    let rule = CloseFactor {
        dust: Fixed::from_num(1_000),
        ..CloseFactor::full()
    };
    for (debt, collateral, dust) in [
        ("999", "5000", true),
        ("5000", "999", true),
        ("1000", "1000", false),
        ("0", "1", false),
        ("1", "0", false),
    ] {
        assert_eq!(
            rule.leaves_dust(&Fixed::down(debt), &Fixed::down(collateral)),
            dust
        );
    }
}

/// The bonus between a factor's part of the most at 1, and the most at `lowest`: read down.
#[test]
fn bonus_by_health_factor() {
    fn bonus<N: Lane>(lowest: &str, most: &str, health: &str) -> N {
        let most = N::down(most);
        let least = most.mul_down(&N::down("0.5")).unwrap();
        let ramp = Ramp::new(N::one(), N::near(lowest), least, most).unwrap();
        ramp.at_down(&N::up(health)).unwrap()
    }
    let almost = bonus::<Wad>("0.8", "0.1", "0.999999999999999999");
    assert_eq!(almost, Wad::of("50000000000000000"));
    for (most, health, published) in [
        ("0.1", "0.96", "0.06"),
        ("0.1", "1", "0.05"),
        ("0.1", "0.5", "0.1"),
        ("0.2", "0.8", "0.2"),
    ] {
        assert_eq!(bonus::<Wad>("0.8", most, health), Wad::down(published));
        assert_owned(
            published,
            bonus::<Exact>("0.8", most, health),
            bonus::<Fixed>("0.8", most, health),
        );
    }
}

/// A target health factor is a level whose liability weights are multiplied by it: 10,000 of debt under a
/// factor of 0.8, because the collateral counts half of 16,000. What has to be repaid of one debt.
fn debt_to_target(price: &str, target: &str, bonus: &str, debt: &str, step: &str) -> Wad {
    let value = Wad::down(debt).mul_down(&Wad::down(price)).unwrap();
    let rest = Wad::down("10000").try_sub(&value).unwrap();
    let rest = Balance {
        amount: rest.try_neg().unwrap(),
        net: rest.try_neg().unwrap(),
        bound: bound("1", ["1", target]),
        step: Wad::down(step),
    };
    let debt = asset_on(&format!("-{debt}"), bound(price, ["1", target]), step);
    let collateral = asset_on("16000", bound("1", ["0.5", "1"]), step);
    let exchange = Exchange::new(Wad::down(price), Wad::one(), &Wad::down(bonus)).unwrap();
    let account = health(&[&debt, &rest, &collateral]);
    let all = debt.amount.try_neg().unwrap();
    let answer = repay(&account, &debt, &collateral, &exchange, &all).unwrap();
    assert_eq!(answer.reason, Reason::Target);
    answer.repaid
}

#[test]
fn debt_to_target_health_factor() {
    let wei = "0.000000000000000001";
    let first = debt_to_target("1", "1.25", "0.5", "10000", wei);
    assert_eq!(first, Wad::down("9000"));
    let second = debt_to_target("2000", "1", "0.5", "5", wei);
    assert_eq!(second, Wad::down("4"));
    // Not whole: the next wei above 8,000 / 333.
    let third = debt_to_target("333", "1", "0.5", "30", wei);
    assert_eq!(third, Wad::of("24024024024024024025"));
    // On a base unit of 1e-6, as a token may have it.
    let third = debt_to_target("333", "1", "0.5", "30", "0.000001");
    assert_eq!(third, Wad::down("24.024025"));
}

/// 5 of a debt at 2,000 under a health factor of 0.8, where the bonus is its most: 2.5 bring it to 1, 6,000
/// are seized, and a tenth of the 1,000 above what was repaid is the protocol's.
#[test]
fn enough_collateral() {
    fn liquidation<N: Lane>() -> [N; 3] {
        let unit = "0.000001";
        let debt = asset_on("-5", bound("2000", ["1", "1"]), "0.00000095367431640625");
        let collateral = asset_on("11000", bound("1", ["0.5", "1"]), unit);
        let rest = asset_on("2500", bound("1", ["1", "1"]), unit);
        let bonus = Ramp::new(N::one(), N::near("0.8"), N::down("0.1"), N::down("0.2")).unwrap();
        let bonus = bonus.at_down(&N::down("0.8")).unwrap();
        let exchange = Exchange::new(N::near("2000"), N::one(), &bonus).unwrap();
        let account = health(&[&debt, &collateral, &rest]);
        let most = N::near("3");
        let answer = repay(&account, &debt, &collateral, &exchange, &most).unwrap();
        assert_eq!(answer.reason, Reason::Target);
        let penalty = exchange.penalty(&answer.repaid, &answer.seized).unwrap();
        let parts = Split::new(N::zero(), N::up("0.1")).unwrap().of(&penalty);
        let kept = answer.seized.try_sub(&parts.unwrap().protocol).unwrap();
        [answer.repaid, answer.seized, kept]
    }
    for (published, (exact, fixed)) in ["2.5", "6000", "5900"].iter().zip(
        liquidation::<Exact>()
            .into_iter()
            .zip(liquidation::<Fixed>()),
    ) {
        assert_eq!(exact.0, decimal(published));
        // On `Fixed` a step of the debt more may be needed, which is 0.002 of collateral.
        let off = fixed.value() - exact.0;
        assert!(off < decimal("0.003") && -off < decimal("0.003"), "{fixed}");
    }
}

/// Less than 1,000 of the debt would be left beside collateral: all of it goes.
#[test]
fn dust_overrides_the_target() {
    let unit = "0.000001";
    let debt = asset_on::<Exact>("-2500", bound("1", ["1", "1"]), unit);
    let collateral = asset_on("4000", bound("1", ["0.5", "1"]), "0.000000001");
    let exchange = Exchange::new(Exact::one(), Exact::one(), &Exact::down("0.2")).unwrap();
    let account = health(&[&debt, &collateral]);
    let all = Exact::near("2500");
    let target = repay(&account, &debt, &collateral, &exchange, &all).unwrap();
    assert_eq!(
        (&target.repaid, target.reason),
        (&Exact::near("1250"), Reason::Target)
    );
    for (dust, repaid, reason) in [
        ("1000", "1250", Reason::Target),
        ("1249.999999", "1250", Reason::Target),
        ("1250", "2500", Reason::Dust),
    ] {
        let dust = Exact::near(dust);
        let swept = sweep(
            target.clone(),
            &debt,
            &collateral,
            &exchange,
            [&dust, &dust],
        )
        .unwrap();
        assert_eq!((swept.repaid, swept.reason), (Exact::near(repaid), reason));
    }
}

/// v4 refuses a market whose `bonus * collateral factor` is not below 1; so does the predicate.
#[test]
fn bonus_against_the_collateral_factor() {
    for (factor, bonus, fits) in [
        ("0.5", "0.5", true),
        ("0.9", "0.1", true),
        ("0.8", "0.25", false),
        ("0.95", "0.06", false),
    ] {
        let weights = Weights::from_loan_to_value(Wad::down(factor)).unwrap();
        assert_eq!(
            sustainable(&Wad::down(bonus), &Weights::one(), &weights),
            Ok(fits)
        );
    }
}
