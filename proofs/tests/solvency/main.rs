//! Proofs of solvency: complete, sound against every changed byte and statement, and who catches which cheat.

mod cheats;
mod inflated;
mod prover;

use plimsoll::{Fixed, Price};
use plimsoll_proofs::tree::Digest;
use plimsoll_proofs::{
    Context, Error, Generators, Liabilities, Lots, Owed, Receipt, Reserves, Solvency,
};
use proptest::prelude::*;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use std::sync::OnceLock;

const CONTEXT: Context = Context {
    purpose: "test/solvency",
    version: 7,
    time: 1_700_000_000,
};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn generators() -> &'static Generators {
    static SHARED: OnceLock<Generators> = OnceLock::new();
    SHARED.get_or_init(|| Generators::new(64))
}

fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

/// So many lots, a hundred to the currency.
fn reserves(lots: u64) -> Reserves {
    let mut reserves = Reserves::new(Lots::new(100).unwrap());
    let one = Price::exact(Fixed::ONE).unwrap();
    let cents = Fixed::from_bits(((u128::from(lots) << 48).div_ceil(100)) as i128);
    reserves.add(&cents, &one).unwrap();
    assert_eq!(reserves.total(), Ok(u128::from(lots)));
    reserves
}

fn list<'a>(accounts: &[(&'a str, i64)]) -> Vec<Owed<'a>> {
    let owed = accounts
        .iter()
        .map(|(id, equity)| Owed::new(id.as_bytes(), *equity));
    owed.collect()
}

const USERS: [(&str, i64); 4] = [("alice", 700), ("bob", -250), ("carol", 0), ("dora", 300)];

fn prove(owed: &[Owed<'_>], held: u64) -> Result<(Liabilities, Solvency), Error> {
    let liabilities = Liabilities::new(owed, &mut rng(1))?;
    let solvency = liabilities.prove(generators(), &CONTEXT, &reserves(held), &mut rng(2))?;
    Ok((liabilities, solvency))
}

fn verify(solvency: &Solvency, held: u64, root: &Digest) -> Result<(), Error> {
    solvency.verify(generators(), &CONTEXT, &reserves(held), root)
}

#[test]
fn complete() {
    for count in [0, 1, 2, 3, 5, 20] {
        let names: Vec<String> = (0..count).map(|k| format!("user {k}")).collect();
        let equity = |k: usize| [40, -7, 0, 1_000_000][k % 4];
        let owed: Vec<_> = names
            .iter()
            .enumerate()
            .map(|(k, id)| Owed::new(id.as_bytes(), equity(k)))
            .collect();
        let total: u64 = owed.iter().map(|owed| owed.plus).sum();
        for held in [total, total + 12_345] {
            let (liabilities, solvency) = prove(&owed, held).unwrap();
            let bytes = solvency.to_bytes();
            assert_eq!(bytes.len(), Solvency::length(count));
            let read = Solvency::from_bytes(&bytes).unwrap();
            assert_eq!(read, solvency);
            assert_eq!((read.accounts(), read.root()), (count, liabilities.root()));
            assert_eq!(verify(&read, held, &liabilities.root()), Ok(()));
            for (k, id) in names.iter().enumerate() {
                let receipt =
                    Receipt::from_bytes(&liabilities.receipt(k).unwrap().to_bytes()).unwrap();
                assert_eq!(
                    receipt.verify(&read.root(), id.as_bytes()),
                    Ok(i128::from(equity(k)))
                );
                assert_eq!(receipt.accounts(), count as u32);
            }
            assert!(liabilities.receipt(count).is_err());
        }
        if let Some(less) = total.checked_sub(1) {
            assert_eq!(prove(&owed, less).err(), Some(Error::NotSolvent));
        }
    }
}

#[test]
fn the_largest_equities() {
    let lots = Lots::new(u64::MAX).unwrap();
    let mut most = Reserves::new(lots);
    most.add(&Fixed::from_num(3), &Price::exact(Fixed::ONE).unwrap())
        .unwrap();
    let owed = list(&[("a", i64::MAX), ("b", i64::MIN), ("c", i64::MAX)]);
    assert_eq!((owed[1].plus, owed[1].minus), (0, 1 << 63));
    let liabilities = Liabilities::new(&owed, &mut rng(1)).unwrap();
    let solvency = liabilities
        .prove(generators(), &CONTEXT, &most, &mut rng(2))
        .unwrap();
    assert_eq!(
        solvency.verify(generators(), &CONTEXT, &most, &liabilities.root()),
        Ok(())
    );
    let receipt = liabilities.receipt(1).unwrap();
    assert_eq!(
        receipt.verify(&liabilities.root(), b"b"),
        Ok(i128::from(i64::MIN))
    );
    // More lots than 127 bits count are refused by name.
    most.add(&Fixed::MAX, &Price::exact(Fixed::DELTA).unwrap())
        .unwrap();
    assert!(liabilities.surplus(&most).is_ok());
    most.add(
        &Fixed::MAX.checked_div_int(2).unwrap(),
        &Price::exact(Fixed::ONE).unwrap(),
    )
    .unwrap();
    assert_eq!(
        liabilities
            .prove(generators(), &CONTEXT, &most, &mut rng(2))
            .err(),
        Some(Error::OutOfRange)
    );
    assert_eq!(
        solvency.verify(generators(), &CONTEXT, &most, &liabilities.root()),
        Err(Error::OutOfRange)
    );
}

#[test]
fn every_byte_counts() {
    let (liabilities, solvency) = prove(&list(&[("alice", 5)]), 9).unwrap();
    let (root, bytes) = (liabilities.root(), solvency.to_bytes());
    for place in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[place] ^= 1 << (place % 8);
        let verdict =
            Solvency::from_bytes(&changed).and_then(|solvency| verify(&solvency, 9, &root));
        assert!(verdict.is_err(), "byte {place}");
    }
    for length in [0, 1, 4, 5, 36, bytes.len() - 1] {
        assert_eq!(
            Solvency::from_bytes(&bytes[..length]),
            Err(Error::WrongLength),
            "{length} bytes"
        );
    }
    assert_eq!(
        Solvency::from_bytes(&[bytes.clone(), vec![0]].concat()),
        Err(Error::WrongLength)
    );
    // A stated number of accounts that the bytes do not have, and one above the most.
    for (count, error) in [
        (2, Error::WrongLength),
        (1 << 20, Error::WrongLength),
        (u32::MAX, Error::TooMany),
    ] {
        let mut changed = bytes.clone();
        changed[1..5].copy_from_slice(&count.to_le_bytes());
        assert_eq!(Solvency::from_bytes(&changed), Err(error));
    }
    let receipt = liabilities.receipt(0).unwrap().to_bytes();
    assert_eq!(receipt.len(), 121);
    for place in 0..receipt.len() {
        let mut changed = receipt.clone();
        changed[place] ^= 1 << (place % 8);
        let verdict =
            Receipt::from_bytes(&changed).and_then(|receipt| receipt.verify(&root, b"alice"));
        assert!(verdict.is_err(), "byte {place} of the receipt");
    }
    for changed in [
        &receipt[..120],
        &[],
        &[receipt.clone(), vec![0]].concat(),
        &[receipt.clone(), vec![0; 32]].concat(),
    ] {
        assert_eq!(Receipt::from_bytes(changed).err(), Some(Error::WrongLength));
    }
}

