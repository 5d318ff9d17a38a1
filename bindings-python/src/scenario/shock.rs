//! What the scenarios of a method do to volatility.

use super::VOLATILITY;
use crate::error::{caused_by, raise};
use crate::interval::{interval, Interval};
use crate::option::Expiry;
use crate::read::{self, Any};
use crate::record::{checked, record};
use crate::value::hash;
use plimsoll::margin::shock;
use plimsoll::{Error, Fixed as Bits, Shocks as Kernel};
use pyo3::prelude::*;
use pyo3::types::PyType;

type Term = shock::VolatilityShock<Bits>;
type Turn = shock::Skew<Bits>;

checked! {
    /// The term structure of a volatility shock: ``volatility * (1 ± range * (30 days / time left) ** power)``.
    ///
    /// Parameters
    /// ----------
    /// range : list or tuple of 2 Number
    ///     Up and down, not negative; read to the nearest number.
    /// power : list or tuple of 2 Number
    ///     Up to 30 days and above, not negative; read to the nearest number.
    /// floor : int
    ///     The shortest time that counts, in seconds, above zero.
    /// least : Number
    ///     What a volatility is at least when it rises; read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidScenario
    ///     A negative number, or no shortest time.
    /// InvalidQuantity, InvalidNumber, Overflow
    class("plimsoll.scenario") VolatilityShock(Term::new, InvalidScenario: "range, power, floor or least") {
        /// tuple of Fixed: The range up and the range down.
        range: read::pair_nearest,
        /// tuple of Fixed: The power up to 30 days and the power above.
        power: read::pair_nearest,
        /// int: The shortest time that counts, in seconds.
        floor: read::place,
        /// Fixed: What a volatility is at least when it rises.
        least: read::nearest,
    }
}

record! {
    /// A turn of the smile: ``volatility * (1 + k * cap / width)``, of which the second term stays within
    /// ``±cap``, with ``k = ln(strike / forward)`` (or its amount), ``cap + slope * sqrt(years)`` for the cap
    /// and ``max(least_width, sqrt(years) * scale * (level + sqrt(years) * slope))`` for the width.
    ///
    /// Parameters
    /// ----------
    /// linear : list or tuple of 2 Number
    ///     The cap of the linear turn, and its slope; read to the nearest number.
    /// absolute : list or tuple of 2 Number
    ///     The same of the turn on both sides; read to the nearest number.
    /// least_width : Number
    ///     Where the turn is capped at least, in log-moneyness, above zero; read to the nearest number.
    /// scale : Number
    ///     How many deviations wide; read to the nearest number.
    /// level : list or tuple of 2 Number
    ///     The volatility behind that width, and its slope; read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll.scenario") Skew(Turn) {
        /// tuple of Fixed: The cap of the linear turn, and its slope.
        linear: read::pair_nearest,
        /// tuple of Fixed: The same of the turn on both sides.
        absolute: read::pair_nearest,
        /// Fixed: Where the turn is capped at least, in log-moneyness.
        least_width: read::nearest,
        /// Fixed: How many deviations wide.
        scale: read::nearest,
        /// tuple of Fixed: The volatility behind that width, and its slope.
        level: read::pair_nearest,
    }

    /// No turn of the smile.
    #[classmethod]
    fn flat(_class: &Bound<'_, PyType>) -> Self {
        Skew(Turn::flat())
    }
}

/// A volatility shock as an argument.
pub fn volatility_shock(value: &Any<'_>, what: &str) -> PyResult<Term> {
    read::one::<VolatilityShock>(value, what).map(|shock| shock.0)
}

/// A skew as an argument.
pub fn skew(value: &Any<'_>, what: &str) -> PyResult<Turn> {
    read::one::<Skew>(value, what).map(|skew| skew.0)
}

/// The shocks of a method at an expiry, rounded outward: up further up, down further down (not below zero).
///
/// Parameters
/// ----------
/// shock : VolatilityShock
/// skew : Skew
/// expiry : Expiry
///
/// Raises
/// ------
/// InvalidScenario
///     The least width of the turn is not positive.
/// Overflow
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, PartialEq)]
pub struct Shocks {
    pub kernel: Kernel,
    shock: VolatilityShock,
    skew: Skew,
    expiry: Expiry,
}

#[pymethods]
impl Shocks {
    #[new]
    fn new(shock: &VolatilityShock, skew: &Skew, expiry: &Expiry) -> PyResult<Self> {
        let causes = [(Error::InvalidScenario, "skew")];
        let kernel = Kernel::new(&shock.0, &skew.0, &expiry.0);
        Ok(Shocks {
            kernel: kernel.map_err(caused_by(&causes))?,
            shock: *shock,
            skew: *skew,
            expiry: *expiry,
        })
    }

    /// VolatilityShock: The term structure.
    #[getter]
    fn shock(&self) -> VolatilityShock {
        self.shock
    }

    /// Skew: The turn of the smile.
    #[getter]
    fn skew(&self) -> Skew {
        self.skew
    }

    /// Expiry: The expiry.
    #[getter]
    fn expiry(&self) -> Expiry {
        self.expiry
    }

    /// tuple of Interval: The factors on a volatility that rises, and on one that falls.
    #[getter]
    fn factors(&self) -> (Interval, Interval) {
        let (up, down) = self.kernel.factors();
        (Interval(*up), Interval(*down))
    }

    /// The volatility in a scenario.
    ///
    /// Parameters
    /// ----------
    /// volatility : Interval or Number
    ///     As it is now. A number is read down and read up.
    /// change : Volatility or str
    ///     What the scenario does to it.
    /// money : Interval or Number
    ///     The option's log-moneyness ``ln(strike / forward)``. A number is read down and read up.
    ///
    /// Returns
    /// -------
    /// Interval
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     Another change.
    /// InvalidNumber, Overflow
    fn volatility(
        &self,
        volatility: &Any<'_>,
        change: &Any<'_>,
        money: &Any<'_>,
    ) -> PyResult<Interval> {
        let volatility = interval(volatility, "volatility")?;
        let change = VOLATILITY.read(change, "change")?;
        let shocked = self
            .kernel
            .volatility(&volatility, change, &interval(money, "money")?);
        shocked.map(Interval).map_err(raise)
    }

    fn __repr__(&self) -> String {
        let (shock, skew) = (self.shock.__repr__(), self.skew.__repr__());
        format!("Shocks({shock}, {skew}, {})", self.expiry.__repr__())
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> (Bound<'py, PyType>, (VolatilityShock, Skew, Expiry)) {
        (py.get_type::<Self>(), (self.shock, self.skew, self.expiry))
    }
}
