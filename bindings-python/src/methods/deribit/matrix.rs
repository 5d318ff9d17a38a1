//! The risk matrix: 27 scenarios within the price range, eight far beyond it, and what of them counts.

use super::{Currency, CurrencyPair};
use crate::error::caused_by;
use crate::names::Names;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::Field;
use crate::scenario::{give, grid as scenarios, RiskArray, Scan};
use crate::value::hash;
use plimsoll::methods::deribit::matrix::{self, Settlement};
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyType};

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    SETTLEMENT.register(module)?;
    module.add("STANDARD", matrix::STANDARD)?;
    module.add("EXTENDED", matrix::EXTENDED)?;
    module.add("SCENARIOS", matrix::SCENARIOS)?;
    module.add_class::<Aggregation>()?;
    module.add_function(wrap_pyfunction!(grid, module)?)?;
    module.add_function(wrap_pyfunction!(in_coins, module)?)?;
    module.add_function(wrap_pyfunction!(to_dollars, module)?)
}

static SETTLEMENT: Names<Settlement> = Names::new(
    "plimsoll.methods.deribit",
    "Settlement",
    "What a pair's profits and losses are paid in: the coin itself (``COIN``), or dollars (``DOLLAR``). The text, as ``\"coin\"``, may stand for the member.",
    &[Settlement::Coin, Settlement::Dollar],
    |settlement| match settlement {
        Settlement::Coin => "coin",
        Settlement::Dollar => "dollar",
    },
);

/// The 35 scenarios: prices from ``-range`` to ``+range`` in quarters of it, each with volatility up, the same
/// and down; then -66, -33, +50, +100, +200, +300, +400 and +500 %, volatility up. Every weight is 1: what of
/// the extended table counts, `Aggregation` says.
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
    let grid = matrix::grid(&read::up(range, "range")?);
    give(
        py,
        &grid.map_err(caused_by(&[(Error::InvalidFraction, "range")]))?,
    )
}

/// An array in dollars as one in coins: what a unit is worth in a scenario over the price there, less what it
/// is worth now over the price now, outward.
///
/// Parameters
/// ----------
/// array : RiskArray
/// price : Number
///     Of the coin in dollars, above zero; read to the nearest number.
/// grid : list or tuple of Scenario
///
/// Returns
/// -------
/// RiskArray
///
/// Raises
/// ------
/// InvalidPrice
///     Unless the price is above zero.
/// InvalidScenario
///     A grid of another length.
/// DivisionByZero
///     A scenario in which the price falls to zero.
/// InvalidNumber, Overflow
#[pyfunction]
fn in_coins(array: &RiskArray, price: &Any<'_>, grid: &Any<'_>) -> PyResult<RiskArray> {
    let (price, grid) = (read::nearest(price, "price")?, scenarios(grid, "grid")?);
    let coins = matrix::in_coins(&array.0, &price, &grid, vec![Bits::ZERO; grid.len()]);
    coins.map(RiskArray::of).map_err(caused_by(&CAUSES))
}

/// What an error of the matrix is about.
const CAUSES: [(Error, &str); 3] = [
    (Error::InvalidPrice, "price"),
    (Error::InvalidScenario, "grid"),
    (Error::DivisionByZero, "spot of a scenario"),
];

/// Vectors in coins as vectors in dollars, at the index as it is, rounded down: what a currency adds to the
/// cross portfolio.
///
/// Parameters
/// ----------
/// scan : Scan
///     Is changed.
/// index : Number
///     The price of the coin in dollars, not negative; read to the nearest number.
///
/// Raises
/// ------
/// InvalidPrice
///     A negative index.
/// InvalidNumber, Overflow
///     The scan stays as it was.
#[pyfunction]
fn to_dollars(scan: &Scan, index: &Any<'_>) -> PyResult<()> {
    let index = read::nearest(index, "index")?;
    let changed = scan.0.change(|scan| matrix::to_dollars(scan, &index));
    changed.map_err(caused_by(&[(Error::InvalidPrice, "index")]))
}

/// What makes the summed vectors of one currency pair those that count.
///
/// Parameters
/// ----------
/// pair : CurrencyPair
/// currency : Currency
///     That it settles in.
/// settlement : Settlement or str
///     ``"coin"`` or ``"dollar"``.
/// index : Number
///     The price of the coin in dollars; read to the nearest number.
///
/// Raises
/// ------
/// ValueError
///     Another settlement.
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll.methods.deribit")]
#[derive(Clone, PartialEq)]
pub struct Aggregation {
    pair: CurrencyPair,
    currency: Currency,
    settlement: Settlement,
    index: Bits,
}

