//! Range proofs: what was proved verifies, and nothing else does.

use bulletproofs::RangeProof;
use curve25519_dalek::scalar::Scalar;
use merlin::Transcript;
use plimsoll_proofs::{range, Commitment, Error, Generators, Opening};
use rand_chacha::ChaCha20Rng;
use rand_core::{CryptoRng, RngCore, SeedableRng};

fn transcript() -> Transcript {
    Transcript::new(b"test")
}

struct Secret {
    values: Vec<u64>,
    blindings: Vec<Scalar>,
    commitments: Vec<Commitment>,
}

fn secret(count: usize, rng: &mut ChaCha20Rng) -> Secret {
    let values: Vec<u64> = (0..count)
        .map(|place| match place % 4 {
            0 => u64::MAX,
            1 => 0,
            _ => rng.next_u64(),
        })
        .collect();
    let blindings: Vec<_> = values.iter().map(|_| Scalar::random(rng)).collect();
    let commitments = values
        .iter()
        .zip(&blindings)
        .map(|(value, blinding)| commit(i128::from(*value), blinding))
        .collect();
    Secret {
        values,
        blindings,
        commitments,
    }
}

fn commit(value: i128, blinding: &Scalar) -> Commitment {
    Opening::new(value, blinding.as_bytes()).unwrap().commit()
}

fn prove(generators: &Generators, secret: &Secret, rng: &mut ChaCha20Rng) -> Vec<u8> {
    range::prove(
        generators,
        &transcript(),
        &secret.values,
        &secret.blindings,
        rng,
    )
    .unwrap()
}

#[test]
fn every_count_proves_and_verifies_at_its_length() {
    let rng = &mut ChaCha20Rng::from_seed([1; 32]);
    let generators = Generators::new(32);
    for count in [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 31, 33, 60,
    ] {
        let secret = secret(count, rng);
        let proof = prove(&generators, &secret, rng);
        assert_eq!(proof.len(), range::length(count), "{count}");
        assert_eq!(
            range::verify(&generators, &transcript(), &secret.commitments, &proof),
            Ok(()),
            "{count}"
        );
        if count > 0 {
            let other = Transcript::new(b"other");
            let verified = range::verify(&generators, &other, &secret.commitments, &proof);
            assert_eq!(verified, Err(Error::InvalidProof), "{count}");
        }
    }
}

#[test]
fn lengths_are_those_of_the_greedy_chunks() {
    // A chunk of 2^k values has 2 (k + 6) + 9 elements.
    let chunk = |power: usize| 32 * (2 * (power + 6) + 9);
    for (values, powers) in [
        (0, vec![]),
        (1, vec![0]),
        (3, vec![2]),
        (5, vec![3]),
        (13, vec![4]),
        (132, vec![7, 2]),
        (255, vec![8]),
        (256, vec![8]),
        (300, vec![8, 5, 3, 2]),
        (769, vec![8, 8, 8, 0]),
    ] {
        assert_eq!(
            range::length(values),
            powers.into_iter().map(chunk).sum::<usize>(),
            "{values}"
        );
    }
    assert!(range::length(usize::MAX) > range::length(1 << 40));
}

#[test]
fn one_chunk_is_the_librarys_own_proof() {
    let rng = &mut ChaCha20Rng::from_seed([2; 32]);
    let generators = Generators::new(4);
    let secret = secret(4, rng);
    let proof = RangeProof::from_bytes(&prove(&generators, &secret, rng)).unwrap();
    // The transcript as the documentation of the crate says it.
    let mut transcript = transcript();
    transcript.append_message(b"dom-sep", b"plimsoll ranges");
    transcript.append_u64(b"values", 4);
    for commitment in &secret.commitments {
        transcript.append_message(b"commitment", &commitment.to_bytes());
    }
    transcript.append_u64(b"chunk", 0);
    let points: Vec<_> = secret
        .commitments
        .iter()
        .map(|commitment| curve25519_dalek::ristretto::CompressedRistretto(commitment.to_bytes()))
        .collect();
    let (bases, pedersen) = (
        bulletproofs::BulletproofGens::new(64, 4),
        bulletproofs::PedersenGens::default(),
    );
    proof
        .verify_multiple_with_rng(&bases, &pedersen, &mut transcript, &points, 64, rng)
        .unwrap();
}

#[test]
fn every_byte_counts() {
    let rng = &mut ChaCha20Rng::from_seed([3; 32]);
    let generators = Generators::new(2);
    let secret = secret(3, rng);
    // Two values in one chunk: 3 would be padded, so this is a proof with padding too.
    let generators_of_four = Generators::new(3);
    let proof = prove(&generators_of_four, &secret, rng);
    for place in 0..proof.len() {
        let mut changed = proof.clone();
        changed[place] ^= 1 << (rng.next_u32() % 8);
        let verified = range::verify(
            &generators_of_four,
            &transcript(),
            &secret.commitments,
            &changed,
        );
        assert_eq!(verified, Err(Error::InvalidProof), "byte {place}");
    }
    let verified = range::verify(&generators, &transcript(), &secret.commitments, &proof);
    assert_eq!(verified, Err(Error::TooMany));
}

