//! `stress_tables`: the policy of a book, run on tables after a move of prices.

use super::keys::Keys;
use super::lane::{written, written_some, Form};
use super::markets::Markets;
use super::positions::Held;
use super::scan::{view, Results};
use super::table::{counts, numbered, statuses, texts, Table};
use super::workers::Workers;
use crate::book::{moves, pairs};
use crate::error;
use crate::read::Any;
use arrow_array::ArrayRef;
use plimsoll::Fixed;
use plimsoll_book::{Steps, Stressed};
use pyo3::prelude::*;

/// What a stress leaves of the accounts of tables.
#[pyclass(frozen, module = "plimsoll")]
pub struct StressTables {
    keys: Keys,
    form: Form,
    stressed: Stressed,
}

/// What is left of the accounts of tables after prices have moved and the book's policy has run.
///
/// The same engine and policy as of `stress`, in the exact lane.
///
/// Parameters
/// ----------
/// balances, markets, perps
///     As of `scan`.
/// shocks : dict of str to Number, or a list of such pairs
///     As of `stress`; low ends are read down, high ends up.
///
/// Returns
/// -------
/// StressTables
///
/// Raises
/// ------
/// InvalidBook
///     As `stress`, and where an account has more than 1024 positions.
/// PlimsollError, TypeError
///     As `scan` and `stress`.
#[pyfunction]
#[pyo3(signature = (balances, markets, shocks, *, perps=None))]
pub fn stress_tables(
    py: Python<'_>,
    balances: &Any<'_>,
    markets: &Bound<'_, Markets>,
    shocks: &Any<'_>,
    perps: Option<&Any<'_>>,
) -> PyResult<StressTables> {
    let shocks = moves(shocks)?;
    let markets = &markets.get().markets;
    let held = checked(py, [Some(balances), perps, None], markets)?;
    let stressed = py.detach(|| {
        let (balances, perps) = (held.balances(), held.perps());
        markets.stress(&pairs(&shocks), held.accounts(), balances, perps)
    });
    let stressed = stressed.map_err(|book| error::book(&book))?;
    Ok(StressTables {
        keys: held.keys,
        form: held.form,
        stressed,
    })
}

