//! Hostile proofs: bytes of any kind, and true proofs with something changed, which no verifier may believe.

mod document;
mod health;
mod range;
mod solvency;

pub use document::proof_document;
pub use health::proof_health;
pub use range::proof_range;
pub use solvency::proof_solvency;

use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll_proofs::{Commitment, Context};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

const CONTEXT: Context<'static> = Context {
    purpose: "fuzz",
    version: 1,
    time: 2,
};
/// Another for each of its parts.
const OTHERS: [Context<'static>; 3] = [
    Context {
        purpose: "fuzz1",
        ..CONTEXT
    },
    Context {
        version: 2,
        ..CONTEXT
    },
    Context { time: 1, ..CONTEXT },
];
/// Elements that a reader may take for others: zero or the identity, the group's order, all ones, one, the base.
const ELEMENTS: [[u8; 32]; 5] = [
    [0; 32],
    [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ],
    [0xff; 32],
    [
        1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0,
    ],
    [
        0xe2, 0xf2, 0xae, 0x0a, 0x6a, 0xbc, 0x4e, 0x71, 0xa8, 0x84, 0xa9, 0x61, 0xc5, 0x00, 0x51,
        0x5f, 0x58, 0xe3, 0x0b, 0x6a, 0xa5, 0x82, 0xdd, 0x8d, 0xb6, 0xa6, 0x59, 0x45, 0xe0, 0x8d,
        0x2d, 0x76,
    ],
];

fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

/// Bytes, elements or the length changed, at up to four places; or other bytes altogether.
fn change(u: &mut Unstructured<'_>, bytes: &mut Vec<u8>) -> Result<()> {
    for _ in 0..1 + u8::arbitrary(u)? % 4 {
        let place = usize::from(u16::arbitrary(u)?);
        let length = bytes.len();
        match u8::arbitrary(u)? % 8 {
            0 | 1 if length > 0 => bytes[place % length] ^= 1 << (u8::arbitrary(u)? % 8),
            2 if length > 0 => bytes[place % length] = u8::arbitrary(u)?,
            3 | 4 if length >= 32 => {
                // Elements stand at a few bytes' distance from a multiple of 32, whatever is before them.
                let begin = (place / 32 * 32 + usize::from(u8::arbitrary(u)? % 8)) % (length - 31);
                let from = usize::from(u16::arbitrary(u)?) % (length - 31);
                let mut element = [0; 32];
                element.copy_from_slice(&bytes[from..from + 32]);
                if bool::arbitrary(u)? {
                    element = *u.choose(&ELEMENTS)?;
                }
                bytes[begin..begin + 32].copy_from_slice(&element);
            }
            5 => bytes.truncate(length.saturating_sub(place % 70)),
            6 => bytes.extend(u.bytes((place % 70).min(u.len()))?),
            7 => {
                for byte in bytes.iter_mut() {
                    *byte = u8::arbitrary(u)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Another commitment at one place, or another order, or another number of them.
fn change_ledger(u: &mut Unstructured<'_>, ledger: &mut Vec<Commitment>) -> Result<()> {
    let place = usize::from(u8::arbitrary(u)?) % ledger.len().max(1);
    let mut bytes = <[u8; 32]>::arbitrary(u)?;
    if bool::arbitrary(u)? {
        bytes = *u.choose(&ELEMENTS)?;
    }
    // Any bytes are a commitment or an error, and a commitment has no other bytes.
    let other = Commitment::from_bytes(&bytes);
    if let Ok(other) = other {
        assert_eq!(other.to_bytes(), bytes);
    }
    match (u8::arbitrary(u)? % 5, other) {
        (0, _) => drop(ledger.pop()),
        (1, _) => ledger.rotate_left(place),
        (2, Ok(other)) => ledger.push(other),
        (_, Ok(other)) => {
            if let Some(commitment) = ledger.get_mut(place) {
                *commitment = other;
            }
        }
        _ => {}
    }
    Ok(())
}
