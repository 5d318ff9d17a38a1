//! `falls`: the liquidation prices of every account along one index.

use super::keys::Keys;
use super::lane::{written, written_some, Form, Lane};
use super::markets::Markets;
use super::positions::Held;
use super::scan::{view, Number};
use super::scenarios::ranges;
use super::table::{texts, Table};
use super::workers::{Workers, CHUNK};
use crate::error;
use crate::read::{down, Any};
use plimsoll::columns::falls::{Fall, Falls as Sorted};
use plimsoll::columns::threshold as core;
use plimsoll::liquidation::threshold::Threshold;
use plimsoll::number::solver::Limit;
use plimsoll::price::Price;
use plimsoll::{Error, Fixed};
use pyo3::prelude::*;
use pyo3::types::PyString;

/// The liquidation prices of many accounts along one index, in the order in which they fall.
#[pyclass(frozen, module = "plimsoll")]
pub struct Falls {
    market: String,
    lane: Of,
}

/// On one number.
enum Of {
    Exact(Found<Fixed>),
    Float(Found<f64>),
}

struct Found<N> {
    keys: Keys,
    form: Form,
    limits: Vec<Threshold<N>>,
    below: Vec<Fall<N>>,
    above: Vec<Fall<N>>,
}

/// The liquidation prices of every account along one index.
///
/// An account's is the last price, going down from the present one and going up, at which it is healthy at
/// maintenance while everything that does not follow the index stands; as `threshold` answers for the account
/// alone.
///
/// Parameters
/// ----------
/// balances, markets, perps, lane, threads, progress
///     As of `scan`.
/// market : str
///     An asset or a perp; where it follows another market, that one is the index, and prices are its.
/// step : Number, optional
///     Prices are multiples of it; read to the nearest number, and in the float64 lane to its float. The finest
///     there is where it is left out, in the float64 lane about ``2**-32`` of the price.
///
/// Returns
/// -------
/// Falls
///
/// Raises
/// ------
/// InvalidBook
///     No such market.
/// InvalidStep, InvalidIndex
///     As of `threshold`.
/// PlimsollError, TypeError
///     As `scan`.
#[pyfunction]
#[pyo3(signature = (balances, markets, market, *, perps=None, step=None, lane="exact", threads=None, progress=None))]
#[allow(clippy::too_many_arguments)] // as Python has them
pub fn falls(
    py: Python<'_>,
    balances: &Any<'_>,
    markets: &Bound<'_, Markets>,
    market: &Bound<'_, PyString>,
    perps: Option<&Any<'_>>,
    step: Option<&Any<'_>>,
    lane: &str,
    threads: Option<&Any<'_>>,
    progress: Option<Any<'_>>,
) -> PyResult<Falls> {
    let workers = Workers::new(threads, progress)?;
    let markets = &markets.get().markets;
    let name = market.to_str().unwrap_or("\u{fffd}");
    let (market, index, price) = markets.index(name).map_err(|book| error::book(&book))?;
    let step = step
        .map(|step| crate::read::nearest(step, "step"))
        .transpose()?;
    let tables = [Some(balances), perps, None];
    let lane = match Number::read(lane)? {
        Number::Exact => {
            let step = step.unwrap_or(Fixed::DELTA);
            Of::Exact(found(py, tables, markets, (index, price, step), &workers)?)
        }
        Number::Float => {
            let near = |price: &Fixed| <f64 as plimsoll_book::columns::Lane>::of(price);
            let price = Price::new(near(price.low()), near(price.high())).map_err(error::raise)?;
            let least = price.high().log2().floor() - 32.0;
            let step = step.map_or(least.exp2(), |step| near(&step));
            Of::Float(found(py, tables, markets, (index, price, step), &workers)?)
        }
    };
    Ok(Falls { market, lane })
}

