//! The markets that positions name by their places, with what is made once a market update.

use crate::margin::perp::Terms;
use crate::margin::scenario::{RiskArray, Scenario};
use crate::number::units::Units;
use crate::number::Number;
use crate::price::Price;
use crate::weights::{Bound, Weights};
use crate::Error;

/// An asset with its prices and weights at initial, maintenance and equity: what [`Weighted`] is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset<N> {
    /// The price at each level.
    pub prices: [Price<N>; 3],
    /// The weights at each level.
    pub weights: [Weights<N>; 3],
    /// The underlying that the price follows.
    pub index: u32,
}

impl<N: Number> Asset<N> {
    /// The same asset when its prices move by a factor: see [`Price::scale`]. Errors: [`Error::Overflow`].
    pub fn scale(&self, factor: &Price<N>) -> Result<Self, Error> {
        let [initial, maintenance, equity] = &self.prices;
        Ok(Asset {
            prices: [
                initial.scale(factor)?,
                maintenance.scale(factor)?,
                equity.scale(factor)?,
            ],
            ..self.clone()
        })
    }

    /// The weighted prices. Errors: [`Error::Overflow`].
    pub fn weighted(&self) -> Result<Weighted<N>, Error> {
        let ([a, b, c], [i, m, e]) = (&self.weights, &self.prices);
        Ok(Weighted::new([a.apply(i)?, b.apply(m)?, c.apply(e)?]))
    }
}

/// An asset's weighted prices at initial, maintenance and equity, made once and multiplied by many
/// quantities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighted<N> {
    units: Units<N, 3>,
    known: bool,
}

impl<N: Number> Weighted<N> {
    /// From the bound at each level.
    pub fn new(bounds: [Bound<N>; 3]) -> Self {
        let owned = bounds.each_ref().map(|bound| bound.asset().clone());
        let owed = bounds.each_ref().map(|bound| bound.liability().clone());
        // A bound of `f64` that is not finite is left to the account, which asks for one side at a time.
        let numbers = owned.iter().chain(&owed).all(N::is_number);
        Weighted {
            known: numbers && bounds.iter().all(Bound::is_known),
            units: Units::new([owned, owed]),
        }
    }

    /// The bound at each level.
    pub fn bounds(&self) -> [Bound<N>; 3] {
        let [[a, b, c], [x, y, z]] = self.units.sides();
        [(a, x), (b, y), (c, z)].map(|(owned, owed)| Bound::between(owned.clone(), owed.clone()))
    }

    /// What a unit counts for, where every level is known.
    #[inline(always)]
    pub(super) fn units(&self) -> Option<&Units<N, 3>> {
        self.known.then_some(&self.units)
    }
}

/// A perp market: its terms at initial, maintenance and equity, and where it settles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerpMarket<'a, N> {
    /// What it asks for at each level.
    pub terms: [Terms<'a, N>; 3],
    /// The place of the asset that it settles in.
    pub settles: u32,
    /// The underlying that its price follows; never that of the asset that it settles in.
    pub index: u32,
}

impl<N: Number> PerpMarket<'_, N> {
    /// The same market when its price moves by a factor. Errors: [`Error::Overflow`].
    pub fn scale(&self, factor: &Price<N>) -> Result<Self, Error> {
        let [initial, maintenance, equity] = &self.terms;
        Ok(PerpMarket {
            terms: [
                initial.scale(factor)?,
                maintenance.scale(factor)?,
                equity.scale(factor)?,
            ],
            ..self.clone()
        })
    }
}

/// What margins the accounts that have options, by scenarios: what it margins is worth
/// `mark + factor * min(0, worst profit)` at each level, rounded down, in units of the asset that everything
/// settles in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Portfolio<'a, N> {
    arrays: &'a [RiskArray<N, &'a [N]>],
    grid: &'a [Scenario<N>],
    factors: [N; 3],
    settles: u32,
    underlying: Option<u32>,
    coins: Option<Coins<N>>,
}

/// The underlying of a portfolio as an asset: what an account that has options owns of it is margined with
/// them. A debt in it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coins<N> {
    /// Its place among the assets.
    pub asset: u32,
    /// Its price at initial, maintenance and equity.
    pub prices: [Price<N>; 3],
    /// The price at each level of the asset that the options settle in: coins are worth
    /// `quantity * low / high of that`, rounded down.
    pub unit: [Price<N>; 3],
}

