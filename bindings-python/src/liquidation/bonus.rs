//! What a liquidator is paid on top of what is repaid, as a fraction of it, and who gets how much.

use crate::error::{caused_by, raise};
use crate::health::Health;
use crate::number::Fixed;
use crate::read::{self, Any};
use crate::record::record;
use crate::value::hash;
use plimsoll::liquidation::bonus;
use plimsoll::Error;
use pyo3::prelude::*;
use pyo3::types::PyType;

type Kernel = bonus::Parts<plimsoll::Fixed>;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Split>()?;
    module.add_class::<Parts>()?;
    module.add_function(wrap_pyfunction!(from_loan_to_value, module)?)?;
    module.add_function(wrap_pyfunction!(from_shortfall, module)?)?;
    module.add_function(wrap_pyfunction!(covered, module)?)?;
    module.add_function(wrap_pyfunction!(near_bad_debt, module)?)
}

/// The bonus of a market with this loan-to-value limit:
/// ``min(most, 1 / (1 - cursor * (1 - loan_to_value)) - 1)``, rounded down (Morpho's incentive factor
/// less 1, with a cursor of 0.3 and at most 0.15).
///
/// Parameters
/// ----------
/// loan_to_value : Number
///     The limit, in [0, 1]; read up.
/// cursor : Number
///     In [0, 1]; read down.
/// most : Number
///     Not negative; read down.
///
/// Raises
/// ------
/// InvalidFraction
///     For the limit or the cursor.
/// InvalidQuantity
///     A negative ``most``.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll.liquidation.bonus import from_loan_to_value
/// >>> f"{from_loan_to_value('0.86', '0.3', '0.15'):.4f}"
/// '0.0438'
#[pyfunction]
fn from_loan_to_value(
    loan_to_value: &Any<'_>,
    cursor: &Any<'_>,
    most: &Any<'_>,
) -> PyResult<Fixed> {
    let loan_to_value = read::up(loan_to_value, "loan_to_value")?;
    let (cursor, most) = (read::down(cursor, "cursor")?, read::down(most, "most")?);
    let bonus = bonus::from_loan_to_value(&loan_to_value, &cursor, &most);
    let causes = [
        (Error::InvalidFraction, "loan_to_value or cursor"),
        (Error::InvalidQuantity, "most"),
    ];
    bonus.map(Fixed).map_err(caused_by(&causes))
}

/// The bonus that is as large as the shortfall: ``1 / factor - 1`` with
/// ``factor = max(assets / liabilities, 1 - most_discount)``, at most 1, rounded down (Euler's
/// discount, which reaches its cap where the account is that far under water).
///
/// Parameters
/// ----------
/// health : Health
/// most_discount : Number
///     In [0, 1), read down.
///
/// Raises
/// ------
/// InvalidFraction
///     Unless ``0 <= most_discount < 1``.
/// UnknownPrice
///     A price of the account is.
/// InvalidNumber, Overflow
#[pyfunction]
fn from_shortfall(health: &Health, most_discount: &Any<'_>) -> PyResult<Fixed> {
    let most_discount = read::down(most_discount, "most_discount")?;
    let bonus = bonus::from_shortfall(&health.kernel(), &most_discount);
    let causes = [(Error::InvalidFraction, "most_discount")];
    bonus.map(Fixed).map_err(caused_by(&causes))
}

/// At most what the collateral has to give: ``min(bonus, max(collateral / debt - 1, 0))``, rounded
/// down; with it the collateral lasts until the debt is repaid. Where nothing is owed the bonus stands.
///
/// Parameters
/// ----------
/// bonus : Number
///     Not negative; read down.
/// collateral : Number
///     Its value, not negative; read down.
/// debt : Number
///     Its value, not negative; read up.
///
/// Raises
/// ------
/// InvalidQuantity
///     Where one is negative.
/// InvalidNumber, Overflow
#[pyfunction]
fn covered(bonus: &Any<'_>, collateral: &Any<'_>, debt: &Any<'_>) -> PyResult<Fixed> {
    let (bonus, collateral) = (
        read::down(bonus, "bonus")?,
        read::down(collateral, "collateral")?,
    );
    let covered = bonus::covered(&bonus, &collateral, &read::up(debt, "debt")?);
    covered.map(Fixed).map_err(raise)
}

