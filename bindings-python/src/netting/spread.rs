//! Spreads: the charge for months that stand against each other, and the credit for underlyings that do.

use super::sides::Sides;
use crate::error::{about, caused_by, raise};
use crate::number::Fixed;
use crate::read::{self, Any, Way};
use crate::record::record;
use crate::value::hash;
use plimsoll::margin::netting::spread as core;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;
use pyo3::types::PyList;

type Kernel = core::Underlying<Bits>;
type Part = core::Leg<Bits>;

/// The inter-month charge: ``min(long, short) * rate``, rounded up (CME, SPAN).
///
/// Parameters
/// ----------
/// deltas : Sides
///     Of the months of one underlying.
/// rate : Number
///     On each spread, not negative; read up.
///
/// Raises
/// ------
/// InvalidFactor
///     A negative rate.
/// InvalidNumber, Overflow
#[pyfunction]
pub fn inter_month_charge(deltas: &Sides, rate: &Any<'_>) -> PyResult<Fixed> {
    let charge = core::inter_month_charge(&deltas.0.get(), &read::up(rate, "rate")?);
    let causes = [(Error::InvalidFactor, "rate")];
    charge.map(Fixed).map_err(caused_by(&causes))
}

/// What a calendar spread of two months is said to require: ``|first - second| + charge``, exact (CME).
///
/// Parameters
/// ----------
/// first, second : Number
///     The outright requirements of both; read to the nearest number.
/// charge : Number
///     The spread charge; read up.
///
/// Raises
/// ------
/// InvalidNumber, Overflow
#[pyfunction]
pub fn calendar_margin(first: &Any<'_>, second: &Any<'_>, charge: &Any<'_>) -> PyResult<Fixed> {
    let margin = core::calendar_margin(
        &read::nearest(first, "first")?,
        &read::nearest(second, "second")?,
        &read::up(charge, "charge")?,
    );
    margin.map(Fixed).map_err(raise)
}

/// The composite delta of an instrument: its deltas in the price scenarios, weighted; each product rounded
/// down (CME, SPAN).
///
/// Parameters
/// ----------
/// deltas, weights : list or tuple of Number
///     As many of one as of the other; read to the nearest number.
///
/// Raises
/// ------
/// InvalidScenario
///     Two lengths.
/// InvalidNumber, Overflow
#[pyfunction]
pub fn composite_delta(deltas: &Any<'_>, weights: &Any<'_>) -> PyResult<Fixed> {
    let deltas = read::numbers(deltas, Way::Nearest, "deltas")?;
    let weights = read::numbers(weights, Way::Nearest, "weights")?;
    let delta = core::composite_delta(&deltas, &weights);
    let causes = [(Error::InvalidScenario, "deltas and weights")];
    delta.map(Fixed).map_err(caused_by(&causes))
}

/// One underlying among those that may be spread against each other.
///
/// Parameters
/// ----------
/// delta : Number
///     Read to the nearest number.
/// risk : Number
///     What the price can cost it, not negative; read down.
///
/// Raises
/// ------
/// InvalidQuantity
///     A negative risk.
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll.netting")]
#[derive(Clone, Copy, PartialEq)]
pub struct Underlying(Kernel);

#[pymethods]
impl Underlying {
    #[new]
    fn new(delta: &Any<'_>, risk: &Any<'_>) -> PyResult<Self> {
        let (delta, risk) = (read::nearest(delta, "delta")?, read::down(risk, "risk")?);
        Kernel::new(delta, risk)
            .map(Underlying)
            .map_err(about("risk"))
    }

    /// Fixed: Its delta.
    #[getter]
    fn delta(&self) -> Fixed {
        Fixed(*self.0.delta())
    }

    /// Fixed: What the price can cost it.
    #[getter]
    fn risk(&self) -> Fixed {
        Fixed(*self.0.risk())
    }

