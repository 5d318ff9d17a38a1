//! An account of a document: balances, positions, and the method that margins some of them.

use crate::book::{Book, MAX_POSITIONS};
use crate::error::{shown, BookError, Path};
use crate::json::{Fields, Json};
use crate::names::Names;
use crate::value::number;
use plimsoll::number::decimal::{read_down, read_nearest};
use plimsoll::{Error, Fixed, Perp};

/// An account: balances by asset, positions by perp market and options by series, in the document's order.
#[derive(Clone)]
pub(crate) struct Account {
    pub(crate) name: String,
    pub(crate) balances: Vec<(usize, Fixed)>,
    pub(crate) perps: Vec<(usize, Perp)>,
    pub(crate) options: Vec<(usize, Fixed)>,
    /// What margins the options, and what moves with them.
    pub(crate) method: Option<usize>,
}

impl Account {
    /// Reads an account of a book whose markets, options and methods have been read.
    pub(crate) fn read(
        name: &str,
        json: &Json,
        path: &Path<'_>,
        names: &Names<'_>,
        book: &Book,
    ) -> Result<Account, BookError> {
        let fields = Fields::new(json, path, &["balances", "perps", "options", "method"])?;
        let mut account = Account {
            name: name.to_string(),
            balances: Vec::new(),
            perps: Vec::new(),
            options: Vec::new(),
            method: None,
        };
        if let Some(json) = fields.optional("balances") {
            let path = path.key("balances");
            for (name, json) in json.object(&path)? {
                let path = path.key(name);
                let balance = number(json, read_down, &path)?;
                account.balances.push((names.asset(name, &path)?, balance));
            }
        }
        if let Some(json) = fields.optional("perps") {
            let path = path.key("perps");
            for (name, json) in json.object(&path)? {
                let path = path.key(name);
                let market = names.perp(name, &path)?;
                account.perps.push((market, position(json, &path)?));
            }
        }
        if let Some(json) = fields.optional("method") {
            let path = path.key("method");
            account.method = Some(names.method(json.text(&path)?, &path)?);
        }
        if let Some(json) = fields.optional("options") {
            let path = path.key("options");
            for (name, json) in json.object(&path)? {
                let path = path.key(name);
                let quantity = number(json, read_nearest, &path)?;
                account.options.push((names.option(name, &path)?, quantity));
            }
        }
        let positions = account.balances.len() + account.perps.len() + account.options.len();
        if positions > MAX_POSITIONS {
            let problem = format!(
                "{positions} positions, more than the {MAX_POSITIONS} that one account may have"
            );
            return Err(BookError::form(path, problem));
        }
        account.fits(path, book)?;
        Ok(account)
    }

    /// What the account has of an asset, or owes where negative.
    pub(crate) fn balance(&self, asset: usize) -> Fixed {
        let found = self.balances.iter().find(|(place, _)| *place == asset);
        found.map_or(Fixed::ZERO, |(_, balance)| *balance)
    }

    /// Whether its method can margin all that it would have to.
    fn fits(&self, path: &Path<'_>, book: &Book) -> Result<(), BookError> {
        let Some(method) = self.method.and_then(|method| book.methods.get(method)) else {
            return match self.options.is_empty() {
                true => Ok(()),
                false => Err(BookError::form(
                    &path.key("options"),
                    "options need a method that margins them: the field \"method\" is missing",
                )),
            };
        };
        for (series, _) in &self.options {
            let Some(series) = book.options.get(*series) else {
                continue;
            };
            let expiry = book.expiries.get(series.expiry);
            if expiry.is_some_and(|expiry| expiry.index != method.index) {
                let name = |index| book.index_price(index).map_or("", |(name, _)| name);
                let problem = format!(
                    "its expiry follows {}, the method {} margins {}",
                    shown(name(expiry.map_or(0, |expiry| expiry.index))),
                    shown(&method.name),
                    shown(name(method.index)),
                );
                return Err(BookError::form(
                    &path.key("options").key(&series.name),
                    problem,
                ));
            }
        }
        for (market, perp) in &self.perps {
            let Some(market) = book.perps.get(*market) else {
                continue;
            };
            let orders = *perp.bids() != Fixed::ZERO || *perp.asks() != Fixed::ZERO;
            if orders && method.margins(market) {
                let problem = format!(
                    "open orders of a perp that the method {} margins: it has no room for them",
                    shown(&method.name)
                );
                return Err(BookError::form(
                    &path.key("perps").key(&market.name),
                    problem,
                ));
            }
        }
        Ok(())
    }
}

fn position(json: &Json, path: &Path<'_>) -> Result<Perp, BookError> {
    let fields = Fields::new(json, path, &["size", "quote", "bids", "asks"])?;
    let size = number(fields.required("size")?, read_nearest, &path.key("size"))?;
    let quote = number(fields.required("quote")?, read_down, &path.key("quote"))?;
    let orders = |key: &str| match fields.optional(key) {
        Some(json) => {
            let size = number(json, read_nearest, &path.key(key))?;
            match size < Fixed::ZERO {
                true => Err(BookError::value(
                    &path.key(key),
                    json.as_text(),
                    Error::InvalidQuantity,
                )),
                false => Ok(size),
            }
        }
        None => Ok(Fixed::ZERO),
    };
    Perp::new(size, quote)
        .with_orders(orders("bids")?, orders("asks")?)
        .map_err(|error| BookError::kernel(path, error))
}
