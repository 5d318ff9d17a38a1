//! What can go wrong, as one small enum with stable numbers.

use std::fmt;

/// Why there is no proof, or why one is not believed.
///
/// Numbers are stable, and above those of the core and the book; a core error keeps its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Error {
    /// The core refuses the input: its own number and name.
    Kernel(plimsoll::Error),
    /// The account is not healthy by the buffer, so there is nothing to prove (201).
    NotHealthy,
    /// The reserves do not cover what is owed, so there is nothing to prove (202).
    NotSolvent,
    /// The proof does not verify: it is another statement's, or was changed, or was never one (203).
    InvalidProof,
    /// The bytes are not as many as this statement's proof has (204).
    WrongLength,
    /// Thirty-two bytes are no commitment (205).
    InvalidCommitment,
    /// A commitment does not open to this value (206).
    WrongOpening,
    /// A quantity or value has more lots than the 64 bits that are proved of it (207).
    OutOfRange,
    /// Prices and lots are so large that the statement could wrap in the field (208).
    TooLarge,
    /// More legs, values or accounts than one proof takes (209).
    TooMany,
    /// No such proof exists for this kind of account (210).
    Unsupported,
    /// An owner stands in the list twice (211).
    DuplicateOwner,
    /// The account is not in the tree of this root (212).
    NotInTree,
}

impl Error {
    /// All but those of the core, in the order of their numbers.
    pub const ALL: [Error; 12] = [
        Error::NotHealthy,
        Error::NotSolvent,
        Error::InvalidProof,
        Error::WrongLength,
        Error::InvalidCommitment,
        Error::WrongOpening,
        Error::OutOfRange,
        Error::TooLarge,
        Error::TooMany,
        Error::Unsupported,
        Error::DuplicateOwner,
        Error::NotInTree,
    ];

    /// The stable number.
    pub const fn code(self) -> u8 {
        match self {
            Error::Kernel(error) => error.code(),
            Error::NotHealthy => 201,
            Error::NotSolvent => 202,
            Error::InvalidProof => 203,
            Error::WrongLength => 204,
            Error::InvalidCommitment => 205,
            Error::WrongOpening => 206,
            Error::OutOfRange => 207,
            Error::TooLarge => 208,
            Error::TooMany => 209,
            Error::Unsupported => 210,
            Error::DuplicateOwner => 211,
            Error::NotInTree => 212,
        }
    }

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Error::Kernel(error) => error.name(),
            Error::NotHealthy => "NotHealthy",
            Error::NotSolvent => "NotSolvent",
            Error::InvalidProof => "InvalidProof",
            Error::WrongLength => "WrongLength",
            Error::InvalidCommitment => "InvalidCommitment",
            Error::WrongOpening => "WrongOpening",
            Error::OutOfRange => "OutOfRange",
            Error::TooLarge => "TooLarge",
            Error::TooMany => "TooMany",
            Error::Unsupported => "Unsupported",
            Error::DuplicateOwner => "DuplicateOwner",
            Error::NotInTree => "NotInTree",
        }
    }
}

impl From<plimsoll::Error> for Error {
    fn from(error: plimsoll::Error) -> Self {
        Error::Kernel(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Error::Kernel(error) => return error.fmt(f),
            Error::NotHealthy => "the account is not healthy by the buffer",
            Error::NotSolvent => "the reserves do not cover what is owed",
            Error::InvalidProof => "the proof does not verify",
            Error::WrongLength => "the bytes are not as many as this statement's proof has",
            Error::InvalidCommitment => "these bytes are no commitment",
            Error::WrongOpening => "the commitment does not open to this value",
            Error::OutOfRange => "more lots than the 64 bits that are proved of a quantity",
            Error::TooLarge => "prices and lots are too large for the field",
            Error::TooMany => "more than one proof takes",
            Error::Unsupported => "there is no such proof for this kind of account",
            Error::DuplicateOwner => "an owner stands in the list twice",
            Error::NotInTree => "the account is not in the tree of this root",
        })
    }
}

impl std::error::Error for Error {}
