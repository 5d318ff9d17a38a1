//! Interest by an index: a balance is stored once, scaled, and grows with the index of its market.

use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::value::hash;
use plimsoll::margin::interest;
use plimsoll::Error;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// What an index grows by over ``elapsed`` at ``rate`` for one unit of time, compounded continuously:
/// ``x + x**2 / 2 + x**3 / 6`` with ``x = rate * elapsed``, each product rounded down.
///
/// Below the true growth, ``e**x - 1``, by less than ``x**4 / 24 * e**x``.
///
/// Parameters
/// ----------
/// rate, elapsed : Number
///     Not negative, in one unit of time; read down.
///
/// Raises
/// ------
/// InvalidQuantity
///     Where one is negative.
/// InvalidNumber, Overflow
#[pyfunction]
pub fn growth_down(rate: &Any<'_>, elapsed: &Any<'_>) -> PyResult<Fixed> {
    let (rate, elapsed) = (read::down(rate, "rate")?, read::down(elapsed, "elapsed")?);
    let growth = interest::growth_down(&rate, &elapsed);
    growth.map(Fixed).map_err(raise)
}

/// As `growth_down`, each product rounded up.
///
/// Parameters
/// ----------
/// rate, elapsed : Number
///     Not negative, in one unit of time; read up.
///
/// Raises
/// ------
/// InvalidQuantity
///     Where one is negative.
/// InvalidNumber, Overflow
#[pyfunction]
pub fn growth_up(rate: &Any<'_>, elapsed: &Any<'_>) -> PyResult<Fixed> {
    let (rate, elapsed) = (read::up(rate, "rate")?, read::up(elapsed, "elapsed")?);
    let growth = interest::growth_up(&rate, &elapsed);
    growth.map(Fixed).map_err(raise)
}

/// The two indices of a market: what one unit deposited, and one unit borrowed, at its beginning has
/// become. New ones are 1 and 1.
///
/// Depositors never earn more than borrowers pay, whatever is rounded.
///
/// Examples
/// --------
/// >>> from plimsoll import Indices
/// >>> Indices().accrue("0.5", 1, "0.5", 0)  # 0.5 + 0.5**2 / 2 + 0.5**3 / 6, and half of it
/// Indices.from_stored(Fixed("1.322916666666664"), Fixed("1.645833333333336"))
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, Copy, PartialEq)]
pub struct Indices(plimsoll::Indices);

#[pymethods]
impl Indices {
    #[new]
    fn new() -> Self {
        Indices(plimsoll::Indices::new())
    }

    /// Indices that were stored.
    ///
    /// Parameters
    /// ----------
    /// deposit : Number
    ///     Read down; a loss may have brought it down to zero.
    /// debt : Number
    ///     Read up.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     Where one is negative.
    /// InvalidNumber, Overflow
    #[classmethod]
    fn from_stored(
        _class: &Bound<'_, PyType>,
        deposit: &Any<'_>,
        debt: &Any<'_>,
    ) -> PyResult<Self> {
        let (deposit, debt) = (read::down(deposit, "deposit")?, read::up(debt, "debt")?);
        let indices = plimsoll::Indices::from_stored(deposit, debt);
        indices.map(Indices).map_err(raise)
    }

    /// The indices after ``elapsed``: ``debt * (1 + growth)`` rounded up, and
    /// ``deposit * (1 + growth * utilisation * (1 - reserve))`` rounded down.
    ///
    /// Parameters
    /// ----------
    /// rate : Number
    ///     What borrowers pay in one unit of time, not negative; read up.
    /// elapsed : Number
    ///     Not negative; read to the nearest number.
    /// utilisation : Number
    ///     The part of deposits that is borrowed, in [0, 1]; read down.
    /// reserve : Number
    ///     The part of interest that the protocol keeps, in [0, 1]; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFraction
    ///     For the utilisation or the reserve.
    /// InvalidQuantity
    ///     A negative rate or time.
    /// InvalidNumber, Overflow
    fn accrue(
        &self,
        rate: &Any<'_>,
        elapsed: &Any<'_>,
        utilisation: &Any<'_>,
        reserve: &Any<'_>,
    ) -> PyResult<Self> {
        let accrued = self.0.accrue(
            &read::up(rate, "rate")?,
            &read::nearest(elapsed, "elapsed")?,
            &read::down(utilisation, "utilisation")?,
            &read::up(reserve, "reserve")?,
        );
        accrued.map(Indices).map_err(raise)
    }

    /// Fixed: What one unit deposited at the beginning has become.
    #[getter]
    fn deposit(&self) -> Fixed {
        Fixed(*self.0.deposit())
    }

    /// Fixed: What one unit borrowed at the beginning has become.
    #[getter]
    fn debt(&self) -> Fixed {
        Fixed(*self.0.debt())
    }

    /// A scaled balance in units of the asset: a deposit times its index, a debt times its own, both
    /// rounded down.
    ///
    /// Parameters
    /// ----------
    /// scaled : Number
    ///     Negative for a debt; read down.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn balance(&self, scaled: &Any<'_>) -> PyResult<Fixed> {
        let balance = self.0.balance(&read::down(scaled, "scaled")?);
        balance.map(Fixed).map_err(raise)
    }

    /// The scaled form of a balance, rounded down: a deposit counts for at most, a debt for at least
    /// what it is.
    ///
    /// Parameters
    /// ----------
    /// balance : Number
    ///     In units of the asset, negative for a debt; read down.
    ///
    /// Raises
    /// ------
    /// DivisionByZero
    ///     The index has fallen to zero.
    /// InvalidNumber, Overflow
    fn scaled(&self, balance: &Any<'_>) -> PyResult<Fixed> {
        let scaled = self.0.scaled(&read::down(balance, "balance")?);
        let scaled = scaled.map(Fixed);
        scaled.map_err(caused_by(&[(Error::DivisionByZero, "index")]))
    }

    fn __repr__(&self) -> String {
        let (deposit, debt) = (Fixed::show(self.0.deposit()), Fixed::show(self.0.debt()));
        format!("Indices.from_stored({deposit}, {debt})")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Any<'py>, (Fixed, Fixed))> {
        let stored = py.get_type::<Self>().getattr("from_stored")?;
        Ok((stored, (self.deposit(), self.debt())))
    }
}
