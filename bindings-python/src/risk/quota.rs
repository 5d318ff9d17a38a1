//! A limit, how much of it is used, and what counts then.

use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::checked;
use plimsoll::{Error, Quota as Kernel};
use pyo3::prelude::*;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Quota>()
}

checked! {
    /// How much of something may count in all (deposits of an asset, what one issuer or one bridge has brought,
    /// open interest), and how much there is, what is being judged included.
    ///
    /// Parameters
    /// ----------
    /// limit : Number
    ///     Not negative; read down.
    /// used : Number
    ///     In the same unit, not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     Where one is negative.
    /// InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll.risk.quota import Quota
    /// >>> quota = Quota(750, 1000)
    /// >>> quota.share(), Quota(1000, 1250).excess(), Quota(1000, 750).room()
    /// (Fixed("0.75"), Fixed("1.25"), Fixed("250"))
    class("plimsoll.risk.quota") Quota(Kernel::new, InvalidQuantity: "limit or used") {
        /// Fixed: What may count in all.
        limit: read::down,
        /// Fixed: What there is.
        used: read::up,
    }

    /// What may still come: ``max(0, limit - used)``.
    fn room(&self) -> PyResult<Fixed> {
        self.0.room().map(Fixed).map_err(raise)
    }

    /// ``min(1, limit / used)``, rounded down: the part of each unit that counts, so that all of them together
    /// count for no more than the limit.
    fn share(&self) -> PyResult<Fixed> {
        self.0.share().map(Fixed).map_err(raise)
    }

    /// ``max(1, used / limit)``, rounded up: how many times over the limit is used.
    ///
    /// Raises
    /// ------
    /// DivisionByZero
    ///     Where a limit of zero is used.
    /// Overflow
    fn excess(&self) -> PyResult<Fixed> {
        let causes = [(Error::DivisionByZero, "limit")];
        self.0.excess().map(Fixed).map_err(caused_by(&causes))
    }
}

/// Quotas as an argument.
pub fn quotas(value: &Any<'_>, what: &str) -> PyResult<Vec<Kernel>> {
    let quotas = read::many::<Quota>(value, what)?;
    Ok(quotas.into_iter().map(|quota| quota.0).collect())
}
