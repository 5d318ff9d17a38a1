//! A table for a person: its first and last rows.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Decimal128Type, Float64Type, Int16Type, Int32Type, Int64Type, Int8Type, UInt16Type, UInt32Type,
    UInt64Type, UInt8Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use plimsoll::number::decimal::write;
use plimsoll::Fixed;

/// The most rows that are shown.
const ROWS: usize = 10;

/// Columns under their names, numbers to the right.
pub fn show(batch: &RecordBatch) -> String {
    let rows = batch.num_rows();
    let half = ROWS / 2;
    let shown: Vec<Option<usize>> = match rows > ROWS {
        false => (0..rows).map(Some).collect(),
        true => {
            let last = rows.saturating_sub(half)..rows;
            (0..half)
                .map(Some)
                .chain([None])
                .chain(last.map(Some))
                .collect()
        }
    };
    let schema = batch.schema();
    let mut lines = vec![String::new(); shown.len().saturating_add(1)];
    for (field, column) in schema.fields().iter().zip(batch.columns()) {
        let cells = shown
            .iter()
            .map(|row| row.map_or("...".to_owned(), |row| cell(column, row)));
        let cells: Vec<String> = std::iter::once(field.name().clone()).chain(cells).collect();
        let width = cells
            .iter()
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default();
        for (line, cell) in lines.iter_mut().zip(&cells) {
            if !line.is_empty() {
                line.push_str("  ");
            }
            line.push_str(&format!("{cell:>width$}"));
        }
    }
    lines.push(format!("[{rows} rows]"));
    lines.join("\n")
}

fn cell(column: &ArrayRef, row: usize) -> String {
    if column.is_null(row) || row >= column.len() {
        return "null".to_owned();
    }
    if let Some(dictionary) = column.as_any_dictionary_opt() {
        let key = dictionary
            .normalized_keys()
            .get(row)
            .copied()
            .unwrap_or_default();
        return cell(dictionary.values(), key);
    }
    match column.data_type() {
        DataType::Int8 => column.as_primitive::<Int8Type>().value(row).to_string(),
        DataType::Int16 => column.as_primitive::<Int16Type>().value(row).to_string(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).to_string(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::UInt8 => column.as_primitive::<UInt8Type>().value(row).to_string(),
        DataType::UInt16 => column.as_primitive::<UInt16Type>().value(row).to_string(),
        DataType::UInt32 => column.as_primitive::<UInt32Type>().value(row).to_string(),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).to_string(),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).to_string(),
        DataType::Decimal128(_, _) => {
            let text = column.as_primitive::<Decimal128Type>().value_as_string(row);
            match text.contains('.') {
                true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
                false => text,
            }
        }
        DataType::FixedSizeBinary(16) => {
            let bytes = column.as_fixed_size_binary().value(row);
            let bits = i128::from_le_bytes(bytes.try_into().unwrap_or_default());
            write(&Fixed::from_bits(bits)).to_string()
        }
        DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).to_owned(),
        DataType::Utf8View => column.as_string_view().value(row).to_owned(),
        _ => "?".to_owned(),
    }
}
