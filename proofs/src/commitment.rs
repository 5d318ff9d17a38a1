//! Pedersen commitments: what a ledger publishes in place of a quantity.

use crate::Error;
use bulletproofs::PedersenGens;
use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use curve25519_dalek::scalar::Scalar;
use rand_core::{CryptoRng, RngCore};

/// `value * B + blinding * H`: shows nothing of its value and opens to no other.
///
/// `B` and `H` are the bases of [`PedersenGens::default`], points of Ristretto between which nobody knows a
/// relation. Commitments add as their values do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commitment {
    point: RistrettoPoint,
    bytes: CompressedRistretto,
}

impl Commitment {
    /// From its 32 bytes. Errors: [`Error::InvalidCommitment`].
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, Error> {
        let bytes = CompressedRistretto(*bytes);
        let point = bytes.decompress().ok_or(Error::InvalidCommitment)?;
        Ok(Commitment { point, bytes })
    }

    /// Its 32 bytes, the only form of this commitment.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.bytes.to_bytes()
    }

    pub(crate) fn of(point: RistrettoPoint) -> Self {
        let bytes = point.compress();
        Commitment { point, bytes }
    }

    pub(crate) fn point(&self) -> &RistrettoPoint {
        &self.point
    }

    pub(crate) fn compressed(&self) -> &CompressedRistretto {
        &self.bytes
    }
}

/// What a commitment opens to: a signed whole number, and what hides it. To be kept secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    value: i128,
    blinding: Scalar,
}

impl Opening {
    /// A value with a fresh blinding.
    pub fn random(value: i128, rng: &mut (impl RngCore + CryptoRng)) -> Self {
        let blinding = Scalar::random(rng);
        Opening { value, blinding }
    }

    /// A value with a blinding that was kept. Errors: [`Error::WrongOpening`] where the 32 bytes are no scalar
    /// in its canonical form.
    pub fn new(value: i128, blinding: &[u8; 32]) -> Result<Self, Error> {
        let blinding = Option::from(Scalar::from_canonical_bytes(*blinding));
        let blinding = blinding.ok_or(Error::WrongOpening)?;
        Ok(Opening { value, blinding })
    }

    /// The value.
    pub fn value(&self) -> i128 {
        self.value
    }

    /// The blinding's 32 bytes.
    pub fn blinding(&self) -> [u8; 32] {
        self.blinding.to_bytes()
    }

    pub(crate) fn scalar(&self) -> &Scalar {
        &self.blinding
    }

    /// The commitment that this opens.
    pub fn commit(&self) -> Commitment {
        Commitment::of(PedersenGens::default().commit(scalar(self.value), self.blinding))
    }
}

/// A signed number in the field: the negative ones at its upper end, which 128 bits cannot reach from below.
pub(crate) fn scalar(value: i128) -> Scalar {
    let size = Scalar::from(value.unsigned_abs());
    match value < 0 {
        true => -size,
        false => size,
    }
}
