//! Concentrated liquidity: a ladder of price ranges.

use super::venue;
use crate::error::caused_by;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::record;
use plimsoll::{Error, Fixed as Bits, Range as Part, Ranges as Kernel};
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};
use std::sync::Arc;

record! {
    /// Liquidity between two prices, both as square roots.
    ///
    /// Parameters
    /// ----------
    /// lower, upper : Number
    ///     The roots of the lowest and the highest price; read to the nearest number.
    /// liquidity : Number
    ///     Units of ``sqrt(base * quote)``; zero is a gap. Read down.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll.exit") Range(Part) {
        /// Fixed: The root of the lowest price.
        lower: read::nearest,
        /// Fixed: The root of the highest price.
        upper: read::nearest,
        /// Fixed: Units of ``sqrt(base * quote)``.
        liquidity: read::down,
    }
}

/// A pool of concentrated liquidity, with a fee on what goes in, as in Uniswap v3.
///
/// Selling base moves the price down through the ranges, buying moves it up; where there is no liquidity it moves
/// for nothing, and beyond the last range there is no depth. A pool states the root of its price; of a price,
/// `plimsoll.sqrt` gives both ends, the low one for a sale and the high one for a purchase.
///
/// Parameters
/// ----------
/// root : Number
///     The square root of the present price, quote for a unit of base, above zero; read to the nearest number.
/// ranges : list or tuple of Range
///     Lowest first, each from the end of the one before it or above.
/// fee : Number
///     In [0, 1); read up.
///
/// Raises
/// ------
/// InvalidPool
///     For the root or the ranges.
/// InvalidFraction
///     For the fee.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll.exit import Range, Ranges
/// >>> pool = Ranges(8, [Range(4, 8, 100), Range(8, 16, 200)], 0)
/// >>> pool.proceeds("12.5"), pool.proceeds(1000), pool.cost("12.5")
/// (Fixed("400"), Fixed("400"), Fixed("1600"))
#[pyclass(frozen, eq, module = "plimsoll.exit")]
#[derive(Clone, PartialEq)]
pub struct Ranges {
    root: Bits,
    ranges: Arc<[Part]>,
    fee: Bits,
}

impl Ranges {
    pub fn kernel(&self) -> PyResult<Kernel<'_>> {
        let causes = [
            (Error::InvalidPool, "root or ranges"),
            (Error::InvalidFraction, "fee"),
        ];
        Kernel::new(self.root, &self.ranges, &self.fee).map_err(caused_by(&causes))
    }
}

venue! {
    impl Ranges {
        #[new]
        fn new(root: &Any<'_>, ranges: &Any<'_>, fee: &Any<'_>) -> PyResult<Self> {
            let root = read::nearest(root, "root")?;
            let ranges = read::many::<Range>(ranges, "ranges")?;
            let ranges = ranges.into_iter().map(|range| range.0).collect();
            let fee = read::up(fee, "fee")?;
            let made = Ranges { root, ranges, fee };
            made.kernel()?;
            Ok(made)
        }

        /// Fixed: The square root of the present price.
        #[getter]
        fn root(&self) -> Fixed {
            Fixed(self.root)
        }

        /// tuple of Range: The ranges, lowest first.
        #[getter]
        fn ranges<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            PyTuple::new(py, self.ranges.iter().map(|range| Range(*range)))
        }

        /// Fixed: The fraction of what goes in that is not traded.
        #[getter]
        fn fee(&self) -> Fixed {
            Fixed(self.fee)
        }

        fn __repr__(&self) -> String {
            let ranges: Vec<_> = self.ranges.iter().map(|range| Range(*range).__repr__()).collect();
            let (root, ranges, fee) = (Fixed::show(&self.root), ranges.join(", "), Fixed::show(&self.fee));
            format!("Ranges({root}, [{ranges}], {fee})")
        }

        fn __reduce__<'py>(
            &self,
            py: Python<'py>,
        ) -> PyResult<(Bound<'py, PyType>, Bound<'py, PyTuple>)> {
            let parts = (self.root(), self.ranges(py)?, self.fee());
            Ok((py.get_type::<Self>(), parts.into_pyobject(py)?))
        }
    }
}
