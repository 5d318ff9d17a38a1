//! The nine requirements of one risk unit, and what they come to.

use crate::error::{caused_by, raise};
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::{computed, record};
use plimsoll::methods::okx;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;
use pyo3::types::PyType;

type Nine = okx::Charges<Bits>;
type Kernel = okx::Maintenance<Bits>;

record! {
    /// The requirements of one risk unit, each not negative.
    ///
    /// Parameters
    /// ----------
    /// mr1, mr2, mr3, mr4, mr5, mr6, mr7, mr8, mr9 : Number
    ///     Read up.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll.methods.okx") Charges(Nine) {
        /// Fixed: Spot shock (MR1).
        mr1: read::up,
        /// Fixed: Time decay (MR2).
        mr2: read::up,
        /// Fixed: Term structure of vega.
        mr3: read::up,
        /// Fixed: Basis (MR4).
        mr4: read::up,
        /// Fixed: Interest rate (MR5).
        mr5: read::up,
        /// Fixed: Extreme move (MR6).
        mr6: read::up,
        /// Fixed: Minimum charge, by its ladder.
        mr7: read::up,
        /// Fixed: Whatever the venue adds beside them.
        mr8: read::up,
        /// Fixed: Stablecoins off their pegs.
        mr9: read::up,
    }

    /// None: each is zero.
    #[classmethod]
    fn none(_class: &Bound<'_, PyType>) -> Self {
        Charges(Nine::none())
    }
}

computed! {
    /// The maintenance requirement of one risk unit in its parts:
    /// ``max(max(MR1, MR2, MR6) + MR3 + MR4 + MR5 + MR8 + MR9, MR7)``.
    ///
    /// Parameters
    /// ----------
    /// charges : Charges
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative requirement.
    /// Overflow
    class("plimsoll.methods.okx") Maintenance(Kernel) {
        /// Fixed: ``max(MR1, MR2, MR6)``.
        market: read::nearest,
        /// int: Which of them it is, 1, 2 or 6; of equal ones the first.
        driver: read::place,
        /// Fixed: The requirement MR3.
        vega: read::nearest,
        /// Fixed: The requirement MR4.
        basis: read::nearest,
        /// Fixed: The requirement MR5.
        rate: read::nearest,
        /// Fixed: The requirement MR8.
        other: read::nearest,
        /// Fixed: The requirement MR9.
        peg: read::nearest,
        /// Fixed: What MR7 adds to the rest.
        minimum: read::nearest,
    }

    #[new]
    fn new(charges: &Charges) -> PyResult<Self> {
        let causes = [(Error::InvalidQuantity, "charges")];
        Kernel::new(&charges.0).map(Maintenance).map_err(caused_by(&causes))
    }

    /// The sum of the parts, exact.
    ///
    /// Raises
    /// ------
    /// Overflow
    fn total(&self) -> PyResult<Fixed> {
        self.0.total().map(Fixed).map_err(raise)
    }
}
