//! From the JSON forms of netting and of the whole methods to the core's types.

use crate::read::{fixed, list};
use crate::read_option::place;
use plimsoll::margin::netting::spread::{Leg, Underlying};
use plimsoll::margin::netting::{Pair, Sides};
use plimsoll::methods::{deribit, okx, paradex, span};
use plimsoll::{Error, Fixed};
use serde_json::Value;

pub fn sides(value: &Value) -> Sides<Fixed> {
    let mut sides = Sides::none();
    sides.add(&fixed(&value["long"])).expect("a long side");
    let short = fixed(&value["short"]).checked_neg().expect("an amount");
    sides.add(&short).expect("a short side");
    sides
}

pub fn pairs(value: &Value) -> Vec<Pair<Fixed>> {
    let pair = |value: &Value| Pair {
        first: place(&value["first"]),
        second: place(&value["second"]),
        rate: fixed(&value["rate"]),
    };
    list(value).iter().map(pair).collect()
}

pub fn underlying(value: &Value) -> Result<Underlying<Fixed>, Error> {
    Underlying::new(fixed(&value["delta"]), fixed(&value["risk"]))
}

pub fn legs(value: &Value) -> Vec<Leg<Fixed>> {
    let leg = |value: &Value| Leg {
        underlying: place(&value["underlying"]),
        ratio: fixed(&value["ratio"]),
        rate: fixed(&value["rate"]),
    };
    list(value).iter().map(leg).collect()
}

pub fn scan_risk(value: &Value) -> span::ScanRisk<Fixed> {
    span::ScanRisk {
        loss: fixed(&value["loss"]),
        scenario: place(&value["scenario"]),
        price: fixed(&value["price"]),
    }
}

pub fn span_charges(value: &Value) -> span::Charges<Fixed> {
    span::Charges {
        intermonth: fixed(&value["intermonth"]),
        delivery: fixed(&value["delivery"]),
        credit: fixed(&value["credit"]),
        written: fixed(&value["written"]),
        minimum: fixed(&value["minimum"]),
    }
}

pub fn requirement(value: &Value) -> span::Requirement<Fixed> {
    span::Requirement {
        scan: fixed(&value["scan"]),
        scenario: place(&value["scenario"]),
        intermonth: fixed(&value["intermonth"]),
        delivery: fixed(&value["delivery"]),
        credit: fixed(&value["credit"]),
        minimum: fixed(&value["minimum"]),
    }
}

pub fn paradex_parameters(value: &Value) -> paradex::Parameters<Fixed> {
    paradex::Parameters {
        net_delta: fixed(&value["net_delta"]),
        hedged_delta: fixed(&value["hedged_delta"]),
        maintenance: fixed(&value["maintenance"]),
    }
}

pub fn paradex_margin(value: &Value) -> paradex::Margin<Fixed> {
    paradex::Margin {
        scan: fixed(&value["scan"]),
        scenario: place(&value["scenario"]),
        minimum: fixed(&value["minimum"]),
        funding: fixed(&value["funding"]),
        fees: fixed(&value["fees"]),
    }
}

pub fn okx_charges(value: &Value) -> okx::Charges<Fixed> {
    okx::Charges {
        mr1: fixed(&value["mr1"]),
        mr2: fixed(&value["mr2"]),
        mr3: fixed(&value["mr3"]),
        mr4: fixed(&value["mr4"]),
        mr5: fixed(&value["mr5"]),
        mr6: fixed(&value["mr6"]),
        mr7: fixed(&value["mr7"]),
        mr8: fixed(&value["mr8"]),
        mr9: fixed(&value["mr9"]),
    }
}

pub fn okx_maintenance(value: &Value) -> okx::Maintenance<Fixed> {
    okx::Maintenance {
        market: fixed(&value["market"]),
        driver: u8::try_from(place(&value["driver"])).expect("a number"),
        vega: fixed(&value["vega"]),
        basis: fixed(&value["basis"]),
        rate: fixed(&value["rate"]),
        other: fixed(&value["other"]),
        peg: fixed(&value["peg"]),
        minimum: fixed(&value["minimum"]),
    }
}

pub fn currency_pair(value: &Value) -> deribit::CurrencyPair<Fixed> {
    deribit::CurrencyPair {
        price_range: fixed(&value["price_range"]),
        extended_table_factor: fixed(&value["extended_table_factor"]),
        delta_total_liq_shock_threshold: fixed(&value["delta_total_liq_shock_threshold"]),
        m_inc: fixed(&value["m_inc"]),
        max_delta_shock: fixed(&value["max_delta_shock"]),
    }
}

pub fn currency(value: &Value) -> deribit::Currency<Fixed> {
    deribit::Currency {
        min_annualised_move: fixed(&value["min_annualised_move"]),
        annualised_move_risk: fixed(&value["annualised_move_risk"]),
        pnl_offset: fixed(&value["pnl_offset"]),
        max_offsetable_pnl: fixed(&value["max_offsetable_pnl"]),
        extended_dampener: fixed(&value["extended_dampener"]),
    }
}

pub fn deribit_margin(value: &Value) -> deribit::Margin<Fixed> {
    deribit::Margin {
        worst_case: fixed(&value["worst_case"]),
        scenario: place(&value["scenario"]),
        roll_shock: fixed(&value["roll_shock"]),
        delta_shock: fixed(&value["delta_shock"]),
        correlation_contingency: fixed(&value["correlation_contingency"]),
        mmp_margin: fixed(&value["mmp_margin"]),
        open_orders_margin: fixed(&value["open_orders_margin"]),
        spot_margin: fixed(&value["spot_margin"]),
    }
}
