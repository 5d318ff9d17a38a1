//! Accounts under a method: the shipped book, and liquidation prices held against the book at those prices.

#[path = "common/options.rs"]
#[allow(dead_code)] // not every test file asks for everything
mod options;

use options::{book, expiry, fixed, reported, series, sum};
use plimsoll::{Fixed, Number};
use plimsoll_book::{stress, stress_table, table};
use serde_json::{json, Value};

const SHIPPED: &str = include_str!("../examples/options.json");

fn shipped() -> Value {
    serde_json::from_str(SHIPPED).expect("the shipped book")
}

fn scan() -> Value {
    json!({"kind": "scenarios", "factor": {"initial": "1.25", "maintenance": "1"},
        "volatility": {"up": "0.5", "down": "0.25", "short_power": "0.3", "long_power": "0.13", "floor": "86400", "least": "0"},
        "grid": [{"spot": "1.25", "volatility": "up"}, {"spot": "1.25", "volatility": "down"}, {"spot": "1"},
            {"spot": "1", "volatility": "up"}, {"spot": "0.75", "volatility": "up"}, {"spot": "0.75", "volatility": "down"}]})
}

#[test]
fn every_sum_of_the_shipped_book_is_exact() {
    let report = reported(&shipped());
    let accounts = report["accounts"].as_object().expect("accounts");
    let with = accounts
        .values()
        .filter(|account| account["portfolio"].is_object());
    assert_eq!((accounts.len(), with.count()), (7, 6));
    // What each position gains in the worst scenario is the loss, before factor and weight.
    for (level, factor) in [("initial", "1.25"), ("maintenance", "1")] {
        let found = &accounts["strangle"]["portfolio"];
        let lines = found["positions"].as_object().expect("positions").values();
        let loss = sum(lines.map(|line| &line[level]))
            .mul_down(&fixed(&found[level]["scenario"]["weight"]))
            .and_then(|loss| loss.mul_down(&fixed(&json!(factor))));
        assert_eq!(fixed(&found[level]["parts"]["loss"]), loss.unwrap());
    }
    let table = table(SHIPPED).expect("a table");
    assert!(
        table.contains("price x 2, volatility up  loss -12266.19, mark -2061.8\n"),
        "{table}"
    );
}

/// An underlying at 1, of which the forward is the price itself: the book at another price is this book
/// with other texts, to the last bit.
fn at(price: &str, method: Value, account: Value) -> Value {
    book(
        [price, price, "1"],
        json!({"e": expiry("3000000", price, "0.05")}),
        json!({"C": series("e", "C", "1.25", "0.75"), "P": series("e", "P", "0.75", "0.75"),
            "X": series("e", "C", "2", "0.75")}),
        method,
        account,
    )
}

fn surplus(price: &Fixed, method: &Value, account: &Value) -> Fixed {
    // Every digit, because a price is read down and up.
    let book = at(&format!("{price:.48}"), method.clone(), account.clone());
    fixed(&reported(&book)["accounts"]["a"]["maintenance"]["surplus"])
}

/// How many of the two prices there are, each checked at itself, one step beyond, and on the way.
fn crossings(method: &Value, account: &Value) -> usize {
    let report = reported(&at("1", method.clone(), account.clone()));
    let found = &report["accounts"]["a"]["liquidation"]["ETH"];
    let searched = json!({"from": "0.125", "to": "8"});
    assert_eq!(found["searched"], searched);
    let mut count = 0;
    for (side, step) in [("below", -1), ("above", 1)] {
        let end = if step < 0 { "0.125" } else { "8" };
        let last = match found[side].as_str() {
            Some(_) => {
                let price = fixed(&found[side]);
                let beyond = price.try_add(&Fixed::from_bits(step)).unwrap();
                assert!(
                    !surplus(&price, method, account).is_negative(),
                    "{side} {price} {account}"
                );
                assert!(
                    surplus(&beyond, method, account).is_negative(),
                    "{side} {price} {account}"
                );
                count += 1;
                price
            }
            None => {
                assert_eq!(found[format!("{side}_reason")], "never");
                fixed(&json!(end))
            }
        };
        // It is the first: healthy at every stride on the way.
        let stride = fixed(&json!(end)).to_bits() - Fixed::ONE.to_bits();
        for part in (0..=128).step_by(8) {
            let price = Fixed::from_bits(Fixed::ONE.to_bits() + stride * part / 128);
            if (price < last) == (step > 0) && price != last {
                assert!(
                    !surplus(&price, method, account).is_negative(),
                    "{side} {price} {account}"
                );
            }
        }
    }
    count
}

#[test]
fn liquidation_prices_are_tight() {
    let strangle = json!({"balances": {"USDC": "1000"}, "options": {"C": "-1024", "P": "-2048"}});
    assert_eq!(crossings(&scan(), &strangle), 2);
    // A ratio spread loses between its strikes and above them, and is safe below.
    let spread = json!({"balances": {"USDC": "300"}, "options": {"C": "1024", "X": "-2048"}});
    assert_eq!(crossings(&scan(), &spread), 1);
    let covered = json!({"balances": {"USDC": "-700", "ETH": "1024"}, "options": {"C": "-1024"}});
    assert_eq!(crossings(&scan(), &covered), 1);
    let hedged = json!({"balances": {"USDC": "600"}, "options": {"P": "1024", "C": "-512"},
        "perps": {"ETH-PERP": {"size": "256", "quote": "-256"}}});
    assert_eq!(crossings(&scan(), &hedged), 1);
    let standard = json!({"kind": "derive_standard", "most": "0.15", "least": "0.1", "call": "0.075", "put": "0.075",
        "put_mark": "0.075", "offset": "1.05", "unpaired": {"initial": "1.2", "maintenance": "1.1"},
        "perp": {"initial": "0.065", "maintenance": "0.05"}, "coin": {"counts": "0.5", "initial": "1"}});
    assert_eq!(crossings(&standard, &strangle), 2);
    let owned = json!({"balances": {"USDC": "1"}, "options": {"C": "1024"}});
    assert_eq!(crossings(&scan(), &owned), 0);
}

