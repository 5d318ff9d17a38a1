//! Whose position is closed first when somebody's must be: ranking keys, the highest first.

use crate::number::Number;
use crate::Error;

/// A position at the mark, in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing<N> {
    /// What the position is worth at the mark, signed: negative for a short.
    pub mark: N,
    /// What it was worth when it was entered, with the same sign.
    pub entry: N,
    /// What backs it: the equity of the account.
    pub equity: N,
}

impl<N: Number> Standing<N> {
    /// `(mark - entry) / |entry|`: what the position has gained on its entry, rounded down.
    ///
    /// Errors: [`Error::InvalidQuantity`] where the signs differ, [`Error::DivisionByZero`] for an
    /// entry of zero, [`Error::Overflow`].
    pub fn profit(&self) -> Result<N, Error> {
        if self.mark.is_negative() != self.entry.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        let gained = self.mark.try_sub(&self.entry)?;
        gained.div_down(&self.entry.try_abs()?)
    }

    /// `|mark| / equity`, rounded down. `None` of an account without equity, or with so little that the
    /// quotient is out of range: it ranks above every other. Errors: [`Error::Overflow`] for the one
    /// number without a negative.
    pub fn leverage(&self) -> Result<Option<N>, Error> {
        if self.equity <= N::zero() {
            return Ok(None);
        }
        match self.mark.try_abs()?.div_down(&self.equity) {
            Err(Error::Overflow) => Ok(None),
            leverage => leverage.map(Some),
        }
    }

    /// BitMEX: `profit * leverage` of a winner, `profit / leverage` of a loser, with
    /// `leverage = |mark| / (mark - bankruptcy)`, which for a cross-margined account is its equity.
    /// Rounded down; a loser's in one step, `profit * equity / |mark|`, because a small position's
    /// leverage may round to nothing. An account without equity, or with next to none, is not
    /// deleveraged but liquidated: `None`.
    ///
    /// Errors: as [`Standing::profit`], and [`Error::DivisionByZero`] for a loser worth nothing.
    pub fn by_profit_and_leverage(&self) -> Result<Option<N>, Error> {
        let Some(leverage) = self.leverage()? else {
            return Ok(None);
        };
        let profit = self.profit()?;
        match profit > N::zero() {
            true => profit.mul_down(&leverage).map(Some),
            false => profit
                .mul_div_down(&self.equity, &self.mark.try_abs()?)
                .map(Some),
        }
    }

    /// Hyperliquid: `(mark / entry) * (|mark| / equity)`, both quotients and the product rounded down;
    /// for a short, whose profit is the fall, `entry / mark` in place of `mark / entry`.
    ///
    /// Errors: as [`Standing::profit`].
    pub fn by_move_and_leverage(&self) -> Result<Option<N>, Error> {
        if self.mark.is_negative() != self.entry.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        let Some(leverage) = self.leverage()? else {
            return Ok(None);
        };
        let gained = match self.mark.is_negative() {
            true => self.entry.div_down(&self.mark)?,
            false => self.mark.div_down(&self.entry)?,
        };
        gained.mul_down(&leverage).map(Some)
    }

    /// Bluefin: `max(profit, 0) / max(maintenance, ratio)`, rounded down, with the maintenance margin
    /// ratio of the market and the account's own margin ratio.
    ///
    /// Errors: [`Error::DivisionByZero`] where both ratios are zero or below, and as
    /// [`Standing::profit`].
    pub fn by_profit_and_margin(&self, maintenance: &N, ratio: &N) -> Result<N, Error> {
        let base = maintenance.greater(ratio);
        if base <= N::zero() {
            return Err(Error::DivisionByZero);
        }
        self.profit()?.greater(&N::zero()).div_down(&base)
    }
}