impl Aggregation {
    fn change(
        &self,
        scan: &Scan,
        with: impl FnOnce(&matrix::Aggregation<'_, Bits>, &mut Sums) -> Result<(), Error>,
    ) -> PyResult<()> {
        let kernel = matrix::Aggregation {
            pair: &self.pair.0,
            currency: &self.currency.0,
            settlement: self.settlement,
            index: &self.index,
        };
        let causes = [
            (Error::InvalidScenario, "grid or scan"),
            (Error::InvalidPrice, "index"),
            (Error::DivisionByZero, "index"),
        ];
        scan.0
            .change(|scan| with(&kernel, scan))
            .map_err(caused_by(&causes))
    }
}

type Sums = plimsoll::margin::scenario::Scan<Bits, Vec<Bits>>;

#[pymethods]
impl Aggregation {
    #[new]
    fn new(
        pair: &CurrencyPair,
        currency: &Currency,
        settlement: &Any<'_>,
        index: &Any<'_>,
    ) -> PyResult<Self> {
        Ok(Aggregation {
            pair: *pair,
            currency: *currency,
            settlement: SETTLEMENT.read(settlement, "settlement")?,
            index: read::nearest(index, "index")?,
        })
    }

    /// Scales and dampens the extended table of a scan, never beyond zero, every step against the account:
    /// ``profit * extended_table_factor * range / |move|``, nearer to zero by
    /// ``(|move| / range - 1) * extended_dampener``. The standard table stays.
    ///
    /// Parameters
    /// ----------
    /// grid : list or tuple of Scenario
    ///     Of the pair (`grid`).
    /// scan : Scan
    ///     Is changed.
    ///
    /// Raises
    /// ------
    /// InvalidScenario
    ///     Unless grid and scan have 35 scenarios.
    /// InvalidPrice
    ///     Unless the index is above zero.
    /// Overflow
    ///     The scan stays as it was.
    fn dampen(&self, grid: &Any<'_>, scan: &Scan) -> PyResult<()> {
        let grid = scenarios(grid, "grid")?;
        self.change(scan, |with, scan| with.dampen(&grid, scan))
    }

    /// Lets of a gain count `pnl_offset`, at most `max_offsetable_pnl`.
    ///
    /// Parameters
    /// ----------
    /// scan : Scan
    ///     Is changed.
    ///
    /// Raises
    /// ------
    /// DivisionByZero
    ///     An index of zero, in coins.
    /// Overflow
    ///     The scan stays as it was.
    fn offset_gains(&self, scan: &Scan) -> PyResult<()> {
        self.change(scan, |with, scan| with.offset_gains(scan))
    }

    /// `dampen`, then `offset_gains`: what `Scan.merge` adds to the other pairs of the currency.
    ///
    /// Parameters
    /// ----------
    /// grid : list or tuple of Scenario
    ///     Of the pair (`grid`).
    /// scan : Scan
    ///     Is changed.
    ///
    /// Raises
    /// ------
    /// InvalidScenario, InvalidPrice, Overflow
    ///     The scan stays as it was.
    fn apply(&self, grid: &Any<'_>, scan: &Scan) -> PyResult<()> {
        let grid = scenarios(grid, "grid")?;
        self.change(scan, |with, scan| with.apply(&grid, scan))
    }

    /// CurrencyPair: The pair.
    #[getter]
    fn pair(&self) -> CurrencyPair {
        self.pair
    }

    /// Currency: The currency that it settles in.
    #[getter]
    fn currency(&self) -> Currency {
        self.currency
    }

    /// Settlement: What profits and losses are paid in.
    #[getter]
    fn settlement<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        SETTLEMENT.give(py, self.settlement)
    }

    /// Fixed: The price of the coin in dollars.
    #[getter]
    fn index(&self) -> Fixed {
        Fixed(self.index)
    }

    fn __repr__(&self) -> String {
        let (pair, currency) = (self.pair.__repr__(), self.currency.__repr__());
        let (settlement, index) = (SETTLEMENT.text(self.settlement), self.index.show());
        format!("Aggregation({pair}, {currency}, \"{settlement}\", {index})")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> (
        Bound<'py, PyType>,
        (CurrencyPair, Currency, &'static str, Fixed),
    ) {
        let settlement = SETTLEMENT.text(self.settlement);
        let parts = (self.pair, self.currency, settlement, self.index());
        (py.get_type::<Self>(), parts)
    }
}
