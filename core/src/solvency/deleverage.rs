//! Closing opposite positions at the bankruptcy price: how much of whose, in whole units, and never
//! more than is needed.
//!
//! Sizes are integers, base units or lots of the market, and so every allocation is exact. The keys
//! come from [`rank`](super::rank), or from the caller.

use crate::number::amount::mul_div;
use crate::number::sort::sort;
use crate::number::Number;
use crate::Error;
use core::cmp::Ordering;

/// A position that may be closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate<N> {
    /// The caller's number for it. Of equal keys the lower number comes first.
    pub id: u32,
    /// The higher is closed first.
    pub key: N,
    /// What is open, in units, without sign.
    pub size: u128,
    /// What of it is to be closed: the answer.
    pub close: u128,
    /// What pro rata division leaves over of this one, while it is computed.
    rest: u128,
}

impl<N: Number> Candidate<N> {
    /// A position of which nothing is closed yet.
    pub fn new(id: u32, key: N, size: u128) -> Self {
        Candidate {
            id,
            key,
            size,
            close: 0,
            rest: 0,
        }
    }
}

/// Sorts by rank, and closes whole positions from the top until `needed` units are closed, the last
/// one in part. Returns what of `needed` no position is left for.
pub fn greedy<N: Number>(candidates: &mut [Candidate<N>], needed: u128) -> u128 {
    sort(candidates, rank);
    let mut left = needed;
    for candidate in candidates.iter_mut() {
        candidate.close = candidate.size.min(left);
        left = left.wrapping_sub(candidate.close); // at most what is left
    }
    left
}

/// Closes the same part of every position: `size * needed / total` units each, and of the units that
/// rounding leaves over one each by the largest remainder, of equal ones by rank. Leaves the slice
/// sorted by rank, and returns what of `needed` no position is left for.
///
/// Each closes its exact share to less than one unit, and together they close `needed` exactly.
/// Errors: [`Error::Overflow`] where the sizes sum to more than 2^128 - 1.
pub fn pro_rata<N: Number>(candidates: &mut [Candidate<N>], needed: u128) -> Result<u128, Error> {
    let total = candidates
        .iter()
        .try_fold(0u128, |sum, candidate| sum.checked_add(candidate.size))
        .ok_or(Error::Overflow)?;
    if total <= needed {
        sort(candidates, rank);
        for candidate in candidates.iter_mut() {
            candidate.close = candidate.size;
        }
        return needed.checked_sub(total).ok_or(Error::Overflow);
    }
    let mut left = needed;
    for candidate in candidates.iter_mut() {
        (candidate.close, candidate.rest) = mul_div(candidate.size, needed, total)?;
        left = left.checked_sub(candidate.close).ok_or(Error::Overflow)?;
    }
    sort(candidates, |a, b| b.rest.cmp(&a.rest).then(rank(a, b)));
    for candidate in candidates.iter_mut() {
        // A remainder leaves room: the share is below the size.
        if left > 0 && candidate.rest > 0 {
            candidate.close = candidate.close.checked_add(1).ok_or(Error::Overflow)?;
            left = left.checked_sub(1).ok_or(Error::Overflow)?;
        }
        candidate.rest = 0;
    }
    sort(candidates, rank);
    Ok(left)
}

/// Highest key first, then lowest number. Keys that do not compare (no number of `Fixed`) are equal.
fn rank<N: Number>(a: &Candidate<N>, b: &Candidate<N>) -> Ordering {
    let keys = b.key.partial_cmp(&a.key).unwrap_or(Ordering::Equal);
    keys.then(a.id.cmp(&b.id))
}
