//! OKX's portfolio margin: nine requirements for one risk unit, of which some are alternatives, some add up
//! and one is a minimum.
//!
//! ```text
//! maintenance = max(max(MR1, MR2, MR6) + MR3 + MR4 + MR5 + MR8 + MR9, MR7)
//! initial     = 1.3 * maintenance of derivatives + maintenance of borrowings
//! ```
//!
//! MR1 (spot shock, on [`grid`]) and MR6 (extreme move) are worst losses of a scan, MR4 (basis) is
//! [charged](crate::margin::netting::spread::inter_month_charge) on deltas that stand against each other, MR7
//! (minimum charge) is a raw charge by its [ladder](Multiplier), MR9 (stablecoins off their pegs) is a ladder on
//! what offsets [between them](peg). MR2 (time decay), MR3 (term structure of vega), MR5 (interest rate) and MR8
//! are amounts of the venue's.
//!
//! Of the laws of the bare scenario margin it breaks all: a long option's vega and delta are charged apart from
//! its premium; the ladders of MR7 and MR9 make twice the book more than twice the margin; a hedge that offsets
//! in every scenario still pays basis, peg and minimum. Sources: OKX, "OKX will further adjust portfolio margin
//! parameters" (2 January 2025), "OKX to enhance new features in portfolio margin mode" (31 May 2024), "OKEx
//! adjusts scaling factor logic in portfolio margin mode" (4417291853837), "OKX will update margin calculation
//! rules for the portfolio margin mode".

use crate::margin::netting::take_matched;
use crate::margin::scenario::{Scan, Scenario, Volatility};
use crate::number::{whole, Number};
use crate::weights::tiers::Tiers;
use crate::Error;

/// Scenarios of the spot shock: seven prices by three volatilities.
pub const SCENARIOS: usize = 21;

/// MR1: prices from `-most` to `+most` in thirds of it, each with volatility up, the same and down.
///
/// Errors: [`Error::InvalidFraction`] unless `most` lies in `(0, 1)`.
pub fn grid<N: Number>(most: &N) -> Result<[Scenario<N>; SCENARIOS], Error> {
    if *most <= N::zero() || *most >= N::one() {
        return Err(Error::InvalidFraction);
    }
    let one = N::one();
    let still = Scenario::new(one.clone(), Volatility::Up, one.clone())?;
    let mut grid: [Scenario<N>; SCENARIOS] = core::array::from_fn(|_| still.clone());
    let changes = [Volatility::Up, Volatility::Same, Volatility::Down];
    let moves = (0u64..7).flat_map(|third| changes.map(|change| (third, change)));
    for ((third, change), scenario) in moves.zip(&mut grid) {
        let moved = most.mul_div_up(&whole(third.abs_diff(3))?, &whole(3)?)?;
        let spot = match third < 3 {
            true => one.try_sub(&moved)?,
            false => one.try_add(&moved)?,
        };
        *scenario = Scenario::new(spot, change, one.clone())?;
    }
    Ok(grid)
}

/// MR6: a fall and a rise by `most`, volatility as it is, of which the profit counts to a share.
///
/// Errors: [`Error::InvalidFraction`] unless `most` and the share lie in `[0, 1]`.
pub fn extreme<N: Number>(most: &N, share: &N) -> Result<[Scenario<N>; 2], Error> {
    if !most.is_fraction() || !share.is_fraction() {
        return Err(Error::InvalidFraction);
    }
    let (fall, rise) = (N::one().try_sub(most)?, N::one().try_add(most)?);
    Ok([
        Scenario::new(fall, Volatility::Same, share.clone())?,
        Scenario::new(rise, Volatility::Same, share.clone())?,
    ])
}

/// The worst weighted loss over a grid, at least zero: MR1 and MR6. Errors: as [`Scan::worst_weighted`].
pub fn worst_loss<N: Number, A: AsRef<[N]> + AsMut<[N]>>(
    scan: &Scan<N, A>,
    grid: &[Scenario<N>],
) -> Result<N, Error> {
    let worst = scan.worst_weighted(grid)?;
    Ok(worst.profit.try_neg()?.greater(&N::zero()))
}

/// One rung of MR7: what of the raw charge lies above `floor` counts so many times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Multiplier<N> {
    /// From which raw charge on, in dollars.
    pub floor: N,
    /// How often it counts.
    pub times: N,
}

/// MR7: each slice of the raw charge times the multiplier of its rung, rounded up; 30,000 with rungs at 0 and
/// 10,000 that count once and twice are 10,000 + 20,000 * 2.
///
/// Errors: [`Error::InvalidTiers`] for a ladder that does not begin at zero, whose floors do not rise or whose
/// multipliers fall or begin below 1; [`Error::InvalidQuantity`] for a negative charge, [`Error::Overflow`].
/// The empty ladder counts once.
pub fn minimum_charge<N: Number>(raw: &N, ladder: &[Multiplier<N>]) -> Result<N, Error> {
    if raw.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    let mut sum = raw.clone();
    let mut below: Option<&Multiplier<N>> = None;
    for rung in ladder {
        let times = match below {
            None if rung.floor.is_zero() => N::one(),
            Some(below) if rung.floor > below.floor => below.times.clone(),
            _ => return Err(Error::InvalidTiers),
        };
        // Above each floor its rung counts for that much more than the one below.
        let more = rung.times.try_sub(&times)?;
        if more.is_negative() {
            return Err(Error::InvalidTiers);
        }
        let above = raw.try_sub(&rung.floor)?.greater(&N::zero());
        sum = sum.try_add(&above.mul_up(&more)?)?;
        below = Some(rung);
    }
    Ok(sum)
}

