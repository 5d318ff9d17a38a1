//! What a sizing is given of an asset, why it comes out as large as it does, and the search for the
//! smallest: [`repay`](super::repay) and [`reduce`](super::reduce) are the two kinds.

use crate::margin::health::Health;
use crate::number::solver::{search_to, Limit};
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

/// A size, and the surplus of the account with it.
pub(super) type Place<N> = (N, N);

/// The smallest multiple of `step` up to `end` with a surplus, or `end` itself where only that has; `None`
/// where none has. `now` is the surplus at zero, which is negative.
///
/// The surplus is concave in the size, so what has one is an interval; it may end before `end` does,
/// where a ladder frees less and less and the price takes as much throughout.
pub(super) fn least<N: Number>(
    now: &N,
    end: &Place<N>,
    step: &N,
    mut surplus: impl FnMut(&N) -> Result<N, Error>,
) -> Result<Option<N>, Error> {
    let top = match end.1.is_negative() {
        true => between((N::zero(), now.clone()), end.clone(), step, &mut surplus)?,
        false => Some(end.0.clone()),
    };
    let Some(top) = top else { return Ok(None) };
    match search_to(&top.floor_to(step)?, &N::zero(), step, surplus)? {
        Limit::At(value) => Ok(Some(value)),
        _ => Ok(Some(top)),
    }
}

/// A multiple of `step` between two places without a surplus that has one, where there is any. The line
/// through two places bounds a concave surplus beyond them, so that a question or two settle most.
fn between<N: Number>(
    mut low: Place<N>,
    mut high: Place<N>,
    step: &N,
    surplus: &mut impl FnMut(&N) -> Result<N, Error>,
) -> Result<Option<N>, Error> {
    let Some(at) = middle(&low, &high, step)? else {
        return Ok(None);
    };
    let mut best = (at.clone(), surplus(&at)?);
    while best.1.is_negative() {
        let above = match reaches(&low, &best, &high)? {
            true => middle(&best, &high, step)?,
            false => None,
        };
        let below = match reaches(&high, &best, &low)? {
            true => middle(&low, &best, step)?,
            false => None,
        };
        let Some(at) = above.or(below) else {
            return Ok(None);
        };
        let next = (at.clone(), surplus(&at)?);
        let better = next.1 > best.1;
        match (better, next.0 > best.0) {
            (true, true) => (low, best) = (best, next),
            (true, false) => (high, best) = (best, next),
            (false, true) => high = next,
            (false, false) => low = next,
        }
    }
    Ok(Some(best.0))
}

/// A grid point strictly between, near half way; `low` is one itself, `high` need not be.
fn middle<N: Number>(low: &Place<N>, high: &Place<N>, step: &N) -> Result<Option<N>, Error> {
    let two = N::one().try_add(&N::one())?;
    let half = high.0.try_sub(&low.0)?.div_down(&two)?;
    let Ok(first) = low.0.try_add(step) else {
        return Ok(None);
    };
    let at = low.0.try_add(&half)?.floor_to(step)?.greater(&first);
    Ok((at < high.0).then_some(at))
}

/// Whether the line from `a` through `b` has a surplus at `c`, on the other side of `b`.
fn reaches<N: Number>(a: &Place<N>, b: &Place<N>, c: &Place<N>) -> Result<bool, Error> {
    if b.1 <= a.1 {
        return Ok(false);
    }
    let (run, rest) = (b.0.try_sub(&a.0)?, c.0.try_sub(&b.0)?);
    match b.1.try_sub(&a.1)?.mul_div_up(&rest, &run) {
        Ok(rise) => Ok(rise >= b.1.try_neg()?),
        Err(Error::Overflow) => Ok(true),
        Err(error) => Err(error),
    }
}
