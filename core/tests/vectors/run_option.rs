//! Vectors of `margin/option`.

use crate::{read, read_option, show, show_option};
use plimsoll::margin::option::position::{gross, naked, shorts};
use plimsoll::{Contract, Error, Forward};
use serde_json::Value;

fn contract(input: &Value) -> Contract {
    read_option::contract(&input["contract"]).expect("a contract")
}

pub fn option(function: &str, input: &Value) -> Result<Value, Error> {
    Ok(match function {
        "Contract.new" => show_option::contract(&read_option::contract(input)?),
        "Contract.intrinsic" => {
            show::fixed(&contract(input).intrinsic(&read::fixed(&input["price"]))?)
        }
        "Contract.value" => {
            let expiry = read_option::expiry(&input["expiry"]).expect("an expiry");
            let forward = read::interval(&input["forward"]);
            let volatility = read::interval(&input["volatility"]);
            show::interval(&contract(input).value(&forward, &volatility, &expiry)?)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn expiry(function: &str, input: &Value) -> Result<Value, Error> {
    let expected = match (input.get("rate"), input.get("discount")) {
        (Some(_), _) => "Expiry.new",
        (_, Some(_)) => "Expiry.discounted",
        _ => "Expiry.undiscounted",
    };
    assert_eq!(function, expected);
    Ok(show_option::expiry(&read_option::expiry(input)?))
}

pub fn forward(function: &str, input: &Value) -> Result<Value, Error> {
    match function {
        "Forward.new" => Ok(show_option::forward(&read_option::forward(input)?)),
        "Forward.exact" => {
            let price = read::fixed(&input["price"]);
            Ok(show_option::forward(&Forward::exact(price)?))
        }
        "Forward.shocked" => {
            let forward = read_option::forward(&input["forward"]).expect("a forward");
            Ok(show::interval(
                &forward.shocked(&read::fixed(&input["spot"]))?,
            ))
        }
        _ => panic!("no function {function}"),
    }
}

pub fn greeks(function: &str, input: &Value) -> Result<Value, Error> {
    let expiry = read_option::expiry(&input["expiry"]).expect("an expiry");
    let forward = read::interval(&input["forward"]);
    Ok(match function {
        "Contract.greeks" => {
            let volatility = read::interval(&input["volatility"]);
            show_option::greeks(&contract(input).greeks(&forward, &volatility, &expiry)?)
        }
        "Contract.implied_volatility" => {
            let (price, step) = (read::fixed(&input["price"]), read::fixed(&input["step"]));
            show::limit(&contract(input).implied_volatility(&forward, &price, &expiry, &step)?)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn position(function: &str, input: &Value) -> Result<Value, Error> {
    let held = || read_option::position(&input["position"]);
    let book = || read_option::positions(&input["positions"]);
    let number = match function {
        "Position.mark" => held().mark()?,
        "Position.payoff" => held().payoff(&read::fixed(&input["price"]))?,
        "shorts" => shorts(&book())?,
        "gross" => gross(&book())?,
        "naked" => naked(&book())?,
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}
