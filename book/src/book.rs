//! The document: markets and accounts, read into the kernel's types and validated as a whole.

use crate::error::{shown, BookError, Path};
use crate::json::{Fields, Json};
use plimsoll::number::decimal::{read_down, read_nearest, read_up};
use plimsoll::{Error, Fixed, Number, Perp, Price, Tier, Tiers, Weights};
use std::collections::HashMap;

/// The largest document that is read, in bytes.
pub const MAX_BYTES: usize = 16 << 20;
/// The most rungs of one ladder.
pub const MAX_RUNGS: usize = 256;
/// The most balances and perps of one account together; its report takes time with their square.
pub const MAX_POSITIONS: usize = 1024;

/// A validated book.
pub(crate) struct Book {
    pub(crate) currency: String,
    pub(crate) assets: Vec<Asset>,
    pub(crate) perps: Vec<Market>,
    pub(crate) accounts: Vec<Account>,
}

/// An asset: prices and weights at initial and maintenance.
pub(crate) struct Asset {
    pub(crate) name: String,
    pub(crate) initial_price: Price,
    pub(crate) price: Price,
    pub(crate) initial: Weights,
    pub(crate) maintenance: Weights,
    /// The market whose price this one follows; its own where it follows none.
    pub(crate) index: usize,
}

/// A perp market.
pub(crate) struct Market {
    pub(crate) name: String,
    pub(crate) initial_price: Price,
    pub(crate) price: Price,
    pub(crate) initial: Margin,
    pub(crate) maintenance: Margin,
    pub(crate) profit_weight: Fixed,
    pub(crate) settles: usize,
    pub(crate) index: usize,
}

/// A perp's margin at one level: weights, and a ladder on what they leave.
pub(crate) struct Margin {
    pub(crate) weights: Weights,
    pub(crate) rungs: Vec<Tier>,
}

/// An account: balances by asset and positions by perp market, in the document's order.
pub(crate) struct Account {
    pub(crate) name: String,
    pub(crate) balances: Vec<(usize, Fixed)>,
    pub(crate) perps: Vec<(usize, Perp)>,
}

type Read = fn(&str) -> Result<Fixed, Error>;

impl Book {
    /// Reads and validates a document.
    pub(crate) fn read(text: &str) -> Result<Book, BookError> {
        if text.len() > MAX_BYTES {
            let problem = format!(
                "{} bytes, more than the {MAX_BYTES} that are read",
                text.len()
            );
            return Err(BookError::form(&Path::Root, problem));
        }
        let json = Json::read(text)?;
        let root = Path::Root;
        let fields = Fields::new(&json, &root, &["currency", "assets", "perps", "accounts"])?;
        let currency = fields
            .required("currency")?
            .text(&root.key("currency"))?
            .to_string();
        let assets = fields.required("assets")?.object(&root.key("assets"))?;
        let perps = match fields.optional("perps") {
            Some(perps) => perps.object(&root.key("perps"))?,
            None => &[],
        };
        let accounts = fields.required("accounts")?.object(&root.key("accounts"))?;

        let names = Names::new(assets, perps)?;
        let mut book = Book {
            currency,
            assets: Vec::new(),
            perps: Vec::new(),
            accounts: Vec::new(),
        };
        for (place, (name, json)) in assets.iter().enumerate() {
            let parent = root.key("assets");
            book.assets
                .push(asset(name, place, json, &parent.key(name), &names)?);
        }
        for (place, (name, json)) in perps.iter().enumerate() {
            let parent = root.key("perps");
            let path = parent.key(name);
            let market = market(name, place, json, &path, &names)?;
            if book
                .assets
                .get(market.settles)
                .is_some_and(|asset| asset.index == market.index)
            {
                return Err(BookError::kernel(&path.key("follows"), Error::InvalidIndex));
            }
            book.perps.push(market);
        }
        for (name, json) in accounts {
            let parent = root.key("accounts");
            book.accounts
                .push(account(name, json, &parent.key(name), &names)?);
        }
        Ok(book)
    }

    /// The price of the market with this index, whether asset or perp.
    pub(crate) fn index_price(&self, index: usize) -> Option<(&str, &Price)> {
        match self.assets.get(index) {
            Some(asset) => Some((&asset.name, &asset.price)),
            None => {
                let perp = self.perps.get(index.checked_sub(self.assets.len())?)?;
                Some((&perp.name, &perp.price))
            }
        }
    }
}

