//! Proofs of margin: an account shows that it is healthy without showing what it holds, a protocol that its
//! reserves cover what it owes without showing its users.
//!
//! 1. A ledger publishes a [`Commitment`] in place of each quantity, counted in the [`Lots`] of its market; the
//!    holder keeps the [`Opening`]s.
//! 2. [`margin`] says what is public: the markets of the account, as groups with the core's bounds and terms.
//! 3. [`Health`] is the [statement] that the account is healthy by a buffer under these bounds. The
//!    holder proves it in a [`Context`], the version, time and purpose of a published state; anybody verifies.
//! 4. [`standing`] says where an account stands whose proof is missing or failed.
//! 5. What a protocol owes an account at most is a [`Claim`]. [`Liabilities`] commits to all of them in a
//!    [`tree`], gives each owner a [`Receipt`], and makes the [`Solvency`] proof that [`Reserves`] cover them.
//! 6. [`document`] has all of that as texts: for the command, Python and the browser.
//!
//! Every quantity is split in what is owned and what is owed, and the one relation that is proved is `>= 0`:
//! larger parts only hurt, so nobody has to show that they are the smallest. `docs/proofs.md` has the argument,
//! what is trusted, what leaks, and what is not covered.
//!
//! ```
//! use plimsoll::number::decimal::{read_down, read_up};
//! use plimsoll::{Price, Weights};
//! use plimsoll_proofs::margin::Group;
//! use plimsoll_proofs::{Context, Error, Generators, Health, Lots, Opening};
//! use rand_core::OsRng;
//!
//! # fn main() -> Result<(), Error> {
//! // Public: the markets, their prices and weights at one level.
//! let dollar = Weights::one().apply(&Price::exact(read_up("1")?)?)?;
//! let ether = Weights::new(read_down("0.9")?, read_up("1.1")?)?;
//! let ether = ether.apply(&Price::new(read_down("1795.5")?, read_up("1804.5")?)?)?;
//! let lots = Lots::new(1_000_000)?;
//! let groups = [Group::of_asset(lots, dollar), Group::of_asset(lots, ether)];
//! let context = Context { purpose: "acme margin", version: 7, time: 1_800_000_000 };
//!
//! // The holder's: 10,000 dollars, and a debt of 4.5 ether.
//! let quantities = [lots.floor(&read_down("10000")?)?, lots.floor(&read_down("-4.5")?)?];
//! let openings = quantities.map(|quantity| Opening::random(quantity, &mut OsRng));
//! let ledger = openings.map(|opening| opening.commit());
//!
//! let health = Health::new(&groups, &read_down("1000")?)?;
//! let generators = Generators::new(health.limbs());
//! let proof = health.prove(&generators, &context, &openings, &mut OsRng)?;
//! assert_eq!(proof.len(), health.length());
//!
//! // Anybody's.
//! health.verify(&generators, &context, &ledger, &proof)?;
//! let later = Context { version: 8, ..context };
//! assert_eq!(health.verify(&generators, &later, &ledger, &proof), Err(Error::InvalidProof));
//! # Ok(())
//! # }
//! ```

pub mod argument;
mod batch;
mod claim;
mod commitment;
mod context;
pub mod document;
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

pub use batch::Batch;
pub use claim::{mirror, Claim};
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
