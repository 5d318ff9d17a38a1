//! The laws of the estimators of volatility: each stays between its inputs, at or above the exact value by no
//! more than it says, and flat where its input is flat.

use crate::common::cases;
use crate::common::exact::{rational, step, Exact};
use dashu_float::round::mode::HalfEven;
use dashu_float::FBig;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use plimsoll::number::decimal::read_nearest;
use plimsoll::number::interval::Interval;
use plimsoll::risk::volatility::ewma::Ewma;
use plimsoll::risk::volatility::garch::Garch;
use plimsoll::risk::volatility::range::{parkinson, realised};
use plimsoll::risk::volatility::{margin_fraction, over};
use plimsoll::{Error, Fixed, Number};
use proptest::collection::vec;
use proptest::prelude::*;

fn n(text: &str) -> Fixed {
    read_nearest(text).unwrap()
}

fn fixed(value: f64) -> Fixed {
    Fixed::from_bits((value * 2f64.powi(48)) as i128)
}

fn whole(value: u64) -> BigRational {
    BigRational::from_integer(value.into())
}

/// A return of any size up to `most`, of either sign.
fn r(most: f64) -> impl Strategy<Value = Fixed> {
    (-40.0f64..0.0, any::<bool>()).prop_map(move |(power, up)| {
        let size = fixed(most * power.exp2());
        if up {
            size
        } else {
            -size
        }
    })
}

fn lambda() -> impl Strategy<Value = Fixed> {
    prop_oneof![
        8 => (0.5f64..0.9999).prop_map(fixed),
        1 => Just(n("0.94")),
        1 => prop_oneof![Just(Fixed::ZERO), Just(Fixed::ONE), Just(Fixed::DELTA)],
    ]
}

fn ewma(lambda: Fixed, variance: Fixed) -> Ewma<Fixed> {
    Ewma::new(lambda, variance).unwrap()
}

/// `0 <= value - exact <= most`, in rationals.
fn above(value: &Fixed, exact: &BigRational, most: &BigRational) -> bool {
    let over = rational(value) - exact;
    !over.is_negative() && over <= *most
}

/// The least number whose square is at least `exact`, or less than `slack` above the root.
fn root_above(value: &Fixed, exact: &BigRational, slack: &BigRational) -> bool {
    let value = rational(value);
    let below = &value - slack;
    &value * &value >= *exact && (below.is_negative() || &below * &below <= *exact)
}

