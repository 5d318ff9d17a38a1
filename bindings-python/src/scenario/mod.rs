//! What an account gains in every scenario of a grid.

mod array;
mod grid;
mod scan;
mod shock;

pub use array::RiskArray;
pub use grid::{give, grid, Scenario};
pub use scan::{list, Scan};
pub use shock::{skew, volatility_shock, Shocks, Skew, VolatilityShock};

use crate::names::Names;
use plimsoll::margin::scenario::Volatility;
use pyo3::prelude::*;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    VOLATILITY.register(module)?;
    module.add_class::<Scenario>()?;
    module.add_class::<Scan>()?;
    module.add_class::<scan::Worst>()?;
    module.add_class::<RiskArray>()?;
    module.add_class::<VolatilityShock>()?;
    module.add_class::<Skew>()?;
    module.add_class::<Shocks>()
}

static VOLATILITY: Names<Volatility> = Names::new(
    "plimsoll.scenario",
    "Volatility",
    "What a scenario does to an option's volatility. The text, as ``\"up\"``, may stand for the member.

SAME
    It stays.
UP
    It rises, more for a near expiry than for a far one, and at least to the floor of the method.
DOWN
    It falls.
LINEAR
    The smile turns: strikes above the forward rise, strikes below it fall.
ABSOLUTE
    The smile steepens: strikes on both sides rise.",
    &[
        Volatility::Same,
        Volatility::Up,
        Volatility::Down,
        Volatility::Linear,
        Volatility::Absolute,
    ],
    |volatility| match volatility {
        Volatility::Same => "same",
        Volatility::Up => "up",
        Volatility::Down => "down",
        Volatility::Linear => "linear",
        Volatility::Absolute => "absolute",
    },
);
