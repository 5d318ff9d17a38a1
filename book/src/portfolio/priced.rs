//! The positions under a method at the prices of the market, or at prices that have moved.

use super::held::Held;
use super::method::Kind;
use super::series::{Maturity, Series};
use super::{Charge, Driver, Line, Moved};
use plimsoll::margin::option::position::Position;
use plimsoll::margin::scenario::{RiskArray, Scan, Scenario};
use plimsoll::margin::shock::Shocks;
use plimsoll::methods::derive::standard::Level;
use plimsoll::{Error, Expiry, Fixed, Forward, Interval, Number, Perp, Price, Terms};

pub(super) type Array = RiskArray<Fixed, Vec<Fixed>>;

/// The positions, priced.
pub(crate) struct Priced<'a> {
    pub(super) held: &'a Held<'a>,
    pub(super) slices: Vec<Slice<'a>>,
    moved: Moved,
}

/// The options of one expiry.
pub(super) struct Slice<'a> {
    pub(super) maturity: &'a Maturity,
    pub(super) forward: Interval,
    /// Over the grid.
    pub(super) scan: Scan<Fixed, Vec<Fixed>>,
    /// Over the two shocks of the basis.
    pub(super) basis: Scan<Fixed, [Fixed; 2]>,
    pub(super) positions: Vec<Position<Fixed>>,
    names: Vec<&'a str>,
    /// One an option, where the method has a grid.
    arrays: Vec<Array>,
}

/// A perp over the grid, what it is worth, and its price.
pub(super) struct Priceable {
    pub(super) array: Array,
    pub(super) size: Fixed,
    pub(super) profit: Fixed,
}

/// What the market says at one level.
pub(super) struct Feeds {
    /// The price of the underlying.
    pub(super) spot: Price,
    /// The price of the settlement asset.
    pub(super) coin: Price,
}

impl<'a> Priced<'a> {
    pub(crate) fn new(held: &'a Held<'a>) -> Result<Self, Error> {
        let mut priced = Priced {
            held,
            slices: Vec::new(),
            moved: Moved::nothing(),
        };
        priced.value()?;
        Ok(priced)
    }

    /// Moves prices to somewhere else. Options are valued anew only where their forwards move.
    pub(crate) fn move_to(&mut self, moved: Moved) -> Result<(), Error> {
        let index = self.held.method.index;
        let same = self.moved.factor(index) == moved.factor(index);
        self.moved = moved;
        match same {
            true => Ok(()),
            false => self.value(),
        }
    }

    fn value(&mut self) -> Result<(), Error> {
        let expiries = self.held.expiries.iter();
        let slices = expiries.map(|expiring| self.slice(expiring.maturity, &expiring.options));
        self.slices = slices.collect::<Result<_, Error>>()?;
        Ok(())
    }

    /// The method's total at maintenance.
    pub(crate) fn maintenance(&self) -> Result<Fixed, Error> {
        Ok(self.charge(Level::Maintenance)?.total)
    }

