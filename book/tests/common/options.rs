//! Books of one account under one method, built for a test.

use plimsoll::number::decimal::read_nearest;
use plimsoll::{Fixed, Number};
use plimsoll_book::report;
use serde_json::{json, Value};

/// The report of a book; every exact sum that a report promises is checked here.
pub fn reported(book: &Value) -> Value {
    let text = book.to_string();
    let report = report(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let report: Value = serde_json::from_str(&report).expect("JSON");
    for account in report["accounts"].as_object().expect("accounts").values() {
        checked(account);
    }
    report
}

/// The bits of a figure.
pub fn fixed(text: &Value) -> Fixed {
    let text = text.as_str().unwrap_or_else(|| panic!("a text: {text}"));
    read_nearest(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

pub fn sum<'a>(figures: impl IntoIterator<Item = &'a Value>) -> Fixed {
    let mut figures = figures.into_iter();
    let sum = figures.try_fold(Fixed::ZERO, |sum, figure| sum.try_add(&fixed(figure)));
    sum.expect("a sum in range")
}

fn checked(account: &Value) {
    let portfolio = &account["portfolio"];
    if portfolio.is_null() {
        return;
    }
    let positions = portfolio["positions"].as_object().expect("positions");
    let mark = fixed(&portfolio["mark"]);
    assert_eq!(mark, sum(positions.values().map(|line| &line["mark"])));
    let settles = portfolio["settles"].as_str().expect("a name");
    let group = &account["positions"]["balances"][settles];
    for name in ["initial", "maintenance"] {
        let level = &portfolio[name];
        let parts = level["parts"].as_object().expect("parts");
        let total = fixed(&level["total"]);
        assert_eq!(total, sum(parts.values()), "the parts of {name}");
        assert_eq!(mark, total.try_add(&fixed(&level["margin"])).unwrap());
        let scenario = level["driver"] == "scenario";
        assert_eq!(level["scenario"].is_object(), scenario);
        assert!(positions
            .values()
            .all(|line| line[name].is_string() == scenario));
        // With no other perp of that asset the net is the balance and the method's total.
        if account["positions"]["perps"] == json!({}) {
            let net = total.try_add(&fixed(&group["balance"])).unwrap();
            assert_eq!(fixed(&group[name]["net"]), net, "the net at {name}");
        }
    }
}

/// A book of an account `a` with these options, perps and balances under this method; ETH at `spot`, its
/// perp at `perp`, the dollar at `dollar`.
pub fn book(
    prices: [&str; 3],
    expiries: Value,
    options: Value,
    method: Value,
    account: Value,
) -> Value {
    let one = json!({"asset": "1", "liability": "1"});
    let [spot, perp, dollar] = prices;
    let mut method = method;
    method["underlying"] = json!("ETH");
    method["settles"] = json!("USDC");
    let mut account = account;
    account["method"] = json!("m");
    json!({
        "currency": "USD",
        "assets": {
            "USDC": {"price": dollar, "initial": one, "maintenance": one},
            "ETH": {"price": spot, "initial": one, "maintenance": one}},
        "perps": {"ETH-PERP": {
            "price": perp, "follows": "ETH", "settles": "USDC", "initial": "0.1", "maintenance": "0.05"}},
        "expiries": expiries,
        "options": options,
        "methods": {"m": method},
        "accounts": {"a": account}})
}

/// A series: expiry, `C` or `P`, strike, volatility.
pub fn series(expiry: &str, right: &str, strike: &str, volatility: &str) -> Value {
    let right = if right == "C" { "call" } else { "put" };
    json!({"expiry": expiry, "right": right, "strike": strike, "volatility": volatility})
}

pub fn expiry(seconds: &str, forward: &str, rate: &str) -> Value {
    json!({"follows": "ETH", "seconds": seconds, "forward": forward, "rate": rate})
}
