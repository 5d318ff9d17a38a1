//! The report of a book of accounts: the same bytes as from the Rust command and the npm package.

use crate::error;
use crate::read::{wrong_type, Any};
use plimsoll_book::BookError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

/// Reads the text where it lies, while other Python threads run.
fn call(
    py: Python<'_>,
    text: &Any<'_>,
    run: fn(&str) -> Result<String, BookError>,
) -> PyResult<String> {
    let text = if let Ok(text) = text.cast::<PyString>() {
        text.to_str()
            .map_err(|_| error::form("a lone surrogate is no text"))?
    } else if let Ok(bytes) = text.cast::<PyBytes>() {
        std::str::from_utf8(bytes.as_bytes()).map_err(|_| error::form("the text is not UTF-8"))?
    } else {
        return Err(wrong_type(text, "str or bytes", "text", ""));
    };
    py.detach(|| run(text)).map_err(|book| error::book(&book))
}

/// The report of a book as one line of JSON and a newline.
///
/// Keys stand in the book's order, and each number is the shortest decimal that reads back to the same
/// bits: the same bytes as from the Rust command and the npm package. Other threads run meanwhile.
///
/// Parameters
/// ----------
/// text : str or bytes
///     The book, in JSON.
///
/// Returns
/// -------
/// str
///
/// Raises
/// ------
/// InvalidBook
///     A fault of form: a missing or unknown key, a wrong kind of value, text that is no JSON.
/// PlimsollError
///     The core's error about a value. Every message is one line that says where.
///
/// Examples
/// --------
/// >>> import plimsoll
/// >>> plimsoll.report('{"currency": "USD", "assets": {}, "perps": {}, "accounts": 1}')
/// Traceback (most recent call last):
/// plimsoll.InvalidBook: accounts: ...
#[pyfunction]
#[pyo3(signature = (text, /))]
pub fn report(py: Python<'_>, text: &Any<'_>) -> PyResult<String> {
    call(py, text, plimsoll_book::report)
}

/// The report of a book as a table for a person, its figures cut to a few digits.
///
/// Parameters
/// ----------
/// text : str or bytes
///     The book, in JSON.
///
/// Returns
/// -------
/// str
///
/// Raises
/// ------
/// InvalidBook, PlimsollError
///     As `report`.
#[pyfunction]
#[pyo3(signature = (text, /))]
pub fn report_table(py: Python<'_>, text: &Any<'_>) -> PyResult<String> {
    call(py, text, plimsoll_book::table)
}
