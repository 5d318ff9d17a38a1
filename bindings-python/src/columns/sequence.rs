//! Lists and tuples as Arrow arrays.

use super::fault::trouble;
use crate::number::Fixed;
use crate::read::{decimal_text, int, wrong_type, Any};
use crate::text::plain;
use arrow_array::{ArrayRef, Float64Array, Int64Array, StringArray};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyList, PyString, PyTuple};
use std::sync::Arc;

/// One item, or nothing where it is `None`.
enum Item {
    Whole(i64),
    Float(f64),
    /// A text, or a number as its decimal.
    Text(String),
}

/// The array of a list or a tuple: of whole numbers; of texts, which decimals and `Fixed` are too; or of
/// floats. Nothing where it is none.
pub fn array(object: &Any<'_>, what: &str) -> PyResult<Option<ArrayRef>> {
    let items: Vec<Any<'_>> = match (object.cast::<PyList>(), object.cast::<PyTuple>()) {
        (Ok(list), _) => list.iter().collect(),
        (_, Ok(tuple)) => tuple.iter().collect(),
        _ => return Ok(None),
    };
    let read = |(row, value)| item(value, what, row);
    let items: Vec<Option<Item>> = items
        .iter()
        .enumerate()
        .map(read)
        .collect::<PyResult<_>>()?;
    let has = |kind: fn(&Item) -> bool| items.iter().flatten().position(kind);
    let float = has(|item| matches!(item, Item::Float(_)));
    let text = has(|item| matches!(item, Item::Text(_)));
    Ok(Some(match (float, text) {
        (None, None) => Arc::new(Int64Array::from_iter(items.into_iter().map(
            |item| match item? {
                Item::Whole(whole) => Some(whole),
                _ => None,
            },
        ))),
        (Some(_), None) => Arc::new(Float64Array::from_iter(items.into_iter().map(
            |item| match item? {
                Item::Float(float) => Some(float),
                Item::Whole(whole) => Some(whole as f64),
                Item::Text(_) => None,
            },
        ))),
        (None, Some(_)) => Arc::new(StringArray::from_iter(items.into_iter().map(
            |item| match item? {
                Item::Text(text) => Some(text),
                Item::Whole(whole) => Some(whole.to_string()),
                Item::Float(_) => None,
            },
        ))),
        (Some(_), Some(_)) => return Err(trouble(what, "floats and texts in one column")),
    }))
}

fn item(value: &Any<'_>, what: &str, row: usize) -> PyResult<Option<Item>> {
    if value.is_none() {
        return Ok(None);
    }
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(Some(Item::Text(text.to_string_lossy().into_owned())));
    }
    if let Some(whole) = int(value)? {
        let small = whole.ok().and_then(|whole| i64::try_from(whole).ok());
        return Ok(Some(match small {
            Some(small) => Item::Whole(small),
            None => Item::Text(value.str()?.to_string_lossy().into_owned()),
        }));
    }
    if let Ok(float) = value.cast::<PyFloat>() {
        return Ok(Some(Item::Float(float.value())));
    }
    if let Ok(fixed) = value.cast::<Fixed>() {
        return Ok(Some(Item::Text(Fixed::exact(&fixed.get().0))));
    }
    if let Some(decimal) = decimal_text(value)? {
        let text = plain(&decimal);
        return Ok(Some(Item::Text(text.unwrap_or(decimal))));
    }
    let expected = "int, str, Decimal, Fixed or float";
    Err(wrong_type(
        value,
        expected,
        &format!("{what}: row {row}"),
        "",
    ))
}
