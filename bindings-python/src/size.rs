//! Margin fractions, liability weights and haircuts that grow with the size of a position.

use crate::error::caused_by;
use crate::function::functions;
use crate::number::Fixed;
use crate::read::{self, Any};
use plimsoll::weights::size as kernel;
use plimsoll::Error;
use pyo3::prelude::*;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(square_root_up, module)?)?;
    module.add_function(wrap_pyfunction!(square_root_discount_down, module)?)?;
    module.add_function(wrap_pyfunction!(power_up, module)?)?;
    module.add_function(wrap_pyfunction!(horizon_up, module)?)?;
    module.add_function(wrap_pyfunction!(linear_up, module)?)?;
    module.add_function(wrap_pyfunction!(linear_haircut_up, module)?)?;
    module.add_function(wrap_pyfunction!(open_interest_up, module)?)
}

functions! {
    /// ``max(base, 4/5 * base + factor * sqrt(size))``, rounded up: Drift's margin fraction of a perp and
    /// liability weight of a loan.
    ///
    /// Parameters
    /// ----------
    /// base, factor : Number
    ///     Not negative; read up.
    /// size : Number
    ///     In units of the base asset, not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A negative base or factor.
    /// InvalidQuantity
    ///     A negative size.
    /// InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll.size import square_root_up
    /// >>> [f"{square_root_up('0.05', '0.0002', size):.4f}" for size in (100, 10_000, 1_000_000)]
    /// ['0.0500', '0.0600', '0.2400']
    square_root_up(base: read::up, factor: read::up, size: read::up),
        InvalidFactor: "base or factor", InvalidQuantity: "size";

    /// ``min(weight, 11/10 / (1 + factor * sqrt(size)))``, rounded down: Drift's asset weight of a deposit.
    ///
    /// Parameters
    /// ----------
    /// weight : Number
    ///     In [0, 1]; read down.
    /// factor, size : Number
    ///     Not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFraction
    ///     For the weight.
    /// InvalidFactor
    ///     A negative factor.
    /// InvalidQuantity
    ///     A negative size.
    /// InvalidNumber, Overflow
    square_root_discount_down(weight: read::down, factor: read::up, size: read::up),
        InvalidFraction: "weight", InvalidFactor: "factor", InvalidQuantity: "size";

    /// ``max(base, factor * notional ** exponent)``, rounded up: Orderly's margin fraction, with an exponent of
    /// 4/5.
    ///
    /// Parameters
    /// ----------
    /// base, factor : Number
    ///     Not negative; read up.
    /// exponent : Number
    ///     Not negative; read to the nearest number.
    /// notional : Number
    ///     Not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A negative base, factor or exponent.
    /// InvalidQuantity
    ///     A negative notional.
    /// InvalidNumber, Overflow
    power_up(base: read::up, factor: read::up, exponent: read::nearest, notional: read::up),
        InvalidFactor: "base, factor or exponent", InvalidQuantity: "notional";

    /// ``max(base, risk * sqrt(days))``, rounded up: Coinbase's margin fraction and collateral haircut, where
    /// closing takes ``days`` (`plimsoll.risk.liquidity.horizon`) and a day's risk is ``risk``.
    ///
    /// Parameters
    /// ----------
    /// base, risk, days : Number
    ///     Not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A negative base or risk.
    /// InvalidQuantity
    ///     Negative days.
    /// InvalidNumber, Overflow
    horizon_up(base: read::up, risk: read::up, days: read::up),
        InvalidFactor: "base or risk", InvalidQuantity: "days";

    /// ``base + slope * size / scale``, rounded up: Synthetix's margin fraction, whose scale is the skew at which
    /// the market's price is moved by all of itself.
    ///
    /// Parameters
    /// ----------
    /// base, slope, size : Number
    ///     Not negative; read up.
    /// scale : Number
    ///     Above zero; read down.
    ///
    /// Raises
    /// ------
    /// DivisionByZero
    ///     Unless the scale is above zero.
    /// InvalidFactor
    ///     A negative base or slope.
    /// InvalidQuantity
    ///     A negative size.
    /// InvalidNumber, Overflow
    linear_up(base: read::up, slope: read::up, size: read::up, scale: read::down),
        DivisionByZero: "scale", InvalidFactor: "base or slope", InvalidQuantity: "size";
}

/// ``factor * size / scale``, rounded up, within bounds: Synthetix's collateral haircut.
///
/// Parameters
/// ----------
/// bounds : list or tuple of 2 Number
///     The least and the most, ``0 <= least <= most <= 1``; read up.
/// factor, size : Number
///     Not negative; read up.
/// scale : Number
///     Above zero; read down.
///
/// Raises
/// ------
/// InvalidFraction
///     For the bounds.
/// DivisionByZero
///     Unless the scale is above zero.
/// InvalidFactor
///     A negative factor.
/// InvalidQuantity
///     A negative size.
/// InvalidNumber, Overflow
#[pyfunction]
pub fn linear_haircut_up(
    bounds: &Any<'_>,
    factor: &Any<'_>,
    size: &Any<'_>,
    scale: &Any<'_>,
) -> PyResult<Fixed> {
    let bounds = read::pair_up(bounds, "bounds")?;
    let haircut = kernel::linear_haircut_up(
        bounds.each_ref(),
        &read::up(factor, "factor")?,
        &read::up(size, "size")?,
        &read::down(scale, "scale")?,
    );
    let causes = [
        (Error::InvalidFraction, "bounds"),
        (Error::DivisionByZero, "scale"),
        (Error::InvalidFactor, "factor"),
        (Error::InvalidQuantity, "size"),
    ];
    haircut.map(Fixed).map_err(caused_by(&causes))
}

/// ``base`` up to an open interest of the lower cap, 1 from the upper cap on, linear between, rounded up: dYdX's
/// initial margin fraction.
///
/// Parameters
/// ----------
/// base : Number
///     In [0, 1]; read up.
/// caps : list or tuple of 2 Number
///     Lower and upper, in the unit of the open interest; read down.
/// open : Number
///     The open interest, not negative; read up.
///
/// Raises
/// ------
/// InvalidFraction
///     For the base.
/// InvalidRamp
///     Unless the lower cap is below the upper.
/// InvalidQuantity
///     A negative open interest.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll.size import open_interest_up
/// >>> [open_interest_up("0.25", [1000, 2000], open) for open in (500, 1500, 3000)]
/// [Fixed("0.25"), Fixed("0.625"), Fixed("1")]
#[pyfunction]
pub fn open_interest_up(base: &Any<'_>, caps: &Any<'_>, open: &Any<'_>) -> PyResult<Fixed> {
    let (base, caps) = (read::up(base, "base")?, read::pair_down(caps, "caps")?);
    let fraction = kernel::open_interest_up(&base, caps.each_ref(), &read::up(open, "open")?);
    let causes = [
        (Error::InvalidFraction, "base"),
        (Error::InvalidRamp, "caps"),
        (Error::InvalidQuantity, "open"),
    ];
    fraction.map(Fixed).map_err(caused_by(&causes))
}