#[test]
fn other_lengths_are_refused_before_any_work() {
    let rng = &mut ChaCha20Rng::from_seed([4; 32]);
    let generators = Generators::new(8);
    let secret = secret(9, rng);
    let proof = prove(&generators, &secret, rng);
    let longer: Vec<u8> = proof.iter().copied().chain([0; 32]).collect();
    for bytes in [
        &proof[..proof.len() - 1],
        &proof[32..],
        &longer[..proof.len() + 1],
        &longer[..],
        &[],
    ] {
        let verified = range::verify(&generators, &transcript(), &secret.commitments, bytes);
        assert_eq!(verified, Err(Error::WrongLength));
    }
    let proved = range::prove(
        &generators,
        &transcript(),
        &secret.values,
        &secret.blindings[1..],
        rng,
    );
    assert_eq!(proved, Err(Error::WrongLength));
    let small = Generators::new(4);
    let proved = range::prove(
        &small,
        &transcript(),
        &secret.values,
        &secret.blindings,
        rng,
    );
    assert_eq!(proved, Err(Error::TooMany));
}

#[test]
fn chunks_stay_in_their_place_and_proof() {
    let rng = &mut ChaCha20Rng::from_seed([5; 32]);
    let generators = Generators::new(range::MOST);
    // Two full chunks of the same values, so that nothing but their place tells them apart.
    let half = secret(range::MOST, rng);
    let twice = |items: &[Commitment]| [items, items].concat();
    let whole = Secret {
        values: [half.values.clone(), half.values.clone()].concat(),
        blindings: [half.blindings.clone(), half.blindings.clone()].concat(),
        commitments: twice(&half.commitments),
    };
    let proof = prove(&generators, &whole, rng);
    let check = |proof: &[u8], commitments: &[Commitment]| {
        range::verify(&generators, &transcript(), commitments, proof)
    };
    assert_eq!(check(&proof, &whole.commitments), Ok(()));
    let (first, second) = proof.split_at(proof.len() / 2);
    assert_eq!(
        check(&[second, first].concat(), &whole.commitments),
        Err(Error::InvalidProof)
    );
    assert_eq!(
        check(&[first, first].concat(), &whole.commitments),
        Err(Error::InvalidProof)
    );
    // Nor is a chunk of a longer proof one of a shorter.
    assert_eq!(check(first, &half.commitments), Err(Error::InvalidProof));
}

#[test]
fn another_order_and_another_value_are_refused() {
    let rng = &mut ChaCha20Rng::from_seed([6; 32]);
    let generators = Generators::new(8);
    let secret = secret(6, rng);
    let proof = prove(&generators, &secret, rng);
    let check =
        |commitments: &[Commitment]| range::verify(&generators, &transcript(), commitments, &proof);
    let mut swapped = secret.commitments.clone();
    swapped.swap(0, 1);
    assert_eq!(check(&swapped), Err(Error::InvalidProof));
    let mut longer = secret.commitments.clone();
    longer.push(commit(0, &Scalar::ZERO));
    // The padding is a commitment to zero too, yet the number of values is part of the statement.
    assert_eq!(range::length(7), range::length(6));
    assert_eq!(check(&longer), Err(Error::InvalidProof));
    for (place, value) in secret.values.iter().enumerate() {
        for change in [-1, 1, 1 << 64] {
            let mut changed = secret.commitments.clone();
            changed[place] = commit(i128::from(*value) + change, &secret.blindings[place]);
            assert_eq!(
                check(&changed),
                Err(Error::InvalidProof),
                "{place} {change}"
            );
        }
    }
}

/// A generator that always says the same.
struct Broken;

impl RngCore for Broken {
    fn next_u32(&mut self) -> u32 {
        7
    }
    fn next_u64(&mut self) -> u64 {
        7
    }
    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core::Error> {
        bytes.fill(7);
        Ok(())
    }
}

impl CryptoRng for Broken {}

#[test]
fn a_broken_generator_does_not_repeat_what_hides_the_values() {
    let generators = Generators::new(1);
    let blinding = [Scalar::from(5u64)];
    let prove = |value: u64, statement: &'static [u8]| {
        range::prove(
            &generators,
            &Transcript::new(statement),
            &[value],
            &blinding,
            &mut Broken,
        )
        .unwrap()
    };
    // The same statement gives the same proof, another one shares no element with it: the second point of a proof is
    // the commitment to nothing but what hides.
    let (one, same, statement, value) = (
        prove(1, b"a"),
        prove(1, b"a"),
        prove(1, b"b"),
        prove(2, b"a"),
    );
    assert_eq!(one, same);
    for other in [statement, value] {
        assert!(one.chunks(32).zip(other.chunks(32)).all(|(a, b)| a != b));
    }
}
