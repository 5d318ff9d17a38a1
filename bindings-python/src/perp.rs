//! A perpetual future: its position, and what it is worth in units of the settlement asset.

use crate::error::{about, caused_by, raise};
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::terms::Terms;
use crate::value::hash;
use plimsoll::{Error, Number};
use pyo3::prelude::*;
use pyo3::types::PyType;

/// A position in a perpetual future, with the open orders that could still fill.
///
/// Parameters
/// ----------
/// size : Number
///     In units of the base, positive is long; read to the nearest number, so that a long and a short
///     of the same text cancel.
/// quote : Number
///     What the position has received less what it has paid, in units of the settlement asset (a long
///     bought at 1800 has -1800 a unit); read down.
/// bids, asks : Number, default 0
///     Units that open orders would buy and sell, not negative; read to the nearest number.
///
/// Raises
/// ------
/// InvalidQuantity
///     Negative bids or asks.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Perp, Price, Terms, Weights
/// >>> long = Perp(2, -3600)
/// >>> long.value(Terms(Price.exact(2000), Weights("0.75", "1.25")))  # 2 * 2000 * 0.75 - 3600
/// Fixed("-600")
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, Copy, PartialEq)]
pub struct Perp(pub plimsoll::Perp);

#[pymethods]
impl Perp {
    #[new]
    #[pyo3(signature = (size, quote, bids = None, asks = None))]
    fn new(
        size: &Any<'_>,
        quote: &Any<'_>,
        bids: Option<&Any<'_>>,
        asks: Option<&Any<'_>>,
    ) -> PyResult<Self> {
        let size = read::nearest(size, "size")?;
        let perp = Perp(plimsoll::Perp::new(size, read::down(quote, "quote")?));
        perp.orders(bids, asks)
    }

    /// The same position with open orders that would buy ``bids`` and sell ``asks`` units.
    ///
    /// Parameters
    /// ----------
    /// bids, asks : Number
    ///     Not negative, in units of the base; read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     Where one is negative.
    /// InvalidNumber, Overflow
    fn with_orders(&self, bids: &Any<'_>, asks: &Any<'_>) -> PyResult<Self> {
        self.orders(Some(bids), Some(asks))
    }

    /// Fixed: In units of the base; positive is long.
    #[getter]
    fn size(&self) -> Fixed {
        Fixed(*self.0.size())
    }

    /// Fixed: What was received less what was paid, in units of the settlement asset.
    #[getter]
    fn quote(&self) -> Fixed {
        Fixed(*self.0.quote())
    }

    /// Fixed: Units that open orders would buy.
    #[getter]
    fn bids(&self) -> Fixed {
        Fixed(*self.0.bids())
    }

    /// Fixed: Units that open orders would sell.
    #[getter]
    fn asks(&self) -> Fixed {
        Fixed(*self.0.asks())
    }

    /// bool: Whether the price matters to this position.
    #[getter]
    fn is_exposed(&self) -> bool {
        self.0.is_exposed()
    }

