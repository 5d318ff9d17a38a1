//! What a feed published, and how it becomes a price.

use super::age::{self, CAUSES};
use super::confidence;
use crate::error::caused_by;
use crate::price::Price;
use crate::read::{self, Any};
use crate::record::{checked, record};
use plimsoll::{Feed as Rules, Reading as Kernel};
use pyo3::prelude::*;

checked! {
    /// What a feed published.
    ///
    /// Parameters
    /// ----------
    /// price : Number
    ///     Above zero; read to the nearest number.
    /// confidence : Number
    ///     How far off it may be, in the same unit (a standard deviation, or what the feed calls so), not
    ///     negative; read up.
    /// at : int
    ///     The second since 1970 at which it was published.
    ///
    /// Raises
    /// ------
    /// InvalidPrice
    ///     A price that is zero or negative, or a negative confidence.
    /// InvalidQuantity, InvalidNumber, Overflow
    class("plimsoll.oracle")
    Reading(Kernel::new, InvalidPrice: "price or confidence") {
        /// Fixed: The price itself.
        price: read::nearest,
        /// Fixed: How far off it may be.
        confidence: read::up,
        /// int: When it was published.
        at: read::place,
    }
}

record! {
    /// How a feed's readings become prices at one level: initial margin wants a shorter age limit and a greater
    /// multiple than maintenance.
    ///
    /// Parameters
    /// ----------
    /// confidence : Confidence
    ///     What the stated confidence does.
    /// age : Age
    ///     What time does.
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll.oracle import Age, Confidence, Feed, Reading
    /// >>> feed = Feed(Confidence(2, "0.05", "0.125"), Age(10, 60, 2, 0))
    /// >>> reading = Reading(2000, "7.5", 1_700_000_000)
    /// >>> feed.price(reading, 1_700_000_060), feed.price(reading, 1_700_000_061)
    /// (Price(Fixed("1985"), Fixed("2015")), Price.unknown())
    class("plimsoll.oracle") Feed(Rules) {
        /// Confidence: What the stated confidence does.
        confidence: confidence::confidence,
        /// Age: What time does.
        age: age::age,
    }

    /// The price of a reading: widened by its confidence, then by its age; unknown where either is beyond its
    /// limit.
    ///
    /// Parameters
    /// ----------
    /// reading : Reading
    /// now : int
    ///     Seconds since 1970.
    ///
    /// Returns
    /// -------
    /// Price
    ///
    /// Raises
    /// ------
    /// InvalidTime
    ///     Published further ahead of ``now`` than the feed's clock may be.
    /// InvalidQuantity, Overflow
    fn price(&self, reading: &Reading, now: &Any<'_>) -> PyResult<Price> {
        let price = self.0.price(&reading.0, read::place(now, "now")?);
        price.map(Price).map_err(caused_by(&CAUSES))
    }
}
