//! Derive's portfolio manager, second version (PMRM_2).

use super::discount::{self, Discounts};
use super::margin::{Margin, Options};
use crate::contingency;
use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::option::Expiry;
use crate::read::{self, Any};
use crate::record::valid;
use crate::scenario::{grid, skew, volatility_shock, RiskArray, Scan};
use crate::value::Shared;
use plimsoll::methods::derive::portfolio_2;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;

type Kernel = portfolio_2::Portfolio<Bits, Vec<Bits>>;
type Data = portfolio_2::Parameters<Bits>;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Parameters>()?;
    module.add_class::<Portfolio>()
}

valid! {
    /// The parameters of the method; the grid of scenarios stands beside them.
    ///
    /// Parameters
    /// ----------
    /// shock : VolatilityShock
    /// skew : Skew
    /// factor : list or tuple of 2 Number
    ///     Initial and maintenance, not negative; read up.
    /// long : LongDiscount
    /// short : ShortDiscount
    /// basis : Basis
    /// peg : Peg
    /// confidence : Confidence
    /// perp, option : list or tuple of 2 Number
    ///     Initial (on top of the other) and maintenance, not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A negative factor or charge.
    /// InvalidNumber, Overflow
    class("plimsoll.methods.derive.portfolio_2")
    Parameters(Data::validate, InvalidFactor: "factor, perp or option") {
        /// VolatilityShock: What the scenarios do to volatility.
        shock: volatility_shock,
        /// Skew: What the skew scenarios do to it.
        skew: self::skew,
        /// tuple of Fixed: On the worst loss, initial and maintenance.
        factor: read::pair_up,
        /// LongDiscount: On an expiry that is worth something.
        long: discount::long,
        /// ShortDiscount: On an expiry that is owed.
        short: discount::short,
        /// Basis: On the loss of an expiry in the basis shocks.
        basis: discount::basis,
        /// Peg: Added to the initial factor while the settlement coin is off its peg.
        peg: contingency::peg,
        /// Confidence: On the notional of what a doubtful feed prices, at the initial level.
        confidence: contingency::confidence,
        /// tuple of Fixed: Of a perp's notional, initial (on top of the other) and maintenance.
        perp: read::pair_up,
        /// tuple of Fixed: Of the notional of options written naked, the same two.
        option: read::pair_up,
    }

    /// The discounts at an expiry.
    ///
    /// Parameters
    /// ----------
    /// expiry : Expiry
    ///
    /// Raises
    /// ------
    /// Overflow
    fn discounts(&self, expiry: &Expiry) -> PyResult<Discounts> {
        self.0.discounts(&expiry.0).map(Discounts).map_err(raise)
    }
}

/// What an error of a portfolio is about.
const CAUSES: [(Error, &str); 4] = [
    (Error::InvalidScenario, "grid"),
    (Error::InvalidFraction, "confidence"),
    (Error::InvalidQuantity, "value"),
    (Error::InvalidFactor, "haircut"),
];

/// One portfolio, fed one expiry, perp and collateral at a time: scenarios with dampened tails and skews,
/// discounts on both sides, collateral that cancels risk (Derive's PMRM_2). Mutable, and safe to feed from
/// several threads.
///
/// ``maintenance = min(basis, worst weighted profit) * factor - charges + mark + cash``, and
/// ``initial`` with the peg in the factor and the charges of both levels.
///
/// Parameters
/// ----------
/// grid : list or tuple of Scenario
#[pyclass(frozen, eq, module = "plimsoll.methods.derive.portfolio_2")]
#[derive(Clone, PartialEq)]
pub struct Portfolio(Shared<Kernel>);

#[pymethods]
impl Portfolio {
    #[new]
    fn new(grid: &Any<'_>) -> PyResult<Self> {
        let grid = self::grid(grid, "grid")?;
        Ok(Portfolio(Shared::new(Kernel::new(vec![
            Bits::ZERO;
            grid.len()
        ]))))
    }

    /// Adds the options of one expiry.
    ///
    /// Parameters
    /// ----------
    /// parameters : Parameters
    /// grid : list or tuple of Scenario
    /// spot : Number
    ///     The price of the underlying; read to the nearest number.
    /// options : Options
    ///
    /// Raises
    /// ------
    /// InvalidScenario
    ///     A scan or grid of another length.
    /// InvalidFraction
    ///     A confidence outside [0, 1].
    /// InvalidNumber, Overflow
    ///     The portfolio stays as it was.
    fn add_options(
        &self,
        parameters: &Parameters,
        grid: &Any<'_>,
        spot: &Any<'_>,
        options: &Options,
    ) -> PyResult<()> {
        let (grid, spot) = (self::grid(grid, "grid")?, read::nearest(spot, "spot")?);
        let added = self.0.change(|portfolio| {
            portfolio.add_options(&parameters.0, &grid, &spot, &options.kernel())
        });
        added.map_err(caused_by(&CAUSES))
    }

    /// Adds a perp.
    ///
    /// Parameters
    /// ----------
    /// parameters : Parameters
    /// spot : Number
    ///     The price of the underlying; read to the nearest number.
    /// perp : RiskArray
    ///     On the grid.
    /// size : Number
    ///     Positive is long; read to the nearest number.
    /// profit : Number
    ///     Not yet settled, with funding; read down.
    /// confidence : Number
    ///     The least of its feed and the spot price's, in [0, 1]; read down.
    ///
    /// Raises
    /// ------
    /// InvalidScenario, InvalidFraction, InvalidNumber, Overflow
    ///     The portfolio stays as it was.
    fn add_perp(
        &self,
        parameters: &Parameters,
        spot: &Any<'_>,
        perp: &RiskArray,
        size: &Any<'_>,
        profit: &Any<'_>,
        confidence: &Any<'_>,
    ) -> PyResult<()> {
        let (spot, size) = (read::nearest(spot, "spot")?, read::nearest(size, "size")?);
        let profit = read::down(profit, "profit")?;
        let confidence = read::down(confidence, "confidence")?;
        let added = self.0.change(|portfolio| {
            portfolio.add_perp(&parameters.0, &spot, &perp.0, &size, &profit, &confidence)
        });
        added.map_err(caused_by(&CAUSES))
    }

