//! What is stored and changes step by step: [`shares`] of a pool, [`interest`] by an index, and what
//! an operation may do to an account within its markets' capacity ([`operation`]).

mod interest;
mod operation;
mod shares;

use arbitrary::{Arbitrary, Unstructured};

/// A sequence of operations on one of them.
pub fn pool(data: &[u8]) {
    let mut u = Unstructured::new(data);
    let _ = match u8::arbitrary(&mut u).unwrap_or(0) % 3 {
        0 => shares::run(&mut u),
        1 => interest::run(&mut u),
        _ => operation::run(&mut u),
    };
}
