//! The same kernel over a caller's columns: a million accounts in one call, one row written for each.
//!
//! Positions lie in columns, all accounts one after another, and offsets say which rows are whose. What
//! does not change from account to account (weighted prices, terms, risk arrays) is made once a market.
//! Nothing is allocated, and every row has the bits that an [`Account`](crate::Account) fed with the same
//! positions has:
//!
//! - [`scan`](scan::scan) measures a range of accounts, and [`rescan`](scan::rescan) those of a list: with
//!   [`Holders`](holders::Holders), those that depend on what has a new price.
//! - [`worst`](scenarios::worst) measures every account under many sets of markets.
//! - [`threshold`](threshold::threshold) is the liquidation price of one account of the columns, and
//!   [`Falls`](falls::Falls) the index of many: who falls if the index trades at a price.

pub mod falls;
pub mod fault;
pub(crate) mod groups;
pub mod holders;
pub mod markets;
mod portfolio;
pub mod positions;
pub mod rows;
pub mod scan;
pub mod scenarios;
pub mod threshold;
