//! `scenarios`: every account under many moves of prices.

use super::lane::{too_large, written_some, Lane};
use super::markets::Markets;
use super::positions::Held;
use super::scan::Number;
use super::table::{counts, places, statuses, Table};
use super::workers::{Workers, CHUNK};
use crate::book::{moves, pairs};
use crate::error;
use crate::read::{items, Any};
use arrow_array::UInt32Array;
use plimsoll::columns::rows::NONE;
use plimsoll::columns::scenarios::{surplus, worst, Outcomes};
use plimsoll::margin::account::Status;
use plimsoll::Fixed;
use plimsoll_book::columns::Lent;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// Every account under many scenarios, each a move of prices.
///
/// Parameters
/// ----------
/// balances, markets, perps, options, lane, threads, progress
///     As of `scan`.
/// scenarios : list or tuple of dict of str to Number
///     The moves of each, as of `Markets.move`, whose low end is read down and high end up.
/// rows : str, default "worst"
///     ``"worst"``: one row an account. ``"all"``: one row an account and scenario.
///
/// Returns
/// -------
/// Table
///     Of the worst: ``account``, ``scenario`` (the place of the one that leaves the least surplus at
///     maintenance, of equal ones the first; null where it is unknown in all), ``surplus`` and ``status`` there,
///     and ``liquidatable``, in how many scenarios the account is liquidatable or insolvent. Of all: ``account``,
///     ``scenario``, ``status``, ``surplus``, account by account.
///
/// Raises
/// ------
/// InvalidLength
///     No scenario.
/// PlimsollError, TypeError
///     As `scan` and `Markets.move`.
#[pyfunction]
#[pyo3(signature = (balances, markets, scenarios, *, perps=None, options=None, lane="exact", rows="worst", threads=None, progress=None))]
#[allow(clippy::too_many_arguments)] // as Python has them
pub fn scenarios(
    py: Python<'_>,
    balances: &Any<'_>,
    markets: &Bound<'_, Markets>,
    scenarios: &Any<'_>,
    perps: Option<&Any<'_>>,
    options: Option<&Any<'_>>,
    lane: &str,
    rows: &str,
    threads: Option<&Any<'_>>,
    progress: Option<Any<'_>>,
) -> PyResult<Table> {
    let workers = Workers::new(threads, progress)?;
    let tables = [Some(balances), perps, options];
    let moved = moved(&markets.get().markets, scenarios)?;
    let all = match rows {
        "worst" => false,
        "all" => true,
        _ => return Err(PyValueError::new_err("rows: expected \"worst\" or \"all\"")),
    };
    match Number::read(lane)? {
        Number::Exact => asked::<Fixed>(py, tables, &moved, all, &workers),
        Number::Float => asked::<f64>(py, tables, &moved, all, &workers),
    }
}

/// The markets in each scenario.
fn moved(
    markets: &plimsoll_book::columns::Markets,
    scenarios: &Any<'_>,
) -> PyResult<Vec<plimsoll_book::columns::Markets>> {
    let mut all = Vec::new();
    for (place, shocks) in items(scenarios, "scenarios", |shocks, _| moves(shocks))?
        .into_iter()
        .enumerate()
    {
        let moved = markets.moved(&pairs(&shocks));
        all.push(moved.map_err(|book| error::book_at(&format!("scenarios[{place}]"), &book))?);
    }
    match all.is_empty() {
        true => Err(error::about("scenarios")(plimsoll::Error::InvalidLength)),
        false => Ok(all),
    }
}

