//! Filtered historical simulation.

use super::ewma::Ewma;
use crate::error::caused_by;
use crate::interval::interval;
use crate::number::Fixed;
use crate::read::{self, Any, Way};
use crate::scenario::list;
use plimsoll::risk::volatility::filtered as kernel;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;
use pyo3::types::PyList;

/// The returns of the past at the volatility of today: each times ``sigma_now / sigma_then``, where ``sigma_then`` is
/// the estimate made before that return (Barone-Adesi, Hull and White), rounded away from zero.
///
/// Parameters
/// ----------
/// returns : list or tuple of Number
///     Oldest first; read to the nearest number.
/// before : Ewma
///     The estimate before the first of them.
/// ratio : Interval or Number
///     Within which the quotient is kept, not negative: the high end is the cap, without which one crash that follows
///     on calm multiplies calm days beyond anything seen; at a low end of 1 the result is never below plain
///     historical simulation. A number is read down and read up.
///
/// Returns
/// -------
/// tuple of list of Fixed and Ewma
///     The filtered returns, and the estimate after all of them.
///
/// Raises
/// ------
/// InvalidLength
///     No returns.
/// InvalidFactor
///     A negative ratio.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Interval
/// >>> from plimsoll.risk.volatility import Ewma, expected_shortfall, filtered, quantile
/// >>> filtered([1, -1, 4], Ewma("0.75", 1), Interval(1, 2))
/// ([Fixed("2"), Fixed("-2"), Fixed("8")], Ewma(Fixed("0.75"), Fixed("4.75")))
/// >>> returns = [-5, 3, -2, -1, 4, -3, 2, 1]
/// >>> quantile(returns, "0.75"), expected_shortfall(returns, "0.75")
/// (Fixed("3"), Fixed("4"))
#[pyfunction]
pub fn filtered<'py>(
    py: Python<'py>,
    returns: &Any<'py>,
    before: &Ewma,
    ratio: &Any<'py>,
) -> PyResult<(Bound<'py, PyList>, Ewma)> {
    let returns = read::numbers(returns, Way::Nearest, "returns")?;
    let mut scratch = vec![Bits::ZERO; returns.len()];
    let causes = [
        (Error::InvalidLength, "returns"),
        (Error::InvalidFactor, "ratio"),
    ];
    let ratio = interval(ratio, "ratio")?;
    let after = kernel::filtered(&returns, &before.0, &ratio, &mut scratch);
    let after = after.map_err(caused_by(&causes))?;
    Ok((list(py, &scratch)?, Ewma(after)))
}

macro_rules! tails {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Parameters
        /// ----------
        /// returns : list or tuple of Number
        ///     In any order; stays as it is; read to the nearest number.
        /// confidence : Number
        ///     In [0, 1]; read up.
        ///
        /// Raises
        /// ------
        /// InvalidFraction
        ///     For the confidence.
        /// InvalidLength
        ///     No returns.
        /// InvalidNumber, Overflow
        #[pyfunction]
        pub fn $name(returns: &Any<'_>, confidence: &Any<'_>) -> PyResult<Fixed> {
            let mut returns = read::numbers(returns, Way::Nearest, "returns")?;
            let causes = [
                (Error::InvalidFraction, "confidence"),
                (Error::InvalidLength, "returns"),
            ];
            let loss = kernel::$name(&mut returns, &read::up(confidence, "confidence")?);
            loss.map(Fixed).map_err(caused_by(&causes))
        }
    )*};
}
tails! {
    /// The loss that is exceeded with the probability ``1 - confidence``, at least zero and rounded up: the loss in
    /// place ``n * (1 - confidence)``, where the greatest has place 1 and between two places runs the straight line.
    quantile;
    /// The mean of the losses in the tail beyond the confidence, at least zero and rounded up. Never below
    /// `quantile`.
    expected_shortfall;
}
