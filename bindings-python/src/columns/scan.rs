//! `scan`: one row an account.

use super::lane::{numbers_mut, too_large, Lane};
use super::markets::Markets;
use super::memory::zeros;
use super::positions::Held;
use super::table::{places, statuses, Table};
use super::workers::{Workers, CHUNK};
use crate::error;
use crate::read::Any;
use arrow_array::ArrayRef;
use plimsoll::columns;
use plimsoll::columns::rows::{Rows, NONE};
use plimsoll::margin::account::Status;
use plimsoll::Fixed;
use plimsoll_book::columns::View;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// The number that tables are measured on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Number {
    Exact,
    Float,
}

impl Number {
    /// `"exact"` or `"float64"`.
    pub fn read(lane: &str) -> PyResult<Self> {
        match lane {
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
///
/// Tables are anything that speaks the Arrow PyCapsule protocol (pyarrow, pandas, polars, DuckDB), or a dict of
/// NumPy arrays and Arrow arrays by the names of columns. They have one row a position, in any order; sorted by
/// account and market they are read where they lie. Other columns are left aside.
///
/// Parameters
/// ----------
/// balances : table
///     ``account``: integers or text. ``market``: names of assets, or their places in `Markets.assets`.
///     ``quantity``: units owned, or owed where negative; read down.
/// markets : Markets
/// perps : table, optional
///     ``account``, ``market``; ``size``, signed, read to nearest; ``quote``, what was received less what was
///     paid, read down; and where there are open orders ``bids`` and ``asks``, not negative, read to nearest.
/// options : table, optional
///     ``account``, ``market``, and ``quantity``, read to nearest. Options are margined by the scenarios of the
///     book's method; perps and balances beside them have their own margins.
/// lane : str, default "exact"
///     ``"exact"``: decimal128 of any scale, integers, fixed_size_binary[16] or (n, 2) words of uint64, which are
///     the little-endian bits of the number; no float. Every row has the bits of an `Account` that was fed with
///     the same positions. ``"float64"``: float64, float32, integers, decimal128; see below.
/// threads : int, optional
///     All cores where it is left out. Results are the same at any number.
/// progress : callable, optional
///     Called in this thread with the number of accounts done since the last call: tqdm's ``update``. What it
///     raises stops the scan.
///
/// Returns
/// -------
/// Table
///     One row an account, in ascending order: ``account``, ``status`` (a dictionary of text), ``assets`` and
///     ``liabilities`` behind ``initial_``, ``maintenance_`` and ``equity_``, and with options ``scenario``, the
///     place of the one that costs them most. Numbers are bits where the quantities were, floats in that lane, else
///     decimal128(38, 15) to nearest, which reads back to nearest to the same bits.
///
/// Raises
/// ------
/// UnknownMarket, InvalidOrder, InvalidNumber, InvalidQuantity, Overflow, ...
///     Each names table, column and row: a market that the book has not; the same market twice in an account; NaN
///     or infinity; negative orders; a number or a sum out of range.
/// TypeError
///     No table, a missing column, a column of a wrong type, a null.
///
/// Notes
/// -----
/// In the float64 lane each sum lies within ``(n + 16) * 2**-53`` of the exact one, times the sum of absolute
/// values that enter it: of a balance ``abs(quantity) * price * weight``, of a perp those of notional, quote and
/// margin, of an option those of its mark and its profit. ``n`` counts a balance once, a perp and an option eight
/// times. Beside that stands what the exact lane itself rounds, less than ``2**-48`` a product.
///
/// Examples
/// --------
/// >>> import plimsoll
/// >>> half, one = {"asset": "0.5", "liability": "2"}, {"asset": "1", "liability": "1"}
/// >>> markets = plimsoll.Markets({"currency": "USD", "assets": {
/// ...     "USDC": {"price": "1", "initial": one, "maintenance": one},
/// ...     "ETH": {"price": "1800", "initial": half, "maintenance": half}}})
/// >>> import numpy
/// >>> balances = {"account": numpy.array([7, 7, 9]), "market": numpy.array(["USDC", "ETH", "USDC"]),
/// ...             "quantity": numpy.array([-4000, 4, 250])}
/// >>> print(plimsoll.scan(balances, markets))
/// account        status  initial_assets  initial_liabilities  ...
///       7  liquidatable            3600                 4000  ...
///       9       healthy             250                    0  ...
/// [2 rows]
#[pyfunction]
#[pyo3(signature = (balances, markets, *, perps=None, options=None, lane="exact", threads=None, progress=None))]
#[allow(clippy::too_many_arguments)] // as Python has them
pub fn scan(
    py: Python<'_>,
    balances: &Any<'_>,
    markets: &Bound<'_, Markets>,
    perps: Option<&Any<'_>>,
    options: Option<&Any<'_>>,
    lane: &str,
    threads: Option<&Any<'_>>,
    progress: Option<Any<'_>>,
) -> PyResult<Table> {
    let workers = Workers::new(threads, progress)?;
    let tables = [Some(balances), perps, options];
    match Number::read(lane)? {
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
    let view = view::<N>(&markets.markets)?;
    Results::new(py, &held, &view, workers)?.table(&held)
}

/// What the markets are on this number.
pub fn view<N: Lane>(markets: &plimsoll_book::columns::Markets) -> PyResult<View<N>> {
    markets.view().map_err(|book| error::book(&book))
}

/// The columns out.
#[derive(Clone)]
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
        view: &View<N>,
        workers: &Workers<'_>,
    ) -> PyResult<Self> {
        let lent = view.lend().map_err(error::raise)?;
        let lent = lent.markets().map_err(error::raise)?;
        let accounts = held.accounts();
        let mut results = Results {
            sums: [(); 6].map(|()| zeros(accounts)),
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

    /// The rows of all accounts.
    pub fn rows(&mut self) -> Rows<'_, N> {
        let [a, x, b, y, c, z] = self.sums.each_mut().map(|sums| numbers_mut::<N>(sums));
        Rows {
            assets: [a, b, c],
            liabilities: [x, y, z],
            status: &mut self.status,
            scenario: &mut self.scenario,
        }
    }

    /// The table out.
    pub fn table(self, held: &Held<N>) -> PyResult<Table> {
        let mut columns: Vec<(&str, ArrayRef)> = Vec::with_capacity(9);
        columns.push(("account", held.keys.array()));
        columns.push(("status", statuses(&self.status)));
        for (name, sums) in SUMS.into_iter().zip(self.sums) {
            let column = N::write(sums, None, held.form);
            let what = |row: usize| too_large(&format!("account {}: {name}", held.keys.show(row)));
            columns.push((name, column.map_err(what)?));
        }
        if held.has_options() {
            columns.push(("scenario", places(&self.scenario)));
        }
        Table::new(columns)
    }
}
