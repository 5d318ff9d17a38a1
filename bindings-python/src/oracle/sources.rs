//! Several sources, one interval.

use crate::error::caused_by;
use crate::price::Price;
use crate::read::{self, Any};
use plimsoll::price::oracle::sources as kernel;
use plimsoll::Error;
use pyo3::prelude::*;

fn sources(value: &Any<'_>) -> PyResult<Vec<plimsoll::Price>> {
    let sources = read::many::<Price>(value, "sources")?;
    Ok(sources.into_iter().map(|source| source.0).collect())
}

/// The smallest interval that contains every known source: what a cautious reader believes.
///
/// Parameters
/// ----------
/// sources : list or tuple of Price
/// quorum : int
///     With fewer known sources, or none, the hull is unknown.
///
/// Returns
/// -------
/// Price
///
/// Raises
/// ------
/// InvalidQuantity, Overflow
#[pyfunction]
pub fn hull(sources: &Any<'_>, quorum: &Any<'_>) -> PyResult<Price> {
    let sources = self::sources(sources)?;
    Ok(Price(kernel::hull(
        &sources,
        read::place(quorum, "quorum")?,
    )))
}

/// The interval of every median that the sources allow: the median of the low ends (of an even number the lower
/// middle one) up to the median of the high ends (the upper middle one). Fewer than half of the sources cannot
/// move it beyond the others.
///
/// Parameters
/// ----------
/// sources : list or tuple of Price
///     Stays as it is.
/// quorum : int
///     With fewer known sources, or none, the median is unknown.
///
/// Returns
/// -------
/// Price
///
/// Raises
/// ------
/// InvalidQuantity, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Price
/// >>> from plimsoll.oracle import agreement, hull, median
/// >>> sources = [Price(99, 101), Price(100, 102), Price(150, 151), Price.unknown()]
/// >>> hull(sources, 3), median(sources, 3), median(sources, 4)
/// (Price(Fixed("99"), Fixed("151")), Price(Fixed("100"), Fixed("102")), Price.unknown())
/// >>> agreement(sources, "0.0625", 2)
/// Price(Fixed("99"), Fixed("102"))
#[pyfunction]
pub fn median(sources: &Any<'_>, quorum: &Any<'_>) -> PyResult<Price> {
    let mut sources = self::sources(sources)?;
    let quorum = read::place(quorum, "quorum")?;
    Ok(Price(kernel::median(&mut sources, quorum)))
}

/// The hull of those sources that lie within ``band`` of the median (``median * (1 - band) .. median *
/// (1 + band)`` contains them): an outlier is left out.
///
/// Parameters
/// ----------
/// sources : list or tuple of Price
///     Stays as it is.
/// band : Number
///     A fraction, not negative; read down.
/// quorum : int
///     Where fewer agree, the price is unknown.
///
/// Returns
/// -------
/// Price
///
/// Raises
/// ------
/// InvalidFactor
///     A negative band.
/// InvalidQuantity, InvalidNumber, Overflow
#[pyfunction]
pub fn agreement(sources: &Any<'_>, band: &Any<'_>, quorum: &Any<'_>) -> PyResult<Price> {
    let mut sources = self::sources(sources)?;
    let (band, quorum) = (read::down(band, "band")?, read::place(quorum, "quorum")?);
    let causes = [(Error::InvalidFactor, "band")];
    let agreed = kernel::agreement(&mut sources, &band, quorum);
    agreed.map(Price).map_err(caused_by(&causes))
}
