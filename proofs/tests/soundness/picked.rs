//! Accounts that are healthy, or are not.

use crate::accounts::Source;
use plimsoll::{Bound, Fixed};
use plimsoll_proofs::margin::Group;
use plimsoll_proofs::witness::Witness;
use plimsoll_proofs::{Error, Health, Lots, Opening};

/// Random accounts with their openings, as many as asked of those of whom the prover's own check says this.
pub fn accounts(
    seed: u64,
    many: usize,
    checked: Result<(), Error>,
) -> Vec<(Vec<Group<'static>>, Vec<Opening>)> {
    let mut source = Source::new(seed);
    let mut found = Vec::new();
    while found.len() < many {
        let groups = source.groups(2);
        let quantities = source.quantities(&groups);
        let health = Health::new(&groups, &Fixed::ZERO).unwrap();
        let witness = Witness::least(health.statement(), &quantities).unwrap();
        if witness.check(health.statement()) == checked {
            let openings = source.openings(&quantities);
            found.push((groups, openings));
        }
    }
    found
}

/// An account that counts in whole currency: 5 owned at 1, 3 owed at 1.
pub fn plain() -> (Vec<Group<'static>>, Vec<Opening>) {
    let lots = Lots::new(1).unwrap();
    let bound = |low: i32, high: i32| Bound::new(Fixed::from(low), Fixed::from(high)).unwrap();
    let groups = vec![
        Group::of_asset(lots, bound(1, 2)),
        Group::of_asset(lots, bound(0, 1)),
    ];
    (groups, Source::new(9).openings(&[5, -3]))
}
