//! Gearbox and Panoptic: who gets what of a liquidated account; Gearbox's thresholds that move.
//!
//! Source: Gearbox-protocol/core-v3, CreditLogic.sol and test/unit (`U:[CL-4]`, `U:[CL-5]`);
//! panoptic-labs/panoptic-v1-core, the rule of the bonus.

use crate::exact::Exact;
use crate::lane::{decimal, Lane};
use plimsoll::margin::health::Health;
use plimsoll::risk::parameters::Parameter;
use plimsoll::solvency::waterfall::Waterfall;
use plimsoll::weights::Bound;
use plimsoll::Fixed;

fn percent<N: Lane>(amount: &N, basis_points: &str) -> N {
    amount
        .mul_div_down(&N::near(basis_points), &N::near("10000"))
        .and_then(|part| part.floor_to(&N::one()))
        .unwrap()
}

fn pays<N: Lane>(proceeds: &N, debt: &N) -> [N; 3] {
    let layers = Waterfall {
        proceeds: proceeds.clone(),
        insurance: N::zero(),
        deleveraging: N::zero(),
    };
    let flows = layers.flows(debt).unwrap();
    [flows.proceeds, flows.surplus, flows.socialised]
}

/// The account's 10,000 less the liquidator's premium pay the debt with its interest, then half the interest
/// and a part of the value as fees; the owner keeps the rest, and lenders bear what is missing. A token that
/// costs 0.5 % to send costs that on top. To the pool, to the owner, fees, loss.
fn payments<N: Lane>([discount, fee, debt, interest, transfer]: [&str; 5]) -> [N; 4] {
    let value = N::near("10000");
    let funds = percent(&value, discount);
    let owed = N::near(debt).try_add(&N::near(interest)).unwrap();
    let fees = percent(&N::near(interest), "5000");
    let fees = fees.try_add(&percent(&value, fee)).unwrap();
    let all = owed.try_add(&fees).unwrap();
    let whole = N::near("10000").try_add(&N::near(transfer)).unwrap();
    let sent = all.mul_div_down(&whole, &N::near("10000")).unwrap();
    let sent = sent.floor_to(&N::one()).unwrap();
    if sent <= funds {
        let [paid, kept, _] = pays(&funds, &sent);
        return [paid, kept, fees, N::zero()];
    }
    let kept = N::near("10000").try_sub(&N::near(transfer)).unwrap();
    let arrives = funds.mul_div_down(&kept, &N::near("10000")).unwrap();
    let [repaid, left, loss] = pays(&arrives, &owed);
    let [fees, kept, _] = pays(&left, &fees);
    assert_eq!(repaid.try_add(&fees).unwrap(), arrives);
    [funds, kept, fees, loss]
}

#[test]
fn liquidation_payments() {
    for (case, published) in [
        (
            ["9600", "150", "5000", "2000", "0"],
            ["8150", "1450", "1150", "0"],
        ),
        (
            ["9600", "150", "6500", "2000", "0"],
            ["9600", "0", "1100", "0"],
        ),
        (
            ["9600", "150", "7000", "3000", "0"],
            ["9600", "0", "0", "400"],
        ),
        (
            ["9800", "100", "5000", "2000", "0"],
            ["8100", "1700", "1100", "0"],
        ),
        (
            ["9800", "100", "6800", "2000", "0"],
            ["9800", "0", "1000", "0"],
        ),
        (
            ["9800", "100", "7000", "3000", "0"],
            ["9800", "0", "0", "200"],
        ),
        (
            ["9600", "150", "5000", "2000", "50"],
            ["8190", "1410", "1150", "0"],
        ),
        (
            ["9600", "150", "6500", "2000", "50"],
            ["9600", "0", "1052", "0"],
        ),
        (
            ["9600", "150", "7000", "3000", "50"],
            ["9600", "0", "0", "448"],
        ),
    ] {
        let exact = payments::<Exact>(case).map(|value| value.0);
        assert_eq!(exact, published.map(decimal), "{case:?}");
        let fixed = payments::<Fixed>(case).map(|value| value.value());
        assert_eq!(fixed, exact, "{case:?}");
    }
}

/// From, to, where the change begins and ends, now: the threshold in basis points.
#[test]
fn liquidation_threshold() {
    for ([from, to], [start, end, now], published) in [
        (["4000", "6000"], [1000, 4600, 0], "4000"),
        (["4000", "6000"], [0, 3600, 10000], "6000"),
        (["3000", "6000"], [0, 15000, 5000], "4000"),
        (["4500", "5000"], [0, 15000, 7500], "4750"),
        (["2000", "1000"], [0, 15000, 5000], "1666"),
        (["9000", "8900"], [0, 15000, 7500], "8950"),
    ] {
        fn threshold<N: Lane>([from, to]: [&str; 2], [start, end, now]: [u64; 3]) -> N {
            let moving = Parameter::moving(N::near(from), N::near(to), start, end).unwrap();
            moving.at_down(now).unwrap().floor_to(&N::one()).unwrap()
        }
        let (ends, times) = ([from, to], [start, end, now]);
        assert_eq!(threshold::<Exact>(ends, times).0, decimal(published));
        assert_eq!(threshold::<Fixed>(ends, times).value(), decimal(published));
    }
}

/// Panoptic: half of what there is, at most what is missing. Theirs once took the difference without a sign,
/// and an account with less than nothing could not be liquidated; a shortfall here is never negative.
#[test]
fn panoptic_bonus() {
    fn bonus<N: Lane>(balance: &str, required: &str) -> N {
        let mut health = Health::new();
        let one = Bound::new(N::one(), N::one()).unwrap();
        health.add(&N::down(balance), &one).unwrap();
        health.require(&N::up(required)).unwrap();
        let half = health.assets().div_down(&N::near("2")).unwrap();
        half.lesser(&health.shortfall().unwrap())
    }
    for (balance, required, published) in [
        ("100", "120", "20"),
        ("100", "180", "50"),
        ("100", "90", "0"),
        ("0", "50", "0"),
        ("-30", "50", "0"),
    ] {
        assert_eq!(bonus::<Exact>(balance, required).0, decimal(published));
        assert_eq!(
            bonus::<Fixed>(balance, required).value(),
            decimal(published)
        );
    }
}
