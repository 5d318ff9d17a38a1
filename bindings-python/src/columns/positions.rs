//! The caller's tables as positions of the same accounts.

use super::accounts::Grouped;
use super::fault::{self, in_row, trouble};
use super::keys::Keys;
use super::lane::{form, numbers, Form, Lane};
use super::place::places;
use super::source::Source;
use crate::error::about;
use crate::read::{Any, Way};
use arrow_buffer::ScalarBuffer;
use plimsoll::columns::fault::{Fault, Table};
use plimsoll::columns::positions::{Balances, Options, Perps, Positions};
use plimsoll::Error;
use plimsoll_book::columns::Markets;
use pyo3::prelude::*;

/// A column of numbers of a table: its name, which way it is read, and whether it may be missing.
pub type Numbers = (&'static str, Way, bool);

pub const BALANCES: [Numbers; 1] = [("quantity", Way::Down, true)];
const PERPS: [Numbers; 4] = [
    ("size", Way::Nearest, true),
    ("quote", Way::Down, true),
    ("bids", Way::Nearest, false),
    ("asks", Way::Nearest, false),
];
const OPTIONS: [Numbers; 1] = [("quantity", Way::Nearest, true)];

/// One table: rows by account and market, ascending.
struct Rows<N: Lane> {
    offsets: Vec<u32>,
    market: ScalarBuffer<u32>,
    numbers: Vec<ScalarBuffer<N::Native>>,
    /// The caller's row at each place, where it is another.
    order: Option<Vec<u32>>,
    /// The caller's row that is the first.
    first: usize,
}

/// All positions of the caller, on one number.
pub struct Held<N: Lane> {
    /// What the accounts are called, ascending.
    pub keys: Keys,
    /// How the numbers came.
    pub form: Form,
    tables: [Rows<N>; 3],
}

impl<N: Lane> Rows<N> {
    fn none() -> Self {
        Rows {
            offsets: Vec::new(),
            market: Vec::new().into(),
            numbers: Vec::new(),
            order: None,
            first: 0,
        }
    }

    /// The rows of a table and what its accounts are called.
    fn read(
        source: &Source,
        wanted: &[Numbers],
        table: Table,
        markets: &Markets,
    ) -> PyResult<(Self, Keys, Form)> {
        let account = source.required("account")?;
        let named = source.required("market")?;
        let place = |name: &str| markets.place(table, name);
        let mut market = places(named, &place)?;
        let (mut numbers, mut forms) = (Vec::with_capacity(wanted.len()), Form::Plain);
        for (name, way, required) in wanted {
            match source.column(name) {
                Some(column) => {
                    numbers.push(N::read(column, *way)?);
                    if numbers.len() == 1 {
                        forms = form(column);
                    }
                }
                None if *required => {
                    source.required(name)?;
                }
                None => numbers.push(Vec::new().into()),
            }
        }
        let grouped = Grouped::new(account, &market, &named.what)?;
        if let Some(order) = &grouped.order {
            market = gathered(&market, order);
            for column in &mut numbers {
                *column = gathered(column, order);
            }
        }
        let rows = Rows {
            offsets: grouped.offsets,
            market,
            numbers,
            order: grouped.order,
            first: account.first,
        };
        Ok((rows, grouped.keys, forms))
    }

    fn column(&self, place: usize) -> &[N] {
        numbers(self.numbers.get(place).map_or(&[], |column| column))
    }
}

impl<N: Lane> Held<N> {
    /// Reads the tables of a caller.
    pub fn read(
        py: Python<'_>,
        [balances, perps, options]: [Option<&Any<'_>>; 3],
        markets: &Markets,
    ) -> PyResult<Self> {
        let tables = [
            (balances, Table::Balances, &BALANCES[..]),
            (perps, Table::Perps, &PERPS[..]),
            (options, Table::Options, &OPTIONS[..]),
        ];
        let mut sources = Vec::with_capacity(3);
        for (object, table, wanted) in tables {
            let mut names = vec!["account", "market"];
            names.extend(wanted.iter().map(|(name, _, _)| *name));
            let read = |object| Source::read(object, table.name(), &names);
            sources.push((object.map(read).transpose()?, table, wanted));
        }
        py.detach(|| Held::of(&sources, markets))
    }

    /// The same of tables that have been read.
    pub fn of(
        sources: &[(Option<Source>, Table, &[Numbers])],
        markets: &Markets,
    ) -> PyResult<Self> {
        let mut read = Vec::with_capacity(3);
        for (source, table, wanted) in sources {
            let rows = |source| Rows::read(source, wanted, *table, markets);
            read.push((source.as_ref().map(rows).transpose()?, *table));
        }
        let mut held = Held {
            keys: Keys::none(),
            form: Form::Plain,
            tables: [Rows::none(), Rows::none(), Rows::none()],
        };
        let mut keys = Vec::with_capacity(3);
        for ((read, table), rows) in read.into_iter().zip(&mut held.tables) {
            let Some((read, own, form)) = read else {
                continue;
            };
            *rows = read;
            match keys.is_empty() {
                true => (held.keys, held.form) = (own.clone(), form),
                false => {
                    held.keys = held.keys.union(&own).ok_or_else(|| {
                        let problem = format!(
                            "expected {} as in the balances, not {}",
                            held.keys.kind(),
                            own.kind()
                        );
                        trouble(&format!("{}.account", table.name()), &problem)
                    })?;
                }
            }
            keys.push((table, own));
        }
        if keys.len() > 1 {
            for (table, own) in &keys {
                let place = match table {
                    Table::Perps => 1,
                    Table::Options => 2,
                    _ => 0,
                };
                if let Some(rows) = held.tables.get_mut(place) {
                    rows.offsets = own.spread(&rows.offsets, &held.keys);
                }
            }
        }
        Ok(held)
    }

    /// How many accounts there are.
    pub fn accounts(&self) -> usize {
        self.keys.len()
    }

    /// Whether the caller's balances ascend by account. Errors: the row of one that comes after a larger one.
    pub fn in_order(&self) -> PyResult<()> {
        let [balances, _, _] = &self.tables;
        let Some(order) = &balances.order else {
            return Ok(());
        };
        // Where accounts ascend, each one's rows are where they were, only sorted among themselves.
        for pair in balances.offsets.windows(2) {
            let [start, end] = pair else { continue };
            let rows = order
                .get(*start as usize..*end as usize)
                .unwrap_or_default();
            if let Some(row) = rows.iter().find(|row| !(*start..*end).contains(*row)) {
                let row = (*row as usize).saturating_add(balances.first);
                return Err(in_row("balances.account", row, Error::InvalidOrder));
            }
        }
        Ok(())
    }

    /// Leaves out the last account and its balances; the row at which they began.
    pub fn without_last(&mut self) -> usize {
        self.keys.pop();
        let [balances, _, _] = &mut self.tables;
        if balances.offsets.len() > 1 {
            balances.offsets.pop();
        }
        let rows = balances.offsets.last().map_or(0, |row| *row as usize);
        balances.market = balances.market.slice(0, rows);
        for column in &mut balances.numbers {
            if !column.is_empty() {
                *column = column.slice(0, rows);
            }
        }
        rows
    }

    /// Whether there is a table of options.
    pub fn has_options(&self) -> bool {
        let [_, _, options] = &self.tables;
        !options.offsets.is_empty()
    }

    /// The columns as the core takes them.
    pub fn positions(&self) -> PyResult<Positions<'_, N>> {
        let [_, _, options] = &self.tables;
        let options = Options {
            offsets: &options.offsets,
            market: &options.market,
            quantity: options.column(0),
        };
        let positions = Positions::new(self.accounts(), self.balances(), self.perps(), options);
        positions.map_err(|fault| self.raise(&fault))
    }

    /// The balances.
    pub fn balances(&self) -> Balances<'_, N> {
        let [balances, _, _] = &self.tables;
        Balances {
            offsets: &balances.offsets,
            market: &balances.market,
            quantity: balances.column(0),
        }
    }

    /// The perps.
    pub fn perps(&self) -> Perps<'_, N> {
        let [_, perps, _] = &self.tables;
        Perps {
            offsets: &perps.offsets,
            market: &perps.market,
            size: perps.column(0),
            quote: perps.column(1),
            bids: perps.column(2),
            asks: perps.column(3),
        }
    }

    /// The error of a row, as the caller counts them.
    pub fn raise(&self, fault: &Fault) -> PyErr {
        let [balances, perps, options] = &self.tables;
        let rows = match fault.table {
            Table::Balances => balances,
            Table::Perps => perps,
            Table::Options => options,
            Table::Accounts => {
                let account = self.keys.show(fault.row);
                return about(&format!("account {account}"))(fault.error);
            }
        };
        let order = rows.order.as_ref().and_then(|order| order.get(fault.row));
        let row = order.map_or(fault.row, |row| *row as usize);
        let row = row.saturating_add(rows.first);
        let what = format!("{}.{}", fault.table.name(), fault::column(fault));
        in_row(&what, row, fault.error)
    }
}

/// The values in another order.
fn gathered<T: arrow_buffer::ArrowNativeType>(values: &[T], order: &[u32]) -> ScalarBuffer<T> {
    let rows = order.iter().map(|row| values.get(*row as usize).copied());
    rows.map(Option::unwrap_or_default)
        .take(values.len())
        .collect::<Vec<T>>()
        .into()
}
