//! What is written of each account: the caller's columns of results.

use super::fault::{Column, Fault, Table};
use crate::margin::account::{Account, Status};
use crate::number::Number;
use crate::Error;

/// Where [`Rows::scenario`] has no scenario: the account has no options.
pub const NONE: u32 = u32::MAX;

/// One row an account: its sums at initial, maintenance and equity, its status, and the scenario that
/// costs its options most.
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

    /// An account without anything stale, from its sums: assets, and debts below zero.
    #[inline(always)]
    pub(super) fn write_sums(
        &mut self,
        row: usize,
        account: usize,
        [assets, debts]: &[[N; 3]; 2],
    ) -> Result<(), Fault> {
        let mut healthy = [false; 3];
        let levels = assets.iter().zip(debts).zip(&mut healthy);
        let columns = self.assets.iter_mut().zip(&mut self.liabilities);
        for (((assets, debts), healthy), (owned, owed)) in levels.zip(columns) {
            let (true, Ok(debts)) = (assets.is_number() && debts.is_number(), debts.try_neg())
            else {
                return Err(Table::Accounts.fault(Error::Overflow, Column::Sums, account));
            };
            *healthy = *assets >= debts;
            put(owned, row, assets.clone());
            put(owed, row, debts);
        }
        put(self.status, row, Status::known(healthy));
        put(self.scenario, row, NONE);
        Ok(())
    }

    #[inline(always)]
    pub(super) fn write(&mut self, row: usize, account: &Account<N, 3>, scenario: u32) {
        let levels = account.levels().iter();
        for ((level, assets), liabilities) in
            levels.zip(&mut self.assets).zip(&mut self.liabilities)
        {
            put(assets, row, level.assets.clone());
            put(liabilities, row, level.liabilities.clone());
        }
        put(self.status, row, account.status());
        put(self.scenario, row, scenario);
    }
}

#[inline(always)]
pub(super) fn put<T>(column: &mut [T], row: usize, value: T) {
    if let Some(place) = column.get_mut(row) {
        *place = value;
    }
}
