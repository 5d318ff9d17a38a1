//! What a liquidator is paid on top of what is repaid, as a fraction of it, and who gets how much.
//!
//! A bonus comes out of the account, so each rule rounds down. A fixed bonus is a number; one that is
//! linear between two health levels (Solend, Aave v4, Kamino) or that grows with time (Drift) is a
//! [`Ramp`](crate::number::ramp::Ramp), read with `at_down`. The rules here are the others.

use crate::margin::health::Health;
use crate::number::Number;
use crate::Error;

/// The bonus of a market with this loan-to-value limit:
/// `min(most, 1 / (1 - cursor * (1 - loan_to_value)) - 1)`, rounded down (Morpho's incentive factor
/// less 1, with a cursor of 0.3 and at most 0.15).
///
/// Errors: [`Error::InvalidFraction`] for the limit or the cursor, [`Error::InvalidQuantity`] for a
/// negative `most`, [`Error::Overflow`].
pub fn from_loan_to_value<N: Number>(loan_to_value: &N, cursor: &N, most: &N) -> Result<N, Error> {
    if !loan_to_value.is_fraction() || !cursor.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    if most.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    let cut = cursor.mul_down(&N::one().try_sub(loan_to_value)?)?;
    let kept = N::one().try_sub(&cut)?;
    if kept.is_zero() {
        return Ok(most.clone());
    }
    let bonus = N::one().div_down(&kept)?.try_sub(&N::one())?;
    Ok(bonus.lesser(most))
}

/// The bonus that is as large as the shortfall: `1 / factor - 1` with
/// `factor = max(assets / liabilities, 1 - most_discount)`, at most 1, rounded down (Euler's
/// discount, which reaches its cap where the account is that far under water).
///
/// Errors: [`Error::InvalidFraction`] unless `0 <= most_discount < 1`, [`Error::UnknownPrice`] where a
/// price of the account is, [`Error::Overflow`].
pub fn from_shortfall<N: Number>(health: &Health<N>, most_discount: &N) -> Result<N, Error> {
    if !most_discount.is_fraction() || *most_discount == N::one() {
        return Err(Error::InvalidFraction);
    }
    if health.is_stale() {
        return Err(Error::UnknownPrice);
    }
    if health.healthy() {
        return Ok(N::zero());
    }
    // Up, because a larger factor is a smaller bonus.
    let ratio = health.assets().div_up(health.liabilities())?;
    let factor = ratio.greater(&N::one().try_sub(most_discount)?);
    N::one()
        .div_down(&factor.lesser(&N::one()))?
        .try_sub(&N::one())
}

/// At most what the collateral has to give: `min(bonus, max(collateral / debt - 1, 0))` for their
/// values, rounded down; with it the collateral lasts until the debt is repaid. Where nothing is owed
/// the bonus stands.
///
/// Errors: [`Error::InvalidQuantity`] where one is negative, [`Error::Overflow`].
pub fn covered<N: Number>(bonus: &N, collateral: &N, debt: &N) -> Result<N, Error> {
    if bonus.is_negative() || collateral.is_negative() || debt.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    if collateral <= debt {
        return Ok(N::zero());
    }
    let spare = collateral.try_sub(debt)?;
    match spare.div_down(debt) {
        Ok(most) => Ok(bonus.lesser(&most)),
        // Nothing is owed, or next to nothing.
        Err(Error::DivisionByZero | Error::Overflow) => Ok(bonus.clone()),
        Err(error) => Err(error),
    }
}

/// At most one minus the loan-to-value, and past `from` (a loan-to-value near 1, where the debt is
/// going bad) that or `least`, whichever is more (Kamino).
///
/// The cap grows as a liquidation proceeds, so many small liquidations earn more than one large one;
/// [`covered`] has the same purpose and does not. Errors: [`Error::InvalidQuantity`] where one is
/// negative, [`Error::Overflow`].
pub fn near_bad_debt<N: Number>(
    bonus: &N,
    loan_to_value: &N,
    from: &N,
    least: &N,
) -> Result<N, Error> {
    if [bonus, loan_to_value, from, least]
        .iter()
        .any(|value| value.is_negative())
    {
        return Err(Error::InvalidQuantity);
    }
    let spare = N::one().try_sub(loan_to_value)?;
    if loan_to_value >= from {
        Ok(spare.greater(least))
    } else {
        Ok(bonus.lesser(&spare.greater(&N::zero())))
    }
}

/// How a penalty is divided: fractions for the insurance fund and the protocol, the rest for the
/// liquidator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split<N> {
    insurance: N,
    protocol: N,
}

/// The parts of a penalty or fee; they sum to the whole exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts<N> {
    /// What the liquidator gets.
    pub liquidator: N,
    /// What the insurance fund gets.
    pub insurance: N,
    /// What the protocol gets.
    pub protocol: N,
}

impl<N: Number> Split<N> {
    /// Errors: [`Error::InvalidFraction`] where one is no fraction or both exceed 1 together,
    /// [`Error::Overflow`].
    pub fn new(insurance: N, protocol: N) -> Result<Self, Error> {
        let both = insurance.is_fraction() && protocol.is_fraction();
        if !both || insurance.try_add(&protocol)? > N::one() {
            return Err(Error::InvalidFraction);
        }
        Ok(Split {
            insurance,
            protocol,
        })
    }

    /// The whole penalty to the liquidator.
    pub fn liquidator() -> Self {
        Split {
            insurance: N::zero(),
            protocol: N::zero(),
        }
    }

    /// The fraction for the insurance fund.
    pub fn insurance(&self) -> &N {
        &self.insurance
    }

    /// The fraction for the protocol.
    pub fn protocol(&self) -> &N {
        &self.protocol
    }

    /// The parts of `penalty`: the fund's and the protocol's rounded up, the fund's first, and the
    /// liquidator's what is left.
    ///
    /// Errors: [`Error::InvalidQuantity`] for a negative penalty, [`Error::Overflow`].
    pub fn of(&self, penalty: &N) -> Result<Parts<N>, Error> {
        if penalty.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        let insurance = penalty.mul_up(&self.insurance)?;
        let left = penalty.try_sub(&insurance)?;
        let protocol = penalty.mul_up(&self.protocol)?.lesser(&left);
        Ok(Parts {
            liquidator: left.try_sub(&protocol)?,
            insurance,
            protocol,
        })
    }
}