fn found<N: Lane>(
    py: Python<'_>,
    tables: [Option<&Any<'_>>; 3],
    markets: &plimsoll_book::columns::Markets,
    (index, price, step): (u32, Price<N>, N),
    workers: &Workers<'_>,
) -> PyResult<Found<N>> {
    let held = Held::<N>::read(py, tables, markets)?;
    let view = view::<N>(markets)?;
    let lent = view.lend().map_err(error::raise)?;
    let none = Threshold {
        below: Limit::NotExposed,
        above: Limit::NotExposed,
    };
    let mut limits = vec![none; held.accounts()];
    let positions = held.positions()?;
    let (assets, perps) = (lent.assets(), lent.perps());
    workers.run(
        py,
        ranges(held.accounts()).zip(limits.chunks_mut(CHUNK)),
        || (),
        |accounts, limits, ()| {
            for (account, limit) in accounts.zip(limits) {
                *limit = core::threshold(&positions, assets, perps, account, index, &price, &step)?;
            }
            Ok(())
        },
        |fault| held.raise(&fault),
    )?;
    let fall = |(account, limit): (u32, &Limit<N>)| {
        let price = limit.value().copied();
        price.map(|price| Fall { price, account })
    };
    let each =
        |of: fn(&Threshold<N>) -> &Limit<N>| (0..).zip(limits.iter().map(of)).filter_map(fall);
    let (mut below, mut above): (Vec<_>, Vec<_>) = (
        each(|limit| &limit.below).collect(),
        each(|limit| &limit.above).collect(),
    );
    py.detach(|| Sorted::new(&mut below, &mut above).map(|_| ()))
        .map_err(error::raise)?;
    Ok(Found {
        keys: held.keys.clone(),
        form: held.form,
        limits,
        below,
        above,
    })
}

impl<N: Lane> Found<N> {
    fn table(&self) -> PyResult<Table> {
        let column = |of: fn(&Threshold<N>) -> &Limit<N>, name| {
            let values = self.limits.iter().map(|limit| of(limit).value().copied());
            written_some(values.collect(), self.form, name)
        };
        let reasons = |of: fn(&Threshold<N>) -> &Limit<N>| {
            texts(self.limits.iter().map(|limit| Some(of(limit).reason())))
        };
        Table::new(vec![
            ("account", self.keys.array()),
            ("below", column(|limit| &limit.below, "below")?),
            ("above", column(|limit| &limit.above, "above")?),
            ("below_reason", reasons(|limit| &limit.below)),
            ("above_reason", reasons(|limit| &limit.above)),
        ])
    }

    fn at(&self, price: &N) -> PyResult<Table> {
        // Sorted already: what the core would sort again is found as it is.
        let standing = self.below.partition_point(|fall| fall.price <= *price);
        let fallen = self.above.partition_point(|fall| fall.price < *price);
        let below = self.below.get(standing..).unwrap_or_default();
        let above = self.above.get(..fallen).unwrap_or_default();
        let all = || below.iter().chain(above);
        Table::new(vec![
            (
                "account",
                self.keys.take(all().map(|fall| fall.account)).array(),
            ),
            (
                "price",
                written(all().map(|fall| fall.price).collect(), self.form, "price")?,
            ),
        ])
    }
}

#[pymethods]
impl Falls {
    /// The market whose prices these are.
    #[getter]
    fn market(&self) -> &str {
        &self.market
    }

    /// Every account's prices.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``account``, ``below`` and ``above``: the last prices at which it is healthy, null where there is
    ///     none; ``below_reason`` and ``above_reason`` say why, as `Limit.reason`, and ``"at"`` where there is.
    fn table(&self) -> PyResult<Table> {
        match &self.lane {
            Of::Exact(found) => found.table(),
            Of::Float(found) => found.table(),
        }
    }

    /// Who is no longer healthy if the index trades at a price, found without asking every account.
    ///
    /// Those who are not healthy at the present price are not among them.
    ///
    /// Parameters
    /// ----------
    /// price : Number
    ///     A multiple of the step, read down; between two multiples whoever has fallen at either may be among
    ///     them.
    ///
    /// Returns
    /// -------
    /// Table
    ///     ``account`` and ``price``, its last healthy one: first those who fall below theirs, then those who
    ///     fall above, each from the lowest price up.
    #[pyo3(signature = (price, /))]
    fn at(&self, price: &Any<'_>) -> PyResult<Table> {
        let price = down(price, "price")?;
        if price <= Fixed::ZERO {
            return Err(error::about("price")(Error::InvalidPrice));
        }
        match &self.lane {
            Of::Exact(found) => found.at(&price),
            Of::Float(found) => found.at(&plimsoll_book::columns::Lane::of(&price)),
        }
    }

    fn __len__(&self) -> usize {
        match &self.lane {
            Of::Exact(found) => found.limits.len(),
            Of::Float(found) => found.limits.len(),
        }
    }

    fn __repr__(&self) -> String {
        format!(
            "<Falls of {} accounts along {}>",
            self.__len__(),
            self.market
        )
    }
}
