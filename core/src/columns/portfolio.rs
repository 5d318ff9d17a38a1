//! What an account of the columns has under a [`Portfolio`]: its options, and what is margined with them.

use super::fault::{Column, Fault, Table};
use super::groups::{number, settling};
use super::markets::{Markets, PerpMarket, Portfolio};
use super::positions::Positions;
use super::rows::NONE;
use crate::margin::account::MAINTENANCE;
use crate::margin::perp::{Perp, Terms};
use crate::margin::scenario::Scan;
use crate::number::Number;
use crate::Error;
use core::ops::Range;

/// The positions of an account that a portfolio margins as a whole.
pub(super) struct Margined<'a, N> {
    portfolio: &'a Portfolio<'a, N>,
    positions: &'a Positions<'a, N>,
    perps: &'a [PerpMarket<'a, N>],
    account: usize,
    options: Range<usize>,
}

/// What they are worth at each level in units of the asset that they settle in, where every price is
/// known, and the scenario that decides at maintenance, or [`NONE`].
pub(super) struct Worth<N> {
    pub(super) totals: [N; 3],
    pub(super) known: [bool; 3],
    pub(super) scenario: u32,
}

/// The mark at a level and what counts of the worst loss there.
struct Level<N> {
    mark: N,
    loss: N,
    scenario: usize,
}

impl<'a, N: Number> Margined<'a, N> {
    /// Those of an account; nothing where it has no rows of options. Errors: [`Error::UnknownMarket`] where
    /// it has and no market margins them.
    pub(super) fn of(
        positions: &'a Positions<'a, N>,
        markets: &'a Markets<'a, N>,
        account: usize,
    ) -> Result<Option<Self>, Fault> {
        let [_, _, options] = positions.rows(account);
        if options.is_empty() {
            return Ok(None);
        }
        let unknown = Table::Options.fault(Error::UnknownMarket, Column::Market, options.start);
        Ok(Some(Margined {
            portfolio: markets.portfolio().ok_or(unknown)?,
            positions,
            perps: markets.perps(),
            account,
            options,
        }))
    }

    /// The place of the asset that they settle in.
    pub(super) fn settles(&self) -> u32 {
        self.portfolio.settles()
    }

    /// Whether positions of a perp market are among them.
    pub(super) fn has_perp(&self, market: &PerpMarket<'_, N>) -> bool {
        self.portfolio.margins(market)
    }

    /// Whether this much of an asset is among them.
    pub(super) fn has_coins(&self, asset: u32, quantity: &N) -> bool {
        let coins = self.portfolio.coins();
        coins.is_some_and(|coins| coins.asset == asset) && *quantity > N::zero()
    }

    /// What they are worth. `room` has a place for each scenario.
    pub(super) fn worth(&self, room: &mut [N]) -> Result<Worth<N>, Fault> {
        let mut worth = Worth {
            totals: [(); 3].map(|()| N::zero()),
            known: [true; 3],
            scenario: NONE,
        };
        let coins = self.coins()?;
        let mut last: Option<(usize, Level<N>)> = None;
        let places = worth.totals.iter_mut().zip(&mut worth.known);
        let factors = self.portfolio.factors().iter();
        for (level, ((total, known), factor)) in (0..3).zip(places.zip(factors)) {
            let at = match last.take() {
                Some((before, at)) if self.same(before, level, &coins)? => Some(at),
                _ => self.level(level, &coins, room)?,
            };
            let Some(at) = at else {
                *known = false;
                continue;
            };
            let whole = |error| Table::Accounts.fault(error, Column::Sums, self.account);
            let counted = at.loss.mul_down(factor).map_err(whole)?;
            *total = at.mark.try_add(&counted).map_err(whole)?;
            if level == MAINTENANCE {
                worth.scenario = u32::try_from(at.scenario).unwrap_or(NONE);
            }
            last = Some((level, at));
        }
        Ok(worth)
    }

    /// The row and the quantity of its coins; nothing where it has none.
    fn coins(&self) -> Result<Option<(usize, &'a N)>, Fault> {
        let Some(coins) = self.portfolio.coins() else {
            return Ok(None);
        };
        let [rows, _, _] = self.positions.rows(self.account);
        let start = rows.start;
        let held = |columns: Range<usize>| {
            let market = self.positions.balances.market.get(columns.clone())?;
            let at = market.iter().position(|market| *market == coins.asset)?;
            let row = start.wrapping_add(at);
            Some((row, self.positions.balances.quantity.get(row)?))
        };
        match held(rows) {
            Some((row, quantity)) => {
                let quantity = number(quantity)
                    .map_err(|error| Table::Balances.fault(error, Column::Quantity, row))?;
                Ok((*quantity > N::zero()).then_some((row, quantity)))
            }
            None => Ok(None),
        }
    }

