//! At what price a position inside a cross-margined account leaves it nothing, and at what price it
//! may be filled before that (dYdX).

use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::record;
use plimsoll::liquidation::bankruptcy;
use plimsoll::Error;
use pyo3::prelude::*;

type Kernel = bankruptcy::Position<plimsoll::Fixed>;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Position>()?;
    module.add_function(wrap_pyfunction!(price, module)?)?;
    module.add_function(wrap_pyfunction!(insurance_delta, module)?)
}

record! {
    /// A position and the account that it is part of, in the account's currency.
    ///
    /// Parameters
    /// ----------
    /// value : Number
    ///     What the position, or the part of it that is closed, is worth at the mark: positive for a
    ///     long, negative for a short, its quote left out. Read to the nearest number.
    /// requirement : Number
    ///     What the maintenance requirement falls by when it is closed; read up.
    /// equity : Number
    ///     What the whole account is worth at the mark; may be negative. Read down.
    /// total : Number
    ///     The maintenance requirement of the whole account; read up.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll.liquidation.bankruptcy import Position, price
    /// >>> short = Position(-1000, 50, -100, 50)  # the account has no other position
    /// >>> price(short.bankruptcy(), -10)  # a short of 10 at 100; closing it at 90 leaves nothing
    /// Fixed("90")
    class("plimsoll.liquidation.bankruptcy") Position(Kernel) {
        /// Fixed: What the position is worth at the mark, its quote left out.
        value: read::nearest,
        /// Fixed: What the maintenance requirement falls by when it is closed.
        requirement: read::up,
        /// Fixed: What the whole account is worth at the mark.
        equity: read::down,
        /// Fixed: The maintenance requirement of the whole account.
        total: read::up,
    }

    /// What closing the position must bring so that the account loses the part of its equity that the
    /// position's share of the requirement stands for: ``value - equity * requirement / total``, the
    /// product rounded down, so the result up. Where the requirement is nothing it is `value`.
    ///
    /// With every position closed at this price the account has nothing, and owes nothing.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     Unless ``0 <= requirement <= total``.
    /// Overflow
    fn bankruptcy(&self) -> PyResult<Fixed> {
        self.0.bankruptcy().map(Fixed).map_err(raise)
    }

    /// What closing the position may bring at most in the liquidator's favour:
    /// ``value - urgency * spread * requirement``, with
    /// ``urgency = clamp(adjustment * (1 - equity / total), 0, 1)``: a little below the mark where the
    /// account has just become liquidatable, further the less it has. Rounded down, because it is what
    /// the account receives.
    ///
    /// Parameters
    /// ----------
    /// spread, adjustment : Number
    ///     Not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative spread or adjustment, or unless ``0 <= requirement <= total``.
    /// InvalidNumber, Overflow
    fn fillable(&self, spread: &Any<'_>, adjustment: &Any<'_>) -> PyResult<Fixed> {
        let (spread, adjustment) = (read::up(spread, "spread")?, read::up(adjustment, "adjustment")?);
        let quote = self.0.fillable(&spread, &adjustment);
        quote.map(Fixed).map_err(raise)
    }
}

/// The price of a unit at which ``size`` brings at least ``quote``: ``quote / size``, rounded up for a
/// long, which receives, and down for a short (negative size, negative quote), which pays.
///
/// Parameters
/// ----------
/// quote : Number
///     Read up.
/// size : Number
///     Read to the nearest number.
///
/// Raises
/// ------
/// DivisionByZero
///     A size of zero.
/// InvalidNumber, Overflow
#[pyfunction]
fn price(quote: &Any<'_>, size: &Any<'_>) -> PyResult<Fixed> {
    let (quote, size) = (read::up(quote, "quote")?, read::nearest(size, "size")?);
    let price = bankruptcy::price(&quote, &size);
    price
        .map(Fixed)
        .map_err(caused_by(&[(Error::DivisionByZero, "size")]))
}

/// What a liquidation fill gives the insurance fund, or takes from it where negative:
/// ``proceeds - bankruptcy``, of which the fund keeps at most ``most_fee * |proceeds|``, rounded down;
/// the rest stays with the account.
///
/// Parameters
/// ----------
/// proceeds : Number
///     What the fill brings; read down.
/// bankruptcy : Number
///     What it must bring (`Position.bankruptcy`); read up.
/// most_fee : Number
///     In [0, 1]; read down.
///
/// Raises
/// ------
/// InvalidFraction
///     For the fee.
/// InvalidNumber, Overflow
#[pyfunction]
fn insurance_delta(
    proceeds: &Any<'_>,
    bankruptcy: &Any<'_>,
    most_fee: &Any<'_>,
) -> PyResult<Fixed> {
    let delta = bankruptcy::insurance_delta(
        &read::down(proceeds, "proceeds")?,
        &read::up(bankruptcy, "bankruptcy")?,
        &read::down(most_fee, "most_fee")?,
    );
    let causes = [(Error::InvalidFraction, "most_fee")];
    delta.map(Fixed).map_err(caused_by(&causes))
}
