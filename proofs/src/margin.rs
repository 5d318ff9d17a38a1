//! What is public of an account at one level: which markets it is in, and what those count for.
//!
//! The order of the ledger's numbers follows from it: of each group the balance of its asset; of each perp
//! size, quote, and where it has open orders bids and asks; of each portfolio's instruments the quantity, and
//! of a perp among them its quote. Quotes are counted in lots of the settlement asset, all else in lots of its
//! own market.

use crate::Lots;
use plimsoll::{Bound, Fixed, Terms};

/// A netting group: an asset, the perps that settle in it, and the portfolios that do.
#[derive(Clone, Debug, PartialEq)]
pub struct Group<'a> {
    /// How the asset is counted.
    pub lots: Lots,
    /// What one unit owned counts for at least, one owed at most.
    pub bound: Bound,
    /// The perps.
    pub perps: Vec<Perp<'a>>,
    /// The portfolios.
    pub portfolios: Vec<Portfolio>,
}

impl Group<'_> {
    /// An asset in which nothing settles.
    pub fn of_asset(lots: Lots, bound: Bound) -> Self {
        Group {
            lots,
            bound,
            perps: Vec::new(),
            portfolios: Vec::new(),
        }
    }
}

/// Whether the ledger keeps open orders of a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orders {
    /// It has none to keep.
    Without,
    /// Bids and asks are committed beside the position, zero or not; the worse of both fills counts.
    With,
}

/// A perp market of the group.
#[derive(Clone, Debug, PartialEq)]
pub struct Perp<'a> {
    /// How its size is counted.
    pub lots: Lots,
    /// Price, weights, ladder and profit weight at the level.
    pub terms: Terms<'a>,
    /// Whether there are open orders.
    pub orders: Orders,
}

/// What a scenario margin counts as one: `mark + min(0, min over scenarios of share * profit)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Portfolio {
    /// What it consists of.
    pub instruments: Vec<Instrument>,
    /// Of each scenario, how much of a loss counts: the method's factor times the scenario's weight, not
    /// negative.
    pub shares: Vec<Fixed>,
}

/// Whether an instrument of a portfolio has a quote beside its quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An option or a coin: a quantity.
    Option,
    /// A perp: a size and a quote.
    Perp,
}

/// An option, coin or perp of a portfolio.
#[derive(Clone, Debug, PartialEq)]
pub struct Instrument {
    /// Which it is.
    pub kind: Kind,
    /// How its quantity is counted.
    pub lots: Lots,
    /// What a unit owned is worth and gains at least.
    pub owned: Side,
    /// What a unit owed is worth and gains at most.
    pub owed: Side,
}

/// What one unit is worth, and what it gains in each scenario, in units of the settlement asset.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The mark.
    pub mark: Fixed,
    /// The profits, in the order of the portfolio's shares.
    pub profits: Vec<Fixed>,
}
