//! Who holds what: the accounts whose rows depend on a market.

use super::fault::{Column, Fault, Table};
use super::groups::{ascending, groups};
use super::markets::{Markets, Portfolio};
use super::positions::Positions;
use crate::number::Number;
use crate::Error;

/// The accounts that depend on each market of a table: those that a change of its price moves, in
/// ascending order.
///
/// An account depends on an asset that it has a balance of, or in which one of its perps or its options
/// settle; on a perp market or an option series that it has a row of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holders<'a> {
    offsets: &'a [u32],
    accounts: &'a [u32],
}

impl<'a> Holders<'a> {
    /// How many pairs of account and market there are: the room that [`Holders::new`] needs for accounts.
    ///
    /// Errors: as [`scan`](super::scan::scan), as far as the places of markets go.
    pub fn count<N: Number>(
        positions: &Positions<'_, N>,
        markets: &Markets<'_, N>,
        table: Table,
    ) -> Result<usize, Fault> {
        let mut count = 0usize;
        each(positions, markets, table, |_, _| {
            count = count.wrapping_add(1)
        })?;
        Ok(count)
    }

    /// Fills the caller's slices: `offsets` has a place for each market and one more, `accounts` one for
    /// each pair of [`Holders::count`].
    ///
    /// Errors: as [`Holders::count`]; [`Error::InvalidLength`] where a slice has another length.
    pub fn new<N: Number>(
        positions: &Positions<'_, N>,
        markets: &Markets<'_, N>,
        table: Table,
        offsets: &'a mut [u32],
        accounts: &'a mut [u32],
    ) -> Result<Self, Fault> {
        let places = places(markets, table);
        if places.checked_add(1) != Some(offsets.len()) {
            let row = offsets.len().min(places);
            return Err(table.fault(Error::InvalidLength, Column::Offsets, row));
        }
        // Counts one place further on, then sums, then fills: what began as the start of a market's
        // accounts is then their end, which is the start of the next.
        offsets.fill(0);
        let mut count = 0usize;
        each(positions, markets, table, |place, _| {
            count = count.wrapping_add(1);
            if let Some(of) = offsets.get_mut((place as usize).wrapping_add(1)) {
                *of = of.wrapping_add(1);
            }
        })?;
        if count != accounts.len() || u32::try_from(count).is_err() {
            let row = count.min(accounts.len());
            return Err(Table::Accounts.fault(Error::InvalidLength, Column::Offsets, row));
        }
        let mut sum = 0u32;
        for of in offsets.iter_mut() {
            let held = *of;
            *of = sum;
            sum = sum.wrapping_add(held);
        }
        // `offsets[place + 1]` is now where the accounts of `place` begin.
        each(positions, markets, table, |place, account| {
            if let Some(next) = offsets.get_mut((place as usize).wrapping_add(1)) {
                if let Some(room) = accounts.get_mut(*next as usize) {
                    *room = account;
                }
                *next = next.wrapping_add(1);
            }
        })?;
        Ok(Holders { offsets, accounts })
    }

    /// The accounts that depend on a market, in ascending order; none for a place without a market.
    pub fn of(&self, place: u32) -> &'a [u32] {
        let place = place as usize;
        let ends = (
            self.offsets.get(place),
            self.offsets.get(place.wrapping_add(1)),
        );
        let (Some(start), Some(end)) = ends else {
            return &[];
        };
        let range = *start as usize..*end as usize;
        self.accounts.get(range).unwrap_or_default()
    }
}

/// How many markets a table names.
fn places<N: Number>(markets: &Markets<'_, N>, table: Table) -> usize {
    match table {
        Table::Balances => markets.assets().len(),
        Table::Perps => markets.perps().len(),
        Table::Options => markets
            .portfolio()
            .map_or(0, |portfolio| portfolio.arrays().len()),
        Table::Accounts => 0,
    }
}

/// Calls `visit` with every market of a table and account that depends on it, account by account.
fn each<N: Number>(
    positions: &Positions<'_, N>,
    markets: &Markets<'_, N>,
    table: Table,
    mut visit: impl FnMut(u32, u32),
) -> Result<(), Fault> {
    let known = places(markets, table);
    let settles = markets.portfolio().map(Portfolio::settles);
    for (place, account) in (0..u32::MAX).zip(0..positions.accounts()) {
        let [_, perps, options] = positions.rows(account);
        let (column, rows) = match table {
            Table::Balances => {
                groups(positions, markets.perps(), settles, account, |group| {
                    let row = group.balance.map_or(0, |(row, _)| row);
                    check(group.asset, known, table, row)?;
                    visit(group.asset, place);
                    Ok(())
                })?;
                continue;
            }
            Table::Perps => (positions.perps.market, perps),
            Table::Options => (positions.options.market, options),
            Table::Accounts => (&[][..], 0..0),
        };
        ascending(column, rows.clone(), table)?;
        for row in rows {
            let market = column.get(row).copied().unwrap_or(u32::MAX);
            check(market, known, table, row)?;
            visit(market, place);
        }
    }
    Ok(())
}

fn check(market: u32, known: usize, table: Table, row: usize) -> Result<(), Fault> {
    match (market as usize) < known {
        true => Ok(()),
        false => Err(table.fault(Error::UnknownMarket, Column::Market, row)),
    }
}
