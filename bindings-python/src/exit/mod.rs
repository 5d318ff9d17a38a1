//! What a size really fetches where it can be sold, which is less than its mark.

mod depth;
mod pool;
mod ranges;
mod stable;

use crate::error::caused_by;
use crate::number::Fixed;
use crate::price::Price as Mark;
use crate::read::{self, wrong_type, Any};
use crate::solver::Limit;
use plimsoll::price::exit::{self, Venue};
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<pool::Pool>()?;
    module.add_class::<ranges::Range>()?;
    module.add_class::<ranges::Ranges>()?;
    module.add_class::<stable::StableSwap>()?;
    module.add_class::<depth::Level>()?;
    module.add_class::<depth::Depth>()?;
    module.add_function(wrap_pyfunction!(average_sale, module)?)?;
    module.add_function(wrap_pyfunction!(average_purchase, module)?)?;
    module.add_function(wrap_pyfunction!(price, module)?)?;
    module.add_function(wrap_pyfunction!(largest_sale, module)?)?;
    module.add_function(wrap_pyfunction!(largest_purchase, module)?)
}

/// A venue of any class.
fn any<'a>(value: &'a Any<'_>) -> PyResult<Box<dyn Venue<Bits> + 'a>> {
    Ok(if let Ok(venue) = value.cast::<pool::Pool>() {
        Box::new(venue.get().kernel()?)
    } else if let Ok(venue) = value.cast::<ranges::Ranges>() {
        Box::new(venue.get().kernel()?)
    } else if let Ok(venue) = value.cast::<stable::StableSwap>() {
        Box::new(venue.get().kernel()?)
    } else if let Ok(venue) = value.cast::<depth::Depth>() {
        Box::new(venue.get().kernel()?)
    } else {
        let expected = "Pool, Ranges, StableSwap or Depth";
        return Err(wrong_type(value, expected, "venue", ""));
    })
}

/// What an error of a size is about.
const CAUSES: [(Error, &str); 3] = [
    (Error::InvalidQuantity, "size"),
    (Error::DivisionByZero, "size"),
    (Error::AboveCapacity, "size"),
];

/// What selling a size fetches.
fn proceeds(venue: &impl Venue<Bits>, size: &Any<'_>) -> PyResult<Fixed> {
    let proceeds = venue.proceeds(&read::nearest(size, "size")?);
    proceeds.map(Fixed).map_err(caused_by(&CAUSES))
}

/// What buying a size costs.
fn cost(venue: &impl Venue<Bits>, size: &Any<'_>) -> PyResult<Fixed> {
    let cost = venue.cost(&read::nearest(size, "size")?);
    cost.map(Fixed).map_err(caused_by(&CAUSES))
}

/// What a unit fetches on average when ``size`` is sold, rounded down.
///
/// Parameters
/// ----------
/// size : Number
///     Above zero; read to the nearest number.
/// venue : Pool, Ranges, StableSwap or Depth
///
/// Raises
/// ------
/// DivisionByZero
///     A size of zero.
/// InvalidQuantity
///     A negative size.
/// InvalidNumber, Overflow
#[pyfunction]
fn average_sale(size: &Any<'_>, venue: &Any<'_>) -> PyResult<Fixed> {
    let average = exit::average_sale(&read::nearest(size, "size")?, &*any(venue)?);
    average.map(Fixed).map_err(caused_by(&CAUSES))
}

/// What a unit costs on average when ``size`` is bought, rounded up.
///
/// Parameters
/// ----------
/// size : Number
///     Above zero; read to the nearest number.
/// venue : Pool, Ranges, StableSwap or Depth
///
/// Raises
/// ------
/// AboveCapacity
///     The venue has not that much.
/// DivisionByZero
///     A size of zero.
/// InvalidQuantity
///     A negative size.
/// InvalidNumber, Overflow
#[pyfunction]
fn average_purchase(size: &Any<'_>, venue: &Any<'_>) -> PyResult<Fixed> {
    let average = exit::average_purchase(&read::nearest(size, "size")?, &*any(venue)?);
    average.map(Fixed).map_err(caused_by(&CAUSES))
}

