//! Vectors of `weights/{scale,size,haircut,profile}`.

use crate::read_oracle as of;
use crate::{read, show, show_oracle};
use plimsoll::weights::haircut::{Slice, Slices};
use plimsoll::weights::profile::{self, Access};
use plimsoll::weights::size as by_size;
use plimsoll::Error;
use serde_json::{json, Value};

pub fn scale(function: &str, input: &Value) -> Result<Value, Error> {
    assert_eq!(function, "Weights.scaled");
    let quota = |name: &str| of::quota(&input[name]).expect("a quota");
    let weights = read::weights(&input["weights"]);
    Ok(show::weights(
        &weights.scaled(&quota("deposits"), &quota("borrows"))?,
    ))
}

pub fn size(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let (base, factor, size) = ("base", "factor", "size");
    let number = match function {
        "square_root_up" => by_size::square_root_up(&fixed(base), &fixed(factor), &fixed(size))?,
        "square_root_discount_down" => {
            by_size::square_root_discount_down(&fixed("weight"), &fixed(factor), &fixed(size))?
        }
        "power_up" => {
            let (exponent, notional) = (fixed("exponent"), fixed("notional"));
            by_size::power_up(&fixed(base), &fixed(factor), &exponent, &notional)?
        }
        "horizon_up" => by_size::horizon_up(&fixed(base), &fixed("risk"), &fixed("days"))?,
        "linear_up" => {
            let (slope, scale) = (fixed("slope"), fixed("scale"));
            by_size::linear_up(&fixed(base), &slope, &fixed(size), &scale)?
        }
        "linear_haircut_up" => {
            let [least, most] = of::ends(&input["bounds"]);
            let scale = fixed("scale");
            by_size::linear_haircut_up([&least, &most], &fixed(factor), &fixed(size), &scale)?
        }
        "open_interest_up" => {
            let [lower, upper] = of::ends(&input["caps"]);
            by_size::open_interest_up(&fixed(base), [&lower, &upper], &fixed("open"))?
        }
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}

pub fn haircut(function: &str, input: &Value) -> Result<Value, Error> {
    let mut slices = input.get("slices").map_or(Vec::new(), of::slices);
    let amount = || read::fixed(&input["amount"]);
    let shown = |slices: Slices<'_, _>| slices.slices().iter().map(show_oracle::slice).collect();
    Ok(match function {
        "Slice.new" => {
            let (floor, ratio) = (read::fixed(&input["floor"]), read::fixed(&input["ratio"]));
            show_oracle::slice(&Slice::new(floor, ratio))
        }
        "Slices.new" => shown(Slices::new(&slices)?),
        "Slices.from_ratios" => shown(Slices::from_ratios(&mut slices)?),
        "Slices.counts" => show::fixed(&of::haircuts(&slices).counts(&amount())?),
        "Slices.weight" => show::fixed(&of::haircuts(&slices).weight(&amount())?),
        _ => panic!("no function {function}"),
    })
}

pub fn profile(function: &str, input: &Value) -> Result<Value, Error> {
    Ok(match function {
        "Access.name" => json!(read::numbered(&Access::ALL, input, |a| a as u8).name()),
        "Access.admit" => {
            let (before, after) = (read::fixed(&input["before"]), read::fixed(&input["after"]));
            json!(of::access(&input["access"]).admit(&before, &after)?)
        }
        "admit_debts" => {
            let debts: Vec<_> = read::list(&input["debts"]).iter().map(of::access).collect();
            json!(profile::admit_debts(&debts)?)
        }
        "Scope.admit" => json!(of::scope(&input["scope"]).admit(read::count(&input["held"]))?),
        "Boost.new" => show_oracle::boost(&of::boost(input)?),
        "Profile.effective" => {
            let boost = |value| of::boost(value).expect("a boost");
            let debt = |value| read::list(value).iter().map(boost).collect();
            let debts: Vec<Vec<_>> = read::list(&input["debts"]).iter().map(debt).collect();
            let debts: Vec<_> = debts.iter().map(Vec::as_slice).collect();
            let effective = of::profile(&input["profile"]).effective(&debts);
            effective.iter().map(show::weights).collect()
        }
        _ => panic!("no function {function}"),
    })
}
