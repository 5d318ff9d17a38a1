//! The risk matrix: 27 scenarios within the price range, eight far beyond it, and what of them counts.

use super::{Currency, CurrencyPair};
use crate::margin::netting::{cap_gains, discount_gains};
use crate::margin::scenario::{RiskArray, Scan, Scenario, Volatility};
use crate::number::interval::Interval;
use crate::number::{whole, Number};
use crate::Error;

/// Scenarios of the standard table: nine prices by three volatilities, price after price.
pub const STANDARD: usize = 27;
/// Scenarios of the extended table.
pub const EXTENDED: usize = 8;
/// Scenarios of both, the standard ones first.
pub const SCENARIOS: usize = STANDARD + EXTENDED;

/// What a pair's profits and losses are paid in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Settlement {
    /// The coin itself: an inverse perp, an option paid in coins.
    Coin,
    /// Dollars.
    Dollar,
}

/// The 35 scenarios: prices from `-range` to `+range` in quarters of it, each with volatility up, the same and
/// down; then prices 66 and 33 % lower, 50, 100, 200, 300, 400 and 500 % higher, with volatility up. Every
/// weight is 1: what of the extended table counts, [`Aggregation`] says.
///
/// Errors: [`Error::InvalidFraction`] unless the range lies in `(0, 1)`.
pub fn grid<N: Number>(range: &N) -> Result<[Scenario<N>; SCENARIOS], Error> {
    if *range <= N::zero() || *range >= N::one() {
        return Err(Error::InvalidFraction);
    }
    let one = N::one();
    let still = Scenario::new(one.clone(), Volatility::Up, one.clone())?;
    let mut grid: [Scenario<N>; SCENARIOS] = core::array::from_fn(|_| still.clone());
    let changes = [Volatility::Up, Volatility::Same, Volatility::Down];
    let mut places = grid.iter_mut();
    let standard = (0u64..9).flat_map(|quarter| changes.map(|change| (quarter, change)));
    for ((quarter, change), scenario) in standard.zip(places.by_ref()) {
        let moved = range.mul_div_up(&whole(quarter.abs_diff(4))?, &whole(4)?)?;
        let spot = match quarter < 4 {
            true => one.try_sub(&moved)?,
            false => one.try_add(&moved)?,
        };
        *scenario = Scenario::new(spot, change, one.clone())?;
    }
    for (percent, scenario) in [34, 67, 150, 200, 300, 400, 500, 600]
        .into_iter()
        .zip(places)
    {
        let spot = whole::<N>(percent)?.div_down(&whole(100)?)?;
        *scenario = Scenario::new(spot, Volatility::Up, one.clone())?;
    }
    Ok(grid)
}

/// An array in dollars as one in coins: what a unit is worth in a scenario over the price there, less what it
/// is worth now over the price now, outward.
///
/// Errors: [`Error::InvalidPrice`] unless the price is positive, [`Error::DivisionByZero`] where it falls to
/// zero, [`Error::InvalidScenario`] unless array, grid and room are of one length, [`Error::Overflow`].
pub fn in_coins<N, A, B>(
    array: &RiskArray<N, A>,
    price: &N,
    grid: &[Scenario<N>],
    room: B,
) -> Result<RiskArray<N, B>, Error>
where
    N: Number,
    A: AsRef<[N]> + AsMut<[N]>,
    B: AsRef<[N]> + AsMut<[N]> + Clone,
{
    if *price <= N::zero() {
        return Err(Error::InvalidPrice);
    }
    let (owned, owed) = (array.side(&N::one()), array.side(&N::one().try_neg()?));
    if owned.profits().len() != grid.len() {
        return Err(Error::InvalidScenario);
    }
    let (low, high) = (owned.mark().div_down(price)?, owed.mark().div_up(price)?);
    let mut profits = owned.profits().iter().zip(owed.profits());
    RiskArray::fill(low.clone(), high.clone(), grid, room, |scenario| {
        let (least, most) = profits.next().ok_or(Error::InvalidScenario)?;
        let there =
            Interval::exact(price.clone()).mul(&Interval::exact(scenario.spot().clone()))?;
        let worth = Interval::new(owned.mark().try_add(least)?, owed.mark().try_add(most)?)?;
        let worth = worth.div(&there)?;
        Ok((worth.low().try_sub(&low)?, worth.high().try_sub(&high)?))
    })
}

/// What makes the summed vectors of one currency pair those that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aggregation<'a, N> {
    /// The pair.
    pub pair: &'a CurrencyPair<N>,
    /// The currency that it settles in.
    pub currency: &'a Currency<N>,
    /// Whether that is the coin.
    pub settlement: Settlement,
    /// The price of the coin in dollars.
    pub index: &'a N,
}