/// The positions of tables of which every account can be measured, so that what is wrong is said of the
/// caller's row.
pub fn checked(
    py: Python<'_>,
    tables: [Option<&Any<'_>>; 3],
    markets: &plimsoll_book::columns::Markets,
) -> PyResult<Held<Fixed>> {
    let held = Held::<Fixed>::read(py, tables, markets)?;
    Results::new(py, &held, &view(markets)?, &Workers::new(None, None)?)?;
    Ok(held)
}

/// Steps of accounts and markets with these names.
pub fn steps(
    steps: &Steps,
    account: ArrayRef,
    markets: &[String],
    form: Form,
) -> PyResult<Vec<(&'static str, ArrayRef)>> {
    let market = |places: &[Option<u32>]| {
        let name = |place: &Option<u32>| place.and_then(|place| markets.get(place as usize));
        texts(places.iter().map(|place| name(place).map(String::as_str)))
    };
    let numbers = |name: &'static str, values: &[Option<Fixed>]| {
        written_some(values.to_vec(), form, name).map(|column| (name, column))
    };
    let words = |words: &[Option<&'static str>]| texts(words.iter().copied());
    Ok(vec![
        ("account", account),
        (
            "action",
            texts(steps.action.iter().map(|action| Some(*action))),
        ),
        ("market", market(&steps.market)),
        numbers("amount", &steps.amount)?,
        ("collateral", market(&steps.collateral)),
        numbers("seized", &steps.seized)?,
        numbers("price", &steps.price)?,
        numbers("quote", &steps.quote)?,
        numbers("bonus", &steps.bonus)?,
        numbers("liquidator", &steps.liquidator)?,
        numbers("insurance", &steps.insurance)?,
        numbers("protocol", &steps.protocol)?,
        numbers("paid", &steps.paid)?,
        ("reason", words(&steps.reason)),
    ])
}

/// The three times.
const TIMES: [&str; 3] = ["before", "shocked", "after"];

#[pymethods]
impl StressTables {
    /// Table: Every account before the shock, after it, and after the policy: ``status``, ``equity`` and
    /// ``maintenance`` (the surplus there) of each, with the time behind an underscore.
    #[getter]
    fn accounts(&self) -> PyResult<Table> {
        let names = [
            ["status_before", "equity_before", "maintenance_before"],
            ["status_shocked", "equity_shocked", "maintenance_shocked"],
            ["status_after", "equity_after", "maintenance_after"],
        ];
        let mut columns = vec![("account", self.keys.array())];
        for ([status, equity, maintenance], standings) in
            names.into_iter().zip(&self.stressed.standings)
        {
            columns.push((status, statuses(&standings.status)));
            let number = |values: &[Fixed], name| written(values.to_vec(), self.form, name);
            columns.push((equity, number(&standings.equity, equity)?));
            columns.push((maintenance, number(&standings.maintenance, maintenance)?));
        }
        Table::new(columns)
    }

    /// Table: What the policy did, in order. After a ``deleverage`` stand the positions that it closed on the
    /// other side, ``against``. What an action does not have is null.
    #[getter]
    fn steps(&self) -> PyResult<Table> {
        let account = self
            .keys
            .take(self.stressed.steps.account.iter().copied())
            .array();
        Table::new(steps(
            &self.stressed.steps,
            account,
            &self.stressed.markets,
            self.form,
        )?)
    }

    /// Table: All accounts together, a row for each ``time``: before the shock, after it, and after the policy.
    #[getter]
    fn totals(&self) -> PyResult<Table> {
        let totals = &self.stressed.totals;
        let number = |of: fn(&plimsoll::Totals) -> Fixed, name| {
            written(totals.iter().map(of).collect(), self.form, name)
        };
        let count = |of: fn(&plimsoll::Totals) -> u32| counts(totals.iter().map(of).collect());
        Table::new(vec![
            ("time", texts(TIMES.into_iter().map(Some))),
            ("equity", number(|totals| totals.equity, "equity")?),
            ("deficit", number(|totals| totals.deficit, "deficit")?),
            ("accounts", count(|totals| totals.accounts)),
            ("liquidatable", count(|totals| totals.liquidatable)),
            ("insolvent", count(|totals| totals.insolvent)),
        ])
    }

    /// Table: Who got and who paid what, in the currency at the shocked midpoints: ``flow`` and ``amount``.
    #[getter]
    fn flows(&self) -> PyResult<Table> {
        let flows = &self.stressed.flows;
        let all = [
            ("liquidators", flows.liquidators),
            ("protocol", flows.protocol),
            ("socialised", flows.socialised),
            ("fund_before", flows.fund_before),
            ("fund_received", flows.fund_received),
            ("fund_paid", flows.fund_paid),
            ("fund_after", flows.fund_after),
        ];
        let amounts = all.iter().map(|(_, amount)| *amount).collect();
        Table::new(vec![
            ("flow", texts(all.iter().map(|(flow, _)| Some(*flow)))),
            ("amount", written(amounts, self.form, "amount")?),
        ])
    }

    /// Table: What each party received less what it gave, in units of each market: ``liquidators``,
    /// ``insurance``, ``protocol`` and ``socialised``; and ``deposit_index``, what a unit deposited is worth
    /// where something of it was socialised.
    #[getter]
    fn markets(&self) -> PyResult<Table> {
        let (markets, flows) = (&self.stressed.markets, &self.stressed.flows);
        let mut columns = vec![(
            "market",
            texts(markets.iter().map(|name| Some(name.as_str()))),
        )];
        let parties = ["liquidators", "insurance", "protocol", "socialised"];
        for (name, units) in parties.into_iter().zip(&flows.units) {
            columns.push((name, written(units.clone(), self.form, name)?));
        }
        let index = |place: u32| flows.deposit_index.iter().find(|(at, _)| *at == place);
        let indices = numbered(markets.len()).map(|place| index(place).map(|(_, index)| *index));
        let name = "deposit_index";
        columns.push((name, written_some(indices.collect(), self.form, name)?));
        Table::new(columns)
    }

    fn __repr__(&self) -> String {
        let steps = self.stressed.steps.account.len();
        format!(
            "<StressTables of {} accounts, {steps} steps>",
            self.keys.len()
        )
    }
}
