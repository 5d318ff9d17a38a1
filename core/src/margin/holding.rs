//! An account as the caller's slice, at one level: what the solvers ask again and again.

use super::health::Health;
use super::net::Net;
use super::perp::{Perp, Terms};
use crate::number::Number;
use crate::price::Price;
use crate::weights::Weights;
use crate::Error;

/// The balance of one asset with every perp that settles in it: a netting group at one level.
///
/// `index` is the caller's number for the underlying whose price this market follows; markets with
/// the same index move by the same factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding<'a, N> {
    /// What is owned, or owed where negative, in units of the asset.
    pub balance: N,
    /// The asset's price in the account's currency.
    pub price: Price<N>,
    /// The asset's weights at this level.
    pub weights: Weights<N>,
    /// The underlying that the asset's price follows.
    pub index: u32,
    /// The perps that settle in this asset.
    pub legs: &'a [Leg<'a, N>],
}

/// One perp of a netting group, with its terms at the level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg<'a, N> {
    /// The position.
    pub perp: Perp<N>,
    /// What its market asks for.
    pub terms: Terms<'a, N>,
    /// The underlying that the perp's price follows; never that of the asset it settles in.
    pub index: u32,
}

impl<N: Number> Holding<'_, N> {
    /// What the group contributes to the account: the contributions of all groups merge to
    /// [`evaluate`]. Errors: [`Error::InvalidIndex`], [`Error::Overflow`].
    pub fn health(&self) -> Result<Health<N>, Error> {
        self.health_of(self.legs.iter().cloned())
    }

    /// The contribution when the markets of one index move by a factor.
    pub(crate) fn health_at(&self, index: u32, factor: &Price<N>) -> Result<Health<N>, Error> {
        self.health_with(|of| (of == index).then_some(factor))
    }

    /// The contribution when markets move by the factor of their index, those without one standing.
    pub(crate) fn health_with<'f>(
        &self,
        factor: impl Fn(u32) -> Option<&'f Price<N>>,
    ) -> Result<Health<N>, Error>
    where
        N: 'f,
    {
        self.health_moved(self.legs.iter().cloned(), factor)
    }

    /// The same with other perps in place of its own.
    pub(crate) fn health_moved<'a, 'f>(
        &self,
        legs: impl Iterator<Item = Leg<'a, N>>,
        factor: impl Fn(u32) -> Option<&'f Price<N>>,
    ) -> Result<Health<N>, Error>
    where
        N: 'a + 'f,
    {
        let mut net = Net::new(&self.balance);
        for leg in legs {
            match factor(leg.index) {
                Some(factor) => {
                    let terms = leg.terms.scale(factor)?;
                    self.add(&mut net, &Leg { terms, ..leg })?;
                }
                None => self.add(&mut net, &leg)?,
            }
        }
        match factor(self.index) {
            Some(factor) => self.weighted(&net, &self.price.scale(factor)?),
            None => self.weighted(&net, &self.price),
        }
    }

    /// The contribution with other perps in place of its own.
    pub(crate) fn health_of<'a>(
        &self,
        legs: impl Iterator<Item = Leg<'a, N>>,
    ) -> Result<Health<N>, Error>
    where
        N: 'a,
    {
        let mut net = Net::new(&self.balance);
        for leg in legs {
            self.add(&mut net, &leg)?;
        }
        self.weighted(&net, &self.price)
    }

    fn add(&self, net: &mut Net<N, 1>, leg: &Leg<'_, N>) -> Result<(), Error> {
        if leg.index == self.index {
            return Err(Error::InvalidIndex);
        }
        net.add(&leg.perp, core::array::from_ref(&leg.terms))
    }

    fn weighted(&self, net: &Net<N, 1>, price: &Price<N>) -> Result<Health<N>, Error> {
        let [sum] = &net.sums;
        let mut health = Health::new();
        if sum.stale {
            health.add_unknown(net.positions)?;
        } else {
            health.add_group(&sum.value, &self.weights.apply(price)?, net.positions)?;
        }
        Ok(health)
    }

    /// Whether the account's health depends on the price of `index` through this group.
    pub fn is_exposed_to(&self, index: u32) -> bool {
        if self.index == index {
            let quoted = |leg: &Leg<'_, N>| leg.perp.is_exposed() || !leg.perp.quote().is_zero();
            return !self.balance.is_zero() || self.legs.iter().any(quoted);
        }
        self.legs
            .iter()
            .any(|leg| leg.index == index && leg.perp.is_exposed())
    }
}

/// The health of the account that these groups make up: the check that every solver inverts.
///
/// Errors: [`Error::InvalidIndex`], [`Error::Overflow`].
pub fn evaluate<N: Number>(holdings: &[Holding<'_, N>]) -> Result<Health<N>, Error> {
    let mut total = Health::new();
    for holding in holdings {
        total = total.merge(&holding.health()?)?;
    }
    Ok(total)
}
