//! bytemuck: the wire form of a contract's accounts, `[u8; 16]` a number or an amount of base
//! units, `[u8; 8]` a time, `[u8; 4]` a count, `[u8; 2]` a class, `[u8; 1]` a case, and no alignment, so that
//! the bytes of a page or an account are read in place at any offset.
//!
//! Numbers are the little-endian bytes of their bits. Packing never fails; unpacking validates. Zeroed
//! bytes are the unknown price and bound, and everything that may be empty; they are no weights, no
//! capacity, no ramp, no indices, no expiry and no shocks.

use super::stored::{self, portfolio::*, risk::*};
use crate::margin::option::Right;
use crate::margin::scenario::Volatility;
use crate::margin::shares::Pool;
use crate::price::oracle::stable;
use crate::risk::parameters::set::Name;
use crate::weights::profile::Access;
use crate::{
    Age, Band, Bound, Capacity, Change, CloseFactor, Contract, Error, Ewma, Expiry, Exponential,
    Exposure, Feed, Fixed, Forward, Fund, Garch, Health, Indices, Interval, Offset, Pace,
    Parameter, Parameters, Perp, Policy, Price, Quota, Ramp, Reading, Remote, RiskArray, Rule,
    Scan, Scenario, Shocks, Slice, Split, Stable, Steady, Tier, TimeWeighted, Totals, Weights,
};
use bytemuck::{Pod, Zeroable};

/// A field's form, the same in every type.
trait Field: Sized {
    type Packed;
    fn pack(&self) -> Self::Packed;
    fn unpack(packed: &Self::Packed) -> Result<Self, Error>;
}

/// The packed form of a kind of field.
macro_rules! bytes {
    (Fixed) => { [u8; 16] };
    (u128) => { [u8; 16] };
    (u64) => { [u8; 8] };
    (u32) => { [u8; 4] };
    (u16) => { [u8; 2] };
    (Right) => { [u8; 1] };
    (Volatility) => { [u8; 1] };
    (Access) => { [u8; 1] };
    (Name) => { [u8; 1] };
    (Price) => { PackedPrice };
    (Weights) => { PackedWeights };
    (FeedConfidence) => { PackedFeedConfidence };
    (Age) => { PackedAge };
    (Sum) => { PackedSum };
    (Pace) => { PackedPace };
    (Policy) => { PackedPolicy };
    (Parameter) => { PackedParameter };
    (Interval) => { PackedInterval };
    (Contract) => { PackedContract };
    (VolatilityShock) => { PackedVolatilityShock };
    (Skew) => { PackedSkew };
    (Confidence) => { PackedConfidence };
    (Peg) => { PackedPeg };
    (LongDiscount) => { PackedLongDiscount };
    (ShortDiscount) => { PackedShortDiscount };
    (Basis) => { PackedBasis };
    ((Scan<$size:ident>)) => { PackedScan<$size> };
    ([$kind:tt; $count:tt]) => { [bytes!($kind); $count] };
}

macro_rules! integer {
    ($kind:tt) => {
        impl Field for $kind {
            type Packed = bytes!($kind);
            fn pack(&self) -> Self::Packed {
                self.to_le_bytes()
            }
            fn unpack(packed: &Self::Packed) -> Result<Self, Error> {
                Ok(Self::from_le_bytes(*packed))
            }
        }
    };
}
integer!(Fixed);
integer!(u16);
integer!(u32);
integer!(u64);
integer!(u128);

/// An enum as its number.
macro_rules! numbered {
    ($type:ident $all:ident $error:expr) => {
        impl Field for $type {
            type Packed = [u8; 1];
            fn pack(&self) -> [u8; 1] {
                [*self as u8]
            }
            fn unpack([number]: &[u8; 1]) -> Result<Self, Error> {
                let found = $all.into_iter().find(|case| *case as u8 == *number);
                found.ok_or($error)
            }
        }
    };
}
numbered!(Right RIGHTS Error::InvalidOption);
numbered!(Volatility VOLATILITIES Error::InvalidScenario);
numbered!(Access ACCESSES Error::InvalidParameters);
numbered!(Name NAMES Error::InvalidParameters);

impl<const S: usize> Field for [Fixed; S] {
    type Packed = [[u8; 16]; S];
    fn pack(&self) -> Self::Packed {
        self.map(Fixed::to_le_bytes)
    }
    fn unpack(packed: &Self::Packed) -> Result<Self, Error> {
        Ok(packed.map(Fixed::from_le_bytes))
    }
}

