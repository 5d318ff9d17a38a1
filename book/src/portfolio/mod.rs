//! Accounts that a method margins as a portfolio: options, and what moves with them.
//!
//! The method's own total, in the asset that it settles in, enters the account as an amount of that asset,
//! beside its balance and the perps that the method does not margin: see `docs/book.md`.

mod charge;
mod derive;
pub(crate) mod held;
pub(crate) mod method;
mod parameters;
pub(crate) mod priced;
pub(crate) mod report;
mod scenarios;
pub(crate) mod series;
pub(crate) mod table;

pub(crate) use charge::{Charge, Driver};
use plimsoll::{Error, Fixed, Price};

/// One index that has moved by a factor, or none.
#[derive(Clone, Copy)]
pub(crate) struct Moved(Option<(usize, Price)>);

impl Moved {
    /// Nothing has.
    pub(crate) fn nothing() -> Self {
        Moved(None)
    }

    pub(crate) fn by(index: usize, factor: Price) -> Self {
        Moved(Some((index, factor)))
    }

    /// How far what follows this index has moved.
    pub(crate) fn factor(&self, index: usize) -> Option<&Price> {
        let moved = self.0.as_ref().filter(|(moved, _)| *moved == index);
        moved.map(|(_, factor)| factor)
    }

    /// A price of what follows this index.
    pub(crate) fn price(&self, index: usize, price: &Price) -> Result<Price, Error> {
        self.factor(index)
            .map_or(Ok(*price), |factor| price.scale(factor))
    }
}

/// What a method says of an account.
pub(crate) struct Portfolio {
    /// The method's place in the book.
    pub(crate) method: usize,
    /// Initial, maintenance.
    pub(crate) levels: [Charge; 2],
    /// What is required at each: the mark less the level's total.
    pub(crate) margins: [Fixed; 2],
    /// What the positions are worth at equity, in units of the settlement asset.
    pub(crate) mark: Fixed,
    pub(crate) positions: Vec<Line>,
}

/// One position under a method, in units of the settlement asset.
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) quantity: Fixed,
    pub(crate) mark: Fixed,
    /// What it gains in the worst scenario of each level; none where no scenario decides.
    pub(crate) gains: [Option<Fixed>; 2],
}

impl Portfolio {
    /// What enters the account at initial, maintenance and equity.
    pub(crate) fn totals(&self) -> [Fixed; 3] {
        let [initial, maintenance] = &self.levels;
        [initial.total, maintenance.total, self.mark]
    }
}
