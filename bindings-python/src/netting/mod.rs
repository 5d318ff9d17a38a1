//! Offsets between positions: what two sides of a market charge or earn for standing against each other.

pub mod sides;
mod spread;

use crate::error::caused_by;
use crate::number::Fixed;
use crate::read::{self, Any, Way};
use crate::record::record;
use crate::scenario::list;
use plimsoll::margin::netting;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;
use pyo3::types::PyList;

type Row = netting::Pair<Bits>;
/// An answer, and the amounts that it leaves.
type Left<'py> = (Fixed, Bound<'py, PyList>);

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<sides::Sides>()?;
    module.add_class::<Pair>()?;
    module.add_class::<spread::Underlying>()?;
    module.add_class::<spread::Leg>()?;
    module.add_function(wrap_pyfunction!(take_matched, module)?)?;
    module.add_function(wrap_pyfunction!(pair_charge, module)?)?;
    module.add_function(wrap_pyfunction!(pair_credit, module)?)?;
    module.add_function(wrap_pyfunction!(hedge_weight, module)?)?;
    module.add_function(wrap_pyfunction!(hedge_credit, module)?)?;
    module.add_function(wrap_pyfunction!(discount_gains, module)?)?;
    module.add_function(wrap_pyfunction!(cap_gains, module)?)?;
    module.add_function(wrap_pyfunction!(spread::inter_month_charge, module)?)?;
    module.add_function(wrap_pyfunction!(spread::calendar_margin, module)?)?;
    module.add_function(wrap_pyfunction!(spread::composite_delta, module)?)?;
    module.add_function(wrap_pyfunction!(spread::spread, module)?)
}

record! {
    /// Two places of a list that offset each other, and what a unit of it is charged or earns.
    ///
    /// Parameters
    /// ----------
    /// first, second : int
    ///     Places in the list.
    /// rate : Number
    ///     On each unit matched, not negative; read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity, InvalidNumber, Overflow
    class("plimsoll.netting") Pair(Row) {
        /// int: One place in the list.
        first: read::place,
        /// int: The other place.
        second: read::place,
        /// Fixed: On each unit matched.
        rate: read::nearest,
    }
}

/// What an error of a table is about.
const TABLE: [(Error, &str); 2] = [
    (Error::UnknownMarket, "first or second"),
    (Error::InvalidFactor, "rate"),
];

/// What two amounts of opposite signs have in common, and all amounts without it; nothing where they are on
/// one side. Exact.
///
/// Parameters
/// ----------
/// amounts : list or tuple of Number
///     Read to the nearest number; stays as it is.
/// first, second : int
///     Places in it.
///
/// Returns
/// -------
/// tuple of Fixed and list of Fixed
///
/// Raises
/// ------
/// UnknownMarket
///     A place that is not among the amounts, or twice the same.
/// InvalidQuantity, InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll.netting import take_matched
/// >>> take_matched([5, -3, 1], 0, 1)
/// (Fixed("3"), [Fixed("2"), Fixed("0"), Fixed("1")])
#[pyfunction]
fn take_matched<'py>(
    py: Python<'py>,
    amounts: &Any<'py>,
    first: &Any<'py>,
    second: &Any<'py>,
) -> PyResult<Left<'py>> {
    let mut amounts = read::numbers(amounts, Way::Nearest, "amounts")?;
    let (first, second) = (read::place(first, "first")?, read::place(second, "second")?);
    let matched = netting::take_matched(&mut amounts, first, second);
    let matched = matched.map_err(caused_by(&TABLE))?;
    Ok((Fixed(matched), list(py, &amounts)?))
}

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Parameters
        /// ----------
        /// amounts : list or tuple of Number
        ///     Read to the nearest number; stays as it is.
        /// table : list or tuple of Pair
        ///     In the order of its rows.
        ///
        /// Returns
        /// -------
        /// tuple of Fixed and list of Fixed
        ///     And what nothing matched.
        ///
        /// Raises
        /// ------
        /// InvalidFactor
        ///     A negative rate.
        /// UnknownMarket
        ///     A place that is not among the amounts, or twice the same.
        /// InvalidNumber, Overflow
        #[pyfunction]
        fn $name<'py>(py: Python<'py>, amounts: &Any<'py>, table: &Any<'py>) -> PyResult<Left<'py>> {
            let mut amounts = read::numbers(amounts, Way::Nearest, "amounts")?;
            let table: Vec<_> = read::many::<Pair>(table, "table")?
                .into_iter()
                .map(|pair| pair.0)
                .collect();
            let sum = netting::$name(&mut amounts, &table).map_err(caused_by(&TABLE))?;
            Ok((Fixed(sum), list(py, &amounts)?))
        }
    )*};
}
tables! {
    /// A table of charges for what offsets: the sum of ``matched * rate``, rounded up. What a row matches no
    /// later one counts again.
    pair_charge;
    /// The same as a credit, rounded down (Coinbase International: BTC against ETH earns 0.40).
    pair_credit;
}

