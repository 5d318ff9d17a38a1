//! A batch believes what the library's own verifier believes of each proof, and nothing else.

use bulletproofs::range_proof_mpc::{dealer::Dealer, messages::ProofShare, party::Party};
use bulletproofs::{BulletproofGens, PedersenGens};
use curve25519_dalek::constants::RISTRETTO_BASEPOINT_COMPRESSED;
use curve25519_dalek::scalar::Scalar;
use merlin::Transcript;
use plimsoll_proofs::{range, Batch, Commitment, Error, Generators, Opening};
use rand_chacha::ChaCha20Rng;
use rand_core::{RngCore, SeedableRng};

/// The order of the group, little end first: as a scalar's bytes another form of zero, which is refused.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// What a verifier is given.
#[derive(Clone)]
struct Shown {
    label: &'static [u8],
    commitments: Vec<Commitment>,
    proof: Vec<u8>,
}

impl Shown {
    fn new(generators: &Generators, count: usize, rng: &mut ChaCha20Rng) -> Self {
        let values: Vec<u64> = (0..count)
            .map(|_| rng.next_u64() >> (rng.next_u32() % 64))
            .collect();
        let blindings: Vec<Scalar> = values.iter().map(|_| Scalar::random(rng)).collect();
        let commitments = values
            .iter()
            .zip(&blindings)
            .map(|(value, blinding)| {
                Opening::new(i128::from(*value), blinding.as_bytes())
                    .unwrap()
                    .commit()
            })
            .collect();
        let label = b"batch test";
        let proof = range::prove(
            generators,
            &Transcript::new(label),
            &values,
            &blindings,
            rng,
        )
        .unwrap();
        Shown {
            label,
            commitments,
            proof,
        }
    }

    fn alone(&self, generators: &Generators) -> Result<(), Error> {
        range::verify(
            generators,
            &Transcript::new(self.label),
            &self.commitments,
            &self.proof,
        )
    }

    fn add(&self, batch: &mut Batch) -> Result<(), Error> {
        batch.add(&Transcript::new(self.label), &self.commitments, &self.proof)
    }

    fn element(&mut self, place: usize) -> &mut [u8] {
        &mut self.proof[32 * place..32 * (place + 1)]
    }
}

/// The outcome of the batch, whatever its additions said.
fn together<'a>(
    generators: &Generators,
    shown: impl IntoIterator<Item = &'a Shown>,
) -> Result<(), Error> {
    let mut batch = Batch::new(generators);
    for shown in shown {
        let _ = shown.add(&mut batch);
    }
    batch.verify()
}

fn agree(generators: &Generators, shown: &Shown, good: bool, what: &str) {
    let alone = shown.alone(generators);
    assert_eq!(alone.is_ok(), good, "{what}");
    assert_eq!(together(generators, [shown]), alone, "{what}");
}

#[test]
fn every_element_every_way() {
    let rng = &mut ChaCha20Rng::from_seed([1; 32]);
    let generators = Generators::new(4);
    for count in [1, 3] {
        let good = Shown::new(&generators, count, rng);
        let other = Shown::new(&generators, count, rng);
        agree(&generators, &good, true, "as it was");
        let elements = good.proof.len() / 32;
        for place in 0..elements {
            let change = |what: &str, by: &mut dyn FnMut(&mut [u8])| {
                let mut bad = good.clone();
                by(bad.element(place));
                assert_ne!(bad.proof, good.proof);
                agree(
                    &generators,
                    &bad,
                    false,
                    &format!("{count} values, element {place}: {what}"),
                );
            };
            let (byte, bit) = (rng.next_u32() as usize % 32, rng.next_u32() % 8);
            change("a bit", &mut |element| element[byte] ^= 1 << bit);
            change("the sign", &mut |element| element[0] ^= 1);
            change("the last byte", &mut |element| element[31] ^= 0x80);
            change("the identity, or zero", &mut |element| element.fill(0));
            change("another form of zero", &mut |element| {
                element.copy_from_slice(&ORDER)
            });
            change("all ones", &mut |element| element.fill(0xff));
            change("a point", &mut |element| {
                element.copy_from_slice(RISTRETTO_BASEPOINT_COMPRESSED.as_bytes());
            });
            change("one", &mut |element| {
                element.copy_from_slice(Scalar::ONE.as_bytes());
            });
            change("the other proof's", &mut |element| {
                element.copy_from_slice(&other.proof[32 * place..32 * (place + 1)]);
            });
            change("its neighbour's", &mut |element| {
                let from = (place + 1) % elements;
                element.copy_from_slice(&good.proof[32 * from..32 * (from + 1)]);
            });
            change("the same scalar, not reduced", &mut |element| {
                let mut carry = 0;
                for (byte, order) in element.iter_mut().zip(ORDER) {
                    let sum = u16::from(*byte) + u16::from(order) + carry;
                    (*byte, carry) = (sum as u8, sum >> 8);
                }
            });
        }
    }
}

