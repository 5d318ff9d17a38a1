//! The Python module `plimsoll._core`: conversions and names only.
//!
//! Every function and method here reads its arguments in their stated directions and calls the core's
//! function of the same name. No arithmetic, no decision about an account, no panic: what is wrong with
//! an argument is an exception that names it.
#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

mod account;
mod arithmetic;
mod book;
mod capacity;
mod columns;
mod contingency;
mod error;
mod exit;
mod function;
mod haircut;
mod health;
mod holding;
mod interest;
mod interval;
mod limits;
mod liquidation;
mod methods;
mod names;
mod net;
mod netting;
mod number;
mod operation;
mod option;
mod oracle;
mod perp;
mod price;
mod profile;
mod proofs;
mod ramp;
mod read;
mod record;
mod remote;
mod risk;
mod scenario;
mod shares;
mod size;
mod solvency;
mod solver;
mod terms;
mod text;
mod threshold;
mod tiers;
mod value;
mod weights;

use plimsoll::margin::account::{EQUITY, INITIAL, MAINTENANCE};
use plimsoll::number::amount::MAX_DECIMALS;
use pyo3::prelude::*;

#[pymodule]
fn _core(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    error::register(module)?;
    names::STATUS.register(module)?;
    names::VERDICT.register(module)?;
    names::SIDE.register(module)?;
    names::END.register(module)?;
    operation::register(module)?;
    module.add("INITIAL", INITIAL)?;
    module.add("MAINTENANCE", MAINTENANCE)?;
    module.add("EQUITY", EQUITY)?;
    module.add("MAX_DECIMALS", MAX_DECIMALS)?;
    module.add("MAX_BYTES", plimsoll_book::MAX_BYTES)?;

    module.add_class::<number::Fixed>()?;
    module.add_class::<ramp::Ramp>()?;
    module.add_class::<interval::Interval>()?;
    module.add_class::<price::Price>()?;
    module.add_class::<weights::Weights>()?;
    module.add_class::<weights::Bounds>()?;
    module.add_class::<tiers::Tier>()?;
    module.add_class::<tiers::Tiers>()?;
    module.add_class::<terms::Terms>()?;
    module.add_class::<perp::Perp>()?;
    module.add_class::<health::Health>()?;
    module.add_class::<net::Net>()?;
    module.add_class::<account::Account>()?;
    module.add_class::<holding::Leg>()?;
    module.add_class::<holding::Holding>()?;
    module.add_class::<solver::Limit>()?;
    module.add_class::<threshold::Threshold>()?;
    module.add_class::<capacity::Capacity>()?;
    module.add_class::<interest::Indices>()?;
    module.add_class::<shares::Pool>()?;

    module.add_function(wrap_pyfunction!(arithmetic::mul_down, module)?)?;
    module.add_function(wrap_pyfunction!(arithmetic::mul_up, module)?)?;
    module.add_function(wrap_pyfunction!(arithmetic::div_down, module)?)?;
    module.add_function(wrap_pyfunction!(arithmetic::div_up, module)?)?;
    module.add_function(wrap_pyfunction!(arithmetic::mul_div_down, module)?)?;
    module.add_function(wrap_pyfunction!(arithmetic::mul_div_up, module)?)?;
    module.add_function(wrap_pyfunction!(arithmetic::floor_to, module)?)?;
    module.add_function(wrap_pyfunction!(arithmetic::ceil_to, module)?)?;
    module.add_function(wrap_pyfunction!(arithmetic::read_down, module)?)?;
    module.add_function(wrap_pyfunction!(arithmetic::read_up, module)?)?;
    module.add_function(wrap_pyfunction!(arithmetic::read_nearest, module)?)?;
    module.add_function(wrap_pyfunction!(arithmetic::write, module)?)?;
    module.add_function(wrap_pyfunction!(arithmetic::from_float, module)?)?;
    module.add_function(wrap_pyfunction!(arithmetic::from_units_down, module)?)?;
    module.add_function(wrap_pyfunction!(arithmetic::from_units_up, module)?)?;
    module.add_function(wrap_pyfunction!(arithmetic::to_units_down, module)?)?;
    module.add_function(wrap_pyfunction!(arithmetic::to_units_up, module)?)?;
    module.add_function(wrap_pyfunction!(arithmetic::mul_div, module)?)?;
    module.add_function(wrap_pyfunction!(interval::sqrt, module)?)?;
    module.add_function(wrap_pyfunction!(interval::ln, module)?)?;
    module.add_function(wrap_pyfunction!(interval::exp, module)?)?;
    module.add_function(wrap_pyfunction!(interval::power, module)?)?;
    module.add_function(wrap_pyfunction!(interval::normal_density, module)?)?;
    module.add_function(wrap_pyfunction!(interval::normal_distribution, module)?)?;
    module.add_function(wrap_pyfunction!(account::status_of, module)?)?;
    module.add_function(wrap_pyfunction!(operation::permission, module)?)?;
    module.add_function(wrap_pyfunction!(interest::growth_down, module)?)?;
    module.add_function(wrap_pyfunction!(interest::growth_up, module)?)?;
    module.add_function(wrap_pyfunction!(holding::evaluate, module)?)?;
    module.add_function(wrap_pyfunction!(solver::search_to, module)?)?;
    module.add_function(wrap_pyfunction!(solver::search_up, module)?)?;
    module.add_function(wrap_pyfunction!(limits::withdrawal, module)?)?;
    module.add_function(wrap_pyfunction!(limits::borrow, module)?)?;
    module.add_function(wrap_pyfunction!(limits::position, module)?)?;
    module.add_function(wrap_pyfunction!(threshold::threshold, module)?)?;
    module.add_function(wrap_pyfunction!(threshold::check_at, module)?)?;
    module.add_function(wrap_pyfunction!(book::report, module)?)?;
    module.add_function(wrap_pyfunction!(book::report_table, module)?)?;
    module.add_function(wrap_pyfunction!(book::stress, module)?)?;
    module.add_function(wrap_pyfunction!(book::stress_table, module)?)?;
    columns::register(module)?;
    for (name, register) in MODULES {
        let path = format!("plimsoll._core.{name}");
        let made = PyModule::new(module.py(), &path)?;
        register(&made)?;
        made.delattr("__all__")?;
        // A compiled module has no files of its own that Python would find.
        let modules = module.py().import("sys")?.getattr("modules")?;
        modules.set_item(path, made)?;
    }
    // The package lists what it exports; a second list would have to be kept in step.
    module.delattr("__all__")
}

