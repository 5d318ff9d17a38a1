//! The wire: every value comes back with the same bits, and bytes that are no value are refused.

mod portfolio;
mod risk;

use arbitrary::{Arbitrary, Unstructured};
use borsh::{BorshDeserialize, BorshSerialize};
use bytemuck::Zeroable;
use plimsoll::liquidation::sizing::Reason;
use plimsoll::margin::{account::Status, health::Verdict, operation::Permission, shares::Pool};
use plimsoll::number::decimal::read_nearest;
use plimsoll::support::arbitrary::{fraction, magnitude, number};
use plimsoll::support::bytemuck::{
    PackedBound, PackedCapacity, PackedCloseFactor, PackedExposure, PackedFund, PackedHealth,
    PackedIndices, PackedPerp, PackedPool, PackedPrice, PackedRamp, PackedSplit, PackedTier,
    PackedTotals, PackedWeights,
};
use plimsoll::{
    Bound, Capacity, CloseFactor, Error, Exposure, Fixed, Fund, Health, Indices, Limit, Perp,
    Price, Ramp, Split, Threshold, Tier, Totals, Weights,
};
use proptest::prelude::*;
use serde::{de::DeserializeOwned, Deserialize, Serialize};
use std::fmt::Debug;
use std::mem::{align_of, size_of};

fn fixed(text: &str) -> Fixed {
    read_nearest(text).unwrap()
}

/// Through text, serde's binary form and borsh; `size` is borsh's.
fn round_trip<T>(value: &T, size: usize)
where
    T: Serialize + DeserializeOwned + BorshSerialize + BorshDeserialize + PartialEq + Debug,
{
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
    let binary = postcard::to_allocvec(value).unwrap();
    assert_eq!(&postcard::from_bytes::<T>(&binary).unwrap(), value);
    let bytes = borsh::to_vec(value).unwrap();
    assert_eq!(bytes.len(), size);
    assert_eq!(&borsh::from_slice::<T>(&bytes).unwrap(), value);
    assert!(borsh::from_slice::<T>(&bytes[..size - 1]).is_err());
}

/// The value that a seed makes, through every form: borsh and the packed bytes are the same.
fn trips<'a, T, P>(seed: &'a [u8])
where
    P: for<'b> From<&'b T> + bytemuck::Pod,
    T: for<'b> TryFrom<&'b P, Error = Error> + Arbitrary<'a> + PartialEq + Debug,
    T: Serialize + DeserializeOwned + BorshSerialize + BorshDeserialize,
{
    let value = T::arbitrary(&mut Unstructured::new(seed)).unwrap();
    round_trip(&value, size_of::<P>());
    let packed = P::from(&value);
    let bytes = bytemuck::bytes_of(&packed);
    assert_eq!(bytes, borsh::to_vec(&value).unwrap(), "one layout for both");
    // At an odd address, as inside a page.
    let mut page = vec![7u8; bytes.len() + 1];
    page[1..].copy_from_slice(bytes);
    let there = bytemuck::from_bytes::<P>(&page[1..]);
    assert_eq!(T::try_from(there).unwrap(), value);
}

fn seed() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..160)
}

proptest! {
    #[test]
    fn every_value_comes_back(seed in seed()) {
        trips::<Price, PackedPrice>(&seed);
        trips::<Weights, PackedWeights>(&seed);
        trips::<Bound, PackedBound>(&seed);
        trips::<Tier, PackedTier>(&seed);
        trips::<Perp, PackedPerp>(&seed);
        trips::<Health, PackedHealth>(&seed);
        trips::<Ramp, PackedRamp>(&seed);
        trips::<Indices, PackedIndices>(&seed);
        trips::<Pool, PackedPool>(&seed);
        trips::<Capacity, PackedCapacity>(&seed);
        trips::<Split, PackedSplit>(&seed);
        trips::<CloseFactor, PackedCloseFactor>(&seed);
        trips::<Fund, PackedFund>(&seed);
        trips::<Totals, PackedTotals>(&seed);
        trips::<Exposure, PackedExposure>(&seed);
        let at = number(&mut Unstructured::new(&seed)).unwrap();
        round_trip(&Limit::At(at), 17);
        round_trip(&Threshold { below: Limit::At(at), above: Limit::Never }, 18);
    }

    /// What hostile bytes become obeys the type's rule, or is refused; and nothing panics.
    #[test]
    fn hostile_bytes_make_valid_values_or_none(bytes in proptest::array::uniform32(any::<u8>()), clear in 0u8..4) {
        let mut bytes = bytes;
        if clear & 1 == 1 { bytes[15] &= 0x7f; } // so that one in four has two numbers of at least zero
        if clear & 2 == 2 { bytes[31] &= 0x7f; }
        let number = |at: usize| Fixed::from_le_bytes(bytes[at..at + 16].try_into().unwrap());
        let (first, second) = (number(0), number(16));
        let ordered = first >= 0 && first <= second;
        prop_assert_eq!(Price::try_from(bytemuck::from_bytes::<PackedPrice>(&bytes)).is_ok(), ordered);
        prop_assert_eq!(borsh::from_slice::<Price>(&bytes).is_ok(), ordered);
        prop_assert_eq!(Bound::try_from(bytemuck::from_bytes::<PackedBound>(&bytes)).is_ok(), ordered);
        let weights = (Fixed::ZERO..=Fixed::ONE).contains(&first) && second >= 1;
        prop_assert_eq!(Weights::try_from(bytemuck::from_bytes::<PackedWeights>(&bytes)).is_ok(), weights);
        prop_assert_eq!(borsh::from_slice::<Weights>(&bytes).is_ok(), weights);
    }

    #[test]
    fn arbitrary_numbers_keep_their_range(seed in seed()) {
        prop_assert!(magnitude(&mut Unstructured::new(&seed)).unwrap() >= 0);
        let share = fraction(&mut Unstructured::new(&seed)).unwrap();
        prop_assert!((Fixed::ZERO..=Fixed::ONE).contains(&share));
    }
}

