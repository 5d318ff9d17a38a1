//! Arguments: numbers in a stated direction, counts, and sequences of the package's own classes.
//!
//! No code of the caller runs in here: subclasses of `int`, `str` and `Decimal` are read through the
//! methods of the builtin class itself.

use crate::error::{about, shown};
use crate::number::Fixed;
use crate::text;
use plimsoll::number::decimal;
use plimsoll::{Error, Fixed as Bits};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pyclass::boolean_struct::True;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyFloat, PyInt, PyList, PyString, PyTuple, PyType};
use pyo3::PyClass;

/// Any Python object.
pub type Any<'py> = Bound<'py, PyAny>;

/// Where a decimal goes that has no exact binary value.
#[derive(Clone, Copy)]
pub enum Way {
    Down,
    Up,
    Nearest,
    /// Nowhere: it is refused.
    Exact,
}

/// The largest number not above the argument.
pub fn down(value: &Any<'_>, what: &str) -> PyResult<Bits> {
    number(value, Way::Down, what)
}

/// The smallest number not below the argument.
pub fn up(value: &Any<'_>, what: &str) -> PyResult<Bits> {
    number(value, Way::Up, what)
}

/// The number nearest to the argument.
pub fn nearest(value: &Any<'_>, what: &str) -> PyResult<Bits> {
    number(value, Way::Nearest, what)
}

/// The argument, which must have an exact binary value.
pub fn exact(value: &Any<'_>, what: &str) -> PyResult<Bits> {
    number(value, Way::Exact, what)
}

/// A `Fixed`, an `int`, a `str` or a `Decimal`.
pub fn number(value: &Any<'_>, way: Way, what: &str) -> PyResult<Bits> {
    number_or(value, way, what, "")
}

/// The same where something else, `other`, may stand instead of a number.
pub fn number_or(value: &Any<'_>, way: Way, what: &str, other: &str) -> PyResult<Bits> {
    if let Ok(fixed) = value.cast::<Fixed>() {
        return Ok(fixed.get().0);
    }
    if let Some(whole) = int(value)? {
        return whole
            .ok()
            .and_then(Bits::checked_from_num)
            .ok_or_else(|| about(what)(Error::Overflow));
    }
    if let Ok(string) = value.cast::<PyString>() {
        // Lone surrogates are no digits either.
        let string = string.to_str().unwrap_or("\u{fffd}");
        let plain = if string.len() > text::MOST {
            Err(Error::InvalidNumber)
        } else {
            Ok(())
        };
        return plain
            .and_then(|()| rounded(string, way))
            .map_err(|error| shown(what, error, string));
    }
    if let Some(string) = decimal_text(value)? {
        return text::plain(&string)
            .and_then(|plain| rounded(&plain, way))
            .map_err(|error| shown(what, error, &string));
    }
    let float = value.is_instance_of::<PyFloat>();
    let hint = if float {
        "; plimsoll.from_float converts it"
    } else {
        ""
    };
    let expected = format!("{other}Fixed, int, str or Decimal");
    Err(wrong_type(value, &expected, what, hint))
}

/// Decimal text in a direction.
pub fn rounded(text: &str, way: Way) -> Result<Bits, Error> {
    match way {
        Way::Down => decimal::read_down(text),
        Way::Up => decimal::read_up(text),
        Way::Nearest => decimal::read_nearest(text),
        Way::Exact => {
            let low: Bits = decimal::read_down(text)?;
            if low == decimal::read_up::<Bits>(text)? {
                Ok(low)
            } else {
                Err(Error::InvalidNumber)
            }
        }
    }
}

/// An `int` that is no `bool`: its value, or `Err(negative)` where it does not fit.
pub fn int(value: &Any<'_>) -> PyResult<Option<Result<i128, bool>>> {
    if value.is_instance_of::<PyBool>() || !value.is_instance_of::<PyInt>() {
        return Ok(None);
    }
    let py = value.py();
    if value.is_exact_instance_of::<PyInt>() {
        if let Ok(small) = value.extract::<i64>() {
            return Ok(Some(Ok(i128::from(small))));
        }
    }
    let class = py.get_type::<PyInt>();
    let length: u64 = class.call_method1("bit_length", (value,))?.extract()?;
    if length <= 128 {
        if let Ok(whole) = class.call_method1("__index__", (value,))?.extract() {
            return Ok(Some(Ok(whole)));
        }
    }
    let negative = class.call_method1("__lt__", (value, 0))?.is_truthy()?;
    Ok(Some(Err(negative)))
}

/// The text of a `Decimal`, as its own class writes it.
pub fn decimal_text(value: &Any<'_>) -> PyResult<Option<String>> {
    let class = decimal_class(value.py())?;
    if !value.get_type().is_subclass(class)? {
        return Ok(None);
    }
    Ok(Some(class.call_method1("__str__", (value,))?.extract()?))
}

/// `decimal.Decimal`.
pub fn decimal_class(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CLASS.import(py, "decimal", "Decimal")
}

