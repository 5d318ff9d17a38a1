//! Which position first.

use crate::number::Number;
use crate::Error;

/// What decides which debt is repaid, which collateral is seized, or which position is closed first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// The most margin freed for each unit of value that changes hands, so that the account keeps as
    /// much as it can; the default. Of two that free the same, the larger.
    Riskiest,
    /// The largest value first: the fewest transactions.
    Largest,
    /// As the caller lists them.
    Given,
}

impl Order {
    /// Every order.
    pub const ALL: [Order; 3] = [Order::Riskiest, Order::Largest, Order::Given];

    /// The stable name, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Order::Riskiest => "riskiest",
            Order::Largest => "largest",
            Order::Given => "given",
        }
    }

    /// The place of the candidate to take first, or `None` where none has a value. Ties go to the
    /// earlier. Errors: [`Error::Overflow`].
    pub fn first<N: Number>(self, candidates: &[Candidate<N>]) -> Result<Option<usize>, Error> {
        let mut best: Option<(usize, N, &N)> = None;
        // Not `enumerate`: the overflow check of its count would remain in a build that has them.
        for (place, candidate) in (0..candidates.len()).zip(candidates) {
            if candidate.value <= N::zero() {
                continue;
            }
            let key = match self {
                Order::Riskiest => candidate.margin.div_down(&candidate.value)?,
                Order::Largest => candidate.value.clone(),
                Order::Given => N::zero(),
            };
            let larger = self == Order::Riskiest;
            let better = match &best {
                None => true,
                Some((_, most, value)) => {
                    key > *most || (larger && key == *most && candidate.value > **value)
                }
            };
            if better {
                best = Some((place, key, &candidate.value));
            }
        }
        Ok(best.map(|(place, ..)| place))
    }
}

/// A position that may be taken: its value, and the margin that closing all of it frees at the level
/// of the target, both in the account's currency and without sign.
///
/// Of a debt the margin is `owed * (liability bound - price)`, of a collateral
/// `owned * (price - asset bound)`, of a perp its requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate<N> {
    /// What is owed, owned, or open.
    pub value: N,
    /// What is freed.
    pub margin: N,
}
