//! Assets and perp markets at each level.

use crate::book;
use crate::book::Book;
use crate::error::{BookError, Path};
use crate::markets::{bounds_of, terms_of};
use plimsoll::{Bound, Price, Terms};

/// An asset of a document.
#[derive(Clone, Copy)]
pub struct Asset<'a>(&'a book::Asset);

impl<'a> Asset<'a> {
    pub(super) fn new(asset: &'a book::Asset) -> Self {
        Asset(asset)
    }

    /// What it is called.
    pub fn name(&self) -> &'a str {
        &self.0.name
    }

    /// What a unit is worth in the currency.
    pub fn price(&self) -> &'a Price {
        &self.0.price
    }

    /// What a unit counts for at initial, maintenance and equity. Errors: `Overflow`.
    pub fn bounds(&self) -> Result<[Bound; 3], BookError> {
        let assets = Path::Root.key("assets");
        bounds_of(self.0).map_err(|error| BookError::kernel(&assets.key(self.name()), error))
    }
}

/// A perp market of a document.
#[derive(Clone, Copy)]
pub struct Market<'a> {
    book: &'a Book,
    market: &'a book::Market,
}

impl<'a> Market<'a> {
    pub(super) fn new(book: &'a Book, market: &'a book::Market) -> Self {
        Market { book, market }
    }

    pub(super) fn market(&self) -> &'a book::Market {
        self.market
    }

    /// What it is called.
    pub fn name(&self) -> &'a str {
        &self.market.name
    }

    /// What a unit of the base is worth in units of the settlement asset.
    pub fn price(&self) -> &'a Price {
        &self.market.price
    }

    /// The asset that it settles in.
    pub fn settles(&self) -> Option<Asset<'a>> {
        self.book.assets.get(self.market.settles).map(Asset)
    }

    /// What it asks for at initial, maintenance and equity. Errors: `Overflow`.
    pub fn terms(&self) -> Result<[Terms<'a>; 3], BookError> {
        let perps = Path::Root.key("perps");
        terms_of(self.market).map_err(|error| BookError::kernel(&perps.key(self.name()), error))
    }
}
