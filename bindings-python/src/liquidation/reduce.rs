//! How much of a perp to close so that the account is healthy again.

use super::sizing::{self, Balance};
use crate::error::caused_by;
use crate::health::Health;
use crate::perp::Perp;
use crate::read::{self, Any};
use crate::record::record;
use crate::terms::Terms;
use plimsoll::liquidation::reduce as solver;
use plimsoll::{Deal as Offer, Error, Reduction as Kernel};
use pyo3::prelude::*;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Deal>()?;
    module.add_class::<Reduction>()?;
    module.add_function(wrap_pyfunction!(reduce, module)?)
}

record! {
    /// The terms on which a position is closed.
    ///
    /// Parameters
    /// ----------
    /// price : Number
    ///     Of a unit, in units of the settlement asset; read to the nearest number.
    /// fee : Number
    ///     What the account pays on top, as a fraction of the notional; read up.
    /// lot : Number
    ///     The grid of sizes; read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll") Deal(Offer) {
        /// Fixed: The price of a unit, in units of the settlement asset.
        price: read::nearest,
        /// Fixed: What the account pays on top, as a fraction of the notional.
        fee: read::up,
        /// Fixed: The grid of sizes.
        lot: read::nearest,
    }
}

record! {
    /// What is closed of a perp: the account's side of the deal. Whoever takes the position over gets
    /// ``-size`` for ``-quote``, exactly.
    ///
    /// Parameters
    /// ----------
    /// size, quote, fee : Number
    ///     Read to the nearest number.
    /// reason : Reason
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll") Reduction(Kernel) {
        /// Fixed: In units of the base, signed: negative where a long is sold.
        size: read::nearest,
        /// Fixed: What the account receives for it, in units of the settlement asset; negative where it
        /// pays.
        quote: read::nearest,
        /// Fixed: What the account pays on top, in units of the settlement asset.
        fee: read::nearest,
        /// Reason: Why it is this much.
        reason: sizing::reason,
    }
}

/// The smallest part of a perp, a multiple of the lot or the whole position, that has to be closed so
/// that ``health`` holds.
///
/// The account receives ``-size * price`` rounded down, and pays ``fee * (|size| * price)``, both
/// products rounded up. Open orders stay as they are: a venue cancels them first.
///
/// Parameters
/// ----------
/// health : Health
///     The account's at the level of ``terms``, with the perp in it.
/// settlement : Balance
///     The asset that the perp settles in, its ``net`` with this perp counted.
/// perp : Perp
/// terms : Terms
/// deal : Deal
/// most : Number
///     Units that may be closed, not negative; read down.
///
/// Returns
/// -------
/// Reduction
///
/// Raises
/// ------
/// InvalidPrice
///     Unless the deal's price is above 0.
/// InvalidFraction
///     For the deal's fee.
/// InvalidStep
///     For the deal's lot.
/// InvalidQuantity
///     A negative ``most``.
/// WrongPositions
///     The settlement asset is no part of ``health``.
/// InvalidNumber, Overflow
#[pyfunction]
fn reduce(
    health: &Health,
    settlement: &Balance,
    perp: &Perp,
    terms: &Terms,
    deal: &Deal,
    most: &Any<'_>,
) -> PyResult<Reduction> {
    let (health, most) = (health.kernel(), read::down(most, "most")?);
    let reduction = terms
        .kernel()
        .and_then(|terms| solver::reduce(&health, &settlement.0, &perp.0, &terms, &deal.0, &most));
    let causes = [
        (Error::InvalidPrice, "price"),
        (Error::InvalidFraction, "fee"),
        (Error::InvalidStep, "lot"),
        (Error::InvalidQuantity, "most"),
    ];
    reduction.map(Reduction).map_err(caused_by(&causes))
}
