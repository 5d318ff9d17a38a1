//! The variance that the highest and the lowest price of a period show.

use crate::error::caused_by;
use crate::interval::interval;
use crate::number::Fixed;
use crate::read::{self, Any};
use plimsoll::risk::volatility::range;
use plimsoll::Error;
use pyo3::prelude::*;

/// The variance of one period by Parkinson, ``ln(high / low)**2 / (4 * ln 2)``, rounded up: it needs a fifth of the
/// periods that squared returns need, and is what `Ewma.observe` takes. It is blind to gaps between periods.
///
/// Parameters
/// ----------
/// prices : Interval or Number
///     The lowest and the highest price, above zero; a number is read down and read up.
///
/// Raises
/// ------
/// InvalidPrice
///     Unless ``low > 0``.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Interval
/// >>> from plimsoll.risk.volatility import parkinson
/// >>> f"{parkinson(Interval(100, 105)):.8f}"
/// '0.00085858'
#[pyfunction]
pub fn parkinson(prices: &Any<'_>) -> PyResult<Fixed> {
    let causes = [(Error::InvalidPrice, "prices")];
    range::parkinson(&interval(prices, "prices")?)
        .map(Fixed)
        .map_err(caused_by(&causes))
}

/// The mean of `parkinson` over periods, rounded up.
///
/// Parameters
/// ----------
/// periods : list or tuple of Interval or Number
///     Each from its lowest to its highest price, above zero; a number is read down and read up.
///
/// Raises
/// ------
/// InvalidLength
///     No period.
/// InvalidPrice
///     Unless ``low > 0`` in each.
/// InvalidNumber, Overflow
#[pyfunction]
pub fn realised(periods: &Any<'_>) -> PyResult<Fixed> {
    let periods = read::items(periods, "periods", interval)?;
    let causes = [
        (Error::InvalidLength, "periods"),
        (Error::InvalidPrice, "periods"),
    ];
    range::realised(&periods)
        .map(Fixed)
        .map_err(caused_by(&causes))
}
