//! What a market may be used for.

use crate::error::caused_by;
use crate::names::Names;
use crate::read::{self, Any};
use plimsoll::weights::profile;
use plimsoll::weights::profile::Access;
use plimsoll::Error;
use pyo3::prelude::*;

pub static ACCESS: Names<Access> = Names::new(
    "plimsoll.profile",
    "Access",
    "What a market may be used for. The text, as ``\"open\"``, may stand for the member.

OPEN
    Everything.
REDUCE_ONLY
    Positions may only become smaller; as collateral it opens nothing new.
ISOLATED
    It is no collateral, and who owes it owes nothing else.",
    &Access::ALL,
    Access::name,
);

/// Whether a position may go from one signed quantity to another; raises where it may not.
///
/// Parameters
/// ----------
/// access : Access or str
/// before, after : Number
///     Read to the nearest number.
///
/// Raises
/// ------
/// NotAdmitted
///     A reduce-only position that grows or turns to the other side.
/// ValueError
///     Another access.
/// InvalidNumber, Overflow
#[pyfunction]
pub fn admit(access: &Any<'_>, before: &Any<'_>, after: &Any<'_>) -> PyResult<()> {
    let access = ACCESS.read(access, "access")?;
    let (before, after) = (
        read::nearest(before, "before")?,
        read::nearest(after, "after")?,
    );
    let causes = [(Error::NotAdmitted, "after")];
    access.admit(&before, &after).map_err(caused_by(&causes))
}

/// Checks the accesses of everything that an account owes; raises where they do not go together.
///
/// Parameters
/// ----------
/// debts : list or tuple of Access or str
///
/// Raises
/// ------
/// NotAdmitted
///     An isolated debt beside another.
/// ValueError
///     Another access.
///
/// Examples
/// --------
/// >>> from plimsoll.profile import admit_debts
/// >>> admit_debts(["open", "reduce_only"])
/// >>> admit_debts(["open", "isolated"])
/// Traceback (most recent call last):
/// plimsoll.NotAdmitted: debts: an isolated or reduce-only market does not admit the position
#[pyfunction]
pub fn admit_debts(debts: &Any<'_>) -> PyResult<()> {
    let debts = read::items(debts, "debts", |debt, what| ACCESS.read(debt, what))?;
    profile::admit_debts(&debts).map_err(caused_by(&[(Error::NotAdmitted, "debts")]))
}
