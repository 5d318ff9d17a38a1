//! Weights turn a price into a bound, at one level.

use crate::error::{about, caused_by, raise};
use crate::number::Fixed;
use crate::price::Price;
use crate::read::{self, Any};
use crate::risk::quota::Quota;
use crate::value::hash;
use plimsoll::Error;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// How much of an asset counts, and how much more than a debt counts:
/// ``0 <= asset <= 1 <= liability``.
///
/// Parameters
/// ----------
/// asset : Number
///     Read down.
/// liability : Number
///     Read up.
///
/// Raises
/// ------
/// InvalidWeights
///     Unless ``0 <= asset <= 1 <= liability``.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Price, Weights
/// >>> Weights("0.75", "1.25").apply(Price(100, 102))
/// Bound(Fixed("75"), Fixed("127.5"))
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, Copy, PartialEq)]
pub struct Weights(pub plimsoll::Weights);

#[pymethods]
impl Weights {
    #[new]
    fn new(asset: &Any<'_>, liability: &Any<'_>) -> PyResult<Self> {
        let asset = read::down(asset, "asset weight")?;
        let liability = read::up(liability, "liability weight")?;
        let weights = plimsoll::Weights::new(asset, liability);
        weights.map(Weights).map_err(raise)
    }

    /// 1 and 1: what counts at equity.
    #[classmethod]
    fn one(_class: &Bound<'_, PyType>) -> Self {
        Weights(plimsoll::Weights::one())
    }

    /// ``asset = 1 - haircut``, ``liability = 1``.
    ///
    /// Parameters
    /// ----------
    /// haircut : Number
    ///     In [0, 1], read up.
    ///
    /// Raises
    /// ------
    /// InvalidFraction, InvalidNumber, Overflow
    #[classmethod]
    fn from_haircut(_class: &Bound<'_, PyType>, haircut: &Any<'_>) -> PyResult<Self> {
        let weights = plimsoll::Weights::from_haircut(&read::up(haircut, "haircut")?);
        weights.map(Weights).map_err(about("haircut"))
    }

    /// ``asset = loan_to_value``, ``liability = 1``.
    ///
    /// Parameters
    /// ----------
    /// loan_to_value : Number
    ///     In [0, 1], read down.
    ///
    /// Raises
    /// ------
    /// InvalidFraction, InvalidNumber, Overflow
    #[classmethod]
    fn from_loan_to_value(_class: &Bound<'_, PyType>, loan_to_value: &Any<'_>) -> PyResult<Self> {
        let loan_to_value = read::down(loan_to_value, "loan to value")?;
        let weights = plimsoll::Weights::from_loan_to_value(loan_to_value);
        weights.map(Weights).map_err(about("loan to value"))
    }

    /// ``asset = 1 - margin``, ``liability = 1 + margin``: a perp whose margin is this fraction of its
    /// notional.
    ///
    /// Parameters
    /// ----------
    /// margin : Number
    ///     In [0, 1], read up.
    ///
    /// Raises
    /// ------
    /// InvalidFraction, InvalidNumber, Overflow
    #[classmethod]
    fn from_margin_fraction(_class: &Bound<'_, PyType>, margin: &Any<'_>) -> PyResult<Self> {
        let weights = plimsoll::Weights::from_margin_fraction(&read::up(margin, "margin")?);
        weights.map(Weights).map_err(about("margin"))
    }

    /// The same asset side with ``liability = borrow_factor``.
    ///
    /// Parameters
    /// ----------
    /// borrow_factor : Number
    ///     At least 1, read up.
    ///
    /// Raises
    /// ------
    /// InvalidWeights
    ///     Below 1.
    /// InvalidNumber, Overflow
    fn with_borrow_factor(&self, borrow_factor: &Any<'_>) -> PyResult<Self> {
        let factor = read::up(borrow_factor, "borrow factor")?;
        let weights = self.0.with_borrow_factor(factor);
        weights.map(Weights).map_err(about("borrow factor"))
    }

    /// ``asset * min(1, limit / deposits)``, rounded down, and ``liability * max(1, borrows / limit)``, rounded up:
    /// what is more than a market could sell counts for no more.
    ///
    /// Mango scales both sides so, marginfi and Drift the asset side of their initial weights. Never looser than
    /// the weights themselves.
    ///
    /// Parameters
    /// ----------
    /// deposits, borrows : Quota
    ///
    /// Returns
    /// -------
    /// Weights
    ///
    /// Raises
    /// ------
    /// DivisionByZero
    ///     Borrows under a limit of zero.
    /// Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll import Weights
    /// >>> from plimsoll.risk.quota import Quota
    /// >>> Weights("0.75", "1.25").scaled(Quota(1000, 2000), Quota(500, 1000))
    /// Weights(Fixed("0.375"), Fixed("2.5"))
    fn scaled(&self, deposits: &Quota, borrows: &Quota) -> PyResult<Self> {
        let causes = [(Error::DivisionByZero, "borrows")];
        let scaled = self.0.scaled(&deposits.0, &borrows.0);
        scaled.map(Weights).map_err(caused_by(&causes))
    }

