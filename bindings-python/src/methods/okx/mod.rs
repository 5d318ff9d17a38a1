//! OKX's portfolio margin: nine requirements for one risk unit.

mod charges;

use crate::error::caused_by;
use crate::number::Fixed;
use crate::read::{self, Any, Way};
use crate::record::record;
use crate::scenario::{give, grid as scenarios, list, Scan};
use crate::tiers::Tiers;
use crate::value::hash;
use plimsoll::methods::okx;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyType};

type Rung = okx::Multiplier<Bits>;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("SCENARIOS", okx::SCENARIOS)?;
    module.add_class::<Multiplier>()?;
    module.add_class::<Peg>()?;
    module.add_class::<charges::Charges>()?;
    module.add_class::<charges::Maintenance>()?;
    module.add_function(wrap_pyfunction!(grid, module)?)?;
    module.add_function(wrap_pyfunction!(extreme, module)?)?;
    module.add_function(wrap_pyfunction!(worst_loss, module)?)?;
    module.add_function(wrap_pyfunction!(minimum_charge, module)?)?;
    module.add_function(wrap_pyfunction!(peg, module)?)?;
    module.add_function(wrap_pyfunction!(initial, module)?)
}

/// MR1: the 21 scenarios from ``-most`` to ``+most`` in thirds of it, each with volatility up, the same and
/// down.
///
/// Parameters
/// ----------
/// most : Number
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
fn grid<'py>(py: Python<'py>, most: &Any<'py>) -> PyResult<Bound<'py, PyList>> {
    let grid = okx::grid(&read::up(most, "most")?);
    give(
        py,
        &grid.map_err(caused_by(&[(Error::InvalidFraction, "most")]))?,
    )
}

/// MR6: a fall and a rise by ``most``, volatility as it is, of which the profit counts to a share.
///
/// Parameters
/// ----------
/// most, share : Number
///     In [0, 1]; read up.
///
/// Returns
/// -------
/// list of Scenario
///
/// Raises
/// ------
/// InvalidFraction, InvalidNumber, Overflow
#[pyfunction]
fn extreme<'py>(
    py: Python<'py>,
    most: &Any<'py>,
    share: &Any<'py>,
) -> PyResult<Bound<'py, PyList>> {
    let grid = okx::extreme(&read::up(most, "most")?, &read::up(share, "share")?);
    let causes = [(Error::InvalidFraction, "most or share")];
    give(py, &grid.map_err(caused_by(&causes))?)
}

/// The worst weighted loss over a grid, at least zero: MR1 and MR6.
///
/// Parameters
/// ----------
/// scan : Scan
/// grid : list or tuple of Scenario
///
/// Raises
/// ------
/// InvalidScenario
///     A grid that is empty or of another length.
/// Overflow
#[pyfunction]
fn worst_loss(scan: &Scan, grid: &Any<'_>) -> PyResult<Fixed> {
    let loss = okx::worst_loss(&scan.0.get(), &scenarios(grid, "grid")?);
    loss.map(Fixed)
        .map_err(caused_by(&[(Error::InvalidScenario, "grid")]))
}

record! {
    /// One rung of MR7: what of the raw charge lies above ``floor`` counts so many times.
    ///
    /// Parameters
    /// ----------
    /// floor : Number
    ///     In dollars; read down.
    /// times : Number
    ///     Read up.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll.methods.okx") Multiplier(Rung) {
        /// Fixed: From which raw charge on, in dollars.
        floor: read::down,
        /// Fixed: How often it counts.
        times: read::up,
    }
}

/// MR7: each slice of the raw charge times the multiplier of its rung, rounded up.
///
/// Parameters
/// ----------
/// raw : Number
///     Not negative, in dollars; read up.
/// ladder : list or tuple of Multiplier
///     Floors that rise from 0, multipliers that rise from at least 1; of none the charge counts once.
///
/// Raises
/// ------
/// InvalidTiers
///     No such ladder.
/// InvalidQuantity
///     A negative charge.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll.methods.okx import Multiplier, minimum_charge
/// >>> minimum_charge(30_000, [Multiplier(0, 1), Multiplier(10_000, 2)])
/// Fixed("50000")
#[pyfunction]
fn minimum_charge(raw: &Any<'_>, ladder: &Any<'_>) -> PyResult<Fixed> {
    let raw = read::up(raw, "raw")?;
    let ladder: Vec<_> = read::many::<Multiplier>(ladder, "ladder")?
        .into_iter()
        .map(|rung| rung.0)
        .collect();
    let causes = [
        (Error::InvalidQuantity, "raw"),
        (Error::InvalidTiers, "ladder"),
    ];
    let charge = okx::minimum_charge(&raw, &ladder);
    charge.map(Fixed).map_err(caused_by(&causes))
}

