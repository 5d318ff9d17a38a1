//! SHA-256 on the machine's instruction for one block.

use openvm_sha2_guest::zkvm_sha256_impl;
use zkvm_health_rule::{Digest, Hash};

/// Bytes of a block.
const BLOCK: usize = 64;

/// The state that every hash begins with: FIPS 180-4, 5.3.3.
const BEGIN: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// The machine's own.
pub struct Machine;

/// Aligned, so that the instruction takes it as it is.
#[repr(align(4))]
struct Block([u8; BLOCK]);

/// A hash under way.
struct Sha256 {
    state: [u32; 8],
    block: Block,
    filled: usize,
    bytes: u64,
}

impl Hash for Machine {
    fn sha256(parts: &[&[u8]]) -> Digest {
        let mut hash = Sha256 {
            state: BEGIN,
            block: Block([0; BLOCK]),
            filled: 0,
            bytes: 0,
        };
        for part in parts {
            hash.update(part);
        }
        hash.finish()
    }
}

impl Sha256 {
    fn update(&mut self, mut part: &[u8]) {
        self.bytes += part.len() as u64;
        while !part.is_empty() {
            let (head, rest) = part.split_at(part.len().min(BLOCK - self.filled));
            self.block.0[self.filled..self.filled + head.len()].copy_from_slice(head);
            self.filled += head.len();
            part = rest;
            if self.filled == BLOCK {
                self.compress();
            }
        }
    }

    /// Pads as FIPS 180-4, 5.1.1: a bit, zeros, and the length in bits.
    fn finish(mut self) -> Digest {
        let bits = self.bytes * 8;
        self.update(&[0x80]);
        if self.filled > BLOCK - 8 {
            self.block.0[self.filled..].fill(0);
            self.compress();
        }
        self.block.0[self.filled..BLOCK - 8].fill(0);
        self.block.0[BLOCK - 8..].copy_from_slice(&bits.to_be_bytes());
        self.compress();
        let mut digest = [0; 32];
        for (bytes, word) in digest.chunks_exact_mut(4).zip(self.state) {
            bytes.copy_from_slice(&word.to_be_bytes());
        }
        digest
    }

    fn compress(&mut self) {
        let mut next = [0u32; 8];
        // SAFETY: the state is 32 bytes, eight little-endian words on this machine; the block is 64 bytes; the
        // result is 32 bytes that nobody else sees.
        unsafe {
            zkvm_sha256_impl(
                self.state.as_ptr().cast(),
                self.block.0.as_ptr(),
                next.as_mut_ptr().cast(),
            );
        }
        (self.state, self.filled) = (next, 0);
    }
}
