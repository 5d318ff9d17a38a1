//! The points that range proofs are made with.

use crate::range;
use bulletproofs::{BulletproofGens, PedersenGens};

/// The points that range proofs are made with: computed once, shared by all that prove or verify.
///
/// They are hashed from fixed labels, so there is nothing secret in them and nothing to trust: 128 points for every
/// value of the largest chunk, which takes about half a second for chunks of [`range::MOST`] values. So make
/// them once, not for every proof.
#[derive(Clone)]
pub struct Generators {
    pedersen: PedersenGens,
    bulletproofs: BulletproofGens,
}

impl Generators {
    /// Enough for any proof of up to so many values.
    pub fn new(values: usize) -> Self {
        let capacity = range::chunks(values).next().unwrap_or(0);
        let (pedersen, bulletproofs) = (
            PedersenGens::default(),
            BulletproofGens::new(range::BITS, capacity),
        );
        Generators {
            pedersen,
            bulletproofs,
        }
    }

    /// The bases of commitments.
    pub(crate) fn pedersen(&self) -> &PedersenGens {
        &self.pedersen
    }

    /// The bases of bits.
    pub(crate) fn bulletproofs(&self) -> &BulletproofGens {
        &self.bulletproofs
    }

    /// The most values that one chunk may have.
    pub(crate) fn capacity(&self) -> usize {
        self.bulletproofs.party_capacity
    }
}
