//! What is written of each account: the caller's columns of results.

use super::fault::{Column, Fault, Table};
use crate::margin::account::{Account, Status};
use crate::number::Number;
use crate::Error;

/// Where [`Rows::scenario`] has no scenario: the account has no options, or a price is unknown.
pub const NONE: u32 = u32::MAX;

/// One row an account: its sums at initial, maintenance and equity, its status, and the scenario that
/// costs its options, with what is margined with them, most at maintenance.
#[derive(Debug)]
pub struct Rows<'a, N> {
    /// What it owns counts for at least this much at each level, in the account's currency.
    pub assets: [&'a mut [N]; 3],
    /// What it owes counts for at most this much at each level.
    pub liabilities: [&'a mut [N]; 3],
    /// What may be done by, and to, it.
    pub status: &'a mut [Status],
    /// The place of the worst scenario in the grid, or [`NONE`]; an empty slice is not written to.
    pub scenario: &'a mut [u32],
}

impl<N: Number> Rows<'_, N> {
    /// Whether there is a row for each of this many accounts.
    pub(super) fn check(&self, accounts: usize) -> Result<(), Fault> {
        let sums = self.assets.iter().chain(&self.liabilities);
        let least = sums.map(|column| column.len()).min().unwrap_or_default();
        let least = least.min(self.status.len());
        let scenarios = match self.scenario.is_empty() {
            true => least,
            false => self.scenario.len(),
        };
        let least = least.min(scenarios);
        match least < accounts {
            true => Err(Table::Accounts.fault(Error::InvalidLength, Column::Sums, least)),
            false => Ok(()),
        }
    }

    /// The rows from the first on, and the column of scenarios.
    #[inline(always)]
    pub(super) fn cells(&mut self) -> (impl Iterator<Item = Cells<'_, N>>, &mut [u32]) {
        let ([a, b, c], [x, y, z]) = (&mut self.assets, &mut self.liabilities);
        let assets = a.iter_mut().zip(b.iter_mut()).zip(c.iter_mut());
        let liabilities = x.iter_mut().zip(y.iter_mut()).zip(z.iter_mut());
        let all = assets.zip(liabilities).zip(self.status.iter_mut());
        let cells = all.map(|((((a, b), c), ((x, y), z)), status)| Cells {
            assets: [a, b, c],
            liabilities: [x, y, z],
            status,
        });
        (cells, self.scenario)
    }

    /// The cells of one row, and that of its scenario; nothing where there is no such row.
    pub(super) fn at(&mut self, row: usize) -> Option<(Cells<'_, N>, Option<&mut u32>)> {
        let ([a, b, c], [x, y, z]) = (&mut self.assets, &mut self.liabilities);
        let cells = Cells {
            assets: [a.get_mut(row)?, b.get_mut(row)?, c.get_mut(row)?],
            liabilities: [x.get_mut(row)?, y.get_mut(row)?, z.get_mut(row)?],
            status: self.status.get_mut(row)?,
        };
        Some((cells, self.scenario.get_mut(row)))
    }
}

/// What is written of one account.
pub(super) struct Cells<'r, N> {
    assets: [&'r mut N; 3],
    liabilities: [&'r mut N; 3],
    status: &'r mut Status,
}

impl<N: Number> Cells<'_, N> {
    /// An account without anything stale, from its sums: assets, and debts below zero.
    #[inline(always)]
    pub(super) fn write_sums(
        self,
        account: usize,
        [assets, debts]: &[[N; 3]; 2],
    ) -> Result<(), Fault> {
        let mut healthy = [false; 3];
        let levels = assets.iter().zip(debts).zip(&mut healthy);
        let columns = self.assets.into_iter().zip(self.liabilities);
        for (((assets, debts), healthy), (owned, owed)) in levels.zip(columns) {
            let (true, Ok(debts)) = (assets.is_number() && debts.is_number(), debts.try_neg())
            else {
                return Err(Table::Accounts.fault(Error::Overflow, Column::Sums, account));
            };
            *healthy = *assets >= debts;
            *owned = assets.clone();
            *owed = debts;
        }
        *self.status = Status::known(healthy);
        Ok(())
    }

    pub(super) fn write(self, account: &Account<N, 3>) {
        let levels = account.levels().iter();
        let columns = self.assets.into_iter().zip(self.liabilities);
        for (level, (owned, owed)) in levels.zip(columns) {
            *owned = level.assets.clone();
            *owed = level.liabilities.clone();
        }
        *self.status = account.status();
    }
}

pub(super) fn put<T>(column: &mut [T], row: usize, value: T) {
    if let Some(place) = column.get_mut(row) {
        *place = value;
    }
}
