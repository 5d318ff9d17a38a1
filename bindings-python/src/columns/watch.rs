//! `Watch`: positions and their rows, kept while prices change.

use super::lane::Lane;
use super::markets::{read_prices, Markets};
use super::positions::Held;
use super::scan::{view, Number, Results};
use super::table::Table;
use super::workers::Workers;
use crate::error;
use crate::read::Any;
use plimsoll::columns::fault;
use plimsoll::columns::holders::Holders;
use plimsoll::columns::scan::rescan;
use plimsoll::Fixed;
use pyo3::prelude::*;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The accounts that hold each market of one table.
struct Index {
    offsets: Vec<u32>,
    accounts: Vec<u32>,
}

/// Positions, their rows, and who holds what.
struct Kept<N: Lane> {
    held: Held<N>,
    results: Results<N>,
    holders: [Index; 3],
    threads: usize,
}

enum Of {
    Exact(Box<Kept<Fixed>>),
    Float(Box<Kept<f64>>),
}

/// Positions and their rows, kept while prices change: a price updates those who hold what it moves, and
/// leaves the bits that a new `scan` would have.
///
/// Parameters
/// ----------
/// balances, markets, perps, options, lane, threads
///     As of `scan`.
///
/// Raises
/// ------
/// PlimsollError, TypeError
///     As `scan`.
#[pyclass(frozen, module = "plimsoll")]
pub struct Watch {
    state: Mutex<(Of, Py<Markets>)>,
}

