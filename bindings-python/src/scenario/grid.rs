//! One scenario, and a grid of them as an argument.

use super::VOLATILITY;
use crate::error::caused_by;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::{wrapped, Field};
use crate::value::hash;
use plimsoll::{Error, Number, Scenario as Kernel};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple, PyType};

/// One scenario: the price times ``spot``, the volatility shocked, the profit times ``weight``.
///
/// A grid is a list or tuple of them.
///
/// Parameters
/// ----------
/// spot : Number
///     The factor on the price, 0.82 for a fall of 18 %, not negative; read to the nearest number.
/// volatility : Volatility or str
///     ``"same"``, ``"up"``, ``"down"``, ``"linear"`` or ``"absolute"``.
/// weight : Number, default 1
///     The share of the profit or loss that counts, not negative; read up. A tail that is dampened counts
///     less than 1.
///
/// Raises
/// ------
/// ValueError
///     Another volatility.
/// InvalidScenario
///     A negative factor or weight.
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, Copy, PartialEq)]
pub struct Scenario(pub Kernel);

wrapped!(Kernel, Scenario);

/// A grid as an argument.
pub fn grid(value: &Any<'_>, what: &str) -> PyResult<Vec<Kernel>> {
    let scenarios = read::many::<Scenario>(value, what)?;
    Ok(scenarios.into_iter().map(|scenario| scenario.0).collect())
}

#[pymethods]
impl Scenario {
    #[new]
    #[pyo3(signature = (spot, volatility, weight = None))]
    fn new(spot: &Any<'_>, volatility: &Any<'_>, weight: Option<&Any<'_>>) -> PyResult<Self> {
        let spot = read::nearest(spot, "spot")?;
        let volatility = VOLATILITY.read(volatility, "volatility")?;
        let weight = match weight {
            Some(weight) => read::up(weight, "weight")?,
            None => Number::one(),
        };
        let causes = [(Error::InvalidScenario, "spot or weight")];
        let scenario = Kernel::new(spot, volatility, weight);
        scenario.map(Scenario).map_err(caused_by(&causes))
    }

    /// Fixed: The factor on the price.
    #[getter]
    fn spot(&self) -> Fixed {
        Fixed(*self.0.spot())
    }

    /// Volatility: What happens to volatility.
    #[getter]
    fn volatility<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        VOLATILITY.give(py, self.0.volatility())
    }

    /// Fixed: The share of the profit or loss that counts.
    #[getter]
    fn weight(&self) -> Fixed {
        Fixed(*self.0.weight())
    }

    pub fn __repr__(&self) -> String {
        let (spot, weight) = (self.0.spot().show(), self.0.weight().show());
        let volatility = VOLATILITY.text(self.0.volatility());
        format!("Scenario({spot}, \"{volatility}\", {weight})")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyType>, Bound<'py, PyTuple>)> {
        let volatility = VOLATILITY.text(self.0.volatility());
        let parts = (self.spot(), volatility, self.weight());
        Ok((py.get_type::<Self>(), parts.into_pyobject(py)?))
    }
}

/// A grid as Python sees it.
pub fn give<'py>(py: Python<'py>, grid: &[Kernel]) -> PyResult<Bound<'py, PyList>> {
    PyList::new(py, grid.iter().map(|scenario| Scenario(*scenario)))
}
