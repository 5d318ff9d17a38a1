//! A method of kind `scenarios`, and what a unit of an instrument gains in each.

use super::{Asset, Market, Parts};
use crate::error::{BookError, Path};
use crate::portfolio::method::Method;
use crate::portfolio::priced::array_of;
use crate::portfolio::series::Series;
use crate::portfolio::Moved;
use plimsoll::margin::scenario::{RiskArray, Scenario};
use plimsoll::margin::shock::Shocks;
use plimsoll::{Error, Fixed, Price};

/// `mark + factor * min(0, worst weighted profit)` of the options and perps of one underlying.
#[derive(Clone, Copy)]
pub struct Scenarios<'a> {
    parts: &'a Parts,
    method: &'a Method,
    factors: &'a [Fixed; 2],
}

impl<'a> Scenarios<'a> {
    pub(super) fn new(parts: &'a Parts, method: &'a Method, factors: &'a [Fixed; 2]) -> Self {
        Scenarios {
            parts,
            method,
            factors,
        }
    }

    /// The factor on the worst loss at initial and maintenance.
    pub fn factors(&self) -> &'a [Fixed; 2] {
        self.factors
    }

    /// The scenarios, each with its weight.
    pub fn grid(&self) -> &'a [Scenario<Fixed>] {
        &self.method.grid
    }

    /// The asset that everything settles in.
    pub fn settles(&self) -> Option<Asset<'a>> {
        let asset = self.parts.book.assets.get(self.method.settles);
        asset.map(Asset::new)
    }

    /// The price of the underlying.
    pub fn price(&self) -> Option<&'a Price> {
        let index = self.parts.book.index_price(self.method.index);
        index.map(|(_, price)| price)
    }

    /// Whether this asset is the underlying, of which a positive balance is the method's.
    pub fn is_underlying(&self, asset: &Asset<'_>) -> bool {
        let underlying = self.parts.book.assets.get(self.method.index);
        underlying.is_some_and(|underlying| underlying.name == asset.name())
    }

    /// Whether it margins positions of this market.
    pub fn margins(&self, market: &Market<'_>) -> bool {
        self.method.margins(market.market())
    }

    /// What a unit of a perp gains, at initial and maintenance. Errors: `Overflow`, with the market.
    pub fn perp(
        &self,
        market: &Market<'_>,
    ) -> Result<[RiskArray<Fixed, Vec<Fixed>>; 2], BookError> {
        let of = |price| RiskArray::linear(price, self.grid(), self.room());
        let market = market.market();
        let arrays = || Ok([of(&market.initial_price)?, of(&market.price)?]);
        let perps = Path::Root.key("perps");
        arrays().map_err(|error| BookError::kernel(&perps.key(&market.name), error))
    }

    /// What a unit of a series is worth and gains, where there is one of this name that the method margins.
    /// Errors: `Overflow`, with the series.
    pub fn option(&self, name: &str) -> Option<Result<RiskArray<Fixed, Vec<Fixed>>, BookError>> {
        let book = &self.parts.book;
        let series = book.options.get(*self.parts.options.get(name)?)?;
        let expiry = book.expiries.get(series.expiry)?;
        let ours = expiry.index == self.method.index;
        ours.then(|| {
            let options = Path::Root.key("options");
            self.array(series)
                .map_err(|error| BookError::kernel(&options.key(name), error))
        })
    }

    fn array(&self, series: &Series) -> Result<RiskArray<Fixed, Vec<Fixed>>, Error> {
        let method = self.method;
        let maturity = self.parts.book.expiries.get(series.expiry);
        let maturity = maturity.ok_or(Error::UnknownMarket)?;
        let forward = maturity.forward(&Moved::nothing())?;
        let shocks = Shocks::new(&method.shock, &method.skew, &maturity.expiry)?;
        let grid = self.grid();
        array_of(
            series,
            &forward,
            &maturity.expiry,
            &shocks,
            grid,
            self.room(),
        )
    }

    fn room(&self) -> Vec<Fixed> {
        vec![Fixed::ZERO; self.method.grid.len()]
    }
}