impl<N: Lane> Kept<N> {
    fn new(
        py: Python<'_>,
        tables: [Option<&Any<'_>>; 3],
        markets: &Markets,
        workers: &Workers<'_>,
    ) -> PyResult<Self> {
        let held = Held::<N>::read(py, tables, &markets.markets)?;
        let view = view::<N>(&markets.markets)?;
        let results = Results::new(py, &held, &view, workers)?;
        let lent = view.lend().map_err(error::raise)?;
        let known = lent.markets().map_err(error::raise)?;
        let positions = held.positions()?;
        let index = |table| {
            let places = markets.markets.names(table).len();
            let count = Holders::count(&positions, &known, table)?;
            let mut index = Index {
                offsets: vec![0; places.saturating_add(1)],
                accounts: vec![0; count],
            };
            Holders::new(
                &positions,
                &known,
                table,
                &mut index.offsets,
                &mut index.accounts,
            )?;
            Ok(index)
        };
        let holders = py.detach(|| {
            let [assets, perps, options] = TABLES;
            Ok([index(assets)?, index(perps)?, index(options)?])
        });
        let holders = holders.map_err(|fault| held.raise(&fault))?;
        Ok(Kept {
            holders,
            held,
            results,
            threads: workers.threads(),
        })
    }

    /// Measures those anew who hold what differs between the markets; how many they are.
    fn update(
        &mut self,
        py: Python<'_>,
        before: &plimsoll_book::columns::Markets,
        after: &plimsoll_book::columns::Markets,
    ) -> PyResult<usize> {
        let mut moved = vec![false; self.held.accounts()];
        let mut count = 0usize;
        for (index, places) in self.holders.iter().zip(after.changed(before)) {
            for account in places.into_iter().flat_map(|place| index.of(place)) {
                if let Some(moved) = moved.get_mut(*account as usize) {
                    count = count.saturating_add(usize::from(!*moved));
                    *moved = true;
                }
            }
        }
        let view = view::<N>(after)?;
        if count > self.held.accounts() / 2 {
            let workers = Workers::silent(self.threads);
            self.results = Results::new(py, &self.held, &view, &workers)?;
            return Ok(count);
        }
        let list: Vec<u32> = (0..)
            .zip(&moved)
            .filter(|(_, moved)| **moved)
            .map(|(at, _)| at)
            .collect();
        py.detach(|| match self.measure(&view, &list) {
            Ok(()) => Ok(count),
            Err(error) => {
                // What was written of the new prices goes back to the old ones, which measured before.
                self.measure(&self::view::<N>(before)?, &list)?;
                Err(error)
            }
        })
    }

    fn measure(&mut self, view: &plimsoll_book::columns::View<N>, list: &[u32]) -> PyResult<()> {
        let lent = view.lend().map_err(error::raise)?;
        let markets = lent.markets().map_err(error::raise)?;
        let mut room = vec![N::zero(); view.scenarios()];
        let positions = self.held.positions()?;
        let mut rows = self.results.rows();
        let measured = rescan(&positions, &markets, list, &mut room, &mut rows);
        measured.map_err(|fault| self.held.raise(&fault))
    }
}

const TABLES: [fault::Table; 3] = [
    fault::Table::Balances,
    fault::Table::Perps,
    fault::Table::Options,
];

impl Index {
    fn of(&self, place: u32) -> &[u32] {
        let place = place as usize;
        let ends = (
            self.offsets.get(place),
            self.offsets.get(place.saturating_add(1)),
        );
        let (Some(start), Some(end)) = ends else {
            return &[];
        };
        self.accounts
            .get(*start as usize..*end as usize)
            .unwrap_or_default()
    }
}

impl Watch {
    /// The state, for which other threads are waited without holding Python.
    fn state(&self, py: Python<'_>) -> MutexGuard<'_, (Of, Py<Markets>)> {
        use pyo3::sync::MutexExt;
        self.state
            .lock_py_attached(py)
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Watch {
    #[new]
    #[pyo3(signature = (balances, markets, *, perps=None, options=None, lane="exact", threads=None))]
    fn new(
        py: Python<'_>,
        balances: &Any<'_>,
        markets: &Bound<'_, Markets>,
        perps: Option<&Any<'_>>,
        options: Option<&Any<'_>>,
        lane: &str,
        threads: Option<&Any<'_>>,
    ) -> PyResult<Self> {
        let workers = Workers::new(threads, None)?;
        let tables = [Some(balances), perps, options];
        let known = markets.get();
        let kept = match Number::read(lane)? {
            Number::Exact => Of::Exact(Box::new(Kept::new(py, tables, known, &workers)?)),
            Number::Float => Of::Float(Box::new(Kept::new(py, tables, known, &workers)?)),
        };
        Ok(Watch {
            state: Mutex::new((kept, markets.clone().unbind())),
        })
    }

    /// The rows now, as of `scan`.
    fn table(&self, py: Python<'_>) -> PyResult<Table> {
        match &self.state(py).0 {
            Of::Exact(kept) => kept.results.clone().table(&kept.held),
            Of::Float(kept) => kept.results.clone().table(&kept.held),
        }
    }

    /// Sets prices and measures those anew who hold what they move.
    ///
    /// Parameters
    /// ----------
    /// prices : dict of str to Number, or to a tuple of two
    ///     As of `Markets.price`: low ends are read down, high ends up.
    ///
    /// Returns
    /// -------
    /// int
    ///     How many accounts were measured.
    ///
    /// Raises
    /// ------
    /// PlimsollError, TypeError
    ///     As `Markets.price` and `scan`; prices and rows are then as they were before.
    #[pyo3(signature = (prices, /))]
    fn price(&self, py: Python<'_>, prices: &Any<'_>) -> PyResult<usize> {
        let prices = read_prices(prices)?;
        let mut state = self.state(py);
        let (kept, markets) = &mut *state;
        let after = markets.get().priced(&prices)?;
        let before = &markets.get().markets;
        let count = match kept {
            Of::Exact(kept) => kept.update(py, before, &after.markets)?,
            Of::Float(kept) => kept.update(py, before, &after.markets)?,
        };
        *markets = Py::new(py, after)?;
        Ok(count)
    }

    /// Markets: The markets at the prices of now.
    #[getter]
    fn markets(&self, py: Python<'_>) -> Py<Markets> {
        self.state(py).1.clone_ref(py)
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let accounts = match &self.state(py).0 {
            Of::Exact(kept) => kept.held.accounts(),
            Of::Float(kept) => kept.held.accounts(),
        };
        format!("<Watch of {accounts} accounts>")
    }
}
