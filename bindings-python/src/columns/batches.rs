//! `scan_batches`: a stream of rows, of a stream of positions that need not fit memory.

use super::capsule;
use super::fault::trouble;
use super::lane::Lane;
use super::markets::Markets;
use super::positions::{Held, BALANCES};
use super::scan::{view, Number, Results};
use super::source::Source;
use super::table::Table;
use super::workers::Workers;
use crate::read::{wrong_type, Any};
use arrow_array::ffi_stream::ArrayStreamReader;
use arrow_array::ArrayReader;
use plimsoll::columns::fault;
use plimsoll::Fixed;
use plimsoll_book::columns::View;
use pyo3::prelude::*;
use pyo3::types::PyIterator;
use std::sync::{Mutex, PoisonError};

/// Where batches come from.
enum From {
    Stream(ArrayStreamReader),
    Python(Py<PyIterator>),
    Done,
}

enum Of {
    Exact(View<Fixed>),
    Float(View<f64>),
}

/// What has been read of the last account, which may have more rows, and what is still to come.
struct State {
    from: From,
    rest: Option<Source>,
}

/// The rows of a stream of positions, a `Table` for each batch of them.
#[pyclass(frozen, module = "plimsoll")]
pub struct Batches {
    markets: Py<Markets>,
    view: Of,
    threads: usize,
    state: Mutex<State>,
}

/// Every account of a stream of balances: as `scan`, with no more in memory than one batch and the rows of one
/// account.
///
/// Parameters
/// ----------
/// batches : iterable of record batches or dicts of columns, or a table or stream with ``__arrow_c_stream__``
///     Balances as of `scan`, sorted by account; an account may span batches.
/// markets, lane, threads
///     As of `scan`.
///
/// Returns
/// -------
/// iterator of Table
///     Rows as of `scan`: for each batch those of the accounts that end in it. Errors count rows from the
///     beginning of the stream.
///
/// Raises
/// ------
/// InvalidOrder
///     An account comes after a larger one.
/// PlimsollError, TypeError
///     As `scan`, when the batch is asked for.
#[pyfunction]
#[pyo3(signature = (batches, markets, *, lane="exact", threads=None))]
pub fn scan_batches(
    batches: &Any<'_>,
    markets: &Bound<'_, Markets>,
    lane: &str,
    threads: Option<&Any<'_>>,
) -> PyResult<Batches> {
    let known = &markets.get().markets;
    let from = match capsule::stream(batches, NAME)? {
        Some(stream) => {
            let reader = batches.py().detach(|| ArrayStreamReader::try_new(stream));
            From::Stream(reader.map_err(|error| trouble(NAME, &error.to_string()))?)
        }
        None => match batches.try_iter() {
            Ok(iterator) => From::Python(iterator.unbind()),
            Err(_) => {
                let expected = "record batches, or a table or stream of them";
                return Err(wrong_type(batches, expected, "batches", ""));
            }
        },
    };
    Ok(Batches {
        view: match Number::read(lane)? {
            Number::Exact => Of::Exact(view(known)?),
            Number::Float => Of::Float(view(known)?),
        },
        markets: markets.clone().unbind(),
        threads: Workers::new(threads, None)?.threads(),
        state: Mutex::new(State { from, rest: None }),
    })
}

const NAME: &str = "balances";

impl State {
    /// The next batch, empty ones too; nothing after the last.
    fn next(&mut self, py: Python<'_>) -> PyResult<Option<Source>> {
        let next = match &mut self.from {
            From::Done => None,
            From::Stream(reader) => {
                // A producer may need Python itself, in threads of its own.
                let next = py.detach(|| reader.next().transpose());
                let next = next.map_err(|error| trouble(NAME, &error.to_string()))?;
                let kind = reader.field().data_type().clone();
                let read = |chunk| Source::of_structs(&kind, &[chunk], NAME, &WANTED);
                next.map(read).transpose()?
            }
            From::Python(iterator) => {
                let next = iterator.bind(py).clone().next().transpose()?;
                let read = |batch| Source::read(&batch, NAME, &WANTED);
                next.map(read).transpose()?
            }
        };
        if next.is_none() {
            self.from = From::Done;
        }
        Ok(next)
    }

    /// The rows of the accounts that end in the next batch.
    fn measure<N: Lane>(
        &mut self,
        py: Python<'_>,
        markets: &Markets,
        view: &View<N>,
        threads: usize,
    ) -> PyResult<Option<Table>> {
        loop {
            let next = self.next(py)?;
            let last = next.is_none();
            let mut source = self.rest.take();
            if let Some(read) = next {
                source = Some(match source {
                    Some(rest) => rest.followed_by(read)?,
                    None => read,
                });
            }
            let Some(source) = source.filter(|source| source.rows() > 0 || !last) else {
                return Ok(None);
            };
            let sources = [(Some(source), fault::Table::Balances, &BALANCES[..])];
            let mut held = py.detach(|| Held::<N>::of(&sources, &markets.markets))?;
            held.in_order()?;
            if !last {
                let [(source, _, _)] = &sources;
                let kept = held.without_last();
                self.rest = source.as_ref().map(|source| source.tail(kept));
            }
            if held.accounts() > 0 {
                let workers = Workers::silent(threads);
                return Results::new(py, &held, view, &workers)?
                    .table(&held)
                    .map(Some);
            }
            if last {
                return Ok(None);
            }
        }
    }
}

const WANTED: [&str; 3] = ["account", "market", "quantity"];

#[pymethods]
impl Batches {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Table>> {
        use pyo3::sync::MutexExt;
        let mut state = self
            .state
            .lock_py_attached(py)
            .unwrap_or_else(PoisonError::into_inner);
        let markets = self.markets.get();
        let read = match &self.view {
            Of::Exact(view) => state.measure(py, markets, view, self.threads),
            Of::Float(view) => state.measure(py, markets, view, self.threads),
        };
        if read.is_err() {
            // After an error there is no telling whose rows are missing.
            (state.from, state.rest) = (From::Done, None);
        }
        read
    }
}
