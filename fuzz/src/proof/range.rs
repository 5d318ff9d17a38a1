//! Range proofs, by the library's verifier and in a batch.

use super::{change, change_ledger, rng};
use arbitrary::{Arbitrary, Result, Unstructured};
use curve25519_dalek::scalar::Scalar;
use merlin::Transcript;
use plimsoll_proofs::{range, Batch, Commitment, Generators, Opening};
use std::sync::OnceLock;

#[derive(Clone, PartialEq)]
struct Shown {
    label: &'static [u8],
    ledger: Vec<Commitment>,
    proof: Vec<u8>,
}

struct True {
    generators: Generators,
    shown: Vec<Shown>,
}

/// Proofs of one chunk and of two, with padding and without.
fn stored() -> &'static True {
    static TRUE: OnceLock<True> = OnceLock::new();
    TRUE.get_or_init(|| {
        let generators = Generators::new(8);
        let shown = [1, 2, 3, 5, 8, 9].map(|count| {
            let rng = &mut rng(count);
            let values: Vec<u64> = (0..count).map(|value| u64::MAX >> (value * 7)).collect();
            let blindings: Vec<_> = values.iter().map(|_| Scalar::random(rng)).collect();
            let commit = |(value, blinding): (&u64, &Scalar)| {
                let opening = Opening::new(i128::from(*value), blinding.as_bytes());
                opening.expect("a scalar's own bytes").commit()
            };
            let ledger = values.iter().zip(&blindings).map(commit).collect();
            let label = b"fuzz".as_slice();
            let transcript = Transcript::new(b"fuzz");
            let proof = range::prove(&generators, &transcript, &values, &blindings, rng);
            Shown {
                label,
                ledger,
                proof: proof.expect("a proof of numbers in range"),
            }
        });
        True {
            generators,
            shown: shown.into(),
        }
    })
}

impl Shown {
    fn add(&self, batch: &mut Batch<'_>) -> bool {
        batch
            .add(&Transcript::new(self.label), &self.ledger, &self.proof)
            .is_ok()
    }
}

/// What changed is refused, alone, in a batch of its own, and among others.
pub fn proof_range(data: &[u8]) {
    let _ = check(&mut Unstructured::new(data));
}

fn check(u: &mut Unstructured<'_>) -> Result<()> {
    let True { generators, shown } = stored();
    let whole = u.choose(shown)?;
    let mut shown = whole.clone();
    match u8::arbitrary(u)? % 8 {
        0 => shown.label = b"other",
        1 | 2 => change_ledger(u, &mut shown.ledger)?,
        _ => change(u, &mut shown.proof)?,
    }
    let alone = range::verify(
        generators,
        &Transcript::new(shown.label),
        &shown.ledger,
        &shown.proof,
    );
    assert_eq!(alone.is_ok(), shown == *whole);
    let mut batch = Batch::new(generators);
    shown.add(&mut batch);
    assert_eq!(batch.verify(), alone);
    let mut batch = Batch::new(generators);
    assert!(whole.add(&mut batch));
    shown.add(&mut batch);
    assert!(whole.add(&mut batch));
    assert_eq!(batch.verify(), alone);
    Ok(())
}
