//! What an operation may do to an account, judged by the account before and after it.

use crate::account::Account;
use crate::error::raise;
use crate::names::PERMISSION;
use crate::read::{down, Any};
use plimsoll::margin::operation;
use plimsoll::Fixed as Bits;
use pyo3::prelude::*;

/// Makes the class `Permission`, with its property.
pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    let property = py.import("builtins")?.getattr("property")?;
    let class = PERMISSION.register(module)?;
    class.setattr(
        "is_allowed",
        property.call1((wrap_pyfunction!(is_allowed, module)?,))?,
    )
}

/// bool: Whether the operation may stand.
#[pyfunction]
fn is_allowed(permission: &Any<'_>) -> PyResult<bool> {
    Ok(PERMISSION.take(permission, "permission")?.is_allowed())
}

/// Judges an operation: allowed if initial health holds after it, or if at every level the surplus is
/// no lower and the liabilities are no higher than before, so that an account in trouble may still
/// repay, add collateral, or close a position.
///
/// At equity the surplus may be lower and the liabilities higher by `cost`: what closing a position costs
/// in fees, distance to the mark, and rounding.
///
/// Parameters
/// ----------
/// before, after : Account
///     The whole account both times (`Account.close`), at the same prices.
/// cost : number, optional
///     In the account's currency, read down; not negative. Zero where it is left out.
///
/// Returns
/// -------
/// Permission
///
/// Raises
/// ------
/// InvalidQuantity, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Account, Bound, permission
/// >>> before, after = Account(), Account()
/// >>> before.add(-2, [Bound(1, 1)] * 3)
/// >>> after.add(-1, [Bound(1, 1)] * 3)
/// >>> permission(before, after)  # still not healthy, but part of the debt is repaid
/// <Permission.IMPROVED: 'improved'>
/// >>> permission(after, before).is_allowed
/// False
#[pyfunction]
#[pyo3(signature = (before, after, cost = None))]
pub fn permission<'py>(
    py: Python<'py>,
    before: &Account,
    after: &Account,
    cost: Option<&Any<'py>>,
) -> PyResult<Any<'py>> {
    let cost = match cost {
        Some(cost) => down(cost, "cost")?,
        None => Bits::ZERO,
    };
    let judged = operation::permission(&before.kernel(), &after.kernel(), &cost);
    PERMISSION.give(py, judged.map_err(raise)?)
}
