//! A book as plain data over any number: markets, and accounts as maps from a market to what is held.

use plimsoll::columns::fault::Fault;
use plimsoll::columns::markets::{Asset, Coins, Markets, PerpMarket, Portfolio, Weighted};
use plimsoll::margin::perp::Terms;
use plimsoll::margin::scenario::{RiskArray, Scan, Scenario, Volatility};
use plimsoll::price::Price;
use plimsoll::weights::tiers::{Tier, Tiers};
use plimsoll::weights::Weights;
use plimsoll::{Error, Number};
use std::collections::BTreeMap;

/// A perp market: initial without a ladder, maintenance on one, equity at weight 1.
#[derive(Clone, Debug)]
pub struct Listing<N> {
    pub prices: [Price<N>; 3],
    pub weights: [Weights<N>; 2],
    /// Floors and rates.
    pub rungs: Vec<(N, N)>,
    pub profit_weights: [N; 2],
    pub settles: u32,
    pub index: u32,
}

/// What one unit of an option is worth and gains in each scenario, owned and owed.
#[derive(Clone, Debug)]
pub struct Series<N> {
    pub owned: (N, Vec<N>),
    pub owed: (N, Vec<N>),
}

/// The options of a book: their series, the spot and weight of each scenario, the factor of each level, and
/// whose perps and coins are margined with them.
#[derive(Clone, Debug)]
pub struct Chain<N> {
    pub series: Vec<Series<N>>,
    pub spots: Vec<N>,
    pub weights: Vec<N>,
    pub factors: [N; 3],
    pub settles: u32,
    pub underlying: Option<u32>,
    pub coins: Option<u32>,
}

/// All markets of a book.
#[derive(Clone, Debug)]
pub struct World<N> {
    pub assets: Vec<Asset<N>>,
    pub perps: Vec<Listing<N>>,
    pub chain: Option<Chain<N>>,
}

/// A position in a perp market.
#[derive(Clone, Debug)]
pub struct Held<N> {
    pub size: N,
    pub quote: N,
    pub bids: N,
    pub asks: N,
}

/// One account.
#[derive(Clone, Debug)]
pub struct Member<N> {
    pub balances: BTreeMap<u32, N>,
    pub perps: BTreeMap<u32, Held<N>>,
    pub options: BTreeMap<u32, N>,
}

/// What the core takes of a [`World`].
pub struct Made<'a, N> {
    pub weighted: Vec<Weighted<N>>,
    pub perps: Vec<PerpMarket<'a, N>>,
    pub arrays: Vec<RiskArray<N, &'a [N]>>,
    pub grid: Vec<Scenario<N>>,
    world: &'a World<N>,
}

/// The ladders of a world, made once.
pub type Ladders<N> = Vec<Vec<Tier<N>>>;

impl<N: Number> World<N> {
    pub fn ladders(&self) -> Result<Ladders<N>, Error> {
        let ladder = |listing: &Listing<N>| {
            let rung = |(floor, rate): &(N, N)| Tier::new(floor.clone(), rate.clone());
            let mut rungs: Vec<_> = listing.rungs.iter().map(rung).collect();
            Tiers::from_rates(&mut rungs)?;
            Ok(rungs)
        };
        self.perps.iter().map(ladder).collect()
    }

    pub fn make<'a>(&'a self, ladders: &'a [Vec<Tier<N>>]) -> Result<Made<'a, N>, Error> {
        let weighted: Result<_, _> = self.assets.iter().map(Asset::weighted).collect();
        let listings = self.perps.iter().zip(ladders);
        let perps: Result<_, _> = listings.map(|(listing, of)| listing.market(of)).collect();
        let (mut arrays, mut grid) = (Vec::new(), Vec::new());
        if let Some(chain) = &self.chain {
            for series in &chain.series {
                let side = |(mark, profits): &'a (N, Vec<N>)| {
                    Scan::from_parts(mark.clone(), profits.as_slice())
                };
                arrays.push(RiskArray::new(side(&series.owned), side(&series.owed))?);
            }
            for (spot, weight) in chain.spots.iter().zip(&chain.weights) {
                let unmoved = Volatility::Same;
                grid.push(Scenario::new(spot.clone(), unmoved, weight.clone())?);
            }
        }
        Ok(Made {
            weighted: weighted?,
            perps: perps?,
            arrays,
            grid,
            world: self,
        })
    }

    pub fn scenarios(&self) -> usize {
        self.chain.as_ref().map_or(0, |chain| chain.weights.len())
    }

    /// The same world in other numbers, where they make one.
    pub fn map<M: Number>(&self, f: &impl Fn(&N) -> M) -> Result<World<M>, Error> {
        let all = |list: &[N]| list.iter().map(f).collect::<Vec<M>>();
        let side = |(mark, profits): &(N, Vec<N>)| (f(mark), all(profits));
        let asset = |asset: &Asset<N>| {
            Ok(Asset {
                prices: try_each(&asset.prices, |price| map_price(price, f))?,
                weights: try_each(&asset.weights, |weights| map_weights(weights, f))?,
                index: asset.index,
            })
        };
        let listing = |of: &Listing<N>| {
            Ok(Listing {
                prices: try_each(&of.prices, |price| map_price(price, f))?,
                weights: try_each(&of.weights, |weights| map_weights(weights, f))?,
                rungs: of.rungs.iter().map(|(a, b)| (f(a), f(b))).collect(),
                profit_weights: of.profit_weights.each_ref().map(f),
                settles: of.settles,
                index: of.index,
            })
        };
        let chain = self.chain.as_ref().map(|chain| Chain {
            series: (chain.series.iter())
                .map(|series| Series {
                    owned: side(&series.owned),
                    owed: side(&series.owed),
                })
                .collect(),
            spots: all(&chain.spots),
            weights: all(&chain.weights),
            factors: chain.factors.each_ref().map(f),
            settles: chain.settles,
            underlying: chain.underlying,
            coins: chain.coins,
        });
        Ok(World {
            assets: self
                .assets
                .iter()
                .map(asset)
                .collect::<Result<_, Error>>()?,
            perps: self
                .perps
                .iter()
                .map(listing)
                .collect::<Result<_, Error>>()?,
            chain,
        })
    }
}

