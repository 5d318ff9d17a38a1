//! What a parameter may become, how far at once, and how often.

use super::parameter::Parameter;
use crate::error::{caused_by, raise};
use crate::read::{self, Any};
use crate::record::{checked, Field};
use plimsoll::{Error, Rule as Kernel};
use pyo3::prelude::*;

checked! {
    /// Bounds, largest relative step up and down, least delay and shortest ramp of one parameter.
    ///
    /// Parameters
    /// ----------
    /// bounds : list or tuple of 2 Number
    ///     The least and the most that the value may be; read to the nearest number.
    /// rise : Number
    ///     By which fraction of itself it may rise at once, not negative; read down.
    /// fall : Number
    ///     By which fraction of itself it may fall at once, in [0, 1]; read down.
    /// grain : Number
    ///     By how much it may always move (from zero, nothing relative moves it), not negative; read down.
    /// delay : int
    ///     Seconds between two changes at the least.
    /// ramp : int
    ///     Seconds that a change takes at the least.
    ///
    /// Raises
    /// ------
    /// OutOfBounds
    ///     Crossed bounds.
    /// InvalidFactor
    ///     A negative rise or grain.
    /// InvalidFraction
    ///     For the fall.
    /// InvalidQuantity, InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll.risk.parameters import Parameter, Rule
    /// >>> rule = Rule([0, 1], "0.25", "0.5", "0.0625", 3600, 600)
    /// >>> rule.reach("0.5")
    /// (Fixed("0.25"), Fixed("0.625"))
    /// >>> rule.change(Parameter("0.5", 0), "0.25", 600, 3600)
    /// Parameter.moving(Fixed("0.5"), Fixed("0.25"), 3600, 4200)
    class("plimsoll.risk.parameters")
    Rule(Kernel::new, OutOfBounds: "bounds", InvalidFactor: "rise or grain", InvalidFraction: "fall") {
        /// tuple of 2 Fixed: The least and the most that the value may be.
        bounds: read::pair_nearest,
        /// Fixed: By which fraction it may rise at once.
        rise: read::down,
        /// Fixed: By which fraction it may fall at once.
        fall: read::down,
        /// Fixed: By how much it may always move.
        grain: read::down,
        /// int: Seconds between two changes.
        delay: read::place,
        /// int: Seconds that a change takes.
        ramp: read::place,
    }

    /// The least and the most that the value may become by one change: both rounded toward it, within the bounds. One
    /// that stands outside them (because they were tightened) may stay or move toward them.
    ///
    /// Parameters
    /// ----------
    /// present : Number
    ///     Read to the nearest number.
    ///
    /// Returns
    /// -------
    /// tuple of 2 Fixed
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn reach<'py>(&self, py: Python<'py>, present: &Any<'py>) -> PyResult<Any<'py>> {
        let reach = self.0.reach(&read::nearest(present, "present")?);
        reach.map_err(raise)?.give(py)
    }

    /// The parameter on its way to a value, if that is allowed.
    ///
    /// Parameters
    /// ----------
    /// parameter : Parameter
    /// value : Number
    ///     Read to the nearest number.
    /// ramp, now : int
    ///     Seconds that the change takes, and the present second.
    ///
    /// Returns
    /// -------
    /// Parameter
    ///
    /// Raises
    /// ------
    /// OutOfBounds
    ///     For the value.
    /// InvalidTime
    ///     Before its last change.
    /// TooSoon
    ///     Before the delay is over.
    /// StepTooLarge
    ///     Beyond `reach`, or with a shorter ramp.
    /// InvalidQuantity, InvalidNumber, Overflow
    fn change(
        &self,
        parameter: &Parameter,
        value: &Any<'_>,
        ramp: &Any<'_>,
        now: &Any<'_>,
    ) -> PyResult<Parameter> {
        let value = read::nearest(value, "value")?;
        let (ramp, now) = (read::place(ramp, "ramp")?, read::place(now, "now")?);
        let causes = [
            (Error::OutOfBounds, "value"),
            (Error::InvalidTime, "now"),
            (Error::TooSoon, "now"),
            (Error::StepTooLarge, "value or ramp"),
        ];
        let changed = self.0.change(&parameter.0, &value, ramp, now);
        changed.map(Parameter).map_err(caused_by(&causes))
    }
}
