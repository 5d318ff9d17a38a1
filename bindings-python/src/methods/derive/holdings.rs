//! What the feeds say of a market, and what an account has in it.

use crate::number::Fixed;
use crate::option::{positions, Position};
use crate::read::{self, Any};
use crate::record::{record, Field};
use crate::value::hash;
use plimsoll::methods::derive::standard;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};
use std::sync::Arc;

type Prices = standard::Feeds<Bits>;
type Series = plimsoll::margin::option::position::Position<Bits>;

record! {
    /// What the feeds say of a market.
    ///
    /// Parameters
    /// ----------
    /// spot, perp, coin : Number
    ///     Read to the nearest number.
    /// spot_confidence, perp_confidence : Number
    ///     In [0, 1]; read down.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll.methods.derive.standard") Feeds(Prices) {
        /// Fixed: The price of the underlying.
        spot: read::nearest,
        /// Fixed: How sure it is.
        spot_confidence: read::down,
        /// Fixed: The price of the perp.
        perp: read::nearest,
        /// Fixed: How sure it is.
        perp_confidence: read::down,
        /// Fixed: The price of the settlement coin.
        coin: read::nearest,
    }
}

/// The options of one expiry, with its forward and the least confidence among the feeds beside the spot
/// price's.
///
/// Parameters
/// ----------
/// positions : list or tuple of Position
///     Every option held.
/// forward : Number
///     Read to the nearest number.
/// confidence : Number
///     Of the forward and the volatilities, in [0, 1]; read down.
///
/// Raises
/// ------
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll.methods.derive.standard")]
#[derive(Clone, PartialEq)]
pub struct Options {
    positions: Arc<[Series]>,
    forward: Bits,
    confidence: Bits,
}

impl Options {
    pub fn kernel(&self) -> standard::Options<'_, Bits> {
        standard::Options {
            positions: &self.positions,
            forward: self.forward,
            confidence: self.confidence,
        }
    }
}

#[pymethods]
impl Options {
    #[new]
    fn new(positions: &Any<'_>, forward: &Any<'_>, confidence: &Any<'_>) -> PyResult<Self> {
        Ok(Options {
            positions: self::positions(positions, "positions")?.into(),
            forward: read::nearest(forward, "forward")?,
            confidence: read::down(confidence, "confidence")?,
        })
    }

    /// tuple of Position: Every option held.
    #[getter]
    fn positions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.positions.iter().copied().map(Position))
    }

    /// Fixed: The forward.
    #[getter]
    fn forward(&self) -> Fixed {
        Fixed(self.forward)
    }

    /// Fixed: Of the forward and the volatilities.
    #[getter]
    fn confidence(&self) -> Fixed {
        Fixed(self.confidence)
    }

    fn __repr__(&self) -> String {
        let positions: Vec<_> = self.positions.iter().map(Field::show).collect();
        let (forward, confidence) = (self.forward.show(), self.confidence.show());
        format!(
            "Options([{}], {forward}, {confidence})",
            positions.join(", ")
        )
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyType>, Any<'py>)> {
        let parts = (self.positions(py)?, self.forward(), self.confidence());
        Ok((py.get_type::<Self>(), parts.into_pyobject(py)?.into_any()))
    }
}

/// What an account has in one market.
///
/// Parameters
/// ----------
/// options : list or tuple of Options
///     One for each expiry.
/// perp : Number
///     The perp's size; read to the nearest number.
/// profit : Number
///     The perp's, not yet settled, with funding; read down.
/// coins : Number
///     Of the underlying; read down.
///
/// Raises
/// ------
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll.methods.derive.standard")]
#[derive(Clone, PartialEq)]
pub struct Holdings {
    options: Arc<[Options]>,
    perp: Bits,
    profit: Bits,
    coins: Bits,
}

impl Holdings {
    /// Calls the core with its own view.
    pub fn with<R>(
        &self,
        call: impl FnOnce(&standard::Holdings<'_, Bits>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let options: Vec<_> = self.options.iter().map(Options::kernel).collect();
        call(&standard::Holdings {
            options: &options,
            perp: self.perp,
            profit: self.profit,
            coins: self.coins,
        })
    }
}

#[pymethods]
impl Holdings {
    #[new]
    fn new(options: &Any<'_>, perp: &Any<'_>, profit: &Any<'_>, coins: &Any<'_>) -> PyResult<Self> {
        Ok(Holdings {
            options: read::many::<Options>(options, "options")?.into(),
            perp: read::nearest(perp, "perp")?,
            profit: read::down(profit, "profit")?,
            coins: read::down(coins, "coins")?,
        })
    }

    /// tuple of Options: One for each expiry.
    #[getter]
    fn options<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.options.iter().cloned())
    }

    /// Fixed: The perp's size.
    #[getter]
    fn perp(&self) -> Fixed {
        Fixed(self.perp)
    }

    /// Fixed: The perp's profit not yet settled.
    #[getter]
    fn profit(&self) -> Fixed {
        Fixed(self.profit)
    }

    /// Fixed: Coins of the underlying.
    #[getter]
    fn coins(&self) -> Fixed {
        Fixed(self.coins)
    }

    fn __repr__(&self) -> String {
        let options: Vec<_> = self.options.iter().map(Options::__repr__).collect();
        let rest = [self.perp, self.profit, self.coins].map(|number| number.show());
        format!("Holdings([{}], {})", options.join(", "), rest.join(", "))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyType>, Any<'py>)> {
        let parts = (self.options(py)?, self.perp(), self.profit(), self.coins());
        Ok((py.get_type::<Self>(), parts.into_pyobject(py)?.into_any()))
    }
}