    /// The perps among them, without orders: no scenario says what becomes of those.
    fn perps(
        &self,
    ) -> impl Iterator<Item = Result<(usize, &PerpMarket<'a, N>, Perp<N>), Fault>> + '_ {
        let settles = self.settles();
        let held = settling(self.positions, self.perps, self.account, settles);
        held.filter_map(|perp| match perp {
            Ok((_, market, _)) if !self.has_perp(market) => None,
            Ok((row, market, perp)) => {
                let fault = |column| Err(Table::Perps.fault(Error::OutOfDomain, column, row));
                Some(match (perp.bids().is_zero(), perp.asks().is_zero()) {
                    (false, _) => fault(Column::Bids),
                    (_, false) => fault(Column::Asks),
                    _ => Ok((row, market, perp)),
                })
            }
            Err(fault) => Some(Err(fault)),
        })
    }

    /// Whether all prices are the same at two levels.
    fn same(&self, one: usize, other: usize, coins: &Option<(usize, &N)>) -> Result<bool, Fault> {
        if let (Some(_), Some(coins)) = (coins, self.portfolio.coins()) {
            let differ = |prices: &[_; 3]| prices.get(one) != prices.get(other);
            if differ(&coins.prices) || differ(&coins.unit) {
                return Ok(false);
            }
        }
        for perp in self.perps() {
            let (_, market, _) = perp?;
            let price = |level: usize| market.terms.get(level).map(Terms::price);
            if price(one) != price(other) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The mark and the worst scenario at the prices of a level; nothing where one of them is unknown.
    fn level(
        &self,
        level: usize,
        coins: &Option<(usize, &N)>,
        room: &mut [N],
    ) -> Result<Option<Level<N>>, Fault> {
        let mut scan = self.scan(room)?;
        let mut marks = N::zero();
        for perp in self.perps() {
            let (row, market, perp) = perp?;
            let fault = |error| Table::Perps.fault(error, Column::Quantity, row);
            let Some(terms) = market.terms.get(level) else {
                return Err(fault(Error::UnknownMarket));
            };
            match self.add_perp(&perp, terms, &mut scan) {
                Ok(profit) => marks = marks.try_add(&profit).map_err(fault)?,
                Err(Error::UnknownPrice) => return Ok(None),
                Err(error) => return Err(fault(error)),
            }
        }
        if let Some((row, quantity)) = coins {
            match self.add_coins(quantity, level, &mut scan) {
                Ok(worth) => {
                    marks = marks
                        .try_add(&worth)
                        .map_err(|error| Table::Balances.fault(error, Column::Quantity, *row))?
                }
                Err(Error::UnknownPrice) => return Ok(None),
                Err(error) => return Err(Table::Balances.fault(error, Column::Quantity, *row)),
            }
        }
        let whole = |error| Table::Accounts.fault(error, Column::Sums, self.account);
        let worst = scan.worst_weighted(self.portfolio.grid()).map_err(whole)?;
        Ok(Some(Level {
            mark: scan.mark().try_add(&marks).map_err(whole)?,
            loss: worst.profit.lesser(&N::zero()),
            scenario: worst.scenario,
        }))
    }

    /// The options over the grid.
    fn scan<'r>(&self, room: &'r mut [N]) -> Result<Scan<N, &'r mut [N]>, Fault> {
        let mut scan = Scan::new(room);
        for row in self.options.clone() {
            let fault = |error, column| Table::Options.fault(error, column, row);
            let options = &self.positions.options;
            let array = options.market.get(row);
            let array = array.and_then(|place| self.portfolio.arrays().get(*place as usize));
            let array = array.ok_or(fault(Error::UnknownMarket, Column::Market))?;
            let quantity = options.quantity.get(row);
            let quantity = quantity.ok_or(fault(Error::InvalidLength, Column::Quantity))?;
            let added = number(quantity).and_then(|quantity| scan.add(quantity, array));
            added.map_err(|error| fault(error, Column::Quantity))?;
        }
        Ok(scan)
    }

    /// Adds what a perp gains, as [`RiskArray::linear`](crate::margin::scenario::RiskArray::linear) of its
    /// price; what it is worth at that price without weights.
    fn add_perp(
        &self,
        perp: &Perp<N>,
        terms: &Terms<'_, N>,
        scan: &mut Scan<N, &mut [N]>,
    ) -> Result<N, Error> {
        let (size, price) = (perp.size(), terms.price());
        let worth = perp.value(&Terms::equity(price.clone()))?;
        if size.is_zero() {
            return Ok(worth);
        }
        for (profit, scenario) in scan.profits_mut().iter_mut().zip(self.portfolio.grid()) {
            let change = scenario.spot().try_sub(&N::one())?;
            let unit = match size.is_negative() {
                true => price.high().mul_up(&change)?,
                false => price.low().mul_down(&change)?,
            };
            *profit = profit.try_add(&size.mul_down(&unit)?)?;
        }
        Ok(worth)
    }

    /// Adds what coins gain; what they are worth, in units of the asset that everything settles in.
    fn add_coins(
        &self,
        quantity: &N,
        level: usize,
        scan: &mut Scan<N, &mut [N]>,
    ) -> Result<N, Error> {
        let coins = self.portfolio.coins().ok_or(Error::UnknownMarket)?;
        let price = coins.prices.get(level).ok_or(Error::UnknownMarket)?;
        let unit = coins.unit.get(level).ok_or(Error::UnknownMarket)?;
        if !price.is_known() || !unit.is_known() {
            return Err(Error::UnknownPrice);
        }
        let worth = quantity.mul_div_down(price.low(), unit.high())?;
        for (profit, scenario) in scan.profits_mut().iter_mut().zip(self.portfolio.grid()) {
            let change = scenario.spot().try_sub(&N::one())?;
            *profit = profit.try_add(&worth.mul_down(&change)?)?;
        }
        Ok(worth)
    }
}
