//! At what price a position inside a cross-margined account leaves it nothing, and at what price it
//! may be filled before that (dYdX).

use crate::number::Number;
use crate::Error;

/// A position and the account that it is part of, in the account's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position<N> {
    /// What the position, or the part of it that is closed, is worth at the mark: positive for a long,
    /// negative for a short, its quote left out.
    pub value: N,
    /// What the maintenance requirement falls by when it is closed.
    pub requirement: N,
    /// What the whole account is worth at the mark; may be negative.
    pub equity: N,
    /// The maintenance requirement of the whole account.
    pub total: N,
}

impl<N: Number> Position<N> {
    fn check(&self) -> Result<(), Error> {
        let negative = self.requirement.is_negative() || self.total.is_negative();
        match negative || self.requirement > self.total {
            true => Err(Error::InvalidQuantity),
            false => Ok(()),
        }
    }

    /// What closing the position must bring so that the account loses the part of its equity that the
    /// position's share of the requirement stands for: `value - equity * requirement / total`, the
    /// product rounded down, so the result up. Where the requirement is nothing it is `value`.
    ///
    /// With every position closed at this price the account has nothing, and owes nothing. Errors:
    /// [`Error::InvalidQuantity`] unless `0 <= requirement <= total`, [`Error::Overflow`].
    pub fn bankruptcy(&self) -> Result<N, Error> {
        self.check()?;
        if self.total.is_zero() {
            return Ok(self.value.clone());
        }
        let share = self.equity.mul_div_down(&self.requirement, &self.total)?;
        self.value.try_sub(&share)
    }

    /// What closing the position may bring at most in the liquidator's favour:
    /// `value - urgency * spread * requirement`, with
    /// `urgency = clamp(adjustment * (1 - equity / total), 0, 1)`: a little below the mark where the
    /// account has just become liquidatable, further the less it has. Rounded down, because it is what
    /// the account receives.
    ///
    /// Errors: [`Error::InvalidQuantity`] for a negative spread or adjustment and as
    /// [`Position::bankruptcy`], [`Error::Overflow`].
    pub fn fillable(&self, spread: &N, adjustment: &N) -> Result<N, Error> {
        self.check()?;
        if spread.is_negative() || adjustment.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        if self.total.is_zero() {
            return Ok(self.value.clone());
        }
        let missing = self.total.try_sub(&self.equity)?.greater(&N::zero());
        // Above one in every unit is one.
        let urgency = match missing.mul_div_up(adjustment, &self.total) {
            Ok(urgency) => urgency.lesser(&N::one()),
            Err(Error::Overflow) => N::one(),
            Err(error) => return Err(error),
        };
        let room = spread.mul_up(&self.requirement)?;
        self.value.try_sub(&urgency.mul_up(&room)?)
    }
}

/// The price of a unit at which `size` brings at least `quote`: `quote / size`, rounded up for a long,
/// which receives, and down for a short (negative size, negative quote), which pays.
///
/// Errors: [`Error::DivisionByZero`], [`Error::Overflow`].
pub fn price<N: Number>(quote: &N, size: &N) -> Result<N, Error> {
    match size.is_negative() {
        true => quote.div_down(size),
        false => quote.div_up(size),
    }
}

/// What a liquidation fill gives the insurance fund, or takes from it where negative:
/// `proceeds - bankruptcy`, of which the fund keeps at most `most_fee * |proceeds|`, rounded down;
/// the rest stays with the account.
///
/// Errors: [`Error::InvalidFraction`] for the fee, [`Error::Overflow`].
pub fn insurance_delta<N: Number>(proceeds: &N, bankruptcy: &N, most_fee: &N) -> Result<N, Error> {
    if !most_fee.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    let spare = proceeds.try_sub(bankruptcy)?;
    match spare <= N::zero() {
        true => Ok(spare),
        false => Ok(spare.lesser(&proceeds.try_abs()?.mul_down(most_fee)?)),
    }
}