/// The shipped book, which has intervals everywhere: a stress to a little before the price leaves the
/// account healthy at maintenance, a little beyond it does not.
#[test]
fn liquidation_prices_of_the_shipped_book() {
    let report = reported(&shipped());
    let mut checked = 0;
    for (name, account) in report["accounts"].as_object().expect("accounts") {
        for (index, found) in account["liquidation"].as_object().expect("prices") {
            if found["searched"].is_null() {
                continue;
            }
            let mid: f64 = match index.as_str() {
                "ETH" => 2681.6,
                "BTC" => 96900.0,
                _ => 0.9999,
            };
            for (side, outward) in [("below", -1e-9), ("above", 1e-9)] {
                let Some(price) = found[side].as_str() else {
                    continue;
                };
                let move_ = price.parse::<f64>().unwrap() / mid - 1.0;
                for (change, healthy) in [(move_ - outward, true), (move_ + outward, false)] {
                    let outcome =
                        stress(SHIPPED, &[(index, &format!("{change:.15}"))]).expect("a stress");
                    let outcome: Value = serde_json::from_str(&outcome).unwrap();
                    let surplus = &outcome["accounts"][name]["shocked"]["maintenance"];
                    assert_eq!(
                        !fixed(surplus).is_negative(),
                        healthy,
                        "{name} {index} {side} {surplus}"
                    );
                }
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 6);
}

#[test]
fn what_is_under_no_method_counts_as_before() {
    let mut book = shipped();
    book["accounts"] = json!({"plain": {"balances": {"ETH": "2", "USDC": "-3000"}}});
    let with = reported(&book);
    for section in ["expiries", "options", "methods"] {
        book.as_object_mut().unwrap().remove(section);
    }
    assert_eq!(reported(&book), with);
    // A method without options: the perp and the coins are a portfolio, other balances are not.
    let mut book = shipped();
    book["accounts"] = json!({"desk": {"method": "desk", "balances": {"ETH": "3", "BTC": "1"},
        "perps": {"ETH-PERP": {"size": "-3", "quote": "8042"}}}});
    let report = reported(&book);
    let account = &report["accounts"]["desk"];
    let lines = account["portfolio"]["positions"].as_object().unwrap();
    assert_eq!(lines.keys().collect::<Vec<_>>(), ["ETH", "ETH-PERP"]);
    assert_eq!(
        account["positions"]["balances"]["BTC"]["maintenance"]["net"],
        "1"
    );
    assert_eq!(account["positions"]["balances"]["ETH"]["balance"], "3");
    assert_eq!(
        account["positions"]["balances"]["ETH"]["maintenance"]["net"],
        "0"
    );
    // A perfect hedge loses next to nothing.
    let loss = fixed(&account["portfolio"]["maintenance"]["parts"]["loss"]);
    assert!(loss > fixed(&json!("-20")) && loss <= Fixed::ZERO, "{loss}");
}

/// A stress moves forwards with the index, and closes nothing of an account that a method margins.
#[test]
fn a_stress_shows_them_and_leaves_them_alone() {
    let mut book = shipped();
    book["accounts"]["spot only"]["balances"] = json!({"ETH": "2", "USDC": "-4500"});
    book["accounts"]["long"] =
        json!({"balances": {"USDC": "10"}, "perps": {"ETH-PERP": {"size": "3", "quote": "-8040"}}});
    let outcome = stress(&book.to_string(), &[("ETH", "-0.3")]).expect("a stress");
    let outcome: Value = serde_json::from_str(&outcome).unwrap();
    let table = stress_table(&book.to_string(), &[("ETH", "-0.3")]).expect("a table");
    let line = "not closed: covered call, hedged, settling, strangle, two sides, writer.";
    assert!(table.contains(line), "{table}");
    let report = reported(&book);
    let mut kept = 0;
    for (name, found) in outcome["accounts"].as_object().unwrap() {
        let own = &report["accounts"][name];
        assert_eq!(found["before"]["equity"], own["equity"]);
        assert_eq!(
            found["before"]["maintenance"],
            own["maintenance"]["surplus"]
        );
        assert_eq!(found["not_closed"].is_null(), own["portfolio"].is_null());
        if found["not_closed"] == "method" {
            assert_eq!(found["shocked"], found["after"], "{name}");
            kept += 1;
        }
    }
    assert_eq!(kept, 6);
    assert_eq!(
        outcome["accounts"]["strangle"]["after"]["status"],
        "insolvent"
    );
    let steps = outcome["steps"].as_array().unwrap();
    assert!(!steps.is_empty());
    for step in steps {
        let account = step["account"].as_str().unwrap();
        assert!(["spot only", "long"].contains(&account), "{step}");
        // The short of "hedged" is the only opposite position, and is not taken.
        assert_ne!(step["action"], "deleverage");
    }
    let sums = outcome["sum"].as_object().unwrap();
    assert!(sums.values().all(|sum| sum == "0"));
}
