//! Tables of a million accounts: the caller's columns measured where they lie.
//!
//! What is here converts: Arrow and NumPy to the core's columns, work to threads, results to Arrow.

mod accounts;
mod buffer;
mod capsule;
mod decimal;
mod fault;
mod lane;
mod markets;
mod place;
mod positions;
mod scan;
mod show;
mod source;
mod table;
mod workers;

use pyo3::prelude::*;

/// Puts the classes and functions into the module.
pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<markets::Markets>()?;
    module.add_class::<table::Table>()?;
    module.add_function(wrap_pyfunction!(scan::scan, module)?)
}
