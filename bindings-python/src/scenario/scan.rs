//! The scan: what positions are worth, and what they gain in every scenario.

use super::array::RiskArray;
use super::grid::grid;
use crate::error::caused_by;
use crate::number::Fixed;
use crate::read::{self, Any, Way};
use crate::record::record;
use crate::value::Shared;
use plimsoll::margin::scenario;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyType};

/// A scan of any number of scenarios.
pub type Kernel = scenario::Scan<Bits, Vec<Bits>>;
type Least = scenario::Worst<Bits>;

/// What an error of a scan is about.
const CAUSES: [(Error, &str); 1] = [(Error::InvalidScenario, "grid")];

record! {
    /// The worst of all scenarios.
    ///
    /// Parameters
    /// ----------
    /// profit : Number
    ///     Read down.
    /// scenario : int
    ///
    /// Raises
    /// ------
    /// InvalidNumber, InvalidQuantity, Overflow
    class("plimsoll.scenario") Worst(Least) {
        /// Fixed: The least profit, at best negative: the loss.
        profit: read::down,
        /// int: Its place in the grid, the first of equal ones.
        scenario: read::place,
    }
}

/// The mark of many positions, and what they gain in every scenario: the sum of ``quantity`` times each
/// instrument's array. Mutable, and safe to feed from several threads.
///
/// Parameters
/// ----------
/// grid : list or tuple of Scenario
///     The scenarios; no position yet.
///
/// Examples
/// --------
/// >>> from plimsoll import Price, RiskArray, Scan, Scenario
/// >>> grid = [Scenario("0.875", "down"), Scenario(1, "same"), Scenario("1.25", "up", "0.5")]
/// >>> scan = Scan(grid)
/// >>> scan.add(-3, RiskArray.linear(Price.exact(1000), grid))
/// >>> scan.profits
/// [Fixed("375"), Fixed("0"), Fixed("-750")]
/// >>> scan.worst(), scan.worst_weighted(grid)
/// (Worst(Fixed("-750"), 2), Worst(Fixed("-375"), 2))
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, PartialEq)]
pub struct Scan(pub Shared<Kernel>);

impl Scan {
    pub fn of(scan: Kernel) -> Self {
        Scan(Shared::new(scan))
    }
}

#[pymethods]
impl Scan {
    #[new]
    fn new(grid: &Any<'_>) -> PyResult<Self> {
        let grid = self::grid(grid, "grid")?;
        Ok(Scan::of(Kernel::new(vec![Bits::ZERO; grid.len()])))
    }

    /// A mark and profits that were made elsewhere or stored.
    ///
    /// Parameters
    /// ----------
    /// mark : Number
    ///     Read down.
    /// profits : list or tuple of Number
    ///     One for each scenario; read down.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    #[classmethod]
    fn from_parts(_class: &Bound<'_, PyType>, mark: &Any<'_>, profits: &Any<'_>) -> PyResult<Self> {
        let profits = read::numbers(profits, Way::Down, "profits")?;
        Ok(Scan::of(Kernel::from_parts(
            read::down(mark, "mark")?,
            profits,
        )))
    }

    /// Adds ``quantity`` units: what is owned at the unit's low end, what is owed at its high end, every
    /// product rounded down.
    ///
    /// Parameters
    /// ----------
    /// quantity : Number
    ///     Below zero, owed; read to the nearest number.
    /// unit : RiskArray
    ///
    /// Raises
    /// ------
    /// InvalidScenario
    ///     The unit was made on a grid of another length.
    /// InvalidNumber, Overflow
    ///     The sums stay as they were.
    fn add(&self, quantity: &Any<'_>, unit: &RiskArray) -> PyResult<()> {
        let quantity = read::nearest(quantity, "quantity")?;
        let added = self.0.change(|scan| scan.add(&quantity, &unit.0));
        added.map_err(caused_by(&[(Error::InvalidScenario, "unit")]))
    }

    /// Adds what another scan gains, exact.
    ///
    /// Parameters
    /// ----------
    /// other : Scan
    ///
    /// Raises
    /// ------
    /// InvalidScenario
    ///     A scan of another length.
    /// Overflow
    ///     The sums stay as they were.
    fn merge(&self, other: &Scan) -> PyResult<()> {
        let other = other.0.get();
        let merged = self.0.change(|scan| scan.merge(&other));
        merged.map_err(caused_by(&[(Error::InvalidScenario, "other")]))
    }

    /// Fixed: What the positions are worth at their marks, owned at least and owed at most, as it is now.
    #[getter]
    fn mark(&self) -> Fixed {
        Fixed(*self.0.get().mark())
    }

    /// list of Fixed: The profit in each scenario, in the order of the grid, as it is now.
    #[getter]
    fn profits<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        list(py, self.0.get().profits())
    }

    /// The scenario of the least profit.
    ///
    /// Returns
    /// -------
    /// Worst
    ///
    /// Raises
    /// ------
    /// InvalidScenario
    ///     No scenario.
    fn worst(&self) -> PyResult<Worst> {
        self.0.get().worst().map(Worst).map_err(caused_by(&CAUSES))
    }

    /// The scenario of the least profit, each profit times its scenario's weight, rounded down.
    ///
    /// Parameters
    /// ----------
    /// grid : list or tuple of Scenario
    ///     The scenarios that the arrays were made on.
    ///
    /// Returns
    /// -------
    /// Worst
    ///
    /// Raises
    /// ------
    /// InvalidScenario
    ///     A grid of another length, or no scenario.
    /// Overflow
    fn worst_weighted(&self, grid: &Any<'_>) -> PyResult<Worst> {
        let worst = self.0.get().worst_weighted(&self::grid(grid, "grid")?);
        worst.map(Worst).map_err(caused_by(&CAUSES))
    }

    pub fn __repr__(&self) -> String {
        let scan = self.0.get();
        let profits: Vec<_> = scan.profits().iter().map(Fixed::show).collect();
        let (mark, profits) = (Fixed::show(scan.mark()), profits.join(", "));
        format!("Scan.from_parts({mark}, [{profits}])")
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Any<'py>, (Fixed, Bound<'py, PyList>))> {
        let scan = self.0.get();
        let made = py.get_type::<Self>().getattr("from_parts")?;
        Ok((made, (Fixed(*scan.mark()), list(py, scan.profits())?)))
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

/// Numbers as Python sees them.
pub fn list<'py>(py: Python<'py>, numbers: &[Bits]) -> PyResult<Bound<'py, PyList>> {
    PyList::new(py, numbers.iter().map(|number| Fixed(*number)))
}
