//! Where a private account stands: examples, and the laws that make a missing proof a fair reason to liquidate.

use plimsoll_proofs::standing::{Proved, Rule, Standing, State};
use plimsoll_proofs::Error;
use proptest::prelude::*;

fn state(version: u64, time: u64) -> State {
    State { version, time }
}

fn kernel(error: plimsoll::Error) -> Error {
    Error::Kernel(error)
}

#[test]
fn an_epoch() {
    // An hour's window, a day's expiry, a state at eight and one at nine.
    let rule = Rule::new(3600, 86_400).unwrap();
    let [eight, nine] = [state(8, 28_800), state(9, 32_400)];
    let both = [eight, nine];
    let account = Proved::at(8);
    assert_eq!(account.standing(&rule, &[eight], 32_399), Standing::Proven);
    assert_eq!(account.standing(&rule, &both, 32_399), Standing::Proven);
    let due = Standing::Due { until: 36_000 };
    assert_eq!(account.standing(&rule, &both, 32_400), due);
    assert_eq!(account.standing(&rule, &both, 36_000), due);
    assert_eq!(account.standing(&rule, &both, 36_001), Standing::Presumed);
    // It counts for nothing that the proof comes late, until somebody acts.
    let proved = account.renew(&rule, &nine, 40_000, Ok(())).unwrap();
    assert_eq!(proved, Proved::at(9));
    assert_eq!(proved.standing(&rule, &both, 40_000), Standing::Proven);
    // A day after the latest state nothing is said of anybody.
    for account in [account, proved] {
        assert_eq!(
            account.standing(&rule, &both, 32_400 + 86_401),
            Standing::Unknown
        );
        assert_eq!(account.standing(&rule, &[], 36_001), Standing::Unknown);
        assert_eq!(account.standing(&rule, &both, 0), Standing::Unknown);
    }
    assert_eq!(
        proved.standing(&rule, &both, 32_400 + 86_400),
        Standing::Proven
    );
    assert_eq!(
        account.standing(&rule, &both, 32_400 + 86_400),
        Standing::Presumed
    );
}

#[test]
fn what_changes_nothing() {
    let rule = Rule::new(60, 600).unwrap();
    let account = Proved::at(5);
    let at =
        |version, time, now, verified| account.renew(&rule, &state(version, time), now, verified);
    assert_eq!(at(6, 1000, 1000, Ok(())), Ok(Proved::at(6)));
    assert_eq!(at(6, 1000, 1600, Ok(())), Ok(Proved::at(6)));
    assert_eq!(
        at(6, 1000, 1601, Ok(())),
        Err(kernel(plimsoll::Error::UnknownPrice))
    );
    assert_eq!(
        at(6, 1000, 999, Ok(())),
        Err(kernel(plimsoll::Error::InvalidTime))
    );
    assert_eq!(
        at(6, 1000, 1000, Err(Error::InvalidProof)),
        Err(Error::InvalidProof)
    );
    assert_eq!(at(4, 900, 1000, Ok(())), Ok(account));
    assert_eq!(at(5, 950, 1000, Ok(())), Ok(account));
}

#[test]
fn rules_and_names() {
    for (window, expiry) in [(0, 0), (0, 10), (11, 10), (u64::MAX, 10)] {
        assert_eq!(
            Rule::new(window, expiry),
            Err(kernel(plimsoll::Error::InvalidParameters))
        );
    }
    let rule = Rule::new(10, 10).unwrap();
    assert_eq!((rule.window(), rule.expiry()), (10, 10));
    let all = [
        Standing::Proven,
        Standing::Due { until: 3 },
        Standing::Presumed,
        Standing::Unknown,
    ];
    assert_eq!(
        all.map(Standing::name),
        ["proven", "due", "presumed", "unknown"]
    );
}

fn rule() -> impl Strategy<Value = Rule> {
    (1u64..200, 0u64..400).prop_map(|(window, more)| Rule::new(window, window + more).unwrap())
}

/// Versions 1, 2, .. at times that do not fall.
fn published() -> impl Strategy<Value = Vec<State>> {
    prop::collection::vec(0u64..150, 1..12).prop_map(|gaps| {
        let times = gaps.iter().scan(1000, |time, gap| {
            *time += gap;
            Some(*time)
        });
        times
            .enumerate()
            .map(|(k, time)| state(k as u64 + 1, time))
            .collect()
    })
}

fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::Proven => 0,
        Standing::Due { .. } => 1,
        Standing::Presumed => 2,
        Standing::Unknown => 3,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Without a proof, and until the latest state expires, time only makes it worse.
    #[test]
    fn time_alone_never_helps(rule in rule(), published in published(), version in 0u64..13) {
        let account = Proved::at(version);
        let [first, last] = [published[0].time, published[published.len() - 1].time];
        let standing = |now| account.standing(&rule, &published, now);
        let mut before = standing(first);
        for now in first..=last + rule.expiry() + 2 {
            let after = standing(now);
            let live = published.iter().filter(|state| state.time <= now).any(|state| now - state.time <= rule.expiry());
            prop_assert_eq!(after == Standing::Unknown, !live);
            if before != Standing::Unknown {
                prop_assert!(rank(before) <= rank(after), "{before:?}, then {after:?} at {now}");
            }
            if let (Standing::Due { until: a }, Standing::Due { until: b }) = (before, after) {
                prop_assert_eq!(a, b, "a newer state does not put the end off");
            }
            before = after;
        }
        // Where there was something to prove, it ends as presumed, however often states are published.
        let unproved = published.iter().any(|state| state.version > version);
        let expected = match unproved {
            true => Standing::Presumed,
            false => Standing::Proven,
        };
        prop_assert!(rule.window() == rule.expiry() || standing(last + rule.expiry()) == expected);
    }

    /// Nobody is presumed anything who could not have proved one state for a whole window.
    #[test]
    fn who_is_presumed_could_have_proved(
        rule in rule(), published in published(), version in 0u64..13, now in 900u64..3500,
    ) {
        let account = Proved::at(version);
        if account.standing(&rule, &published, now) == Standing::Presumed {
            let first = published.iter().find(|state| state.version > version).expect("a state to prove");
            for time in first.time..=first.time + rule.window() {
                prop_assert!(time < now);
                let proved = account.renew(&rule, first, time, Ok(())).expect("an open window");
                prop_assert!(proved.version() > version);
            }
        }
    }

    /// Who proves every state within its window, in order, is never presumed liquidatable: not at any second, and
    /// whatever failed or outdated proofs come between.
    #[test]
    fn who_proves_in_time_is_safe(
        rule in rule(), published in published(),
        delays in prop::collection::vec(0f64..=1.0, 12), noise in prop::collection::vec((0usize..12, any::<bool>()), 12),
    ) {
        let end = published[published.len() - 1].time + rule.expiry();
        let mut account = Proved::at(0);
        for now in published[0].time..=end {
            for (state, delay) in published.iter().zip(&delays) {
                if now == state.time + (rule.window() as f64 * delay) as u64 {
                    account = account.renew(&rule, state, now, Ok(())).expect("in its window");
                }
            }
            let standing = account.standing(&rule, &published, now);
            prop_assert_ne!(standing, Standing::Presumed);
            let (place, fails) = noise[now as usize % noise.len()];
            if let Some(state) = published.get(place).filter(|state| fails || state.version <= account.version()) {
                let verified = if fails { Err(Error::InvalidProof) } else { Ok(()) };
                let same = account.renew(&rule, state, now, verified).unwrap_or(account);
                prop_assert_eq!(same, account);
            }
        }
    }

    /// The first state to prove and the latest say all, in any order.
    #[test]
    fn two_states_are_enough(
        rule in rule(), published in published(), version in 0u64..13, now in 900u64..3500,
    ) {
        let account = Proved::at(version);
        let known: Vec<State> = published.iter().copied().filter(|state| state.time <= now).collect();
        let first = known.iter().find(|state| state.version > version);
        let two: Vec<State> = known.last().into_iter().chain(first).copied().collect();
        prop_assert_eq!(account.standing(&rule, &two, now), account.standing(&rule, &published, now));
        let backwards: Vec<State> = published.iter().rev().copied().collect();
        prop_assert_eq!(account.standing(&rule, &backwards, now), account.standing(&rule, &published, now));
    }

    /// Any numbers at all: never a panic, and a renewal never falls back.
    #[test]
    fn any_numbers(
        window in any::<u64>(), expiry in any::<u64>(), version in any::<u64>(), now in any::<u64>(),
        states in prop::collection::vec((any::<u64>(), any::<u64>()), 0..5),
    ) {
        let states: Vec<State> = states.into_iter().map(|(version, time)| state(version, time)).collect();
        if let Ok(rule) = Rule::new(window, expiry) {
            let account = Proved::at(version);
            let standing = account.standing(&rule, &states, now);
            if let Standing::Due { until } = standing {
                prop_assert!(now <= until);
            }
            for state in &states {
                if let Ok(proved) = account.renew(&rule, state, now, Ok(())) {
                    prop_assert_eq!(proved.version(), version.max(state.version));
                }
            }
        }
    }
}