/// Two stablecoins whose cash deltas offset each other, and the ladder on what does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peg<'a, N> {
    /// One coin's place.
    pub first: usize,
    /// The other's.
    pub second: usize,
    /// The rates on the slices of what offsets, in dollars, at the coins' prices.
    pub ladder: Tiers<'a, N>,
}

/// MR9: what cash deltas have on opposite sides, pair after pair in the order of the table (USDT against USD,
/// USDT against USDC, USDC against USD), each by its ladder; the deltas are left with what nothing offset.
///
/// Errors: as [`take_matched`] and [`Tiers::requirement`].
pub fn peg<N: Number>(cash_deltas: &mut [N], table: &[Peg<'_, N>]) -> Result<N, Error> {
    table.iter().try_fold(N::zero(), |sum, row| {
        let matched = take_matched(cash_deltas, row.first, row.second)?;
        sum.try_add(&row.ladder.requirement(&matched)?)
    })
}

/// The requirements of one risk unit, each an amount of at least zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charges<N> {
    /// Spot shock.
    pub mr1: N,
    /// Time decay.
    pub mr2: N,
    /// Term structure of vega.
    pub mr3: N,
    /// Basis.
    pub mr4: N,
    /// Interest rate.
    pub mr5: N,
    /// Extreme move.
    pub mr6: N,
    /// Minimum charge, by its ladder.
    pub mr7: N,
    /// Whatever the venue adds beside them.
    pub mr8: N,
    /// Stablecoins off their pegs.
    pub mr9: N,
}

impl<N: Number> Charges<N> {
    /// None.
    pub fn none() -> Self {
        let zero = N::zero;
        Charges {
            mr1: zero(),
            mr2: zero(),
            mr3: zero(),
            mr4: zero(),
            mr5: zero(),
            mr6: zero(),
            mr7: zero(),
            mr8: zero(),
            mr9: zero(),
        }
    }
}

/// The maintenance requirement of one risk unit in its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Maintenance<N> {
    /// `max(MR1, MR2, MR6)`.
    pub market: N,
    /// Which of them it is, 1, 2 or 6; of equal ones the first.
    pub driver: u8,
    /// MR3.
    pub vega: N,
    /// MR4.
    pub basis: N,
    /// MR5.
    pub rate: N,
    /// MR8.
    pub other: N,
    /// MR9.
    pub peg: N,
    /// What MR7 adds to the rest.
    pub minimum: N,
}

impl<N: Number> Maintenance<N> {
    /// Errors: [`Error::InvalidQuantity`] for a negative requirement, [`Error::Overflow`].
    pub fn new(charges: &Charges<N>) -> Result<Self, Error> {
        let Charges {
            mr1,
            mr2,
            mr3,
            mr4,
            mr5,
            mr6,
            mr7,
            mr8,
            mr9,
        } = charges;
        let all = [mr1, mr2, mr3, mr4, mr5, mr6, mr7, mr8, mr9];
        if all.into_iter().any(Number::is_negative) {
            return Err(Error::InvalidQuantity);
        }
        let (market, driver) = [(mr2, 2), (mr6, 6)]
            .into_iter()
            .fold(
                (mr1, 1),
                |most, next| if next.0 > most.0 { next } else { most },
            );
        let mut parts = Maintenance {
            market: market.clone(),
            driver,
            vega: mr3.clone(),
            basis: mr4.clone(),
            rate: mr5.clone(),
            other: mr8.clone(),
            peg: mr9.clone(),
            minimum: N::zero(),
        };
        parts.minimum = mr7.try_sub(&parts.total()?)?.greater(&N::zero());
        Ok(parts)
    }

    /// The sum of the parts, exact. Errors: [`Error::Overflow`].
    pub fn total(&self) -> Result<N, Error> {
        [
            &self.vega,
            &self.basis,
            &self.rate,
            &self.other,
            &self.peg,
            &self.minimum,
        ]
        .into_iter()
        .try_fold(self.market.clone(), |sum, part| sum.try_add(part))
    }
}

/// The initial requirement of an account: `factor` (1.3) times the maintenance of its derivatives, rounded up,
/// and the maintenance of its borrowings.
///
/// Errors: [`Error::InvalidFactor`] for a factor below 1, [`Error::Overflow`].
pub fn initial<N: Number>(derivatives: &N, borrowings: &N, factor: &N) -> Result<N, Error> {
    if *factor < N::one() {
        return Err(Error::InvalidFactor);
    }
    derivatives.mul_up(factor)?.try_add(borrowings)
}
