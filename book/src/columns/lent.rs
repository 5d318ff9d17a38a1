//! What the core borrows of a view.

use super::view::{Lane, Perp, View};
use plimsoll::columns::markets::{Asset, Markets, PerpMarket, Portfolio};
use plimsoll::margin::perp::Terms;
use plimsoll::margin::scenario::{RiskArray, Scan};
use plimsoll::weights::tiers::Tiers;
use plimsoll::Error;

/// The core's markets on what a [`View`] owns: made once a call, shared by its threads.
pub struct Lent<'a, N> {
    view: &'a View<N>,
    perps: Vec<PerpMarket<'a, N>>,
    arrays: Vec<RiskArray<N, &'a [N]>>,
}

impl<'a, N: Lane> Lent<'a, N> {
    pub(super) fn new(view: &'a View<N>) -> Result<Self, Error> {
        let perps = view.perps.iter().map(Perp::lend);
        let arrays = view
            .portfolio
            .iter()
            .flat_map(|portfolio| &portfolio.arrays);
        Ok(Lent {
            view,
            perps: perps.collect::<Result<_, _>>()?,
            arrays: arrays.map(lend).collect::<Result<_, _>>()?,
        })
    }

    /// What accounts are measured with. Errors: as [`View::lend`].
    pub fn markets(&self) -> Result<Markets<'_, N>, Error> {
        let markets = Markets::new(&self.view.weighted, &self.perps)?;
        let Some(options) = &self.view.portfolio else {
            return Ok(markets);
        };
        let portfolio = Portfolio::new(
            &self.arrays,
            &options.grid,
            options.factors,
            options.settles,
        )?;
        let portfolio = portfolio.with_perps(options.underlying);
        markets.with_portfolio(match options.coins {
            Some(coins) => portfolio.with_coins(coins)?,
            None => portfolio,
        })
    }

    /// The assets, whose prices a search moves.
    pub fn assets(&self) -> &'a [Asset<N>] {
        &self.view.assets
    }

    /// The perp markets.
    pub fn perps(&self) -> &[PerpMarket<'a, N>] {
        &self.perps
    }
}

fn lend<N: Lane>(array: &RiskArray<N, Vec<N>>) -> Result<RiskArray<N, &[N]>, Error> {
    let side = |sign: &N| {
        let side = array.side(sign);
        Scan::from_parts(*side.mark(), side.profits())
    };
    RiskArray::new(side(&N::one()), side(&N::one().try_neg()?))
}

impl<N: Lane> Perp<N> {
    /// The market, on ladders that stay here.
    pub(super) fn lend(&self) -> Result<PerpMarket<'_, N>, Error> {
        let ([wide, price], [initial, maintenance]) = (&self.prices, &self.weights);
        let [first, second] = &self.rungs;
        Ok(PerpMarket {
            terms: [
                Terms::new(*wide, *initial, Tiers::new(first)?, self.profit_weight)?,
                Terms::new(
                    *price,
                    *maintenance,
                    Tiers::new(second)?,
                    self.profit_weight,
                )?,
                Terms::equity(*price),
            ],
            settles: self.settles,
            index: self.index,
        })
    }
}
