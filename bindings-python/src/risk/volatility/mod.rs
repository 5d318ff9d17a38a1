//! How much a price moves, and the margin that covers a move.

mod ewma;
mod filtered;
mod floor;
mod garch;
mod policy;
mod range;
mod steady;

use crate::function::functions;
use crate::read;
use plimsoll::risk::volatility as kernel;
use pyo3::prelude::*;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<ewma::Ewma>()?;
    module.add_class::<garch::Garch>()?;
    module.add_class::<policy::Policy>()?;
    module.add_class::<steady::Steady>()?;
    module.add_function(wrap_pyfunction!(over, module)?)?;
    module.add_function(wrap_pyfunction!(margin_fraction, module)?)?;
    module.add_function(wrap_pyfunction!(range::parkinson, module)?)?;
    module.add_function(wrap_pyfunction!(range::realised, module)?)?;
    module.add_function(wrap_pyfunction!(filtered::filtered, module)?)?;
    module.add_function(wrap_pyfunction!(filtered::quantile, module)?)?;
    module.add_function(wrap_pyfunction!(filtered::expected_shortfall, module)?)?;
    module.add_function(wrap_pyfunction!(floor::floored, module)?)?;
    module.add_function(wrap_pyfunction!(floor::stressed, module)?)?;
    module.add_function(wrap_pyfunction!(floor::buffered, module)?)?;
    module.add_function(wrap_pyfunction!(floor::stepped, module)?)
}

functions! {
    /// The same volatility over another time: ``sigma * sqrt(to / from)``, rounded up; what an option implies for a
    /// year (``from_`` 365 days) is an input for a margin of a day (``to`` 1 day).
    ///
    /// Parameters
    /// ----------
    /// sigma : Number
    ///     Not negative; read up.
    /// from_ : Number
    ///     Above zero; read down.
    /// to : Number
    ///     In the same unit of time, not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     Where one is negative.
    /// DivisionByZero
    ///     Where ``from_`` is zero.
    /// InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll.risk.volatility import margin_fraction, over
    /// >>> day = over("0.7", 365, 1)
    /// >>> f"{day:.6f} {margin_fraction('2.33', day, 5):.6f}"
    /// '0.036640 0.190894'
    over(sigma: read::up, from_: read::down, to: read::up),
        InvalidQuantity: "sigma, from_ or to", DivisionByZero: "from_";

    /// The fraction of a notional that covers a move of ``z`` deviations over the time that it takes to close:
    /// ``z * sigma * sqrt(periods)``, rounded up. Not capped: `plimsoll.Weights.from_margin_fraction` refuses more
    /// than 1.
    ///
    /// Parameters
    /// ----------
    /// z, sigma, periods : Number
    ///     Not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A negative ``z``.
    /// InvalidQuantity
    ///     A negative volatility or time.
    /// InvalidNumber, Overflow
    margin_fraction(z: read::up, sigma: read::up, periods: read::up),
        InvalidFactor: "z", InvalidQuantity: "sigma or periods";
}