proptest! {
    #![proptest_config(cases(1_000))]

    /// The estimate stays in the hull of the last one and the squared return, and above the exact one by less
    /// than it says, however long it runs.
    #[test]
    fn the_average_is_a_bound(l in lambda(), v in r(0.5), path in vec(r(0.5), 1..40)) {
        let v = v.abs();
        let mut ours = ewma(l, v);
        let mut exact = Ewma::new(Exact::of(&l), Exact::of(&v)).unwrap();
        let most = match l == 1 {
            true => BigRational::zero(),
            false => step::<Fixed>() * whole(2) / (BigRational::one() - rational(&l)),
        };
        for r in path {
            let square = r.mul_up(&r).unwrap();
            let (low, high) = (square.min(*ours.variance()), square.max(*ours.variance()));
            ours = ours.update(&r).unwrap();
            exact = exact.update(&Exact::of(&r)).unwrap();
            prop_assert!(low <= *ours.variance() && *ours.variance() <= high);
            prop_assert!(above(ours.variance(), &exact.variance().0, &most));
            let sigma = ours.sigma().unwrap();
            prop_assert!(root_above(&sigma, &rational(ours.variance()), &step::<Fixed>()));
        }
    }

    /// A flat volatility stays flat at any interval between updates, bit for bit.
    #[test]
    fn flat_stays_flat(l in lambda(), s in 0i64..1 << 20, halves in vec(1i64..2000, 1..20)) {
        let s = Fixed::from_bits(i128::from(s) << 24);
        let mut ours = ewma(l, s.mul_up(&s).unwrap());
        let start = ours;
        for k in halves {
            // Over k^2 / 4 periods the return is s k / 2.
            let half = Fixed::from_num(k).mul_up(&n("0.5")).unwrap();
            let (periods, r) = (half.mul_up(&half).unwrap(), half.mul_up(&s).unwrap());
            ours = ours.update_over(&r, &periods).unwrap();
            prop_assert_eq!(ours, start);
            prop_assert_eq!(ours.observe(start.variance()), Ok(start));
        }
    }

    /// Many periods at once are as many single ones, and one is one.
    #[test]
    fn at_once(l in lambda(), v in r(0.5), x in r(0.5), count in 1u64..40) {
        let (v, x) = (v.abs(), x.abs());
        let start = ewma(l, v);
        prop_assert_eq!(start.update_over(&x, &Fixed::ONE), start.update(&x));
        prop_assert_eq!(start.observe_over(&x, &Fixed::ONE), start.observe(&x));
        let mut single = start;
        let mut kept = BigRational::one();
        for _ in 0..count {
            single = single.observe(&x).unwrap();
            kept *= rational(&l);
        }
        let exact = rational(&x) + &kept * (rational(&v) - rational(&x));
        let once = start.observe_over(&x, &Fixed::from_num(count)).unwrap();
        let u = step::<Fixed>();
        let distance = (rational(&v) - rational(&x)).abs();
        prop_assert!(above(once.variance(), &exact, &(whole(3) * &u * distance + &u)));
        let most = if l == 1 { whole(0) } else { &u / (BigRational::one() - rational(&l)) };
        prop_assert!(above(single.variance(), &exact, &most));
    }

    /// Any interval: the estimate stays between both, and two intervals are their sum.
    #[test]
    fn intervals_add_up(l in lambda(), v in r(0.5), x in r(0.5), a in 0.001f64..50.0, b in 0.001f64..50.0) {
        let (v, x, a, b) = (v.abs(), x.abs(), fixed(a), fixed(b));
        let start = ewma(l, v);
        let two = start.observe_over(&x, &a).unwrap().observe_over(&x, &b).unwrap();
        let one = start.observe_over(&x, &a.checked_add(b).unwrap()).unwrap();
        for end in [two, one] {
            prop_assert!(*end.variance() >= v.min(x) && *end.variance() <= v.max(x));
        }
        let apart = one.variance().checked_sub(*two.variance()).unwrap().abs();
        prop_assert!(apart <= Fixed::from_bits(10), "{apart}");
    }

    #[test]
    fn garch_is_a_bound(
        omega in 0.0f64..0.01, alpha in 0.0f64..0.5, beta in 0.0f64..0.499, v in r(0.5), r in r(0.5), count in 0u64..40,
    ) {
        let (omega, alpha, beta, v) = (fixed(omega), fixed(alpha), fixed(beta), v.abs());
        let ours = Garch::new(omega, alpha, beta).unwrap();
        let [o, a, b] = [omega, alpha, beta].map(|x| Exact::of(&x));
        let exact = Garch::new(o.clone(), a, b).unwrap();
        let u = step::<Fixed>();
        let next = exact.next(&Exact::of(&v), &Exact::of(&r)).unwrap().0;
        prop_assert!(above(&ours.next(&v, &r).unwrap(), &next, &(whole(3) * &u)));
        let long = exact.long_run().unwrap().0;
        prop_assert!(above(&ours.long_run().unwrap(), &long, &u));
        // One period after the other.
        let p = rational(&alpha) + rational(&beta);
        let (mut sum, mut at) = (whole(0), rational(&v));
        for _ in 0..count {
            sum += &at;
            at = &o.0 + &p * at;
        }
        let most = whole(3) * &u * (rational(&v) - &long).abs() / (BigRational::one() - &p) + whole(count + 2) * &u;
        let forecast = ours.forecast(&v, count).unwrap();
        prop_assert!(above(&forecast, &sum, &most), "{forecast} {}", Exact(sum).to_f64());
    }

    /// Against `ln` to 57 digits; wider is more; the unit of the price is none of it.
    #[test]
    fn ranges(low in 0.01f64..1e6, widths in vec((0.0f64..0.5, 0.0f64..0.01), 1..8)) {
        let low = fixed(low);
        let range = |width: f64| {
            Interval::new(low, low.checked_add(low.mul_up(&fixed(width)).unwrap()).unwrap()).unwrap()
        };
        let big = |x: &Fixed| FBig::<HalfEven, 2>::from(x.to_bits()).with_precision(192).value();
        let ln2 = big(&Fixed::from_bits(2)).ln();
        let (mut sum, mut exact) = (Vec::new(), big(&Fixed::ZERO));
        for (width, more) in widths {
            let prices = range(width);
            let log = (big(prices.high()) / big(&low)).ln();
            exact += &log * &log / (ln2.clone() * big(&Fixed::from_bits(4)));
            let one = parkinson(&prices).unwrap();
            prop_assert!(parkinson(&range(width + more)).unwrap() >= one);
            let twice = Interval::new(low * 2, *prices.high() * 2).unwrap();
            prop_assert_eq!(parkinson(&twice), Ok(one));
            sum.push(prices);
        }
        let count = sum.len() as i128;
        let steps = (exact << 48isize) / big(&Fixed::from_bits(count));
        let over = big(&realised(&sum).unwrap()) - steps;
        prop_assert!(over >= big(&Fixed::ZERO) && over <= big(&Fixed::from_bits(5)), "{over}");
    }

    #[test]
    fn over_time(s in r(4.0), from in 1.0f64..4e7, to in 0.0f64..4e7, z in 0.0f64..10.0) {
        let (s, from, to, z) = (s.abs(), fixed(from), fixed(to), fixed(z));
        let u = step::<Fixed>();
        let ours = over(&s, &from, &to).unwrap();
        let (s2, time) = (rational(&s) * rational(&s), rational(&to) / rational(&from));
        // The root of the ratio is at most the ratio or 1.
        let slack = whole(2) * &u * rational(&s) * (whole(2) + &time) + &u;
        prop_assert!(root_above(&ours, &(&s2 * &time), &slack));
        prop_assert!(over(&ours, &to.max(Fixed::DELTA), &from).unwrap() >= s || to == 0);
        let margin = margin_fraction(&z, &s, &to).unwrap();
        let z2 = rational(&z) * rational(&z);
        let slack = &u * (whole(10_000) + rational(&z) * rational(&s));
        prop_assert!(root_above(&margin, &(z2 * s2 * rational(&to)), &slack));
    }
}

