//! The core's values as bytes, which is what JavaScript keeps: the packed forms of `support/bytemuck`,
//! one after the other, with a count before what may repeat.
//!
//! What is read back passes the core's constructors again, so bytes never make an invalid value.

use crate::error::{Answer, Refused};
use alloc::vec::Vec;
use bytemuck::Pod;
use plimsoll::support::bytemuck::{
    PackedBound, PackedHealth, PackedPerp, PackedPrice, PackedTier, PackedWeights,
};
#[cfg(feature = "solvency")]
use plimsoll::{
    margin::shares::Pool,
    support::bytemuck::{
        PackedCapacity, PackedFund, PackedIndices, PackedPool, PackedRamp, PackedSplit,
    },
    Capacity, Fund, Indices, Ramp, Split,
};
#[cfg(feature = "risk")]
use plimsoll::{
    price::oracle::twap::Sum,
    support::bytemuck::{
        PackedAge, PackedBand, PackedBoost, PackedEwma, PackedExponential, PackedFeed,
        PackedFeedConfidence, PackedGarch, PackedOffset, PackedPace, PackedParameter, PackedPolicy,
        PackedProfile, PackedQuota, PackedReading, PackedRemote, PackedRule, PackedSlice,
        PackedSteady, PackedSum, PackedTimeWeighted,
    },
    Age, Band, Boost, Confidence, Ewma, Exponential, Feed, Garch, Offset, Pace, Parameter, Policy,
    Profile, Quota, Reading, Remote, Rule, Slice, Steady, TimeWeighted,
};
use plimsoll::{Bound, Error, Fixed, Health, Perp, Price, Tier, Weights};
use wasm_bindgen::prelude::*;

/// A value that has a packed form of its own.
pub trait Value: for<'a> TryFrom<&'a Self::Packed, Error = Error> {
    /// Its bytes.
    type Packed: Pod + for<'a> From<&'a Self>;
}

macro_rules! values {
    ($($type:ty, $packed:ident;)*) => {
        $(impl Value for $type {
            type Packed = $packed;
        })*
    };
}
values! {
    Price, PackedPrice;
    Weights, PackedWeights;
    Bound, PackedBound;
    Tier, PackedTier;
    Perp, PackedPerp;
    Health, PackedHealth;
}
#[cfg(feature = "solvency")]
values! {
    Capacity, PackedCapacity;
    Fund, PackedFund;
    Indices, PackedIndices;
    Pool, PackedPool;
    Ramp, PackedRamp;
    Split, PackedSplit;
}
#[cfg(feature = "risk")]
values! {
    Reading, PackedReading;
    Confidence, PackedFeedConfidence;
    Age, PackedAge;
    Feed, PackedFeed;
    Band, PackedBand;
    TimeWeighted, PackedTimeWeighted;
    Sum<Fixed>, PackedSum;
    Exponential, PackedExponential;
    Pace, PackedPace;
    Remote, PackedRemote;
    Quota, PackedQuota;
    Ewma, PackedEwma;
    Garch, PackedGarch;
    Offset, PackedOffset;
    Policy, PackedPolicy;
    Steady, PackedSteady;
    Slice, PackedSlice;
    Boost<3>, PackedBoost;
    Profile<3>, PackedProfile;
    Parameter, PackedParameter;
    Rule, PackedRule;
}

/// What is left to read.
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub fn take(&mut self, length: usize) -> Answer<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Refused::NO_VALUE)?;
        self.0 = rest;
        Ok(taken)
    }

    pub fn array<const L: usize>(&mut self) -> Answer<[u8; L]> {
        let bytes = self.take(L)?.try_into();
        bytes.map_err(|_| Refused::NO_VALUE)
    }

    pub fn flag(&mut self) -> Answer<bool> {
        let [byte] = self.array()?;
        Ok(byte != 0)
    }

    pub fn count(&mut self) -> Answer<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// A count that may be large: seconds.
    #[cfg(any(feature = "portfolio", feature = "risk"))]
    pub fn long(&mut self) -> Answer<u64> {
        self.array().map(u64::from_le_bytes)
    }

    pub fn number(&mut self) -> Answer<Fixed> {
        self.array().map(Fixed::from_le_bytes)
    }

    /// Whole base units.
    #[cfg(feature = "solvency")]
    pub fn units(&mut self) -> Answer<u128> {
        self.array().map(u128::from_le_bytes)
    }

    #[inline(never)] // one copy a type: size is what a page pays
    pub fn value<T: Value>(&mut self) -> Answer<T> {
        let bytes = self.take(size_of::<T::Packed>())?;
        let packed = bytemuck::try_pod_read_unaligned::<T::Packed>(bytes);
        Ok(T::try_from(&packed.map_err(|_| Refused::NO_VALUE)?)?)
    }

    /// Everything that is left, one after the other.
    pub fn rest<T>(&mut self, one: impl Fn(&mut Self) -> Answer<T>) -> Answer<Vec<T>> {
        let mut all = Vec::new();
        while !self.0.is_empty() {
            all.push(one(self)?);
        }
        Ok(all)
    }

    /// A count, and so many.
    pub fn counted<T>(&mut self, one: impl Fn(&mut Self) -> Answer<T>) -> Answer<Vec<T>> {
        (0..self.count()?).map(|_| one(self)).collect()
    }

    pub fn end(&self) -> Answer<()> {
        match self.0 {
            [] => Ok(()),
            _ => Err(Refused::NO_VALUE),
        }
    }
}

/// One value from its bytes.
#[inline(never)]
pub fn take<T: Value>(bytes: &[u8]) -> Answer<T> {
    let mut reader = Reader(bytes);
    let value = reader.value()?;
    reader.end()?;
    Ok(value)
}

/// The values of every level or name from their bytes, in order.
#[inline(never)]
pub fn take_levels<T: Value, const L: usize>(bytes: &[u8]) -> Answer<[T; L]> {
    let all = Reader(bytes).rest(Reader::value)?;
    all.try_into().map_err(|_| Refused::NO_VALUE)
}

/// The bytes of one value.
#[inline(never)]
pub fn give<T: Value>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    put(&mut bytes, value);
    bytes
}

/// Writes the bytes of one value behind others.
pub fn put<T: Value>(bytes: &mut Vec<u8>, value: &T) {
    bytes.extend_from_slice(bytemuck::bytes_of(&T::Packed::from(value)));
}

/// The bits of the number at a place of a packed form: a price's low end is at 0, its high end at 1,
/// and so on in the order of the form's fields. Zero behind the last.
#[wasm_bindgen]
pub fn number_at(packed: &[u8], place: usize) -> i128 {
    let mut numbers = packed.chunks_exact(16).skip(place);
    let bytes = numbers.next().and_then(|bytes| bytes.try_into().ok());
    bytes.map_or(0, i128::from_le_bytes)
}

/// A number from its bits.
pub fn number(bits: i128) -> Fixed {
    Fixed::from_bits(bits)
}
