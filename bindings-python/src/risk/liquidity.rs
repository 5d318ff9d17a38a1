//! What it costs to close a size.

use crate::function::functions;
use crate::read;
use plimsoll::risk::liquidity as kernel;
use pyo3::prelude::*;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(impact, module)?)?;
    module.add_function(wrap_pyfunction!(close_out_cost, module)?)?;
    module.add_function(wrap_pyfunction!(horizon, module)?)?;
    module.add_function(wrap_pyfunction!(concentration, module)?)?;
    module.add_function(wrap_pyfunction!(adjusted_haircut, module)?)
}

functions! {
    /// The part of the price that closing ``quantity`` moves it by: ``y * sigma * sqrt(quantity / volume)``,
    /// rounded up, with the volatility and the volume of one period (a day) and a factor ``y`` near 1 that a market
    /// is measured by. Nothing to close moves nothing. May be above 1.
    ///
    /// Parameters
    /// ----------
    /// y, sigma, quantity : Number
    ///     Not negative; read up.
    /// volume : Number
    ///     Above zero; read down.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A negative ``y``.
    /// InvalidQuantity
    ///     Where another is negative.
    /// DivisionByZero
    ///     Without a volume.
    /// InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll.risk.liquidity import close_out_cost, impact
    /// >>> moved = impact(1, "0.03", 1000, 100_000)
    /// >>> f"{moved:.6f} {close_out_cost(2_000_000, moved):.2f}"
    /// '0.003000 6000.00'
    impact(y: read::up, sigma: read::up, quantity: read::up, volume: read::down),
        InvalidFactor: "y", InvalidQuantity: "sigma, quantity or volume", DivisionByZero: "volume";

    /// What closing costs: ``notional * impact``, rounded up.
    ///
    /// Parameters
    /// ----------
    /// notional, impact : Number
    ///     Not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     Where one is negative.
    /// InvalidNumber, Overflow
    close_out_cost(notional: read::up, impact: read::up), InvalidQuantity: "notional or impact";

    /// How many periods closing takes, at this part of the volume of each: ``quantity / (volume *
    /// participation)``, rounded up. It is the time that a margin has to cover.
    ///
    /// Parameters
    /// ----------
    /// quantity : Number
    ///     Not negative; read up.
    /// volume : Number
    ///     Above zero; read down.
    /// participation : Number
    ///     In (0, 1]; read down.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative quantity or volume.
    /// InvalidFraction
    ///     For the participation.
    /// DivisionByZero
    ///     Without a volume or participation.
    /// InvalidNumber, Overflow
    horizon(quantity: read::up, volume: read::down, participation: read::down),
        InvalidQuantity: "quantity or volume", InvalidFraction: "participation",
        DivisionByZero: "volume or participation";

    /// What a position adds to its margin fraction for being large: ``min(cap, slope * (size - threshold))`` above
    /// the threshold, rounded up, and nothing below.
    ///
    /// Parameters
    /// ----------
    /// size : Number
    ///     Not negative; read up.
    /// threshold : Number
    ///     Not negative; read down.
    /// slope, cap : Number
    ///     Not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A negative slope.
    /// InvalidQuantity
    ///     Where another is negative.
    /// InvalidNumber, Overflow
    concentration(size: read::up, threshold: read::down, slope: read::up, cap: read::up),
        InvalidFactor: "slope", InvalidQuantity: "size, threshold or cap";

    /// A haircut for the price and the cost of selling at it: ``1 - (1 - haircut) * (1 - impact)``, rounded up; 1
    /// from an impact of 1 on.
    ///
    /// Parameters
    /// ----------
    /// haircut : Number
    ///     In [0, 1]; read up.
    /// impact : Number
    ///     Not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFraction
    ///     For the haircut.
    /// InvalidQuantity
    ///     A negative impact.
    /// InvalidNumber, Overflow
    adjusted_haircut(haircut: read::up, impact: read::up),
        InvalidFraction: "haircut", InvalidQuantity: "impact";
}
