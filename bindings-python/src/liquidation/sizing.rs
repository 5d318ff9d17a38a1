//! What a sizing is given of an asset, and why it comes out as large as it does.

use crate::names::REASON;
use crate::read::{self, Any};
use crate::record::record;
use crate::weights;
use plimsoll::liquidation::sizing::Reason;
use plimsoll::Balance as Kernel;
use pyo3::prelude::*;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    REASON.register(module)?;
    module.add_class::<Balance>()
}

/// A reason as an argument.
pub fn reason(value: &Any<'_>, what: &str) -> PyResult<Reason> {
    REASON.take(value, what)
}

record! {
    /// One asset of the account, as a liquidation at one level sees it.
    ///
    /// Parameters
    /// ----------
    /// amount : Number
    ///     What is owned, or owed where negative, in units of the asset; read down.
    /// net : Number
    ///     The same with the perps that settle in it: the value of its `Net` at the level; without perps
    ///     it is ``amount``. Read down.
    /// bound : Bound
    ///     The weighted price at the level.
    /// step : Number
    ///     The grid of amounts in this asset; read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll") Balance(Kernel) {
        /// Fixed: What is owned, or owed where negative, in units of the asset.
        amount: read::down,
        /// Fixed: The same with the perps that settle in it.
        net: read::down,
        /// Bound: The weighted price at the level.
        bound: weights::bound,
        /// Fixed: The grid of amounts in this asset.
        step: read::nearest,
    }
}
