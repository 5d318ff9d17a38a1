//! The stress of a book: whatever its accounts, its policy and the shocks, the sum is zero and the
//! answer is the same the second time.

use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll_book::{stress as json, stress_table};
use serde_json::{json, Map, Value};

const ASSETS: [&str; 4] = ["USDC", "BTC", "ETH", "stETH"];
const PERPS: [&str; 3] = ["BTC-PERP", "ETH-PERP", "OIL-PERP"];
const FRACTIONS: [&str; 8] = ["0", "0.01", "0.05", "0.1", "0.25", "0.5", "0.9", "1"];

/// A book from bytes, and up to three shocks.
pub fn stress(data: &[u8]) {
    let _ = run(&mut Unstructured::new(data));
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let shocks = shocks(u)?;
    let text = book(u)?.to_string();
    let shocks: Vec<(&str, &str)> = shocks
        .iter()
        .map(|(market, change)| (*market, change.as_str()))
        .collect();
    check(&text, &shocks);
    Ok(())
}

/// A decimal of some hundredths up to `most`, or a hostile one.
fn decimal(u: &mut Unstructured<'_>, most: u32) -> Result<String> {
    if !u.ratio(511, 512)? {
        let odd = [
            "604462909807314587353087",
            "0.000000000000003553",
            "-0",
            "1e3",
        ];
        return Ok(u.choose(&odd)?.to_string());
    }
    let hundredths = u.int_in_range(0..=most * 100)?;
    Ok(format!("{}.{:02}", hundredths / 100, hundredths % 100))
}

fn signed(u: &mut Unstructured<'_>, most: u32) -> Result<String> {
    let text = decimal(u, most)?;
    Ok(match bool::arbitrary(u)? && !text.starts_with('-') {
        true => format!("-{text}"),
        false => text,
    })
}

