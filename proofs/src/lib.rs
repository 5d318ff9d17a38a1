//! Proofs of margin: an account shows that it is healthy without showing what it holds, a protocol that its
//! reserves cover what it owes without showing its users.
//!
//! `docs/proofs.md` has the statements proved, why they hold, what is trusted and what leaks.

pub mod argument;
mod commitment;
mod context;
mod error;
pub mod form;
mod generators;
mod health;
mod integer;
pub mod margin;
mod position;
pub mod range;
pub mod statement;
pub mod width;
pub mod witness;

pub use commitment::{Commitment, Opening};
pub use context::Context;
pub use error::Error;
pub use generators::Generators;
pub use health::Health;
pub use integer::Lots;
pub use statement::MAX_LIMBS;
