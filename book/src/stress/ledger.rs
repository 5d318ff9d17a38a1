//! Who has received what: everything that leaves an account arrives somewhere.

use plimsoll::{Error, Fixed, Number};

/// What one party outside the accounts has received less what it has given, in units.
#[derive(Clone)]
pub(crate) struct Purse {
    /// By asset; a perp's quote counts in the asset that it settles in.
    pub(crate) assets: Vec<Fixed>,
    /// Sizes by perp market.
    pub(crate) perps: Vec<Fixed>,
}

impl Purse {
    pub(crate) fn new(assets: usize, perps: usize) -> Self {
        Purse {
            assets: vec![Fixed::ZERO; assets],
            perps: vec![Fixed::ZERO; perps],
        }
    }

    pub(crate) fn receive(&mut self, asset: usize, amount: &Fixed) -> Result<(), Error> {
        add(&mut self.assets, asset, amount)
    }

    pub(crate) fn give(&mut self, asset: usize, amount: &Fixed) -> Result<(), Error> {
        self.receive(asset, &amount.try_neg()?)
    }

    pub(crate) fn take_position(&mut self, perp: usize, size: &Fixed) -> Result<(), Error> {
        add(&mut self.perps, perp, size)
    }

    /// Units by market, assets before perps.
    pub(crate) fn units(&self) -> Vec<Fixed> {
        self.assets.iter().chain(&self.perps).copied().collect()
    }

    /// Everything in another purse as well.
    pub(crate) fn add(&mut self, other: &Purse) -> Result<(), Error> {
        for (asset, amount) in other.assets.iter().enumerate() {
            self.receive(asset, amount)?;
        }
        for (perp, size) in other.perps.iter().enumerate() {
            self.take_position(perp, size)?;
        }
        Ok(())
    }
}

fn add(amounts: &mut [Fixed], place: usize, amount: &Fixed) -> Result<(), Error> {
    let entry = amounts.get_mut(place).ok_or(Error::UnknownMarket)?;
    *entry = entry.try_add(amount)?;
    Ok(())
}

/// The parties outside the accounts.
#[derive(Clone)]
pub(crate) struct Ledger {
    pub(crate) liquidators: Purse,
    pub(crate) insurance: Purse,
    pub(crate) protocol: Purse,
    pub(crate) socialised: Purse,
}

impl Ledger {
    pub(crate) fn new(assets: usize, perps: usize) -> Self {
        let purse = Purse::new(assets, perps);
        Ledger {
            liquidators: purse.clone(),
            insurance: purse.clone(),
            protocol: purse.clone(),
            socialised: purse,
        }
    }

    /// What all of them have received in another ledger as well.
    pub(crate) fn add(&mut self, other: &Ledger) -> Result<(), Error> {
        self.liquidators.add(&other.liquidators)?;
        self.insurance.add(&other.insurance)?;
        self.protocol.add(&other.protocol)?;
        self.socialised.add(&other.socialised)
    }

    /// All of them together.
    pub(crate) fn sum(&self) -> Result<Purse, Error> {
        let mut sum = self.liquidators.clone();
        sum.add(&self.insurance)?;
        sum.add(&self.protocol)?;
        sum.add(&self.socialised)?;
        Ok(sum)
    }
}
