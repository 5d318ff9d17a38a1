//! Which markets a sub-account may hold.

use crate::error::caused_by;
use crate::read::{self, Any};
use crate::value::hash;
use plimsoll::weights::profile::Scope as Kernel;
use plimsoll::Error;
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};

/// Which markets a sub-account may hold: `Scope.cross`, all of them, or `Scope.isolated`, one market and what it
/// settles in, so that what it loses ends there.
///
/// Examples
/// --------
/// >>> from plimsoll.profile import Scope
/// >>> Scope.cross().admit(9)
/// >>> scope = Scope.isolated(7, 0)
/// >>> scope.admit(7)
/// >>> scope.admit(9)
/// Traceback (most recent call last):
/// plimsoll.NotAdmitted: held: an isolated or reduce-only market does not admit the position
#[pyclass(frozen, eq, module = "plimsoll.profile")]
#[derive(Clone, Copy, PartialEq)]
pub struct Scope(Kernel);

#[pymethods]
impl Scope {
    /// All markets: cross margin.
    #[classmethod]
    fn cross(_class: &Bound<'_, PyType>) -> Self {
        Scope(Kernel::Cross)
    }

    /// One market and what it settles in.
    ///
    /// Parameters
    /// ----------
    /// market, settlement : int
    ///     The caller's numbers of the market and of its settlement asset.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity, Overflow
    #[classmethod]
    fn isolated(
        _class: &Bound<'_, PyType>,
        market: &Any<'_>,
        settlement: &Any<'_>,
    ) -> PyResult<Self> {
        Ok(Scope(Kernel::Isolated {
            market: read::place(market, "market")?,
            settlement: read::place(settlement, "settlement")?,
        }))
    }

    /// Checks that the sub-account may hold a market; raises where it may not.
    ///
    /// Parameters
    /// ----------
    /// held : int
    ///     The caller's number of the market.
    ///
    /// Raises
    /// ------
    /// NotAdmitted, InvalidQuantity, Overflow
    fn admit(&self, held: &Any<'_>) -> PyResult<()> {
        let admitted = self.0.admit(read::place(held, "held")?);
        admitted.map_err(caused_by(&[(Error::NotAdmitted, "held")]))
    }

    /// int or None: The market of an isolated sub-account.
    #[getter]
    fn market(&self) -> Option<u32> {
        match self.0 {
            Kernel::Cross => None,
            Kernel::Isolated { market, .. } => Some(market),
        }
    }

    /// int or None: The settlement asset of an isolated sub-account.
    #[getter]
    fn settlement(&self) -> Option<u32> {
        match self.0 {
            Kernel::Cross => None,
            Kernel::Isolated { settlement, .. } => Some(settlement),
        }
    }

    fn __repr__(&self) -> String {
        match self.0 {
            Kernel::Cross => "Scope.cross()".to_owned(),
            Kernel::Isolated { market, settlement } => {
                format!("Scope.isolated({market}, {settlement})")
            }
        }
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Any<'py>, Bound<'py, PyTuple>)> {
        let class = py.get_type::<Self>();
        match self.0 {
            Kernel::Cross => Ok((class.getattr("cross")?, PyTuple::empty(py))),
            Kernel::Isolated { market, settlement } => {
                let parts = (market, settlement).into_pyobject(py)?;
                Ok((class.getattr("isolated")?, parts))
            }
        }
    }
}
