//! Vectors of `solvency/`.

use crate::{read, show};
use plimsoll::solvency::deleverage::{greedy, pro_rata};
use plimsoll::solvency::insurance::target;
use plimsoll::solvency::protocol::{health_under, worst};
use plimsoll::solvency::socialise::{deposit_index, funding_index, junior_ratio};
use plimsoll::{Error, Exposure, Fund, Totals};
use serde_json::{json, Value};

pub fn insurance(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let fund = || read::fund(&input["fund"]).expect("a fund");
    Ok(match function {
        "Fund.new" => show::fund(&Fund::new(
            fixed("balance"),
            fixed("per_event"),
            fixed("per_period"),
        )?),
        "Fund.from_stored" => show::fund(&read::fund(input)?),
        "Fund.available" => show::fixed(&fund().available()?),
        "Fund.contribute" => {
            let mut fund = fund();
            let (before, done) = (fund, fund.contribute(&fixed("amount")));
            assert!(done.is_ok() || fund == before);
            done.map(|()| show::fund(&fund))?
        }
        "Fund.cover" => {
            let mut fund = fund();
            let (before, paid) = (fund, fund.cover(&fixed("deficit")));
            assert!(paid.is_ok() || fund == before);
            json!({"paid": show::fixed(&paid?), "fund": show::fund(&fund)})
        }
        "Fund.renew" => {
            let mut fund = fund();
            fund.renew();
            show::fund(&fund)
        }
        "target" => {
            let (open_interest, volatility) = (fixed("open_interest"), fixed("volatility"));
            show::fixed(&target(&open_interest, &volatility, &fixed("multiple"))?)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn waterfall(function: &str, input: &Value) -> Result<Value, Error> {
    Ok(match function {
        "Waterfall.flows" => {
            let flows = read::waterfall(&input["waterfall"]).flows(&read::fixed(&input["debt"]))?;
            show::flows(&flows)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn socialise(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let loss = match function {
        "deposit_index" => deposit_index(&fixed("index"), &fixed("loss"), &fixed("deposits"))?,
        "funding_index" => funding_index(&fixed("loss"), &fixed("open_interest"))?,
        "junior_ratio" => {
            let ratio = junior_ratio(&fixed("assets"), &fixed("deposits"), &fixed("profits"))?;
            return Ok(show::fixed(&ratio));
        }
        _ => panic!("no function {function}"),
    };
    Ok(show::socialised(&loss))
}

pub fn rank(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let standing = read::standing(&input["standing"]);
    let key = match function {
        "Standing.profit" => Some(standing.profit()?),
        "Standing.leverage" => standing.leverage()?,
        "Standing.by_profit_and_leverage" => standing.by_profit_and_leverage()?,
        "Standing.by_move_and_leverage" => standing.by_move_and_leverage()?,
        "Standing.by_profit_and_margin" => {
            Some(standing.by_profit_and_margin(&fixed("maintenance"), &fixed("ratio"))?)
        }
        _ => panic!("no function {function}"),
    };
    Ok(json!(key.as_ref().map(show::fixed)))
}

pub fn deleverage(function: &str, input: &Value) -> Result<Value, Error> {
    let mut candidates: Vec<_> = match function {
        "Candidate.new" => return Ok(show::candidate(&read::candidate(input))),
        _ => read::list(&input["candidates"])
            .iter()
            .map(read::candidate)
            .collect(),
    };
    let (before, needed) = (candidates.clone(), read::units(&input["needed"]));
    let left = match function {
        "greedy" => Ok(greedy(&mut candidates, needed)),
        "pro_rata" => pro_rata(&mut candidates, needed),
        _ => panic!("no function {function}"),
    };
    assert!(left.is_ok() || candidates == before);
    Ok(show::allocation(&candidates, left?))
}

pub fn protocol(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let totals = || read::totals(&input["totals"]);
    let exposure = || read::exposure(&input["exposure"]);
    let listed = |name: &str| read::list(&input[name]).iter();
    Ok(match function {
        "Totals.new" => show::totals(&Totals::new()),
        "Totals.add" => {
            let mut totals = totals();
            let (before, done) = (totals, totals.add(&read::account(&input["account"])));
            assert!(done.is_ok() || totals == before);
            done.map(|()| show::totals(&totals))?
        }
        "Totals.coverage" => show::fixed(&totals().coverage(&fixed("reserves"))?),
        "worst" => json!(worst(
            &listed("shocked").map(read::totals).collect::<Vec<_>>()
        )),
        "Exposure.new" => show::exposure(&Exposure::new()),
        "Exposure.add" => {
            let mut exposure = exposure();
            let (before, done) = (exposure, exposure.add(&fixed("size")));
            assert!(done.is_ok() || exposure == before);
            done.map(|()| show::exposure(&exposure))?
        }
        "Exposure.net" => show::fixed(&exposure().net()?),
        "Exposure.gross" => show::fixed(&exposure().gross()?),
        "Exposure.skew" => show::fixed(&exposure().skew()?),
        "Shock.new" => {
            let shock = read::shock(input)?;
            json!({"index": shock.index, "factor": show::price(&shock.factor)})
        }
        "health_under" => {
            let shock = |value: &Value| read::shock(value).expect("a shock");
            let shocks: Vec<_> = listed("shocks").map(shock).collect();
            show::health(&health_under(&read::holdings(&input["holdings"]), &shocks)?)
        }
        _ => panic!("no function {function}"),
    })
}
