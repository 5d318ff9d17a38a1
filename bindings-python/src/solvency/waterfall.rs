//! Who pays a debt, in which order: what a liquidation brought, then the insurance fund, then those
//! who are deleveraged, then everybody.

use crate::error::raise;
use crate::read::{self, Any};
use crate::record::record;
use plimsoll::solvency::waterfall;
use plimsoll::Waterfall as Kernel;
use pyo3::prelude::*;

type Paid = waterfall::Flows<plimsoll::Fixed>;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Waterfall>()?;
    module.add_class::<Flows>()
}

record! {
    /// What each layer can bear, in one currency, none negative.
    ///
    /// Parameters
    /// ----------
    /// proceeds : Number
    ///     What the liquidation brought; read down.
    /// insurance : Number
    ///     What the insurance fund can still bear (`Fund.available`); read down.
    /// deleveraging : Number
    ///     What closing opposite positions at the bankruptcy price can bear; read down.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll import Waterfall
    /// >>> flows = Waterfall(70, 20, 5).flows(100)
    /// >>> flows.proceeds, flows.insurance, flows.deleveraging, flows.socialised
    /// (Fixed("70"), Fixed("20"), Fixed("5"), Fixed("5"))
    class("plimsoll") Waterfall(Kernel) {
        /// Fixed: What the liquidation brought.
        proceeds: read::down,
        /// Fixed: What the insurance fund can still bear.
        insurance: read::down,
        /// Fixed: What closing opposite positions at the bankruptcy price can bear.
        deleveraging: read::down,
    }

    /// The flows for a debt: each layer pays as much of what is left as it can. All of them are computed
    /// before anything is applied, and ``debt = proceeds + insurance + deleveraging + socialised`` and
    /// ``self.proceeds = proceeds + surplus`` hold exactly.
    ///
    /// Parameters
    /// ----------
    /// debt : Number
    ///     Not negative; read up.
    ///
    /// Returns
    /// -------
    /// Flows
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     The debt or a layer is negative.
    /// InvalidNumber, Overflow
    fn flows(&self, debt: &Any<'_>) -> PyResult<Flows> {
        let flows = self.0.flows(&read::up(debt, "debt")?);
        flows.map(Flows).map_err(raise)
    }
}

record! {
    /// Who pays how much of a debt. The first four sum to it exactly.
    ///
    /// Parameters
    /// ----------
    /// proceeds, insurance, deleveraging, socialised, surplus : Number
    ///     Read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll.solvency.waterfall") Flows(Paid) {
        /// Fixed: Out of the proceeds.
        proceeds: read::nearest,
        /// Fixed: By the insurance fund.
        insurance: read::nearest,
        /// Fixed: By those who are deleveraged.
        deleveraging: read::nearest,
        /// Fixed: By everybody: see `plimsoll.solvency.socialise`.
        socialised: read::nearest,
        /// Fixed: What is left of the proceeds; the account's.
        surplus: read::nearest,
    }
}