/// The places of the markets by name: assets first, then perps.
struct Names<'a> {
    assets: HashMap<&'a str, usize>,
    perps: HashMap<&'a str, usize>,
    follows: HashMap<&'a str, Option<&'a Json>>,
}

impl<'a> Names<'a> {
    fn new(assets: &'a [(String, Json)], perps: &'a [(String, Json)]) -> Result<Self, BookError> {
        let places = |list: &'a [(String, Json)]| -> HashMap<&'a str, usize> {
            list.iter()
                .enumerate()
                .map(|(place, (name, _))| (name.as_str(), place))
                .collect()
        };
        let names = Names {
            assets: places(assets),
            perps: places(perps),
            follows: assets
                .iter()
                .chain(perps)
                .map(|(name, json)| (name.as_str(), followed(json)))
                .collect(),
        };
        match perps
            .iter()
            .find(|(name, _)| names.assets.contains_key(name.as_str()))
        {
            Some((name, _)) => Err(BookError::form(
                &Path::Root.key("perps").key(name),
                "an asset has this name; a market is followed by its name, so each needs its own",
            )),
            None => Ok(names),
        }
    }

    fn asset(&self, name: &str, path: &Path<'_>) -> Result<usize, BookError> {
        self.assets.get(name).copied().ok_or_else(|| {
            BookError::form(
                path,
                format!("{} is not one of the book's assets", shown(name)),
            )
        })
    }

    fn perp(&self, name: &str, path: &Path<'_>) -> Result<usize, BookError> {
        self.perps.get(name).copied().ok_or_else(|| {
            BookError::form(
                path,
                format!("{} is not one of the book's perps", shown(name)),
            )
        })
    }

    /// The index of a market that is itself at `own`, and may follow another.
    fn index(&self, own: usize, fields: &Fields<'_>, path: &Path<'_>) -> Result<usize, BookError> {
        let Some(json) = fields.optional("follows") else {
            return Ok(own);
        };
        let path = path.key("follows");
        let name = json.text(&path)?;
        match self.follows.get(name) {
            None => {
                let problem = format!("{} is not one of the book's markets", shown(name));
                Err(BookError::form(&path, problem))
            }
            Some(Some(_)) => {
                let problem = format!("{} follows a market itself; one level only", shown(name));
                Err(BookError::form(&path, problem))
            }
            Some(None) => match self.assets.get(name) {
                Some(place) => Ok(*place),
                None => Ok(self.assets.len() + self.perp(name, &path)?),
            },
        }
    }
}

fn followed(json: &Json) -> Option<&Json> {
    let entries = json.object(&Path::Root).ok()?;
    entries
        .iter()
        .find(|(key, _)| key == "follows")
        .map(|(_, value)| value)
}

fn asset(
    name: &str,
    place: usize,
    json: &Json,
    path: &Path<'_>,
    names: &Names<'_>,
) -> Result<Asset, BookError> {
    let known = [
        "price",
        "initial_price",
        "initial",
        "maintenance",
        "follows",
    ];
    let fields = Fields::new(json, path, &known)?;
    let (price, initial_price) = prices(&fields, path)?;
    let initial = weights(fields.required("initial")?, &path.key("initial"))?;
    let maintenance = weights(fields.required("maintenance")?, &path.key("maintenance"))?;
    if !initial.no_looser_than(&maintenance) {
        return Err(BookError::form(&path.key("initial"), LOOSER));
    }
    let index = names.index(place, &fields, path)?;
    Ok(Asset {
        name: name.to_string(),
        initial_price,
        price,
        initial,
        maintenance,
        index,
    })
}

const LOOSER: &str = "initial must not be looser than maintenance";

