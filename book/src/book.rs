//! The document: markets and accounts, read into the kernel's types and validated as a whole.

use crate::error::{shown, BookError, Path};
use crate::json::{Fields, Json};
use crate::margin::{margins, weights, Margin};
use crate::stress::policy::Policy;
use crate::value::{fraction, number, prices};
use plimsoll::number::decimal::{read_down, read_nearest};
use plimsoll::{Error, Fixed, Perp, Price, Weights};
use std::collections::HashMap;

/// The largest document that is read, in bytes.
pub const MAX_BYTES: usize = 16 << 20;
/// The most balances and perps of one account together; its report takes time with their square.
pub const MAX_POSITIONS: usize = 1024;

/// A validated book.
pub(crate) struct Book {
    pub(crate) currency: String,
    pub(crate) assets: Vec<Asset>,
    pub(crate) perps: Vec<Market>,
    pub(crate) accounts: Vec<Account>,
    pub(crate) policy: Policy,
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

/// An account: balances by asset and positions by perp market, in the document's order.
#[derive(Clone)]
pub(crate) struct Account {
    pub(crate) name: String,
    pub(crate) balances: Vec<(usize, Fixed)>,
    pub(crate) perps: Vec<(usize, Perp)>,
}

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
        let fields = Fields::new(
            &json,
            &root,
            &["currency", "assets", "perps", "accounts", "policy"],
        )?;
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

        let policy = match fields.optional("policy") {
            Some(json) => Policy::read(json, &root.key("policy"))?,
            None => Policy::none().map_err(|error| BookError::kernel(&root, error))?,
        };
        let names = Names::new(assets, perps)?;
        let mut book = Book {
            policy,
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
                // A perp that follows nothing is followed by what it settles in.
                let key = if json.member("follows").is_some() {
                    "follows"
                } else {
                    "settles"
                };
                let text = json.member(key).map_or("", Json::as_text);
                return Err(BookError::value(&path.key(key), text, Error::InvalidIndex));
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
                .map(|(name, json)| (name.as_str(), json.member("follows")))
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
    let (initial, maintenance) = weights(&fields, path)?;
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
    let (initial, maintenance) = margins(&fields, path)?;
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
