//! The bare scenario margin: `mark + factor * min(0, worst profit)`.

use super::priced::Priced;
use super::{Charge, Driver};
use plimsoll::margin::scenario::Scan;
use plimsoll::methods::derive::standard::Level;
use plimsoll::{Error, Fixed, Number};

impl Priced<'_> {
    /// Everything in every scenario; the worst of them times the level's factor.
    pub(super) fn scenarios(&self, factor: &[Fixed; 2], level: Level) -> Result<Charge, Error> {
        let grid = &self.held.method.grid;
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
        let coins = self.coins(&self.feeds(level)?)?;
        for (profit, scenario) in scan.profits_mut().iter_mut().zip(grid) {
            let change = scenario.spot().try_sub(&Fixed::ONE)?;
            *profit = profit.try_add(&coins.mul_down(&change)?)?;
        }
        mark = mark.try_add(&coins)?;
        let worst = scan.worst_weighted(grid)?;
        let [initial, maintenance] = factor;
        let factor = match level {
            Level::Initial => initial,
            Level::Maintenance => maintenance,
        };
        let loss = worst.profit.lesser(&Fixed::ZERO).mul_down(factor)?;
        Charge::new(
            vec![("loss", loss), ("mark", mark)],
            Driver::Scenario(worst.scenario),
        )
    }
}
