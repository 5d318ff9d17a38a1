//! An account at one level as plain data over any number, so that one description runs on every lane.

use super::exact::Exact;
use plimsoll::liquidation::threshold::{threshold, Threshold};
use plimsoll::margin::account::Account;
use plimsoll::margin::health::Health;
use plimsoll::margin::holding::{Holding, Leg};
use plimsoll::margin::net::Net;
use plimsoll::margin::perp::{Perp, Terms};
use plimsoll::price::Price;
use plimsoll::weights::tiers::{Tier, Tiers};
use plimsoll::weights::{Bound, Weights};
use plimsoll::{Error, Fixed, Number};

/// A price with its weights. `low = high = 0` is a price that is too old.
#[derive(Clone, Debug, PartialEq)]
pub struct Market<N> {
    pub index: u32,
    pub low: N,
    pub high: N,
    pub asset: N,
    pub liability: N,
}

/// A perp with its market. `equity` takes the terms that count at equity.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract<N> {
    pub market: Market<N>,
    /// Floors and rates.
    pub rungs: Vec<(N, N)>,
    pub profit_weight: N,
    pub equity: bool,
    pub size: N,
    pub quote: N,
    pub bids: N,
    pub asks: N,
}

/// A netting group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group<N> {
    pub market: Market<N>,
    pub balance: N,
    pub perps: Vec<Contract<N>>,
}

/// An account.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec<N> {
    pub groups: Vec<Group<N>>,
}

impl<N: Number> Market<N> {
    pub fn price(&self) -> Result<Price<N>, Error> {
        match self.high.is_zero() {
            true => Ok(Price::unknown()),
            false => Price::new(self.low.clone(), self.high.clone()),
        }
    }

    pub fn weights(&self) -> Result<Weights<N>, Error> {
        Weights::new(self.asset.clone(), self.liability.clone())
    }

    pub fn map<M>(&self, f: &impl Fn(&N) -> M) -> Market<M> {
        Market {
            index: self.index,
            low: f(&self.low),
            high: f(&self.high),
            asset: f(&self.asset),
            liability: f(&self.liability),
        }
    }

    /// Both ends times `2 * at / (low + high)` of the index, written out.
    fn moved(&mut self, index: u32, present: &[N; 2], at: &N) -> Result<(), Error> {
        if self.index == index {
            let (twice, sum) = (at.try_add(at)?, present[0].try_add(&present[1])?);
            self.low = self.low.mul_down(&twice.div_down(&sum)?)?;
            self.high = self.high.mul_up(&twice.div_up(&sum)?)?;
        }
        Ok(())
    }
}

impl<N: Number> Contract<N> {
    pub fn perp(&self) -> Result<Perp<N>, Error> {
        Perp::new(self.size.clone(), self.quote.clone())
            .with_orders(self.bids.clone(), self.asks.clone())
    }

    pub fn ladder(&self) -> Vec<Tier<N>> {
        let rung = |(floor, rate): &(N, N)| Tier::new(floor.clone(), rate.clone());
        self.rungs.iter().map(rung).collect()
    }

    /// The terms on a ladder made by [`Contract::ladder`].
    pub fn terms<'a>(&self, ladder: &'a mut [Tier<N>]) -> Result<Terms<'a, N>, Error> {
        if self.equity {
            return Ok(Terms::equity(self.market.price()?));
        }
        let tiers = Tiers::from_rates(ladder)?;
        let (price, weights) = (self.market.price()?, self.market.weights()?);
        Terms::new(price, weights, tiers, self.profit_weight.clone())
    }

    pub fn map<M>(&self, f: &impl Fn(&N) -> M) -> Contract<M> {
        Contract {
            market: self.market.map(f),
            rungs: self.rungs.iter().map(|(a, b)| (f(a), f(b))).collect(),
            profit_weight: f(&self.profit_weight),
            equity: self.equity,
            size: f(&self.size),
            quote: f(&self.quote),
            bids: f(&self.bids),
            asks: f(&self.asks),
        }
    }
}

impl<N: Number> Group<N> {
    /// The sum before weighting.
    pub fn net(&self) -> Result<Net<N, 1>, Error> {
        let mut net = Net::new(&self.balance);
        for contract in &self.perps {
            net.add(
                &contract.perp()?,
                &[contract.terms(&mut contract.ladder())?],
            )?;
        }
        Ok(net)
    }

    /// Written out, and a low end that a factor has rounded to zero is a bound like any other.
    pub fn bound(&self) -> Result<Bound<N>, Error> {
        let market = &self.market;
        let asset = market.low.mul_down(&market.asset)?;
        Bound::new(asset, market.high.mul_up(&market.liability)?)
    }

