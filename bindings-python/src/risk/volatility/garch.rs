//! GARCH(1,1): a variance that returns to its long-run level.

use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::checked;
use plimsoll::{Error, Garch as Kernel};
use pyo3::prelude::*;

/// What an error of a variance is about.
const CAUSES: [(Error, &str); 1] = [(Error::InvalidQuantity, "variance")];

checked! {
    /// ``v' = omega + alpha * r**2 + beta * v``, with ``alpha + beta < 1``, so that there is a level to return to.
    ///
    /// Parameters
    /// ----------
    /// omega : Number
    ///     What every period adds, not negative; read up.
    /// alpha : Number
    ///     What the last squared return counts for, not negative; read to the nearest number.
    /// beta : Number
    ///     What the last variance counts for, not negative; read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     Where one is negative, or ``alpha + beta >= 1``.
    /// InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll.risk.volatility import Garch
    /// >>> garch = Garch("0.25", "0.25", "0.5")
    /// >>> garch.next(4, 2), garch.long_run()
    /// (Fixed("3.25"), Fixed("1"))
    /// >>> garch.forecast(4, 1), garch.forecast(1, 10)
    /// (Fixed("4"), Fixed("10"))
    class("plimsoll.risk.volatility") Garch(Kernel::new, InvalidFactor: "omega, alpha or beta") {
        /// Fixed: What every period adds.
        omega: read::up,
        /// Fixed: What the last squared return counts for.
        alpha: read::nearest,
        /// Fixed: What the last variance counts for.
        beta: read::nearest,
    }

    /// The variance of the next period, after one that had ``variance`` and brought the return ``r``, each product
    /// rounded up.
    ///
    /// Parameters
    /// ----------
    /// variance : Number
    ///     Not negative; read up.
    /// r : Number
    ///     Read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative variance.
    /// InvalidNumber, Overflow
    fn next(&self, variance: &Any<'_>, r: &Any<'_>) -> PyResult<Fixed> {
        let next = self.0.next(&read::up(variance, "variance")?, &read::nearest(r, "r")?);
        next.map(Fixed).map_err(caused_by(&CAUSES))
    }

    /// The variance that it returns to: ``omega / (1 - alpha - beta)``, rounded up.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn long_run(&self) -> PyResult<Fixed> {
        self.0.long_run().map(Fixed).map_err(raise)
    }

    /// The variance expected over the next ``periods`` together, where that of the next one is ``variance``; rounded
    /// up. Its root is the volatility over that horizon.
    ///
    /// Parameters
    /// ----------
    /// variance : Number
    ///     Not negative; read up.
    /// periods : int
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative variance.
    /// InvalidNumber, Overflow
    fn forecast(&self, variance: &Any<'_>, periods: &Any<'_>) -> PyResult<Fixed> {
        let variance = read::up(variance, "variance")?;
        let forecast = self.0.forecast(&variance, read::place(periods, "periods")?);
        forecast.map(Fixed).map_err(caused_by(&CAUSES))
    }
}
