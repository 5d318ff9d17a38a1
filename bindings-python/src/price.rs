//! A price is an interval: what is owned counts at its low end, what is owed at its high end.

use crate::error::{caused_by, raise};
use crate::names::END;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::value::hash;
use plimsoll::{Error, Fixed as Bits, Number};
use pyo3::prelude::*;
use pyo3::types::PyType;

/// What one unit is worth at least and at most, in the account's currency (or, for a perp, in units
/// of the asset that it settles in): ``0 < low <= high``.
///
/// Parameters
/// ----------
/// low : Number
///     Read down.
/// high : Number
///     Read up.
///
/// Raises
/// ------
/// InvalidPrice
///     Unless ``0 < low <= high``.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Price
/// >>> Price("1795.5", "1804.5")
/// Price(Fixed("1795.5"), Fixed("1804.5"))
/// >>> Price(3, 2)
/// Traceback (most recent call last):
/// plimsoll.InvalidPrice: a price must be above zero and its low end at most its high end
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, Copy, PartialEq)]
pub struct Price(pub plimsoll::Price);

#[pymethods]
impl Price {
    #[new]
    fn new(low: &Any<'_>, high: &Any<'_>) -> PyResult<Self> {
        let (low, high) = (read::down(low, "low")?, read::up(high, "high")?);
        plimsoll::Price::new(low, high).map(Price).map_err(raise)
    }

    /// A price without uncertainty; the smallest interval that contains a decimal.
    ///
    /// Parameters
    /// ----------
    /// price : Number
    ///     Read down for the low end and up for the high end.
    ///
    /// Raises
    /// ------
    /// InvalidPrice
    ///     Unless ``price > 0``.
    /// InvalidNumber, Overflow
    #[classmethod]
    fn exact(_class: &Bound<'_, PyType>, price: &Any<'_>) -> PyResult<Self> {
        let (low, high) = (read::down(price, "price")?, read::up(price, "price")?);
        let price = if low == high {
            plimsoll::Price::exact(low)
        } else {
            plimsoll::Price::new(low, high)
        };
        price
            .map(Price)
            .map_err(caused_by(&[(Error::InvalidPrice, "price")]))
    }

    /// A price that existed before, read back from storage: unlike in the constructor, the low end may be
    /// the zero that `scale` rounds to, and two zeros are the unknown price.
    ///
    /// Parameters
    /// ----------
    /// low : Number
    ///     Read down.
    /// high : Number
    ///     Read up.
    ///
    /// Raises
    /// ------
    /// InvalidPrice
    ///     Unless ``0 <= low <= high``.
    /// InvalidNumber, Overflow
    #[classmethod]
    fn from_stored(_class: &Bound<'_, PyType>, low: &Any<'_>, high: &Any<'_>) -> PyResult<Self> {
        let (low, high) = (read::down(low, "low")?, read::up(high, "high")?);
        plimsoll::Price::from_stored(low, high)
            .map(Price)
            .map_err(raise)
    }

    /// ``mid - confidence .. mid + confidence``.
    ///
    /// Parameters
    /// ----------
    /// mid : Number
    ///     Read down for the low end and up for the high end.
    /// confidence : Number
    ///     Not negative, read up.
    ///
    /// Raises
    /// ------
    /// InvalidPrice
    ///     The confidence is negative or not below the price.
    /// InvalidNumber, Overflow
    #[classmethod]
    fn with_confidence(
        _class: &Bound<'_, PyType>,
        mid: &Any<'_>,
        confidence: &Any<'_>,
    ) -> PyResult<Self> {
        let (low, high) = (read::down(mid, "mid")?, read::up(mid, "mid")?);
        let confidence = read::up(confidence, "confidence")?;
        let around = |mid: &Bits| plimsoll::Price::with_confidence(mid, &confidence).map_err(raise);
        Ok(Price(around(&low)?.hull(&around(&high)?)))
    }

