//! How large a market may become, so that no account in it ever leaves the range of `Fixed`.

use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::value::hash;
use plimsoll::margin::capacity;
use plimsoll::Error;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// The largest position of one account in one market, under every price, shock and weight that the
/// protocol allows.
///
/// A set of capacities is validated together (`check`); what keeps to them (`admit`) can always be
/// evaluated, shocked and liquidated. Made by `asset` and `perp`.
///
/// Examples
/// --------
/// >>> from plimsoll import Capacity
/// >>> ether = Capacity.asset(10_000_000, 100_000, "1.25")
/// >>> Capacity.check([ether, Capacity.asset(10**12, 2, 1)])
/// >>> ether.admit("-10000000.1", 0, 2000)
/// Traceback (most recent call last):
/// plimsoll.AboveCapacity: above the capacity of the market, or of the number type
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, Copy, PartialEq)]
pub struct Capacity(plimsoll::Capacity);

const CAUSES: [(Error, &str); 1] = [(Error::InvalidWeights, "weight")];

#[pymethods]
impl Capacity {
    /// An asset.
    ///
    /// Parameters
    /// ----------
    /// quantity : Number
    ///     The largest balance, without sign; read up.
    /// price : Number
    ///     The largest price, widest shock included; read up.
    /// weight : Number
    ///     The largest liability weight, at least 1; read up.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     Where one is negative.
    /// InvalidWeights
    ///     A weight below 1.
    /// InvalidNumber, Overflow
    #[classmethod]
    fn asset(
        _class: &Bound<'_, PyType>,
        quantity: &Any<'_>,
        price: &Any<'_>,
        weight: &Any<'_>,
    ) -> PyResult<Self> {
        let capacity = plimsoll::Capacity::asset(
            read::up(quantity, "quantity")?,
            read::up(price, "price")?,
            read::up(weight, "weight")?,
        );
        capacity.map(Capacity).map_err(caused_by(&CAUSES))
    }

    /// A perp.
    ///
    /// Parameters
    /// ----------
    /// quantity : Number
    ///     The largest size with its open orders, without sign; read up.
    /// price : Number
    ///     The largest price, widest shock included, in units of the settlement asset; read up.
    /// weight : Number
    ///     1 and the largest margin fraction; read up.
    /// quote : Number
    ///     The largest quote, without sign; read up.
    /// settlement : Number
    ///     The largest weighted price of the settlement asset; read up.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     Where one is negative.
    /// InvalidWeights
    ///     A weight below 1.
    /// InvalidNumber, Overflow
    #[classmethod]
    fn perp(
        _class: &Bound<'_, PyType>,
        quantity: &Any<'_>,
        price: &Any<'_>,
        weight: &Any<'_>,
        quote: &Any<'_>,
        settlement: &Any<'_>,
    ) -> PyResult<Self> {
        let capacity = plimsoll::Capacity::perp(
            read::up(quantity, "quantity")?,
            read::up(price, "price")?,
            read::up(weight, "weight")?,
            read::up(quote, "quote")?,
            read::up(settlement, "settlement")?,
        );
        capacity.map(Capacity).map_err(caused_by(&CAUSES))
    }

    /// Whether an account at every limit at once stays in range: the sum of `worth`, and the sum of the
    /// values in units of whatever they settle in with the largest quantity or price on top, each at most
    /// an eighth of the range, which leaves room for a ladder, a bonus, a fee and the other side of every
    /// difference.
    ///
    /// Parameters
    /// ----------
    /// capacities : list or tuple of Capacity
    ///
    /// Raises
    /// ------
    /// AboveCapacity
    ///     It does not.
    #[staticmethod]
    fn check(capacities: &Any<'_>) -> PyResult<()> {
        let capacities: Vec<_> = read::many::<Capacity>(capacities, "capacities")?
            .into_iter()
            .map(|capacity| capacity.0)
            .collect();
        capacity::check(&capacities).map_err(raise)
    }

    /// What a position at the limit counts for at most:
    /// ``(quantity * price * weight + quote) * settlement``, each product rounded up.
    ///
    /// Returns
    /// -------
    /// Fixed
    ///     In the account's currency.
    ///
    /// Raises
    /// ------
    /// AboveCapacity
    ///     That leaves the range.
    fn worth(&self) -> PyResult<Fixed> {
        self.0.worth().map(Fixed).map_err(raise)
    }

    /// Whether a position may be entered: ``|quantity|``, ``|quote|`` and the price are at most the
    /// limits.
    ///
    /// Parameters
    /// ----------
    /// quantity : Number
    ///     Signed; read to the nearest number.
    /// quote : Number
    ///     Signed; read to the nearest number.
    /// price : Number
    ///     Read up.
    ///
    /// Raises
    /// ------
    /// AboveCapacity
    ///     One is not.
    /// InvalidNumber, Overflow
    fn admit(&self, quantity: &Any<'_>, quote: &Any<'_>, price: &Any<'_>) -> PyResult<()> {
        let admitted = self.0.admit(
            &read::nearest(quantity, "quantity")?,
            &read::nearest(quote, "quote")?,
            &read::up(price, "price")?,
        );
        admitted.map_err(raise)
    }

    /// Fixed: The largest balance, or size of a perp with its open orders, without sign.
    #[getter]
    fn quantity(&self) -> Fixed {
        Fixed(self.0.quantity)
    }

    /// Fixed: The largest price; of a perp in units of its settlement asset.
    #[getter]
    fn price(&self) -> Fixed {
        Fixed(self.0.price)
    }

    /// Fixed: The largest liability weight, or 1 and the margin fraction of a perp.
    #[getter]
    fn weight(&self) -> Fixed {
        Fixed(self.0.weight)
    }

    /// Fixed: The largest quote of a perp, without sign; zero for an asset.
    #[getter]
    fn quote(&self) -> Fixed {
        Fixed(self.0.quote)
    }

    /// Fixed: The largest weighted price of the settlement asset; 1 for an asset.
    #[getter]
    fn settlement(&self) -> Fixed {
        Fixed(self.0.settlement)
    }

    fn __repr__(&self) -> String {
        let parts = self.parts().map(|part| Fixed::show(&part.0));
        format!("Capacity.perp({})", parts.join(", "))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Any<'py>, Any<'py>)> {
        let parts = self.parts().into_pyobject(py)?.into_any();
        let parts = py.get_type::<pyo3::types::PyTuple>().call1((parts,))?;
        Ok((py.get_type::<Self>().getattr("perp")?, parts))
    }
}

impl Capacity {
    fn parts(&self) -> [Fixed; 5] {
        let all = [
            self.0.quantity,
            self.0.price,
            self.0.weight,
            self.0.quote,
            self.0.settlement,
        ];
        all.map(Fixed)
    }
}
