//! The liquidation price: how far one index may move before the account is no longer healthy.

use crate::margin::health::Health;
use crate::margin::holding::{Holding, Leg};
use crate::margin::perp::Perp;
use crate::number::solver::{search_to, search_up, Limit};
use crate::number::Number;
use crate::price::Price;
use crate::Error;

/// The last prices of one index, below and above the present one, at which the account is healthy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold<N> {
    /// Going down from the present price.
    pub below: Limit<N>,
    /// Going up from the present price.
    pub above: Limit<N>,
}

impl<N: Clone> Threshold<N> {
    fn both(limit: Limit<N>) -> Self {
        Threshold {
            below: limit.clone(),
            above: limit,
        }
    }
}

/// The prices of `index` at which the account that `holdings` make up is healthy for the last time,
/// at the level they are given at (maintenance, for a liquidation price), while everything that does
/// not follow the index stands.
///
/// `price` is the present price of the index. When its midpoint moves to `P`, both ends of every
/// interval on the index are multiplied by `k = P / midpoint`, low ends rounded down and high ends up;
/// ladders apply with the rung at `P`. The answer is a multiple of `step` for which [`check_at`] holds
/// and fails one step further. Where the step is so coarse that it holds at no grid point around the
/// present price, [`Limit::AlreadyPast`] says so of a healthy account too. At most one interval of prices is healthy, because the surplus is
/// concave along one index: see `docs/model.md`.
///
/// Errors: [`Error::InvalidStep`], [`Error::InvalidIndex`] where a perp follows the index of the asset
/// it settles in, [`Error::Overflow`].
pub fn threshold<N: Number>(
    holdings: &[Holding<'_, N>],
    index: u32,
    price: &Price<N>,
    step: &N,
) -> Result<Threshold<N>, Error> {
    let mut standing = Health::new();
    let mut now = Health::new();
    let mut exposed = false;
    for holding in holdings {
        let health = holding.health()?;
        if holding.is_exposed_to(index) {
            exposed = true;
        } else {
            standing = standing.merge(&health)?;
        }
        now = now.merge(&health)?;
    }
    let start = Start { exposed, now };
    let worthless = || worthless(holdings, index, standing.clone());
    start.search(price, step, worthless, |at| {
        let factor = price.factor_to(at)?;
        let mut total = standing.clone();
        for holding in holdings
            .iter()
            .filter(|holding| holding.is_exposed_to(index))
        {
            total = total.merge(&holding.health_at(index, &factor)?)?;
        }
        total.surplus()
    })
}

/// What is known of an account before its liquidation price is looked for.
pub(crate) struct Start<N> {
    /// Whether its health depends on the index.
    pub(crate) exposed: bool,
    /// Its health at the present price.
    pub(crate) now: Health<N>,
}

impl<N: Number> Start<N> {
    /// The last prices at which `surplus` holds; `worthless` is its health when the index is worth nothing.
    pub(crate) fn search(
        self,
        price: &Price<N>,
        step: &N,
        worthless: impl FnOnce() -> Result<Health<N>, Error>,
        mut surplus: impl FnMut(&N) -> Result<N, Error>,
    ) -> Result<Threshold<N>, Error> {
        if !self.exposed {
            return Ok(Threshold::both(Limit::NotExposed));
        }
        if self.now.is_stale() || !price.is_known() {
            return Ok(Threshold::both(Limit::Unknown));
        }
        if !self.now.healthy() {
            return Ok(Threshold::both(Limit::AlreadyPast));
        }
        let start = price.mid()?.greater(step);
        // Concave, healthy now and healthy at zero is healthy between: no rounding far down can hide it.
        let below = if worthless()?.healthy() {
            Limit::Never
        } else {
            match search_to(&start, step, step, &mut surplus)? {
                Limit::Never => Limit::At(step.clone()), // one step further the index is worth nothing
                limit => limit,
            }
        };
        Ok(Threshold {
            below,
            above: search_up(&start, &start, step, &mut surplus)?,
        })
    }
}

/// The account's health when the index is worth nothing: what is priced by it counts zero, and of a
/// perp on it the quote remains.
fn worthless<N: Number>(
    holdings: &[Holding<'_, N>],
    index: u32,
    standing: Health<N>,
) -> Result<Health<N>, Error> {
    let exposed =
        |holding: &&Holding<'_, N>| holding.is_exposed_to(index) && holding.index != index;
    holdings
        .iter()
        .filter(exposed)
        .try_fold(standing, |total, holding| {
            total.merge(&holding.health_of(holding.legs.iter().map(|leg| flat(leg, index)))?)
        })
}

/// The leg at a price of nothing, where it follows the index.
pub(crate) fn flat<'a, N: Number>(leg: &Leg<'a, N>, index: u32) -> Leg<'a, N> {
    if leg.index != index {
        return leg.clone();
    }
    let perp = Perp::new(N::zero(), leg.perp.quote().clone());
    Leg {
        perp,
        ..leg.clone()
    }
}

/// The account's health when the index trades at `at`: what [`threshold`] inverts.
///
/// At the present midpoint, where that is a number of the type, this is the account's own health, bit
/// for bit. Errors: [`Error::InvalidPrice`] unless `at > 0`, [`Error::UnknownPrice`],
/// [`Error::InvalidIndex`], [`Error::Overflow`].
pub fn check_at<N: Number>(
    holdings: &[Holding<'_, N>],
    index: u32,
    price: &Price<N>,
    at: &N,
) -> Result<Health<N>, Error> {
    let factor = price.factor_to(at)?;
    let mut total = Health::new();
    for holding in holdings {
        // A market in which the account has nothing is not scaled: its price may leave the range.
        let health = match holding.is_exposed_to(index) {
            true => holding.health_at(index, &factor)?,
            false => holding.health()?,
        };
        total = total.merge(&health)?;
    }
    Ok(total)
}
