//! Derive's managers on what an account holds.

use super::method::Portfolio2;
use super::priced::{Feeds, Priced, Slice};
use super::{Charge, Driver};
use plimsoll::methods::derive::margin::{Margin, Options};
use plimsoll::methods::derive::standard::{self, Holdings, Level};
use plimsoll::methods::derive::{portfolio, portfolio_2};
use plimsoll::{Error, Fixed, Number};

/// Feeds whose confidence a book does not state.
const SURE: Fixed = Fixed::ONE;

impl Priced<'_> {
    pub(super) fn portfolio(
        &self,
        parameters: &portfolio::Parameters<Fixed>,
        level: Level,
    ) -> Result<Charge, Error> {
        let (grid, Feeds { spot, coin }) = (&self.held.method.grid, self.feeds(level)?);
        let mut sum = portfolio::Portfolio::new(self.room());
        for perp in self.perps(level)? {
            let (array, size, profit) = (&perp.array, &perp.size, &perp.profit);
            sum.add_perp(parameters, spot.high(), array, size, profit, &SURE)?;
        }
        for slice in &self.slices {
            sum.add_options(parameters, spot.high(), &options(slice))?;
        }
        if self.held.coins > Fixed::ZERO {
            let (low, coin) = (spot.low(), coin.high());
            sum.add_coins(parameters, grid, low, coin, &self.held.coins, &SURE)?;
        }
        charge(&match level {
            Level::Initial => sum.initial(parameters, coin.low(), &Fixed::ZERO)?,
            Level::Maintenance => sum.maintenance(&Fixed::ZERO)?,
        })
    }

    pub(super) fn portfolio_2(&self, kind: &Portfolio2, level: Level) -> Result<Charge, Error> {
        let Portfolio2 {
            parameters,
            haircut,
            ..
        } = kind;
        let (grid, feeds) = (&self.held.method.grid, self.feeds(level)?);
        let spot = feeds.spot.high();
        let mut sum = portfolio_2::Portfolio::new(self.room());
        for perp in self.perps(level)? {
            let (array, size, profit) = (&perp.array, &perp.size, &perp.profit);
            sum.add_perp(parameters, spot, array, size, profit, &SURE)?;
        }
        for slice in &self.slices {
            sum.add_options(parameters, grid, spot, &options(slice))?;
        }
        if self.held.coins > Fixed::ZERO {
            let value = self.coins(&feeds)?;
            sum.add_underlying(parameters, grid, &value, haircut, &SURE)?;
        }
        let none = Fixed::ZERO;
        charge(&match level {
            Level::Initial => sum.initial(parameters, grid, feeds.coin.low(), &none)?,
            Level::Maintenance => sum.maintenance(parameters, grid, &none)?,
        })
    }

    /// The options and coins, then each perp: nothing offsets between them.
    pub(super) fn standard(
        &self,
        parameters: &standard::Parameters<Fixed>,
        level: Level,
    ) -> Result<Charge, Error> {
        let feeds = self.feeds(level)?;
        let written: Vec<standard::Options<'_, Fixed>> = self
            .slices
            .iter()
            .map(|slice| standard::Options {
                positions: &slice.positions,
                forward: *slice.forward.high(),
                confidence: slice.maturity.confidence,
            })
            .collect();
        let mut holdings = Holdings {
            options: &written,
            perp: Fixed::ZERO,
            profit: Fixed::ZERO,
            coins: Fixed::ZERO,
        };
        let at = |spot: &Fixed, perp: &Fixed| standard::Feeds {
            spot: *spot,
            spot_confidence: SURE,
            perp: *perp,
            perp_confidence: SURE,
            coin: *feeds.coin.low(),
        };
        let (low, high) = (feeds.spot.low(), feeds.spot.high());
        // A written call is required more the higher the price is, a put the lower it is.
        let least = |holdings: &Holdings<'_, Fixed>| {
            let (a, b) = (
                parameters.market(holdings, &at(low, low), level)?,
                parameters.market(holdings, &at(high, high), level)?,
            );
            Ok::<_, Error>(if a.total()? < b.total()? { a } else { b })
        };
        let mut sum = least(&holdings)?;
        holdings.options = &[];
        holdings.coins = self.held.coins;
        let each = low.div_down(feeds.coin.high())?; // in units of the settlement asset
        add(
            &mut sum,
            &parameters.market(&holdings, &at(&each, &each), level)?,
        )?;
        holdings.coins = Fixed::ZERO;
        for place in 0..self.held.perps.len() {
            let (perp, price) = self.perp_price(place, level)?;
            holdings.perp = *perp.size();
            holdings.profit = perp.value(&plimsoll::Terms::equity(price))?;
            add(
                &mut sum,
                &parameters.market(&holdings, &at(high, price.high()), level)?,
            )?;
        }
        let parts = vec![
            ("options", sum.options),
            ("perps", sum.perp),
            ("profit", sum.profit),
            ("collateral", sum.coins),
            ("confidence", sum.confidence),
            ("peg", sum.peg),
        ];
        Charge::new(parts, Driver::Rules)
    }
}

fn options<'a>(slice: &'a Slice<'_>) -> Options<'a, Fixed, Vec<Fixed>, [Fixed; 2]> {
    Options {
        expiry: &slice.maturity.expiry,
        scan: &slice.scan,
        basis: &slice.basis,
        positions: &slice.positions,
        confidence: &slice.maturity.confidence,
    }
}

fn charge(margin: &Margin<Fixed>) -> Result<Charge, Error> {
    let parts = vec![
        ("loss", margin.loss),
        ("perps", margin.perps),
        ("options", margin.options),
        ("collateral", margin.collateral),
        ("confidence", margin.confidence),
        ("mark", margin.mark),
    ];
    Charge::new(parts, margin.driver.into())
}

fn add(sum: &mut standard::Margin<Fixed>, other: &standard::Margin<Fixed>) -> Result<(), Error> {
    sum.options = sum.options.try_add(&other.options)?;
    sum.perp = sum.perp.try_add(&other.perp)?;
    sum.profit = sum.profit.try_add(&other.profit)?;
    sum.coins = sum.coins.try_add(&other.coins)?;
    sum.confidence = sum.confidence.try_add(&other.confidence)?;
    sum.peg = sum.peg.try_add(&other.peg)?;
    Ok(())
}
