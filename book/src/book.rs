//! The document: markets, options, methods and accounts, read into the kernel's types and validated as a
//! whole.

use crate::account::Account;
use crate::error::{BookError, Path};
use crate::json::{Fields, Json};
use crate::margin::{margins, weights, Margin};
use crate::names::{Names, Section, Sections};
use crate::portfolio::method::Method;
use crate::portfolio::series::{Maturity, Series};
use crate::stress::policy::Policy;
use crate::value::{fraction, prices};
use plimsoll::number::decimal::read_down;
use plimsoll::{Error, Fixed, Price, Weights};

/// The largest document that is read, in bytes.
pub const MAX_BYTES: usize = 16 << 20;
/// The most balances, perps and options of one account together; its report takes time with their square.
pub const MAX_POSITIONS: usize = 1024;
/// The most values that one look at all accounts with a method takes: of each its options, perps and coins
/// times the scenarios, or times themselves where those are more.
pub const MAX_VALUES: usize = 1 << 20;

/// A validated book.
pub(crate) struct Book {
    pub(crate) currency: String,
    pub(crate) assets: Vec<Asset>,
    pub(crate) perps: Vec<Market>,
    pub(crate) expiries: Vec<Maturity>,
    pub(crate) options: Vec<Series>,
    pub(crate) methods: Vec<Method>,
    pub(crate) accounts: Vec<Account>,
    pub(crate) policy: Policy,
}

/// An asset: prices and weights at initial and maintenance.
#[derive(Clone)]
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
#[derive(Clone)]
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

/// Which accounts a book has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Accounts {
    /// Those of the document.
    Stated,
    /// None: they come from elsewhere.
    Elsewhere,
}

impl Book {
    /// Reads and validates a document.
    pub(crate) fn read(text: &str) -> Result<Book, BookError> {
        Book::with(text, Accounts::Stated)
    }

    /// The same without its accounts, which are not looked at and may be missing.
    pub(crate) fn without_accounts(text: &str) -> Result<Book, BookError> {
        Book::with(text, Accounts::Elsewhere)
    }

    fn with(text: &str, accounts: Accounts) -> Result<Book, BookError> {
        if text.len() > MAX_BYTES {
            let problem = format!(
                "{} bytes, more than the {MAX_BYTES} that are read",
                text.len()
            );
            return Err(BookError::form(&Path::Root, problem));
        }
        let json = Json::read(text)?;
        let root = Path::Root;
        let known = [
            "currency", "assets", "perps", "expiries", "options", "methods", "accounts", "policy",
        ];
        let fields = Fields::new(&json, &root, &known)?;
        let currency = fields.required("currency")?;
        let currency = currency.text(&root.key("currency"))?.to_string();
        let section = |key: &str| match fields.optional(key) {
            Some(json) => json.object(&root.key(key)),
            None => Ok(&[] as Section<'_>),
        };
        let sections = Sections {
            assets: fields.required("assets")?.object(&root.key("assets"))?,
            perps: section("perps")?,
            expiries: section("expiries")?,
            options: section("options")?,
            methods: section("methods")?,
        };
        let accounts = match accounts {
            Accounts::Stated => fields.required("accounts")?.object(&root.key("accounts"))?,
            Accounts::Elsewhere => &[],
        };
        let policy = match fields.optional("policy") {
            Some(json) => Policy::read(json, &root.key("policy"))?,
            None => Policy::none().map_err(|error| BookError::kernel(&root, error))?,
        };
        let names = Names::new(&sections)?;
        let mut book = Book {
            policy,
            currency,
            assets: Vec::new(),
            perps: Vec::new(),
            expiries: Vec::new(),
            options: Vec::new(),
            methods: Vec::new(),
            accounts: Vec::new(),
        };
        for (place, (name, json)) in sections.assets.iter().enumerate() {
            let parent = root.key("assets");
            book.assets
                .push(asset(name, place, json, &parent.key(name), &names)?);
        }
        for (place, (name, json)) in sections.perps.iter().enumerate() {
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
        for (name, json) in sections.expiries {
            let parent = root.key("expiries");
            let expiry = Maturity::read(json, &parent.key(name), &names)?;
            book.expiries.push(expiry);
        }
        for (name, json) in sections.options {
            let parent = root.key("options");
            let series = Series::read(name, json, &parent.key(name), &names)?;
            book.options.push(series);
        }
        for (name, json) in sections.methods {
            let parent = root.key("methods");
            let method = Method::read(name, json, &parent.key(name), &names, &book)?;
            book.methods.push(method);
        }
        let mut values = 0;
        for (name, json) in accounts {
            let parent = root.key("accounts");
            let account = Account::read(name, json, &parent.key(name), &names, &book)?;
            values += book.values(&account);
            if values > MAX_VALUES {
                let problem = format!(
                    "the accounts with a method take more than {MAX_VALUES} values in one look"
                );
                return Err(BookError::form(&parent.key(name), problem));
            }
            book.accounts.push(account);
        }
        Ok(book)
    }

    /// How many values one look at an account with a method takes.
    fn values(&self, account: &Account) -> usize {
        let method = account.method.and_then(|method| self.methods.get(method));
        let positions = account.options.len() + account.perps.len() + 1;
        method.map_or(0, |method| positions * positions.max(method.grid.len()))
    }

    /// The names of the markets by place, assets before perps.
    pub(crate) fn market_names(&self) -> impl Iterator<Item = &str> {
        let assets = self.assets.iter().map(|asset| asset.name.as_str());
        assets.chain(self.perps.iter().map(|perp| perp.name.as_str()))
    }

    /// The same market's price at the initial level.
    pub(crate) fn initial_price(&self, index: usize) -> Option<&Price> {
        match self.assets.get(index) {
            Some(asset) => Some(&asset.initial_price),
            None => {
                let perp = self.perps.get(index.checked_sub(self.assets.len())?)?;
                Some(&perp.initial_price)
            }
        }
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
    let index = names.index(names.market_of_perp(place), &fields, path)?;
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