    /// A price that is too old, or was never set.
    ///
    /// What is owned at it counts nothing; what is owed at it cannot be bounded, so that nothing may
    /// be opened and nobody is liquidated.
    #[classmethod]
    fn unknown(_class: &Bound<'_, PyType>) -> Self {
        Price(plimsoll::Price::unknown())
    }

    /// Fixed: What one unit is worth at least.
    #[getter]
    fn low(&self) -> Fixed {
        Fixed(*self.0.low())
    }

    /// Fixed: What one unit is worth at most.
    #[getter]
    fn high(&self) -> Fixed {
        Fixed(*self.0.high())
    }

    /// bool: Whether this is a price at all.
    #[getter]
    fn is_known(&self) -> bool {
        self.0.is_known()
    }

    /// The smallest interval that contains both: two sources, or a price and its slow average.
    ///
    /// With an unknown price the hull is unknown.
    ///
    /// Parameters
    /// ----------
    /// other : Price
    fn hull(&self, other: &Price) -> Self {
        Price(self.0.hull(&other.0))
    }

    /// Whether every price in ``other`` lies in this interval. Nothing contains an unknown price.
    ///
    /// Parameters
    /// ----------
    /// other : Price
    fn contains(&self, other: &Price) -> bool {
        self.0.contains(&other.0)
    }

    /// Both ends times a factor known as ``factor.low..factor.high``: low down, high up.
    ///
    /// Parameters
    /// ----------
    /// factor : Price
    ///
    /// Raises
    /// ------
    /// Overflow
    fn scale(&self, factor: &Price) -> PyResult<Self> {
        self.0.scale(&factor.0).map(Price).map_err(raise)
    }

    /// ``low * (1 - fraction) .. high * (1 + fraction)``, low down (and not below zero), high up: the same
    /// price, less well known. Unknown stays unknown.
    ///
    /// Parameters
    /// ----------
    /// fraction : Number
    ///     Not negative; read up.
    ///
    /// Returns
    /// -------
    /// Price
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A negative fraction.
    /// InvalidNumber, Overflow
    fn widen(&self, fraction: &Any<'_>) -> PyResult<Self> {
        let wide = self.0.widen(&read::up(fraction, "fraction")?);
        let causes = [(Error::InvalidFactor, "fraction")];
        wide.map(Price).map_err(caused_by(&causes))
    }

    /// ``price / ((low + high) / 2)``, rounded both ways: the factor by which this interval moves when
    /// its midpoint moves to ``price``.
    ///
    /// Parameters
    /// ----------
    /// price : Number
    ///     Read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidPrice
    ///     Unless ``price > 0``.
    /// UnknownPrice
    ///     This price is unknown.
    /// InvalidNumber, Overflow
    fn factor_to(&self, price: &Any<'_>) -> PyResult<Self> {
        let factor = self.0.factor_to(&read::nearest(price, "price")?);
        factor
            .map(Price)
            .map_err(caused_by(&[(Error::InvalidPrice, "price")]))
    }

    /// The price at which a flow converts.
    ///
    /// Parameters
    /// ----------
    /// end : End
    ///     `End.LOW`, `End.HIGH`, or `End.MID` for `mid`.
    ///
    /// Raises
    /// ------
    /// UnknownPrice
    ///     This price is unknown.
    /// Overflow
    fn at(&self, end: &Any<'_>) -> PyResult<Fixed> {
        let price = self.0.at(END.take(end, "end")?);
        price.map(Fixed).map_err(raise)
    }

    /// ``(low + high) / 2``, rounded down.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn mid(&self) -> PyResult<Fixed> {
        self.0.mid().map(Fixed).map_err(raise)
    }

    pub fn __repr__(&self) -> String {
        if !self.is_known() {
            return "Price.unknown()".to_owned();
        }
        let (low, high) = (Fixed::show(self.0.low()), Fixed::show(self.0.high()));
        if self.0.low().is_zero() {
            return format!("Price.from_stored({low}, {high})");
        }
        format!("Price({low}, {high})")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Any<'py>, (Fixed, Fixed))> {
        let stored = py.get_type::<Self>().getattr("from_stored")?;
        Ok((stored, (self.low(), self.high())))
    }
}
