//! What is measured: [`Fixture`], an account of 8 assets and 4 perps, and the [cases](each) on it.
//!
//! `benches/time.rs` times the cases with criterion, `src/main.rs` counts their instructions, and
//! `tests/allocation.rs` shows that none of them allocates.

mod cases;
mod columns;
mod fixture;
mod liquidation;
mod options;
pub mod portfolio;
mod risk;
mod solvency;

pub use cases::each;
pub use fixture::{Fixture, Rungs, Text};
