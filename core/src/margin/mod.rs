//! What an account is worth at least, what it owes at most, and what it may still do.

pub mod account;
pub mod capacity;
pub mod contingency;
pub mod health;
pub mod holding;
pub mod interest;
pub mod limits;
pub mod net;
pub mod netting;
pub mod operation;
pub mod option;
pub mod perp;
pub mod scenario;
pub mod shares;
pub mod shock;
