//! What a number is at least and at most.

use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::read::{self, Any, Way};
use crate::record::wrapped;
use crate::value::hash;
use plimsoll::{Error, Fixed as Bits, Interval as Kernel};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// ``low..high``, with ``low <= high``: the exact value lies between both ends, ends included.
///
/// ``+``, ``-`` and ``abs`` of an end are exact; `mul` and `div` round outward, low down and high up.
/// Where an interval is an argument, a number may stand for it: one that has no exact binary value, as
/// 0.1, is then the two numbers around it.
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
/// InvalidInterval
///     Unless ``low <= high``.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Interval
/// >>> Interval(2, 3) - Interval(1, 5)
/// Interval(Fixed("-3"), Fixed("2"))
/// >>> Interval(-2, 3).mul(2)
/// Interval(Fixed("-4"), Fixed("6"))
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, Copy, PartialEq)]
pub struct Interval(pub Kernel);

wrapped!(Kernel, Interval);

/// An interval as an argument, or a number with what it takes to hold it.
pub fn interval(value: &Any<'_>, what: &str) -> PyResult<Kernel> {
    if let Ok(interval) = value.cast::<Interval>() {
        return Ok(interval.get().0);
    }
    let end = |way| read::number_or(value, way, what, "Interval, ");
    Ok(Kernel::between(&end(Way::Down)?, &end(Way::Up)?))
}

#[pymethods]
impl Interval {
    #[new]
    fn new(low: &Any<'_>, high: &Any<'_>) -> PyResult<Self> {
        let interval = Kernel::new(read::down(low, "low")?, read::up(high, "high")?);
        interval.map(Interval).map_err(raise)
    }

    /// The narrowest interval that holds the number: without width where it has an exact binary value.
    ///
    /// Parameters
    /// ----------
    /// value : Number
    ///     Read down for the low end, and read up for the high end.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    #[classmethod]
    fn exact(_class: &Bound<'_, PyType>, value: &Any<'_>) -> PyResult<Self> {
        let (low, high) = (read::down(value, "value")?, read::up(value, "value")?);
        Ok(Interval(Kernel::between(&low, &high)))
    }

    /// The smallest interval that contains both numbers.
    ///
    /// Parameters
    /// ----------
    /// a, b : Number
    ///     With an exact binary value; another is refused.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    #[classmethod]
    fn between(_class: &Bound<'_, PyType>, a: &Any<'_>, b: &Any<'_>) -> PyResult<Self> {
        let (a, b) = (read::exact(a, "a")?, read::exact(b, "b")?);
        Ok(Interval(Kernel::between(&a, &b)))
    }

    /// Fixed: What the value is at least.
    #[getter]
    fn low(&self) -> Fixed {
        Fixed(*self.0.low())
    }

    /// Fixed: What the value is at most.
    #[getter]
    fn high(&self) -> Fixed {
        Fixed(*self.0.high())
    }

    /// Whether the value lies in ``low..high``.
    ///
    /// Parameters
    /// ----------
    /// value : Number
    ///     With an exact binary value; another is refused.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn holds(&self, value: &Any<'_>) -> PyResult<bool> {
        Ok(self.0.holds(&read::exact(value, "value")?))
    }

    /// The product: the least and the greatest of the products of the ends, low down and high up.
    ///
    /// Parameters
    /// ----------
    /// other : Interval or Number
    ///     A number is read down and read up.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn mul(&self, other: &Any<'_>) -> PyResult<Self> {
        let product = self.0.mul(&interval(other, "other")?);
        product.map(Interval).map_err(raise)
    }

    /// The quotient by a divisor above zero: the least and the greatest of the quotients of the ends, low
    /// down and high up.
    ///
    /// Parameters
    /// ----------
    /// divisor : Interval or Number
    ///     A number is read down and read up.
    ///
    /// Raises
    /// ------
    /// DivisionByZero
    ///     Unless the divisor is above zero.
    /// InvalidNumber, Overflow
    fn div(&self, divisor: &Any<'_>) -> PyResult<Self> {
        let quotient = self.0.div(&interval(divisor, "divisor")?);
        let causes = [(Error::DivisionByZero, "divisor")];
        quotient.map(Interval).map_err(caused_by(&causes))
    }

    fn __neg__(&self) -> PyResult<Self> {
        self.0.try_neg().map(Interval).map_err(raise)
    }

    fn __pos__(&self) -> Self {
        *self
    }

    fn __add__<'py>(&self, other: &Any<'py>) -> PyResult<Any<'py>> {
        combine(other, |other| self.0.try_add(other))
    }

    fn __radd__<'py>(&self, other: &Any<'py>) -> PyResult<Any<'py>> {
        combine(other, |other| other.try_add(&self.0))
    }

    fn __sub__<'py>(&self, other: &Any<'py>) -> PyResult<Any<'py>> {
        combine(other, |other| self.0.try_sub(other))
    }

    fn __rsub__<'py>(&self, other: &Any<'py>) -> PyResult<Any<'py>> {
        combine(other, |other| other.try_sub(&self.0))
    }

    pub fn __repr__(&self) -> String {
        let (low, high) = (Fixed::show(self.0.low()), Fixed::show(self.0.high()));
        format!("Interval({low}, {high})")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (Fixed, Fixed)) {
        (py.get_type::<Self>(), (self.low(), self.high()))
    }
}

