//! Closing opposite positions at the bankruptcy price: how much of whose, in whole units, and never
//! more than is needed.

use crate::error::raise;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::value::hash;
use plimsoll::solvency::deleverage;
use plimsoll::Error;
use pyo3::prelude::*;
use pyo3::types::PyType;

type Kernel = deleverage::Candidate<plimsoll::Fixed>;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Candidate>()?;
    module.add_function(wrap_pyfunction!(greedy, module)?)?;
    module.add_function(wrap_pyfunction!(pro_rata, module)?)
}

/// A position that may be closed.
///
/// Sizes are whole units, base units or lots of the market, and so every allocation is exact.
///
/// Parameters
/// ----------
/// id : int
///     The caller's number for it, 0 to 2**32 - 1. Of equal keys the lower number comes first.
/// key : Number
///     The higher is closed first: from `plimsoll.Standing`, or from the caller. Read to the nearest
///     number.
/// size : int
///     What is open, in units, without sign; 0 to 2**128 - 1.
/// close : int, default 0
///     What of it is to be closed: the answer of `greedy` and `pro_rata`, which start from nothing.
///
/// Raises
/// ------
/// InvalidQuantity
///     A negative size.
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll.solvency.deleverage")]
#[derive(Clone, Copy, PartialEq)]
pub struct Candidate(Kernel);

#[pymethods]
impl Candidate {
    #[new]
    #[pyo3(signature = (id, key, size, close = None))]
    fn new(id: &Any<'_>, key: &Any<'_>, size: &Any<'_>, close: Option<&Any<'_>>) -> PyResult<Self> {
        let mut candidate = Kernel::new(
            read::count(id, "id", Error::Overflow)?,
            read::nearest(key, "key")?,
            read::units(size, "size")?,
        );
        if let Some(close) = close {
            candidate.close = read::units(close, "close")?;
        }
        Ok(Candidate(candidate))
    }

    /// int: The caller's number for it.
    #[getter]
    fn id(&self) -> u32 {
        self.0.id
    }

    /// Fixed: The higher is closed first.
    #[getter]
    fn key(&self) -> Fixed {
        Fixed(self.0.key)
    }

    /// int: What is open, in units, without sign.
    #[getter]
    fn size(&self) -> u128 {
        self.0.size
    }

    /// int: What of it is to be closed, in units.
    #[getter]
    fn close(&self) -> u128 {
        self.0.close
    }

    fn __repr__(&self) -> String {
        let (id, key) = (self.0.id, Fixed::show(&self.0.key));
        format!("Candidate({id}, {key}, {}, {})", self.0.size, self.0.close)
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (u32, Fixed, u128, u128)) {
        let parts = (self.id(), self.key(), self.size(), self.close());
        (py.get_type::<Self>(), parts)
    }
}

fn candidates(value: &Any<'_>) -> PyResult<Vec<Kernel>> {
    let candidates = read::many::<Candidate>(value, "candidates")?;
    Ok(candidates
        .into_iter()
        .map(|candidate| candidate.0)
        .collect())
}

fn ranked(candidates: Vec<Kernel>) -> Vec<Candidate> {
    candidates.into_iter().map(Candidate).collect()
}

/// Closes whole positions from the highest rank until ``needed`` units are closed, the last one in
/// part.
///
/// Parameters
/// ----------
/// candidates : list or tuple of Candidate
/// needed : int
///     In units, 0 to 2**128 - 1.
///
/// Returns
/// -------
/// tuple of list of Candidate and int
///     The candidates by rank with what is closed of each, and what of ``needed`` no position is left
///     for.
///
/// Raises
/// ------
/// InvalidQuantity
///     Negative units.
/// Overflow
///
/// Examples
/// --------
/// >>> from plimsoll.solvency.deleverage import Candidate, greedy
/// >>> greedy([Candidate(1, "0.5", 10), Candidate(2, 3, 4)], 6)
/// ([Candidate(2, Fixed("3"), 4, 4), Candidate(1, Fixed("0.5"), 10, 2)], 0)
#[pyfunction]
fn greedy(candidates: &Any<'_>, needed: &Any<'_>) -> PyResult<(Vec<Candidate>, u128)> {
    let mut candidates = self::candidates(candidates)?;
    let left = deleverage::greedy(&mut candidates, read::units(needed, "needed")?);
    Ok((ranked(candidates), left))
}

/// Closes the same part of every position: ``size * needed / total`` units each, and of the units that
/// rounding leaves over one each by the largest remainder, of equal ones by rank.
///
/// Each closes its exact share to less than one unit, and together they close ``needed`` exactly.
///
/// Parameters
/// ----------
/// candidates : list or tuple of Candidate
/// needed : int
///     In units, 0 to 2**128 - 1.
///
/// Returns
/// -------
/// tuple of list of Candidate and int
///     The candidates by rank with what is closed of each, and what of ``needed`` no position is left
///     for.
///
/// Raises
/// ------
/// InvalidQuantity
///     Negative units.
/// Overflow
///     The sizes sum to more than 2**128 - 1.
///
/// Examples
/// --------
/// >>> from plimsoll.solvency.deleverage import Candidate, pro_rata
/// >>> pro_rata([Candidate(1, "0.5", 10), Candidate(2, 3, 4)], 6)  # 60 / 14 and 24 / 14
/// ([Candidate(2, Fixed("3"), 4, 2), Candidate(1, Fixed("0.5"), 10, 4)], 0)
#[pyfunction]
fn pro_rata(candidates: &Any<'_>, needed: &Any<'_>) -> PyResult<(Vec<Candidate>, u128)> {
    let mut candidates = self::candidates(candidates)?;
    let left = deleverage::pro_rata(&mut candidates, read::units(needed, "needed")?);
    let left = left.map_err(raise)?;
    Ok((ranked(candidates), left))
}
