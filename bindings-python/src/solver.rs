//! What a solver answers, and the search itself over a check in Python.

use crate::error::{cause, caused_by};
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::value::hash;
use plimsoll::number::solver;
use plimsoll::{Error, Fixed as Bits};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyType};

/// The last value for which a check holds, or why there is none.
///
/// Parameters
/// ----------
/// reason : str
///     ``"at"``: the check holds at the value and fails one step further. ``"never"``: it holds to the
///     end of the range. ``"already_past"``: it does not hold at the start. ``"not_exposed"``: the
///     account does not depend on what was asked. ``"unknown"``: a price is too old to say.
/// value : Number, optional
///     With ``"at"`` only; read to the nearest number.
///
/// Raises
/// ------
/// ValueError
///     Another reason, or a value with another reason than ``"at"``, or ``"at"`` without one.
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, Copy, PartialEq)]
pub struct Limit(pub plimsoll::Limit);

#[pymethods]
impl Limit {
    #[new]
    #[pyo3(signature = (reason, value = None))]
    fn new(reason: &Bound<'_, PyString>, value: Option<&Any<'_>>) -> PyResult<Self> {
        let value = value
            .map(|value| read::nearest(value, "value"))
            .transpose()?;
        let cases = [
            plimsoll::Limit::Never,
            plimsoll::Limit::AlreadyPast,
            plimsoll::Limit::NotExposed,
            plimsoll::Limit::Unknown,
        ];
        let reason = reason.to_str().unwrap_or_default();
        let case = match value {
            Some(value) => Some(plimsoll::Limit::At(value)),
            None => cases.into_iter().find(|case| case.reason() == reason),
        };
        case.filter(|case| case.reason() == reason)
            .map(Limit)
            .ok_or_else(|| PyValueError::new_err("reason: no such case of a limit"))
    }

    /// Fixed or None: The value; `reason` says why there is none.
    #[getter]
    fn value(&self) -> Option<Fixed> {
        self.0.value().copied().map(Fixed)
    }

    /// str: The name of the case, ``"at"`` where there is a value.
    #[getter]
    fn reason(&self) -> &'static str {
        self.0.reason()
    }

    pub fn __repr__(&self) -> String {
        match self.0.value() {
            Some(value) => format!("Limit(\"at\", {})", Fixed::show(value)),
            None => format!("Limit(\"{}\")", self.0.reason()),
        }
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> (Bound<'py, PyType>, (&'static str, Option<Fixed>)) {
        (py.get_type::<Self>(), (self.reason(), self.value()))
    }
}

/// What an error of a search is about.
const STEP: [(Error, &str); 1] = [(Error::InvalidStep, "step")];

/// A check of the core's, as a search asks it.
type Check<'a> = &'a mut dyn FnMut(&Bits) -> Result<Bits, Error>;

/// Searches over a Python callable. A `PlimsollError` that it raises is the core's error; any other
/// exception ends the search and is raised again.
pub fn search<R>(
    check: &Any<'_>,
    causes: &[(Error, &str)],
    run: impl FnOnce(Check<'_>) -> Result<R, Error>,
) -> PyResult<R> {
    let py = check.py();
    let mut raised: Option<PyErr> = None;
    let found = run(&mut |at| {
        let surplus = check
            .call1((Fixed(*at),))
            .and_then(|surplus| read::exact(&surplus, "check"));
        surplus.map_err(|error| {
            let cause = cause(py, &error).unwrap_or(Error::InvalidNumber);
            raised = Some(error);
            cause
        })
    });
    match (found, raised) {
        (Ok(found), _) => Ok(found),
        (Err(error), None) => Err(caused_by(causes)(error)),
        (Err(_), Some(error)) => Err(error),
    }
}

/// The last multiple of ``step`` from ``start`` toward ``end``, on either side, for which ``check``
/// returns a surplus of at least zero.
///
/// Parameters
/// ----------
/// start, end : Number
///     With an exact binary value; another is refused.
/// step : Number
///     Positive; read to the nearest number.
/// check : callable
///     From a `Fixed` to a surplus: a Number with an exact binary value. The values for which it is not
///     negative must be one interval.
///
/// Returns
/// -------
/// Limit
///     ``"never"`` where the check still holds at ``end``.
///
/// Raises
/// ------
/// InvalidStep, InvalidNumber, Overflow
///     And what ``check`` raises.
///
/// Examples
/// --------
/// >>> from plimsoll import search_to
/// >>> search_to(0, 100, "0.5", lambda x: 42 - x)
/// Limit("at", Fixed("42"))
#[pyfunction]
pub fn search_to(
    start: &Any<'_>,
    end: &Any<'_>,
    step: &Any<'_>,
    check: &Any<'_>,
) -> PyResult<Limit> {
    let (start, end) = (read::exact(start, "start")?, read::exact(end, "end")?);
    let step = read::nearest(step, "step")?;
    search(check, &STEP, |check| {
        solver::search_to(&start, &end, &step, check)
    })
    .map(Limit)
}

/// The last multiple of ``step`` from ``start`` upward for which ``check`` returns a surplus of at
/// least zero.
///
/// Parameters
/// ----------
/// start, reach : Number
///     With an exact binary value; another is refused. ``reach`` is the first distance to try, any
///     rough idea of the answer's; from there the search goes to the end of the number type, where a
///     check that raises `Overflow` ends the range.
/// step : Number
///     Positive; read to the nearest number.
/// check : callable
///     As for `search_to`.
///
/// Returns
/// -------
/// Limit
///
/// Raises
/// ------
/// InvalidStep, InvalidNumber, Overflow
///     And what ``check`` raises.
#[pyfunction]
pub fn search_up(
    start: &Any<'_>,
    reach: &Any<'_>,
    step: &Any<'_>,
    check: &Any<'_>,
) -> PyResult<Limit> {
    let (start, reach) = (read::exact(start, "start")?, read::exact(reach, "reach")?);
    let step = read::nearest(step, "step")?;
    search(check, &STEP, |check| {
        solver::search_up(&start, &reach, &step, check)
    })
    .map(Limit)
}
