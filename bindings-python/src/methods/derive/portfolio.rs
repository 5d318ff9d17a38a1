//! Derive's portfolio manager, first version (PMRM).

use super::discount::{self, Discounts};
use super::margin::{Margin, Options};
use crate::contingency;
use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::option::Expiry;
use crate::read::{self, Any};
use crate::record::valid;
use crate::scenario::{grid, volatility_shock, RiskArray, Scan};
use crate::value::Shared;
use plimsoll::methods::derive::portfolio;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;

type Kernel = portfolio::Portfolio<Bits, Vec<Bits>>;
type Data = portfolio::Parameters<Bits>;

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
    /// factor : Number
    ///     Read up.
    /// long : LongDiscount
    /// basis : Basis
    /// peg : Peg
    /// confidence : Confidence
    /// perp, coin, option : Number
    ///     Not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A negative factor or charge.
    /// InvalidNumber, Overflow
    class("plimsoll.methods.derive.portfolio")
    Parameters(Data::validate, InvalidFactor: "factor, perp, coin or option") {
        /// VolatilityShock: What the scenarios do to volatility.
        shock: volatility_shock,
        /// Fixed: On the loss and the charges, at the initial level; at maintenance it is 1.
        factor: read::up,
        /// LongDiscount: On an expiry that is worth something.
        long: discount::long,
        /// Basis: On the loss of an expiry in the basis shocks.
        basis: discount::basis,
        /// Peg: Added to the factor while the settlement coin is off its peg.
        peg: contingency::peg,
        /// Confidence: On the notional of what a doubtful feed prices, at the initial level.
        confidence: contingency::confidence,
        /// Fixed: Of a perp's notional.
        perp: read::up,
        /// Fixed: Of the notional of coins held.
        coin: read::up,
        /// Fixed: Of the notional of options written naked.
        option: read::up,
    }

    /// The discounts at an expiry: what is owed counts in full.
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
    (Error::InvalidQuantity, "quantity"),
    (Error::DivisionByZero, "coin"),
];

/// One portfolio, fed one expiry, perp and coin at a time: scenarios, a discount on expiries that are worth
/// something, one factor (Derive's PMRM). Mutable, and safe to feed from several threads.
///
/// ``initial = (min(basis, worst profit) - charges) * (factor + peg) - low confidence + mark + cash``.
///
/// Parameters
/// ----------
/// grid : list or tuple of Scenario
#[pyclass(frozen, eq, module = "plimsoll.methods.derive.portfolio")]
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
    /// spot : Number
    ///     The price of the underlying; read to the nearest number.
    /// options : Options
    ///
    /// Raises
    /// ------
    /// InvalidScenario
    ///     A scan of another length.
    /// InvalidFraction
    ///     A confidence outside [0, 1].
    /// InvalidNumber, Overflow
    ///     The portfolio stays as it was.
    fn add_options(
        &self,
        parameters: &Parameters,
        spot: &Any<'_>,
        options: &Options,
    ) -> PyResult<()> {
        let spot = read::nearest(spot, "spot")?;
        let added = self
            .0
            .change(|portfolio| portfolio.add_options(&parameters.0, &spot, &options.kernel()));
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

    /// Adds coins of the underlying, worth ``quantity * spot / coin``.
    ///
    /// Parameters
    /// ----------
    /// parameters : Parameters
    /// grid : list or tuple of Scenario
    /// spot : Number
    ///     The price of the underlying; read to the nearest number.
    /// coin : Number
    ///     The price of the settlement coin; read to the nearest number.
    /// quantity : Number
    ///     Not negative; read down.
    /// confidence : Number
    ///     In [0, 1]; read down.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative quantity.
    /// InvalidScenario, InvalidFraction, DivisionByZero, InvalidNumber, Overflow
    ///     The portfolio stays as it was.
    fn add_coins(
        &self,
        parameters: &Parameters,
        grid: &Any<'_>,
        spot: &Any<'_>,
        coin: &Any<'_>,
        quantity: &Any<'_>,
        confidence: &Any<'_>,
    ) -> PyResult<()> {
        let grid = self::grid(grid, "grid")?;
        let (spot, coin) = (read::nearest(spot, "spot")?, read::nearest(coin, "coin")?);
        let quantity = read::down(quantity, "quantity")?;
        let confidence = read::down(confidence, "confidence")?;
        let added = self.0.change(|portfolio| {
            portfolio.add_coins(&parameters.0, &grid, &spot, &coin, &quantity, &confidence)
        });
        added.map_err(caused_by(&CAUSES))
    }

    /// Scan: What the positions gain in each scenario, and their mark (a copy).
    #[getter]
    fn scan(&self) -> Scan {
        Scan::of(self.0.get().scan().clone())
    }

    /// Fixed: The loss for the basis, at most zero.
    #[getter]
    fn basis(&self) -> Fixed {
        Fixed(*self.0.get().basis())
    }

    /// The margin for opening risk, in its parts (``collateral`` is the charge on coins).
    ///
    /// Parameters
    /// ----------
    /// parameters : Parameters
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
    ///     No scenario.
    /// InvalidNumber, Overflow
    fn initial(&self, parameters: &Parameters, coin: &Any<'_>, cash: &Any<'_>) -> PyResult<Margin> {
        let (coin, cash) = (read::nearest(coin, "coin")?, read::down(cash, "cash")?);
        let margin = self.0.get().initial(&parameters.0, &coin, &cash);
        margin.map(Margin).map_err(caused_by(&CAUSES))
    }

    /// The margin below which the account may be liquidated, in its parts.
    ///
    /// Parameters
    /// ----------
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
    ///     No scenario.
    /// InvalidNumber, Overflow
    fn maintenance(&self, cash: &Any<'_>) -> PyResult<Margin> {
        let margin = self.0.get().maintenance(&read::down(cash, "cash")?);
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
