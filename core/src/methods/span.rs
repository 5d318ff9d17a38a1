//! CME's SPAN: sixteen scenarios over one combined commodity, charges for months that stand against each
//! other and for delivery, a credit for spreads with other commodities, a minimum for short options.
//!
//! ```text
//! scan        = max(0, the worst loss)
//! maintenance = max(scan + intermonth + delivery - credit, short-option minimum)
//! initial     = maintenance * ratio
//! net         = initial - net option value, where premiums are paid at once
//! ```
//!
//! Arrays come ready from a clearing house's file ([`unit()`]) or from this library's pricer over [`grid`].
//! The file's options are a day older than now in every scenario; the pricer leaves time as it is.
//!
//! Of the laws of the bare scenario margin it keeps the second: twice the book is twice the margin, to
//! rounding. It breaks the first, because a long option's delta may form a spread that is charged, and the
//! third, because a hedge that offsets in every scenario still pays the inter-month and delivery charges
//! and the minimum on every option written.
//!
//! Sources: CME, Components of SPAN; CME, spread calculations; L. McMillan, Options as a Strategic
//! Investment, pp. 668-670.

use crate::margin::contingency::charge;
use crate::margin::scenario::{RiskArray, Scan, Scenario, Volatility};
use crate::margin::shock::VolatilityShock;
use crate::number::{whole, Number};
use crate::Error;

/// The number of scenarios.
pub const SCENARIOS: usize = 16;

/// The sixteen scenarios: prices that stay, move by one, two and three thirds of `range` (up first, then
/// down), each with volatility up and down; then the extremes up and down, `extreme` times the range with
/// volatility as it is, of which `cover` counts. The range is a fraction of the price, and rounds up; a
/// price does not fall below zero.
///
/// Errors: [`Error::InvalidScenario`] for a negative range or extreme, [`Error::InvalidFraction`] for a cover
/// outside `[0, 1]`, [`Error::Overflow`].
pub fn grid<N: Number>(
    range: &N,
    extreme: &N,
    cover: &N,
) -> Result<[Scenario<N>; SCENARIOS], Error> {
    if range.is_negative() || extreme.is_negative() {
        return Err(Error::InvalidScenario);
    }
    if !cover.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    let one = N::one();
    let scenario = |spot: N, volatility, weight: &N| {
        Scenario::new(spot.greater(&N::zero()), volatility, weight.clone())
    };
    let step = |thirds: u64, volatility| {
        let moved = range.mul_div_up(&whole(thirds)?, &whole(3)?)?;
        scenario(one.try_add(&moved)?, volatility, &one)
    };
    let fall = |thirds: u64, volatility| {
        let moved = range.mul_div_up(&whole(thirds)?, &whole(3)?)?;
        scenario(one.try_sub(&moved)?, volatility, &one)
    };
    let tail = range.mul_up(extreme)?;
    let (up, down) = (Volatility::Up, Volatility::Down);
    Ok([
        step(0, up)?,
        step(0, down)?,
        step(1, up)?,
        step(1, down)?,
        fall(1, up)?,
        fall(1, down)?,
        step(2, up)?,
        step(2, down)?,
        fall(2, up)?,
        fall(2, down)?,
        step(3, up)?,
        step(3, down)?,
        fall(3, up)?,
        fall(3, down)?,
        scenario(one.try_add(&tail)?, Volatility::Same, cover)?,
        scenario(one.try_sub(&tail)?, Volatility::Same, cover)?,
    ])
}

/// The volatility scan range: up and down by a fraction of the volatility, near and far expiries alike.
///
/// Errors: [`Error::InvalidScenario`] for a negative range.
pub fn volatility<N: Number>(range: N) -> Result<VolatilityShock<N>, Error> {
    let flat = [N::zero(), N::zero()];
    VolatilityShock::new([range.clone(), range], flat, 1, N::zero())
}

/// One unit from a clearing house's array, where a loss stands above zero, of which the extremes are
/// covered already.
///
/// Errors: [`Error::InvalidScenario`] unless there are sixteen, [`Error::Overflow`].
pub fn unit<N, A>(mut losses: A) -> Result<RiskArray<N, A>, Error>
where
    N: Number,
    A: AsRef<[N]> + AsMut<[N]> + Clone,
{
    if losses.as_ref().len() != SCENARIOS {
        return Err(Error::InvalidScenario);
    }
    for loss in losses.as_mut() {
        *loss = loss.try_neg()?;
    }
    let scan = Scan::from_parts(N::zero(), losses);
    RiskArray::new(scan.clone(), scan)
}

/// What a scan over the scenarios says: the requirement for the price, and what spreads are credited on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScanRisk<N> {
    /// The worst loss, at least zero.
    pub loss: N,
    /// The active scenario, where the loss is largest: its place, of equal ones the first.
    pub scenario: usize,
    /// What of the loss is the price's, at least zero and rounded down: the mean of the active scenario and
    /// its pair (the same price with the other volatility), less the mean of the two where the price stays.
    pub price: N,
}

