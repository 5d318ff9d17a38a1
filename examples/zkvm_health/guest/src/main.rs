//! The program: three inputs that only the prover sees, one public value, or no proof at all.
#![no_std]
#![no_main]

extern crate alloc;

mod sha256;

use openvm::io::{read_vec, reveal_bytes32};

openvm::entry!(main);

/// Reads the state, the blinded account and the claim. Whatever is wrong ends the run with an error, of which
/// there is no proof; so does a panic, a trap, and memory that does not suffice.
fn main() {
    let (state, account, claim) = (read_vec(), read_vec(), read_vec());
    match zkvm_health_rule::prove::<sha256::Machine>(&state, &account, &claim) {
        Ok(public) => reveal_bytes32(public),
        Err(_) => openvm::process::panic(),
    }
}
