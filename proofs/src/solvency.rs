//! The proof that reserves cover what is owed, as it is published and verified.
//!
//! Of every account the list shows two commitments, to `plus` and to `minus`, and a range proof shows that both are
//! whole numbers below 2^64. The account's equity is `plus - minus`, so `plus >= max(equity, 0)` whatever the prover
//! chose, and inflating both parts only raises the sum that is to be covered. That sum's commitment is the
//! sum of the commitments, and `reserves - sum of plus` is shown to be at least 0 by two more limbs:
//! `2^64 * upper + lower`, of which `upper` is committed and the commitment to `lower` follows from the rest.
//!
//! Nothing wraps: the sum is below `2^20 * 2^64`, the reserves are below 2^127, so their difference and the limbs' sum
//! differ by less than 2^129 where the group's order is above 2^252.

use crate::commitment::scalar;
use crate::tree::{digest, Digest, Tree};
use crate::{range, Batch, Commitment, Context, Error, Generators, Opening, Reserves};
use bulletproofs::PedersenGens;
use merlin::Transcript;
use std::cmp::Ordering;

/// The most accounts in one proof.
pub const MAX_ACCOUNTS: usize = 1 << 20;

/// The first byte of every proof of this form.
const VERSION: u8 = 1;
/// Bytes of an account: its owner and two commitments.
const ENTRY: usize = 3 * 32;
/// Bytes besides the accounts and the range proof: version, count, a commitment.
const FRAME: usize = 1 + 4 + 32;

/// One account as everybody sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub owner: Digest,
    pub plus: [u8; 32],
    pub minus: [u8; 32],
}

impl Entry {
    pub fn new(owner: Digest, plus: &Opening, minus: &Opening) -> Self {
        Entry {
            owner,
            plus: plus.commit().to_bytes(),
            minus: minus.commit().to_bytes(),
        }
    }

    pub fn leaf(&self) -> Digest {
        digest(b"plimsoll leaf", &[&self.owner, &self.plus, &self.minus])
    }
}

/// Where a proof of this statement begins.
pub(crate) fn transcript(
    context: &Context<'_>,
    reserves: &Reserves,
    root: &Digest,
    accounts: usize,
    upper: &[u8; 32],
) -> Result<Transcript, Error> {
    let mut transcript = context.transcript(b"plimsoll solvency");
    transcript.append_u64(b"accounts", accounts as u64);
    transcript.append_u64(b"lots", reserves.lots().per_token());
    transcript.append_message(b"reserves", &reserves.total()?.to_le_bytes());
    transcript.append_message(b"root", root);
    transcript.append_message(b"upper", upper);
    Ok(transcript)
}

/// A published proof of solvency, with the list that it is about. Whoever reads it learns how many accounts there
/// are at most (accounts of nothing may be among them), and nothing of who they are or what they have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solvency {
    entries: Vec<Entry>,
    upper: [u8; 32],
    proof: Vec<u8>,
}

impl Solvency {
    pub(crate) fn of(entries: Vec<Entry>, upper: [u8; 32], proof: Vec<u8>) -> Self {
        Solvency {
            entries,
            upper,
            proof,
        }
    }

    /// How many values are proved to be in range for so many accounts: what [`Generators::new`] is asked for.
    pub fn values(accounts: usize) -> usize {
        accounts.saturating_mul(2).saturating_add(2)
    }

    /// How many accounts are in the list.
    pub fn accounts(&self) -> usize {
        self.entries.len()
    }

    /// The hash of the list.
    pub fn root(&self) -> Digest {
        Tree::new(self.entries.iter().map(Entry::leaf).collect()).root()
    }

