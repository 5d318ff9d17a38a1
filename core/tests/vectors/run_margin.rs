//! Vectors of `margin/`: health, perps, netting groups, accounts, holdings, solvers.

use crate::{read, show};
use plimsoll::margin::account::Status;
use plimsoll::margin::health::Verdict;
use plimsoll::margin::holding::evaluate;
use plimsoll::margin::limits::{borrow, position, withdrawal};
use plimsoll::number::solver::{search_to, search_up};
use plimsoll::number::Number;
use plimsoll::{Account, Bound, Error, Fixed, Health, Net, Perp, Terms};
use serde_json::{json, Value};

pub fn health(function: &str, input: &Value) -> Result<Value, Error> {
    let mut health = input.get("health").map_or(Health::new(), read::health);
    let before = health;
    let fixed = |name: &str| read::fixed(&input[name]);
    let made = match function {
        "Health.new" => health,
        "Health.from_stored" => {
            let count = |name: &str| read::count(&input[name]);
            Health::from_stored(
                fixed("assets"),
                fixed("liabilities"),
                count("positions"),
                count("stale_assets"),
                count("stale_debts"),
            )?
        }
        "Health.add" => {
            let done = health.add(&fixed("quantity"), &read::bound(&input["bound"]));
            assert!(done.is_ok() || health == before);
            done.map(|()| health)?
        }
        "Health.require" => {
            let done = health.require(&fixed("margin"));
            assert!(done.is_ok() || health == before);
            done.map(|()| health)?
        }
        "Health.merge" => {
            let other = read::health(&input["other"]);
            let merged = health.merge(&other)?;
            assert_eq!(other.merge(&health), Ok(merged));
            assert_eq!(merged.without(&other), Ok(health));
            merged
        }
        "Health.without" => health.without(&read::health(&input["part"]))?,
        "Health.close" => health.close(read::count(&input["positions"]))?,
        "Health.surplus" => return Ok(show::fixed(&health.surplus()?)),
        "Health.shortfall" => return Ok(show::fixed(&health.shortfall()?)),
        "Health.ratio" => return Ok(show::fixed(&health.ratio()?)),
        "Health.verdict" => return Ok(json!(health.verdict().name())),
        "Verdict.name" => {
            return Ok(json!(
                read::numbered(&Verdict::ALL, input, |v| v as u8).name()
            ))
        }
        "Health.healthy" => return Ok(json!(health.healthy())),
        "Health.is_stale" => return Ok(json!(health.is_stale())),
        _ => panic!("no function {function}"),
    };
    Ok(show::health(&made))
}

pub fn perp(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let perp = || read::perp(&input["perp"]);
    let terms = || read::terms(&input["terms"]);
    let made = match function {
        "Perp.new" => Perp::new(fixed("size"), fixed("quote")),
        "Perp.with_orders" => {
            Perp::new(fixed("size"), fixed("quote")).with_orders(fixed("bids"), fixed("asks"))?
        }
        "Perp.settle_funding" => perp().settle_funding(&fixed("settled"), &fixed("index"))?,
        "Perp.transfer" => perp().transfer(&fixed("size"), &fixed("quote"))?,
        "Perp.trade" => perp().trade(&fixed("size"), &fixed("price"), &fixed("fee"))?,
        "Perp.is_exposed" => return Ok(json!(perp().is_exposed())),
        "Perp.value" => return Ok(show::fixed(&perp().value(&terms())?)),
        "Perp.requirement" => return Ok(show::fixed(&perp().requirement(&terms())?)),
        "Terms.new" => {
            let made = read::terms_from(input);
            let stored = Terms::from_stored(
                read::price(&input["price"]),
                read::weights(&input["weights"]),
                made.map_or(Bound::unknown(), |made| *made.bound()),
                read::tiers(&input["tiers"]),
                fixed("profit_weight"),
            );
            match made {
                // What overflows is the product, which is not computed again.
                Err(Error::Overflow) => assert!(stored.is_ok()),
                made => assert_eq!(stored, made),
            }
            return Ok(show::terms(&made?));
        }
        "Terms.equity" => return Ok(show::terms(&Terms::equity(read::price(&input["price"])))),
        "Terms.scale" => {
            return Ok(show::terms(&terms().scale(&read::price(&input["factor"]))?));
        }
        _ => panic!("no function {function}"),
    };
    Ok(show::perp(&made))
}

