//! From the JSON forms of estimators and offsets to the core's types.

use crate::read::{fixed, interval, list};
use crate::read_option::{pair, seconds};
use plimsoll::risk::correlation::offset::Offset;
use plimsoll::risk::volatility::ewma::Ewma;
use plimsoll::risk::volatility::garch::Garch;
use plimsoll::risk::volatility::policy::{Policy, Steady};
use plimsoll::{Error, Fixed, Interval};
use serde_json::Value;

pub fn ewma(value: &Value) -> Result<Ewma<Fixed>, Error> {
    Ewma::new(fixed(&value["lambda"]), fixed(&value["variance"]))
}

pub fn garch(value: &Value) -> Result<Garch<Fixed>, Error> {
    let field = |name: &str| fixed(&value[name]);
    Garch::new(field("omega"), field("alpha"), field("beta"))
}

pub fn intervals(value: &Value) -> Vec<Interval> {
    list(value).iter().map(interval).collect()
}

pub fn offset(value: &Value) -> Result<Offset<Fixed>, Error> {
    let field = |name: &str| fixed(&value[name]);
    Offset::new(field("floor"), field("stress"), field("least"))
}

pub fn policy(value: &Value) -> Result<Policy<Fixed>, Error> {
    let field = |name: &str| fixed(&value[name]);
    Policy::new(
        pair(&value["lambda"]),
        field("weight"),
        field("cap"),
        field("multiple"),
        field("least"),
        pair(&value["step"]),
    )
}

pub fn steady(value: &Value) -> Result<Steady<Fixed>, Error> {
    Steady::from_stored(
        policy(&value["policy"]).expect("a policy"),
        pair(&value["variances"]),
        seconds(&value["periods"]),
        fixed(&value["margin"]),
    )
}
