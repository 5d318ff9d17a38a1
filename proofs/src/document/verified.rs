//! What a verified proof of health shows, to be told.

use super::text;
use super::Level;
use plimsoll::Fixed;
use plimsoll_book::out::Out;
use plimsoll_book::shown;

/// What a verified proof shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub(super) account: String,
    pub(super) currency: String,
    pub(super) level: Level,
    pub(super) buffer: Fixed,
    pub(super) version: u64,
    pub(super) time: u64,
    pub(super) purpose: String,
    pub(super) positions: usize,
    pub(super) listed: Listed,
}

/// Whether the commitments were compared with a ledger's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    Compared,
    Not,
}

impl Verified {
    /// One line of JSON.
    pub fn json(&self) -> String {
        Out::line(|out| {
            out.text("account", &self.account);
            out.text("level", self.level.name());
            out.number("buffer", &self.buffer);
            out.text("currency", &self.currency);
            out.text("version", &self.version.to_string());
            out.text("time", &self.time.to_string());
            out.text("purpose", &self.purpose);
            out.text("positions", &self.positions.to_string());
            out.text(
                "ledger",
                match self.listed {
                    Listed::Compared => "compared",
                    Listed::Not => "not given",
                },
            );
        })
    }

    /// For a person.
    pub fn table(&self) -> String {
        let ledger = match self.listed {
            Listed::Compared => "these are its commitments in the ledger",
            Listed::Not => {
                "no ledger was given: nothing shows that these are all of its commitments"
            }
        };
        format!(
            "account {} is healthy at {} by at least {} {}\n  version {}, time {}, purpose {}\n  {} positions; {}\n",
            shown(&self.account),
            self.level.name(),
            text::written(&self.buffer),
            shown(&self.currency),
            self.version,
            self.time,
            shown(&self.purpose),
            self.positions,
            ledger,
        )
    }
}
