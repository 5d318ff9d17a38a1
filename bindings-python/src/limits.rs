//! How much an account may still do.

use crate::error::caused_by;
use crate::holding::{holdings, view};
use crate::names::SIDE;
use crate::read::{self, Any};
use crate::solver::Limit;
use plimsoll::margin::limits;
use plimsoll::margin::limits::Side;
use plimsoll::Error;
use pyo3::prelude::*;

/// Which argument alone can cause an error of a solver.
const CAUSES: [(Error, &str); 4] = [
    (Error::InvalidFraction, "fee"),
    (Error::InvalidStep, "step"),
    (Error::UnknownMarket, "asset"),
    (Error::InvalidPrice, "price"),
];

fn place(value: &Any<'_>, what: &str) -> PyResult<usize> {
    read::count(value, what, Error::UnknownMarket)
}

/// The largest withdrawal of the asset held in ``holdings[asset]`` after which the account is still
/// healthy and owes nothing in it.
///
/// Parameters
/// ----------
/// holdings : list or tuple of Holding
///     The whole account at one level (initial, for a withdrawal).
/// asset : int
///     Place in ``holdings``.
/// fee : Number
///     Fraction of what is withdrawn, in [0, 1], paid from the same balance, rounded up; read up.
/// step : Number
///     The answer is a multiple of it, in units of the asset; read to the nearest number.
///
/// Returns
/// -------
/// Limit
///     In units of the asset; ``"not_exposed"`` where nothing is owned, ``"already_past"`` where the
///     account is not healthy now.
///
/// Raises
/// ------
/// UnknownMarket, InvalidFraction, InvalidStep, InvalidIndex, InvalidNumber, Overflow
#[pyfunction]
pub fn withdrawal(
    holdings: &Any<'_>,
    asset: &Any<'_>,
    fee: &Any<'_>,
    step: &Any<'_>,
) -> PyResult<Limit> {
    let (holdings, asset) = (self::holdings(holdings)?, place(asset, "asset")?);
    let (fee, step) = (read::up(fee, "fee")?, read::nearest(step, "step")?);
    let limit = view(&holdings, |views| {
        limits::withdrawal(views, asset, &fee, &step)
    });
    limit.map(Limit).map_err(caused_by(&CAUSES))
}

/// The largest quantity of the asset held in ``holdings[asset]`` that may leave the account, what is
/// owned first and the rest as a loan, after which the account is still healthy.
///
/// Parameters
/// ----------
/// holdings : list or tuple of Holding
///     The whole account at one level (initial, for a loan).
/// asset : int
///     Place in ``holdings``.
/// fee : Number
///     Fraction of the whole quantity, in [0, 1], rounded up; read up.
/// step : Number
///     The answer is a multiple of it, in units of the asset; read to the nearest number.
///
/// Returns
/// -------
/// Limit
///     In units of the asset.
///
/// Raises
/// ------
/// UnknownMarket, InvalidFraction, InvalidStep, InvalidIndex, InvalidNumber, Overflow
#[pyfunction]
pub fn borrow(
    holdings: &Any<'_>,
    asset: &Any<'_>,
    fee: &Any<'_>,
    step: &Any<'_>,
) -> PyResult<Limit> {
    let (holdings, asset) = (self::holdings(holdings)?, place(asset, "asset")?);
    let (fee, step) = (read::up(fee, "fee")?, read::nearest(step, "step")?);
    let limit = view(&holdings, |views| limits::borrow(views, asset, &fee, &step));
    limit.map(Limit).map_err(caused_by(&CAUSES))
}

/// The largest size that may be bought or sold in the perp ``holdings[asset].legs[leg]`` after which
/// the account is still healthy.
///
/// An account that is not healthy now may still buy back what it is short, or sell what it is long:
/// where it is healthy with the position closed, the search starts there.
///
/// Parameters
/// ----------
/// holdings : list or tuple of Holding
///     The whole account at one level (initial, for opening a position).
/// asset, leg : int
///     Places in ``holdings`` and in its ``legs``.
/// side : Side
/// price : Number
///     Of the trade, in units of the settlement asset; read up for `Side.BUY`, down for `Side.SELL`.
/// fee : Number
///     Fraction of the notional, in [0, 1]; read up.
/// step : Number
///     The answer is a multiple of it, in units of the base; read to the nearest number.
///
/// Returns
/// -------
/// Limit
///     Without sign, in units of the base.
///
/// Raises
/// ------
/// InvalidPrice
///     Unless ``price > 0``.
/// UnknownMarket, InvalidFraction, InvalidStep, InvalidIndex, InvalidNumber, Overflow
#[pyfunction]
pub fn position(
    holdings: &Any<'_>,
    asset: &Any<'_>,
    leg: &Any<'_>,
    side: &Any<'_>,
    price: &Any<'_>,
    fee: &Any<'_>,
    step: &Any<'_>,
) -> PyResult<Limit> {
    let (holdings, asset, leg) = (
        self::holdings(holdings)?,
        place(asset, "asset")?,
        place(leg, "leg")?,
    );
    let side = SIDE.take(side, "side")?;
    let price = match side {
        Side::Buy => read::up(price, "price")?,
        Side::Sell => read::down(price, "price")?,
    };
    let (fee, step) = (read::up(fee, "fee")?, read::nearest(step, "step")?);
    let limit = view(&holdings, |views| {
        limits::position(views, asset, leg, side, &price, &fee, &step)
    });
    let causes = [(Error::UnknownMarket, "asset or leg")];
    let causes: Vec<_> = causes.into_iter().chain(CAUSES).collect();
    limit.map(Limit).map_err(caused_by(&causes))
}