/// An `int` in the range of `T`; `error` says what one out of it is.
pub fn count<T: TryFrom<i128>>(value: &Any<'_>, what: &str, error: Error) -> PyResult<T> {
    match int(value)? {
        Some(whole) => whole
            .ok()
            .and_then(|whole| T::try_from(whole).ok())
            .ok_or_else(|| about(what)(error)),
        None => Err(wrong_type(value, "int", what, "")),
    }
}

/// A `list` or `tuple` of instances of one of the package's classes.
pub fn many<T>(value: &Any<'_>, what: &str) -> PyResult<Vec<T>>
where
    T: PyClass<Frozen = True> + Clone + Sync,
{
    items(value, what, one)
}

/// Two numbers, in a `list` or `tuple`.
pub fn pair(value: &Any<'_>, way: Way, what: &str) -> PyResult<[Bits; 2]> {
    let both = items(value, what, |item, what| number(item, way, what))?;
    exactly(both, what)
}

/// Two numbers, each read as by [`down`].
pub fn pair_down(value: &Any<'_>, what: &str) -> PyResult<[Bits; 2]> {
    pair(value, Way::Down, what)
}

/// Two numbers, each read as by [`up`].
pub fn pair_up(value: &Any<'_>, what: &str) -> PyResult<[Bits; 2]> {
    pair(value, Way::Up, what)
}

/// Two numbers, each read as by [`nearest`].
pub fn pair_nearest(value: &Any<'_>, what: &str) -> PyResult<[Bits; 2]> {
    pair(value, Way::Nearest, what)
}

/// As many items as there must be.
pub fn exactly<T, const K: usize>(items: Vec<T>, what: &str) -> PyResult<[T; K]> {
    <[T; K]>::try_from(items).map_err(|items| {
        PyValueError::new_err(format!("{what}: expected {K}, got {}", items.len()))
    })
}

/// A list of numbers, each in the stated direction.
pub fn numbers(value: &Any<'_>, way: Way, what: &str) -> PyResult<Vec<Bits>> {
    items(value, what, |item, what| number(item, way, what))
}

/// An `int` that is not negative and fits: a place in a list, a time in seconds.
pub fn place<T: TryFrom<u128>>(value: &Any<'_>, what: &str) -> PyResult<T> {
    T::try_from(units(value, what)?).map_err(|_| about(what)(Error::Overflow))
}

/// An instance of one of the package's classes.
pub fn one<T>(value: &Any<'_>, what: &str) -> PyResult<T>
where
    T: PyClass<Frozen = True> + Clone + Sync,
{
    match value.cast::<T>() {
        Ok(value) => Ok(value.get().clone()),
        Err(_) => {
            let class = value.py().get_type::<T>().name()?;
            Err(wrong_type(value, class.to_str()?, what, ""))
        }
    }
}

/// A `list` or `tuple`, each item read; an error says which.
pub fn items<'py, T>(
    value: &Any<'py>,
    what: &str,
    read: impl Fn(&Any<'py>, &str) -> PyResult<T>,
) -> PyResult<Vec<T>> {
    // The name of a place is made where it is needed: reading again gives the same error.
    let at = |(place, item): (usize, Any<'py>)| {
        read(&item, what).or_else(|_| read(&item, &format!("{what}[{place}]")))
    };
    if let Ok(list) = value.cast::<PyList>() {
        list.iter().enumerate().map(at).collect()
    } else if let Ok(tuple) = value.cast::<PyTuple>() {
        tuple.iter().enumerate().map(at).collect()
    } else {
        Err(wrong_type(value, "list or tuple", what, ""))
    }
}

/// One for each level: initial, maintenance, equity.
pub fn three<T>(items: Vec<T>, what: &str) -> PyResult<[T; 3]> {
    <[T; 3]>::try_from(items).map_err(|items| {
        PyValueError::new_err(format!(
            "{what}: expected 3 (initial, maintenance, equity), got {}",
            items.len()
        ))
    })
}

/// `what: expected ..., not ...`.
pub fn wrong_type(value: &Any<'_>, expected: &str, what: &str, hint: &str) -> PyErr {
    let found = value.get_type().name();
    let found = found.as_ref().ok().and_then(|name| name.to_str().ok());
    let found = found.unwrap_or("that");
    PyTypeError::new_err(format!("{what}: expected {expected}, not {found}{hint}"))
}

/// A contract's unsigned integer of 128 bits: base units, shares, lots.
pub fn units(value: &Any<'_>, what: &str) -> PyResult<u128> {
    match int(value)? {
        Some(Ok(whole)) => u128::try_from(whole).map_err(|_| about(what)(Error::InvalidQuantity)),
        Some(Err(true)) => Err(about(what)(Error::InvalidQuantity)),
        // Between 2^127 and 2^128 it fits only without a sign.
        Some(Err(false)) => {
            let class = value.py().get_type::<PyInt>();
            let whole = class.call_method1("__index__", (value,))?;
            whole.extract().map_err(|_| about(what)(Error::Overflow))
        }
        None => Err(wrong_type(value, "int", what, "")),
    }
}
