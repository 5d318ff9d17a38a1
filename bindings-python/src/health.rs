//! Health at one level: weighted assets against weighted liabilities.

use crate::error::{about, caused_by, raise};
use crate::names::VERDICT;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::value::Shared;
use crate::weights::Bounds;
use plimsoll::Error;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// Two sums, weighted assets and weighted liabilities; healthy means ``assets >= liabilities``.
///
/// Sums are exact, so the order of `add` does not matter, and taking out what was added gives the same
/// bits as never having added it. A stale holding (unknown bound) counts nothing; a stale debt makes
/// the level unknown. Mutable, and safe to feed from several threads.
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, PartialEq)]
pub struct Health(Shared<plimsoll::Health>);

impl Health {
    pub fn of(health: plimsoll::Health) -> Self {
        Health(Shared::new(health))
    }

    /// The core's health as it is now.
    pub fn kernel(&self) -> plimsoll::Health {
        self.0.get()
    }
}

#[pymethods]
impl Health {
    #[new]
    fn new() -> Self {
        Health::of(plimsoll::Health::new())
    }

    /// Sums and counts of an evaluation that was stored, so that a batch may be merged elsewhere.
    ///
    /// Parameters
    /// ----------
    /// assets, liabilities : Number
    ///     Not negative, in the account's currency; assets read down, liabilities up.
    /// positions, stale_assets, stale_debts : int
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative sum.
    /// WrongPositions
    ///     More were stale than there are positions, or a count out of range.
    /// InvalidNumber, Overflow
    #[classmethod]
    fn from_stored(
        _class: &Bound<'_, PyType>,
        assets: &Any<'_>,
        liabilities: &Any<'_>,
        positions: &Any<'_>,
        stale_assets: &Any<'_>,
        stale_debts: &Any<'_>,
    ) -> PyResult<Self> {
        let count = |value, what| read::count(value, what, Error::WrongPositions);
        let health = plimsoll::Health::from_stored(
            read::down(assets, "assets")?,
            read::up(liabilities, "liabilities")?,
            count(positions, "positions")?,
            count(stale_assets, "stale assets")?,
            count(stale_debts, "stale debts")?,
        );
        health.map(Health::of).map_err(raise)
    }

    /// Counts one position: ``quantity * bound.asset`` rounded down into the assets, or
    /// ``-quantity * bound.liability`` rounded up into the liabilities.
    ///
    /// Parameters
    /// ----------
    /// quantity : Number
    ///     Units owned, or owed where negative; read down.
    /// bound : Bound
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    ///     The sums stay as they were.
    fn add(&self, quantity: &Any<'_>, bound: &Bounds) -> PyResult<()> {
        let quantity = read::down(quantity, "quantity")?;
        let added = self.0.change(|health| health.add(&quantity, &bound.0));
        added.map_err(raise)
    }

    /// Adds an account-wide margin to the liabilities; counts no position.
    ///
    /// Parameters
    /// ----------
    /// margin : Number
    ///     Not negative, in the account's currency; read up.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative margin.
    /// InvalidNumber, Overflow
    fn require(&self, margin: &Any<'_>) -> PyResult<()> {
        let margin = read::up(margin, "margin")?;
        let required = self.0.change(|health| health.require(&margin));
        required.map_err(caused_by(&[(Error::InvalidQuantity, "margin")]))
    }

    /// Both sums of both accounts, exactly. It does not say that they are healthy: accounts do not pay
    /// each other's debts.
    ///
    /// Parameters
    /// ----------
    /// other : Health
    ///
    /// Raises
    /// ------
    /// Overflow
    fn merge(&self, other: &Health) -> PyResult<Self> {
        let merged = self.kernel().merge(&other.kernel());
        merged.map(Health::of).map_err(raise)
    }

    /// Takes out what was merged or added before: ``h.merge(x).without(x) == h``, bit for bit.
    ///
    /// Parameters
    /// ----------
    /// part : Health
    ///
    /// Raises
    /// ------
    /// WrongPositions
    ///     ``part`` is no part of this.
    /// Overflow
    fn without(&self, part: &Health) -> PyResult<Self> {
        let rest = self.kernel().without(&part.kernel());
        rest.map(Health::of)
            .map_err(caused_by(&[(Error::WrongPositions, "part")]))
    }

