//! Accounts in columns against accounts fed by hand: every row, every fault, on every lane.

#[path = "../common/mod.rs"]
mod common;

mod book;
mod draw;
mod exact;
mod fed;
mod float;
mod layout;
mod rows;
mod sums;
mod whales;
