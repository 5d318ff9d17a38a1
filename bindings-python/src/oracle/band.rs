//! A band around the last good price, against misprints.

use crate::error::raise;
use crate::price::Price;
use crate::read::{self, Any};
use crate::record::checked;
use plimsoll::Band as Kernel;
use pyo3::prelude::*;

checked! {
    /// How far a price may lie from the last good one: ``width`` of it, and by a factor ``1 + rate * elapsed``
    /// further with time, so that a market that really moved is believed in the end.
    ///
    /// Parameters
    /// ----------
    /// width, rate : Number
    ///     Fractions, not negative; read down.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     Where one is negative.
    /// InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll import Price
    /// >>> from plimsoll.oracle import Band
    /// >>> band, last, crashed = Band("0.125", "0.0625"), Price.exact(100), Price.exact(50)
    /// >>> band.admit(last, 0, crashed), band.admit(last, 12, crashed)
    /// (Price.unknown(), Price(Fixed("50"), Fixed("50")))
    class("plimsoll.oracle") Band(Kernel::new, InvalidFactor: "width or rate") {
        /// Fixed: The distance at once, as a fraction.
        width: read::down,
        /// Fixed: What a second adds to the factor.
        rate: read::down,
    }

    /// The price, where it lies in ``last * (1 - width) / f .. last * (1 + width) * f`` with
    /// ``f = 1 + rate * elapsed``, and otherwise unknown. With no last good price any is admitted.
    ///
    /// Parameters
    /// ----------
    /// last : Price
    /// elapsed : int
    ///     Seconds since then.
    /// price : Price
    ///
    /// Returns
    /// -------
    /// Price
    ///
    /// Raises
    /// ------
    /// InvalidQuantity, Overflow
    fn admit(&self, last: &Price, elapsed: &Any<'_>, price: &Price) -> PyResult<Price> {
        let elapsed = read::place(elapsed, "elapsed")?;
        self.0.admit(&last.0, elapsed, &price.0).map(Price).map_err(raise)
    }
}
