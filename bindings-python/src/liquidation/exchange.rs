//! The terms on which a liquidator repays one asset and takes another.

use crate::error::{caused_by, raise};
use crate::health::Health;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::value::hash;
use crate::weights::{Bounds, Weights};
use plimsoll::liquidation::exchange;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;
use pyo3::types::PyType;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Exchange>()?;
    module.add_function(wrap_pyfunction!(sustainable, module)?)
}

/// What a unit of debt and a unit of collateral convert at, and the bonus on top.
///
/// The two prices are single numbers, so the caller names the end of each interval (`Price.at`). Debt
/// at low and collateral at high favours the account and may leave the liquidator nothing; debt at
/// high and collateral at low hands the width of both intervals to the liquidator on top of the bonus;
/// midpoints divide it.
///
/// Parameters
/// ----------
/// debt : Number
///     Price of one unit of debt, in the account's currency; read down.
/// collateral : Number
///     Price of one unit of collateral, in the account's currency; read up.
/// bonus : Number
///     0.05 takes collateral worth 1.05 for every 1 repaid; not negative, read down.
///
/// Raises
/// ------
/// InvalidPrice
///     Unless both prices are above 0.
/// InvalidQuantity
///     A negative bonus.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import End, Exchange, Price
/// >>> dollar, ether = Price.exact(1), Price(1990, 2010)
/// >>> exchange = Exchange(dollar.at(End.MID), ether.at(End.MID), "0.25")
/// >>> exchange.seized(1600)
/// Fixed("1")
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, Copy, PartialEq)]
pub struct Exchange {
    pub kernel: plimsoll::Exchange,
    bonus: Bits,
}

#[pymethods]
impl Exchange {
    #[new]
    fn new(debt: &Any<'_>, collateral: &Any<'_>, bonus: &Any<'_>) -> PyResult<Self> {
        let (debt, collateral) = (
            read::down(debt, "debt")?,
            read::up(collateral, "collateral")?,
        );
        let bonus = read::down(bonus, "bonus")?;
        let kernel = plimsoll::Exchange::new(debt, collateral, &bonus);
        let kernel = kernel.map_err(caused_by(&[(Error::InvalidQuantity, "bonus")]))?;
        Ok(Exchange { kernel, bonus })
    }

    /// Fixed: The price of a unit of debt.
    #[getter]
    fn debt(&self) -> Fixed {
        Fixed(*self.kernel.debt())
    }

    /// Fixed: The price of a unit of collateral.
    #[getter]
    fn collateral(&self) -> Fixed {
        Fixed(*self.kernel.collateral())
    }

    /// Fixed: What is taken on top, as a fraction of what is repaid.
    #[getter]
    fn bonus(&self) -> Fixed {
        Fixed(self.bonus)
    }

    /// Fixed: What a unit of debt repaid takes in value: ``debt * (1 + bonus)``, rounded down.
    #[getter]
    fn paid(&self) -> Fixed {
        Fixed(*self.kernel.paid())
    }