    /// Fixed: What one unit of value owned counts for.
    #[getter]
    fn asset(&self) -> Fixed {
        Fixed(*self.0.asset())
    }

    /// Fixed: What one unit of value owed counts for.
    #[getter]
    fn liability(&self) -> Fixed {
        Fixed(*self.0.liability())
    }

    /// Whether no account is healthier under these weights than under ``other``: what initial weights
    /// must be to maintenance weights.
    ///
    /// Parameters
    /// ----------
    /// other : Weights
    fn no_looser_than(&self, other: &Weights) -> bool {
        self.0.no_looser_than(&other.0)
    }

    /// ``asset * low`` rounded down and ``liability * high`` rounded up. An unknown price gives an
    /// unknown bound.
    ///
    /// Parameters
    /// ----------
    /// price : Price
    ///
    /// Returns
    /// -------
    /// Bound
    ///
    /// Raises
    /// ------
    /// Overflow
    fn apply(&self, price: &Price) -> PyResult<Bounds> {
        self.0.apply(&price.0).map(Bounds).map_err(raise)
    }

    pub fn __repr__(&self) -> String {
        let (asset, liability) = (self.0.asset(), self.0.liability());
        let (asset, liability) = (Fixed::show(asset), Fixed::show(liability));
        format!("Weights({asset}, {liability})")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (Fixed, Fixed)) {
        (py.get_type::<Self>(), (self.asset(), self.liability()))
    }
}

/// What one unit owned counts for at least, and what one unit owed counts for at most, at one level.
///
/// A class of its own, so that nothing is weighted twice. Two zeros are the unknown bound.
///
/// Parameters
/// ----------
/// asset : Number
///     In the account's currency a unit, read down.
/// liability : Number
///     In the account's currency a unit, read up.
///
/// Raises
/// ------
/// InvalidPrice
///     Unless ``0 <= asset <= liability``.
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll", name = "Bound")]
#[derive(Clone, Copy, PartialEq)]
pub struct Bounds(pub plimsoll::Bound);

#[pymethods]
impl Bounds {
    #[new]
    fn new(asset: &Any<'_>, liability: &Any<'_>) -> PyResult<Self> {
        let (asset, liability) = (
            read::down(asset, "asset")?,
            read::up(liability, "liability")?,
        );
        let bound = plimsoll::Bound::new(asset, liability);
        bound
            .map(Bounds)
            .map_err(caused_by(&[(Error::InvalidPrice, "bound")]))
    }

    /// The price itself, as at weight 1 on both sides: what counts at equity.
    ///
    /// Parameters
    /// ----------
    /// price : Price
    #[classmethod]
    fn unweighted(_class: &Bound<'_, PyType>, price: &Price) -> Self {
        Bounds(plimsoll::Bound::unweighted(&price.0))
    }

    /// The bound of a market whose price is too old.
    #[classmethod]
    fn unknown(_class: &Bound<'_, PyType>) -> Self {
        Bounds(plimsoll::Bound::unknown())
    }

    /// bool: Whether there is a bound on what is owed.
    #[getter]
    fn is_known(&self) -> bool {
        self.0.is_known()
    }

    /// Fixed: What one unit owned counts for at least.
    #[getter]
    fn asset(&self) -> Fixed {
        Fixed(*self.0.asset())
    }

    /// Fixed: What one unit owed counts for at most.
    #[getter]
    fn liability(&self) -> Fixed {
        Fixed(*self.0.liability())
    }

    pub fn __repr__(&self) -> String {
        let (asset, liability) = (self.0.asset(), self.0.liability());
        let (asset, liability) = (Fixed::show(asset), Fixed::show(liability));
        format!("Bound({asset}, {liability})")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (Fixed, Fixed)) {
        (py.get_type::<Self>(), (self.asset(), self.liability()))
    }
}

/// A bound as an argument.
pub fn bound(value: &Any<'_>, what: &str) -> PyResult<plimsoll::Bound> {
    read::one::<Bounds>(value, what).map(|bound| bound.0)
}
