//! The report of an account: every level, the status, the scenario that costs its options most.

use crate::account::Account;
use crate::state::{Options, State};
use crate::Refusal;
use alloc::vec::Vec;
use borsh::{BorshDeserialize, BorshSerialize};
use plimsoll::columns::markets::{Coins, Markets, Portfolio};
use plimsoll::columns::positions::{self, Balances, Perps, Positions};
use plimsoll::columns::scan::measure;
use plimsoll::margin::account::Status;
use plimsoll::margin::scenario::{RiskArray, Scan};
use plimsoll::{Error, Fixed, Health};

/// What the library says of an account.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Report {
    /// Health at initial, maintenance and equity.
    pub levels: [Health; 3],
    pub status: Status,
    /// The place of the worst scenario in the grid, or `u32::MAX` where there is none.
    pub scenario: u32,
}

impl Report {
    /// Measures an account by a published state.
    ///
    /// Every market is read and weighted, held or not, so that a state that the library refuses proves nothing;
    /// of the series of options only those that are held are priced.
    pub fn new(state: &State, account: &Account) -> Result<Self, Refusal> {
        let weighted = state.assets.iter().map(|asset| asset.weighted());
        let weighted = weighted.collect::<Result<Vec<_>, _>>()?;
        let perps = state.perps.iter().map(|perp| perp.lend());
        let perps = perps.collect::<Result<Vec<_>, _>>()?;
        let markets = Markets::new(&weighted, &perps)?;
        let Some(options) = &state.options else {
            return account.measure(&markets, &mut []);
        };
        let grid: Vec<_> = options.grid.clone();
        let mut room = alloc::vec![Fixed::ZERO; grid.len()];
        let nothing = room.clone();
        let held = held(options, account)?;
        let mut priced = held.iter();
        let mut next = priced.next();
        let arrays = (0..u32::MAX).zip(&options.series).map(|(place, _)| {
            let array = match next {
                Some((market, array)) if *market == place => {
                    next = priced.next();
                    Some(array)
                }
                _ => None,
            };
            lend(array, &nothing)
        });
        let arrays = arrays.collect::<Result<Vec<_>, _>>()?;
        let factors = options.factors.map(|factor| factor.0);
        let mut portfolio = Portfolio::new(&arrays, &grid, factors, options.settles)?;
        if let Some(underlying) = options.perps {
            portfolio = portfolio.with_perps(underlying);
        }
        if let Some(place) = options.coins {
            let prices = |place: u32| state.assets.get(place as usize).map(|asset| asset.prices);
            let found = prices(place).zip(prices(options.settles));
            let (prices, unit) = found.ok_or(Error::UnknownMarket)?;
            let asset = place;
            portfolio = portfolio.with_coins(Coins {
                asset,
                prices,
                unit,
            })?;
        }
        account.measure(&markets.with_portfolio(portfolio)?, &mut room)
    }
}

/// The risk arrays of the series that an account has, with their places, in ascending order. A series that is
/// not there is left to the library, which says in which row it is.
#[allow(clippy::type_complexity)]
fn held(
    options: &Options,
    account: &Account,
) -> Result<Vec<(u32, RiskArray<Fixed, Vec<Fixed>>)>, Error> {
    let known = account.options.iter().filter_map(|option| {
        let series = options.series.get(option.market as usize)?;
        Some((option.market, series))
    });
    known
        .map(|(place, series)| Ok((place, options.array(series)?)))
        .collect()
}

/// The array of a series that is held, or one of the same length for a series that nobody asks for.
fn lend<'a>(
    array: Option<&'a RiskArray<Fixed, Vec<Fixed>>>,
    nothing: &'a [Fixed],
) -> Result<RiskArray<Fixed, &'a [Fixed]>, Error> {
    let Some(array) = array else {
        let side = || Scan::from_parts(Fixed::ZERO, nothing);
        return RiskArray::new(side(), side());
    };
    let side = |sign: Fixed| {
        let side = array.side(&sign);
        Scan::from_parts(*side.mark(), side.profits())
    };
    RiskArray::new(side(Fixed::ONE), side(Fixed::NEG_ONE))
}

impl Account {
    /// One account as the columns that the library measures.
    fn measure(&self, markets: &Markets<'_, Fixed>, room: &mut [Fixed]) -> Result<Report, Refusal> {
        let column = |number: fn(&plimsoll::Perp) -> &Fixed| {
            let perps = self.perps.iter();
            perps
                .map(|perp| *number(&perp.position))
                .collect::<Vec<_>>()
        };
        let [size, quote, bids, asks] = [
            plimsoll::Perp::size,
            plimsoll::Perp::quote,
            plimsoll::Perp::bids,
            plimsoll::Perp::asks,
        ]
        .map(column);
        let places: Vec<u32> = self.perps.iter().map(|perp| perp.market).collect();
        let (assets, amounts): (Vec<u32>, Vec<Fixed>) = self
            .balances
            .iter()
            .map(|balance| (balance.market, balance.quantity))
            .unzip();
        let (series, quantities): (Vec<u32>, Vec<Fixed>) = self
            .options
            .iter()
            .map(|option| (option.market, option.quantity))
            .unzip();
        let [balances, perps, options] =
            [assets.len(), places.len(), series.len()].map(|rows| [0, rows as u32]);
        let positions = Positions::new(
            1,
            Balances {
                offsets: &balances,
                market: &assets,
                quantity: &amounts,
            },
            Perps {
                offsets: &perps,
                market: &places,
                size: &size,
                quote: &quote,
                bids: &bids,
                asks: &asks,
            },
            positions::Options {
                offsets: &options,
                market: &series,
                quantity: &quantities,
            },
        )?;
        let (measured, scenario) = measure(&positions, markets, 0, room)?;
        Ok(Report {
            levels: *measured.levels(),
            status: measured.status(),
            scenario,
        })
    }
}
