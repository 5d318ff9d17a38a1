//! Who catches which cheat: the verifier, or only the owner who was cheated.

use crate::*;
use plimsoll_proofs::MAX_ACCOUNTS;

#[test]
fn who_catches_what() {
    let shown = |liabilities: &Liabilities, place: usize| {
        let receipt = liabilities.receipt(place).unwrap();
        receipt.verify(&liabilities.root(), USERS[place].0.as_bytes())
    };
    // The honest list needs 1000, and nobody can prove it of less.
    assert!(prove(&list(&USERS), 1000).is_ok());
    assert_eq!(prove(&list(&USERS), 999).err(), Some(Error::NotSolvent));

    // Dora is dropped: the proof verifies, and nobody's receipt is hers. She catches it, by having none.
    let (dropped, solvency) = prove(&list(&USERS[..3]), 700).unwrap();
    assert_eq!(verify(&solvency, 700, &dropped.root()), Ok(()));
    for (place, (_, equity)) in USERS[..3].iter().enumerate() {
        assert_eq!(shown(&dropped, place), Ok(i128::from(*equity)));
        let anothers = dropped.receipt(place).unwrap();
        assert_eq!(
            anothers.verify(&dropped.root(), b"dora"),
            Err(Error::NotInTree)
        );
    }
    // Her receipt of an earlier list is none of this one.
    let earlier = prove(&list(&USERS), 1000).unwrap().0.receipt(3).unwrap();
    assert_eq!(
        earlier.verify(&dropped.root(), b"dora"),
        Err(Error::NotInTree)
    );

    // What is owed to Dora is shown too small, or as her debt: she alone sees it, in her own receipt.
    for lie in [299, 0, -300] {
        let mut owed = list(&USERS);
        owed[3] = Owed::new(b"dora", lie);
        let (hidden, solvency) = prove(&owed, 999).unwrap();
        assert_eq!(verify(&solvency, 999, &hidden.root()), Ok(()));
        assert_eq!(shown(&hidden, 3), Ok(i128::from(lie)));
        assert!(shown(&hidden, 3).unwrap() < i128::from(USERS[3].1));
        assert_eq!(shown(&hidden, 0), Ok(700));
    }

    // Bob's debt is shown larger than it is, which no sum is helped by: it covers nothing of what is owed.
    let mut owed = list(&USERS);
    owed[1] = Owed::new(b"bob", -1_000_000);
    assert_eq!(prove(&owed, 999).err(), Some(Error::NotSolvent));
    let (larger, _) = prove(&owed, 1000).unwrap();
    assert_eq!(shown(&larger, 1), Ok(-1_000_000), "and Bob sees it");

    // Two users of the same equity are not shown the same place.
    let (twins, _) = prove(&list(&[("alice", 700), ("dora", 700)]), 1400).unwrap();
    let receipt = twins.receipt(0).unwrap();
    assert_eq!(receipt.verify(&twins.root(), b"alice"), Ok(700));
    assert_eq!(
        receipt.verify(&twins.root(), b"dora"),
        Err(Error::NotInTree)
    );

    // Reserves that are not there: whoever has the public list of them asks the verifier about that list.
    let (inflated, solvency) = prove(&list(&USERS), 5000).unwrap();
    assert_eq!(verify(&solvency, 5000, &inflated.root()), Ok(()));
    assert_eq!(
        verify(&solvency, 900, &inflated.root()),
        Err(Error::InvalidProof)
    );
}

#[test]
fn too_many() {
    let same = [Owed::new(b"alice", 1)];
    let refused = |count| Liabilities::new(&same.repeat(count), &mut rng(1)).err();
    assert_eq!(refused(MAX_ACCOUNTS + 1), Some(Error::TooMany));
    assert_eq!(refused(MAX_ACCOUNTS), Some(Error::DuplicateOwner));
}

#[test]
fn owners_stand_once_and_in_order() {
    let twice = list(&[("alice", 1), ("bob", 2), ("alice", 3)]);
    assert_eq!(
        Liabilities::new(&twice, &mut rng(1)).err(),
        Some(Error::DuplicateOwner)
    );
    let (_, solvency) = prove(&list(&USERS), 1000).unwrap();
    let bytes = solvency.to_bytes();
    let entry = |place: usize| 5 + 96 * place..5 + 96 * (place + 1);
    let verdict = |changed: &[u8]| {
        let solvency = Solvency::from_bytes(changed).unwrap();
        verify(&solvency, 1000, &solvency.root())
    };
    assert_eq!(verdict(&bytes), Ok(()));
    let mut doubled = bytes.clone();
    doubled.copy_within(entry(1), entry(2).start);
    assert_eq!(verdict(&doubled), Err(Error::DuplicateOwner));
    let mut doubled = bytes.clone();
    doubled.copy_within(entry(1).start..entry(1).start + 32, entry(2).start);
    assert_eq!(
        verdict(&doubled),
        Err(Error::DuplicateOwner),
        "with other commitments"
    );
    let mut swapped = bytes.clone();
    swapped[entry(1)].copy_from_slice(&bytes[entry(2)]);
    swapped[entry(2)].copy_from_slice(&bytes[entry(1)]);
    assert_eq!(verdict(&swapped), Err(Error::InvalidProof));
    // Commitments exchanged among owners: the same sum, another list.
    let mut exchanged = bytes.clone();
    exchanged[entry(1)][32..].copy_from_slice(&bytes[entry(2)][32..]);
    exchanged[entry(2)][32..].copy_from_slice(&bytes[entry(1)][32..]);
    assert_eq!(verdict(&exchanged), Err(Error::InvalidProof));
    let mut nonsense = bytes.clone();
    nonsense[entry(1)][32..64].fill(0xff);
    assert_eq!(verdict(&nonsense), Err(Error::InvalidCommitment));
}