impl<'a, N: Number> Portfolio<'a, N> {
    /// The risk arrays by place, the grid they were made on, how much of the worst loss is required at
    /// initial, maintenance and equity, and the place of the asset that they settle in.
    ///
    /// Errors: [`Error::InvalidScenario`] where the grid is empty or an array has another length,
    /// [`Error::InvalidFactor`] for a negative factor, or one above that of the level before.
    pub fn new(
        arrays: &'a [RiskArray<N, &'a [N]>],
        grid: &'a [Scenario<N>],
        factors: [N; 3],
        settles: u32,
    ) -> Result<Self, Error> {
        let fits = |array: &RiskArray<N, &[N]>| array.scenarios() == grid.len();
        if grid.is_empty() || !arrays.iter().all(fits) {
            return Err(Error::InvalidScenario);
        }
        let [initial, maintenance, equity] = &factors;
        let falling = *equity >= N::zero() && maintenance >= equity && initial >= maintenance;
        if !falling {
            return Err(Error::InvalidFactor);
        }
        Ok(Portfolio {
            arrays,
            grid,
            factors,
            settles,
            underlying: None,
            coins: None,
        })
    }

    /// The same, margining with the options those perps that follow this underlying and settle where the
    /// options do: `size * price * (spot - 1)` in a scenario, and `size * price + quote` at the mark, without
    /// weights, at the price of each level.
    pub fn with_perps(self, underlying: u32) -> Self {
        Portfolio {
            underlying: Some(underlying),
            ..self
        }
    }

    /// The same, margining coins with the options: `worth * (spot - 1)` in a scenario.
    ///
    /// Errors: [`Error::InvalidIndex`] where the options settle in the coins.
    pub fn with_coins(self, coins: Coins<N>) -> Result<Self, Error> {
        match coins.asset == self.settles {
            true => Err(Error::InvalidIndex),
            false => Ok(Portfolio {
                coins: Some(coins),
                ..self
            }),
        }
    }

    /// Whether positions of a perp market are margined with the options of an account that has some.
    pub fn margins(&self, market: &PerpMarket<'_, N>) -> bool {
        self.underlying == Some(market.index) && self.settles == market.settles
    }

    /// The coins that are margined with the options; nothing where none are.
    pub fn coins(&self) -> Option<&Coins<N>> {
        self.coins.as_ref()
    }

    /// The risk arrays by place.
    pub fn arrays(&self) -> &'a [RiskArray<N, &'a [N]>] {
        self.arrays
    }

    /// The scenarios.
    pub fn grid(&self) -> &'a [Scenario<N>] {
        self.grid
    }

    /// How much of the worst loss is required at each level.
    pub fn factors(&self) -> &[N; 3] {
        &self.factors
    }

    /// The place of the asset that everything settles in.
    pub fn settles(&self) -> u32 {
        self.settles
    }
}

/// All markets at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Markets<'a, N> {
    assets: &'a [Weighted<N>],
    perps: &'a [PerpMarket<'a, N>],
    portfolio: Option<Portfolio<'a, N>>,
}

impl<'a, N: Number> Markets<'a, N> {
    /// Assets and perp markets by place. Errors: [`Error::UnknownMarket`] where a perp settles in none of
    /// the assets.
    pub fn new(assets: &'a [Weighted<N>], perps: &'a [PerpMarket<'a, N>]) -> Result<Self, Error> {
        if perps.iter().any(|perp| !has(assets, perp.settles)) {
            return Err(Error::UnknownMarket);
        }
        Ok(Markets {
            assets,
            perps,
            portfolio: None,
        })
    }

    /// The same with options. Errors: [`Error::UnknownMarket`] where they settle in none of the assets, or
    /// their coins are none of them.
    pub fn with_portfolio(self, portfolio: Portfolio<'a, N>) -> Result<Self, Error> {
        let coins = portfolio.coins().map(|coins| coins.asset);
        let known = coins.is_none_or(|asset| has(self.assets, asset));
        match has(self.assets, portfolio.settles) && known {
            true => Ok(Markets {
                portfolio: Some(portfolio),
                ..self
            }),
            false => Err(Error::UnknownMarket),
        }
    }

    /// The assets by place.
    #[inline]
    pub fn assets(&self) -> &'a [Weighted<N>] {
        self.assets
    }

    /// The perp markets by place.
    #[inline]
    pub fn perps(&self) -> &'a [PerpMarket<'a, N>] {
        self.perps
    }

    /// What margins options; nothing where there are none.
    pub fn portfolio(&self) -> Option<&Portfolio<'a, N>> {
        self.portfolio.as_ref()
    }
}

fn has<T>(list: &[T], place: u32) -> bool {
    usize::try_from(place).is_ok_and(|place| place < list.len())
}
