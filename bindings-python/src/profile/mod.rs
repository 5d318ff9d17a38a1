//! What a market is to an account: its risk class, what it may be used for, and the weights that follow.

mod access;
mod scope;

use crate::error::caused_by;
use crate::read::{self, Any, Way};
use crate::record::Field;
use crate::value::hash;
use crate::weights::Weights;
use access::ACCESS;
use plimsoll::{Boost as Granted, Error, Profile as Kernel};
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    ACCESS.register(module)?;
    module.add_class::<scope::Scope>()?;
    module.add_class::<Boost>()?;
    module.add_class::<Profile>()?;
    module.add_function(wrap_pyfunction!(access::admit, module)?)?;
    module.add_function(wrap_pyfunction!(access::admit_debts, module)?)
}

/// What a debt grants to collateral of one class: its asset weight at each level.
///
/// Parameters
/// ----------
/// class_ : int
///     The class of collateral that it is for, 0 to 65,535.
/// assets : list or tuple of Number
///     Three (initial, maintenance, equity), each in [0, 1] and none above the next: what may be opened must not be
///     liquidated at once. Read down.
///
/// Raises
/// ------
/// InvalidWeights
///     A weight outside [0, 1], or above that of the next level.
/// InvalidQuantity, InvalidNumber, Overflow
#[pyclass(frozen, eq, module = "plimsoll.profile")]
#[derive(Clone, Copy, PartialEq)]
pub struct Boost(Granted<3>);

#[pymethods]
impl Boost {
    #[new]
    fn new(class_: &Any<'_>, assets: &Any<'_>) -> PyResult<Self> {
        let class = read::place(class_, "class_")?;
        let assets = read::three(read::numbers(assets, Way::Down, "assets")?, "assets")?;
        let causes = [(Error::InvalidWeights, "assets")];
        Granted::new(class, assets)
            .map(Boost)
            .map_err(caused_by(&causes))
    }

    /// int: The class of collateral that it is for.
    #[getter]
    fn class_(&self) -> u16 {
        self.0.class()
    }

    /// tuple of Fixed: The asset weight at each level.
    #[getter]
    fn assets<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        self.0.assets().give(py)
    }

    fn __repr__(&self) -> String {
        format!("Boost({}, {})", self.0.class(), self.0.assets().show())
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyType>, (u16, Any<'py>))> {
        Ok((py.get_type::<Self>(), (self.class_(), self.assets(py)?)))
    }
}

/// A market's risk class, access and weights at each level.
///
/// Parameters
/// ----------
/// class_ : int
///     The risk class by which others know it, 0 to 65,535.
/// access : Access or str
///     What it may be used for.
/// weights : list or tuple of Weights
///     Three (initial, maintenance, equity): its weights where nothing else applies.
///
/// Raises
/// ------
/// ValueError
///     Another access.
/// InvalidQuantity, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Weights
/// >>> from plimsoll.profile import Boost, Profile
/// >>> staked = Profile(1, "open", [Weights("0.75", 1), Weights("0.875", 1), Weights.one()])
/// >>> ether = Boost(1, ["0.9375", "0.96875", 1])  # what a debt in ether grants to the class of ether
/// >>> staked.effective([[ether]])[0], staked.effective([[ether], []])[0]
/// (Weights(Fixed("0.9375"), Fixed("1")), Weights(Fixed("0.75"), Fixed("1")))
#[pyclass(frozen, eq, module = "plimsoll.profile")]
#[derive(Clone, Copy, PartialEq)]
pub struct Profile(Kernel<3>);

#[pymethods]
impl Profile {
    #[new]
    fn new(class_: &Any<'_>, access: &Any<'_>, weights: &Any<'_>) -> PyResult<Self> {
        let class = read::place(class_, "class_")?;
        let access = ACCESS.read(access, "access")?;
        let weights = read::three(read::many::<Weights>(weights, "weights")?, "weights")?;
        Ok(Profile(Kernel {
            class,
            access,
            weights: weights.map(|weights| weights.0),
        }))
    }

    /// int: The risk class by which others know it.
    #[getter]
    fn class_(&self) -> u16 {
        self.0.class
    }

    /// Access: What it may be used for.
    #[getter]
    fn access<'py>(&self, py: Python<'py>) -> PyResult<Any<'py>> {
        ACCESS.give(py, self.0.access)
    }

    /// tuple of Weights: Its weights where nothing else applies, at each level.
    #[getter]
    fn weights<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.weights.map(Weights))
    }

    /// The weights in an account whose debts grant these boosts.
    ///
    /// Efficiency mode is an intersection: only where every debt names the class does a boost apply, the smallest
    /// of them at each level, and only upwards. A market that is reduce-only then counts nothing as collateral at
    /// the initial level, an isolated one at every level but equity. Without debts nothing is boosted.
    ///
    /// Parameters
    /// ----------
    /// debts : list or tuple of list or tuple of Boost
    ///     One list a debt.
    ///
    /// Returns
    /// -------
    /// tuple of Weights
    fn effective<'py>(&self, py: Python<'py>, debts: &Any<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let debts = read::items(debts, "debts", |debt, what| {
            let boosts = read::many::<Boost>(debt, what)?;
            Ok(boosts.into_iter().map(|boost| boost.0).collect::<Vec<_>>())
        })?;
        let debts: Vec<_> = debts.iter().map(Vec::as_slice).collect();
        PyTuple::new(py, self.0.effective(&debts).map(Weights))
    }

    fn __repr__(&self) -> String {
        let weights = self.0.weights.map(|weights| Weights(weights).__repr__());
        let (class, access) = (self.0.class, ACCESS.text(self.0.access));
        format!("Profile({class}, \"{access}\", ({}))", weights.join(", "))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyType>, Bound<'py, PyTuple>)> {
        let parts = (self.class_(), ACCESS.text(self.0.access), self.weights(py)?);
        Ok((py.get_type::<Self>(), parts.into_pyobject(py)?))
    }
}
