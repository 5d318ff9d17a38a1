//! What a size really fetches where it can be sold, which is less than its mark.
//!
//! A mark is the price of the next unit. Whoever takes over a position has to sell all of it, into a pool
//! or a book that pays less for every further unit, and to buy back what was owed at rising prices.
//! [`price`] puts the average of that into the interval, so that collateral counts for what its owner's
//! liquidator gets. Amounts are in units of what the venue pays with; where that is not the account's
//! currency, [`Price::scale`] converts.
//!
//! The venues read the caller's reserves, ranges or levels and change nothing: two sales, one after the
//! other, are one sale of both sizes.

pub mod depth;
pub mod pool;
pub mod ranges;
pub mod stable;

use super::Price;
use crate::number::solver::{search_to, Limit};
use crate::number::Number;
use crate::Error;

/// Where a size can be sold or bought back: a [`Pool`](pool::Pool), the [`Ranges`](ranges::Ranges) of
/// concentrated liquidity, a [`StableSwap`](stable::StableSwap), the [`Depth`](depth::Depth) of a book.
pub trait Venue<N> {
    /// What selling `size` fetches, fee deducted, rounded down; what exceeds the venue's depth fetches
    /// nothing. It rises with the size, by less and less.
    ///
    /// Errors: [`Error::InvalidQuantity`] below zero, [`Error::Overflow`].
    fn proceeds(&self, size: &N) -> Result<N, Error>;

    /// What buying `size` costs, fee included, rounded up. It rises with the size, by more and more.
    ///
    /// Errors: [`Error::InvalidQuantity`] below zero, [`Error::AboveCapacity`] where the venue has not
    /// that much, [`Error::Overflow`].
    fn cost(&self, size: &N) -> Result<N, Error>;
}

/// What a unit fetches on average when `size` is sold, rounded down. Errors: [`Error::DivisionByZero`] of
/// a size of zero, and those of [`Venue::proceeds`].
pub fn average_sale<N: Number>(size: &N, venue: &(impl Venue<N> + ?Sized)) -> Result<N, Error> {
    venue.proceeds(size)?.div_down(size)
}

/// What a unit costs on average when `size` is bought, rounded up. Errors: [`Error::DivisionByZero`] of a
/// size of zero, and those of [`Venue::cost`].
pub fn average_purchase<N: Number>(size: &N, venue: &(impl Venue<N> + ?Sized)) -> Result<N, Error> {
    venue.cost(size)?.div_up(size)
}

/// The mark, widened by what leaving a position of `quantity` would average: the sale of what is owned
/// lowers the low end, the purchase of what is owed (a negative quantity) raises the high end.
///
/// The result contains the mark. Nothing to leave, or an unknown mark, changes nothing. The low end is zero
/// where the venue pays nothing, which is still a bound. Errors: [`Error::AboveCapacity`] where the venue
/// has not as much as is owed, so that no price is high enough; [`Error::Overflow`].
pub fn price<N: Number>(
    mark: &Price<N>,
    quantity: &N,
    venue: &(impl Venue<N> + ?Sized),
) -> Result<Price<N>, Error> {
    if !mark.is_known() || quantity.is_zero() {
        return Ok(mark.clone());
    }
    if quantity.is_negative() {
        let average = average_purchase(&quantity.try_neg()?, venue)?;
        Price::from_stored(mark.low.clone(), mark.high.greater(&average))
    } else {
        let average = average_sale(quantity, venue)?;
        Price::from_stored(mark.low.lesser(&average), mark.high.clone())
    }
}

/// The largest size, a multiple of `step` up to `most`, whose sale fetches on average at least the low end
/// of the mark less `slippage` of it: `proceeds(size) >= size * low * (1 - slippage)`, the right side rounded
/// up.
///
/// One step more does not. [`Limit::Never`] where the last multiple up to `most` does, [`Limit::Unknown`]
/// without a mark, zero where not even the first unit fetches as much. The rounding of a sale weighs most
/// on the smallest sizes: those below the answer may fail by a few steps of the type.
///
/// Errors: [`Error::InvalidFraction`] for the slippage, [`Error::InvalidQuantity`] for a negative `most`,
/// [`Error::InvalidStep`], [`Error::Overflow`].
pub fn largest_sale<N: Number>(
    mark: &Price<N>,
    slippage: &N,
    most: &N,
    step: &N,
    venue: &(impl Venue<N> + ?Sized),
) -> Result<Limit<N>, Error> {
    let least = mark.low.mul_up(&kept(slippage)?)?;
    largest(mark, most, step, |size| {
        venue.proceeds(size)?.try_sub(&size.mul_up(&least)?)
    })
}

/// The largest size, a multiple of `step` up to `most`, that costs on average at most the high end of the
/// mark and `slippage` of it: `cost(size) <= size * high * (1 + slippage)`, the right side rounded down.
///
/// As [`largest_sale`] in all else.
pub fn largest_purchase<N: Number>(
    mark: &Price<N>,
    slippage: &N,
    most: &N,
    step: &N,
    venue: &(impl Venue<N> + ?Sized),
) -> Result<Limit<N>, Error> {
    kept(slippage)?;
    let dearest = mark.high.mul_down(&N::one().try_add(slippage)?)?;
    largest(mark, most, step, |size| {
        size.mul_down(&dearest)?.try_sub(&venue.cost(size)?)
    })
}

/// The last multiple of `step` up to `most` with a surplus of at least zero, for a surplus that is zero at
/// zero and concave.
///
/// The search starts from a size that holds, found by halving, because the surplus of the smallest sizes
/// is lost in their rounding.
fn largest<N: Number>(
    mark: &Price<N>,
    most: &N,
    step: &N,
    surplus: impl Fn(&N) -> Result<N, Error>,
) -> Result<Limit<N>, Error> {
    if most.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    let end = most.floor_to(step)?;
    if !mark.is_known() {
        return Ok(Limit::Unknown);
    }
    // What the venue has not, or the type cannot hold, is too much.
    let surplus = |size: &N| match surplus(size) {
        Err(Error::AboveCapacity | Error::Overflow) => N::one().try_neg(),
        surplus => surplus,
    };
    let two = N::one().try_add(&N::one())?;
    let mut start = end.clone();
    while start > N::zero() && surplus(&start)? < N::zero() {
        start = start.div_down(&two)?.floor_to(step)?;
    }
    search_to(&start, &end, step, surplus)
}

/// `1 - fee`. Errors: [`Error::InvalidFraction`] unless the fee is in `[0, 1]`.
fn kept<N: Number>(fee: &N) -> Result<N, Error> {
    if !fee.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    N::one().try_sub(fee)
}

/// `1 - fee` of a venue, which keeps less than all. Errors: [`Error::InvalidFraction`] unless the fee is in
/// `[0, 1)`.
fn kept_of_trade<N: Number>(fee: &N) -> Result<N, Error> {
    let kept = kept(fee)?;
    if kept.is_zero() {
        return Err(Error::InvalidFraction);
    }
    Ok(kept)
}

/// Errors: [`Error::InvalidQuantity`] below zero.
fn check_size<N: Number>(size: &N) -> Result<(), Error> {
    if size.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    Ok(())
}
