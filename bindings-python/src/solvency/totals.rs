//! What all accounts have and lack.

use crate::account::Account;
use crate::error::raise;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::value::Shared;
use plimsoll::Error;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// All accounts, in the protocol's currency. What some have is not netted with what others lack,
/// because accounts do not pay each other's debts. Mutable, and safe to feed from several threads.
///
/// Parameters
/// ----------
/// equity, deficit : Number, default 0
///     Both without sign; read up, for both are what somebody owes.
/// accounts, liquidatable, insolvent, unknown : int, default 0
///
/// Raises
/// ------
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Account, Bound, Totals
/// >>> totals = Totals()
/// >>> for balance in (300, -100, 50):
/// ...     account = Account()
/// ...     account.add(balance, [Bound(1, 1)] * 3)
/// ...     totals.add(account)
/// >>> totals.equity, totals.deficit, totals.insolvent, totals.coverage(250)
/// (Fixed("350"), Fixed("100"), 1, Fixed("-100"))
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, PartialEq)]
pub struct Totals(pub Shared<plimsoll::Totals>);

#[pymethods]
impl Totals {
    #[new]
    #[pyo3(signature = (equity = None, deficit = None, accounts = None, liquidatable = None, insolvent = None, unknown = None))]
    fn new(
        equity: Option<&Any<'_>>,
        deficit: Option<&Any<'_>>,
        accounts: Option<&Any<'_>>,
        liquidatable: Option<&Any<'_>>,
        insolvent: Option<&Any<'_>>,
        unknown: Option<&Any<'_>>,
    ) -> PyResult<Self> {
        let mut totals = plimsoll::Totals::new();
        for (sum, value, what) in [
            (&mut totals.equity, equity, "equity"),
            (&mut totals.deficit, deficit, "deficit"),
        ] {
            if let Some(value) = value {
                *sum = read::up(value, what)?;
            }
        }
        for (count, value, what) in [
            (&mut totals.accounts, accounts, "accounts"),
            (&mut totals.liquidatable, liquidatable, "liquidatable"),
            (&mut totals.insolvent, insolvent, "insolvent"),
            (&mut totals.unknown, unknown, "unknown"),
        ] {
            if let Some(value) = value {
                *count = read::count(value, what, Error::Overflow)?;
            }
        }
        Ok(Totals(Shared::new(totals)))
    }

    /// Counts an account.
    ///
    /// Parameters
    /// ----------
    /// account : Account
    ///     The whole of it (`Account.close`).
    ///
    /// Raises
    /// ------
    /// Overflow
    ///     The totals stay as they were.
    fn add(&self, account: &Account) -> PyResult<()> {
        let account = account.kernel();
        let added = self.0.change(|totals| totals.add(&account));
        added.map_err(raise)
    }

    /// ``reserves - equity``: what the protocol holds above what it owes. Negative where it could not
    /// pay everybody.
    ///
    /// Parameters
    /// ----------
    /// reserves : Number
    ///     What the protocol holds, at its low prices; read down.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn coverage(&self, reserves: &Any<'_>) -> PyResult<Fixed> {
        let coverage = self.0.get().coverage(&read::down(reserves, "reserves")?);
        coverage.map(Fixed).map_err(raise)
    }

    /// Fixed: The sum of the equities that are not negative: what the protocol owes its users at most.
    #[getter]
    fn equity(&self) -> Fixed {
        Fixed(self.0.get().equity)
    }

    /// Fixed: The sum of the negative ones, without sign: what users owe that nothing covers.
    #[getter]
    fn deficit(&self) -> Fixed {
        Fixed(self.0.get().deficit)
    }

    /// int: How many accounts were counted.
    #[getter]
    fn accounts(&self) -> u32 {
        self.0.get().accounts
    }

    /// int: How many of them may be liquidated; the insolvent ones are among them.
    #[getter]
    fn liquidatable(&self) -> u32 {
        self.0.get().liquidatable
    }

    /// int: How many have negative equity.
    #[getter]
    fn insolvent(&self) -> u32 {
        self.0.get().insolvent
    }

    /// int: How many have a price that is too old to say, and are in neither sum.
    #[getter]
    fn unknown(&self) -> u32 {
        self.0.get().unknown
    }

    fn __repr__(&self) -> String {
        let totals = self.0.get();
        format!(
            "Totals({}, {}, {}, {}, {}, {})",
            Fixed::show(&totals.equity),
            Fixed::show(&totals.deficit),
            totals.accounts,
            totals.liquidatable,
            totals.insolvent,
            totals.unknown
        )
    }

    #[allow(clippy::type_complexity)]
    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> (Bound<'py, PyType>, (Fixed, Fixed, u32, u32, u32, u32)) {
        let totals = self.0.get();
        let parts = (
            Fixed(totals.equity),
            Fixed(totals.deficit),
            totals.accounts,
            totals.liquidatable,
            totals.insolvent,
            totals.unknown,
        );
        (py.get_type::<Self>(), parts)
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
