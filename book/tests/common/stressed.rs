//! Small books under a policy, and what a fall of ETH makes of them.
//!
//! ETH stands at 1024; all weights and margins are eighths and quarters, so that little is rounded.

use plimsoll_book::stress;
use serde_json::{json, Value};

/// A book of these accounts under this policy.
pub fn book(policy: Value, accounts: Value) -> String {
    let one = json!({"asset": "1", "liability": "1"});
    let eth = json!({"asset": "0.75", "liability": "1.25"});
    let perp = json!({"price": "1024", "follows": "ETH", "settles": "USDC", "initial": "0.125", "maintenance": "0.125"});
    json!({
        "currency": "USD",
        "assets": {
            "USDC": {"price": "1", "initial": one, "maintenance": one},
            "DAI": {"price": "1", "initial": one, "maintenance": one},
            "ETH": {"price": "1024", "initial": eth, "maintenance": eth}},
        "perps": {"ETH-PERP": perp},
        "accounts": accounts,
        "policy": policy})
    .to_string()
}

/// The outcome of a move of ETH; that its sum is zero is checked here.
#[allow(dead_code)] // not every test file asks for it
pub fn outcome(change: &str, policy: Value, accounts: Value) -> Value {
    let text = book(policy, accounts);
    let report = stress(&text, &[("ETH", change)]).expect(&text);
    let report: Value = serde_json::from_str(&report).expect(&report);
    let zero = json!({"USDC": "0", "DAI": "0", "ETH": "0", "ETH-PERP": "0"});
    assert_eq!(report["sum"], zero);
    report
}

#[allow(dead_code)] // not every test file asks for it
pub fn steps(change: &str, policy: Value, accounts: Value) -> Value {
    outcome(change, policy, accounts)["steps"].take()
}

/// The policy with one more entry.
#[allow(dead_code)] // not every test file asks for it
pub fn with(mut policy: Value, key: &str, value: Value) -> Value {
    policy[key] = value;
    policy
}

/// To what a step of ETH can make of it: what is seized rounds down, so the target is met a little early.
#[allow(dead_code)] // not every test file asks for it
pub fn near(found: &Value, expected: f64) {
    let value: f64 = found
        .as_str()
        .and_then(|text| text.parse().ok())
        .expect("a number");
    assert!(
        (value - expected).abs() < 1e-11,
        "{value} is not {expected}"
    );
}
