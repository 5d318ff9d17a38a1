//! A constant-product pool.

use super::venue;
use crate::error::caused_by;
use crate::number::Fixed;
use crate::read::{self, Any};
use plimsoll::{Error, Fixed as Bits, Pool as Kernel};
use pyo3::prelude::*;
use pyo3::types::PyType;

/// Reserves of the asset that is sold (base) and of what is paid for it (quote), and a fee on what goes in, as in
/// Uniswap v2: the product of both reserves stays what it is.
///
/// Parameters
/// ----------
/// base, quote : Number
///     Above zero; read to the nearest number.
/// fee : Number
///     In [0, 1); read up.
///
/// Raises
/// ------
/// InvalidPool
///     Unless both reserves are above zero.
/// InvalidFraction
///     For the fee.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Price
/// >>> from plimsoll.exit import Pool, average_sale, largest_sale, price
/// >>> pool, mark = Pool(1000, 2_000_000, 0), Price.exact(2000)
/// >>> pool.proceeds(250), average_sale(250, pool)
/// (Fixed("400000"), Fixed("1600"))
/// >>> price(mark, 250, pool)
/// Price(Fixed("1600"), Fixed("2000"))
/// >>> largest_sale(mark, "0.25", 1000, 1, pool)  # 2 000 000 / 1333 is above 1500
/// Limit("at", Fixed("333"))
#[pyclass(frozen, eq, module = "plimsoll.exit")]
#[derive(Clone, Copy, PartialEq)]
pub struct Pool {
    kernel: Kernel,
    fee: Bits,
}

impl Pool {
    pub fn kernel(&self) -> PyResult<Kernel> {
        Ok(self.kernel)
    }
}

venue! {
    impl Pool {
        #[new]
        fn new(base: &Any<'_>, quote: &Any<'_>, fee: &Any<'_>) -> PyResult<Self> {
            let (base, quote) = (read::nearest(base, "base")?, read::nearest(quote, "quote")?);
            let fee = read::up(fee, "fee")?;
            let causes = [
                (Error::InvalidPool, "base or quote"),
                (Error::InvalidFraction, "fee"),
            ];
            let kernel = Kernel::new(base, quote, &fee).map_err(caused_by(&causes))?;
            Ok(Pool { kernel, fee })
        }

        /// Fixed: The reserve of the asset that is sold.
        #[getter]
        fn base(&self) -> Fixed {
            Fixed(*self.kernel.base())
        }

        /// Fixed: The reserve of what is paid for it.
        #[getter]
        fn quote(&self) -> Fixed {
            Fixed(*self.kernel.quote())
        }

        /// Fixed: The fraction of what goes in that is not traded.
        #[getter]
        fn fee(&self) -> Fixed {
            Fixed(self.fee)
        }

        fn __repr__(&self) -> String {
            let parts = [self.kernel.base(), self.kernel.quote(), &self.fee];
            format!("Pool({})", parts.map(Fixed::show).join(", "))
        }

        fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (Fixed, Fixed, Fixed)) {
            (py.get_type::<Self>(), (self.base(), self.quote(), self.fee()))
        }
    }
}
