//! The host of the machine: [`machine`] runs, proves and verifies, [`document`] makes its inputs of a book,
//! [`world`] makes them at random.

pub mod document;
pub mod machine;
pub mod world;

use sha2::Digest as _;
use zkvm_health_rule::{Digest, Hash};

/// SHA-256 of this computer.
pub struct Native;

impl Hash for Native {
    fn sha256(parts: &[&[u8]]) -> Digest {
        let mut hash = sha2::Sha256::new();
        parts.iter().for_each(|part| hash.update(part));
        hash.finalize().into()
    }
}
