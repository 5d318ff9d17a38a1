//! An order book, level by level.

use super::{check_size, kept_of_trade, Venue};
use crate::number::Number;
use crate::Error;

/// What may be traded at one price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level<N> {
    /// The price of a unit.
    pub price: N,
    /// So many units.
    pub size: N,
}

/// The levels of an order book on the caller's slices, each side from its best price on, and the fee that a
/// taker pays on the notional. An empty side has no depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Depth<'a, N> {
    bids: &'a [Level<N>],
    asks: &'a [Level<N>],
    fee: N,
    /// One less the fee.
    kept: N,
}

impl<'a, N: Number> Depth<'a, N> {
    /// Errors: [`Error::InvalidPool`] where a price is not above zero, a size is negative, a bid is above the
    /// bid before it, an ask below the ask before it, or the best bid above the best ask;
    /// [`Error::InvalidFraction`] unless the fee is in `[0, 1)`.
    pub fn new(bids: &'a [Level<N>], asks: &'a [Level<N>], fee: N) -> Result<Self, Error> {
        let kept = kept_of_trade(&fee)?;
        let sound = |level: &Level<N>| level.price > N::zero() && level.size >= N::zero();
        let apart = match (bids.first(), asks.first()) {
            (Some(bid), Some(ask)) => bid.price <= ask.price,
            _ => true,
        };
        let bids_fall = bids.iter().zip(bids.iter().skip(1));
        let asks_rise = asks.iter().skip(1).zip(asks);
        if apart
            && bids.iter().chain(asks).all(sound)
            && bids_fall.chain(asks_rise).all(|(a, b)| a.price >= b.price)
        {
            Ok(Depth {
                bids,
                asks,
                fee,
                kept,
            })
        } else {
            Err(Error::InvalidPool)
        }
    }

    /// What is bid, best first.
    pub fn bids(&self) -> &'a [Level<N>] {
        self.bids
    }

    /// What is asked, best first.
    pub fn asks(&self) -> &'a [Level<N>] {
        self.asks
    }
}

impl<N: Number> Venue<N> for Depth<'_, N> {
    /// The bids taken from the best on, less the fee. Below exact by less than a step for each level taken,
    /// and one for the fee.
    fn proceeds(&self, size: &N) -> Result<N, Error> {
        check_size(size)?;
        let (mut left, mut fetched) = (size.clone(), N::zero());
        for level in self.bids {
            if left.is_zero() {
                break;
            }
            let taken = left.lesser(&level.size);
            fetched = fetched.try_add(&taken.mul_down(&level.price)?)?;
            left = left.try_sub(&taken)?;
        }
        fetched.mul_down(&self.kept)
    }

    /// The asks taken from the best on, and the fee. Above exact by less than `1 + fee` steps for each level
    /// taken, and one for the fee.
    fn cost(&self, size: &N) -> Result<N, Error> {
        check_size(size)?;
        let (mut left, mut paid) = (size.clone(), N::zero());
        for level in self.asks {
            if left.is_zero() {
                break;
            }
            let taken = left.lesser(&level.size);
            paid = paid.try_add(&taken.mul_up(&level.price)?)?;
            left = left.try_sub(&taken)?;
        }
        if left > N::zero() {
            return Err(Error::AboveCapacity);
        }
        paid.try_add(&paid.mul_up(&self.fee)?)
    }
}
