//! The time to an expiry, and what a payment then is worth now.

use crate::error::{caused_by, raise};
use crate::interval::Interval;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::wrapped;
use crate::value::hash;
use plimsoll::{Error, Expiry as Kernel, Number};
use pyo3::prelude::*;
use pyo3::types::PyType;

/// What all options of one expiry share: the time left, the rate, and the discount
/// ``e ** (-rate * years)`` on what is paid then. Made once a market update.
///
/// Parameters
/// ----------
/// seconds : int
///     The time left, not negative. A year has 365 days (`plimsoll.option.YEAR`).
/// rate : Number
///     Yearly, continuously compounded; read to the nearest number.
///
/// Raises
/// ------
/// InvalidQuantity
///     A negative time.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Expiry
/// >>> from plimsoll.option import DAY
/// >>> expiry = Expiry(73 * DAY, "0.05")
/// >>> print(f"{expiry.years.high:.3f} {expiry.discount.high:.9f}")
/// 0.200 0.990049834
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, Copy, PartialEq)]
pub struct Expiry(pub Kernel);

wrapped!(Kernel, Expiry);

impl Expiry {
    /// Whether the discount is the one that the rate makes, and not one that was quoted.
    fn by_rate(&self) -> bool {
        Kernel::new(self.0.seconds(), *self.0.rate()).is_ok_and(|made| made == self.0)
    }
}

#[pymethods]
impl Expiry {
    #[new]
    fn new(seconds: &Any<'_>, rate: &Any<'_>) -> PyResult<Self> {
        let seconds = read::place(seconds, "seconds")?;
        let expiry = Kernel::new(seconds, read::nearest(rate, "rate")?);
        expiry.map(Expiry).map_err(raise)
    }

    /// An expiry without a rate.
    ///
    /// Parameters
    /// ----------
    /// seconds : int
    ///     The time left, not negative.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity, Overflow
    #[classmethod]
    fn undiscounted(_class: &Bound<'_, PyType>, seconds: &Any<'_>) -> PyResult<Self> {
        let expiry = Kernel::undiscounted(read::place(seconds, "seconds")?);
        expiry.map(Expiry).map_err(raise)
    }

    /// An expiry with the discount as quoted; the rate is then ``-ln(discount) / years``, and zero where no
    /// time is left.
    ///
    /// Parameters
    /// ----------
    /// seconds : int
    ///     The time left, not negative.
    /// discount : Number
    ///     What one unit paid then is worth now, above zero; read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidOption
    ///     Unless the discount is above zero.
    /// InvalidQuantity, InvalidNumber, Overflow
    #[classmethod]
    fn discounted(
        _class: &Bound<'_, PyType>,
        seconds: &Any<'_>,
        discount: &Any<'_>,
    ) -> PyResult<Self> {
        let seconds = read::place(seconds, "seconds")?;
        let expiry = Kernel::discounted(seconds, read::nearest(discount, "discount")?);
        let causes = [(Error::InvalidOption, "discount")];
        expiry.map(Expiry).map_err(caused_by(&causes))
    }

    /// int: The time left in seconds.
    #[getter]
    fn seconds(&self) -> u64 {
        self.0.seconds()
    }

    /// Interval: The time left in years.
    #[getter]
    fn years(&self) -> Interval {
        Interval(*self.0.years())
    }

    /// Interval: The square root of the time left in years.
    #[getter]
    fn root(&self) -> Interval {
        Interval(*self.0.root())
    }

    /// Fixed: The yearly rate, continuously compounded.
    #[getter]
    fn rate(&self) -> Fixed {
        Fixed(*self.0.rate())
    }

    /// Interval: What one unit paid at expiry is worth now.
    #[getter]
    fn discount(&self) -> Interval {
        Interval(*self.0.discount())
    }

    pub fn __repr__(&self) -> String {
        let seconds = self.0.seconds();
        if self.by_rate() && self.0.rate().is_zero() {
            return format!("Expiry.undiscounted({seconds})");
        }
        if self.by_rate() {
            return format!("Expiry({seconds}, {})", Fixed::show(self.0.rate()));
        }
        let discount = Fixed::show(self.0.discount().low());
        format!("Expiry.discounted({seconds}, {discount})")
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Any<'py>, (u64, Fixed))> {
        let class = py.get_type::<Self>();
        if self.by_rate() {
            return Ok((class.into_any(), (self.seconds(), self.rate())));
        }
        let discount = Fixed(*self.0.discount().low());
        Ok((class.getattr("discounted")?, (self.seconds(), discount)))
    }
}
