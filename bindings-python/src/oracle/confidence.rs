//! What a feed says of its own precision.

use crate::error::caused_by;
use crate::price::Price;
use crate::read::{self, Any};
use crate::record::checked;
use plimsoll::{Confidence as Kernel, Error};
use pyo3::prelude::*;

checked! {
    /// How much of a stated confidence counts, and how much is too much.
    ///
    /// Pyth states one standard deviation, of which marginfi takes 2.12 and Switchboard's 1.96, at most 5 % of
    /// the price; above 10 % it refuses the price.
    ///
    /// Parameters
    /// ----------
    /// multiple : Number
    ///     What multiplies the confidence, not negative; read up.
    /// cap : Number
    ///     The fraction of the price by which it widens at most, in [0, 1]; read up.
    /// limit : Number
    ///     The fraction of the price beyond which it is unknown, not negative; read down.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A negative multiple or limit.
    /// InvalidFraction
    ///     For the cap.
    /// InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll.oracle import Confidence
    /// >>> pyth = Confidence("2.5", "0.0625", "0.125")
    /// >>> pyth.price(100, 2), pyth.price(100, 4), pyth.price(100, 6)
    /// (Price(Fixed("95"), Fixed("105")), Price(Fixed("93.75"), Fixed("106.25")), Price.unknown())
    class("plimsoll.oracle")
    Confidence(Kernel::new, InvalidFactor: "multiple or limit", InvalidFraction: "cap") {
        /// Fixed: What multiplies the confidence.
        multiple: read::up,
        /// Fixed: By which fraction of the price the confidence widens it at most.
        cap: read::up,
        /// Fixed: Beyond which fraction of the price it is unknown.
        limit: read::down,
    }

    /// ``price - c .. price + c`` with ``c = min(multiple * confidence, cap * price)``, rounded up; unknown
    /// where ``multiple * confidence`` is more than ``limit * price``.
    ///
    /// Parameters
    /// ----------
    /// price : Number
    ///     Above zero; read to the nearest number.
    /// confidence : Number
    ///     In the same unit, not negative; read up.
    ///
    /// Returns
    /// -------
    /// Price
    ///
    /// Raises
    /// ------
    /// InvalidPrice, InvalidNumber, Overflow
    fn price(&self, price: &Any<'_>, confidence: &Any<'_>) -> PyResult<Price> {
        let (price, confidence) = (read::nearest(price, "price")?, read::up(confidence, "confidence")?);
        let causes = [(Error::InvalidPrice, "price or confidence")];
        self.0.price(&price, &confidence).map(Price).map_err(caused_by(&causes))
    }
}

/// A confidence as an argument.
pub fn confidence(value: &Any<'_>, what: &str) -> PyResult<Kernel> {
    read::one::<Confidence>(value, what).map(|confidence| confidence.0)
}