impl<N: Number> Made<'_, N> {
    pub fn markets(&self) -> Markets<'_, N> {
        let markets = Markets::new(&self.weighted, &self.perps).expect("perps settle somewhere");
        let Some(chain) = &self.world.chain else {
            return markets;
        };
        let factors = chain.factors.clone();
        let portfolio = Portfolio::new(&self.arrays, &self.grid, factors, chain.settles);
        let mut portfolio = portfolio.expect("arrays of one grid");
        if let Some(underlying) = chain.underlying {
            portfolio = portfolio.with_perps(underlying);
        }
        if let Some(asset) = chain.coins {
            let prices = |asset: u32| self.world.assets[asset as usize].prices.clone();
            let (prices, unit) = (prices(asset), prices(chain.settles));
            let coins = portfolio.with_coins(Coins {
                asset,
                prices,
                unit,
            });
            portfolio = coins.expect("another asset");
        }
        markets
            .with_portfolio(portfolio)
            .expect("settles somewhere")
    }
}

impl<N: Number> Listing<N> {
    pub fn market<'a>(&self, ladder: &'a [Tier<N>]) -> Result<PerpMarket<'a, N>, Error> {
        let [initial, maintenance, equity] = self.prices.clone();
        let ([first, second], [open, kept]) = (self.weights.clone(), self.profit_weights.clone());
        Ok(PerpMarket {
            terms: [
                Terms::new(initial, first, Tiers::none(), open)?,
                Terms::new(maintenance, second, Tiers::new(ladder)?, kept)?,
                Terms::equity(equity),
            ],
            settles: self.settles,
            index: self.index,
        })
    }
}

impl<N: Number> Member<N> {
    pub fn new() -> Self {
        Member {
            balances: BTreeMap::new(),
            perps: BTreeMap::new(),
            options: BTreeMap::new(),
        }
    }

    pub fn of(balances: impl IntoIterator<Item = (u32, N)>) -> Self {
        Member {
            balances: balances.into_iter().collect(),
            ..Member::new()
        }
    }

    /// The perps that are margined with its options.
    pub fn margined(&self, world: &World<N>) -> Vec<u32> {
        let chain = world.chain.as_ref().filter(|_| !self.options.is_empty());
        let Some(chain) = chain else {
            return Vec::new();
        };
        let margined = |place: &&u32| {
            let perp = &world.perps[**place as usize];
            chain.underlying == Some(perp.index) && chain.settles == perp.settles
        };
        self.perps.keys().filter(margined).copied().collect()
    }

    /// The asset and the quantity of the coins that are margined with its options.
    pub fn coins(&self, world: &World<N>) -> Option<(u32, &N)> {
        let chain = world.chain.as_ref().filter(|_| !self.options.is_empty());
        let asset = chain?.coins?;
        let quantity = self.balances.get(&asset)?;
        (*quantity > N::zero()).then_some((asset, quantity))
    }

    /// Without the orders that a portfolio has no room for.
    pub fn leave_orders(&mut self, world: &World<N>) {
        for place in self.margined(world) {
            if let Some(held) = self.perps.get_mut(&place) {
                (held.bids, held.asks) = (N::zero(), N::zero());
            }
        }
    }

    pub fn map<M>(&self, f: &impl Fn(&N) -> M) -> Member<M> {
        let held = |held: &Held<N>| Held {
            size: f(&held.size),
            quote: f(&held.quote),
            bids: f(&held.bids),
            asks: f(&held.asks),
        };
        Member {
            balances: (self.balances.iter()).map(|(k, v)| (*k, f(v))).collect(),
            perps: self.perps.iter().map(|(k, v)| (*k, held(v))).collect(),
            options: self.options.iter().map(|(k, v)| (*k, f(v))).collect(),
        }
    }
}

/// A fault's place, for messages and comparison.
pub fn place(fault: &Fault) -> (&'static str, &'static str, usize) {
    (fault.table.name(), fault.column.name(), fault.row)
}

fn map_price<N: Number, M: Number>(
    price: &Price<N>,
    f: &impl Fn(&N) -> M,
) -> Result<Price<M>, Error> {
    Price::from_stored(f(price.low()), f(price.high()))
}

fn map_weights<N: Number, M: Number>(
    weights: &Weights<N>,
    f: &impl Fn(&N) -> M,
) -> Result<Weights<M>, Error> {
    Weights::new(f(weights.asset()), f(weights.liability()))
}

fn try_each<T, U, const L: usize>(
    list: &[T; L],
    f: impl Fn(&T) -> Result<U, Error>,
) -> Result<[U; L], Error> {
    let made: Result<Vec<U>, Error> = list.iter().map(f).collect();
    made.map(|made| made.try_into().unwrap_or_else(|_| unreachable!()))
}
