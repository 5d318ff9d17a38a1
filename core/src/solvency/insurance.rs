//! The insurance fund: what penalties pay into it, and what it bears of a deficit.

use crate::number::Number;
use crate::Error;

/// A fund in one currency, with a limit for one event and for one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fund<N> {
    balance: N,
    per_event: N,
    per_period: N,
    spent: N,
}

impl<N: Number> Fund<N> {
    /// Errors: [`Error::InvalidQuantity`] where one is negative.
    pub fn new(balance: N, per_event: N, per_period: N) -> Result<Self, Error> {
        Fund::from_stored(balance, per_event, per_period, N::zero())
    }

    /// A fund that has paid `spent` in the present period. Errors: [`Error::InvalidQuantity`] where
    /// one is negative.
    pub fn from_stored(balance: N, per_event: N, per_period: N, spent: N) -> Result<Self, Error> {
        let all = [&balance, &per_event, &per_period, &spent];
        match all.iter().any(|value| value.is_negative()) {
            true => Err(Error::InvalidQuantity),
            false => Ok(Fund {
                balance,
                per_event,
                per_period,
                spent,
            }),
        }
    }

    /// Pays in. Errors leave the fund as it was: [`Error::InvalidQuantity`] for a negative amount,
    /// [`Error::Overflow`].
    pub fn contribute(&mut self, amount: &N) -> Result<(), Error> {
        if amount.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        self.balance = self.balance.try_add(amount)?;
        Ok(())
    }

    /// What it can still bear of one event: the least of its balance, the limit of an event, and what
    /// is left of the period's. Errors: [`Error::Overflow`].
    pub fn available(&self) -> Result<N, Error> {
        let left = self.per_period.try_sub(&self.spent)?.greater(&N::zero());
        Ok(self.balance.lesser(&self.per_event).lesser(&left))
    }

    /// Pays as much of a deficit as it can, and returns what it paid. Errors leave the fund as it was:
    /// [`Error::InvalidQuantity`] for a negative deficit, [`Error::Overflow`].
    pub fn cover(&mut self, deficit: &N) -> Result<N, Error> {
        if deficit.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        let paid = deficit.lesser(&self.available()?);
        let spent = self.spent.try_add(&paid)?;
        self.balance = self.balance.try_sub(&paid)?;
        self.spent = spent;
        Ok(paid)
    }

    /// Begins a new period: nothing is spent of it.
    pub fn renew(&mut self) {
        self.spent = N::zero();
    }

    /// What it holds.
    pub fn balance(&self) -> &N {
        &self.balance
    }

    /// What it may pay for one event.
    pub fn per_event(&self) -> &N {
        &self.per_event
    }

    /// What it may pay in one period.
    pub fn per_period(&self) -> &N {
        &self.per_period
    }

    /// What it has paid in this period.
    pub fn spent(&self) -> &N {
        &self.spent
    }
}

/// What a fund for a market should hold: `open_interest * volatility * multiple`, both products
/// rounded up, with the volatility over the time that a liquidation takes as a fraction.
///
/// Errors: [`Error::InvalidQuantity`] where one is negative, [`Error::Overflow`].
pub fn target<N: Number>(open_interest: &N, volatility: &N, multiple: &N) -> Result<N, Error> {
    let all = [open_interest, volatility, multiple];
    if all.iter().any(|value| value.is_negative()) {
        return Err(Error::InvalidQuantity);
    }
    open_interest.mul_up(volatility)?.mul_up(multiple)
}
