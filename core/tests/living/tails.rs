//! Filtered historical simulation and the tools against procyclicality: the tail against a count in rationals,
//! the returns within their stated ratios, each margin between those that it is made from.

use crate::common::cases;
use crate::common::exact::{rational, step, Exact};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use plimsoll::number::decimal::read_nearest;
use plimsoll::number::interval::Interval;
use plimsoll::risk::volatility::ewma::Ewma;
use plimsoll::risk::volatility::filtered::{expected_shortfall, filtered, quantile};
use plimsoll::risk::volatility::floor::{buffered, floored, stepped, stressed};
use plimsoll::{Error, Fixed, Number};
use proptest::collection::vec;
use proptest::prelude::*;

fn n(text: &str) -> Fixed {
    read_nearest(text).unwrap()
}

fn fixed(value: f64) -> Fixed {
    Fixed::from_bits((value * 2f64.powi(48)) as i128)
}

/// Many of them alike.
fn returns() -> impl Strategy<Value = Vec<Fixed>> {
    let one = prop_oneof![
        3 => (-0.5f64..0.5).prop_map(fixed),
        1 => (-3i32..3).prop_map(|k| Fixed::from_num(k).mul_up(&n("0.01")).unwrap()),
    ];
    vec(one, 1..60)
}

fn fraction() -> impl Strategy<Value = Fixed> {
    prop_oneof![
        6 => (0.0f64..1.0).prop_map(fixed),
        1 => prop_oneof![Just(Fixed::ZERO), Just(Fixed::ONE), Just(n("0.99"))],
    ]
}

fn margin() -> impl Strategy<Value = Fixed> {
    prop_oneof![
        6 => (0.0f64..2.0).prop_map(fixed),
        1 => (0i128..50).prop_map(Fixed::from_bits),
    ]
}

fn sample() -> Ewma<Fixed> {
    Ewma::new(n("0.94"), n("0.0004")).unwrap()
}

fn within(low: Fixed, high: Fixed) -> Interval<Fixed> {
    Interval::new(low, high).unwrap()
}

/// The losses of the tail, greatest first, each with how much of it lies in the tail.
fn tail(returns: &[Fixed], confidence: &Fixed) -> (BigRational, Vec<(BigRational, BigRational)>) {
    let mut losses: Vec<_> = returns.iter().map(|r| -rational(r)).collect();
    losses.sort_by(|a, b| b.cmp(a));
    let count = BigRational::from_integer(losses.len().into());
    let tail = (BigRational::one() - rational(confidence)) * count;
    let mut left = tail.clone();
    let parts = losses.into_iter().map(|loss| {
        let part = left
            .clone()
            .min(BigRational::one())
            .max(BigRational::zero());
        left -= &part;
        (loss, part)
    });
    (tail, parts.collect())
}

