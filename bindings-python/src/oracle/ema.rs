//! The exponential average: what was long ago counts less.

use super::last;
use super::twap::{ASKED, OBSERVED};
use crate::error::caused_by;
use crate::price::Price;
use crate::read::{self, Any};
use crate::value::hash;
use plimsoll::{Error, Exponential as Kernel};
use pyo3::prelude::*;

/// ``average + (price - average) * (1 - e ** (-t / span))`` for a price that stood for ``t`` seconds.
///
/// A price stands from its second on, so the average depends on the times of the prices and not on how often it
/// is asked; prices of one second join one interval, whatever their order. Immutable: `observe` answers with the
/// next value.
///
/// Parameters
/// ----------
/// span : int
///     The time constant in seconds, after which a price counts for 63 %.
/// price : Price
///     The first.
/// at : int
///     The second from which it stands.
///
/// Raises
/// ------
/// InvalidTime
///     A span of none.
/// UnknownPrice, InvalidQuantity, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Price
/// >>> from plimsoll.oracle import Exponential
/// >>> average = Exponential(600, Price.exact(100), 0).observe(Price.exact(200), 60)
/// >>> f"{average.average(660).low:.6f}"  # 100 + 100 * (1 - 1 / e)
/// '163.212056'
#[pyclass(frozen, eq, module = "plimsoll.oracle")]
#[derive(Clone, Copy, PartialEq)]
pub struct Exponential(Kernel);

#[pymethods]
impl Exponential {
    #[new]
    fn new(span: &Any<'_>, price: &Price, at: &Any<'_>) -> PyResult<Self> {
        let made = Kernel::new(read::place(span, "span")?, price.0, read::place(at, "at")?);
        let causes = [(Error::InvalidTime, "span"), (Error::UnknownPrice, "price")];
        made.map(Exponential).map_err(caused_by(&causes))
    }

    /// With this price from ``at`` on; of one second, with the hull of its prices.
    ///
    /// Parameters
    /// ----------
    /// price : Price
    /// at : int
    ///     Seconds; not before the last price.
    ///
    /// Returns
    /// -------
    /// Exponential
    ///
    /// Raises
    /// ------
    /// UnknownPrice, InvalidTime, InvalidQuantity, Overflow
    fn observe(&self, price: &Price, at: &Any<'_>) -> PyResult<Self> {
        let next = self.0.observe(&price.0, read::place(at, "at")?);
        next.map(Exponential).map_err(caused_by(&OBSERVED))
    }

    /// The average: low down, high up, inside the hull of the prices.
    ///
    /// Parameters
    /// ----------
    /// now : int
    ///     Seconds; not before the last price.
    ///
    /// Returns
    /// -------
    /// Price
    ///
    /// Raises
    /// ------
    /// InvalidTime, InvalidQuantity, Overflow
    fn average(&self, now: &Any<'_>) -> PyResult<Price> {
        let average = self.0.average(read::place(now, "now")?);
        average.map(Price).map_err(caused_by(&ASKED))
    }

    /// int: The time constant, in seconds.
    #[getter]
    fn span(&self) -> u64 {
        self.0.span()
    }

    /// tuple of Price and int: The price that stands, and since when.
    #[getter]
    fn last(&self) -> (Price, u64) {
        last(self.0.last())
    }

    fn __repr__(&self) -> String {
        let (price, at) = self.last();
        let (span, price) = (self.span(), price.__repr__());
        format!("<Exponential of {span}, {price} since {at}>")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __copy__(&self) -> Self {
        *self
    }

    #[pyo3(signature = (memo, /))]
    fn __deepcopy__(&self, memo: &Any<'_>) -> Self {
        let _ = memo;
        *self
    }
}
