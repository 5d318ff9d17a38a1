//! What is said of an account, and is public.

use crate::{Refusal, Report};
use borsh::{BorshDeserialize, BorshSerialize};
use plimsoll::margin::account::Status;
use plimsoll::support::borsh::{deserialize as read, serialize as write};
use plimsoll::Fixed;

/// What a proof shows of the account, and all that it publishes of it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Claim {
    /// Its status.
    Status(Status),
    /// At a level (0 initial, 1 maintenance, 2 equity) its assets exceed its liabilities by at least this much, in
    /// the account's currency.
    Above {
        level: u8,
        #[borsh(serialize_with = "write", deserialize_with = "read")]
        least: Fixed,
    },
    /// Its whole report: the sums of every level, and nothing of the positions behind them.
    Report(Report),
}

impl Claim {
    /// From exactly these bytes. Refuses others.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        borsh::from_slice(bytes).map_err(|_| Refusal::Form("claim"))
    }

    /// Whether it holds of an account with this report. A level that is not there, or whose debts have no price,
    /// is above nothing.
    pub fn holds(&self, report: &Report) -> bool {
        match self {
            Claim::Status(status) => report.status == *status,
            Claim::Above { level, least } => {
                let level = report.levels.get(usize::from(*level));
                level.is_some_and(|health| health.surplus().is_ok_and(|surplus| surplus >= *least))
            }
            Claim::Report(claimed) => report == claimed,
        }
    }
}
