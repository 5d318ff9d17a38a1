//! A loss that everybody bears, by an index that each account applies when it is next touched.

use crate::error::raise;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::record;
use plimsoll::solvency::socialise;
use pyo3::prelude::*;

type Kernel = socialise::Socialised<plimsoll::Fixed>;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Socialised>()?;
    module.add_function(wrap_pyfunction!(deposit_index, module)?)?;
    module.add_function(wrap_pyfunction!(funding_index, module)?)?;
    module.add_function(wrap_pyfunction!(junior_ratio, module)?)
}

record! {
    /// An index after a loss, and what it takes from those who hold it.
    ///
    /// An index is shared, so a loss can be passed on only in whole steps of it. What is taken is at
    /// least the loss where there is enough to take: what is over belongs to the protocol, never to an
    /// account.
    ///
    /// Parameters
    /// ----------
    /// index, taken, left : Number
    ///     Read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll.solvency.socialise") Socialised(Kernel) {
        /// Fixed: The index after the loss; of `funding_index` the change.
        index: read::nearest,
        /// Fixed: What moves with it, by exact shares: the old total less the new one, rounded down.
        taken: read::nearest,
        /// Fixed: The part of the loss that is more than there is to take.
        left: read::nearest,
    }
}

/// The deposit index after depositors bear a loss: ``index - loss / deposits``, the quotient rounded up,
/// at least zero (Mango, Drift, marginfi). Where nothing is deposited nothing is taken.
///
/// Parameters
/// ----------
/// index : Number
///     Not negative; read down.
/// loss : Number
///     Not negative, in units of the asset; read up.
/// deposits : Number
///     The shares, so that a depositor has ``shares * index``; not negative, read down.
///
/// Returns
/// -------
/// Socialised
///
/// Raises
/// ------
/// InvalidQuantity
///     Where one is negative.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll.solvency.socialise import deposit_index
/// >>> deposit_index("1.5", 100, 800)
/// Socialised(Fixed("1.375"), Fixed("100"), Fixed("0"))
#[pyfunction]
fn deposit_index(index: &Any<'_>, loss: &Any<'_>, deposits: &Any<'_>) -> PyResult<Socialised> {
    let socialised = socialise::deposit_index(
        &read::down(index, "index")?,
        &read::up(loss, "loss")?,
        &read::down(deposits, "deposits")?,
    );
    socialised.map(Socialised).map_err(raise)
}

/// How far the funding index of longs rises and that of shorts falls so that every open position bears a
/// loss by its size: ``loss / open_interest``, rounded up (Mango, Drift). Where nothing is open nothing
/// is taken.
///
/// Parameters
/// ----------
/// loss : Number
///     Not negative, in units of the settlement asset; read up.
/// open_interest : Number
///     The sum of longs and shorts without sign, in units of the base; read down.
///
/// Returns
/// -------
/// Socialised
///     Its ``index`` is the change.
///
/// Raises
/// ------
/// InvalidQuantity
///     Where one is negative.
/// InvalidNumber, Overflow
#[pyfunction]
fn funding_index(loss: &Any<'_>, open_interest: &Any<'_>) -> PyResult<Socialised> {
    let loss = read::up(loss, "loss")?;
    let open_interest = read::down(open_interest, "open_interest")?;
    let socialised = socialise::funding_index(&loss, &open_interest);
    socialised.map(Socialised).map_err(raise)
}

/// The part of each profit that can be paid when profits are junior to deposits:
/// ``min(max(assets - deposits, 0), profits) / profits``, rounded down; 1 where there is no profit. A
/// profit then pays ``profit * ratio`` rounded down, and together they never exceed what is there.
///
/// Parameters
/// ----------
/// assets : Number
///     Not negative; read down.
/// deposits, profits : Number
///     Not negative; read up.
///
/// Raises
/// ------
/// InvalidQuantity
///     Where one is negative.
/// InvalidNumber, Overflow
#[pyfunction]
fn junior_ratio(assets: &Any<'_>, deposits: &Any<'_>, profits: &Any<'_>) -> PyResult<Fixed> {
    let ratio = socialise::junior_ratio(
        &read::down(assets, "assets")?,
        &read::up(deposits, "deposits")?,
        &read::up(profits, "profits")?,
    );
    ratio.map(Fixed).map_err(raise)
}
