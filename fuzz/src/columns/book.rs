//! The same accounts fed by hand, from the rows of columns that may hold anything.

use super::{Columns, Made};
use plimsoll::columns::falls::{Fall, Falls};
use plimsoll::columns::markets::{Asset, Markets, Portfolio};
use plimsoll::columns::positions::Positions;
use plimsoll::columns::scan::measure;
use plimsoll::columns::threshold::threshold;
use plimsoll::margin::scenario::{RiskArray, Scan};
use plimsoll::{Account, Error, Fixed, Health, Limit, Net, Number, Perp, Terms};
use std::collections::BTreeMap;

/// Markets, and the tables that [`Positions`] were made of.
pub struct Book<'a> {
    pub assets: &'a [Asset<Fixed>],
    pub markets: Markets<'a, Fixed>,
    pub balances: &'a Columns,
    pub held: &'a Columns,
    pub options: &'a Columns,
}

/// One asset of an account.
#[derive(Default)]
struct Group {
    balance: Option<Fixed>,
    perps: Vec<(Perp, u32)>,
    options: bool,
}

/// The rows of an account, or the error where they do not ascend or name no market.
fn rows(
    table: &Columns,
    account: usize,
    known: usize,
) -> std::result::Result<Vec<(usize, u32)>, Error> {
    if table.market.is_empty() {
        return Ok(Vec::new());
    }
    let rows = table.offsets[account] as usize..table.offsets[account + 1] as usize;
    let rows: Vec<_> = rows.map(|row| (row, table.market[row])).collect();
    if rows.windows(2).any(|pair| pair[0].1 >= pair[1].1) {
        return Err(Error::InvalidOrder);
    }
    match rows.iter().all(|(_, market)| (*market as usize) < known) {
        true => Ok(rows),
        false => Err(Error::UnknownMarket),
    }
}

