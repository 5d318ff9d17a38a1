//! What is wrong with a caller's columns, and in which row.

use crate::Error;
use core::fmt;

/// An error with its place: table, column and row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub error: Error,
    /// In which table.
    pub table: Table,
    /// In which of its columns.
    pub column: Column,
    /// In which row, from 0; of offsets, in that of the account.
    pub row: usize,
}

/// The tables of a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Table {
    /// [`Balances`](super::positions::Balances).
    Balances,
    /// [`Perps`](super::positions::Perps).
    Perps,
    /// [`Options`](super::positions::Options).
    Options,
    /// The accounts that are asked for, and the rows that are written.
    Accounts,
}

/// The columns of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// Where the rows of each account begin.
    Offsets,
    /// The market's place.
    Market,
    /// The quantity, or the size of a perp.
    Quantity,
    /// What a perp has received less what it has paid.
    Quote,
    /// Open orders that would buy.
    Bids,
    /// Open orders that would sell.
    Asks,
    /// Of an account as a whole: its sums, or the row that it is written to.
    Sums,
}

impl Table {
    /// The name, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Table::Balances => "balances",
            Table::Perps => "perps",
            Table::Options => "options",
            Table::Accounts => "accounts",
        }
    }

    pub(super) fn fault(self, error: Error, column: Column, row: usize) -> Fault {
        Fault {
            error,
            table: self,
            column,
            row,
        }
    }
}

impl Column {
    /// The name, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Column::Offsets => "offsets",
            Column::Market => "market",
            Column::Quantity => "quantity",
            Column::Quote => "quote",
            Column::Bids => "bids",
            Column::Asks => "asks",
            Column::Sums => "sums",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (table, column) = (self.table.name(), self.column.name());
        write!(f, "{table}.{column}[{}]: {}", self.row, self.error)
    }
}

impl core::error::Error for Fault {}