    /// Adds collateral that no scenario moves.
    ///
    /// Parameters
    /// ----------
    /// parameters : Parameters
    /// value : Number
    ///     Balance times price, not negative; read down.
    /// haircut : list or tuple of 2 Number
    ///     Initial (on top of the other) and maintenance, not negative; read up.
    /// confidence : Number
    ///     In [0, 1]; read down.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative value.
    /// InvalidFactor
    ///     A negative haircut.
    /// InvalidFraction, InvalidNumber, Overflow
    ///     The portfolio stays as it was.
    fn add_collateral(
        &self,
        parameters: &Parameters,
        value: &Any<'_>,
        haircut: &Any<'_>,
        confidence: &Any<'_>,
    ) -> PyResult<()> {
        let value = read::down(value, "value")?;
        let haircut = read::pair_up(haircut, "haircut")?;
        let confidence = read::down(confidence, "confidence")?;
        let added = self.0.change(|portfolio| {
            portfolio.add_collateral(&parameters.0, &value, &haircut, &confidence)
        });
        added.map_err(caused_by(&CAUSES))
    }

    /// Adds collateral in the underlying, which gains and loses with it: ``value * (spot - 1)`` in each
    /// scenario.
    ///
    /// Parameters
    /// ----------
    /// parameters : Parameters
    /// grid : list or tuple of Scenario
    /// value : Number
    ///     Balance times price, not negative; read down.
    /// haircut : list or tuple of 2 Number
    ///     Initial (on top of the other) and maintenance, not negative; read up.
    /// confidence : Number
    ///     In [0, 1]; read down.
    ///
    /// Raises
    /// ------
    /// InvalidScenario, InvalidQuantity, InvalidFactor, InvalidFraction, InvalidNumber, Overflow
    ///     The portfolio stays as it was.
    fn add_underlying(
        &self,
        parameters: &Parameters,
        grid: &Any<'_>,
        value: &Any<'_>,
        haircut: &Any<'_>,
        confidence: &Any<'_>,
    ) -> PyResult<()> {
        let grid = self::grid(grid, "grid")?;
        let value = read::down(value, "value")?;
        let haircut = read::pair_up(haircut, "haircut")?;
        let confidence = read::down(confidence, "confidence")?;
        let added = self.0.change(|portfolio| {
            portfolio.add_underlying(&parameters.0, &grid, &value, &haircut, &confidence)
        });
        added.map_err(caused_by(&CAUSES))
    }

    /// Scan: What the positions gain in each scenario before its weight, and their mark (a copy).
    #[getter]
    fn scan(&self) -> Scan {
        Scan::of(self.0.get().scan().clone())
    }

    /// Fixed: The loss for the basis, at most zero.
    #[getter]
    fn basis(&self) -> Fixed {
        Fixed(*self.0.get().basis())
    }

    /// The margin for opening risk, in its parts.
    ///
    /// Parameters
    /// ----------
    /// parameters : Parameters
    /// grid : list or tuple of Scenario
    /// coin : Number
    ///     The price of the settlement coin; read to the nearest number.
    /// cash : Number
    ///     Read down.
    ///
    /// Returns
    /// -------
    /// Margin
    ///
    /// Raises
    /// ------
    /// InvalidScenario
    ///     A grid that is empty or of another length.
    /// InvalidNumber, Overflow
    fn initial(
        &self,
        parameters: &Parameters,
        grid: &Any<'_>,
        coin: &Any<'_>,
        cash: &Any<'_>,
    ) -> PyResult<Margin> {
        let grid = self::grid(grid, "grid")?;
        let (coin, cash) = (read::nearest(coin, "coin")?, read::down(cash, "cash")?);
        let margin = self.0.get().initial(&parameters.0, &grid, &coin, &cash);
        margin.map(Margin).map_err(caused_by(&CAUSES))
    }

    /// The margin below which the account may be liquidated, in its parts.
    ///
    /// Parameters
    /// ----------
    /// parameters : Parameters
    /// grid : list or tuple of Scenario
    /// cash : Number
    ///     Read down.
    ///
    /// Returns
    /// -------
    /// Margin
    ///
    /// Raises
    /// ------
    /// InvalidScenario
    ///     A grid that is empty or of another length.
    /// InvalidNumber, Overflow
    fn maintenance(
        &self,
        parameters: &Parameters,
        grid: &Any<'_>,
        cash: &Any<'_>,
    ) -> PyResult<Margin> {
        let (grid, cash) = (self::grid(grid, "grid")?, read::down(cash, "cash")?);
        let margin = self.0.get().maintenance(&parameters.0, &grid, &cash);
        margin.map(Margin).map_err(caused_by(&CAUSES))
    }

    fn __copy__(&self) -> Self {
        self.clone()
    }

    #[pyo3(signature = (memo, /))]
    fn __deepcopy__(&self, memo: &Any<'_>) -> Self {
        let _ = memo;
        self.clone()
    }
}
