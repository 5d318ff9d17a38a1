//! From the core's types of Derive's managers to their JSON forms.

use crate::read_option::Room;
use crate::show::fixed;
use crate::show_option::{self, pair};
use plimsoll::margin::scenario::Scan;
use plimsoll::methods::derive::discount::{Basis, Discounts, LongDiscount, ShortDiscount};
use plimsoll::methods::derive::margin::{Driver, Margin};
use plimsoll::methods::derive::standard;
use plimsoll::Fixed;
use serde_json::{json, Value};

pub fn long_discount(discount: &LongDiscount<Fixed>) -> Value {
    json!({"base": fixed(discount.base()), "rate": pair(discount.rate())})
}

pub fn short_discount(discount: &ShortDiscount<Fixed>) -> Value {
    json!({"base": fixed(discount.base()), "rate": pair(discount.rate())})
}

pub fn discounts(discounts: &Discounts<Fixed>) -> Value {
    json!({"long": fixed(&discounts.long), "short": fixed(&discounts.short)})
}

pub fn basis(basis: &Basis<Fixed>) -> Value {
    json!({"addend": fixed(basis.addend()), "multiple": fixed(basis.multiple())})
}

/// What a portfolio can be asked before its margin.
pub fn state(scan: &Scan<Fixed, Room>, basis: &Fixed) -> Value {
    json!({"scan": show_option::scan(scan), "basis": fixed(basis)})
}

pub fn margin(margin: &Margin<Fixed>) -> Value {
    json!({
        "loss": fixed(&margin.loss),
        "driver": match margin.driver {
            Driver::Scenario(scenario) => json!({"scenario": scenario}),
            Driver::Basis => json!("basis"),
        },
        "perps": fixed(&margin.perps),
        "options": fixed(&margin.options),
        "collateral": fixed(&margin.collateral),
        "confidence": fixed(&margin.confidence),
        "mark": fixed(&margin.mark),
        "cash": fixed(&margin.cash),
    })
}

pub fn standard_margin(margin: &standard::Margin<Fixed>) -> Value {
    json!({
        "options": fixed(&margin.options),
        "perp": fixed(&margin.perp),
        "profit": fixed(&margin.profit),
        "coins": fixed(&margin.coins),
        "confidence": fixed(&margin.confidence),
        "peg": fixed(&margin.peg),
    })
}
