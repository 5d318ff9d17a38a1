//! An account as a sequence of holdings, at one level: what the solvers take.

use crate::error::raise;
use crate::health::Health;
use crate::number::Fixed;
use crate::perp::Perp;
use crate::price::Price;
use crate::read::{self, Any};
use crate::terms::Terms;
use crate::value::hash;
use crate::weights::Weights;
use plimsoll::margin::holding;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};
use std::sync::Arc;

/// One perp of a netting group, with its terms at the level.
///
/// Parameters
/// ----------
/// perp : Perp
/// terms : Terms
/// index : int
///     The caller's number, 0 to 2**32 - 1, for the underlying that the perp's price follows; never
///     that of the asset it settles in.
///
/// Raises
/// ------
/// Overflow
///     For the index.
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, PartialEq)]
pub struct Leg {
    perp: plimsoll::Perp,
    terms: Terms,
    index: u32,
}

#[pymethods]
impl Leg {
    #[new]
    fn new(perp: &Perp, terms: &Terms, index: &Any<'_>) -> PyResult<Self> {
        Ok(Leg {
            perp: perp.0,
            terms: terms.clone(),
            index: read::count(index, "index", Error::Overflow)?,
        })
    }

    /// Perp: The position.
    #[getter]
    fn perp(&self) -> Perp {
        Perp(self.perp)
    }

    /// Terms: What its market asks for.
    #[getter]
    fn terms(&self) -> Terms {
        self.terms.clone()
    }

    /// int: The underlying that the perp's price follows.
    #[getter]
    fn index(&self) -> u32 {
        self.index
    }

    fn __repr__(&self) -> String {
        let (perp, terms) = (Perp(self.perp).__repr__(), self.terms.__repr__());
        format!("Leg({perp}, {terms}, {})", self.index)
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (Perp, Terms, u32)) {
        let parts = (self.perp(), self.terms(), self.index);
        (py.get_type::<Self>(), parts)
    }
}

/// The balance of one asset with every perp that settles in it: a netting group at one level.
///
/// Parameters
/// ----------
/// balance : Number
///     Units of the asset, negative for a loan; read down.
/// price : Price
///     Of the asset, in the account's currency.
/// weights : Weights
///     Of the asset at this level.
/// index : int
///     The caller's number, 0 to 2**32 - 1, for the underlying that the asset's price follows; markets
///     with the same index move by the same factor.
/// legs : list or tuple of Leg, default none
///     The perps that settle in the asset.
///
/// Raises
/// ------
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, PartialEq)]
pub struct Holding {
    balance: Bits,
    price: plimsoll::Price,
    weights: plimsoll::Weights,
    index: u32,
    legs: Arc<[Leg]>,
}

/// Calls the core with its own view of the holdings.
pub fn view<R>(
    holdings: &[Holding],
    call: impl FnOnce(&[plimsoll::Holding<'_>]) -> Result<R, Error>,
) -> Result<R, Error> {
    let mut legs: Vec<Vec<plimsoll::Leg<'_>>> = Vec::new();
    for holding in holdings {
        let mut group = Vec::new();
        for leg in holding.legs.iter() {
            group.push(plimsoll::Leg {
                perp: leg.perp,
                terms: leg.terms.kernel()?,
                index: leg.index,
            });
        }
        legs.push(group);
    }
    let views: Vec<_> = holdings
        .iter()
        .zip(&legs)
        .map(|(holding, legs)| plimsoll::Holding {
            balance: holding.balance,
            price: holding.price,
            weights: holding.weights,
            index: holding.index,
            legs,
        })
        .collect();
    call(&views)
}

/// The argument that every solver takes.
pub fn holdings(value: &Any<'_>) -> PyResult<Vec<Holding>> {
    read::many(value, "holdings")
}

impl Holding {
    fn view<R>(
        &self,
        call: impl FnOnce(&plimsoll::Holding<'_>) -> Result<R, Error>,
    ) -> PyResult<R> {
        view(std::slice::from_ref(self), |views| match views {
            [view] => call(view),
            _ => Err(Error::UnknownMarket),
        })
        .map_err(raise)
    }
}

#[pymethods]
impl Holding {
    #[new]
    #[pyo3(signature = (balance, price, weights, index, legs = None))]
    fn new(
        balance: &Any<'_>,
        price: &Price,
        weights: &Weights,
        index: &Any<'_>,
        legs: Option<&Any<'_>>,
    ) -> PyResult<Self> {
        let legs = match legs {
            Some(legs) => read::many::<Leg>(legs, "legs")?,
            None => Vec::new(),
        };
        Ok(Holding {
            balance: read::down(balance, "balance")?,
            price: price.0,
            weights: weights.0,
            index: read::count(index, "index", Error::Overflow)?,
            legs: legs.into(),
        })
    }

    /// Fixed: What is owned, or owed where negative, in units of the asset.
    #[getter]
    fn balance(&self) -> Fixed {
        Fixed(self.balance)
    }

    /// Price: Of the asset, in the account's currency.
    #[getter]
    fn price(&self) -> Price {
        Price(self.price)
    }

    /// Weights: Of the asset at this level.
    #[getter]
    fn weights(&self) -> Weights {
        Weights(self.weights)
    }

    /// int: The underlying that the asset's price follows.
    #[getter]
    fn index(&self) -> u32 {
        self.index
    }

    /// tuple of Leg: The perps that settle in the asset.
    #[getter]
    fn legs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.legs.iter().cloned())
    }

    /// What the group contributes to the account: the contributions of all groups merge to `evaluate`.
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
    fn health(&self) -> PyResult<Health> {
        self.view(|holding| holding.health()).map(Health::of)
    }

    /// Whether the account's health depends on the price of ``index`` through this group.
    ///
    /// Parameters
    /// ----------
    /// index : int
    fn is_exposed_to(&self, index: &Any<'_>) -> PyResult<bool> {
        let index = read::count(index, "index", Error::Overflow)?;
        self.view(|holding| Ok(holding.is_exposed_to(index)))
    }

    fn __repr__(&self) -> String {
        let (price, weights) = (
            Price(self.price).__repr__(),
            Weights(self.weights).__repr__(),
        );
        let mut call = format!(
            "Holding({}, {price}, {weights}, {}",
            Fixed::show(&self.balance),
            self.index
        );
        if !self.legs.is_empty() {
            let legs: Vec<_> = self.legs.iter().map(Leg::__repr__).collect();
            call.push_str(&format!(", [{}]", legs.join(", ")));
        }
        call.push(')');
        call
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyType>, Any<'py>)> {
        let parts = (
            self.balance(),
            self.price(),
            self.weights(),
            self.index,
            self.legs(py)?,
        );
        Ok((py.get_type::<Self>(), parts.into_pyobject(py)?.into_any()))
    }
}

/// The health of the account that these groups make up: the check that every solver inverts.
///
/// Parameters
/// ----------
/// holdings : list or tuple of Holding
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
#[pyfunction]
pub fn evaluate(holdings: &Any<'_>) -> PyResult<Health> {
    let health = view(&self::holdings(holdings)?, holding::evaluate);
    health.map(Health::of).map_err(raise)
}