    /// The position after funding since it was last settled: ``quote - size * (index - settled)``,
    /// rounded down.
    ///
    /// Parameters
    /// ----------
    /// settled, index : Number
    ///     What one unit long has paid since the market began, then and now, in units of the
    ///     settlement asset; read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn settle_funding(&self, settled: &Any<'_>, index: &Any<'_>) -> PyResult<Self> {
        let settled = read::nearest(settled, "settled")?;
        let index = read::nearest(index, "index")?;
        let perp = self.0.settle_funding(&settled, &index);
        perp.map(Perp).map_err(raise)
    }

    /// The position with signed ``size`` taken over for signed ``quote``, both exact: the other side of
    /// the deal is the same with both negated, so nothing appears or disappears between them. Open
    /// orders stay.
    ///
    /// Parameters
    /// ----------
    /// size : Number
    ///     In units of the base; read to the nearest number.
    /// quote : Number
    ///     In units of the settlement asset; read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn transfer(&self, size: &Any<'_>, quote: &Any<'_>) -> PyResult<Self> {
        let (size, quote) = (read::nearest(size, "size")?, read::nearest(quote, "quote")?);
        self.0.transfer(&size, &quote).map(Perp).map_err(raise)
    }

    /// The position after a trade: what is paid rounds up, what is received rounds down. Open orders
    /// stay.
    ///
    /// Parameters
    /// ----------
    /// size : Number
    ///     In units of the base, negative to sell; read to the nearest number.
    /// price : Number
    ///     In units of the settlement asset; read up for a buy and down for a sell.
    /// fee : Number
    ///     Fraction of the notional, in [0, 1]; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFraction
    ///     For the fee.
    /// InvalidNumber, Overflow
    fn trade(&self, size: &Any<'_>, price: &Any<'_>, fee: &Any<'_>) -> PyResult<Self> {
        let size = read::nearest(size, "size")?;
        let price = if size.is_negative() {
            read::down(price, "price")?
        } else {
            read::up(price, "price")?
        };
        let perp = self.0.trade(&size, &price, &read::up(fee, "fee")?);
        perp.map(Perp)
            .map_err(caused_by(&[(Error::InvalidFraction, "fee")]))
    }

    /// What the position is worth at least.
    ///
    /// ``v = size * p + quote - ladder(|size| * p)`` with ``p`` the weighted price of the size's own
    /// side; the worse of all bids filled at the high price and all asks filled at the low one; then
    /// ``profit_weight * v`` where that is positive. Rounded down.
    ///
    /// Parameters
    /// ----------
    /// terms : Terms
    ///
    /// Returns
    /// -------
    /// Fixed
    ///     In units of the settlement asset.
    ///
    /// Raises
    /// ------
    /// UnknownPrice, Overflow
    fn value(&self, terms: &Terms) -> PyResult<Fixed> {
        let value = terms.kernel().and_then(|terms| self.0.value(&terms));
        value.map(Fixed).map_err(raise)
    }

    /// The margin that the position itself posts, open orders left out; informative, rounded up.
    ///
    /// ``|size| * price * (1 - asset weight)`` of a long or
    /// ``|size| * price * (liability weight - 1)`` of a short, and the ladder on the weighted notional.
    ///
    /// Parameters
    /// ----------
    /// terms : Terms
    ///
    /// Returns
    /// -------
    /// Fixed
    ///     In units of the settlement asset.
    ///
    /// Raises
    /// ------
    /// UnknownPrice, Overflow
    fn requirement(&self, terms: &Terms) -> PyResult<Fixed> {
        let margin = terms.kernel().and_then(|terms| self.0.requirement(&terms));
        margin.map(Fixed).map_err(raise)
    }

    pub fn __repr__(&self) -> String {
        let (size, quote) = (Fixed::show(self.0.size()), Fixed::show(self.0.quote()));
        if self.0.bids().is_zero() && self.0.asks().is_zero() {
            return format!("Perp({size}, {quote})");
        }
        let (bids, asks) = (Fixed::show(self.0.bids()), Fixed::show(self.0.asks()));
        format!("Perp({size}, {quote}, {bids}, {asks})")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> (Bound<'py, PyType>, (Fixed, Fixed, Fixed, Fixed)) {
        let parts = (self.size(), self.quote(), self.bids(), self.asks());
        (py.get_type::<Self>(), parts)
    }
}

impl Perp {
    fn orders(&self, bids: Option<&Any<'_>>, asks: Option<&Any<'_>>) -> PyResult<Self> {
        let side = |order: Option<&Any<'_>>, what| match order {
            Some(order) => read::nearest(order, what),
            None => Ok(Number::zero()),
        };
        let (bids, asks) = (side(bids, "bids")?, side(asks, "asks")?);
        let what = if bids.is_negative() { "bids" } else { "asks" };
        let perp = self.0.with_orders(bids, asks);
        perp.map(Perp).map_err(about(what))
    }
}
