//! What an operation may do to an account, judged by the account before and after it.

use super::account::Account;
use crate::number::Number;
use crate::Error;

/// Whether an operation is allowed, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Permission {
    /// Allowed: initial health holds after it.
    Healthy = 0,
    /// Allowed: initial health does not hold, but the account is no worse at any level and owes no
    /// more at any.
    Improved = 1,
    /// Refused.
    Refused = 2,
    /// Refused, because a price is too old to say.
    Unknown = 3,
}

impl Permission {
    /// Every permission, in the order of its number.
    pub const ALL: [Permission; 4] = [
        Permission::Healthy,
        Permission::Improved,
        Permission::Refused,
        Permission::Unknown,
    ];

    /// Whether the operation may stand.
    pub const fn is_allowed(self) -> bool {
        matches!(self, Permission::Healthy | Permission::Improved)
    }

    /// The stable name, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Permission::Healthy => "healthy",
            Permission::Improved => "improved",
            Permission::Refused => "refused",
            Permission::Unknown => "unknown",
        }
    }
}

/// Judges an operation: allowed if initial health holds after it, or if at every level the surplus is
/// no lower and the liabilities are no higher than before, so that an account in trouble may still
/// repay, add collateral, or close a position.
///
/// Equity is one of the levels, so a position that grows passes only where it is bought below the low
/// end of its price, or sold above the high one. What is evaluated must be the whole account both times
/// ([`Account::close`]), at the same prices. Errors: [`Error::Overflow`].
pub fn permission<N: Number>(
    before: &Account<N, 3>,
    after: &Account<N, 3>,
) -> Result<Permission, Error> {
    if after.initial().healthy() {
        return Ok(Permission::Healthy);
    }
    for (before, after) in before.levels().iter().zip(after.levels()) {
        if before.is_stale() || after.is_stale() {
            return Ok(Permission::Unknown);
        }
        let worse = after.surplus()? < before.surplus()?;
        if worse || after.liabilities() > before.liabilities() {
            return Ok(Permission::Refused);
        }
    }
    Ok(Permission::Improved)
}
