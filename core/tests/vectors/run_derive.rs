//! Vectors of `methods/derive`.

use crate::read_option::{self, Room};
use crate::{read, read_derive, show, show_derive};
use plimsoll::methods::derive::{portfolio, portfolio_2};
use plimsoll::{Error, Fixed, Scenario};
use serde_json::{json, Value};

pub fn discount(function: &str, input: &Value) -> Result<Value, Error> {
    let expiry = || read_option::expiry(&input["expiry"]).expect("an expiry");
    Ok(match function {
        "LongDiscount.new" => show_derive::long_discount(&read_derive::long_discount(input)?),
        "ShortDiscount.new" => show_derive::short_discount(&read_derive::short_discount(input)?),
        "LongDiscount.at" => {
            let discount = read_derive::long_discount(&input["long_discount"]);
            show::fixed(&discount.expect("a discount").at(&expiry())?)
        }
        "ShortDiscount.at" => {
            let discount = read_derive::short_discount(&input["short_discount"]);
            show::fixed(&discount.expect("a discount").at(&expiry())?)
        }
        "Discounts.apply" => {
            let discounts = read_derive::discounts(&input["discounts"]);
            show::fixed(&discounts.apply(&read::fixed(&input["value"]))?)
        }
        "Basis.new" => show_derive::basis(&read_derive::basis(input)?),
        "Basis.loss" => {
            let basis = read_derive::basis(&input["basis"]).expect("a basis");
            let shocks = read_option::scan(&input["shocks"]);
            show::fixed(&basis.loss(&shocks, &expiry())?)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn margin(function: &str, input: &Value) -> Result<Value, Error> {
    assert_eq!(function, "Margin.total");
    let margin = read_derive::margin(&input["margin"]);
    Ok(show::fixed(&margin.total()?))
}

/// The calls that make a portfolio, and the one that is asked for: `(name, arguments)`.
fn calls(input: &Value) -> Vec<(&str, &Value)> {
    let calls = read::list(&input["portfolio"]).iter();
    calls.flat_map(named).collect()
}

fn named(call: &Value) -> Option<(&str, &Value)> {
    let (name, arguments) = call.as_object()?.iter().next()?;
    Some((name.as_str(), arguments))
}

/// An adding call is asked for as the last of all; its arguments are the vector's own.
fn asked(function: &str) -> Option<&str> {
    let name = function.strip_prefix("Portfolio.")?;
    name.starts_with("add_").then_some(name)
}

fn feed_1(
    portfolio: &mut portfolio::Portfolio<Fixed, Room>,
    parameters: &portfolio::Parameters<Fixed>,
    grid: &[Scenario],
    (name, arguments): (&str, &Value),
) -> Result<(), Error> {
    let fixed = |name: &str| read::fixed(&arguments[name]);
    match name {
        "add_options" => {
            let held = read_derive::Held::new(&arguments["options"]);
            portfolio.add_options(parameters, &fixed("spot"), &held.options())
        }
        "add_perp" => portfolio.add_perp(
            parameters,
            &fixed("spot"),
            &read_option::risk_array(&arguments["perp"]).expect("an array"),
            &fixed("size"),
            &fixed("profit"),
            &fixed("confidence"),
        ),
        "add_coins" => portfolio.add_coins(
            parameters,
            grid,
            &fixed("spot"),
            &fixed("coin"),
            &fixed("quantity"),
            &fixed("confidence"),
        ),
        _ => panic!("no call {name}"),
    }
}

pub fn first(function: &str, input: &Value) -> Result<Value, Error> {
    let parameters = || read_derive::parameters_1(&input["parameters"]);
    match function {
        "Portfolio.new" => {
            let room = vec![Fixed::MAX; read_option::place(&input["room"])];
            let made = portfolio::Portfolio::new(room);
            return Ok(show_derive::state(made.scan(), made.basis()));
        }
        "Parameters.validate" => return Ok(json!(parameters().validate()?)),
        "Parameters.discounts" => {
            let expiry = read_option::expiry(&input["expiry"]).expect("an expiry");
            return Ok(show_derive::discounts(&parameters().discounts(&expiry)?));
        }
        _ => {}
    }
    let (parameters, grid) = (parameters(), read_option::grid(&input["grid"]));
    let mut made = portfolio::Portfolio::new(vec![Fixed::ZERO; grid.len()]);
    for call in calls(input) {
        feed_1(&mut made, &parameters, &grid, call).expect("a call");
    }
    if let Some(name) = asked(function) {
        feed_1(&mut made, &parameters, &grid, (name, input))?;
        return Ok(show_derive::state(made.scan(), made.basis()));
    }
    let fixed = |name: &str| read::fixed(&input[name]);
    let margin = match function {
        "Portfolio.initial" => made.initial(&parameters, &fixed("coin"), &fixed("cash"))?,
        "Portfolio.maintenance" => made.maintenance(&fixed("cash"))?,
        _ => panic!("no function {function}"),
    };
    Ok(show_derive::margin(&margin))
}

fn feed_2(
    portfolio: &mut portfolio_2::Portfolio<Fixed, Room>,
    parameters: &portfolio_2::Parameters<Fixed>,
    grid: &[Scenario],
    (name, arguments): (&str, &Value),
) -> Result<(), Error> {
    let fixed = |name: &str| read::fixed(&arguments[name]);
    let haircut = || read_option::pair(&arguments["haircut"]);
    match name {
        "add_options" => {
            let held = read_derive::Held::new(&arguments["options"]);
            portfolio.add_options(parameters, grid, &fixed("spot"), &held.options())
        }
        "add_perp" => portfolio.add_perp(
            parameters,
            &fixed("spot"),
            &read_option::risk_array(&arguments["perp"]).expect("an array"),
            &fixed("size"),
            &fixed("profit"),
            &fixed("confidence"),
        ),
        "add_collateral" => {
            let (value, confidence) = (fixed("value"), fixed("confidence"));
            portfolio.add_collateral(parameters, &value, &haircut(), &confidence)
        }
        "add_underlying" => {
            let (value, confidence) = (fixed("value"), fixed("confidence"));
            portfolio.add_underlying(parameters, grid, &value, &haircut(), &confidence)
        }
        _ => panic!("no call {name}"),
    }
}

pub fn second(function: &str, input: &Value) -> Result<Value, Error> {
    let parameters = || read_derive::parameters_2(&input["parameters"]);
    match function {
        "Portfolio.new" => {
            let room = vec![Fixed::MAX; read_option::place(&input["room"])];
            let made = portfolio_2::Portfolio::new(room);
            return Ok(show_derive::state(made.scan(), made.basis()));
        }
        "Parameters.validate" => return Ok(json!(parameters().validate()?)),
        "Parameters.discounts" => {
            let expiry = read_option::expiry(&input["expiry"]).expect("an expiry");
            return Ok(show_derive::discounts(&parameters().discounts(&expiry)?));
        }
        _ => {}
    }
    let (parameters, grid) = (parameters(), read_option::grid(&input["grid"]));
    let mut made = portfolio_2::Portfolio::new(vec![Fixed::ZERO; grid.len()]);
    for call in calls(input) {
        feed_2(&mut made, &parameters, &grid, call).expect("a call");
    }
    if let Some(name) = asked(function) {
        feed_2(&mut made, &parameters, &grid, (name, input))?;
        return Ok(show_derive::state(made.scan(), made.basis()));
    }
    let fixed = |name: &str| read::fixed(&input[name]);
    let margin = match function {
        "Portfolio.initial" => made.initial(&parameters, &grid, &fixed("coin"), &fixed("cash"))?,
        "Portfolio.maintenance" => made.maintenance(&parameters, &grid, &fixed("cash"))?,
        _ => panic!("no function {function}"),
    };
    Ok(show_derive::margin(&margin))
}

/// The module of that name; Deribit has one too, and their vectors one file.
pub fn standard(function: &str, input: &Value) -> Result<Value, Error> {
    if function.starts_with("Standard.") {
        return crate::run_deribit::standard(function, input);
    }
    let parameters = || read_derive::standard_parameters(&input["parameters"]);
    let (spot, level) = (
        || read::fixed(&input["spot"]),
        || read_derive::level(&input["level"]),
    );
    let series = |value: &'_ Value| read_derive::Series::new(value);
    Ok(match function {
        "Margin.total" => {
            let margin = read_derive::standard_margin(&input["margin"]);
            show::fixed(&margin.total()?)
        }
        "Parameters.validate" => json!(parameters().validate()?),
        "Parameters.isolated" => {
            let position = read_option::position(&input["position"]);
            show::fixed(&parameters().isolated(&position, &spot(), level())?)
        }
        "Parameters.expiry" => {
            let held = series(&input["options"]);
            show::fixed(&parameters().expiry(&held.options(), &spot(), level())?)
        }
        "Parameters.market" | "Parameters.mark" => {
            let books = read::list(&input["holdings"]["options"]);
            let books: Vec<_> = books.iter().map(series).collect();
            let options: Vec<_> = books.iter().map(|book| book.options()).collect();
            let holdings = read_derive::holdings(&input["holdings"], &options);
            let feeds = read_derive::feeds(&input["feeds"]);
            match function {
                "Parameters.mark" => show::fixed(&parameters().mark(&holdings, &feeds)?),
                _ => {
                    let margin = parameters().market(&holdings, &feeds, level())?;
                    show_derive::standard_margin(&margin)
                }
            }
        }
        _ => panic!("no function {function}"),
    })
}