type Register = fn(&Bound<'_, PyModule>) -> PyResult<()>;

/// The modules of the package, by their names in the core.
const MODULES: [(&str, Register); 41] = [
    ("contingency", contingency::register),
    ("deribit", methods::deribit::register),
    ("derive.discount", methods::derive::discount::register),
    ("derive.margin", methods::derive::margin::register),
    ("derive.portfolio", methods::derive::portfolio::register),
    ("derive.portfolio_2", methods::derive::portfolio_2::register),
    ("derive.standard", methods::derive::standard::register),
    ("exit", exit::register),
    ("haircut", haircut::register),
    ("netting", netting::register),
    ("okx", methods::okx::register),
    ("option", option::register),
    ("oracle", oracle::register),
    ("paradex", methods::paradex::register),
    ("profile", profile::register),
    ("proofs", proofs::register),
    ("remote", remote::register),
    ("scenario", scenario::register),
    ("size", size::register),
    ("span", methods::span::register),
    ("auction", liquidation::auction::register),
    ("bankruptcy", liquidation::bankruptcy::register),
    ("bonus", liquidation::bonus::register),
    ("close", liquidation::close::register),
    ("crossing", liquidation::crossing::register),
    ("exchange", liquidation::exchange::register),
    ("order", liquidation::order::register),
    ("reduce", liquidation::reduce::register),
    ("repay", liquidation::repay::register),
    ("sizing", liquidation::sizing::register),
    ("correlation", risk::correlation::register),
    ("liquidity", risk::liquidity::register),
    ("parameters", risk::parameters::register),
    ("quota", risk::quota::register),
    ("volatility", risk::volatility::register),
    ("deleverage", solvency::deleverage::register),
    ("insurance", solvency::insurance::register),
    ("protocol", solvency::protocol::register),
    ("rank", solvency::rank::register),
    ("socialise", solvency::socialise::register),
    ("waterfall", solvency::waterfall::register),
];
