//! Proofs of health: who is healthy can show it; nobody else can, and nothing that belongs to a proof can be
//! changed.

#[path = "../accounts/mod.rs"]
mod accounts;
mod bound;
mod picked;
mod provers;