/// The edges are really drawn.
#[test]
fn arbitrary_numbers_reach_the_edges() {
    let drawn: Vec<Fixed> = (0..=255u8)
        .flat_map(|a| [[a, 0], [a, 1]])
        .map(|seed| number(&mut Unstructured::new(&seed)).unwrap())
        .collect();
    for edge in [
        Fixed::ZERO,
        Fixed::DELTA,
        -Fixed::DELTA,
        Fixed::ONE,
        Fixed::MAX,
        -Fixed::MAX,
    ] {
        assert!(drawn.contains(&edge), "{edge}");
    }
}

#[test]
fn cases_travel_by_name_and_number() {
    fn case<T>(value: T, name: &str, number: u8)
    where
        T: Serialize + DeserializeOwned + BorshSerialize + BorshDeserialize + PartialEq + Debug,
    {
        round_trip(&value, 1);
        assert_eq!(serde_json::to_string(&value).unwrap(), format!("{name:?}"));
        assert_eq!(postcard::to_allocvec(&value).unwrap(), [number]);
        assert_eq!(borsh::to_vec(&value).unwrap(), [number]);
    }
    for (number, status) in Status::ALL.into_iter().enumerate() {
        assert_eq!(status as usize, number);
        case(status, status.name(), number as u8);
    }
    for (number, verdict) in Verdict::ALL.into_iter().enumerate() {
        assert_eq!(verdict as usize, number);
        case(verdict, verdict.name(), number as u8);
    }
    for error in Error::ALL {
        assert_eq!(Error::from_code(error.code()), Some(error));
        case(error, error.name(), error.code());
    }
    for (number, permission) in Permission::ALL.into_iter().enumerate() {
        assert_eq!(permission as usize, number);
        case(permission, permission.name(), number as u8);
    }
    for (number, reason) in Reason::ALL.into_iter().enumerate() {
        assert_eq!(reason as usize, number);
        case(reason, reason.name(), number as u8);
    }
    for (limit, number) in [
        (Limit::Never, 1),
        (Limit::AlreadyPast, 2),
        (Limit::NotExposed, 3),
        (Limit::Unknown, 4),
    ] {
        case(limit, limit.reason(), number);
    }
    for bad in [0, Error::ALL.len() as u8 + 1, 255] {
        assert_eq!(Error::from_code(bad), None);
        assert!(borsh::from_slice::<Error>(&[bad]).is_err());
        assert!(postcard::from_bytes::<Error>(&[bad]).is_err());
    }
    assert!(borsh::from_slice::<Status>(&[5]).is_err());
    assert!(borsh::from_slice::<Verdict>(&[3]).is_err());
    assert!(borsh::from_slice::<Permission>(&[4]).is_err());
    assert!(borsh::from_slice::<Reason>(&[10]).is_err());
    assert!(borsh::from_slice::<Limit>(&[5]).is_err());
    assert!(serde_json::from_str::<Status>("\"Healthy\"").is_err());
}

