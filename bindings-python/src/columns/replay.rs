//! `replay`: a book along a path of prices.

use super::fault::trouble;
use super::keys::Keys;
use super::lane::{written, Form};
use super::markets::Markets;
use super::path::{midpoints, timed, times};
use super::source::Source;
use super::stress::{checked, steps};
use super::table::{counts, texts, Table};
use crate::book::read_text;
use crate::error;
use crate::read::{wrong_type, Any};
use arrow_array::ArrayRef;
use arrow_schema::DataType;
use plimsoll::Fixed;
use plimsoll_book::{PricePath, Series};
use pyo3::prelude::*;

/// How many rows are run before Python is asked whether to go on.
const ROWS: usize = 16;

/// What became of a book along a path of prices.
#[pyclass(frozen, module = "plimsoll")]
pub struct Replay {
    replay: plimsoll_book::Replay,
    /// What accounts of tables are called; those of a document have their names.
    keys: Option<Keys>,
    form: Form,
    time: DataType,
}

/// A book along a path of prices: at each row its policy runs as in a stress, and what is left is carried on.
///
/// Parameters
/// ----------
/// book : str, bytes, Mapping or Markets
///     A book of JSON with its accounts; or markets, whose accounts are then those of ``balances`` and ``perps``.
/// path : table or dict of columns
///     ``time``: ascending integers, or timestamps. One column of midpoints for each market that moves, read to
///     the nearest number: what is on its index moves with it. A market without a column stands.
/// balances, perps : table, optional
///     As of `scan`; with `Markets` only.
/// progress : callable, optional
///     Called with the number of rows done since the last call.
///
/// Returns
/// -------
/// Replay
///
/// Raises
/// ------
/// InvalidBook
///     As `stress`; a time that does not come after the one before, an unknown market, two columns on one index.
/// InvalidPrice
///     A price is not positive.
/// PlimsollError, TypeError
///     As `scan` and `stress`.
#[pyfunction]
#[pyo3(signature = (book, path, *, balances=None, perps=None, progress=None))]
pub fn replay(
    py: Python<'_>,
    book: &Any<'_>,
    path: &Any<'_>,
    balances: Option<&Any<'_>>,
    perps: Option<&Any<'_>>,
    progress: Option<&Any<'_>>,
) -> PyResult<Replay> {
    let path = Source::read(path, "path", &[])?;
    let (times, time) = times(path.required("time")?)?;
    let mut columns = Vec::new();
    for (name, column) in path.columns().filter(|(name, _)| *name != "time") {
        columns.push((name, midpoints(column)?));
    }
    let columns: Vec<(&str, &[Fixed])> = columns
        .iter()
        .map(|(name, prices)| (*name, prices.as_slice()))
        .collect();
    let path = PricePath::new(&times, &columns).map_err(|book| error::book(&book))?;
    let mut made = match (book.cast::<Markets>(), balances) {
        (Ok(markets), Some(balances)) => {
            let markets = &markets.get().markets;
            let held = checked(py, [Some(balances), perps, None], markets)?;
            let (balances, perps) = (held.balances(), held.perps());
            let replay = py.detach(|| markets.replay(held.accounts(), balances, perps));
            Replay {
                replay: replay.map_err(|book| error::book(&book))?,
                form: held.form,
                keys: Some(held.keys),
                time,
            }
        }
        (Ok(_), None) => return Err(trouble("balances", "markets have no accounts of their own")),
        (Err(_), Some(balances)) => {
            return Err(wrong_type(
                balances,
                "None beside a book with accounts",
                "balances",
                "",
            ))
        }
        (Err(_), None) => {
            let written = super::markets::written(book)?;
            let text = read_text(
                written.as_ref().unwrap_or(book),
                "str, bytes, Mapping or Markets",
                "book",
            )?;
            let replay = py.detach(|| plimsoll_book::Replay::new(text));
            Replay {
                replay: replay.map_err(|book| error::book(&book))?,
                keys: None,
                form: Form::Plain,
                time,
            }
        }
    };
    let mut row = 0usize;
    while row < times.len() {
        let end = row.saturating_add(ROWS).min(times.len());
        let run = py.detach(|| made.replay.run_rows(&path, row..end));
        run.map_err(|book| error::book(&book))?;
        py.check_signals()?;
        if let Some(progress) = progress {
            progress.call1((end.saturating_sub(row),))?;
        }
        row = end;
    }
    Ok(made)
}