    pub fn map<M>(&self, f: &impl Fn(&N) -> M) -> Group<M> {
        Group {
            market: self.market.map(f),
            balance: f(&self.balance),
            perps: self.perps.iter().map(|perp| perp.map(f)).collect(),
        }
    }
}

impl<N: Number> Spec<N> {
    /// Positions as [`Account::close`] counts them.
    pub fn positions(&self) -> u32 {
        self.groups
            .iter()
            .map(|group| 1 + group.perps.len() as u32)
            .sum()
    }

    /// The account fed one group at a time, as a contract feeds it: no solver's code.
    pub fn health(&self) -> Result<Health<N>, Error> {
        let mut account = Account::<N, 1>::new();
        for group in &self.groups {
            account.add_net(&group.net()?, &[group.bound()?])?;
        }
        let [health] = account.close(self.positions())?.levels().clone();
        Ok(health)
    }

    /// The same account with the markets of one index at `at`: no solver's code.
    pub fn moved(&self, index: u32, present: &[N; 2], at: &N) -> Result<Self, Error> {
        let mut spec = self.clone();
        for group in &mut spec.groups {
            group.market.moved(index, present, at)?;
            for contract in &mut group.perps {
                contract.market.moved(index, present, at)?;
            }
        }
        Ok(spec)
    }

    /// Weight 1, no margin, no orders.
    pub fn equity(&self) -> Self {
        let mut spec = self.clone();
        for group in &mut spec.groups {
            (group.market.asset, group.market.liability) = (N::one(), N::one());
            for contract in &mut group.perps {
                (contract.equity, contract.rungs) = (true, Vec::new());
                (contract.market.asset, contract.market.liability) = (N::one(), N::one());
                contract.profit_weight = N::one();
            }
        }
        spec
    }

    /// Calls `f` with the account as the slice that the solvers take.
    pub fn with_holdings<T>(
        &self,
        f: impl FnOnce(&[Holding<'_, N>]) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut ladders: Vec<Vec<Vec<Tier<N>>>> = self
            .groups
            .iter()
            .map(|group| group.perps.iter().map(Contract::ladder).collect())
            .collect();
        let mut legs = Vec::new();
        for (group, ladders) in self.groups.iter().zip(&mut ladders) {
            let mut row = Vec::new();
            for (contract, ladder) in group.perps.iter().zip(ladders) {
                row.push(Leg {
                    perp: contract.perp()?,
                    terms: contract.terms(ladder)?,
                    index: contract.market.index,
                });
            }
            legs.push(row);
        }
        let mut holdings = Vec::new();
        for (group, legs) in self.groups.iter().zip(&legs) {
            holdings.push(Holding {
                balance: group.balance.clone(),
                price: group.market.price()?,
                weights: group.market.weights()?,
                index: group.market.index,
                legs,
            });
        }
        f(&holdings)
    }

    pub fn threshold(&self, index: u32, price: &[N; 2], step: &N) -> Result<Threshold<N>, Error> {
        let price = Price::new(price[0].clone(), price[1].clone())?;
        self.with_holdings(|holdings| threshold(holdings, index, &price, step))
    }

    pub fn map<M>(&self, f: &impl Fn(&N) -> M) -> Spec<M> {
        Spec {
            groups: self.groups.iter().map(|group| group.map(f)).collect(),
        }
    }
}

impl Spec<Fixed> {
    /// The same bits as rationals.
    pub fn exact(&self) -> Spec<Exact> {
        self.map(&Exact::of)
    }

    /// The same numbers as floats.
    pub fn float(&self) -> Spec<f64> {
        self.map(&|n| n.to_num())
    }
}

/// All three levels, one group at a time.
pub fn account(levels: [&Spec<Fixed>; 3]) -> Result<Account<Fixed, 3>, Error> {
    let mut account = Account::new();
    for (place, group) in levels[0].groups.iter().enumerate() {
        let at = |level: usize| &levels[level].groups[place];
        let mut net = Net::new(&group.balance);
        for (leg, contract) in group.perps.iter().enumerate() {
            let mut ladders = [0, 1, 2].map(|level| at(level).perps[leg].ladder());
            let [a, b, c] = &mut ladders;
            let terms = |level: usize, ladder| at(level).perps[leg].terms(ladder);
            net.add(
                &contract.perp()?,
                &[terms(0, a)?, terms(1, b)?, terms(2, c)?],
            )?;
        }
        account.add_net(&net, &[at(0).bound()?, at(1).bound()?, at(2).bound()?])?;
    }
    account.close(levels[0].positions())
}
