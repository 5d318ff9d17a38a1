//! Cases by their stable names.

use super::super::stored::{portfolio::*, risk::*};
use crate::liquidation::sizing::Reason;
use crate::margin::option::Right;
use crate::margin::scenario::Volatility;
use crate::margin::{account::Status, health::Verdict, operation::Permission};
use crate::risk::parameters::set::Name;
use crate::weights::profile::Access;
use crate::{Error, Fixed, Limit, Threshold};
use core::fmt;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

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
    ($type:ident $expected:literal, $name:expr, $all:expr) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.serialize_str($name(*self))
                } else {
                    serializer.serialize_u8(*self as u8)
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
                        let found = $all.into_iter().find(|value| *value as u8 == number);
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
named!(Status "the name of a status", Status::name, Status::ALL);
named!(Verdict "the name of a verdict", Verdict::name, Verdict::ALL);
named!(Error "the name of an error", Error::name, Error::ALL);
named!(Permission "the name of a permission", Permission::name, Permission::ALL);
named!(Reason "the name of a reason", Reason::name, Reason::ALL);
named!(Right "call or put", |r| match r { Right::Call => "call", Right::Put => "put" }, RIGHTS);
named!(Volatility "what happens to volatility", |v| match v {
    Volatility::Same => "same",
    Volatility::Up => "up",
    Volatility::Down => "down",
    Volatility::Linear => "linear",
    Volatility::Absolute => "absolute",
}, VOLATILITIES);
named!(Access "what a market may be used for", Access::name, ACCESSES);
named!(Name "the name of a parameter", Name::name, NAMES);
