//! A stable-swap pool.

use super::venue;
use crate::error::caused_by;
use crate::number::Fixed;
use crate::read::{self, Any, Way};
use plimsoll::{Error, Fixed as Bits, StableSwap as Kernel};
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};
use std::sync::Arc;

/// Balances of coins that are worth nearly the same, all in one unit (each times its rate, where coins differ),
/// as in Curve. The fee is on what comes out.
///
/// Parameters
/// ----------
/// balances : list or tuple of Number
///     Above zero; read to the nearest number.
/// base, quote : int
///     The places of the coin that is sold and of the one paid for it.
/// amplification : Number
///     At least 1; read to the nearest number.
/// fee : Number
///     In [0, 1); read up.
///
/// Raises
/// ------
/// UnknownMarket
///     A place that is not among the balances.
/// InvalidPool
///     Twice the same place, a balance that is not above zero, an amplification below 1.
/// InvalidFraction
///     For the fee.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll.exit import StableSwap
/// >>> pool = StableSwap([1_000_000, 1_000_000], 0, 1, 100, "0.0004")
/// >>> f"{pool.proceeds(1000):.4f} {pool.proceeds(900_000):.2f}"
/// '999.5901 869281.44'
#[pyclass(frozen, eq, module = "plimsoll.exit")]
#[derive(Clone, PartialEq)]
pub struct StableSwap {
    balances: Arc<[Bits]>,
    places: [usize; 2],
    amplification: Bits,
    fee: Bits,
}

/// A place in a list.
fn place(value: &Any<'_>, what: &str) -> PyResult<usize> {
    read::count(value, what, Error::UnknownMarket)
}

impl StableSwap {
    pub fn kernel(&self) -> PyResult<Kernel<'_>> {
        let causes = [
            (Error::UnknownMarket, "base or quote"),
            (Error::InvalidPool, "balances, base, quote or amplification"),
            (Error::InvalidFraction, "fee"),
        ];
        Kernel::new(&self.balances, self.places, &self.amplification, &self.fee)
            .map_err(caused_by(&causes))
    }
}

venue! {
    impl StableSwap {
        #[new]
        fn new(
            balances: &Any<'_>,
            base: &Any<'_>,
            quote: &Any<'_>,
            amplification: &Any<'_>,
            fee: &Any<'_>,
        ) -> PyResult<Self> {
            let made = StableSwap {
                balances: read::numbers(balances, Way::Nearest, "balances")?.into(),
                places: [place(base, "base")?, place(quote, "quote")?],
                amplification: read::nearest(amplification, "amplification")?,
                fee: read::up(fee, "fee")?,
            };
            made.kernel()?;
            Ok(made)
        }

        /// tuple of Fixed: The balances.
        #[getter]
        fn balances<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            PyTuple::new(py, self.balances.iter().map(|balance| Fixed(*balance)))
        }

        /// int: The place of the coin that is sold.
        #[getter]
        fn base(&self) -> usize {
            let [base, _] = self.places;
            base
        }

        /// int: The place of the coin that is paid for it.
        #[getter]
        fn quote(&self) -> usize {
            let [_, quote] = self.places;
            quote
        }

        /// Fixed: How nearly the coins trade one for one.
        #[getter]
        fn amplification(&self) -> Fixed {
            Fixed(self.amplification)
        }

        /// Fixed: The fraction of what comes out that is kept.
        #[getter]
        fn fee(&self) -> Fixed {
            Fixed(self.fee)
        }

        /// The invariant ``D``, which is the sum of the balances where all are alike; rounded up.
        ///
        /// Raises
        /// ------
        /// Overflow
        fn invariant(&self) -> PyResult<Fixed> {
            Ok(Fixed(*self.kernel()?.invariant()))
        }

        fn __repr__(&self) -> String {
            let balances: Vec<_> = self.balances.iter().map(Fixed::show).collect();
            let (balances, [base, quote]) = (balances.join(", "), self.places);
            let (amplification, fee) = (Fixed::show(&self.amplification), Fixed::show(&self.fee));
            format!("StableSwap([{balances}], {base}, {quote}, {amplification}, {fee})")
        }

        fn __reduce__<'py>(
            &self,
            py: Python<'py>,
        ) -> PyResult<(Bound<'py, PyType>, Bound<'py, PyTuple>)> {
            let (base, quote) = (self.base(), self.quote());
            let parts = (self.balances(py)?, base, quote, self.amplification(), self.fee());
            Ok((py.get_type::<Self>(), parts.into_pyobject(py)?))
        }
    }
}
