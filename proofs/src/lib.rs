//! Proofs of margin: an account shows that it is healthy without showing what it holds, a protocol that its
//! reserves cover what it owes without showing its users.
//!
//! `docs/proofs.md` has the statements proved, why they hold, what is trusted and what leaks.

pub mod argument;
mod batch;
mod claim;
mod commitment;
mod context;
mod error;
pub mod form;
mod generators;
mod health;
mod integer;
mod liabilities;
pub mod margin;
mod position;
pub mod range;
mod receipt;
mod reserves;
mod solvency;
pub mod standing;
pub mod statement;
pub mod tree;
pub mod width;
pub mod witness;

pub use claim::{mirror, Claim};
pub use batch::Batch;
pub use commitment::{Commitment, Opening};
pub use context::Context;
pub use error::Error;
pub use generators::Generators;
pub use health::Health;
pub use integer::Lots;
pub use liabilities::{Liabilities, Owed};
pub use receipt::{owner, Receipt};
pub use reserves::Reserves;
pub use solvency::{Solvency, MAX_ACCOUNTS};
pub use statement::MAX_LIMBS;
