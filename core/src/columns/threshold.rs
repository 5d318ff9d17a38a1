//! The liquidation price of an account of the columns.

use super::fault::{Column, Fault, Table};
use super::groups::{groups, settling, Group};
use super::markets::{Asset, PerpMarket};
use super::positions::Positions;
use crate::liquidation::threshold::{flat, Start, Threshold};
use crate::margin::health::Health;
use crate::margin::holding::{Holding, Leg};
use crate::number::Number;
use crate::price::Price;
use crate::Error;

/// The prices of `index` at which an account is healthy at maintenance for the last time, on the grid of
/// `step`, while everything that does not follow the index stands: as
/// [`liquidation::threshold`](crate::liquidation::threshold::threshold) of the same account, bit for bit.
///
/// Errors: a [`Fault`] as of [`scan`](super::scan::scan); [`Error::OutOfDomain`] for an account with options,
/// whose health is no concave function of a price; [`Error::InvalidStep`], [`Error::InvalidIndex`] where
/// a perp follows the index of the asset that it settles in, [`Error::Overflow`].
pub fn threshold<N: Number>(
    positions: &Positions<'_, N>,
    assets: &[Asset<N>],
    perps: &[PerpMarket<'_, N>],
    account: usize,
    index: u32,
    price: &Price<N>,
    step: &N,
) -> Result<Threshold<N>, Fault> {
    let whole = |error| Table::Accounts.fault(error, Column::Sums, account);
    if account >= positions.accounts() {
        return Err(whole(Error::InvalidLength));
    }
    let [_, _, options] = positions.rows(account);
    if !options.is_empty() {
        return Err(Table::Options.fault(Error::OutOfDomain, Column::Market, options.start));
    }
    let held = Held {
        positions,
        assets,
        perps,
        account,
        index,
    };
    let (mut standing, mut now, mut exposed) = (Health::new(), Health::new(), false);
    held.each(|held, group, holding| {
        held.check(group)?;
        let health = holding.health_moved(held.legs(group), |_| None);
        let health = health.map_err(whole)?;
        if held.is_exposed(group, holding) {
            exposed = true;
        } else {
            standing = standing.merge(&health).map_err(whole)?;
        }
        now = now.merge(&health).map_err(whole)?;
        Ok(())
    })?;
    let worthless = || {
        let mut total = standing.clone();
        let flattened = held.each(|held, group, holding| {
            if held.is_exposed(group, holding) && holding.index != index {
                let legs = held.legs(group).map(|leg| flat(&leg, index));
                let health = holding.health_moved(legs, |_| None).map_err(whole)?;
                total = total.merge(&health).map_err(whole)?;
            }
            Ok(())
        });
        flattened.map_err(|fault| fault.error)?;
        Ok(total)
    };
    let start = Start { exposed, now };
    let found = start.search(price, step, worthless, |at| {
        let factor = price.factor_to(at)?;
        let mut total = standing.clone();
        let moved = held.each(|held, group, holding| {
            if held.is_exposed(group, holding) {
                let follows = |of: u32| (of == index).then_some(&factor);
                let health = holding.health_moved(held.legs(group), follows);
                total = total.merge(&health.map_err(whole)?).map_err(whole)?;
            }
            Ok(())
        });
        moved.map_err(|fault| fault.error)?;
        total.surplus()
    });
    found.map_err(whole)
}

/// An account of the columns at maintenance, seen from one index.
struct Held<'p, 'c, 'm, N> {
    positions: &'p Positions<'c, N>,
    assets: &'p [Asset<N>],
    perps: &'p [PerpMarket<'m, N>],
    account: usize,
    index: u32,
}

impl<'p, 'm, N: Number> Held<'p, '_, 'm, N> {
    /// Calls `visit` with every group and its asset as a holding, whose perps are [`Held::legs`].
    fn each(
        &self,
        mut visit: impl FnMut(&Self, &Group<'_, N>, &Holding<'_, N>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        groups(self.positions, self.perps, None, self.account, |group| {
            let asset = self.assets.get(group.asset as usize);
            let asset = asset.ok_or_else(|| self.unlisted(&group))?;
            // Maintenance stands between initial and equity.
            let ([_, price, _], [_, weights, _]) = (&asset.prices, &asset.weights);
            let holding = Holding {
                balance: group.holds()?,
                price: price.clone(),
                weights: weights.clone(),
                index: asset.index,
                legs: &[],
            };
            visit(self, &group, &holding)
        })
    }

    /// The perps of a group that [`Held::check`] has seen.
    fn legs(&self, group: &Group<'_, N>) -> impl Iterator<Item = Leg<'m, N>> + 'p {
        let (positions, perps) = (self.positions, self.perps);
        let rows = settling(positions, perps, self.account, group.asset);
        rows.flatten().map(|(_, market, perp)| {
            let [_, terms, _] = &market.terms;
            Leg {
                perp,
                terms: terms.clone(),
                index: market.index,
            }
        })
    }

    /// A group in an asset that is not there: named by its balance, or by the first perp that settles in it.
    fn unlisted(&self, group: &Group<'_, N>) -> Fault {
        let (positions, perps) = (self.positions, self.perps);
        let first = settling(positions, perps, self.account, group.asset).next();
        let (table, row) = match (&group.balance, first) {
            (Some((row, _)), _) => (Table::Balances, *row),
            (None, Some(Ok((row, _, _)))) => (Table::Perps, row),
            (None, Some(Err(fault))) => return fault,
            (None, None) => (Table::Accounts, self.account),
        };
        table.fault(Error::UnknownMarket, Column::Market, row)
    }

    /// Whether the perps of a group can be read.
    fn check(&self, group: &Group<'_, N>) -> Result<(), Fault> {
        let rows = settling(self.positions, self.perps, self.account, group.asset);
        rows.into_iter().try_for_each(|row| row.map(|_| ()))
    }

    /// As [`Holding::is_exposed_to`].
    fn is_exposed(&self, group: &Group<'_, N>, holding: &Holding<'_, N>) -> bool {
        if holding.index == self.index {
            let quoted = |leg: Leg<'_, N>| leg.perp.is_exposed() || !leg.perp.quote().is_zero();
            return !holding.balance.is_zero() || self.legs(group).any(quoted);
        }
        let index = self.index;
        let exposed = |leg: Leg<'_, N>| leg.index == index && leg.perp.is_exposed();
        self.legs(group).any(exposed)
    }
}
