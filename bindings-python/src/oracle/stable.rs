//! A stable price that follows slowly.

use super::last;
use super::twap::{ASKED, OBSERVED};
use crate::error::caused_by;
use crate::number::Fixed;
use crate::price::Price;
use crate::read::{self, Any};
use crate::record::checked;
use crate::value::hash;
use plimsoll::price::oracle::stable;
use plimsoll::{Error, Fixed as Bits, Pace as Limits};
use pyo3::prelude::*;

type Kernel = stable::Stable<Bits, Vec<Bits>>;

checked! {
    /// How fast a stable price may move. (Mango: 0.0003, 0.06, an hour, ten minutes.)
    ///
    /// Parameters
    /// ----------
    /// rate : Number
    ///     The fraction by which the stable price moves a second at most, not negative; read down.
    /// growth : Number
    ///     The fraction by which a delay price differs from the one before it at most, not negative; read down.
    /// interval : int
    ///     Seconds from one delay price to the next, above zero.
    /// longest : int
    ///     Seconds that count between two observations at most.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A negative rate or growth.
    /// InvalidTime
    ///     An interval of none.
    /// InvalidQuantity, InvalidNumber, Overflow
    class("plimsoll.oracle")
    Pace(Limits::new, InvalidFactor: "rate or growth", InvalidTime: "interval") {
        /// Fixed: The fraction by which the stable price moves a second at most.
        rate: read::down,
        /// Fixed: The fraction by which a delay price differs from the one before it at most.
        growth: read::down,
        /// int: Seconds from one delay price to the next.
        interval: read::place,
        /// int: Seconds that count between two observations at most.
        longest: read::place,
    }
}

/// A stable price and the delay prices that slow it down.
///
/// Each full interval leaves one delay price: the average of what stood in it, within ``growth`` of the delay
/// price before (of more intervals between two observations than there are delay prices, only as many do). The oldest
/// of them is the delay price in force, ``d``. In ``t`` seconds in which a price ``p``
/// stands, the stable price ``s`` moves toward ``p`` by at most a factor ``1 + rate * f**2 * t``, with ``f =
/// min(s, d) / max(s, d)``. All roundings make it slower. A price that does not change leaves all of it unchanged,
/// however often or seldom it is observed. Immutable: `observe` answers with the next value.
///
/// Parameters
/// ----------
/// pace : Pace
/// delays : int
///     How many delay prices: 24 for a day of hours, 1 to 65,535.
/// start : Number
///     A price that the caller has reason to trust, above zero: it is the stable price and every delay price,
///     and stands from ``at`` on. Read to the nearest number.
/// at : int
///     Seconds.
///
/// Raises
/// ------
/// InvalidLength
///     Another number of delays.
/// InvalidPrice
///     Unless ``start > 0``.
/// InvalidQuantity, InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Price
/// >>> from plimsoll.oracle import Pace, Stable
/// >>> stable = Stable(Pace("0.0003", "0.06", 3600, 600), 24, 100, 0)
/// >>> stable = stable.observe(Price.exact(50), 60)
/// >>> f"{stable.price(360).low:.4f}", stable.delay  # after five minutes at half the price
/// ('91.7431', Fixed("100"))
#[pyclass(frozen, eq, module = "plimsoll.oracle")]
#[derive(Clone, PartialEq)]
pub struct Stable(Kernel);

#[pymethods]
impl Stable {
    #[new]
    fn new(pace: &Pace, delays: &Any<'_>, start: &Any<'_>, at: &Any<'_>) -> PyResult<Self> {
        let delays: u16 = read::count(delays, "delays", Error::InvalidLength)?;
        let memory = vec![Bits::ZERO; usize::from(delays)];
        let (start, at) = (read::nearest(start, "start")?, read::place(at, "at")?);
        let causes = [
            (Error::InvalidLength, "delays"),
            (Error::InvalidPrice, "start"),
        ];
        let made = Kernel::new(pace.0, memory, start, at);
        made.map(Stable).map_err(caused_by(&causes))
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
    /// Stable
    ///
    /// Raises
    /// ------
    /// UnknownPrice, InvalidTime, InvalidQuantity, Overflow
    fn observe(&self, price: &Price, at: &Any<'_>) -> PyResult<Self> {
        let next = self.0.observe(&price.0, read::place(at, "at")?);
        next.map(Stable).map_err(caused_by(&OBSERVED))
    }

    /// The stable price, without uncertainty: for `Price.hull` with the price of the feed.
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
    fn price(&self, now: &Any<'_>) -> PyResult<Price> {
        let price = self.0.price(read::place(now, "now")?);
        price.map(Price).map_err(caused_by(&ASKED))
    }

    /// Fixed: The delay price in force: the oldest.
    #[getter]
    fn delay(&self) -> Fixed {
        Fixed(*self.0.delay())
    }

    /// tuple of Price and int: The price that stands, and since when.
    #[getter]
    fn last(&self) -> (Price, u64) {
        last(self.0.last())
    }

    fn __repr__(&self) -> String {
        let (price, at) = self.last();
        let (delay, price) = (Fixed::show(self.0.delay()), price.__repr__());
        format!("<Stable, {price} since {at}, delay {delay}>")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __copy__(&self) -> Self {
        self.clone()
    }

    #[pyo3(signature = (memo, /))]
    fn __deepcopy__(&self, memo: &Any<'_>) -> Self {
        let _ = memo;
        self.clone()
    }
}
