//! From the JSON forms of Derive's managers to the core's types.

use crate::read::{fixed, list, text};
use crate::read_option::{self, pair, place, Room};
use plimsoll::margin::option::position::Position;
use plimsoll::margin::scenario::Scan;
use plimsoll::methods::derive::discount::{Basis, Discounts, LongDiscount, ShortDiscount};
use plimsoll::methods::derive::margin::{Driver, Margin, Options};
use plimsoll::methods::derive::{portfolio, portfolio_2, standard};
use plimsoll::{Error, Expiry, Fixed};
use serde_json::Value;

pub fn long_discount(value: &Value) -> Result<LongDiscount<Fixed>, Error> {
    LongDiscount::new(fixed(&value["base"]), pair(&value["rate"]))
}

pub fn short_discount(value: &Value) -> Result<ShortDiscount<Fixed>, Error> {
    ShortDiscount::new(fixed(&value["base"]), pair(&value["rate"]))
}

pub fn discounts(value: &Value) -> Discounts<Fixed> {
    Discounts {
        long: fixed(&value["long"]),
        short: fixed(&value["short"]),
    }
}

pub fn basis(value: &Value) -> Result<Basis<Fixed>, Error> {
    Basis::new(fixed(&value["addend"]), fixed(&value["multiple"]))
}

/// What the options of an expiry are borrowed from.
pub struct Held {
    expiry: Expiry,
    scan: Scan<Fixed, Room>,
    basis: Scan<Fixed, Room>,
    positions: Vec<Position<Fixed>>,
    confidence: Fixed,
}

impl Held {
    pub fn new(value: &Value) -> Self {
        Held {
            expiry: read_option::expiry(&value["expiry"]).expect("an expiry"),
            scan: read_option::scan(&value["scan"]),
            basis: read_option::scan(&value["basis"]),
            positions: read_option::positions(&value["positions"]),
            confidence: fixed(&value["confidence"]),
        }
    }

    pub fn options(&self) -> Options<'_, Fixed, Room, Room> {
        Options {
            expiry: &self.expiry,
            scan: &self.scan,
            basis: &self.basis,
            positions: &self.positions,
            confidence: &self.confidence,
        }
    }
}

pub fn margin(value: &Value) -> Margin<Fixed> {
    let field = |name: &str| fixed(&value[name]);
    Margin {
        loss: field("loss"),
        driver: match value["driver"].as_str() {
            Some(driver) => {
                assert_eq!(driver, "basis");
                Driver::Basis
            }
            None => Driver::Scenario(place(&value["driver"]["scenario"])),
        },
        perps: field("perps"),
        options: field("options"),
        collateral: field("collateral"),
        confidence: field("confidence"),
        mark: field("mark"),
        cash: field("cash"),
    }
}

pub fn parameters_1(value: &Value) -> portfolio::Parameters<Fixed> {
    let field = |name: &str| fixed(&value[name]);
    portfolio::Parameters {
        shock: read_option::volatility_shock(&value["shock"]).expect("a shock"),
        factor: field("factor"),
        long: long_discount(&value["long"]).expect("a discount"),
        basis: basis(&value["basis"]).expect("a basis"),
        peg: read_option::peg(&value["peg"]).expect("a peg"),
        confidence: read_option::confidence(&value["confidence"]).expect("a confidence"),
        perp: field("perp"),
        coin: field("coin"),
        option: field("option"),
    }
}

pub fn parameters_2(value: &Value) -> portfolio_2::Parameters<Fixed> {
    portfolio_2::Parameters {
        shock: read_option::volatility_shock(&value["shock"]).expect("a shock"),
        skew: read_option::skew(&value["skew"]),
        factor: pair(&value["factor"]),
        long: long_discount(&value["long"]).expect("a discount"),
        short: short_discount(&value["short"]).expect("a discount"),
        basis: basis(&value["basis"]).expect("a basis"),
        peg: read_option::peg(&value["peg"]).expect("a peg"),
        confidence: read_option::confidence(&value["confidence"]).expect("a confidence"),
        perp: pair(&value["perp"]),
        option: pair(&value["option"]),
    }
}

pub fn level(value: &Value) -> standard::Level {
    match text(value) {
        "initial" => standard::Level::Initial,
        "maintenance" => standard::Level::Maintenance,
        other => panic!("no level {other}"),
    }
}

pub fn standard_parameters(value: &Value) -> standard::Parameters<Fixed> {
    let field = |name: &str| fixed(&value[name]);
    let confidence = |value: &Value| read_option::confidence(value).expect("a confidence");
    let three: Vec<_> = list(&value["confidence"]).iter().map(confidence).collect();
    standard::Parameters {
        most: field("most"),
        least: field("least"),
        call: field("call"),
        put: field("put"),
        put_mark: field("put_mark"),
        offset: field("offset"),
        unpaired: pair(&value["unpaired"]),
        perp: pair(&value["perp"]),
        coin: pair(&value["coin"]),
        confidence: three.try_into().expect("three confidences"),
        peg: read_option::peg(&value["peg"]).expect("a peg"),
    }
}

/// What the standard manager's options of an expiry are borrowed from.
pub struct Series {
    positions: Vec<Position<Fixed>>,
    forward: Fixed,
    confidence: Fixed,
}

impl Series {
    pub fn new(value: &Value) -> Self {
        Series {
            positions: read_option::positions(&value["positions"]),
            forward: fixed(&value["forward"]),
            confidence: fixed(&value["confidence"]),
        }
    }

    pub fn options(&self) -> standard::Options<'_, Fixed> {
        standard::Options {
            positions: &self.positions,
            forward: self.forward,
            confidence: self.confidence,
        }
    }
}

pub fn holdings<'a>(
    value: &Value,
    options: &'a [standard::Options<'a, Fixed>],
) -> standard::Holdings<'a, Fixed> {
    standard::Holdings {
        options,
        perp: fixed(&value["perp"]),
        profit: fixed(&value["profit"]),
        coins: fixed(&value["coins"]),
    }
}

pub fn feeds(value: &Value) -> standard::Feeds<Fixed> {
    standard::Feeds {
        spot: fixed(&value["spot"]),
        spot_confidence: fixed(&value["spot_confidence"]),
        perp: fixed(&value["perp"]),
        perp_confidence: fixed(&value["perp_confidence"]),
        coin: fixed(&value["coin"]),
    }
}

pub fn standard_margin(value: &Value) -> standard::Margin<Fixed> {
    standard::Margin {
        options: fixed(&value["options"]),
        perp: fixed(&value["perp"]),
        profit: fixed(&value["profit"]),
        coins: fixed(&value["coins"]),
        confidence: fixed(&value["confidence"]),
        peg: fixed(&value["peg"]),
    }
}
