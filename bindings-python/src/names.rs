//! The core's enums as Python's `StrEnum`, each member its stable name.

use crate::read::{wrong_type, Any};
use plimsoll::liquidation::order::Order;
use plimsoll::liquidation::sizing::Reason;
use plimsoll::margin::account::Status;
use plimsoll::margin::health::Verdict;
use plimsoll::margin::limits::Side;
use plimsoll::margin::operation::Permission;
use plimsoll::price::End;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyType};

/// An enum of the core's, and its class, in the module that is its home, once it is made.
pub struct Names<T: 'static> {
    class: PyOnceLock<Py<PyType>>,
    home: &'static str,
    name: &'static str,
    doc: &'static str,
    all: &'static [T],
    of: fn(T) -> &'static str,
}

pub static STATUS: Names<Status> = Names::new(
    "plimsoll",
    "Status",
    "What may be done by, and to, an account.",
    &Status::ALL,
    Status::name,
);
pub static VERDICT: Names<Verdict> = Names::new(
    "plimsoll",
    "Verdict",
    "What an evaluation proves about one level.",
    &Verdict::ALL,
    Verdict::name,
);
pub static SIDE: Names<Side> = Names::new(
    "plimsoll",
    "Side",
    "Which way a trade goes.",
    &[Side::Buy, Side::Sell],
    |side| match side {
        Side::Buy => "buy",
        Side::Sell => "sell",
    },
);
pub static END: Names<End> = Names::new(
    "plimsoll",
    "End",
    "Which price of an interval a flow converts at: ``LOW``, what one unit is worth at least, ``MID``, half way, or ``HIGH``, what it is worth at most.",
    &[End::Low, End::Mid, End::High],
    |end| match end {
        End::Low => "low",
        End::Mid => "mid",
        End::High => "high",
    },
);
pub static PERMISSION: Names<Permission> = Names::new(
    "plimsoll",
    "Permission",
    "Whether an operation is allowed, and why: initial health holds after it (``HEALTHY``), or nothing is worse (``IMPROVED``); or it is ``REFUSED``, or a price is too old to say (``UNKNOWN``).",
    &Permission::ALL,
    Permission::name,
);
pub static REASON: Names<Reason> = Names::new(
    "plimsoll",
    "Reason",
    "Why a liquidation is of this size.

TARGET
    It makes the account healthy, and one step less does not.
HEALTHY
    The account is healthy, and nothing is to be done.
DEBT_EXHAUSTED
    The whole debt is repaid, and the account is not healthy yet.
COLLATERAL_EXHAUSTED
    All the collateral is seized, and the account is not healthy yet.
CAPPED
    The most that the caller allows is done, and the account is not healthy yet.
CLOSED
    The whole position is closed, and the account is not healthy yet.
WORSENS
    As far as any of the last four goes, but the account ends with less surplus than it had: the bonus
    or fee takes more than the liquidation frees. A smaller bonus may help.
DUST
    More than the target needs, because less would leave dust.
NOTHING
    Nothing is owed here, or there is nothing to take.
UNKNOWN
    A price is too old to say: nobody is liquidated.",
    &Reason::ALL,
    Reason::name,
);
pub static ORDER: Names<Order> = Names::new(
    "plimsoll",
    "Order",
    "What decides which debt is repaid, which collateral is seized, or which position is closed first.

RISKIEST
    The most margin freed for each unit of value that changes hands, so that the account keeps as much
    as it can; the default. Of two that free the same, the larger.
LARGEST
    The largest value first: the fewest transactions.
GIVEN
    As the caller lists them.",
    &Order::ALL,
    Order::name,
);

impl<T: Copy> Names<T> {
    pub const fn new(
        home: &'static str,
        name: &'static str,
        doc: &'static str,
        all: &'static [T],
        of: fn(T) -> &'static str,
    ) -> Self {
        Names {
            class: PyOnceLock::new(),
            home,
            name,
            doc,
            all,
            of,
        }
    }

    /// Makes the class and puts it into the module.
    pub fn register<'py>(&self, module: &Bound<'py, PyModule>) -> PyResult<Bound<'py, PyType>> {
        let py = module.py();
        let members: Vec<_> = self
            .all
            .iter()
            .map(|value| (self.of)(*value))
            .map(|name| (name.to_uppercase(), name))
            .collect();
        let module_name = PyDict::new(py);
        module_name.set_item("module", self.home)?;
        let class = py
            .import("enum")?
            .getattr("StrEnum")?
            .call((self.name, members), Some(&module_name))?;
        class.setattr("__doc__", self.doc)?;
        module.add(self.name, &class)?;
        let class = class.cast_into::<PyType>()?;
        self.class.get_or_init(py, || class.clone().unbind());
        Ok(class)
    }

    /// The member of a value of the core's.
    pub fn give<'py>(&self, py: Python<'py>, value: T) -> PyResult<Any<'py>> {
        let name = (self.of)(value);
        match self.class.get(py) {
            Some(class) => class.bind(py).call1((name,)),
            None => Ok(PyString::new(py, name).into_any()),
        }
    }

    /// The core's value of a member.
    pub fn take(&self, value: &Any<'_>, what: &str) -> PyResult<T> {
        for known in self.all {
            if value.is(&self.give(value.py(), *known)?) {
                return Ok(*known);
            }
        }
        Err(wrong_type(value, self.name, what, ""))
    }

    /// The core's value of a member, or of its text.
    pub fn read(&self, value: &Any<'_>, what: &str) -> PyResult<T> {
        let Ok(text) = value.cast::<PyString>() else {
            return self.take(value, what);
        };
        let text = text.to_str().unwrap_or_default();
        let known = self.all.iter().find(|known| (self.of)(**known) == text);
        known.copied().ok_or_else(|| {
            let names: Vec<_> = self.all.iter().map(|known| (self.of)(*known)).collect();
            PyValueError::new_err(format!("{what}: expected one of {}", names.join(", ")))
        })
    }

    /// The text of a member.
    pub fn text(&self, value: T) -> &'static str {
        (self.of)(value)
    }

    /// `Class.MEMBER`, as code.
    pub fn show(&self, value: T) -> String {
        format!("{}.{}", self.name, (self.of)(value).to_uppercase())
    }
}
