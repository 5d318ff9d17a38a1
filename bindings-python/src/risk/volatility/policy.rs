//! A margin that follows the market without chasing it.

use crate::error::caused_by;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::Field;
use crate::value::hash;
use plimsoll::{Error, Fixed as Bits, Policy as Kernel};
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};

/// ``multiple * (weight * slow + (1 - weight) * min(fast, cap * slow))``, at least ``least``, and from one period to the
/// next at most a fraction higher and another lower.
///
/// ``slow`` and ``fast`` are volatilities that forget at two rates. The slow one is what the market does over years and
/// keeps the margin up in calm; the fast one adds what is happening now, but no more than ``cap`` allows; the step turns
/// a jump into days of notice.
///
/// Parameters
/// ----------
/// lambda_ : list or tuple of 2 Number
///     What is left of the past after a period, in the fast and in the slow volatility, in [0, 1]; read to the nearest
///     number.
/// weight : Number
///     Of the slow volatility, in [0, 1]; read to the nearest number.
/// cap : Number
///     How many times the slow volatility the fast one may count, not negative; read up.
/// multiple : Number
///     How many deviations are covered, not negative; read up.
/// least : Number
///     The least margin, not negative; read up.
/// step : list or tuple of 2 Number
///     The largest rise (not negative; read up) and the largest fall (in [0, 1]; read down) of a period, relative to the
///     margin before it.
///
/// Raises
/// ------
/// InvalidFraction
///     A lambda, weight or fall outside [0, 1].
/// InvalidFactor
///     A negative cap, multiple, least margin or rise.
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll.risk.volatility")]
#[derive(Clone, Copy, PartialEq)]
pub struct Policy(pub Kernel);

#[pymethods]
impl Policy {
    #[new]
    fn new(
        lambda_: &Any<'_>,
        weight: &Any<'_>,
        cap: &Any<'_>,
        multiple: &Any<'_>,
        least: &Any<'_>,
        step: &Any<'_>,
    ) -> PyResult<Self> {
        let causes = [
            (Error::InvalidFraction, "lambda_, weight or step"),
            (Error::InvalidFactor, "cap, multiple, least or step"),
        ];
        let made = Kernel::new(
            read::pair_nearest(lambda_, "lambda_")?,
            read::nearest(weight, "weight")?,
            read::up(cap, "cap")?,
            read::up(multiple, "multiple")?,
            read::up(least, "least")?,
            self::step(step)?,
        );
        made.map(Policy).map_err(caused_by(&causes))
    }

    /// tuple of 2 Fixed: What is left of the past after a period, in the fast and in the slow volatility.
    #[getter]
    fn lambda_<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        self.0.lambda().give(py)
    }

    /// Fixed: The weight of the slow volatility.
    #[getter]
    fn weight(&self) -> Fixed {
        Fixed(*self.0.weight())
    }

    /// Fixed: How many times the slow volatility the fast one may count.
    #[getter]
    fn cap(&self) -> Fixed {
        Fixed(*self.0.cap())
    }

    /// Fixed: How many deviations are covered.
    #[getter]
    fn multiple(&self) -> Fixed {
        Fixed(*self.0.multiple())
    }

    /// Fixed: The least margin.
    #[getter]
    fn least(&self) -> Fixed {
        Fixed(*self.0.least())
    }

    /// tuple of 2 Fixed: The largest rise and the largest fall of a period.
    #[getter]
    fn step<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        self.0.step().give(py)
    }

    pub fn __repr__(&self) -> String {
        let numbers = [
            self.0.weight(),
            self.0.cap(),
            self.0.multiple(),
            self.0.least(),
        ];
        let numbers = numbers.map(Fixed::show).join(", ");
        let (lambda, step) = (self.0.lambda().show(), self.0.step().show());
        format!("Policy({lambda}, {numbers}, {step})")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyType>, Bound<'py, PyTuple>)> {
        let parts = (
            self.lambda_(py)?,
            self.weight(),
            self.cap(),
            self.multiple(),
            self.least(),
            self.step(py)?,
        );
        Ok((py.get_type::<Self>(), parts.into_pyobject(py)?))
    }
}

/// A rise and a fall.
fn step(value: &Any<'_>) -> PyResult<[Bits; 2]> {
    let [rise, _] = read::pair_up(value, "step")?;
    let [_, fall] = read::pair_down(value, "step")?;
    Ok([rise, fall])
}
