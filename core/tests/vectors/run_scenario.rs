//! Vectors of `margin/scenario`, `margin/shock`, `margin/contingency` and `liquidation/crossing`.

use crate::read_option::{self, Room};
use crate::{read, show, show_option};
use plimsoll::liquidation::crossing::crossing as search;
use plimsoll::margin::contingency;
use plimsoll::margin::scenario::{RiskArray, Scan};
use plimsoll::margin::shock::Skew;
use plimsoll::number::Number;
use plimsoll::{Error, Fixed, Scenario};
use serde_json::{json, Value};

type Array = RiskArray<Fixed, Room>;

/// A place for each scenario.
fn room(grid: &[Scenario]) -> Room {
    vec![Fixed::ZERO; grid.len()]
}

pub fn scenario(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let grid = || read_option::grid(&input["grid"]);
    let mut scan = input.get("scan").map(read_option::scan);
    let array = |name: &str| read_option::risk_array(&input[name]).expect("an array");
    let held = || scan.as_ref().expect("a scan");
    Ok(match function {
        "Scenario.new" => show_option::scenario(&read_option::scenario(input)?),
        "Scan.new" => {
            let room = vec![Fixed::MAX; read_option::place(&input["room"])];
            show_option::scan(&Scan::new(room))
        }
        "Scan.from_parts" => show_option::scan(&read_option::scan(input)),
        "Scan.add" => {
            let mut scan = scan.take().expect("a scan");
            scan.add(&fixed("quantity"), &array("unit"))?;
            show_option::scan(&scan)
        }
        "Scan.merge" => {
            let mut scan = scan.take().expect("a scan");
            scan.merge(&read_option::scan(&input["other"]))?;
            show_option::scan(&scan)
        }
        // What is written to is what is read: backwards here.
        "Scan.profits_mut" => {
            let mut scan = scan.take().expect("a scan");
            scan.profits_mut().reverse();
            show_option::scan(&scan)
        }
        "Scan.worst" => show_option::worst(&held().worst()?),
        "Scan.worst_weighted" => show_option::worst(&held().worst_weighted(&grid())?),
        "RiskArray.new" => show_option::risk_array(&read_option::risk_array(input)?),
        "RiskArray.contribution" => {
            let place = read_option::place(&input["scenario"]);
            show::fixed(&array("risk_array").contribution(&fixed("quantity"), place)?)
        }
        "RiskArray.linear" => {
            let price = read::price(&input["price"]);
            show_option::risk_array(&Array::linear(&price, &grid(), room(&grid()))?)
        }
        "RiskArray.inverse" => show_option::risk_array(&Array::inverse(&grid(), room(&grid()))?),
        _ => panic!("no function {function}"),
    })
}

pub fn shock(function: &str, input: &Value) -> Result<Value, Error> {
    let shocks = || read_option::shocks(&input["shocks"]).expect("shocks");
    let volatility = || read::interval(&input["volatility"]);
    Ok(match function {
        "VolatilityShock.new" => {
            show_option::volatility_shock(&read_option::volatility_shock(input)?)
        }
        "Skew.flat" => show_option::skew(&Skew::flat()),
        "Shocks.new" => show_option::shocks(&read_option::shocks(input)?),
        "Shocks.volatility" => {
            let change = read_option::volatility(&input["change"]);
            let money = read::interval(&input["money"]);
            show::interval(&shocks().volatility(&volatility(), change, &money)?)
        }
        "RiskArray.option" => {
            let grid = read_option::grid(&input["grid"]);
            let contract = read_option::contract(&input["contract"]).expect("a contract");
            let forward = read_option::forward(&input["forward"]).expect("a forward");
            let expiry = read_option::expiry(&input["expiry"]).expect("an expiry");
            let (shocks, room) = (shocks(), room(&grid));
            let volatility = volatility();
            let array = Array::option(
                &contract,
                &forward,
                &volatility,
                &expiry,
                &shocks,
                &grid,
                room,
            );
            show_option::risk_array(&array?)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn contingency(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let number = match function {
        "charge" => contingency::charge(&fixed("notional"), &fixed("rate"))?,
        "Confidence.new" => return Ok(show_option::confidence(&read_option::confidence(input)?)),
        "Confidence.charge" => read_option::confidence(&input["terms"])
            .expect("a confidence")
            .charge(&fixed("confidence"), &fixed("notional"))?,
        "Peg.new" => return Ok(show_option::peg(&read_option::peg(input)?)),
        "Peg.loss" => read_option::peg(&input["peg"])
            .expect("a peg")
            .loss(&fixed("price"))?,
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}

/// The greatest over lists of the least over lines: an account that fails between two peaks.
pub fn crossing(function: &str, input: &Value) -> Result<Value, Error> {
    assert_eq!(function, "crossing");
    let line = |line: &Value| (read::fixed(&line["constant"]), read::fixed(&line["slope"]));
    let lines = |lines: &Value| read::list(lines).iter().map(line).collect();
    let checks: Vec<Vec<_>> = read::list(&input["checks"]).iter().map(lines).collect();
    let check = |x: &Fixed| {
        let mut most = Fixed::MIN;
        for lines in &checks {
            let mut least = Fixed::MAX;
            for (constant, slope) in lines {
                least = least.lesser(&constant.try_add(&slope.mul_down(x)?)?);
            }
            most = most.greater(&least);
        }
        Ok(most)
    };
    let [from, to] = read_option::pair(&input["range"]);
    let (start, step) = (read::fixed(&input["start"]), read::fixed(&input["step"]));
    let parts = read::count(&input["parts"]);
    let found = search(&start, (&from, &to), parts, &step, check)?;
    Ok(json!({
        "below": show::limit(&found.below),
        "above": show::limit(&found.above),
        "from": show::fixed(&found.from),
        "to": show::fixed(&found.to),
    }))
}
