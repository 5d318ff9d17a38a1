//! A value that moves on a straight line.

use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::wrapped;
use crate::value::hash;
use plimsoll::{Error, Parameter as Kernel};
use pyo3::prelude::*;
use pyo3::types::PyType;

/// A value that moves on a straight line from one place to another, and stays there; one that stands still.
///
/// Parameters
/// ----------
/// value : Number
///     Read to the nearest number.
/// at : int
///     Seconds: since when it stands.
///
/// Raises
/// ------
/// InvalidQuantity, InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll.risk.parameters import Parameter
/// >>> weight = Parameter.moving("0.75", "0.5", 1000, 2000)
/// >>> [weight.at_down(now) for now in (0, 1500, 9999)]
/// [Fixed("0.75"), Fixed("0.625"), Fixed("0.5")]
#[pyclass(frozen, eq, module = "plimsoll.risk.parameters")]
#[derive(Clone, Copy, PartialEq)]
pub struct Parameter(pub Kernel);

wrapped!(Kernel, Parameter);

#[pymethods]
impl Parameter {
    #[new]
    fn new(value: &Any<'_>, at: &Any<'_>) -> PyResult<Self> {
        let (value, at) = (read::nearest(value, "value")?, read::place(at, "at")?);
        Ok(Parameter(Kernel::new(value, at)))
    }

    /// One that moves between two seconds; at once where they are the same.
    ///
    /// Parameters
    /// ----------
    /// from_, to : Number
    ///     Where it begins to move, and where it comes to rest; read to the nearest number.
    /// start, end : int
    ///     Seconds.
    ///
    /// Raises
    /// ------
    /// InvalidTime
    ///     Where it ends before it starts.
    /// InvalidQuantity, InvalidNumber, Overflow
    #[classmethod]
    fn moving(
        _class: &Bound<'_, PyType>,
        from_: &Any<'_>,
        to: &Any<'_>,
        start: &Any<'_>,
        end: &Any<'_>,
    ) -> PyResult<Self> {
        let moving = Kernel::moving(
            read::nearest(from_, "from_")?,
            read::nearest(to, "to")?,
            read::place(start, "start")?,
            read::place(end, "end")?,
        );
        let causes = [(Error::InvalidTime, "start or end")];
        moving.map(Parameter).map_err(caused_by(&causes))
    }

    /// The value at a second, rounded down; never beyond either end.
    ///
    /// Parameters
    /// ----------
    /// now : int
    ///     Seconds.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity, Overflow
    fn at_down(&self, now: &Any<'_>) -> PyResult<Fixed> {
        let value = self.0.at_down(read::place(now, "now")?);
        value.map(Fixed).map_err(raise)
    }

    /// The value at a second, rounded up; never beyond either end.
    ///
    /// Parameters
    /// ----------
    /// now : int
    ///     Seconds.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity, Overflow
    fn at_up(&self, now: &Any<'_>) -> PyResult<Fixed> {
        let value = self.0.at_up(read::place(now, "now")?);
        value.map(Fixed).map_err(raise)
    }

    /// Fixed: Where it began to move.
    #[getter]
    #[allow(clippy::wrong_self_convention)] // the name in the core; `from` is a keyword in Python
    fn from_(&self) -> Fixed {
        Fixed(*self.0.from())
    }

    /// Fixed: Where it comes to rest.
    #[getter]
    fn to(&self) -> Fixed {
        Fixed(*self.0.to())
    }

    /// int: When it was last changed.
    #[getter]
    fn start(&self) -> u64 {
        self.0.start()
    }

    /// int: When it is where it comes to rest.
    #[getter]
    fn end(&self) -> u64 {
        self.0.end()
    }

    pub fn __repr__(&self) -> String {
        let (from, to) = (Fixed::show(self.0.from()), Fixed::show(self.0.to()));
        let (start, end) = (self.0.start(), self.0.end());
        if from == to && start == end {
            return format!("Parameter({to}, {end})");
        }
        format!("Parameter.moving({from}, {to}, {start}, {end})")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Any<'py>, (Fixed, Fixed, u64, u64))> {
        let moving = py.get_type::<Self>().getattr("moving")?;
        Ok((moving, (self.from_(), self.to(), self.start(), self.end())))
    }
}
