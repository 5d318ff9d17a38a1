//! The risk array of one unit of an instrument.

use super::grid::grid;
use super::scan::{Kernel as Sums, Scan};
use super::shock::Shocks;
use crate::error::caused_by;
use crate::interval::interval;
use crate::number::Fixed;
use crate::option::{forward, Contract, Expiry};
use crate::price::Price;
use crate::read::{self, Any};
use crate::value::hash;
use plimsoll::margin::scenario;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;
use pyo3::types::PyType;
use std::sync::Arc;

type Kernel = scenario::RiskArray<Bits, Vec<Bits>>;

/// The mark and the profit in every scenario of one unit of an instrument: at the low end of what is
/// uncertain for a unit owned, at the high end for a unit owed. Made once a market update, for every
/// account.
///
/// Parameters
/// ----------
/// owned, owed : Scan
///     What a unit is worth and gains when owned, and when owed, as made elsewhere or stored. From an
///     instrument: `linear`, `inverse`, `option`.
///
/// Raises
/// ------
/// InvalidScenario
///     Two lengths, or none.
/// InvalidInterval
///     A unit owned is worth more than one owed, at its mark or in a scenario.
/// Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Contract, Expiry, RiskArray, Scenario, Shocks
/// >>> from plimsoll.option import DAY
/// >>> from plimsoll.scenario import Skew, VolatilityShock
/// >>> grid = [Scenario(spot, change) for spot in ("0.9", 1, "1.1") for change in ("down", "up")]
/// >>> expiry = Expiry(7 * DAY, "0.04")
/// >>> shock = VolatilityShock(["0.5", "0.3"], ["0.3", "0.13"], DAY, "0.4")
/// >>> shocks = Shocks(shock, Skew.flat(), expiry)
/// >>> call = RiskArray.option(Contract("call", 2000), 2050, "0.8", expiry, shocks, grid)
/// >>> print(f"{call.owned.mark:.6f}", [f"{profit:.2f}" for profit in call.owned.profits])
/// 116.576086 ['-112.01', '-31.22', '-39.60', '68.02', '139.24', '207.17']
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, PartialEq)]
pub struct RiskArray(pub Arc<Kernel>);

impl RiskArray {
    pub fn of(array: Kernel) -> Self {
        RiskArray(Arc::new(array))
    }

    fn side(&self, quantity: &Bits) -> Scan {
        Scan::of(self.0.side(quantity).clone())
    }
}

/// Room for the scenarios of a grid.
fn room(grid: &[plimsoll::Scenario]) -> Vec<Bits> {
    vec![Bits::ZERO; grid.len()]
}

#[pymethods]
impl RiskArray {
    #[new]
    fn new(owned: &Scan, owed: &Scan) -> PyResult<Self> {
        let (owned, owed): (Sums, Sums) = (owned.0.get(), owed.0.get());
        let causes = [
            (Error::InvalidScenario, "owned or owed"),
            (Error::InvalidInterval, "owned and owed"),
        ];
        let array = Kernel::new(owned, owed);
        array.map(RiskArray::of).map_err(caused_by(&causes))
    }

    /// An instrument whose unit follows its price, a perp, a future or a coin: ``price * (spot - 1)``.
    ///
    /// Parameters
    /// ----------
    /// price : Price
    /// grid : list or tuple of Scenario
    ///
    /// Raises
    /// ------
    /// UnknownPrice
    /// InvalidScenario
    ///     An empty grid.
    /// Overflow
    #[classmethod]
    fn linear(_class: &Bound<'_, PyType>, price: &Price, grid: &Any<'_>) -> PyResult<Self> {
        let grid = self::grid(grid, "grid")?;
        let array = Kernel::linear(&price.0, &grid, room(&grid));
        array.map(RiskArray::of).map_err(caused_by(&CAUSES))
    }

