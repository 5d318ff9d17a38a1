//! Tables of a million accounts: the caller's columns measured where they lie.
//!
//! What is here converts: Arrow and NumPy to the core's columns, work to threads, results to Arrow.

mod accounts;
mod batches;
mod buffer;
mod capsule;
mod decimal;
mod falls;
mod fault;
mod keys;
mod lane;
mod markets;
mod memory;
mod path;
mod place;
mod positions;
mod replay;
mod scan;
mod scenarios;
mod sequence;
mod show;
mod source;
mod stress;
mod table;
mod text;
mod watch;
mod workers;

use pyo3::prelude::*;

/// Puts the classes and functions into the module.
pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<markets::Markets>()?;
    module.add_class::<table::Table>()?;
    module.add_class::<falls::Falls>()?;
    module.add_class::<watch::Watch>()?;
    module.add_class::<batches::Batches>()?;
    module.add_function(wrap_pyfunction!(scan::scan, module)?)?;
    module.add_function(wrap_pyfunction!(batches::scan_batches, module)?)?;
    module.add_function(wrap_pyfunction!(scenarios::scenarios, module)?)?;
    module.add_class::<stress::StressTables>()?;
    module.add_class::<replay::Replay>()?;
    module.add_function(wrap_pyfunction!(falls::falls, module)?)?;
    module.add_function(wrap_pyfunction!(stress::stress_tables, module)?)?;
    module.add_function(wrap_pyfunction!(replay::replay, module)?)
}
