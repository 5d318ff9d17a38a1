//! Accounts measured from columns: all of a range, or those of a list.

use super::fault::{Column, Fault, Table};
use super::groups::{groups, number, settling, Group};
use super::markets::{Markets, Weighted};
use super::portfolio::Margined;
use super::positions::Positions;
use super::rows::{Cells, Rows, NONE};
use crate::margin::account::Account;
use crate::margin::net::Net;
use crate::number::Number;
use crate::Error;
use core::ops::Range;

/// Measures the accounts of a range and writes one row for each, the first of the range into row 0.
///
/// Every row has the bits of an [`Account`] that was fed with the same positions: balances by
/// [`Account::add`], and perps with the balance of the asset that they settle in by [`Account::add_net`].
/// Options, and the perps and coins that are margined with them, enter the group of the asset that they
/// settle in as one position: see [`Portfolio`](super::markets::Portfolio). On `f64`, where the order of
/// a sum matters, the balances in which nothing settles are summed apart. Ranges may be measured in
/// any order and on any number of threads. `room` has a place for each scenario of the options' grid; it
/// is empty where there are none.
///
/// Errors: a [`Fault`] in the first account that has one: [`Error::InvalidOrder`] where the places of an
/// account's markets do not ascend, [`Error::UnknownMarket`] for a place without a market,
/// [`Error::InvalidNumber`], [`Error::InvalidQuantity`] for negative orders, [`Error::OutOfDomain`] for orders of
/// a perp that is margined with options, [`Error::InvalidLength`] where
/// rows are too few or accounts are asked for that are not there, [`Error::InvalidScenario`] where `room` is
/// not as long as the grid, [`Error::Overflow`]. Rows before it have been written.
pub fn scan<N: Number>(
    positions: &Positions<'_, N>,
    markets: &Markets<'_, N>,
    accounts: Range<usize>,
    room: &mut [N],
    rows: &mut Rows<'_, N>,
) -> Result<(), Fault> {
    rows.check(accounts.len())?;
    let (cells, scenarios) = rows.cells();
    for (row, (account, cells)) in (0..usize::MAX).zip(accounts.zip(cells)) {
        let scenario = scenarios.get_mut(row);
        write(positions, markets, account, room, cells, scenario)?;
    }
    Ok(())
}

/// Measures the accounts of a list and writes each into the row of its own number: what a change of a few
/// markets asks for, with the bits of a full [`scan`]. `rows` has a row for every account.
///
/// Errors: as [`scan`].
pub fn rescan<N: Number>(
    positions: &Positions<'_, N>,
    markets: &Markets<'_, N>,
    accounts: &[u32],
    room: &mut [N],
    rows: &mut Rows<'_, N>,
) -> Result<(), Fault> {
    rows.check(positions.accounts())?;
    for account in accounts {
        let account = *account as usize;
        let beyond = Table::Accounts.fault(Error::InvalidLength, Column::Offsets, account);
        let (cells, scenario) = rows.at(account).ok_or(beyond)?;
        write(positions, markets, account, room, cells, scenario)?;
    }
    Ok(())
}

/// One account of the columns, and the scenario that costs its options and what is margined with them most at
/// maintenance, or [`NONE`].
///
/// Errors: as [`scan`].
pub fn measure<N: Number>(
    positions: &Positions<'_, N>,
    markets: &Markets<'_, N>,
    account: usize,
    room: &mut [N],
) -> Result<(Account<N, 3>, u32), Fault> {
    match account < positions.accounts() {
        true => netted(positions, markets, account, room),
        false => Err(Table::Accounts.fault(Error::InvalidLength, Column::Offsets, account)),
    }
}

/// Measures an account into its cells.
#[inline(always)]
fn write<N: Number>(
    positions: &Positions<'_, N>,
    markets: &Markets<'_, N>,
    account: usize,
    room: &mut [N],
    cells: Cells<'_, N>,
    scenario: Option<&mut u32>,
) -> Result<(), Fault> {
    let mut worst = NONE;
    match plain(positions, markets, account)? {
        Some(sums) => cells.write_sums(account, &sums)?,
        None => {
            let (measured, of) = measure(positions, markets, account, room)?;
            cells.write(&measured);
            worst = of;
        }
    }
    if let Some(scenario) = scenario {
        *scenario = worst;
    }
    Ok(())
}

/// The sums of an account that has nothing but balances, all of them with a price: what most accounts of
/// most lenders have. Nothing where it has anything else.
#[inline(always)]
pub(super) fn plain<N: Number>(
    positions: &Positions<'_, N>,
    markets: &Markets<'_, N>,
    account: usize,
) -> Result<Option<[[N; 3]; 2]>, Fault> {
    let Some((start, places, quantities)) = positions.alone(account) else {
        return Ok(None);
    };
    let mut sums = nothing();
    let mut least = 0;
    for (row, (place, quantity)) in (start..usize::MAX).zip(places.iter().zip(quantities)) {
        let fault = |error, column| Err(Table::Balances.fault(error, column, row));
        if u64::from(*place) < least {
            return fault(Error::InvalidOrder, Column::Market);
        }
        least = u64::from(*place).wrapping_add(1);
        let Some(asset) = markets.assets().get(*place as usize) else {
            return fault(Error::UnknownMarket, Column::Market);
        };
        let Some(units) = asset.units() else {
            return Ok(None);
        };
        if let Err(error) = quantity.add_weighted(units, &mut sums) {
            return fault(error, Column::Quantity);
        }
    }
    Ok(Some(sums))
}

