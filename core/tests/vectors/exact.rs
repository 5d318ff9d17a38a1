//! The rule for answers whose exact value no number holds: what the generator knows of them, beside what
//! is answered (`README.md`, "Values between numbers").

use num_bigint::BigInt;
use num_rational::BigRational;
use plimsoll::Fixed;
use serde_json::Value;

use crate::read;

/// Whether the answer fits the exact value, to the width that the vector allows.
pub fn fits(exact: &Value, out: &Value, width: &Value) -> bool {
    match exact {
        Value::Array(items) => {
            let outs = read::list(out);
            items.len() == outs.len() && items.iter().zip(outs).all(|(e, o)| fits(e, o, width))
        }
        Value::String(_) if is_decimal(exact) => {
            let value = decimal(exact);
            contains(out, (&value, &value), width)
        }
        Value::Object(fields) => {
            let end = |name: &str| fields.get(name).filter(|v| is_decimal(v)).map(decimal);
            if let (Some(low), Some(high)) = (end("low"), end("high")) {
                return contains(out, (&low, &high), width);
            }
            for way in ["rounded_down", "rounded_up", "near"] {
                if let Some(value) = end(way) {
                    return rounds(way, out, &value, width);
                }
            }
            let of = |name: &str| width.get(name).unwrap_or(width);
            fields.iter().all(|(name, e)| fits(e, &out[name], of(name)))
        }
        _ => exact == out,
    }
}

fn contains(out: &Value, (low, high): (&BigRational, &BigRational), width: &Value) -> bool {
    let (least, most) = (bits(&out["low"]), bits(&out["high"]));
    let slack = (&most - &least) - (high - low);
    least <= *low && *high <= most && slack <= bits(width)
}

fn rounds(way: &str, out: &Value, value: &BigRational, width: &Value) -> bool {
    let out = bits(out);
    let fits = match way {
        "rounded_down" => out <= *value,
        "rounded_up" => out >= *value,
        _ => true,
    };
    let off = if out > *value {
        &out - value
    } else {
        value - &out
    };
    fits && off <= bits(width)
}

fn is_decimal(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.contains('.'))
}

fn bits(value: &Value) -> BigRational {
    BigRational::from_integer(read::text(value).parse().expect("bits"))
}

/// A decimal, in steps.
fn decimal(value: &Value) -> BigRational {
    let (whole, fraction) = read::text(value).split_once('.').expect("a decimal");
    let digits: BigInt = format!("{whole}{fraction}").parse().expect("digits");
    let scale = BigInt::from(10).pow(u32::try_from(fraction.len()).expect("few digits"));
    BigRational::new(digits << Fixed::FRAC_NBITS, scale)
}
