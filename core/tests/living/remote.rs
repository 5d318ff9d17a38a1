//! Collateral on another chain, and limits on what counts: what is remote is never better known than what is
//! here, and all of it together never counts for more than its limits.

use crate::common::cases;
use crate::common::exact::{rational, step};
use crate::common::generate::{fraction, magnitude};
use num_rational::BigRational;
use num_traits::{One, Zero};
use plimsoll::price::Price;
use plimsoll::{Error, Fixed, Number, Quota, Remote};
use proptest::collection::vec;
use proptest::prelude::*;

const NOW: u64 = 1_700_000_000;

fn whole(count: u64) -> BigRational {
    BigRational::from_integer(count.into())
}

fn quota() -> impl Strategy<Value = Quota> {
    let limit = prop_oneof![1 => Just(Fixed::ZERO), 6 => magnitude(-10, 40)];
    let used = prop_oneof![1 => Just(Fixed::ZERO), 6 => magnitude(-10, 40)];
    (limit, used).prop_map(|(limit, used)| Quota::new(limit, used).expect("not negative"))
}

fn interval() -> impl Strategy<Value = Price<Fixed>> {
    (magnitude(-20, 30), 0u32..40)
        .prop_map(|(low, width)| Price::new(low, low + (low >> width)).expect("a price"))
}

fn remote() -> impl Strategy<Value = Remote> {
    let time = || prop_oneof![1u64..100, 1u64..100_000];
    (
        magnitude(-2, 3),
        magnitude(-12, 0),
        time(),
        0u64..100_000,
        time(),
    )
        .prop_map(|(deviations, volatility, period, finality, limit)| {
            Remote::new(deviations, volatility, period, finality, limit).expect("valid")
        })
}

