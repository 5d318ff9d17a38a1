use core::fmt;
use plimsoll::columns::fault::Fault;
use plimsoll::Error;

/// Why there is nothing to publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Bytes that are no state, no account or no claim, or that have others behind them.
    Form(&'static str),
    /// A market that the library refuses.
    Market(Error),
    /// A position that the library refuses, and where it is.
    Position(Fault),
    /// The claim does not hold.
    Claim,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal::Market(error)
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Refusal::Position(fault)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Form(what) => write!(f, "these bytes are no {what}"),
            Refusal::Market(error) => write!(f, "a market: {error}"),
            Refusal::Position(fault) => write!(f, "the account: {fault}"),
            Refusal::Claim => write!(f, "the claim does not hold"),
        }
    }
}

impl core::error::Error for Refusal {}
