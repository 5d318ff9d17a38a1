//! Published proofs of solvency, and the receipts of their users.

use super::{change, rng, CONTEXT, OTHERS};
use crate::draw;
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::{Fixed, Price};
use plimsoll_proofs::tree::Digest;
use plimsoll_proofs::{Error, Generators, Liabilities, Lots, Owed, Receipt, Reserves, Solvency};
use std::sync::OnceLock;

const USERS: [(&[u8], i64); 3] = [(b"alice", 700), (b"bob", -250), (b"carol", 0)];

struct True {
    generators: Generators,
    reserves: Reserves,
    root: Digest,
    proof: Vec<u8>,
    receipts: Vec<Vec<u8>>,
}

fn reserves(held: &Fixed) -> std::result::Result<Reserves, Error> {
    let mut reserves = Reserves::new(Lots::new(100)?);
    reserves.add(held, &Price::exact(Fixed::ONE)?)?;
    Ok(reserves)
}

fn stored() -> &'static True {
    static TRUE: OnceLock<True> = OnceLock::new();
    TRUE.get_or_init(|| make().expect("a protocol that has ten and owes seven"))
}

fn make() -> std::result::Result<True, Error> {
    let owed = USERS.map(|(id, equity)| Owed::new(id, equity));
    let liabilities = Liabilities::new(&owed, &mut rng(1))?;
    let generators = Generators::new(Solvency::values(USERS.len()));
    let reserves = reserves(&Fixed::from_num(10))?;
    let proof = liabilities
        .prove(&generators, &CONTEXT, &reserves, &mut rng(2))?
        .to_bytes();
    let receipts = (0..USERS.len()).map(|place| Ok(liabilities.receipt(place)?.to_bytes()));
    let (root, receipts) = (
        liabilities.root(),
        receipts.collect::<std::result::Result<_, Error>>()?,
    );
    Ok(True {
        generators,
        reserves,
        root,
        proof,
        receipts,
    })
}

/// What changed is refused: the list, the proof, the reserves, the state, the root, a receipt.
pub fn proof_solvency(data: &[u8]) {
    let _ = Solvency::from_bytes(data).map(|read| assert_eq!(read.to_bytes(), data));
    let _ = Receipt::from_bytes(data).map(|read| assert_eq!(read.to_bytes(), data));
    let _ = published(&mut Unstructured::new(data));
    let _ = received(&mut Unstructured::new(data));
}

fn published(u: &mut Unstructured<'_>) -> Result<()> {
    let whole = stored();
    let (mut proof, mut held, mut root) = (whole.proof.clone(), whole.reserves, whole.root);
    let mut context = &CONTEXT;
    match u8::arbitrary(u)? % 8 {
        0 => context = u.choose(&OTHERS)?,
        1 => held = reserves(&draw::quantity(u)?).unwrap_or(held),
        2 => root[usize::from(u8::arbitrary(u)? % 32)] ^= 1 << (u8::arbitrary(u)? % 8),
        _ => change(u, &mut proof)?,
    }
    let same =
        proof == whole.proof && *context == CONTEXT && held.total() == whole.reserves.total();
    let Ok(read) = Solvency::from_bytes(&proof) else {
        assert_ne!(proof, whole.proof);
        return Ok(());
    };
    assert_eq!(read.to_bytes(), proof);
    // Who publishes another list publishes its root too.
    for root in [root, read.root()] {
        let verified = read.verify(&whole.generators, context, &held, &root);
        assert_eq!(verified.is_ok(), same && root == whole.root);
    }
    Ok(())
}

fn received(u: &mut Unstructured<'_>) -> Result<()> {
    let whole = stored();
    let place = u.choose_index(USERS.len())?;
    let (mut id, equity) = USERS[place];
    let mut bytes = whole.receipts[place].clone();
    match u8::arbitrary(u)? % 4 {
        0 => id = <&[u8]>::arbitrary(u)?,
        _ => change(u, &mut bytes)?,
    }
    let same = id == USERS[place].0 && bytes == whole.receipts[place];
    let shown = Receipt::from_bytes(&bytes).and_then(|read| {
        assert_eq!(read.to_bytes(), bytes);
        read.verify(&whole.root, id)
    });
    assert_eq!(shown.is_ok(), same);
    assert!(shown.is_err() || shown == Ok(i128::from(equity)));
    Ok(())
}
