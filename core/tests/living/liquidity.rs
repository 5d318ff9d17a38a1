//! The laws of what closing costs.

use crate::common::cases;
use crate::common::exact::{rational, step, Exact};
use num_rational::BigRational;
use num_traits::{One, Signed};
use plimsoll::number::decimal::read_nearest;
use plimsoll::risk::liquidity::{adjusted_haircut, close_out_cost, concentration, horizon, impact};
use plimsoll::{Error, Fixed};
use proptest::prelude::*;

fn n(text: &str) -> Fixed {
    read_nearest(text).unwrap()
}

fn fixed(value: f64) -> Fixed {
    Fixed::from_bits((value * 2f64.powi(48)) as i128)
}

fn whole(value: i64) -> BigRational {
    BigRational::from_integer(value.into())
}

/// A size over many orders of magnitude.
fn size() -> impl Strategy<Value = Fixed> {
    (-20.0f64..40.0).prop_map(|power| fixed(power.exp2()))
}

fn part() -> impl Strategy<Value = Fixed> {
    prop_oneof![
        6 => (0.0f64..1.0).prop_map(fixed),
        1 => prop_oneof![Just(Fixed::ZERO), Just(Fixed::ONE)],
    ]
}

/// `0 <= ours - exact <= most`, in rationals.
fn above(ours: &Fixed, exact: &BigRational, most: &BigRational) -> bool {
    let over = rational(ours) - exact;
    !over.is_negative() && over <= *most
}

proptest! {
    #![proptest_config(cases(5_000))]

    /// The square of the impact is `(y sigma)^2 quantity / volume`; more of what makes it more never makes it less.
    #[test]
    fn impact_is_the_root((y, s, q, v) in (0.0f64..3.0, 0.0f64..2.0, size(), size()), more in part()) {
        let (y, s) = (fixed(y), fixed(s));
        let ours = impact(&y, &s, &q, &v).unwrap();
        let [a, b, c, d] = [&y, &s, &q, &v].map(rational);
        let exact = &a * &a * &b * &b * &c / &d;
        let value = rational(&ours);
        prop_assert!(&value * &value >= exact);
        // A step of the product counts for the root of the ratio, a step of each root for as much of it.
        let u = step::<Fixed>();
        let ratio = BigRational::one() + &c / &d;
        let slack = &u * ((BigRational::one() + whole(20_000) * &a * &b) * &ratio + whole(2));
        let below = &value - &slack;
        prop_assert!(below.is_negative() || &below * &below <= exact, "{ours}");
        let grown = |x: Fixed| x.checked_add(x.checked_mul(more).unwrap()).unwrap();
        for other in [
            impact(&grown(y), &s, &q, &v), impact(&y, &grown(s), &q, &v), impact(&y, &s, &grown(q), &v),
        ] {
            prop_assert!(other.unwrap() >= ours);
        }
        prop_assert!(impact(&y, &s, &q, &grown(v)).unwrap() <= ours);
        // Twice the size costs the root of eight times as much.
        let cost = |q: Fixed| close_out_cost(&q, &impact(&y, &s, &q, &v).unwrap()).unwrap();
        let (once, twice) = (rational(&cost(q)), rational(&cost(q.checked_mul_int(2).unwrap())));
        let slack = whole(8) * (&slack + &u) * (&c + BigRational::one());
        let low = (&twice - &slack).max(whole(0));
        let (high, base) = (&twice + &slack, &once * &once * whole(8));
        prop_assert!(&low * &low <= base && base <= &high * &high);
    }

    #[test]
    fn horizons((q, v, p) in (size(), size(), 0.001f64..1.0)) {
        let p = fixed(p);
        let exact = horizon(&Exact::of(&q), &Exact::of(&v), &Exact::of(&p)).unwrap().0;
        prop_assert_eq!(&exact, &(rational(&q) / (rational(&v) * rational(&p))));
        let most = step::<Fixed>() * (BigRational::one() + BigRational::one() / rational(&v));
        prop_assert!(above(&horizon(&q, &v, &p).unwrap(), &exact, &most));
    }

    /// Nothing up to the threshold, a line above it, never more than the cap.
    #[test]
    fn concentrations((s, t, k, cap) in (size(), size(), part(), part()), more in size()) {
        let ours = concentration(&s, &t, &k, &cap).unwrap();
        let line = (rational(&s) - rational(&t)).max(whole(0)) * rational(&k);
        prop_assert!(above(&ours, &line.min(rational(&cap)), &step::<Fixed>()));
        prop_assert!(ours <= cap);
        prop_assert!(concentration(&s.checked_add(more).unwrap(), &t, &k, &cap).unwrap() >= ours);
    }

    /// Between the larger of both and their sum, and no more than all.
    #[test]
    fn haircuts(h in part(), i in prop_oneof![3 => part().boxed(), 1 => size().boxed()]) {
        let ours = adjusted_haircut(&h, &i).unwrap();
        let one = BigRational::one();
        let exact = &one - (&one - rational(&h)) * (&one - rational(&i).min(one.clone()));
        prop_assert!(above(&ours, &exact, &step::<Fixed>()));
        prop_assert!(ours >= h.max(i.min(Fixed::ONE)) && ours <= Fixed::ONE);
        prop_assert!(ours <= h.checked_add(i).unwrap());
        if i <= 1 {
            prop_assert_eq!(adjusted_haircut(&i, &h), Ok(ours));
        }
    }
}