impl Field for [Confidence; 3] {
    type Packed = [PackedConfidence; 3];
    fn pack(&self) -> Self::Packed {
        self.each_ref().map(Into::into)
    }
    fn unpack([options, perps, coins]: &Self::Packed) -> Result<Self, Error> {
        Ok([options.try_into()?, perps.try_into()?, coins.try_into()?])
    }
}

/// A list of as many values as the type says.
macro_rules! list {
    ($kind:ident $count:literal $packed:ident $begin:expr) => {
        impl Field for [$kind; $count] {
            type Packed = [$packed; $count];
            fn pack(&self) -> Self::Packed {
                self.each_ref().map(Into::into)
            }
            fn unpack(packed: &Self::Packed) -> Result<Self, Error> {
                let mut values = [$begin; $count];
                for (value, packed) in values.iter_mut().zip(packed) {
                    *value = packed.try_into()?;
                }
                Ok(values)
            }
        }
    };
}
list!(Weights 3 PackedWeights Weights::one());
list!(Parameter 8 PackedParameter Parameter::new(Fixed::ZERO, 0));

macro_rules! packed {
    (
        $(#[$doc:meta])* $name:literal $type:ident $([$size:ident])? $packed:ident
        { $($field:ident $(($($call:tt)*))? : $kind:tt),* } $read:expr
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(C)]
        pub struct $packed $(<const $size: usize>)? {
            $(#[doc = concat!("The bytes of `", stringify!($field), "`, little-endian.")]
            pub $field: bytes!($kind),)*
        }

        // SAFETY: every field is bytes, or a struct of them, for which all zeros is a value.
        unsafe impl $(<const $size: usize>)? Zeroable for $packed $(<$size>)? {}
        // SAFETY: every field is bytes, or a struct of them: any bits are a value, the alignment is one and
        // so there is no padding under `repr(C)`, and there is no interior mutability and no pointer.
        unsafe impl $(<const $size: usize>)? Pod for $packed $(<$size>)? {}

        impl $(<const $size: usize>)? Default for $packed $(<$size>)? {
            fn default() -> Self {
                Zeroable::zeroed()
            }
        }

        impl $(<const $size: usize>)? From<&$type $(<$size>)?> for $packed $(<$size>)? {
            fn from(value: &$type $(<$size>)?) -> Self {
                $packed {
                    $($field: Field::pack(&value.$field $(($($call)*))?.clone()),)*
                }
            }
        }

        impl $(<const $size: usize>)? TryFrom<&$packed $(<$size>)?> for $type $(<$size>)? {
            type Error = Error;

            fn try_from(packed: &$packed $(<$size>)?) -> Result<Self, Error> {
                ($read)($(Field::unpack(&packed.$field)?,)*)
            }
        }

        impl $(<const $size: usize>)? Field for $type $(<$size>)? {
            type Packed = $packed $(<$size>)?;
            fn pack(&self) -> Self::Packed {
                self.into()
            }
            fn unpack(packed: &Self::Packed) -> Result<Self, Error> {
                packed.try_into()
            }
        }
    };
}
stored::each!(packed);

/// Everything but the delay prices of a stable price, where only the caller knows how long its memory is.
impl PackedStable<0> {
    /// The bytes, and the memory that they leave out.
    pub fn split<A: AsRef<[Fixed]>>(value: &stable::Stable<Fixed, A>) -> (Self, &A) {
        let packed = PackedStable {
            pace: value.pace.pack(),
            stable: value.stable.pack(),
            delays: [],
            newest: value.newest.pack(),
            sum: value.sum.pack(),
            since: value.since.pack(),
            price: value.price.pack(),
            at: value.at.pack(),
        };
        (packed, &value.delays)
    }

    /// The value, with its memory. Errors: as for one whose length is part of its type.
    pub fn with<A: AsRef<[Fixed]>>(&self, delays: A) -> Result<stable::Stable<Fixed, A>, Error> {
        let (pace, stable) = (Pace::unpack(&self.pace)?, Fixed::unpack(&self.stable)?);
        let (newest, sum) = (u32::unpack(&self.newest)?, Fixed::unpack(&self.sum)?);
        let (since, at) = (u64::unpack(&self.since)?, u64::unpack(&self.at)?);
        let price = Price::unpack(&self.price)?;
        stored::risk::stable(pace, stable, delays, newest, sum, since, price, at)
    }
}
