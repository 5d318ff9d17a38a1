//! The report and the stress of a book of accounts: the same bytes as from the Rust command and the npm package.

use crate::error;
use crate::number::Fixed;
use crate::read::{decimal_text, int, items, wrong_type, Any};
use crate::text::plain;
use plimsoll_book::BookError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyMapping, PyString, PyTuple};

/// Reads the text where it lies, while other Python threads run.
fn call(
    py: Python<'_>,
    text: &Any<'_>,
    run: impl Fn(&str) -> Result<String, BookError> + Sync,
) -> PyResult<String> {
    let text = read_text(text, "str or bytes", "text")?;
    py.detach(|| run(text)).map_err(|book| error::book(&book))
}

/// The text of a document, where it lies.
pub fn read_text<'a>(text: &'a Any<'_>, expected: &str, what: &str) -> PyResult<&'a str> {
    if let Ok(text) = text.cast::<PyString>() {
        text.to_str()
            .map_err(|_| error::form("a lone surrogate is no text"))
    } else if let Ok(bytes) = text.cast::<PyBytes>() {
        std::str::from_utf8(bytes.as_bytes()).map_err(|_| error::form("the text is not UTF-8"))
    } else {
        Err(wrong_type(text, expected, what, ""))
    }
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

/// What is left of a book after prices have moved and its policy has run, as one line of JSON and a
/// newline: the same bytes as from the Rust command and the npm package.
///
/// Parameters
/// ----------
/// text : str or bytes
///     The book, in JSON.
/// shocks : dict of str to Number, or a list of such pairs
///     Markets and their moves: ``{"ETH": "-0.35"}`` multiplies every price on ETH's index by 0.65.
///
/// Returns
/// -------
/// str
///
/// Raises
/// ------
/// InvalidBook
///     As `report`, and where a shock names no market of the book or moves an index twice.
/// PlimsollError
///     As `report`, and `InvalidPrice` for a move that is not above -1.
///
/// Examples
/// --------
/// >>> import plimsoll
/// >>> plimsoll.stress('{"currency": "USD", "assets": {}, "accounts": {}}', {"ETH": "-0.35"})
/// Traceback (most recent call last):
/// plimsoll.InvalidBook: shock.ETH: "ETH" is not one of the book's markets
#[pyfunction]
#[pyo3(signature = (text, shocks, /))]
pub fn stress(py: Python<'_>, text: &Any<'_>, shocks: &Any<'_>) -> PyResult<String> {
    let shocks = moves(shocks)?;
    call(py, text, |text| {
        plimsoll_book::stress(text, &pairs(&shocks))
    })
}

/// The same as a table for a person, its figures cut to a few digits.
///
/// Parameters
/// ----------
/// text : str or bytes
///     The book, in JSON.
/// shocks : dict of str to Number, or a list of such pairs
///     As of `stress`.
///
/// Returns
/// -------
/// str
///
/// Raises
/// ------
/// InvalidBook, PlimsollError
///     As `stress`.
#[pyfunction]
#[pyo3(signature = (text, shocks, /))]
pub fn stress_table(py: Python<'_>, text: &Any<'_>, shocks: &Any<'_>) -> PyResult<String> {
    let shocks = moves(shocks)?;
    call(py, text, |text| {
        plimsoll_book::stress_table(text, &pairs(&shocks))
    })
}

/// The same as text.
pub fn pairs(shocks: &[(String, String)]) -> Vec<(&str, &str)> {
    let pairs = shocks.iter();
    pairs
        .map(|(market, change)| (market.as_str(), change.as_str()))
        .collect()
}

/// Markets and their moves, from a dict or a list of pairs.
pub fn moves(shocks: &Any<'_>) -> PyResult<Vec<(String, String)>> {
    by_name(shocks, "shocks", number_text)
}

/// Names and what is said of each, from a dict or a list of pairs.
pub fn by_name<T>(
    pairs: &Any<'_>,
    what: &str,
    read: impl Fn(&Any<'_>, &str) -> PyResult<T>,
) -> PyResult<Vec<(String, T)>> {
    let one = |name: &Any<'_>, value: &Any<'_>| {
        let Ok(name) = name.cast::<PyString>() else {
            return Err(wrong_type(name, "str", what, ""));
        };
        Ok((characters(name)?, read(value, what)?))
    };
    if let Ok(pairs) = pairs.cast::<PyMapping>() {
        let pairs = pairs.items()?;
        return pairs
            .iter()
            .map(|pair| pair.extract().and_then(|(name, value)| one(&name, &value)))
            .collect();
    }
    items(pairs, what, |pair, what| match pair.cast::<PyTuple>() {
        Ok(pair) if pair.len() == 2 => one(&pair.get_item(0)?, &pair.get_item(1)?),
        _ => Err(wrong_type(pair, "a tuple of two", what, "")),
    })
}

/// A number as the decimal that it is, whatever it is read as.
pub fn number_text(number: &Any<'_>, what: &str) -> PyResult<String> {
    if let Ok(text) = number.cast::<PyString>() {
        characters(text)
    } else if let Some(text) = decimal_text(number)? {
        plain(&text).map_err(error::about(what))
    } else if let Some(Ok(whole)) = int(number)? {
        Ok(whole.to_string())
    } else if let Ok(fixed) = number.cast::<Fixed>() {
        Ok(Fixed::exact(&fixed.get().0))
    } else {
        Err(wrong_type(number, "Fixed, int, str or Decimal", what, ""))
    }
}

/// A text of characters.
pub fn characters(text: &Bound<'_, PyString>) -> PyResult<String> {
    let text = text.to_str();
    Ok(text
        .map_err(|_| error::form("a lone surrogate is no text"))?
        .to_owned())
}