#[test]
fn another_statement() {
    let (liabilities, solvency) = prove(&list(&USERS), 1500).unwrap();
    let root = liabilities.root();
    let refused = Err(Error::InvalidProof);
    for context in [
        Context {
            purpose: "test/solvency2",
            ..CONTEXT
        },
        Context {
            version: 8,
            ..CONTEXT
        },
        Context {
            time: CONTEXT.time + 1,
            ..CONTEXT
        },
    ] {
        assert_eq!(
            solvency.verify(generators(), &context, &reserves(1500), &root),
            refused
        );
    }
    // Not even for more reserves: a proof is one of exactly what was published.
    for held in [0, 1499, 1501, u64::MAX] {
        assert_eq!(verify(&solvency, held, &root), refused);
    }
    let mut cents = Reserves::new(Lots::new(50).unwrap());
    cents
        .add(&Fixed::from_num(30), &Price::exact(Fixed::ONE).unwrap())
        .unwrap();
    assert_eq!(cents.total(), Ok(1500));
    assert_eq!(
        solvency.verify(generators(), &CONTEXT, &cents, &root),
        refused,
        "a lot of another worth"
    );
    let another = Liabilities::new(&list(&USERS), &mut rng(5)).unwrap();
    assert_ne!(another.root(), root, "salts and blindings are fresh");
    assert_eq!(verify(&solvency, 1500, &another.root()), refused);
    let few = Generators::new(2);
    assert_eq!(
        solvency.verify(&few, &CONTEXT, &reserves(1500), &root),
        Err(Error::TooMany)
    );
    assert_eq!(
        liabilities
            .prove(&few, &CONTEXT, &reserves(1500), &mut rng(2))
            .err(),
        Some(Error::TooMany)
    );
}

/// A prover without the check: whatever surplus it claims, the verifier refuses.
#[test]
fn one_lot_short() {
    let liabilities = Liabilities::new(&list(&USERS), &mut rng(1)).unwrap();
    let (root, held) = (liabilities.root(), reserves(999));
    assert_eq!(liabilities.surplus(&held), Ok(-1));
    let prove = |held: &Reserves| liabilities.prove(generators(), &CONTEXT, held, &mut rng(2));
    assert_eq!(prove(&held).err(), Some(Error::NotSolvent));
    for claimed in [0, 1, u128::MAX, u128::from(u64::MAX), 1 << 64] {
        let solvency = liabilities
            .prove_surplus(generators(), &CONTEXT, &held, claimed, &mut rng(2))
            .unwrap();
        assert_eq!(
            solvency.verify(generators(), &CONTEXT, &held, &root),
            Err(Error::InvalidProof),
            "{claimed}"
        );
    }
    // The same prover tells the truth with reserves that are enough.
    let solvency = liabilities
        .prove_surplus(generators(), &CONTEXT, &reserves(1001), 1, &mut rng(2))
        .unwrap();
    assert_eq!(verify(&solvency, 1001, &root), Ok(()));
}

proptest! {
    #![proptest_config(config(8))]

    /// Any bytes at all: an answer, and never a panic.
    #[test]
    fn any_bytes(mut bytes in prop::collection::vec(any::<u8>(), 0..400), accounts in 0usize..3, forge in any::<bool>()) {
        if forge {
            bytes.resize(Solvency::length(accounts), 0);
            bytes[0] = 1;
            bytes[1..5].copy_from_slice(&(accounts as u32).to_le_bytes());
        }
        let refused = Solvency::from_bytes(&bytes).and_then(|solvency| verify(&solvency, 5, &solvency.root()));
        prop_assert!(refused.is_err());
        if let Ok(receipt) = Receipt::from_bytes(&bytes) {
            prop_assert!(receipt.verify(&[0; 32], b"").is_err());
        }
    }
}
