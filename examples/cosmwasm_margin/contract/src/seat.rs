//! An account that a message touches, and what the message may do to it.

use crate::error::Refused;
use crate::state::User;
use plimsoll::margin::account::Status;
use plimsoll::margin::operation::permission;
use plimsoll::{Account, Fixed, Number};

/// What a message may do to an account, judged by the account before and after it.
#[derive(Clone, Copy)]
pub enum Judgement {
    /// Dollars come in and nothing else changes: never refused, and so no price is needed.
    Receives,
    /// Healthy afterwards, or no worse but for this cost: [`permission`].
    Decides { cost: Fixed },
    /// It was below maintenance, and is no further below but for this cost.
    Liquidated { cost: Fixed },
}

/// An account, settled, and how it came.
pub struct Seat {
    pub user: User,
    pub judgement: Judgement,
    before: Account<3>,
    came: User,
}

impl Seat {
    pub fn new(user: User, judgement: Judgement, before: Account<3>) -> Self {
        Seat {
            came: user.clone(),
            user,
            judgement,
            before,
        }
    }

    /// How it stood before the message.
    pub fn before(&self) -> &Account<3> {
        &self.before
    }

    /// What it had before the message.
    pub fn came(&self) -> &User {
        &self.came
    }

    /// Whether it may stand as it does after the message.
    pub fn judge(&self, name: &str, after: &Account<3>) -> Result<(), Refused> {
        match self.judgement {
            Judgement::Receives => {
                let same = self.user.positions == self.came.positions;
                match same && self.user.balance >= self.came.balance {
                    true => Ok(()),
                    false => Err(Refused::Unbalanced),
                }
            }
            Judgement::Decides { cost } => {
                let verdict = permission(&self.before, after, &cost)?;
                if !verdict.is_allowed() {
                    return Err(Refused::Unhealthy(name.to_owned(), verdict));
                }
                match self.user.positions.is_empty() && self.user.balance.is_negative() {
                    true => Err(Refused::LeavesDebt),
                    false => Ok(()),
                }
            }
            Judgement::Liquidated { cost } => {
                let surplus = after.maintenance().surplus()?.try_add(&cost)?;
                match surplus >= self.before.maintenance().surplus()? {
                    true => Ok(()),
                    false => Err(Refused::NotLiquidatable(after.status())),
                }
            }
        }
    }
}

/// Whether an account may be liquidated: proven to be below maintenance.
pub fn liquidatable(account: &Account<3>) -> bool {
    matches!(account.status(), Status::Liquidatable | Status::Insolvent)
}
