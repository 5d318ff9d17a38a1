//! A table of the caller's as columns of Arrow arrays.

use super::fault::trouble;
use super::{buffer, capsule, sequence};
use crate::read::{wrong_type, Any};
use arrow_array::ffi_stream::ArrayStreamReader;
use arrow_array::{Array, ArrayReader, ArrayRef, StructArray};
use arrow_schema::{ArrowError, DataType};
use plimsoll::Error;
use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyString};

/// One column: its name in errors, its chunks one behind another, and how many rows they have.
pub struct Column {
    pub what: String,
    /// The caller's row that is its first.
    pub first: usize,
    pub chunks: Vec<ArrayRef>,
    pub rows: usize,
    /// The type that all chunks have.
    pub kind: DataType,
}

/// A table: as many rows in each of its columns.
pub struct Source {
    name: &'static str,
    rows: usize,
    columns: Vec<Column>,
}

impl Column {
    fn new(what: String, kind: DataType, chunks: Vec<ArrayRef>) -> Self {
        let rows = chunks.iter().map(|chunk| chunk.len()).sum();
        let chunks = chunks.into_iter().filter(|chunk| !chunk.is_empty());
        Column {
            what,
            first: 0,
            chunks: chunks.collect(),
            rows,
            kind,
        }
    }

    /// The chunks with the caller's row that each begins at.
    pub fn parts(&self) -> impl Iterator<Item = (usize, &ArrayRef)> {
        let mut row = self.first;
        self.chunks.iter().map(move |chunk| {
            let start = row;
            row = row.saturating_add(chunk.len());
            (start, chunk)
        })
    }
}

impl Source {
    /// The columns of these names that a table has; of no names, all that it has.
    pub fn read(object: &Any<'_>, name: &'static str, wanted: &[&str]) -> PyResult<Self> {
        match arrow(object, name)? {
            Some((kind, chunks)) => Source::of_structs(&kind, &chunks, name, wanted),
            None => match object.cast::<PyMapping>() {
                Ok(columns) => Source::of_mapping(columns, name, wanted),
                Err(_) => Err(wrong_type(object, TABLE, name, "")),
            },
        }
    }

    /// The columns of arrays of structs.
    pub fn of_structs(
        kind: &DataType,
        chunks: &[ArrayRef],
        name: &'static str,
        wanted: &[&str],
    ) -> PyResult<Self> {
        let DataType::Struct(fields) = kind else {
            return Err(trouble(name, "an array of columns (a struct) is wanted"));
        };
        let structs = chunks.iter();
        let structs: Vec<&StructArray> = structs
            .flat_map(|chunk| chunk.as_any().downcast_ref())
            .collect();
        if structs.iter().any(|rows| rows.null_count() > 0) {
            return Err(trouble(name, "a row is null as a whole"));
        }
        let mut columns = Vec::new();
        let all: Vec<&str> = fields.iter().map(|field| field.name().as_str()).collect();
        for wanted in if wanted.is_empty() { &all } else { wanted } {
            let same = fields.iter().enumerate();
            let mut same = same.filter(|(_, field)| field.name() == wanted);
            let Some((place, field)) = same.next() else {
                continue;
            };
            if same.next().is_some() {
                return Err(trouble(name, &format!("two columns are called {wanted:?}")));
            }
            let chunks = structs.iter().filter_map(|rows| rows.columns().get(place));
            columns.push(Column::new(
                format!("{name}.{wanted}"),
                field.data_type().clone(),
                chunks.cloned().collect(),
            ));
        }
        Ok(Source {
            name,
            rows: structs.iter().map(|rows| rows.len()).sum(),
            columns,
        })
    }

    fn of_mapping(
        mapping: &Bound<'_, PyMapping>,
        name: &'static str,
        wanted: &[&str],
    ) -> PyResult<Self> {
        let mut columns: Vec<Column> = Vec::new();
        let keys = mapping.keys()?;
        let all = keys.iter().map(|key| key.extract::<String>());
        let all: Vec<String> = match wanted.is_empty() {
            true => all.collect::<PyResult<_>>()?,
            false => Vec::new(),
        };
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        for wanted in if wanted.is_empty() { &all } else { wanted } {
            let key = PyString::new(mapping.py(), wanted);
            if !mapping.contains(&key)? {
                continue;
            }
            let value = mapping.get_item(&key)?;
            columns.push(column(&value, format!("{name}.{wanted}"))?);
        }
        let rows = columns.first().map_or(0, |column| column.rows);
        if let Some(other) = columns.iter().find(|column| column.rows != rows) {
            let first = columns.first().map_or("", |column| &column.what);
            let what = format!("{}: {} rows, {first} has {rows}", other.what, other.rows);
            return Err(crate::error::about(&what)(Error::InvalidLength));
        }
        Ok(Source {
            name,
            rows,
            columns,
        })
    }

