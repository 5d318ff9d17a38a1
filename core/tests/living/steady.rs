//! The steady margin: its variances against rationals, its limits, and the same rule in floats.

use crate::common::cases;
use crate::common::exact::rational as exact;
use num_rational::BigRational;
use plimsoll::risk::volatility::policy;
use plimsoll::{Error, Fixed, Policy, Steady};
use proptest::prelude::*;

const LAMBDA: [f64; 2] = [0.90, 0.996];

fn fixed(value: f64) -> Fixed {
    Fixed::from_num(value)
}

fn whole(value: i64) -> BigRational {
    BigRational::from_integer(value.into())
}

fn float(value: &Fixed) -> f64 {
    value.to_num()
}

fn rule(weight: f64, cap: f64, least: f64, step: [f64; 2]) -> Policy {
    let step = step.map(fixed);
    Policy::new(
        LAMBDA.map(fixed),
        fixed(weight),
        fixed(cap),
        fixed(2.33),
        fixed(least),
        step,
    )
    .unwrap()
}

/// Returns of some per cent, with a crash now and then.
fn returns() -> impl Strategy<Value = Vec<f64>> {
    let one = prop_oneof![20 => -0.06f64..0.06, 1 => -0.5f64..0.5, 2 => Just(0.0)];
    proptest::collection::vec(one, 1..120)
}

fn run(policy: Policy, returns: &[f64]) -> Vec<Steady> {
    let next = |last: &mut Steady, r: &f64| {
        *last = last.observe(&fixed(*r)).unwrap();
        Some(*last)
    };
    returns.iter().scan(Steady::new(policy), next).collect()
}

proptest! {
    #![proptest_config(cases(40))]

    /// Each variance is the exact one, and above it by less than two steps a period's memory.
    #[test]
    fn variances_are_at_least_exact(returns in returns()) {
        let states = run(rule(0.5, 1.5, 0.0, [0.04, 1.0]), &returns);
        for (place, memory) in [(0, 10.0), (1, 250.0)] {
            let lambda = exact(&fixed(LAMBDA[place]));
            let mut variance = whole(0);
            for (n, (r, state)) in returns.iter().zip(&states).enumerate() {
                let newest = whole(1) / whole(n as i64 + 1);
                let own = whole(1) - lambda.clone();
                let weight = if newest > own { newest } else { own };
                let square = exact(&fixed(*r)) * exact(&fixed(*r));
                variance = variance.clone() + weight * (square - variance);
                let over = exact(&state.variances()[place]) - variance.clone();
                prop_assert!(over >= whole(0));
                let most = whole((2.0 * memory) as i64 + 2) * exact(&Fixed::DELTA);
                prop_assert!(over < most, "{n}");
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(300))]

    /// Never a rise or a fall beyond the step (to a step of the type), never below the least margin, and
    /// inside what both volatilities allow where no step holds it.
    #[test]
    fn limits_hold(
        returns in returns(), weight in 0.0f64..1.0, cap in 0.5f64..3.0,
        least in 0.0f64..0.05, rise in 0.0f64..0.2, fall in 0.0f64..1.0,
    ) {
        let policy = rule(weight, cap, least, [rise, fall]);
        let states = run(policy, &returns);
        for pair in states.windows(2) {
            let (was, is) = (*pair[0].margin(), *pair[1].margin());
            prop_assert!(is >= *policy.least());
            if was > 0 {
                prop_assert!(is <= was.checked_mul(Fixed::ONE + fixed(rise)).unwrap() + Fixed::DELTA);
                prop_assert!(is >= was.checked_mul(Fixed::ONE - fixed(fall)).unwrap());
            }
        }
        let free = rule(weight, cap, least, [1e6, 1.0]);
        for state in run(free, &returns) {
            let slow = float(&state.variances()[1]).sqrt() * 2.33;
            let high = (slow * (weight + (1.0 - weight) * cap)).max(least);
            let margin = float(state.margin());
            prop_assert!(margin >= slow * weight - 1e-9 && margin <= high + 1e-9, "{margin} {slow}");
        }
    }

    /// The same rule in floats.
    #[test]
    fn fixed_and_floats_agree(returns in returns(), weight in 0.0f64..1.0, cap in 0.5f64..3.0) {
        let (step, z) = ([0.04, 0.1], 2.33);
        let states = run(rule(weight, cap, 0.01, step), &returns);
        let policy = policy::Policy::new(LAMBDA, weight, cap, z, 0.01, step).unwrap();
        let mut floats = policy::Steady::new(policy);
        for (r, state) in returns.iter().zip(&states) {
            floats = floats.observe(r).unwrap();
            prop_assert!((floats.margin() - float(state.margin())).abs() < 1e-6);
        }
    }

    /// What is stored and read back goes on as if it had not been.
    #[test]
    fn storing_changes_nothing(returns in returns()) {
        for state in run(rule(0.5, 1.5, 0.01, [0.04, 1.0]), &returns) {
            let read = Steady::from_stored(*state.policy(), *state.variances(), state.periods(), *state.margin());
            prop_assert_eq!(read, Ok(state));
        }
    }
}

/// Flat input: a volatility that does not change gives a margin that does not.
#[test]
fn flat_stays_flat() {
    let policy = rule(0.5, 1.5, 0.0, [0.04, 1.0]);
    // A power of two, so that its square is exact.
    let states = run(policy, &[0.03125; 500]);
    for state in &states {
        assert_eq!(state.margin(), states[0].margin());
        assert_eq!(state.variances(), &[Fixed::ONE / 1024; 2]);
    }
}

/// A market that stood still is not held at nothing for ever.
#[test]
fn from_zero_at_once() {
    let states = run(rule(0.5, 1.5, 0.0, [0.04, 1.0]), &[0.0, 0.0, 0.05]);
    assert_eq!(*states[1].margin(), 0);
    assert!(*states[2].margin() > fixed(0.04));
}

#[test]
fn errors() {
    let make = |lambda: f64, weight, cap, fall| {
        let step = [Fixed::ZERO, fixed(fall)];
        let lambda = [fixed(lambda), Fixed::ONE];
        Policy::new(
            lambda,
            fixed(weight),
            fixed(cap),
            Fixed::ONE,
            Fixed::ZERO,
            step,
        )
    };
    assert!(make(1.0, 0.0, 0.0, 1.0).is_ok());
    for bad in [
        make(1.5, 0.0, 0.0, 0.0),
        make(0.5, -0.5, 0.0, 0.0),
        make(0.5, 0.0, 0.0, 1.5),
    ] {
        assert_eq!(bad, Err(Error::InvalidFraction));
    }
    assert_eq!(make(0.5, 0.5, -0.5, 0.5), Err(Error::InvalidFactor));
    let policy = rule(0.5, 1.5, 0.01, [0.04, 1.0]);
    let stored =
        |variance: f64, margin| Steady::from_stored(policy, [fixed(variance); 2], 1, margin);
    assert_eq!(stored(-0.1, Fixed::ONE), Err(Error::InvalidQuantity));
    assert_eq!(stored(0.1, Fixed::ZERO), Err(Error::InvalidFactor));
    assert_eq!(
        Steady::new(policy).observe(&Fixed::MAX),
        Err(Error::Overflow)
    );
}
