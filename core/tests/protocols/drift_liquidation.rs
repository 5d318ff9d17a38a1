//! Drift v2: how much base or liability covers a shortage, what a transfer implies, fees, the throttle, and
//! who bears a bankruptcy.
//!
//! Source: drift-labs/protocol-v2, programs/drift/src/math/liquidation/tests.rs, formulas in
//! math/liquidation.rs. A shortage of 10 at prices of 100. Their sizes are cut off below 1e-9; the size
//! that covers the shortage is the next one above.

use crate::exact::Exact;
use crate::lane::{assert_owned, decimal, small, Lane};
use crate::sizes::{asset, asset_on, bound, exactly, health};
use num_traits::Signed;
use plimsoll::liquidation::close::throttle;
use plimsoll::liquidation::exchange::Exchange;
use plimsoll::liquidation::reduce::{reduce, Deal};
use plimsoll::liquidation::repay::repay;
use plimsoll::liquidation::sizing::{Balance, Reason};
use plimsoll::margin::perp::{Perp, Terms};
use plimsoll::number::amount::{to_units_down, to_units_up};
use plimsoll::number::ramp::Ramp;
use plimsoll::solvency::socialise::{deposit_index, funding_index};
use plimsoll::weights::tiers::Tiers;
use plimsoll::weights::{Bound, Weights};
use plimsoll::{Fixed, Number};

/// One of their units of base or of a token with nine decimals.
const UNIT: &str = "0.000000001";

/// What has to be closed of a long of 10 whose margin of 10 % is there to the cent, in an account that
/// lacks 10; `fee` is the liquidator's and the fund's together, `quote` the price of the quote asset.
fn base_to_cover<N: Lane>(fee: &str, quote: &str) -> N {
    let weights = Weights::from_margin_fraction(&N::up("0.1")).unwrap();
    let terms = Terms::new(exactly("100"), weights, Tiers::none(), N::one()).unwrap();
    let perp = Perp::new(N::near("10"), N::down("-1000"));
    let settlement = Balance {
        amount: N::down("100"),
        net: perp
            .value(&terms)
            .unwrap()
            .try_add(&N::down("100"))
            .unwrap(),
        bound: Bound::unweighted(&exactly(quote)),
        step: N::near(UNIT),
    };
    let mut account = health(&[&settlement]);
    account.require(&N::up("10")).unwrap();
    let deal = Deal {
        price: N::down("100"),
        fee: N::up(fee),
        lot: N::near(UNIT),
    };
    let all = N::down("10");
    let closed = reduce(&account, &settlement, &perp, &terms, &deal, &all).unwrap();
    assert_eq!(closed.reason, Reason::Target);
    closed.size.try_neg().unwrap()
}

/// The size that covers, on their grid: exact, and on `Fixed` at most two units more.
fn assert_covers(published: &str, exact: Exact, fixed: Fixed) {
    assert_eq!(exact.0, decimal(published));
    let over = fixed.value() - exact.0;
    // The multiples of 1e-9 drift from decimals on `Fixed`, hence half a unit below.
    let half = decimal("0.0000000005");
    assert!(over > -half && over < decimal("0.000000002"), "{fixed}");
}

#[test]
fn base_amount_to_cover() {
    for (fee, quote, theirs, ours) in [
        ("0", "1", "1", "1"),
        ("0", "0.99", "1.01010101", "1.010101011"),
        ("0", "1.01", "0.990099009", "0.99009901"),
        // The liquidator's 1 %, and the fund's 1 % more.
        ("0.01", "1", "1.111111111", "1.111111112"),
        ("0.02", "1", "1.25", "1.25"),
    ] {
        assert_covers(ours, base_to_cover(fee, quote), base_to_cover(fee, quote));
        let more = decimal(ours) - decimal(theirs);
        assert!(!more.is_negative() && more <= decimal(UNIT));
    }
}