    fn slice(
        &self,
        maturity: &'a Maturity,
        options: &[(&'a Series, Fixed)],
    ) -> Result<Slice<'a>, Error> {
        let method = self.held.method;
        let forward = maturity.forward(&self.moved)?;
        let mut slice = Slice {
            maturity,
            forward: forward.shocked(&Fixed::ONE)?,
            scan: Scan::new(self.room()),
            basis: Scan::new([Fixed::ZERO; 2]),
            positions: Vec::with_capacity(options.len()),
            names: options.iter().map(|(series, _)| &*series.name).collect(),
            arrays: Vec::new(),
        };
        // Derive's older methods do not discount what an option pays.
        let expiry = match method.kind {
            Kind::Standard(_) | Kind::Portfolio(_) => &maturity.undiscounted,
            Kind::Scenarios(_) | Kind::Portfolio2(_) | Kind::Paradex(_) => &maturity.expiry,
        };
        if method.grid.is_empty() {
            for (series, quantity) in options {
                let value = series.value(&slice.forward, expiry)?;
                slice.positions.push(series.position(quantity, value));
            }
            return Ok(slice);
        }
        let shocks = Shocks::new(&method.shock, &method.skew, expiry)?;
        let basis = match &method.kind {
            Kind::Portfolio(kind) => Some(&kind.basis),
            Kind::Portfolio2(kind) => Some(&kind.basis),
            Kind::Scenarios(_) | Kind::Standard(_) | Kind::Paradex(_) => None,
        };
        for (series, quantity) in options {
            let array = array_of(series, &forward, expiry, &shocks, &method.grid, self.room())?;
            slice.scan.add(quantity, &array)?;
            if let Some(basis) = basis {
                let room = [Fixed::ZERO; 2];
                let array = array_of(series, &forward, expiry, &shocks, basis, room)?;
                slice.basis.add(quantity, &array)?;
            }
            let ends = [Fixed::ONE, Fixed::NEG_ONE].map(|side| *array.side(&side).mark());
            let value = Interval::new(ends[0], ends[1])?;
            slice.positions.push(series.position(quantity, value));
            slice.arrays.push(array);
        }
        Ok(slice)
    }

    /// A place for each scenario.
    pub(super) fn room(&self) -> Vec<Fixed> {
        vec![Fixed::ZERO; self.held.method.grid.len()]
    }

    pub(super) fn feeds(&self, level: Level) -> Result<Feeds, Error> {
        let (book, method) = (self.held.book, self.held.method);
        let asset = book
            .assets
            .get(method.settles)
            .ok_or(Error::UnknownMarket)?;
        let (spot, coin) = match level {
            Level::Initial => (book.initial_price(method.index), &asset.initial_price),
            Level::Maintenance => (book.index_price(method.index).map(|(_, p)| p), &asset.price),
        };
        let spot = spot.ok_or(Error::UnknownMarket)?;
        Ok(Feeds {
            spot: self.moved.price(method.index, spot)?,
            coin: self.moved.price(asset.index, coin)?,
        })
    }

    /// What the coins are worth at least, in units of the settlement asset.
    pub(super) fn coins(&self, feeds: &Feeds) -> Result<Fixed, Error> {
        match self.held.coins > Fixed::ZERO {
            true => {
                let Feeds { spot, coin } = feeds;
                self.held.coins.mul_div_down(spot.low(), coin.high())
            }
            false => Ok(Fixed::ZERO),
        }
    }

    /// The perps' prices at a level.
    pub(super) fn perp_price(&self, place: usize, level: Level) -> Result<(Perp, Price), Error> {
        let (market, perp) = self.held.perps.get(place).ok_or(Error::UnknownMarket)?;
        let price = match level {
            Level::Initial => &market.initial_price,
            Level::Maintenance => &market.price,
        };
        Ok((*perp, self.moved.price(market.index, price)?))
    }

    /// The perps at a level, over the grid.
    pub(super) fn perps(&self, level: Level) -> Result<Vec<Priceable>, Error> {
        let mut perps = Vec::with_capacity(self.held.perps.len());
        for place in 0..self.held.perps.len() {
            let (perp, price) = self.perp_price(place, level)?;
            perps.push(Priceable {
                array: RiskArray::linear(&price, &self.held.method.grid, self.room())?,
                size: *perp.size(),
                profit: perp.value(&Terms::equity(price))?,
            });
        }
        Ok(perps)
    }

    /// What the method says at a level.
    pub(super) fn charge(&self, level: Level) -> Result<Charge, Error> {
        match &self.held.method.kind {
            Kind::Scenarios(factor) => self.scenarios(factor, level),
            Kind::Portfolio(kind) => self.portfolio(&kind.parameters, level),
            Kind::Portfolio2(kind) => self.portfolio_2(kind, level),
            Kind::Standard(parameters) => self.standard(parameters, level),
            Kind::Paradex(parameters) => self.paradex(parameters, level),
        }
    }

    /// Every position by itself, options, perps, coins, with what it gains in the scenario that decides at
    /// initial and at maintenance.
    pub(super) fn lines(&self, drivers: [Driver; 2]) -> Result<Vec<Line>, Error> {
        let mut lines = Vec::new();
        for slice in &self.slices {
            for (place, (position, name)) in slice.positions.iter().zip(&slice.names).enumerate() {
                let gain = |driver: Driver| match (driver.scenario(), slice.arrays.get(place)) {
                    (Some(at), Some(array)) => array.contribution(&position.quantity, at).map(Some),
                    _ => Ok(None),
                };
                let [initial, maintenance] = drivers.map(gain);
                lines.push(Line {
                    name: name.to_string(),
                    quantity: position.quantity,
                    mark: position.mark()?,
                    gains: [initial?, maintenance?],
                });
            }
        }
        let now = lines.len();
        for (place, (market, perp)) in self.held.perps.iter().enumerate() {
            let (_, price) = self.perp_price(place, Level::Maintenance)?;
            lines.push(Line {
                name: market.name.clone(),
                quantity: *perp.size(),
                mark: perp.value(&Terms::equity(price))?,
                gains: [None; 2],
            });
        }
        if self.held.coins > Fixed::ZERO {
            let index = self.held.book.index_price(self.held.method.index);
            lines.push(Line {
                name: index.map_or("", |(name, _)| name).to_string(),
                quantity: self.held.coins,
                mark: self.coins(&self.feeds(Level::Maintenance)?)?,
                gains: [None; 2],
            });
        }
        let levels = [Level::Initial, Level::Maintenance]
            .into_iter()
            .zip(drivers);
        for (at, (level, driver)) in levels.enumerate() {
            let linear = lines.get_mut(now..).unwrap_or_default();
            for (line, gain) in linear.iter_mut().zip(self.linear(level, driver)?) {
                if let Some(place) = line.gains.get_mut(at) {
                    *place = Some(gain);
                }
            }
        }
        Ok(lines)
    }

    /// What each perp and the coins gain in the scenario of a level; nothing where there is none.
    fn linear(&self, level: Level, driver: Driver) -> Result<Vec<Fixed>, Error> {
        let Some(at) = driver.scenario() else {
            return Ok(Vec::new());
        };
        let scenario = self
            .held
            .method
            .grid
            .get(at)
            .ok_or(Error::InvalidScenario)?;
        let mut gains = Vec::new();
        for perp in self.perps(level)? {
            gains.push(perp.array.contribution(&perp.size, at)?);
        }
        let change = scenario.spot().try_sub(&Fixed::ONE)?;
        gains.push(self.coins(&self.feeds(level)?)?.mul_down(&change)?);
        Ok(gains)
    }
}

/// What a unit of a series is worth and gains in each scenario.
pub(crate) fn array_of<A: AsRef<[Fixed]> + AsMut<[Fixed]> + Clone>(
    series: &Series,
    forward: &Forward,
    expiry: &Expiry,
    shocks: &Shocks<Fixed>,
    grid: &[Scenario<Fixed>],
    room: A,
) -> Result<RiskArray<Fixed, A>, Error> {
    let (contract, volatility) = (&series.contract, &series.volatility);
    RiskArray::option(contract, forward, volatility, expiry, shocks, grid, room)
}
