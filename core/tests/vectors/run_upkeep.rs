//! Vectors of `margin/`: operations, capacities, interest, shares.

use crate::{read, show};
use plimsoll::margin::capacity::check;
use plimsoll::margin::interest::{growth_down, growth_up};
use plimsoll::margin::operation::{permission, Permission};
use plimsoll::margin::shares::Pool;
use plimsoll::{Capacity, Error, Indices};
use serde_json::{json, Value};

pub fn operation(function: &str, input: &Value) -> Result<Value, Error> {
    let numbered = || read::numbered(&Permission::ALL, input, |permission| permission as u8);
    Ok(match function {
        "Permission.name" => json!(numbered().name()),
        "Permission.is_allowed" => json!(numbered().is_allowed()),
        "permission" => {
            let account = |name: &str| read::account(&input[name]);
            let cost = read::fixed(&input["cost"]);
            json!(permission(&account("before"), &account("after"), &cost)?.name())
        }
        _ => panic!("no function {function}"),
    })
}

pub fn capacity(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let capacity = || read::capacity(&input["capacity"]).expect("a capacity");
    Ok(match function {
        "Capacity.asset" => {
            let limits = Capacity::asset(fixed("quantity"), fixed("price"), fixed("weight"))?;
            show::capacity(&limits)
        }
        "Capacity.perp" => show::capacity(&read::capacity(input)?),
        "Capacity.worth" => show::fixed(&capacity().worth()?),
        "Capacity.admit" => {
            json!(capacity().admit(&fixed("quantity"), &fixed("quote"), &fixed("price"))?)
        }
        "check" => {
            let read = |value: &Value| read::capacity(value).expect("a capacity");
            let capacities: Vec<_> = read::list(&input["capacities"]).iter().map(read).collect();
            json!(check(&capacities)?)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn interest(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let indices = || read::indices(&input["indices"]).expect("indices");
    Ok(match function {
        "growth_down" => show::fixed(&growth_down(&fixed("rate"), &fixed("elapsed"))?),
        "growth_up" => show::fixed(&growth_up(&fixed("rate"), &fixed("elapsed"))?),
        "Indices.new" => show::indices(&Indices::new()),
        "Indices.from_stored" => show::indices(&read::indices(input)?),
        "Indices.accrue" => {
            let (utilisation, reserve) = (fixed("utilisation"), fixed("reserve"));
            let (rate, elapsed) = (fixed("rate"), fixed("elapsed"));
            show::indices(&indices().accrue(&rate, &elapsed, &utilisation, &reserve)?)
        }
        "Indices.balance" => show::fixed(&indices().balance(&fixed("scaled"))?),
        "Indices.scaled" => show::fixed(&indices().scaled(&fixed("balance"))?),
        _ => panic!("no function {function}"),
    })
}

pub fn shares(function: &str, input: &Value) -> Result<Value, Error> {
    let units = |name: &str| read::units(&input[name]);
    let pool = || read::pool(&input["pool"]).expect("a pool");
    let amount = match function {
        "Pool.new" => return Ok(show::pool(&read::pool(input)?)),
        "Pool.enter" => {
            let enter = |pool: &mut Pool| pool.enter(units("assets"), units("shares"));
            return changed(pool(), enter);
        }
        "Pool.leave" => {
            let leave = |pool: &mut Pool| pool.leave(units("assets"), units("shares"));
            return changed(pool(), leave);
        }
        "Pool.assets_down" => pool().assets_down(units("shares"))?,
        "Pool.assets_up" => pool().assets_up(units("shares"))?,
        "Pool.shares_down" => pool().shares_down(units("assets"))?,
        "Pool.shares_up" => pool().shares_up(units("assets"))?,
        _ => panic!("no function {function}"),
    };
    Ok(json!(amount.to_string()))
}

/// The pool after a change, or untouched after an error.
fn changed(
    mut pool: Pool,
    change: impl Fn(&mut Pool) -> Result<(), Error>,
) -> Result<Value, Error> {
    let before = pool;
    let done = change(&mut pool);
    assert!(done.is_ok() || pool == before);
    done.map(|()| show::pool(&pool))
}
