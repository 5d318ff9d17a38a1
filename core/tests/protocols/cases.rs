//! Reading the published cases that stand as data beside the tests.

use plimsoll::margin::scenario::{Scenario, Volatility};
use plimsoll::margin::shock::Skew;
use plimsoll::number::decimal::read_nearest;
use plimsoll::number::interval::Interval;
use plimsoll::Fixed;
use serde_json::Value;

/// A list, of which there may be none.
pub fn each(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_string()
}

pub fn number(value: &Value) -> f64 {
    text(value).parse().unwrap()
}

pub fn fixed(value: &Value) -> Fixed {
    read_nearest(&text(value)).unwrap_or_else(|error| panic!("{value}: {error}"))
}

pub fn interval(value: &Value) -> Interval<Fixed> {
    Interval::exact(fixed(value))
}

/// Rows of spot factor, direction of volatility, weight.
pub fn grid(rows: &Value) -> Vec<Scenario<Fixed>> {
    each(rows)
        .map(|row| {
            let volatility = match text(&row[1]).as_str() {
                "none" => Volatility::Same,
                "up" => Volatility::Up,
                "down" => Volatility::Down,
                "linear" => Volatility::Linear,
                "abs" => Volatility::Absolute,
                other => panic!("no direction: {other}"),
            };
            Scenario::new(fixed(&row[0]), volatility, fixed(&row[2])).unwrap()
        })
        .collect()
}

pub fn skew(p: &Value) -> Skew<Fixed> {
    Skew {
        linear: [fixed(&p["linear_scale_cap"]), fixed(&p["linear_cbase"])],
        absolute: [fixed(&p["abs_scale_cap"]), fixed(&p["abs_cbase"])],
        least_width: fixed(&p["min_k_star"]),
        scale: fixed(&p["width_scale"]),
        level: [fixed(&p["vol_static"]), fixed(&p["vol_scale"])],
    }
}

/// To 1e-9 of the number or 1e-12 of the price, whichever is larger.
pub fn close(ours: Fixed, theirs: f64, price: f64) -> bool {
    let tolerance = (theirs.abs() * 1e-9).max(price * 1e-12);
    (ours.to_num::<f64>() - theirs).abs() <= tolerance
}

/// A confidence that is below its threshold by less than a step is read the step below.
pub fn confidence(value: &Value, threshold: &Value) -> Fixed {
    let digits = |value: &Value| {
        let text = text(value);
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        format!("{whole}{part:0<30}").parse::<u128>().unwrap()
    };
    let (read, line) = (fixed(value), fixed(threshold));
    match digits(value) < digits(threshold) && read >= line {
        true => line.checked_sub(Fixed::DELTA).unwrap(),
        false => read,
    }
}
