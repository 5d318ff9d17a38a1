//! Accounts in columns against accounts fed by hand: every row, every fault, on every lane.

#[path = "../common/mod.rs"]
mod common;

mod book;
mod draw;
mod exact;
mod falls;
mod faults;
mod fed;
mod float;
mod hedges;
mod holders;
mod layout;
mod near;
mod rows;
mod scenarios;
mod sums;
mod threshold;
mod whales;
