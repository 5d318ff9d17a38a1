//! borsh: 16 little-endian bytes a number or an amount of base units, one byte a case, four a count, eight
//! a time in seconds.
//!
//! [`serialize`] and [`deserialize`] do the same for a number in a type of the caller's:
//! `#[borsh(serialize_with = "plimsoll::support::borsh::serialize", deserialize_with = "...")]`.

use super::stored::{self, portfolio::*, risk::*};
use crate::liquidation::sizing::Reason;
use crate::margin::option::Right;
use crate::margin::scenario::Volatility;
use crate::margin::{account::Status, health::Verdict, operation::Permission, shares::Pool};
use crate::risk::parameters::set::Name;
use crate::weights::profile::Access;
use crate::{
    Age, Band, Bound, Capacity, Change, CloseFactor, Contract, Error, Ewma, Expiry, Exponential,
    Exposure, Feed, Fixed, Forward, Fund, Garch, Health, Indices, Interval, Limit, Offset, Pace,
    Parameter, Parameters, Perp, Policy, Price, Quota, Ramp, Reading, Remote, RiskArray, Rule,
    Scan, Scenario, Shocks, Slice, Split, Stable, Steady, Threshold, Tier, TimeWeighted, Totals,
    Weights,
};
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

/// A field's form, the same in every type.
trait Field: Sized {
    fn write<W: Write>(&self, writer: &mut W) -> IoResult<()>;
    fn read<R: Read>(reader: &mut R) -> IoResult<Self>;
}

impl Field for Fixed {
    fn write<W: Write>(&self, writer: &mut W) -> IoResult<()> {
        serialize(self, writer)
    }
    fn read<R: Read>(reader: &mut R) -> IoResult<Self> {
        deserialize(reader)
    }
}

/// A kind that has its form from borsh, or here.
macro_rules! own {
    ($(const $size:ident,)? $kind:ty) => {
        impl $(<const $size: usize>)? Field for $kind {
            fn write<W: Write>(&self, writer: &mut W) -> IoResult<()> {
                BorshSerialize::serialize(self, writer)
            }
            fn read<R: Read>(reader: &mut R) -> IoResult<Self> {
                Self::deserialize_reader(reader)
            }
        }
    };
}
own!(u16);
own!(u32);
own!(u64);
own!(u128);
own!(Right);
own!(Volatility);
own!(Access);
own!(Name);
own!([Confidence; 3]);
own!([Weights; 3]);
own!([Parameter; 8]);

impl<const S: usize> Field for [Fixed; S] {
    fn write<W: Write>(&self, writer: &mut W) -> IoResult<()> {
        self.iter().try_for_each(|number| serialize(number, writer))
    }
    fn read<R: Read>(reader: &mut R) -> IoResult<Self> {
        let mut numbers = [Fixed::ZERO; S];
        for number in &mut numbers {
            *number = deserialize(reader)?;
        }
        Ok(numbers)
    }
}

macro_rules! form {
    (
        $(#[$doc:meta])* $name:literal $type:ident $([$size:ident])? $packed:ident
        { $($field:ident $(($($call:tt)*))? : $kind:tt),* } $read:expr
    ) => {
        impl $(<const $size: usize>)? BorshSerialize for $type $(<$size>)? {
            fn serialize<W: Write>(&self, writer: &mut W) -> IoResult<()> {
                $(Field::write(&self.$field $(($($call)*))?.clone(), writer)?;)*
                Ok(())
            }
        }

        impl $(<const $size: usize>)? BorshDeserialize for $type $(<$size>)? {
            fn deserialize_reader<R: Read>(reader: &mut R) -> IoResult<Self> {
                $(let $field = Field::read(reader)?;)*
                ($read)($($field),*).map_err(refused)
            }
        }

        own!($(const $size,)? $type $(<$size>)?);
    };
}
stored::each!(form);

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
    ($type:ident $all:expr) => {
        impl BorshSerialize for $type {
            fn serialize<W: Write>(&self, writer: &mut W) -> IoResult<()> {
                BorshSerialize::serialize(&(*self as u8), writer)
            }
        }

        impl BorshDeserialize for $type {
            fn deserialize_reader<R: Read>(reader: &mut R) -> IoResult<Self> {
                let number = u8::deserialize_reader(reader)?;
                let found = $all.into_iter().find(|case| *case as u8 == number);
                found.ok_or_else(no_such_case)
            }
        }
    };
}
numbered!(Status Status::ALL);
numbered!(Verdict Verdict::ALL);
numbered!(Error Error::ALL);
numbered!(Permission Permission::ALL);
numbered!(Reason Reason::ALL);
numbered!(Right RIGHTS);
numbered!(Volatility VOLATILITIES);
numbered!(Access ACCESSES);
numbered!(Name NAMES);
