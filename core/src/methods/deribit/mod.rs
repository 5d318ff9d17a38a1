//! Deribit's portfolio margin (S:PM and X:PM): a risk matrix of prices by volatilities, an extended table
//! far beyond it, and shocks on what rolls and on size. Parameters keep the names of its API.
//!
//! ```text
//! risk matrix = worst case + roll shock + delta shock + correlation contingency
//! initial     = risk matrix + mmp + open orders + spot
//! maintenance = mm_factor * risk matrix
//! ```
//!
//! The vectors of one currency pair are summed, [aggregated](matrix::Aggregation) (the extended table scaled
//! and dampened, gains counted in part), then merged with those of the other pairs that settle in the same
//! currency; across currencies, in [dollars](matrix::to_dollars).
//!
//! Of the laws of the bare scenario margin it breaks the second, because the delta shock grows with the square
//! of the size and the dampener is a fixed amount, so that twice the book may need more than twice the margin;
//! and the third, because a hedge that offsets in every scenario pays the roll shock on every expiry. The first
//! holds for the matrix: a long option loses at most its premium in each scenario; its delta may add to the
//! roll shock, and beside another pair's losses its gains count in part.
//!
//! What is not published, and so not verified: the order of the three volatilities at a price, the dollars of
//! `max_offsetable_pnl`, several pairs in one currency, and the delta shock. Sources: docs.deribit.com,
//! private/pme/simulate (response, 17 June 2024; another of 15 February 2026); support.deribit.com, Portfolio
//! Margin.

pub mod matrix;
pub mod standard;

use crate::margin::option::expiry::Expiry;
use crate::margin::scenario::Scan;
use crate::number::analytic::Analytic;
use crate::number::{whole, Number};
use crate::Error;

/// What a currency pair is shocked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CurrencyPair<N> {
    /// The largest move of the standard table.
    pub price_range: N,
    /// The share of a profit or loss in the extended table that counts, before it is scaled down.
    pub extended_table_factor: N,
    /// From how many dollars of delta the size is charged.
    pub delta_total_liq_shock_threshold: N,
    /// What each coin of delta beyond them adds to the rate.
    pub m_inc: N,
    /// The highest rate on the delta.
    pub max_delta_shock: N,
}

/// What a settlement currency asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency<N> {
    /// The least rate on the delta of an expiry; all there is on a perp's.
    pub min_annualised_move: N,
    /// The yearly rate, continuously compounded, on the delta of an expiry.
    pub annualised_move_risk: N,
    /// The share of a gain that counts.
    pub pnl_offset: N,
    /// What of a gain counts at most, in dollars.
    pub max_offsetable_pnl: N,
    /// What the extended table forgives for each multiple of the range beyond the first, in dollars.
    pub extended_dampener: N,
}

impl<N: Number> CurrencyPair<N> {
    /// Errors: [`Error::InvalidFraction`] unless the range lies in `(0, 1)`, [`Error::InvalidFactor`] where
    /// another one is negative.
    pub fn validate(&self) -> Result<(), Error> {
        if self.price_range <= N::zero() || self.price_range >= N::one() {
            return Err(Error::InvalidFraction);
        }
        let factors = [
            &self.extended_table_factor,
            &self.delta_total_liq_shock_threshold,
            &self.m_inc,
            &self.max_delta_shock,
        ];
        match factors.into_iter().any(Number::is_negative) {
            true => Err(Error::InvalidFactor),
            false => Ok(()),
        }
    }

    /// The charge on size, in coins: `|delta| * min(m_inc * (|delta| - threshold / index), max_delta_shock)`
    /// beyond the threshold, rounded up.
    ///
    /// The venue names threshold, slope and cap, and both its published samples have none of it: that the slope
    /// is a rate for each coin of delta is our reading, not verified.
    ///
    /// Errors: [`Error::DivisionByZero`] for an index of zero, [`Error::Overflow`].
    pub fn delta_shock(&self, delta: &N, index: &N) -> Result<N, Error> {
        let size = delta.try_abs()?;
        let free = self.delta_total_liq_shock_threshold.div_down(index)?;
        let beyond = size.try_sub(&free)?;
        if beyond <= N::zero() {
            return Ok(N::zero());
        }
        let rate = beyond.mul_up(&self.m_inc)?.lesser(&self.max_delta_shock);
        size.mul_up(&rate)
    }
}

impl<N: Number> Currency<N> {
    /// Errors: [`Error::InvalidFraction`] unless `pnl_offset` lies in `[0, 1]`, [`Error::InvalidFactor`] where
    /// another one is negative.
    pub fn validate(&self) -> Result<(), Error> {
        if !self.pnl_offset.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        let factors = [
            &self.min_annualised_move,
            &self.annualised_move_risk,
            &self.max_offsetable_pnl,
            &self.extended_dampener,
        ];
        match factors.into_iter().any(Number::is_negative) {
            true => Err(Error::InvalidFactor),
            false => Ok(()),
        }
    }
}

