//! marginfi's efficiency mode: what several debts grant to one collateral is the intersection of their lists.
//!
//! Source: mrgnlabs/marginfi-v2, type-crate/src/types/emode.rs (three examples in the documentation),
//! programs/marginfi/src/state/emode.rs (`test_reconcile_emode_*`, `test_emode_invalid_*`),
//! programs/marginfi/src/state/marginfi_account.rs (isolated and reduce-only banks).

use crate::exact::Exact;
use crate::lane::Lane;
use plimsoll::weights::profile::{admit_debts, Access, Boost, Profile};
use plimsoll::weights::Weights;
use plimsoll::{Error, Fixed};

/// One entry of a debt: class, initial weight, maintenance weight.
type Entry = (u16, &'static str, &'static str);

/// A bank of class 101 with weights of 0.5 and 0.55, at the initial, maintenance and equity level.
fn bank<N: Lane>(access: Access) -> Profile<N, 3> {
    let weights = ["0.5", "0.55", "1"].map(|w| Weights::from_loan_to_value(N::down(w)).unwrap());
    Profile {
        class: 101,
        access,
        weights,
    }
}

fn weights<N: Lane>(debts: &[&[Entry]], access: Access) -> [N; 3] {
    let boost = |&(class, initial, maintenance): &Entry| {
        let assets = [N::down(initial), N::down(maintenance), N::one()];
        Boost::new(class, assets).unwrap()
    };
    let debts: Vec<Vec<_>> = debts
        .iter()
        .map(|debt| debt.iter().map(boost).collect())
        .collect();
    let debts: Vec<_> = debts.iter().map(Vec::as_slice).collect();
    bank(access).effective(&debts).map(|w| w.asset().clone())
}

fn assert_weights(debts: &[&[Entry]], expected: [&str; 2]) {
    let expected = [expected[0], expected[1], "1"];
    assert_eq!(
        weights::<Exact>(debts, Access::Open),
        expected.map(Exact::down)
    );
    assert_eq!(
        weights::<Fixed>(debts, Access::Open),
        expected.map(Fixed::down)
    );
}

const OWN: [&str; 2] = ["0.5", "0.55"];

#[test]
fn intersection_over_all_debts() {
    // 0.7/0.75 and 0.6/0.8 for class 101: 0.6/0.75.
    assert_weights(
        &[&[(101, "0.7", "0.75")], &[(101, "0.6", "0.8")]],
        ["0.6", "0.75"],
    );
    // Classes 99 and 101: nothing in common.
    assert_weights(&[&[(99, "0.7", "0.75")], &[(101, "0.6", "0.8")]], OWN);
    // A third debt with 101 and 99: still 0.6/0.75 for 101.
    let third: &[Entry] = &[(101, "0.6", "0.8"), (99, "0.6", "0.8")];
    assert_weights(
        &[&[(101, "0.7", "0.75")], &[(101, "0.6", "0.8")], third],
        ["0.6", "0.75"],
    );
    // `test_reconcile_emode_multiple_configs`.
    let first: &[Entry] = &[(101, "0.7", "0.75"), (99, "0.7", "0.8")];
    let debts = [first, &[(101, "0.6", "0.8")], &[(101, "0.65", "0.8")]];
    assert_weights(&debts, ["0.6", "0.75"]);
    // One debt grants its own list, none grants nothing; a debt without a list takes the others' away.
    assert_weights(&[first], ["0.7", "0.75"]);
    assert_weights(&[], OWN);
    assert_weights(&[first, &[]], OWN);
}

/// What a debt grants below the bank's own weight does nothing.
#[test]
fn only_upwards() {
    assert_weights(&[&[(101, "0.4", "0.8")]], ["0.5", "0.8"]);
}

/// A debt that names a class twice, which theirs refuses when it is set, grants the smaller.
#[test]
fn named_twice() {
    assert_weights(
        &[&[(101, "0.7", "0.75"), (101, "0.6", "0.7")]],
        ["0.6", "0.7"],
    );
}

/// `test_emode_invalid_weight_too_high`.
#[test]
fn weights_above_one_are_refused() {
    let assets = ["1.2", "1.3"].map(Fixed::down);
    assert_eq!(Boost::new(101, assets), Err(Error::InvalidWeights));
}

/// A reduce-only bank counts nothing for initial margin, an isolated one nothing at all but at equity; with an
/// isolated debt there is no other.
#[test]
fn reduce_only_and_isolated() {
    let debts: &[&[Entry]] = &[&[(101, "0.7", "0.75")]];
    let reduced = weights::<Exact>(debts, Access::ReduceOnly);
    assert_eq!(reduced, ["0", "0.75", "1"].map(Exact::down));
    let isolated = weights::<Exact>(debts, Access::Isolated);
    assert_eq!(isolated, ["0", "0", "1"].map(Exact::down));
    assert_eq!(admit_debts(&[Access::Isolated]), Ok(()));
    let two = [Access::Open, Access::Isolated];
    assert_eq!(admit_debts(&two), Err(Error::NotAdmitted));
}
