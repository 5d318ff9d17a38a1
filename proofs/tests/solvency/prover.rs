//! A prover written from the layout of the proof, which checks nothing: it puts owners in any order, commits to what it
//! likes, and its range proofs are good ones.

use crate::*;
use curve25519_dalek::scalar::Scalar;
use merlin::Transcript;
use plimsoll_proofs::tree::Tree;
use plimsoll_proofs::{range, Opening};
use sha3::{Digest as _, Sha3_256};

type Account = (Digest, [i128; 2]);

fn scalar(opening: &Opening) -> Scalar {
    Scalar::from_canonical_bytes(opening.blinding()).unwrap()
}

/// The proof over these owners and parts, as bytes, and the root of their list.
fn forge(accounts: &[Account], lots: u64, upper: u64, lower: u64) -> (Vec<u8>, Digest) {
    let mut list = Vec::new();
    let (mut values, mut blindings, mut sum) = (Vec::new(), Vec::new(), Scalar::ZERO);
    for (owner, parts) in accounts {
        let parts = parts.map(|part| Opening::random(part, &mut rng(3)));
        list.push(
            [
                *owner,
                parts[0].commit().to_bytes(),
                parts[1].commit().to_bytes(),
            ]
            .concat(),
        );
        sum += scalar(&parts[0]);
        values.extend(parts.map(|part| part.value() as u64));
        blindings.extend(parts.map(|part| scalar(&part)));
    }
    let top = Opening::random(upper.into(), &mut rng(4));
    values.extend([upper, lower]);
    blindings.extend([
        scalar(&top),
        -sum - Scalar::from(1u128 << 64) * scalar(&top),
    ]);
    let leaf =
        |entry: &Vec<u8>| Sha3_256::digest([b"plimsoll leaf".as_slice(), entry].concat()).into();
    let root = Tree::new(list.iter().map(leaf).collect()).root();

    let mut transcript = Transcript::new(b"plimsoll solvency");
    transcript.append_message(b"purpose", CONTEXT.purpose.as_bytes());
    transcript.append_u64(b"version", CONTEXT.version);
    transcript.append_u64(b"time", CONTEXT.time);
    transcript.append_u64(b"accounts", accounts.len() as u64);
    transcript.append_u64(b"lots", 100);
    transcript.append_message(b"reserves", &u128::from(lots).to_le_bytes());
    transcript.append_message(b"root", &root);
    transcript.append_message(b"upper", &top.commit().to_bytes());
    let proof = range::prove(generators(), &transcript, &values, &blindings, &mut rng(5)).unwrap();

    let count = (accounts.len() as u32).to_le_bytes();
    let bytes = [
        vec![1],
        count.to_vec(),
        list.concat(),
        top.commit().to_bytes().to_vec(),
        proof,
    ]
    .concat();
    (bytes, root)
}

fn verdict(accounts: &[Account], lots: u64, upper: u64, lower: u64) -> Result<(), Error> {
    let (bytes, root) = forge(accounts, lots, upper, lower);
    let solvency = Solvency::from_bytes(&bytes).unwrap();
    assert_eq!(solvency.root(), root);
    verify(&solvency, lots, &root)
}

/// Owners 1, 2, 3 .. with these parts.
fn ordered(parts: &[[i128; 2]]) -> Vec<Account> {
    parts
        .iter()
        .zip(1..)
        .map(|(parts, owner)| ([owner; 32], *parts))
        .collect()
}

#[test]
fn the_layout() {
    assert_eq!(
        verdict(&ordered(&[[700, 0], [0, 250]]), 1000, 0, 300),
        Ok(())
    );
    assert_eq!(verdict(&[], 7, 0, 7), Ok(()));
}

/// Every other rule holds of these lists, and their proofs are good.
#[test]
fn owners_out_of_order() {
    let [a, b] = [[1; 32], [2; 32]];
    let part = [5, 0];
    assert_eq!(verdict(&[(a, part), (b, part)], 10, 0, 0), Ok(()));
    assert_eq!(
        verdict(&[(b, part), (a, part)], 10, 0, 0),
        Err(Error::InvalidProof)
    );
    assert_eq!(
        verdict(&[(a, part), (a, part)], 10, 0, 0),
        Err(Error::DuplicateOwner)
    );
    assert_eq!(
        verdict(&[(a, part), (b, part), (a, part)], 15, 0, 0),
        Err(Error::InvalidProof)
    );
}

/// A part below zero would pay for what is owed to others: its commitment is as good as any, and has no range proof.
#[test]
fn negative_parts() {
    assert_eq!(verdict(&ordered(&[[700, 0], [0, 0]]), 700, 0, 0), Ok(()));
    for parts in [[[700, 0], [-300, 0]], [[400, -300], [0, 0]]] {
        assert_eq!(
            verdict(&ordered(&parts), 400, 0, 0),
            Err(Error::InvalidProof)
        );
    }
    // Nor has one of more than 64 bits.
    assert_eq!(
        verdict(&ordered(&[[0, 1 << 64], [0, 0]]), 0, 0, 0),
        Err(Error::InvalidProof)
    );
    assert_eq!(
        verdict(&ordered(&[[0, (1 << 64) - 1], [0, 0]]), 0, 0, 0),
        Ok(())
    );
}

/// The limbs must be those of the surplus, whatever they are.
#[test]
fn wrong_limbs() {
    let accounts = ordered(&[[700, 0]]);
    assert_eq!(verdict(&accounts, 1000, 0, 300), Ok(()));
    for (upper, lower) in [(0, 299), (0, 301), (1, 300), (u64::MAX, 300)] {
        assert_eq!(
            verdict(&accounts, 1000, upper, lower),
            Err(Error::InvalidProof)
        );
    }
    // A surplus below zero, as it is modulo 2^64 and modulo 2^128.
    for (upper, lower) in [(0, u64::MAX), (u64::MAX, u64::MAX)] {
        assert_eq!(
            verdict(&accounts, 699, upper, lower),
            Err(Error::InvalidProof)
        );
    }
    let most = i128::from(u64::MAX);
    assert_eq!(
        verdict(&ordered(&[[most, 0], [most, 0]]), u64::MAX, 0, 0),
        Err(Error::InvalidProof)
    );
}
