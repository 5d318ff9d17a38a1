//! How much less two positions need together than alone.

use crate::error::raise;
use crate::interval::interval;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::checked;
use plimsoll::Offset as Kernel;
use pyo3::prelude::*;

checked! {
    /// The correlations that a margin may rely on, and the part of the gross margin that it keeps.
    ///
    /// Two positions are measured at the correlation that costs more of the estimate and of ``stress``, what is
    /// known to hold on a bad day. A hedge (one long, one short) is measured at ``max(floor, min(estimate,
    /// stress))``: it never relies on more than ``stress``, and keeps the offset of ``floor``. Two positions on one
    /// side are measured at ``max(estimate, stress)``.
    ///
    /// Parameters
    /// ----------
    /// floor : Number
    ///     The correlation that a hedge may always rely on, at least -1; read down.
    /// stress : Number
    ///     The correlation that holds on a day of stress, at least the floor and at most 1; read to the nearest
    ///     number.
    /// least : Number
    ///     The part of the gross margin that is kept, in [0, 1]; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     Unless ``-1 <= floor <= stress <= 1``.
    /// InvalidFraction
    ///     For ``least``.
    /// InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll.risk.correlation import Offset
    /// >>> offset = Offset("0.5", "0.75", "0.25")
    /// >>> offset.opposite("0.875"), offset.opposite(0), offset.alike("0.5")
    /// (Fixed("0.75"), Fixed("0.5"), Fixed("0.75"))
    /// >>> offset.margin(100, -100, 0)  # sqrt(100**2 + 100**2 - 2 * 0.5 * 100 * 100)
    /// Fixed("100")
    class("plimsoll.risk.correlation")
    Offset(Kernel::new, InvalidFactor: "floor or stress", InvalidFraction: "least") {
        /// Fixed: The correlation that a hedge may always rely on.
        floor: read::down,
        /// Fixed: The correlation that holds on a day of stress.
        stress: read::nearest,
        /// Fixed: The part of the gross margin that is kept.
        least: read::up,
    }

    /// The correlation of a hedge: ``max(floor, min(rho, stress))`` of the low end.
    ///
    /// Parameters
    /// ----------
    /// rho : Interval or Number
    ///     The estimate; a number is read down and read up.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn opposite(&self, rho: &Any<'_>) -> PyResult<Fixed> {
        Ok(Fixed(self.0.opposite(&interval(rho, "rho")?)))
    }

    /// The correlation of two positions on one side: ``max(rho, stress)`` of the high end, at most 1.
    ///
    /// Parameters
    /// ----------
    /// rho : Interval or Number
    ///     The estimate; a number is read down and read up.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn alike(&self, rho: &Any<'_>) -> PyResult<Fixed> {
        Ok(Fixed(self.0.alike(&interval(rho, "rho")?)))
    }

    /// The margin of two positions together: ``max(sqrt(a**2 + b**2 + 2 * rho * a * b), least * (|a| + |b|))`` at
    /// the correlation that their sides ask for, rounded up and at most ``|a| + |b|``.
    ///
    /// Parameters
    /// ----------
    /// a, b : Number
    ///     What each needs alone, of a long above zero, of a short below; read to the nearest number.
    /// rho : Interval or Number
    ///     The estimate; a number is read down and read up.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn margin(&self, a: &Any<'_>, b: &Any<'_>, rho: &Any<'_>) -> PyResult<Fixed> {
        let (a, b) = (read::nearest(a, "a")?, read::nearest(b, "b")?);
        let margin = self.0.margin(&a, &b, &interval(rho, "rho")?);
        margin.map(Fixed).map_err(raise)
    }
}