#[test]
fn edges() {
    let (zero, one, minus) = (Fixed::ZERO, Fixed::ONE, Fixed::NEG_ONE);
    assert_eq!(impact(&one, &one, &n("4"), &n("16")), Ok(n("0.5")));
    assert_eq!(impact(&one, &one, &zero, &zero), Ok(zero));
    assert_eq!(impact(&one, &one, &one, &zero), Err(Error::DivisionByZero));
    assert_eq!(impact(&minus, &one, &one, &one), Err(Error::InvalidFactor));
    for [s, q, v] in [[minus, one, one], [one, minus, one], [one, one, minus]] {
        assert_eq!(impact(&one, &s, &q, &v), Err(Error::InvalidQuantity));
    }
    assert_eq!(close_out_cost(&n("200"), &n("0.5")), Ok(n("100")));
    for [a, b] in [[minus, one], [one, minus]] {
        assert_eq!(close_out_cost(&a, &b), Err(Error::InvalidQuantity));
        assert_eq!(horizon(&a, &b, &one), Err(Error::InvalidQuantity));
    }
    assert_eq!(horizon(&n("250"), &n("1000"), &n("0.125")), Ok(n("2")));
    assert_eq!(horizon(&zero, &zero, &zero), Ok(zero));
    assert_eq!(horizon(&one, &zero, &one), Err(Error::DivisionByZero));
    assert_eq!(horizon(&one, &one, &zero), Err(Error::DivisionByZero));
    assert_eq!(horizon(&one, &one, &n("2")), Err(Error::InvalidFraction));
    let most = concentration(&Fixed::MAX, &zero, &n("2"), &one);
    assert_eq!(most, Ok(one));
    let slope = concentration(&one, &one, &minus, &one);
    assert_eq!(slope, Err(Error::InvalidFactor));
    for [s, t, cap] in [[minus, one, one], [one, minus, one], [one, one, minus]] {
        let wrong = concentration(&s, &t, &one, &cap);
        assert_eq!(wrong, Err(Error::InvalidQuantity));
    }
    assert_eq!(adjusted_haircut(&n("0.5"), &n("0.5")), Ok(n("0.75")));
    assert_eq!(adjusted_haircut(&n("0.5"), &n("7")), Ok(one));
    let negative = adjusted_haircut(&n("0.5"), &minus);
    assert_eq!(negative, Err(Error::InvalidQuantity));
    let wrong = adjusted_haircut(&n("1.5"), &zero);
    assert_eq!(wrong, Err(Error::InvalidFraction));
}
