//! Against procyclicality: margins that are high enough in calm.

use crate::function::functions;
use crate::read;
use plimsoll::risk::volatility::floor as kernel;

functions! {
    /// No less than the margin at the volatility of a long look-back: ``max(raw, floor)`` (EMIR RTS 153/2013,
    /// article 28(1)(c): ten years).
    ///
    /// Parameters
    /// ----------
    /// raw, floor : Number
    ///     Fractions or amounts, not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     Where one is negative.
    /// InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll.risk.volatility import buffered, floored, stepped, stressed
    /// >>> floored(4, 10), stressed(4, 20, "0.25"), buffered(4, 10, "0.25"), buffered(12, 10, "0.25")
    /// (Fixed("10"), Fixed("8"), Fixed("5"), Fixed("12.5"))
    /// >>> stepped(8, 20, "0.5", "0.25"), stepped(8, 2, "0.5", "0.25")
    /// (Fixed("12"), Fixed("6"))
    floored(raw: read::up, floor: read::up), InvalidQuantity: "raw or floor";

    /// Stressed observations at a fixed weight: ``(1 - weight) * raw + weight * stressed``, rounded up and never
    /// outside both (28(1)(b): at least 25 %).
    ///
    /// Parameters
    /// ----------
    /// raw, stressed : Number
    ///     Fractions or amounts, not negative; read up.
    /// weight : Number
    ///     In [0, 1]; read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidFraction
    ///     For the weight.
    /// InvalidQuantity
    ///     A negative margin.
    /// InvalidNumber, Overflow
    stressed(raw: read::up, stressed: read::up, weight: read::nearest),
        InvalidFraction: "weight", InvalidQuantity: "raw or stressed";

    /// A buffer on top that is drawn down while margins rise: ``max(raw, min((1 + buffer) * raw, (1 + buffer) *
    /// base))``, rounded up (28(1)(a): at least 25 %). ``base`` is the margin of ordinary times: the buffer is whole
    /// below it, and used up where ``raw`` is ``1 + buffer`` times that.
    ///
    /// Parameters
    /// ----------
    /// raw, base, buffer : Number
    ///     Not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A negative buffer.
    /// InvalidQuantity
    ///     A negative margin.
    /// InvalidNumber, Overflow
    buffered(raw: read::up, base: read::up, buffer: read::up),
        InvalidFactor: "buffer", InvalidQuantity: "raw or base";

    /// As near to ``target`` as one step allows: no less than ``previous * (1 - fall)`` and no more than
    /// ``previous * (1 + rise)``, both rounded up. From zero, where a relative step leads nowhere, at once.
    ///
    /// Parameters
    /// ----------
    /// previous, target : Number
    ///     Fractions or amounts, not negative; read up.
    /// rise : Number
    ///     Not negative; read up.
    /// fall : Number
    ///     In [0, 1]; read down.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A negative rise.
    /// InvalidFraction
    ///     For the fall.
    /// InvalidQuantity
    ///     A negative margin.
    /// InvalidNumber, Overflow
    stepped(previous: read::up, target: read::up, rise: read::up, fall: read::down),
        InvalidFactor: "rise", InvalidFraction: "fall", InvalidQuantity: "previous or target";
}
