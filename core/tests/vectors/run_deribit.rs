//! Vectors of `methods/deribit`.

use crate::read_option::{self, Room};
use crate::{read, read_method, show, show_method, show_option};
use plimsoll::methods::deribit as d;
use plimsoll::methods::deribit::matrix as m;
use plimsoll::{Error, Fixed};
use serde_json::{json, Value};

pub fn deribit(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let pair = || read_method::currency_pair(&input["currency_pair"]);
    let currency = || read_method::currency(&input["currency"]);
    let margin = || read_method::deribit_margin(&input["margin"]);
    let number = match function {
        "CurrencyPair.validate" => return Ok(json!(pair().validate()?)),
        "Currency.validate" => return Ok(json!(currency().validate()?)),
        "CurrencyPair.delta_shock" => pair().delta_shock(&fixed("delta"), &fixed("index"))?,
        "Currency.roll_rate" => {
            let expiry = read_option::expiry(&input["expiry"]).expect("an expiry");
            currency().roll_rate(&expiry)?
        }
        "roll_shock" => d::roll_shock(
            &read::fixeds(&input["deltas"]),
            &read::fixeds(&input["rates"]),
        )?,
        "Margin.new" => {
            let scan = read_option::scan(&input["scan"]);
            let margin = d::Margin::new(&scan, &fixed("ticks"))?;
            return Ok(show_method::deribit_margin(&margin));
        }
        "Margin.risk_matrix" => margin().risk_matrix()?,
        "Margin.initial" => margin().initial()?,
        "Margin.maintenance" => margin().maintenance(&fixed("mm_factor"))?,
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}

pub fn matrix(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let grid = || read_option::grid(&input["grid"]);
    if let Some(step) = function.strip_prefix("Aggregation.") {
        return aggregated(step, input);
    }
    Ok(match function {
        "grid" => show_option::grid(&m::grid(&fixed("range"))?),
        "in_coins" => {
            let array = read_option::risk_array(&input["array"]).expect("an array");
            let room: Room = vec![Fixed::ZERO; grid().len()];
            show_option::risk_array(&m::in_coins(&array, &fixed("price"), &grid(), room)?)
        }
        "to_dollars" => {
            let mut scan = read_option::scan(&input["scan"]);
            m::to_dollars(&mut scan, &fixed("index"))?;
            show_option::scan(&scan)
        }
        _ => panic!("no function {function}"),
    })
}

fn aggregated(step: &str, input: &Value) -> Result<Value, Error> {
    let value = &input["aggregation"];
    let (pair, currency) = (
        read_method::currency_pair(&value["pair"]),
        read_method::currency(&value["currency"]),
    );
    let aggregation = m::Aggregation {
        pair: &pair,
        currency: &currency,
        settlement: match read::text(&value["settlement"]) {
            "coin" => m::Settlement::Coin,
            "dollar" => m::Settlement::Dollar,
            other => panic!("no settlement {other}"),
        },
        index: &read::fixed(&value["index"]),
    };
    let mut scan = read_option::scan(&input["scan"]);
    match step {
        "dampen" => aggregation.dampen(&read_option::grid(&input["grid"]), &mut scan)?,
        "offset_gains" => aggregation.offset_gains(&mut scan)?,
        "apply" => aggregation.apply(&read_option::grid(&input["grid"]), &mut scan)?,
        _ => panic!("no step {step}"),
    }
    Ok(show_option::scan(&scan))
}

pub fn standard(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let rates = &input["standard"];
    let standard = d::standard::Standard {
        most: read::fixed(&rates["most"]),
        least: read::fixed(&rates["least"]),
        maintenance: read::fixed(&rates["maintenance"]),
    };
    Ok(match function {
        "Standard.validate" => json!(standard.validate()?),
        "Standard.written" => {
            let contract = read_option::contract(&input["contract"]).expect("a contract");
            let margins = standard.written(&contract, &fixed("underlying"), &fixed("mark"))?;
            show_method::list(&margins)
        }
        _ => panic!("no function {function}"),
    })
}
