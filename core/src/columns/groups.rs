//! The netting groups of an account of the columns, in the order of their assets.

use super::fault::{Column, Fault, Table};
use super::markets::PerpMarket;
use super::positions::Positions;
use crate::margin::perp::Perp;
use crate::number::Number;
use crate::Error;
use core::ops::Range;

/// One asset of an account.
pub(super) struct Group<'a, N> {
    /// Its place.
    pub(super) asset: u32,
    /// Its row and what it holds, where it has a balance.
    pub(super) balance: Option<(usize, &'a N)>,
    /// Whether perps or options of the account settle in it.
    pub(super) shared: bool,
}

impl<N: Number> Group<'_, N> {
    /// What it holds of its asset: nothing where it has no balance.
    pub(super) fn holds(&self) -> Result<N, Fault> {
        let Some((row, quantity)) = self.balance else {
            return Ok(N::zero());
        };
        let holds = number(quantity).cloned();
        holds.map_err(|error| Table::Balances.fault(error, Column::Quantity, row))
    }
}

/// A number of the caller's columns: an error where it is none.
#[inline]
pub(super) fn number<N: Number>(value: &N) -> Result<&N, Error> {
    match value.is_number() {
        true => Ok(value),
        false => Err(Error::InvalidNumber),
    }
}

/// Calls `each` with the groups of an account, whose options, where it has any, settle in `options`. What is
/// wrong in a row of balances is found when it is reached, as where there is nothing else.
pub(super) fn groups<'a, N: Number>(
    positions: &Positions<'a, N>,
    perps: &[PerpMarket<'_, N>],
    options: Option<u32>,
    account: usize,
    mut each: impl FnMut(Group<'a, N>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let [balances, held, series] = positions.rows(account);
    ascending(positions.perps.market, held.clone(), Table::Perps)?;
    ascending(positions.options.market, series.clone(), Table::Options)?;
    let options = options.filter(|_| !series.is_empty());
    let next = |least: u64| -> Result<Option<u32>, Fault> {
        let mut next = options.filter(|asset| u64::from(*asset) >= least);
        for row in held.clone() {
            let settles = listed(positions, perps, row)?.settles;
            if u64::from(settles) >= least && next.is_none_or(|asset| settles < asset) {
                next = Some(settles);
            }
        }
        Ok(next)
    };
    let after = |asset: u32| u64::from(asset).wrapping_add(1);
    let mut shared = next(0)?;
    let mut least = 0;
    for row in balances {
        let (Some(market), Some(quantity)) = (
            positions.balances.market.get(row),
            positions.balances.quantity.get(row),
        ) else {
            return Err(Table::Balances.fault(Error::InvalidLength, Column::Quantity, row));
        };
        if u64::from(*market) < least {
            return Err(Table::Balances.fault(Error::InvalidOrder, Column::Market, row));
        }
        least = after(*market);
        while let Some(asset) = shared.filter(|asset| asset < market) {
            each(Group {
                asset,
                balance: None,
                shared: true,
            })?;
            shared = next(after(asset))?;
        }
        let mine = shared == Some(*market);
        each(Group {
            asset: *market,
            balance: Some((row, quantity)),
            shared: mine,
        })?;
        if mine {
            shared = next(after(*market))?;
        }
    }
    while let Some(asset) = shared {
        each(Group {
            asset,
            balance: None,
            shared: true,
        })?;
        shared = next(after(asset))?;
    }
    Ok(())
}

/// The rows of the perps of an account that settle in an asset.
pub(super) fn settling<'p, 'm, N: Number>(
    positions: &'p Positions<'_, N>,
    perps: &'p [PerpMarket<'m, N>],
    account: usize,
    asset: u32,
) -> impl Iterator<Item = Result<(usize, &'p PerpMarket<'m, N>, Perp<N>), Fault>> + 'p {
    let [_, held, _] = positions.rows(account);
    held.filter_map(move |row| match listed(positions, perps, row) {
        Ok(market) if market.settles != asset => None,
        Ok(market) => Some(perp(positions, row).map(|perp| (row, market, perp))),
        Err(fault) => Some(Err(fault)),
    })
}

/// The market of a row of perps.
fn listed<'p, 'm, N: Number>(
    positions: &Positions<'_, N>,
    perps: &'p [PerpMarket<'m, N>],
    row: usize,
) -> Result<&'p PerpMarket<'m, N>, Fault> {
    let place = positions.perps.market.get(row);
    let market = place.and_then(|place| perps.get(*place as usize));
    market.ok_or(Table::Perps.fault(Error::UnknownMarket, Column::Market, row))
}

/// The position of a row of perps.
fn perp<N: Number>(positions: &Positions<'_, N>, row: usize) -> Result<Perp<N>, Fault> {
    let columns = &positions.perps;
    let read = |values: &[N], column| {
        let value = values.get(row).ok_or(Error::InvalidLength);
        let value = value.and_then(|value| number(value).cloned());
        value.map_err(|error| Table::Perps.fault(error, column, row))
    };
    let size = read(columns.size, Column::Quantity)?;
    let perp = Perp::new(size, read(columns.quote, Column::Quote)?);
    let orders = |values: &[N], column| match values.is_empty() {
        true => Ok(N::zero()),
        false => match read(values, column)? {
            order if order.is_negative() => {
                Err(Table::Perps.fault(Error::InvalidQuantity, column, row))
            }
            order => Ok(order),
        },
    };
    let bids = orders(columns.bids, Column::Bids)?;
    let asks = orders(columns.asks, Column::Asks)?;
    let perp = perp.with_orders(bids, asks);
    perp.map_err(|error| Table::Perps.fault(error, Column::Bids, row))
}

/// Whether each place is above the one before.
pub(super) fn ascending(market: &[u32], rows: Range<usize>, table: Table) -> Result<(), Fault> {
    let mut least = 0;
    for row in rows {
        let place = market.get(row).map_or(0, |place| u64::from(*place));
        if place < least {
            return Err(table.fault(Error::InvalidOrder, Column::Market, row));
        }
        least = place.wrapping_add(1);
    }
    Ok(())
}