impl<N: Analytic> Currency<N> {
    /// The rate on the delta of an expiry, `max(min_annualised_move, e^(annualised_move_risk * years) - 1)`,
    /// rounded up; of a perp, whose expiry is now, the first. Errors: [`Error::Overflow`].
    pub fn roll_rate(&self, expiry: &Expiry<N>) -> Result<N, Error> {
        let exponent = expiry.years().high().mul_up(&self.annualised_move_risk)?;
        let grown = exponent.exp()?.high().try_sub(&N::one())?;
        Ok(grown.greater(&self.min_annualised_move))
    }
}

/// The charge on what has to be rolled: `sum of |delta| * rate` over the expiries, rounded up, in the unit of
/// the deltas.
///
/// Errors: [`Error::InvalidScenario`] for two lengths, [`Error::Overflow`].
pub fn roll_shock<N: Number>(deltas: &[N], rates: &[N]) -> Result<N, Error> {
    if deltas.len() != rates.len() {
        return Err(Error::InvalidScenario);
    }
    deltas
        .iter()
        .zip(rates)
        .try_fold(N::zero(), |sum, (delta, rate)| {
            sum.try_add(&delta.try_abs()?.mul_up(rate)?)
        })
}

/// The margin of a settlement currency, or of all in dollars, in its parts; all of them at least zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin<N> {
    /// The worst loss of the matrix.
    pub worst_case: N,
    /// Where it is: the place among the 35 scenarios, of equal ones the first. (The venue counts from 1.)
    pub scenario: usize,
    /// On what has to be rolled.
    pub roll_shock: N,
    /// On size.
    pub delta_shock: N,
    /// For pairs that move together less than the matrix has it.
    pub correlation_contingency: N,
    /// For market maker protection.
    pub mmp_margin: N,
    /// For open orders.
    pub open_orders_margin: N,
    /// For spot orders.
    pub spot_margin: N,
}

impl<N: Number> Margin<N> {
    /// The worst case of aggregated vectors, with nothing beside it. It is rounded to the nearest tick, half of
    /// one up, as the venue does; `ticks` is how many make one unit (10^9 to a coin), zero rounds nothing.
    ///
    /// Errors: [`Error::InvalidScenario`] for no scenarios, [`Error::InvalidStep`] for less than no ticks,
    /// [`Error::Overflow`].
    pub fn new<A: AsRef<[N]> + AsMut<[N]>>(scan: &Scan<N, A>, ticks: &N) -> Result<Self, Error> {
        let worst = scan.worst()?;
        let loss = worst.profit.try_neg()?.greater(&N::zero());
        if ticks.is_negative() {
            return Err(Error::InvalidStep);
        }
        let loss = match ticks.is_zero() {
            true => loss,
            false => {
                let (one, half) = (N::one(), N::one().div_down(&whole(2)?)?);
                let count = loss.mul_down(ticks)?.try_add(&half)?.floor_to(&one)?;
                count.div_up(ticks)?
            }
        };
        Ok(Margin {
            worst_case: loss,
            scenario: worst.scenario,
            roll_shock: N::zero(),
            delta_shock: N::zero(),
            correlation_contingency: N::zero(),
            mmp_margin: N::zero(),
            open_orders_margin: N::zero(),
            spot_margin: N::zero(),
        })
    }

    /// `worst_case + roll_shock + delta_shock + correlation_contingency`, exact. Errors:
    /// [`Error::Overflow`].
    pub fn risk_matrix(&self) -> Result<N, Error> {
        self.worst_case
            .try_add(&self.roll_shock)?
            .try_add(&self.delta_shock)?
            .try_add(&self.correlation_contingency)
    }

    /// The risk matrix and the three margins beside it: the sum of the parts, exact. (The venue prints it to
    /// nine digits.) Errors: [`Error::Overflow`].
    pub fn initial(&self) -> Result<N, Error> {
        self.risk_matrix()?
            .try_add(&self.mmp_margin)?
            .try_add(&self.open_orders_margin)?
            .try_add(&self.spot_margin)
    }

    /// `mm_factor` of the risk matrix, rounded up. Errors: [`Error::InvalidFraction`] unless the factor lies
    /// in `[0, 1]`, [`Error::Overflow`].
    pub fn maintenance(&self, mm_factor: &N) -> Result<N, Error> {
        if !mm_factor.is_fraction() {
            return Err(Error::InvalidFraction);
        }
        self.risk_matrix()?.mul_up(mm_factor)
    }
}