fn asked<N: Lane>(
    py: Python<'_>,
    tables: [Option<&Any<'_>>; 3],
    moved: &[plimsoll_book::columns::Markets],
    all: bool,
    workers: &Workers<'_>,
) -> PyResult<Table> {
    // The first serves to read names and places, which no move changes.
    let [first, ..] = moved else {
        return Err(error::about("scenarios")(plimsoll::Error::InvalidLength));
    };
    let held = Held::<N>::read(py, tables, first)?;
    let mut views = Vec::with_capacity(moved.len());
    for (place, moved) in moved.iter().enumerate() {
        let made = moved.view::<N>();
        views.push(made.map_err(|book| error::book_at(&format!("scenarios[{place}]"), &book))?);
    }
    let lent = views
        .iter()
        .map(|view| view.lend())
        .collect::<Result<Vec<_>, _>>();
    let lent = lent.map_err(error::raise)?;
    let room = || vec![N::zero(); views.first().map_or(0, |view| view.scenarios())];
    match all {
        false => of_worst(py, &held, &lent, room, workers),
        true => of_all(py, &held, &lent, room, workers),
    }
}

fn of_worst<N: Lane>(
    py: Python<'_>,
    held: &Held<N>,
    lent: &[Lent<'_, N>],
    room: impl Fn() -> Vec<N> + Sync,
    workers: &Workers<'_>,
) -> PyResult<Table> {
    let markets = lent
        .iter()
        .map(Lent::markets)
        .collect::<Result<Vec<_>, _>>();
    let markets = markets.map_err(error::raise)?;
    let accounts = held.accounts();
    let (mut scenario, mut liquidatable) = (vec![NONE; accounts], vec![0u32; accounts]);
    let (mut left, mut status) = (vec![N::zero(); accounts], vec![Status::Unknown; accounts]);
    let positions = held.positions()?;
    let found = scenario.chunks_mut(CHUNK).zip(left.chunks_mut(CHUNK));
    let found = found.zip(status.chunks_mut(CHUNK).zip(liquidatable.chunks_mut(CHUNK)));
    let parts = ranges(accounts).zip(found);
    workers.run(
        py,
        parts,
        room,
        |accounts, ((scenario, surplus), (status, liquidatable)), room| {
            let mut outcomes = Outcomes {
                scenario,
                surplus,
                status,
                liquidatable,
            };
            worst(&positions, &markets, accounts, room, &mut outcomes)
        },
        |fault| held.raise(&fault),
    )?;
    let known = left.into_iter().zip(&scenario);
    let left = known
        .map(|(left, at)| Some(left).filter(|_| *at != NONE))
        .collect();
    Table::new(vec![
        ("account", held.keys.array()),
        ("scenario", places(&scenario)),
        ("surplus", written_some(left, held.form, "surplus")?),
        ("status", statuses(&status)),
        ("liquidatable", counts(liquidatable)),
    ])
}

fn of_all<N: Lane>(
    py: Python<'_>,
    held: &Held<N>,
    lent: &[Lent<'_, N>],
    room: impl Fn() -> Vec<N> + Sync,
    workers: &Workers<'_>,
) -> PyResult<Table> {
    let markets = lent
        .iter()
        .map(Lent::markets)
        .collect::<Result<Vec<_>, _>>();
    let markets = markets.map_err(error::raise)?;
    let (accounts, scenarios) = (held.accounts(), markets.len().max(1));
    let rows = accounts
        .checked_mul(scenarios)
        .filter(|rows| *rows <= u32::MAX as usize);
    let rows = rows.ok_or_else(|| error::about("rows=\"all\"")(plimsoll::Error::Overflow))?;
    let mut left = vec![N::Native::default(); rows];
    let mut status = vec![Status::Unknown; rows];
    let positions = held.positions()?;
    let chunk = CHUNK.saturating_mul(scenarios);
    let found = super::lane::numbers_mut::<N>(&mut left).chunks_mut(chunk);
    let parts = ranges(accounts).zip(found.zip(status.chunks_mut(chunk)));
    workers.run(
        py,
        parts,
        || (room(), vec![N::zero(); CHUNK], vec![Status::Unknown; CHUNK]),
        |accounts, (left, status), (room, own, there)| {
            for (place, markets) in markets.iter().enumerate() {
                surplus(&positions, markets, accounts.clone(), room, own, there)?;
                let rows = own.iter().zip(there.iter()).take(accounts.len());
                let out = left.iter_mut().zip(status.iter_mut());
                let out = out.skip(place).step_by(scenarios);
                for ((left, status), (own, there)) in out.zip(rows) {
                    (*left, *status) = (*own, *there);
                }
            }
            Ok(())
        },
        |fault| held.raise(&fault),
    )?;
    let each = |count: usize| (0u32..).take(count);
    let repeated = each(accounts).flat_map(|account| each(scenarios).map(move |_| account));
    let numbered = each(accounts).flat_map(|_| each(scenarios));
    let left = N::write(left, None, held.form);
    Table::new(vec![
        ("account", held.keys.take(repeated).array()),
        (
            "scenario",
            Arc::new(UInt32Array::from_iter_values(numbered)),
        ),
        ("status", statuses(&status)),
        (
            "surplus",
            left.map_err(|row| too_large(&format!("surplus: row {row}")))?,
        ),
    ])
}

/// The accounts, some at a time.
pub fn ranges(accounts: usize) -> impl Iterator<Item = Range<usize>> + Send {
    let starts = (0..accounts).step_by(CHUNK);
    starts.map(move |start| start..start.saturating_add(CHUNK).min(accounts))
}
