//! Everybody at one time: what each account is worth, and all of them together.

use super::engine::Engine;
use crate::error::BookError;
use crate::portfolio::held::Split;
use crate::report::surplus;
use plimsoll::margin::account::Status;
use plimsoll::{Error, Fixed, Net, Number, Totals};
use std::collections::BTreeMap;

/// The accounts at one time, an entry for each, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    /// May it open risk, may it be liquidated, does it owe more than it has.
    pub status: Vec<Status>,
    /// Assets less liabilities at equity, in the currency; at most the exact value.
    pub equity: Vec<Fixed>,
    /// The surplus at maintenance, in the currency; at most the exact value.
    pub maintenance: Vec<Fixed>,
}

/// The accounts at one time, and their totals.
#[derive(Clone)]
pub(crate) struct Moment {
    pub(crate) standings: Standings,
    pub(crate) totals: Totals,
}

impl Standings {
    fn with_room(accounts: usize) -> Self {
        Standings {
            status: Vec::with_capacity(accounts),
            equity: Vec::with_capacity(accounts),
            maintenance: Vec::with_capacity(accounts),
        }
    }

    /// The accounts that are not healthy at maintenance.
    pub(super) fn below(&self) -> impl Iterator<Item = usize> + '_ {
        let surpluses = self.maintenance.iter().enumerate();
        surpluses
            .filter(|(_, surplus)| surplus.is_negative())
            .map(|(place, _)| place)
    }

    fn push(&mut self, account: &plimsoll::Account<3>) {
        self.status.push(account.status());
        self.equity.push(surplus(account.equity()));
        self.maintenance.push(surplus(account.maintenance()));
    }

    fn set(&mut self, place: usize, account: &plimsoll::Account<3>) {
        put(&mut self.status, place, account.status());
        put(&mut self.equity, place, surplus(account.equity()));
        put(&mut self.maintenance, place, surplus(account.maintenance()));
    }
}

fn put<T>(column: &mut [T], place: usize, value: T) {
    if let Some(entry) = column.get_mut(place) {
        *entry = value;
    }
}

impl Engine<'_> {
    /// Every account as it is now.
    pub(crate) fn moment(&self) -> Result<Moment, BookError> {
        let (mut standings, mut totals) =
            (Standings::with_room(self.accounts.len()), Totals::new());
        for place in 0..self.accounts.len() {
            let at = |error| self.at_account(place, error);
            let health = self.health(place).map_err(at)?;
            totals.add(&health).map_err(at)?;
            standings.push(&health);
        }
        Ok(Moment { standings, totals })
    }

    /// Every account as it is now, of which only those are measured that have changed since then.
    pub(crate) fn moment_since(&self, then: &Moment) -> Result<Moment, BookError> {
        let mut standings = then.standings.clone();
        for place in self.changed.keys() {
            let health = self.health(*place);
            let health = health.map_err(|error| self.at_account(*place, error))?;
            standings.set(*place, &health);
        }
        let mut totals = Totals::new();
        let entries = standings.status.iter().zip(&standings.equity);
        for (place, (status, equity)) in entries.enumerate() {
            let added = count(&mut totals, *status, equity);
            added.map_err(|error| self.at_account(place, error))?;
        }
        Ok(Moment { standings, totals })
    }

    pub(crate) fn health(&self, place: usize) -> Result<plimsoll::Account<3>, Error> {
        let account = self.account(place)?;
        if let Some(split) = Split::of(self.book, account) {
            return self.markets.margined(self.book, &split);
        }
        // By asset in which perps settle; any other balance stands alone.
        let mut nets: BTreeMap<usize, Net<3>> = BTreeMap::new();
        for (market, _) in &account.perps {
            nets.insert(self.settles(*market)?, Net::new(&Fixed::ZERO));
        }
        let mut sum = plimsoll::Account::new();
        for (asset, balance) in &account.balances {
            if let Some(net) = nets.get_mut(asset) {
                *net = Net::new(balance);
                continue;
            }
            let bounds = self.markets.bounds.get(*asset);
            sum.add(balance, bounds.ok_or(Error::UnknownMarket)?)?;
        }
        for (market, perp) in &account.perps {
            let terms = self.markets.terms.get(*market);
            let net = nets.get_mut(&self.settles(*market)?);
            net.ok_or(Error::UnknownMarket)?
                .add(perp, terms.ok_or(Error::UnknownMarket)?)?;
        }
        for (asset, net) in &nets {
            let bounds = self.markets.bounds.get(*asset);
            sum.add_net(net, bounds.ok_or(Error::UnknownMarket)?)?;
        }
        Ok(sum)
    }
}

/// What [`Totals::add`] counts of an account, from its standing: a book's prices are all known.
fn count(totals: &mut Totals, status: Status, equity: &Fixed) -> Result<(), Error> {
    let one_more = |value: u32| value.checked_add(1).ok_or(Error::Overflow);
    totals.accounts = one_more(totals.accounts)?;
    if matches!(status, Status::Liquidatable | Status::Insolvent) {
        totals.liquidatable = one_more(totals.liquidatable)?;
    }
    if status == Status::Insolvent {
        totals.insolvent = one_more(totals.insolvent)?;
    }
    match equity.is_negative() {
        true => totals.deficit = totals.deficit.try_add(&equity.try_neg()?)?,
        false => totals.equity = totals.equity.try_add(equity)?,
    }
    Ok(())
}
