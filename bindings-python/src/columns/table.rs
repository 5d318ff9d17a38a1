//! A table out.

use super::capsule::{array_out, schema_out, stream_out};
use super::fault::trouble;
use super::text;
use crate::read::Any;
use arrow_array::types::Int8Type;
use arrow_array::{
    Array, ArrayRef, DictionaryArray, Int8Array, RecordBatch, StringArray, UInt32Array,
};
use arrow_schema::{Field, Schema};
use plimsoll::columns::rows::NONE;
use plimsoll::margin::account::Status;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::sync::Arc;

/// A result: columns of equal length, as Arrow.
///
/// Whatever speaks the Arrow PyCapsule protocol takes it as it is and shares its memory:
/// ``pyarrow.table(result)``, ``polars.DataFrame(result)``, DuckDB; `to_pandas` needs pyarrow.
#[pyclass(frozen, module = "plimsoll")]
pub struct Table {
    batch: RecordBatch,
}

impl Table {
    /// Of columns by their names.
    pub fn new(columns: Vec<(&str, ArrayRef)>) -> PyResult<Self> {
        let (mut fields, mut arrays) = (Vec::new(), Vec::new());
        for (name, array) in columns {
            let nullable = array.null_count() > 0;
            fields.push(Field::new(name, array.data_type().clone(), nullable));
            arrays.push(array);
        }
        let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays);
        Ok(Table {
            batch: batch.map_err(|error| super::fault::trouble("table", &error.to_string()))?,
        })
    }
}

#[pymethods]
impl Table {
    /// How many rows there are.
    #[getter]
    fn num_rows(&self) -> usize {
        self.batch.num_rows()
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        let schema = self.batch.schema();
        schema
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect()
    }

    /// The table as a ``pyarrow.Table``, on the same memory.
    fn to_pyarrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Any<'py>> {
        slf.py().import("pyarrow")?.call_method1("table", (slf,))
    }

    /// The table as a ``pandas.DataFrame``; numbers that are bits stay bytes.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Any<'py>> {
        Table::to_pyarrow(slf)?.call_method0("to_pandas")
    }

    /// The table as a ``polars.DataFrame``, on the same memory.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Any<'py>> {
        slf.py().import("polars")?.call_method1("DataFrame", (slf,))
    }

    /// The table as comma separated values, one line a row: decimals with every digit, a null as nothing.
    ///
    /// Parameters
    /// ----------
    /// header : bool, default True
    ///     Whether the names of the columns come first.
    #[pyo3(signature = (*, header=true))]
    fn to_csv(&self, py: Python<'_>, header: bool) -> PyResult<String> {
        let text = py.detach(|| text::csv(&self.batch, header));
        text.map_err(|kind| trouble("table", &kind))
    }

    /// The table as JSON, one object a line: decimals as texts with every digit.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        let text = py.detach(|| text::json(&self.batch));
        text.map_err(|kind| trouble("table", &kind))
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Any<'py>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // Another type than it has may be asked for, and need not be given.
        let _ = requested_schema;
        stream_out(py, self.batch.schema(), vec![self.batch.clone()])
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Any<'py>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        array_out(py, &self.batch)
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        schema_out(py, &self.batch.schema())
    }

    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    fn __repr__(&self) -> String {
        super::show::show(&self.batch)
    }
}

/// A column of text, null where there is none.
pub fn texts<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> ArrayRef {
    Arc::new(StringArray::from_iter(texts))
}

/// A column of places, null where there is [`NONE`].
pub fn places(places: &[u32]) -> ArrayRef {
    let places = places.iter().copied();
    Arc::new(UInt32Array::from_iter(
        places.map(|place| Some(place).filter(|place| *place != NONE)),
    ))
}

/// The numbers from 0 on.
pub fn numbered(count: usize) -> impl Iterator<Item = u32> {
    (0u32..).take(count)
}

/// A column of counts.
pub fn counts(counts: Vec<u32>) -> ArrayRef {
    Arc::new(UInt32Array::from(counts))
}

/// A column of statuses, as a dictionary of their names.
pub fn statuses(statuses: &[Status]) -> ArrayRef {
    let keys = Int8Array::from_iter_values(statuses.iter().map(|status| *status as i8));
    let names = StringArray::from_iter_values(Status::ALL.map(Status::name));
    Arc::new(DictionaryArray::<Int8Type>::new(keys, Arc::new(names)))
}
