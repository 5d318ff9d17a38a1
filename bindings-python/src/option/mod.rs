//! European options by Black-76: value, Greeks and implied volatility.

mod contract;
mod expiry;
mod forward;
mod position;

pub use contract::Contract;
pub use expiry::Expiry;
pub use forward::{forward, Forward};
pub use position::{positions, Position};

use crate::names::Names;
use crate::read::Any;
use crate::record::named;
use plimsoll::margin::option::expiry::{DAY, YEAR};
use plimsoll::margin::option::Right;
use pyo3::prelude::*;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    RIGHT.register(module)?;
    module.add("DAY", DAY)?;
    module.add("YEAR", YEAR)?;
    module.add_class::<Contract>()?;
    module.add_class::<Expiry>()?;
    module.add_class::<Forward>()?;
    module.add_class::<contract::Greeks>()?;
    module.add_class::<Position>()?;
    module.add_function(wrap_pyfunction!(position::shorts, module)?)?;
    module.add_function(wrap_pyfunction!(position::gross, module)?)?;
    module.add_function(wrap_pyfunction!(position::naked, module)?)
}

static RIGHT: Names<Right> = Names::new(
    "plimsoll.option",
    "Right",
    "What the holder may do at expiry: buy at the strike (``CALL``) or sell at it (``PUT``). The text, as ``\"call\"``, may stand for the member.",
    &[Right::Call, Right::Put],
    |right| match right {
        Right::Call => "call",
        Right::Put => "put",
    },
);

named!(Right, RIGHT, text);

/// A right as an argument.
fn right(value: &Any<'_>, what: &str) -> PyResult<Right> {
    RIGHT.read(value, what)
}