fn market(
    name: &str,
    place: usize,
    json: &Json,
    path: &Path<'_>,
    names: &Names<'_>,
) -> Result<Market, BookError> {
    let known = [
        "price",
        "initial_price",
        "follows",
        "settles",
        "initial",
        "maintenance",
        "profit_weight",
    ];
    let fields = Fields::new(json, path, &known)?;
    let (price, initial_price) = prices(&fields, path)?;
    let settles = path.key("settles");
    let settles = names.asset(fields.required("settles")?.text(&settles)?, &settles)?;
    let initial = margin(fields.required("initial")?, &path.key("initial"))?;
    let maintenance = margin(fields.required("maintenance")?, &path.key("maintenance"))?;
    let no_looser = initial.no_looser_than(&maintenance);
    if !no_looser.map_err(|error| BookError::kernel(&path.key("initial"), error))? {
        return Err(BookError::form(&path.key("initial"), LOOSER));
    }
    let profit_weight = match fields.optional("profit_weight") {
        Some(json) => fraction(json, read_down, &path.key("profit_weight"))?,
        None => Fixed::ONE,
    };
    let index = names.index(names.assets.len() + place, &fields, path)?;
    let name = name.to_string();
    Ok(Market {
        name,
        initial_price,
        price,
        initial,
        maintenance,
        profit_weight,
        settles,
        index,
    })
}

fn account(
    name: &str,
    json: &Json,
    path: &Path<'_>,
    names: &Names<'_>,
) -> Result<Account, BookError> {
    let fields = Fields::new(json, path, &["balances", "perps"])?;
    let mut account = Account {
        name: name.to_string(),
        balances: Vec::new(),
        perps: Vec::new(),
    };
    if let Some(json) = fields.optional("balances") {
        let path = path.key("balances");
        for (name, json) in json.object(&path)? {
            let path = path.key(name);
            account
                .balances
                .push((names.asset(name, &path)?, number(json, read_down, &path)?));
        }
    }
    if let Some(json) = fields.optional("perps") {
        let path = path.key("perps");
        for (name, json) in json.object(&path)? {
            let path = path.key(name);
            account
                .perps
                .push((names.perp(name, &path)?, position(json, &path)?));
        }
    }
    let positions = account.balances.len() + account.perps.len();
    if positions > MAX_POSITIONS {
        let problem = format!(
            "{positions} positions, more than the {MAX_POSITIONS} that one account may have"
        );
        return Err(BookError::form(path, problem));
    }
    Ok(account)
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
                    json.text(path)?,
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

/// A decimal, read in the direction of the quantity that it is.
fn number(json: &Json, read: Read, path: &Path<'_>) -> Result<Fixed, BookError> {
    match json {
        Json::Text(text) => read(text).map_err(|error| BookError::value(path, text, error)),
        other => Err(other.is_not("a decimal number as a text", path)),
    }
}

fn fraction(json: &Json, read: Read, path: &Path<'_>) -> Result<Fixed, BookError> {
    let value = number(json, read, path)?;
    match value.is_fraction() {
        true => Ok(value),
        false => Err(BookError::value(
            path,
            json.text(path)?,
            Error::InvalidFraction,
        )),
    }
}

/// The price, and the price of the initial level, which contains it.
fn prices(fields: &Fields<'_>, path: &Path<'_>) -> Result<(Price, Price), BookError> {
    let now = price(fields.required("price")?, &path.key("price"))?;
    let Some(json) = fields.optional("initial_price") else {
        return Ok((now, now));
    };
    let path = path.key("initial_price");
    let initial = price(json, &path)?;
    match initial.contains(&now) {
        true => Ok((now, initial)),
        false => Err(BookError::form(
            &path,
            "must contain the price: no low end above its, no high end below",
        )),
    }
}

/// `"1800"` or `{"low": "1795.5", "high": "1804.5"}`: low ends read down, high ends up.
fn price(json: &Json, path: &Path<'_>) -> Result<Price, BookError> {
    let (low, high) = match json {
        Json::Text(_) => (json, json),
        Json::Object(_) => {
            let fields = Fields::new(json, path, &["low", "high"])?;
            (fields.required("low")?, fields.required("high")?)
        }
        other => return Err(other.is_not("a price: a decimal, or low and high", path)),
    };
    let place = |key| {
        if matches!(json, Json::Text(_)) {
            *path
        } else {
            path.key(key)
        }
    };
    let ends = (
        number(low, read_down, &place("low"))?,
        number(high, read_up, &place("high"))?,
    );
    Price::new(ends.0, ends.1).map_err(|error| match json {
        Json::Text(text) => BookError::value(path, text, error),
        _ => {
            let ends = (
                low.text(path).unwrap_or_default(),
                high.text(path).unwrap_or_default(),
            );
            BookError::value(path, &format!("{}..{}", ends.0, ends.1), error)
        }
    })
}

fn weights(json: &Json, path: &Path<'_>) -> Result<Weights, BookError> {
    let fields = Fields::new(json, path, &["asset", "liability"])?;
    let asset = number(fields.required("asset")?, read_down, &path.key("asset"))?;
    let liability = number(
        fields.required("liability")?,
        read_up,
        &path.key("liability"),
    )?;
    Weights::new(asset, liability).map_err(|error| {
        let (key, side) = match asset.is_fraction() {
            false => ("asset", fields.required("asset")),
            true => ("liability", fields.required("liability")),
        };
        let text = side
            .and_then(|json| json.text(path))
            .unwrap_or_default()
            .to_string();
        BookError::value(&path.key(key), &text, error)
    })
}

/// A fraction, a pair of weights, or a ladder; a ladder of one rung is a fraction.
fn margin(json: &Json, path: &Path<'_>) -> Result<Margin, BookError> {
    let plain = |json: &Json, path: &Path<'_>| {
        let weights = Weights::from_margin_fraction(&fraction(json, read_up, path)?)
            .map_err(|error| BookError::kernel(path, error))?;
        Ok(Margin {
            weights,
            rungs: Vec::new(),
        })
    };
    match json {
        Json::Text(_) => plain(json, path),
        Json::Object(_) => Ok(Margin {
            weights: weights(json, path)?,
            rungs: Vec::new(),
        }),
        Json::List(list) => {
            if list.is_empty() || list.len() > MAX_RUNGS {
                let problem = format!("a ladder has 1 to {MAX_RUNGS} rungs, not {}", list.len());
                return Err(BookError::form(path, problem));
            }
            let mut rungs = Vec::with_capacity(list.len());
            for (place, json) in list.iter().enumerate() {
                let path = path.item(place);
                let fields = Fields::new(json, &path, &["above", "rate"])?;
                let floor = number(fields.required("above")?, read_down, &path.key("above"))?;
                let rate = fraction(fields.required("rate")?, read_up, &path.key("rate"))?;
                rungs.push(Tier::new(floor, rate));
            }
            Tiers::from_rates(&mut rungs).map_err(|error| BookError::kernel(path, error))?;
            match list.as_slice() {
                [Json::Object(_)] => {
                    let rung = path.item(0);
                    plain(
                        Fields::new(&list[0], &rung, &["above", "rate"])?.required("rate")?,
                        &rung.key("rate"),
                    )
                }
                _ => Ok(Margin {
                    weights: Weights::one(),
                    rungs,
                }),
            }
        }
        Json::Other(_) => Err(json.is_not("a margin: a fraction, weights, or a ladder", path)),
    }
}

