//! The tree against RFC 6962 as it is written there, and every inclusion proof against all that could be changed
//! in one.

use plimsoll_proofs::tree::{Digest, Inclusion, Tree};
use plimsoll_proofs::Error;
use proptest::prelude::*;
use sha3::{Digest as _, Sha3_256};

fn sha3(parts: &[&[u8]]) -> Digest {
    Sha3_256::digest(parts.concat()).into()
}

fn leaves(count: u32) -> Vec<Digest> {
    (0..count)
        .map(|k| sha3(&[b"test", &k.to_le_bytes()]))
        .collect()
}

/// The largest power of two below `n`: where RFC 6962 splits a list.
fn split(n: usize) -> usize {
    n.next_power_of_two() / 2
}

/// MTH of section 2.1, of a list that is not empty.
fn top(list: &[Digest]) -> Digest {
    match list {
        [leaf] => *leaf,
        _ => {
            let (left, right) = list.split_at(split(list.len()));
            sha3(&[b"plimsoll node", &top(left), &top(right)])
        }
    }
}

/// PATH of section 2.1.1.
fn path(m: usize, list: &[Digest]) -> Vec<Digest> {
    if list.len() == 1 {
        return Vec::new();
    }
    let k = split(list.len());
    let (left, right) = list.split_at(k);
    match m < k {
        true => [path(m, left), vec![top(right)]].concat(),
        false => [path(m - k, right), vec![top(left)]].concat(),
    }
}

fn root(list: &[Digest]) -> Digest {
    let count = (list.len() as u64).to_le_bytes();
    match list {
        [] => sha3(&[b"plimsoll root", &count]),
        _ => sha3(&[b"plimsoll root", &count, &top(list)]),
    }
}

fn verify(index: u32, count: u32, path: &[Digest], root: &Digest, leaf: &Digest) -> bool {
    Inclusion::new(index, count, path.to_vec()).is_ok_and(|proof| proof.verify(root, leaf).is_ok())
}

#[test]
fn every_size_to_seventy() {
    for count in 0..=70 {
        let list = leaves(count);
        let tree = Tree::new(list.clone());
        assert_eq!(tree.root(), root(&list), "{count} leaves");
        for index in 0..count {
            let proof = tree.inclusion(index).unwrap();
            assert_eq!(
                proof.path(),
                path(index as usize, &list),
                "leaf {index} of {count}"
            );
            assert_eq!((proof.index(), proof.count()), (index, count));
            assert_eq!(Inclusion::length(index, count), Ok(proof.path().len()));
            for (other, leaf) in list
                .iter()
                .enumerate()
                .filter(|_| count <= 24 || index % 16 == 0)
            {
                let expected = match other == index as usize {
                    true => Ok(()),
                    false => Err(Error::NotInTree),
                };
                assert_eq!(
                    proof.verify(&tree.root(), leaf),
                    expected,
                    "leaf {other} at {index} of {count}"
                );
            }
        }
        assert_eq!(tree.inclusion(count), Err(Error::NotInTree));
        assert_eq!(Inclusion::length(count, count), Err(Error::NotInTree));
    }
}

/// A path alone fits several numbers of leaves and, with them, several places: the root tells which.
#[test]
fn another_place_or_number_of_leaves() {
    for count in 1..=20 {
        let tree = Tree::new(leaves(count));
        for (index, leaf) in leaves(count).iter().enumerate() {
            let path = tree.inclusion(index as u32).unwrap().path().to_vec();
            for (place, number) in
                (0..24).flat_map(|place| (0..24).map(move |number| (place, number)))
            {
                let same = (place, number) == (index as u32, count);
                assert_eq!(
                    verify(place, number, &path, &tree.root(), leaf),
                    same,
                    "{place} of {number}"
                );
            }
        }
    }
    // The largest numbers there are need at most 32 hashes, and no more work.
    assert_eq!(Inclusion::length(u32::MAX - 1, u32::MAX), Ok(31));
    assert_eq!(Inclusion::length(0, u32::MAX), Ok(32));
    assert_eq!(
        Inclusion::new(0, u32::MAX, vec![[0; 32]; 33]),
        Err(Error::WrongLength)
    );
    assert_eq!(Inclusion::new(3, 3, Vec::new()), Err(Error::NotInTree));
    assert_eq!(Inclusion::new(0, 0, Vec::new()), Err(Error::NotInTree));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_changed_is_refused(
        count in 1u32..1000, at in any::<prop::sample::Index>(), byte in any::<prop::sample::Index>(), bit in 0u8..8,
    ) {
        let list = leaves(count);
        let tree = Tree::new(list.clone());
        prop_assert_eq!(tree.root(), root(&list));
        let index = at.index(list.len());
        let (leaf, place) = (list[index], index as u32);
        let path = tree.inclusion(place).unwrap().path().to_vec();
        prop_assert!(verify(place, count, &path, &tree.root(), &leaf));

        // One bit of all that is compared: path, leaf, root.
        let mut bytes = [path.concat(), leaf.to_vec(), tree.root().to_vec()].concat();
        let byte = byte.index(bytes.len());
        bytes[byte] ^= 1 << bit;
        let mut parts: Vec<Digest> = bytes.chunks(32).map(|part| part.try_into().unwrap()).collect();
        let (changed_root, changed_leaf) = (parts.pop().unwrap(), parts.pop().unwrap());
        prop_assert!(!verify(place, count, &parts, &changed_root, &changed_leaf));

        // One hash more or less, and two that changed places.
        let mut longer = path.clone();
        longer.push(leaf);
        prop_assert!(!verify(place, count, &longer, &tree.root(), &leaf));
        if let Some((_, shorter)) = path.split_last() {
            prop_assert!(!verify(place, count, shorter, &tree.root(), &leaf));
        }
        if path.len() > 1 {
            let mut swapped = path.clone();
            swapped.swap(0, 1);
            prop_assert!(!verify(place, count, &swapped, &tree.root(), &leaf));
        }
        // A node is no leaf of a smaller tree.
        let halves: Vec<Digest> = list.chunks(2).map(top).collect();
        prop_assert!(count == 1 || Tree::new(halves).root() != tree.root());
    }
}
