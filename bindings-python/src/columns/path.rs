//! A path of prices as columns.

use super::fault::{in_row, trouble};
use super::lane::Lane;
use super::place::no_nulls;
use super::source::Column;
use crate::read::Way;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowTimestampType, Float64Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType,
};
use arrow_array::{ArrayRef, Int64Array, PrimitiveArray};
use arrow_schema::{DataType, TimeUnit};
use plimsoll::{Error, Fixed};
use pyo3::PyResult;
use std::sync::Arc;

/// Times as integers, and the type that they came in.
pub fn times(column: &Column) -> PyResult<(Vec<i64>, DataType)> {
    fn all<P: ArrowTimestampType>(chunk: &ArrayRef) -> &[i64] {
        chunk.as_primitive::<P>().values()
    }
    no_nulls(column)?;
    let mut times = Vec::with_capacity(column.rows);
    for (_, chunk) in column.parts() {
        let chunk: &[i64] = match &column.kind {
            DataType::Int64 => chunk.as_primitive::<Int64Type>().values(),
            DataType::Timestamp(TimeUnit::Second, _) => all::<TimestampSecondType>(chunk),
            DataType::Timestamp(TimeUnit::Millisecond, _) => all::<TimestampMillisecondType>(chunk),
            DataType::Timestamp(TimeUnit::Microsecond, _) => all::<TimestampMicrosecondType>(chunk),
            DataType::Timestamp(TimeUnit::Nanosecond, _) => all::<TimestampNanosecondType>(chunk),
            kind => {
                let problem = format!("expected int64 or timestamps, not {kind}");
                return Err(trouble(&column.what, &problem));
            }
        };
        times.extend_from_slice(chunk);
    }
    Ok((times, column.kind.clone()))
}

/// Times in the type that they came in.
pub fn timed(times: &[i64], kind: &DataType) -> ArrayRef {
    fn all<P: ArrowTimestampType>(times: &[i64], kind: &DataType) -> ArrayRef {
        let zone = match kind {
            DataType::Timestamp(_, zone) => zone.clone(),
            _ => None,
        };
        let array = PrimitiveArray::<P>::from_iter_values(times.iter().copied());
        Arc::new(array.with_timezone_opt(zone))
    }
    match kind {
        DataType::Timestamp(TimeUnit::Second, _) => all::<TimestampSecondType>(times, kind),
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            all::<TimestampMillisecondType>(times, kind)
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            all::<TimestampMicrosecondType>(times, kind)
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => all::<TimestampNanosecondType>(times, kind),
        _ => Arc::new(Int64Array::from_iter_values(times.iter().copied())),
    }
}

/// Prices to the nearest number; a float is one here, because a price path is an assumption and no balance.
pub fn midpoints(column: &Column) -> PyResult<Vec<Fixed>> {
    if column.kind != DataType::Float64 {
        let bits = Fixed::read(column, Way::Nearest)?;
        return Ok(bits.iter().map(|bits| Fixed::from_bits(*bits)).collect());
    }
    no_nulls(column)?;
    let mut prices = Vec::with_capacity(column.rows);
    for (start, chunk) in column.parts() {
        for (row, price) in chunk
            .as_primitive::<Float64Type>()
            .values()
            .iter()
            .enumerate()
        {
            let row = start.saturating_add(row);
            let error = match price.is_finite() {
                true => Error::Overflow,
                false => Error::InvalidNumber,
            };
            let price = Fixed::checked_from_num(*price).filter(|_| price.is_finite());
            prices.push(price.ok_or_else(|| in_row(&column.what, row, error))?);
        }
    }
    Ok(prices)
}
