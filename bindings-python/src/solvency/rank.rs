//! Whose position is closed first when somebody's must be: ranking keys, the highest first.

use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::record;
use plimsoll::{Error, Standing as Kernel};
use pyo3::prelude::*;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Standing>()
}

const CAUSES: [(Error, &str); 2] = [
    (Error::InvalidQuantity, "entry"),
    (Error::DivisionByZero, "entry"),
];

record! {
    /// A position at the mark, in one currency: what ranks it when somebody's position must be closed.
    ///
    /// Parameters
    /// ----------
    /// mark : Number
    ///     What the position is worth at the mark, signed: negative for a short. Read to the nearest
    ///     number.
    /// entry : Number
    ///     What it was worth when it was entered, with the same sign; read to the nearest number.
    /// equity : Number
    ///     What backs it: the equity of the account; read down.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll import Standing
    /// >>> Standing(1500, 1000, 300).by_profit_and_leverage()  # half of its entry, five times levered
    /// Fixed("2.5")
    class("plimsoll") Standing(Kernel) {
        /// Fixed: What the position is worth at the mark, signed.
        mark: read::nearest,
        /// Fixed: What it was worth when it was entered, with the same sign.
        entry: read::nearest,
        /// Fixed: What backs it: the equity of the account.
        equity: read::down,
    }

    /// ``(mark - entry) / |entry|``: what the position has gained on its entry, rounded down.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     The signs differ.
    /// DivisionByZero
    ///     An entry of zero.
    /// Overflow
    fn profit(&self) -> PyResult<Fixed> {
        self.0.profit().map(Fixed).map_err(caused_by(&CAUSES))
    }

    /// ``|mark| / equity``, rounded down.
    ///
    /// Returns
    /// -------
    /// Fixed or None
    ///     None without equity: such an account ranks above every other.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn leverage(&self) -> PyResult<Option<Fixed>> {
        let leverage = self.0.leverage().map_err(raise)?;
        Ok(leverage.map(Fixed))
    }

    /// BitMEX: ``profit * leverage`` of a winner, ``profit / leverage`` of a loser, with
    /// ``leverage = |mark| / (mark - bankruptcy)``, which for a cross-margined account is its equity.
    /// Rounded down; a loser's in one step, ``profit * equity / |mark|``.
    ///
    /// Returns
    /// -------
    /// Fixed or None
    ///     None without equity: such an account is not deleveraged but liquidated.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity, DivisionByZero, Overflow
    ///     As `profit`, and for a loser worth nothing.
    fn by_profit_and_leverage(&self) -> PyResult<Option<Fixed>> {
        let key = self.0.by_profit_and_leverage().map_err(raise)?;
        Ok(key.map(Fixed))
    }

    /// Hyperliquid: ``(mark / entry) * (|mark| / equity)``, both quotients and the product rounded down;
    /// for a short, whose profit is the fall, ``entry / mark`` in place of ``mark / entry``.
    ///
    /// Returns
    /// -------
    /// Fixed or None
    ///     None without equity.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity, DivisionByZero, Overflow
    ///     As `profit`.
    fn by_move_and_leverage(&self) -> PyResult<Option<Fixed>> {
        let key = self.0.by_move_and_leverage().map_err(raise)?;
        Ok(key.map(Fixed))
    }

    /// Bluefin: ``max(profit, 0) / max(maintenance, ratio)``, rounded down.
    ///
    /// Parameters
    /// ----------
    /// maintenance, ratio : Number
    ///     The maintenance margin ratio of the market, and the account's own; read up.
    ///
    /// Raises
    /// ------
    /// DivisionByZero
    ///     Both ratios are zero or below, or as `profit`.
    /// InvalidQuantity, InvalidNumber, Overflow
    fn by_profit_and_margin(&self, maintenance: &Any<'_>, ratio: &Any<'_>) -> PyResult<Fixed> {
        let (maintenance, ratio) = (read::up(maintenance, "maintenance")?, read::up(ratio, "ratio")?);
        let key = self.0.by_profit_and_margin(&maintenance, &ratio);
        key.map(Fixed).map_err(raise)
    }
}
