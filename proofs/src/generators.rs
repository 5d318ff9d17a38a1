//! The points that range proofs are made with.

use crate::range;
use bulletproofs::{BulletproofGens, PedersenGens};
use curve25519_dalek::ristretto::RistrettoPoint;
use sha3::digest::{ExtendableOutput, Update, XofReader};
use sha3::Shake256;
use std::sync::OnceLock;

/// The points that range proofs are made with: computed once, shared by all that prove or verify.
///
/// They are hashed from fixed labels, so there is nothing secret in them and nothing to trust: 128 points for every
/// value of the largest chunk, which takes some 0.3 s for chunks of [`range::MOST`] values. So make
/// them once, not for every proof.
#[derive(Clone)]
pub struct Generators {
    pedersen: PedersenGens,
    bulletproofs: BulletproofGens,
    /// What `bulletproofs` has too and does not show, for the first batch to compute.
    h: OnceLock<Vec<RistrettoPoint>>,
}

impl Generators {
    /// Enough for any proof of up to so many values.
    pub fn new(values: usize) -> Self {
        let capacity = range::chunks(values).next().unwrap_or(0);
        Generators {
            pedersen: PedersenGens::default(),
            bulletproofs: BulletproofGens::new(range::BITS, capacity),
            h: OnceLock::new(),
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

    /// The bases of bits one by one: of the bits, and of one minus the bits.
    pub(crate) fn bits(&self) -> (impl Iterator<Item = &RistrettoPoint>, &[RistrettoPoint]) {
        let g =
            (0..self.capacity()).flat_map(|value| self.bulletproofs.share(value).G(range::BITS));
        let h = self.h.get_or_init(|| {
            (0..self.capacity())
                .flat_map(|value| chain(value as u32))
                .collect()
        });
        (g, h)
    }
}

/// The points for the bits of one value, as `bulletproofs` defines them: SHAKE256 of a label, 64 bytes a point.
fn chain(value: u32) -> impl Iterator<Item = RistrettoPoint> {
    let mut hash = Shake256::default();
    hash.update(b"GeneratorsChainH");
    hash.update(&value.to_le_bytes());
    let mut reader = hash.finalize_xof();
    (0..range::BITS).map(move |_| {
        let mut bytes = [0; 64];
        reader.read(&mut bytes);
        RistrettoPoint::from_uniform_bytes(&bytes)
    })
}
