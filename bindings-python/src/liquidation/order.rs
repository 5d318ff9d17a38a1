//! Which position first.

use crate::error::raise;
use crate::names::ORDER;
use crate::read::{self, Any};
use crate::record::record;
use plimsoll::liquidation::order;
use pyo3::prelude::*;

type Kernel = order::Candidate<plimsoll::Fixed>;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    ORDER.register(module)?;
    module.add_class::<Candidate>()?;
    module.add_function(wrap_pyfunction!(first, module)?)
}

record! {
    /// A position that may be taken.
    ///
    /// Of a debt the margin is ``owed * (liability bound - price)``, of a collateral
    /// ``owned * (price - asset bound)``, of a perp its requirement.
    ///
    /// Parameters
    /// ----------
    /// value : Number
    ///     What is owned, owed, or open, in the account's currency and without sign; read down.
    /// margin : Number
    ///     What closing all of it frees at the level of the target, in the account's currency and
    ///     without sign; read down.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll.liquidation.order") Candidate(Kernel) {
        /// Fixed: What is owned, owed, or open.
        value: read::down,
        /// Fixed: What is freed.
        margin: read::down,
    }
}

/// The place of the candidate to take first; ties go to the earlier.
///
/// Parameters
/// ----------
/// order : Order
/// candidates : list or tuple of Candidate
///
/// Returns
/// -------
/// int or None
///     None where no candidate has a value.
///
/// Raises
/// ------
/// Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Order
/// >>> from plimsoll.liquidation.order import Candidate, first
/// >>> first(Order.RISKIEST, [Candidate(1000, 50), Candidate(100, 20)])
/// 1
#[pyfunction]
fn first(order: &Any<'_>, candidates: &Any<'_>) -> PyResult<Option<usize>> {
    let order = ORDER.take(order, "order")?;
    let candidates: Vec<_> = read::many::<Candidate>(candidates, "candidates")?
        .into_iter()
        .map(|candidate| candidate.0)
        .collect();
    order.first(&candidates).map_err(raise)
}
