//! What an operation may do to an account, judged by the account before and after it.

use crate::account::Account;
use crate::error::raise;
use crate::names::PERMISSION;
use crate::read::Any;
use plimsoll::margin::operation;
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
/// Equity is one of the levels, so a position that grows passes only where it is bought below the low
/// end of its price, or sold above the high one.
///
/// Parameters
/// ----------
/// before, after : Account
///     The whole account both times (`Account.close`), at the same prices.
///
/// Returns
/// -------
/// Permission
///
/// Raises
/// ------
/// Overflow
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
pub fn permission<'py>(py: Python<'py>, before: &Account, after: &Account) -> PyResult<Any<'py>> {
    let judged = operation::permission(&before.kernel(), &after.kernel());
    PERMISSION.give(py, judged.map_err(raise)?)
}
