//! Feeds, averages, estimators and governed parameters.

use super::{fixed, round_trip, seed, trips};
use bytemuck::Zeroable;
use plimsoll::price::oracle::{stable, twap::Sum};
use plimsoll::risk::parameters::set::Name;
use plimsoll::support::bytemuck::*;
use plimsoll::weights::profile::Access;
use plimsoll::{
    Age, Band, Boost, Change, Confidence, Error, Ewma, Exponential, Feed, Fixed, Garch, Offset,
    Pace, Parameter, Parameters, Policy, Price, Profile, Quota, Reading, Remote, Rule, Slice,
    Stable, Steady, TimeWeighted,
};
use proptest::prelude::*;
use std::mem::{align_of, size_of};

proptest! {
    #[test]
    fn every_feed_and_average_comes_back(seed in seed()) {
        trips::<Reading, PackedReading>(&seed);
        trips::<Confidence, PackedFeedConfidence>(&seed);
        trips::<Age, PackedAge>(&seed);
        trips::<Feed, PackedFeed>(&seed);
        trips::<Band, PackedBand>(&seed);
        trips::<Sum<Fixed>, PackedSum>(&seed);
        trips::<TimeWeighted, PackedTimeWeighted>(&seed);
        trips::<Exponential, PackedExponential>(&seed);
        trips::<Pace, PackedPace>(&seed);
        trips::<Stable<1>, PackedStable<1>>(&seed);
        trips::<Stable<24>, PackedStable<24>>(&seed);
        trips::<Remote, PackedRemote>(&seed);
        trips::<Quota, PackedQuota>(&seed);
        trips::<Ewma, PackedEwma>(&seed);
        trips::<Garch, PackedGarch>(&seed);
        trips::<Offset, PackedOffset>(&seed);
        trips::<Policy, PackedPolicy>(&seed);
        trips::<Steady, PackedSteady>(&seed);
    }

    #[test]
    fn every_profile_and_parameter_comes_back(seed in seed()) {
        trips::<Slice, PackedSlice>(&seed);
        trips::<Boost<3>, PackedBoost>(&seed);
        trips::<Profile<3>, PackedProfile>(&seed);
        trips::<Parameter, PackedParameter>(&seed);
        trips::<Rule, PackedRule>(&seed);
        trips::<Change, PackedChange>(&seed);
        trips::<Parameters, PackedParameters>(&seed);
    }

    /// A ramp that was accepted is read back on its way.
    #[test]
    fn a_set_on_its_way_comes_back(ramp in 0u64..100_000, now in 1u64..1_000_000, percent in 0u32..10) {
        let values = ["0.8", "0.9", "1.1", "1.2", "0.05", "0.01", "100", "50"].map(fixed);
        let set = Parameters::new(values, 0).unwrap();
        let rule = Rule::new([Fixed::ZERO, fixed("1000")], Fixed::ONE, Fixed::ONE, Fixed::ZERO, 1, 0).unwrap();
        let value = fixed("0.8") + Fixed::from_num(percent) / 100;
        let changes = [Change { name: Name::InitialAsset, value }];
        let next = set.propose(&[rule; 8], 0, &changes, ramp, now).unwrap();
        round_trip(&next, size_of::<PackedParameters>());
        prop_assert_eq!(Parameters::try_from(&PackedParameters::from(&next)), Ok(next));
    }

    /// Whatever bytes come in, what is read keeps the rules of its type, and nothing panics.
    #[test]
    fn hostile_bytes_make_valid_values_or_none(bytes in proptest::collection::vec(any::<u8>(), 516)) {
        if let Ok(reading) = Reading::try_from(bytemuck::from_bytes::<PackedReading>(&bytes[..40])) {
            prop_assert!(*reading.price() > 0 && *reading.confidence() >= 0);
        }
        let state = Stable::<24>::try_from(bytemuck::from_bytes::<PackedStable<24>>(&bytes));
        if let Ok(state) = state {
            let _ = state.observe(state.last().0, u64::MAX).map(|next| next.price(u64::MAX));
        }
        let set = Parameters::try_from(bytemuck::from_bytes::<PackedParameters>(&bytes[..392]));
        prop_assert!(set.is_err() || set.unwrap().at(Name::DepositCap, 0).is_ok());
    }
}

