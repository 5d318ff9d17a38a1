//! Dutch auctions of an account: what a bidder pays, and for how much of it.
//!
//! A discount over time is a [`Ramp`]: Derive's falls along a fast and then a slow one, Opyn's price
//! for an option's liquidator rises from what closing it is worth to all of its collateral.

use crate::number::ramp::Ramp;
use crate::number::Number;
use crate::Error;

/// A solvent account in auction, in its currency. `equity` is what it is worth at the mark,
/// `maintenance` its surplus at that level, which is negative while it is in auction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Auction<N> {
    /// What the account is worth at the mark, with what is reserved.
    pub equity: N,
    /// Its surplus at maintenance.
    pub maintenance: N,
    /// What earlier bidders have paid into it, which nobody bids for.
    pub reserved: N,
}

impl<N: Number> Auction<N> {
    /// What the account must reach to leave the auction: `maintenance - buffer * (equity -
    /// maintenance)`, rounded down. Negative while it has not.
    ///
    /// Errors: [`Error::InvalidQuantity`] for a negative buffer, [`Error::Overflow`].
    pub fn buffered(&self, buffer: &N) -> Result<N, Error> {
        if buffer.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        let margin = self.equity.try_sub(&self.maintenance)?;
        self.maintenance.try_sub(&buffer.mul_up(&margin)?)
    }

    /// The largest share of the account that may be bid for, so that what is left with the bid is at
    /// its buffer margin: `b / (b - equity * d - reserved * (1 - d))` with `b` the buffered margin and
    /// `d` the part of the mark that a bidder pays, rounded down. Zero where the account may leave
    /// the auction, all of it where no share can bring it there.
    ///
    /// Errors: [`Error::InvalidFraction`] for the discount, [`Error::InvalidQuantity`] for a negative
    /// buffer, [`Error::Overflow`].
    pub fn largest_share(&self, buffer: &N, discount: &N) -> Result<N, Error> {
        if !discount.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        let missing = self.buffered(buffer)?.try_neg()?;
        if missing <= N::zero() {
            return Ok(N::zero());
        }
        let kept = N::one().try_sub(discount)?;
        let freed = missing
            .try_add(&self.equity.mul_up(discount)?)?
            .try_add(&self.reserved.mul_up(&kept)?)?;
        if freed <= missing {
            return Ok(N::one());
        }
        missing.div_down(&freed)
    }

    /// What a bidder pays for all of the account: `(equity - reserved) * discount`, rounded up. A bid
    /// for a share pays the share of it. Errors: [`Error::InvalidFraction`], [`Error::Overflow`].
    pub fn bid(&self, discount: &N) -> Result<N, Error> {
        if !discount.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        self.equity.try_sub(&self.reserved)?.mul_up(discount)
    }

    /// What a bidder is paid to take an insolvent account, negative: from `min(equity, 0)` down to
    /// `maintenance` over `length`, rounded up, so that the fund pays no more than it must.
    ///
    /// Errors: [`Error::InvalidRamp`] unless `length > 0`, [`Error::Overflow`].
    pub fn insolvent(&self, elapsed: &N, length: N) -> Result<N, Error> {
        if length <= N::zero() {
            return Err(Error::InvalidRamp);
        }
        let start = self.equity.lesser(&N::zero());
        let end = self.maintenance.lesser(&start);
        Ramp::new(N::zero(), length, start, end)?.at_up(elapsed)
    }
}

/// Which part of the mark a bidder pays after `elapsed`: along the fast ramp to its end, and from
/// there along the slow one, rounded up (Derive). Errors: [`Error::Overflow`].
pub fn discount<N: Number>(fast: &Ramp<N>, slow: &Ramp<N>, elapsed: &N) -> Result<N, Error> {
    match elapsed < slow.from() {
        true => fast.at_up(elapsed),
        false => slow.at_up(elapsed),
    }
}

/// The price at which a protocol sells collateral that it absorbed (Compound's storefront):
/// `price * (1 - factor * (1 - liquidation_factor))`, rounded up.
///
/// Errors: [`Error::InvalidFraction`] for either factor, [`Error::Overflow`].
pub fn storefront<N: Number>(price: &N, factor: &N, liquidation_factor: &N) -> Result<N, Error> {
    if !factor.is_fraction() || !liquidation_factor.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    let penalty = N::one().try_sub(liquidation_factor)?;
    price.mul_up(&N::one().try_sub(&factor.mul_down(&penalty)?)?)
}
