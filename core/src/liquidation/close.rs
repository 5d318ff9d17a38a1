//! How much of an account may be closed at once: close factors, throttles over time, step ladders.

use crate::margin::health::Health;
use crate::number::ramp::Ramp;
use crate::number::Number;
use crate::weights::tiers::Tiers;
use crate::Error;

/// A close factor with its exceptions (Aave v3.7), in the account's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CloseFactor<N> {
    /// The part of the whole account's debt that one liquidation may repay.
    pub fraction: N,
    /// A ratio of assets to liabilities at and below which all of a debt may be repaid.
    pub full_below: N,
    /// A value of the debt or of the collateral below which all of a debt may be repaid.
    pub small: N,
    /// The least value that may be left of either, unless one of them is closed.
    pub dust: N,
}

impl<N: Number> CloseFactor<N> {
    /// No limit and no dust: all of a debt may be repaid at once.
    pub fn full() -> Self {
        CloseFactor {
            fraction: N::one(),
            full_below: N::zero(),
            small: N::zero(),
            dust: N::zero(),
        }
    }

    /// What may be repaid of one debt, as a value: all of it where the account's `ratio` is at most
    /// `full_below` or where the debt's or the collateral's value is below `small`; otherwise at most
    /// `fraction * total_debt`, rounded down.
    ///
    /// Errors: [`Error::InvalidFraction`], [`Error::Overflow`].
    pub fn most(&self, ratio: &N, total_debt: &N, debt: &N, collateral: &N) -> Result<N, Error> {
        if !self.fraction.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        if *ratio <= self.full_below || *debt < self.small || *collateral < self.small {
            return Ok(debt.clone());
        }
        Ok(total_debt.mul_down(&self.fraction)?.lesser(debt))
    }

    /// Whether a liquidation that leaves these values breaks the rule on dust: neither is closed, and
    /// one of them is below `dust`.
    pub fn leaves_dust(&self, debt: &N, collateral: &N) -> bool {
        let open = *debt > N::zero() && *collateral > N::zero();
        open && (*debt < self.dust || *collateral < self.dust)
    }
}

/// What seizing everything leaves (Compound's absorb): the health at the liquidation factors, as what
/// the account is credited and what the protocol is short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absorbed<N> {
    /// What the collateral brings above the debt; the account keeps it.
    pub credit: N,
    /// What it brings below the debt; the reserves bear it.
    pub deficit: N,
}

/// All collateral is seized at its liquidation factor and all debt is paid: `health` counts collateral
/// at `price * factor` and debt in full. One of the two results is zero, and
/// `credit - deficit = surplus` exactly. Errors: [`Error::UnknownPrice`], [`Error::Overflow`].
pub fn absorb<N: Number>(health: &Health<N>) -> Result<Absorbed<N>, Error> {
    if health.is_stale() {
        return Err(Error::UnknownPrice);
    }
    Ok(Absorbed {
        credit: health.surplus()?.greater(&N::zero()),
        deficit: health.shortfall()?,
    })
}

/// How much of a shortfall may be cut now under a throttle (Drift): `share(elapsed)` of the whole,
/// which is what was `freed` so far and what is short, rounded down, less what was freed; all of it
/// where it is below `small`. At least zero.
///
/// Errors: [`Error::InvalidQuantity`] where the shortfall or what was freed is negative,
/// [`Error::InvalidFraction`] where the share is none, [`Error::Overflow`].
pub fn throttle<N: Number>(
    share: &Ramp<N>,
    elapsed: &N,
    shortfall: &N,
    freed: &N,
    small: &N,
) -> Result<N, Error> {
    if shortfall.is_negative() || freed.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    if shortfall < small {
        return Ok(shortfall.clone());
    }
    let share = share.at_down(elapsed)?;
    if !share.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    let allowed = shortfall.try_add(freed)?.mul_down(&share)?;
    Ok(allowed
        .try_sub(freed)?
        .greater(&N::zero())
        .lesser(shortfall))
}

/// The notional down to which a venue's step ladder cuts a position before it checks again: the most
/// that the rung `cut` below the present one holds, or zero where there is no such rung (OKX cuts two
/// tiers, and closes a position on the lowest two in full).
///
/// Errors: [`Error::InvalidQuantity`] for a negative notional.
pub fn step_down<N: Number>(tiers: &Tiers<'_, N>, notional: &N, cut: usize) -> Result<N, Error> {
    if notional.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    let rungs = tiers.rungs();
    let reached = rungs.iter().take_while(|rung| rung.floor <= *notional);
    let above = reached.count().checked_sub(cut);
    Ok(match above.and_then(|place| rungs.get(place)) {
        // A rung holds what lies below the floor of the next; with nothing cut it holds the notional.
        Some(next) if cut > 0 => next.floor.clone(),
        _ if cut == 0 => notional.clone(),
        _ => N::zero(),
    })
}
