//! What an account gains in every scenario of a grid: risk arrays, made once an instrument, and the scan
//! that adds them up.

use crate::number::Number;
use crate::price::Price;
use crate::Error;

/// What a scenario does to an option's volatility, under the [shock](super::shock) of the method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Volatility {
    /// It stays.
    Same,
    /// It rises, more for a near expiry than for a far one, and at least to the floor of the method.
    Up,
    /// It falls.
    Down,
    /// The smile turns: strikes above the forward rise, strikes below it fall.
    Linear,
    /// The smile steepens: strikes on both sides rise.
    Absolute,
}

/// One scenario: the price times `spot`, the volatility shocked, the profit times `weight`.
///
/// A weight of 1 counts all of a loss; a tail that is dampened counts less (`range / |shock|`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scenario<N> {
    spot: N,
    volatility: Volatility,
    weight: N,
}

impl<N: Number> Scenario<N> {
    /// Errors: [`Error::InvalidScenario`] where the price factor or the weight is negative.
    pub fn new(spot: N, volatility: Volatility, weight: N) -> Result<Self, Error> {
        if spot.is_negative() || weight.is_negative() {
            return Err(Error::InvalidScenario);
        }
        Ok(Scenario {
            spot,
            volatility,
            weight,
        })
    }

    /// The factor on the price: 0.82 for a fall of 18 %.
    #[inline]
    pub fn spot(&self) -> &N {
        &self.spot
    }

    /// What happens to volatility.
    pub fn volatility(&self) -> Volatility {
        self.volatility
    }

    /// The share of the profit or loss that counts.
    pub fn weight(&self) -> &N {
        &self.weight
    }
}

/// The mark of a position, or of many, and what it gains in every scenario.
///
/// `A` is the caller's memory: `[N; S]` in a contract, whose grid has `S` scenarios, a vector elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scan<N, A> {
    pub(crate) mark: N,
    pub(crate) profits: A,
}

/// The worst of all scenarios: the least profit (at best negative: the loss), and which it is. Of equal
/// ones the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worst<N> {
    /// The profit there, times the scenario's weight where a grid was given.
    pub profit: N,
    /// Its place in the grid.
    pub scenario: usize,
}

impl<N, A> Scan<N, A> {
    /// A mark and profits that were made elsewhere or read from storage.
    pub fn from_parts(mark: N, profits: A) -> Self {
        Scan { mark, profits }
    }
}

impl<N: Number, A: AsRef<[N]> + AsMut<[N]>> Scan<N, A> {
    /// No position. The room has a place for each scenario; what it holds is overwritten.
    pub fn new(mut room: A) -> Self {
        room.as_mut().fill(N::zero());
        Scan {
            mark: N::zero(),
            profits: room,
        }
    }

    /// Adds `quantity` units: what is owned at the unit's low end, what is owed at its high end, every
    /// product rounded down.
    ///
    /// Errors: [`Error::InvalidScenario`] where the unit was made on a grid of another length;
    /// [`Error::Overflow`], after which the scan is of no use.
    #[inline]
    pub fn add<B: AsRef<[N]>>(
        &mut self,
        quantity: &N,
        unit: &RiskArray<N, B>,
    ) -> Result<(), Error> {
        let side = unit.side(quantity);
        let sums = self.profits.as_mut();
        if sums.len() != side.profits.as_ref().len() {
            return Err(Error::InvalidScenario);
        }
        self.mark = self.mark.try_add(&quantity.mul_down(&side.mark)?)?;
        quantity.add_scaled_down(side.profits.as_ref(), sums)
    }

    /// Adds what another scan gains, exact. Errors: as [`Scan::add`].
    pub fn merge<B: AsRef<[N]>>(&mut self, other: &Scan<N, B>) -> Result<(), Error> {
        let (sums, others) = (self.profits.as_mut(), other.profits.as_ref());
        if sums.len() != others.len() {
            return Err(Error::InvalidScenario);
        }
        for (sum, other) in sums.iter_mut().zip(others) {
            *sum = sum.try_add(other)?;
        }
        self.mark = self.mark.try_add(&other.mark)?;
        Ok(())
    }

    /// What the positions are worth at their marks: owned at least, owed at most.
    #[inline]
    pub fn mark(&self) -> &N {
        &self.mark
    }

    /// The profit in each scenario, in the order of the grid.
    pub fn profits(&self) -> &[N] {
        self.profits.as_ref()
    }

    /// The profits to write to: for a method that discounts or weighs them itself.
    pub fn profits_mut(&mut self) -> &mut [N] {
        self.profits.as_mut()
    }

    /// The scenario of the least profit. Errors: [`Error::InvalidScenario`] where there is none.
    pub fn worst(&self) -> Result<Worst<N>, Error> {
        let all = (0..self.profits().len()).zip(self.profits());
        let least = all.reduce(|least, next| if next.1 < least.1 { next } else { least });
        let (scenario, profit) = least.ok_or(Error::InvalidScenario)?;
        Ok(Worst {
            profit: profit.clone(),
            scenario,
        })
    }