#[test]
fn another_statement() {
    let rng = &mut ChaCha20Rng::from_seed([2; 32]);
    let generators = Generators::new(22);
    for count in [1, 2, 4, 5, 8, 12, 13, 22] {
        let good = Shown::new(&generators, count, rng);
        agree(&generators, &good, true, "as it was");
        let change = |what: &str, by: &mut dyn FnMut(&mut Shown)| {
            let mut bad = good.clone();
            by(&mut bad);
            agree(&generators, &bad, false, &format!("{count} values: {what}"));
        };
        let other = Shown::new(&generators, count, rng);
        change("transcript", &mut |bad| bad.label = b"another");
        change("proof", &mut |bad| bad.proof = other.proof.clone());
        change("commitments", &mut |bad| {
            bad.commitments = other.commitments.clone()
        });
        change("last commitment", &mut |bad| {
            bad.commitments.pop();
            bad.commitments.push(other.commitments[0]);
        });
        change("shorter by a commitment", &mut |bad| {
            bad.commitments.truncate(count - 1)
        });
        change("longer by a commitment", &mut |bad| {
            bad.commitments.push(other.commitments[0])
        });
        change("shorter by a byte", &mut |bad| {
            bad.proof.truncate(good.proof.len() - 1)
        });
        change("longer by an element", &mut |bad| bad.proof.extend([0; 32]));
        change("nothing", &mut |bad| bad.proof.clear());
        if count > 1 {
            change("order", &mut |bad| bad.commitments.swap(0, count - 1));
        }
    }
    // Two chunks, of eight and of four values, and generators for fewer.
    let good = Shown::new(&generators, 12, rng);
    agree(&Generators::new(8), &good, true, "just enough");
    agree(&Generators::new(4), &good, false, "too few");
    // A proof of another number shows nothing of a negative one.
    let mut negative = Shown::new(&generators, 1, rng);
    negative.commitments = vec![Opening::random(-1, rng).commit()];
    agree(&generators, &negative, false, "negative");
}

#[test]
fn one_bad_among_many() {
    let rng = &mut ChaCha20Rng::from_seed([3; 32]);
    let generators = Generators::new(8);
    let counts = [4, 1, 8, 2, 3, 9, 0, 1];
    let good: Vec<_> = counts
        .iter()
        .map(|count| Shown::new(&generators, *count, rng))
        .collect();
    assert_eq!(together(&generators, &good), Ok(()));
    assert_eq!(
        together(&generators, good.iter().rev().chain(&good)),
        Ok(())
    );
    assert_eq!(together(&generators, []), Ok(()));
    for place in 0..good.len() {
        if counts[place] == 0 {
            continue;
        }
        for element in 0..good[place].proof.len() / 32 {
            let mut shown = good.clone();
            shown[place].element(element)[5] ^= 0x10;
            let refused = together(&generators, &shown);
            assert_eq!(
                refused,
                Err(Error::InvalidProof),
                "proof {place}, element {element}"
            );
        }
        let mut shown = good.clone();
        shown[place].label = b"another";
        assert_eq!(
            together(&generators, &shown),
            Err(Error::InvalidProof),
            "proof {place}"
        );
    }
    // Two proofs of as many values, each at the other's statement.
    let mut swapped = good.clone();
    (swapped[1].proof, swapped[7].proof) = (good[7].proof.clone(), good[1].proof.clone());
    assert_eq!(together(&generators, &swapped), Err(Error::InvalidProof));
}

/// The last two elements are not in the transcript, and the equation is linear in each: changed by opposite amounts,
/// two copies of one proof are wrong by opposite sums, which any fixed weights would let cancel.
#[test]
fn wrong_sums_do_not_cancel() {
    let rng = &mut ChaCha20Rng::from_seed([4; 32]);
    let generators = Generators::new(2);
    let good = Shown::new(&generators, 2, rng);
    let elements = good.proof.len() / 32;
    let by = |place: usize, change: Scalar| {
        let mut shown = good.clone();
        let element = shown.element(place);
        let scalar =
            Scalar::from_canonical_bytes(element[..].try_into().unwrap()).unwrap() + change;
        element.copy_from_slice(scalar.as_bytes());
        shown
    };
    for place in [elements - 2, elements - 1] {
        let change = Scalar::random(rng);
        let (plus, minus, twice) = (
            by(place, change),
            by(place, -change),
            by(place, change + change),
        );
        for shown in [
            vec![&plus, &minus],
            vec![&minus, &plus],
            vec![&plus, &good, &minus],
            vec![&twice, &minus, &minus],
            vec![&plus, &plus],
        ] {
            assert_eq!(together(&generators, shown), Err(Error::InvalidProof));
        }
    }
}

