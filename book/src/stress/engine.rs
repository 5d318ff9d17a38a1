//! Liquidations of a shocked book by its policy, one step at a time, until nothing more can be done.

use super::ledger::Ledger;
use super::moment::Standings;
use super::policy::{Deleverage, Policy};
use super::ranks::Ranks;
use crate::account::Account;
use crate::book::Book;
use crate::error::{BookError, Path};
use crate::markets::Markets;
use plimsoll::liquidation::bonus::Parts;
use plimsoll::{Error, Fixed, Fund, Number, Price, Reduction, Seizure};
use std::collections::{BTreeMap, BTreeSet};

/// The most positions that one stress closes by deleveraging: each is an entry of the report, and of
/// pro rata every bankruptcy closes a part of everybody's.
pub(crate) const MAX_CLOSED: usize = 1 << 20;

/// The state of a stress.
pub(crate) struct Engine<'a> {
    /// The shocked markets; the accounts are below.
    pub(crate) book: &'a Book,
    pub(crate) markets: Markets<'a>,
    pub(crate) policy: &'a Policy,
    pub(crate) accounts: Vec<Account>,
    /// The fund, and as it was before the first step.
    pub(crate) fund: Fund,
    pub(crate) opened: Fund,
    pub(crate) ledger: Ledger,
    pub(crate) steps: Vec<Step>,
    /// What nobody has paid or will, in the currency; an error where that is out of range.
    pub(crate) written_off: Result<Fixed, Error>,
    /// Accounts that a step may have changed, as they were.
    pub(crate) changed: BTreeMap<usize, Account>,
    /// Accounts that may have something to do: those below the line at first, then those that a step has
    /// changed.
    waiting: BTreeSet<usize>,
    /// Whose turn is next.
    from: usize,
    /// How many repayments of each account the close factor has limited.
    pub(super) limited: Vec<usize>,
    pub(super) ranks: Ranks,
    /// How many positions deleveraging has closed, in whole or in part.
    pub(super) closed: usize,
    asset_mids: Vec<Fixed>,
    perp_mids: Vec<Fixed>,
}

/// One thing that was done; accounts and markets by their places in the book.
pub(crate) struct Step {
    pub(crate) account: usize,
    pub(crate) action: Action,
}

pub(crate) enum Action {
    /// Open orders are cancelled.
    Cancel,
    /// A perp is closed in whole or in part, and a liquidator takes it over.
    Reduce {
        market: usize,
        price: Fixed,
        reduction: Reduction,
        fee: Parts<Fixed>,
    },
    /// A debt is repaid and collateral seized.
    Repay {
        debt: usize,
        collateral: usize,
        bonus: Fixed,
        seizure: Seizure,
        penalty: Parts<Fixed>,
    },
    /// A perp is closed against those of other accounts.
    Deleverage {
        market: usize,
        price: Fixed,
        size: Fixed,
        against: Vec<(usize, Fixed)>,
    },
    /// The insurance fund pays a debt, at the mark.
    Cover {
        asset: usize,
        units: Fixed,
        paid: Fixed,
    },
    /// Nobody pays a debt: those who lent the asset bear it.
    Socialise { asset: usize, units: Fixed },
}

impl<'a> Engine<'a> {
    /// Accounts at the prices of a book, whose own are left out, with the fund as it is. Errors leave the
    /// accounts where they are.
    pub(crate) fn new(
        book: &'a Book,
        accounts: &mut Vec<Account>,
        fund: Fund,
    ) -> Result<Self, BookError> {
        let root = |error| BookError::kernel(&Path::Root, error);
        let assets: Result<_, Error> = book.assets.iter().map(|asset| mark(&asset.price)).collect();
        let perps: Result<_, Error> = book.perps.iter().map(|perp| mark(&perp.price)).collect();
        let (asset_mids, perp_mids) = (assets.map_err(root)?, perps.map_err(root)?);
        let markets = Markets::new(book)?;
        let accounts = std::mem::take(accounts);
        Ok(Engine {
            markets,
            fund,
            opened: fund,
            ledger: Ledger::new(book.assets.len(), book.perps.len()),
            steps: Vec::new(),
            written_off: Ok(Fixed::ZERO),
            changed: BTreeMap::new(),
            waiting: BTreeSet::new(),
            from: 0,
            limited: vec![0; accounts.len()],
            ranks: Ranks::new(book.perps.len(), accounts.len()),
            closed: 0,
            asset_mids,
            perp_mids,
            policy: &book.policy,
            book,
            accounts,
        })
    }

    /// Begins with the accounts that are not healthy: of one that is there is no step to take.
    pub(crate) fn begin(&mut self, standings: &Standings) {
        self.waiting = standings.below().collect();
    }

    /// Takes turns over the accounts in the book's order, one step each, round after round, until
    /// there is nothing to do. An account that has nothing to do is asked again when another's step
    /// has changed it: alone, nothing that its turn depends on does.
    pub(crate) fn run(&mut self) -> Result<(), BookError> {
        while self.advance(usize::MAX)? {}
        Ok(())
    }