    /// These rows and those of the same columns of another.
    ///
    /// Errors: where a column is missing in one, or of another type.
    pub fn followed_by(mut self, other: Source) -> PyResult<Self> {
        for mut theirs in other.columns {
            let mut ours = self.columns.iter_mut();
            let Some(ours) = ours.find(|ours| ours.what == theirs.what) else {
                return Err(trouble(&theirs.what, "it was not among the columns before"));
            };
            if ours.kind != theirs.kind {
                let problem = format!("expected {} as before, not {}", ours.kind, theirs.kind);
                return Err(trouble(&ours.what, &problem));
            }
            ours.chunks.append(&mut theirs.chunks);
            ours.rows = ours.rows.saturating_add(theirs.rows);
        }
        self.rows = self.rows.saturating_add(other.rows);
        match self.columns.iter().find(|column| column.rows != self.rows) {
            Some(column) => Err(trouble(
                &column.what,
                "it is not among the columns of a later batch",
            )),
            None => Ok(self),
        }
    }

    /// The rows from one on.
    pub fn tail(&self, row: usize) -> Self {
        let columns = self.columns.iter().map(|column| {
            let from = column.first.saturating_add(row);
            let mut chunks = Vec::new();
            for (start, chunk) in column.parts() {
                let first = from.saturating_sub(start);
                if first < chunk.len() {
                    chunks.push(chunk.slice(first, chunk.len().saturating_sub(first)));
                }
            }
            Column {
                first: from,
                ..Column::new(column.what.clone(), column.kind.clone(), chunks)
            }
        });
        Source {
            name: self.name,
            rows: self.rows.saturating_sub(row),
            columns: columns.collect(),
        }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// All columns, with their names.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &Column)> {
        let name = |column: &Column| self.name.len().saturating_add(1).min(column.what.len());
        let columns = self.columns.iter();
        columns.map(move |column| (column.what.get(name(column)..).unwrap_or_default(), column))
    }

    /// A column, where the table has it.
    pub fn column(&self, name: &str) -> Option<&Column> {
        let what =
            |column: &&Column| column.what.strip_prefix(self.name) == Some(&format!(".{name}"));
        self.columns.iter().find(what)
    }

    /// A column that the table must have.
    pub fn required(&self, name: &str) -> PyResult<&Column> {
        let missing = || trouble(self.name, &format!("it has no column {name:?}"));
        self.column(name).ok_or_else(missing)
    }
}

const TABLE: &str =
    "a table with __arrow_c_stream__ or __arrow_c_array__ (pyarrow, pandas, polars, DuckDB), \
                     or a dict of columns";

/// The type and the chunks of whatever speaks Arrow; nothing where it does not.
fn arrow(object: &Any<'_>, what: &str) -> PyResult<Option<(DataType, Vec<ArrayRef>)>> {
    let Some(stream) = capsule::stream(object, what)? else {
        let array = capsule::array(object, what)?;
        return Ok(array.map(|array| (array.data_type().clone(), vec![array])));
    };
    // A producer may need Python itself, in threads of its own.
    let read = object.py().detach(|| {
        let reader = ArrayStreamReader::try_new(stream)?;
        let kind = reader.field().data_type().clone();
        let chunks: Vec<ArrayRef> = reader.collect::<Result<_, _>>()?;
        Ok((kind, chunks))
    });
    let read = read.map_err(|error: ArrowError| trouble(what, &error.to_string()));
    read.map(Some)
}

/// One column of a dict.
fn column(object: &Any<'_>, what: String) -> PyResult<Column> {
    if let Some((kind, chunks)) = arrow(object, &what)? {
        return Ok(Column::new(what, kind, chunks));
    }
    let array = match sequence::array(object, &what)? {
        Some(array) => Some(array),
        None => buffer::array(object, &what)?,
    };
    match array {
        Some(array) => Ok(Column::new(what, array.data_type().clone(), vec![array])),
        None => {
            let expected = "a list, a NumPy array of numbers or text, or an Arrow array";
            Err(wrong_type(object, expected, &what, ""))
        }
    }
}