fn fraction(u: &mut Unstructured<'_>) -> Result<&'static str> {
    u.choose(&FRACTIONS).copied()
}

/// One move at most of each index, once in a while of one twice.
fn shocks(u: &mut Unstructured<'_>) -> Result<Vec<(&'static str, String)>> {
    let mut shocks = Vec::new();
    for markets in [["BTC", "BTC-PERP"], ["ETH", "stETH"], ["USDC", "OIL-PERP"]] {
        if u.ratio(1, 3)? {
            continue;
        }
        let change = match u.ratio(3, 4)? {
            true => format!("-0.{:02}", u.int_in_range(0..=99)?),
            false => decimal(u, 3)?,
        };
        shocks.push((*u.choose(&markets)?, change));
    }
    if !u.ratio(63, 64)? {
        shocks.push(("ETH-PERP", "-1".to_string()));
    }
    Ok(shocks)
}

fn book(u: &mut Unstructured<'_>) -> Result<Value> {
    let policy = policy(u)?;
    let prices = ["1", "90000", "3000", "2990"];
    let mut assets = Map::new();
    for (name, price) in ASSETS.iter().zip(prices) {
        let width = u.choose(&["", ".5", "99"])?;
        let (haircut, more) = (fraction(u)?, fraction(u)?);
        let more = if more == "1" {
            "2"
        } else {
            &format!("1.{}", more.trim_start_matches("0."))
        };
        let weights = json!({"asset": haircut, "liability": more});
        assets.insert(
            name.to_string(),
            json!({"price": {"low": price, "high": format!("{price}{width}")},
                "initial": {"asset": "0", "liability": more}, "maintenance": weights}),
        );
    }
    assets["stETH"]["follows"] = json!("ETH");
    let mut perps = Map::new();
    for (name, price) in PERPS.iter().zip(["90010", "3001", "70"]) {
        let maintenance = match bool::arbitrary(u)? {
            true => json!(fraction(u)?),
            false => {
                json!([{"above": "0", "rate": "0.01"}, {"above": "50000", "rate": u.choose(&["0.02", "0.1", "0.5"])?}])
            }
        };
        perps.insert(
            name.to_string(),
            json!({"price": {"low": price, "high": format!("{price}.5")}, "settles": "USDC",
                "initial": "1", "maintenance": maintenance, "profit_weight": fraction(u)?}),
        );
    }
    perps["BTC-PERP"]["follows"] = json!("BTC");
    perps["ETH-PERP"]["follows"] = json!("ETH");
    let mut accounts = Map::new();
    for number in 0..1 + u8::arbitrary(u)? % 6 {
        accounts.insert(format!("account {number}"), account(u)?);
    }
    Ok(
        json!({"currency": "USD", "assets": assets, "perps": perps, "accounts": accounts,
        "policy": policy}),
    )
}

/// Quantities worth about as much as each other.
fn account(u: &mut Unstructured<'_>) -> Result<Value> {
    let (mut balances, mut perps) = (Map::new(), Map::new());
    for (name, most) in ASSETS.iter().zip([100_000, 2, 40, 40]) {
        if bool::arbitrary(u)? {
            balances.insert(name.to_string(), json!(signed(u, most)?));
        }
    }
    for (name, most) in PERPS.iter().zip([5, 100, 4000]) {
        if bool::arbitrary(u)? {
            let mut perp = json!({"size": signed(u, most)?, "quote": signed(u, 300_000)?});
            if u.ratio(1, 4)? {
                perp["bids"] = json!(decimal(u, most)?);
                perp["asks"] = json!(decimal(u, most)?);
            }
            perps.insert(name.to_string(), perp);
        }
    }
    Ok(json!({"balances": balances, "perps": perps}))
}

fn policy(u: &mut Unstructured<'_>) -> Result<Value> {
    let mut policy = Map::new();
    let mut set = |name: &str, value: Value| policy.insert(name.to_string(), value);
    if bool::arbitrary(u)? {
        set("bonus", json!(fraction(u)?));
    } else {
        let (start, end) = (fraction(u)?, fraction(u)?);
        set(
            "bonus",
            json!({"from": "1", "to": u.choose(&["0.95", "0.8", "0.5"])?, "start": start, "end": end}),
        );
    }
    set("fee", json!(fraction(u)?));
    if bool::arbitrary(u)? {
        set(
            "close_factor",
            json!({"fraction": fraction(u)?, "full_below": fraction(u)?,
                "small": decimal(u, 5000)?, "dust": decimal(u, 5000)?}),
        );
    }
    set("order", json!(u.choose(&["riskiest", "largest", "given"])?));
    set(
        "split",
        json!({"insurance": u.choose(&["0", "0.25", "0.5"])?, "protocol": u.choose(&["0", "0.05", "0.5"])?}),
    );
    set(
        "insurance",
        json!({"balance": decimal(u, 100_000)?, "per_event": decimal(u, 100_000)?,
            "per_period": decimal(u, 100_000)?}),
    );
    let rules = [
        "none",
        "profit_and_leverage",
        "move_and_leverage",
        "pro_rata",
    ];
    set("deleverage", json!(u.choose(&rules)?));
    Ok(Value::Object(policy))
}

fn check(text: &str, shocks: &[(&str, &str)]) {
    let report = json(text, shocks);
    assert_eq!(stress_table(text, shocks).is_ok(), report.is_ok());
    assert_eq!(json(text, shocks).ok(), report.as_ref().ok().cloned());
    let report = match report {
        Ok(report) => report,
        Err(error) => return assert!(!error.to_string().contains('\n')),
    };
    let report: Value = serde_json::from_str(&report).expect("a report is JSON");
    let sum = report["sum"].as_object().expect("the sum of every asset");
    assert_eq!(sum.len(), ASSETS.len() + PERPS.len());
    for (name, sum) in sum {
        assert_eq!(sum, "0", "{name} of {text} under {shocks:?}");
    }
}
