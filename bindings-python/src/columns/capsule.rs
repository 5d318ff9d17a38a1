//! The Arrow PyCapsule protocol: arrays, streams and schemas in and out.

use crate::columns::fault::trouble;
use crate::read::Any;
use arrow_array::ffi::{from_ffi, FFI_ArrowArray, FFI_ArrowSchema};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{make_array, Array, ArrayRef, RecordBatch, RecordBatchIterator, StructArray};
use arrow_schema::Schema;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use std::ffi::CStr;
use std::sync::Arc;

const ARRAY: &CStr = c"arrow_array";
const SCHEMA: &CStr = c"arrow_schema";
const STREAM: &CStr = c"arrow_array_stream";

/// The stream of an object with `__arrow_c_stream__`; nothing where it has none.
pub fn stream(object: &Any<'_>, what: &str) -> PyResult<Option<FFI_ArrowArrayStream>> {
    // As Python looks a special method up: in the class.
    let Some(method) = object.get_type().getattr_opt("__arrow_c_stream__")? else {
        return Ok(None);
    };
    let capsule = method.call1((object,))?.cast_into::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(STREAM))?;
    // SAFETY: a capsule of this name holds this struct, by the protocol; it is moved out, which leaves a
    // released one behind.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.cast().as_ptr()) };
    match stream.release() {
        Some(_) => Ok(Some(stream)),
        None => Err(trouble(what, "its stream has been read already")),
    }
}

/// The array of an object with `__arrow_c_array__`; nothing where it has none.
pub fn array(object: &Any<'_>, what: &str) -> PyResult<Option<ArrayRef>> {
    let Some(method) = object.get_type().getattr_opt("__arrow_c_array__")? else {
        return Ok(None);
    };
    let pair = method.call1((object,))?.cast_into::<PyTuple>()?;
    let schema = pair.get_item(0)?.cast_into::<PyCapsule>()?;
    let array = pair.get_item(1)?.cast_into::<PyCapsule>()?;
    let schema = schema
        .pointer_checked(Some(SCHEMA))?
        .cast::<FFI_ArrowSchema>();
    let array = array.pointer_checked(Some(ARRAY))?.cast();
    // SAFETY: capsules of these names hold these structs, by the protocol. The array is moved out of its
    // capsule, and the schema is borrowed while its capsule lives.
    let data = unsafe { from_ffi(FFI_ArrowArray::from_raw(array.as_ptr()), schema.as_ref()) };
    let data = data.map_err(|error| trouble(what, &error.to_string()))?;
    Ok(Some(make_array(data)))
}

/// A capsule with a stream of these batches.
pub fn stream_out<'py>(
    py: Python<'py>,
    schema: Arc<Schema>,
    batches: Vec<RecordBatch>,
) -> PyResult<Bound<'py, PyCapsule>> {
    let reader = RecordBatchIterator::new(batches.into_iter().map(Ok), schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), STREAM)
}

/// Capsules with the schema and the columns of a batch.
pub fn array_out<'py>(
    py: Python<'py>,
    batch: &RecordBatch,
) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
    let columns = StructArray::from(batch.clone());
    let array = FFI_ArrowArray::new(&columns.to_data());
    let array = PyCapsule::new_with_value(py, array, ARRAY)?;
    Ok((schema_out(py, &batch.schema())?, array))
}

/// A capsule with a schema.
pub fn schema_out<'py>(py: Python<'py>, schema: &Schema) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(schema);
    let schema = schema.map_err(|error| trouble("schema", &error.to_string()))?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}
