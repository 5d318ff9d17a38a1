//! The core's enums as Python's: `Status`, `Verdict` and `Side`, each member its stable name.

use crate::read::{wrong_type, Any};
use plimsoll::margin::account;
use plimsoll::margin::health;
use plimsoll::margin::limits;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyType};

static STATUS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static VERDICT: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static SIDE: PyOnceLock<Py<PyType>> = PyOnceLock::new();

const SIDES: [&str; 2] = ["buy", "sell"];

/// Makes the classes and puts them into the module.
pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let statuses = account::Status::ALL.map(account::Status::name);
    let doc = "What may be done by, and to, an account.";
    class(module, &STATUS, "Status", &statuses, doc)?;
    let doc = "What an evaluation proves about one level.";
    let verdicts = health::Verdict::ALL.map(health::Verdict::name);
    class(module, &VERDICT, "Verdict", &verdicts, doc)?;
    class(module, &SIDE, "Side", &SIDES, "Which way a trade goes.")
}

fn class(
    module: &Bound<'_, PyModule>,
    place: &PyOnceLock<Py<PyType>>,
    name: &str,
    values: &[&str],
    doc: &str,
) -> PyResult<()> {
    let py = module.py();
    let members: Vec<_> = values
        .iter()
        .map(|value| (value.to_uppercase(), *value))
        .collect();
    let module_name = PyDict::new(py);
    module_name.set_item("module", "plimsoll")?;
    let class = py
        .import("enum")?
        .getattr("StrEnum")?
        .call((name, members), Some(&module_name))?;
    class.setattr("__doc__", doc)?;
    module.add(name, &class)?;
    let class = class.cast_into::<PyType>()?.unbind();
    place.get_or_init(py, || class);
    Ok(())
}

fn member<'py>(py: Python<'py>, class: &PyOnceLock<Py<PyType>>, value: &str) -> PyResult<Any<'py>> {
    match class.get(py) {
        Some(class) => class.bind(py).call1((value,)),
        None => Ok(PyString::new(py, value).into_any()),
    }
}

/// `Status` of the core's.
pub fn status(py: Python<'_>, status: account::Status) -> PyResult<Any<'_>> {
    member(py, &STATUS, status.name())
}

/// `Verdict` of the core's.
pub fn verdict(py: Python<'_>, verdict: health::Verdict) -> PyResult<Any<'_>> {
    member(py, &VERDICT, verdict.name())
}

/// The core's side of a `Side`.
pub fn side(value: &Any<'_>) -> PyResult<limits::Side> {
    let py = value.py();
    for (name, side) in SIDES.iter().zip([limits::Side::Buy, limits::Side::Sell]) {
        if value.is(&member(py, &SIDE, name)?) {
            return Ok(side);
        }
    }
    Err(wrong_type(value, "Side", "side", ""))
}
