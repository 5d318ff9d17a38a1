//! From the JSON forms of a vector to columns, and from what is written of them back.

use crate::{read, read_option, show, show_option};
use plimsoll::columns::falls::Fall;
use plimsoll::columns::fault::{Fault, Table};
use plimsoll::columns::markets::{Asset, Coins, Markets, PerpMarket, Portfolio, Weighted};
use plimsoll::columns::positions::{Balances, Options, Perps, Positions};
use plimsoll::margin::account::Status;
use plimsoll::margin::scenario::RiskArray;
use plimsoll::{Error, Fixed, Terms};
use serde_json::{json, Value};

/// What went wrong, and where: nothing where the error has no place.
pub type Placed<T> = Result<T, (Error, Option<Fault>)>;

pub fn at(fault: Fault) -> (Error, Option<Fault>) {
    (fault.error, Some(fault))
}

pub fn asset(value: &Value) -> Asset<Fixed> {
    Asset {
        prices: read::three(&value["prices"], read::price),
        weights: read::three(&value["weights"], read::weights),
        index: read::count(&value["index"]),
    }
}

pub fn show_asset(asset: &Asset<Fixed>) -> Value {
    json!({
        "prices": asset.prices.each_ref().map(show::price),
        "weights": asset.weights.each_ref().map(show::weights),
        "index": asset.index,
    })
}

pub fn market(value: &Value) -> PerpMarket<'static, Fixed> {
    PerpMarket {
        terms: read::three(&value["terms"], read::terms),
        settles: read::count(&value["settles"]),
        index: read::count(&value["index"]),
    }
}

pub fn show_market(market: &PerpMarket<'_, Fixed>) -> Value {
    let terms: Vec<Value> = market
        .terms
        .iter()
        .map(|terms: &Terms<'_>| show::terms(terms))
        .collect();
    json!({"terms": terms, "settles": market.settles, "index": market.index})
}

pub fn assets(value: &Value) -> &'static [Asset<Fixed>] {
    read::keep(read::list(value).iter().map(asset).collect())
}

pub fn perps(value: &Value) -> &'static [PerpMarket<'static, Fixed>] {
    read::keep(read::list(value).iter().map(market).collect())
}

pub fn weighted(value: &Value) -> &'static [Weighted<Fixed>] {
    let weigh = |asset: &Asset<Fixed>| asset.weighted().expect("in range");
    read::keep(assets(value).iter().map(weigh).collect())
}

fn array(value: &Value) -> RiskArray<Fixed, &'static [Fixed]> {
    let side = |value: &Value| {
        let profits = read::keep(read::fixeds(&value["profits"]));
        plimsoll::margin::scenario::Scan::from_parts(read::fixed(&value["mark"]), profits)
    };
    RiskArray::new(side(&value["owned"]), side(&value["owed"])).expect("a risk array")
}

pub fn portfolio(value: &Value) -> Result<Portfolio<'static, Fixed>, Error> {
    let arrays = read::keep(read::list(&value["arrays"]).iter().map(array).collect());
    let factors = read::three(&value["factors"], read::fixed);
    let grid = read::keep(read_option::grid(&value["grid"]));
    let mut made = Portfolio::new(arrays, grid, factors, read::count(&value["settles"]))?;
    if !value["underlying"].is_null() {
        made = made.with_perps(read::count(&value["underlying"]));
    }
    match &value["coins"] {
        Value::Null => Ok(made),
        coins => made.with_coins(Coins {
            asset: read::count(&coins["asset"]),
            prices: read::three(&coins["prices"], read::price),
            unit: read::three(&coins["unit"], read::price),
        }),
    }
}

pub fn markets(book: &Value) -> Result<Markets<'static, Fixed>, Error> {
    Markets::new(weighted(&book["assets"]), perps(&book["perps"]))
}

/// All markets of a book, with its options where it has any.
pub fn book(value: &Value) -> Markets<'static, Fixed> {
    let markets = markets(value).expect("markets");
    match value["portfolio"].is_null() {
        true => markets,
        false => {
            let portfolio = portfolio(&value["portfolio"]).expect("a portfolio");
            markets.with_portfolio(portfolio).expect("markets")
        }
    }
}

fn counts(value: &Value) -> &'static [u32] {
    read::keep(read::list(value).iter().map(read::count).collect())
}

