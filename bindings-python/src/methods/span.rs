//! CME's SPAN: sixteen scenarios, charges and credits beside them, a minimum for short options.

use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::read::{self, Any, Way};
use crate::record::{computed, record};
use crate::scenario::{give, grid as scenarios, RiskArray, Scan, VolatilityShock};
use plimsoll::methods::span;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;
use pyo3::types::PyList;

type Risk = span::ScanRisk<Bits>;
type Beside = span::Charges<Bits>;
type Kernel = span::Requirement<Bits>;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("SCENARIOS", span::SCENARIOS)?;
    module.add_class::<ScanRisk>()?;
    module.add_class::<Charges>()?;
    module.add_class::<Requirement>()?;
    module.add_function(wrap_pyfunction!(grid, module)?)?;
    module.add_function(wrap_pyfunction!(volatility, module)?)?;
    module.add_function(wrap_pyfunction!(unit, module)?)?;
    module.add_function(wrap_pyfunction!(cover, module)?)
}

/// The sixteen scenarios: the price as it is, moved by one, two and three thirds of ``range`` up and down,
/// each with volatility up and down; then the extremes, ``extreme`` times the range up and down, of which
/// ``cover`` counts.
///
/// Parameters
/// ----------
/// range : Number
///     A fraction of the price, not negative; read up.
/// extreme : Number
///     Not negative; read up.
/// cover : Number
///     In [0, 1]; read up.
///
/// Returns
/// -------
/// list of Scenario
///
/// Raises
/// ------
/// InvalidScenario
///     A negative range or extreme.
/// InvalidFraction
///     For the cover.
/// InvalidNumber, Overflow
#[pyfunction]
fn grid<'py>(
    py: Python<'py>,
    range: &Any<'py>,
    extreme: &Any<'py>,
    cover: &Any<'py>,
) -> PyResult<Bound<'py, PyList>> {
    let (range, extreme) = (read::up(range, "range")?, read::up(extreme, "extreme")?);
    let grid = span::grid(&range, &extreme, &read::up(cover, "cover")?);
    let causes = [
        (Error::InvalidScenario, "range or extreme"),
        (Error::InvalidFraction, "cover"),
    ];
    give(py, &grid.map_err(caused_by(&causes))?)
}

/// The volatility scan range: up and down by a fraction of the volatility, near and far expiries alike.
///
/// Parameters
/// ----------
/// range : Number
///     Not negative; read to the nearest number.
///
/// Returns
/// -------
/// VolatilityShock
///
/// Raises
/// ------
/// InvalidScenario, InvalidNumber, Overflow
#[pyfunction]
fn volatility(range: &Any<'_>) -> PyResult<VolatilityShock> {
    let shock = span::volatility(read::nearest(range, "range")?);
    let causes = [(Error::InvalidScenario, "range")];
    shock.map(VolatilityShock).map_err(caused_by(&causes))
}

/// One unit from a clearing house's array, where a loss stands above zero, of which the extremes are covered
/// already.
///
/// Parameters
/// ----------
/// losses : list or tuple of 16 Number
///     Read to the nearest number.
///
/// Returns
/// -------
/// RiskArray
///
/// Raises
/// ------
/// InvalidScenario
///     Unless there are sixteen.
/// InvalidNumber, Overflow
#[pyfunction]
fn unit(losses: &Any<'_>) -> PyResult<RiskArray> {
    let array = span::unit(read::numbers(losses, Way::Nearest, "losses")?);
    let causes = [(Error::InvalidScenario, "losses")];
    array.map(RiskArray::of).map_err(caused_by(&causes))
}

/// Lets each profit of a scan count for the weight of its scenario, rounded down.
///
/// Parameters
/// ----------
/// scan : Scan
///     Is changed.
/// grid : list or tuple of Scenario
///
/// Raises
/// ------
/// InvalidScenario
///     A grid of another length.
/// Overflow
///     The scan stays as it was.
#[pyfunction]
fn cover(scan: &Scan, grid: &Any<'_>) -> PyResult<()> {
    let grid = scenarios(grid, "grid")?;
    let covered = scan.0.change(|scan| span::cover(scan, &grid));
    covered.map_err(caused_by(&[(Error::InvalidScenario, "grid")]))
}

