//! The markets of a document, moved and priced without its text.

use super::names::{differing, Names};
use super::options::Options;
use super::view::{Lane, View};
use crate::book::{Asset, Book, Market};
use crate::error::{shown, BookError, Path};
use crate::stress::shock::factor;
use plimsoll::columns::fault::Table;
use plimsoll::{Error, Fixed, Price};
use std::sync::Arc;

/// Assets, perps and options of a document at one moment. A copy with other prices shares everything else.
#[derive(Clone)]
pub struct Markets {
    text: Arc<str>,
    currency: Arc<str>,
    names: Arc<[Names; 3]>,
    pub(super) assets: Vec<Asset>,
    pub(super) perps: Vec<Arc<Market>>,
    pub(super) options: Option<Options>,
}

impl Markets {
    /// The markets of a document, whose accounts are not looked at and may be missing.
    ///
    /// Errors: as [`report`](crate::report) of the rest. Options need one method of kind `scenarios` that
    /// margins them all, and no other; methods of a document without options are left aside.
    pub fn read(text: &str) -> Result<Self, BookError> {
        let book = Book::without_accounts(text)?;
        let options = Options::of(&book)?;
        Ok(Markets::at(text, book, options))
    }

    /// The same with its options left aside, by whatever they are margined: for positions that have none.
    pub fn without_options(text: &str) -> Result<Self, BookError> {
        Ok(Markets::at(text, Book::without_accounts(text)?, None))
    }

    fn at(text: &str, book: Book, options: Option<Options>) -> Self {
        let names = [
            Names::new(book.assets.iter().map(|asset| &*asset.name)),
            Names::new(book.perps.iter().map(|perp| &*perp.name)),
            Names::new(book.options.iter().map(|series| &*series.name)),
        ];
        Markets {
            text: text.into(),
            currency: book.currency.into(),
            names: Arc::new(names),
            assets: book.assets,
            perps: book.perps.into_iter().map(Arc::new).collect(),
            options,
        }
    }

    /// The document.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the accounts are counted in.
    pub fn currency(&self) -> &str {
        &self.currency
    }

    /// The names that a table's markets go by, in the document's order.
    pub fn names(&self, table: Table) -> &[String] {
        self.of(table).map_or(&[], Names::all)
    }

    /// The place of a market of a table.
    pub fn place(&self, table: Table, name: &str) -> Option<u32> {
        self.of(table)?.place(name)
    }

    fn of(&self, table: Table) -> Option<&Names> {
        let [assets, perps, options] = &*self.names;
        match table {
            Table::Balances => Some(assets),
            Table::Perps => Some(perps),
            Table::Options => Some(options),
            Table::Accounts => None,
        }
    }

    /// The market that a named asset or perp follows, itself where it follows none: its name, its place
    /// among all, assets before perps, and its maintenance price.
    ///
    /// Errors: `InvalidBook` where there is no such market.
    pub fn index(&self, name: &str) -> Result<(String, u32, Price), BookError> {
        let root = Path::Root;
        let path = root.key("market");
        let index = self.index_at(name, &path)?;
        let place = u32::try_from(index).map_err(|_| BookError::kernel(&path, Error::Overflow))?;
        if let Some(asset) = self.assets.get(index) {
            return Ok((asset.name.clone(), place, asset.price));
        }
        let perp = index.checked_sub(self.assets.len());
        let perp = perp.and_then(|perp| self.perps.get(perp));
        let perp = perp.ok_or_else(|| unknown(name, &path))?;
        Ok((perp.name.clone(), place, perp.price))
    }

    /// The markets after moves by fractions, `("ETH", "-0.35")`, as those of [`stress`](crate::stress): every
    /// price, at both levels, and every forward on the index of a named market.
    ///
    /// Errors: as `stress` has of its shocks.
    pub fn moved(&self, shocks: &[(&str, &str)]) -> Result<Self, BookError> {
        let root = Path::Root;
        let path = root.key("shock");
        let mut made = self.clone();
        let mut moved = Vec::with_capacity(shocks.len());
        for (name, change) in shocks {
            let path = path.key(name);
            let index = self.index_at(name, &path)?;
            if moved.contains(&index) {
                return Err(BookError::form(&path, "its index is moved twice"));
            }
            moved.push(index);
            let factor = factor(change).map_err(|error| BookError::value(&path, change, error))?;
            made.scale(index, &factor)
                .map_err(|error| BookError::kernel(&path, error))?;
        }
        Ok(made)
    }

    /// The markets at other prices, which stand at both levels. A market that is not named keeps its price,
    /// even one that follows a named market; forwards on the index of a market that follows none go to
    /// where its midpoint brings them from the document's, or from the last move.
    ///
    /// Errors: `InvalidBook` for a name that is no asset or perp, or is given twice.
    pub fn priced(&self, prices: &[(&str, Price)]) -> Result<Self, BookError> {
        let root = Path::Root;
        let path = root.key("price");
        let mut made = self.clone();
        let mut seen = Vec::with_capacity(prices.len());
        for (name, price) in prices {
            let path = path.key(name);
            if seen.contains(name) {
                return Err(BookError::form(&path, "it is given twice"));
            }
            seen.push(name);
            made.set(name, price, &path)?;
        }
        Ok(made)
    }

