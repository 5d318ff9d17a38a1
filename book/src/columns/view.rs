//! The markets on one number type.

use super::lent::Lent;
use super::markets::Markets;
use super::options::Options;
use crate::book::{Asset, Market};
use crate::error::{BookError, Path};
use crate::margin::Margin;
use plimsoll::columns::markets::{self, Coins, Weighted};
use plimsoll::margin::scenario::{RiskArray, Scan, Scenario};
use plimsoll::price::Price;
use plimsoll::weights::tiers::{Tier, Tiers};
use plimsoll::weights::Weights;
use plimsoll::{Error, Fixed, Number};

/// A number that markets are measured on: [`Fixed`], or the `f64` nearest to it.
pub trait Lane: Number + Copy + Default + Send + Sync + 'static {
    /// The number nearest to this one.
    fn of(value: &Fixed) -> Self;

    /// The least number from which `low` is no more than `apart` away, where `high` is to nearest.
    fn within(high: Self, low: Self, apart: Self) -> Result<Self, Error>;
}

impl Lane for Fixed {
    fn of(value: &Fixed) -> Self {
        *value
    }

    fn within(high: Self, _: Self, _: Self) -> Result<Self, Error> {
        Ok(high)
    }
}

impl Lane for f64 {
    fn of(value: &Fixed) -> Self {
        value.to_num()
    }

    /// Rounding may have moved both ends of a profit by half a step each.
    fn within(high: Self, low: Self, apart: Self) -> Result<Self, Error> {
        if low.try_sub(&high)? <= apart {
            return Ok(high);
        }
        let least = low.try_sub(&apart)?;
        let steps = (low.abs() + apart.abs()) * f64::EPSILON;
        least.try_add(&steps)
    }
}

/// Assets, perps and options on one number type; [`View::lend`] makes the core's markets of it.
#[derive(Clone)]
pub struct View<N> {
    pub(super) assets: Vec<markets::Asset<N>>,
    pub(super) weighted: Vec<Weighted<N>>,
    pub(super) perps: Vec<Perp<N>>,
    pub(super) portfolio: Option<Portfolio<N>>,
}

/// A perp market with its own ladders, at initial and maintenance.
#[derive(Clone)]
pub(super) struct Perp<N> {
    pub(super) prices: [Price<N>; 2],
    pub(super) weights: [Weights<N>; 2],
    pub(super) rungs: [Vec<Tier<N>>; 2],
    pub(super) profit_weight: N,
    pub(super) settles: u32,
    pub(super) index: u32,
}

/// The options: an array each, their grid, factors, the underlying, its coins where it is an asset, and the
/// place of the asset that everything settles in.
#[derive(Clone)]
pub(super) struct Portfolio<N> {
    pub(super) arrays: Vec<RiskArray<N, Vec<N>>>,
    pub(super) grid: Vec<Scenario<N>>,
    pub(super) factors: [N; 3],
    pub(super) underlying: u32,
    pub(super) coins: Option<Coins<N>>,
    pub(super) settles: u32,
}

impl<N: Lane> View<N> {
    pub(super) fn new(markets: &Markets) -> Result<Self, BookError> {
        let mut view = View::without_options(markets)?;
        if let Some(options) = &markets.options {
            view.portfolio = Some(view.margining(options)?);
        }
        Ok(view)
    }

    /// The assets and perps alone.
    pub(super) fn without_options(markets: &Markets) -> Result<Self, BookError> {
        let root = Path::Root;
        let mut view = View {
            assets: Vec::with_capacity(markets.assets.len()),
            weighted: Vec::with_capacity(markets.assets.len()),
            perps: Vec::with_capacity(markets.perps.len()),
            portfolio: None,
        };
        for asset in &markets.assets {
            let path = root.key("assets");
            let path = path.key(&asset.name);
            let kernel = |error| BookError::kernel(&path, error);
            let asset = of_asset(asset).map_err(kernel)?;
            view.weighted.push(asset.weighted().map_err(kernel)?);
            view.assets.push(asset);
        }
        for market in &markets.perps {
            let path = root.key("perps");
            let path = path.key(&market.name);
            let kernel = |error| BookError::kernel(&path, error);
            let perp = Perp::of(market).map_err(kernel)?;
            perp.lend().map_err(kernel)?;
            view.perps.push(perp);
        }
        Ok(view)
    }