impl Margin {
    /// Whether no position posts less under this margin than under `other`, on either side.
    ///
    /// Both are piecewise linear in the notional, so the ends of their pieces decide: every floor of
    /// either, and one notional beyond them all for the slope of the last piece.
    fn no_looser_than(&self, other: &Margin) -> Result<bool, Error> {
        let floors = || self.rungs.iter().chain(&other.rungs).map(|rung| rung.floor);
        let top = floors().max().unwrap_or(Fixed::ONE).max(Fixed::ONE);
        let beyond = top.checked_add(top).ok_or(Error::Overflow)?;
        for notional in floors().chain([Fixed::ONE, beyond]) {
            let ((long, short), (other_long, other_short)) =
                (self.requirement(&notional)?, other.requirement(&notional)?);
            // Both are rounded up, by a few units and by one in each fraction read from text.
            let slack = notional
                .mul_up(&Fixed::from_bits(4))?
                .try_add(&Fixed::from_bits(4))?;
            if other_long > long.try_add(&slack)? || other_short > short.try_add(&slack)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What a long and a short of this notional post.
    fn requirement(&self, notional: &Fixed) -> Result<(Fixed, Fixed), Error> {
        let ladder = Tiers::new(&self.rungs)?.requirement(notional)?;
        let long = Fixed::ONE.try_sub(self.weights.asset())?.mul_up(notional)?;
        let short = self
            .weights
            .liability()
            .try_sub(&Fixed::ONE)?
            .mul_up(notional)?;
        Ok((long.try_add(&ladder)?, short.try_add(&ladder)?))
    }
}
