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

/// Judges an operation: allowed if initial health holds after it, or if at every level the surplus is no
/// lower and the liabilities are no higher than before, so that an account in trouble may still repay,
/// add collateral, or close a position.
///
/// Closing costs something: a fee, the distance to the mark, a step of rounding. What it frees of the
/// margin outweighs that at the levels that have one; at equity the surplus may be lower and the
/// liabilities higher by `cost`, in the account's currency. The host states it, and so bounds what an
/// account in trouble can give away under the name of a trade; zero allows nothing. A position that
/// grows frees no margin and is refused, unless it is bought below the low end of its price or sold
/// above the high one.
///
/// What is evaluated must be the whole account both times ([`Account::close`]), at the same prices.
/// Errors: [`Error::InvalidQuantity`] for a negative cost, [`Error::Overflow`].
pub fn permission<N: Number>(
    before: &Account<N, 3>,
    after: &Account<N, 3>,
    cost: &N,
) -> Result<Permission, Error> {
    if cost.is_negative() {
        return Err(Error::InvalidQuantity);
    }
    if after.initial().healthy() {
        return Ok(Permission::Healthy);
    }
    let costs = [N::zero(), N::zero(), cost.clone()];
    for ((before, after), cost) in before.levels().iter().zip(after.levels()).zip(&costs) {
        if before.is_stale() || after.is_stale() {
            return Ok(Permission::Unknown);
        }
        let worse = after.surplus()?.try_add(cost)? < before.surplus()?;
        if worse || after.liabilities().try_sub(cost)? > *before.liabilities() {
            return Ok(Permission::Refused);
        }
    }
    Ok(Permission::Improved)
}
