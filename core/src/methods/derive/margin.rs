//! What a portfolio manager is given of an expiry, and the margin that it answers with, in its parts.

use crate::margin::option::expiry::Expiry;
use crate::margin::option::position::Position;
use crate::margin::scenario::Scan;
use crate::number::Number;
use crate::Error;

/// The options of one expiry: their scan over the grid, their scan over the two basis shocks, and the
/// positions behind them.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a, N, A, B> {
    /// The expiry.
    pub expiry: &'a Expiry<N>,
    /// Over the grid.
    pub scan: &'a Scan<N, A>,
    /// Over the shock up and the shock down of the basis, the volatility as it is.
    pub basis: &'a Scan<N, B>,
    /// Every option held.
    pub positions: &'a [Position<N>],
    /// The least confidence among the feeds that price them.
    pub confidence: &'a N,
}

/// What decides the loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Driver {
    /// A scenario, by its place in the grid.
    Scenario(usize),
    /// The basis, which is at least as bad as every scenario.
    Basis,
}

/// The margin at one level in its parts: what is above zero counts for the account, what is below is
/// required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin<N> {
    /// The worst profit times the level's factor.
    pub loss: N,
    /// What the loss comes from.
    pub driver: Driver,
    /// Minus the charge on perps.
    pub perps: N,
    /// Minus the charge on options written naked.
    pub options: N,
    /// Minus the haircuts of the collateral.
    pub collateral: N,
    /// Minus the charge for doubtful feeds.
    pub confidence: N,
    /// The mark to market.
    pub mark: N,
    /// The cash.
    pub cash: N,
}

impl<N: Number> Margin<N> {
    /// The sum of the parts, exact: at least zero is enough. Errors: [`Error::Overflow`].
    pub fn total(&self) -> Result<N, Error> {
        let parts = [
            &self.perps,
            &self.options,
            &self.collateral,
            &self.confidence,
            &self.mark,
            &self.cash,
        ];
        parts
            .into_iter()
            .try_fold(self.loss.clone(), |sum, part| sum.try_add(part))
    }
}
