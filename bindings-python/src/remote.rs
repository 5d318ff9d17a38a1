//! Collateral on another chain.

use crate::error::caused_by;
use crate::price::Price;
use crate::read::{self, Any};
use crate::record::checked;
use crate::risk::quota::quotas;
use plimsoll::{Error, Remote as Kernel};
use pyo3::prelude::*;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Remote>()
}

checked! {
    /// How long the news of a remote asset takes, and how far its price may move meanwhile.
    ///
    /// Parameters
    /// ----------
    /// deviations : Number
    ///     How many standard deviations count, not negative; read up.
    /// volatility : Number
    ///     One standard deviation in a period, as a fraction, not negative; read up.
    /// period : int
    ///     Of the volatility, in seconds, above zero.
    /// finality : int
    ///     Seconds until what happened on the other chain is known for good.
    /// limit : int
    ///     Seconds for which an attestation is good.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     A negative volatility or number of deviations.
    /// InvalidTime
    ///     A period of none.
    /// InvalidQuantity, InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll import Price
    /// >>> from plimsoll.remote import Remote
    /// >>> from plimsoll.risk.quota import Quota
    /// >>> remote, mark = Remote(3, "0.04", 86_400, 900, 3600), Price.exact(2000)
    /// >>> price = remote.price(mark, 0, 2556, [Quota(900, 1000)])
    /// >>> f"{price.low:.2f} {price.high:.2f}"  # 3 * 0.04 * sqrt(3456 / 86 400) = 0.024
    /// '1756.80 2048.00'
    /// >>> remote.price(mark, 0, 3601, [])
    /// Price.unknown()
    class("plimsoll.remote")
    Remote(Kernel::new, InvalidFactor: "deviations or volatility", InvalidTime: "period") {
        /// Fixed: How many standard deviations count.
        deviations: read::up,
        /// Fixed: One standard deviation in a period.
        volatility: read::up,
        /// int: The period of the volatility, in seconds.
        period: read::place,
        /// int: Seconds until the other chain is final.
        finality: read::place,
        /// int: Seconds for which an attestation is good.
        limit: read::place,
    }

    /// What one unit counts for, of which the other chain attested that it is there: the price widened by
    /// ``deviations * volatility * sqrt((finality + age) / period)``, and its low end times the least share of
    /// the limits of whoever brings it. Unknown, and so worthless as collateral, where the attestation is older
    /// than the limit.
    ///
    /// Parameters
    /// ----------
    /// price : Price
    /// attested, now : int
    ///     Seconds since 1970.
    /// quotas : list or tuple of Quota
    ///     Of the issuer, of the bridge.
    ///
    /// Returns
    /// -------
    /// Price
    ///
    /// Raises
    /// ------
    /// InvalidTime
    ///     Where it was attested after ``now``.
    /// InvalidQuantity, Overflow
    fn price(
        &self,
        price: &Price,
        attested: &Any<'_>,
        now: &Any<'_>,
        quotas: &Any<'_>,
    ) -> PyResult<Price> {
        let (attested, now) = (read::place(attested, "attested")?, read::place(now, "now")?);
        let quotas = self::quotas(quotas, "quotas")?;
        let causes = [(Error::InvalidTime, "attested or now")];
        let price = self.0.price(&price.0, attested, now, &quotas);
        price.map(Price).map_err(caused_by(&causes))
    }
}