impl<N: Number> ScanRisk<N> {
    /// From profits on the sixteen scenarios whose weights are in them, as in a file's arrays: see [`cover`]
    /// for the others.
    ///
    /// Errors: [`Error::InvalidScenario`] unless there are sixteen, [`Error::Overflow`].
    pub fn new<A: AsRef<[N]> + AsMut<[N]>>(scan: &Scan<N, A>) -> Result<Self, Error> {
        let profits = scan.profits();
        let [up, down, .., _, _] = profits else {
            return Err(Error::InvalidScenario);
        };
        if profits.len() != SCENARIOS {
            return Err(Error::InvalidScenario);
        }
        let worst = scan.worst()?;
        // The extremes have no pair: each is its own.
        let pair = match worst.scenario < 14 {
            true => worst.scenario ^ 1,
            false => worst.scenario,
        };
        let pair = profits.get(pair).ok_or(Error::InvalidScenario)?;
        let time = up.try_add(down)?;
        let price = time.try_sub(&worst.profit.try_add(pair)?)?;
        Ok(ScanRisk {
            loss: worst.profit.try_neg()?.greater(&N::zero()),
            scenario: worst.scenario,
            price: price.div_down(&whole(2)?)?.greater(&N::zero()),
        })
    }
}

/// Lets each profit count for the weight of its scenario, rounded down.
///
/// Errors: [`Error::InvalidScenario`] for a grid of another length, [`Error::Overflow`].
pub fn cover<N: Number, A: AsRef<[N]> + AsMut<[N]>>(
    scan: &mut Scan<N, A>,
    grid: &[Scenario<N>],
) -> Result<(), Error> {
    if scan.profits().len() != grid.len() {
        return Err(Error::InvalidScenario);
    }
    for (profit, scenario) in scan.profits_mut().iter_mut().zip(grid) {
        *profit = profit.mul_down(scenario.weight())?;
    }
    Ok(())
}

/// What is charged and credited beside the scan, each an amount of at least zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charges<N> {
    /// For months that stand against each other.
    pub intermonth: N,
    /// For a month in delivery.
    pub delivery: N,
    /// For spreads with other commodities.
    pub credit: N,
    /// How many options are written.
    pub written: N,
    /// The least that is required for each of them.
    pub minimum: N,
}

/// The maintenance requirement of one combined commodity in its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement<N> {
    /// The worst loss over the scenarios.
    pub scan: N,
    /// The active scenario.
    pub scenario: usize,
    /// For months that stand against each other.
    pub intermonth: N,
    /// For a month in delivery.
    pub delivery: N,
    /// For spreads with other commodities; it is taken off.
    pub credit: N,
    /// What the short-option minimum adds to the rest.
    pub minimum: N,
}

impl<N: Number> Requirement<N> {
    /// The requirement from the scan and what is charged beside it.
    ///
    /// Errors: [`Error::InvalidQuantity`] for a negative charge or credit, [`Error::Overflow`].
    pub fn new(risk: &ScanRisk<N>, charges: &Charges<N>) -> Result<Self, Error> {
        let Charges {
            intermonth,
            delivery,
            credit,
            written,
            minimum,
        } = charges;
        let all = [intermonth, delivery, credit, written, minimum];
        if all.into_iter().any(Number::is_negative) {
            return Err(Error::InvalidQuantity);
        }
        let mut requirement = Requirement {
            scan: risk.loss.clone(),
            scenario: risk.scenario,
            intermonth: intermonth.clone(),
            delivery: delivery.clone(),
            credit: credit.clone(),
            minimum: N::zero(),
        };
        let least = charge(written, minimum)?;
        requirement.minimum = least.try_sub(&requirement.total()?)?.greater(&N::zero());
        Ok(requirement)
    }

    /// The sum of the parts, exact: `max(scan + intermonth + delivery - credit, minimum)`. Errors:
    /// [`Error::Overflow`].
    pub fn total(&self) -> Result<N, Error> {
        self.scan
            .try_add(&self.intermonth)?
            .try_add(&self.delivery)?
            .try_sub(&self.credit)?
            .try_add(&self.minimum)
    }

    /// The total times the ratio of initial to maintenance, rounded up. Errors: [`Error::InvalidFactor`] for
    /// a ratio below 1, [`Error::Overflow`].
    pub fn initial(&self, ratio: &N) -> Result<N, Error> {
        if *ratio < N::one() {
            return Err(Error::InvalidFactor);
        }
        self.total()?.mul_up(ratio)
    }

    /// The initial requirement less what the options are worth (below zero: owed); below zero itself where
    /// they are worth more. Errors: as [`Requirement::initial`].
    pub fn net(&self, ratio: &N, options: &N) -> Result<N, Error> {
        self.initial(ratio)?.try_sub(options)
    }
}