proptest! {
    #![proptest_config(cases(10_000))]

    /// It contains the price, widens with the square root of its time (squared here), counts only while it is
    /// attested, and never for more than the scarcest limit leaves.
    #[test]
    fn news_of_another_chain(
        remote in remote(), price in interval(), age in 0u64..100_000, more in 0u64..100_000,
        quotas in vec(quota(), 0..4),
    ) {
        let of = |age: u64, quotas: &[Quota]| remote.price(&price, NOW - age, NOW, quotas);
        let wide = of(age, &[])?;
        prop_assert_eq!(wide.is_known(), age <= remote.limit());
        prop_assert!(of(remote.limit(), &quotas)?.is_known());
        prop_assert_eq!(of(remote.limit() + 1, &quotas), Ok(Price::unknown()));
        prop_assert_eq!(remote.price(&price, NOW + 1, NOW, &quotas), Err(Error::InvalidTime));
        prop_assert_eq!(remote.price(&Price::unknown(), NOW - age, NOW, &quotas), Ok(Price::unknown()));
        if !wide.is_known() {
            return Ok(());
        }
        prop_assert!(wide.contains(&price));
        let older = of(age + more, &[])?;
        prop_assert!(!older.is_known() || older.contains(&wide));

        // Both ends are off by the same fraction, to what a step of each rounding is worth.
        let u = step::<Fixed>();
        let one = BigRational::one();
        let [low, high, least, most] = [price.low(), price.high(), wide.low(), wide.high()].map(rational);
        let [deviations, volatility] = [remote.deviations(), remote.volatility()].map(rational);
        let time = whole(remote.finality() + age) / whole(remote.period());
        let square = &deviations * &deviations * &volatility * &volatility * &time;
        let up = (&most - &high) / &high;
        prop_assert!(&up * &up >= square);
        // The root of what is a step more is at most 2^-24 more; a step times the root and the deviations.
        let rounded = &u * whole(4) * (&time + whole(4)) * (&deviations + &one) + &u / &high;
        let slack = rounded + &deviations * &volatility / whole(1 << 24);
        let near = (&up - &slack).max(BigRational::zero());
        prop_assert!(&near * &near <= square);
        let down = (&low - &least) / &low;
        prop_assert!(down >= up.clone().min(one.clone()) - &u / &high);
        prop_assert!(least.is_zero() || &down - &u / &low <= up);

        let limited = of(age, &quotas)?;
        prop_assert!(limited.contains(&wide) && limited.high() == wide.high());
        let least = quotas.iter().map(|quota| quota.share()).try_fold(Fixed::ONE, |a, b| b.map(|b| a.min(b)))?;
        prop_assert_eq!(Ok(*limited.low()), wide.low().mul_down(&least));
        for without in 0..quotas.len() {
            let mut fewer = quotas.clone();
            fewer.remove(without);
            prop_assert!(of(age, &fewer)?.low() >= limited.low());
        }
    }

    /// Whoever holds how much: all of it together counts for at most each limit times the price.
    #[test]
    fn all_holders_together(
        remote in remote(), price in interval(), held in vec((magnitude(-10, 30), any::<bool>(), any::<bool>()), 1..8),
        limits in [magnitude(-10, 30), magnitude(-10, 30)],
    ) {
        // Each holder's asset may come through the issuer, the bridge or both.
        let used = |which: fn(&(Fixed, bool, bool)) -> bool| -> Fixed {
            held.iter().filter(|held| which(held)).map(|held| held.0).sum()
        };
        let issuer = Quota::new(limits[0], used(|h| h.1))?;
        let bridge = Quota::new(limits[1], used(|h| h.2))?;
        let local = price.low();
        let (mut issued, mut bridged) = (BigRational::zero(), BigRational::zero());
        for (quantity, by_issuer, by_bridge) in &held {
            let mut quotas = Vec::new();
            quotas.extend(by_issuer.then_some(issuer));
            quotas.extend(by_bridge.then_some(bridge));
            let counted = remote.price(&price, NOW, NOW, &quotas)?;
            let value = rational(&quantity.mul_down(counted.low())?);
            issued += if *by_issuer { value.clone() } else { BigRational::zero() };
            bridged += if *by_bridge { value } else { BigRational::zero() };
        }
        prop_assert!(issued <= rational(&limits[0]) * rational(local));
        prop_assert!(bridged <= rational(&limits[1]) * rational(local));
    }

    /// Share and excess against the exact quotients, and both monotone.
    #[test]
    fn quotas(quota in quota(), more in magnitude(-48, 20), parts in vec(fraction(), 1..6)) {
        let [limit, used] = [quota.limit(), quota.used()].map(rational);
        let (share, excess) = (quota.share()?, quota.excess());
        let u = step::<Fixed>();
        let room = quota.room()?;
        prop_assert_eq!(room, (*quota.limit() - quota.used()).max(Fixed::ZERO));
        prop_assert!(share.is_fraction());
        if used <= limit {
            prop_assert_eq!((share, excess), (Fixed::ONE, Ok(Fixed::ONE)));
        } else {
            let exact = &limit / &used;
            prop_assert!(rational(&share) <= exact && rational(&share) + &u > exact);
            if limit.is_zero() {
                prop_assert_eq!(excess, Err(Error::DivisionByZero));
            } else {
                let (exact, excess) = (used.clone() / &limit, rational(&excess?));
                prop_assert!(excess >= exact && excess - &u < exact);
            }
        }
        let fuller = Quota::new(*quota.limit(), quota.used() + more)?;
        prop_assert!(fuller.share()? <= share && fuller.room()? <= room);
        prop_assert!(quota.limit().is_zero() || fuller.excess()? >= excess?);
        let larger = Quota::new(quota.limit() + more, *quota.used())?;
        prop_assert!(larger.share()? >= share && larger.room()? >= room);

        // What parts of the whole are credited with.
        let (mut left, mut credited) = (*quota.used(), BigRational::zero());
        for part in parts {
            let part = left.mul_down(&part)?;
            left -= part;
            credited += rational(&part.mul_down(&share)?);
        }
        credited += rational(&left.mul_down(&share)?);
        prop_assert!(credited <= limit);
        prop_assert_eq!(Quota::new(-more, *quota.used()), Err(Error::InvalidQuantity));
        prop_assert_eq!(Quota::new(*quota.limit(), -more), Err(Error::InvalidQuantity));
    }
}

#[test]
fn no_such_chain() {
    let new = |deviations, volatility, period| {
        Remote::new(
            Fixed::from_num(deviations),
            Fixed::from_num(volatility),
            period,
            1,
            1,
        )
    };
    assert_eq!(new(-1, 1, 1), Err(Error::InvalidFactor));
    assert_eq!(new(1, -1, 1), Err(Error::InvalidFactor));
    assert_eq!(new(1, 1, 0), Err(Error::InvalidTime));
    assert!(new(0, 0, 1).is_ok());
}
