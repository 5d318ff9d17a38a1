//! The price for delivery at an expiry.

use crate::error::{caused_by, raise};
use crate::interval::{interval, Interval};
use crate::read::{self, Any};
use crate::record::checked;
use plimsoll::{Error, Forward as Kernel, Number};
use pyo3::prelude::*;
use pyo3::types::PyType;

checked! {
    /// What delivery at an expiry costs: a part that still moves with the price, and one that is settled.
    ///
    /// While an index is averaged into a settlement price, the part of the average that has been seen no
    /// longer moves; before, nothing is settled (`Forward.exact`).
    ///
    /// Parameters
    /// ----------
    /// moving : Interval or Number
    ///     Not negative. A number is read down and read up.
    /// settled : Number
    ///     Not negative; read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidOption
    ///     A negative part.
    /// InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll import Forward
    /// >>> Forward(60, 40).shocked("0.5")
    /// Interval(Fixed("70"), Fixed("70"))
    class("plimsoll") Forward(Kernel::new, InvalidOption: "moving or settled") {
        /// Interval: What still moves with the price.
        moving: interval,
        /// Fixed: What no longer does.
        settled: read::nearest,
    }

    /// A forward of which nothing is settled.
    ///
    /// Parameters
    /// ----------
    /// price : Number
    ///     Not negative; read down for the low end, and read up for the high end.
    ///
    /// Raises
    /// ------
    /// InvalidOption, InvalidNumber, Overflow
    #[classmethod]
    fn exact(_class: &Bound<'_, PyType>, price: &Any<'_>) -> PyResult<Self> {
        let (low, high) = (read::down(price, "price")?, read::up(price, "price")?);
        of(plimsoll::Interval::between(&low, &high), "price").map(Forward)
    }

    /// ``moving * spot + settled``, low down and high up.
    ///
    /// Parameters
    /// ----------
    /// spot : Number
    ///     The factor on the price; read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn shocked(&self, spot: &Any<'_>) -> PyResult<Interval> {
        let price = self.0.shocked(&read::nearest(spot, "spot")?);
        price.map(Interval).map_err(raise)
    }
}

/// A forward of which nothing is settled.
fn of(price: plimsoll::Interval, what: &str) -> PyResult<Kernel> {
    let forward = Kernel::new(price, Number::zero());
    forward.map_err(caused_by(&[(Error::InvalidOption, what)]))
}

/// A forward as an argument, or a price that moves as a whole.
pub fn forward(value: &Any<'_>, what: &str) -> PyResult<Kernel> {
    match value.cast::<Forward>() {
        Ok(forward) => Ok(forward.get().0),
        Err(_) => of(interval(value, what)?, what),
    }
}
