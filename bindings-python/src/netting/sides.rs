//! What is long and what is short of one thing.

use crate::error::{about, raise};
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::value::Shared;
use plimsoll::margin::netting;
use plimsoll::{Error, Fixed as Bits, Number};
use pyo3::prelude::*;
use pyo3::types::PyType;

type Kernel = netting::Sides<Bits>;

/// What is long and what is short of one thing, both without sign. Mutable, and safe to feed from several
/// threads.
///
/// Parameters
/// ----------
/// long, short : Number, default 0
///     Not negative; read to the nearest number.
///
/// Raises
/// ------
/// InvalidQuantity
///     A negative amount.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll.netting import Sides
/// >>> deltas = Sides()
/// >>> for delta in (3, -1, 4):
/// ...     deltas.add(delta)
/// >>> deltas.net(), deltas.hedged()
/// (Fixed("6"), Fixed("1"))
#[pyclass(frozen, eq, module = "plimsoll.netting")]
#[derive(Clone, PartialEq)]
pub struct Sides(pub Shared<Kernel>);

#[pymethods]
impl Sides {
    #[new]
    #[pyo3(signature = (long = None, short = None))]
    fn new(long: Option<&Any<'_>>, short: Option<&Any<'_>>) -> PyResult<Self> {
        let mut sides = Kernel::none();
        for (amount, what, short) in [(long, "long", false), (short, "short", true)] {
            let Some(amount) = amount else { continue };
            let amount = read::nearest(amount, what)?;
            if amount.is_negative() {
                return Err(about(what)(Error::InvalidQuantity));
            }
            let signed = match short {
                true => amount.try_neg().map_err(about(what))?,
                false => amount,
            };
            sides.add(&signed).map_err(about(what))?;
        }
        Ok(Sides(Shared::new(sides)))
    }

    /// Adds an amount, long above zero and short below it.
    ///
    /// Parameters
    /// ----------
    /// amount : Number
    ///     Read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    ///     The sums stay as they were.
    fn add(&self, amount: &Any<'_>) -> PyResult<()> {
        let amount = read::nearest(amount, "amount")?;
        self.0.change(|sides| sides.add(&amount)).map_err(raise)
    }

    /// Fixed: What is long, as it is now.
    #[getter]
    fn long(&self) -> Fixed {
        Fixed(*self.0.get().long())
    }

    /// Fixed: What is short, as it is now, without sign.
    #[getter]
    fn short(&self) -> Fixed {
        Fixed(*self.0.get().short())
    }

    /// ``long - short``, exact.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn net(&self) -> PyResult<Fixed> {
        self.0.get().net().map(Fixed).map_err(raise)
    }

    /// What stands against the other side, ``min(long, short)``, exact.
    fn hedged(&self) -> Fixed {
        Fixed(self.0.get().hedged())
    }

    fn __repr__(&self) -> String {
        let sides = self.0.get();
        let (long, short) = (Fixed::show(sides.long()), Fixed::show(sides.short()));
        format!("Sides({long}, {short})")
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (Fixed, Fixed)) {
        let sides = self.0.get();
        let parts = (Fixed(*sides.long()), Fixed(*sides.short()));
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
