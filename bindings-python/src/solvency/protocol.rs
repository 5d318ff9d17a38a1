//! Everybody together: what all accounts have and lack, and what a market is exposed to.

use super::totals::Totals;
use crate::error::{about, raise};
use crate::health::Health;
use crate::holding::{holdings, view};
use crate::number::Fixed;
use crate::price::Price;
use crate::read::{self, Any};
use crate::value::{hash, Shared};
use plimsoll::solvency::protocol;
use plimsoll::Error;
use pyo3::prelude::*;
use pyo3::types::PyType;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Totals>()?;
    module.add_class::<Exposure>()?;
    module.add_class::<Shock>()?;
    module.add_function(wrap_pyfunction!(worst, module)?)?;
    module.add_function(wrap_pyfunction!(health_under, module)?)
}

/// The place of the totals with the largest deficit: the worst of a set of shocks, each with the totals
/// that it leaves. The first of equal ones.
///
/// Parameters
/// ----------
/// shocked : list or tuple of Totals
///
/// Returns
/// -------
/// int or None
///     None of no totals.
#[pyfunction]
fn worst(shocked: &Any<'_>) -> PyResult<Option<usize>> {
    let shocked: Vec<_> = read::many::<Totals>(shocked, "shocked")?
        .iter()
        .map(|totals| totals.0.get())
        .collect();
    Ok(protocol::worst(&shocked))
}

/// What is open in one underlying, in its units: all longs and all shorts, both without sign. Mutable,
/// and safe to feed from several threads.
///
/// Parameters
/// ----------
/// long, short : Number, default 0
///     Read down.
///
/// Raises
/// ------
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Exposure
/// >>> ether = Exposure()
/// >>> for size in (3, -1, 4):
/// ...     ether.add(size)
/// >>> ether.net(), ether.skew()
/// (Fixed("6"), Fixed("0.75"))
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, PartialEq)]
pub struct Exposure(Shared<plimsoll::Exposure>);

#[pymethods]
impl Exposure {
    #[new]
    #[pyo3(signature = (long = None, short = None))]
    fn new(long: Option<&Any<'_>>, short: Option<&Any<'_>>) -> PyResult<Self> {
        let mut exposure = plimsoll::Exposure::new();
        if let Some(long) = long {
            exposure.long = read::down(long, "long")?;
        }
        if let Some(short) = short {
            exposure.short = read::down(short, "short")?;
        }
        Ok(Exposure(Shared::new(exposure)))
    }

    /// Counts a position or balance.
    ///
    /// Parameters
    /// ----------
    /// size : Number
    ///     Signed, in units of the underlying; read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    ///     The sums stay as they were.
    fn add(&self, size: &Any<'_>) -> PyResult<()> {
        let size = read::nearest(size, "size")?;
        let added = self.0.change(|exposure| exposure.add(&size));
        added.map_err(raise)
    }

    /// Fixed: The sum of what is long, as it is now.
    #[getter]
    fn long(&self) -> Fixed {
        Fixed(self.0.get().long)
    }

    /// Fixed: The sum of what is short, as it is now, without sign.
    #[getter]
    fn short(&self) -> Fixed {
        Fixed(self.0.get().short)
    }

    /// ``long - short``: the net delta, exact; its negative is what would hedge it.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn net(&self) -> PyResult<Fixed> {
        self.0.get().net().map(Fixed).map_err(raise)
    }

    /// ``long + short``, exact. A perp market's longs are its shorts, so that half of this is what
    /// venues publish as open interest.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn gross(&self) -> PyResult<Fixed> {
        self.0.get().gross().map(Fixed).map_err(raise)
    }

    /// ``net / gross`` in [-1, 1], rounded down; zero where nothing is open.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn skew(&self) -> PyResult<Fixed> {
        self.0.get().skew().map(Fixed).map_err(raise)
    }

    fn __repr__(&self) -> String {
        let exposure = self.0.get();
        let (long, short) = (Fixed::show(&exposure.long), Fixed::show(&exposure.short));
        format!("Exposure({long}, {short})")
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (Fixed, Fixed)) {
        let exposure = self.0.get();
        let parts = (Fixed(exposure.long), Fixed(exposure.short));
        (py.get_type::<Self>(), parts)
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

/// A move of one index by a fraction: -0.35 is a fall to 0.65 times the price.
///
/// Parameters
/// ----------
/// index : int
///     The index that moves, 0 to 2**32 - 1.
/// change : Number
///     Above -1; read to the nearest number.
///
/// Raises
/// ------
/// InvalidPrice
///     Unless ``change > -1``.
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, Copy, PartialEq)]
pub struct Shock(plimsoll::Shock);

#[pymethods]
impl Shock {
    #[new]
    fn new(index: &Any<'_>, change: &Any<'_>) -> PyResult<Self> {
        let index = read::count(index, "index", Error::Overflow)?;
        let shock = plimsoll::Shock::new(index, &read::nearest(change, "change")?);
        shock.map(Shock).map_err(about("change"))
    }

    /// A move by a factor that is known as an interval.
    ///
    /// Parameters
    /// ----------
    /// index : int
    ///     The index that moves, 0 to 2**32 - 1.
    /// factor : Price
    ///     What both ends of every interval on it are multiplied by.
    ///
    /// Raises
    /// ------
    /// Overflow
    ///     For the index.
    #[classmethod]
    fn from_factor(_class: &Bound<'_, PyType>, index: &Any<'_>, factor: &Price) -> PyResult<Self> {
        let index = read::count(index, "index", Error::Overflow)?;
        let factor = factor.0;
        Ok(Shock(plimsoll::Shock { index, factor }))
    }

    /// int: The index that moves.
    #[getter]
    fn index(&self) -> u32 {
        self.0.index
    }

    /// Price: What both ends of every interval on it are multiplied by.
    #[getter]
    fn factor(&self) -> Price {
        Price(self.0.factor)
    }

    fn __repr__(&self) -> String {
        let (index, factor) = (self.0.index, self.factor().__repr__());
        format!("Shock.from_factor({index}, {factor})")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Any<'py>, (u32, Price))> {
        let made = py.get_type::<Self>().getattr("from_factor")?;
        Ok((made, (self.index(), self.factor())))
    }
}

/// The account's health under several moves at once. A market on an index that none names stands, and
/// of several moves of one index the first counts.
///
/// Parameters
/// ----------
/// holdings : list or tuple of Holding
/// shocks : list or tuple of Shock
///
/// Returns
/// -------
/// Health
///
/// Raises
/// ------
/// InvalidIndex
///     A perp follows the index of the asset that it settles in.
/// Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Holding, Price, Shock, Weights
/// >>> from plimsoll.solvency.protocol import health_under
/// >>> ether = Holding(2, Price.exact(2000), Weights.from_loan_to_value("0.75"), 7)
/// >>> health_under([ether], [Shock(7, "-0.5")]).assets
/// Fixed("1500")
#[pyfunction]
fn health_under(holdings: &Any<'_>, shocks: &Any<'_>) -> PyResult<Health> {
    let holdings = self::holdings(holdings)?;
    let shocks: Vec<_> = read::many::<Shock>(shocks, "shocks")?
        .into_iter()
        .map(|shock| shock.0)
        .collect();
    let health = view(&holdings, |views| protocol::health_under(views, &shocks));
    health.map(Health::of).map_err(raise)
}
