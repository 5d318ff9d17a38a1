//! A path of prices.

use crate::book::Book;
use crate::error::{BookError, Path};
use crate::stress::shock;
use plimsoll::number::decimal;
use plimsoll::{Error, Fixed, Price};

/// Midpoints through time: a column for each of some markets, a row for each time.
///
/// Times are integers of any unit, seconds by convention; nothing is computed from them.
#[derive(Clone, Copy, Debug)]
pub struct PricePath<'a> {
    times: &'a [i64],
    columns: &'a [(&'a str, &'a [Fixed])],
}

impl<'a> PricePath<'a> {
    /// Errors, each with column and row: times that do not ascend, a column that is not as long as the
    /// times, a price that is not above zero ([`Error::InvalidPrice`]).
    pub fn new(times: &'a [i64], columns: &'a [(&'a str, &'a [Fixed])]) -> Result<Self, BookError> {
        let root = Path::Root.key("path");
        for (row, pair) in times.windows(2).enumerate() {
            if let [before, after] = pair {
                follows(*before, *after, row.saturating_add(1))?;
            }
        }
        for (name, prices) in columns {
            let path = root.key(name);
            if prices.len() != times.len() {
                let problem = format!("{} prices for {} times", prices.len(), times.len());
                return Err(BookError::form(&path, problem));
            }
            let worthless = |(_, price): &(usize, &Fixed)| **price <= Fixed::ZERO;
            if let Some((row, price)) = prices.iter().enumerate().find(worthless) {
                let text = decimal::write(price);
                let path = path.item(row);
                return Err(BookError::value(&path, text.as_str(), Error::InvalidPrice));
            }
        }
        Ok(PricePath { times, columns })
    }

    /// The times, one a row.
    pub(super) fn times(&self) -> &'a [i64] {
        self.times
    }

    /// The columns as a book has them.
    pub(super) fn columns(&self, book: &Book) -> Result<Vec<Column<'a>>, BookError> {
        let root = Path::Root.key("path");
        let mut columns: Vec<Column<'a>> = Vec::with_capacity(self.columns.len());
        for (name, prices) in self.columns {
            let path = root.key(name);
            let index = shock::index(book, name, &path)?;
            if columns.iter().any(|column| column.index == index) {
                return Err(BookError::form(&path, "its index is moved twice"));
            }
            let assets = book.assets.iter().map(|asset| (&asset.name, &asset.price));
            let perps = book.perps.iter().map(|perp| (&perp.name, &perp.price));
            let own = assets.chain(perps).find(|(market, _)| market == name);
            let own = own.ok_or_else(|| BookError::kernel(&path, Error::UnknownMarket))?;
            columns.push(Column {
                name,
                index,
                own: *own.1,
                prices,
            });
        }
        Ok(columns)
    }
}

/// Whether a time comes after the one before it.
pub(super) fn follows(before: i64, after: i64, row: usize) -> Result<(), BookError> {
    if before < after {
        return Ok(());
    }
    let root = Path::Root.key("path");
    let problem = format!("{after} does not come after {before}");
    Err(BookError::form(&root.key("time").item(row), problem))
}

/// The prices of one market.
pub(super) struct Column<'a> {
    name: &'a str,
    index: usize,
    /// The book's own price of the market, which all of the index is scaled from.
    own: Price,
    prices: &'a [Fixed],
}

impl Column<'_> {
    /// Moves the index in a book that is at its own prices.
    pub(super) fn apply(&self, row: usize, book: &mut Book) -> Result<(), BookError> {
        let Some(price) = self.prices.get(row) else {
            return Ok(()); // a path is as long as its times
        };
        let factor = self.own.factor_to(price);
        let moved = factor.and_then(|factor| shock::scale(book, self.index, &factor));
        moved.map_err(|error| {
            let root = Path::Root.key("path");
            let text = decimal::write(price);
            BookError::value(&root.key(self.name).item(row), text.as_str(), error)
        })
    }
}
