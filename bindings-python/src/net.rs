//! Netting groups, which are summed before anything is weighted.

use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::perp::Perp;
use crate::read::{self, Any};
use crate::terms::Terms;
use crate::value::Shared;
use plimsoll::margin::account;
use plimsoll::Error;
use pyo3::prelude::*;

/// A netting group: the balance of a settlement asset and the values of its perps, summed at each
/// level before anything is weighted.
///
/// A profit pays a debt in the same asset in full, and only what remains is an asset or a debt. A
/// group must not be split: its halves give at most the whole. Mutable, and safe to feed from several
/// threads.
///
/// Parameters
/// ----------
/// balance : Number
///     Units of the settlement asset, negative for a loan; read down. It counts as one position, zero
///     or not.
///
/// Raises
/// ------
/// InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, PartialEq)]
pub struct Net(pub Shared<plimsoll::Net<3>>);

#[pymethods]
impl Net {
    #[new]
    fn new(balance: &Any<'_>) -> PyResult<Self> {
        let balance = read::down(balance, "balance")?;
        Ok(Net(Shared::new(plimsoll::Net::new(&balance))))
    }

    /// Adds what a perp is worth at each level.
    ///
    /// Parameters
    /// ----------
    /// perp : Perp
    /// terms : list or tuple of 3 Terms
    ///     Initial, maintenance, equity.
    ///
    /// Raises
    /// ------
    /// Overflow
    ///     The group stays as it was.
    fn add(&self, perp: &Perp, terms: &Any<'_>) -> PyResult<()> {
        let [initial, maintenance, equity] =
            read::three(read::many::<Terms>(terms, "terms")?, "terms")?;
        let added = self.0.change(|net| {
            let terms = [initial.kernel()?, maintenance.kernel()?, equity.kernel()?];
            net.add(&perp.0, &terms)
        });
        added.map_err(raise)
    }

    /// Adds what something else that settles in the asset is worth at each level, a portfolio for one; it
    /// counts as one position.
    ///
    /// Parameters
    /// ----------
    /// values : list or tuple of 3 Number
    ///     In units of the asset: initial, maintenance, equity; read down.
    ///
    /// Raises
    /// ------
    /// InvalidNumber
    /// Overflow
    ///     The group stays as it was.
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll import Net
    /// >>> net = Net(100)
    /// >>> net.add_value(["-30", "-25.5", "-20"])
    /// >>> net
    /// <Net values=70, 74.5, 80>
    fn add_value(&self, values: &Any<'_>) -> PyResult<()> {
        let values = read::three(read::numbers(values, read::Way::Down, "values")?, "values")?;
        let added = self.0.change(|net| net.add_value(&values));
        added.map_err(raise)
    }

    /// The group's value at one level.
    ///
    /// Parameters
    /// ----------
    /// level : int
    ///     `INITIAL`, `MAINTENANCE` or `EQUITY`.
    ///
    /// Returns
    /// -------
    /// Fixed
    ///     In units of the settlement asset.
    ///
    /// Raises
    /// ------
    /// UnknownMarket
    ///     No such level.
    /// UnknownPrice
    ///     A perp in the group has no price.
    fn value(&self, level: &Any<'_>) -> PyResult<Fixed> {
        let level = read::count(level, "level", Error::UnknownMarket)?;
        let net = self.0.get();
        let value = net.value(level).copied().map(Fixed);
        value.map_err(caused_by(&[(Error::UnknownMarket, "level")]))
    }

    fn __repr__(&self) -> String {
        let net = self.0.get();
        let values = [account::INITIAL, account::MAINTENANCE, account::EQUITY];
        let values = values.map(|level| match net.value(level) {
            Ok(value) => Fixed(*value).__str__(),
            Err(_) => "unknown".to_owned(),
        });
        format!("<Net values={}>", values.join(", "))
    }

    fn __copy__(&self) -> Self {
        self.clone()
    }

    #[pyo3(signature = (memo, /))]
    fn __deepcopy__(&self, memo: &Any<'_>) -> Self {
        let _ = memo;
        self.clone()
    }
}
