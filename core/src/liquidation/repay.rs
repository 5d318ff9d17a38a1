//! How much to repay and seize so that the account is healthy again.

use super::exchange::Exchange;
use super::sizing::{contribution, least, Balance, Reason};
use crate::margin::health::{Health, Verdict};
use crate::number::Number;
use crate::Error;

/// What is repaid and seized, in units of each asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seizure<N> {
    /// What the liquidator pays toward the debt.
    pub repaid: N,
    /// What leaves the collateral.
    pub seized: N,
    /// Why it is this much.
    pub reason: Reason,
}

impl<N: Number> Seizure<N> {
    fn none(reason: Reason) -> Self {
        Seizure {
            repaid: N::zero(),
            seized: N::zero(),
            reason,
        }
    }
}

/// The smallest repayment, a multiple of the debt's step or the whole of what may be repaid, after
/// which `health` holds: the account's health at the target level with both assets in it.
///
/// `repaid` takes `exchange.seized(repaid)`, rounded down to the collateral's step, which may be nothing
/// where that step is worth more than what is repaid. At most `most` is repaid (a close factor; not
/// negative), at most what is owed, and at most what the collateral covers: then all of the collateral
/// goes and the repayment is what [`Exchange::repaid`] asks for it, rounded up to the debt's step.
/// Neither asset's net changes its sign. Of a repayment that cannot reach the target, [`Reason`] says
/// what stopped it.
///
/// One step less does not hold. Where the collateral's step is worth many of the debt's, the surplus moves
/// in teeth with the rounding of the seizure, and a repayment some of the collateral's steps smaller may
/// hold too.
///
/// Errors: [`Error::InvalidStep`], [`Error::InvalidQuantity`] for a negative `most`,
/// [`Error::WrongPositions`] where the assets are no part of `health`, [`Error::Overflow`].
pub fn repay<N: Number>(
    health: &Health<N>,
    debt: &Balance<N>,
    collateral: &Balance<N>,
    exchange: &Exchange<N>,
    most: &N,
) -> Result<Seizure<N>, Error> {
    if most.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    for side in [debt, collateral] {
        N::zero().floor_to(&side.step)?;
    }
    match health.verdict() {
        Verdict::Healthy => return Ok(Seizure::none(Reason::Healthy)),
        Verdict::Unknown => return Ok(Seizure::none(Reason::Unknown)),
        Verdict::Unhealthy => {}
    }
    let reach = Reach::new(debt, collateral, exchange, Some(most))?;
    if reach.repaid.is_zero() {
        return Ok(Seizure::none(reach.reason));
    }
    let rest = health
        .without(&contribution(&debt.net, &debt.bound)?)?
        .without(&contribution(&collateral.net, &collateral.bound)?)?;
    let surplus = |repaid: &N| {
        let (paid, left) = (
            debt.net.try_add(repaid)?,
            collateral.net.try_sub(&reach.seized(repaid)?)?,
        );
        rest.merge(&contribution(&paid, &debt.bound)?)?
            .merge(&contribution(&left, &collateral.bound)?)?
            .surplus()
    };
    let now = health.surplus()?;
    let end = (reach.repaid.clone(), surplus(&reach.repaid)?);
    let (repaid, reason) = match least(&now, &end, &debt.step, surplus)? {
        Some(repaid) => (repaid, Reason::Target),
        None if end.1 < now => (end.0, Reason::Worsens),
        None => (end.0, reach.reason),
    };
    Ok(Seizure {
        seized: reach.seized(&repaid)?,
        repaid,
        reason,
    })
}

/// The same seizure, or all that may be repaid where less would leave `dust` of the debt or of the
/// collateral or less, in units of each, with neither of the two closed. Errors: [`Error::InvalidStep`],
/// [`Error::Overflow`].
pub fn sweep<N: Number>(
    seizure: Seizure<N>,
    debt: &Balance<N>,
    collateral: &Balance<N>,
    exchange: &Exchange<N>,
    dust: [&N; 2],
) -> Result<Seizure<N>, Error> {
    let reach = Reach::new(debt, collateral, exchange, None)?;
    let [debt_dust, collateral_dust] = dust;
    let debt_left = reach.owed.try_sub(&seizure.repaid)?;
    let collateral_left = reach.owned.try_sub(&seizure.seized)?;
    let open = debt_left > N::zero() && collateral_left > N::zero();
    let small = debt_left <= *debt_dust || collateral_left <= *collateral_dust;
    if seizure.repaid.is_zero() || !(open && small) {
        return Ok(seizure);
    }
    Ok(Seizure {
        seized: reach.seized(&reach.repaid)?,
        repaid: reach.repaid,
        reason: Reason::Dust,
    })
}

/// How far a repayment may go, and what stops it there.
struct Reach<'a, N> {
    repaid: N,
    reason: Reason,
    /// What is owed and what may be seized, neither beyond a change of sign of its net.
    owed: N,
    owned: N,
    exchange: &'a Exchange<N>,
    step: &'a N,
}

impl<'a, N: Number> Reach<'a, N> {
    fn new(
        debt: &Balance<N>,
        collateral: &'a Balance<N>,
        exchange: &'a Exchange<N>,
        most: Option<&N>,
    ) -> Result<Self, Error> {
        let zero = N::zero();
        let mut reach = Reach {
            repaid: zero.clone(),
            reason: Reason::Nothing,
            owed: zero.greater(&debt.amount.greater(&debt.net).try_neg()?),
            owned: zero.greater(&collateral.amount.lesser(&collateral.net)),
            exchange,
            step: &collateral.step,
        };
        if reach.owed.is_zero() || reach.owned.is_zero() {
            return Ok(reach);
        }
        (reach.repaid, reach.reason) = match most {
            Some(most) if *most < reach.owed => (most.floor_to(&debt.step)?, Reason::Capped),
            _ => (reach.owed.clone(), Reason::DebtExhausted),
        };
        // What is out of range is more than anyone owns, or owes.
        let taken = in_range(exchange.seized(&reach.repaid))?;
        if taken.is_some_and(|taken| taken < reach.owned) {
            return Ok(reach);
        }
        if let Some(needed) = in_range(exchange.repaid(&reach.owned))? {
            let needed = needed.ceil_to(&debt.step)?;
            if needed <= reach.repaid {
                (reach.repaid, reach.reason) = (needed, Reason::CollateralExhausted);
            }
        }
        Ok(reach)
    }

    fn seized(&self, repaid: &N) -> Result<N, Error> {
        if self.reason == Reason::CollateralExhausted && *repaid == self.repaid {
            return Ok(self.owned.clone());
        }
        match in_range(self.exchange.seized(repaid))? {
            Some(seized) => Ok(seized.floor_to(self.step)?.lesser(&self.owned)),
            None => Ok(self.owned.clone()),
        }
    }
}

fn in_range<N>(result: Result<N, Error>) -> Result<Option<N>, Error> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Error::Overflow | Error::DivisionByZero) => Ok(None),
        Err(error) => Err(error),
    }
}
