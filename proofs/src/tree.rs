//! A Merkle tree, in the shape of [RFC 6962](https://www.rfc-editor.org/rfc/rfc6962#section-2.1) and over SHA3-256.

use crate::Error;
use sha3::{Digest as _, Sha3_256};

/// Thirty-two bytes of SHA3-256.
pub type Digest = [u8; 32];

/// SHA3-256 of a tag and parts. No tag begins another, and every part but a last one has a length that its tag
/// fixes, so nothing hashed for one use is ever what is hashed for another.
pub(crate) fn digest(tag: &[u8], parts: &[&[u8]]) -> Digest {
    let mut hasher = Sha3_256::new_with_prefix(tag);
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

fn node(left: &Digest, right: &Digest) -> Digest {
    digest(b"plimsoll node", &[left, right])
}

/// The root binds the number of leaves, which the shape of a path alone does not.
fn root(count: u64, top: &[u8]) -> Digest {
    digest(b"plimsoll root", &[&count.to_le_bytes(), top])
}

/// A tree over a list of digests: a level is the one below it hashed in pairs, and an odd one at its end goes
/// up as it is.
#[derive(Clone, Debug)]
pub struct Tree {
    levels: Vec<Vec<Digest>>,
}

impl Tree {
    /// Over the leaves in their order.
    pub fn new(leaves: Vec<Digest>) -> Self {
        let mut levels = vec![leaves];
        while let Some(below) = levels.last().filter(|level| level.len() > 1) {
            let pairs = below.chunks(2).map(|pair| match pair {
                [left, right] => node(left, right),
                odd => odd.first().copied().unwrap_or_default(),
            });
            let level = pairs.collect();
            levels.push(level);
        }
        Tree { levels }
    }

    /// The hash of all leaves, their order and their number.
    pub fn root(&self) -> Digest {
        let count = self.levels.first().map_or(0, Vec::len);
        let top = self.levels.last().and_then(|level| level.first());
        root(count as u64, top.map_or(&[], |top| top))
    }

    /// The proof that the leaf at `index`, counted from 0, is in the tree. Errors: [`Error::NotInTree`] where
    /// there are not as many leaves.
    pub fn inclusion(&self, index: u32) -> Result<Inclusion, Error> {
        let mut place = usize::try_from(index).map_err(|_| Error::NotInTree)?;
        let count = self.levels.first().map_or(0, Vec::len);
        if place >= count {
            return Err(Error::NotInTree);
        }
        let mut path = Vec::new();
        for level in &self.levels {
            path.extend(level.get(place ^ 1));
            place >>= 1;
        }
        let count = u32::try_from(count).map_err(|_| Error::TooMany)?;
        Ok(Inclusion { index, count, path })
    }
}

/// What shows that a leaf is in a tree: its place, and the hashes beside its way up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inclusion {
    index: u32,
    count: u32,
    path: Vec<Digest>,
}

/// What a node on the way up is paired with.
enum Beside {
    Left,
    Right,
    Nothing,
}

/// The way up from a leaf, as RFC 9162 walks it (section 2.1.3.2): at each level what lies beside.
fn way(index: u32, count: u32) -> impl Iterator<Item = Beside> {
    let mut place = index;
    let mut last = count.saturating_sub(1);
    std::iter::from_fn(move || {
        if last == 0 {
            return None;
        }
        let beside = match (place & 1 == 1, place < last) {
            (true, _) => Beside::Left,
            (false, true) => Beside::Right,
            (false, false) => Beside::Nothing,
        };
        (place, last) = (place >> 1, last >> 1);
        Some(beside)
    })
}

impl Inclusion {
    /// How many hashes the proof of this place has; at most 32. Errors: [`Error::NotInTree`] where a tree of so
    /// many leaves has no such place.
    pub fn length(index: u32, count: u32) -> Result<usize, Error> {
        match index < count {
            true => Ok(way(index, count)
                .filter(|beside| !matches!(beside, Beside::Nothing))
                .count()),
            false => Err(Error::NotInTree),
        }
    }

    /// Errors: [`Error::NotInTree`] where there is no such place, [`Error::WrongLength`] where its proof has
    /// another number of hashes.
    pub fn new(index: u32, count: u32, path: Vec<Digest>) -> Result<Self, Error> {
        match Inclusion::length(index, count)? == path.len() {
            true => Ok(Inclusion { index, count, path }),
            false => Err(Error::WrongLength),
        }
    }

    /// The leaf's place, counted from 0.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// How many leaves the tree has.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// The hashes beside the way up, the lowest first.
    pub fn path(&self) -> &[Digest] {
        &self.path
    }

    /// Whether `leaf` is at this place of the tree with this root. Errors: [`Error::NotInTree`].
    pub fn verify(&self, tree: &Digest, leaf: &Digest) -> Result<(), Error> {
        let mut path = self.path.iter();
        let mut hash = *leaf;
        for beside in way(self.index, self.count) {
            hash = match beside {
                Beside::Left => node(path.next().ok_or(Error::NotInTree)?, &hash),
                Beside::Right => node(&hash, path.next().ok_or(Error::NotInTree)?),
                Beside::Nothing => hash,
            };
        }
        match root(u64::from(self.count), &hash) == *tree {
            true => Ok(()),
            false => Err(Error::NotInTree),
        }
    }
}
