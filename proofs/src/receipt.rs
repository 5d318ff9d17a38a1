//! What a user gets of a published list: the proof that the own account is in it, and with which equity.

use crate::solvency::Entry;
use crate::tree::{digest, Digest, Inclusion};
use crate::{Error, Opening};

/// The first byte of every receipt of this form.
const VERSION: u8 = 1;
/// Bytes before the path: version, salt, place and count, two values with their blindings.
const HEAD: usize = 1 + 32 + 4 + 4 + 2 * (8 + 32);

/// The owner of an account as the list names it: nobody reads the id in it who has not the salt, and no two ids
/// are the same owner.
///
/// Without it, users of the same equity could be shown the same place of the list.
pub fn owner(salt: &[u8; 32], id: &[u8]) -> Digest {
    digest(b"plimsoll owner", &[salt, id])
}

/// The opening of one account's commitments, and their place under the root. For the account's owner alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt {
    salt: [u8; 32],
    plus: Part,
    minus: Part,
    inclusion: Inclusion,
}

/// A part of the equity, with what hides it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Part {
    value: u64,
    opening: Opening,
}

impl Part {
    fn new(opening: Opening) -> Result<Self, Error> {
        let value = u64::try_from(opening.value()).map_err(|_| Error::OutOfRange)?;
        Ok(Part { value, opening })
    }

    fn read(bytes: &[u8]) -> Result<(Self, &[u8]), Error> {
        let (value, bytes) = take(bytes)?;
        let (blinding, bytes) = take(bytes)?;
        let value = u64::from_le_bytes(value);
        let opening = Opening::new(i128::from(value), &blinding)?;
        Ok((Part { value, opening }, bytes))
    }
}

fn take<const N: usize>(bytes: &[u8]) -> Result<([u8; N], &[u8]), Error> {
    let (first, rest) = bytes.split_first_chunk().ok_or(Error::WrongLength)?;
    Ok((*first, rest))
}

impl Receipt {
    /// Errors: [`Error::OutOfRange`] where a part is negative or has more than 64 bits.
    pub fn new(
        salt: [u8; 32],
        plus: Opening,
        minus: Opening,
        inclusion: Inclusion,
    ) -> Result<Self, Error> {
        Ok(Receipt {
            salt,
            plus: Part::new(plus)?,
            minus: Part::new(minus)?,
            inclusion,
        })
    }

    /// The equity, in lots of the currency, with which the list under this root has the account of this id.
    ///
    /// An owner checks three things: that this is no less than the own [`Claim`](crate::Claim), computed from the own
    /// positions and the published prices; that everybody sees the same root; and that a proof of solvency of this
    /// root verifies. Errors: [`Error::NotInTree`].
    pub fn verify(&self, root: &Digest, id: &[u8]) -> Result<i128, Error> {
        let Part { value, opening } = self.plus;
        let entry = Entry::new(owner(&self.salt, id), &opening, &self.minus.opening);
        self.inclusion.verify(root, &entry.leaf())?;
        let equity = i128::from(value).checked_sub(i128::from(self.minus.value));
        equity.ok_or(Error::OutOfRange)
    }

    /// How many accounts are in the list.
    pub fn accounts(&self) -> u32 {
        self.inclusion.count()
    }

    /// The only form of this receipt: 121 bytes and 32 for each hash of its path.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend(self.salt);
        bytes.extend(self.inclusion.index().to_le_bytes());
        bytes.extend(self.inclusion.count().to_le_bytes());
        for part in [&self.plus, &self.minus] {
            bytes.extend(part.value.to_le_bytes());
            bytes.extend(part.opening.blinding());
        }
        bytes.extend(self.inclusion.path().iter().flatten());
        bytes
    }

    /// Errors: [`Error::WrongLength`] where these are not as many bytes as a receipt of this place has,
    /// [`Error::NotInTree`] where the list has no such place, [`Error::WrongOpening`] where a blinding is none,
    /// [`Error::InvalidProof`] for another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let head = bytes.len().checked_sub(HEAD).ok_or(Error::WrongLength)?;
        let (version, bytes) = take(bytes)?;
        if version != [VERSION] {
            return Err(Error::InvalidProof);
        }
        let (salt, bytes) = take(bytes)?;
        let (index, bytes) = take(bytes)?;
        let (count, bytes) = take(bytes)?;
        let [index, count] = [index, count].map(u32::from_le_bytes);
        if Some(head) != Inclusion::length(index, count)?.checked_mul(32) {
            return Err(Error::WrongLength);
        }
        let (plus, bytes) = Part::read(bytes)?;
        let (minus, mut bytes) = Part::read(bytes)?;
        let mut path = Vec::new();
        while let Some((hash, rest)) = bytes.split_first_chunk() {
            path.push(*hash);
            bytes = rest;
        }
        Ok(Receipt {
            salt,
            plus,
            minus,
            inclusion: Inclusion::new(index, count, path)?,
        })
    }
}
