//! Hostile bytes through serde, borsh and bytemuck: a valid value with the same bytes, or an error.

use borsh::{BorshDeserialize, BorshSerialize};
use bytemuck::AnyBitPattern;
use plimsoll::margin::{account::Status, health::Verdict};
use plimsoll::support::bytemuck::{
    PackedBound, PackedHealth, PackedPerp, PackedPrice, PackedTier, PackedWeights,
};
use plimsoll::{Bound, Error, Fixed, Health, Limit, Perp, Price, Threshold, Tier, Weights};
use serde::{de::DeserializeOwned, Serialize};
use std::fmt::Debug;

/// What a value that came in must satisfy, whichever way it came.
trait Valid {
    fn valid(&self) -> bool {
        true
    }
}

impl Valid for Price {
    fn valid(&self) -> bool {
        *self.low() >= 0 && self.low() <= self.high()
    }
}
impl Valid for Weights {
    fn valid(&self) -> bool {
        (Fixed::ZERO..=Fixed::ONE).contains(self.asset()) && *self.liability() >= 1
    }
}
impl Valid for Bound {
    fn valid(&self) -> bool {
        *self.asset() >= 0 && self.asset() <= self.liability()
    }
}
impl Valid for Perp {
    fn valid(&self) -> bool {
        *self.bids() >= 0 && *self.asks() >= 0
    }
}
impl Valid for Health {
    fn valid(&self) -> bool {
        let stale = u64::from(self.stale_assets()) + u64::from(self.stale_debts());
        *self.assets() >= 0 && *self.liabilities() >= 0 && stale <= u64::from(self.positions())
    }
}
impl Valid for Tier {}
impl Valid for Limit {}
impl Valid for Threshold {}
impl Valid for Status {}
impl Valid for Verdict {}
impl Valid for Error {}

fn formats<T>(data: &[u8])
where
    T: Serialize + DeserializeOwned + BorshSerialize + BorshDeserialize + PartialEq + Debug + Valid,
{
    let mut rest = data;
    if let Ok(value) = <T as BorshDeserialize>::deserialize(&mut rest) {
        assert!(value.valid(), "{value:?}");
        let bytes = borsh::to_vec(&value).expect("a value has a borsh form");
        assert_eq!(bytes, data[..data.len() - rest.len()], "one form a value");
        forms(&value);
    }
    let binary: Result<T, _> = postcard::from_bytes(data);
    let text: Result<T, _> = serde_json::from_slice(data);
    for value in binary.into_iter().chain(text) {
        assert!(value.valid(), "{value:?}");
        forms(&value);
    }
}

fn forms<T>(value: &T)
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let text = serde_json::to_string(value).expect("a value has a text");
    assert_eq!(
        &serde_json::from_str::<T>(&text).expect("its text reads"),
        value,
        "{text}"
    );
    let binary = postcard::to_allocvec(value).expect("a value has bytes");
    assert_eq!(
        &postcard::from_bytes::<T>(&binary).expect("its bytes read"),
        value
    );
}

fn packed<T, P>(data: &[u8])
where
    P: AnyBitPattern + for<'a> From<&'a T> + PartialEq + Debug,
    T: for<'a> TryFrom<&'a P, Error = Error> + Valid,
{
    let Some(bytes) = data.get(..size_of::<P>()) else {
        return;
    };
    let packed: P = bytemuck::pod_read_unaligned(bytes);
    if let Ok(value) = T::try_from(&packed) {
        assert!(value.valid());
        assert_eq!(P::from(&value), packed);
    }
}

/// The same bytes as every type in every format.
pub fn wire(data: &[u8]) {
    formats::<Price>(data);
    formats::<Weights>(data);
    formats::<Bound>(data);
    formats::<Tier>(data);
    formats::<Perp>(data);
    formats::<Health>(data);
    formats::<Limit>(data);
    formats::<Threshold>(data);
    formats::<Status>(data);
    formats::<Verdict>(data);
    formats::<Error>(data);
    packed::<Price, PackedPrice>(data);
    packed::<Weights, PackedWeights>(data);
    packed::<Bound, PackedBound>(data);
    packed::<Tier, PackedTier>(data);
    packed::<Perp, PackedPerp>(data);
    packed::<Health, PackedHealth>(data);
}
