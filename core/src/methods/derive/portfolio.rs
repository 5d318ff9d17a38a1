//! Derive's portfolio manager, first version (PMRM): scenarios, a discount on expiries that are worth
//! something, one factor.
//!
//! ```text
//! profit[s]   = perps[s] + coins[s] + sum over expiries of (D(V[s]) - mark)
//! span        = min(basis, min over s of profit[s]) - charges
//! maintenance = span + mark + cash
//! initial     = span * (factor + peg) - low confidence + mark + cash
//! ```
//!
//! Of the laws of the bare scenario margin it keeps the second: twice the book is twice the margin, to
//! rounding. It breaks the first, because the factor may exceed 1 and the charge for the basis grows with
//! time, so that a long option may cost more than its premium; and the third, because a hedge that offsets
//! in every scenario still pays the gross charges and, over two expiries, the basis.

use super::discount::{Basis, Discounts, LongDiscount};
use super::margin::{Driver, Margin, Options};
use crate::margin::contingency::{charge, Confidence, Peg};
use crate::margin::option::expiry::Expiry;
use crate::margin::option::position::{gross, naked};
use crate::margin::scenario::{RiskArray, Scan, Scenario};
use crate::margin::shock::VolatilityShock;
use crate::number::analytic::Analytic;
use crate::number::Number;
use crate::Error;

/// The parameters of the method; the grid of scenarios stands beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters<N> {
    /// What the scenarios do to volatility.
    pub shock: VolatilityShock<N>,
    /// On the loss and the charges, at the initial level; at maintenance it is 1.
    pub factor: N,
    /// On an expiry that is worth something.
    pub long: LongDiscount<N>,
    /// On the loss of an expiry in the basis shocks.
    pub basis: Basis<N>,
    /// Added to the factor while the settlement coin is off its peg.
    pub peg: Peg<N>,
    /// On the notional of what a doubtful feed prices, at the initial level.
    pub confidence: Confidence<N>,
    /// Of a perp's notional.
    pub perp: N,
    /// Of the notional of coins held.
    pub coin: N,
    /// Of the notional of options written naked.
    pub option: N,
}

/// One portfolio, fed one expiry at a time. `A` is the room for the scenarios.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Portfolio<N, A> {
    scan: Scan<N, A>,
    basis: N,
    perps: N,
    coins: N,
    options: N,
    confidence: N,
}

impl<N: Number> Parameters<N> {
    /// Errors: [`Error::InvalidFactor`] where a factor or charge is negative.
    pub fn validate(&self) -> Result<(), Error> {
        let numbers = [&self.factor, &self.perp, &self.coin, &self.option];
        match numbers.iter().any(|number| number.is_negative()) {
            true => Err(Error::InvalidFactor),
            false => Ok(()),
        }
    }
}

impl<N: Analytic> Parameters<N> {
    /// The discounts at an expiry: what is owed counts in full. Errors: [`Error::Overflow`].
    pub fn discounts(&self, expiry: &Expiry<N>) -> Result<Discounts<N>, Error> {
        Ok(Discounts {
            long: self.long.at(expiry)?,
            short: N::one(),
        })
    }
}

impl<N: Analytic, A: AsRef<[N]> + AsMut<[N]>> Portfolio<N, A> {
    /// Nothing. The room has a place for each scenario.
    pub fn new(room: A) -> Self {
        let none = N::zero;
        Portfolio {
            scan: Scan::new(room),
            basis: none(),
            perps: none(),
            coins: none(),
            options: none(),
            confidence: none(),
        }
    }

    /// Adds the options of one expiry. Errors: [`Error::InvalidScenario`] for a scan of another length,
    /// [`Error::InvalidFraction`] for a confidence outside `[0, 1]`, [`Error::Overflow`]; after an error
    /// the portfolio is of no use.
    pub fn add_options<B, C>(
        &mut self,
        parameters: &Parameters<N>,
        spot: &N,
        options: &Options<'_, N, B, C>,
    ) -> Result<(), Error>
    where
        B: AsRef<[N]> + AsMut<[N]>,
        C: AsRef<[N]> + AsMut<[N]>,
    {
        let discounts = parameters.discounts(options.expiry)?;
        let (mark, profits) = (options.scan.mark(), options.scan.profits());
        let sums = self.scan.profits.as_mut();
        if profits.len() != sums.len() {
            return Err(Error::InvalidScenario);
        }
        for (sum, profit) in sums.iter_mut().zip(profits) {
            let change = discounts.apply(&mark.try_add(profit)?)?.try_sub(mark)?;
            *sum = sum.try_add(&change)?;
        }
        self.scan.mark = self.scan.mark.try_add(mark)?;
        self.basis = self
            .basis
            .try_add(&parameters.basis.loss(options.basis, options.expiry)?)?;
        let written = naked(options.positions)?.mul_up(spot)?;
        self.options = self
            .options
            .try_add(&charge(&written, &parameters.option)?)?;
        let notional = gross(options.positions)?.mul_up(spot)?;
        self.doubt(parameters, options.confidence, &notional)
    }

