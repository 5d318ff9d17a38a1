//! Vectors of `columns/`.

use crate::read_columns::{self as columns, at, Placed, Results};
use crate::{read, show};
use plimsoll::columns::falls::Falls;
use plimsoll::columns::holders::Holders;
use plimsoll::columns::markets::{Markets, Weighted};
use plimsoll::columns::positions::Positions;
use plimsoll::columns::scan::{measure, rescan, scan};
use plimsoll::columns::scenarios::{surplus, worst, Outcomes};
use plimsoll::columns::threshold::threshold;
use plimsoll::margin::account::Status;
use plimsoll::{Bound, Error, Fixed};
use serde_json::{json, Value};
use std::ops::Range;

pub fn columns(function: &str, input: &Value) -> Result<Value, Error> {
    answer(function, input).map_err(|(error, _)| error)
}

/// Where a fault is stands beside its error.
#[test]
fn faults_say_where_they_are() {
    let mut places = 0;
    for case in crate::cases("columns") {
        let failed = answer(read::text(&case["function"]), &case["in"]).err();
        let fault = failed
            .and_then(|(_, fault)| fault)
            .as_ref()
            .map(columns::show_fault);
        assert_eq!(case.get("fault"), fault.as_ref(), "{case}");
        places += u32::from(fault.is_some());
    }
    assert!(places > 40, "{places}");
}

fn range(value: &Value) -> Range<usize> {
    let ends = read::list(value);
    read::count(&ends[0]) as usize..read::count(&ends[1]) as usize
}

fn bounds(weighted: &Weighted<Fixed>) -> Value {
    weighted.bounds().iter().map(show::bound).collect()
}

fn answer(function: &str, input: &Value) -> Placed<Value> {
    let placeless = |error| (error, None);
    let factor = || read::price(&input["factor"]);
    Ok(match function {
        "Asset.scale" => {
            let scaled = columns::asset(&input["asset"])
                .scale(&factor())
                .map_err(placeless)?;
            columns::show_asset(&scaled)
        }
        "Asset.weighted" => bounds(
            &columns::asset(&input["asset"])
                .weighted()
                .map_err(placeless)?,
        ),
        "Weighted.new" => bounds(&Weighted::new(read::three(
            &input["bounds"],
            |value| -> Bound { read::bound(value) },
        ))),
        "PerpMarket.scale" => {
            let scaled = columns::market(&input["market"])
                .scale(&factor())
                .map_err(placeless)?;
            columns::show_market(&scaled)
        }
        "Portfolio.with_perps" => {
            let made = columns::portfolio(&input["portfolio"]).expect("a portfolio");
            json!(made.margins(&columns::market(&input["market"])))
        }
        "Portfolio.new" | "Portfolio.with_coins" => {
            let made = columns::portfolio(&input["portfolio"]).map_err(placeless)?;
            columns::holds(&made, &input["portfolio"]);
            Value::Null
        }
        "Markets.new" => columns::markets(input)
            .map(|_| Value::Null)
            .map_err(placeless)?,
        "Markets.with_portfolio" => {
            let portfolio = columns::portfolio(&input["portfolio"]).expect("a portfolio");
            let markets = columns::markets(input).expect("markets");
            let made = markets.with_portfolio(portfolio).map_err(placeless)?;
            assert_eq!(
                (made.assets(), made.perps()),
                (markets.assets(), markets.perps())
            );
            assert_eq!(made.portfolio(), Some(&portfolio));
            Value::Null
        }
        "Positions.new" => {
            let made = columns::positions(&input["positions"]).map_err(at)?;
            assert_eq!(json!(made.accounts()), input["positions"]["accounts"]);
            Value::Null
        }
        "Falls.new" | "Falls.at" => falls(function, input),
        "Holders.count" | "Holders.new" | "Holders.of" => held(function, input)?,
        _ => accounts(function, input)?,
    })
}

fn falls(function: &str, input: &Value) -> Value {
    let (mut below, mut above) = (
        columns::falls(&input["below"]),
        columns::falls(&input["above"]),
    );
    let falls = Falls::new(&mut below, &mut above).expect("numbers");
    match function {
        "Falls.new" => columns::show_falls(falls.below(), falls.above()),
        _ => {
            let (below, above) = falls.at(&read::fixed(&input["price"]));
            columns::show_falls(below, above)
        }
    }
}

