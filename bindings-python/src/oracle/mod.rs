//! What a feed published becomes a price.

mod age;
mod band;
mod confidence;
mod ema;
mod reading;
mod sources;
mod stable;
mod twap;

use crate::price::Price;
use pyo3::prelude::*;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<reading::Reading>()?;
    module.add_class::<reading::Feed>()?;
    module.add_class::<confidence::Confidence>()?;
    module.add_class::<age::Age>()?;
    module.add_class::<band::Band>()?;
    module.add_class::<twap::TimeWeighted>()?;
    module.add_class::<twap::Sum>()?;
    module.add_class::<ema::Exponential>()?;
    module.add_class::<stable::Pace>()?;
    module.add_class::<stable::Stable>()?;
    module.add_function(wrap_pyfunction!(sources::hull, module)?)?;
    module.add_function(wrap_pyfunction!(sources::median, module)?)?;
    module.add_function(wrap_pyfunction!(sources::agreement, module)?)
}

/// The price that stands, and since when.
fn last((price, at): (&plimsoll::Price, u64)) -> (Price, u64) {
    (Price(*price), at)
}
