//! What is wrong with a table: table, column and row as the caller knows them.

use crate::error::about;
use plimsoll::columns::fault::{Column, Fault, Table};
use plimsoll::Error;
use pyo3::exceptions::PyTypeError;
use pyo3::PyErr;

/// A column of a wrong kind, or none: a `TypeError`.
pub fn trouble(what: &str, problem: &str) -> PyErr {
    PyTypeError::new_err(format!("{what}: {problem}"))
}

/// An error in one row of a column, as `balances.quantity: row 17`.
pub fn in_row(what: &str, row: usize, error: Error) -> PyErr {
    about(&format!("{what}: row {row}"))(error)
}

/// A null in one row of a column.
pub fn null(what: &str, row: usize) -> PyErr {
    let error = trouble(&format!("{what}: row {row}"), "it is null");
    error
}

/// The name of a column in the caller's table.
pub fn column(fault: &Fault) -> &'static str {
    match (fault.table, fault.column) {
        (Table::Perps, Column::Quantity) => "size",
        (_, Column::Offsets) => "account",
        (_, column) => column.name(),
    }
}
