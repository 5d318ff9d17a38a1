//! `scan`: one row an account.

use super::lane::{numbers_mut, too_large, Lane};
use super::markets::Markets;
use super::positions::Held;
use super::table::{statuses, Table};
use super::workers::{Workers, CHUNK};
use crate::error;
use crate::read::{wrong_type, Any};
use arrow_array::{ArrayRef, UInt32Array};
use plimsoll::columns;
use plimsoll::columns::rows::{Rows, NONE};
use plimsoll::margin::account::Status;
use plimsoll::Fixed;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use std::sync::Arc;

/// The number that tables are measured on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Number {
    Exact,
    Float,
}

impl Number {
    /// `"exact"` or `"float64"`.
    pub fn read(lane: &Any<'_>) -> PyResult<Self> {
        let Ok(text) = lane.cast::<PyString>() else {
            return Err(wrong_type(lane, "\"exact\" or \"float64\"", "lane", ""));
        };
        match text.to_str().unwrap_or_default() {
            "exact" => Ok(Number::Exact),
            "float64" => Ok(Number::Float),
            _ => Err(PyValueError::new_err(
                "lane: expected \"exact\" or \"float64\"",
            )),
        }
    }
}

/// The names of the sums, level by level.
const SUMS: [&str; 6] = [
    "initial_assets",
    "initial_liabilities",
    "maintenance_assets",
    "maintenance_liabilities",
    "equity_assets",
    "equity_liabilities",
];

/// Every account of a table at initial, maintenance and equity: one row an account.
#[pyfunction]
#[pyo3(signature = (balances, markets, *, perps=None, options=None, lane=None, threads=None, progress=None))]
#[allow(clippy::too_many_arguments)] // as Python has them
pub fn scan(
    py: Python<'_>,
    balances: &Any<'_>,
    markets: &Bound<'_, Markets>,
    perps: Option<&Any<'_>>,
    options: Option<&Any<'_>>,
    lane: Option<&Any<'_>>,
    threads: Option<&Any<'_>>,
    progress: Option<Any<'_>>,
) -> PyResult<Table> {
    let workers = Workers::new(threads, progress)?;
    let tables = [Some(balances), perps, options];
    match lane.map_or(Ok(Number::Exact), Number::read)? {
        Number::Exact => measured::<Fixed>(py, tables, markets.get(), &workers),
        Number::Float => measured::<f64>(py, tables, markets.get(), &workers),
    }
}

fn measured<N: Lane>(
    py: Python<'_>,
    tables: [Option<&Any<'_>>; 3],
    markets: &Markets,
    workers: &Workers<'_>,
) -> PyResult<Table> {
    let held = Held::<N>::read(py, tables, &markets.markets)?;
    Results::new(py, &held, &markets.markets, workers)?.table(&held)
}

/// The columns out.
pub struct Results<N: Lane> {
    sums: [Vec<N::Native>; 6],
    status: Vec<Status>,
    scenario: Vec<u32>,
}

impl<N: Lane> Results<N> {
    /// Measures all accounts.
    pub fn new(
        py: Python<'_>,
        held: &Held<N>,
        markets: &plimsoll_book::columns::Markets,
        workers: &Workers<'_>,
    ) -> PyResult<Self> {
        let view = markets.view::<N>().map_err(|book| error::book(&book))?;
        let lent = view.lend().map_err(error::raise)?;
        let lent = lent.markets().map_err(error::raise)?;
        let accounts = held.accounts();
        let mut results = Results {
            sums: [(); 6].map(|()| vec![N::Native::default(); accounts]),
            status: vec![Status::Unknown; accounts],
            scenario: vec![NONE; if held.has_options() { accounts } else { 0 }],
        };
        let positions = held.positions()?;
        workers.run(
            py,
            results.parts(),
            || vec![N::zero(); view.scenarios()],
            |accounts, mut rows, room| {
                columns::scan::scan(&positions, &lent, accounts, room, &mut rows)
            },
            |fault| held.raise(&fault),
        )?;
        Ok(results)
    }

    /// The rows of some accounts at a time, in their order.
    fn parts(&mut self) -> impl Iterator<Item = (std::ops::Range<usize>, Rows<'_, N>)> + Send {
        let accounts = self.status.len();
        let mut scenarios = self.scenario.chunks_mut(CHUNK);
        let [a, x, b, y, c, z] = self
            .sums
            .each_mut()
            .map(|sums| numbers_mut::<N>(sums).chunks_mut(CHUNK));
        let assets = a.zip(b).zip(c);
        let liabilities = x.zip(y).zip(z);
        let starts = (0..accounts).step_by(CHUNK);
        let all = starts.zip(assets.zip(liabilities).zip(self.status.chunks_mut(CHUNK)));
        all.map(move |(start, ((((a, b), c), ((x, y), z)), status))| {
            let rows = Rows {
                assets: [a, b, c],
                liabilities: [x, y, z],
                scenario: scenarios.next().unwrap_or_default(),
                status,
            };
            (start..start.saturating_add(rows.status.len()), rows)
        })
    }

    /// The table out.
    pub fn table(self, held: &Held<N>) -> PyResult<Table> {
        let mut columns: Vec<(&str, ArrayRef)> = Vec::with_capacity(9);
        columns.push(("account", held.keys.array()));
        columns.push(("status", statuses(&self.status)));
        for (name, sums) in SUMS.into_iter().zip(self.sums) {
            let column = N::write(sums, held.form);
            let what = |row: usize| too_large(&format!("account {}: {name}", held.keys.show(row)));
            columns.push((name, column.map_err(what)?));
        }
        if held.has_options() {
            let scenarios = self.scenario.into_iter();
            let scenarios = scenarios.map(|place| Some(place).filter(|place| *place != NONE));
            columns.push(("scenario", Arc::new(UInt32Array::from_iter(scenarios))));
        }
        Table::new(columns)
    }
}
