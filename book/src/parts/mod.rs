//! A book in its parts: what its accounts have, by name, and what it counts for at each level. For who measures
//! an account in another way than the report, as a proof does.

mod market;
mod owed;
mod quantities;
mod scenarios;

pub use market::{Asset, Market};
pub use owed::Owed;
pub use quantities::Quantities;
pub use scenarios::Scenarios;

use crate::book::Book;
use crate::error::BookError;
use crate::portfolio::method::Kind;
use std::collections::HashMap;

/// A validated document, whose parts are found by their names.
pub struct Parts {
    book: Book,
    assets: HashMap<String, usize>,
    perps: HashMap<String, usize>,
    options: HashMap<String, usize>,
    methods: HashMap<String, usize>,
    accounts: HashMap<String, usize>,
}

impl Parts {
    /// Reads a document. Errors: as [`report`](crate::report) before it measures.
    pub fn read(text: &str) -> Result<Self, BookError> {
        Ok(Parts::of(Book::read(text)?))
    }

    /// The same without its accounts, which are not looked at and may be missing.
    pub fn without_accounts(text: &str) -> Result<Self, BookError> {
        Ok(Parts::of(Book::without_accounts(text)?))
    }

    fn of(book: Book) -> Self {
        Parts {
            assets: places(book.assets.iter().map(|asset| &asset.name)),
            perps: places(book.perps.iter().map(|perp| &perp.name)),
            options: places(book.options.iter().map(|series| &series.name)),
            methods: places(book.methods.iter().map(|method| &method.name)),
            accounts: places(book.accounts.iter().map(|account| &account.name)),
            book,
        }
    }

    /// What accounts are measured in.
    pub fn currency(&self) -> &str {
        &self.book.currency
    }

    /// The accounts, in the document's order.
    pub fn accounts(&self) -> impl ExactSizeIterator<Item = Quantities<'_>> {
        let accounts = self.book.accounts.iter();
        accounts.map(|account| Quantities::new(&self.book, account))
    }

    /// An account by its name.
    pub fn account(&self, name: &str) -> Option<Quantities<'_>> {
        let account = self.book.accounts.get(*self.accounts.get(name)?)?;
        Some(Quantities::new(&self.book, account))
    }

    /// An asset by its name.
    pub fn asset(&self, name: &str) -> Option<Asset<'_>> {
        let asset = self.book.assets.get(*self.assets.get(name)?)?;
        Some(Asset::new(asset))
    }

    /// A perp market by its name.
    pub fn perp(&self, name: &str) -> Option<Market<'_>> {
        let market = self.book.perps.get(*self.perps.get(name)?)?;
        Some(Market::new(&self.book, market))
    }

    /// Whether a method has this name.
    pub fn has_method(&self, name: &str) -> bool {
        self.methods.contains_key(name)
    }

    /// A method of kind `scenarios` by its name.
    pub fn scenarios(&self, name: &str) -> Option<Scenarios<'_>> {
        let method = self.book.methods.get(*self.methods.get(name)?)?;
        match &method.kind {
            Kind::Scenarios(factors) => Some(Scenarios::new(self, method, factors)),
            _ => None,
        }
    }

    /// What the protocol owes its accounts at most. Errors: `Overflow` of a weighted price.
    pub fn owed(&self) -> Result<Owed<'_>, BookError> {
        Owed::new(&self.book)
    }
}

fn places<'a>(names: impl Iterator<Item = &'a String>) -> HashMap<String, usize> {
    let places = names.enumerate();
    places.map(|(place, name)| (name.clone(), place)).collect()
}
