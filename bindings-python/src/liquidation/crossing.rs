//! The liquidation price of an account whose health is no concave function of a price.

use crate::number::Fixed;
use crate::read::{self, Any};
use crate::solver::{search, Limit};
use crate::value::hash;
use plimsoll::liquidation::crossing as core;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;
use pyo3::types::PyType;

type Kernel = core::Crossing<Bits>;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Crossing>()?;
    module.add_function(wrap_pyfunction!(crossing, module)?)
}

/// The first places below and above where a check fails, and the range in which they were looked for.
///
/// Parameters
/// ----------
/// below, above : Limit
/// from_, to : Number
///     Read to the nearest number.
///
/// Raises
/// ------
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll.liquidation.crossing")]
#[derive(Clone, Copy, PartialEq)]
pub struct Crossing(Kernel);

#[pymethods]
impl Crossing {
    #[new]
    fn new(below: &Limit, above: &Limit, from_: &Any<'_>, to: &Any<'_>) -> PyResult<Self> {
        Ok(Crossing(Kernel {
            below: below.0,
            above: above.0,
            from: read::nearest(from_, "from_")?,
            to: read::nearest(to, "to")?,
        }))
    }

    /// Limit: The last price below the start at which the check holds, or why there is none.
    #[getter]
    fn below(&self) -> Limit {
        Limit(self.0.below)
    }

    /// Limit: The last price above it.
    #[getter]
    fn above(&self) -> Limit {
        Limit(self.0.above)
    }

    /// Fixed: How far down was looked.
    #[getter]
    #[allow(clippy::wrong_self_convention)] // the name in the core; `from` is a keyword in Python
    fn from_(&self) -> Fixed {
        Fixed(self.0.from)
    }

    /// Fixed: How far up.
    #[getter]
    fn to(&self) -> Fixed {
        Fixed(self.0.to)
    }

    fn __repr__(&self) -> String {
        let (below, above) = (self.below().__repr__(), self.above().__repr__());
        let (from, to) = (Fixed::show(&self.0.from), Fixed::show(&self.0.to));
        format!("Crossing({below}, {above}, {from}, {to})")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> (Bound<'py, PyType>, (Limit, Limit, Fixed, Fixed)) {
        let parts = (self.below(), self.above(), self.from_(), self.to());
        (py.get_type::<Self>(), parts)
    }
}

/// Walks from ``start`` to both ends of a range in ``parts`` equal strides each; in the first stride at
/// whose end the check fails, the crossing is closed in to one ``step``. What fails and recovers between
/// the ends of a stride is not seen.
///
/// Parameters
/// ----------
/// start : Number
///     The present price, with an exact binary value; another is refused.
/// range : list or tuple of 2 Number
///     From where to where, around the start, each with an exact binary value; another is refused.
/// parts : int
///     How many strides each way, above zero.
/// step : Number
///     The answers are multiples of it; positive, read to the nearest number.
/// check : callable
///     From a price, a `Fixed`, to the account's surplus there: a Number with an exact binary value.
///
/// Returns
/// -------
/// Crossing
///     ``"never"``: the check holds at every stride. ``"already_past"``: it fails at the start.
///
/// Raises
/// ------
/// InvalidStep
///     No strides, or no step.
/// InvalidInterval
///     The start lies outside the range.
/// InvalidQuantity, InvalidNumber, Overflow
///     And what ``check`` raises.
///
/// Examples
/// --------
/// >>> from plimsoll.liquidation.crossing import crossing
/// >>> found = crossing(100, (0, 200), 8, 1, lambda price: 30 - abs(price - 100))
/// >>> found.below.value, found.above.value
/// (Fixed("70"), Fixed("130"))
#[pyfunction]
fn crossing(
    start: &Any<'_>,
    range: &Any<'_>,
    parts: &Any<'_>,
    step: &Any<'_>,
    check: &Any<'_>,
) -> PyResult<Crossing> {
    let start = read::exact(start, "start")?;
    let [from, to] = read::pair(range, read::Way::Exact, "range")?;
    let parts = read::place(parts, "parts")?;
    let step = read::nearest(step, "step")?;
    let causes = [
        (Error::InvalidStep, "parts or step"),
        (Error::InvalidInterval, "range"),
    ];
    let found = search(check, &causes, |check| {
        core::crossing(&start, (&from, &to), parts, &step, check)
    });
    found.map(Crossing)
}
