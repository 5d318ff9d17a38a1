//! Vectors of `margin/netting`.

use crate::{read, read_method, show, show_method};
use plimsoll::margin::netting::spread::{
    calendar_margin, composite_delta, inter_month_charge, spread as form, Underlying,
};
use plimsoll::margin::netting::{
    cap_gains, discount_gains, hedge_credit, hedge_weight, pair_charge, pair_credit, take_matched,
    Sides,
};
use plimsoll::{Error, Fixed};
use serde_json::{json, Value};

pub fn netting(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let list = |name: &str| read::fixeds(&input[name]);
    let sides = || read_method::sides(&input["sides"]);
    Ok(match function {
        "Sides.none" => show_method::sides(&Sides::none()),
        "Sides.add" => {
            let mut sides = sides();
            sides.add(&fixed("amount"))?;
            show_method::sides(&sides)
        }
        "Sides.net" => show::fixed(&sides().net()?),
        "Sides.hedged" => show::fixed(&sides().hedged()),
        "take_matched" => {
            let mut amounts = list("amounts");
            let place = |name: &str| crate::read_option::place(&input[name]);
            let matched = take_matched(&mut amounts, place("first"), place("second"))?;
            json!({"matched": show::fixed(&matched), "amounts": show_method::list(&amounts)})
        }
        "pair_charge" => {
            let mut amounts = list("amounts");
            let charge = pair_charge(&mut amounts, &read_method::pairs(&input["table"]))?;
            json!({"charge": show::fixed(&charge), "amounts": show_method::list(&amounts)})
        }
        "pair_credit" => {
            let mut amounts = list("amounts");
            let credit = pair_credit(&mut amounts, &read_method::pairs(&input["table"]))?;
            json!({"credit": show::fixed(&credit), "amounts": show_method::list(&amounts)})
        }
        "hedge_weight" => show::fixed(&hedge_weight(&fixed("weight"))?),
        "hedge_credit" => {
            let pair = |name: &str| crate::read_option::pair(&input[name]);
            let (amounts, prices, weights) = (pair("amounts"), pair("prices"), pair("weights"));
            show::fixed(&hedge_credit(&amounts, &prices, &weights, &fixed("hedge"))?)
        }
        "discount_gains" => {
            let mut profits = list("profits");
            discount_gains(&mut profits, &fixed("share"))?;
            show_method::list(&profits)
        }
        "cap_gains" => {
            let mut profits = list("profits");
            cap_gains(&mut profits, &fixed("most"))?;
            show_method::list(&profits)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn spread(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let number = match function {
        "inter_month_charge" => {
            inter_month_charge(&read_method::sides(&input["deltas"]), &fixed("rate"))?
        }
        "calendar_margin" => calendar_margin(&fixed("first"), &fixed("second"), &fixed("charge"))?,
        "composite_delta" => composite_delta(
            &read::fixeds(&input["deltas"]),
            &read::fixeds(&input["weights"]),
        )?,
        "Underlying.new" => {
            return Ok(show_method::underlying(&read_method::underlying(input)?));
        }
        // The rows above have formed their spreads already.
        "spread" => {
            let made = |value| read_method::underlying(value).expect("an underlying");
            let underlyings = read::list(&input["underlyings"]).iter().map(made);
            let mut underlyings: Vec<Underlying<Fixed>> = underlyings.collect();
            for legs in read::list(&input["earlier"]) {
                form(&mut underlyings, &read_method::legs(legs)).expect("spreads");
            }
            let spreads = form(&mut underlyings, &read_method::legs(&input["legs"]))?;
            let after: Vec<Value> = underlyings.iter().map(show_method::underlying).collect();
            return Ok(json!({"spreads": show::fixed(&spreads), "underlyings": after}));
        }
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}
