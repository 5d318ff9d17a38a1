//! How much of a perp to close so that the account is healthy again.

use super::sizing::{contribution, least, Balance, Reason};
use crate::margin::health::{Health, Verdict};
use crate::margin::perp::{Perp, Terms};
use crate::number::Number;
use crate::Error;

/// The terms on which a position is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deal<N> {
    /// The price of a unit, in units of the settlement asset.
    pub price: N,
    /// What the account pays on top, as a fraction of the notional.
    pub fee: N,
    /// The grid of sizes.
    pub lot: N,
}

/// What is closed of a perp: the account's side of the deal. Whoever takes the position over gets
/// `-size` for `-quote`, exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reduction<N> {
    /// Signed: negative where a long is sold.
    pub size: N,
    /// What the account receives for it, in units of the settlement asset; negative where it pays.
    pub quote: N,
    /// What the account pays on top.
    pub fee: N,
    /// Why it is this much.
    pub reason: Reason,
}

/// The smallest part of a perp, a multiple of the lot or the whole position, that has to be closed so
/// that `health` holds: the account's health at the level of `terms` with the perp in it.
///
/// The account receives `-size * price` rounded down, and pays `fee * (|size| * price)`, both products
/// rounded up. `settlement` is the asset that the perp settles in, its `net` with this perp counted. At
/// most `most` units are closed. Open orders stay as they are: a venue cancels them first.
///
/// Errors: [`Error::InvalidPrice`] unless `price > 0`, [`Error::InvalidFraction`] for the fee,
/// [`Error::InvalidStep`], [`Error::InvalidQuantity`] for a negative `most`,
/// [`Error::WrongPositions`] where the settlement asset is no part of `health`, [`Error::Overflow`].
pub fn reduce<N: Number>(
    health: &Health<N>,
    settlement: &Balance<N>,
    perp: &Perp<N>,
    terms: &Terms<'_, N>,
    deal: &Deal<N>,
    most: &N,
) -> Result<Reduction<N>, Error> {
    if deal.price <= N::zero() {
        return Err(Error::InvalidPrice);
    }
    if !deal.fee.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    if most.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    let end = most.floor_to(&deal.lot)?;
    let close = |size: &N, reason| {
        let size = match perp.size().is_negative() {
            true => size.clone(),
            false => size.try_neg()?,
        };
        let notional = size.try_abs()?.mul_up(&deal.price)?;
        Ok(Reduction {
            quote: size.try_neg()?.mul_down(&deal.price)?,
            fee: notional.mul_up(&deal.fee)?,
            size,
            reason,
        })
    };
    match health.verdict() {
        Verdict::Healthy => return close(&N::zero(), Reason::Healthy),
        // A net of nothing has no need of a price until something is paid into it.
        Verdict::Unhealthy if settlement.bound.is_known() => {}
        _ => return close(&N::zero(), Reason::Unknown),
    }
    let whole = perp.size().try_abs()?;
    let (end, stop) = match whole <= *most {
        true => (whole, Reason::Closed),
        false => (end, Reason::Capped),
    };
    match (end.is_zero(), perp.size().is_zero()) {
        (true, true) => return close(&end, Reason::Nothing),
        (true, false) => return close(&end, stop),
        (false, _) => {}
    }
    let rest = health.without(&contribution(&settlement.net, &settlement.bound)?)?;
    let others = settlement.net.try_sub(&perp.value(terms)?)?;
    let surplus = |size: &N| {
        let part = close(size, Reason::Target)?;
        let left = perp.transfer(&part.size, &part.quote.try_sub(&part.fee)?)?;
        let net = others.try_add(&left.value(terms)?)?;
        rest.merge(&contribution(&net, &settlement.bound)?)?
            .surplus()
    };
    let now = health.surplus()?;
    let end = (end.clone(), surplus(&end)?);
    match least(&now, &end, &deal.lot, surplus)? {
        Some(size) => close(&size, Reason::Target),
        None if end.1 < now => close(&end.0, Reason::Worsens),
        None => close(&end.0, stop),
    }
}