impl Book<'_> {
    /// The account fed by hand; an unknown price in a portfolio is an error here.
    fn fed(&self, account: usize) -> Made {
        let arrays = self.markets.portfolio().map_or(&[][..], Portfolio::arrays);
        let balances = rows(self.balances, account, self.assets.len())?;
        let perps = rows(self.held, account, self.markets.perps().len())?;
        let options = rows(self.options, account, arrays.len())?;
        let mut groups: BTreeMap<u32, Group> = BTreeMap::new();
        let portfolio = self.markets.portfolio().filter(|_| !options.is_empty());
        let mut margined = Vec::new();
        for (row, market) in perps {
            let field = |place: usize| &self.held.fields[place];
            let order = |place: usize| field(place).get(row).copied().unwrap_or(Fixed::ZERO);
            let perp = Perp::new(field(0)[row], field(1)[row]).with_orders(order(2), order(3))?;
            let listed = &self.markets.perps()[market as usize];
            if portfolio.is_some_and(|portfolio| portfolio.margins(listed)) {
                if !perp.bids().is_zero() || !perp.asks().is_zero() {
                    return Err(Error::OutOfDomain);
                }
                margined.push((perp, listed));
                continue;
            }
            let group = groups.entry(listed.settles).or_default();
            group.perps.push((perp, market));
        }
        let (mut totals, mut scenario, mut taken) = (None, u32::MAX, None);
        if let Some(portfolio) = portfolio {
            let coins = portfolio.coins();
            let mut own = None;
            for (row, market) in &balances {
                let quantity = self.balances.fields[0][*row];
                if coins.is_some_and(|coins| coins.asset == *market) && quantity > Fixed::ZERO {
                    (own, taken) = (coins.map(|coins| (coins, quantity)), Some(*market));
                }
            }
            let mut sums = [Fixed::ZERO; 3];
            for (level, factor) in portfolio.factors().iter().enumerate() {
                let mut scan = Scan::new([Fixed::ZERO; 2]);
                for (row, market) in &options {
                    scan.add(&self.options.fields[0][*row], &arrays[*market as usize])?;
                }
                let mut marks = Fixed::ZERO;
                for (perp, listed) in &margined {
                    let price = *listed.terms[level].price();
                    marks = marks.try_add(&perp.value(&Terms::equity(price))?)?;
                    if !perp.size().is_zero() {
                        let room = [Fixed::ZERO; 2];
                        let unit = RiskArray::linear(&price, portfolio.grid(), room)?;
                        let mut gains = Scan::new(room);
                        gains.add(perp.size(), &unit)?;
                        scan.merge(&Scan::from_parts(Fixed::ZERO, gains.profits()))?;
                    }
                }
                if let Some((coins, quantity)) = own {
                    let (price, unit) = (&coins.prices[level], &coins.unit[level]);
                    if !price.is_known() || !unit.is_known() {
                        return Err(Error::UnknownPrice);
                    }
                    let worth = quantity.mul_div_down(price.low(), unit.high())?;
                    marks = marks.try_add(&worth)?;
                    for (profit, scenario) in scan.profits_mut().iter_mut().zip(portfolio.grid()) {
                        let change = scenario.spot().try_sub(&Fixed::ONE)?;
                        *profit = profit.try_add(&worth.mul_down(&change)?)?;
                    }
                }
                let worst = scan.worst_weighted(portfolio.grid())?;
                let loss = worst.profit.min(Fixed::ZERO).mul_down(factor)?;
                sums[level] = scan.mark().try_add(&marks)?.try_add(&loss)?;
                if level == 1 {
                    scenario = worst.scenario as u32;
                }
            }
            totals = Some(sums);
            groups.entry(portfolio.settles()).or_default().options = true;
        }
        for (row, market) in balances {
            let quantity = self.balances.fields[0][row];
            let left = taken != Some(market);
            let balance = if left { quantity } else { Fixed::ZERO };
            groups.entry(market).or_default().balance = Some(balance);
        }
        let mut account = Account::new();
        for (asset, group) in groups {
            let bounds = self.markets.assets()[asset as usize].bounds();
            let mut net = Net::new(&group.balance.unwrap_or(Fixed::ZERO));
            for (perp, market) in &group.perps {
                net.add(perp, &self.markets.perps()[*market as usize].terms)?;
            }
            if let (Some(totals), true) = (&totals, group.options) {
                net.add_value(totals)?;
            }
            account.add_net(&net, &bounds)?;
        }
        Ok((account, scenario))
    }

    /// What is measured is what was fed; where both fail, a fault of shape is named before an overflow.
    pub fn check(&self, positions: &Positions<'_, Fixed>, account: usize) -> Made {
        let mut room = self.room();
        let measured = measure(positions, &self.markets, account, &mut room);
        match (measured, self.fed(account)) {
            // What is margined with options has no price at some level, and there the account is unknown.
            (Ok(measured), Err(Error::UnknownPrice)) => {
                let known = |level: &Health| level.surplus() != Err(Error::UnknownPrice);
                assert!(!measured.0.levels().iter().all(known));
                Ok(measured)
            }
            (Ok(measured), fed) => {
                assert_eq!(Ok(measured), fed);
                Ok(measured)
            }
            (Err(fault), fed) => {
                assert!(fed.is_err(), "{fault}");
                assert!(matches!(
                    fault.error,
                    Error::Overflow
                        | Error::InvalidOrder
                        | Error::UnknownMarket
                        | Error::InvalidQuantity
                        | Error::OutOfDomain
                ));
                Err(fault.error)
            }
        }
    }

    fn room(&self) -> Vec<Fixed> {
        vec![
            Fixed::ONE;
            self.markets
                .portfolio()
                .map_or(0, |portfolio| portfolio.grid().len())
        ]
    }

    /// Thresholds make an index that knows who falls.
    pub fn falls(
        &self,
        positions: &Positions<'_, Fixed>,
        index: u32,
        price: &plimsoll::Price,
        step: &Fixed,
    ) {
        let (mut below, mut above) = (Vec::new(), Vec::new());
        for account in 0..positions.accounts() {
            let perps = self.markets.perps();
            let found = threshold(positions, self.assets, perps, account, index, price, step);
            let Ok(found) = found else { continue };
            for (list, limit) in [(&mut below, found.below), (&mut above, found.above)] {
                if let Limit::At(price) = limit {
                    list.push(Fall {
                        price,
                        account: account as u32,
                    });
                }
            }
        }
        let all = (below.clone(), above.clone());
        let falls = Falls::new(&mut below, &mut above).expect("numbers");
        let at = price.mid().unwrap_or(*step);
        let (down, up) = falls.at(&at);
        assert_eq!(
            down.len(),
            all.0.iter().filter(|fall| fall.price > at).count()
        );
        assert_eq!(
            up.len(),
            all.1.iter().filter(|fall| fall.price < at).count()
        );
    }
}
