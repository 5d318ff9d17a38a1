//! Members laid out in columns, and the rows that are written of them.

use super::book::{Held, Member};
use plimsoll::columns::fault::Fault;
use plimsoll::columns::positions::{Balances, Options, Perps, Positions};
use plimsoll::columns::rows::Rows;
use plimsoll::margin::account::Status;
use plimsoll::{Error, Number};

/// One table: where each account begins, the markets, and a column for each field.
#[derive(Clone, Debug)]
pub struct Table<N, const C: usize> {
    pub offsets: Vec<u32>,
    pub market: Vec<u32>,
    pub columns: [Vec<N>; C],
}

impl<N, const C: usize> Table<N, C> {
    fn new() -> Self {
        Table {
            offsets: vec![0],
            market: Vec::new(),
            columns: [(); C].map(|()| Vec::new()),
        }
    }

    fn push(&mut self, market: u32, fields: [N; C]) {
        self.market.push(market);
        for (column, field) in self.columns.iter_mut().zip(fields) {
            column.push(field);
        }
    }

    fn end(&mut self) {
        self.offsets.push(self.market.len() as u32);
    }
}

/// The columns of a book.
#[derive(Clone, Debug)]
pub struct Columns<N> {
    pub accounts: usize,
    pub balances: Table<N, 1>,
    /// Size, quote, bids, asks.
    pub perps: Table<N, 4>,
    pub options: Table<N, 1>,
}

impl<N: Number> Columns<N> {
    /// Where nobody has a position in a table, it has no offsets; where nobody has orders, no columns of
    /// orders.
    pub fn of(members: &[Member<N>]) -> Self {
        let (mut balances, mut perps, mut options) = (Table::new(), Table::new(), Table::new());
        for member in members {
            for (market, quantity) in &member.balances {
                balances.push(*market, [quantity.clone()]);
            }
            for (market, held) in &member.perps {
                let Held {
                    size,
                    quote,
                    bids,
                    asks,
                } = held.clone();
                perps.push(*market, [size, quote, bids, asks]);
            }
            for (market, quantity) in &member.options {
                options.push(*market, [quantity.clone()]);
            }
            balances.end();
            perps.end();
            options.end();
        }
        if perps.market.is_empty() {
            perps.offsets.clear();
        }
        if options.market.is_empty() {
            options.offsets.clear();
        }
        let [_, _, orders @ ..] = &mut perps.columns;
        if orders.iter().flatten().all(N::is_zero) {
            orders.iter_mut().for_each(Vec::clear);
        }
        Columns {
            accounts: members.len(),
            balances,
            perps,
            options,
        }
    }

    pub fn positions(&self) -> Result<Positions<'_, N>, Fault> {
        let ([quantity], [options]) = (&self.balances.columns, &self.options.columns);
        let [size, quote, bids, asks] = &self.perps.columns;
        Positions::new(
            self.accounts,
            Balances {
                offsets: &self.balances.offsets,
                market: &self.balances.market,
                quantity,
            },
            Perps {
                offsets: &self.perps.offsets,
                market: &self.perps.market,
                size,
                quote,
                bids,
                asks,
            },
            Options {
                offsets: &self.options.offsets,
                market: &self.options.market,
                quantity: options,
            },
        )
    }
}

/// The rows of so many accounts.
#[derive(Clone, Debug, PartialEq)]
pub struct Written<N> {
    pub assets: [Vec<N>; 3],
    pub liabilities: [Vec<N>; 3],
    pub status: Vec<Status>,
    pub scenario: Vec<u32>,
}

/// What stands in a row that nobody has written.
pub const UNWRITTEN: u32 = 77;

impl<N: Number> Written<N> {
    pub fn new(accounts: usize) -> Self {
        let column = || vec![N::one(); accounts];
        Written {
            assets: [column(), column(), column()],
            liabilities: [column(), column(), column()],
            status: vec![Status::Unknown; accounts],
            scenario: vec![UNWRITTEN; accounts],
        }
    }

    pub fn rows(&mut self) -> Rows<'_, N> {
        Rows {
            assets: self.assets.each_mut().map(Vec::as_mut_slice),
            liabilities: self.liabilities.each_mut().map(Vec::as_mut_slice),
            status: &mut self.status,
            scenario: &mut self.scenario,
        }
    }

    /// One row: assets, liabilities, status, scenario.
    #[allow(clippy::type_complexity)]
    pub fn row(&self, row: usize) -> ([N; 3], [N; 3], Status, u32) {
        let cell = |column: &Vec<N>| column[row].clone();
        (
            self.assets.each_ref().map(cell),
            self.liabilities.each_ref().map(cell),
            self.status[row],
            self.scenario[row],
        )
    }
}

/// The error of a result, for messages.
pub fn error<T>(result: &Result<T, Fault>) -> Option<Error> {
    result.as_ref().err().map(|fault| fault.error)
}
