//! Who got and who paid what in a run of the policy.

use super::engine::Engine;
use super::ledger::Purse;
use plimsoll::solvency::socialise::deposit_index;
use plimsoll::{Error, Fixed, Number};
use std::collections::BTreeMap;

/// What the parties outside the accounts got and paid. In the currency at the midpoints of the time,
/// each product rounded down, where nothing else is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flows {
    /// What liquidators earned.
    pub liquidators: Fixed,
    /// What the protocol earned.
    pub protocol: Fixed,
    /// What lenders lost.
    pub socialised: Fixed,
    /// The insurance fund before.
    pub fund_before: Fixed,
    /// What penalties paid into it.
    pub fund_received: Fixed,
    /// What it paid for debts.
    pub fund_paid: Fixed,
    /// The insurance fund after.
    pub fund_after: Fixed,
    /// What liquidators, the insurance fund, the protocol and those who bear losses received less what they
    /// gave, in units of each market, assets before perps.
    pub units: [Vec<Fixed>; 4],
    /// By the place of an asset of which something was socialised: what one unit deposited is worth to those
    /// who bear the loss, rounded down.
    pub deposit_index: Vec<(u32, Fixed)>,
}

impl Flows {
    pub(crate) fn of(engine: &Engine<'_>) -> Result<Self, Error> {
        let ledger = &engine.ledger;
        let (before, after) = (&engine.opened, &engine.fund);
        let paid = after.spent().try_sub(before.spent())?;
        let held = after.balance().try_add(&paid)?;
        let parties = [
            &ledger.liquidators,
            &ledger.insurance,
            &ledger.protocol,
            &ledger.socialised,
        ];
        Ok(Flows {
            deposit_index: indices(engine)?,
            liquidators: engine.worth_of(&ledger.liquidators)?,
            fund_received: held.try_sub(before.balance())?,
            protocol: engine.worth_of(&ledger.protocol)?,
            socialised: engine.worth_of(&ledger.socialised)?.try_neg()?,
            fund_before: *before.balance(),
            fund_paid: paid,
            fund_after: *after.balance(),
            units: parties.map(Purse::units),
        })
    }
}

/// Of each asset of which something was socialised: what one unit deposited is worth.
fn indices(engine: &Engine<'_>) -> Result<Vec<(u32, Fixed)>, Error> {
    let mut deposits = BTreeMap::new();
    for (place, received) in engine.ledger.socialised.assets.iter().enumerate() {
        if received.is_negative() {
            deposits.insert(place, (received.try_neg()?, Fixed::ZERO));
        }
    }
    if deposits.is_empty() {
        return Ok(Vec::new());
    }
    for (place, amount) in engine.accounts.iter().flat_map(|account| &account.balances) {
        if let Some((_, sum)) = deposits.get_mut(place) {
            *sum = sum.try_add(&amount.greater(&Fixed::ZERO))?;
        }
    }
    let mut indices = Vec::with_capacity(deposits.len());
    for (place, (lost, deposits)) in &deposits {
        let place = u32::try_from(*place).map_err(|_| Error::Overflow)?;
        indices.push((place, deposit_index(&Fixed::ONE, lost, deposits)?.index));
    }
    Ok(indices)
}

impl Engine<'_> {
    /// What a party holds, at the midpoints, each product rounded down.
    pub(crate) fn worth_of(&self, purse: &Purse) -> Result<Fixed, Error> {
        let mut worth = Fixed::ZERO;
        for (asset, amount) in purse.assets.iter().enumerate() {
            worth = worth.try_add(&amount.mul_down(self.asset_mid(asset)?)?)?;
        }
        for (market, size) in purse.perps.iter().enumerate() {
            let value = size.mul_down(self.perp_mid(market)?)?;
            let settlement = self.asset_mid(self.settles(market)?)?;
            worth = worth.try_add(&value.mul_down(settlement)?)?;
        }
        Ok(worth)
    }
}
