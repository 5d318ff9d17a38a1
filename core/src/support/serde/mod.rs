//! serde: decimal text where a person reads it, the 128 bits where none does.
//!
//! Human-readable formats carry a number as the shortest decimal that reads back to the same bits, as
//! a string, because a JSON number is a float to most readers. Other formats carry the bits as an
//! `i128`. A text that this crate did not write reads to nearest: what must read in a direction goes
//! through [`decimal`].
//!
//! [`serialize`] and [`deserialize`] do the same for a number in a type of the caller's:
//! `#[serde(with = "plimsoll::support::serde")]`. Unknown fields are errors.

mod case;

use super::stored::{self, portfolio::*, risk::*};
use crate::margin::option::Right;
use crate::margin::scenario::Volatility;
use crate::margin::shares::Pool;
use crate::number::decimal;
use crate::risk::parameters::set::Name;
use crate::weights::profile::Access;
use crate::{
    Age, Band, Bound, Capacity, Change, CloseFactor, Contract, Ewma, Expiry, Exponential, Exposure,
    Feed, Fixed, Forward, Fund, Garch, Health, Indices, Interval, Offset, Pace, Parameter,
    Parameters, Perp, Policy, Price, Quota, Ramp, Reading, Remote, RiskArray, Rule, Scan, Scenario,
    Shocks, Slice, Split, Stable, Steady, Tier, TimeWeighted, Totals, Weights,
};
use core::fmt;
use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeTuple, Serializer};

/// Writes a number: decimal text, or its bits.
pub fn serialize<S: Serializer>(number: &Fixed, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        serializer.serialize_str(decimal::write(number).as_str())
    } else {
        serializer.serialize_i128(number.to_bits())
    }
}

/// Reads a number: decimal text to nearest, or its bits.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Fixed, D::Error> {
    if deserializer.is_human_readable() {
        deserializer.deserialize_str(DecimalText)
    } else {
        i128::deserialize(deserializer).map(Fixed::from_bits)
    }
}

struct DecimalText;

impl Visitor<'_> for DecimalText {
    type Value = Fixed;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a decimal number as a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Fixed, E> {
        decimal::read_nearest(text).map_err(E::custom)
    }
}

/// A field's form, the same in every type.
trait Field: Sized {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl Field for Fixed {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

/// A kind that has its form from serde, or here.
macro_rules! own {
    ($(const $size:ident,)? $kind:ty) => {
        impl $(<const $size: usize>)? Field for $kind {
            fn write<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
                self.serialize(serializer)
            }
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }
        }
    };
}
own!(u16);
own!(u32);
own!(u64);
own!(Right);
own!(Volatility);
own!(Access);
own!(Name);
own!([Confidence; 3]);
own!([Weights; 3]);
own!([Parameter; 8]);

/// A list of as many numbers as the type says.
impl<const N: usize> Field for [Fixed; N] {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut tuple = serializer.serialize_tuple(N)?;
        for number in self {
            tuple.serialize_element(&One(*number))?;
        }
        tuple.end()
    }
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple(N, Numbers::<N>)
    }
}

#[derive(::serde::Serialize, ::serde::Deserialize)]
struct One(#[serde(with = "crate::support::serde")] Fixed);

struct Numbers<const N: usize>;

impl<'de, const N: usize> Visitor<'de> for Numbers<N> {
    type Value = [Fixed; N];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{N} numbers")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<[Fixed; N], A::Error> {
        let mut numbers = [Fixed::ZERO; N];
        for (read, number) in numbers.iter_mut().enumerate() {
            let next = sequence.next_element::<One>()?;
            *number = next
                .ok_or_else(|| de::Error::invalid_length(read, &self))?
                .0;
        }
        Ok(numbers)
    }
}

/// Base units, as text for the same reason as a number.
impl Field for u128 {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serializer.is_human_readable() {
            true => serializer.collect_str(self),
            false => serializer.serialize_u128(*self),
        }
    }
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.is_human_readable() {
            true => deserializer.deserialize_str(UnitsText),
            false => u128::deserialize(deserializer),
        }
    }
}

struct UnitsText;

impl Visitor<'_> for UnitsText {
    type Value = u128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number below 2^128 as a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<u128, E> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let units = text.parse().ok().filter(|_| digits); // `parse` takes a sign
        units.ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

macro_rules! form {
    (
        $(#[$doc:meta])* $name:literal $type:ident $([$size:ident])? $packed:ident
        { $($field:ident $(($($call:tt)*))? : $kind:tt),* } $read:expr
    ) => {
        #[allow(unused_parens)] // around a kind of more than one token
        const _: () = {
            #[derive(::serde::Serialize, ::serde::Deserialize)]
            #[serde(rename = $name, deny_unknown_fields)]
            struct Form $(<const $size: usize>)? {
                $(#[serde(serialize_with = "Field::write", deserialize_with = "Field::read")]
                $field: $kind,)*
            }

            impl $(<const $size: usize>)? Serialize for $type $(<$size>)? {
                fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
                    Form {
                        $($field: self.$field $(($($call)*))?.clone(),)*
                    }
                    .serialize(serializer)
                }
            }

            impl<'de $(, const $size: usize)?> Deserialize<'de> for $type $(<$size>)? {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let form = Form::deserialize(deserializer)?;
                    ($read)($(form.$field),*).map_err(de::Error::custom)
                }
            }

            own!($(const $size,)? $type $(<$size>)?);
        };
    };
}
stored::each!(form);