#[test]
fn text_is_exact_and_plain() {
    let price = Price::new(fixed("1795.5"), fixed("1804.1")).unwrap();
    assert_eq!(
        serde_json::to_string(&price).unwrap(),
        r#"{"low":"1795.5","high":"1804.1"}"#
    );
    assert_eq!(
        serde_json::to_string(&Limit::At(fixed("-0.1"))).unwrap(),
        r#"{"at":"-0.1"}"#
    );
    let price = Price::exact(fixed("1804.1")).unwrap();
    let mut health = Health::new();
    health.add(&fixed("1"), &Bound::unweighted(&price)).unwrap();
    assert_eq!(
        serde_json::to_string(&health).unwrap(),
        r#"{"assets":"1804.1","liabilities":"0","positions":1,"stale_assets":0,"stale_debts":0}"#
    );
}

/// Base units are whole numbers, as text where a person reads them.
#[test]
fn base_units_are_exact() {
    let pool = Pool::new(u128::MAX - 1, 7, 1, 1_000_000).unwrap();
    let text = serde_json::to_string(&pool).unwrap();
    assert_eq!(
        text,
        r#"{"assets":"340282366920938463463374607431768211454","shares":"7","virtual_assets":"1","virtual_shares":"1000000"}"#
    );
    assert_eq!(serde_json::from_str::<Pool>(&text).unwrap(), pool);
    let read = |assets: &str| {
        let rest = r#""shares":"7","virtual_assets":"1","virtual_shares":"0""#;
        serde_json::from_str::<Pool>(&format!(r#"{{"assets":{assets},{rest}}}"#))
    };
    assert_eq!(read(r#""12""#).unwrap().assets(), 12);
    let most = format!("\"{}\"", u128::MAX);
    for bad in ["12", "\"-1\"", "\"+1\"", "\"1.0\"", "\"\"", "\" 1\"", &most] {
        assert!(read(bad).is_err(), "{bad}");
    }
}

/// Every rule of a stored type is asked where it is read.
#[test]
fn what_breaks_a_rule_is_not_read() {
    fn read<T: BorshDeserialize>(bits: &[i128]) -> bool {
        let bytes: Vec<u8> = bits.iter().flat_map(|bits| bits.to_le_bytes()).collect();
        borsh::from_slice::<T>(&bytes).is_ok()
    }
    let one = Fixed::ONE.to_bits();
    assert!(read::<Ramp>(&[0, one, -one, one]) && read::<Ramp>(&[one, 0, 0, 0]));
    assert!(!read::<Ramp>(&[one, one, 0, one]));
    assert!(read::<Indices>(&[0, 1]));
    assert!(!read::<Indices>(&[0, 0]) && !read::<Indices>(&[-1, one]));
    assert!(read::<Pool>(&[-1, 0, 0, 0]) && !read::<Pool>(&[-1, 0, 1, 0]));
    assert!(read::<Capacity>(&[0, 0, one, 0, 0]));
    assert!(!read::<Capacity>(&[0, 0, one - 1, 0, 0]));
    assert!(!read::<Capacity>(&[0, -1, one, 0, 0]));
    assert!(read::<Split>(&[one - 1, 1]) && !read::<Split>(&[one, 1]));
    assert!(!read::<Split>(&[-1, 1]));
    assert!(read::<CloseFactor>(&[one, 0, 0, 0]));
    assert!(!read::<CloseFactor>(&[one + 1, 0, 0, 0]));
    assert!(!read::<CloseFactor>(&[one, 0, 0, -1]));
    assert!(read::<Fund>(&[0, 1, 1, 2]) && !read::<Fund>(&[0, 1, 1, -1]));
    assert!(read::<Exposure>(&[1, 0]) && !read::<Exposure>(&[1, -1]));
    let counts = |accounts: i128, liquidatable: i128, insolvent: i128, unknown: i128| {
        accounts | (liquidatable << 32) | (insolvent << 64) | (unknown << 96)
    };
    assert!(read::<Totals>(&[1, 1, counts(3, 2, 2, 3)]));
    assert!(!read::<Totals>(&[1, -1, counts(3, 2, 2, 3)]));
    assert!(!read::<Totals>(&[1, 1, counts(3, 2, 3, 0)]));
    assert!(!read::<Totals>(&[1, 1, counts(3, 4, 2, 0)]));
    assert!(!read::<Totals>(&[1, 1, counts(3, 2, 2, 4)]));
}

#[test]
fn what_is_refused_says_why() {
    let refused = |text: &str| serde_json::from_str::<Price>(text).unwrap_err().to_string();
    assert!(refused(r#"{"low":"2","high":"1"}"#).contains("low end at most its high end"));
    assert!(refused(r#"{"low":"-1","high":"1"}"#).contains("low end"));
    assert!(refused(r#"{"low":"1"}"#).contains("missing field `high`"));
    assert!(refused(r#"{"low":"1","high":"1","mid":"1"}"#).contains("unknown field `mid`"));
    assert!(refused(r#"{"low":1,"high":"1"}"#).contains("a decimal number as a string"));
    assert!(refused(r#"{"low":"1e3","high":"1"}"#).contains("not a decimal number"));
    assert!(refused(&format!(r#"{{"low":"1","high":"1{:0>40}"}}"#, 0)).contains("range"));
    let error = borsh::from_slice::<Weights>(&[0; 32]).unwrap_err();
    assert!(error.to_string().contains("asset <= 1 <= liability"));
    let perp = r#"{"size":"1","quote":"0","bids":"-1","asks":"0"}"#;
    assert!(serde_json::from_str::<Perp>(perp)
        .unwrap_err()
        .to_string()
        .contains("negative"));
    let health = |positions: u32, stale: u32| {
        let zero = Fixed::ZERO;
        Health::from_stored(zero, zero, positions, stale, stale)
    };
    assert_eq!(health(1, 1), Err(Error::WrongPositions));
    assert_eq!(health(u32::MAX, u32::MAX), Err(Error::WrongPositions));
    assert!(health(2, 1).unwrap().is_stale());
    let negative = Health::from_stored(-Fixed::DELTA, Fixed::ZERO, 0, 0, 0);
    assert_eq!(negative, Err(Error::InvalidQuantity));
}

#[test]
fn zeroed_bytes_are_the_unknown() {
    assert_eq!(
        Price::try_from(&PackedPrice::zeroed()),
        Ok(Price::unknown())
    );
    assert_eq!(
        Bound::try_from(&PackedBound::zeroed()),
        Ok(Bound::unknown())
    );
    assert_eq!(Health::try_from(&PackedHealth::zeroed()), Ok(Health::new()));
    assert_eq!(
        Weights::try_from(&PackedWeights::zeroed()),
        Err(Error::InvalidWeights)
    );
    assert_eq!(
        Ramp::try_from(&PackedRamp::zeroed()),
        Err(Error::InvalidRamp)
    );
    assert_eq!(
        Indices::try_from(&PackedIndices::zeroed()),
        Err(Error::InvalidQuantity)
    );
    assert_eq!(
        Capacity::try_from(&PackedCapacity::zeroed()),
        Err(Error::InvalidWeights)
    );
    assert_eq!(
        Split::try_from(&PackedSplit::zeroed()),
        Ok(Split::liquidator())
    );
    assert_eq!(Totals::try_from(&PackedTotals::zeroed()), Ok(Totals::new()));
    let fund = Fund::try_from(&PackedFund::zeroed()).unwrap();
    assert_eq!(fund.available(), Ok(Fixed::ZERO));
    let empty = Perp::new(Fixed::ZERO, Fixed::ZERO);
    assert_eq!(Perp::try_from(&PackedPerp::zeroed()), Ok(empty));
    assert_eq!(PackedPrice::default(), PackedPrice::zeroed());
}

#[test]
fn layouts_are_flat() {
    fn layout<P>(size: usize) {
        assert_eq!((size_of::<P>(), align_of::<P>()), (size, 1));
    }
    layout::<PackedPrice>(32);
    layout::<PackedWeights>(32);
    layout::<PackedBound>(32);
    layout::<PackedTier>(48);
    layout::<PackedPerp>(64);
    layout::<PackedHealth>(44);
    layout::<PackedPool>(64);
    layout::<PackedCapacity>(80);
    layout::<PackedTotals>(48);
    let price = Price::new(Fixed::DELTA, Fixed::ONE).unwrap();
    let bytes = PackedPrice::from(&price);
    assert_eq!(bytes.low, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(bytes.high, [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
}

/// A number in a type of the caller's own.
#[test]
fn a_callers_field_uses_the_same_forms() {
    #[derive(Serialize, Deserialize, PartialEq, Debug)]
    struct Position {
        #[serde(with = "plimsoll::support::serde")]
        quantity: Fixed,
    }
    let position = Position {
        quantity: fixed("-4.5"),
    };
    let text = serde_json::to_string(&position).unwrap();
    assert_eq!(text, r#"{"quantity":"-4.5"}"#);
    assert_eq!(serde_json::from_str::<Position>(&text).unwrap(), position);
    let mut bytes = Vec::new();
    plimsoll::support::borsh::serialize(&position.quantity, &mut bytes).unwrap();
    assert_eq!(bytes, position.quantity.to_le_bytes());
    let back = plimsoll::support::borsh::deserialize(&mut bytes.as_slice()).unwrap();
    assert_eq!(back, position.quantity);
}
