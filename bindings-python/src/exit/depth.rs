//! An order book, level by level.

use super::venue;
use crate::error::caused_by;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::record;
use plimsoll::{Depth as Kernel, Error, Fixed as Bits, Level as Part};
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};
use std::sync::Arc;

record! {
    /// What may be traded at one price.
    ///
    /// Parameters
    /// ----------
    /// price : Number
    ///     Of a unit; read to the nearest number.
    /// size : Number
    ///     So many units; read down.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll.exit") Level(Part) {
        /// Fixed: The price of a unit.
        price: read::nearest,
        /// Fixed: So many units.
        size: read::down,
    }
}

/// The levels of an order book, and the fee that a taker pays on the notional. An empty side has no depth.
///
/// Parameters
/// ----------
/// bids, asks : list or tuple of Level
///     Each side from its best price on.
/// fee : Number
///     In [0, 1); read up.
///
/// Raises
/// ------
/// InvalidPool
///     A price that is not above zero, a negative size, a level that is better than the one before it, or the best
///     bid above the best ask.
/// InvalidFraction
///     For the fee.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll.exit import Depth, Level
/// >>> book = Depth([Level(99, 5), Level(98, 10)], [Level(101, 5)], 0)
/// >>> book.proceeds(10), book.proceeds(100), book.cost(2)
/// (Fixed("985"), Fixed("1475"), Fixed("202"))
#[pyclass(frozen, eq, module = "plimsoll.exit")]
#[derive(Clone, PartialEq)]
pub struct Depth {
    bids: Arc<[Part]>,
    asks: Arc<[Part]>,
    fee: Bits,
}

impl Depth {
    pub fn kernel(&self) -> PyResult<Kernel<'_>> {
        let causes = [
            (Error::InvalidPool, "bids or asks"),
            (Error::InvalidFraction, "fee"),
        ];
        Kernel::new(&self.bids, &self.asks, self.fee).map_err(caused_by(&causes))
    }
}

fn levels(value: &Any<'_>, what: &str) -> PyResult<Arc<[Part]>> {
    let levels = read::many::<Level>(value, what)?;
    Ok(levels.into_iter().map(|level| level.0).collect())
}

fn give<'py>(py: Python<'py>, levels: &[Part]) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, levels.iter().map(|level| Level(*level)))
}

fn show(levels: &[Part]) -> String {
    let levels: Vec<_> = levels
        .iter()
        .map(|level| Level(*level).__repr__())
        .collect();
    format!("[{}]", levels.join(", "))
}

venue! {
    impl Depth {
        #[new]
        fn new(bids: &Any<'_>, asks: &Any<'_>, fee: &Any<'_>) -> PyResult<Self> {
            let (bids, asks) = (levels(bids, "bids")?, levels(asks, "asks")?);
            let fee = read::up(fee, "fee")?;
            let made = Depth { bids, asks, fee };
            made.kernel()?;
            Ok(made)
        }

        /// tuple of Level: What is bid, best first.
        #[getter]
        fn bids<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            give(py, &self.bids)
        }

        /// tuple of Level: What is asked, best first.
        #[getter]
        fn asks<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            give(py, &self.asks)
        }

        /// Fixed: The fraction of the notional that a taker pays.
        #[getter]
        fn fee(&self) -> Fixed {
            Fixed(self.fee)
        }

        fn __repr__(&self) -> String {
            let (bids, asks) = (show(&self.bids), show(&self.asks));
            format!("Depth({bids}, {asks}, {})", Fixed::show(&self.fee))
        }

        fn __reduce__<'py>(
            &self,
            py: Python<'py>,
        ) -> PyResult<(Bound<'py, PyType>, Bound<'py, PyTuple>)> {
            let parts = (self.bids(py)?, self.asks(py)?, self.fee());
            Ok((py.get_type::<Self>(), parts.into_pyobject(py)?))
        }
    }
}
