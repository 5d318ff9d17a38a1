//! Functions of numbers: the operations that round, decimal text, and a contract's integers.

use crate::error::{caused_by, shown};
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::text;
use plimsoll::number::{amount, decimal};
use plimsoll::{Error, Fixed as Bits, Number};
use pyo3::prelude::*;
use pyo3::types::PyFloat;

macro_rules! directed {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Parameters
        /// ----------
        /// a, b : Number
        ///     With an exact binary value; another is refused.
        ///
        /// Raises
        /// ------
        /// DivisionByZero
        ///     A divisor is zero.
        /// InvalidNumber
        ///     A decimal without an exact binary value, as 0.1.
        /// Overflow
        ///     Outside the range.
        #[pyfunction]
        #[pyo3(signature = (a, b, /))]
        pub fn $name(a: &Any<'_>, b: &Any<'_>) -> PyResult<Fixed> {
            let (a, b) = (read::exact(a, "a")?, read::exact(b, "b")?);
            a.$name(&b).map(Fixed).map_err(caused_by(&[(Error::DivisionByZero, "b")]))
        }
    )*};
}
directed! {
    /// ``a * b``, the largest number not above it.
    mul_down;
    /// ``a * b``, the smallest number not below it.
    mul_up;
    /// ``a / b``, the largest number not above it.
    div_down;
    /// ``a / b``, the smallest number not below it.
    div_up;
}

macro_rules! shares {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Parameters
        /// ----------
        /// a, factor, divisor : Number
        ///     With an exact binary value; another is refused.
        ///
        /// Raises
        /// ------
        /// DivisionByZero
        ///     The divisor is zero.
        /// InvalidNumber, Overflow
        #[pyfunction]
        #[pyo3(signature = (a, factor, divisor, /))]
        pub fn $name(a: &Any<'_>, factor: &Any<'_>, divisor: &Any<'_>) -> PyResult<Fixed> {
            let (a, factor) = (read::exact(a, "a")?, read::exact(factor, "factor")?);
            let divisor = read::exact(divisor, "divisor")?;
            let share = a.$name(&factor, &divisor).map(Fixed);
            share.map_err(caused_by(&[(Error::DivisionByZero, "divisor")]))
        }
    )*};
}
shares! {
    /// ``a * factor / divisor``, the largest number not above it: rounded once, and only the result has
    /// to fit.
    mul_div_down;
    /// ``a * factor / divisor``, the smallest number not below it: rounded once, and only the result
    /// has to fit.
    mul_div_up;
}

macro_rules! grid {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Parameters
        /// ----------
        /// number : Number
        ///     With an exact binary value; another is refused.
        /// step : Number
        ///     Positive, read to the nearest number, as every solver reads it.
        ///
        /// Raises
        /// ------
        /// InvalidStep
        ///     The step is not positive.
        /// InvalidNumber, Overflow
        #[pyfunction]
        #[pyo3(signature = (number, step, /))]
        pub fn $name(number: &Any<'_>, step: &Any<'_>) -> PyResult<Fixed> {
            let (number, step) = (read::exact(number, "number")?, read::nearest(step, "step")?);
            let point = number.$name(&step).map(Fixed);
            point.map_err(caused_by(&[(Error::InvalidStep, "step")]))
        }
    )*};
}
grid! {
    /// The largest multiple of ``step`` not above ``number``, exact: the grid of a solver.
    floor_to;
    /// The smallest multiple of ``step`` not below ``number``, exact.
    ceil_to;
}

/// The largest number not above ``value``: what an account owns.
///
/// Parameters
/// ----------
/// value : Number
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
/// >>> from plimsoll import read_down, read_up
/// >>> read_up("0.1") - read_down("0.1") == Fixed.DELTA
/// True
#[pyfunction]
#[pyo3(signature = (value, /))]
pub fn read_down(value: &Any<'_>) -> PyResult<Fixed> {
    read::down(value, "value").map(Fixed)
}

/// The smallest number not below ``value``: what an account owes.
///
/// Parameters
/// ----------
/// value : Number
///
/// Raises
/// ------
/// InvalidNumber, Overflow
///     As `read_down`.
#[pyfunction]
#[pyo3(signature = (value, /))]
pub fn read_up(value: &Any<'_>) -> PyResult<Fixed> {
    read::up(value, "value").map(Fixed)
}

/// The number nearest to ``value``, halves away from zero: a perp's size.
///
/// Parameters
/// ----------
/// value : Number
///
/// Raises
/// ------
/// InvalidNumber, Overflow
///     As `read_down`.
#[pyfunction]
#[pyo3(signature = (value, /))]
pub fn read_nearest(value: &Any<'_>) -> PyResult<Fixed> {
    read::nearest(value, "value").map(Fixed)
}

/// The shortest decimal that `read_nearest` reads back to the same bits, with no exponent.
///
/// Parameters
/// ----------
/// number : Fixed
///
/// Returns
/// -------
/// str
#[pyfunction]
#[pyo3(signature = (number, /))]
pub fn write(number: &Fixed) -> String {
    decimal::write(&number.0).as_str().to_owned()
}