pub fn net(function: &str, input: &Value) -> Result<Value, Error> {
    let net = match function {
        "Net.new" => Net::new(&read::fixed(&input["balance"])),
        "Net.add" => {
            let mut net = read::net(&input["net"]);
            let (before, terms) = (net, read::three(&input["terms"], read::terms));
            let done = net.add(&read::perp(&input["perp"]), &terms);
            assert!(done.is_ok() || net == before);
            done.map(|()| net)?
        }
        "Net.add_value" => {
            let mut net = read::net(&input["net"]);
            let before = net;
            let done = net.add_value(&read::three(&input["values"], read::fixed));
            assert!(done.is_ok() || net == before);
            done.map(|()| net)?
        }
        "Net.value" => {
            let level = read::count(&input["level"]) as usize;
            return Ok(show::fixed(read::net(&input["net"]).value(level)?));
        }
        _ => panic!("no function {function}"),
    };
    Ok(show::net(&net))
}

pub fn account(function: &str, input: &Value) -> Result<Value, Error> {
    let mut account: Account<3> = input.get("account").map_or(Account::new(), read::account);
    let before = account;
    let bounds = || read::bounds(&input["bounds"]);
    let net = |name: &str| read::net(&input[name]);
    let done = match function {
        "Account.new" => Ok(account),
        "Account.add" => {
            let done = account.add(&read::fixed(&input["quantity"]), &bounds());
            done.map(|()| account)
        }
        "Account.add_net" => account.add_net(&net("net"), &bounds()).map(|()| account),
        "Account.require" => {
            let margins = read::three(&input["margins"], read::fixed);
            account.require(&margins).map(|()| account)
        }
        "Account.what_if" => account.what_if(&net("before"), &net("after"), &bounds()),
        "Account.merge" => account.merge(&read::account(&input["other"])),
        "Account.close" => account.close(read::count(&input["positions"])),
        "Account.status" => return Ok(json!(account.status().name())),
        "Status.of" => {
            let level = |name: &str| read::health(&input[name]);
            let status = Status::of(&level("initial"), &level("maintenance"), &level("equity"));
            return Ok(json!(status.name()));
        }
        "Status.name" => {
            return Ok(json!(
                read::numbered(&Status::ALL, input, |s| s as u8).name()
            ))
        }
        _ => panic!("no function {function}"),
    };
    assert!(done.is_ok() || account == before);
    Ok(show::account(&done?))
}

pub fn holding(function: &str, input: &Value) -> Result<Value, Error> {
    let health = match function {
        "evaluate" => evaluate(&read::holdings(&input["holdings"]))?,
        "Holding.health" => read::holding(&input["holding"]).health()?,
        "Holding.is_exposed_to" => {
            let index = read::count(&input["index"]);
            return Ok(json!(read::holding(&input["holding"]).is_exposed_to(index)));
        }
        _ => panic!("no function {function}"),
    };
    Ok(show::health(&health))
}

pub fn solver(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let line = |line: &Value| (read::fixed(&line["constant"]), read::fixed(&line["slope"]));
    let lines: Vec<(Fixed, Fixed)> = read::list(&input["lines"]).iter().map(line).collect();
    let check = |x: &Fixed| {
        let mut least = Fixed::MAX;
        for (constant, slope) in &lines {
            least = least.lesser(&constant.try_add(&slope.mul_down(x)?)?);
        }
        Ok(least)
    };
    let (start, step) = (fixed("start"), fixed("step"));
    let limit = match function {
        "search_to" => search_to(&start, &fixed("end"), &step, check)?,
        "search_up" => search_up(&start, &fixed("reach"), &step, check)?,
        _ => panic!("no function {function}"),
    };
    Ok(show::limit(&limit))
}

pub fn limits(function: &str, input: &Value) -> Result<Value, Error> {
    let holdings = read::holdings(&input["holdings"]);
    let asset = read::count(&input["asset"]) as usize;
    let (fee, step) = (read::fixed(&input["fee"]), read::fixed(&input["step"]));
    let limit = match function {
        "withdrawal" => withdrawal(&holdings, asset, &fee, &step)?,
        "borrow" => borrow(&holdings, asset, &fee, &step)?,
        "position" => {
            let leg = read::count(&input["leg"]) as usize;
            let (side, price) = (read::side(&input["side"]), read::fixed(&input["price"]));
            position(&holdings, asset, leg, side, &price, &fee, &step)?
        }
        _ => panic!("no function {function}"),
    };
    Ok(show::limit(&limit))
}
