//! Proofs as documents: texts in, texts out, as the book's report is. What the command and all bindings call.
//!
//! An account's holder [`commit`]s to it, and keeps the openings; a [`ledger`] publishes the commitments. From then
//! on the holder [`prove`]s health at the prices of any book, and anybody [`verify`]s it. Names and numbers are
//! those of `docs/book.md`; the documents are described in `docs/proofs.md`.
//! A protocol proves [`solvency`] and gives each user a receipt; anybody verifies the one, the user the other.

mod counted;
mod error;
mod health;
mod level;
mod openings;
mod receipt;
mod shape;
mod shared;
mod sheet;
mod solvency;
mod solvent;
mod text;
mod verified;

pub use error::DocumentError;
pub use health::{prove, verify, Expected, Request};
pub use level::Level;
pub use openings::{commit, commit_all, ledger};
pub use receipt::{verify_receipt, Received};
pub use solvency::{solvency, verify_solvency, Asked, Cover, Published, MAX_SOLVENCY_BYTES};
pub use solvent::Solvent;
pub use verified::Verified;
