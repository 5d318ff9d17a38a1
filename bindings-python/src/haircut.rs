//! Marginal haircuts: each slice of what is owned counts for its own ratio.

use crate::error::{about, caused_by};
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::value::hash;
use plimsoll::{Error, Slice as Part, Slices as Kernel};
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};
use std::sync::Arc;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Slice>()?;
    module.add_class::<Slices>()
}

/// One slice: above ``floor``, each unit counts for ``ratio``, and all below it for ``addend`` more than that.
///
/// Parameters
/// ----------
/// floor : Number
///     Quantity or value from which the slice begins; read down.
/// ratio : Number
///     What a unit above the floor counts for, in [0, 1]; read down.
/// addend : Number, default 0
///     What the slices below count for beyond this ratio; read down. `Slices.from_ratios` fills it in.
///
/// Raises
/// ------
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll.haircut")]
#[derive(Clone, Copy, PartialEq)]
pub struct Slice(Part);

#[pymethods]
impl Slice {
    #[new]
    #[pyo3(signature = (floor, ratio, addend = None))]
    fn new(floor: &Any<'_>, ratio: &Any<'_>, addend: Option<&Any<'_>>) -> PyResult<Self> {
        let mut slice = Part::new(read::down(floor, "floor")?, read::down(ratio, "ratio")?);
        if let Some(addend) = addend {
            slice.addend = read::down(addend, "addend")?;
        }
        Ok(Slice(slice))
    }

    /// Fixed: Quantity or value from which the slice begins.
    #[getter]
    fn floor(&self) -> Fixed {
        Fixed(self.0.floor)
    }

    /// Fixed: What a unit above the floor counts for.
    #[getter]
    fn ratio(&self) -> Fixed {
        Fixed(self.0.ratio)
    }

    /// Fixed: What the slices below count for beyond this ratio.
    #[getter]
    fn addend(&self) -> Fixed {
        Fixed(self.0.addend)
    }

    fn __repr__(&self) -> String {
        let parts = [&self.0.floor, &self.0.ratio, &self.0.addend];
        format!("Slice({})", parts.map(Fixed::show).join(", "))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (Fixed, Fixed, Fixed)) {
        let parts = (self.floor(), self.ratio(), self.addend());
        (py.get_type::<Self>(), parts)
    }
}

/// A ladder of haircuts: floors that rise from 0, ratios in [0, 1] that do not rise, and the addends that follow.
/// A cap is a last slice with a ratio of 0. The empty ladder counts everything.
///
/// Parameters
/// ----------
/// slices : list or tuple of Slice
///     Lowest first, with their addends, as another `Slices` holds them. Where these must be computed:
///     `Slices.from_ratios`.
///
/// Raises
/// ------
/// InvalidTiers
///     No ladder, or addends that differ from ``addend[n-1] + floor[n] * (ratio[n-1] - ratio[n])`` rounded down.
/// Overflow
///
/// Examples
/// --------
/// >>> from plimsoll.haircut import Slice, Slices
/// >>> ladder = Slices.from_ratios([Slice(0, 1), Slice(100, "0.75"), Slice(500, 0)])
/// >>> ladder.counts(300), ladder.counts(900), ladder.weight(800)  # 100 + 200 * 0.75; 100 + 400 * 0.75
/// (Fixed("250"), Fixed("400"), Fixed("0.5"))
#[pyclass(frozen, eq, module = "plimsoll.haircut")]
#[derive(Clone, PartialEq)]
pub struct Slices(Arc<[Part]>);

impl Slices {
    fn kernel(&self) -> Result<Kernel<'_>, Error> {
        Kernel::new(&self.0)
    }
}

fn slices(value: &Any<'_>) -> PyResult<Vec<Part>> {
    let slices = read::many::<Slice>(value, "slices")?;
    Ok(slices.into_iter().map(|slice| slice.0).collect())
}

/// What an error of an amount is about.
const CAUSES: [(Error, &str); 1] = [(Error::InvalidQuantity, "amount")];

#[pymethods]
impl Slices {
    #[new]
    fn new(slices: &Any<'_>) -> PyResult<Self> {
        let slices = self::slices(slices)?;
        Kernel::new(&slices).map_err(about("slices"))?;
        Ok(Slices(slices.into()))
    }

    /// Fills in the addends from floors and ratios.
    ///
    /// Parameters
    /// ----------
    /// slices : list or tuple of Slice
    ///     Lowest first; their addends are ignored.
    ///
    /// Raises
    /// ------
    /// InvalidTiers, Overflow
    #[classmethod]
    fn from_ratios(_class: &Bound<'_, PyType>, slices: &Any<'_>) -> PyResult<Self> {
        let mut slices = self::slices(slices)?;
        Kernel::from_ratios(&mut slices).map_err(about("slices"))?;
        Ok(Slices(slices.into()))
    }

    /// tuple of Slice: The slices, lowest first.
    #[getter]
    fn slices<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.iter().map(|slice| Slice(*slice)))
    }

    /// What so much counts for: ``ratio * amount + addend`` of the last slice that it reaches, rounded down, at
    /// most the amount.
    ///
    /// Parameters
    /// ----------
    /// amount : Number
    ///     Not negative; read down.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative amount.
    /// InvalidNumber, Overflow
    fn counts(&self, amount: &Any<'_>) -> PyResult<Fixed> {
        let amount = read::down(amount, "amount")?;
        let counts = self.kernel().and_then(|slices| slices.counts(&amount));
        counts.map(Fixed).map_err(caused_by(&CAUSES))
    }

    /// ``counts / amount``, rounded down: the asset weight of that amount. Of nothing it is the first slice's
    /// ratio.
    ///
    /// Parameters
    /// ----------
    /// amount : Number
    ///     Not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative amount.
    /// InvalidNumber, Overflow
    fn weight(&self, amount: &Any<'_>) -> PyResult<Fixed> {
        let amount = read::up(amount, "amount")?;
        let weight = self.kernel().and_then(|slices| slices.weight(&amount));
        weight.map(Fixed).map_err(caused_by(&CAUSES))
    }

    fn __repr__(&self) -> String {
        let slices: Vec<_> = self
            .0
            .iter()
            .map(|slice| Slice(*slice).__repr__())
            .collect();
        format!("Slices([{}])", slices.join(", "))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyType>, (Bound<'py, PyTuple>,))> {
        Ok((py.get_type::<Self>(), (self.slices(py)?,)))
    }
}
