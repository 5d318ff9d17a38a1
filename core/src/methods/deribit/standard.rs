//! Deribit's standard margin of an option written, in coins.
//!
//! The contingencies of its earlier portfolio margin are parts of the library: 0.01 coins for each option
//! written beyond those owned at its strike is a [charge](crate::margin::contingency::charge) on what is
//! [naked](crate::margin::option::position::naked), and 1 % on futures that offset each other an
//! [inter-month charge](crate::margin::netting::spread::inter_month_charge). Source: deribit.com,
//! pages/docs/portfoliomargin; Deribit's margin requirements as given at doc.tslab.pro.

use crate::margin::option::{Contract, Right};
use crate::number::Number;
use crate::Error;

/// The three rates; the venue's are 0.15, 0.1 and 0.075.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standard<N> {
    /// Of an option at the money, initially.
    pub most: N,
    /// However far it is out of the money, initially.
    pub least: N,
    /// At maintenance.
    pub maintenance: N,
}

impl<N: Number> Standard<N> {
    /// Errors: [`Error::InvalidFactor`] where one is negative, or not `maintenance <= least <= most`.
    pub fn validate(&self) -> Result<(), Error> {
        let ordered = self.maintenance <= self.least && self.least <= self.most;
        match ordered && !self.maintenance.is_negative() {
            true => Ok(()),
            false => Err(Error::InvalidFactor),
        }
    }

    /// What one option written requires, `[initial, maintenance]`, rounded up; `mark` in coins.
    ///
    /// ```text
    /// initial           = max(most - out of the money / underlying, least) + mark
    /// maintenance, call = maintenance + mark
    /// maintenance, put  = maintenance * max(1, mark) + mark, and initial is at least that
    /// ```
    ///
    /// Errors: [`Error::InvalidPrice`] unless the underlying is positive and the mark not negative,
    /// [`Error::Overflow`].
    pub fn written(
        &self,
        contract: &Contract<N>,
        underlying: &N,
        mark: &N,
    ) -> Result<[N; 2], Error> {
        if *underlying <= N::zero() || mark.is_negative() {
            return Err(Error::InvalidPrice);
        }
        let out = match contract.right() {
            Right::Call => contract.strike().try_sub(underlying)?,
            Right::Put => underlying.try_sub(contract.strike())?,
        };
        let out = out.greater(&N::zero()).div_down(underlying)?;
        let initial = self.most.try_sub(&out)?.greater(&self.least);
        let initial = initial.try_add(mark)?;
        let unit = match contract.right() {
            Right::Call => N::one(),
            Right::Put => N::one().greater(mark),
        };
        let maintenance = self.maintenance.mul_up(&unit)?.try_add(mark)?;
        Ok([initial.greater(&maintenance), maintenance])
    }
}
