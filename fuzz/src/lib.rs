//! The bodies of the fuzz targets: each takes any bytes and panics where the library breaks its word.
//!
//! Bytes that make no input (too few, or an account that no constructor accepts) end a body early.

mod account;
mod decimal;
mod draw;
mod limits;
mod liquidation;
mod number;
mod pool;
mod report;
mod solvency;
mod stress;
mod threshold;
mod wire;

pub use account::account;
pub use decimal::decimal;
pub use limits::limits;
pub use liquidation::liquidation;
pub use number::number;
pub use pool::pool;
pub use report::report;
pub use solvency::solvency;
pub use stress::stress;
pub use threshold::threshold;
pub use wire::wire;

/// A body, by name.
pub type Target = (&'static str, fn(&[u8]));

/// Every body.
pub const TARGETS: [Target; 11] = [
    ("number", number),
    ("decimal", decimal),
    ("account", account),
    ("limits", limits),
    ("threshold", threshold),
    ("liquidation", liquidation),
    ("solvency", solvency),
    ("pool", pool),
    ("wire", wire),
    ("report", report),
    ("stress", stress),
];
