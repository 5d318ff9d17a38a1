//! How much to repay and seize so that the account is healthy again.

use super::exchange::Exchange;
use super::sizing::{self, Balance};
use crate::error::{caused_by, raise};
use crate::health::Health;
use crate::read::{self, Any};
use crate::record::record;
use plimsoll::liquidation::repay as solver;
use plimsoll::{Error, Seizure as Kernel};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Seizure>()?;
    module.add_function(wrap_pyfunction!(repay, module)?)?;
    module.add_function(wrap_pyfunction!(sweep, module)?)
}

record! {
    /// What is repaid and seized, in units of each asset.
    ///
    /// Parameters
    /// ----------
    /// repaid, seized : Number
    ///     Read to the nearest number.
    /// reason : Reason
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll") Seizure(Kernel) {
        /// Fixed: What the liquidator pays toward the debt.
        repaid: read::nearest,
        /// Fixed: What leaves the collateral.
        seized: read::nearest,
        /// Reason: Why it is this much.
        reason: sizing::reason,
    }
}

/// The smallest repayment, a multiple of the debt's step or the whole of what may be repaid, after which
/// ``health`` holds.
///
/// It takes ``exchange.seized(repaid)``, rounded down to the collateral's step. At most ``most`` is
/// repaid, at most what is owed, and at most what the collateral covers: then all of the collateral
/// goes, and the repayment is what ``exchange.repaid`` asks for it, rounded up to the debt's step.
/// Neither asset's net changes its sign. Of a repayment that cannot reach the target, the reason says
/// what stopped it.
///
/// Parameters
/// ----------
/// health : Health
///     The account's at the target level, with both assets in it.
/// debt, collateral : Balance
/// exchange : Exchange
/// most : Number
///     In units of the debt, not negative (a close factor); read down.
///
/// Returns
/// -------
/// Seizure
///
/// Raises
/// ------
/// InvalidStep
///     Of one of the balances.
/// InvalidQuantity
///     A negative ``most``.
/// WrongPositions
///     The assets are no part of ``health``.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Balance, Bound, Exchange, Fixed, Health
/// >>> from plimsoll.liquidation.repay import repay
/// >>> dollar, ether = Bound(1, 1), Bound(1500, 2000)  # ether at 2000, of which 0.75 counts
/// >>> health = Health()
/// >>> health.add(2, ether)
/// >>> health.add(-3100, dollar)
/// >>> debt, collateral = Balance(-3100, -3100, dollar, 1), Balance(2, 2, ether, Fixed.DELTA)
/// >>> repay(health, debt, collateral, Exchange(1, 2000, "0.25"), 3100)
/// Seizure(Fixed("1600"), Fixed("1"), Reason.TARGET)
#[pyfunction]
fn repay(
    health: &Health,
    debt: &Balance,
    collateral: &Balance,
    exchange: &Exchange,
    most: &Any<'_>,
) -> PyResult<Seizure> {
    let (health, most) = (health.kernel(), read::down(most, "most")?);
    let seizure = solver::repay(&health, &debt.0, &collateral.0, &exchange.kernel, &most);
    let causes = [
        (Error::InvalidQuantity, "most"),
        (Error::InvalidStep, "step"),
    ];
    seizure.map(Seizure).map_err(caused_by(&causes))
}

/// The same seizure, or all that may be repaid where less would leave ``dust`` of the debt or of the
/// collateral or less, with neither of the two closed.
///
/// Parameters
/// ----------
/// seizure : Seizure
/// debt, collateral : Balance
/// exchange : Exchange
/// dust : list or tuple of 2 Number
///     In units of the debt, and of the collateral; read up.
///
/// Returns
/// -------
/// Seizure
///
/// Raises
/// ------
/// InvalidStep
///     Of one of the balances.
/// InvalidNumber, Overflow
#[pyfunction]
fn sweep(
    seizure: &Seizure,
    debt: &Balance,
    collateral: &Balance,
    exchange: &Exchange,
    dust: &Any<'_>,
) -> PyResult<Seizure> {
    let dust = read::numbers(dust, read::Way::Up, "dust")?;
    let [of_debt, of_collateral] = dust.as_slice() else {
        let message = format!("dust: expected 2 (debt, collateral), got {}", dust.len());
        return Err(PyValueError::new_err(message));
    };
    let dust = [of_debt, of_collateral];
    let (debt, collateral, exchange) = (&debt.0, &collateral.0, &exchange.kernel);
    let swept = solver::sweep(seizure.0, debt, collateral, exchange, dust);
    swept.map(Seizure).map_err(raise)
}
