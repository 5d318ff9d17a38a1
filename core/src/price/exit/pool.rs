//! A constant-product pool: the product of both reserves stays what it is.

use super::{check_size, kept_of_trade, Venue};
use crate::number::Number;
use crate::Error;

/// Reserves of the asset that is sold (base) and of what is paid for it (quote), and a fee on what goes in,
/// as in Uniswap v2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool<N> {
    base: N,
    quote: N,
    /// One less the fee.
    kept: N,
    /// `base / kept`, up: the base reserve on the scale of what goes in before the fee.
    gross_base: N,
}

impl<N: Number> Pool<N> {
    /// Errors: [`Error::InvalidPool`] unless both reserves are above zero, [`Error::InvalidFraction`] unless
    /// the fee is in `[0, 1)`, [`Error::Overflow`].
    pub fn new(base: N, quote: N, fee: &N) -> Result<Self, Error> {
        if !(base > N::zero() && quote > N::zero()) {
            return Err(Error::InvalidPool);
        }
        let kept = kept_of_trade(fee)?;
        Ok(Pool {
            gross_base: base.div_up(&kept)?,
            base,
            quote,
            kept,
        })
    }

    /// The reserve of the asset that is sold.
    pub fn base(&self) -> &N {
        &self.base
    }

    /// The reserve of what is paid for it.
    pub fn quote(&self) -> &N {
        &self.quote
    }
}

impl<N: Number> Venue<N> for Pool<N> {
    /// `quote * size / (base / (1 - fee) + size)`. Below exact by less than `1 + proceeds / base` steps.
    fn proceeds(&self, size: &N) -> Result<N, Error> {
        check_size(size)?;
        self.quote
            .mul_div_down(size, &self.gross_base.try_add(size)?)
    }

    /// `quote * size / (base - size) / (1 - fee)`. Above exact by less than `1 + 1 / (1 - fee)` steps. All of
    /// the base reserve, and more, is above capacity.
    fn cost(&self, size: &N) -> Result<N, Error> {
        check_size(size)?;
        let rest = self.base.try_sub(size)?;
        if rest <= N::zero() {
            return Err(Error::AboveCapacity);
        }
        self.quote.mul_div_up(size, &rest)?.div_up(&self.kept)
    }
}