    /// What ``repaid`` units of debt take, bonus included: ``repaid * paid / collateral``, rounded down,
    /// so that many small repayments never take more than one large one.
    ///
    /// Parameters
    /// ----------
    /// repaid : Number
    ///     In units of the debt; read down.
    ///
    /// Returns
    /// -------
    /// Fixed
    ///     In units of the collateral.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn seized(&self, repaid: &Any<'_>) -> PyResult<Fixed> {
        let seized = self.kernel.seized(&read::down(repaid, "repaid")?);
        seized.map(Fixed).map_err(raise)
    }

    /// What has to be repaid for ``seized`` units of collateral: the inverse of `seized`, rounded up.
    ///
    /// Parameters
    /// ----------
    /// seized : Number
    ///     In units of the collateral; read up.
    ///
    /// Returns
    /// -------
    /// Fixed
    ///     In units of the debt.
    ///
    /// Raises
    /// ------
    /// DivisionByZero
    ///     A unit of debt rounds to nothing.
    /// InvalidNumber, Overflow
    fn repaid(&self, seized: &Any<'_>) -> PyResult<Fixed> {
        let repaid = self.kernel.repaid(&read::up(seized, "seized")?);
        repaid.map(Fixed).map_err(raise)
    }

    /// The part of ``seized`` that is bonus: what exceeds ``repaid * debt / collateral``, this rounded
    /// down; at least zero.
    ///
    /// Parameters
    /// ----------
    /// repaid : Number
    ///     In units of the debt; read to the nearest number.
    /// seized : Number
    ///     In units of the collateral; read to the nearest number.
    ///
    /// Returns
    /// -------
    /// Fixed
    ///     In units of the collateral.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn penalty(&self, repaid: &Any<'_>, seized: &Any<'_>) -> PyResult<Fixed> {
        let (repaid, seized) = (
            read::nearest(repaid, "repaid")?,
            read::nearest(seized, "seized")?,
        );
        let penalty = self.kernel.penalty(&repaid, &seized);
        penalty.map(Fixed).map_err(raise)
    }

    /// Whether a repayment on these terms raises the account's surplus:
    /// ``debt.liability > collateral.asset * paid / collateral price``, the right side rounded up.
    /// Beyond this line every liquidation leaves the account further below the level than it was.
    ///
    /// For weights without prices see `plimsoll.liquidation.exchange.sustainable`.
    ///
    /// Parameters
    /// ----------
    /// debt, collateral : Bound
    ///     At the level.
    ///
    /// Raises
    /// ------
    /// UnknownPrice
    fn raises_surplus(&self, debt: &Bounds, collateral: &Bounds) -> PyResult<bool> {
        let raises = self.kernel.raises_surplus(&debt.0, &collateral.0);
        raises.map_err(raise)
    }

    /// Whether a repayment on these terms raises the account's ratio of assets to liabilities: as
    /// `raises_surplus`, with the ratio of the whole account, rounded down, times the left side.
    ///
    /// Stricter below a ratio of 1, which is where liquidations happen. An account that owes nothing has
    /// no ratio to raise.
    ///
    /// Parameters
    /// ----------
    /// health : Health
    ///     Of the whole account, at the level.
    /// debt, collateral : Bound
    ///     At the level.
    ///
    /// Raises
    /// ------
    /// UnknownPrice
    fn raises_ratio(&self, health: &Health, debt: &Bounds, collateral: &Bounds) -> PyResult<bool> {
        let health = health.kernel();
        let raises = self.kernel.raises_ratio(&health, &debt.0, &collateral.0);
        raises.map_err(raise)
    }

    fn __repr__(&self) -> String {
        let parts = [self.kernel.debt(), self.kernel.collateral(), &self.bonus];
        format!("Exchange({})", parts.map(Fixed::show).join(", "))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (Fixed, Fixed, Fixed)) {
        let parts = (self.debt(), self.collateral(), self.bonus());
        (py.get_type::<Self>(), parts)
    }
}

/// Whether a bonus suits a pair of weights: ``debt.liability > (1 + bonus) * collateral.asset``, rounded
/// against it.
///
/// What a protocol checks when it sets parameters, because where this fails a liquidation at one price
/// for all lowers the surplus of any account.
///
/// Parameters
/// ----------
/// bonus : Number
///     Not negative; read up.
/// debt, collateral : Weights
///     Of the two assets at the level.
///
/// Raises
/// ------
/// InvalidQuantity
///     A negative bonus.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Weights
/// >>> from plimsoll.liquidation.exchange import sustainable
/// >>> sustainable("0.05", Weights.one(), Weights.from_loan_to_value("0.96"))
/// False
#[pyfunction]
fn sustainable(bonus: &Any<'_>, debt: &Weights, collateral: &Weights) -> PyResult<bool> {
    let bonus = read::up(bonus, "bonus")?;
    let sustainable = exchange::sustainable(&bonus, &debt.0, &collateral.0);
    sustainable.map_err(caused_by(&[(Error::InvalidQuantity, "bonus")]))
}
