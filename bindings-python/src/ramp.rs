//! A line between two places that is level outside them: what moves with health or with time.

use crate::error::raise;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::value::hash;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// ``start`` up to ``from_``, ``end`` from ``to`` on, and the straight line between.
///
/// ``from_`` may lie above ``to`` (a bonus that grows as health falls), and ``start`` above ``end`` (a
/// price that falls with time).
///
/// Parameters
/// ----------
/// from_, to : Number
///     Where the line begins and ends; read to the nearest number.
/// start, end : Number
///     The values there; read to the nearest number.
///
/// Raises
/// ------
/// InvalidRamp
///     Where ``from_`` is ``to``.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Ramp
/// >>> bonus = Ramp(1, "0.5", 0, "0.125")  # none at a health of 1, an eighth at a half
/// >>> bonus.at_down("0.75")
/// Fixed("0.0625")
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, Copy, PartialEq)]
pub struct Ramp(pub plimsoll::Ramp);

#[pymethods]
impl Ramp {
    #[new]
    fn new(from_: &Any<'_>, to: &Any<'_>, start: &Any<'_>, end: &Any<'_>) -> PyResult<Self> {
        let ramp = plimsoll::Ramp::new(
            read::nearest(from_, "from_")?,
            read::nearest(to, "to")?,
            read::nearest(start, "start")?,
            read::nearest(end, "end")?,
        );
        ramp.map(Ramp).map_err(raise)
    }

    /// ``start + (end - start) * (at - from_) / (to - from_)`` between the places, rounded down.
    ///
    /// Parameters
    /// ----------
    /// at : Number
    ///     Read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn at_down(&self, at: &Any<'_>) -> PyResult<Fixed> {
        let value = self.0.at_down(&read::nearest(at, "at")?);
        value.map(Fixed).map_err(raise)
    }

    /// As `at_down`, rounded up.
    ///
    /// Parameters
    /// ----------
    /// at : Number
    ///     Read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn at_up(&self, at: &Any<'_>) -> PyResult<Fixed> {
        let value = self.0.at_up(&read::nearest(at, "at")?);
        value.map(Fixed).map_err(raise)
    }

    /// Fixed: Where the line begins.
    #[getter]
    #[allow(clippy::wrong_self_convention)] // the name in the core; `from` is a keyword in Python
    fn from_(&self) -> Fixed {
        Fixed(*self.0.from())
    }

    /// Fixed: Where the line ends.
    #[getter]
    fn to(&self) -> Fixed {
        Fixed(*self.0.to())
    }

    /// Fixed: The value up to `from_`.
    #[getter]
    fn start(&self) -> Fixed {
        Fixed(*self.0.start())
    }

    /// Fixed: The value from `to` on.
    #[getter]
    fn end(&self) -> Fixed {
        Fixed(*self.0.end())
    }

    fn __repr__(&self) -> String {
        let parts = [self.0.from(), self.0.to(), self.0.start(), self.0.end()];
        format!("Ramp({})", parts.map(Fixed::show).join(", "))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> (Bound<'py, PyType>, (Fixed, Fixed, Fixed, Fixed)) {
        let parts = (self.from_(), self.to(), self.start(), self.end());
        (py.get_type::<Self>(), parts)
    }
}
