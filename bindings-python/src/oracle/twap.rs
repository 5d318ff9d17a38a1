//! The time-weighted average: each price counts for as long as it stood.

use super::last;
use crate::error::{about, caused_by};
use crate::price::Price;
use crate::read::{self, Any};
use crate::record::record;
use crate::value::hash;
use plimsoll::price::oracle::twap;
use plimsoll::{Error, Fixed as Bits, TimeWeighted as Kernel};
use pyo3::prelude::*;

type Seconds = twap::Sum<Bits>;

/// Prices times the seconds for which they stood, summed; the average between two moments is the difference of
/// two sums over the time between them.
///
/// A price stands from its second on, so one that is published and gone within a second counts for nothing, and
/// prices of one second join one interval, whatever their order. Immutable: `observe` answers with the next
/// value.
///
/// Parameters
/// ----------
/// price : Price
///     The first.
/// at : int
///     The second from which it stands.
///
/// Raises
/// ------
/// UnknownPrice, InvalidQuantity, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Price
/// >>> from plimsoll.oracle import TimeWeighted
/// >>> average = TimeWeighted(Price.exact(100), 0)
/// >>> begin = average.sum(0)
/// >>> average = average.observe(Price(200, 208), 30)
/// >>> average.sum(40).average(begin)
/// Price(Fixed("125"), Fixed("127"))
#[pyclass(frozen, eq, module = "plimsoll.oracle")]
#[derive(Clone, Copy, PartialEq)]
pub struct TimeWeighted(Kernel);

#[pymethods]
impl TimeWeighted {
    #[new]
    fn new(price: &Price, at: &Any<'_>) -> PyResult<Self> {
        let made = Kernel::new(price.0, read::place(at, "at")?);
        made.map(TimeWeighted).map_err(about("price"))
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
    /// TimeWeighted
    ///
    /// Raises
    /// ------
    /// UnknownPrice, InvalidTime, InvalidQuantity, Overflow
    fn observe(&self, price: &Price, at: &Any<'_>) -> PyResult<Self> {
        let next = self.0.observe(&price.0, read::place(at, "at")?);
        next.map(TimeWeighted).map_err(caused_by(&OBSERVED))
    }

    /// tuple of Price and int: The price that stands, and since when.
    #[getter]
    fn last(&self) -> (Price, u64) {
        last(self.0.last())
    }

    /// The sum up to ``now``, exact.
    ///
    /// Parameters
    /// ----------
    /// now : int
    ///     Seconds; not before the last price.
    ///
    /// Returns
    /// -------
    /// Sum
    ///
    /// Raises
    /// ------
    /// InvalidTime, InvalidQuantity, Overflow
    fn sum(&self, now: &Any<'_>) -> PyResult<Sum> {
        let sum = self.0.sum(read::place(now, "now")?);
        sum.map(Sum).map_err(caused_by(&ASKED))
    }

    fn __repr__(&self) -> String {
        let (price, at) = self.last();
        format!("<TimeWeighted, {} since {at}>", price.__repr__())
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

/// What an error of an observation is about.
pub const OBSERVED: [(Error, &str); 2] =
    [(Error::UnknownPrice, "price"), (Error::InvalidTime, "at")];
/// What an error of a question is about.
pub const ASKED: [(Error, &str); 1] = [(Error::InvalidTime, "now")];

record! {
    /// A sum of price-seconds at one moment, to be kept until the average is asked.
    ///
    /// Parameters
    /// ----------
    /// low : Number
    ///     The sum of the low ends; read down.
    /// high : Number
    ///     The sum of the high ends; read up.
    /// at : int
    ///     The second up to which it sums.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity, InvalidNumber, Overflow
    class("plimsoll.oracle") Sum(Seconds) {
        /// Fixed: The sum of the low ends.
        low: read::down,
        /// Fixed: The sum of the high ends.
        high: read::up,
        /// int: The second up to which it sums.
        at: read::place,
    }

    /// The average since an earlier sum of the same prices: low down, high up.
    ///
    /// Parameters
    /// ----------
    /// since : Sum
    ///
    /// Returns
    /// -------
    /// Price
    ///
    /// Raises
    /// ------
    /// InvalidTime
    ///     Unless ``since`` is earlier.
    /// InvalidPrice
    ///     Where the sums are not of one series.
    /// Overflow
    fn average(&self, since: &Sum) -> PyResult<Price> {
        let causes = [(Error::InvalidTime, "since"), (Error::InvalidPrice, "since")];
        self.0.average(&since.0).map(Price).map_err(caused_by(&causes))
    }
}