    /// Whether `reserves` cover what the list under `root` says is owed, at the state and for the purpose of
    /// `context`.
    ///
    /// Errors: [`Error::DuplicateOwner`] where an owner stands twice, [`Error::InvalidProof`] where this is not
    /// the list of the root, its owners are not in order, or the proof is wrong; [`Error::InvalidCommitment`];
    /// [`Error::TooMany`] where the generators were made for fewer values; those of [`Reserves::total`].
    pub fn verify(
        &self,
        generators: &Generators,
        context: &Context<'_>,
        reserves: &Reserves,
        root: &Digest,
    ) -> Result<(), Error> {
        for pair in self.entries.windows(2) {
            if let [a, b] = pair {
                match a.owner.cmp(&b.owner) {
                    Ordering::Less => {}
                    Ordering::Equal => return Err(Error::DuplicateOwner),
                    Ordering::Greater => return Err(Error::InvalidProof),
                }
            }
        }
        if self.root() != *root {
            return Err(Error::InvalidProof);
        }
        let values = Solvency::values(self.entries.len());
        let transcript = transcript(context, reserves, root, self.entries.len(), &self.upper)?;

        let total = i128::try_from(reserves.total()?).map_err(|_| Error::OutOfRange)?;
        let mut surplus = PedersenGens::default().B * scalar(total);
        let mut commitments = Vec::with_capacity(values);
        for entry in &self.entries {
            let plus = Commitment::from_bytes(&entry.plus)?;
            surplus -= plus.point();
            commitments.extend([plus, Commitment::from_bytes(&entry.minus)?]);
        }
        let upper = Commitment::from_bytes(&self.upper)?;
        let lower = Commitment::of(surplus - upper.point() * scalar(1 << 64));
        commitments.extend([upper, lower]);

        let mut batch = Batch::new(generators);
        batch.add(&transcript, &commitments, &self.proof)?;
        batch.verify()
    }

    /// Bytes of the proof for so many accounts.
    pub fn length(accounts: usize) -> usize {
        accounts
            .saturating_mul(ENTRY)
            .saturating_add(FRAME)
            .saturating_add(range::length(Solvency::values(accounts)))
    }

    /// The only form of this proof: [`Solvency::length`] bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        // At most MAX_ACCOUNTS, which fits.
        bytes.extend((self.entries.len() as u32).to_le_bytes());
        for entry in &self.entries {
            bytes.extend(entry.owner);
            bytes.extend(entry.plus);
            bytes.extend(entry.minus);
        }
        bytes.extend(self.upper);
        bytes.extend(&self.proof);
        bytes
    }

    /// Errors: [`Error::WrongLength`] where these are not as many bytes as the stated number of accounts needs,
    /// [`Error::TooMany`] above [`MAX_ACCOUNTS`], [`Error::InvalidProof`] for another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let length = bytes.len();
        let (version, bytes) = bytes.split_first().ok_or(Error::WrongLength)?;
        if *version != VERSION {
            return Err(Error::InvalidProof);
        }
        let (count, bytes) = bytes.split_first_chunk().ok_or(Error::WrongLength)?;
        let count = usize::try_from(u32::from_le_bytes(*count)).map_err(|_| Error::TooMany)?;
        if count > MAX_ACCOUNTS {
            return Err(Error::TooMany);
        }
        if length != Solvency::length(count) {
            return Err(Error::WrongLength);
        }
        let mut entries = Vec::with_capacity(count);
        let mut rest = bytes;
        for _ in 0..count {
            let [owner, plus, minus] = take3(&mut rest)?;
            entries.push(Entry { owner, plus, minus });
        }
        let (upper, proof) = rest.split_first_chunk().ok_or(Error::WrongLength)?;
        Ok(Solvency {
            entries,
            upper: *upper,
            proof: proof.to_vec(),
        })
    }
}

fn take3(bytes: &mut &[u8]) -> Result<[[u8; 32]; 3], Error> {
    let mut parts = [[0; 32]; 3];
    for part in &mut parts {
        let (first, rest) = bytes.split_first_chunk().ok_or(Error::WrongLength)?;
        (*part, *bytes) = (*first, rest);
    }
    Ok(parts)
}
