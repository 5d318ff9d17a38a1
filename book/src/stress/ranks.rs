//! Whose positions are closed first: those of each market and side by their keys.

use plimsoll::Fixed;
use std::cmp::Reverse;
use std::collections::BTreeSet;

type Side = BTreeSet<(Reverse<Fixed>, usize)>;

/// The positions of accounts that have equity, highest key first, of equal keys by the account's place.
/// An account is ranked anew only after it has changed, because ranking all of them at every closing
/// takes time with their square.
pub(super) struct Ranks {
    /// By market: longs, shorts.
    sides: Vec<[Side; 2]>,
    /// By account: market, whether short, and key of each of its entries above.
    entries: Vec<Vec<(usize, bool, Fixed)>>,
    changed: Vec<usize>,
}

impl Ranks {
    /// Every account is yet to be ranked.
    pub(super) fn new(markets: usize, accounts: usize) -> Self {
        Ranks {
            sides: vec![Default::default(); markets],
            entries: vec![Vec::new(); accounts],
            changed: (0..accounts).collect(),
        }
    }

    /// Takes out an account that is about to change.
    pub(super) fn change(&mut self, place: usize) {
        self.changed.push(place);
    }

    /// An account that has changed since it was ranked.
    pub(super) fn changed(&mut self) -> Option<usize> {
        self.changed.pop()
    }

    /// Ranks an account's positions: market, whether short, and key of each.
    pub(super) fn set(&mut self, place: usize, entries: Vec<(usize, bool, Fixed)>) {
        let Some(own) = self.entries.get_mut(place) else {
            return;
        };
        for (market, short, key) in std::mem::replace(own, entries.clone()) {
            if let Some(sides) = self.sides.get_mut(market) {
                sides[usize::from(short)].remove(&(Reverse(key), place));
            }
        }
        for (market, short, key) in entries {
            if let Some(sides) = self.sides.get_mut(market) {
                sides[usize::from(short)].insert((Reverse(key), place));
            }
        }
    }

    /// Keys and accounts of one side of a market, in the order of their ranks.
    pub(super) fn side(
        &self,
        market: usize,
        short: bool,
    ) -> impl Iterator<Item = (Fixed, usize)> + '_ {
        let side = self
            .sides
            .get(market)
            .map(|sides| &sides[usize::from(short)]);
        let entries = side.into_iter().flatten();
        entries.map(|(Reverse(key), place)| (*key, *place))
    }
}
