//! Why a message is refused, with the library's own name wherever the library refused it.

use cosmwasm_std::StdError;
use plimsoll::margin::account::Status;
use plimsoll::margin::operation::Permission;
use plimsoll::risk::parameters::set;
use std::fmt;

/// Why a message is refused; nothing of it stays.
#[derive(Clone, Debug, PartialEq)]
pub enum Refused {
    /// The library has no result.
    Library(plimsoll::Error),
    /// A parameter set is refused, and for which parameter.
    Parameters(set::Refusal),
    /// What the message does to this account is not allowed: initial health would not hold.
    Unhealthy(String, Permission),
    /// The account may not be liquidated.
    NotLiquidatable(Status),
    /// The sender is not the one who may say this.
    Unauthorized,
    /// The funds sent are not one positive amount of the dollar.
    WrongFunds,
    /// More than the balance, or than the contract holds.
    Overdrawn,
    /// The maker has not offered this much on this side.
    NotOffered,
    /// Two parties are needed, and one was named twice.
    SameAccount,
    /// Closing the last position would leave a debt: only a liquidation may do that.
    LeavesDebt,
    /// Money would appear or disappear. No message can bring this about; it is checked all the same.
    Unbalanced,
    /// Stored bytes are not what was written.
    Corrupt,
    /// A message or its answer is not JSON of the form that this contract speaks.
    Json(String),
}

impl Refused {
    /// The stable name; that of the library's error where there is one.
    pub const fn name(&self) -> &'static str {
        match self {
            Refused::Library(error) => error.name(),
            Refused::Parameters(refusal) => refusal.error().name(),
            Refused::Unhealthy(..) => "Unhealthy",
            Refused::NotLiquidatable(_) => "NotLiquidatable",
            Refused::Unauthorized => "Unauthorized",
            Refused::WrongFunds => "WrongFunds",
            Refused::Overdrawn => "Overdrawn",
            Refused::NotOffered => "NotOffered",
            Refused::SameAccount => "SameAccount",
            Refused::LeavesDebt => "LeavesDebt",
            Refused::Unbalanced => "Unbalanced",
            Refused::Corrupt => "Corrupt",
            Refused::Json(_) => "Json",
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.name())?;
        match self {
            Refused::Library(error) => write!(f, "{error}"),
            Refused::Parameters(refusal) => match refusal.name() {
                Some(name) => write!(f, "{}: {}", name.name(), refusal.error()),
                None => write!(f, "{}", refusal.error()),
            },
            Refused::Unhealthy(account, permission) => {
                write!(f, "the account {account} would be {}", permission.name())
            }
            Refused::NotLiquidatable(status) => write!(f, "the account is {}", status.name()),
            Refused::Unauthorized => f.write_str("the sender may not say this"),
            Refused::WrongFunds => f.write_str("send one positive amount of the dollar"),
            Refused::Overdrawn => f.write_str("more than the balance, or than the contract holds"),
            Refused::NotOffered => f.write_str("the maker has not offered this much"),
            Refused::SameAccount => f.write_str("two parties are needed"),
            Refused::LeavesDebt => {
                f.write_str("closing the last position would leave a debt; it is liquidated")
            }
            Refused::Unbalanced => f.write_str("money would appear or disappear"),
            Refused::Corrupt => f.write_str("stored bytes are not what was written"),
            Refused::Json(problem) => f.write_str(problem),
        }
    }
}

impl std::error::Error for Refused {}

impl From<plimsoll::Error> for Refused {
    fn from(error: plimsoll::Error) -> Self {
        Refused::Library(error)
    }
}

impl From<set::Refusal> for Refused {
    fn from(refusal: set::Refusal) -> Self {
        Refused::Parameters(refusal)
    }
}

impl From<StdError> for Refused {
    fn from(error: StdError) -> Self {
        Refused::Json(error.to_string())
    }
}
