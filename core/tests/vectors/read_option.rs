//! From the JSON forms of options and scenarios to the core's types.

use crate::read::{fixed, fixeds, interval, list, text};
use plimsoll::margin::contingency::{Confidence, Peg};
use plimsoll::margin::option::position::Position;
use plimsoll::margin::option::Right;
use plimsoll::margin::scenario::{RiskArray, Scan, Volatility};
use plimsoll::margin::shock::{Skew, VolatilityShock};
use plimsoll::{Contract, Error, Expiry, Fixed, Forward, Scenario, Shocks};
use serde_json::Value;

pub type Room = Vec<Fixed>;

pub fn pair(value: &Value) -> [Fixed; 2] {
    fixeds(value).try_into().expect("two numbers")
}

/// A count that may be larger than a length: seconds.
pub fn seconds(value: &Value) -> u64 {
    value.as_u64().expect("seconds")
}

pub fn place(value: &Value) -> usize {
    usize::try_from(seconds(value)).expect("a place")
}

pub fn right(value: &Value) -> Right {
    match text(value) {
        "call" => Right::Call,
        "put" => Right::Put,
        other => panic!("no right {other}"),
    }
}

pub fn contract(value: &Value) -> Result<Contract, Error> {
    Contract::new(right(&value["right"]), fixed(&value["strike"]))
}

/// As its constructor's arguments.
pub fn expiry(value: &Value) -> Result<Expiry, Error> {
    let left = seconds(&value["seconds"]);
    if let Some(rate) = value.get("rate") {
        return Expiry::new(left, fixed(rate));
    }
    match value.get("discount") {
        Some(discount) => Expiry::discounted(left, fixed(discount)),
        None => Expiry::undiscounted(left),
    }
}

pub fn forward(value: &Value) -> Result<Forward, Error> {
    Forward::new(interval(&value["moving"]), fixed(&value["settled"]))
}

pub fn position(value: &Value) -> Position<Fixed> {
    Position {
        contract: contract(&value["contract"]).expect("a contract"),
        quantity: fixed(&value["quantity"]),
        value: interval(&value["value"]),
    }
}

pub fn positions(value: &Value) -> Vec<Position<Fixed>> {
    list(value).iter().map(position).collect()
}

pub fn volatility(value: &Value) -> Volatility {
    match text(value) {
        "same" => Volatility::Same,
        "up" => Volatility::Up,
        "down" => Volatility::Down,
        "linear" => Volatility::Linear,
        "absolute" => Volatility::Absolute,
        other => panic!("no volatility {other}"),
    }
}

pub fn scenario(value: &Value) -> Result<Scenario, Error> {
    let field = |name: &str| fixed(&value[name]);
    Scenario::new(
        field("spot"),
        volatility(&value["volatility"]),
        field("weight"),
    )
}

pub fn grid(value: &Value) -> Vec<Scenario> {
    let read = |value| scenario(value).expect("a scenario");
    list(value).iter().map(read).collect()
}

pub fn scan(value: &Value) -> Scan<Fixed, Room> {
    Scan::from_parts(fixed(&value["mark"]), fixeds(&value["profits"]))
}

pub fn risk_array(value: &Value) -> Result<RiskArray<Fixed, Room>, Error> {
    RiskArray::new(scan(&value["owned"]), scan(&value["owed"]))
}

pub fn volatility_shock(value: &Value) -> Result<VolatilityShock<Fixed>, Error> {
    VolatilityShock::new(
        pair(&value["range"]),
        pair(&value["power"]),
        seconds(&value["floor"]),
        fixed(&value["least"]),
    )
}

pub fn skew(value: &Value) -> Skew<Fixed> {
    Skew {
        linear: pair(&value["linear"]),
        absolute: pair(&value["absolute"]),
        least_width: fixed(&value["least_width"]),
        scale: fixed(&value["scale"]),
        level: pair(&value["level"]),
    }
}

/// As its constructor's arguments.
pub fn shocks(value: &Value) -> Result<Shocks, Error> {
    Shocks::new(
        &volatility_shock(&value["shock"]).expect("a shock"),
        &skew(&value["skew"]),
        &expiry(&value["expiry"]).expect("an expiry"),
    )
}

pub fn confidence(value: &Value) -> Result<Confidence<Fixed>, Error> {
    Confidence::new(fixed(&value["threshold"]), fixed(&value["rate"]))
}

pub fn peg(value: &Value) -> Result<Peg<Fixed>, Error> {
    Peg::new(fixed(&value["threshold"]), fixed(&value["factor"]))
}
