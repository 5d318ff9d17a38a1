//! A book's own prices, which every row of a path is scaled from.

use crate::book::Book;
use plimsoll::{Interval, Price};

/// The prices of the document: price and initial price of each market, and the forwards.
pub(super) struct Own {
    assets: Vec<[Price; 2]>,
    perps: Vec<[Price; 2]>,
    forwards: Vec<Interval>,
}

impl Own {
    pub(super) fn of(book: &Book) -> Self {
        let assets = book.assets.iter();
        let perps = book.perps.iter();
        let expiries = book.expiries.iter();
        Own {
            assets: assets
                .map(|asset| [asset.price, asset.initial_price])
                .collect(),
            perps: perps.map(|perp| [perp.price, perp.initial_price]).collect(),
            forwards: expiries.map(|expiry| expiry.moving).collect(),
        }
    }

    /// Puts them back.
    pub(super) fn restore(&self, book: &mut Book) {
        for (asset, own) in book.assets.iter_mut().zip(&self.assets) {
            [asset.price, asset.initial_price] = *own;
        }
        for (perp, own) in book.perps.iter_mut().zip(&self.perps) {
            [perp.price, perp.initial_price] = *own;
        }
        for (expiry, own) in book.expiries.iter_mut().zip(&self.forwards) {
            expiry.moving = *own;
        }
    }
}