/// The mark, widened by what leaving a position would average: the sale of what is owned lowers the low end, the
/// purchase of what is owed raises the high end.
///
/// The result contains the mark. Nothing to leave, or an unknown mark, changes nothing. The low end is zero where
/// the venue pays nothing, which is still a bound.
///
/// Parameters
/// ----------
/// mark : Price
/// quantity : Number
///     Below zero, owed; read to the nearest number.
/// venue : Pool, Ranges, StableSwap or Depth
///
/// Returns
/// -------
/// Price
///
/// Raises
/// ------
/// AboveCapacity
///     The venue has not as much as is owed, so that no price is high enough.
/// InvalidNumber, Overflow
#[pyfunction]
fn price(mark: &Mark, quantity: &Any<'_>, venue: &Any<'_>) -> PyResult<Mark> {
    let quantity = read::nearest(quantity, "quantity")?;
    let causes = [(Error::AboveCapacity, "quantity")];
    let price = exit::price(&mark.0, &quantity, &*any(venue)?);
    price.map(Mark).map_err(caused_by(&causes))
}

macro_rules! largest {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Parameters
        /// ----------
        /// mark : Price
        /// slippage : Number
        ///     In [0, 1]; read down.
        /// most : Number
        ///     Not negative; read down.
        /// step : Number
        ///     The answer is a multiple of it; read to the nearest number.
        /// venue : Pool, Ranges, StableSwap or Depth
        ///
        /// Returns
        /// -------
        /// Limit
        ///     ``"never"`` where the last multiple up to ``most`` does, ``"unknown"`` without a mark, zero where not
        ///     even the first unit does.
        ///
        /// Raises
        /// ------
        /// InvalidFraction
        ///     For the slippage.
        /// InvalidQuantity
        ///     A negative ``most``.
        /// InvalidStep, InvalidNumber, Overflow
        #[pyfunction]
        fn $name(
            mark: &Mark,
            slippage: &Any<'_>,
            most: &Any<'_>,
            step: &Any<'_>,
            venue: &Any<'_>,
        ) -> PyResult<Limit> {
            let (slippage, most) = (read::down(slippage, "slippage")?, read::down(most, "most")?);
            let step = read::nearest(step, "step")?;
            let causes = [
                (Error::InvalidFraction, "slippage"),
                (Error::InvalidQuantity, "most"),
                (Error::InvalidStep, "step"),
            ];
            let size = exit::$name(&mark.0, &slippage, &most, &step, &*any(venue)?);
            size.map(Limit).map_err(caused_by(&causes))
        }
    )*};
}
largest! {
    /// The largest size whose sale fetches on average at least the low end of the mark less ``slippage`` of it:
    /// ``proceeds(size) >= size * low * (1 - slippage)``. One step more does not.
    largest_sale;
    /// The largest size that costs on average at most the high end of the mark and ``slippage`` of it:
    /// ``cost(size) <= size * high * (1 + slippage)``. One step more does not.
    largest_purchase;
}

/// A class with the methods that every venue has behind those of its own. A venue on the caller's lists reads
/// them anew each time, which validates what was valid.
macro_rules! venue {
    (impl $name:ident { $($methods:tt)* }) => {
        #[pymethods]
        impl $name {
            $($methods)*

            /// What selling ``size`` fetches, fee deducted, rounded down; what exceeds the venue's depth fetches
            /// nothing.
            ///
            /// Parameters
            /// ----------
            /// size : Number
            ///     Not negative; read to the nearest number.
            ///
            /// Raises
            /// ------
            /// InvalidQuantity
            ///     A negative size.
            /// InvalidNumber, Overflow
            fn proceeds(&self, size: &Any<'_>) -> PyResult<Fixed> {
                super::proceeds(&self.kernel()?, size)
            }

            /// What buying ``size`` costs, fee included, rounded up.
            ///
            /// Parameters
            /// ----------
            /// size : Number
            ///     Not negative; read to the nearest number.
            ///
            /// Raises
            /// ------
            /// AboveCapacity
            ///     The venue has not that much.
            /// InvalidQuantity
            ///     A negative size.
            /// InvalidNumber, Overflow
            fn cost(&self, size: &Any<'_>) -> PyResult<Fixed> {
                super::cost(&self.kernel()?, size)
            }

            fn __hash__(&self) -> u64 {
                crate::value::hash(&self.__repr__())
            }
        }
    };
}
use venue;
