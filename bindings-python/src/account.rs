//! Every level of an account in one pass.

use crate::error::{about, caused_by, raise};
use crate::health::Health;
use crate::names::STATUS;
use crate::net::Net;
use crate::read::{self, Any};
use crate::value::Shared;
use crate::weights::Bounds;
use plimsoll::margin::account;
use plimsoll::Error;
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};

fn bounds(value: &Any<'_>) -> PyResult<[plimsoll::Bound; 3]> {
    let bounds = read::three(read::many::<Bounds>(value, "bounds")?, "bounds")?;
    Ok(bounds.map(|bound| bound.0))
}

/// The health of one account at three levels (initial, maintenance, equity), fed one market at a time.
///
/// Mutable, and safe to feed from several threads. End with `close`.
///
/// Examples
/// --------
/// >>> from plimsoll import Account, Bound, Price, Weights
/// >>> ether = Price("1795.5", "1804.5")
/// >>> levels = [Weights("0.8", "1.2").apply(ether), Weights("0.9", "1.1").apply(ether),
/// ...           Bound.unweighted(ether)]
/// >>> account = Account()
/// >>> account.add(10_000, [Bound.unweighted(Price.exact(1))] * 3)
/// >>> account.add("-4.5", levels)
/// >>> account.close(2).status
/// <Status.HEALTHY: 'healthy'>
/// >>> str(account.equity.surplus())
/// '1879.75'
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, PartialEq)]
pub struct Account(Shared<plimsoll::Account<3>>);

impl Account {
    fn of(account: plimsoll::Account<3>) -> Self {
        Account(Shared::new(account))
    }

    /// The core's account as it is now.
    pub fn kernel(&self) -> plimsoll::Account<3> {
        self.0.get()
    }
}

#[pymethods]
impl Account {
    #[new]
    fn new() -> Self {
        Account::of(plimsoll::Account::new())
    }

    /// An account that was kept as its levels.
    ///
    /// Parameters
    /// ----------
    /// levels : list or tuple of 3 Health
    ///     Initial, maintenance, equity.
    ///
    /// Raises
    /// ------
    /// WrongPositions
    ///     They did not count the same number of positions.
    #[classmethod]
    fn from_levels(_class: &Bound<'_, PyType>, levels: &Any<'_>) -> PyResult<Self> {
        let levels = read::three(read::many::<Health>(levels, "levels")?, "levels")?;
        let account = plimsoll::Account::try_from(levels.map(|level| level.kernel()));
        account.map(Account::of).map_err(about("levels"))
    }

    /// Counts a balance (or, where negative, a loan) of an asset in which no perp settles.
    ///
    /// Parameters
    /// ----------
    /// quantity : Number
    ///     Units of the asset; read down.
    /// bounds : list or tuple of 3 Bound
    ///     Initial, maintenance, equity.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    ///     The account stays as it was.
    fn add(&self, quantity: &Any<'_>, bounds: &Any<'_>) -> PyResult<()> {
        let quantity = read::down(quantity, "quantity")?;
        let bounds = self::bounds(bounds)?;
        let added = self.0.change(|account| account.add(&quantity, &bounds));
        added.map_err(raise)
    }

    /// Counts a netting group: the sum in the settlement asset, weighted once, with every position in
    /// it.
    ///
    /// Parameters
    /// ----------
    /// net : Net
    /// bounds : list or tuple of 3 Bound
    ///     Of the settlement asset: initial, maintenance, equity.
    ///
    /// Raises
    /// ------
    /// Overflow
    ///     The account stays as it was.
    fn add_net(&self, net: &Net, bounds: &Any<'_>) -> PyResult<()> {
        let (net, bounds) = (net.0.get(), self::bounds(bounds)?);
        let added = self.0.change(|account| account.add_net(&net, &bounds));
        added.map_err(raise)
    }

    /// Adds an account-wide margin at each level; counts no position.
    ///
    /// Parameters
    /// ----------
    /// margins : list or tuple of 3 Number
    ///     Not negative, in the account's currency: initial, maintenance, equity; read up.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative margin.
    /// InvalidNumber, Overflow
    fn require(&self, margins: &Any<'_>) -> PyResult<()> {
        let margins = read::numbers(margins, read::Way::Up, "margins")?;
        let margins = read::three(margins, "margins")?;
        let required = self.0.change(|account| account.require(&margins));
        required.map_err(caused_by(&[(Error::InvalidQuantity, "margins")]))
    }

