//! Whole margin methods of clearing houses and exchanges.

pub mod deribit;
pub mod derive;
pub mod okx;
pub mod paradex;
pub mod span;
