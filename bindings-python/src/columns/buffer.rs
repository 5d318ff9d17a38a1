//! NumPy arrays, and whatever else has the buffer protocol, as Arrow arrays on the same memory.

use super::fault::trouble;
use crate::read::Any;
use arrow_array::types::{
    ArrowPrimitiveType, Float32Type, Float64Type, Int16Type, Int32Type, Int64Type, Int8Type,
    UInt16Type, UInt32Type, UInt64Type, UInt8Type,
};
use arrow_array::{ArrayRef, FixedSizeBinaryArray, PrimitiveArray, StringArray};
use arrow_buffer::{Buffer, ScalarBuffer};
use pyo3::buffer::{Element, ElementType, PyBuffer, PyUntypedBuffer};
use pyo3::prelude::*;
use std::panic::AssertUnwindSafe;
use std::ptr::NonNull;
use std::sync::Arc;

/// The array of an object with the buffer protocol: one dimension of numbers or of text, or two of 64-bit
/// words, two a row, which are the bits of a number. Nothing where it has none.
pub fn array(object: &Any<'_>, what: &str) -> PyResult<Option<ArrayRef>> {
    let Ok(buffer) = PyUntypedBuffer::get(object) else {
        return Ok(None);
    };
    let kind = ElementType::from_format(buffer.format());
    use ElementType::{Float, SignedInteger, UnsignedInteger};
    let array = match (buffer.shape(), kind) {
        ([_, 2], UnsignedInteger { bytes: 8 }) => words(object, what)?,
        ([_], SignedInteger { bytes: 1 }) => numbers::<Int8Type>(object)?,
        ([_], SignedInteger { bytes: 2 }) => numbers::<Int16Type>(object)?,
        ([_], SignedInteger { bytes: 4 }) => numbers::<Int32Type>(object)?,
        ([_], SignedInteger { bytes: 8 }) => numbers::<Int64Type>(object)?,
        ([_], UnsignedInteger { bytes: 1 }) => numbers::<UInt8Type>(object)?,
        ([_], UnsignedInteger { bytes: 2 }) => numbers::<UInt16Type>(object)?,
        ([_], UnsignedInteger { bytes: 4 }) => numbers::<UInt32Type>(object)?,
        ([_], UnsignedInteger { bytes: 8 }) => numbers::<UInt64Type>(object)?,
        ([_], Float { bytes: 4 }) => numbers::<Float32Type>(object)?,
        ([_], Float { bytes: 8 }) => numbers::<Float64Type>(object)?,
        ([rows], _) if is_text(&buffer) => text(object, &buffer, *rows, what)?,
        (shape, _) => {
            let problem = format!(
                "an array of shape {shape:?} and format {:?} is no column: one dimension of numbers or \
                 text, or (n, 2) words of 64 bits",
                buffer.format().to_string_lossy()
            );
            return Err(trouble(what, &problem));
        }
    };
    Ok(Some(array))
}

fn numbers<P>(object: &Any<'_>) -> PyResult<ArrayRef>
where
    P: ArrowPrimitiveType,
    P::Native: Element,
{
    let buffer = PyBuffer::<P::Native>::get(object)?;
    let count = buffer.item_count();
    let values = ScalarBuffer::new(values(object.py(), buffer)?, 0, count);
    Ok(Arc::new(PrimitiveArray::<P>::new(values, None)))
}

/// Rows of two words, the low one first.
fn words(object: &Any<'_>, what: &str) -> PyResult<ArrayRef> {
    let buffer = PyBuffer::<u64>::get(object)?;
    let array = FixedSizeBinaryArray::try_new(16, values(object.py(), buffer)?, None);
    let array = array.map_err(|error| trouble(what, &error.to_string()))?;
    Ok(Arc::new(array))
}

/// The memory itself where it is contiguous, else a copy.
fn values<T>(py: Python<'_>, buffer: PyBuffer<T>) -> PyResult<Buffer>
where
    T: Element + arrow_buffer::ArrowNativeType,
{
    let (bytes, pointer) = (buffer.len_bytes(), NonNull::new(buffer.buf_ptr().cast()));
    match pointer.filter(|_| buffer.is_c_contiguous() && bytes > 0) {
        None => Ok(Buffer::from_vec(buffer.to_vec(py)?)),
        Some(pointer) => {
            let owner = Arc::new(AssertUnwindSafe(buffer));
            // SAFETY: the exporter keeps `bytes` bytes from here readable until the owner is dropped. Who
            // writes to them meanwhile gets a result of the one value or the other: nothing that is read
            // here is trusted to be in any range.
            Ok(unsafe { Buffer::from_custom_allocation(pointer, bytes, owner) })
        }
    }
}

/// Whether items are text of a fixed width, `U12`: UCS4 padded with zeros.
fn is_text(buffer: &PyUntypedBuffer) -> bool {
    let format = buffer.format().to_bytes();
    format.ends_with(b"w") && buffer.item_size() % 4 == 0
}

fn text(object: &Any<'_>, buffer: &PyUntypedBuffer, rows: usize, what: &str) -> PyResult<ArrayRef> {
    let width = buffer.item_size();
    let bytes: Vec<u8> = object.call_method0("tobytes")?.extract()?;
    let swapped = buffer.format().to_bytes().starts_with(b">");
    if bytes.len() != rows.saturating_mul(width) || swapped {
        return Err(trouble(what, "its text is not in this machine's order"));
    }
    let mut texts = Vec::with_capacity(rows);
    for item in bytes.chunks_exact(width.max(1)) {
        let points = item.chunks_exact(4).map(|point| {
            let point = <[u8; 4]>::try_from(point).unwrap_or_default();
            u32::from_le_bytes(point)
        });
        let mut text: String = points
            .map(|point| char::from_u32(point).unwrap_or('\u{fffd}'))
            .collect();
        text.truncate(text.trim_end_matches('\0').len());
        texts.push(text);
    }
    if width == 0 {
        texts.resize(rows, String::new());
    }
    Ok(Arc::new(StringArray::from(texts)))
}