impl Replay {
    /// The column of accounts by place.
    fn accounts(&self, places: &[u32]) -> ArrayRef {
        match &self.keys {
            Some(keys) => keys.take(places.iter().copied()).array(),
            None => {
                let names = self.replay.account_names();
                texts(
                    places
                        .iter()
                        .map(|place| names.get(*place as usize).copied()),
                )
            }
        }
    }
}

type Numbers = (&'static str, fn(&Series) -> &Vec<Fixed>);
type Counts = (&'static str, fn(&Series) -> &Vec<u32>);

const COUNTS: [Counts; 5] = [
    ("liquidatable", |series| &series.liquidatable),
    ("insolvent", |series| &series.insolvent),
    ("liquidatable_after", |series| &series.liquidatable_after),
    ("insolvent_after", |series| &series.insolvent_after),
    ("steps", |series| &series.steps),
];

const NUMBERS: [Numbers; 12] = [
    ("liquidated", |series| &series.liquidated),
    ("deleveraged", |series| &series.deleveraged),
    ("bad_debt", |series| &series.bad_debt),
    ("fund_paid", |series| &series.fund_paid),
    ("fund_received", |series| &series.fund_received),
    ("fund", |series| &series.fund),
    ("drawdown", |series| &series.drawdown),
    ("socialised", |series| &series.socialised),
    ("liquidators", |series| &series.liquidators),
    ("protocol", |series| &series.protocol),
    ("equity", |series| &series.equity),
    ("deficit", |series| &series.deficit),
];

#[pymethods]
impl Replay {
    /// str: The unit of all amounts.
    #[getter]
    fn currency(&self) -> &str {
        self.replay.currency()
    }

    /// Table: One row a row of the path. Counts of accounts: ``liquidatable`` and ``insolvent`` before the policy
    /// runs, and ``liquidatable_after`` and ``insolvent_after``; ``steps``, how many it took. In the currency at
    /// the row's midpoints: ``liquidated`` and ``deleveraged`` notional, ``bad_debt``, what the fund paid and
    /// received, the ``fund`` after, its largest ``drawdown`` so far, what lenders lost (``socialised``), what
    /// ``liquidators`` and ``protocol`` earned, and the ``equity`` and ``deficit`` of all accounts after.
    #[getter]
    fn series(&self) -> PyResult<Table> {
        let series = self.replay.series();
        let mut columns = vec![("time", timed(&series.time, &self.time))];
        for (name, of) in COUNTS {
            columns.push((name, counts(of(series).clone())));
        }
        for (name, of) in NUMBERS {
            columns.push((name, written(of(series).clone(), self.form, name)?));
        }
        Table::new(columns)
    }

    /// Table: What the policy did, in order, each step with the ``row`` of the path and its ``time``; otherwise as
    /// `StressTables.steps`.
    #[getter]
    fn steps(&self) -> PyResult<Table> {
        let taken = self.replay.steps();
        let times = &self.replay.series().time;
        let time = taken
            .row
            .iter()
            .filter_map(|row| times.get(*row as usize).copied());
        let time: Vec<i64> = time.collect();
        let markets: Vec<String> = self
            .replay
            .market_names()
            .into_iter()
            .map(str::to_owned)
            .collect();
        let mut columns = vec![
            ("row", counts(taken.row.clone())),
            ("time", timed(&time, &self.time)),
        ];
        columns.extend(steps(
            &taken,
            self.accounts(&taken.account),
            &markets,
            self.form,
        )?);
        Table::new(columns)
    }

    /// Everything as one line of JSON and a newline: the same bytes as from the Rust crate.
    ///
    /// Returns
    /// -------
    /// str
    fn json(&self) -> PyResult<String> {
        self.replay.json().map_err(|book| error::book(&book))
    }

    /// A table for a person, its figures cut to a few digits.
    ///
    /// Returns
    /// -------
    /// str
    fn summary(&self) -> PyResult<String> {
        self.replay.table().map_err(|book| error::book(&book))
    }

    fn __repr__(&self) -> String {
        let rows = self.replay.series().time.len();
        format!(
            "<Replay of {rows} rows, {} steps>",
            self.replay.steps().account.len()
        )
    }
}