    /// The same until so many steps have been taken that nobody has fetched. Whether there is more to do.
    pub(crate) fn advance(&mut self, most: usize) -> Result<bool, BookError> {
        while let Some(place) = self.next(self.from) {
            let before = self.steps.len();
            if before >= most {
                return Ok(true);
            }
            self.turn(place)
                .map_err(|error| self.at_account(place, error))?;
            if self.steps.len() == before {
                self.waiting.remove(&place);
            }
            if self.closed > MAX_CLOSED {
                let path = Path::Root.key("policy");
                let problem =
                    format!("closes more than {MAX_CLOSED} positions, too many to report");
                return Err(BookError::form(&path.key("deleverage"), problem));
            }
            self.from = place + 1;
        }
        Ok(false)
    }

    /// The first account that waits from this place on, or from the beginning of the next round.
    fn next(&self, from: usize) -> Option<usize> {
        let later = self.waiting.range(from..).next();
        later.or(self.waiting.first()).copied()
    }

    pub(crate) fn at_account(&self, place: usize, error: Error) -> BookError {
        let name = self.accounts.get(place).map_or("", |account| &account.name);
        BookError::kernel(&Path::Root.key("accounts").key(name), error)
    }

    pub(crate) fn account(&self, place: usize) -> Result<&Account, Error> {
        self.accounts.get(place).ok_or(Error::UnknownMarket)
    }

    /// An account that is about to change.
    pub(super) fn account_mut(&mut self, place: usize) -> Result<&mut Account, Error> {
        self.waiting.insert(place);
        if self.policy.deleverage != Deleverage::None {
            self.ranks.change(place);
        }
        let account = self.accounts.get_mut(place).ok_or(Error::UnknownMarket)?;
        self.changed.entry(place).or_insert_with(|| account.clone());
        Ok(account)
    }

    pub(crate) fn record(&mut self, account: usize, action: Action) {
        self.steps.push(Step { account, action });
    }

    /// One step of one account, if there is one to take: of one that a method margins there is none.
    fn turn(&mut self, place: usize) -> Result<(), Error> {
        if self.account(place)?.method.is_some() {
            return Ok(());
        }
        let health = self.health(place)?;
        if health.maintenance().healthy() {
            return Ok(());
        }
        if self.cancel(place)? {
            return Ok(());
        }
        self.settle(place)?;
        let value = self.value(place)?;
        if self.deleverage(place, &value)? || self.reduce(place, &value)? || self.repay(place)? {
            return Ok(());
        }
        self.write_off(place)
    }

    fn cancel(&mut self, place: usize) -> Result<bool, Error> {
        let mut cancelled = false;
        for (_, perp) in &mut self.account_mut(place)?.perps {
            if *perp.bids() != Fixed::ZERO || *perp.asks() != Fixed::ZERO {
                *perp = perp.with_orders(Fixed::ZERO, Fixed::ZERO)?;
                cancelled = true;
            }
        }
        if cancelled {
            self.record(place, Action::Cancel);
        }
        Ok(cancelled)
    }

    /// The quote of a closed perp becomes a balance.
    pub(crate) fn settle(&mut self, place: usize) -> Result<(), Error> {
        let book = self.book;
        let account = self.account_mut(place)?;
        for (market, perp) in std::mem::take(&mut account.perps) {
            if perp.is_exposed() {
                account.perps.push((market, perp));
            } else {
                let settles = book.perps.get(market).ok_or(Error::UnknownMarket)?.settles;
                pay(account, settles, perp.quote())?;
            }
        }
        Ok(())
    }

    /// What the account is worth at the mark, each product rounded down.
    pub(crate) fn value(&self, place: usize) -> Result<Fixed, Error> {
        let account = self.account(place)?;
        let mut value = Fixed::ZERO;
        for (asset, balance) in &account.balances {
            value = value.try_add(&balance.mul_down(self.asset_mid(*asset)?)?)?;
        }
        for (market, perp) in &account.perps {
            let worth = perp.size().mul_down(self.perp_mid(*market)?)?;
            let worth = worth.try_add(perp.quote())?;
            let settles = self.settles(*market)?;
            value = value.try_add(&worth.mul_down(self.asset_mid(settles)?)?)?;
        }
        Ok(value)
    }

    pub(crate) fn asset_mid(&self, asset: usize) -> Result<&Fixed, Error> {
        self.asset_mids.get(asset).ok_or(Error::UnknownMarket)
    }

    pub(crate) fn perp_mid(&self, market: usize) -> Result<&Fixed, Error> {
        self.perp_mids.get(market).ok_or(Error::UnknownMarket)
    }

    pub(crate) fn settles(&self, market: usize) -> Result<usize, Error> {
        let market = self.book.perps.get(market).ok_or(Error::UnknownMarket)?;
        Ok(market.settles)
    }
}

/// The midpoint, and at least a step, so that nothing is given away.
fn mark(price: &Price) -> Result<Fixed, Error> {
    Ok(price.mid()?.greater(&Fixed::DELTA))
}

/// Adds to a balance, which may be the account's first of the asset.
pub(crate) fn pay(account: &mut Account, asset: usize, amount: &Fixed) -> Result<(), Error> {
    match account
        .balances
        .iter_mut()
        .find(|(place, _)| *place == asset)
    {
        Some((_, balance)) => *balance = balance.try_add(amount)?,
        None => account.balances.push((asset, *amount)),
    }
    Ok(())
}
