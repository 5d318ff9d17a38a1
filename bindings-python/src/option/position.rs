//! How many options of a series an account has, and what one is worth.

use super::contract;
use crate::error::raise;
use crate::interval::interval;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::record;
use plimsoll::margin::option::position;
use pyo3::prelude::*;

type Kernel = position::Position<plimsoll::Fixed>;

record! {
    /// Options of one series: the contract, how many are owned, and what one is worth.
    ///
    /// Parameters
    /// ----------
    /// contract : Contract
    /// quantity : Number
    ///     Below zero, written; read to the nearest number.
    /// value : Interval or Number
    ///     Of one, at its mark. A number is read down and read up.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll import Contract, Interval
    /// >>> from plimsoll.option import Position
    /// >>> Position(Contract("put", 100), -2, Interval(7, 8)).mark()
    /// Fixed("-16")
    class("plimsoll.option") Position(Kernel) {
        /// Contract: The contract.
        contract: contract::contract,
        /// Fixed: How many are owned; below zero, written.
        quantity: read::nearest,
        /// Interval: What one is worth at its mark.
        value: interval,
    }

    /// The mark to market: what is owned at the low end of `value`, what is owed at the high end, rounded
    /// down.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn mark(&self) -> PyResult<Fixed> {
        self.0.mark().map(Fixed).map_err(raise)
    }

    /// What exercise at a price pays in all, rounded down.
    ///
    /// Parameters
    /// ----------
    /// price : Number
    ///     Read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn payoff(&self, price: &Any<'_>) -> PyResult<Fixed> {
        let payoff = self.0.payoff(&read::nearest(price, "price")?);
        payoff.map(Fixed).map_err(raise)
    }
}

/// Positions as an argument.
pub fn positions(value: &Any<'_>, what: &str) -> PyResult<Vec<Kernel>> {
    let positions = read::many::<Position>(value, what)?;
    Ok(positions.into_iter().map(|position| position.0).collect())
}

macro_rules! counts {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Parameters
        /// ----------
        /// positions : list or tuple of Position
        ///
        /// Raises
        /// ------
        /// Overflow
        #[pyfunction]
        pub fn $name(positions: &Any<'_>) -> PyResult<Fixed> {
            let positions = self::positions(positions, "positions")?;
            position::$name(&positions).map(Fixed).map_err(raise)
        }
    )*};
}
counts! {
    /// How many options are written: the sum of ``max(-quantity, 0)``, exact.
    shorts;
    /// How many options there are, owned or written, exact.
    gross;
    /// How many are written at a strike beyond those owned at it, calls and puts alike, over all strikes;
    /// exact (Derive).
    naked;
}
