//! An account as the documents have it: that of a book, with something else in place of each number.

use super::text::{object, text};
use super::DocumentError;
use plimsoll::Fixed;
use plimsoll_book::json::{Fields, Json};
use plimsoll_book::out::Out;
use plimsoll_book::parts::{Parts, Quantities};
use plimsoll_book::{Path, MAX_POSITIONS};
use std::collections::BTreeMap;

/// The positions of one account by name, with a `T` for each number: a quantity, a commitment, an opening.
///
/// Every asset that something of the account settles in is among the balances, held or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet<T> {
    pub(crate) method: Option<String>,
    pub(crate) balances: Vec<(String, T)>,
    pub(crate) perps: Vec<(String, Position<T>)>,
    pub(crate) options: Vec<(String, T)>,
}

/// A perp position; bids and asks where it has open orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Position<T> {
    pub(crate) size: T,
    pub(crate) quote: T,
    pub(crate) orders: Option<[T; 2]>,
}

/// What counts a number.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Market<'a> {
    Asset(&'a str),
    Perp(&'a str),
    Option(&'a str),
    /// What this perp settles in.
    Settles(&'a str),
}

impl<'a> Market<'a> {
    /// The section and the name of the position that is counted.
    pub(crate) fn place(self) -> [&'a str; 2] {
        match self {
            Market::Asset(name) => ["balances", name],
            Market::Perp(name) | Market::Settles(name) => ["perps", name],
            Market::Option(name) => ["options", name],
        }
    }
}

/// The keys of a sheet.
pub(crate) const KEYS: [&str; 4] = ["method", "balances", "perps", "options"];

impl Sheet<Fixed> {
    /// The account as the book has it, with a balance of zero of what it settles in and has none of.
    pub(crate) fn of(parts: &Parts, account: &Quantities<'_>) -> Self {
        let owned = |(name, number): (&str, Fixed)| (name.to_string(), number);
        let mut sheet = Sheet {
            method: account.method().map(str::to_string),
            balances: account.balances().map(owned).collect(),
            perps: Vec::new(),
            options: account.options().map(owned).collect(),
        };
        let method = account.method().and_then(|name| parts.scenarios(name));
        let mut settles: Vec<&str> = Vec::new();
        settles.extend(
            method
                .and_then(|method| method.settles())
                .map(|asset| asset.name()),
        );
        for (name, perp) in account.perps() {
            let market = parts.perp(name).and_then(|market| market.settles());
            settles.extend(market.map(|asset| asset.name()));
            let orders = [*perp.bids(), *perp.asks()];
            let position = Position {
                size: *perp.size(),
                quote: *perp.quote(),
                orders: Some(orders)
                    .filter(|orders| orders.iter().any(|size| *size != Fixed::ZERO)),
            };
            sheet.perps.push((name.to_string(), position));
        }
        for settles in settles {
            if !sheet.balances.iter().any(|(name, _)| name == settles) {
                sheet.balances.push((settles.to_string(), Fixed::ZERO));
            }
        }
        sheet
    }
}

impl<T> Sheet<T> {
    /// How many positions.
    pub(crate) fn positions(&self) -> usize {
        let lists = [self.balances.len(), self.perps.len(), self.options.len()];
        lists.into_iter().fold(0, usize::saturating_add)
    }

    /// Every number as something else, by what counts it.
    pub(crate) fn map<U>(
        &self,
        mut one: impl FnMut(&T, Market<'_>) -> Result<U, DocumentError>,
    ) -> Result<Sheet<U>, DocumentError> {
        let mut sheet = Sheet {
            method: self.method.clone(),
            balances: Vec::with_capacity(self.balances.len()),
            perps: Vec::with_capacity(self.perps.len()),
            options: Vec::with_capacity(self.options.len()),
        };
        for (name, balance) in &self.balances {
            sheet
                .balances
                .push((name.clone(), one(balance, Market::Asset(name))?));
        }
        for (
            name,
            Position {
                size,
                quote,
                orders,
            },
        ) in &self.perps
        {
            let position = Position {
                size: one(size, Market::Perp(name))?,
                quote: one(quote, Market::Settles(name))?,
                orders: match orders {
                    Some([bids, asks]) => Some([
                        one(bids, Market::Perp(name))?,
                        one(asks, Market::Perp(name))?,
                    ]),
                    None => None,
                },
            };
            sheet.perps.push((name.clone(), position));
        }
        for (name, quantity) in &self.options {
            sheet
                .options
                .push((name.clone(), one(quantity, Market::Option(name))?));
        }
        Ok(sheet)
    }

    /// The fields of a sheet among those of an object.
    pub(crate) fn read(
        fields: &Fields<'_>,
        path: &Path<'_>,
        one: impl Fn(&Json, &Path<'_>) -> Result<T, DocumentError>,
    ) -> Result<Self, DocumentError> {
        let mut sheet = Sheet {
            method: None,
            balances: Vec::new(),
            perps: Vec::new(),
            options: Vec::new(),
        };
        if let Some(json) = fields.optional("method") {
            sheet.method = Some(text(json, &path.key("method"))?.to_string());
        }
        let section = |key: &str| match fields.optional(key) {
            Some(json) => object(json, &path.key(key)),
            None => Ok(&[] as &[(String, Json)]),
        };
        let [balances, perps, options] =
            [section("balances")?, section("perps")?, section("options")?];
        let positions = [balances.len(), perps.len(), options.len()];
        let positions = positions.into_iter().fold(0, usize::saturating_add);
        if positions > MAX_POSITIONS {
            let problem =
                format!("{positions} positions, more than the {MAX_POSITIONS} of one account");
            return Err(DocumentError::form(path, &problem));
        }
        for (key, entries, list) in [
            ("balances", balances, &mut sheet.balances),
            ("options", options, &mut sheet.options),
        ] {
            let path = path.key(key);
            for (name, json) in entries {
                list.push((name.clone(), one(json, &path.key(name))?));
            }
        }
        let path = path.key("perps");
        for (name, json) in perps {
            let position = Position::read(json, &path.key(name), &one)?;
            sheet.perps.push((name.clone(), position));
        }
        Ok(sheet)
    }

    /// Every number by its place, in the order of names.
    pub(crate) fn numbers(&self) -> BTreeMap<[&str; 3], &T> {
        let mut numbers = BTreeMap::new();
        for (name, balance) in &self.balances {
            numbers.insert(["balances", name, ""], balance);
        }
        for (name, position) in &self.perps {
            let Position {
                size,
                quote,
                orders,
            } = position;
            numbers.extend([
                (["perps", name.as_str(), "size"], size),
                (["perps", name, "quote"], quote),
            ]);
            if let Some([bids, asks]) = orders {
                numbers.extend([
                    (["perps", name.as_str(), "bids"], bids),
                    (["perps", name, "asks"], asks),
                ]);
            }
        }
        for (name, quantity) in &self.options {
            numbers.insert(["options", name, ""], quantity);
        }
        numbers
    }

    /// Into an object; what is empty is left out.
    pub(crate) fn write(&self, out: &mut Out, one: impl Fn(&mut Out, &str, &T)) {
        if let Some(method) = &self.method {
            out.text("method", method);
        }
        let list = |out: &mut Out, key: &str, list: &[(String, T)]| {
            if !list.is_empty() {
                out.nested(key, |out| {
                    list.iter()
                        .for_each(|(name, number)| one(out, name, number))
                });
            }
        };
        list(out, "balances", &self.balances);
        if !self.perps.is_empty() {
            out.nested("perps", |out| {
                for (name, position) in &self.perps {
                    out.nested(name, |out| {
                        one(out, "size", &position.size);
                        one(out, "quote", &position.quote);
                        if let Some([bids, asks]) = &position.orders {
                            one(out, "bids", bids);
                            one(out, "asks", asks);
                        }
                    });
                }
            });
        }
        list(out, "options", &self.options);
    }
}

impl<T> Position<T> {
    fn read(
        json: &Json,
        path: &Path<'_>,
        one: &impl Fn(&Json, &Path<'_>) -> Result<T, DocumentError>,
    ) -> Result<Self, DocumentError> {
        let known = ["size", "quote", "bids", "asks"];
        let fields =
            Fields::new(json, path, &known).map_err(|error| DocumentError::read(&error))?;
        let number = |key: &str| one(super::text::required(&fields, key)?, &path.key(key));
        let orders = fields.optional("bids").is_some() || fields.optional("asks").is_some();
        Ok(Position {
            size: number("size")?,
            quote: number("quote")?,
            orders: match orders {
                true => Some([number("bids")?, number("asks")?]),
                false => None,
            },
        })
    }
}
