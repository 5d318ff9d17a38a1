//! The exponentially weighted variance.

use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::read::{self, Any, Way};
use crate::scenario::list;
use crate::value::hash;
use plimsoll::{Error, Ewma as Kernel, Fixed as Bits};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyType};

/// ``v' = lambda * v + (1 - lambda) * r**2``: what the past counts for falls by ``lambda_`` a period (0.94 for days,
/// which is a mean age of 16.7 days).
///
/// Each step rounds up, so the estimate is at least the exact one. Immutable: `update` answers with the next value;
/// `variances` and `sigmas` take a whole series at once.
///
/// Parameters
/// ----------
/// lambda_ : Number
///     In [0, 1]; read to the nearest number.
/// variance : Number
///     Of the next period, not negative; read up.
///
/// Raises
/// ------
/// InvalidFraction
///     For the decay.
/// InvalidQuantity
///     A negative variance.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll.risk.volatility import Ewma
/// >>> ewma = Ewma("0.75", 4)
/// >>> ewma.update(4), ewma.update(-4).update(1).variance
/// (Ewma(Fixed("0.75"), Fixed("7")), Fixed("5.5"))
/// >>> ewma.variances([-4, 1])
/// [Fixed("7"), Fixed("5.5")]
/// >>> [f"{sigma:.2f}" for sigma in Ewma("0.94", "0.0004").sigmas(["0.01", "-0.2", "0.01"])]
/// ['0.02', '0.05', '0.05']
#[pyclass(frozen, eq, module = "plimsoll.risk.volatility")]
#[derive(Clone, Copy, PartialEq)]
pub struct Ewma(pub Kernel);

/// What an error of a variance over periods is about.
const CAUSES: [(Error, &str); 2] = [
    (Error::OutOfDomain, "periods"),
    (Error::InvalidQuantity, "variance"),
];

impl Ewma {
    /// What each of a series of returns leaves.
    fn along<'py>(
        &self,
        returns: &Any<'py>,
        of: impl Fn(&Kernel) -> Result<Bits, Error>,
    ) -> PyResult<Bound<'py, PyList>> {
        let mut ewma = self.0;
        let left: Result<Vec<_>, Error> = read::numbers(returns, Way::Nearest, "returns")?
            .iter()
            .map(|r| {
                ewma = ewma.update(r)?;
                of(&ewma)
            })
            .collect();
        list(returns.py(), &left.map_err(raise)?)
    }
}

#[pymethods]
impl Ewma {
    #[new]
    fn new(lambda_: &Any<'_>, variance: &Any<'_>) -> PyResult<Self> {
        let lambda = read::nearest(lambda_, "lambda_")?;
        let causes = [
            (Error::InvalidFraction, "lambda_"),
            (Error::InvalidQuantity, "variance"),
        ];
        let made = Kernel::new(lambda, read::up(variance, "variance")?);
        made.map(Ewma).map_err(caused_by(&causes))
    }

    /// After one period with this return.
    ///
    /// Parameters
    /// ----------
    /// r : Number
    ///     Read to the nearest number.
    ///
    /// Returns
    /// -------
    /// Ewma
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn update(&self, r: &Any<'_>) -> PyResult<Self> {
        let next = self.0.update(&read::nearest(r, "r")?);
        next.map(Ewma).map_err(raise)
    }

    /// After one period with this variance, whatever measured it (a squared return, a `parkinson` range, what
    /// options imply).
    ///
    /// Parameters
    /// ----------
    /// variance : Number
    ///     Not negative; read up.
    ///
    /// Returns
    /// -------
    /// Ewma
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative variance.
    /// InvalidNumber, Overflow
    fn observe(&self, variance: &Any<'_>) -> PyResult<Self> {
        let next = self.0.observe(&read::up(variance, "variance")?);
        next.map(Ewma).map_err(caused_by(&CAUSES))
    }

    /// After ``periods`` at once with this return over all of them: ``r**2 / periods`` a period at the weight
    /// ``1 - lambda**periods``, so that a flat volatility stays flat at any interval between updates.
    ///
    /// Parameters
    /// ----------
    /// r : Number
    ///     Read to the nearest number.
    /// periods : Number
    ///     Above zero, whole or not; read to the nearest number.
    ///
    /// Returns
    /// -------
    /// Ewma
    ///
    /// Raises
    /// ------
    /// OutOfDomain
    ///     Unless ``periods > 0``.
    /// InvalidNumber, Overflow
    fn update_over(&self, r: &Any<'_>, periods: &Any<'_>) -> PyResult<Self> {
        let (r, periods) = (read::nearest(r, "r")?, read::nearest(periods, "periods")?);
        let next = self.0.update_over(&r, &periods);
        next.map(Ewma).map_err(caused_by(&CAUSES))
    }

    /// After ``periods`` at once with this variance in each.
    ///
    /// Parameters
    /// ----------
    /// variance : Number
    ///     Not negative; read up.
    /// periods : Number
    ///     Above zero, whole or not; read to the nearest number.
    ///
    /// Returns
    /// -------
    /// Ewma
    ///
    /// Raises
    /// ------
    /// OutOfDomain
    ///     Unless ``periods > 0``.
    /// InvalidQuantity
    ///     A negative variance.
    /// InvalidNumber, Overflow
    fn observe_over(&self, variance: &Any<'_>, periods: &Any<'_>) -> PyResult<Self> {
        let variance = read::up(variance, "variance")?;
        let periods = read::nearest(periods, "periods")?;
        let next = self.0.observe_over(&variance, &periods);
        next.map(Ewma).map_err(caused_by(&CAUSES))
    }

    /// The volatility of the next period: the root of the variance, rounded up.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn sigma(&self) -> PyResult<Fixed> {
        self.0.sigma().map(Fixed).map_err(raise)
    }

    /// The variance after each of a series of returns: the bits of `update` one by one, in one call.
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
    fn variances<'py>(&self, returns: &Any<'py>) -> PyResult<Bound<'py, PyList>> {
        self.along(returns, |ewma| Ok(*ewma.variance()))
    }

    /// The volatility after each of a series of returns: the bits of `update` and `sigma` one by one, in one call.
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
    fn sigmas<'py>(&self, returns: &Any<'py>) -> PyResult<Bound<'py, PyList>> {
        self.along(returns, Kernel::sigma)
    }

    /// Fixed: What is left of the past after one period.
    #[getter]
    fn lambda_(&self) -> Fixed {
        Fixed(*self.0.lambda())
    }

    /// Fixed: The variance of the next period.
    #[getter]
    fn variance(&self) -> Fixed {
        Fixed(*self.0.variance())
    }

    fn __repr__(&self) -> String {
        let parts = [self.0.lambda(), self.0.variance()];
        format!("Ewma({})", parts.map(Fixed::show).join(", "))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (Fixed, Fixed)) {
        (py.get_type::<Self>(), (self.lambda_(), self.variance()))
    }
}
