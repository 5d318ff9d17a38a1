//! The parameters of a market as one set: what is changed together is checked together.

use super::parameter::Parameter;
use super::rule::Rule;
use super::{name, NAME};
use crate::error::{about, raise};
use crate::number::Fixed;
use crate::read::{self, Any, Way};
use crate::record::record;
use crate::value::hash;
use plimsoll::risk::parameters::set::{Name, Refusal, COUNT};
use plimsoll::{Change as Named, Parameters as Kernel};
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};

record! {
    /// One value that a proposal changes.
    ///
    /// Parameters
    /// ----------
    /// name : Name or str
    ///     Which.
    /// value : Number
    ///     To what; read to the nearest number.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     Another name.
    /// InvalidNumber, Overflow
    class("plimsoll.risk.parameters") Change(Named) {
        /// Name: Which parameter.
        name: super::name,
        /// Fixed: To what value.
        value: read::nearest,
    }
}

/// The governed parameters of a market, and how often they have been changed. Immutable: `propose` answers with the
/// next version.
///
/// Valid is a set with ``0 <= initial_asset <= maintenance_asset <= 1 <= maintenance_liability <=
/// initial_liability``, a bonus and a fee of at least 0 with ``(1 + bonus + fee) * maintenance_asset <=
/// maintenance_liability`` (or a liquidation would lower the health that it is to restore), and both caps above 0: a
/// cap that nobody set is no cap. Whoever raises an error about some of them names these in its ``names``.
///
/// Parameters
/// ----------
/// values : list or tuple of Number
///     Eight, in the order of `Name`; read to the nearest number.
/// at : int
///     Seconds: since when they stand.
///
/// Raises
/// ------
/// InvalidParameters
///     The set is not valid.
/// InvalidQuantity, InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import PlimsollError
/// >>> from plimsoll.risk.parameters import Change, Name, Parameters, Rule
/// >>> market = Parameters(["0.75", "0.8125", "1.125", "1.25", "0.0625", "0.03125", 1000, 500], 0)
/// >>> rules = [Rule([0, 2], "0.25", "0.25", 0, 86_400, 3600)] * 6 + [Rule([0, 10**6], 1, 1, 0, 3600, 0)] * 2
/// >>> next_ = market.propose(rules, 0, [Change("initial_asset", "0.6875")], 3600, 86_400)
/// >>> next_.version, next_.at(Name.INITIAL_ASSET, 88_200)
/// (1, Fixed("0.71875"))
/// >>> try:
/// ...     market.propose(rules, 0, [Change("initial_asset", "0.875")], 3600, 86_400)
/// ... except PlimsollError as refusal:
/// ...     print(refusal.name, refusal.names)
/// InvalidParameters (<Name.INITIAL_ASSET: 'initial_asset'>, <Name.MAINTENANCE_ASSET: 'maintenance_asset'>)
#[pyclass(frozen, eq, module = "plimsoll.risk.parameters")]
#[derive(Clone, Copy, PartialEq)]
pub struct Parameters(Kernel);

impl Parameters {
    fn parts(&self) -> [Parameter; COUNT] {
        Name::ALL.map(|name| Parameter(*self.0.get(name)))
    }

    /// A second from which on it is certainly valid: everything has come to rest.
    fn rest(&self) -> u64 {
        let ends = self.parts().map(|value| value.0.end());
        ends.into_iter().max().unwrap_or_default()
    }
}

