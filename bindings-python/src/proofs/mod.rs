//! Proofs of health and of solvency as documents.

mod error;
mod health;
mod solvency;

use crate::book::{by_name, characters};
use crate::error as core_error;
use crate::read::{count, place, wrong_type, Any};
use plimsoll::Error;
use plimsoll_proofs::document::{Level, MAX_SOLVENCY_BYTES};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use rand_chacha::ChaCha20Rng;
use rand_core::{OsRng, RngCore, SeedableRng};

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    error::register(module)?;
    module.add("MAX_BYTES", MAX_SOLVENCY_BYTES)?;
    module.add_class::<Shown>()?;
    module.add_function(wrap_pyfunction!(health::commit, module)?)?;
    module.add_function(wrap_pyfunction!(health::commit_all, module)?)?;
    module.add_function(wrap_pyfunction!(health::ledger, module)?)?;
    module.add_function(wrap_pyfunction!(health::prove, module)?)?;
    module.add_function(wrap_pyfunction!(health::verify, module)?)?;
    module.add_function(wrap_pyfunction!(solvency::solvency, module)?)?;
    module.add_function(wrap_pyfunction!(solvency::verify_solvency, module)?)?;
    module.add_function(wrap_pyfunction!(solvency::verify_receipt, module)?)
}

/// What a document shows that has been verified.
///
/// Examples
/// --------
/// >>> from plimsoll.proofs import Shown
/// >>> Shown()
/// Traceback (most recent call last):
/// TypeError: cannot create 'plimsoll.proofs.Shown' instances
#[pyclass(frozen, module = "plimsoll.proofs")]
pub struct Shown {
    json: String,
    table: String,
}

#[pymethods]
impl Shown {
    /// str: All of it, as one line of JSON and a newline.
    #[getter]
    fn json(&self) -> &str {
        &self.json
    }

    /// str: The same for a person.
    #[getter]
    fn table(&self) -> &str {
        &self.table
    }

    fn __repr__(&self) -> String {
        format!("<plimsoll.proofs.Shown {}>", self.json.trim_end())
    }

    fn __str__(&self) -> &str {
        &self.table
    }
}

/// A generator that the operating system has seeded.
fn generator() -> PyResult<ChaCha20Rng> {
    let mut seed = [0; 32];
    let filled = OsRng.try_fill_bytes(&mut seed);
    filled.map_err(|error| PyOSError::new_err(format!("no random numbers: {error}")))?;
    Ok(ChaCha20Rng::from_seed(seed))
}

/// A `str`.
fn text(value: &Any<'_>, what: &str) -> PyResult<String> {
    match value.cast::<PyString>() {
        Ok(text) => characters(text),
        Err(_) => Err(wrong_type(value, "str", what, "")),
    }
}

/// An argument that may be left out.
fn maybe<T>(
    value: Option<&Any<'_>>,
    what: &str,
    read: impl Fn(&Any<'_>, &str) -> PyResult<T>,
) -> PyResult<Option<T>> {
    value.map(|value| read(value, what)).transpose()
}

/// A level by its name.
fn level(value: &Any<'_>, what: &str) -> PyResult<Level> {
    let name = text(value, what)?;
    let level = Level::ALL.into_iter().find(|level| level.name() == name);
    level.ok_or_else(|| {
        PyValueError::new_err(format!("{what}: expected \"initial\" or \"maintenance\""))
    })
}

/// Seconds, or the number of a state.
fn whole(value: &Any<'_>, what: &str) -> PyResult<u64> {
    place(value, what)
}

/// Markets and how many lots make one unit there.
fn lots(value: Option<&Any<'_>>) -> PyResult<Vec<(String, u64)>> {
    let read = |value: &Any<'_>, what: &str| count(value, what, Error::InvalidStep);
    match value {
        Some(value) => by_name(value, "lots", read),
        None => Ok(Vec::new()),
    }
}

/// The same as borrowed.
fn pairs<T: Copy>(pairs: &[(String, T)]) -> Vec<(&str, T)> {
    let pairs = pairs.iter();
    pairs.map(|(name, value)| (name.as_str(), *value)).collect()
}

/// The text of a document.
fn document<'a>(value: &'a Any<'_>, what: &str) -> PyResult<&'a str> {
    crate::book::read_text(value, "str or bytes", what)
}

/// Documents by the account that each is of.
fn by_account<'py>(
    py: Python<'py>,
    documents: Vec<(String, String)>,
) -> PyResult<Bound<'py, PyDict>> {
    let all = PyDict::new(py);
    for (account, document) in documents {
        all.set_item(account, document)?;
    }
    Ok(all)
}

/// What is wrong with a document or a book, as the exception of its number.
fn raised(error: &plimsoll_proofs::document::DocumentError) -> PyErr {
    match Error::from_code(error.code()) {
        Some(cause) => core_error::exception(cause, error.to_string()),
        None => error::of_code(error.code(), error.to_string()),
    }
}
