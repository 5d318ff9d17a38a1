//! The two numbers that tables are measured on, and how columns of them are read and written.

use super::decimal::{write, Scale, PRECISION, SCALE};
use super::fault::{in_row, trouble};
use super::place::{named, no_nulls};
use super::source::Column;
use crate::error::shown;
use crate::read::{rounded, Way};
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Decimal128Type, Decimal32Type, Decimal64Type, Float32Type, Float64Type,
    Int16Type, Int32Type, Int64Type, Int8Type, UInt16Type, UInt32Type, UInt64Type, UInt8Type,
};
use arrow_array::{ArrayRef, Decimal128Array, FixedSizeBinaryArray, Float64Array};
use arrow_buffer::{ArrowNativeType, Buffer, NullBuffer, ScalarBuffer};
use arrow_schema::DataType;
use bytemuck::Pod;
use plimsoll::{Error, Fixed};
use plimsoll_book::columns;
use pyo3::{PyErr, PyResult};
use std::sync::Arc;

/// How numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Sixteen bytes, the little-endian bits of the number.
    Bits,
    /// Decimals of 15 places, or floats: what the lane is.
    Plain,
}

/// A number that tables are measured on.
pub trait Lane: columns::Lane + Pod {
    /// The same memory as Arrow knows it.
    type Native: ArrowNativeType + Pod;

    /// A column of numbers, each in a direction.
    fn read(column: &Column, way: Way) -> PyResult<ScalarBuffer<Self::Native>>;

    /// A column out, null where it says. Errors: the first row that has no such form.
    fn write(
        values: Vec<Self::Native>,
        nulls: Option<NullBuffer>,
        form: Form,
    ) -> Result<ArrayRef, usize>;
}

/// The same memory as numbers.
pub fn numbers<N: Lane>(values: &[N::Native]) -> &[N] {
    bytemuck::try_cast_slice(values).unwrap_or_default()
}

/// The same memory as numbers, to be written.
pub fn numbers_mut<N: Lane>(values: &mut [N::Native]) -> &mut [N] {
    bytemuck::try_cast_slice_mut(values).unwrap_or_default()
}

/// The form in which a column holds its numbers.
pub fn form(column: &Column) -> Form {
    match column.kind {
        DataType::FixedSizeBinary(_) => Form::Bits,
        _ => Form::Plain,
    }
}

const EXACT: &str =
    "decimal128, fixed_size_binary[16] (the bits), an integer, a decimal as text, or (n, 2) \
                     uint64 words";

impl Lane for Fixed {
    type Native = i128;

    fn read(column: &Column, way: Way) -> PyResult<ScalarBuffer<i128>> {
        no_nulls(column)?;
        if let ([chunk], DataType::FixedSizeBinary(16)) = (column.chunks.as_slice(), &column.kind) {
            let bytes = chunk.as_fixed_size_binary().values();
            if bytes.as_ptr().align_offset(align_of::<i128>()) == 0 {
                return Ok(ScalarBuffer::new(bytes.clone(), 0, column.rows));
            }
        }
        let mut bits = Vec::with_capacity(column.rows);
        for (start, chunk) in column.parts() {
            match chunk.data_type() {
                DataType::FixedSizeBinary(16) => {
                    let rows = chunk.as_fixed_size_binary().value_data().chunks_exact(16);
                    let row = |row: &[u8]| i128::from_le_bytes(row.try_into().unwrap_or_default());
                    bits.extend(rows.map(row));
                }
                DataType::Decimal128(_, scale) => {
                    decimals::<Decimal128Type>(column, start, chunk, *scale, way, &mut bits)?;
                }
                DataType::Decimal64(_, scale) => {
                    decimals::<Decimal64Type>(column, start, chunk, *scale, way, &mut bits)?;
                }
                DataType::Decimal32(_, scale) => {
                    decimals::<Decimal32Type>(column, start, chunk, *scale, way, &mut bits)?;
                }
                DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
                    named(chunk, column, &mut |row, text| {
                        let value = rounded(text, way).map_err(|error| {
                            let row = start.saturating_add(row);
                            shown(&format!("{}: row {row}", column.what), error, text)
                        })?;
                        bits.push(value.to_bits());
                        Ok(())
                    })?;
                }
                DataType::Float16 | DataType::Float32 | DataType::Float64 => {
                    let problem = format!(
                        "expected {EXACT}, not {}: a float is for lane=\"float64\"",
                        column.kind
                    );
                    return Err(trouble(&column.what, &problem));
                }
                _ => integers(column, chunk, EXACT, &mut |value| {
                    bits.push(value.wrapping_shl(48));
                })?,
            }
        }
        Ok(bits.into())
    }

    fn write(
        mut values: Vec<i128>,
        nulls: Option<NullBuffer>,
        form: Form,
    ) -> Result<ArrayRef, usize> {
        match form {
            Form::Bits => {
                let array = FixedSizeBinaryArray::try_new(16, Buffer::from_vec(values), nulls);
                array.map_or(Err(0), |array| Ok(Arc::new(array) as ArrayRef))
            }
            Form::Plain => {
                for (row, value) in values.iter_mut().enumerate() {
                    *value = write(*value).ok_or(row)?;
                }
                let array = Decimal128Array::new(values.into(), nulls)
                    .with_precision_and_scale(PRECISION, SCALE);
                array.map_or(Err(0), |array| Ok(Arc::new(array) as ArrayRef))
            }
        }
    }
}

