//! serde: decimal text where a person reads it, the 128 bits where none does.
//!
//! Human-readable formats carry a number as the shortest decimal that reads back to the same bits, as
//! a string, because a JSON number is a float to most readers. Other formats carry the bits as an
//! `i128`. A text that this crate did not write reads to nearest: what must read in a direction goes
//! through [`decimal`].
//!
//! [`serialize`] and [`deserialize`] do the same for a number in a type of the caller's:
//! `#[serde(with = "plimsoll::support::serde")]`. Unknown fields are errors.

use crate::margin::{account::Status, health::Verdict};
use crate::number::decimal;
use crate::{Bound, Error, Fixed, Health, Limit, Perp, Price, Threshold, Tier, Weights};
use core::fmt;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

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

/// A type's numbers and counts by name, and the constructor that reads them back.
macro_rules! form {
    ($name:literal $type:ident { $($number:ident $(($($call:tt)*))?),* ; $($count:ident),* } $read:expr) => {
        const _: () = {
            #[derive(::serde::Serialize, ::serde::Deserialize)]
            #[serde(rename = $name, deny_unknown_fields)]
            struct Form {
                $(#[serde(with = "crate::support::serde")] $number: Fixed,)*
                $($count: u32,)*
            }

            impl Serialize for $type {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    Form {
                        $($number: self.$number $(($($call)*))?.clone(),)*
                        $($count: self.$count(),)*
                    }
                    .serialize(serializer)
                }
            }

            impl<'de> Deserialize<'de> for $type {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let form = Form::deserialize(deserializer)?;
                    ($read)($(form.$number,)* $(form.$count,)*).map_err(de::Error::custom)
                }
            }
        };
    };
}
form!("Price" Price { low(), high(); } Price::from_stored);
form!("Weights" Weights { asset(), liability(); } Weights::new);
form!("Bound" Bound { asset(), liability(); } Bound::new);
form!("Tier" Tier { floor, rate, deduction; } rung);
form!("Perp" Perp { size(), quote(), bids(), asks(); } position);
form!("Health" Health { assets(), liabilities(); positions, stale_assets, stale_debts }
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

/// The names that [`Limit::reason`] gives, and the value under `at`.
#[derive(::serde::Serialize, ::serde::Deserialize)]
#[serde(remote = "Limit", rename = "Limit", rename_all = "snake_case")]
enum LimitForm {
    At(#[serde(with = "crate::support::serde")] Fixed),
    Never,
    AlreadyPast,
    NotExposed,
    Unknown,
}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        LimitForm::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        LimitForm::deserialize(deserializer)
    }
}

#[derive(::serde::Serialize, ::serde::Deserialize)]
#[serde(remote = "Threshold", rename = "Threshold", deny_unknown_fields)]
struct ThresholdForm {
    below: Limit,
    above: Limit,
}

impl Serialize for Threshold {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ThresholdForm::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Threshold {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ThresholdForm::deserialize(deserializer)
    }
}

/// An enum as its stable name where a person reads it, as its stable number where none does.
macro_rules! named {
    ($type:ident $expected:literal, $name:expr, $number:expr, $all:expr) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.serialize_str($name(*self))
                } else {
                    serializer.serialize_u8($number(*self))
                }
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Named;

                impl Visitor<'_> for Named {
                    type Value = $type;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expected)
                    }

                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$type, E> {
                        let found = $all.into_iter().find(|value| $name(*value) == text);
                        found.ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
                    }

                    fn visit_u8<E: de::Error>(self, number: u8) -> Result<$type, E> {
                        let found = $all.into_iter().find(|value| $number(*value) == number);
                        let unexpected = de::Unexpected::Unsigned(u64::from(number));
                        found.ok_or_else(|| E::invalid_value(unexpected, &self))
                    }
                }

                if deserializer.is_human_readable() {
                    deserializer.deserialize_str(Named)
                } else {
                    deserializer.deserialize_u8(Named)
                }
            }
        }
    };
}
named!(Status "the name of a status", Status::name, |s: Status| s as u8, Status::ALL);
named!(Verdict "the name of a verdict", Verdict::name, |v: Verdict| v as u8, Verdict::ALL);
named!(Error "the name of an error", Error::name, Error::code, Error::ALL);