#[test]
fn refusals() {
    let (one, minus) = (Fixed::ONE, Fixed::NEG_ONE);
    let (half, zero) = (n("0.5"), Fixed::ZERO);
    assert_eq!(Ewma::new(n("1.1"), one), Err(Error::InvalidFraction));
    assert_eq!(Ewma::new(minus, one), Err(Error::InvalidFraction));
    assert_eq!(Ewma::new(half, minus), Err(Error::InvalidQuantity));
    let e = ewma(half, one);
    assert_eq!((e.lambda(), e.variance()), (&half, &one));
    assert_eq!(e.observe(&minus), Err(Error::InvalidQuantity));
    assert_eq!(e.observe_over(&minus, &one), Err(Error::InvalidQuantity));
    for none in [zero, minus] {
        assert_eq!(e.observe_over(&one, &none), Err(Error::OutOfDomain));
        assert_eq!(e.update_over(&one, &none), Err(Error::OutOfDomain));
    }
    assert_eq!(e.update(&Fixed::MAX), Err(Error::Overflow));
    for parts in [
        [minus, zero, zero],
        [zero, minus, one],
        [zero, one, minus],
        [zero, half, half],
    ] {
        let [omega, alpha, beta] = parts;
        assert_eq!(Garch::new(omega, alpha, beta), Err(Error::InvalidFactor));
    }
    let g = Garch::new(one, n("0.25"), half).unwrap();
    assert_eq!((g.omega(), g.alpha(), g.beta()), (&one, &n("0.25"), &half));
    assert_eq!(g.long_run(), Ok(n("4")));
    assert_eq!(g.next(&minus, &one), Err(Error::InvalidQuantity));
    assert_eq!(g.forecast(&minus, 1), Err(Error::InvalidQuantity));
    assert_eq!(g.forecast(&one, 0), Ok(zero));
    let flat = Interval::exact(one);
    assert_eq!(parkinson(&flat), Ok(zero));
    assert_eq!(realised::<Fixed>(&[]), Err(Error::InvalidLength));
    let from_zero = Interval::new(zero, one).unwrap();
    assert_eq!(parkinson(&from_zero), Err(Error::InvalidPrice));
    assert_eq!(over(&minus, &one, &one), Err(Error::InvalidQuantity));
    assert_eq!(over(&one, &minus, &one), Err(Error::InvalidQuantity));
    assert_eq!(over(&one, &one, &minus), Err(Error::InvalidQuantity));
    assert_eq!(over(&one, &zero, &one), Err(Error::DivisionByZero));
    assert_eq!(over(&one, &n("4"), &n("9")), Ok(n("1.5")));
    assert_eq!(
        margin_fraction(&minus, &one, &one),
        Err(Error::InvalidFactor)
    );
    for [sigma, periods] in [[minus, one], [one, minus]] {
        let margin = margin_fraction(&one, &sigma, &periods);
        assert_eq!(margin, Err(Error::InvalidQuantity));
    }
    assert_eq!(margin_fraction(&n("3"), &one, &n("4")), Ok(n("6")));
}
