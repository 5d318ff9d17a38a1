//! What a pool's shares are worth, in whole base units, each way in a stated direction.

use crate::number::amount::mul_div;
use crate::Error;

/// A pool of one asset and the shares in it, with virtual amounts of both that nobody owns.
///
/// A share is worth `(assets + virtual_assets) / (shares + virtual_shares)`. The virtual amounts fix
/// the price of an empty pool, so that a first depositor who donates to it cannot round the next
/// one's shares to nothing (Morpho uses 1 and 10^6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    assets: u128,
    shares: u128,
    virtual_assets: u128,
    virtual_shares: u128,
}

impl Pool {
    /// Errors: [`Error::Overflow`] where an amount and its virtual one are more than 2^128 - 1.
    pub fn new(
        assets: u128,
        shares: u128,
        virtual_assets: u128,
        virtual_shares: u128,
    ) -> Result<Self, Error> {
        add(assets, virtual_assets)?;
        add(shares, virtual_shares)?;
        Ok(Pool {
            assets,
            shares,
            virtual_assets,
            virtual_shares,
        })
    }

    /// Base units in the pool.
    pub const fn assets(&self) -> u128 {
        self.assets
    }

    /// Shares in the pool.
    pub const fn shares(&self) -> u128 {
        self.shares
    }

    /// Base units that nobody owns.
    pub const fn virtual_assets(&self) -> u128 {
        self.virtual_assets
    }

    /// Shares that nobody owns.
    pub const fn virtual_shares(&self) -> u128 {
        self.virtual_shares
    }

    /// What `shares` are worth, rounded down: what a holder may take. Errors:
    /// [`Error::DivisionByZero`] where the pool has neither shares nor virtual ones,
    /// [`Error::Overflow`].
    pub fn assets_down(&self, shares: u128) -> Result<u128, Error> {
        down(shares, self.all_assets()?, self.all_shares()?)
    }

    /// What `shares` are worth, rounded up: what a borrower owes. Errors: as [`Pool::assets_down`].
    pub fn assets_up(&self, shares: u128) -> Result<u128, Error> {
        up(shares, self.all_assets()?, self.all_shares()?)
    }

    /// The shares that `assets` buy, rounded down: what a depositor gets, or a borrower is relieved
    /// of. Errors: [`Error::DivisionByZero`] where the pool has neither assets nor virtual ones,
    /// [`Error::Overflow`].
    pub fn shares_down(&self, assets: u128) -> Result<u128, Error> {
        down(assets, self.all_shares()?, self.all_assets()?)
    }

    /// The shares that `assets` cost, rounded up: what is taken from a holder who withdraws, or put on
    /// a borrower. Errors: as [`Pool::shares_down`].
    pub fn shares_up(&self, assets: u128) -> Result<u128, Error> {
        up(assets, self.all_shares()?, self.all_assets()?)
    }

    /// Assets and shares come in: a deposit or a loan. Errors leave the pool as it was:
    /// [`Error::Overflow`].
    pub fn enter(&mut self, assets: u128, shares: u128) -> Result<(), Error> {
        *self = Pool::new(
            add(self.assets, assets)?,
            add(self.shares, shares)?,
            self.virtual_assets,
            self.virtual_shares,
        )?;
        Ok(())
    }

    /// Assets and shares go out: a withdrawal, a repayment, or with no shares a loss that all bear.
    /// Errors leave the pool as it was: [`Error::Overflow`] where there is less of one.
    pub fn leave(&mut self, assets: u128, shares: u128) -> Result<(), Error> {
        let assets = self.assets.checked_sub(assets).ok_or(Error::Overflow)?;
        let shares = self.shares.checked_sub(shares).ok_or(Error::Overflow)?;
        (self.assets, self.shares) = (assets, shares);
        Ok(())
    }

    fn all_assets(&self) -> Result<u128, Error> {
        add(self.assets, self.virtual_assets)
    }

    fn all_shares(&self) -> Result<u128, Error> {
        add(self.shares, self.virtual_shares)
    }
}

fn add(a: u128, b: u128) -> Result<u128, Error> {
    a.checked_add(b).ok_or(Error::Overflow)
}

fn down(amount: u128, of: u128, per: u128) -> Result<u128, Error> {
    Ok(mul_div(amount, of, per)?.0)
}

fn up(amount: u128, of: u128, per: u128) -> Result<u128, Error> {
    let (quotient, rest) = mul_div(amount, of, per)?;
    add(quotient, u128::from(rest > 0))
}
