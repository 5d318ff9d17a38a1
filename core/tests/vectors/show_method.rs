//! From the core's types of netting and of the whole methods to their JSON forms.

use crate::show::fixed;
use plimsoll::margin::netting::spread::Underlying;
use plimsoll::margin::netting::Sides;
use plimsoll::methods::{deribit, okx, paradex, span};
use plimsoll::Fixed;
use serde_json::{json, Value};

pub fn list(numbers: &[Fixed]) -> Value {
    numbers.iter().map(fixed).collect()
}

pub fn sides(sides: &Sides<Fixed>) -> Value {
    json!({"long": fixed(sides.long()), "short": fixed(sides.short())})
}

pub fn underlying(one: &Underlying<Fixed>) -> Value {
    json!({
        "delta": fixed(one.delta()),
        "free": fixed(one.free()),
        "risk": fixed(one.risk()),
        "credit": fixed(one.credit()),
    })
}

pub fn scan_risk(risk: &span::ScanRisk<Fixed>) -> Value {
    json!({
        "loss": fixed(&risk.loss),
        "scenario": risk.scenario,
        "price": fixed(&risk.price),
    })
}

pub fn requirement(parts: &span::Requirement<Fixed>) -> Value {
    json!({
        "scan": fixed(&parts.scan),
        "scenario": parts.scenario,
        "intermonth": fixed(&parts.intermonth),
        "delivery": fixed(&parts.delivery),
        "credit": fixed(&parts.credit),
        "minimum": fixed(&parts.minimum),
    })
}

pub fn paradex_margin(margin: &paradex::Margin<Fixed>) -> Value {
    json!({
        "scan": fixed(&margin.scan),
        "scenario": margin.scenario,
        "minimum": fixed(&margin.minimum),
        "funding": fixed(&margin.funding),
        "fees": fixed(&margin.fees),
    })
}

pub fn okx_charges(charges: &okx::Charges<Fixed>) -> Value {
    json!({
        "mr1": fixed(&charges.mr1),
        "mr2": fixed(&charges.mr2),
        "mr3": fixed(&charges.mr3),
        "mr4": fixed(&charges.mr4),
        "mr5": fixed(&charges.mr5),
        "mr6": fixed(&charges.mr6),
        "mr7": fixed(&charges.mr7),
        "mr8": fixed(&charges.mr8),
        "mr9": fixed(&charges.mr9),
    })
}

pub fn okx_maintenance(parts: &okx::Maintenance<Fixed>) -> Value {
    json!({
        "market": fixed(&parts.market),
        "driver": parts.driver,
        "vega": fixed(&parts.vega),
        "basis": fixed(&parts.basis),
        "rate": fixed(&parts.rate),
        "other": fixed(&parts.other),
        "peg": fixed(&parts.peg),
        "minimum": fixed(&parts.minimum),
    })
}

pub fn deribit_margin(margin: &deribit::Margin<Fixed>) -> Value {
    json!({
        "worst_case": fixed(&margin.worst_case),
        "scenario": margin.scenario,
        "roll_shock": fixed(&margin.roll_shock),
        "delta_shock": fixed(&margin.delta_shock),
        "correlation_contingency": fixed(&margin.correlation_contingency),
        "mmp_margin": fixed(&margin.mmp_margin),
        "open_orders_margin": fixed(&margin.open_orders_margin),
        "spot_margin": fixed(&margin.spot_margin),
    })
}