/// Two stablecoins whose cash deltas offset each other, and the ladder on what does.
///
/// Parameters
/// ----------
/// first, second : int
///     The places of the coins.
/// ladder : Tiers
///     The rates on the slices of what offsets, in dollars.
///
/// Raises
/// ------
/// InvalidQuantity, Overflow
#[pyclass(frozen, eq, module = "plimsoll.methods.okx")]
#[derive(Clone, PartialEq)]
pub struct Peg {
    first: usize,
    second: usize,
    ladder: Tiers,
}

#[pymethods]
impl Peg {
    #[new]
    fn new(first: &Any<'_>, second: &Any<'_>, ladder: &Tiers) -> PyResult<Self> {
        Ok(Peg {
            first: read::place(first, "first")?,
            second: read::place(second, "second")?,
            ladder: ladder.clone(),
        })
    }

    /// int: One coin's place.
    #[getter]
    fn first(&self) -> usize {
        self.first
    }

    /// int: The other coin's place.
    #[getter]
    fn second(&self) -> usize {
        self.second
    }

    /// Tiers: The rates on the slices of what offsets.
    #[getter]
    fn ladder(&self) -> Tiers {
        self.ladder.clone()
    }

    fn __repr__(&self) -> String {
        let ladder = self.ladder.__repr__();
        format!("Peg({}, {}, {ladder})", self.first, self.second)
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (usize, usize, Tiers)) {
        let parts = (self.first, self.second, self.ladder());
        (py.get_type::<Self>(), parts)
    }
}

/// MR9: what cash deltas have on opposite sides, pair after pair in the order of the table, each by its ladder.
///
/// Parameters
/// ----------
/// cash_deltas : list or tuple of Number
///     In dollars; read to the nearest number; stays as it is.
/// table : list or tuple of Peg
///
/// Returns
/// -------
/// tuple of Fixed and list of Fixed
///     And what nothing offset.
///
/// Raises
/// ------
/// UnknownMarket
///     A place that is not among the deltas, or twice the same.
/// InvalidNumber, Overflow
#[pyfunction]
fn peg<'py>(
    py: Python<'py>,
    cash_deltas: &Any<'py>,
    table: &Any<'py>,
) -> PyResult<(Fixed, Bound<'py, PyList>)> {
    let mut deltas = read::numbers(cash_deltas, Way::Nearest, "cash_deltas")?;
    let table = read::many::<Peg>(table, "table")?;
    let rows = table.iter().map(|row| {
        let ladder = row.ladder.kernel()?;
        let (first, second) = (row.first, row.second);
        Ok(okx::Peg {
            first,
            second,
            ladder,
        })
    });
    let rows: Result<Vec<_>, Error> = rows.collect();
    let charge = rows.and_then(|rows| okx::peg(&mut deltas, &rows));
    let causes = [(Error::UnknownMarket, "first or second")];
    Ok((
        Fixed(charge.map_err(caused_by(&causes))?),
        list(py, &deltas)?,
    ))
}

/// The initial requirement of an account: ``factor`` (1.3) times the maintenance of its derivatives, rounded
/// up, and the maintenance of its borrowings.
///
/// Parameters
/// ----------
/// derivatives, borrowings : Number
///     Read up.
/// factor : Number
///     At least 1; read up.
///
/// Raises
/// ------
/// InvalidFactor
///     A factor below 1.
/// InvalidNumber, Overflow
#[pyfunction]
fn initial(derivatives: &Any<'_>, borrowings: &Any<'_>, factor: &Any<'_>) -> PyResult<Fixed> {
    let initial = okx::initial(
        &read::up(derivatives, "derivatives")?,
        &read::up(borrowings, "borrowings")?,
        &read::up(factor, "factor")?,
    );
    initial
        .map(Fixed)
        .map_err(caused_by(&[(Error::InvalidFactor, "factor")]))
}