    /// Ends an evaluation: states how many positions the account has, and refuses where another number
    /// was counted, because a debt that was left out makes any account healthy.
    ///
    /// Parameters
    /// ----------
    /// positions : int
    ///
    /// Returns
    /// -------
    /// Health
    ///     These sums; what is added here later is not in it.
    ///
    /// Raises
    /// ------
    /// WrongPositions
    fn close(&self, positions: &Any<'_>) -> PyResult<Self> {
        let positions = read::count(positions, "positions", Error::WrongPositions)?;
        let closed = self.kernel().close(positions);
        closed.map(Health::of).map_err(about("positions"))
    }

    /// Fixed: What is owned counts for at least this much, in the account's currency.
    #[getter]
    fn assets(&self) -> Fixed {
        Fixed(*self.kernel().assets())
    }

    /// Fixed: What is owed, and must be posted, counts for at most this much, in the account's
    /// currency.
    #[getter]
    fn liabilities(&self) -> Fixed {
        Fixed(*self.kernel().liabilities())
    }

    /// int: How many positions were counted.
    #[getter]
    fn positions(&self) -> u32 {
        self.kernel().positions()
    }

    /// int: How many groups were counted that are owned and have no price: they count nothing.
    #[getter]
    fn stale_assets(&self) -> u32 {
        self.kernel().stale_assets()
    }

    /// int: How many groups were counted that may be owed and have no price: they make the level
    /// unknown.
    #[getter]
    fn stale_debts(&self) -> u32 {
        self.kernel().stale_debts()
    }

    /// bool: Whether a position was counted without a price.
    #[getter]
    fn is_stale(&self) -> bool {
        self.kernel().is_stale()
    }

    /// Verdict: What is proven.
    #[getter]
    fn verdict<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        VERDICT.give(py, self.kernel().verdict())
    }

    /// bool: ``assets >= liabilities``, proven.
    #[getter]
    fn healthy(&self) -> bool {
        self.kernel().healthy()
    }

    /// ``assets - liabilities``, exact; negative where the account falls short.
    ///
    /// Returns
    /// -------
    /// Fixed
    ///     In the account's currency.
    ///
    /// Raises
    /// ------
    /// UnknownPrice
    ///     A debt has no price.
    /// Overflow
    fn surplus(&self) -> PyResult<Fixed> {
        self.kernel().surplus().map(Fixed).map_err(raise)
    }

    /// ``max(liabilities - assets, 0)``, exact.
    ///
    /// Returns
    /// -------
    /// Fixed
    ///     In the account's currency.
    ///
    /// Raises
    /// ------
    /// UnknownPrice, Overflow
    ///     As `surplus`.
    fn shortfall(&self) -> PyResult<Fixed> {
        self.kernel().shortfall().map(Fixed).map_err(raise)
    }

    /// ``assets / liabilities``, rounded down: the health factor; below 1 the account is not healthy.
    ///
    /// For display and ranking: a decision compares and does not divide.
    ///
    /// Raises
    /// ------
    /// DivisionByZero
    ///     Nothing is owed.
    /// UnknownPrice, Overflow
    fn ratio(&self) -> PyResult<Fixed> {
        let ratio = self.kernel().ratio().map(Fixed);
        ratio.map_err(caused_by(&[(Error::DivisionByZero, "liabilities")]))
    }

    fn __repr__(&self) -> String {
        let health = self.kernel();
        format!(
            "Health.from_stored({}, {}, {}, {}, {})",
            Fixed::show(health.assets()),
            Fixed::show(health.liabilities()),
            health.positions(),
            health.stale_assets(),
            health.stale_debts()
        )
    }

    #[allow(clippy::type_complexity)]
    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Any<'py>, (Fixed, Fixed, u32, u32, u32))> {
        let health = self.kernel();
        let stored = py.get_type::<Self>().getattr("from_stored")?;
        let parts = (
            Fixed(*health.assets()),
            Fixed(*health.liabilities()),
            health.positions(),
            health.stale_assets(),
            health.stale_debts(),
        );
        Ok((stored, parts))
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
