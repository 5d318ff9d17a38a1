//! Derive's portfolio manager, second version (PMRM_2): scenarios with dampened tails and skews, discounts
//! on both sides, collateral that cancels risk.
//!
//! ```text
//! profit[s]   = weight[s] * (perps[s] + collateral[s] + sum over expiries of (D(V[s]) - mark))
//! span        = min(basis, min over s of profit[s])
//! maintenance = span * factor - charges + mark + cash
//! initial     = span * (factor + peg) - charges of both levels + mark + cash
//! ```
//!
//! In a skew scenario each expiry counts `-|D(V) - mark|`: the turn is as likely the other way. Of the laws
//! of the bare scenario margin it keeps the second: twice the book is twice the margin, to rounding. It
//! breaks the first, because the charge for the basis grows with time, a factor may exceed 1 and a weight
//! too, so that a long option may cost more than its premium; and the third, because a hedge that offsets in
//! every scenario still pays the gross charges (perp notional, options written naked, haircuts, low
//! confidence) and, over two expiries, discounts, skews and basis.

use super::discount::{not_negative, Basis, Discounts, LongDiscount, ShortDiscount};
use super::margin::{Driver, Margin, Options};
use crate::margin::contingency::{charge, Confidence, Peg};
use crate::margin::option::expiry::Expiry;
use crate::margin::option::position::{gross, naked};
use crate::margin::scenario::{RiskArray, Scan, Scenario, Volatility};
use crate::margin::shock::{Skew, VolatilityShock};
use crate::number::analytic::Analytic;
use crate::number::Number;
use crate::Error;

/// The parameters of the method; the grid of scenarios stands beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters<N> {
    /// What the scenarios do to volatility.
    pub shock: VolatilityShock<N>,
    /// What the skew scenarios do to it.
    pub skew: Skew<N>,
    /// On the worst loss: `[initial, maintenance]`.
    pub factor: [N; 2],
    /// On an expiry that is worth something.
    pub long: LongDiscount<N>,
    /// On an expiry that is owed.
    pub short: ShortDiscount<N>,
    /// On the loss of an expiry in the basis shocks.
    pub basis: Basis<N>,
    /// Added to the initial factor while the settlement coin is off its peg.
    pub peg: Peg<N>,
    /// On the notional of what a doubtful feed prices, at the initial level.
    pub confidence: Confidence<N>,
    /// Of a perp's notional: `[initial, maintenance]`, the initial charge on top of the other.
    pub perp: [N; 2],
    /// Of the notional of options written naked: `[initial, maintenance]`, the initial on top.
    pub option: [N; 2],
}

/// The charges of an account beside its scenarios, each at `[initial, maintenance]`, the initial ones
/// without those of maintenance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Charges<N> {
    perps: [N; 2],
    options: [N; 2],
    collateral: [N; 2],
    confidence: N,
}

/// One portfolio, fed one expiry, perp and collateral at a time. `A` is the room for the scenarios.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Portfolio<N, A> {
    scan: Scan<N, A>,
    basis: N,
    charges: Charges<N>,
}

impl<N: Number> Parameters<N> {
    /// Errors: [`Error::InvalidFactor`] where a factor or charge is negative. (The other parts are valid
    /// by their construction.)
    pub fn validate(&self) -> Result<(), Error> {
        not_negative(&self.factor)?;
        not_negative(&self.perp)?;
        not_negative(&self.option)
    }
}

impl<N: Analytic> Parameters<N> {
    /// The discounts at an expiry. Errors: as [`ShortDiscount::at`].
    pub fn discounts(&self, expiry: &Expiry<N>) -> Result<Discounts<N>, Error> {
        Ok(Discounts {
            long: self.long.at(expiry)?,
            short: self.short.at(expiry)?,
        })
    }
}

impl<N: Analytic, A: AsRef<[N]> + AsMut<[N]>> Portfolio<N, A> {
    /// Nothing. The room has a place for each scenario.
    pub fn new(room: A) -> Self {
        let none = || [N::zero(), N::zero()];
        Portfolio {
            scan: Scan::new(room),
            basis: N::zero(),
            charges: Charges {
                perps: none(),
                options: none(),
                collateral: none(),
                confidence: N::zero(),
            },
        }
    }

    /// Adds the options of one expiry. Errors: [`Error::InvalidScenario`] for scans of another length than
    /// the grid, [`Error::InvalidFraction`] for a confidence outside `[0, 1]`, as [`ShortDiscount::at`];
    /// after an error the portfolio is of no use.
    pub fn add_options<B, C>(
        &mut self,
        parameters: &Parameters<N>,
        grid: &[Scenario<N>],
        spot: &N,
        options: &Options<'_, N, B, C>,
    ) -> Result<(), Error>
    where
        B: AsRef<[N]> + AsMut<[N]>,
        C: AsRef<[N]> + AsMut<[N]>,
    {
        let discounts = parameters.discounts(options.expiry)?;
        let (mark, profits) = (options.scan.mark(), options.scan.profits());
        if profits.len() != grid.len() || self.scan.profits().len() != grid.len() {
            return Err(Error::InvalidScenario);
        }
        for ((sum, profit), scenario) in
            self.scan.profits.as_mut().iter_mut().zip(profits).zip(grid)
        {
            let change = discounts.apply(&mark.try_add(profit)?)?.try_sub(mark)?;
            let change = match scenario.volatility() {
                Volatility::Linear | Volatility::Absolute => change.try_abs()?.try_neg()?,
                Volatility::Same | Volatility::Up | Volatility::Down => change,
            };
            *sum = sum.try_add(&change)?;
        }
        self.scan.mark = self.scan.mark.try_add(mark)?;
        self.basis = self
            .basis
            .try_add(&parameters.basis.loss(options.basis, options.expiry)?)?;
        let written = naked(options.positions)?.mul_up(spot)?;
        add(&mut self.charges.options, &written, &parameters.option)?;
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
        add(&mut self.charges.perps, &notional, &parameters.perp)?;
        self.doubt(parameters, confidence, &notional)
    }

