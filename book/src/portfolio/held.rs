//! What of an account a method margins, and the rest.

use super::method::Method;
use super::priced::Priced;
use super::series::{Maturity, Series};
use super::Portfolio;
use crate::account::Account;
use crate::book::{Book, Market};
use plimsoll::methods::derive::standard::Level;
use plimsoll::{Error, Fixed, Number, Perp};

/// The positions under a method.
pub(crate) struct Held<'a> {
    pub(crate) book: &'a Book,
    pub(crate) method: &'a Method,
    place: usize,
    /// The options, one entry an expiry.
    pub(crate) expiries: Vec<Expiring<'a>>,
    pub(crate) perps: Vec<(&'a Market, Perp)>,
    /// Units of the underlying, where it is an asset of which the account has some.
    pub(crate) coins: Fixed,
}

/// The options of one expiry.
pub(crate) struct Expiring<'a> {
    place: usize,
    pub(crate) maturity: &'a Maturity,
    pub(crate) options: Vec<(&'a Series, Fixed)>,
}

/// An account in two.
pub(crate) struct Split<'a> {
    pub(crate) held: Held<'a>,
    /// What counts with its weights; coins that the method has are a balance of zero.
    pub(crate) rest: Account,
}

impl<'a> Split<'a> {
    /// The account in two, where it has a method.
    pub(crate) fn of(book: &'a Book, account: &Account) -> Option<Split<'a>> {
        let place = account.method?;
        let method = book.methods.get(place)?;
        let mut held = Held {
            book,
            method,
            place,
            expiries: Vec::new(),
            perps: Vec::new(),
            coins: Fixed::ZERO,
        };
        let mut rest = Account {
            options: Vec::new(),
            perps: Vec::new(),
            ..account.clone()
        };
        for (series, quantity) in &account.options {
            held.add(book.options.get(*series)?, *quantity)?;
        }
        for (place, perp) in &account.perps {
            let market = book.perps.get(*place)?;
            match method.margins(market) {
                true => held.perps.push((market, *perp)),
                false => rest.perps.push((*place, *perp)),
            }
        }
        for (asset, balance) in &mut rest.balances {
            if *asset == method.index && *balance > Fixed::ZERO {
                held.coins = std::mem::take(balance);
            }
        }
        Some(Split { held, rest })
    }
}

impl<'a> Held<'a> {
    fn add(&mut self, series: &'a Series, quantity: Fixed) -> Option<()> {
        let same = self.expiries.iter_mut();
        match same.into_iter().find(|held| held.place == series.expiry) {
            Some(held) => held.options.push((series, quantity)),
            None => self.expiries.push(Expiring {
                place: series.expiry,
                maturity: self.book.expiries.get(series.expiry)?,
                options: vec![(series, quantity)],
            }),
        }
        Some(())
    }

    /// Whether the method's total changes with the price of this index.
    pub(crate) fn follows(&self, index: usize) -> bool {
        let coins = self.coins > Fixed::ZERO;
        let mut options = self.expiries.iter().flat_map(|held| &held.options);
        let moves = coins
            || options.any(|(_, quantity)| *quantity != Fixed::ZERO)
            || self.perps.iter().any(|(_, perp)| perp.is_exposed());
        let settles = self.book.assets.get(self.method.settles);
        // Coins are worth fewer units of a settlement asset that is worth more.
        (moves && self.method.index == index)
            || (coins && settles.is_some_and(|asset| asset.index == index))
    }

    /// Everything that the report says of it.
    pub(crate) fn portfolio(&self) -> Result<Portfolio, Error> {
        let priced = Priced::new(self)?;
        let levels = [
            priced.charge(Level::Initial)?,
            priced.charge(Level::Maintenance)?,
        ];
        let [initial, maintenance] = &levels;
        let positions = priced.lines([initial.driver, maintenance.driver])?;
        let mut mark = Fixed::ZERO;
        for line in &positions {
            mark = mark.try_add(&line.mark)?;
        }
        Ok(Portfolio {
            method: self.place,
            margins: [
                mark.try_sub(&initial.total)?,
                mark.try_sub(&maintenance.total)?,
            ],
            levels,
            mark,
            positions,
        })
    }
}
