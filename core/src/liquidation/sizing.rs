//! What a sizing is given of an asset, why it comes out as large as it does, and the search for the
//! smallest: [`repay`](super::repay) and [`reduce`](super::reduce) are the two kinds.

use crate::margin::health::Health;
use crate::margin::solver::{search_to, Limit};
use crate::number::Number;
use crate::weights::Bound;
use crate::Error;

/// One asset of the account, as a liquidation at one level sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance<N> {
    /// What is owned, or owed where negative, in units of the asset.
    pub amount: N,
    /// The same with the perps that settle in it: the value of its [`Net`](crate::margin::net::Net) at
    /// the level; without perps it is `amount`.
    pub net: N,
    /// The weighted price at the level.
    pub bound: Bound<N>,
    /// The grid of amounts in this asset.
    pub step: N,
}

/// Why a liquidation is of this size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Reason {
    /// It makes the account healthy, and one step less does not.
    Target = 0,
    /// The account is healthy, and nothing is to be done.
    Healthy = 1,
    /// The whole debt is repaid, and the account is not healthy yet.
    DebtExhausted = 2,
    /// All the collateral is seized, and the account is not healthy yet.
    CollateralExhausted = 3,
    /// The most that the caller allows is done, and the account is not healthy yet.
    Capped = 4,
    /// The whole position is closed, and the account is not healthy yet.
    Closed = 5,
    /// As far as any of the last four goes, but the account ends with less surplus than it had: the
    /// bonus or fee takes more than the liquidation frees. A smaller bonus may help.
    Worsens = 6,
    /// More than the target needs, because less would leave dust.
    Dust = 7,
    /// Nothing is owed here, or there is nothing to take.
    Nothing = 8,
    /// A price is too old to say: nobody is liquidated.
    Unknown = 9,
}

impl Reason {
    /// Every reason, in the order of its number.
    pub const ALL: [Reason; 10] = [
        Reason::Target,
        Reason::Healthy,
        Reason::DebtExhausted,
        Reason::CollateralExhausted,
        Reason::Capped,
        Reason::Closed,
        Reason::Worsens,
        Reason::Dust,
        Reason::Nothing,
        Reason::Unknown,
    ];

    /// The stable name, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Reason::Target => "target",
            Reason::Healthy => "healthy",
            Reason::DebtExhausted => "debt_exhausted",
            Reason::CollateralExhausted => "collateral_exhausted",
            Reason::Capped => "capped",
            Reason::Closed => "closed",
            Reason::Worsens => "worsens",
            Reason::Dust => "dust",
            Reason::Nothing => "nothing",
            Reason::Unknown => "unknown",
        }
    }
}

/// What a netting group counts for by itself.
pub(super) fn contribution<N: Number>(net: &N, bound: &Bound<N>) -> Result<Health<N>, Error> {
    let mut health = Health::new();
    health.add(net, bound)?;
    Ok(health)
}

/// The smallest multiple of `step` in `[0, end]` with a surplus, or `end` itself where only that has.
pub(super) fn least<N: Number>(
    end: &N,
    step: &N,
    surplus: impl FnMut(&N) -> Result<N, Error>,
) -> Result<N, Error> {
    let start = end.floor_to(step)?;
    match search_to(&start, &N::zero(), step, surplus)? {
        Limit::At(value) => Ok(value),
        Limit::Never => Ok(N::zero()),
        _ => Ok(end.clone()),
    }
}
