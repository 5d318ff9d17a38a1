//! Derive's standard manager on its own test cases.

use crate::cases::{close, confidence, each, fixed, interval, number, text};
use plimsoll::margin::contingency::{Confidence, Peg};
use plimsoll::margin::option::expiry::Expiry;
use plimsoll::margin::option::position::Position;
use plimsoll::margin::option::{Contract, Right};
use plimsoll::methods::derive::standard::{Feeds, Holdings, Level, Options, Parameters};
use plimsoll::number::interval::Interval;
use plimsoll::{Error, Fixed};
use serde_json::Value;

fn parameters(p: &Value) -> Result<Parameters<Fixed>, Error> {
    let (option, perp, base) = (&p["option"], &p["perp"], &p["base"]);
    let doubt = |key: &str| {
        Confidence::new(
            fixed(&p["confidence"][key]),
            fixed(&p["confidence"]["factor"]),
        )
    };
    let parameters = Parameters {
        most: fixed(&option["max_spot"]),
        least: fixed(&option["min_spot"]),
        call: fixed(&option["mm_call_spot"]),
        put: fixed(&option["mm_put_spot"]),
        put_mark: fixed(&option["mm_put_mtm"]),
        offset: fixed(&option["mm_offset"]),
        unpaired: [fixed(&option["unpaired_im"]), fixed(&option["unpaired_mm"])],
        perp: [fixed(&perp["im"]), fixed(&perp["mm"])],
        coin: [fixed(&base["margin"]), fixed(&base["im_scale"])],
        confidence: [doubt("option")?, doubt("perp")?, doubt("base")?],
        peg: Peg::new(
            fixed(&p["depeg"]["threshold"]),
            fixed(&p["depeg"]["factor"]),
        )?,
    };
    parameters.validate()?;
    Ok(parameters)
}

/// Initial, maintenance, mark, and the isolated sums at both levels.
fn evaluate(case: &Value, p: &Value) -> Result<[Fixed; 5], Error> {
    let parameters = parameters(p)?;
    let (cash, line) = (fixed(&case["cash"]), &p["confidence"]["option"]);
    let mut sums = [cash, cash, cash, Fixed::ZERO, Fixed::ZERO];
    for market in each(&case["markets"]) {
        let spot = fixed(&market["spot"]);
        let mut expiries: Vec<(i64, Vec<Position<Fixed>>, Fixed, Fixed)> = Vec::new();
        for option in each(&market["options"]) {
            let seconds = option["seconds"].as_i64().unwrap();
            let right = match option["call"].as_bool().unwrap() {
                true => Right::Call,
                false => Right::Put,
            };
            let contract = Contract::new(right, fixed(&option["strike"]))?;
            let forward = fixed(&option["forward"]);
            let expiry = Expiry::undiscounted(seconds.max(0) as u64)?;
            let value = contract.value(
                &Interval::exact(forward),
                &interval(&option["vol"]),
                &expiry,
            )?;
            let quantity = fixed(&option["amount"]);
            let position = Position {
                contract,
                quantity,
                value,
            };
            let sure = confidence(&option["forward_confidence"], line)
                .min(confidence(&option["vol_confidence"], line));
            for (sum, level) in sums[3..]
                .iter_mut()
                .zip([Level::Initial, Level::Maintenance])
            {
                *sum = sum
                    .checked_add(parameters.isolated(&position, &spot, level)?)
                    .unwrap();
            }
            match expiries.iter_mut().find(|expiry| expiry.0 == seconds) {
                Some(expiry) => {
                    expiry.1.push(position);
                    expiry.3 = expiry.3.min(sure);
                }
                None => expiries.push((seconds, vec![position], forward, sure)),
            }
        }
        let options: Vec<Options<'_, Fixed>> = expiries
            .iter()
            .map(|(_, positions, forward, sure)| Options {
                positions,
                forward: *forward,
                confidence: *sure,
            })
            .collect();
        let perp = &market["perp"];
        let holdings = Holdings {
            options: &options,
            perp: fixed(&perp["amount"]),
            profit: fixed(&perp["pnl"])
                .checked_add(fixed(&perp["funding"]))
                .unwrap(),
            coins: fixed(&market["base"]),
        };
        let feeds = Feeds {
            spot,
            spot_confidence: confidence(&market["spot_confidence"], line),
            perp: fixed(&perp["price"]),
            perp_confidence: confidence(&perp["confidence"], line),
            coin: fixed(&case["stable"]),
        };
        let parts = [
            parameters
                .market(&holdings, &feeds, Level::Initial)?
                .total()?,
            parameters
                .market(&holdings, &feeds, Level::Maintenance)?
                .total()?,
            parameters.mark(&holdings, &feeds)?,
        ];
        for (sum, part) in sums.iter_mut().zip(parts) {
            *sum = sum.checked_add(part).unwrap();
        }
    }
    Ok(sums)
}

#[test]
fn margins() {
    let file: Value = serde_json::from_str(include_str!("derive/standard.json")).unwrap();
    let (mut run, mut wrong) = (0, Vec::new());
    for set in each(&file["sets"]) {
        let whole = text(&set["asserted"]).starts_with("the whole part");
        for case in each(&set["cases"]) {
            let name = text(&case["name"]);
            let mut p = set["parameters"].clone();
            if let Some(own) = case["parameters"].as_object() {
                for (group, values) in own {
                    for (key, value) in values.as_object().unwrap() {
                        p[group][key] = value.clone();
                    }
                }
            }
            let ours = match evaluate(case, &p) {
                Ok(ours) => ours,
                Err(error) => {
                    wrong.push(format!("{name}: {error}"));
                    continue;
                }
            };
            let scale = number(&case["markets"][0]["spot"]);
            let expected = &case["expected"];
            let keys = ["im", "mm", "mtm", "isolated_im", "isolated_mm"];
            for (ours, key) in ours.into_iter().zip(keys) {
                let theirs = &expected[key];
                let held = match whole {
                    _ if theirs.is_null() => true,
                    // Their test compares the numbers cut to whole ones.
                    true => {
                        let ours = ours.to_num::<f64>();
                        (ours + ours.signum() * 1e-9).trunc() == number(theirs).trunc()
                    }
                    false => close(ours, number(theirs), scale),
                };
                if !held {
                    wrong.push(format!("{name} {key}: {ours} for {theirs}"));
                }
            }
            run += 1;
        }
    }
    println!("{run} cases");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(run >= 90);
}
