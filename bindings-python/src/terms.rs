//! What a perp market asks for at one level.

use crate::error::{about, raise};
use crate::number::Fixed;
use crate::price::Price;
use crate::read::{self, Any};
use crate::tiers::Tiers;
use crate::value::hash;
use crate::weights::{Bounds, Weights};
use plimsoll::{Error, Fixed as Bits, Number};
use pyo3::prelude::*;
use pyo3::types::PyType;

/// What a perp market asks for at one level: price, weights, ladder and profit weight. Owns its ladder.
///
/// Parameters
/// ----------
/// price : Price
///     In units of the settlement asset.
/// weights : Weights
/// tiers : Tiers, default ``Tiers.none()``
/// profit_weight : Number, default 1
///     How much of a profit counts, in [0, 1]; read down.
///
/// Raises
/// ------
/// InvalidFraction
///     For the profit weight.
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, PartialEq)]
pub struct Terms {
    price: plimsoll::Price,
    weights: plimsoll::Weights,
    tiers: Tiers,
    profit_weight: Bits,
    level: Level,
}

/// Which of the core's constructors made the terms.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    Margin,
    Equity,
}

impl Terms {
    /// The core's terms on this ladder.
    pub fn kernel(&self) -> Result<plimsoll::Terms<'_>, Error> {
        match self.level {
            Level::Equity => Ok(plimsoll::Terms::equity(self.price)),
            Level::Margin => plimsoll::Terms::new(
                self.price,
                self.weights,
                self.tiers.kernel()?,
                self.profit_weight,
            ),
        }
    }
}

#[pymethods]
impl Terms {
    #[new]
    #[pyo3(signature = (price, weights, tiers = None, profit_weight = None))]
    fn new(
        price: &Price,
        weights: &Weights,
        tiers: Option<&Tiers>,
        profit_weight: Option<&Any<'_>>,
    ) -> PyResult<Self> {
        let terms = Terms {
            price: price.0,
            weights: weights.0,
            tiers: tiers.cloned().unwrap_or_else(Tiers::empty),
            profit_weight: match profit_weight {
                Some(weight) => read::down(weight, "profit weight")?,
                None => Bits::one(),
            },
            level: Level::Margin,
        };
        match terms.kernel() {
            Err(error @ Error::InvalidFraction) => Err(about("profit weight")(error)),
            Err(error) => Err(raise(error)),
            Ok(_) => Ok(terms),
        }
    }

    /// What counts at equity: the price alone. No margin, no profit weight, and what open orders could
    /// do is left out.
    ///
    /// Parameters
    /// ----------
    /// price : Price
    ///     In units of the settlement asset.
    #[classmethod]
    fn equity(_class: &Bound<'_, PyType>, price: &Price) -> Self {
        let terms = plimsoll::Terms::equity(price.0);
        Terms {
            price: *terms.price(),
            weights: *terms.weights(),
            tiers: Tiers::empty(),
            profit_weight: *terms.profit_weight(),
            level: Level::Equity,
        }
    }

    /// The same terms at ``price.scale(factor)``.
    ///
    /// Parameters
    /// ----------
    /// factor : Price
    ///
    /// Raises
    /// ------
    /// Overflow
    fn scale(&self, factor: &Price) -> PyResult<Self> {
        let scaled = self.kernel().and_then(|terms| terms.scale(&factor.0));
        let price = *scaled.map_err(raise)?.price();
        Ok(Terms {
            price,
            ..self.clone()
        })
    }

    /// Price: In units of the settlement asset.
    #[getter]
    fn price(&self) -> Price {
        Price(self.price)
    }

    /// Weights: At this level.
    #[getter]
    fn weights(&self) -> Weights {
        Weights(self.weights)
    }

    /// Bound: The weighted price at this level.
    #[getter]
    fn bound(&self) -> PyResult<Bounds> {
        let terms = self.kernel().map_err(raise)?;
        Ok(Bounds(*terms.bound()))
    }

    /// Tiers: The ladder at this level.
    #[getter]
    fn tiers(&self) -> Tiers {
        self.tiers.clone()
    }

    /// Fixed: How much of a profit counts.
    #[getter]
    fn profit_weight(&self) -> Fixed {
        Fixed(self.profit_weight)
    }

    pub fn __repr__(&self) -> String {
        let price = Price(self.price).__repr__();
        match self.level {
            Level::Equity => format!("Terms.equity({price})"),
            Level::Margin => format!(
                "Terms({price}, {}, {}, {})",
                Weights(self.weights).__repr__(),
                self.tiers.__repr__(),
                Fixed::show(&self.profit_weight)
            ),
        }
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Any<'py>, Any<'py>)> {
        let class = py.get_type::<Self>();
        Ok(match self.level {
            Level::Equity => (
                class.getattr("equity")?,
                (self.price(),).into_pyobject(py)?.into_any(),
            ),
            Level::Margin => {
                let parts = (
                    self.price(),
                    self.weights(),
                    self.tiers(),
                    self.profit_weight(),
                );
                (class.into_any(), parts.into_pyobject(py)?.into_any())
            }
        })
    }
}
