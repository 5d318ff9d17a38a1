//! Offsets between positions: what two sides of a market charge or earn for standing against each other.
//!
//! A charge rounds up and a credit rounds down; what is matched is exact, and what a table matches is
//! consumed, so that no row counts it again.

pub mod spread;

use crate::number::{whole, Number};
use crate::Error;

/// What is long and what is short of one thing, as two amounts of at least zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sides<N> {
    long: N,
    short: N,
}

impl<N: Number> Sides<N> {
    /// Neither.
    pub fn none() -> Self {
        Sides {
            long: N::zero(),
            short: N::zero(),
        }
    }

    /// Adds an amount, long above zero and short below it. Errors: [`Error::Overflow`].
    pub fn add(&mut self, amount: &N) -> Result<(), Error> {
        match amount.is_negative() {
            true => self.short = self.short.try_sub(amount)?,
            false => self.long = self.long.try_add(amount)?,
        }
        Ok(())
    }

    /// What is long.
    #[inline]
    pub fn long(&self) -> &N {
        &self.long
    }

    /// What is short, as an amount.
    #[inline]
    pub fn short(&self) -> &N {
        &self.short
    }

    /// `long - short`, exact. Errors: [`Error::Overflow`].
    pub fn net(&self) -> Result<N, Error> {
        self.long.try_sub(&self.short)
    }

    /// What stands against the other side, `min(long, short)`: half of what gross is above net. Exact.
    pub fn hedged(&self) -> N {
        self.long.lesser(&self.short)
    }
}

/// Two places of a list that offset each other, and what a unit of it is charged or earns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair<N> {
    /// One place.
    pub first: usize,
    /// The other.
    pub second: usize,
    /// On each unit matched, at least zero.
    pub rate: N,
}

/// Takes what two amounts of opposite signs have in common away from both and answers with it; nothing
/// where they are on one side. Exact.
///
/// Errors: [`Error::UnknownMarket`] for a place that is not among the amounts, or twice the same,
/// [`Error::Overflow`].
pub fn take_matched<N: Number>(amounts: &mut [N], first: usize, second: usize) -> Result<N, Error> {
    let (Some(a), Some(b), false) = (amounts.get(first), amounts.get(second), first == second)
    else {
        return Err(Error::UnknownMarket);
    };
    if a.is_negative() == b.is_negative() {
        return Ok(N::zero());
    }
    let matched = a.try_abs()?.lesser(&b.try_abs()?);
    for place in [first, second] {
        if let Some(amount) = amounts.get_mut(place) {
            *amount = toward_zero(amount, &matched)?;
        }
    }
    Ok(matched)
}

/// `amount` less `taken` of its size.
fn toward_zero<N: Number>(amount: &N, taken: &N) -> Result<N, Error> {
    match amount.is_negative() {
        true => amount.try_add(taken),
        false => amount.try_sub(taken),
    }
}

/// A table of charges for what offsets, in the order of its rows: `sum of matched * rate`, rounded up.
/// The amounts are left with what nothing matched: calendar spreads between tiers, for one.
///
/// Errors: [`Error::InvalidFactor`] for a negative rate, else as [`take_matched`].
pub fn pair_charge<N: Number>(amounts: &mut [N], table: &[Pair<N>]) -> Result<N, Error> {
    table.iter().try_fold(N::zero(), |sum, pair| {
        sum.try_add(&matched(amounts, pair)?.mul_up(&pair.rate)?)
    })
}

/// The same as a credit, rounded down. Source: Coinbase International, Margin Offset (BTC against ETH earns
/// 0.40 of the notional on opposite sides).
///
/// Errors: as [`pair_charge`].
pub fn pair_credit<N: Number>(amounts: &mut [N], table: &[Pair<N>]) -> Result<N, Error> {
    table.iter().try_fold(N::zero(), |sum, pair| {
        sum.try_add(&matched(amounts, pair)?.mul_down(&pair.rate)?)
    })
}

fn matched<N: Number>(amounts: &mut [N], pair: &Pair<N>) -> Result<N, Error> {
    if pair.rate.is_negative() {
        return Err(Error::InvalidFactor);
    }
    take_matched(amounts, pair.first, pair.second)
}

/// The weight under which a hedge of spot and perp counts, from the weight of its legs:
/// `1 - (1 - weight) / 5`, rounded down. Errors: [`Error::InvalidFraction`] unless the weight lies in
/// `[0, 1]`. Source: Vertex and Nado, spreads.
pub fn hedge_weight<N: Number>(weight: &N) -> Result<N, Error> {
    if !weight.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    let fifth = N::one().try_sub(weight)?.div_up(&whole(5)?)?;
    N::one().try_sub(&fifth)
}

/// What a spot balance and a perp on opposite sides earn back of their weights:
/// `min(|spot|, |perp|) * (spot price + perp price) * (hedge - (spot weight + perp weight) / 2)`, at least
/// zero, rounded down. The weights are those of what is owned, `hedge` that of both together.
///
/// Errors: [`Error::InvalidPrice`] for a negative price, [`Error::InvalidFraction`] for a weight outside
/// `[0, 1]`, [`Error::Overflow`]. Source: Vertex and Nado, spreads.
pub fn hedge_credit<N: Number>(
    amounts: &[N; 2],
    prices: &[N; 2],
    weights: &[N; 2],
    hedge: &N,
) -> Result<N, Error> {
    if prices.iter().any(Number::is_negative) {
        return Err(Error::InvalidPrice);
    }
    if !weights.iter().chain([hedge]).all(Number::is_fraction) {
        return Err(Error::InvalidFraction);
    }
    let hedged = take_matched(&mut amounts.clone(), 0, 1)?;
    let ([spot, perp], [first, second]) = (prices, weights);
    let average = first.try_add(second)?.div_up(&whole(2)?)?;
    let earned = hedge.try_sub(&average)?.greater(&N::zero());
    hedged.mul_down(&spot.try_add(perp)?)?.mul_down(&earned)
}

/// Lets gains count for a share only, as those of one group do against the losses of another: above zero
/// `profit * share`, rounded down. Source: OCC, TIMS, product group offsets.
///
/// Errors: [`Error::InvalidFraction`] unless the share lies in `[0, 1]`.
pub fn discount_gains<N: Number>(profits: &mut [N], share: &N) -> Result<(), Error> {
    if !share.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    for profit in profits.iter_mut().filter(|profit| **profit > N::zero()) {
        *profit = profit.mul_down(share)?;
    }
    Ok(())
}

/// Lets gains count up to a limit only. Errors: [`Error::InvalidQuantity`] for a negative limit.
pub fn cap_gains<N: Number>(profits: &mut [N], most: &N) -> Result<(), Error> {
    if most.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    for profit in profits {
        *profit = profit.lesser(most);
    }
    Ok(())
}