/// A memory whose length no type knows is stored behind the rest, and is the same state.
#[test]
fn a_stable_price_with_memory_of_any_length_comes_back() {
    let pace = Pace::new(fixed("0.0003"), fixed("0.06"), 60, 600).unwrap();
    let mut state = stable::Stable::new(pace, vec![Fixed::ZERO; 3], fixed("100"), 7).unwrap();
    let mut same = Stable::<3>::new(pace, [Fixed::ZERO; 3], fixed("100"), 7).unwrap();
    for (second, price) in [(30, "101"), (130, "90.5"), (131, "111"), (900, "3")] {
        let price = Price::exact(fixed(price)).unwrap();
        state = state.observe(&price, second).unwrap();
        same = same.observe(&price, second).unwrap();
        let (packed, delays) = PackedStable::split(&state);
        assert_eq!(packed.with(delays.clone()), Ok(state.clone()));
        assert_eq!(packed.with([delays[0], delays[1], delays[2]]), Ok(same));
    }
    let (packed, delays) = PackedStable::split(&state);
    assert_eq!(packed.with(Vec::new()), Err(Error::InvalidLength));
    assert_eq!(packed.with(vec![-delays[0]; 3]), Err(Error::InvalidPrice));
    assert_eq!(
        PackedStable::<0>::zeroed().with(delays.clone()),
        Err(Error::InvalidTime)
    );
}

/// Every size as its doc says, without alignment.
#[test]
fn sizes_and_alignment() {
    fn is<P>(size: usize) {
        assert_eq!((size_of::<P>(), align_of::<P>()), (size, 1));
    }
    is::<PackedReading>(40);
    is::<PackedFeedConfidence>(48);
    is::<PackedAge>(40);
    is::<PackedFeed>(88);
    is::<PackedBand>(32);
    is::<PackedSum>(40);
    is::<PackedTimeWeighted>(72);
    is::<PackedExponential>(80);
    is::<PackedPace>(48);
    is::<PackedStable<24>>(516);
    is::<PackedRemote>(56);
    is::<PackedQuota>(32);
    is::<PackedEwma>(32);
    is::<PackedGarch>(48);
    is::<PackedOffset>(48);
    is::<PackedPolicy>(128);
    is::<PackedSteady>(184);
    is::<PackedSlice>(48);
    is::<PackedBoost>(50);
    is::<PackedProfile>(99);
    is::<PackedParameter>(48);
    is::<PackedRule>(96);
    is::<PackedChange>(17);
    is::<PackedParameters>(392);
}

/// Memory that nobody has written is no price and no set.
#[test]
fn zeros() {
    assert_eq!(
        Reading::try_from(&PackedReading::zeroed()),
        Err(Error::InvalidPrice)
    );
    assert_eq!(
        TimeWeighted::try_from(&PackedTimeWeighted::zeroed()),
        Err(Error::UnknownPrice)
    );
    assert!(Exponential::try_from(&PackedExponential::zeroed()).is_err());
    assert_eq!(
        Pace::try_from(&PackedPace::zeroed()),
        Err(Error::InvalidTime)
    );
    assert!(Stable::<24>::try_from(&PackedStable::<24>::zeroed()).is_err());
    assert_eq!(
        Remote::try_from(&PackedRemote::zeroed()),
        Err(Error::InvalidTime)
    );
    assert!(Profile::<3>::try_from(&PackedProfile::zeroed()).is_err());
    assert_eq!(
        Parameters::try_from(&PackedParameters::zeroed()),
        Err(Error::InvalidParameters)
    );
    // A certain price in its own second is known, a second later it is not.
    let feed = Feed::try_from(&PackedFeed::zeroed()).unwrap();
    let reading = Reading::new(Fixed::ONE, Fixed::ZERO, 7).unwrap();
    assert_eq!(feed.price(&reading, 7), Price::exact(Fixed::ONE));
    assert_eq!(feed.price(&reading, 8), Ok(Price::unknown()));
    let allowed = Rule::try_from(&PackedRule::zeroed()).unwrap();
    assert_eq!(allowed.reach(&Fixed::ZERO), Ok([Fixed::ZERO; 2]));
}

#[test]
fn cases_travel_by_name_and_number() {
    for (number, access) in Access::ALL.into_iter().enumerate() {
        round_trip(&access, 1);
        assert_eq!(
            serde_json::to_string(&access).unwrap(),
            format!("{:?}", access.name())
        );
        assert_eq!(borsh::to_vec(&access).unwrap(), [number as u8]);
    }
    for (number, name) in Name::ALL.into_iter().enumerate() {
        round_trip(&name, 1);
        assert_eq!(
            serde_json::to_string(&name).unwrap(),
            format!("{:?}", name.name())
        );
        assert_eq!(borsh::to_vec(&name).unwrap(), [number as u8]);
    }
    let mut profile = PackedProfile::from(&Profile {
        class: 3,
        access: Access::Open,
        weights: [plimsoll::Weights::one(); 3],
    });
    profile.access = [3];
    assert_eq!(
        Profile::<3>::try_from(&profile),
        Err(Error::InvalidParameters)
    );
}