/// An operation with an interval or a number, or `NotImplemented`.
fn combine<'py>(
    other: &Any<'py>,
    with: impl Fn(&Kernel) -> Result<Kernel, Error>,
) -> PyResult<Any<'py>> {
    let py = other.py();
    let operand = match interval(other, "operand") {
        Err(error) if error.is_instance_of::<PyTypeError>(py) => {
            return Ok(py.NotImplemented().into_bound(py));
        }
        operand => operand?,
    };
    Ok(Bound::new(py, Interval(with(&operand).map_err(raise)?))?.into_any())
}

macro_rules! analytic {
    ($($(#[$doc:meta])* $name:ident $(, $error:ident)*;)*) => {$(
        $(#[$doc])*
        ///
        /// Parameters
        /// ----------
        /// number : Number
        ///     With an exact binary value; another is refused.
        ///
        /// Raises
        /// ------
        $(#[doc = concat!(stringify!($error), "\n    Where the function is not defined.")])*
        /// InvalidNumber
        ///     A decimal without an exact binary value, as 0.1.
        /// Overflow
        #[pyfunction]
        #[pyo3(signature = (number, /))]
        pub fn $name(number: &Any<'_>) -> PyResult<Interval> {
            let number: Bits = read::exact(number, "number")?;
            let value = plimsoll::number::analytic::Analytic::$name(&number);
            value.map(Interval).map_err(caused_by(&[(Error::OutOfDomain, "number")]))
        }
    )*};
}
analytic! {
    /// The square root: exact where it has an exact binary value, otherwise one step wide.
    sqrt, OutOfDomain;
    /// The natural logarithm of what is above zero, at most two steps wide; exact at 1.
    ln, OutOfDomain;
    /// ``e ** number``, at most two steps wide up to 0, and two steps and relative 2**-60 above; exact at 0.
    exp;
    /// ``e ** (-number**2 / 2) / sqrt(2 * pi)``, at most two steps wide.
    normal_density;
    /// The probability that a standard normal variable is at most ``number``, at most two steps wide.
    normal_distribution;
}

/// ``base ** exponent`` of a base of at least zero, at most two steps and relative
/// ``2**-60 + |exponent| * 2**-111`` wide; exact where the exponent is 0 or 1, or the base is. ``0 ** 0`` is 1.
///
/// Parameters
/// ----------
/// base, exponent : Number
///     With an exact binary value; another is refused.
///
/// Raises
/// ------
/// OutOfDomain
///     A negative base, or zero with a negative exponent.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import power
/// >>> f"{power(2, '0.5').low:.9f}"
/// '1.414213562'
#[pyfunction]
#[pyo3(signature = (base, exponent, /))]
pub fn power(base: &Any<'_>, exponent: &Any<'_>) -> PyResult<Interval> {
    let (base, exponent) = (
        read::exact(base, "base")?,
        read::exact(exponent, "exponent")?,
    );
    let value = plimsoll::number::analytic::Analytic::power(&base, &exponent);
    value
        .map(Interval)
        .map_err(caused_by(&[(Error::OutOfDomain, "base or exponent")]))
}