impl<N: Number> Aggregation<'_, N> {
    /// Scales and dampens the extended table: with `s` the move and `r` the range on its side,
    ///
    /// ```text
    /// scaled   = profit * extended_table_factor * range / |s|          (coins: * (1 + s) / (1 + r))
    /// dampened = scaled, nearer to zero by (|s| / range - 1) * extended_dampener  (coins: / ((1 + r) * index))
    /// ```
    ///
    /// never beyond zero, every step against the account. The standard table stays.
    ///
    /// Errors: [`Error::InvalidScenario`] unless scan and [`grid`] have 35 scenarios, [`Error::InvalidPrice`]
    /// unless the index is positive, [`Error::Overflow`]; after an error the scan is of no use.
    pub fn dampen<A: AsRef<[N]> + AsMut<[N]>>(
        &self,
        grid: &[Scenario<N>],
        scan: &mut Scan<N, A>,
    ) -> Result<(), Error> {
        if scan.profits().len() != SCENARIOS || grid.len() != SCENARIOS {
            return Err(Error::InvalidScenario);
        }
        if *self.index <= N::zero() {
            return Err(Error::InvalidPrice);
        }
        let extended = scan.profits_mut().iter_mut().zip(grid).skip(STANDARD);
        for (profit, scenario) in extended {
            *profit = self.dampened(profit, scenario.spot())?;
        }
        Ok(())
    }

    fn dampened(&self, profit: &N, spot: &N) -> Result<N, Error> {
        let (one, zero) = (N::one(), N::zero());
        let (range, factor) = (&self.pair.price_range, &self.pair.extended_table_factor);
        let dampener = &self.currency.extended_dampener;
        let moved = spot.try_sub(&one)?;
        let away = moved.try_abs()?;
        let edge = match moved.is_negative() {
            true => one.try_sub(range)?,
            false => one.try_add(range)?,
        };
        let loss = profit.is_negative();
        let ranges = match loss {
            true => away.div_down(range)?,
            false => away.div_up(range)?,
        };
        let beyond = ranges.try_sub(&one)?.greater(&zero);
        // A loss is scaled by no less and forgiven no more; a gain the other way round.
        let (scaled, divisor, price) = match (self.settlement, loss) {
            (Settlement::Dollar, true) => (factor.mul_up(range)?, away, one),
            (Settlement::Dollar, false) => (factor.mul_down(range)?, away, one),
            (Settlement::Coin, true) => (
                factor.mul_up(range)?.mul_up(spot)?,
                away.mul_down(&edge)?,
                edge.mul_up(self.index)?,
            ),
            (Settlement::Coin, false) => (
                factor.mul_down(range)?.mul_down(spot)?,
                away.mul_up(&edge)?,
                edge.mul_down(self.index)?,
            ),
        };
        let scaled = profit.mul_div_down(&scaled, &divisor)?;
        Ok(match loss {
            true => scaled
                .try_add(&dampener.mul_div_down(&beyond, &price)?)?
                .lesser(&zero),
            false => scaled
                .try_sub(&dampener.mul_div_up(&beyond, &price)?)?
                .greater(&zero),
        })
    }

    /// Lets of a gain count `pnl_offset`, at most `max_offsetable_pnl`. Errors: as [`Aggregation::dampen`], and
    /// [`Error::InvalidFraction`], [`Error::InvalidQuantity`] for parameters that are not valid.
    pub fn offset_gains<A: AsRef<[N]> + AsMut<[N]>>(
        &self,
        scan: &mut Scan<N, A>,
    ) -> Result<(), Error> {
        let most = &self.currency.max_offsetable_pnl;
        let most = match self.settlement {
            Settlement::Dollar => most.clone(),
            Settlement::Coin => most.div_down(self.index)?,
        };
        discount_gains(scan.profits_mut(), &self.currency.pnl_offset)?;
        cap_gains(scan.profits_mut(), &most)
    }

    /// Both, one after the other: what [`Scan::merge`] adds to the other pairs of the currency. Errors: as each
    /// of them.
    pub fn apply<A: AsRef<[N]> + AsMut<[N]>>(
        &self,
        grid: &[Scenario<N>],
        scan: &mut Scan<N, A>,
    ) -> Result<(), Error> {
        self.dampen(grid, scan)?;
        self.offset_gains(scan)
    }
}

/// Vectors in coins as vectors in dollars, at the index as it is, rounded down: what a currency adds to the
/// cross portfolio.
///
/// Errors: [`Error::InvalidPrice`] for a negative index, [`Error::Overflow`].
pub fn to_dollars<N: Number, A: AsRef<[N]> + AsMut<[N]>>(
    scan: &mut Scan<N, A>,
    index: &N,
) -> Result<(), Error> {
    if index.is_negative() {
        return Err(Error::InvalidPrice);
    }
    scan.mark = scan.mark.mul_down(index)?;
    for profit in scan.profits_mut() {
        *profit = profit.mul_down(index)?;
    }
    Ok(())
}