    /// The places in each table of what differs from other markets of the same document: assets, perps,
    /// options.
    pub fn changed(&self, other: &Markets) -> [Vec<u32>; 3] {
        let prices = |asset: &Asset| (asset.price, asset.initial_price);
        let assets = self.assets.iter().map(prices);
        let perps = self
            .perps
            .iter()
            .map(|perp| (perp.price, perp.initial_price));
        let theirs = other
            .perps
            .iter()
            .map(|perp| (perp.price, perp.initial_price));
        let options = match (&self.options, &other.options) {
            (Some(ours), Some(theirs)) => ours.changed(theirs),
            _ => Vec::new(),
        };
        [
            differing(assets, other.assets.iter().map(prices)),
            differing(perps, theirs),
            options,
        ]
    }

    /// All prices and forwards, in the document's order: initial low and high, low and high of each asset, then
    /// of each perp, and of each expiry what its forward is and where it comes from.
    pub fn stored(&self) -> Vec<Fixed> {
        let assets = self
            .assets
            .iter()
            .map(|asset| (&asset.initial_price, &asset.price));
        let perps = self
            .perps
            .iter()
            .map(|perp| (&perp.initial_price, &perp.price));
        let prices = assets.chain(perps);
        let ends = prices
            .flat_map(|(initial, now)| [initial.low(), initial.high(), now.low(), now.high()]);
        let expiries = self.options.iter().flat_map(Options::stored);
        ends.copied().chain(expiries).collect()
    }

    /// The markets of the same document at prices that [`Markets::stored`] gave.
    ///
    /// Errors: `InvalidLength` where they are those of another, `InvalidPrice`, `InvalidInterval`.
    pub fn restored(&self, prices: &[Fixed]) -> Result<Self, BookError> {
        let made = || {
            let mut made = self.clone();
            let markets = self.assets.len().saturating_add(self.perps.len());
            let (prices, forwards) = prices
                .split_at_checked(markets.saturating_mul(4))
                .ok_or(Error::InvalidLength)?;
            let mut prices = prices.chunks_exact(4).map(|ends| match ends {
                [low, high, least, most] => Ok((
                    Price::from_stored(*low, *high)?,
                    Price::from_stored(*least, *most)?,
                )),
                _ => Err(Error::InvalidLength),
            });
            for (asset, prices) in made.assets.iter_mut().zip(&mut prices) {
                (asset.initial_price, asset.price) = prices?;
            }
            for (perp, prices) in made.perps.iter_mut().zip(&mut prices) {
                let perp = Arc::make_mut(perp);
                (perp.initial_price, perp.price) = prices?;
            }
            match &mut made.options {
                Some(options) => options.restore(forwards)?,
                None if forwards.is_empty() => {}
                None => return Err(Error::InvalidLength),
            }
            Ok(made)
        };
        made().map_err(|error| BookError::kernel(&Path::Root.key("prices"), error))
    }

    /// What the core measures with.
    ///
    /// Errors: `Overflow` of a weighted price, or of an option in a scenario, with its name.
    pub fn view<N: Lane>(&self) -> Result<View<N>, BookError> {
        View::new(self)
    }

    /// The same for positions without options. Errors: `Overflow` of a weighted price.
    pub fn view_without_options<N: Lane>(&self) -> Result<View<N>, BookError> {
        View::without_options(self)
    }

    /// The index of a named market, which may be any that is on it.
    fn index_at(&self, name: &str, path: &Path<'_>) -> Result<usize, BookError> {
        if let Some(asset) = self.assets.iter().find(|asset| asset.name == name) {
            return Ok(asset.index);
        }
        let perp = self.perps.iter().find(|perp| perp.name == name);
        perp.map(|perp| perp.index)
            .ok_or_else(|| unknown(name, path))
    }

    fn scale(&mut self, index: usize, factor: &Price) -> Result<(), Error> {
        for asset in self.assets.iter_mut().filter(|asset| asset.index == index) {
            asset.price = asset.price.scale(factor)?;
            asset.initial_price = asset.initial_price.scale(factor)?;
        }
        for perp in self.perps.iter_mut().filter(|perp| perp.index == index) {
            let prices = [perp.initial_price.scale(factor)?, perp.price.scale(factor)?];
            let perp = Arc::make_mut(perp);
            [perp.initial_price, perp.price] = prices;
        }
        let price = self.own_price(index).ok_or(Error::UnknownMarket)?;
        match &mut self.options {
            Some(options) => options.shift(index, factor, &price),
            None => Ok(()),
        }
    }

    /// The price of the market that is this index.
    fn own_price(&self, index: usize) -> Option<Price> {
        if let Some(asset) = self.assets.get(index) {
            return Some(asset.price);
        }
        let perp = self.perps.get(index.checked_sub(self.assets.len())?)?;
        Some(perp.price)
    }

    fn set(&mut self, name: &str, price: &Price, path: &Path<'_>) -> Result<(), BookError> {
        let kernel = |error| BookError::kernel(path, error);
        let at = |table| self.place(table, name).map(|place| place as usize);
        let (asset, perp) = (at(Table::Balances), at(Table::Perps));
        let own = match (asset, perp) {
            (Some(place), _) => place,
            (None, Some(place)) => self.assets.len().saturating_add(place),
            (None, None) => return Err(unknown(name, path)),
        };
        if let Some(asset) = self.assets.get_mut(own) {
            (asset.price, asset.initial_price) = (*price, *price);
        } else if let Some(perp) = perp.and_then(|place| self.perps.get_mut(place)) {
            let perp = Arc::make_mut(perp);
            (perp.price, perp.initial_price) = (*price, *price);
        }
        // Forwards are on an index that is its own market's.
        match &mut self.options {
            Some(options) => options.set(own, price).map_err(kernel),
            None => Ok(()),
        }
    }
}

fn unknown(name: &str, path: &Path<'_>) -> BookError {
    let problem = format!("{} is not one of the book's markets", shown(name));
    BookError::form(path, problem)
}