/// The exact value of a float, to be read in the direction of the argument that it is passed to.
///
/// ``Weights(from_float(0.8), from_float(1.2))`` reads the first down and the second up.
///
/// Parameters
/// ----------
/// x : float
///
/// Returns
/// -------
/// decimal.Decimal
///
/// Raises
/// ------
/// InvalidNumber
///     NaN or an infinity.
/// Overflow
///     Outside the range of `Fixed`.
///
/// Examples
/// --------
/// >>> from plimsoll import Fixed, from_float
/// >>> from_float(0.1)
/// Decimal('0.1000000000000000055511151231257827021181583404541015625')
/// >>> Fixed(from_float(0.1))
/// Fixed("0.1")
#[pyfunction]
#[pyo3(signature = (x, /))]
pub fn from_float<'py>(x: &Any<'py>) -> PyResult<Any<'py>> {
    let class = read::decimal_class(x.py())?;
    // Out of the number's own bits: a subclass has no say.
    let (exact, shows) = if let Ok(float) = x.cast::<PyFloat>() {
        let value = float.value();
        if !value.is_finite() {
            return Err(shown("x", Error::InvalidNumber, &value.to_string()));
        }
        (
            class.call_method1("from_float", (value,))?,
            value.to_string(),
        )
    } else if read::int(x)?.is_some() {
        // Where a type checker wants a float, an int will do.
        (
            read::exact(x, "x").map(Fixed)?.to_decimal(x.py())?,
            String::new(),
        )
    } else {
        return Err(read::wrong_type(x, "float", "x", ""));
    };
    let written = read::decimal_text(&exact)?.unwrap_or_default();
    text::plain(&written)
        .and_then(|plain| decimal::read_down::<Bits>(&plain))
        .map_err(|error| shown("x", error, &shows))?;
    Ok(exact)
}

macro_rules! from_units {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Parameters
        /// ----------
        /// units : int
        ///     A contract's unsigned integer: base units of a token.
        /// decimals : int
        ///     Of the token, 0 to 24.
        ///
        /// Raises
        /// ------
        /// InvalidDecimals
        ///     More than 24 decimals.
        /// InvalidQuantity
        ///     Negative units.
        /// Overflow
        ///     Outside the range.
        #[pyfunction]
        #[pyo3(signature = (units, decimals))]
        pub fn $name(units: &Any<'_>, decimals: &Any<'_>) -> PyResult<Fixed> {
            let units = read::units(units, "units")?;
            let decimals = read::count(decimals, "decimals", Error::InvalidDecimals)?;
            amount::$name(units, decimals).map(Fixed).map_err(caused_by(&AMOUNT))
        }
    )*};
}
from_units! {
    /// ``units / 10**decimals``, the largest number not above it: what an account owns.
    from_units_down;
    /// ``units / 10**decimals``, the smallest number not below it: what an account owes.
    from_units_up;
}

macro_rules! to_units {
    ($($(#[$doc:meta])* $name:ident $read:ident $way:literal;)*) => {$(
        $(#[$doc])*
        ///
        /// Parameters
        /// ----------
        /// number : Number
        #[doc = concat!("    In whole tokens; read ", $way, ".")]
        /// decimals : int
        ///     Of the token, 0 to 24.
        ///
        /// Raises
        /// ------
        /// InvalidDecimals
        ///     More than 24 decimals.
        /// InvalidQuantity
        ///     A negative number.
        /// InvalidNumber, Overflow
        #[pyfunction]
        #[pyo3(signature = (number, decimals))]
        pub fn $name(number: &Any<'_>, decimals: &Any<'_>) -> PyResult<u128> {
            let number = read::$read(number, "number")?;
            let decimals = read::count(decimals, "decimals", Error::InvalidDecimals)?;
            amount::$name(&number, decimals).map_err(caused_by(&AMOUNT))
        }
    )*};
}
to_units! {
    /// ``number * 10**decimals``, the largest count of base units not above it: what an account may
    /// take.
    to_units_down down "down";
    /// ``number * 10**decimals``, the smallest count of base units not below it: what an account must
    /// pay.
    to_units_up up "up";
}

/// Quotient and remainder of ``a * b / divisor``, exact: ``a * b == quotient * divisor + remainder``.
///
/// Parameters
/// ----------
/// a, b, divisor : int
///     A contract's unsigned integers, 0 to 2**128 - 1.
///
/// Returns
/// -------
/// tuple of int
///     The quotient and the remainder.
///
/// Raises
/// ------
/// DivisionByZero
///     The divisor is zero.
/// InvalidQuantity
///     A negative integer.
/// Overflow
///     The quotient, or an argument, is above 2**128 - 1.
#[pyfunction]
#[pyo3(signature = (a, b, divisor, /))]
pub fn mul_div(a: &Any<'_>, b: &Any<'_>, divisor: &Any<'_>) -> PyResult<(u128, u128)> {
    let (a, b) = (read::units(a, "a")?, read::units(b, "b")?);
    let parts = amount::mul_div(a, b, read::units(divisor, "divisor")?);
    parts.map_err(caused_by(&[(Error::DivisionByZero, "divisor")]))
}

const AMOUNT: [(Error, &str); 2] = [
    (Error::InvalidDecimals, "decimals"),
    (Error::InvalidQuantity, "number"),
];
