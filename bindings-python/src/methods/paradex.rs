//! Paradex's portfolio margin: the worst weighted loss of 24 scenarios, at least a charge on delta.

use crate::error::{caused_by, raise};
use crate::netting::sides::Sides;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::{computed, record, valid};
use crate::scenario::{give, grid as scenarios, Scan};
use plimsoll::methods::paradex;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;
use pyo3::types::PyList;

type Data = paradex::Parameters<Bits>;
type Beside = paradex::Provisions<Bits>;
type Kernel = paradex::Margin<Bits>;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("SCENARIOS", paradex::SCENARIOS)?;
    module.add_class::<Parameters>()?;
    module.add_class::<Provisions>()?;
    module.add_class::<Margin>()?;
    module.add_function(wrap_pyfunction!(grid, module)?)
}

valid! {
    /// The venue's parameters; its own are 0.02, 0.01 and 0.5.
    ///
    /// Parameters
    /// ----------
    /// net_delta, hedged_delta : Number
    ///     Not negative; read up.
    /// maintenance : Number
    ///     In [0, 1]; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A negative charge.
    /// InvalidFraction
    ///     For the share that is maintenance.
    /// InvalidNumber, Overflow
    class("plimsoll.methods.paradex")
    Parameters(Data::validate, InvalidFactor: "net_delta or hedged_delta", InvalidFraction: "maintenance") {
        /// Fixed: Charged on each unit of net delta.
        net_delta: read::up,
        /// Fixed: Charged on each unit of delta that stands against another.
        hedged_delta: read::up,
        /// Fixed: The share of the net requirement that is maintenance.
        maintenance: read::up,
    }

    /// The least that is required for delta: net and hedged, each with its charge, at the spot price; rounded
    /// up.
    ///
    /// Parameters
    /// ----------
    /// deltas : Sides
    ///     In units of the coin.
    /// spot : Number
    ///     Not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidPrice, InvalidNumber, Overflow
    fn delta_charge(&self, deltas: &Sides, spot: &Any<'_>) -> PyResult<Fixed> {
        let charge = self.0.delta_charge(&deltas.0.get(), &read::up(spot, "spot")?);
        charge.map(Fixed).map_err(caused_by(&[(Error::InvalidPrice, "spot")]))
    }
}

record! {
    /// Margin reserved beside the risk, each not negative.
    ///
    /// Parameters
    /// ----------
    /// funding, fees : Number
    ///     Read up.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll.methods.paradex") Provisions(Beside) {
        /// Fixed: For the funding of the next eight hours.
        funding: read::up,
        /// Fixed: For the fees of closing.
        fees: read::up,
    }
}

/// The 24 scenarios in the venue's order: quarters of the range with volatility up and down, and eight tails
/// with volatility up, weighted ``range / |move|``.
///
/// Parameters
/// ----------
/// range : Number
///     In (0, 1); read up.
///
/// Returns
/// -------
/// list of Scenario
///
/// Raises
/// ------
/// InvalidFraction, InvalidNumber, Overflow
#[pyfunction]
fn grid<'py>(py: Python<'py>, range: &Any<'py>) -> PyResult<Bound<'py, PyList>> {
    let grid = paradex::grid(&read::up(range, "range")?);
    give(
        py,
        &grid.map_err(caused_by(&[(Error::InvalidFraction, "range")]))?,
    )
}

computed! {
    /// The margin in its parts, all of them at least zero.
    ///
    /// Parameters
    /// ----------
    /// parameters : Parameters
    /// grid : list or tuple of Scenario
    /// scan : Scan
    ///     Over the grid.
    /// deltas : Sides
    ///     Of all positions, in units of the coin, options by their delta.
    /// spot : Number
    ///     Not negative; read up.
    /// provisions : Provisions
    ///
    /// Raises
    /// ------
    /// InvalidScenario
    ///     A grid that is empty or of another length.
    /// InvalidPrice
    ///     A negative price.
    /// InvalidQuantity
    ///     A negative provision.
    /// InvalidNumber, Overflow
    class("plimsoll.methods.paradex") Margin(Kernel) {
        /// Fixed: The worst weighted loss.
        scan: read::nearest,
        /// int: The scenario that it is in, of equal ones the first.
        scenario: read::place,
        /// Fixed: What the charge on delta adds to it.
        minimum: read::nearest,
        /// Fixed: For the funding of the next eight hours.
        funding: read::nearest,
        /// Fixed: For the fees of closing.
        fees: read::nearest,
    }

    #[new]
    fn new(
        parameters: &Parameters,
        grid: &Any<'_>,
        scan: &Scan,
        deltas: &Sides,
        spot: &Any<'_>,
        provisions: &Provisions,
    ) -> PyResult<Self> {
        let (grid, spot) = (scenarios(grid, "grid")?, read::up(spot, "spot")?);
        let (scan, deltas) = (scan.0.get(), deltas.0.get());
        let margin = Kernel::new(&parameters.0, &grid, &scan, &deltas, &spot, &provisions.0);
        let causes = [
            (Error::InvalidScenario, "grid"),
            (Error::InvalidPrice, "spot"),
            (Error::InvalidQuantity, "provisions"),
        ];
        margin.map(Margin).map_err(caused_by(&causes))
    }

    /// ``max(scan, charge on delta)``, the sum of the first two parts, exact.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn net(&self) -> PyResult<Fixed> {
        self.0.net().map(Fixed).map_err(raise)
    }

    /// The sum of the parts, exact.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn initial(&self) -> PyResult<Fixed> {
        self.0.initial().map(Fixed).map_err(raise)
    }

    /// The share of the net requirement that is maintenance, rounded up, and the provisions whole.
    ///
    /// Parameters
    /// ----------
    /// parameters : Parameters
    ///
    /// Raises
    /// ------
    /// Overflow
    fn maintenance(&self, parameters: &Parameters) -> PyResult<Fixed> {
        self.0.maintenance(&parameters.0).map(Fixed).map_err(raise)
    }
}
