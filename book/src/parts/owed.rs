//! What a protocol owes an account at most.

use super::Quantities;
use crate::account::Account;
use crate::book::Book;
use crate::error::{BookError, Path};
use crate::markets::{members, Markets};
use crate::portfolio::held::Split;
use plimsoll::{Error, Number, Perp};

/// The claims of a document's accounts, its markets weighed once.
pub struct Owed<'a> {
    book: &'a Book,
    markets: Markets<'a>,
}

impl<'a> Owed<'a> {
    pub(super) fn new(book: &'a Book) -> Result<Self, BookError> {
        let markets = Markets::new(book)?;
        Ok(Owed { book, markets })
    }

    /// The account at initial, maintenance and equity with every position turned round: minus its equity is
    /// what the protocol owes the account at most.
    ///
    /// What one side owes at most the other has at most: so the mirror's own lower bound, holdings at low and
    /// debts at high, is the upper bound of the claim. Open orders do not count at equity and are left out.
    /// Errors: of the core, with the account.
    pub fn mirrored(&self, account: &Quantities<'_>) -> Result<plimsoll::Account<3>, BookError> {
        let (accounts, account) = (Path::Root.key("accounts"), account.account());
        let path = accounts.key(&account.name);
        let mirrored = mirror(account).and_then(|mirror| self.measure(&mirror));
        mirrored.map_err(|error| BookError::kernel(&path, error))
    }

    fn measure(&self, account: &Account) -> Result<plimsoll::Account<3>, Error> {
        if let Some(split) = Split::of(self.book, account) {
            return self.markets.margined(self.book, &split);
        }
        let mut sum = plimsoll::Account::new();
        for (asset, balance) in members(self.book, account, None) {
            let group = self
                .markets
                .group(self.book, account, asset, &balance, None);
            let (_, alone) = group?;
            sum = sum.merge(&alone)?;
        }
        Ok(sum)
    }
}

fn mirror(account: &Account) -> Result<Account, Error> {
    let mut mirror = account.clone();
    for (_, balance) in &mut mirror.balances {
        *balance = balance.try_neg()?;
    }
    for (_, perp) in &mut mirror.perps {
        *perp = Perp::new(perp.size().try_neg()?, perp.quote().try_neg()?);
    }
    for (_, quantity) in &mut mirror.options {
        *quantity = quantity.try_neg()?;
    }
    Ok(mirror)
}
