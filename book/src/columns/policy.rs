//! The policy of a document, run on accounts in columns at the prices that its markets have now.

use super::markets::Markets;
use crate::book::Book;
use crate::error::BookError;
use crate::positions;
use crate::replay::Replay;
use crate::stress::columns::{stress, Stressed};
use plimsoll::columns::positions::{Balances, Perps};
use plimsoll::Fixed;

impl Markets {
    /// What is left of the accounts after prices have moved and the policy has run: as
    /// [`stress_columns`](crate::stress_columns), at the prices of now.
    pub fn stress(
        &self,
        shocks: &[(&str, &str)],
        accounts: usize,
        balances: Balances<'_, Fixed>,
        perps: Perps<'_, Fixed>,
    ) -> Result<Stressed, BookError> {
        stress(self.book()?, shocks, accounts, &balances, &perps)
    }

    /// The accounts on their way along a path of prices: as [`Replay::of_columns`], at the prices of now.
    pub fn replay(
        &self,
        accounts: usize,
        balances: Balances<'_, Fixed>,
        perps: Perps<'_, Fixed>,
    ) -> Result<Replay, BookError> {
        let book = self.book()?;
        let accounts = positions::read(&book, accounts, &balances, &perps)?;
        Replay::of(book, accounts)
    }

    /// The document without its accounts, at the prices of now.
    fn book(&self) -> Result<Book, BookError> {
        let mut book = Book::without_accounts(self.text())?;
        book.assets.clone_from(&self.assets);
        book.perps = self.perps.iter().map(|perp| (**perp).clone()).collect();
        if let Some(options) = &self.options {
            book.expiries = options.expiries().to_vec();
        }
        Ok(book)
    }
}
