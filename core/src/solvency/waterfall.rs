//! Who pays a debt, in which order: what a liquidation brought, then the insurance fund, then those
//! who are deleveraged, then everybody.

use crate::number::Number;
use crate::Error;

/// What each layer can bear, in one currency, none negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waterfall<N> {
    /// What the liquidation brought.
    pub proceeds: N,
    /// What the insurance fund can still bear: [`Fund::available`](super::insurance::Fund::available).
    pub insurance: N,
    /// What closing opposite positions at the bankruptcy price can bear.
    pub deleveraging: N,
}

/// Who pays how much of a debt. The first four sum to it exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flows<N> {
    /// Out of the proceeds.
    pub proceeds: N,
    /// By the insurance fund.
    pub insurance: N,
    /// By those who are deleveraged.
    pub deleveraging: N,
    /// By everybody: see [`socialise`](super::socialise).
    pub socialised: N,
    /// What is left of the proceeds; the account's.
    pub surplus: N,
}

impl<N: Number> Waterfall<N> {
    /// The flows for a debt: each layer pays as much of what is left as it can. All of them are
    /// computed before anything is applied, and
    /// `debt = proceeds + insurance + deleveraging + socialised` and
    /// `self.proceeds = proceeds + surplus` hold exactly.
    ///
    /// Errors: [`Error::InvalidQuantity`] where one is negative, [`Error::Overflow`].
    pub fn flows(&self, debt: &N) -> Result<Flows<N>, Error> {
        let all = [debt, &self.proceeds, &self.insurance, &self.deleveraging];
        if all.iter().any(|value| value.is_negative()) {
            return Err(Error::InvalidQuantity);
        }
        let mut left = debt.clone();
        let mut pay = |layer: &N| -> Result<N, Error> {
            let paid = left.lesser(layer);
            left = left.try_sub(&paid)?;
            Ok(paid)
        };
        let proceeds = pay(&self.proceeds)?;
        let insurance = pay(&self.insurance)?;
        let deleveraging = pay(&self.deleveraging)?;
        Ok(Flows {
            surplus: self.proceeds.try_sub(&proceeds)?,
            proceeds,
            insurance,
            deleveraging,
            socialised: left,
        })
    }
}
