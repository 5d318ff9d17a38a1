//! What is proved of an account, on bytes: `guest/` runs it in the machine, `host/` runs it here, and a test
//! compares the two.
//!
//! A published [`State`] of the markets, a private [`Account`] that the ledger has committed to, and a
//! [`Claim`]: [`prove`] measures the account with `plimsoll`'s own [`columns`](plimsoll::columns), and only where
//! the claim holds is there a digest to publish. No arithmetic but the library's; nothing that panics.
#![no_std]

extern crate alloc;

mod account;
mod claim;
mod refusal;
mod report;
mod state;
mod statement;

pub use account::{Account, Balance, Held, Perp};
pub use claim::Claim;
pub use refusal::Refusal;
pub use report::Report;
pub use state::{Array, Asset, Expiry, Number, Options, PerpMarket, Series, State, Terms};
pub use statement::{commitment, digest, prove, Digest, Hash, Statement, BLINDING};
