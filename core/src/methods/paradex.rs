//! Paradex's portfolio margin: the worst weighted loss of 24 scenarios, at least a charge on delta.
//!
//! ```text
//! net         = max(scan, (net_delta * |net| + hedged_delta * hedged) * spot)
//! initial     = net + funding provision + fee provision
//! maintenance = maintenance * net + funding provision + fee provision
//! ```
//!
//! A perp is paid its profit, so its array is [linear](crate::margin::scenario::RiskArray::linear), and an
//! option's is the change of its mark. Hedged is `(gross - |net|) / 2`, the smaller side.
//!
//! Of the laws of the bare scenario margin it keeps the second, twice the book is twice the margin to rounding,
//! as long as the provisions are. It breaks the first, because a long option's delta may raise the charge on
//! delta beyond its premium, and the third, because a hedge that offsets in every scenario still pays 1 % of its
//! delta. Source: docs.paradex.trade, risk/portfolio-margin.

use crate::margin::netting::Sides;
use crate::margin::scenario::{Scan, Scenario, Volatility};
use crate::number::{whole, Number};
use crate::Error;

/// The number of scenarios.
pub const SCENARIOS: usize = 24;

/// The venue's parameters; its own are 0.02, 0.01 and 0.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters<N> {
    /// Charged on each unit of net delta.
    pub net_delta: N,
    /// Charged on each unit of delta that stands against another.
    pub hedged_delta: N,
    /// The share of the net requirement that is maintenance.
    pub maintenance: N,
}

/// Margin reserved beside the risk, each at least zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provisions<N> {
    /// For the funding of the next eight hours.
    pub funding: N,
    /// For the fees of closing.
    pub fees: N,
}

impl<N: Number> Parameters<N> {
    /// Errors: [`Error::InvalidFactor`] for a negative charge, [`Error::InvalidFraction`] unless the share lies
    /// in `[0, 1]`.
    pub fn validate(&self) -> Result<(), Error> {
        if self.net_delta.is_negative() || self.hedged_delta.is_negative() {
            return Err(Error::InvalidFactor);
        }
        match self.maintenance.is_fraction() {
            true => Ok(()),
            false => Err(Error::InvalidFraction),
        }
    }

    /// The least that is required for delta: net and hedged, each with its charge, at the spot price. Rounded
    /// up.
    ///
    /// Errors: [`Error::InvalidPrice`] for a negative price, [`Error::Overflow`].
    pub fn delta_charge(&self, deltas: &Sides<N>, spot: &N) -> Result<N, Error> {
        if spot.is_negative() {
            return Err(Error::InvalidPrice);
        }
        let net = deltas.net()?.try_abs()?.mul_up(&self.net_delta)?;
        let hedged = deltas.hedged().mul_up(&self.hedged_delta)?;
        net.try_add(&hedged)?.mul_up(spot)
    }
}

/// The 24 scenarios in the venue's order: the range up with volatility up; three quarters, half and a quarter
/// of it, none, and as many down, each with volatility up and down; the range down with volatility up; then
/// -66, -33, +50, +100, +200, +300, +400 and +500 %, volatility up, weighted `range / |move|`, rounded up.
///
/// The venue prints the weights of its range of 16 % to two digits: 24 % for 0.2424, 48 % for 0.4848, 5.33 %
/// for 0.0533. Grids are data: one with its digits is made as well of [`Scenario::new`].
///
/// Errors: [`Error::InvalidFraction`] unless the range lies in `(0, 1)`.
pub fn grid<N: Number>(range: &N) -> Result<[Scenario<N>; SCENARIOS], Error> {
    if *range <= N::zero() || *range >= N::one() {
        return Err(Error::InvalidFraction);
    }
    let (one, hundred) = (N::one(), whole::<N>(100)?);
    let still = Scenario::new(one.clone(), Volatility::Up, one.clone())?;
    let mut grid: [Scenario<N>; SCENARIOS] = core::array::from_fn(|_| still.clone());
    let (up, down) = (Volatility::Up, Volatility::Down);
    let quarters = [4, 3, 3, 2, 2, 1, 1, 0, 0, -1, -1, -2, -2, -3, -3, -4i8];
    let changes = [
        up, up, down, up, down, up, down, up, down, up, down, up, down, up, down, up,
    ];
    let mut places = grid.iter_mut();
    for ((quarters, change), scenario) in quarters.into_iter().zip(changes).zip(places.by_ref()) {
        let moved = range.mul_div_up(&whole(quarters.unsigned_abs().into())?, &whole(4)?)?;
        let spot = match quarters < 0 {
            true => one.try_sub(&moved)?,
            false => one.try_add(&moved)?,
        };
        *scenario = Scenario::new(spot, change, one.clone())?;
    }
    let tails = [
        (34, 66),
        (67, 33),
        (150, 50),
        (200, 100),
        (300, 200),
        (400, 300),
        (500, 400),
        (600, 500),
    ];
    for ((spot, moved), scenario) in tails.into_iter().zip(places) {
        let spot = whole::<N>(spot)?.div_down(&hundred)?;
        *scenario = Scenario::new(spot, up, range.mul_div_up(&hundred, &whole(moved)?)?)?;
    }
    Ok(grid)
}

/// The margin in its parts; all of them at least zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin<N> {
    /// The worst weighted loss.
    pub scan: N,
    /// The scenario that it is in, of equal ones the first.
    pub scenario: usize,
    /// What the charge on delta adds to it.
    pub minimum: N,
    /// For the funding of the next eight hours.
    pub funding: N,
    /// For the fees of closing.
    pub fees: N,
}

impl<N: Number> Margin<N> {
    /// From a scan over the grid, the deltas behind it (in units of the coin, options by their delta), the spot
    /// price and what is reserved.
    ///
    /// Errors: [`Error::InvalidScenario`] for a grid that is empty or of another length,
    /// [`Error::InvalidPrice`] for a negative price, [`Error::InvalidQuantity`] for a negative provision,
    /// [`Error::Overflow`].
    pub fn new<A: AsRef<[N]> + AsMut<[N]>>(
        parameters: &Parameters<N>,
        grid: &[Scenario<N>],
        scan: &Scan<N, A>,
        deltas: &Sides<N>,
        spot: &N,
        provisions: &Provisions<N>,
    ) -> Result<Self, Error> {
        let Provisions { funding, fees } = provisions;
        if funding.is_negative() || fees.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        let worst = scan.worst_weighted(grid)?;
        let loss = worst.profit.try_neg()?.greater(&N::zero());
        let least = parameters.delta_charge(deltas, spot)?;
        Ok(Margin {
            minimum: least.try_sub(&loss)?.greater(&N::zero()),
            scan: loss,
            scenario: worst.scenario,
            funding: funding.clone(),
            fees: fees.clone(),
        })
    }

    /// `max(scan, charge on delta)`, the sum of the first two parts, exact. Errors: [`Error::Overflow`].
    pub fn net(&self) -> Result<N, Error> {
        self.scan.try_add(&self.minimum)
    }

    /// The sum of the parts, exact. Errors: [`Error::Overflow`].
    pub fn initial(&self) -> Result<N, Error> {
        self.net()?.try_add(&self.funding)?.try_add(&self.fees)
    }

    /// The share of the net requirement that is maintenance, rounded up, and the provisions whole. Errors:
    /// [`Error::Overflow`].
    pub fn maintenance(&self, parameters: &Parameters<N>) -> Result<N, Error> {
        self.net()?
            .mul_up(&parameters.maintenance)?
            .try_add(&self.funding)?
            .try_add(&self.fees)
    }
}
