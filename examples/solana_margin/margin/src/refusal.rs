//! Why an instruction is refused.

use plimsoll::Error;

/// What an instruction returns instead of a result; the transaction then changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// What the library says; the program returns its number as a custom error.
    Library(Error),
    /// An account is missing.
    NotEnoughAccounts,
    /// An account belongs to another program.
    WrongOwner,
    /// An account is of another size, kind or group than it should be.
    InvalidAccount,
    /// The instruction's data are none.
    InvalidInstruction,
    /// Who must sign did not.
    MissingSignature,
    /// Maintenance health holds, or a price is too old to say: nobody is liquidated.
    NotLiquidatable,
    /// After the liquidation the liquidator could not open what it holds.
    LiquidatorUnhealthy,
    /// The repayment on these terms leaves the account with less than it had.
    NotImproved,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal::Library(error)
    }
}

impl Refusal {
    /// What the entry point returns: the loader's own numbers in the upper half, custom ones in the lower.
    pub fn code(self) -> u64 {
        match self {
            Refusal::Library(error) => u64::from(error.code()),
            Refusal::InvalidInstruction => 3 << 32,
            Refusal::InvalidAccount => 4 << 32,
            Refusal::WrongOwner => 7 << 32,
            Refusal::MissingSignature => 8 << 32,
            Refusal::NotEnoughAccounts => 11 << 32,
            Refusal::NotLiquidatable => 1001,
            Refusal::LiquidatorUnhealthy => 1002,
            Refusal::NotImproved => 1003,
        }
    }
}
