//! Dutch auctions of an account: what a bidder pays, and for how much of it.

use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::ramp::Ramp;
use crate::read::{self, Any};
use crate::record::record;
use plimsoll::liquidation::auction;
use plimsoll::{Auction as Kernel, Error};
use pyo3::prelude::*;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Auction>()?;
    module.add_function(wrap_pyfunction!(discount, module)?)?;
    module.add_function(wrap_pyfunction!(storefront, module)?)
}

const CAUSES: [(Error, &str); 3] = [
    (Error::InvalidFraction, "discount"),
    (Error::InvalidQuantity, "buffer"),
    (Error::InvalidRamp, "length"),
];

record! {
    /// An account in auction, in its currency.
    ///
    /// Parameters
    /// ----------
    /// equity : Number
    ///     What the account is worth at the mark, with what is reserved; read down.
    /// maintenance : Number
    ///     Its surplus at maintenance, which is negative while it is in auction; read down.
    /// reserved : Number
    ///     What earlier bidders have paid into it, which nobody bids for; read down.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll") Auction(Kernel) {
        /// Fixed: What the account is worth at the mark, with what is reserved.
        equity: read::down,
        /// Fixed: Its surplus at maintenance.
        maintenance: read::down,
        /// Fixed: What earlier bidders have paid into it, which nobody bids for.
        reserved: read::down,
    }

    /// What the account must reach to leave the auction:
    /// ``maintenance - buffer * (equity - maintenance)``, rounded down. Negative while it has not.
    ///
    /// Parameters
    /// ----------
    /// buffer : Number
    ///     Not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative buffer.
    /// InvalidNumber, Overflow
    fn buffered(&self, buffer: &Any<'_>) -> PyResult<Fixed> {
        let margin = self.0.buffered(&read::up(buffer, "buffer")?);
        margin.map(Fixed).map_err(caused_by(&CAUSES))
    }

    /// The largest share of the account that may be bid for, so that what is left with the bid is at its
    /// buffer margin: ``b / (b - equity * d - reserved * (1 - d))`` with ``b`` the buffered margin and
    /// ``d`` the discount, rounded down. Zero where the account may leave the auction, all of it where no
    /// share can bring it there.
    ///
    /// Parameters
    /// ----------
    /// buffer : Number
    ///     Not negative; read up.
    /// discount : Number
    ///     The part of the mark that a bidder pays, in [0, 1]; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFraction
    ///     For the discount.
    /// InvalidQuantity
    ///     A negative buffer.
    /// InvalidNumber, Overflow
    fn largest_share(&self, buffer: &Any<'_>, discount: &Any<'_>) -> PyResult<Fixed> {
        let (buffer, discount) = (read::up(buffer, "buffer")?, read::up(discount, "discount")?);
        let share = self.0.largest_share(&buffer, &discount);
        share.map(Fixed).map_err(caused_by(&CAUSES))
    }

    /// What a bidder pays for all of the account: ``(equity - reserved) * discount``, rounded up. A bid
    /// for a share pays the share of it.
    ///
    /// Parameters
    /// ----------
    /// discount : Number
    ///     The part of the mark that a bidder pays, in [0, 1]; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFraction, InvalidNumber, Overflow
    fn bid(&self, discount: &Any<'_>) -> PyResult<Fixed> {
        let bid = self.0.bid(&read::up(discount, "discount")?);
        bid.map(Fixed).map_err(caused_by(&CAUSES))
    }

    /// What a bidder is paid to take an insolvent account, negative: from ``min(equity, 0)`` down to
    /// `maintenance` over ``length``, rounded up, so that the fund pays no more than it must.
    ///
    /// Parameters
    /// ----------
    /// elapsed : Number
    ///     Read down.
    /// length : Number
    ///     Of the auction; read up.
    ///
    /// Raises
    /// ------
    /// InvalidRamp
    ///     A length of nothing.
    /// InvalidNumber, Overflow
    fn insolvent(&self, elapsed: &Any<'_>, length: &Any<'_>) -> PyResult<Fixed> {
        let (elapsed, length) = (read::down(elapsed, "elapsed")?, read::up(length, "length")?);
        let bid = self.0.insolvent(&elapsed, length);
        bid.map(Fixed).map_err(caused_by(&CAUSES))
    }
}

/// What part of the mark a bidder pays after ``elapsed``: along the fast ramp to its end, and from there
/// along the slow one, rounded up (Derive).
///
/// Parameters
/// ----------
/// fast, slow : Ramp
/// elapsed : Number
///     Read down.
///
/// Raises
/// ------
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Ramp
/// >>> from plimsoll.liquidation.auction import discount
/// >>> fast, slow = Ramp(0, 900, 1, "0.75"), Ramp(900, 3600, "0.75", 0)
/// >>> discount(fast, slow, 450), discount(fast, slow, 2250)
/// (Fixed("0.875"), Fixed("0.375"))
#[pyfunction]
fn discount(fast: &Ramp, slow: &Ramp, elapsed: &Any<'_>) -> PyResult<Fixed> {
    let elapsed = read::down(elapsed, "elapsed")?;
    let part = auction::discount(&fast.0, &slow.0, &elapsed);
    part.map(Fixed).map_err(raise)
}

/// The price at which a protocol sells collateral that it absorbed (Compound's storefront):
/// ``price * (1 - factor * (1 - liquidation_factor))``, rounded up.
///
/// Parameters
/// ----------
/// price : Number
///     Read up.
/// factor : Number
///     In [0, 1]; read down.
/// liquidation_factor : Number
///     In [0, 1]; read up.
///
/// Raises
/// ------
/// InvalidFraction
///     For either factor.
/// InvalidNumber, Overflow
#[pyfunction]
fn storefront(price: &Any<'_>, factor: &Any<'_>, liquidation_factor: &Any<'_>) -> PyResult<Fixed> {
    let price = auction::storefront(
        &read::up(price, "price")?,
        &read::down(factor, "factor")?,
        &read::up(liquidation_factor, "liquidation_factor")?,
    );
    let causes = [(Error::InvalidFraction, "factor or liquidation_factor")];
    price.map(Fixed).map_err(caused_by(&causes))
}
