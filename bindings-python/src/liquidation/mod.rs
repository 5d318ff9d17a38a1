//! When an account may be liquidated, of how much, at what price, and in which order.

pub mod auction;
pub mod bankruptcy;
pub mod bonus;
pub mod close;
pub mod crossing;
pub mod exchange;
pub mod order;
pub mod reduce;
pub mod repay;
pub mod sizing;
