//! Vectors of `error`, `number/`, `price/` and `weights/`.

use crate::{read, read_oracle, show};
use plimsoll::number::amount::{
    from_units_down, from_units_up, mul_div, to_units_down, to_units_up,
};
use plimsoll::number::decimal::{read_down, read_nearest, read_up, write};
use plimsoll::number::units::Units;
use plimsoll::number::Number;
use plimsoll::{Bound, Error, Fixed, Price, Tier, Tiers, Weights};
use serde_json::{json, Value};

pub fn error(function: &str, input: &Value) -> Result<Value, Error> {
    let find = |wanted: &dyn Fn(&Error) -> bool| *Error::ALL.iter().find(|e| wanted(e)).unwrap();
    Ok(match function {
        "Error.code" => json!(find(&|e| json!(e.name()) == input["error"]).code()),
        "Error.from_code" => {
            let code = u8::try_from(read::count(&input["code"])).expect("a byte");
            json!(Error::from_code(code).map(Error::name))
        }
        "Error.name" => json!(find(&|e| json!(e.code()) == input["code"]).name()),
        _ => panic!("no function {function}"),
    })
}

pub fn number(function: &str, input: &Value) -> Result<Value, Error> {
    let a = || read::fixed(&input["a"]);
    let b = || read::fixed(&input["b"]);
    let fixed = |name: &str| read::fixed(&input[name]);
    let number = match function {
        "zero" => Fixed::zero(),
        "one" => Fixed::one(),
        "try_add" => a().try_add(&b())?,
        "try_sub" => a().try_sub(&b())?,
        "mul_down" => a().mul_down(&b())?,
        "mul_up" => a().mul_up(&b())?,
        "div_down" => a().div_down(&b())?,
        "div_up" => a().div_up(&b())?,
        "mul_div_down" => a().mul_div_down(&fixed("factor"), &fixed("divisor"))?,
        "mul_div_up" => a().mul_div_up(&fixed("factor"), &fixed("divisor"))?,
        "ceil_to" => a().ceil_to(&fixed("step"))?,
        "try_abs" => a().try_abs()?,
        "floor_to" => a().floor_to(&fixed("step"))?,
        "try_neg" => a().try_neg()?,
        "lesser" => a().lesser(&b()),
        "greater" => a().greater(&b()),
        "add_scaled_down" => {
            let (units, mut sums) = (read::fixeds(&input["units"]), read::fixeds(&input["sums"]));
            a().add_scaled_down(&units, &mut sums)?;
            return Ok(sums.iter().map(show::fixed).collect());
        }
        "add_weighted" => {
            let (units, mut sums) = (sides(&input["units"]), sides(&input["sums"]));
            a().add_weighted(&Units::new(units), &mut sums)?;
            return Ok(sums
                .iter()
                .map(|side| -> Value { side.iter().map(show::fixed).collect() })
                .collect());
        }
        "room" => Number::room(&sides(&input["units"])),
        "is_number" => return Ok(json!(a().is_number())),
        "is_negative" => return Ok(json!(Number::is_negative(&a()))),
        "is_zero" => return Ok(json!(Number::is_zero(&a()))),
        "is_fraction" => return Ok(json!(a().is_fraction())),
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}

/// What is owned and what is owed, at three levels.
fn sides(value: &Value) -> [[Fixed; 3]; 2] {
    let [owned, owed] = read::list(value) else {
        panic!("two sides")
    };
    [owned, owed].map(|side| read::three(side, read::fixed))
}

pub fn ramp(function: &str, input: &Value) -> Result<Value, Error> {
    let ramp = || read::ramp(&input["ramp"]).expect("a ramp");
    let at = || read::fixed(&input["at"]);
    Ok(match function {
        "Ramp.new" => show::ramp(&read::ramp(input)?),
        "Ramp.at_down" => show::fixed(&ramp().at_down(&at())?),
        "Ramp.at_up" => show::fixed(&ramp().at_up(&at())?),
        _ => panic!("no function {function}"),
    })
}

pub fn amount(function: &str, input: &Value) -> Result<Value, Error> {
    let decimals = || read::count(&input["decimals"]);
    let units = |name: &str| read::units(&input[name]);
    let number = || read::fixed(&input["number"]);
    Ok(match function {
        "from_units_down" => show::fixed(&from_units_down(units("units"), decimals())?),
        "from_units_up" => show::fixed(&from_units_up(units("units"), decimals())?),
        "mul_div" => {
            let (quotient, remainder) = mul_div(units("a"), units("b"), units("divisor"))?;
            json!({"quotient": quotient.to_string(), "remainder": remainder.to_string()})
        }
        "to_units_down" => json!(to_units_down(&number(), decimals())?.to_string()),
        "to_units_up" => json!(to_units_up(&number(), decimals())?.to_string()),
        _ => panic!("no function {function}"),
    })
}

pub fn decimal(function: &str, input: &Value) -> Result<Value, Error> {
    let text = || read::text(&input["text"]);
    let number = match function {
        "read_down" => read_down(text())?,
        "read_up" => read_up(text())?,
        "read_nearest" => read_nearest(text())?,
        "write" => {
            let number = read::fixed(&input["number"]);
            let text = write(&number);
            assert_eq!(read_nearest(text.as_str()), Ok(number));
            return Ok(json!(text.as_str()));
        }
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}

pub fn price(function: &str, input: &Value) -> Result<Value, Error> {
    let price = || read::price(&input["price"]);
    let other = || read::price(&input["other"]);
    let stored = || read_oracle::stored(&input["price"]);
    let fixed = |name: &str| read::fixed(&input[name]);
    let price = match function {
        "Price.new" => Price::new(fixed("low"), fixed("high"))?,
        "Price.from_stored" => Price::from_stored(fixed("low"), fixed("high"))?,
        "Price.exact" => Price::exact(fixed("price"))?,
        "Price.with_confidence" => Price::with_confidence(&fixed("mid"), &fixed("confidence"))?,
        "Price.hull" => price().hull(&other()),
        "Price.widen" => stored().widen(&fixed("fraction"))?,
        "Price.unknown" => Price::unknown(),
        "Price.scale" => price().scale(&read::price(&input["factor"]))?,
        "Price.factor_to" => price().factor_to(&fixed("at"))?,
        "Price.at" => return Ok(show::fixed(&price().at(read::end(&input["end"]))?)),
        "Price.mid" => return Ok(show::fixed(&price().mid()?)),
        "Price.is_known" => return Ok(json!(price().is_known())),
        "Price.contains" => return Ok(json!(price().contains(&other()))),
        _ => panic!("no function {function}"),
    };
    Ok(show::price(&price))
}

pub fn weights(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let weights = || read::weights(&input["weights"]);
    let price = || read::price(&input["price"]);
    let made = match function {
        "Weights.new" => Weights::new(fixed("asset"), fixed("liability"))?,
        "Weights.one" => Weights::one(),
        "Weights.from_haircut" => Weights::from_haircut(&fixed("haircut"))?,
        "Weights.from_loan_to_value" => Weights::from_loan_to_value(fixed("loan_to_value"))?,
        "Weights.from_margin_fraction" => Weights::from_margin_fraction(&fixed("margin"))?,
        "Weights.with_borrow_factor" => weights().with_borrow_factor(fixed("borrow_factor"))?,
        "Weights.no_looser_than" => {
            return Ok(json!(
                weights().no_looser_than(&read::weights(&input["other"]))
            ))
        }
        "Weights.apply" => return Ok(show::bound(&weights().apply(&price())?)),
        "Bound.new" => {
            return Ok(show::bound(&Bound::new(
                fixed("asset"),
                fixed("liability"),
            )?))
        }
        "Bound.unweighted" => return Ok(show::bound(&Bound::unweighted(&price()))),
        "Bound.unknown" => return Ok(show::bound(&Bound::unknown())),
        "Bound.is_known" => return Ok(json!(read::bound(&input["bound"]).is_known())),
        _ => panic!("no function {function}"),
    };
    Ok(show::weights(&made))
}

pub fn tiers(function: &str, input: &Value) -> Result<Value, Error> {
    let mut rungs = input.get("rungs").map_or(Vec::new(), read::rungs);
    let fixed = |name: &str| read::fixed(&input[name]);
    Ok(match function {
        "Tier.new" => show::tier(&Tier::new(fixed("floor"), fixed("rate"))),
        "Tiers.none" => show::tiers(&Tiers::none()),
        "Tiers.new" => show::tiers(&Tiers::new(&rungs)?),
        "Tiers.from_rates" => show::tiers(&Tiers::from_rates(&mut rungs)?),
        "Tiers.from_table" => show::tiers(&Tiers::from_table(&mut rungs, &fixed("tolerance"))?),
        "Tiers.requirement" => {
            show::fixed(&read::tiers(&input["tiers"]).requirement(&fixed("notional"))?)
        }
        _ => panic!("no function {function}"),
    })
}