/// A prover of its own, of the value 5, who moves a difference from the blinding of one equation of the proof to that
/// of the other: their plain sum stays zero.
fn moved(change: Scalar, rng: &mut ChaCha20Rng) -> Shown {
    let blinding = Scalar::random(rng);
    let commitment = Opening::new(5, blinding.as_bytes()).unwrap().commit();
    let label = b"batch test";
    let mut transcript = Transcript::new(label);
    transcript.append_message(b"dom-sep", b"plimsoll ranges");
    transcript.append_u64(b"values", 1);
    transcript.append_message(b"commitment", &commitment.to_bytes());
    transcript.append_u64(b"chunk", 0);

    let (bases, pedersen) = (BulletproofGens::new(64, 1), PedersenGens::default());
    let dealer = Dealer::new(&bases, &pedersen, &mut transcript, 64, 1).unwrap();
    let party = Party::new(&bases, &pedersen, 5, blinding, 64).unwrap();
    let (party, bits) = party.assign_position_with_rng(0, rng).unwrap();
    let (dealer, challenge) = dealer.receive_bit_commitments(vec![bits]).unwrap();
    let (party, polynomial) = party.apply_challenge_with_rng(&challenge, rng);
    let (dealer, challenge) = dealer.receive_poly_commitments(vec![polynomial]).unwrap();
    let share = party.apply_challenge(&challenge).unwrap();
    let mut share = serde_json::to_value(share).unwrap();
    for (name, change) in [("t_x_blinding", change), ("e_blinding", -change)] {
        let scalar: Scalar = serde_json::from_value(share[name].clone()).unwrap();
        share[name] = serde_json::to_value(scalar + change).unwrap();
    }
    let share: ProofShare = serde_json::from_value(share).unwrap();
    let proof = dealer.receive_trusted_shares(&[share]).unwrap().to_bytes();
    Shown {
        label,
        commitments: vec![commitment],
        proof,
    }
}

#[test]
fn the_two_equations_of_a_proof_do_not_cancel() {
    let rng = &mut ChaCha20Rng::from_seed([7; 32]);
    let generators = Generators::new(1);
    agree(
        &generators,
        &moved(Scalar::ZERO, rng),
        true,
        "nothing moved",
    );
    for _ in 0..4 {
        let change = Scalar::random(rng);
        agree(&generators, &moved(change, rng), false, "moved");
    }
}

#[test]
fn what_was_refused_stays_refused() {
    let rng = &mut ChaCha20Rng::from_seed([5; 32]);
    let generators = Generators::new(2);
    let good = Shown::new(&generators, 2, rng);
    let mut short = good.clone();
    short.proof.pop();
    let mut zero = good.clone();
    zero.element(0).fill(0);
    let mut many = Shown::new(&Generators::new(4), 4, rng);
    for (bad, error) in [
        (&short, Error::WrongLength),
        (&zero, Error::InvalidProof),
        (&many, Error::TooMany),
    ] {
        let mut batch = Batch::new(&generators);
        assert_eq!(good.add(&mut batch), Ok(()));
        assert_eq!(bad.add(&mut batch), Err(error));
        assert_eq!(good.add(&mut batch), Ok(()));
        assert_eq!(short.add(&mut batch), Err(Error::WrongLength));
        assert_eq!(batch.verify(), Err(error));
    }
    // A wrong length is told before what is too many.
    many.proof.pop();
    assert_eq!(together(&generators, [&many]), Err(Error::WrongLength));
}

/// So many that the points were multiplied in several parts.
#[test]
fn a_thousand_proofs() {
    let rng = &mut ChaCha20Rng::from_seed([6; 32]);
    let generators = Generators::new(1);
    let good = Shown::new(&generators, 1, rng);
    let mut bad = good.clone();
    bad.proof[170] ^= 1;
    assert_eq!(
        together(&generators, std::iter::repeat_n(&good, 1000)),
        Ok(())
    );
    for place in [0, 480, 999] {
        let shown = (0..1000).map(|other| if other == place { &bad } else { &good });
        assert_eq!(
            together(&generators, shown),
            Err(Error::InvalidProof),
            "{place}"
        );
    }
}
