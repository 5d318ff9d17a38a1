//! `Markets`: what positions are measured against.

use crate::book::{moves, pairs, read_text};
use crate::error;
use crate::read::{down, up, wrong_type, Any};
use plimsoll::columns::fault::Table;
use plimsoll::{Fixed, Price};
use plimsoll_book::columns;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyMapping, PyString, PyTuple, PyType};

/// The markets of a book at one moment: assets, perps and options, made once for many tables.
///
/// Positions name a market by its text or by its place in `assets`, `perps` or `options`. Markets never
/// change: `move` and `price` answer with others. They can be pickled, and sent to other machines.
///
/// Parameters
/// ----------
/// book : str, bytes or Mapping
///     A book of JSON (``docs/book.md``). Its accounts are not looked at and may be missing. Options need one
///     method of kind ``scenarios`` that margins them all, and no other.
///
/// Raises
/// ------
/// InvalidBook
///     A fault of form, as of `report`.
/// PlimsollError
///     The core's error about a value. Every message is one line that says where.
///
/// Examples
/// --------
/// >>> import plimsoll
/// >>> half = {"asset": "0.5", "liability": "2"}
/// >>> markets = plimsoll.Markets({"currency": "USD", "assets": {
/// ...     "USDC": {"price": "1", "initial": {"asset": "1", "liability": "1"},
/// ...              "maintenance": {"asset": "1", "liability": "1"}},
/// ...     "ETH": {"price": "1800", "initial": half, "maintenance": half}}})
/// >>> markets.assets
/// ('USDC', 'ETH')
/// >>> markets.move({"ETH": "-0.5"}) == markets.price({"ETH": 900})
/// True
#[pyclass(frozen, module = "plimsoll")]
pub struct Markets {
    pub markets: columns::Markets,
}

impl Markets {
    fn names<'py>(&self, py: Python<'py>, table: Table) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.markets.names(table))
    }

    /// The same at other prices.
    pub fn priced(&self, prices: &[(String, Price)]) -> PyResult<Self> {
        let prices = prices.iter();
        let named: Vec<_> = prices
            .map(|(name, price)| (name.as_str(), *price))
            .collect();
        let priced = self.markets.priced(&named);
        Ok(Markets {
            markets: priced.map_err(|book| error::book(&book))?,
        })
    }
}

#[pymethods]
impl Markets {
    #[new]
    #[pyo3(signature = (book, /))]
    fn new(book: &Any<'_>) -> PyResult<Self> {
        let py = book.py();
        let written = written(book)?;
        let text = read_text(
            written.as_ref().unwrap_or(book),
            "str, bytes or Mapping",
            "book",
        )?;
        let markets = py.detach(|| columns::Markets::read(text));
        Ok(Markets {
            markets: markets.map_err(|book| error::book(&book))?,
        })
    }

    /// What accounts are counted in.
    #[getter]
    fn currency(&self) -> &str {
        self.markets.currency()
    }

