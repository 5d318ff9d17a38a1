//! The positions of many accounts as the caller's columns.

use super::fault::{Column, Fault, Table};
use crate::number::Number;
use crate::Error;
use core::ops::Range;

/// Balances: assets by place and quantities, owed where negative. In an account the places ascend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balances<'a, N> {
    /// Where each account's rows begin, and behind the last where they end; empty for no balances at all.
    pub offsets: &'a [u32],
    /// The asset's place.
    pub market: &'a [u32],
    /// Units owned, or owed where negative.
    pub quantity: &'a [N],
}

/// Perps: markets by place, and positions as in [`Perp`](crate::margin::perp::Perp). In an account the
/// places ascend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Perps<'a, N> {
    /// As of [`Balances::offsets`].
    pub offsets: &'a [u32],
    /// The perp market's place.
    pub market: &'a [u32],
    /// Signed size.
    pub size: &'a [N],
    /// What was received less what was paid.
    pub quote: &'a [N],
    /// Units that open orders would buy; empty where nobody has orders.
    pub bids: &'a [N],
    /// Units that open orders would sell; empty where nobody has orders.
    pub asks: &'a [N],
}

/// Options, or what else has a risk array: places in the [`Portfolio`](super::markets::Portfolio) and
/// quantities, owed where negative. In an account the places ascend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options<'a, N> {
    /// As of [`Balances::offsets`].
    pub offsets: &'a [u32],
    /// The series' place.
    pub market: &'a [u32],
    /// How many are owned, or owed where negative.
    pub quantity: &'a [N],
}

impl<N> Balances<'_, N> {
    /// No balances.
    pub const fn none() -> Self {
        Balances {
            offsets: &[],
            market: &[],
            quantity: &[],
        }
    }
}

impl<N> Perps<'_, N> {
    /// No perps.
    pub const fn none() -> Self {
        Perps {
            offsets: &[],
            market: &[],
            size: &[],
            quote: &[],
            bids: &[],
            asks: &[],
        }
    }
}

impl<N> Options<'_, N> {
    /// No options.
    pub const fn none() -> Self {
        Options {
            offsets: &[],
            market: &[],
            quantity: &[],
        }
    }
}

/// All positions of the same accounts, in the same order in each table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Positions<'a, N> {
    accounts: usize,
    pub(super) balances: Balances<'a, N>,
    pub(super) perps: Perps<'a, N>,
    pub(super) options: Options<'a, N>,
}

impl<'a, N: Number> Positions<'a, N> {
    /// The columns of this many accounts; what is checked here is their shape, values when they are read.
    ///
    /// Errors, in the column where it is: [`Error::InvalidLength`] where columns of one table differ in
    /// length, offsets are not one more than the accounts, descend, or point beyond the rows, or a row
    /// before the first or behind the last is nobody's: a debt among them would be left out.
    pub fn new(
        accounts: usize,
        balances: Balances<'a, N>,
        perps: Perps<'a, N>,
        options: Options<'a, N>,
    ) -> Result<Self, Fault> {
        let rows = balances.market.len();
        offsets(Table::Balances, accounts, balances.offsets, rows)?;
        length(Table::Balances, Column::Quantity, rows, balances.quantity)?;
        let rows = perps.market.len();
        offsets(Table::Perps, accounts, perps.offsets, rows)?;
        length(Table::Perps, Column::Quantity, rows, perps.size)?;
        length(Table::Perps, Column::Quote, rows, perps.quote)?;
        for (column, orders) in [(Column::Bids, perps.bids), (Column::Asks, perps.asks)] {
            if !orders.is_empty() {
                length(Table::Perps, column, rows, orders)?;
            }
        }
        let rows = options.market.len();
        offsets(Table::Options, accounts, options.offsets, rows)?;
        length(Table::Options, Column::Quantity, rows, options.quantity)?;
        Ok(Positions {
            accounts,
            balances,
            perps,
            options,
        })
    }

    /// How many accounts there are.
    pub fn accounts(&self) -> usize {
        self.accounts
    }

    /// The rows of an account in each table.
    #[inline(always)]
    pub(super) fn rows(&self, account: usize) -> [Range<usize>; 3] {
        [
            rows(self.balances.offsets, account),
            rows(self.perps.offsets, account),
            rows(self.options.offsets, account),
        ]
    }
}

impl<N> Positions<'_, N> {
    /// The balances of an account that has neither perps nor options.
    #[inline(always)]
    pub(super) fn alone(&self, account: usize) -> Option<(usize, &[u32], &[N])> {
        let other = |offsets: &[u32]| !(offsets.is_empty() || rows(offsets, account).is_empty());
        let [start, end] = self.balances.offsets.get(account..)?.first_chunk()?;
        let rows = *start as usize..*end as usize;
        if other(self.perps.offsets) || other(self.options.offsets) {
            return None;
        }
        let start = rows.start;
        let market = self.balances.market.get(rows.clone())?;
        Some((start, market, self.balances.quantity.get(rows)?))
    }
}

/// The rows of an account: none where it has no offsets.
#[inline(always)]
fn rows(offsets: &[u32], account: usize) -> Range<usize> {
    match (offsets.get(account), offsets.get(account.wrapping_add(1))) {
        (Some(start), Some(end)) => *start as usize..*end as usize,
        _ => 0..0,
    }
}

fn length<N>(table: Table, column: Column, rows: usize, values: &[N]) -> Result<(), Fault> {
    match values.len() == rows {
        true => Ok(()),
        false => Err(table.fault(Error::InvalidLength, column, rows.min(values.len()))),
    }
}

fn offsets(table: Table, accounts: usize, offsets: &[u32], rows: usize) -> Result<(), Fault> {
    let fault = |row| Err(table.fault(Error::InvalidLength, Column::Offsets, row));
    if offsets.is_empty() && rows == 0 {
        return Ok(());
    }
    if accounts.checked_add(1) != Some(offsets.len()) {
        return fault(offsets.len().min(accounts));
    }
    let mut last = 0;
    for (row, offset) in (0..offsets.len()).zip(offsets) {
        let beyond = *offset as usize > rows || row == 0 && *offset > 0;
        if *offset < last || beyond {
            return fault(row);
        }
        last = *offset;
    }
    match last as usize == rows {
        true => Ok(()),
        false => fault(accounts),
    }
}