    /// The scenario of the least profit, each times its scenario's weight, rounded down. Errors:
    /// [`Error::InvalidScenario`] where the grid has another length or none, [`Error::Overflow`].
    pub fn worst_weighted(&self, grid: &[Scenario<N>]) -> Result<Worst<N>, Error> {
        if grid.len() != self.profits().len() {
            return Err(Error::InvalidScenario);
        }
        let mut least: Result<Worst<N>, Error> = Err(Error::InvalidScenario);
        for (scenario, (profit, terms)) in (0..grid.len()).zip(self.profits().iter().zip(grid)) {
            let profit = profit.mul_down(&terms.weight)?;
            match &least {
                Ok(worst) if worst.profit <= profit => {}
                _ => least = Ok(Worst { profit, scenario }),
            }
        }
        least
    }
}

/// The mark and the profits of one unit of an instrument: at the low end of what is uncertain for a unit
/// owned, at the high end for a unit owed.
///
/// At either end `mark + profit` bounds what the unit is worth in the scenario, so the scan's sum of both
/// is a bound as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RiskArray<N, A> {
    pub(crate) owned: Scan<N, A>,
    pub(crate) owed: Scan<N, A>,
}

impl<N: Number, A: AsRef<[N]>> RiskArray<N, A> {
    /// What a unit is worth and gains when owned and when owed, as made elsewhere or read from storage.
    ///
    /// Errors: [`Error::InvalidScenario`] for two lengths or none, [`Error::InvalidInterval`] where a unit
    /// owned is worth more than one owed (`mark`, or `mark + profit` in a scenario), [`Error::Overflow`].
    pub fn new(owned: Scan<N, A>, owed: Scan<N, A>) -> Result<Self, Error> {
        let (low, high) = (owned.profits.as_ref(), owed.profits.as_ref());
        if low.len() != high.len() || low.is_empty() {
            return Err(Error::InvalidScenario);
        }
        if owned.mark > owed.mark {
            return Err(Error::InvalidInterval);
        }
        // By differences: what a unit is worth in a scenario may lie beyond the range where its profit does
        // not, and an array that was made can be made again of its parts.
        let apart = owed.mark.try_sub(&owned.mark)?;
        for (low, high) in low.iter().zip(high) {
            if low.try_sub(high)? > apart {
                return Err(Error::InvalidInterval);
            }
        }
        Ok(RiskArray { owned, owed })
    }

    /// How many scenarios it was made on.
    pub(crate) fn scenarios(&self) -> usize {
        self.owned.profits.as_ref().len()
    }

    /// The side that this many units are on.
    #[inline]
    pub fn side(&self, quantity: &N) -> &Scan<N, A> {
        if quantity.is_negative() {
            &self.owed
        } else {
            &self.owned
        }
    }

    /// What this many units add to the scan in one scenario. Errors: [`Error::InvalidScenario`] for a
    /// scenario beyond the grid, [`Error::Overflow`].
    pub fn contribution(&self, quantity: &N, scenario: usize) -> Result<N, Error> {
        let profits = self.side(quantity).profits.as_ref();
        quantity.mul_down(profits.get(scenario).ok_or(Error::InvalidScenario)?)
    }
}

impl<N: Number, A: AsRef<[N]> + AsMut<[N]> + Clone> RiskArray<N, A> {
    /// An instrument whose unit follows its price, a perp, a future or a coin: `price * (spot - 1)`.
    ///
    /// Errors: [`Error::UnknownPrice`], [`Error::InvalidScenario`] where the room has not one place for
    /// each scenario, [`Error::Overflow`].
    pub fn linear(price: &Price<N>, grid: &[Scenario<N>], room: A) -> Result<Self, Error> {
        if !price.is_known() {
            return Err(Error::UnknownPrice);
        }
        Self::fill(
            price.low().clone(),
            price.high().clone(),
            grid,
            room,
            |scenario| {
                let change = scenario.spot.try_sub(&N::one())?;
                Ok((
                    price.low().mul_down(&change)?,
                    price.high().mul_up(&change)?,
                ))
            },
        )
    }

    /// An inverse perp or future in its coin, a unit of it one coin's worth: `1 - 1 / spot`; its mark is
    /// nothing.
    ///
    /// Errors: [`Error::DivisionByZero`] where the price falls to zero, [`Error::InvalidScenario`] as in
    /// [`RiskArray::linear`], [`Error::Overflow`].
    pub fn inverse(grid: &[Scenario<N>], room: A) -> Result<Self, Error> {
        Self::fill(N::zero(), N::zero(), grid, room, |scenario| {
            let low = N::one().try_sub(&N::one().div_up(&scenario.spot)?)?;
            let high = N::one().try_sub(&N::one().div_down(&scenario.spot)?)?;
            Ok((low, high))
        })
    }

    /// Both sides from the marks and the profits `(low, high)` of each scenario.
    pub(crate) fn fill(
        low: N,
        high: N,
        grid: &[Scenario<N>],
        room: A,
        mut profits: impl FnMut(&Scenario<N>) -> Result<(N, N), Error>,
    ) -> Result<Self, Error> {
        let mut array = RiskArray {
            owned: Scan {
                mark: low,
                profits: room.clone(),
            },
            owed: Scan {
                mark: high,
                profits: room,
            },
        };
        let (owned, owed) = (array.owned.profits.as_mut(), array.owed.profits.as_mut());
        if grid.is_empty() || owned.len() != grid.len() || owed.len() != grid.len() {
            return Err(Error::InvalidScenario);
        }
        for ((owned, owed), scenario) in owned.iter_mut().zip(owed).zip(grid) {
            (*owned, *owed) = profits(scenario)?;
        }
        Ok(array)
    }
}