    /// The account with one netting group changed: takes out ``before`` and counts ``after``, with the
    /// same bits as counting everything again.
    ///
    /// Parameters
    /// ----------
    /// before, after : Net
    /// bounds : list or tuple of 3 Bound
    ///     Of the settlement asset: initial, maintenance, equity.
    ///
    /// Raises
    /// ------
    /// WrongPositions
    ///     ``before`` is not in the account.
    /// Overflow
    fn what_if(&self, before: &Net, after: &Net, bounds: &Any<'_>) -> PyResult<Self> {
        let (before, after, bounds) = (before.0.get(), after.0.get(), self::bounds(bounds)?);
        let changed = self.0.get().what_if(&before, &after, &bounds);
        changed
            .map(Account::of)
            .map_err(caused_by(&[(Error::WrongPositions, "before")]))
    }

    /// Both accounts' sums, level by level: see `Health.merge`.
    ///
    /// Parameters
    /// ----------
    /// other : Account
    ///
    /// Raises
    /// ------
    /// Overflow
    fn merge(&self, other: &Account) -> PyResult<Self> {
        let merged = self.0.get().merge(&other.0.get());
        merged.map(Account::of).map_err(raise)
    }

    /// States how many positions the account has, and refuses where another number was counted,
    /// because a debt that was left out makes any account healthy.
    ///
    /// A balance counts one, a netting group one for its balance and one for each perp.
    ///
    /// Parameters
    /// ----------
    /// positions : int
    ///
    /// Returns
    /// -------
    /// Account
    ///     These sums; what is added here later is not in it.
    ///
    /// Raises
    /// ------
    /// WrongPositions
    fn close(&self, positions: &Any<'_>) -> PyResult<Self> {
        let positions = read::count(positions, "positions", Error::WrongPositions)?;
        let closed = self.0.get().close(positions);
        closed.map(Account::of).map_err(about("positions"))
    }

    /// tuple of 3 Health: Initial, maintenance, equity, as they are now.
    #[getter]
    fn levels<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.get().levels().map(Health::of))
    }

    /// Health: At the level that opening risk and withdrawing must keep, as it is now.
    #[getter]
    fn initial(&self) -> Health {
        Health::of(*self.0.get().initial())
    }

    /// Health: At the level below which the account may be liquidated, as it is now.
    #[getter]
    fn maintenance(&self) -> Health {
        Health::of(*self.0.get().maintenance())
    }

    /// Health: What is left when everything is closed at the worse end of each price, as it is now.
    #[getter]
    fn equity(&self) -> Health {
        Health::of(*self.0.get().equity())
    }

    /// Status: Unknown where maintenance is; otherwise the first that is proven of insolvent,
    /// liquidatable, restricted, healthy.
    #[getter]
    fn status<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        STATUS.give(py, self.0.get().status())
    }

    fn __repr__(&self) -> String {
        let account = self.0.get();
        let positions = account.initial().positions();
        format!(
            "<Account status={} positions={positions}>",
            account.status().name()
        )
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Any<'py>, (Bound<'py, PyTuple>,))> {
        let stored = py.get_type::<Self>().getattr("from_levels")?;
        Ok((stored, (self.levels(py)?,)))
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

/// The standing of an account from its health at three levels: unknown where maintenance is;
/// otherwise the first that is proven of insolvent, liquidatable, restricted, healthy.
///
/// Parameters
/// ----------
/// initial, maintenance, equity : Health
///
/// Returns
/// -------
/// Status
#[pyfunction]
pub fn status_of<'py>(
    py: Python<'py>,
    initial: &Health,
    maintenance: &Health,
    equity: &Health,
) -> PyResult<Any<'py>> {
    let (initial, maintenance, equity) = (initial.kernel(), maintenance.kernel(), equity.kernel());
    STATUS.give(py, account::Status::of(&initial, &maintenance, &equity))
}
