//! How much prices move together: an exponentially weighted covariance, and what follows from it.

mod offset;

use crate::error::{about, caused_by};
use crate::interval::Interval;
use crate::number::Fixed;
use crate::read::{self, Any, Way};
use crate::scenario::list;
use plimsoll::risk::correlation as kernel;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;
use pyo3::types::PyList;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<offset::Offset>()?;
    module.add_function(wrap_pyfunction!(update, module)?)?;
    module.add_function(wrap_pyfunction!(correlation, module)?)?;
    module.add_function(wrap_pyfunction!(sigma, module)?)
}

/// A square matrix, row by row, and the number of its rows.
fn matrix(value: &Any<'_>) -> PyResult<(Vec<Bits>, usize)> {
    let rows = read::items(value, "matrix", |row, what| {
        read::numbers(row, Way::Nearest, what)
    })?;
    let count = rows.len();
    for (place, row) in rows.iter().enumerate() {
        if row.len() != count {
            return Err(about(&format!("matrix[{place}]"))(Error::InvalidLength));
        }
    }
    Ok((rows.concat(), count))
}

/// ``S' = S + (1 - lambda) * (r r' - S)``: variances rounded up as in `plimsoll.risk.volatility.Ewma`, covariances
/// down. What stands above the diagonal counts, and what is below becomes the same.
///
/// Parameters
/// ----------
/// matrix : list or tuple of list or tuple of Number
///     The covariances, one row a return: zeros at the start, or what a history gives. Stays as it is; read to the
///     nearest number.
/// returns : list or tuple of Number
///     Read to the nearest number.
/// lambda_ : Number
///     What is left of the past after one period, in [0, 1]; read to the nearest number.
///
/// Returns
/// -------
/// list of list of Fixed
///
/// Raises
/// ------
/// InvalidLength
///     No square, or another number of returns.
/// InvalidFraction
///     For the decay.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll.risk.correlation import correlation, sigma, update
/// >>> matrix = update([[0, 0], [0, 0]], [4, -2], "0.75")
/// >>> matrix
/// [[Fixed("4"), Fixed("-2")], [Fixed("-2"), Fixed("1")]]
/// >>> correlation(matrix, 0, 1), sigma(matrix, [3, 0])
/// (Interval(Fixed("-1"), Fixed("-1")), Fixed("6"))
#[pyfunction]
fn update<'py>(
    py: Python<'py>,
    matrix: &Any<'py>,
    returns: &Any<'py>,
    lambda_: &Any<'py>,
) -> PyResult<Bound<'py, PyList>> {
    let (mut matrix, count) = self::matrix(matrix)?;
    let returns = read::numbers(returns, Way::Nearest, "returns")?;
    let lambda = read::nearest(lambda_, "lambda_")?;
    let causes = [
        (Error::InvalidLength, "matrix or returns"),
        (Error::InvalidFraction, "lambda_"),
    ];
    kernel::update(&mut matrix, &returns, &lambda).map_err(caused_by(&causes))?;
    let rows: PyResult<Vec<_>> = matrix.chunks(count).map(|row| list(py, row)).collect();
    PyList::new(py, rows?)
}

/// ``S_ij / sqrt(S_ii * S_jj)`` within ``-1..1``: exactly 1 of an asset with itself, and all of ``-1..1`` where one
/// of two did not move, so that whoever takes the end that costs more takes the worst.
///
/// Parameters
/// ----------
/// matrix : list or tuple of list or tuple of Number
///     The covariances; read to the nearest number.
/// i, j : int
///     Two of its rows.
///
/// Returns
/// -------
/// Interval
///
/// Raises
/// ------
/// InvalidLength
///     No square.
/// UnknownMarket
///     A row that there is not.
/// OutOfDomain
///     A negative variance.
/// InvalidNumber, Overflow
#[pyfunction]
fn correlation(matrix: &Any<'_>, i: &Any<'_>, j: &Any<'_>) -> PyResult<Interval> {
    let (matrix, count) = self::matrix(matrix)?;
    let place = |value, what| read::count(value, what, Error::UnknownMarket);
    let (i, j) = (place(i, "i")?, place(j, "j")?);
    let causes = [
        (Error::InvalidLength, "matrix"),
        (Error::UnknownMarket, "i or j"),
        (Error::OutOfDomain, "matrix"),
    ];
    let found = kernel::correlation(&matrix, count, i, j);
    found.map(Interval).map_err(caused_by(&causes))
}

/// The volatility of a portfolio in the unit of its weights, ``sqrt(w' S w)``, rounded up.
///
/// Parameters
/// ----------
/// matrix : list or tuple of list or tuple of Number
///     The covariances; read to the nearest number.
/// weights : list or tuple of Number
///     The signed value of each position; read to the nearest number.
///
/// Raises
/// ------
/// InvalidLength
///     No square, or another number of weights.
/// InvalidNumber, Overflow
#[pyfunction]
fn sigma(matrix: &Any<'_>, weights: &Any<'_>) -> PyResult<Fixed> {
    let (matrix, _) = self::matrix(matrix)?;
    let weights = read::numbers(weights, Way::Nearest, "weights")?;
    let causes = [(Error::InvalidLength, "matrix or weights")];
    kernel::sigma(&matrix, &weights)
        .map(Fixed)
        .map_err(caused_by(&causes))
}
