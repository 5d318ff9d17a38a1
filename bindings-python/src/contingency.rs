//! Charges beside the scenarios, for what a grid of prices does not see.

use crate::error::caused_by;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::checked;
use plimsoll::margin::contingency;
use plimsoll::{Error, Fixed as Bits};
use pyo3::prelude::*;

type Doubt = contingency::Confidence<Bits>;
type Depeg = contingency::Peg<Bits>;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Confidence>()?;
    module.add_class::<Peg>()?;
    module.add_function(wrap_pyfunction!(charge, module)?)
}

/// ``rate * |notional|``, rounded up.
///
/// Parameters
/// ----------
/// notional : Number
///     Read to the nearest number.
/// rate : Number
///     Not negative; read up.
///
/// Raises
/// ------
/// InvalidFactor
///     A negative rate.
/// InvalidNumber, Overflow
#[pyfunction]
fn charge(notional: &Any<'_>, rate: &Any<'_>) -> PyResult<Fixed> {
    let notional = read::nearest(notional, "notional")?;
    let charge = contingency::charge(&notional, &read::up(rate, "rate")?);
    charge
        .map(Fixed)
        .map_err(caused_by(&[(Error::InvalidFactor, "rate")]))
}

checked! {
    /// From which confidence of a feed on nothing is charged, and how much below it.
    ///
    /// Parameters
    /// ----------
    /// threshold : Number
    ///     In [0, 1]; read up.
    /// rate : Number
    ///     On the notional for each unit of confidence that is missing, not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFraction
    ///     For the threshold.
    /// InvalidFactor
    ///     For the rate.
    /// InvalidNumber, Overflow
    ///
    /// Examples
    /// --------
    /// >>> from plimsoll.contingency import Confidence
    /// >>> Confidence("0.75", "0.5").charge("0.5", 1000)
    /// Fixed("250")
    class("plimsoll.contingency") Confidence(Doubt::new, InvalidFraction: "threshold", InvalidFactor: "rate") {
        /// Fixed: The confidence from which on nothing is charged.
        threshold: read::up,
        /// Fixed: The charge on the notional for each unit of confidence that is missing.
        rate: read::up,
    }

    /// ``(1 - confidence) * rate * notional`` where the confidence is below the threshold, else nothing;
    /// rounded up.
    ///
    /// Parameters
    /// ----------
    /// confidence : Number
    ///     In [0, 1]; read down.
    /// notional : Number
    ///     Read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidFraction, InvalidNumber, Overflow
    fn charge(&self, confidence: &Any<'_>, notional: &Any<'_>) -> PyResult<Fixed> {
        let confidence = read::down(confidence, "confidence")?;
        let charge = self.0.charge(&confidence, &read::nearest(notional, "notional")?);
        let causes = [(Error::InvalidFraction, "confidence")];
        charge.map(Fixed).map_err(caused_by(&causes))
    }
}

checked! {
    /// From which price of the settlement coin on nothing is charged, and how much below it.
    ///
    /// Parameters
    /// ----------
    /// threshold, factor : Number
    ///     Not negative; read up.
    ///
    /// Raises
    /// ------
    /// InvalidFactor
    ///     Where one is negative.
    /// InvalidNumber, Overflow
    class("plimsoll.contingency") Peg(Depeg::new, InvalidFactor: "threshold or factor") {
        /// Fixed: The price from which on nothing is charged.
        threshold: read::up,
        /// Fixed: What each unit of price below it adds.
        factor: read::up,
    }

    /// ``max(threshold - price, 0) * factor``, rounded up: what is added to a margin factor.
    ///
    /// Parameters
    /// ----------
    /// price : Number
    ///     Of the settlement coin; read down.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    fn loss(&self, price: &Any<'_>) -> PyResult<Fixed> {
        let loss = self.0.loss(&read::down(price, "price")?);
        loss.map(Fixed).map_err(crate::error::raise)
    }
}

/// A confidence charge as an argument.
pub fn confidence(value: &Any<'_>, what: &str) -> PyResult<Doubt> {
    read::one::<Confidence>(value, what).map(|confidence| confidence.0)
}

/// A peg as an argument.
pub fn peg(value: &Any<'_>, what: &str) -> PyResult<Depeg> {
    read::one::<Peg>(value, what).map(|peg| peg.0)
}
