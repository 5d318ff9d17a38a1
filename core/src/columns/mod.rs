//! The same kernel over a caller's columns: a million accounts in one call, one row written for each.
//!
//! Positions lie in columns, all accounts one after another, and offsets say which rows are whose. What
//! does not change from account to account (weighted prices, terms, risk arrays) is made once a market.
//! Nothing is allocated, and every row has the bits that an [`Account`](crate::Account) fed with the same
//! positions has.

pub mod fault;
pub(crate) mod groups;
pub mod markets;
pub mod positions;
pub mod rows;
pub mod scan;
