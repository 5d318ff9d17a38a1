//! How much of an account may be closed at once: close factors, throttles over time, step ladders.

use crate::error::{caused_by, raise};
use crate::health::Health;
use crate::number::Fixed;
use crate::ramp::Ramp;
use crate::read::{self, Any};
use crate::record::record;
use crate::tiers::Tiers;
use plimsoll::liquidation::close;
use plimsoll::{CloseFactor as Kernel, Error};
use pyo3::prelude::*;

type Left = close::Absorbed<plimsoll::Fixed>;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<CloseFactor>()?;
    module.add_class::<Absorbed>()?;
    module.add_function(wrap_pyfunction!(absorb, module)?)?;
    module.add_function(wrap_pyfunction!(throttle, module)?)?;
    module.add_function(wrap_pyfunction!(step_down, module)?)
}

record! {
    /// A close factor with its exceptions (Aave v3.7), in the account's currency.
    ///
    /// Parameters
    /// ----------
    /// fraction : Number
    ///     The part of the whole account's debt that one liquidation may repay, in [0, 1]; read down.
    /// full_below : Number
    ///     A ratio of assets to liabilities at and below which all of a debt may be repaid; read down.
    /// small : Number
    ///     A value of the debt or of the collateral below which all of a debt may be repaid; read down.
    /// dust : Number
    ///     The least value that may be left of either, unless one of them is closed; read up.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll import CloseFactor
    /// >>> aave = CloseFactor("0.5", "0.95", 2000, 1000)
    /// >>> aave.most("0.97", 10_000, 6000, 9000), aave.most("0.95", 10_000, 6000, 9000)
    /// (Fixed("5000"), Fixed("6000"))
    class("plimsoll") CloseFactor(Kernel) {
        /// Fixed: The part of the whole account's debt that one liquidation may repay.
        fraction: read::down,
        /// Fixed: A ratio of assets to liabilities at and below which all of a debt may be repaid.
        full_below: read::down,
        /// Fixed: A value of the debt or of the collateral below which all of a debt may be repaid.
        small: read::down,
        /// Fixed: The least value that may be left of either, unless one of them is closed.
        dust: read::up,
    }

    /// No limit and no dust: all of a debt may be repaid at once.
    #[classmethod]
    fn full(_class: &Bound<'_, pyo3::types::PyType>) -> Self {
        CloseFactor(Kernel::full())
    }

    /// What may be repaid of one debt, as a value: all of it where the account's ratio is at most
    /// `full_below` or where the debt's or the collateral's value is below `small`; otherwise at most
    /// ``fraction * total_debt``, rounded down.
    ///
    /// Parameters
    /// ----------
    /// ratio : Number
    ///     Of the account (`Health.ratio`); read down.
    /// total_debt, debt : Number
    ///     Values of all debts of the account, and of this one; read down.
    /// collateral : Number
    ///     Its value; read down.
    ///
    /// Raises
    /// ------
    /// InvalidFraction
    ///     `fraction` is none.
    /// InvalidNumber, Overflow
    fn most(
        &self,
        ratio: &Any<'_>,
        total_debt: &Any<'_>,
        debt: &Any<'_>,
        collateral: &Any<'_>,
    ) -> PyResult<Fixed> {
        let most = self.0.most(
            &read::down(ratio, "ratio")?,
            &read::down(total_debt, "total_debt")?,
            &read::down(debt, "debt")?,
            &read::down(collateral, "collateral")?,
        );
        most.map(Fixed).map_err(caused_by(&[(Error::InvalidFraction, "fraction")]))
    }

    /// Whether a liquidation that leaves these values breaks the rule on dust: neither is closed, and one
    /// of them is below `dust`.
    ///
    /// Parameters
    /// ----------
    /// debt, collateral : Number
    ///     The values that are left; read down.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn leaves_dust(&self, debt: &Any<'_>, collateral: &Any<'_>) -> PyResult<bool> {
        let debt = read::down(debt, "debt")?;
        Ok(self.0.leaves_dust(&debt, &read::down(collateral, "collateral")?))
    }
}

record! {
    /// What seizing everything leaves (Compound's absorb); one of the two is zero.
    ///
    /// Parameters
    /// ----------
    /// credit, deficit : Number
    ///     Read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll.liquidation.close") Absorbed(Left) {
        /// Fixed: What the collateral brings above the debt; the account keeps it.
        credit: read::nearest,
        /// Fixed: What it brings below the debt; the reserves bear it.
        deficit: read::nearest,
    }
}

/// All collateral is seized at its liquidation factor and all debt is paid:
/// ``credit - deficit == health.surplus()`` exactly.
///
/// Parameters
/// ----------
/// health : Health
///     Counts collateral at ``price * factor`` and debt in full.
///
/// Returns
/// -------
/// Absorbed
///     In the account's currency.
///
/// Raises
/// ------
/// UnknownPrice, Overflow
#[pyfunction]
fn absorb(health: &Health) -> PyResult<Absorbed> {
    let absorbed = close::absorb(&health.kernel());
    absorbed.map(Absorbed).map_err(raise)
}

/// How much of a shortfall may be cut now under a throttle (Drift): ``share(elapsed)`` of the whole,
/// which is what was freed so far and what is short, rounded down, less what was freed; all of it where
/// it is below ``small``. At least zero.
///
/// Parameters
/// ----------
/// share : Ramp
///     The part that may be cut, in [0, 1], over time.
/// elapsed : Number
///     Read down.
/// shortfall : Number
///     Not negative, in the account's currency; read down.
/// freed : Number
///     Not negative, in the account's currency; read up.
/// small : Number
///     In the account's currency; read down.
///
/// Raises
/// ------
/// InvalidQuantity
///     The shortfall or what was freed is negative.
/// InvalidFraction
///     The share is none.
/// InvalidNumber, Overflow
#[pyfunction]
fn throttle(
    share: &Ramp,
    elapsed: &Any<'_>,
    shortfall: &Any<'_>,
    freed: &Any<'_>,
    small: &Any<'_>,
) -> PyResult<Fixed> {
    let allowed = close::throttle(
        &share.0,
        &read::down(elapsed, "elapsed")?,
        &read::down(shortfall, "shortfall")?,
        &read::up(freed, "freed")?,
        &read::down(small, "small")?,
    );
    let causes = [
        (Error::InvalidFraction, "share"),
        (Error::InvalidQuantity, "shortfall or freed"),
    ];
    allowed.map(Fixed).map_err(caused_by(&causes))
}

/// The notional down to which a venue's step ladder cuts a position before it checks again: the most
/// that the rung ``cut`` below the present one holds, or zero where there is no such rung (OKX cuts two
/// tiers, and closes a position on the lowest two in full).
///
/// Parameters
/// ----------
/// tiers : Tiers
/// notional : Number
///     Not negative, in units of the settlement asset; read up.
/// cut : int
///     How many rungs, not negative.
///
/// Raises
/// ------
/// InvalidQuantity
///     A negative notional, or ``cut``.
/// InvalidNumber, Overflow
#[pyfunction]
fn step_down(tiers: &Tiers, notional: &Any<'_>, cut: &Any<'_>) -> PyResult<Fixed> {
    let notional = read::up(notional, "notional")?;
    let cut = read::units(cut, "cut")?;
    // No ladder has so many rungs.
    let cut = usize::try_from(cut).unwrap_or(usize::MAX);
    let left = tiers
        .kernel()
        .and_then(|tiers| close::step_down(&tiers, &notional, cut));
    left.map(Fixed)
        .map_err(caused_by(&[(Error::InvalidQuantity, "notional")]))
}
