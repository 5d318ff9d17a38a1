//! Vectors of `methods/span`, `methods/paradex` and `methods/okx`.

use crate::read_option::{self, Room};
use crate::{read, read_method, show, show_method, show_option};
use plimsoll::methods::{okx as o, paradex as p, span as s};
use plimsoll::{Error, Fixed};
use serde_json::{json, Value};

pub fn span(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let scan = || read_option::scan(&input["scan"]);
    let requirement = || read_method::requirement(&input["requirement"]);
    Ok(match function {
        "grid" => show_option::grid(&s::grid(
            &fixed("range"),
            &fixed("extreme"),
            &fixed("cover"),
        )?),
        "volatility" => show_option::volatility_shock(&s::volatility(fixed("range"))?),
        "unit" => {
            let losses: Room = read::fixeds(&input["losses"]);
            show_option::risk_array(&s::unit(losses)?)
        }
        "ScanRisk.new" => show_method::scan_risk(&s::ScanRisk::new(&scan())?),
        "cover" => {
            let mut scan = scan();
            s::cover(&mut scan, &read_option::grid(&input["grid"]))?;
            show_option::scan(&scan)
        }
        "Requirement.new" => {
            let risk = read_method::scan_risk(&input["risk"]);
            let charges = read_method::span_charges(&input["charges"]);
            show_method::requirement(&s::Requirement::new(&risk, &charges)?)
        }
        "Requirement.total" => show::fixed(&requirement().total()?),
        "Requirement.initial" => show::fixed(&requirement().initial(&fixed("ratio"))?),
        "Requirement.net" => show::fixed(&requirement().net(&fixed("ratio"), &fixed("options"))?),
        _ => panic!("no function {function}"),
    })
}

pub fn paradex(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let parameters = || read_method::paradex_parameters(&input["parameters"]);
    let margin = || read_method::paradex_margin(&input["margin"]);
    let deltas = || read_method::sides(&input["deltas"]);
    Ok(match function {
        "grid" => show_option::grid(&p::grid(&fixed("range"))?),
        "Parameters.validate" => json!(parameters().validate()?),
        "Parameters.delta_charge" => {
            show::fixed(&parameters().delta_charge(&deltas(), &fixed("spot"))?)
        }
        "Margin.new" => {
            let provisions = &input["provisions"];
            let provisions = p::Provisions {
                funding: read::fixed(&provisions["funding"]),
                fees: read::fixed(&provisions["fees"]),
            };
            let (grid, scan) = (
                read_option::grid(&input["grid"]),
                read_option::scan(&input["scan"]),
            );
            let (parameters, spot) = (parameters(), fixed("spot"));
            let margin = p::Margin::new(&parameters, &grid, &scan, &deltas(), &spot, &provisions)?;
            show_method::paradex_margin(&margin)
        }
        "Margin.net" => show::fixed(&margin().net()?),
        "Margin.initial" => show::fixed(&margin().initial()?),
        "Margin.maintenance" => show::fixed(&margin().maintenance(&parameters())?),
        _ => panic!("no function {function}"),
    })
}

pub fn okx(function: &str, input: &Value) -> Result<Value, Error> {
    let fixed = |name: &str| read::fixed(&input[name]);
    let number = match function {
        "grid" => return Ok(show_option::grid(&o::grid(&fixed("most"))?)),
        "extreme" => {
            return Ok(show_option::grid(&o::extreme(
                &fixed("most"),
                &fixed("share"),
            )?))
        }
        "worst_loss" => o::worst_loss(
            &read_option::scan(&input["scan"]),
            &read_option::grid(&input["grid"]),
        )?,
        "minimum_charge" => {
            let rung = |value: &Value| o::Multiplier {
                floor: read::fixed(&value["floor"]),
                times: read::fixed(&value["times"]),
            };
            let ladder: Vec<_> = read::list(&input["ladder"]).iter().map(rung).collect();
            o::minimum_charge(&fixed("raw"), &ladder)?
        }
        "peg" => {
            let row = |value: &Value| o::Peg {
                first: read_option::place(&value["first"]),
                second: read_option::place(&value["second"]),
                ladder: read::tiers(&value["ladder"]),
            };
            let table: Vec<o::Peg<'_, Fixed>> =
                read::list(&input["table"]).iter().map(row).collect();
            let mut deltas = read::fixeds(&input["cash_deltas"]);
            let charge = o::peg(&mut deltas, &table)?;
            return Ok(json!({
                "charge": show::fixed(&charge),
                "cash_deltas": show_method::list(&deltas),
            }));
        }
        "Charges.none" => return Ok(show_method::okx_charges(&o::Charges::none())),
        "Maintenance.new" => {
            let charges = read_method::okx_charges(&input["charges"]);
            return Ok(show_method::okx_maintenance(&o::Maintenance::new(
                &charges,
            )?));
        }
        "Maintenance.total" => read_method::okx_maintenance(&input["maintenance"]).total()?,
        "initial" => o::initial(
            &fixed("derivatives"),
            &fixed("borrowings"),
            &fixed("factor"),
        )?,
        _ => panic!("no function {function}"),
    };
    Ok(show::fixed(&number))
}