/// At most one minus the loan-to-value, and past ``from_`` (a loan-to-value near 1, where the debt is
/// going bad) that or ``least``, whichever is more (Kamino).
///
/// The cap grows as a liquidation proceeds, so many small liquidations earn more than one large one;
/// `covered` has the same purpose and does not.
///
/// Parameters
/// ----------
/// bonus, least : Number
///     Not negative; read down.
/// loan_to_value, from_ : Number
///     Not negative; read up.
///
/// Raises
/// ------
/// InvalidQuantity
///     Where one is negative.
/// InvalidNumber, Overflow
#[pyfunction]
fn near_bad_debt(
    bonus: &Any<'_>,
    loan_to_value: &Any<'_>,
    from_: &Any<'_>,
    least: &Any<'_>,
) -> PyResult<Fixed> {
    let bonus = bonus::near_bad_debt(
        &read::down(bonus, "bonus")?,
        &read::up(loan_to_value, "loan_to_value")?,
        &read::up(from_, "from_")?,
        &read::down(least, "least")?,
    );
    bonus.map(Fixed).map_err(raise)
}

/// How a penalty is divided: fractions for the insurance fund and the protocol, the rest for the
/// liquidator.
///
/// Parameters
/// ----------
/// insurance, protocol : Number
///     In [0, 1], at most 1 together; read down.
///
/// Raises
/// ------
/// InvalidFraction
///     One is no fraction, or both exceed 1 together.
/// InvalidNumber, Overflow
///
/// Examples
/// --------
/// >>> from plimsoll import Split
/// >>> Split("0.5", "0.25").of(8)
/// Parts(Fixed("2"), Fixed("4"), Fixed("2"))
#[pyclass(frozen, eq, module = "plimsoll")]
#[derive(Clone, Copy, PartialEq)]
pub struct Split(plimsoll::Split);

#[pymethods]
impl Split {
    #[new]
    fn new(insurance: &Any<'_>, protocol: &Any<'_>) -> PyResult<Self> {
        let insurance = read::down(insurance, "insurance")?;
        let split = plimsoll::Split::new(insurance, read::down(protocol, "protocol")?);
        let causes = [(Error::InvalidFraction, "insurance or protocol")];
        split.map(Split).map_err(caused_by(&causes))
    }

    /// The whole penalty to the liquidator.
    #[classmethod]
    fn liquidator(_class: &Bound<'_, PyType>) -> Self {
        Split(plimsoll::Split::liquidator())
    }

    /// Fixed: The fraction for the insurance fund.
    #[getter]
    fn insurance(&self) -> Fixed {
        Fixed(*self.0.insurance())
    }

    /// Fixed: The fraction for the protocol.
    #[getter]
    fn protocol(&self) -> Fixed {
        Fixed(*self.0.protocol())
    }

    /// The parts of ``penalty``, which sum to it exactly: the fund's and the protocol's rounded up, the
    /// fund's first, and the liquidator's what is left.
    ///
    /// Parameters
    /// ----------
    /// penalty : Number
    ///     Not negative; read down.
    ///
    /// Returns
    /// -------
    /// Parts
    ///
    /// Raises
    /// ------
    /// InvalidQuantity
    ///     A negative penalty.
    /// InvalidNumber, Overflow
    fn of(&self, penalty: &Any<'_>) -> PyResult<Parts> {
        let parts = self.0.of(&read::down(penalty, "penalty")?);
        let causes = [(Error::InvalidQuantity, "penalty")];
        parts.map(Parts).map_err(caused_by(&causes))
    }

    fn __repr__(&self) -> String {
        let parts = [self.0.insurance(), self.0.protocol()];
        format!("Split({})", parts.map(Fixed::show).join(", "))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.__repr__())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (Fixed, Fixed)) {
        (py.get_type::<Self>(), (self.insurance(), self.protocol()))
    }
}

record! {
    /// The parts of a penalty or fee; they sum to the whole exactly.
    ///
    /// Parameters
    /// ----------
    /// liquidator, insurance, protocol : Number
    ///     Read to the nearest number.
    ///
    /// Raises
    /// ------
    /// InvalidNumber, Overflow
    class("plimsoll.liquidation.bonus") Parts(Kernel) {
        /// Fixed: What the liquidator gets.
        liquidator: read::nearest,
        /// Fixed: What the insurance fund gets.
        insurance: read::nearest,
        /// Fixed: What the protocol gets.
        protocol: read::nearest,
    }
}
