//! Vectors of `number/interval` and `number/analytic`.

use crate::{read, show};
use plimsoll::number::analytic::Analytic;
use plimsoll::{Error, Fixed, Interval};
use serde_json::{json, Value};

pub fn interval(function: &str, input: &Value) -> Result<Value, Error> {
    let interval = || read::interval(&input["interval"]);
    let other = || read::interval(&input["other"]);
    let fixed = |name: &str| read::fixed(&input[name]);
    let made = match function {
        "Interval.new" => Interval::new(fixed("low"), fixed("high"))?,
        "Interval.exact" => Interval::exact(fixed("value")),
        "Interval.between" => Interval::between(&fixed("a"), &fixed("b")),
        "Interval.holds" => return Ok(json!(interval().holds(&fixed("value")))),
        "Interval.try_add" => interval().try_add(&other())?,
        "Interval.try_sub" => interval().try_sub(&other())?,
        "Interval.try_neg" => interval().try_neg()?,
        "Interval.mul" => interval().mul(&other())?,
        "Interval.div" => interval().div(&read::interval(&input["divisor"]))?,
        _ => panic!("no function {function}"),
    };
    Ok(show::interval(&made))
}

pub fn analytic(function: &str, input: &Value) -> Result<Value, Error> {
    let a = || read::fixed(&input["a"]);
    let made = match function {
        "step" => return Ok(show::fixed(&Fixed::step())),
        "sqrt" => Analytic::sqrt(&a())?,
        "ln" => a().ln()?,
        "exp" => a().exp()?,
        "power" => a().power(&read::fixed(&input["exponent"]))?,
        "normal_density" => a().normal_density()?,
        "normal_distribution" => a().normal_distribution()?,
        _ => panic!("no function {function}"),
    };
    Ok(show::interval(&made))
}
