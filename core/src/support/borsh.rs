//! borsh: 16 little-endian bytes a number, one byte a case, four a count.
//!
//! [`serialize`] and [`deserialize`] do the same for a number in a type of the caller's:
//! `#[borsh(serialize_with = "plimsoll::support::borsh::serialize", deserialize_with = "...")]`.

use crate::margin::{account::Status, health::Verdict};
use crate::{Bound, Error, Fixed, Health, Limit, Perp, Price, Threshold, Tier, Weights};
use borsh::io::{Error as IoError, ErrorKind, Read, Result as IoResult, Write};
use borsh::{BorshDeserialize, BorshSerialize};

/// Writes a number: the 16 little-endian bytes of its bits.
pub fn serialize<W: Write>(number: &Fixed, writer: &mut W) -> IoResult<()> {
    number.to_bits().serialize(writer)
}

/// Reads a number: every 16 bytes are one.
pub fn deserialize<R: Read>(reader: &mut R) -> IoResult<Fixed> {
    i128::deserialize_reader(reader).map(Fixed::from_bits)
}

fn refused(error: Error) -> IoError {
    IoError::new(ErrorKind::InvalidData, error.message())
}

fn no_such_case() -> IoError {
    IoError::new(ErrorKind::InvalidData, "no case has this number")
}

/// A type's numbers and counts in order, and the constructor that reads them back.
macro_rules! form {
    ($type:ident { $($number:ident $(($($call:tt)*))?),* ; $($count:ident),* } $read:expr) => {
        impl BorshSerialize for $type {
            fn serialize<W: Write>(&self, writer: &mut W) -> IoResult<()> {
                $(serialize(&self.$number $(($($call)*))?, writer)?;)*
                $(BorshSerialize::serialize(&self.$count(), writer)?;)*
                Ok(())
            }
        }

        impl BorshDeserialize for $type {
            fn deserialize_reader<R: Read>(reader: &mut R) -> IoResult<Self> {
                $(let $number = deserialize(reader)?;)*
                $(let $count = u32::deserialize_reader(reader)?;)*
                ($read)($($number,)* $($count,)*).map_err(refused)
            }
        }
    };
}
form!(Price { low(), high(); } Price::from_stored);
form!(Weights { asset(), liability(); } Weights::new);
form!(Bound { asset(), liability(); } Bound::new);
form!(Tier { floor, rate, deduction; } rung);
form!(Perp { size(), quote(), bids(), asks(); } position);
form!(Health { assets(), liabilities(); positions, stale_assets, stale_debts }
    Health::from_stored);

/// A rung alone is neither right nor wrong: the ladder is validated where `Tiers` is made.
fn rung(floor: Fixed, rate: Fixed, deduction: Fixed) -> Result<Tier, Error> {
    Ok(Tier {
        floor,
        rate,
        deduction,
    })
}

fn position(size: Fixed, quote: Fixed, bids: Fixed, asks: Fixed) -> Result<Perp, Error> {
    Perp::new(size, quote).with_orders(bids, asks)
}

impl BorshSerialize for Limit {
    fn serialize<W: Write>(&self, writer: &mut W) -> IoResult<()> {
        let case: u8 = match self {
            Limit::At(_) => 0,
            Limit::Never => 1,
            Limit::AlreadyPast => 2,
            Limit::NotExposed => 3,
            Limit::Unknown => 4,
        };
        BorshSerialize::serialize(&case, writer)?;
        self.value().map_or(Ok(()), |at| serialize(at, writer))
    }
}

impl BorshDeserialize for Limit {
    fn deserialize_reader<R: Read>(reader: &mut R) -> IoResult<Self> {
        match u8::deserialize_reader(reader)? {
            0 => deserialize(reader).map(Limit::At),
            1 => Ok(Limit::Never),
            2 => Ok(Limit::AlreadyPast),
            3 => Ok(Limit::NotExposed),
            4 => Ok(Limit::Unknown),
            _ => Err(no_such_case()),
        }
    }
}

impl BorshSerialize for Threshold {
    fn serialize<W: Write>(&self, writer: &mut W) -> IoResult<()> {
        BorshSerialize::serialize(&self.below, writer)?;
        BorshSerialize::serialize(&self.above, writer)
    }
}

impl BorshDeserialize for Threshold {
    fn deserialize_reader<R: Read>(reader: &mut R) -> IoResult<Self> {
        Ok(Threshold {
            below: Limit::deserialize_reader(reader)?,
            above: Limit::deserialize_reader(reader)?,
        })
    }
}

/// An enum as its stable number.
macro_rules! numbered {
    ($type:ident) => {
        impl BorshSerialize for $type {
            fn serialize<W: Write>(&self, writer: &mut W) -> IoResult<()> {
                BorshSerialize::serialize(&(*self as u8), writer)
            }
        }

        impl BorshDeserialize for $type {
            fn deserialize_reader<R: Read>(reader: &mut R) -> IoResult<Self> {
                let number = u8::deserialize_reader(reader)?;
                let found = $type::ALL.into_iter().find(|case| *case as u8 == number);
                found.ok_or_else(no_such_case)
            }
        }
    };
}
numbered!(Status);
numbered!(Verdict);
numbered!(Error);
