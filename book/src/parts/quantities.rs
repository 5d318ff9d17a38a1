//! What one account has, by name.

use crate::account::Account;
use crate::book::Book;
use plimsoll::{Fixed, Perp};

/// The positions of one account, in the document's order.
#[derive(Clone, Copy)]
pub struct Quantities<'a> {
    book: &'a Book,
    account: &'a Account,
}

impl<'a> Quantities<'a> {
    pub(super) fn new(book: &'a Book, account: &'a Account) -> Self {
        Quantities { book, account }
    }

    pub(super) fn account(&self) -> &'a Account {
        self.account
    }

    /// What the account is called.
    pub fn name(&self) -> &'a str {
        &self.account.name
    }

    /// The method that margins it, where one does.
    pub fn method(&self) -> Option<&'a str> {
        let method = self.book.methods.get(self.account.method?)?;
        Some(&method.name)
    }

    /// Its balances by asset.
    pub fn balances(&self) -> impl Iterator<Item = (&'a str, Fixed)> + 'a {
        let (book, balances) = (self.book, self.account.balances.iter());
        balances.filter_map(|(place, balance)| Some((&*book.assets.get(*place)?.name, *balance)))
    }

    /// Its positions by perp market.
    pub fn perps(&self) -> impl Iterator<Item = (&'a str, Perp)> + 'a {
        let (book, perps) = (self.book, self.account.perps.iter());
        perps.filter_map(|(place, perp)| Some((&*book.perps.get(*place)?.name, *perp)))
    }

    /// Its options by series.
    pub fn options(&self) -> impl Iterator<Item = (&'a str, Fixed)> + 'a {
        let (book, options) = (self.book, self.account.options.iter());
        options.filter_map(|(place, quantity)| Some((&*book.options.get(*place)?.name, *quantity)))
    }
}