    /// The names of the assets, in the book's order.
    #[getter]
    fn assets<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.names(py, Table::Balances)
    }

    /// The names of the perps, in the book's order.
    #[getter]
    fn perps<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.names(py, Table::Perps)
    }

    /// The names of the options, in the book's order.
    #[getter]
    fn options<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.names(py, Table::Options)
    }

    /// The markets after prices have moved.
    ///
    /// Parameters
    /// ----------
    /// shocks : dict of str to Number
    ///     Markets and their moves, as of `stress`: ``{"ETH": "-0.35"}`` multiplies every price on ETH's index
    ///     by 0.65, at every level, and every forward on it.
    ///
    /// Returns
    /// -------
    /// Markets
    ///
    /// Raises
    /// ------
    /// InvalidBook
    ///     A shock names no market of the book, or moves an index twice.
    /// InvalidPrice
    ///     A move is not above -1.
    #[pyo3(name = "move", signature = (shocks, /))]
    fn moved(&self, shocks: &Any<'_>) -> PyResult<Self> {
        let shocks = moves(shocks)?;
        let moved = self.markets.moved(&pairs(&shocks));
        Ok(Markets {
            markets: moved.map_err(|book| error::book(&book))?,
        })
    }

    /// The markets at other prices.
    ///
    /// Parameters
    /// ----------
    /// prices : dict of str to Number, or to a tuple of two
    ///     Assets and perps, and what one unit is worth at least and at most, the same where one number stands.
    ///     Low ends are read down, high ends up. They stand at every level. A market that is not named keeps its
    ///     price, even one that follows a named market; forwards on the index of a market that follows none
    ///     go to where its midpoint brings them from the book's, or from the last `move`.
    ///
    /// Returns
    /// -------
    /// Markets
    ///
    /// Raises
    /// ------
    /// InvalidBook
    ///     A name that is no asset or perp of the book.
    /// InvalidPrice
    ///     A price is not positive, or its low end is above its high end.
    #[pyo3(signature = (prices, /))]
    fn price(&self, prices: &Any<'_>) -> PyResult<Self> {
        self.priced(&read_prices(prices)?)
    }

    /// The markets of a book at prices that were stored.
    ///
    /// Parameters
    /// ----------
    /// text : str
    ///     The book.
    /// prices : bytes
    ///     What `__reduce__` stored.
    ///
    /// Raises
    /// ------
    /// InvalidBook, PlimsollError
    ///     As the constructor; `InvalidLength` for prices of another book.
    #[classmethod]
    fn from_parts(_class: &Bound<'_, PyType>, text: &str, prices: &[u8]) -> PyResult<Self> {
        let markets = columns::Markets::read(text).map_err(|book| error::book(&book))?;
        let bits = prices
            .chunks_exact(16)
            .map(|bits| bits.try_into().unwrap_or_default());
        let prices: Vec<Fixed> = bits
            .map(|bits| Fixed::from_bits(i128::from_le_bytes(bits)))
            .collect();
        Ok(Markets {
            markets: markets
                .restored(&prices)
                .map_err(|book| error::book(&book))?,
        })
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Any<'py>, (&str, Bound<'py, PyBytes>))> {
        let prices = self.markets.stored();
        let bytes: Vec<u8> = prices
            .iter()
            .flat_map(|price| price.to_bits().to_le_bytes())
            .collect();
        let make = py.get_type::<Markets>().getattr("from_parts")?;
        Ok((make, (self.markets.text(), PyBytes::new(py, &bytes))))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.markets.text() == other.markets.text()
            && self.markets.stored() == other.markets.stored()
    }

    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        self.markets.text().hash(&mut hasher);
        self.markets.stored().hash(&mut hasher);
        hasher.finish()
    }

    fn __repr__(&self) -> String {
        let count = |table| self.markets.names(table).len();
        format!(
            "<Markets in {}: {} assets, {} perps, {} options>",
            self.markets.currency(),
            count(Table::Balances),
            count(Table::Perps),
            count(Table::Options)
        )
    }
}

/// The JSON of a mapping; nothing where it is none.
pub fn written<'py>(book: &Any<'py>) -> PyResult<Option<Any<'py>>> {
    let Ok(mapping) = book.cast::<PyMapping>() else {
        return Ok(None);
    };
    let dict = book.py().get_type::<PyDict>().call1((mapping,))?;
    let dumps = book.py().import("json")?.getattr("dumps")?;
    dumps.call1((dict,)).map(Some)
}

/// Prices by market.
pub fn read_prices(prices: &Any<'_>) -> PyResult<Vec<(String, Price)>> {
    let Ok(mapping) = prices.cast::<PyMapping>() else {
        return Err(wrong_type(prices, "a dict of prices", "prices", ""));
    };
    let mut read = Vec::new();
    for pair in mapping.items()? {
        let (name, price): (Any<'_>, Any<'_>) = pair.extract()?;
        let Ok(name) = name.cast_into::<PyString>() else {
            return Err(crate::columns::fault::trouble(
                "prices",
                "its keys are names of markets",
            ));
        };
        let name = name.to_string();
        let what = format!("prices[{name:?}]");
        let (low, high) = match price.cast::<PyTuple>() {
            Ok(pair) if pair.len() == 2 => (
                down(&pair.get_item(0)?, &what)?,
                up(&pair.get_item(1)?, &what)?,
            ),
            _ => (down(&price, &what)?, up(&price, &what)?),
        };
        let price = Price::new(low, high).map_err(error::about(&what))?;
        read.push((name, price));
    }
    Ok(read)
}
