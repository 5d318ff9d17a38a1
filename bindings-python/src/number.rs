//! `Fixed`: the bits of a number, with the operations that are exact.

use crate::error::raise;
use crate::read::{self, Any};
use crate::text;
use plimsoll::number::decimal;
use plimsoll::{Error, Fixed as Bits, Number};
use pyo3::basic::CompareOp;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyType};
use std::cmp::Ordering;

/// A number as a contract holds it: 80 bits before the point and 48 behind it, exact.
///
/// About ±6.04e23 in steps of about 3.55e-15. Immutable. Compares with and hashes like an equal `int`
/// or `Decimal`; never equals a `float`.
///
/// ``+``, ``-`` and ``abs`` are exact or raise `Overflow`. There is no ``*`` and no ``/``: a product
/// or quotient rounds, and the name of the function says where to (`mul_down`, `div_up`, ...).
///
/// Parameters
/// ----------
/// value : Number
///     Read to the nearest number, halves away from zero: ``Fixed(str(x)) == x``.
///
/// Raises
/// ------
/// InvalidNumber
///     A text that is no decimal ``-?digits[.digits]``.
/// Overflow
///     Outside the range.
///
/// Examples
/// --------
/// >>> from plimsoll import Fixed
/// >>> x = Fixed("0.1")
/// >>> x + 1
/// Fixed("1.1")
/// >>> x.to_decimal()
/// Decimal('0.10000000000000142108547152020037174224853515625')
#[pyclass(frozen, module = "plimsoll")]
#[derive(Clone, Copy)]
pub struct Fixed(pub Bits);

impl Fixed {
    /// The constructor call that gives the same bits.
    pub fn show(bits: &Bits) -> String {
        format!("Fixed(\"{}\")", decimal::write(bits))
    }

    /// The exact decimal, which reads back to the same bits in every direction.
    pub fn exact(bits: &Bits) -> String {
        // 2^-48 has 48 digits behind the point.
        let text = format!("{bits:.48}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// `None` where `other` is nothing that a number compares with, or is NaN.
    fn order(&self, other: &Any<'_>) -> PyResult<Option<Ordering>> {
        if let Ok(other) = other.cast::<Fixed>() {
            return Ok(Some(self.0.cmp(&other.get().0)));
        }
        if let Some(whole) = read::int(other)? {
            return Ok(Some(match whole {
                Ok(whole) => self.0.partial_cmp(&whole).unwrap_or(Ordering::Equal),
                Err(negative) => beyond(negative),
            }));
        }
        let Some(text) = read::decimal_text(other)? else {
            return Ok(None);
        };
        if let Some(sign) = text.strip_suffix("Infinity") {
            return Ok(Some(beyond(sign == "-")));
        }
        let ends = text::plain(&text).and_then(|plain| {
            let low: Bits = decimal::read_down(&plain)?;
            let high: Bits = decimal::read_up(&plain)?;
            Ok((low, high))
        });
        Ok(match ends {
            Ok((low, high)) if low == high => Some(self.0.cmp(&low)),
            Ok((low, _)) if self.0 <= low => Some(Ordering::Less),
            Ok(_) => Some(Ordering::Greater),
            Err(Error::Overflow) => Some(beyond(text.starts_with('-'))),
            Err(_) => None,
        })
    }

    /// The other operand of an exact operation, or `None` where it is none.
    fn operand(other: &Any<'_>) -> PyResult<Option<Bits>> {
        match read::exact(other, "operand") {
            Ok(bits) if !other.is_instance_of::<PyString>() => Ok(Some(bits)),
            Err(error) if !error.is_instance_of::<PyTypeError>(other.py()) => Err(error),
            _ => Ok(None),
        }
    }
}

/// The order of any number to one outside the range.
fn beyond(negative: bool) -> Ordering {
    if negative {
        Ordering::Greater
    } else {
        Ordering::Less
    }
}

#[pymethods]
impl Fixed {
    /// The largest number.
    #[classattr]
    const MAX: Fixed = Fixed(Bits::MAX);
    /// The smallest number.
    #[classattr]
    const MIN: Fixed = Fixed(Bits::MIN);
    /// The step: the smallest number above zero, ``2**-48``.
    #[classattr]
    const DELTA: Fixed = Fixed(Bits::DELTA);

    #[new]
    #[pyo3(signature = (value, /))]
    fn new(value: &Any<'_>) -> PyResult<Self> {
        read::nearest(value, "value").map(Fixed)
    }

    /// The number ``bits / 2**48``.
    ///
    /// Parameters
    /// ----------
    /// bits : int
    ///
    /// Raises
    /// ------
    /// Overflow
    ///     Unless ``-2**127 <= bits < 2**127``.
    #[classmethod]
    #[pyo3(signature = (bits, /))]
    fn from_bits(_class: &Bound<'_, PyType>, bits: &Any<'_>) -> PyResult<Self> {
        read::count(bits, "bits", Error::Overflow).map(|bits| Fixed(Bits::from_bits(bits)))
    }

    /// int: The number times ``2**48``, exact.
    #[getter]
    fn bits(&self) -> i128 {
        self.0.to_bits()
    }

    /// The exact value, with as many digits as it takes.
    ///
    /// Returns
    /// -------
    /// decimal.Decimal
    #[allow(clippy::wrong_self_convention)] // a method of a Python object borrows it
    pub fn to_decimal<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        read::decimal_class(py)?.call1((Fixed::exact(&self.0),))
    }

    pub fn __str__(&self) -> String {
        decimal::write(&self.0).as_str().to_owned()
    }

    fn __repr__(&self) -> String {
        Fixed::show(&self.0)
    }

    #[pyo3(signature = (spec, /))]
    fn __format__<'py>(&self, py: Python<'py>, spec: &Bound<'py, PyString>) -> PyResult<Any<'py>> {
        if spec.is_empty()? {
            return Ok(PyString::new(py, decimal::write(&self.0).as_str()).into_any());
        }
        self.to_decimal(py)?.call_method1("__format__", (spec,))
    }

    fn __float__(&self) -> f64 {
        self.0.to_num()
    }

    fn __bool__(&self) -> bool {
        !self.0.is_zero()
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.to_decimal(py)?.hash()
    }

    fn __richcmp__<'py>(&self, other: &Any<'py>, op: CompareOp) -> PyResult<Any<'py>> {
        let py = other.py();
        Ok(match self.order(other)? {
            Some(order) => op.matches(order).into_pyobject(py)?.to_owned().into_any(),
            None => py.NotImplemented().into_bound(py),
        })
    }

    fn __neg__(&self) -> PyResult<Self> {
        self.0.try_neg().map(Fixed).map_err(raise)
    }

    fn __pos__(&self) -> Self {
        *self
    }

    fn __abs__(&self) -> PyResult<Self> {
        self.0.try_abs().map(Fixed).map_err(raise)
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

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (String,)) {
        (py.get_type::<Self>(), (self.__str__(),))
    }
}

/// An exact operation with an operand, or `NotImplemented`.
fn combine<'py>(
    other: &Any<'py>,
    with: impl Fn(&Bits) -> Result<Bits, Error>,
) -> PyResult<Any<'py>> {
    let py = other.py();
    match Fixed::operand(other)? {
        Some(bits) => Ok(Bound::new(py, Fixed(with(&bits).map_err(raise)?))?.into_any()),
        None => Ok(py.NotImplemented().into_bound(py)),
    }
}
