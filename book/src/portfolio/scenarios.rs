//! Methods of one scan over everything: the bare scenario margin, and Paradex's.

use super::priced::{Feeds, Priced};
use super::{Charge, Driver};
use plimsoll::margin::netting::Sides;
use plimsoll::margin::option::Right;
use plimsoll::margin::scenario::Scan;
use plimsoll::methods::derive::standard::Level;
use plimsoll::methods::paradex::{Margin, Parameters, Provisions};
use plimsoll::{Error, Fixed, Number};

impl Priced<'_> {
    /// `mark + factor * min(0, worst profit)`.
    pub(super) fn scenarios(&self, factor: &[Fixed; 2], level: Level) -> Result<Charge, Error> {
        let scan = self.scan(&self.feeds(level)?, level)?;
        let worst = scan.worst_weighted(&self.held.method.grid)?;
        let [initial, maintenance] = factor;
        let factor = match level {
            Level::Initial => initial,
            Level::Maintenance => maintenance,
        };
        let loss = worst.profit.lesser(&Fixed::ZERO).mul_down(factor)?;
        Charge::new(
            vec![("loss", loss), ("mark", *scan.mark())],
            Driver::Scenario(worst.scenario),
        )
    }

    /// `mark - max(worst loss, charge on delta)`, of which maintenance is a share. A book states no funding
    /// and no fees to come: nothing is reserved for them.
    pub(super) fn paradex(
        &self,
        parameters: &Parameters<Fixed>,
        level: Level,
    ) -> Result<Charge, Error> {
        let feeds = self.feeds(level)?;
        let scan = self.scan(&feeds, level)?;
        let (grid, spot) = (&self.held.method.grid, feeds.spot.high());
        let provisions = Provisions {
            funding: Fixed::ZERO,
            fees: Fixed::ZERO,
        };
        let margin = Margin::new(parameters, grid, &scan, &self.deltas()?, spot, &provisions)?;
        let (loss, required) = match level {
            Level::Initial => (margin.scan, margin.initial()?),
            Level::Maintenance => (
                margin.scan.mul_up(&parameters.maintenance)?,
                margin.maintenance(parameters)?,
            ),
        };
        let parts = vec![
            ("loss", loss.try_neg()?),
            ("delta", loss.try_sub(&required)?),
            ("mark", *scan.mark()),
        ];
        Charge::new(parts, Driver::Scenario(margin.scenario))
    }

    /// Everything in every scenario.
    fn scan(&self, feeds: &Feeds, level: Level) -> Result<Scan<Fixed, Vec<Fixed>>, Error> {
        let (mut scan, mut mark) = (Scan::new(self.room()), Fixed::ZERO);
        for slice in &self.slices {
            scan.merge(&slice.scan)?;
            mark = mark.try_add(slice.scan.mark())?;
        }
        for perp in self.perps(level)? {
            scan.add(&perp.size, &perp.array)?;
            // A perp is worth its profit; what its notional is worth is not the account's.
            mark = mark.try_add(&perp.profit)?;
        }
        let coins = self.coins(feeds)?;
        let grid = &self.held.method.grid;
        let mut profits = scan.profits().to_vec();
        for (profit, scenario) in profits.iter_mut().zip(grid) {
            let change = scenario.spot().try_sub(&Fixed::ONE)?;
            *profit = profit.try_add(&coins.mul_down(&change)?)?;
        }
        Ok(Scan::from_parts(mark.try_add(&coins)?, profits))
    }

    /// What is long and short in units of the underlying: options by the larger end of their delta.
    fn deltas(&self) -> Result<Sides<Fixed>, Error> {
        let mut deltas = Sides::none();
        deltas.add(&self.held.coins)?;
        for (_, perp) in &self.held.perps {
            deltas.add(perp.size())?;
        }
        for (slice, expiring) in self.slices.iter().zip(&self.held.expiries) {
            for (series, quantity) in &expiring.options {
                let expiry = &slice.maturity.expiry;
                let greeks = (series.contract).greeks(&slice.forward, &series.volatility, expiry);
                let call = series.contract.right() == Right::Call;
                let delta = match greeks {
                    Ok(greeks) if call => *greeks.delta.high(),
                    Ok(greeks) => *greeks.delta.low(),
                    // At the strike with no time left it is all or nothing.
                    Err(Error::OutOfDomain) if call => *expiry.discount().high(),
                    Err(Error::OutOfDomain) => expiry.discount().high().try_neg()?,
                    Err(error) => return Err(error),
                };
                deltas.add(&quantity.mul_down(&delta)?)?;
            }
        }
        Ok(deltas)
    }
}
