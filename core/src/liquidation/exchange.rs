//! The terms on which a liquidator repays one asset and takes another.

use crate::margin::health::Health;
use crate::number::Number;
use crate::weights::{Bound, Weights};
use crate::Error;

/// What a unit of debt and a unit of collateral convert at, and the bonus on top.
///
/// The two prices are single numbers, so the caller names the end of each interval
/// ([`Price::at`](crate::price::Price::at)). Debt at low and collateral at high favours the account and
/// may leave the liquidator nothing; debt at high and collateral at low hands the width of both
/// intervals to the liquidator on top of the bonus; midpoints divide it. A discount on the collateral
/// (Euler) is its price times one less the discount, rounded up, with no bonus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exchange<N> {
    debt: N,
    collateral: N,
    paid: N,
}

impl<N: Number> Exchange<N> {
    /// Prices of one unit of debt and of collateral, and the bonus: 0.05 takes collateral worth 1.05
    /// for every 1 repaid, that product rounded down.
    ///
    /// Errors: [`Error::InvalidPrice`] unless both prices are above 0, [`Error::InvalidQuantity`] for
    /// a negative bonus, [`Error::Overflow`].
    pub fn new(debt: N, collateral: N, bonus: &N) -> Result<Self, Error> {
        if debt <= N::zero() || collateral <= N::zero() {
            return Err(Error::InvalidPrice);
        }
        if bonus.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        let paid = debt.mul_down(&N::one().try_add(bonus)?)?;
        Ok(Exchange {
            debt,
            collateral,
            paid,
        })
    }

    /// The price of a unit of debt.
    pub fn debt(&self) -> &N {
        &self.debt
    }

    /// The price of a unit of collateral.
    pub fn collateral(&self) -> &N {
        &self.collateral
    }

    /// What a unit of debt repaid takes in value: its price and the bonus on it.
    pub fn paid(&self) -> &N {
        &self.paid
    }

    /// What `repaid` units of debt take in units of collateral, bonus included:
    /// `repaid * debt * (1 + bonus) / collateral`, rounded down, so that many small repayments never
    /// take more than one large one. Errors: [`Error::Overflow`].
    pub fn seized(&self, repaid: &N) -> Result<N, Error> {
        repaid.mul_div_down(&self.paid, &self.collateral)
    }

    /// What has to be repaid for `seized` units of collateral: the inverse of [`Exchange::seized`],
    /// rounded up. Errors: [`Error::DivisionByZero`] where a unit of debt rounds to nothing,
    /// [`Error::Overflow`].
    pub fn repaid(&self, seized: &N) -> Result<N, Error> {
        seized.mul_div_up(&self.collateral, &self.paid)
    }

    /// The part of `seized` that is bonus: what exceeds `repaid * debt / collateral`, this rounded
    /// down; at least zero. Errors: [`Error::Overflow`].
    pub fn penalty(&self, repaid: &N, seized: &N) -> Result<N, Error> {
        let plain = repaid.mul_div_down(&self.debt, &self.collateral)?;
        Ok(seized.try_sub(&plain)?.greater(&N::zero()))
    }

    /// Whether a repayment on these terms raises the account's surplus:
    /// `debt.liability > collateral.asset * debt price * (1 + bonus) / collateral price`, with the
    /// bounds of the level and the right side rounded up. Beyond this line every liquidation leaves
    /// the account further below the level than it was.
    ///
    /// For weights without prices see [`sustainable`]. Errors: [`Error::UnknownPrice`].
    pub fn raises_surplus(&self, debt: &Bound<N>, collateral: &Bound<N>) -> Result<bool, Error> {
        self.frees_more_than(debt.liability(), debt, collateral)
    }

    /// Whether a repayment on these terms raises the account's ratio of assets to liabilities: as
    /// [`Exchange::raises_surplus`], with the ratio of the whole account, rounded down, times the left
    /// side. Stricter below a ratio of 1, which is where liquidations happen. An account that owes
    /// nothing has no ratio to raise. Errors: [`Error::UnknownPrice`].
    pub fn raises_ratio(
        &self,
        health: &Health<N>,
        debt: &Bound<N>,
        collateral: &Bound<N>,
    ) -> Result<bool, Error> {
        match health
            .ratio()
            .and_then(|ratio| debt.liability().mul_down(&ratio))
        {
            Ok(gained) => self.frees_more_than(&gained, debt, collateral),
            Err(Error::DivisionByZero) => Ok(false),
            // So much more is owned than owed that any repayment raises it.
            Err(Error::Overflow) => Ok(debt.is_known() && collateral.is_known()),
            Err(error) => Err(error),
        }
    }

    /// `gained > collateral.asset * paid / collateral price`.
    fn frees_more_than(
        &self,
        gained: &N,
        debt: &Bound<N>,
        collateral: &Bound<N>,
    ) -> Result<bool, Error> {
        if !debt.is_known() || !collateral.is_known() {
            return Err(Error::UnknownPrice);
        }
        match collateral.asset().mul_div_up(&self.paid, &self.collateral) {
            Ok(lost) => Ok(*gained > lost),
            Err(Error::Overflow) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// Whether a bonus suits a pair of weights: `debt.liability > (1 + bonus) * collateral.asset`, rounded
/// against it. What a protocol checks when it sets parameters, because where this fails a liquidation
/// at one price for all lowers the surplus of any account.
///
/// Errors: [`Error::InvalidQuantity`] for a negative bonus, [`Error::Overflow`].
pub fn sustainable<N: Number>(
    bonus: &N,
    debt: &Weights<N>,
    collateral: &Weights<N>,
) -> Result<bool, Error> {
    if bonus.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    let factor = N::one().try_add(bonus)?;
    Ok(*debt.liability() > collateral.asset().mul_up(&factor)?)
}