proptest! {
    #![proptest_config(cases(2_000))]

    /// The quantile by its definition: the loss in place `n (1 - c)`, on the line between its neighbours.
    #[test]
    fn the_quantile_and_the_tail_beyond(returns in returns(), c in fraction()) {
        let (size, parts) = tail(&returns, &c);
        let mut sorted = returns.clone();
        let ours = quantile(&mut sorted, &c).unwrap();
        let place = size.clone().max(BigRational::one());
        let index: usize = place.to_integer().try_into().unwrap();
        let at = |index: usize| parts.get(index).map(|part| part.0.clone());
        let low = at(index - 1).unwrap();
        let next = at(index).unwrap_or(low.clone());
        let exact = &low + place.fract() * (next - &low);
        // The size of the tail is rounded down, which the line turns into as much of a loss.
        let u = step::<Fixed>();
        let over = rational(&ours) - exact.max(BigRational::zero());
        prop_assert!(!over.is_negative() && over <= &u + &u, "{ours}");

        let shortfall = expected_shortfall(&mut sorted, &c).unwrap();
        prop_assert!(shortfall >= ours);
        let exact = match size <= BigRational::one() {
            true => parts[0].0.clone(),
            false => parts.iter().map(|(loss, part)| loss * part).sum::<BigRational>() / size,
        };
        let over = rational(&shortfall) - exact.max(BigRational::zero());
        prop_assert!(!over.is_negative() && over <= &u * BigRational::from_integer(3.into()));

        prop_assert!(sorted.windows(2).all(|pair| pair[0] <= pair[1]));
        let mut given = returns.clone();
        given.sort();
        prop_assert_eq!(given, sorted);
    }

    /// More confidence and greater losses are more margin, and a step of confidence is no jump.
    #[test]
    fn the_tail_is_monotone(returns in returns(), c in 0.0f64..0.999, more in 0.0f64..0.001, which in any::<prop::sample::Index>(), worse in 0.0f64..0.5) {
        let ask = |returns: &[Fixed], c: Fixed| {
            let mut own = returns.to_vec();
            (quantile(&mut own, &c).unwrap(), expected_shortfall(&mut own, &c).unwrap())
        };
        let (c, d) = (fixed(c), fixed(c + more));
        let (low, high) = (ask(&returns, c), ask(&returns, d));
        let slack = Fixed::from_bits(3);
        prop_assert!(low.0 <= high.0 + slack && low.1 <= high.1 + slack);
        let mut changed = returns.clone();
        let one = which.get(&returns);
        changed[returns.iter().position(|r| r == one).unwrap()] -= fixed(worse);
        let after = ask(&changed, c);
        prop_assert!(after.0 + slack >= low.0 && after.1 + slack >= low.1);
        let next = ask(&returns, c + Fixed::DELTA);
        prop_assert!(next.0 - low.0 <= Fixed::from_bits(2 + returns.len() as i128));
    }

    /// Each return keeps its sign and lies between the ends of the ratio; the tail grows with the cap.
    #[test]
    fn filtered_returns_stay_within_their_ratio(returns in returns(), low in 0.0f64..1.0, high in 1.0f64..5.0) {
        let (low, high) = (fixed(low), fixed(high));
        let mut scratch = returns.clone();
        let after = filtered(&returns, &sample(), &within(low, high), &mut scratch).unwrap();
        let chain = returns.iter().try_fold(sample(), |e, r| e.update(r)).unwrap();
        prop_assert_eq!(after, chain);
        for (r, scaled) in returns.iter().zip(&scratch) {
            let size = r.abs();
            prop_assert!(scaled.abs() >= size.mul_up(&low).unwrap());
            prop_assert!(scaled.abs() <= size.mul_up(&high).unwrap());
            prop_assert!(r.signum() == scaled.signum() || *scaled == 0 && size <= Fixed::DELTA || low == 0);
        }
        let mut plain = returns.clone();
        filtered(&returns, &sample(), &Interval::exact(Fixed::ONE), &mut plain).unwrap();
        prop_assert_eq!(&plain, &returns);
        // From 1 on it is never below plain historical simulation.
        let mut own = scratch.clone();
        filtered(&returns, &sample(), &within(Fixed::ONE, high), &mut own).unwrap();
        let c = n("0.95");
        prop_assert!(quantile(&mut own, &c).unwrap() >= quantile(&mut plain, &c).unwrap());
    }

    /// Between the ends each is `sigma_now / sigma_then` times its return, away from zero.
    #[test]
    fn filtered_returns_are_at_todays_volatility(returns in returns()) {
        let mut scratch = returns.clone();
        let any = within(Fixed::ZERO, n("1000000000"));
        let now = filtered(&returns, &sample(), &any, &mut scratch).unwrap();
        let mut then = sample();
        for (r, scaled) in returns.iter().zip(&scratch) {
            // (scaled / r)^2 = now / then
            let [s, r2] = [scaled, r].map(|x| rational(x) * rational(x));
            let exact = r2 * rational(now.variance()) / rational(then.variance());
            prop_assert!(s >= exact);
            let below = (rational(scaled).abs() - BigRational::new(1.into(), 10_000_000_000i64.into()))
                .max(BigRational::zero());
            prop_assert!(&below * &below <= exact);
            then = then.update(r).unwrap();
        }
    }

    /// The formulas of the regulation, rounded up by less than a step, and each where it belongs.
    #[test]
    fn against_procyclicality(raw in margin(), other in margin(), share in fraction(), fall in fraction()) {
        let [r, o, s, f] = [&raw, &other, &share, &fall].map(Exact::of);
        let near = |ours: &Fixed, exact: Exact| {
            let over = rational(ours) - exact.0;
            !over.is_negative() && over < step::<Fixed>()
        };
        prop_assert_eq!(floored(&raw, &other), Ok(raw.max(other)));
        let mixed = stressed(&raw, &other, &share).unwrap();
        prop_assert!(near(&mixed, stressed(&r, &o, &s).unwrap()));
        let kept = BigRational::one() - &s.0;
        prop_assert_eq!(stressed(&r, &o, &s).unwrap().0, kept * &r.0 + &s.0 * &o.0);
        prop_assert!(mixed >= raw.min(other) && mixed <= raw.max(other));
        let cushioned = buffered(&raw, &other, &share).unwrap();
        prop_assert!(near(&cushioned, buffered(&r, &o, &s).unwrap()));
        let whole = BigRational::one() + &s.0;
        let formula = (&whole * &r.0).min(&whole * &o.0).max(r.0.clone());
        prop_assert_eq!(buffered(&r, &o, &s).unwrap().0, formula);
        prop_assert!(cushioned >= raw);
        let moved = stepped(&raw, &other, &share, &fall).unwrap();
        prop_assert!(near(&moved, stepped(&r, &o, &s, &f).unwrap()));
        if raw > 0 {
            let least = (BigRational::one() - &f.0) * &r.0;
            prop_assert_eq!(stepped(&r, &o, &s, &f).unwrap().0, o.0.max(least).min(whole * r.0));
            prop_assert!(moved >= raw.min(other) && moved <= raw.max(other));
        } else {
            prop_assert_eq!(moved, other);
        }
    }
}