computed! {
    /// What a scan over the sixteen scenarios says: the requirement for the price, and what spreads are credited
    /// on. The weights must be in the profits, as in a file's arrays or after `cover`.
    ///
    /// Parameters
    /// ----------
    /// scan : Scan
    ///
    /// Raises
    /// ------
    /// InvalidScenario
    ///     Unless there are sixteen scenarios.
    /// Overflow
    class("plimsoll.methods.span") ScanRisk(Risk) {
        /// Fixed: The worst loss, at least zero.
        loss: read::nearest,
        /// int: The active scenario, where the loss is largest.
        scenario: read::place,
        /// Fixed: What of the loss is the price's, at least zero.
        price: read::nearest,
    }

    #[new]
    fn new(scan: &Scan) -> PyResult<Self> {
        let causes = [(Error::InvalidScenario, "scan")];
        Risk::new(&scan.0.get()).map(ScanRisk).map_err(caused_by(&causes))
    }
}

record! {
    /// What is charged and credited beside the scan, each not negative.
    ///
    /// Parameters
    /// ----------
    /// intermonth, delivery, minimum : Number
    ///     Read up.
    /// credit : Number
    ///     Read down.
    /// written : Number
    ///     Read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll.methods.span") Charges(Beside) {
        /// Fixed: For months that stand against each other.
        intermonth: read::up,
        /// Fixed: For a month in delivery.
        delivery: read::up,
        /// Fixed: For spreads with other commodities.
        credit: read::down,
        /// Fixed: How many options are written.
        written: read::nearest,
        /// Fixed: The least that is required for each of them.
        minimum: read::up,
    }
}

computed! {
    /// The maintenance requirement of one combined commodity in its parts:
    /// ``max(scan + intermonth + delivery - credit, short-option minimum)``.
    ///
    /// Parameters
    /// ----------
    /// risk : ScanRisk
    /// charges : Charges
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative charge or credit.
    /// Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll.methods.span import Charges, Requirement, ScanRisk
    /// >>> needed = Requirement(ScanRisk.from_parts(4940, 10, 4800), Charges(200, 0, 0, 3, 45))
    /// >>> needed.total(), needed.initial("1.25")
    /// (Fixed("5140"), Fixed("6425"))
    class("plimsoll.methods.span") Requirement(Kernel) {
        /// Fixed: The worst loss over the scenarios.
        scan: read::nearest,
        /// int: The active scenario.
        scenario: read::place,
        /// Fixed: For months that stand against each other.
        intermonth: read::nearest,
        /// Fixed: For a month in delivery.
        delivery: read::nearest,
        /// Fixed: For spreads with other commodities; it is taken off.
        credit: read::nearest,
        /// Fixed: What the short-option minimum adds to the rest.
        minimum: read::nearest,
    }

    #[new]
    fn new(risk: &ScanRisk, charges: &Charges) -> PyResult<Self> {
        let causes = [(Error::InvalidQuantity, "charges")];
        let requirement = Kernel::new(&risk.0, &charges.0);
        requirement.map(Requirement).map_err(caused_by(&causes))
    }

    /// The sum of the parts, exact.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn total(&self) -> PyResult<Fixed> {
        self.0.total().map(Fixed).map_err(raise)
    }

    /// The total times the ratio of initial to maintenance, rounded up.
    ///
    /// Parameters
    /// ----------
    /// ratio : Number
    ///     At least 1; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A ratio below 1.
    /// InvalidNumber, Overflow
    fn initial(&self, ratio: &Any<'_>) -> PyResult<Fixed> {
        let initial = self.0.initial(&read::up(ratio, "ratio")?);
        initial.map(Fixed).map_err(caused_by(&[(Error::InvalidFactor, "ratio")]))
    }

    /// The initial requirement less what the options are worth; below zero where they are worth more.
    ///
    /// Parameters
    /// ----------
    /// ratio : Number
    ///     At least 1; read up.
    /// options : Number
    ///     Below zero, owed; read down.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A ratio below 1.
    /// InvalidNumber, Overflow
    fn net(&self, ratio: &Any<'_>, options: &Any<'_>) -> PyResult<Fixed> {
        let ratio = read::up(ratio, "ratio")?;
        let net = self.0.net(&ratio, &read::down(options, "options")?);
        net.map(Fixed).map_err(caused_by(&[(Error::InvalidFactor, "ratio")]))
    }
}
