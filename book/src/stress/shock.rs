//! A move of prices, applied to a whole book.

use crate::book::Book;
use crate::error::{shown, BookError, Path};
use plimsoll::number::decimal::{read_down, read_up};
use plimsoll::{Error, Fixed, Number, Price};

/// A move of one index by a fraction, kept as it was written.
pub(crate) struct Shock {
    pub(crate) market: String,
    pub(crate) change: String,
}

impl Shock {
    pub(crate) fn new((market, change): &(&str, &str)) -> Self {
        Shock {
            market: market.to_string(),
            change: change.to_string(),
        }
    }

    /// Applies the moves: every market on the index of a named one, at both levels.
    pub(crate) fn apply(shocks: &[Shock], book: &mut Book) -> Result<(), BookError> {
        let root = Path::Root;
        let path = root.key("shock");
        let mut moved: Vec<usize> = Vec::with_capacity(shocks.len());
        for shock in shocks {
            let path = path.key(&shock.market);
            let index = index(book, &shock.market, &path)?;
            if moved.contains(&index) {
                return Err(BookError::form(&path, "its index is moved twice"));
            }
            moved.push(index);
            let factor = factor(&shock.change)
                .map_err(|error| BookError::value(&path, &shock.change, error))?;
            scale(book, index, &factor).map_err(|error| BookError::kernel(&path, error))?;
        }
        Ok(())
    }
}

/// The index of a named market, which may be any that is on it.
pub(crate) fn index(book: &Book, name: &str, path: &Path<'_>) -> Result<usize, BookError> {
    let asset = book.assets.iter().find(|asset| asset.name == name);
    let perp = book.perps.iter().find(|perp| perp.name == name);
    match (asset, perp) {
        (Some(asset), _) => Ok(asset.index),
        (None, Some(perp)) => Ok(perp.index),
        (None, None) => {
            let problem = format!("{} is not one of the book's markets", shown(name));
            Err(BookError::form(path, problem))
        }
    }
}

/// `1 + change`, low end read down and high end up.
pub(crate) fn factor(change: &str) -> Result<Price, Error> {
    factor_between(&read_down(change)?, &read_up(change)?)
}

/// What prices are multiplied by that move by a fraction of at least `low` and at most `high`: one more, exact.
///
/// Errors: `InvalidPrice` where the fractions are not above -1, or the low one is above the high one;
/// `Overflow`.
pub fn factor_between(low: &Fixed, high: &Fixed) -> Result<Price, Error> {
    Price::new(Fixed::ONE.try_add(low)?, Fixed::ONE.try_add(high)?)
}

/// Moves what is on an index: every market on it at both levels, and the forwards that follow it.
pub(crate) fn scale(book: &mut Book, index: usize, factor: &Price) -> Result<(), Error> {
    for asset in book.assets.iter_mut().filter(|asset| asset.index == index) {
        asset.price = asset.price.scale(factor)?;
        asset.initial_price = asset.initial_price.scale(factor)?;
    }
    for perp in book.perps.iter_mut().filter(|perp| perp.index == index) {
        perp.price = perp.price.scale(factor)?;
        perp.initial_price = perp.initial_price.scale(factor)?;
    }
    for expiry in book.expiries.iter_mut() {
        if expiry.index == index {
            expiry.shift(factor)?;
        }
    }
    Ok(())
}
