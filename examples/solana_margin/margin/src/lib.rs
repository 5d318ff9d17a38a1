//! A margin program's rules on the bytes of its accounts: `program/` wraps them in an entry point, and
//! `vm/` compares what both give, bit for bit.
//!
//! The accounts are [`state`]; an instruction is one function: [`health::stored`], [`health::raw`],
//! [`refresh::market`], [`refresh::future`], [`refresh::series`], [`liquidation::liquidate`], [`portfolio::check`]. There is no arithmetic here but
//! the library's, no heap, and nothing that panics.
#![no_std]

pub mod health;
pub mod liquidation;
pub mod portfolio;
pub mod refresh;
mod refusal;
pub mod state;

pub use refusal::Refusal;
