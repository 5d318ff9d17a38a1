//! The laws of living risk: feeds and averages, exits, weights that follow the size, estimators, parameters that
//! change. One program, because each links the kernel and its oracles anew.

#[path = "../common/mod.rs"]
mod common;

mod averages;
mod correlation;
mod exits;
mod feeds;
mod liquidity;
mod market;
mod parameters;
mod profiles;
mod remote;
mod scaling;
mod steady;
mod swap;
mod tails;
mod venues;
mod volatility;