    fn margining(&self, options: &Options) -> Result<Portfolio<N>, BookError> {
        let root = Path::Root;
        let path = root.key("methods");
        let kernel = |error| BookError::kernel(&path, error);
        let arrays = options.arrays()?;
        let arrays = arrays.iter().map(of_array).collect::<Result<_, _>>();
        let grid = options.grid().iter().map(of_scenario);
        let [initial, maintenance] = options.factors.each_ref().map(N::of);
        let (underlying, settles) = options.places();
        let prices = |place: usize| self.assets.get(place).map(|asset| asset.prices);
        let coins = prices(underlying).zip(prices(settles));
        let coins = coins.map(|(prices, unit)| {
            Ok(Coins {
                asset: place(underlying)?,
                prices,
                unit,
            })
        });
        Ok(Portfolio {
            arrays: arrays.map_err(kernel)?,
            grid: grid.collect::<Result<_, _>>().map_err(kernel)?,
            factors: [initial, maintenance, N::zero()],
            underlying: place(underlying).map_err(kernel)?,
            coins: coins.transpose().map_err(kernel)?,
            settles: place(settles).map_err(kernel)?,
        })
    }

    /// How many scenarios the grid of the options has; none without options.
    pub fn scenarios(&self) -> usize {
        self.portfolio
            .as_ref()
            .map_or(0, |portfolio| portfolio.grid.len())
    }

    /// The core's types, on what this owns. Errors: none where the view was made by a document.
    pub fn lend(&self) -> Result<Lent<'_, N>, Error> {
        Lent::new(self)
    }
}

fn place(place: usize) -> Result<u32, Error> {
    u32::try_from(place).map_err(|_| Error::Overflow)
}

fn of_price<N: Lane>(price: &plimsoll::Price) -> Result<Price<N>, Error> {
    Price::new(N::of(price.low()), N::of(price.high()))
}

fn of_weights<N: Lane>(weights: &plimsoll::Weights) -> Result<Weights<N>, Error> {
    Weights::new(N::of(weights.asset()), N::of(weights.liability()))
}

fn of_asset<N: Lane>(asset: &Asset) -> Result<markets::Asset<N>, Error> {
    let price = of_price(&asset.price)?;
    Ok(markets::Asset {
        prices: [of_price(&asset.initial_price)?, price, price],
        weights: [
            of_weights(&asset.initial)?,
            of_weights(&asset.maintenance)?,
            Weights::one(),
        ],
        index: place(asset.index)?,
    })
}

fn of_rungs<N: Lane>(margin: &Margin) -> Result<Vec<Tier<N>>, Error> {
    let rungs = margin.rungs.iter();
    let mut rungs: Vec<_> = rungs
        .map(|rung| Tier::new(N::of(&rung.floor), N::of(&rung.rate)))
        .collect();
    Tiers::from_rates(&mut rungs)?;
    Ok(rungs)
}

impl<N: Lane> Perp<N> {
    fn of(market: &Market) -> Result<Self, Error> {
        Ok(Perp {
            prices: [of_price(&market.initial_price)?, of_price(&market.price)?],
            weights: [
                of_weights(&market.initial.weights)?,
                of_weights(&market.maintenance.weights)?,
            ],
            rungs: [of_rungs(&market.initial)?, of_rungs(&market.maintenance)?],
            profit_weight: N::of(&market.profit_weight),
            settles: place(market.settles)?,
            index: place(market.index)?,
        })
    }
}

fn of_scenario<N: Lane>(scenario: &Scenario<Fixed>) -> Result<Scenario<N>, Error> {
    let (spot, weight) = (N::of(scenario.spot()), N::of(scenario.weight()));
    Scenario::new(spot, scenario.volatility(), weight)
}

fn of_array<N: Lane>(array: &RiskArray<Fixed, Vec<Fixed>>) -> Result<RiskArray<N, Vec<N>>, Error> {
    let [owned, owed] = [Fixed::ONE, Fixed::NEG_ONE].map(|side| array.side(&side));
    let marks = [owned, owed].map(|side| N::of(side.mark()));
    let [low, high] = [owned, owed].map(|side| side.profits().iter().map(N::of));
    let low: Vec<N> = low.collect();
    let apart = marks[1].try_sub(&marks[0])?;
    let high = high
        .zip(&low)
        .map(|(high, low)| N::within(high, *low, apart));
    let high: Vec<N> = high.collect::<Result<_, _>>()?;
    let [owned, owed] =
        [(marks[0], low), (marks[1], high)].map(|(mark, profits)| Scan::from_parts(mark, profits));
    RiskArray::new(owned, owed)
}
