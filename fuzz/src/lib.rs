//! The bodies of the fuzz targets: each takes any bytes and panics where the library breaks its word.
//!
//! Bytes that make no input (too few, or an account that no constructor accepts) end a body early.

mod account;
mod analytic;
mod columns;
mod decimal;
mod draw;
mod exit;
mod feed;
mod limits;
mod liquidation;
mod methods;
mod number;
mod option;
mod pool;
mod proof;
mod report;
mod risk;
mod scenario;
mod solvency;
mod stress;
mod threshold;
mod wire;

pub use account::account;
pub use analytic::analytic;
pub use columns::columns;
pub use decimal::decimal;
pub use exit::exit;
pub use feed::feed;
pub use limits::limits;
pub use liquidation::liquidation;
pub use methods::methods;
pub use number::number;
pub use option::option;
pub use pool::pool;
pub use proof::{proof_document, proof_health, proof_range, proof_solvency};
pub use report::report;
pub use risk::risk;
pub use scenario::scenario;
pub use solvency::solvency;
pub use stress::stress;
pub use threshold::threshold;
pub use wire::wire;

/// A body, by name.
pub type Target = (&'static str, fn(&[u8]));

/// Every body.
pub const TARGETS: [Target; 23] = [
    ("number", number),
    ("decimal", decimal),
    ("account", account),
    ("columns", columns),
    ("limits", limits),
    ("threshold", threshold),
    ("liquidation", liquidation),
    ("solvency", solvency),
    ("pool", pool),
    ("analytic", analytic),
    ("option", option),
    ("scenario", scenario),
    ("methods", methods),
    ("feed", feed),
    ("exit", exit),
    ("risk", risk),
    ("wire", wire),
    ("report", report),
    ("stress", stress),
    ("proof_range", proof_range),
    ("proof_health", proof_health),
    ("proof_solvency", proof_solvency),
    ("proof_document", proof_document),
];
