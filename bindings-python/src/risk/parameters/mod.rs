//! Parameters that change: bounded, by limited steps, after a delay, ramped, and checked as a whole.

mod parameter;
mod rule;
mod set;

use crate::names::Names;
use crate::read::Any;
use crate::record::named;
use plimsoll::risk::parameters::set::Name;
use pyo3::prelude::*;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    NAME.register(module)?;
    module.add_class::<parameter::Parameter>()?;
    module.add_class::<rule::Rule>()?;
    module.add_class::<set::Change>()?;
    module.add_class::<set::Parameters>()
}

static NAME: Names<Name> = Names::new(
    "plimsoll.risk.parameters",
    "Name",
    "What a market's parameters are called, in the order of the set. The text, as ``\"deposit_cap\"``, may stand for the member.

INITIAL_ASSET
    Asset weight at the initial level. For a perp 1 less the margin fraction.
MAINTENANCE_ASSET
    Asset weight at maintenance.
MAINTENANCE_LIABILITY
    Liability weight at maintenance. For a perp 1 plus the margin fraction.
INITIAL_LIABILITY
    Liability weight at the initial level.
LIQUIDATION_BONUS
    What a liquidator gets beyond what is repaid, as a fraction of it.
INSURANCE_FEE
    What the insurance fund gets beyond it.
DEPOSIT_CAP
    What may be deposited in all, in units of the asset. For a perp the open interest that longs may hold.
BORROW_CAP
    What may be borrowed in all. For a perp the open interest that shorts may hold.",
    &Name::ALL,
    Name::name,
);

named!(Name, NAME, text);

/// A name as an argument.
fn name(value: &Any<'_>, what: &str) -> PyResult<Name> {
    NAME.read(value, what)
}
