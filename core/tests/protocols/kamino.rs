//! Kamino: a bonus that grows with the loan-to-value and is capped by what is left of it, and the amounts.
//!
//! Source: Kamino-Finance/klend, lending_market/liquidation_operations.rs (`calculate_liquidation_bonus` and
//! the protocol fee, run as they are) and klend-sdk tests/liquidation.test.ts
//! (`liquidate_normal_loan_min_out`).

use crate::exact::Exact;
use crate::lane::{assert_owned, decimal, Lane};
use crate::sizes::{asset_on, bound, health};
use plimsoll::liquidation::bonus::{near_bad_debt, Split};
use plimsoll::liquidation::exchange::Exchange;
use plimsoll::liquidation::repay::{repay, Seizure};
use plimsoll::liquidation::sizing::Reason;
use plimsoll::number::amount::to_units_up;
use plimsoll::number::ramp::Ramp;
use plimsoll::Fixed;

/// `loan-to-value - limit` between 2 % and 5 %, at most one minus the loan-to-value; past 99 % that, or
/// 0.1 % where it is more. The loan-to-value twice: as what is owed, up, and down where it raises the bonus.
pub fn bonus_at<N: Lane>(limit: &N, up: &N, down: &N) -> N {
    let at = |room: &str| limit.try_add(&N::up(room)).unwrap();
    let ramp = Ramp::new(at("0.02"), at("0.05"), N::down("0.02"), N::down("0.05")).unwrap();
    let curve = ramp.at_down(down).unwrap();
    near_bad_debt(&curve, up, &N::up("0.99"), &N::down("0.001")).unwrap()
}

fn bonus<N: Lane>(limit: &str, loan_to_value: &str) -> N {
    let (up, down) = (N::up(loan_to_value), N::down(loan_to_value));
    bonus_at(&N::up(limit), &up, &down)
}

#[test]
fn bonus_curve() {
    for (limit, loan_to_value, published) in [
        ("0.75", "0.75", "0.02"),
        ("0.75", "0.78", "0.03"),
        ("0.75", "0.82", "0.05"),
        ("0.75", "0.97", "0.03"),
        ("0.75", "0.991", "0.009"),
        ("0.75", "0.9995", "0.001"),
        ("0.75", "1.2", "0.001"),
        ("0.9", "0.985", "0.015"),
    ] {
        assert_owned(
            published,
            bonus::<Exact>(limit, loan_to_value),
            bonus::<Fixed>(limit, loan_to_value),
        );
    }
}

/// 300 of 1,500 USDC repaid for USDH of 2,000, both at 1, limits cut to 50 % and 51 %: a bonus of 5 %.
fn normal_loan<N: Lane>() -> Seizure<N> {
    let debt = asset_on("-1500000000", bound("1", ["1", "1"]), "1");
    let collateral = asset_on("2000000000", bound("1", ["0.51", "1"]), "1");
    let exchange = Exchange::new(N::one(), N::one(), &bonus::<N>("0.5", "0.75")).unwrap();
    let most = N::near("300000000");
    repay(
        &health(&[&debt, &collateral]),
        &debt,
        &collateral,
        &exchange,
        &most,
    )
    .unwrap()
}

/// 5 % has no binary form: theirs, in units of 2^-60, gives 314,999,999, and so does ours in units of 2^-48.
#[test]
fn normal_loan_min_out() {
    let exact = normal_loan::<Exact>();
    let fixed = normal_loan::<Fixed>();
    assert_eq!(exact.seized, Exact::near("315000000"));
    assert_eq!(fixed.seized, Fixed::from_num(314_999_999));
    assert_eq!(fixed.repaid, Fixed::from_num(300_000_000));
    assert_eq!(
        (exact.reason, fixed.reason),
        (Reason::Capped, Reason::Capped)
    );
}

/// `ceil((amount - amount / (1 + bonus)) part)`: of 315 at 5 % and a tenth, 1.5.
#[test]
fn protocol_fee() {
    fn fee<N: Lane>() -> N {
        let exchange = Exchange::new(N::one(), N::one(), &N::down("0.05")).unwrap();
        let seized = N::near("315");
        let repaid = exchange.repaid(&seized).unwrap();
        let penalty = exchange.penalty(&repaid, &seized).unwrap();
        let split = Split::new(N::zero(), N::up("0.1")).unwrap();
        split.of(&penalty).unwrap().protocol
    }
    assert_eq!(fee::<Exact>().0, decimal("1.5"));
    let fixed = to_units_up(&fee::<Fixed>(), 6).unwrap();
    assert_eq!(fixed, 1_500_000);
}

/// A market that is wound down: the threshold falls and the bonus rises with the days. Their formulas, for
/// which nothing is published: `1 - daily days` and `min(least + daily days, most, 1 - loan-to-value)`.
#[test]
fn autodeleverage() {
    fn terms<N: Lane>(days: &str, loan_to_value: &str) -> [N; 2] {
        let days = N::near(days);
        // 1 % a day to nothing, and 0.1 % a day from 0.5 % to 5 %.
        let threshold = Ramp::new(N::zero(), N::near("100"), N::one(), N::zero()).unwrap();
        let bonus = Ramp::new(N::zero(), N::near("45"), N::down("0.005"), N::down("0.05")).unwrap();
        let rising = bonus.at_down(&days).unwrap();
        let (never, least) = (N::near("1000"), N::zero());
        let capped = near_bad_debt(&rising, &N::up(loan_to_value), &never, &least).unwrap();
        [threshold.at_down(&days).unwrap(), capped]
    }
    for (days, loan_to_value, threshold, bonus) in [
        ("0", "0.8", "1", "0.005"),
        ("30", "0.8", "0.7", "0.035"),
        ("60", "0.8", "0.4", "0.05"),
        ("60", "0.97", "0.4", "0.03"),
        ("60", "1.01", "0.4", "0"),
    ] {
        let exact = terms::<Exact>(days, loan_to_value);
        let fixed = terms::<Fixed>(days, loan_to_value);
        for ((published, exact), fixed) in [threshold, bonus].into_iter().zip(exact).zip(fixed) {
            assert_owned(published, exact, fixed);
        }
    }
}
