//! A table as text that holds every digit: CSV, and JSON with one object a line.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Decimal128Type, Float64Type, Int16Type, Int32Type, Int64Type, Int8Type,
    UInt16Type, UInt32Type, UInt64Type, UInt8Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use plimsoll::number::decimal::write;
use plimsoll::Fixed;
use std::fmt::Display;

/// How one cell of a column is appended.
type Cell<'a> = Box<dyn Fn(usize, &mut String) + 'a>;
/// How a text is appended.
type Quote = fn(&str, &mut String);

/// A line for each row, and one with the names before them where they are asked for. A null is empty.
pub fn csv(batch: &RecordBatch, header: bool) -> Result<String, String> {
    let schema = batch.schema();
    let columns = batch.columns().iter();
    let cells: Vec<Cell<'_>> = columns
        .map(|column| cell(column, comma, plain, ""))
        .collect::<Result<_, _>>()?;
    let mut out = String::new();
    let mut line = |put: &dyn Fn(usize, &mut String)| {
        for place in 0..cells.len() {
            if place > 0 {
                out.push(',');
            }
            put(place, &mut out);
        }
        out.push('\n');
    };
    if header {
        line(&|place, out| {
            if let Some(field) = schema.fields().get(place) {
                comma(field.name(), out);
            }
        });
    }
    for row in 0..batch.num_rows() {
        line(&|place, out| {
            if let Some(cell) = cells.get(place) {
                cell(row, out);
            }
        });
    }
    Ok(out)
}

/// An object for each row, its decimals as texts.
pub fn json(batch: &RecordBatch) -> Result<String, String> {
    let schema = batch.schema();
    let mut cells: Vec<(String, Cell<'_>)> = Vec::new();
    for (field, column) in schema.fields().iter().zip(batch.columns()) {
        let mut name = String::from(if cells.is_empty() { "{" } else { ", " });
        escaped(field.name(), &mut name);
        name.push_str(": ");
        cells.push((name, cell(column, escaped, quoted, "null")?));
    }
    let mut out = String::new();
    for row in 0..batch.num_rows() {
        for (name, cell) in &cells {
            out.push_str(name);
            cell(row, &mut out);
        }
        out.push_str("}\n");
    }
    Ok(out)
}

/// What appends a column's cells, with its texts and its decimals each in their quotes. Errors: the name of a
/// type that no result has.
fn cell<'a>(
    column: &'a ArrayRef,
    text: Quote,
    decimal: Quote,
    null: &'a str,
) -> Result<Cell<'a>, String> {
    let value = value(column, text, decimal)?;
    if column.null_count() == 0 {
        return Ok(value);
    }
    Ok(Box::new(move |row, out| match column.is_null(row) {
        true => out.push_str(null),
        false => value(row, out),
    }))
}

fn value<'a>(column: &'a ArrayRef, text: Quote, decimal: Quote) -> Result<Cell<'a>, String> {
    if let Some(dictionary) = column.as_any_dictionary_opt() {
        let keys = dictionary.normalized_keys();
        let value = value(dictionary.values(), text, decimal)?;
        return Ok(Box::new(move |row, out| {
            if let Some(key) = keys.get(row) {
                value(*key, out);
            }
        }));
    }
    Ok(match column.data_type() {
        DataType::Int8 => number::<Int8Type>(column),
        DataType::Int16 => number::<Int16Type>(column),
        DataType::Int32 => number::<Int32Type>(column),
        DataType::Int64 => number::<Int64Type>(column),
        DataType::UInt8 => number::<UInt8Type>(column),
        DataType::UInt16 => number::<UInt16Type>(column),
        DataType::UInt32 => number::<UInt32Type>(column),
        DataType::UInt64 => number::<UInt64Type>(column),
        DataType::Float64 => number::<Float64Type>(column),
        DataType::Decimal128(_, _) => {
            let column = column.as_primitive::<Decimal128Type>();
            Box::new(move |row, out| decimal(shortest(&column.value_as_string(row)), out))
        }
        DataType::FixedSizeBinary(16) => {
            let column = column.as_fixed_size_binary();
            Box::new(move |row, out| {
                let bits = i128::from_le_bytes(column.value(row).try_into().unwrap_or_default());
                decimal(write(&Fixed::from_bits(bits)).as_str(), out);
            })
        }
        DataType::Utf8 => {
            let column = column.as_string::<i32>();
            Box::new(move |row, out| text(column.value(row), out))
        }
        DataType::LargeUtf8 => {
            let column = column.as_string::<i64>();
            Box::new(move |row, out| text(column.value(row), out))
        }
        DataType::Utf8View => {
            let column = column.as_string_view();
            Box::new(move |row, out| text(column.value(row), out))
        }
        kind => return Err(kind.to_string()),
    })
}

fn number<P>(column: &ArrayRef) -> Cell<'_>
where
    P: ArrowPrimitiveType,
    P::Native: Display,
{
    let column = column.as_primitive::<P>();
    Box::new(move |row, out| out.push_str(&column.value(row).to_string()))
}

/// A decimal without the zeros that end it.
pub fn shortest(text: &str) -> &str {
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => text,
    }
}

fn plain(text: &str, out: &mut String) {
    out.push_str(text);
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    out.push_str(text);
    out.push('"');
}

/// A field of CSV, in quotes where it needs them (RFC 4180).
fn comma(text: &str, out: &mut String) {
    match text.contains([',', '"', '\n', '\r']) || text.trim() != text {
        true => quoted(&text.replace('"', "\"\""), out),
        false => out.push_str(text),
    }
}

/// A string of JSON.
fn escaped(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\u{0}'..='\u{1f}' | '\u{7f}' => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    out.push('"');
}
