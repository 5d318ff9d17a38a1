//! The liquidation price of an index.

use crate::error::caused_by;
use crate::health::Health;
use crate::holding::{holdings, view};
use crate::price::Price;
use crate::read::{self, Any};
use crate::solver::Limit;
use crate::value::hash;
use plimsoll::liquidation::threshold as solver;
use plimsoll::Error;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// The last prices of one index, below and above the present one, at which the account is healthy.
///
/// Parameters
/// ----------
/// below, above : Limit
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, Copy, PartialEq)]
pub struct Threshold(plimsoll::Threshold);

#[pymethods]
impl Threshold {
    #[new]
    fn new(below: &Limit, above: &Limit) -> Self {
        Threshold(plimsoll::Threshold {
            below: below.0,
            above: above.0,
        })
    }

    /// Limit: Going down from the present price.
    #[getter]
    fn below(&self) -> Limit {
        Limit(self.0.below)
    }

    /// Limit: Going up from the present price.
    #[getter]
    fn above(&self) -> Limit {
        Limit(self.0.above)
    }

    fn __repr__(&self) -> String {
        let (below, above) = (self.below().__repr__(), self.above().__repr__());
        format!("Threshold({below}, {above})")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (Limit, Limit)) {
        (py.get_type::<Self>(), (self.below(), self.above()))
    }
}

fn index(value: &Any<'_>) -> PyResult<u32> {
    read::count(value, "index", Error::Overflow)
}

/// The liquidation price: the prices of ``index``, below and above the present one, at which the
/// account is healthy for the last time while everything that does not follow the index stands.
///
/// When the index's midpoint moves to ``P``, both ends of every interval on it are multiplied by
/// ``P / midpoint``, low ends rounded down and high ends up; ladders apply with the rung at ``P``.
///
/// Parameters
/// ----------
/// holdings : list or tuple of Holding
///     The whole account at one level (maintenance, for a liquidation price).
/// index : int
/// price : Price
///     The present price of the index.
/// step : Number
///     The answers are multiples of it; read to the nearest number.
///
/// Returns
/// -------
/// Threshold
///     Prices for which `check_at` holds and fails one step further.
///
/// Raises
/// ------
/// InvalidIndex
///     A perp follows the index of the asset it settles in.
/// InvalidStep, InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Holding, Price, Weights, threshold
/// >>> one, ether = Price.exact(1), Price.exact(1000)
/// >>> holdings = [Holding(3750, one, Weights.one(), 0), Holding(-2, ether, Weights(1, "1.25"), 1)]
/// >>> threshold(holdings, 1, ether, 1)  # 3750 / (2 * 1.25)
/// Threshold(Limit("never"), Limit("at", Fixed("1500")))
#[pyfunction]
pub fn threshold(
    holdings: &Any<'_>,
    index: &Any<'_>,
    price: &Price,
    step: &Any<'_>,
) -> PyResult<Threshold> {
    let (holdings, index) = (self::holdings(holdings)?, self::index(index)?);
    let step = read::nearest(step, "step")?;
    let threshold = view(&holdings, |views| {
        solver::threshold(views, index, &price.0, &step)
    });
    threshold
        .map(Threshold)
        .map_err(caused_by(&[(Error::InvalidStep, "step")]))
}

/// The account's health when the index trades at ``at``: what `threshold` inverts.
///
/// Parameters
/// ----------
/// holdings : list or tuple of Holding
/// index : int
/// price : Price
///     The present price of the index.
/// at : Number
///     Positive; read to the nearest number.
///
/// Returns
/// -------
/// Health
///
/// Raises
/// ------
/// InvalidPrice
///     Unless ``at > 0``.
/// UnknownPrice
///     The present price is unknown.
/// InvalidIndex, InvalidNumber, Overflow
#[pyfunction]
pub fn check_at(
    holdings: &Any<'_>,
    index: &Any<'_>,
    price: &Price,
    at: &Any<'_>,
) -> PyResult<Health> {
    let (holdings, index) = (self::holdings(holdings)?, self::index(index)?);
    let at = read::nearest(at, "at")?;
    let health = view(&holdings, |views| {
        solver::check_at(views, index, &price.0, &at)
    });
    health
        .map(Health::of)
        .map_err(caused_by(&[(Error::InvalidPrice, "at")]))
}
