//! What time does to a price.

use crate::error::caused_by;
use crate::price::Price;
use crate::read::{self, Any};
use crate::record::checked;
use plimsoll::{Age as Kernel, Error};
use pyo3::prelude::*;

/// What an error of a time is about.
pub const CAUSES: [(Error, &str); 1] = [(Error::InvalidTime, "at or now")];

checked! {
    /// How a price widens with its age, and when it is too old.
    ///
    /// Parameters
    /// ----------
    /// fresh : int
    ///     Seconds up to which a price is as good as new.
    /// limit : int
    ///     Seconds beyond which it is unknown, at least ``fresh``.
    /// ahead : int
    ///     Seconds that the feed's clock may be ahead of the caller's.
    /// rate : Number
    ///     The fraction of itself by which it widens a second in between, not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidTime
    ///     Where ``fresh > limit``.
    /// InvalidFactor
    ///     A negative rate.
    /// InvalidQuantity, InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll import Price
    /// >>> from plimsoll.oracle import Age
    /// >>> age = Age(10, 60, 2, "0.125")
    /// >>> [age.price(Price.exact(100), 1000, now) for now in (998, 1010, 1012, 1061)]
    /// [Price(Fixed("100"), Fixed("100")), Price(Fixed("100"), Fixed("100")), Price(Fixed("75"), Fixed("125")), Price.unknown()]
    class("plimsoll.oracle")
    Age(Kernel::new, InvalidTime: "fresh or limit", InvalidFactor: "rate") {
        /// int: Seconds up to which a price is as good as new.
        fresh: read::place,
        /// int: Seconds beyond which it is unknown.
        limit: read::place,
        /// int: Seconds that the feed's clock may be ahead.
        ahead: read::place,
        /// Fixed: The fraction of the price by which it widens a second.
        rate: read::up,
    }

    /// Seconds since ``at``; none where the feed's clock is ahead within what is allowed.
    ///
    /// Parameters
    /// ----------
    /// at, now : int
    ///     Seconds since 1970.
    ///
    /// Raises
    /// ------
    /// InvalidTime
    ///     Further ahead.
    /// InvalidQuantity, Overflow
    fn since(&self, at: &Any<'_>, now: &Any<'_>) -> PyResult<u64> {
        let since = self.0.since(read::place(at, "at")?, read::place(now, "now")?);
        since.map_err(caused_by(&CAUSES))
    }

    /// The price widened by ``rate * (age - fresh)``, rounded up; unknown beyond the limit.
    ///
    /// Parameters
    /// ----------
    /// price : Price
    /// at, now : int
    ///     When it was published, and the present; seconds since 1970.
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
    fn price(&self, price: &Price, at: &Any<'_>, now: &Any<'_>) -> PyResult<Price> {
        let (at, now) = (read::place(at, "at")?, read::place(now, "now")?);
        self.0.price(&price.0, at, now).map(Price).map_err(caused_by(&CAUSES))
    }
}

/// An age as an argument.
pub fn age(value: &Any<'_>, what: &str) -> PyResult<Kernel> {
    read::one::<Age>(value, what).map(|age| age.0)
}
