//! Hostile bytes through serde, borsh and bytemuck: a valid value with the same bytes, or an error.

mod portfolio;
mod risk;

use borsh::{BorshDeserialize, BorshSerialize};
use bytemuck::AnyBitPattern;
use plimsoll::liquidation::sizing::Reason;
use plimsoll::margin::{account::Status, health::Verdict, operation::Permission, shares::Pool};
use plimsoll::support::bytemuck::{
    PackedBound, PackedCapacity, PackedCloseFactor, PackedExposure, PackedFund, PackedHealth,
    PackedIndices, PackedPerp, PackedPool, PackedPrice, PackedRamp, PackedSplit, PackedTier,
    PackedTotals, PackedWeights,
};
use plimsoll::{
    Bound, Capacity, CloseFactor, Error, Exposure, Fixed, Fund, Health, Indices, Limit, Perp,
    Price, Ramp, Split, Threshold, Tier, Totals, Weights,
};
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
impl Valid for Ramp {
    fn valid(&self) -> bool {
        self.from() != self.to()
    }
}
impl Valid for Indices {
    fn valid(&self) -> bool {
        *self.deposit() >= 0 && *self.debt() > 0
    }
}
impl Valid for Pool {
    fn valid(&self) -> bool {
        let sums = [
            self.assets().checked_add(self.virtual_assets()),
            self.shares().checked_add(self.virtual_shares()),
        ];
        sums.iter().all(Option::is_some)
    }
}
impl Valid for Capacity {
    fn valid(&self) -> bool {
        let all = [self.quantity, self.price, self.quote, self.settlement];
        all.iter().all(|value| *value >= 0) && self.weight >= 1
    }
}
impl Valid for Split {
    fn valid(&self) -> bool {
        *self.insurance() >= 0 && *self.protocol() >= 0 && self.insurance() + self.protocol() <= 1
    }
}
impl Valid for CloseFactor {
    fn valid(&self) -> bool {
        let all = [self.full_below, self.small, self.dust];
        (Fixed::ZERO..=Fixed::ONE).contains(&self.fraction) && all.iter().all(|value| *value >= 0)
    }
}
impl Valid for Fund {
    fn valid(&self) -> bool {
        self.available().is_ok_and(|available| available >= 0)
    }
}
impl Valid for Totals {
    fn valid(&self) -> bool {
        let counted = self.insolvent <= self.liquidatable && self.liquidatable <= self.accounts;
        self.equity >= 0 && self.deficit >= 0 && counted && self.unknown <= self.accounts
    }
}
impl Valid for Exposure {
    fn valid(&self) -> bool {
        self.long >= 0 && self.short >= 0
    }
}
impl Valid for Tier {}
impl Valid for Reason {}
impl Valid for Permission {}
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

fn both<T, P>(data: &[u8])
where
    T: Serialize + DeserializeOwned + BorshSerialize + BorshDeserialize + PartialEq + Debug + Valid,
    P: AnyBitPattern + for<'a> From<&'a T> + PartialEq + Debug,
    T: for<'a> TryFrom<&'a P, Error = Error>,
{
    formats::<T>(data);
    packed::<T, P>(data);
}

/// The same bytes as every type in every format.
pub fn wire(data: &[u8]) {
    both::<Price, PackedPrice>(data);
    both::<Weights, PackedWeights>(data);
    both::<Bound, PackedBound>(data);
    both::<Tier, PackedTier>(data);
    both::<Perp, PackedPerp>(data);
    both::<Health, PackedHealth>(data);
    both::<Ramp, PackedRamp>(data);
    both::<Indices, PackedIndices>(data);
    both::<Pool, PackedPool>(data);
    both::<Capacity, PackedCapacity>(data);
    both::<Split, PackedSplit>(data);
    both::<CloseFactor, PackedCloseFactor>(data);
    both::<Fund, PackedFund>(data);
    both::<Totals, PackedTotals>(data);
    both::<Exposure, PackedExposure>(data);
    formats::<Limit>(data);
    formats::<Threshold>(data);
    formats::<Status>(data);
    formats::<Verdict>(data);
    formats::<Permission>(data);
    formats::<Reason>(data);
    formats::<Error>(data);
    portfolio::portfolio(data);
    risk::risk(data);
}
