//! Derive's margin on chain: the standard manager, and the portfolio manager in its two versions.

pub mod discount;
mod holdings;
pub mod margin;
pub mod portfolio;
pub mod portfolio_2;
pub mod standard;
