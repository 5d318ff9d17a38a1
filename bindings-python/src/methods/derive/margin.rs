//! What a portfolio manager is given of an expiry, and the margin that it answers with, in its parts.

use crate::error::raise;
use crate::number::Fixed;
use crate::option::{positions, Expiry, Position};
use crate::read::{self, wrong_type, Any};
use crate::record::{record, Field};
use crate::scenario::Scan;
use crate::value::hash;
use plimsoll::methods::derive::margin::{self, Driver};
use plimsoll::Fixed as Bits;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple, PyType};
use std::sync::Arc;

type Kernel = margin::Margin<Bits>;
type Series = plimsoll::margin::option::position::Position<Bits>;
type Sums = plimsoll::margin::scenario::Scan<Bits, Vec<Bits>>;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Options>()?;
    module.add_class::<Margin>()
}

/// The options of one expiry, as a portfolio takes them: scans as they are now, and the positions behind
/// them.
///
/// Parameters
/// ----------
/// expiry : Expiry
/// scan : Scan
///     Over the grid.
/// basis : Scan
///     Over the shock up and the shock down of the basis, the volatility as it is.
/// positions : list or tuple of Position
///     Every option held.
/// confidence : Number
///     The least among the feeds that price them, in [0, 1]; read down.
///
/// Raises
/// ------
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll.methods.derive.margin")]
#[derive(Clone, PartialEq)]
pub struct Options {
    expiry: Expiry,
    scan: Arc<Sums>,
    basis: Arc<Sums>,
    positions: Arc<[Series]>,
    confidence: Bits,
}

impl Options {
    pub fn kernel(&self) -> margin::Options<'_, Bits, Vec<Bits>, Vec<Bits>> {
        margin::Options {
            expiry: &self.expiry.0,
            scan: &self.scan,
            basis: &self.basis,
            positions: &self.positions,
            confidence: &self.confidence,
        }
    }
}

#[pymethods]
impl Options {
    #[new]
    fn new(
        expiry: &Expiry,
        scan: &Scan,
        basis: &Scan,
        positions: &Any<'_>,
        confidence: &Any<'_>,
    ) -> PyResult<Self> {
        Ok(Options {
            expiry: *expiry,
            scan: Arc::new(scan.0.get()),
            basis: Arc::new(basis.0.get()),
            positions: self::positions(positions, "positions")?.into(),
            confidence: read::down(confidence, "confidence")?,
        })
    }

    /// Expiry: The expiry.
    #[getter]
    fn expiry(&self) -> Expiry {
        self.expiry
    }

    /// Scan: Over the grid (a copy).
    #[getter]
    fn scan(&self) -> Scan {
        Scan::of((*self.scan).clone())
    }

    /// Scan: Over the two shocks of the basis (a copy).
    #[getter]
    fn basis(&self) -> Scan {
        Scan::of((*self.basis).clone())
    }

    /// tuple of Position: Every option held.
    #[getter]
    fn positions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.positions.iter().copied().map(Position))
    }

    /// Fixed: The least confidence among the feeds that price them.
    #[getter]
    fn confidence(&self) -> Fixed {
        Fixed(self.confidence)
    }

    fn __repr__(&self) -> String {
        let positions: Vec<_> = self.positions.iter().map(Field::show).collect();
        format!(
            "Options({}, {}, {}, [{}], {})",
            self.expiry.__repr__(),
            self.scan().__repr__(),
            self.basis().__repr__(),
            positions.join(", "),
            self.confidence.show()
        )
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyType>, Any<'py>)> {
        let parts = (
            self.expiry,
            self.scan(),
            self.basis(),
            self.positions(py)?,
            self.confidence(),
        );
        Ok((py.get_type::<Self>(), parts.into_pyobject(py)?.into_any()))
    }
}

impl Field for Driver {
    fn give<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        match self {
            Driver::Scenario(place) => place.give(py),
            Driver::Basis => Ok(PyString::new(py, "basis").into_any()),
        }
    }

    fn show(&self) -> String {
        match self {
            Driver::Scenario(place) => place.show(),
            Driver::Basis => "\"basis\"".to_owned(),
        }
    }
}

/// A driver as an argument: the place of a scenario, or ``"basis"``.
fn driver(value: &Any<'_>, what: &str) -> PyResult<Driver> {
    if let Ok(text) = value.cast::<PyString>() {
        return match text.to_str().unwrap_or_default() {
            "basis" => Ok(Driver::Basis),
            _ => Err(wrong_type(value, "int or \"basis\"", what, "")),
        };
    }
    read::place(value, what).map(Driver::Scenario)
}

record! {
    /// The margin at one level in its parts: what is above zero counts for the account, what is below is
    /// required.
    ///
    /// Parameters
    /// ----------
    /// loss, perps, options, collateral, confidence, mark, cash : Number
    ///     Read down.
    /// driver : int or str
    ///     The place of a scenario, or ``"basis"``.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity, InvalidNumber, Overflow
    class("plimsoll.methods.derive.margin") Margin(Kernel) {
        /// Fixed: The worst profit times the level's factor.
        loss: read::down,
        /// int or str: What the loss comes from: a scenario, by its place in the grid, or ``"basis"``.
        driver: self::driver,
        /// Fixed: Minus the charge on perps.
        perps: read::down,
        /// Fixed: Minus the charge on options written naked.
        options: read::down,
        /// Fixed: Minus the haircuts of the collateral.
        collateral: read::down,
        /// Fixed: Minus the charge for doubtful feeds.
        confidence: read::down,
        /// Fixed: The mark to market.
        mark: read::down,
        /// Fixed: The cash.
        cash: read::down,
    }

    /// The sum of the parts, exact: at least zero is enough.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn total(&self) -> PyResult<Fixed> {
        self.0.total().map(Fixed).map_err(raise)
    }
}
