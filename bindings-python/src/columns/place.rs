//! The column of markets as places: by name, or places already.

use super::fault::{in_row, null, trouble};
use super::source::Column;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Int16Type, Int32Type, Int64Type, Int8Type, UInt16Type, UInt32Type,
    UInt64Type, UInt8Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_buffer::ScalarBuffer;
use arrow_schema::DataType;
use plimsoll::Error;
use pyo3::PyResult;

/// The place of each row's market; `place` knows them by name. Places that no market has are left for the
/// core to refuse.
pub fn places(column: &Column, place: &dyn Fn(&str) -> Option<u32>) -> PyResult<ScalarBuffer<u32>> {
    no_nulls(column)?;
    if let ([chunk], DataType::UInt32) = (column.chunks.as_slice(), &column.kind) {
        return Ok(chunk.as_primitive::<UInt32Type>().values().clone());
    }
    if let ([chunk], DataType::Int32) = (column.chunks.as_slice(), &column.kind) {
        // The same bits without a sign: a place below zero is one beyond every market.
        let signed = chunk.as_primitive::<Int32Type>().values().inner().clone();
        return Ok(ScalarBuffer::new(signed, 0, column.rows));
    }
    let mut places = Vec::with_capacity(column.rows);
    for (start, chunk) in column.parts() {
        read(column, start, chunk, place, &mut places)?;
    }
    Ok(places.into())
}

/// An error in the first row that is null.
pub fn no_nulls(column: &Column) -> PyResult<()> {
    for (start, chunk) in column.parts() {
        let Some(nulls) = chunk.logical_nulls().filter(|nulls| nulls.null_count() > 0) else {
            continue;
        };
        let first = nulls.iter().position(|valid| !valid).unwrap_or_default();
        return Err(null(&column.what, start.saturating_add(first)));
    }
    Ok(())
}

fn read(
    column: &Column,
    start: usize,
    chunk: &ArrayRef,
    place: &dyn Fn(&str) -> Option<u32>,
    places: &mut Vec<u32>,
) -> PyResult<()> {
    let unknown = |row: usize, name: &str| {
        let row = start.saturating_add(row);
        crate::error::shown(
            &format!("{}: row {row}", column.what),
            Error::UnknownMarket,
            name,
        )
    };
    if let Some(dictionary) = chunk.as_any_dictionary_opt() {
        let mut values = Vec::with_capacity(dictionary.values().len());
        named(dictionary.values(), column, &mut |_, name| {
            values.push(place(name));
            Ok(())
        })?;
        for (row, key) in dictionary.normalized_keys().into_iter().enumerate() {
            match values.get(key).copied().flatten() {
                Some(place) => places.push(place),
                None => {
                    let mut name = String::new();
                    let one = dictionary.values().slice(key, 1);
                    named(&one, column, &mut |_, text| {
                        name = text.to_owned();
                        Ok(())
                    })?;
                    return Err(unknown(row, &name));
                }
            }
        }
        return Ok(());
    }
    match chunk.data_type() {
        DataType::Int8 => whole::<Int8Type>(column, start, chunk, places),
        DataType::Int16 => whole::<Int16Type>(column, start, chunk, places),
        DataType::Int32 => whole::<Int32Type>(column, start, chunk, places),
        DataType::Int64 => whole::<Int64Type>(column, start, chunk, places),
        DataType::UInt8 => whole::<UInt8Type>(column, start, chunk, places),
        DataType::UInt16 => whole::<UInt16Type>(column, start, chunk, places),
        DataType::UInt32 => whole::<UInt32Type>(column, start, chunk, places),
        DataType::UInt64 => whole::<UInt64Type>(column, start, chunk, places),
        _ => {
            // A table is sorted by account, so its names repeat in short runs only.
            let mut last: Option<(String, u32)> = None;
            named(chunk, column, &mut |row, name| {
                if let Some((_, place)) = last.as_ref().filter(|(known, _)| known == name) {
                    places.push(*place);
                    return Ok(());
                }
                let found = place(name).ok_or_else(|| unknown(row, name))?;
                last = Some((name.to_owned(), found));
                places.push(found);
                Ok(())
            })
        }
    }
}

fn whole<P>(column: &Column, start: usize, chunk: &ArrayRef, places: &mut Vec<u32>) -> PyResult<()>
where
    P: ArrowPrimitiveType,
    u32: TryFrom<P::Native>,
{
    for (row, place) in chunk.as_primitive::<P>().values().iter().enumerate() {
        let place = u32::try_from(*place);
        let row = start.saturating_add(row);
        places.push(place.map_err(|_| in_row(&column.what, row, Error::UnknownMarket))?);
    }
    Ok(())
}

/// Calls `each` with every row's text.
pub fn named<'a>(
    chunk: &'a dyn Array,
    column: &Column,
    each: &mut dyn FnMut(usize, &'a str) -> PyResult<()>,
) -> PyResult<()> {
    let text = |text: Option<&'a str>| text.unwrap_or_default();
    match chunk.data_type() {
        DataType::Utf8 => {
            let mut rows = chunk.as_string::<i32>().iter().enumerate();
            rows.try_for_each(|(row, value)| each(row, text(value)))
        }
        DataType::LargeUtf8 => {
            let mut rows = chunk.as_string::<i64>().iter().enumerate();
            rows.try_for_each(|(row, value)| each(row, text(value)))
        }
        DataType::Utf8View => {
            let mut rows = chunk.as_string_view().iter().enumerate();
            rows.try_for_each(|(row, value)| each(row, text(value)))
        }
        kind => Err(trouble(
            &column.what,
            &format!(
                "expected names (text or a dictionary of it) or places (integers), not {kind}"
            ),
        )),
    }
}