fn held(function: &str, input: &Value) -> Placed<Value> {
    let positions = columns::positions(&input["positions"]).map_err(at)?;
    let (markets, table) = (
        columns::book(&input["book"]),
        columns::table(&input["table"]),
    );
    let count = Holders::count(&positions, &markets, table).map_err(at)?;
    let arrays = markets
        .portfolio()
        .map_or(0, |portfolio| portfolio.arrays().len());
    let places = match table.name() {
        "balances" => markets.assets().len(),
        "perps" => markets.perps().len(),
        "options" => arrays,
        _ => 0,
    };
    let (mut offsets, mut accounts) = (vec![0; places + 1], vec![0; count]);
    let holders = Holders::new(&positions, &markets, table, &mut offsets, &mut accounts);
    let holders = holders.map_err(at)?;
    Ok(match function {
        "Holders.count" => json!(count),
        "Holders.new" => (0..places as u32)
            .map(|place| json!(holders.of(place)))
            .collect(),
        _ => json!(holders.of(read::count(&input["place"]))),
    })
}

fn accounts(function: &str, input: &Value) -> Placed<Value> {
    let positions = columns::positions(&input["positions"]).map_err(at)?;
    if function == "worst" {
        return worst_of(&positions, input);
    }
    if function == "threshold" {
        let book = &input["book"];
        let (assets, perps) = (
            columns::assets(&book["assets"]),
            columns::perps(&book["perps"]),
        );
        let (account, index) = (read::count(&input["account"]), read::count(&input["index"]));
        let (price, step) = (read::price(&input["price"]), read::fixed(&input["step"]));
        let found = threshold(
            &positions,
            assets,
            perps,
            account as usize,
            index,
            &price,
            &step,
        );
        let found = found.map_err(at)?;
        return Ok(json!({"below": show::limit(&found.below), "above": show::limit(&found.above)}));
    }
    let markets = columns::book(&input["book"]);
    let mut room = columns::room(&markets);
    let room = &mut room[..];
    Ok(match function {
        "scan" => {
            let accounts = range(&input["accounts"]);
            let mut results = Results::new(accounts.len());
            scan(
                &positions,
                &markets,
                accounts.clone(),
                room,
                &mut results.rows(),
            )
            .map_err(at)?;
            results.show(0..accounts.len())
        }
        "rescan" => {
            let list: Vec<u32> = read::list(&input["accounts"])
                .iter()
                .map(read::count)
                .collect();
            let mut results = Results::new(positions.accounts());
            rescan(&positions, &markets, &list, room, &mut results.rows()).map_err(at)?;
            results.show(list.iter().map(|account| *account as usize))
        }
        "measure" => {
            let account = read::count(&input["account"]) as usize;
            let (account, scenario) = measure(&positions, &markets, account, room).map_err(at)?;
            json!({"levels": show::account(&account), "scenario": scenario})
        }
        "surplus" => {
            let accounts = range(&input["accounts"]);
            let mut left = vec![Fixed::ZERO; accounts.len()];
            let mut status = vec![Status::Unknown; accounts.len()];
            surplus(&positions, &markets, accounts, room, &mut left, &mut status).map_err(at)?;
            columns::show_worst(&left, &status, None)
        }
        _ => panic!("no function {function}"),
    })
}

fn worst_of(positions: &Positions<'_, Fixed>, input: &Value) -> Placed<Value> {
    let books: Vec<Markets<'_, Fixed>> = read::list(&input["books"])
        .iter()
        .map(columns::book)
        .collect();
    let accounts = range(&input["accounts"]);
    let count = accounts.len();
    let (mut scenario, mut liquidatable) = (vec![0; count], vec![0; count]);
    let (mut left, mut status) = (vec![Fixed::ZERO; count], vec![Status::Healthy; count]);
    let mut outcomes = Outcomes {
        scenario: &mut scenario,
        surplus: &mut left,
        status: &mut status,
        liquidatable: &mut liquidatable,
    };
    let mut room = columns::room(&books[0]);
    worst(positions, &books, accounts, &mut room, &mut outcomes).map_err(at)?;
    Ok(columns::show_worst(
        &left,
        &status,
        Some((&scenario, &liquidatable)),
    ))
}