fn nothing<N: Number>() -> [[N; 3]; 2] {
    [(); 2].map(|()| [(); 3].map(|()| N::zero()))
}

/// An account of which perps or options settle in some of its assets.
#[inline(never)]
fn netted<N: Number>(
    positions: &Positions<'_, N>,
    markets: &Markets<'_, N>,
    account: usize,
    room: &mut [N],
) -> Result<(Account<N, 3>, u32), Fault> {
    let mut sums = Sums::new();
    let margined = Margined::of(positions, markets, account)?;
    let worth = margined.as_ref().map(|held| held.worth(room)).transpose()?;
    let settles = margined.as_ref().map(Margined::settles);
    let whole = |error| Table::Accounts.fault(error, Column::Sums, account);
    groups(positions, markets.perps(), settles, account, |group| {
        let zero = N::zero();
        let balance = group.balance.map(|(row, quantity)| {
            let taken =
                (margined.as_ref()).is_some_and(|held| held.has_coins(group.asset, quantity));
            (row, if taken { &zero } else { quantity })
        });
        let group = Group { balance, ..group };
        let (Some((row, quantity)), false) = (group.balance, group.shared) else {
            let mut net = Net::new(&group.holds()?);
            for perp in settling(positions, markets.perps(), account, group.asset) {
                let (row, market, perp) = perp?;
                if margined.as_ref().is_some_and(|held| held.has_perp(market)) {
                    continue;
                }
                let added = net.add(&perp, &market.terms);
                added.map_err(|error| Table::Perps.fault(error, Column::Quantity, row))?;
            }
            if let (Some(worth), true) = (&worth, settles == Some(group.asset)) {
                net.add_known(&worth.totals, &worth.known).map_err(whole)?;
            }
            let unknown = group
                .balance
                .map_or(whole(Error::UnknownMarket), |(row, _)| {
                    Table::Balances.fault(Error::UnknownMarket, Column::Market, row)
                });
            let asset = markets.assets().get(group.asset as usize).ok_or(unknown)?;
            return sums.account.add_net(&net, &asset.bounds()).map_err(whole);
        };
        sums.add(markets, row, group.asset, quantity)
    })?;
    let scenario = worth.map_or(NONE, |worth| worth.scenario);
    Ok((sums.close(account)?, scenario))
}

/// What an account sums up to: balances of their own in a few words each, and everything else.
struct Sums<N> {
    own: [[N; 3]; 2],
    count: u32,
    account: Account<N, 3>,
}

impl<N: Number> Sums<N> {
    #[inline(always)]
    fn new() -> Self {
        Sums {
            own: nothing(),
            count: 0,
            account: Account::new(),
        }
    }

    /// Counts a balance in which nothing settles.
    #[inline(always)]
    fn add(
        &mut self,
        markets: &Markets<'_, N>,
        row: usize,
        place: u32,
        quantity: &N,
    ) -> Result<(), Fault> {
        let Some(asset) = markets.assets().get(place as usize) else {
            return Err(Table::Balances.fault(Error::UnknownMarket, Column::Market, row));
        };
        let added = match asset.units() {
            Some(units) => {
                self.count = self.count.wrapping_add(1);
                quantity.add_weighted(units, &mut self.own)
            }
            None => stale(&mut self.account, quantity, asset),
        };
        added.map_err(|error| Table::Balances.fault(error, Column::Quantity, row))
    }

    #[inline(always)]
    fn close(mut self, account: usize) -> Result<Account<N, 3>, Fault> {
        let [assets, debts] = &self.own;
        let levels = self.account.levels.iter_mut();
        for ((level, assets), debts) in levels.zip(assets).zip(debts) {
            let sums = level.assets.try_add(assets);
            let sums = sums.and_then(|assets| Ok((assets, level.liabilities.try_sub(debts)?)));
            let overflow = Table::Accounts.fault(Error::Overflow, Column::Sums, account);
            (level.assets, level.liabilities) = sums.map_err(|_| overflow)?;
            level.positions = level.positions.wrapping_add(self.count);
        }
        Ok(self.account)
    }
}

/// A balance of an asset that at some level has no price, or one that is no number.
#[inline(never)]
fn stale<N: Number>(
    account: &mut Account<N, 3>,
    quantity: &N,
    asset: &Weighted<N>,
) -> Result<(), Error> {
    account.add(number(quantity)?, &asset.bounds())
}