    /// Adds collateral that no scenario moves: its value (balance times price, by the stablecoin's price,
    /// rounded down), its haircuts `[initial, maintenance]`, the initial one on top. Errors:
    /// [`Error::InvalidFactor`] for a negative haircut, else as [`Portfolio::add_options`].
    pub fn add_collateral(
        &mut self,
        parameters: &Parameters<N>,
        value: &N,
        haircut: &[N; 2],
        confidence: &N,
    ) -> Result<(), Error> {
        if value.is_negative() {
            return Err(Error::InvalidQuantity);
        }
        not_negative(haircut)?;
        self.scan.mark = self.scan.mark.try_add(value)?;
        add(&mut self.charges.collateral, value, haircut)?;
        self.doubt(parameters, confidence, value)
    }

    /// Adds collateral in the underlying, which gains and loses with it: `value * (spot factor - 1)` in
    /// each scenario. Errors: as [`Portfolio::add_collateral`].
    pub fn add_underlying(
        &mut self,
        parameters: &Parameters<N>,
        grid: &[Scenario<N>],
        value: &N,
        haircut: &[N; 2],
        confidence: &N,
    ) -> Result<(), Error> {
        let sums = self.scan.profits.as_mut();
        if sums.len() != grid.len() {
            return Err(Error::InvalidScenario);
        }
        for (sum, scenario) in sums.iter_mut().zip(grid) {
            let change = scenario.spot().try_sub(&N::one())?;
            *sum = sum.try_add(&value.mul_down(&change)?)?;
        }
        self.add_collateral(parameters, value, haircut, confidence)
    }

    fn doubt(
        &mut self,
        parameters: &Parameters<N>,
        confidence: &N,
        notional: &N,
    ) -> Result<(), Error> {
        let more = parameters.confidence.charge(confidence, notional)?;
        self.charges.confidence = self.charges.confidence.try_add(&more)?;
        Ok(())
    }

    /// What the positions gain in each scenario before its weight, and their mark.
    pub fn scan(&self) -> &Scan<N, A> {
        &self.scan
    }

    /// The loss for the basis: at most zero.
    pub fn basis(&self) -> &N {
        &self.basis
    }

    /// The margin for opening risk, in its parts. `coin` is the price of the settlement coin.
    ///
    /// Errors: [`Error::InvalidScenario`] for an empty grid or one of another length, [`Error::Overflow`].
    pub fn initial(
        &self,
        parameters: &Parameters<N>,
        grid: &[Scenario<N>],
        coin: &N,
        cash: &N,
    ) -> Result<Margin<N>, Error> {
        let [factor, _] = &parameters.factor;
        let factor = factor.try_add(&parameters.peg.loss(coin)?)?;
        let mut margin = self.margin(grid, &factor, cash)?;
        let charges = &self.charges;
        margin.perps = margin.perps.try_sub(first(&charges.perps))?;
        margin.options = margin.options.try_sub(first(&charges.options))?;
        margin.collateral = margin.collateral.try_sub(first(&charges.collateral))?;
        margin.confidence = charges.confidence.try_neg()?;
        Ok(margin)
    }

    /// The margin below which the account may be liquidated, in its parts. Errors: as
    /// [`Portfolio::initial`].
    pub fn maintenance(
        &self,
        parameters: &Parameters<N>,
        grid: &[Scenario<N>],
        cash: &N,
    ) -> Result<Margin<N>, Error> {
        let [_, factor] = &parameters.factor;
        self.margin(grid, factor, cash)
    }

    fn margin(&self, grid: &[Scenario<N>], factor: &N, cash: &N) -> Result<Margin<N>, Error> {
        let worst = self.scan.worst_weighted(grid)?;
        let (span, driver) = match worst.profit < self.basis {
            true => (&worst.profit, Driver::Scenario(worst.scenario)),
            false => (&self.basis, Driver::Basis),
        };
        let [[_, perps], [_, options], [_, collateral]] = [
            &self.charges.perps,
            &self.charges.options,
            &self.charges.collateral,
        ];
        Ok(Margin {
            loss: span.mul_down(factor)?,
            driver,
            perps: perps.try_neg()?,
            options: options.try_neg()?,
            collateral: collateral.try_neg()?,
            confidence: N::zero(),
            mark: self.scan.mark.clone(),
            cash: cash.clone(),
        })
    }
}

fn first<N>([initial, _]: &[N; 2]) -> &N {
    initial
}

fn add<N: Number>(charges: &mut [N; 2], notional: &N, rates: &[N; 2]) -> Result<(), Error> {
    for (sum, rate) in charges.iter_mut().zip(rates) {
        *sum = sum.try_add(&charge(notional, rate)?)?;
    }
    Ok(())
}