/// The exception of a refusal, which names what it is about.
fn refused(py: Python<'_>) -> impl Fn(Refusal) -> PyErr + '_ {
    move |refusal| {
        let names = match refusal {
            Refusal::Version => return about("version")(refusal.error()),
            Refusal::Value(name, _) => vec![name],
            Refusal::Order(low, high) => vec![low, high],
        };
        let texts: Vec<_> = names.iter().map(|name| name.name()).collect();
        let members: PyResult<Vec<_>> = names.iter().map(|name| NAME.give(py, *name)).collect();
        let error = about(&texts.join(", "))(refusal.error());
        let named = members
            .and_then(|members| PyTuple::new(py, members))
            .and_then(|members| error.value(py).setattr("names", members));
        match named {
            Ok(()) => error,
            Err(error) => error,
        }
    }
}

/// As many items as a set has values.
fn eight<T>(items: Vec<T>, what: &str) -> PyResult<[T; COUNT]> {
    read::exactly(items, what)
}

#[pymethods]
impl Parameters {
    #[new]
    fn new(py: Python<'_>, values: &Any<'_>, at: &Any<'_>) -> PyResult<Self> {
        let values = eight(read::numbers(values, Way::Nearest, "values")?, "values")?;
        let set = Kernel::new(values, read::place(at, "at")?);
        set.map(Parameters).map_err(refused(py))
    }

    /// A set that existed before, checked for every second from ``now`` on.
    ///
    /// Parameters
    /// ----------
    /// version : int
    /// values : list or tuple of Parameter
    ///     Eight, in the order of `Name`.
    /// now : int
    ///     Seconds.
    ///
    /// Raises
    /// ------
    /// InvalidParameters
    ///     The set is not valid.
    /// InvalidTime
    ///     A value that begins to move after ``now``.
    /// InvalidQuantity, Overflow
    #[classmethod]
    fn from_stored(
        class: &Bound<'_, PyType>,
        version: &Any<'_>,
        values: &Any<'_>,
        now: &Any<'_>,
    ) -> PyResult<Self> {
        let values = eight(read::many::<Parameter>(values, "values")?, "values")?;
        let set = Kernel::from_stored(
            read::place(version, "version")?,
            values.map(|value| value.0),
            read::place(now, "now")?,
        );
        set.map(Parameters).map_err(refused(class.py()))
    }

    /// int: How many proposals have been accepted.
    #[getter]
    fn version(&self) -> u64 {
        self.0.version()
    }

    /// tuple of Parameter: All of them, in the order of `Name`.
    #[getter]
    fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.parts())
    }

    /// One of them, with where it goes.
    ///
    /// Parameters
    /// ----------
    /// name : Name or str
    ///
    /// Returns
    /// -------
    /// Parameter
    fn get(&self, name: &Any<'_>) -> PyResult<Parameter> {
        let name = self::name(name, "name")?;
        Ok(Parameter(*self.0.get(name)))
    }

    /// A parameter at a second: liability weights rounded up, everything else down; an initial weight is never
    /// looser than the maintenance one.
    ///
    /// Parameters
    /// ----------
    /// name : Name or str
    /// now : int
    ///     Seconds.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity, Overflow
    fn at(&self, name: &Any<'_>, now: &Any<'_>) -> PyResult<Fixed> {
        let name = self::name(name, "name")?;
        let value = self.0.at(name, read::place(now, "now")?);
        value.map(Fixed).map_err(raise)
    }

    /// The set with some of its values on their way to others; what is not named goes on as it was.
    ///
    /// Parameters
    /// ----------
    /// rules : list or tuple of Rule
    ///     Eight, in the order of `Name`.
    /// version : int
    ///     For which the proposal was made.
    /// changes : list or tuple of Change
    /// ramp, now : int
    ///     Seconds that the changes take, and the present second.
    ///
    /// Returns
    /// -------
    /// Parameters
    ///     The next version.
    ///
    /// Raises
    /// ------
    /// WrongVersion
    ///     The proposal was made for another version.
    /// OutOfBounds, TooSoon, StepTooLarge, InvalidTime
    ///     A change breaks its rule (`Rule.change`).
    /// InvalidParameters
    ///     A value is named twice, or at some second from ``now`` on the set would not be valid.
    /// InvalidQuantity, Overflow
    fn propose(
        &self,
        py: Python<'_>,
        rules: &Any<'_>,
        version: &Any<'_>,
        changes: &Any<'_>,
        ramp: &Any<'_>,
        now: &Any<'_>,
    ) -> PyResult<Self> {
        let rules = eight(read::many::<Rule>(rules, "rules")?, "rules")?;
        let changes: Vec<_> = read::many::<Change>(changes, "changes")?
            .into_iter()
            .map(|change| change.0)
            .collect();
        let next = self.0.propose(
            &rules.map(|rule| rule.0),
            read::place(version, "version")?,
            &changes,
            read::place(ramp, "ramp")?,
            read::place(now, "now")?,
        );
        next.map(Parameters).map_err(refused(py))
    }

    fn __repr__(&self) -> String {
        let values = self.parts().map(|value| value.__repr__()).join(", ");
        let (version, rest) = (self.0.version(), self.rest());
        format!("Parameters.from_stored({version}, ({values}), {rest})")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Any<'py>, Bound<'py, PyTuple>)> {
        let stored = py.get_type::<Self>().getattr("from_stored")?;
        let parts = (self.version(), self.values(py)?, self.rest());
        Ok((stored, parts.into_pyobject(py)?))
    }
}
