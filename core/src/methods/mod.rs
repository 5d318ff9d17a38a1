//! Whole margin methods of clearing houses and exchanges, composed of the parts in
//! [`margin`](crate::margin): each reads like its formula, takes its parameters as data, and answers with
//! a breakdown whose parts sum to the total exactly.

pub mod deribit;
pub mod derive;
pub mod okx;
pub mod paradex;
pub mod span;