    /// Fixed: The delta that is in no spread yet.
    #[getter]
    fn free(&self) -> Fixed {
        Fixed(*self.0.free())
    }

    /// Fixed: What its spreads have earned, at most its risk.
    #[getter]
    fn credit(&self) -> Fixed {
        Fixed(*self.0.credit())
    }

    fn __repr__(&self) -> String {
        let (delta, risk) = (Fixed::show(self.0.delta()), Fixed::show(self.0.risk()));
        if self.0.free() == self.0.delta() && self.0.credit().is_zero() {
            return format!("Underlying({delta}, {risk})");
        }
        let (free, credit) = (Fixed::show(self.0.free()), Fixed::show(self.0.credit()));
        format!("<Underlying({delta}, {risk}), free {free}, credit {credit}>")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __copy__(&self) -> Self {
        *self
    }

    #[pyo3(signature = (memo, /))]
    fn __deepcopy__(&self, memo: &Any<'_>) -> Self {
        let _ = memo;
        *self
    }
}

record! {
    /// The part of one underlying in a spread.
    ///
    /// Parameters
    /// ----------
    /// underlying : int
    ///     Its place among the underlyings.
    /// ratio : Number
    ///     How many units of delta make one spread; the sign is the side, so that 2 and -1 are two long against
    ///     one short, or the reverse. Read to the nearest number.
    /// rate : Number
    ///     The share of its risk that is credited, in [0, 1]; read down.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity, InvalidNumber, Overflow
    class("plimsoll.netting") Leg(Part) {
        /// int: Its place among the underlyings.
        underlying: read::place,
        /// Fixed: How many units of delta make one spread, with the side as sign.
        ratio: read::nearest,
        /// Fixed: The share of its risk that is credited.
        rate: read::down,
    }
}

/// One row of a table of spreads between underlyings, to be called in the order of priority: forms as many
/// spreads as the legs allow, credits each leg ``spreads * |ratio| * risk / |delta| * rate``, rounded down,
/// and takes its delta (CME, SPAN, by weighted price risk).
///
/// Parameters
/// ----------
/// underlyings : list or tuple of Underlying
///     Stays as it is.
/// legs : list or tuple of Leg
///
/// Returns
/// -------
/// tuple of Fixed and list of Underlying
///     The number of spreads, and the underlyings after it.
///
/// Raises
/// ------
/// UnknownMarket
///     A leg that is not among the underlyings, or twice the same.
/// InvalidFactor
///     A ratio of zero, or no legs.
/// InvalidFraction
///     A rate outside [0, 1].
/// Overflow
///
/// Examples
/// --------
/// >>> from plimsoll.netting import Leg, Underlying, spread
/// >>> spreads, (silver, gold) = spread([Underlying(8, 800), Underlying(-2, 600)], [Leg(0, 2, "0.5"), Leg(1, -1, "0.5")])
/// >>> spreads, silver.free, silver.credit, gold.credit
/// (Fixed("2"), Fixed("4"), Fixed("200"), Fixed("300"))
#[pyfunction]
pub fn spread<'py>(
    py: Python<'py>,
    underlyings: &Any<'py>,
    legs: &Any<'py>,
) -> PyResult<(Fixed, Bound<'py, PyList>)> {
    let underlyings = read::many::<Underlying>(underlyings, "underlyings")?;
    let mut left: Vec<_> = underlyings.iter().map(|of| of.0).collect();
    let legs: Vec<_> = read::many::<Leg>(legs, "legs")?
        .into_iter()
        .map(|leg| leg.0)
        .collect();
    let causes = [
        (Error::UnknownMarket, "legs"),
        (Error::InvalidFactor, "legs"),
        (Error::InvalidFraction, "rate"),
    ];
    let spreads = core::spread(&mut left, &legs).map_err(caused_by(&causes))?;
    let left = left.into_iter().map(Underlying);
    Ok((Fixed(spreads), PyList::new(py, left)?))
}
