//! What is published, and what the machine does to earn it.

use crate::{Account, Claim, Refusal, Report, State};
use alloc::vec::Vec;
use borsh::{BorshDeserialize, BorshSerialize};

/// A SHA-256.
pub type Digest = [u8; 32];

/// How many random bytes stand before an account's own, so that its commitment says nothing of it.
pub const BLINDING: usize = 32;

/// SHA-256 as the machine, or the computer, has it.
pub trait Hash {
    /// Of the parts, one behind the other.
    fn sha256(parts: &[&[u8]]) -> Digest;
}

/// All that a proof shows. Its [`digest`] is the proof's public value.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Statement {
    /// The [`digest`] of the state of the markets.
    pub state: Digest,
    /// The [`commitment`] to the account that the ledger has published.
    pub account: Digest,
    /// What is said of the account.
    pub claim: Claim,
}

impl Statement {
    /// From exactly these bytes. Refuses others.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        borsh::from_slice(bytes).map_err(|_| Refusal::Form("statement"))
    }

    /// The bytes whose [`digest`] is public.
    pub fn write(&self) -> Result<Vec<u8>, Refusal> {
        borsh::to_vec(self).map_err(|_| Refusal::Form("statement"))
    }
}

/// The digest of public bytes, those of a state or of a statement.
pub fn digest<H: Hash>(what: &[u8], bytes: &[u8]) -> Digest {
    H::sha256(&[b"plimsoll/zkvm_health/", what, b"/", bytes])
}

/// The commitment to an account: the digest of 32 random bytes and the account's. Who does not know the random
/// ones learns nothing of it, not even its length.
pub fn commitment<H: Hash>(blinded: &[u8]) -> Digest {
    digest::<H>(b"account", blinded)
}

/// Reads state, blinded account and claim, measures the account, and returns the public value of the statement
/// where the claim holds.
///
/// Refuses bytes that are none of these, what the library refuses, and a claim that does not hold.
pub fn prove<H: Hash>(state: &[u8], blinded: &[u8], claim: &[u8]) -> Result<Digest, Refusal> {
    let (_, account) = blinded
        .split_at_checked(BLINDING)
        .ok_or(Refusal::Form("account"))?;
    let claim = Claim::read(claim)?;
    let report = Report::new(&State::read(state)?, &Account::read(account)?)?;
    if !claim.holds(&report) {
        return Err(Refusal::Claim);
    }
    let statement = Statement {
        state: digest::<H>(b"state", state),
        account: commitment::<H>(blinded),
        claim,
    };
    Ok(digest::<H>(b"statement", &statement.write()?))
}