/// `shortage / (p q (margin - fee) - p fund fee)`: the last term lacks the price of the quote. Below one
/// theirs closes more than is needed, above one too little.
#[test]
fn the_fund_fee_without_the_quote_price() {
    for (quote, more) in [("0.99", true), ("1.01", false)] {
        let [price, quoted] = [decimal("100"), decimal(quote)];
        let theirs = decimal("10") / (&price * quoted * decimal("0.09") - price * decimal("0.01"));
        let ours = base_to_cover::<Exact>("0.02", quote).0;
        let off = (theirs - &ours) / ours;
        assert_eq!(off.is_positive(), more);
        assert!(off.abs() > decimal("0.001") && off.abs() < decimal("0.002"));
    }
}

/// `asset multiplier / liability multiplier - 1`: what the liquidator gets on top.
fn transfer<N: Lane>(asset: &str, liability: &str) -> Exchange<N> {
    let bonus = N::down(asset)
        .div_down(&N::up(liability))
        .and_then(|ratio| ratio.try_sub(&N::one()));
    Exchange::new(N::near("100"), N::one(), &bonus.unwrap()).unwrap()
}

/// Five of a token at 100 against what leaves the account 10 short, at 0.8 and 1.2.
fn account<N: Lane>() -> [Balance<N>; 2] {
    [
        asset_on("-5", bound("100", ["1", "1.2"]), UNIT),
        asset("737.5", bound("1", ["0.8", "1"])),
    ]
}

fn liability_to_cover<N: Lane>(multipliers: [&str; 2]) -> N {
    let [debt, collateral] = account();
    let exchange = transfer(multipliers[0], multipliers[1]);
    let all = N::down("5");
    let answer = repay(
        &health(&[&debt, &collateral]),
        &debt,
        &collateral,
        &exchange,
        &all,
    );
    answer.unwrap().repaid
}

#[test]
fn liability_amount_to_cover() {
    let par = ["1", "1"];
    assert_covers("0.25", liability_to_cover(par), liability_to_cover(par));
    // Their weight of the asset leg is cut off at 1e-5 between, and the result is short by 3.5e-5.
    let leg = 80_000 * 1_100_000 / 900_000;
    let theirs = 10u64 * 100_000 * 1_000_000_000 / (100 * (120_000 - leg));
    assert_eq!(theirs, 449_984_250);
    let ours = ["1.1", "0.9"];
    assert_covers("0.45", liability_to_cover(ours), liability_to_cover(ours));
    // At theirs the account stays short, in the liquidator's favour, who may come again.
    let [mut debt, mut collateral] = account::<Exact>();
    let repaid = Exact::down("0.44998425");
    let seized = transfer::<Exact>("1.1", "0.9").seized(&repaid).unwrap();
    debt.net = debt.net.try_add(&repaid).unwrap();
    collateral.net = collateral.net.try_sub(&seized).unwrap();
    let left = health(&[&debt, &collateral]).shortfall().unwrap().0;
    assert_eq!(left, decimal("0.00035"));
}

/// 10 USDC imply this much of a liability at 100, up; a unit of liability takes this much USDC, down.
#[test]
fn transfers() {
    let exchange = transfer::<Fixed>("1.01", "0.99");
    let implied = exchange.repaid(&Fixed::from_num(10)).unwrap();
    assert_eq!(to_units_up(&implied, 9), Ok(98_019_802));
    let taken = exchange.seized(&Fixed::ONE).unwrap();
    assert_eq!(to_units_down(&taken, 6), Ok(102_020_202));
}

/// What the account is better off by once one token at 100 is gone, per unit of it: 4 of 110.
#[test]
fn fund_fee_that_leaves_the_account_healthy() {
    fn fee<N: Lane>() -> N {
        let mut debt = asset("-1", bound::<N>("100", ["1", "1.1"]));
        let mut collateral = asset("105", bound("1", ["1", "1"]));
        let before = health(&[&debt, &collateral]).shortfall().unwrap();
        assert!(before >= N::down("5"));
        let seized = transfer::<N>("1.01", "1").seized(&N::one()).unwrap();
        debt.net = N::zero();
        collateral.net = collateral.net.try_sub(&seized).unwrap();
        let room = health(&[&debt, &collateral]).surplus().unwrap();
        room.div_down(debt.bound.liability()).unwrap()
    }
    assert_eq!(to_units_down(&fee::<Fixed>(), 6), Ok(36_363));
    assert_eq!(fee::<Exact>().0, decimal("4") / decimal("110"));
}