impl Lane for f64 {
    type Native = f64;

    fn read(column: &Column, _: Way) -> PyResult<ScalarBuffer<f64>> {
        no_nulls(column)?;
        if let ([chunk], DataType::Float64) = (column.chunks.as_slice(), &column.kind) {
            return Ok(chunk.as_primitive::<Float64Type>().values().clone());
        }
        let mut values = Vec::with_capacity(column.rows);
        for (_, chunk) in column.parts() {
            let scaled = |scale: i8| 10f64.powi(i32::from(scale));
            match chunk.data_type() {
                DataType::Float64 => {
                    values.extend_from_slice(chunk.as_primitive::<Float64Type>().values())
                }
                DataType::Float32 => {
                    let floats = chunk.as_primitive::<Float32Type>().values().iter();
                    values.extend(floats.map(|value| f64::from(*value)));
                }
                DataType::Decimal128(_, scale) => {
                    let (decimals, power) =
                        (chunk.as_primitive::<Decimal128Type>(), scaled(*scale));
                    values.extend(decimals.values().iter().map(|value| *value as f64 / power));
                }
                DataType::Decimal64(_, scale) => {
                    let (decimals, power) = (chunk.as_primitive::<Decimal64Type>(), scaled(*scale));
                    values.extend(decimals.values().iter().map(|value| *value as f64 / power));
                }
                DataType::Decimal32(_, scale) => {
                    let (decimals, power) = (chunk.as_primitive::<Decimal32Type>(), scaled(*scale));
                    values.extend(
                        decimals
                            .values()
                            .iter()
                            .map(|value| f64::from(*value) / power),
                    );
                }
                _ => {
                    let expected = "float64, float32, an integer or decimal128";
                    integers(column, chunk, expected, &mut |value| {
                        values.push(value as f64)
                    })?;
                }
            }
        }
        Ok(values.into())
    }

    fn write(values: Vec<f64>, nulls: Option<NullBuffer>, _: Form) -> Result<ArrayRef, usize> {
        Ok(Arc::new(Float64Array::new(values.into(), nulls)))
    }
}

fn decimals<P>(
    column: &Column,
    start: usize,
    chunk: &ArrayRef,
    scale: i8,
    way: Way,
    bits: &mut Vec<i128>,
) -> PyResult<()>
where
    P: ArrowPrimitiveType,
    P::Native: Into<i128>,
{
    let at = |row: usize| start.saturating_add(row);
    let scale = Scale::new(scale, way);
    let scale = scale.map_err(|error| in_row(&column.what, start, error))?;
    for (row, value) in chunk.as_primitive::<P>().values().iter().enumerate() {
        let value = scale.read((*value).into());
        bits.push(value.map_err(|error| in_row(&column.what, at(row), error))?);
    }
    Ok(())
}

/// Calls `each` with every row's whole number.
fn integers(
    column: &Column,
    chunk: &ArrayRef,
    expected: &str,
    each: &mut dyn FnMut(i128),
) -> PyResult<()> {
    fn all<P>(chunk: &ArrayRef, each: &mut dyn FnMut(i128))
    where
        P: ArrowPrimitiveType,
        P::Native: Into<i128>,
    {
        let values = chunk.as_primitive::<P>().values().iter();
        values.for_each(|value| each((*value).into()));
    }
    match chunk.data_type() {
        DataType::Int8 => all::<Int8Type>(chunk, each),
        DataType::Int16 => all::<Int16Type>(chunk, each),
        DataType::Int32 => all::<Int32Type>(chunk, each),
        DataType::Int64 => all::<Int64Type>(chunk, each),
        DataType::UInt8 => all::<UInt8Type>(chunk, each),
        DataType::UInt16 => all::<UInt16Type>(chunk, each),
        DataType::UInt32 => all::<UInt32Type>(chunk, each),
        DataType::UInt64 => all::<UInt64Type>(chunk, each),
        kind => {
            return Err(trouble(
                &column.what,
                &format!("expected {expected}, not {kind}"),
            ))
        }
    }
    Ok(())
}

/// A column of numbers out.
pub fn written<N: Lane>(values: Vec<N>, form: Form, name: &str) -> PyResult<ArrayRef> {
    let values = bytemuck::allocation::try_cast_vec(values).unwrap_or_default();
    let column = N::write(values, None, form);
    column.map_err(|row| too_large(&format!("{name}: row {row}")))
}

/// A column of numbers out, null where there is none.
pub fn written_some<N: Lane>(values: Vec<Option<N>>, form: Form, name: &str) -> PyResult<ArrayRef> {
    let nulls: NullBuffer = values.iter().map(Option::is_some).collect();
    let values: Vec<N> = values.into_iter().map(Option::unwrap_or_default).collect();
    let values = bytemuck::allocation::try_cast_vec(values).unwrap_or_default();
    let column = N::write(values, Some(nulls), form);
    column.map_err(|row| too_large(&format!("{name}: row {row}")))
}

/// The error of a number that its form does not hold.
pub fn too_large(what: &str) -> PyErr {
    let problem = format!("{what}: beyond decimal128(38, 15); columns of bits hold it");
    let error = crate::error::about(&problem);
    error(Error::Overflow)
}
