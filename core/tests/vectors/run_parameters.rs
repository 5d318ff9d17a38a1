//! Vectors of `risk/parameters`.

use crate::read_option::seconds;
use crate::read_oracle::ends;
use crate::{read, show};
use plimsoll::risk::parameters::rule::Rule;
use plimsoll::risk::parameters::set::{Change, Name, Parameters, Refusal};
use plimsoll::risk::parameters::Parameter;
use plimsoll::{Error, Fixed};
use serde_json::{json, Value};

fn parameter(value: &Value) -> Result<Parameter<Fixed>, Error> {
    Parameter::moving(
        read::fixed(&value["from"]),
        read::fixed(&value["to"]),
        seconds(&value["start"]),
        seconds(&value["end"]),
    )
}

fn show_parameter(parameter: &Parameter<Fixed>) -> Value {
    json!({
        "from": show::fixed(parameter.from()),
        "to": show::fixed(parameter.to()),
        "start": parameter.start(),
        "end": parameter.end(),
    })
}

pub fn parameters(function: &str, input: &Value) -> Result<Value, Error> {
    let moving = || parameter(&input["parameter"]).expect("a parameter");
    let now = || seconds(&input["now"]);
    Ok(match function {
        "Parameter.new" => show_parameter(&Parameter::new(
            read::fixed(&input["value"]),
            seconds(&input["at"]),
        )),
        "Parameter.moving" => show_parameter(&parameter(input)?),
        "Parameter.at_down" => show::fixed(&moving().at_down(now())?),
        "Parameter.at_up" => show::fixed(&moving().at_up(now())?),
        _ => panic!("no function {function}"),
    })
}

fn rule_of(value: &Value) -> Result<Rule<Fixed>, Error> {
    Rule::new(
        ends(&value["bounds"]),
        read::fixed(&value["rise"]),
        read::fixed(&value["fall"]),
        read::fixed(&value["grain"]),
        seconds(&value["delay"]),
        seconds(&value["ramp"]),
    )
}

pub fn rule(function: &str, input: &Value) -> Result<Value, Error> {
    let rule = || rule_of(&input["rule"]).expect("a rule");
    Ok(match function {
        "Rule.new" => {
            let rule = rule_of(input)?;
            json!({
                "bounds": rule.bounds().map(show::fixed),
                "rise": show::fixed(rule.rise()),
                "fall": show::fixed(rule.fall()),
                "grain": show::fixed(rule.grain()),
                "delay": rule.delay(),
                "ramp": rule.ramp(),
            })
        }
        "Rule.reach" => {
            let reach = rule().reach(&read::fixed(&input["present"]))?;
            reach.iter().map(show::fixed).collect()
        }
        "Rule.change" => {
            let parameter = parameter(&input["parameter"]).expect("a parameter");
            let (value, ramp) = (read::fixed(&input["value"]), seconds(&input["ramp"]));
            show_parameter(&rule().change(&parameter, &value, ramp, seconds(&input["now"]))?)
        }
        _ => panic!("no function {function}"),
    })
}

fn name(value: &Value) -> Name {
    read::named(&Name::ALL, value, Name::name)
}

fn eight<T>(value: &Value, of: fn(&Value) -> T) -> [T; 8] {
    let items: Vec<T> = read::list(value).iter().map(of).collect();
    items.try_into().ok().expect("eight of them")
}

fn moving(value: &Value) -> Parameter<Fixed> {
    parameter(value).expect("a parameter")
}

/// A set that was valid when the last of its values was changed.
fn set_of(value: &Value) -> Parameters<Fixed> {
    let values = eight(&value["values"], moving);
    let now = values.iter().map(Parameter::start).max();
    Parameters::from_stored(seconds(&value["version"]), values, now.expect("eight"))
        .expect("parameters")
}

fn show_set(set: &Parameters<Fixed>) -> Value {
    let values: Value = Name::ALL
        .iter()
        .map(|name| show_parameter(set.get(*name)))
        .collect();
    json!({"version": set.version(), "values": values})
}

fn answer(function: &str, input: &Value) -> Result<Value, Refusal> {
    let set = || set_of(&input["parameters"]);
    let time = |name: &str| seconds(&input[name]);
    Ok(match function {
        "Name.name" => json!(read::numbered(&Name::ALL, input, |name| name as u8).name()),
        "Parameters.new" => {
            let values = eight(&input["values"], read::fixed);
            show_set(&Parameters::new(values, time("at"))?)
        }
        "Parameters.from_stored" => {
            let values = eight(&input["values"], moving);
            show_set(&Parameters::from_stored(
                time("version"),
                values,
                time("now"),
            )?)
        }
        "Parameters.at" => show::fixed(&set().at(name(&input["name"]), time("now")).expect("fits")),
        "Parameters.propose" => {
            let change = |value: &Value| Change {
                name: name(&value["name"]),
                value: read::fixed(&value["value"]),
            };
            let changes: Vec<_> = read::list(&input["changes"]).iter().map(change).collect();
            let rules = eight(&input["rules"], |value| rule_of(value).expect("a rule"));
            let (version, ramp, now) = (time("version"), time("ramp"), time("now"));
            show_set(&set().propose(&rules, version, &changes, ramp, now)?)
        }
        _ => panic!("no function {function}"),
    })
}

pub fn set(function: &str, input: &Value) -> Result<Value, Error> {
    answer(function, input).map_err(Refusal::error)
}

/// Whom a refusal concerns stands beside its error.
#[test]
fn refusals_say_whom_they_concern() {
    for case in crate::cases("set") {
        let refused = answer(read::text(&case["function"]), &case["in"]).err();
        let names = refused.map(|refusal| match refusal {
            Refusal::Version => vec![],
            Refusal::Value(name, _) => vec![name.name()],
            Refusal::Order(low, high) => vec![low.name(), high.name()],
        });
        assert_eq!(
            case.get("names"),
            names.as_ref().map(|names| json!(names)).as_ref()
        );
        let first = names.and_then(|names| names.first().copied());
        assert_eq!(refused.and_then(Refusal::name).map(Name::name), first);
    }
}