/// 2 % and a hundredth of a basis point for each slot, at most 5 %, for all slots once 1,500 have gone:
/// theirs steps up by 0.15 % there. A ramp that begins where the grace ends does not.
#[test]
fn liquidation_fee_over_time() {
    fn theirs<N: Lane>(slots: &str) -> N {
        let ramp = Ramp::new(
            N::zero(),
            N::near("30000"),
            N::down("0.02"),
            N::down("0.05"),
        );
        let slots = N::near(slots);
        match slots <= N::near("1500") {
            true => N::down("0.02"),
            false => ramp.unwrap().at_down(&slots).unwrap(),
        }
    }
    for (slots, published) in [("10", "0.02"), ("10000", "0.03"), ("100000", "0.05")] {
        assert_owned(published, theirs::<Exact>(slots), theirs::<Fixed>(slots));
    }
    let jump = theirs::<Exact>("1501").0 - theirs::<Exact>("1500").0;
    assert_eq!(jump, decimal("0.001501"));
    let ramp = Ramp::new(
        Exact::near("1500"),
        Exact::near("31500"),
        Exact::down("0.02"),
        Exact::down("0.05"),
    )
    .unwrap();
    for (slots, ours) in [
        ("1500", "0.02"),
        ("1501", "0.020001"),
        ("10000", "0.0285"),
        ("100000", "0.05"),
    ] {
        assert_eq!(ramp.at_down(&Exact::near(slots)).unwrap().0, decimal(ours));
    }
}

/// 10 % at once and the rest over 150 slots: of a shortage of 100, 76.66 after 100 slots; less what was
/// freed before; all of one below 50.
#[test]
fn throttled() {
    fn allowed<N: Lane>(slots: &str, shortage: &str, freed: &str) -> N {
        // The share is 1 where 0.1 + slots / 150 is.
        let share = Ramp::new(N::zero(), N::near("135"), N::down("0.1"), N::one()).unwrap();
        let [shortage, freed, small] = [shortage, freed, "50"].map(N::down);
        throttle(&share, &N::near(slots), &shortage, &freed, &small).unwrap()
    }
    let exact = allowed::<Exact>("100", "100", "0").0;
    assert_eq!(exact, decimal("230") / decimal("3"));
    let fixed = allowed::<Fixed>("100", "100", "0");
    assert!(fixed.value() <= exact && exact - fixed.value() < small());
    // Theirs, in parts of 10,000, cut off.
    assert_eq!(to_units_down(&fixed, 2), Ok(7_666));
    for (slots, shortage, freed, ours) in [
        ("0", "100", "0", "10"),
        ("100", "40", "0", "40"),
        ("75", "60", "40", "20"),
        ("0", "80", "20", "0"),
        ("140", "100", "0", "100"),
    ] {
        let case = || allowed::<Exact>(slots, shortage, freed);
        assert_owned(ours, case(), allowed::<Fixed>(slots, shortage, freed));
    }
}

/// A loss of 100 over a long of 7 and a short of 4, in units of 1e-9 in steps of 1e-6.
#[test]
fn funding_bears_a_bankruptcy() {
    fn change<N: Lane>() -> N {
        let borne = funding_index(&N::up("100"), &N::near("11")).unwrap();
        borne.index
    }
    assert_eq!(change::<Exact>().0, decimal("100") / decimal("11"));
    assert_eq!(
        to_units_up(&change::<Fixed>(), 6).unwrap() * 1_000,
        9_090_910_000
    );
}

/// A borrow of 11 against deposits of 120 at an index of 1, in units of 1e-10.
#[test]
fn deposits_bear_a_bankruptcy() {
    let borne = deposit_index(&Fixed::ONE, &Fixed::from_num(11), &Fixed::from_num(120)).unwrap();
    assert_eq!(
        to_units_up(&(Fixed::ONE - borne.index), 10),
        Ok(916_666_667)
    );
    assert!(borne.taken >= 11 && borne.left.is_zero());
    let exact = deposit_index(&Exact::one(), &Exact::near("11"), &Exact::near("120")).unwrap();
    assert_eq!(exact.taken, Exact::near("11"));
}
