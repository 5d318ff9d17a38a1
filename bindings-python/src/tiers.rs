//! Marginal ladders: each slice of a position's notional has its own maintenance rate.

use crate::error::{about, caused_by};
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::value::hash;
use plimsoll::Error;
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};
use std::sync::Arc;

/// One rung: above ``floor``, ``rate`` of the notional less ``deduction`` is required.
///
/// Parameters
/// ----------
/// floor : Number
///     Notional from which the rung applies, in units of the settlement asset; read down.
/// rate : Number
///     Margin on each unit of notional above the floor, in [0, 1]; read up.
/// deduction : Number, default 0
///     What the rungs below require less than this rate would, in units of the settlement asset; read
///     down. `Tiers.from_rates` fills it in.
///
/// Raises
/// ------
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, Copy, PartialEq)]
pub struct Tier(plimsoll::Tier);

#[pymethods]
impl Tier {
    #[new]
    #[pyo3(signature = (floor, rate, deduction = None))]
    fn new(floor: &Any<'_>, rate: &Any<'_>, deduction: Option<&Any<'_>>) -> PyResult<Self> {
        let mut tier = plimsoll::Tier::new(read::down(floor, "floor")?, read::up(rate, "rate")?);
        if let Some(deduction) = deduction {
            tier.deduction = read::down(deduction, "deduction")?;
        }
        Ok(Tier(tier))
    }

    /// Fixed: Notional from which the rung applies, in units of the settlement asset.
    #[getter]
    fn floor(&self) -> Fixed {
        Fixed(self.0.floor)
    }

    /// Fixed: Margin on each unit of notional above the floor.
    #[getter]
    fn rate(&self) -> Fixed {
        Fixed(self.0.rate)
    }

    /// Fixed: What the rungs below require less than this rate would, in units of the settlement asset.
    #[getter]
    fn deduction(&self) -> Fixed {
        Fixed(self.0.deduction)
    }

    fn __repr__(&self) -> String {
        let (floor, rate) = (Fixed::show(&self.0.floor), Fixed::show(&self.0.rate));
        format!("Tier({floor}, {rate}, {})", Fixed::show(&self.0.deduction))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (Fixed, Fixed, Fixed)) {
        let parts = (self.floor(), self.rate(), self.deduction());
        (py.get_type::<Self>(), parts)
    }
}

/// A ladder: floors that rise from 0, rates in [0, 1] that do not fall, and the deductions that
/// follow. It owns its rungs; the empty ladder requires nothing.
///
/// Parameters
/// ----------
/// rungs : list or tuple of Tier
///     Lowest first, with their deductions, as another `Tiers` holds them. Where these must be
///     computed or come from a venue: `Tiers.from_rates`, `Tiers.from_table`.
///
/// Raises
/// ------
/// InvalidTiers
///     No ladder, or deductions that differ from
///     ``deduction[n-1] + floor[n] * (rate[n] - rate[n-1])`` rounded down.
/// Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Tier, Tiers
/// >>> ladder = Tiers.from_rates([Tier(0, "0.25"), Tier(1000, "0.5")])
/// >>> ladder.requirement(3000)  # 1000 * 0.25 + 2000 * 0.5
/// Fixed("1250")
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, PartialEq)]
pub struct Tiers(Arc<[plimsoll::Tier]>);

impl Tiers {
    /// The core's ladder on these rungs.
    pub fn kernel(&self) -> Result<plimsoll::Tiers<'_>, Error> {
        plimsoll::Tiers::new(&self.0)
    }

    /// No ladder.
    pub fn empty() -> Self {
        Tiers(plimsoll::Tiers::none().rungs().into())
    }
}

fn rungs(value: &Any<'_>) -> PyResult<Vec<plimsoll::Tier>> {
    let rungs = read::many::<Tier>(value, "rungs")?;
    Ok(rungs.into_iter().map(|rung| rung.0).collect())
}

#[pymethods]
impl Tiers {
    #[new]
    fn new(rungs: &Any<'_>) -> PyResult<Self> {
        let rungs = self::rungs(rungs)?;
        plimsoll::Tiers::new(&rungs).map_err(about("rungs"))?;
        Ok(Tiers(rungs.into()))
    }

    /// No ladder: the requirement is zero.
    #[classmethod]
    fn none(_class: &Bound<'_, PyType>) -> Self {
        Tiers::empty()
    }

    /// Fills in the deductions from floors and rates.
    ///
    /// Parameters
    /// ----------
    /// rungs : list or tuple of Tier
    ///     Lowest first; their deductions are ignored.
    ///
    /// Raises
    /// ------
    /// InvalidTiers, Overflow
    #[classmethod]
    fn from_rates(_class: &Bound<'_, PyType>, rungs: &Any<'_>) -> PyResult<Self> {
        let mut rungs = self::rungs(rungs)?;
        plimsoll::Tiers::from_rates(&mut rungs).map_err(about("rungs"))?;
        Ok(Tiers(rungs.into()))
    }

    /// A venue's table of ``rate * notional - deduction``. Deductions that lie further than
    /// ``tolerance`` from the recurrence are refused; the others are replaced by it, because a table in
    /// decimals does not follow it to the last bit.
    ///
    /// Parameters
    /// ----------
    /// rungs : list or tuple of Tier
    ///     Lowest first.
    /// tolerance : Number
    ///     In units of the settlement asset, read up.
    ///
    /// Raises
    /// ------
    /// InvalidTiers, InvalidNumber, Overflow
    #[classmethod]
    fn from_table(
        _class: &Bound<'_, PyType>,
        rungs: &Any<'_>,
        tolerance: &Any<'_>,
    ) -> PyResult<Self> {
        let tolerance = read::up(tolerance, "tolerance")?;
        let mut rungs = self::rungs(rungs)?;
        plimsoll::Tiers::from_table(&mut rungs, &tolerance).map_err(about("rungs"))?;
        Ok(Tiers(rungs.into()))
    }

    /// tuple of Tier: The rungs, lowest first.
    #[getter]
    fn rungs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.iter().map(|rung| Tier(*rung)))
    }

    /// What a position of this notional must post: ``rate * notional`` rounded up, less the deduction,
    /// of the last rung whose floor is not above the notional.
    ///
    /// Parameters
    /// ----------
    /// notional : Number
    ///     Not negative, in units of the settlement asset; read up.
    ///
    /// Returns
    /// -------
    /// Fixed
    ///     In units of the settlement asset.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative notional.
    /// InvalidNumber, Overflow
    fn requirement(&self, notional: &Any<'_>) -> PyResult<Fixed> {
        let notional = read::up(notional, "notional")?;
        let required = self.kernel().and_then(|tiers| tiers.requirement(&notional));
        required
            .map(Fixed)
            .map_err(caused_by(&[(Error::InvalidQuantity, "notional")]))
    }

    pub fn __repr__(&self) -> String {
        if self.0.is_empty() {
            return "Tiers.none()".to_owned();
        }
        let rungs: Vec<_> = self.0.iter().map(|rung| Tier(*rung).__repr__()).collect();
        format!("Tiers([{}])", rungs.join(", "))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyType>, (Bound<'py, PyTuple>,))> {
        Ok((py.get_type::<Self>(), (self.rungs(py)?,)))
    }
}
