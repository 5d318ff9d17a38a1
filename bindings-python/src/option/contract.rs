//! One contract: what it is worth, what that changes by, and the volatility that a price implies.

use super::Expiry;
use crate::error::caused_by;
use crate::interval::{interval, Interval};
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::{checked, record};
use crate::solver::Limit;
use plimsoll::margin::option::greeks;
use plimsoll::{Contract as Kernel, Error};
use pyo3::prelude::*;

type Changes = greeks::Greeks<plimsoll::Fixed>;

/// What an error of the pricer is about.
const CAUSES: [(Error, &str); 3] = [
    (Error::InvalidOption, "forward or volatility"),
    (
        Error::OutOfDomain,
        "forward, at the strike without time or volatility",
    ),
    (Error::InvalidStep, "step"),
];

checked! {
    /// A call or a put at a strike.
    ///
    /// Parameters
    /// ----------
    /// right : Right or str
    ///     ``"call"`` or ``"put"``.
    /// strike : Number
    ///     Not negative; read to the nearest number.
    ///
    /// Raises
    /// ------
    /// ValueError
    ///     Another right.
    /// InvalidOption
    ///     A negative strike.
    /// InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll import Contract, Expiry
    /// >>> from plimsoll.option import YEAR
    /// >>> call, expiry = Contract("call", 100), Expiry.undiscounted(YEAR)
    /// >>> value = call.value(100, "0.2", expiry)
    /// >>> print(f"{value.low:.9f} {value.high:.9f}")
    /// 7.965567455 7.965567455
    class("plimsoll") Contract(Kernel::new, InvalidOption: "strike") {
        /// Right: Call or put.
        right: super::right,
        /// Fixed: The price at which it may be exercised.
        strike: read::nearest,
    }

    /// What exercise is worth at a price: ``max(price - strike, 0)``, of a put ``max(strike - price, 0)``;
    /// exact.
    ///
    /// Parameters
    /// ----------
    /// price : Number
    ///     Read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn intrinsic(&self, price: &Any<'_>) -> PyResult<Fixed> {
        let worth = self.0.intrinsic(&read::nearest(price, "price")?);
        worth.map(Fixed).map_err(crate::error::raise)
    }

    /// What one is worth now, by Black-76: ``d * (F * N(d1) - K * N(d2))`` for a call, a put by parity,
    /// with ``d1 = ln(F / K) / s + s / 2``, ``d2 = d1 - s`` and ``s = volatility * sqrt(years)``.
    ///
    /// Parameters
    /// ----------
    /// forward : Interval or Number
    ///     The price for delivery at the expiry, not negative. A number is read down and read up.
    /// volatility : Interval or Number
    ///     Yearly, 0.8 for 80 %, not negative. A number is read down and read up.
    /// expiry : Expiry
    ///
    /// Returns
    /// -------
    /// Interval
    ///     Contains the exact value; of inputs without width at most ``16 * (F + K)`` steps wide.
    ///
    /// Raises
    /// ------
    /// InvalidOption
    ///     A negative forward or volatility.
    /// InvalidNumber, Overflow
    fn value(
        &self,
        forward: &Any<'_>,
        volatility: &Any<'_>,
        expiry: &Expiry,
    ) -> PyResult<Interval> {
        let forward = interval(forward, "forward")?;
        let volatility = interval(volatility, "volatility")?;
        let value = self.0.value(&forward, &volatility, &expiry.0);
        value.map(Interval).map_err(caused_by(&CAUSES))
    }

    /// Delta, gamma, vega and theta of one option owned, each with its sign.
    ///
    /// Parameters
    /// ----------
    /// forward, volatility : Interval or Number
    ///     As in `value`. A number is read down and read up.
    /// expiry : Expiry
    ///
    /// Returns
    /// -------
    /// Greeks
    ///
    /// Raises
    /// ------
    /// OutOfDomain
    ///     No time or no volatility, at a forward that may be the strike.
    /// InvalidOption, InvalidNumber, Overflow
    fn greeks(
        &self,
        forward: &Any<'_>,
        volatility: &Any<'_>,
        expiry: &Expiry,
    ) -> PyResult<Greeks> {
        let forward = interval(forward, "forward")?;
        let volatility = interval(volatility, "volatility")?;
        let greeks = self.0.greeks(&forward, &volatility, &expiry.0);
        greeks.map(Greeks).map_err(caused_by(&CAUSES))
    }

    /// The last multiple of ``step`` at which one is worth at most ``price``, by the high end of `value`.
    ///
    /// Parameters
    /// ----------
    /// forward : Interval or Number
    ///     As in `value`. A number is read down and read up.
    /// price : Number
    ///     What one trades at; read to the nearest number.
    /// expiry : Expiry
    /// step : Number
    ///     Of the volatility, positive; read to the nearest number.
    ///
    /// Returns
    /// -------
    /// Limit
    ///     ``"already_past"``: below the value without volatility. ``"never"``: not below ``d * F`` (a put:
    ///     ``d * K``), or no time is left.
    ///
    /// Raises
    /// ------
    /// InvalidStep, InvalidOption, InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll import Contract, Expiry
    /// >>> from plimsoll.option import YEAR
    /// >>> call, expiry = Contract("call", 100), Expiry.undiscounted(YEAR)
    /// >>> call.implied_volatility(100, "7.97", expiry, "0.0078125").value
    /// Fixed("0.1953125")
    fn implied_volatility(
        &self,
        forward: &Any<'_>,
        price: &Any<'_>,
        expiry: &Expiry,
        step: &Any<'_>,
    ) -> PyResult<Limit> {
        let forward = interval(forward, "forward")?;
        let (price, step) = (read::nearest(price, "price")?, read::nearest(step, "step")?);
        let limit = self.0.implied_volatility(&forward, &price, &expiry.0, &step);
        limit.map(Limit).map_err(caused_by(&CAUSES))
    }
}

/// A contract as an argument.
pub fn contract(value: &Any<'_>, what: &str) -> PyResult<Kernel> {
    read::one::<Contract>(value, what).map(|contract| contract.0)
}

record! {
    /// What the value of one option changes by, each as the interval that contains it.
    ///
    /// Parameters
    /// ----------
    /// delta, gamma, vega, theta : Interval or Number
    ///     A number is read down and read up.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll.option") Greeks(Changes) {
        /// Interval: For one unit of the forward.
        delta: interval,
        /// Interval: Of delta, for one unit of the forward.
        gamma: interval,
        /// Interval: For a volatility of 1 (100 points) more.
        vega: interval,
        /// Interval: For a year gone by.
        theta: interval,
    }
}
