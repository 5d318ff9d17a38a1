//! A loss that everybody bears, by an index that each account applies when it is next touched.
//!
//! An index is shared, so a loss can be passed on only in whole steps of it. Each function says what it
//! takes, which is at least the loss where there is enough to take: what is left over belongs to the
//! protocol, never to an account.

use crate::number::Number;
use crate::Error;

/// An index after a loss, and what it takes from those who hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Socialised<N> {
    /// The index after the loss.
    pub index: N,
    /// What moves with it, by exact shares: the change of the index times what bears it, rounded down.
    pub taken: N,
    /// The part of the loss that is more than there is to take.
    pub left: N,
}

/// The deposit index after depositors bear a loss: `index - loss / deposits`, the quotient rounded up,
/// at least zero; `deposits` are the shares, so that a depositor has `shares * index` (Mango, Drift,
/// marginfi). Where nothing is deposited nothing is taken.
///
/// Errors: [`Error::InvalidQuantity`] where one is negative, [`Error::Overflow`].
pub fn deposit_index<N: Number>(index: &N, loss: &N, deposits: &N) -> Result<Socialised<N>, Error> {
    if index.is_negative() || loss.is_negative() || deposits.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    let whole = deposits.mul_down(index)?;
    if whole <= *loss {
        // Nothing is left of the index, unless there was nothing to lose.
        let gone = deposits > &N::zero() && loss > &N::zero();
        return Ok(Socialised {
            index: if gone { N::zero() } else { index.clone() },
            left: loss.try_sub(&whole)?,
            taken: if gone { whole } else { N::zero() },
        });
    }
    let after = index.try_sub(&loss.div_up(deposits)?)?.greater(&N::zero());
    Ok(Socialised {
        taken: deposits.mul_down(&index.try_sub(&after)?)?,
        index: after,
        left: N::zero(),
    })
}

/// How far the funding index of longs rises and that of shorts falls so that every open position
/// bears a loss by its size: `loss / open_interest`, rounded up, with open interest the sum of longs
/// and shorts without sign (Mango, Drift). Where nothing is open, or so little that the change is out of
/// range, nothing is taken.
///
/// The `index` of the result is the change. Errors: [`Error::InvalidQuantity`] where one is negative.
pub fn funding_index<N: Number>(loss: &N, open_interest: &N) -> Result<Socialised<N>, Error> {
    if loss.is_negative() || open_interest.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    let change = loss.div_up(open_interest);
    match change.and_then(|index| Ok((index.mul_down(open_interest)?, index))) {
        Ok((taken, index)) => Ok(Socialised {
            index,
            taken,
            left: N::zero(),
        }),
        Err(Error::DivisionByZero | Error::Overflow) => Ok(Socialised {
            index: N::zero(),
            taken: N::zero(),
            left: loss.clone(),
        }),
        Err(error) => Err(error),
    }
}

/// The part of each profit that can be paid when profits are junior to deposits:
/// `min(max(assets - deposits, 0), profits) / profits`, rounded down; 1 where there is no profit. A
/// profit then pays `profit * ratio` rounded down, and together they never exceed what is there.
///
/// Errors: [`Error::InvalidQuantity`] where one is negative, [`Error::Overflow`].
pub fn junior_ratio<N: Number>(assets: &N, deposits: &N, profits: &N) -> Result<N, Error> {
    if assets.is_negative() || deposits.is_negative() || profits.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    if profits.is_zero() {
        return Ok(N::one());
    }
    let residual = assets.try_sub(deposits)?.greater(&N::zero());
    residual.lesser(profits).div_down(profits)
}
