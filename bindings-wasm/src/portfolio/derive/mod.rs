//! `methods/derive`.
//!
//! A portfolio is kept as what was put into it (its parameters, its grid, then each expiry, perp and
//! collateral), and evaluated by the core when asked.

mod discount;
mod margin;
mod portfolio;
mod portfolio_2;
mod standard;
