//! Risk classes and what markets may be used for: efficiency mode is an intersection over all debts, and
//! every rule of admission is what a list of its cases says.

use crate::common::cases;
use crate::common::generate::fraction;
use plimsoll::weights::profile::{admit_debts, Access, Boost, Profile, Scope};
use plimsoll::{Error, Fixed, Weights};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const LEVELS: usize = 3;
type Boosts = Vec<Boost<Fixed, LEVELS>>;

fn rising([a, b, c]: [Fixed; LEVELS]) -> [Fixed; LEVELS] {
    let mut rising = [a, b, c];
    rising.sort_unstable();
    rising
}

fn boost() -> impl Strategy<Value = Boost<Fixed, LEVELS>> {
    (0u16..4, [fraction(), fraction(), fraction()])
        .prop_map(|(class, assets)| Boost::new(class, rising(assets)).expect("fractions"))
}

fn debts() -> impl Strategy<Value = Vec<Boosts>> {
    vec(vec(boost(), 0..5), 0..5)
}

fn access() -> impl Strategy<Value = Access> {
    select(&Access::ALL[..])
}

fn profile() -> impl Strategy<Value = Profile<Fixed, LEVELS>> {
    let sides = || [fraction(), fraction(), fraction()];
    (0u16..4, access(), sides(), sides()).prop_map(|(class, access, assets, more)| {
        let (assets, more) = (rising(assets), rising(more));
        let side = |level: usize| {
            let liability = Fixed::ONE + more[LEVELS - 1 - level];
            Weights::new(assets[level], liability).expect("valid")
        };
        Profile {
            class,
            access,
            weights: core::array::from_fn(side),
        }
    })
}

fn effective(profile: &Profile<Fixed, LEVELS>, debts: &[Boosts]) -> [Weights; LEVELS] {
    let lists: Vec<&[_]> = debts.iter().map(Vec::as_slice).collect();
    profile.effective(&lists)
}

/// What the words say, level by level: the least of what every debt grants, if every debt grants it.
fn stated(profile: &Profile<Fixed, LEVELS>, debts: &[Boosts], level: usize) -> Fixed {
    let own = *profile.weights[level].asset();
    let counts = match profile.access {
        Access::Open => true,
        Access::ReduceOnly => level > 0,
        Access::Isolated => level == LEVELS - 1,
    };
    // Of a debt the least that it grants to the class, if it does.
    let least = |debt: &Boosts| {
        let granted = debt.iter().filter(|boost| boost.class() == profile.class);
        granted.map(|boost| boost.assets()[level]).min()
    };
    let granted: Option<Vec<Fixed>> = debts.iter().map(least).collect();
    let boosted = granted.and_then(|granted| granted.into_iter().min());
    match counts {
        true => own.max(boosted.unwrap_or(own)),
        false => Fixed::ZERO,
    }
}

proptest! {
    #![proptest_config(cases(20_000))]

    /// As stated; at most its own weights or a boost, whatever the order of debts and boosts; another debt
    /// beside one never raises it; and no level is looser than the next.
    #[test]
    fn efficiency_is_an_intersection(
        profile in profile(), debts in debts(), more in vec(boost(), 0..5), by in 0usize..5,
    ) {
        let weights = effective(&profile, &debts);
        for (level, weight) in weights.iter().enumerate() {
            let own = &profile.weights[level];
            prop_assert_eq!(*weight.asset(), stated(&profile, &debts, level));
            prop_assert_eq!(weight.liability(), own.liability());
            let granted = debts.iter().flatten().filter(|boost| boost.class() == profile.class);
            let most = granted.map(|boost| boost.assets()[level]).fold(*own.asset(), Fixed::max);
            prop_assert!(*weight.asset() <= most);
            if profile.access == Access::Open {
                prop_assert!(weight.asset() >= own.asset());
            }
        }
        for pair in weights.windows(2) {
            prop_assert!(pair[0].no_looser_than(&pair[1]), "{weights:?}");
        }

        let mut turned = debts.clone();
        turned.rotate_left(by % debts.len().max(1));
        turned.reverse();
        turned.iter_mut().for_each(|debt| debt.reverse());
        prop_assert_eq!(effective(&profile, &turned), weights);

        // Without a debt nothing is granted, so the first may raise; every further one cannot.
        let mut further = debts.clone();
        further.push(more);
        for (more, weight) in effective(&profile, &further).iter().zip(&weights) {
            prop_assert!(debts.is_empty() || more.no_looser_than(weight));
        }
        further.push(Vec::new());
        prop_assert_eq!(effective(&profile, &further), effective(&profile, &[]));
    }

    #[test]
    fn boosts_are_fractions_that_rise(
        assets in [fraction(), fraction(), fraction()], level in 0usize..LEVELS, below in any::<bool>(),
    ) {
        let mut wrong = rising(assets);
        prop_assert_eq!(Boost::new(0, assets).is_ok(), assets == wrong);
        wrong[level] = if below { -Fixed::DELTA } else { Fixed::ONE + Fixed::DELTA };
        prop_assert_eq!(Boost::new(0, wrong), Err(Error::InvalidWeights));
    }
}

/// Every move between small quantities: a reduce-only position stays on the way to zero.
#[test]
fn what_may_change() {
    for access in Access::ALL {
        for before in -3..=3i32 {
            for after in -3..=3i32 {
                let way = if before < 0 { before..=0 } else { 0..=before };
                let admitted = access != Access::ReduceOnly || way.contains(&after);
                let [from, to] = [before, after].map(Fixed::from_num);
                let answer = access.admit(&from, &to);
                assert_eq!(answer.is_ok(), admitted, "{access:?} {before} {after}");
                assert!(admitted || answer == Err(Error::NotAdmitted));
            }
        }
    }
}

/// Every list of up to four debts.
#[test]
fn what_may_be_owed_together() {
    for count in 0..=4u32 {
        for code in 0..3usize.pow(count) {
            let digit = |place: u32| Access::ALL[code / 3usize.pow(place) % 3];
            let debts: Vec<Access> = (0..count).map(digit).collect();
            let isolated = debts
                .iter()
                .filter(|debt| **debt == Access::Isolated)
                .count();
            let expected = match (isolated, debts.len()) {
                (0, _) | (1, 1) => Ok(()),
                _ => Err(Error::NotAdmitted),
            };
            assert_eq!(admit_debts(&debts), expected, "{debts:?}");
        }
    }
}

#[test]
fn what_a_scope_holds() {
    for held in 0..5 {
        assert_eq!(Scope::Cross.admit(held), Ok(()));
        for market in 0..5 {
            for settlement in 0..5 {
                let admitted = [market, settlement].contains(&held);
                let answer = Scope::Isolated { market, settlement }.admit(held);
                assert_eq!(
                    answer,
                    if admitted {
                        Ok(())
                    } else {
                        Err(Error::NotAdmitted)
                    }
                );
            }
        }
    }
}