/// The weight under which a hedge of spot and perp counts, from the weight of its legs:
/// ``1 - (1 - weight) / 5``, rounded down (Vertex, Nado).
///
/// Parameters
/// ----------
/// weight : Number
///     In [0, 1]; read down.
///
/// Raises
/// ------
/// InvalidFraction, InvalidNumber, Overflow
#[pyfunction]
fn hedge_weight(weight: &Any<'_>) -> PyResult<Fixed> {
    let hedge = netting::hedge_weight(&read::down(weight, "weight")?);
    let causes = [(Error::InvalidFraction, "weight")];
    hedge.map(Fixed).map_err(caused_by(&causes))
}

/// What a spot balance and a perp on opposite sides earn back of their weights:
/// ``min(|spot|, |perp|) * (spot price + perp price) * (hedge - (spot weight + perp weight) / 2)``, at least
/// zero, rounded down (Vertex, Nado).
///
/// Parameters
/// ----------
/// amounts : list or tuple of 2 Number
///     Spot and perp; read to the nearest number.
/// prices : list or tuple of 2 Number
///     Not negative; read down.
/// weights : list or tuple of 2 Number
///     Of what is owned, in [0, 1]; read up.
/// hedge : Number
///     Of both together (`hedge_weight`), in [0, 1]; read down.
///
/// Raises
/// ------
/// InvalidPrice
///     A negative price.
/// InvalidFraction
///     A weight outside [0, 1].
/// InvalidNumber, Overflow
#[pyfunction]
fn hedge_credit(
    amounts: &Any<'_>,
    prices: &Any<'_>,
    weights: &Any<'_>,
    hedge: &Any<'_>,
) -> PyResult<Fixed> {
    let credit = netting::hedge_credit(
        &read::pair_nearest(amounts, "amounts")?,
        &read::pair_down(prices, "prices")?,
        &read::pair_up(weights, "weights")?,
        &read::down(hedge, "hedge")?,
    );
    let causes = [
        (Error::InvalidPrice, "prices"),
        (Error::InvalidFraction, "weights or hedge"),
    ];
    credit.map(Fixed).map_err(caused_by(&causes))
}

/// Gains that count for a share only, as those of one group do against the losses of another: above zero
/// ``profit * share``, rounded down (OCC, TIMS).
///
/// Parameters
/// ----------
/// profits : list or tuple of Number
///     Read down; stays as it is.
/// share : Number
///     In [0, 1]; read down.
///
/// Returns
/// -------
/// list of Fixed
///
/// Raises
/// ------
/// InvalidFraction, InvalidNumber, Overflow
#[pyfunction]
fn discount_gains<'py>(
    py: Python<'py>,
    profits: &Any<'py>,
    share: &Any<'py>,
) -> PyResult<Bound<'py, PyList>> {
    let mut profits = read::numbers(profits, Way::Down, "profits")?;
    let discounted = netting::discount_gains(&mut profits, &read::down(share, "share")?);
    discounted.map_err(caused_by(&[(Error::InvalidFraction, "share")]))?;
    list(py, &profits)
}

/// Gains that count up to a limit only.
///
/// Parameters
/// ----------
/// profits : list or tuple of Number
///     Read down; stays as it is.
/// most : Number
///     Not negative; read down.
///
/// Returns
/// -------
/// list of Fixed
///
/// Raises
/// ------
/// InvalidQuantity, InvalidNumber, Overflow
#[pyfunction]
fn cap_gains<'py>(
    py: Python<'py>,
    profits: &Any<'py>,
    most: &Any<'py>,
) -> PyResult<Bound<'py, PyList>> {
    let mut profits = read::numbers(profits, Way::Down, "profits")?;
    let capped = netting::cap_gains(&mut profits, &read::down(most, "most")?);
    capped.map_err(caused_by(&[(Error::InvalidQuantity, "most")]))?;
    list(py, &profits)
}
