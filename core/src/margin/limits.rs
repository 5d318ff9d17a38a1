//! How much of one thing an account may still do at the level that its holdings are given at: largest
//! withdrawal, loan and position, fees included, each the last value that the account's own check
//! accepts on the caller's grid.

use super::health::{Health, Verdict};
use super::holding::{Holding, Leg};
use super::perp::Perp;
use crate::number::solver::{search_to, search_up, Limit};
use crate::number::Number;
use crate::Error;

/// Which way a trade goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Toward long.
    Buy,
    /// Toward short.
    Sell,
}

/// The account with one netting group taken out, and that group: the check of one change.
struct Change<'a, N> {
    rest: Health<N>,
    group: Holding<'a, N>,
}

impl<'a, N: Number> Change<'a, N> {
    fn new(holdings: &[Holding<'a, N>], asset: usize) -> Result<Self, Error> {
        let group = holdings.get(asset).ok_or(Error::UnknownMarket)?.clone();
        let mut rest = Health::new();
        for (place, holding) in holdings.iter().enumerate() {
            if place != asset {
                rest = rest.merge(&holding.health()?)?;
            }
        }
        Ok(Change { rest, group })
    }

    fn now(&self) -> Result<Health<N>, Error> {
        self.rest.merge(&self.group.health()?)
    }

    /// Surplus after `amount` and its fee have left the balance.
    fn less(&self, amount: &N, fee: &N) -> Result<N, Error> {
        let paid = amount.try_add(&amount.mul_up(fee)?)?;
        let group = Holding {
            balance: self.group.balance.try_sub(&paid)?,
            ..self.group.clone()
        };
        self.rest.merge(&group.health()?)?.surplus()
    }

    /// Surplus with one perp changed.
    fn with(&self, leg: usize, perp: Perp<N>) -> Result<N, Error> {
        let legs = self.group.legs;
        let changed = |place: usize, old: &Leg<'a, N>| {
            let perp = if place == leg {
                perp.clone()
            } else {
                old.perp.clone()
            };
            Leg {
                perp,
                ..old.clone()
            }
        };
        let group = self
            .group
            .health_of(legs.iter().enumerate().map(|(i, old)| changed(i, old)))?;
        self.rest.merge(&group)?.surplus()
    }
}

/// The largest withdrawal of the asset held in `holdings[asset]`, in units of the asset and a multiple
/// of `step`, after which the account is still healthy and owes nothing in it. `fee` is a fraction of
/// what is withdrawn and paid from the same balance, rounded up.
///
/// [`Limit::NotExposed`] where nothing is owned, [`Limit::AlreadyPast`] where the account is not
/// healthy now. Errors: [`Error::UnknownMarket`], [`Error::InvalidFraction`], [`Error::InvalidStep`],
/// [`Error::Overflow`].
pub fn withdrawal<N: Number>(
    holdings: &[Holding<'_, N>],
    asset: usize,
    fee: &N,
    step: &N,
) -> Result<Limit<N>, Error> {
    let change = checked(holdings, asset, fee)?;
    if change.group.balance <= N::zero() {
        return Ok(Limit::NotExposed);
    }
    let whole = change.group.balance.div_down(&N::one().try_add(fee)?)?;
    answer(&change, || {
        let limit = search_to(&N::zero(), &whole, step, |amount| change.less(amount, fee))?;
        match limit {
            Limit::Never => Ok(Limit::At(whole.floor_to(step)?)),
            other => Ok(other),
        }
    })
}

/// The largest quantity of the asset held in `holdings[asset]` that may leave the account, what is
/// owned first and the rest as a loan, in units of the asset and a multiple of `step`, after which the
/// account is still healthy. `fee` is a fraction of the whole quantity, rounded up.
///
/// Errors and cases: as [`withdrawal`].
pub fn borrow<N: Number>(
    holdings: &[Holding<'_, N>],
    asset: usize,
    fee: &N,
    step: &N,
) -> Result<Limit<N>, Error> {
    let change = checked(holdings, asset, fee)?;
    answer(&change, || {
        let bound = change.group.weights.apply(&change.group.price)?;
        let reach = change
            .now()?
            .surplus()?
            .div_down(bound.liability())
            .unwrap_or(N::one());
        search_up(&N::zero(), &reach, step, |amount| change.less(amount, fee))
    })
}

/// The largest size, without sign and a multiple of `step`, that may be bought or sold in the perp
/// `holdings[asset].legs[leg]` at `price` with a `fee` that is a fraction of the notional, after which
/// the account is still healthy.
///
/// An account that is not healthy now may still buy back what it is short, or sell what it is long:
/// where it is healthy with the position closed, the search starts there. Errors and cases: as
/// [`withdrawal`], and [`Error::InvalidPrice`] unless `price > 0`.
pub fn position<N: Number>(
    holdings: &[Holding<'_, N>],
    asset: usize,
    leg: usize,
    side: Side,
    price: &N,
    fee: &N,
    step: &N,
) -> Result<Limit<N>, Error> {
    let change = checked(holdings, asset, fee)?;
    let perp = &change.group.legs.get(leg).ok_or(Error::UnknownMarket)?.perp;
    if *price <= N::zero() {
        return Err(Error::InvalidPrice);
    }
    let traded = |size: &N| -> Result<N, Error> {
        let signed = match side {
            Side::Buy => size.clone(),
            Side::Sell => size.try_neg()?,
        };
        change.with(leg, perp.trade(&signed, price, fee)?)
    };
    let opposite = match side {
        Side::Buy => perp.size().try_neg()?,
        Side::Sell => perp.size().clone(),
    };
    let reach = change
        .now()?
        .surplus()
        .and_then(|surplus| surplus.div_down(price));
    let reach = reach.unwrap_or(N::one());
    let limit = answer(&change, || search_up(&N::zero(), &reach, step, traded))?;
    match limit {
        Limit::AlreadyPast if opposite > N::zero() => {
            search_up(&opposite, &reach, step, traded).or_else(unknown)
        }
        limit => Ok(limit),
    }
}

fn checked<'a, N: Number>(
    holdings: &[Holding<'a, N>],
    asset: usize,
    fee: &N,
) -> Result<Change<'a, N>, Error> {
    if !fee.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    Change::new(holdings, asset)
}

/// The search's answer, where the account is proven healthy to begin with.
fn answer<N: Number>(
    change: &Change<'_, N>,
    search: impl FnOnce() -> Result<Limit<N>, Error>,
) -> Result<Limit<N>, Error> {
    match change.now()?.verdict() {
        Verdict::Healthy => search().or_else(unknown),
        Verdict::Unhealthy => Ok(Limit::AlreadyPast),
        Verdict::Unknown => Ok(Limit::Unknown),
    }
}

fn unknown<N>(error: Error) -> Result<Limit<N>, Error> {
    match error {
        Error::UnknownPrice => Ok(Limit::Unknown),
        other => Err(other),
    }
}