    /// An inverse perp or future in its coin, a unit of it one coin's worth: ``1 - 1 / spot``; its mark is
    /// nothing.
    ///
    /// Parameters
    /// ----------
    /// grid : list or tuple of Scenario
    ///
    /// Raises
    /// ------
    /// DivisionByZero
    ///     A scenario in which the price falls to zero.
    /// InvalidScenario
    ///     An empty grid.
    /// Overflow
    #[classmethod]
    fn inverse(_class: &Bound<'_, PyType>, grid: &Any<'_>) -> PyResult<Self> {
        let grid = self::grid(grid, "grid")?;
        let array = Kernel::inverse(&grid, room(&grid));
        array.map(RiskArray::of).map_err(caused_by(&CAUSES))
    }

    /// An option, revalued in every scenario: the forward's moving part times the price factor, the
    /// volatility shocked, the time as it is.
    ///
    /// Parameters
    /// ----------
    /// contract : Contract
    /// forward : Forward, Interval or Number
    ///     Of an interval or a number nothing is settled. A number is read down and read up.
    /// volatility : Interval or Number
    ///     Yearly, 0.8 for 80 %, not negative. A number is read down and read up.
    /// expiry : Expiry
    /// shocks : Shocks
    ///     At the same expiry.
    /// grid : list or tuple of Scenario
    ///
    /// Raises
    /// ------
    /// InvalidOption
    ///     A negative forward or volatility.
    /// InvalidScenario
    ///     An empty grid.
    /// InvalidNumber, Overflow
    #[classmethod]
    fn option(
        _class: &Bound<'_, PyType>,
        contract: &Contract,
        forward: &Any<'_>,
        volatility: &Any<'_>,
        expiry: &Expiry,
        shocks: &Shocks,
        grid: &Any<'_>,
    ) -> PyResult<Self> {
        let forward = self::forward(forward, "forward")?;
        let volatility = interval(volatility, "volatility")?;
        let grid = self::grid(grid, "grid")?;
        let array = Kernel::option(
            &contract.0,
            &forward,
            &volatility,
            &expiry.0,
            &shocks.kernel,
            &grid,
            room(&grid),
        );
        array.map(RiskArray::of).map_err(caused_by(&CAUSES))
    }

    /// Scan: What one unit owned is worth and gains (a copy).
    #[getter]
    fn owned(&self) -> Scan {
        self.side(&Bits::ZERO)
    }

    /// Scan: What one unit owed is worth and gains, as if it were owned (a copy).
    #[getter]
    fn owed(&self) -> Scan {
        self.side(&Bits::MIN)
    }

    /// What this many units add to a scan in one scenario, before its weight; rounded down.
    ///
    /// Parameters
    /// ----------
    /// quantity : Number
    ///     Below zero, owed; read to the nearest number.
    /// scenario : int
    ///     Its place in the grid.
    ///
    /// Raises
    /// ------
    /// InvalidScenario
    ///     Beyond the grid.
    /// InvalidQuantity, InvalidNumber, Overflow
    fn contribution(&self, quantity: &Any<'_>, scenario: &Any<'_>) -> PyResult<Fixed> {
        let quantity = read::nearest(quantity, "quantity")?;
        let part = self
            .0
            .contribution(&quantity, read::place(scenario, "scenario")?);
        let causes = [(Error::InvalidScenario, "scenario")];
        part.map(Fixed).map_err(caused_by(&causes))
    }

    fn __repr__(&self) -> String {
        let (owned, owed) = (self.owned().__repr__(), self.owed().__repr__());
        format!("RiskArray({owned}, {owed})")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (Scan, Scan)) {
        (py.get_type::<Self>(), (self.owned(), self.owed()))
    }
}

/// What an error of an array is about.
const CAUSES: [(Error, &str); 3] = [
    (Error::InvalidScenario, "grid"),
    (Error::DivisionByZero, "spot of a scenario"),
    (Error::InvalidOption, "forward or volatility"),
];
