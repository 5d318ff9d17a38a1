//! Proofs of margin: an account shows that it is healthy without showing what it holds, a protocol that its
//! reserves cover what it owes without showing its users.
//!
//! `docs/proofs.md` has the statements proved, why they hold, what is trusted and what leaks.

mod commitment;
mod context;
mod error;

pub use commitment::{Commitment, Opening};
pub use context::Context;
pub use error::Error;