    /// Adds a perp: its array on the grid, its size, its profit not yet settled (with funding), and the
    /// least confidence of its feed and the spot price's. Errors: as [`Portfolio::add_options`].
    pub fn add_perp<B: AsRef<[N]>>(
        &mut self,
        parameters: &Parameters<N>,
        spot: &N,
        perp: &RiskArray<N, B>,
        size: &N,
        profit: &N,
        confidence: &N,
    ) -> Result<(), Error> {
        let mark = self.scan.mark.try_add(profit)?;
        self.scan.add(size, perp)?;
        // A perp is worth its profit; what its notional is worth is not the account's.
        self.scan.mark = mark;
        let notional = size.try_abs()?.mul_up(spot)?;
        self.perps = self.perps.try_add(&charge(&notional, &parameters.perp)?)?;
        self.doubt(parameters, confidence, &notional)
    }

    /// Adds coins of the underlying, worth `quantity * spot / coin` with `coin` the price of the settlement
    /// coin. Errors: [`Error::InvalidQuantity`] for a negative quantity, [`Error::DivisionByZero`] where that
    /// price is zero, else as [`Portfolio::add_options`].
    pub fn add_coins(
        &mut self,
        parameters: &Parameters<N>,
        grid: &[Scenario<N>],
        spot: &N,
        coin: &N,
        quantity: &N,
        confidence: &N,
    ) -> Result<(), Error> {
        if quantity.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        let value = quantity.mul_div_down(spot, coin)?;
        let sums = self.scan.profits.as_mut();
        if sums.len() != grid.len() {
            return Err(Error::InvalidScenario);
        }
        for (sum, scenario) in sums.iter_mut().zip(grid) {
            let change = scenario.spot().try_sub(&N::one())?;
            *sum = sum.try_add(&value.mul_down(&change)?)?;
        }
        self.scan.mark = self.scan.mark.try_add(&value)?;
        let notional = quantity.mul_up(spot)?;
        self.coins = self.coins.try_add(&charge(&notional, &parameters.coin)?)?;
        self.doubt(parameters, confidence, &notional)
    }

    fn doubt(
        &mut self,
        parameters: &Parameters<N>,
        confidence: &N,
        notional: &N,
    ) -> Result<(), Error> {
        let more = parameters.confidence.charge(confidence, notional)?;
        self.confidence = self.confidence.try_add(&more)?;
        Ok(())
    }

    /// What the positions gain in each scenario, and their mark.
    pub fn scan(&self) -> &Scan<N, A> {
        &self.scan
    }

    /// The loss for the basis: at most zero.
    pub fn basis(&self) -> &N {
        &self.basis
    }

    /// The margin for opening risk, in its parts (`collateral` is the charge on coins). `coin` is the price
    /// of the settlement coin. Errors: [`Error::InvalidScenario`] without scenarios, [`Error::Overflow`].
    pub fn initial(
        &self,
        parameters: &Parameters<N>,
        coin: &N,
        cash: &N,
    ) -> Result<Margin<N>, Error> {
        let factor = parameters.factor.try_add(&parameters.peg.loss(coin)?)?;
        let mut margin = self.margin(&factor, cash)?;
        margin.confidence = self.confidence.try_neg()?;
        Ok(margin)
    }

    /// The margin below which the account may be liquidated, in its parts. Errors: as
    /// [`Portfolio::initial`].
    pub fn maintenance(&self, cash: &N) -> Result<Margin<N>, Error> {
        self.margin(&N::one(), cash)
    }

    fn margin(&self, factor: &N, cash: &N) -> Result<Margin<N>, Error> {
        let worst = self.scan.worst()?;
        let (span, driver) = match worst.profit < self.basis {
            true => (&worst.profit, Driver::Scenario(worst.scenario)),
            false => (&self.basis, Driver::Basis),
        };
        let scaled = |charge: &N| charge.mul_up(factor)?.try_neg();
        Ok(Margin {
            loss: span.mul_down(factor)?,
            driver,
            perps: scaled(&self.perps)?,
            options: scaled(&self.options)?,
            collateral: scaled(&self.coins)?,
            confidence: N::zero(),
            mark: self.scan.mark.clone(),
            cash: cash.clone(),
        })
    }
}
