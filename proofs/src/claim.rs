//! What a protocol owes an account, at most.

use crate::integer::Lots;
use crate::Error;
use plimsoll::margin::account::Account;
use plimsoll::margin::net::Net;
use plimsoll::margin::perp::Terms;
use plimsoll::{Bound, Fixed, Health, Number, Perp, Price};

/// The core's equity, seen from the other side: holdings count at the high price, debts at the low one, rounded up.
///
/// What the protocol owes an account is what the account with all signs turned would owe the protocol, so it is
/// the core itself that computes it: `-(assets - liabilities)` of the mirrored account at equity. Every position
/// is mirrored before anything is netted or rounded. Negative where the account owes the protocol.
///
/// Funding and the like are settled after mirroring, by `mirror(&perp)?.settle_funding(..)`, which rounds in the
/// account's favour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    mirror: Account<Fixed, 1>,
}

/// The opposite position, without open orders: those count nothing at equity. Errors:
/// [`Overflow`](plimsoll::Error::Overflow).
pub fn mirror(perp: &Perp) -> Result<Perp, Error> {
    Ok(Perp::new(perp.size().try_neg()?, perp.quote().try_neg()?))
}

impl Claim {
    /// That of an account without positions: nothing.
    pub fn new() -> Self {
        Claim {
            mirror: Account::new(),
        }
    }

    /// From the equity of an account in which every quantity was negated: one whose positions are of a kind that
    /// the caller knows and this type does not.
    pub fn of_mirror(equity: Health) -> Result<Self, Error> {
        let mirror = Account::try_from([equity])?;
        Ok(Claim { mirror })
    }

    /// Counts a balance or, where negative, a loan of an asset in which nothing settles. Errors leave the claim
    /// as it was: [`Overflow`](plimsoll::Error::Overflow).
    pub fn add(&mut self, quantity: &Fixed, price: &Price) -> Result<(), Error> {
        let owed = quantity.try_neg()?;
        Ok(self.mirror.add(&owed, &[Bound::unweighted(price)])?)
    }

    /// Counts a netting group: the balance of an asset of this price, and all that settles in it, each with its
    /// own price in units of the asset.
    ///
    /// An option is a perp without a quote whose price is the option's value. Errors leave the claim as it was:
    /// [`Overflow`](plimsoll::Error::Overflow).
    pub fn add_group(
        &mut self,
        balance: &Fixed,
        perps: &[(Perp, Price)],
        price: &Price,
    ) -> Result<(), Error> {
        let mut net = Net::new(&balance.try_neg()?);
        for (perp, price) in perps {
            net.add(&mirror(perp)?, &[Terms::equity(*price)])?;
        }
        Ok(self.mirror.add_net(&net, &[Bound::unweighted(price)])?)
    }

    /// States how many positions the account has, a group's balance being one: a holding that was left out makes
    /// any protocol solvent. Errors: [`WrongPositions`](plimsoll::Error::WrongPositions).
    pub fn close(self, positions: u32) -> Result<Self, Error> {
        let mirror = self.mirror.close(positions)?;
        Ok(Claim { mirror })
    }

    /// In the account's currency, at most a few steps above exact: the budget of `docs/rounding.md`.
    ///
    /// A debt without a price counts nothing, which is still an upper bound. Errors:
    /// [`UnknownPrice`](plimsoll::Error::UnknownPrice) where a holding or a perp has none,
    /// [`Overflow`](plimsoll::Error::Overflow).
    pub fn value(&self) -> Result<Fixed, Error> {
        let [equity] = self.mirror.levels();
        Ok(equity.surplus()?.try_neg()?)
    }

    /// The same in lots of the currency, rounded up. Errors: as [`Claim::value`], and [`Error::OutOfRange`] from
    /// 2^63 lots on.
    pub fn lots(&self, lots: &Lots) -> Result<i64, Error> {
        let value = lots.ceil(&self.value()?)?;
        i64::try_from(value).map_err(|_| Error::OutOfRange)
    }
}

impl Default for Claim {
    fn default() -> Self {
        Claim::new()
    }
}