/// A table that is not there is the empty one.
pub fn positions(value: &Value) -> Result<Positions<'static, Fixed>, Fault> {
    let column = |table: &str, name: &str| -> &'static [Fixed] {
        read::keep(read::fixeds(&value[table][name]))
    };
    let there = |table: &str| (!value[table].is_null()).then(|| &value[table]);
    let balances = there("balances").map_or(Balances::none(), |table| Balances {
        offsets: counts(&table["offsets"]),
        market: counts(&table["market"]),
        quantity: column("balances", "quantity"),
    });
    let perps = there("perps").map_or(Perps::none(), |table| Perps {
        offsets: counts(&table["offsets"]),
        market: counts(&table["market"]),
        size: column("perps", "size"),
        quote: column("perps", "quote"),
        bids: column("perps", "bids"),
        asks: column("perps", "asks"),
    });
    let options = there("options").map_or(Options::none(), |table| Options {
        offsets: counts(&table["offsets"]),
        market: counts(&table["market"]),
        quantity: column("options", "quantity"),
    });
    Positions::new(
        read::count(&value["accounts"]) as usize,
        balances,
        perps,
        options,
    )
}

pub fn table(value: &Value) -> Table {
    let all = [
        Table::Balances,
        Table::Perps,
        Table::Options,
        Table::Accounts,
    ];
    read::named(&all, value, Table::name)
}

pub fn show_fault(fault: &Fault) -> Value {
    json!({
        "table": fault.table.name(),
        "column": fault.column.name(),
        "row": fault.row,
    })
}

pub fn falls(value: &Value) -> Vec<Fall<Fixed>> {
    let fall = |value: &Value| Fall {
        price: read::fixed(&value["price"]),
        account: read::count(&value["account"]),
    };
    read::list(value).iter().map(fall).collect()
}

pub fn show_falls(below: &[Fall<Fixed>], above: &[Fall<Fixed>]) -> Value {
    let all = |falls: &[Fall<Fixed>]| -> Value {
        let fall = |fall: &Fall<Fixed>| json!({"price": show::fixed(&fall.price), "account": fall.account});
        falls.iter().map(fall).collect()
    };
    json!({"below": all(below), "above": all(above)})
}

/// The columns of results, owned.
pub struct Results {
    pub assets: [Vec<Fixed>; 3],
    pub liabilities: [Vec<Fixed>; 3],
    pub status: Vec<Status>,
    pub scenario: Vec<u32>,
}

impl Results {
    pub fn new(accounts: usize) -> Self {
        let column = || vec![Fixed::ZERO; accounts];
        Results {
            assets: [column(), column(), column()],
            liabilities: [column(), column(), column()],
            status: vec![Status::Unknown; accounts],
            scenario: vec![0; accounts],
        }
    }

    pub fn rows(&mut self) -> plimsoll::columns::rows::Rows<'_, Fixed> {
        plimsoll::columns::rows::Rows {
            assets: self.assets.each_mut().map(Vec::as_mut_slice),
            liabilities: self.liabilities.each_mut().map(Vec::as_mut_slice),
            status: &mut self.status,
            scenario: &mut self.scenario,
        }
    }

    pub fn show(&self, rows: impl Iterator<Item = usize>) -> Value {
        let row = |row: usize| {
            let cells =
                |columns: &[Vec<Fixed>; 3]| columns.each_ref().map(|c| show::fixed(&c[row]));
            json!({
                "assets": cells(&self.assets),
                "liabilities": cells(&self.liabilities),
                "status": self.status[row].name(),
                "scenario": self.scenario[row],
            })
        };
        rows.map(row).collect()
    }
}

pub fn show_worst(surplus: &[Fixed], status: &[Status], at: Option<(&[u32], &[u32])>) -> Value {
    let row = |row: usize| {
        let mut shown =
            json!({"surplus": show::fixed(&surplus[row]), "status": status[row].name()});
        if let Some((scenario, liquidatable)) = at {
            shown["scenario"] = json!(scenario[row]);
            shown["liquidatable"] = json!(liquidatable[row]);
        }
        shown
    };
    (0..surplus.len()).map(row).collect()
}

/// As many places as the options of a book have scenarios.
pub fn room(markets: &Markets<'_, Fixed>) -> Vec<Fixed> {
    let scenarios = markets
        .portfolio()
        .map_or(0, |portfolio| portfolio.grid().len());
    vec![Fixed::ONE; scenarios]
}

/// What a portfolio holds is what it was made of.
pub fn holds(made: &Portfolio<'_, Fixed>, value: &Value) {
    let grid = show_option::grid(made.grid());
    assert_eq!(grid, value["grid"]);
    let factors: Vec<Value> = made.factors().iter().map(show::fixed).collect();
    assert_eq!(
        (json!(factors), json!(made.settles())),
        (value["factors"].clone(), value["settles"].clone())
    );
    assert_eq!(made.arrays().len(), read::list(&value["arrays"]).len());
    let coins = made.coins().map_or(Value::Null, |coins| {
        json!({
            "asset": coins.asset,
            "prices": coins.prices.each_ref().map(show::price),
            "unit": coins.unit.each_ref().map(show::price),
        })
    });
    assert_eq!(coins, value["coins"]);
}
