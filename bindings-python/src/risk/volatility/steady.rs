//! A policy and what it remembers.

use super::policy::Policy;
use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::read::{self, Any, Way};
use crate::record::Field;
use crate::scenario::list;
use crate::value::hash;
use plimsoll::{Error, Steady as Kernel};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple, PyType};

/// A `Policy` and what it remembers: two variances, how many periods it has seen, and the margin in force.
///
/// Until as many periods have passed as its memory is long, each variance is the plain mean of what it has seen, so it
/// needs no first guess. Immutable: `observe` answers with the next value; `margins` takes a whole series at once.
///
/// Parameters
/// ----------
/// policy : Policy
///
/// Examples
/// --------
/// >>> from plimsoll.risk.volatility import Policy, Steady
/// >>> policy = Policy(["0.5", "0.75"], "0.5", 2, 4, "0.25", ["0.25", "0.25"])
/// >>> steady = Steady(policy).observe("0.25")
/// >>> steady.margin, steady.observe(0).margin, steady.observe(1).margin  # the last two by steps
/// (Fixed("1"), Fixed("0.75"), Fixed("1.25"))
/// >>> Steady(policy).margins(["0.25", 0, 0])[1:]
/// [Fixed("0.75"), Fixed("0.5625")]
#[pyclass(frozen, eq, module = "plimsoll.risk.volatility")]
#[derive(Clone, Copy, PartialEq)]
pub struct Steady(Kernel);

#[pymethods]
impl Steady {
    #[new]
    fn new(policy: &Policy) -> Self {
        Steady(Kernel::new(policy.0))
    }

    /// One that existed before.
    ///
    /// Parameters
    /// ----------
    /// policy : Policy
    /// variances : list or tuple of 2 Number
    ///     The fast and the slow one, not negative; read up.
    /// periods : int
    ///     How many it has seen.
    /// margin : Number
    ///     In force, at least the policy's least; read up.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative variance.
    /// InvalidFactor
    ///     A margin below the policy's least.
    /// InvalidNumber, Overflow
    #[classmethod]
    fn from_stored(
        _class: &Bound<'_, PyType>,
        policy: &Policy,
        variances: &Any<'_>,
        periods: &Any<'_>,
        margin: &Any<'_>,
    ) -> PyResult<Self> {
        let causes = [
            (Error::InvalidQuantity, "variances"),
            (Error::InvalidFactor, "margin"),
        ];
        let stored = Kernel::from_stored(
            policy.0,
            read::pair_up(variances, "variances")?,
            read::place(periods, "periods")?,
            read::up(margin, "margin")?,
        );
        stored.map(Steady).map_err(caused_by(&causes))
    }

    /// After a period with this return. Everything rounds up; the first margin, and one above zero after one of zero, are
    /// not limited.
    ///
    /// Parameters
    /// ----------
    /// r : Number
    ///     Read to the nearest number.
    ///
    /// Returns
    /// -------
    /// Steady
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn observe(&self, r: &Any<'_>) -> PyResult<Self> {
        let next = self.0.observe(&read::nearest(r, "r")?);
        next.map(Steady).map_err(raise)
    }

    /// The margin after each of a series of returns: the bits of `observe` one by one, in one call.
    ///
    /// Parameters
    /// ----------
    /// returns : list or tuple of Number
    ///     Oldest first; read to the nearest number.
    ///
    /// Returns
    /// -------
    /// list of Fixed
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn margins<'py>(&self, returns: &Any<'py>) -> PyResult<Bound<'py, PyList>> {
        let mut steady = self.0;
        let margins: Result<Vec<_>, Error> = read::numbers(returns, Way::Nearest, "returns")?
            .iter()
            .map(|r| {
                steady = steady.observe(r)?;
                Ok(*steady.margin())
            })
            .collect();
        list(returns.py(), &margins.map_err(raise)?)
    }

    /// Policy: The rule.
    #[getter]
    fn policy(&self) -> Policy {
        Policy(*self.0.policy())
    }

    /// tuple of 2 Fixed: The fast and the slow variance.
    #[getter]
    fn variances<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        self.0.variances().give(py)
    }

    /// int: How many periods it has seen.
    #[getter]
    fn periods(&self) -> u64 {
        self.0.periods()
    }

    /// Fixed: The margin in force for the next period, as a fraction of the notional.
    #[getter]
    fn margin(&self) -> Fixed {
        Fixed(*self.0.margin())
    }

    fn __repr__(&self) -> String {
        let (policy, variances) = (self.policy().__repr__(), self.0.variances().show());
        let (periods, margin) = (self.0.periods(), Fixed::show(self.0.margin()));
        format!("Steady.from_stored({policy}, {variances}, {periods}, {margin})")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Any<'py>, Bound<'py, PyTuple>)> {
        let stored = py.get_type::<Self>().getattr("from_stored")?;
        let parts = (
            self.policy(),
            self.variances(py)?,
            self.periods(),
            self.margin(),
        );
        Ok((stored, parts.into_pyobject(py)?))
    }
}
