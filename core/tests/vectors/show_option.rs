//! From the core's types of options and scenarios to their JSON forms.

use crate::read_option::Room;
use crate::show::{fixed, interval};
use plimsoll::margin::contingency::{Confidence, Peg};
use plimsoll::margin::option::greeks::Greeks;
use plimsoll::margin::option::Right;
use plimsoll::margin::scenario::{RiskArray, Scan, Volatility, Worst};
use plimsoll::margin::shock::{Skew, VolatilityShock};
use plimsoll::{Contract, Expiry, Fixed, Forward, Scenario, Shocks};
use serde_json::{json, Value};

pub fn right(right: Right) -> Value {
    json!(match right {
        Right::Call => "call",
        Right::Put => "put",
    })
}

pub fn contract(contract: &Contract) -> Value {
    json!({"right": right(contract.right()), "strike": fixed(contract.strike())})
}

pub fn expiry(expiry: &Expiry) -> Value {
    json!({
        "seconds": expiry.seconds(),
        "years": interval(expiry.years()),
        "root": interval(expiry.root()),
        "rate": fixed(expiry.rate()),
        "discount": interval(expiry.discount()),
    })
}

pub fn greeks(greeks: &Greeks<Fixed>) -> Value {
    json!({
        "delta": interval(&greeks.delta),
        "gamma": interval(&greeks.gamma),
        "vega": interval(&greeks.vega),
        "theta": interval(&greeks.theta),
    })
}

pub fn scenario(scenario: &Scenario) -> Value {
    json!({
        "spot": fixed(scenario.spot()),
        "volatility": match scenario.volatility() {
            Volatility::Same => "same",
            Volatility::Up => "up",
            Volatility::Down => "down",
            Volatility::Linear => "linear",
            Volatility::Absolute => "absolute",
        },
        "weight": fixed(scenario.weight()),
    })
}

pub fn grid(grid: &[Scenario]) -> Value {
    grid.iter().map(scenario).collect()
}

pub fn scan<A: AsRef<[Fixed]> + AsMut<[Fixed]>>(scan: &Scan<Fixed, A>) -> Value {
    let profits: Vec<Value> = scan.profits().iter().map(fixed).collect();
    json!({"mark": fixed(scan.mark()), "profits": profits})
}

/// Each side is the one that a unit of its sign is on.
pub fn risk_array(array: &RiskArray<Fixed, Room>) -> Value {
    let (owned, owed) = (array.side(&Fixed::ONE), array.side(&Fixed::NEG_ONE));
    json!({"owned": scan(owned), "owed": scan(owed)})
}

pub fn worst(worst: &Worst<Fixed>) -> Value {
    json!({"profit": fixed(&worst.profit), "scenario": worst.scenario})
}

pub fn forward(forward: &Forward) -> Value {
    json!({"moving": interval(forward.moving()), "settled": fixed(forward.settled())})
}

pub fn confidence(confidence: &Confidence<Fixed>) -> Value {
    json!({"threshold": fixed(confidence.threshold()), "rate": fixed(confidence.rate())})
}

pub fn peg(peg: &Peg<Fixed>) -> Value {
    json!({"threshold": fixed(peg.threshold()), "factor": fixed(peg.factor())})
}

pub fn volatility_shock(shock: &VolatilityShock<Fixed>) -> Value {
    json!({
        "range": pair(shock.range()),
        "power": pair(shock.power()),
        "floor": shock.floor(),
        "least": fixed(shock.least()),
    })
}

pub fn pair(numbers: &[Fixed; 2]) -> Value {
    numbers.iter().map(fixed).collect()
}

pub fn skew(skew: &Skew<Fixed>) -> Value {
    json!({
        "linear": pair(&skew.linear),
        "absolute": pair(&skew.absolute),
        "least_width": fixed(&skew.least_width),
        "scale": fixed(&skew.scale),
        "level": pair(&skew.level),
    })
}

pub fn shocks(shocks: &Shocks) -> Value {
    let (up, down) = shocks.factors();
    json!({"up": interval(up), "down": interval(down)})
}