/// A calm history and one crash on its last day: uncapped, a day of 1 % becomes one of several; capped, it does
/// not.
#[test]
fn a_crash_on_the_last_day() {
    let mut returns = vec![n("0.01"); 99];
    for r in returns.iter_mut().step_by(2) {
        *r = n("-0.01");
    }
    returns.push(n("-0.4"));
    let calm = Ewma::new(n("0.94"), n("0.0001")).unwrap();
    let tail = |most: &str| {
        let mut scratch = vec![Fixed::ZERO; 100];
        filtered(&returns, &calm, &within(Fixed::ONE, n(most)), &mut scratch).unwrap();
        let quantile = quantile(&mut scratch, &n("0.98")).unwrap();
        (
            quantile,
            expected_shortfall(&mut scratch, &n("0.98")).unwrap(),
        )
    };
    // sigma_now^2 = 0.94 * 0.0001 + 0.06 * 0.16 = 0.009694, which is 9.846 times 0.01 in the root.
    let (free, beyond) = tail("1000000");
    assert!((free - n("0.098458")).abs() < n("0.000001"), "{free}");
    assert!((beyond - n("2.018385")).abs() < n("0.00001"), "{beyond}");
    let (capped, beyond) = tail("2");
    assert!((capped - n("0.02")).abs() < n("0.000001"), "{capped}");
    assert!((beyond - n("0.41")).abs() < n("0.000001"), "{beyond}");
}

#[test]
fn refusals() {
    let (zero, one, minus) = (Fixed::ZERO, Fixed::ONE, Fixed::NEG_ONE);
    let any = within(zero, n("10"));
    let mut two = [one; 2];
    for returns in [&[][..], &[one][..]] {
        let short = filtered(returns, &sample(), &any, &mut two);
        assert_eq!(short, Err(Error::InvalidLength));
    }
    let none = filtered(&[], &sample(), &any, &mut []);
    assert_eq!(none, Err(Error::InvalidLength));
    let below = within(minus, one);
    assert_eq!(
        filtered(&[one, one], &sample(), &below, &mut two),
        Err(Error::InvalidFactor)
    );
    // Where nothing had moved, the cap; it may be too much.
    let still = Ewma::new(n("0.94"), zero).unwrap();
    filtered(&[n("0.01"), zero], &still, &any, &mut two).unwrap();
    assert_eq!(two, [n("0.01") * 10, zero]);
    let endless = within(zero, Fixed::MAX);
    assert_eq!(
        filtered(&[n("2"), zero], &still, &endless, &mut two),
        Err(Error::Overflow)
    );
    for tail in [quantile, expected_shortfall] {
        assert_eq!(tail(&mut [], &one), Err(Error::InvalidLength));
        assert_eq!(tail(&mut two, &n("1.1")), Err(Error::InvalidFraction));
        assert_eq!(tail(&mut [one], &one), Ok(zero));
        assert_eq!(tail(&mut [one, minus], &one), Ok(one));
    }
    for ours in [floored(&minus, &one), floored(&one, &minus)] {
        assert_eq!(ours, Err(Error::InvalidQuantity));
    }
    for ours in [stressed, buffered] {
        assert_eq!(ours(&minus, &one, &one), Err(Error::InvalidQuantity));
        assert_eq!(ours(&one, &minus, &one), Err(Error::InvalidQuantity));
    }
    assert_eq!(stressed(&one, &one, &minus), Err(Error::InvalidFraction));
    assert_eq!(buffered(&one, &one, &minus), Err(Error::InvalidFactor));
    for [previous, target, rise, fall, error] in [
        [minus, one, one, one, zero],
        [one, minus, one, one, zero],
        [one, one, minus, one, one],
        [one, one, one, n("2"), n("2")],
    ] {
        let error = match error.to_num::<i32>() {
            0 => Error::InvalidQuantity,
            1 => Error::InvalidFactor,
            _ => Error::InvalidFraction,
        };
        assert_eq!(stepped(&previous, &target, &rise, &fall), Err(error));
    }
}
