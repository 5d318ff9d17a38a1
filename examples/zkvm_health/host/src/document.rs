//! The inputs of the program from a document of the book: its markets as a state, one of its accounts.

use crate::machine::Result;
use plimsoll::columns::fault::Table;
use plimsoll::margin::perp::Terms as CoreTerms;
use plimsoll::margin::scenario::{RiskArray, Scan};
use plimsoll::number::decimal::{read_down, read_nearest};
use plimsoll::{Error, Fixed, Number as _};
use plimsoll_book::columns::Markets;
use serde_json::Value;
use zkvm_health_rule::{
    Account, Array, Asset, Balance, Held, Number, Options, Perp, PerpMarket, Series, State, Terms,
};

/// The markets of a document and one account of it.
///
/// Errors: those of the book, a method that is no scan of scenarios, an account that is not there.
pub fn read(
    text: &str,
    account: &str,
    purpose: &str,
    version: u64,
    time: u64,
) -> Result<(State, Account)> {
    // The book's own reading of the whole document: whatever it refuses is refused here too.
    plimsoll_book::report(text)?;
    let json: Value = serde_json::from_str(text)?;
    let found = json.get("accounts").and_then(|all| all.get(account));
    let found = found.ok_or_else(|| format!("the document has no account {account:?}"))?;
    let options = found.get("options").is_some();
    let markets = match options {
        true => Markets::read(text)?,
        false => Markets::without_options(text)?,
    };
    let mut state = state(&markets)?;
    (state.purpose, state.version, state.time) = (purpose.into(), version, time);
    if found.get("method").is_some() && !options {
        return Err("an account with a method and without options: nothing margins it here".into());
    }
    Ok((state, positions(found, &markets)?))
}

fn state(markets: &Markets) -> Result<State> {
    let view = markets.view::<Fixed>()?;
    let lent = view.lend()?;
    let core = lent.markets()?;
    let assets = lent.assets().iter().map(|asset| Asset {
        prices: asset.prices,
        weights: asset.weights,
        index: asset.index,
    });
    let perps = core.perps().iter().map(|market| {
        let [initial, maintenance, equity] = &market.terms;
        PerpMarket {
            initial: terms(initial),
            maintenance: terms(maintenance),
            equity: *equity.price(),
            settles: market.settles,
            index: market.index,
        }
    });
    let options = core.portfolio().map(|portfolio| {
        let margined = core.perps().iter().find(|perp| portfolio.margins(perp));
        let scenarios = portfolio.grid().len();
        let series = portfolio
            .arrays()
            .iter()
            .map(|array| made(array, scenarios));
        Ok::<_, Error>(Options {
            grid: portfolio.grid().to_vec(),
            factors: portfolio.factors().map(Number),
            settles: portfolio.settles(),
            perps: margined.map(|perp| perp.index),
            coins: portfolio.coins().map(|coins| coins.asset),
            expiries: Vec::new(),
            series: series.collect::<std::result::Result<_, _>>()?,
        })
    });
    Ok(State {
        purpose: String::new(),
        version: 0,
        time: 0,
        assets: assets.collect(),
        perps: perps.collect(),
        options: options.transpose()?,
    })
}

/// A risk array taken apart: mark and profits of one unit that is owned, and of one that is owed.
fn made(
    array: &RiskArray<Fixed, &[Fixed]>,
    scenarios: usize,
) -> std::result::Result<Series, Error> {
    let side = |unit: Fixed| {
        let mut scan = Scan::new(vec![Fixed::ZERO; scenarios]);
        scan.add(&unit, array)?;
        // A unit owed adds the negative of what it is worth; times one is exact.
        let sign = |number: &Fixed| number.mul_down(&unit).map(Number);
        let profits = scan.profits().iter().map(sign);
        Ok((
            sign(scan.mark())?,
            profits.collect::<std::result::Result<Vec<_>, Error>>()?,
        ))
    };
    let ((low, owned), (high, owed)) = (side(Fixed::ONE)?, side(Fixed::NEG_ONE)?);
    Ok(Series::Made(Array {
        marks: [low, high],
        profits: [owned, owed],
    }))
}

fn terms(terms: &CoreTerms<'_, Fixed>) -> Terms {
    Terms {
        price: *terms.price(),
        weights: *terms.weights(),
        rungs: terms.tiers().rungs().to_vec(),
        profit_weight: *terms.profit_weight(),
    }
}

/// The positions of an account that the book has accepted, rounded as it rounds them: balances and quotes down,
/// sizes to nearest.
fn positions(json: &Value, markets: &Markets) -> Result<Account> {
    let mut account = Account::default();
    for (market, value) in sorted(json, "balances", Table::Balances, markets)? {
        let quantity = read_down(text(value)?)?;
        account.balances.push(Balance { market, quantity });
    }
    for (market, value) in sorted(json, "perps", Table::Perps, markets)? {
        let number = |key: &str, read: fn(&str) -> _| match value.get(key) {
            Some(value) => Ok(read(text(value)?)?),
            None => Ok::<Fixed, Box<dyn std::error::Error>>(Fixed::ZERO),
        };
        let position =
            plimsoll::Perp::new(number("size", read_nearest)?, number("quote", read_down)?);
        let orders = (number("bids", read_nearest)?, number("asks", read_nearest)?);
        let position = position.with_orders(orders.0, orders.1)?;
        account.perps.push(Perp { market, position });
    }
    for (market, value) in sorted(json, "options", Table::Options, markets)? {
        let quantity = read_nearest(text(value)?)?;
        account.options.push(Held { market, quantity });
    }
    Ok(account)
}

/// A number, which a document writes as text or as a number.
fn text(value: &Value) -> Result<&str> {
    Ok(value.as_str().ok_or("a number that is no text")?)
}

/// A section of an account by the places of its markets, which ascend.
fn sorted<'a>(
    json: &'a Value,
    section: &str,
    table: Table,
    markets: &Markets,
) -> Result<Vec<(u32, &'a Value)>> {
    let mut rows = Vec::new();
    for (name, value) in json
        .get(section)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let place = markets.place(table, name);
        let place = place.ok_or_else(|| format!("{section}: no market {name:?}"))?;
        rows.push((place, value));
    }
    rows.sort_by_key(|(place, _)| *place);
    Ok(rows)
}
