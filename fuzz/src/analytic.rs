//! The functions on any bits: they answer or say why not, enclose what integers of any size say, stay as
//! narrow as stated, and are where floats have them.

use crate::draw;
use arbitrary::{Arbitrary, Result, Unstructured};
use num_bigint::BigInt;
use plimsoll::number::analytic::Analytic;
use plimsoll::support::arbitrary as edges;
use plimsoll::{Error, Fixed, Interval};

type Answer = std::result::Result<Interval, Error>;

/// Two numbers through every function, and two intervals through every operation.
pub fn analytic(data: &[u8]) {
    let _ = run(&mut Unstructured::new(data));
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let (x, y) = (any(u)?, any(u)?);
    for x in [x, y] {
        root(x);
        logarithm(x);
        exponential(x);
        normal(x);
    }
    power(x, y);
    monotone(x.min(y), x.max(y));
    inverse(x);
    float(x.to_num(), y.to_num());
    let (a, b) = (Interval::arbitrary(u)?, Interval::arbitrary(u)?);
    intervals(&a, &b);
    Ok(())
}

/// A number of any size; half of them where the functions are neither zero nor beyond the range.
fn any(u: &mut Unstructured<'_>) -> Result<Fixed> {
    let number = edges::number(u)?;
    Ok(match bool::arbitrary(u)? {
        true => Fixed::from_bits(number.to_bits() >> (64 + u8::arbitrary(u)? % 32)),
        false => number,
    })
}

fn big(x: &Fixed) -> BigInt {
    BigInt::from(x.to_bits())
}

fn steps(interval: &Interval) -> BigInt {
    assert!(interval.low() <= interval.high(), "{interval:?}");
    big(interval.high()) - big(interval.low())
}

/// Within a part in 2^40 of what a float has, or a few steps.
fn near(interval: &Interval, float: f64) {
    let (low, high) = (
        interval.low().to_num::<f64>(),
        interval.high().to_num::<f64>(),
    );
    let slack = float.abs() / 2f64.powi(40) + 2f64.powi(-40);
    assert!(
        low <= float + slack && float - slack <= high,
        "{interval:?} {float}"
    );
}

fn root(x: Fixed) {
    let Ok(root) = Analytic::sqrt(&x) else {
        let answer = Analytic::sqrt(&x);
        assert_eq!((answer, x < 0), (Err(Error::OutOfDomain), true));
        return;
    };
    assert!(x >= 0 && steps(&root) <= BigInt::from(1u8), "{x} {root:?}");
    let square = big(&x) << 48;
    let (low, high) = (big(root.low()), big(root.high()));
    assert!(
        &low * &low <= square && square <= &high * &high,
        "{x} {root:?}"
    );
    assert!(low >= BigInt::from(0u8));
}

fn logarithm(x: Fixed) {
    let Ok(logarithm) = x.ln() else {
        assert_eq!((x.ln(), x <= 0), (Err(Error::OutOfDomain), true));
        return;
    };
    assert!(
        x > 0 && steps(&logarithm) <= BigInt::from(2u8),
        "{x} {logarithm:?}"
    );
    near(&logarithm, x.to_num::<f64>().ln());
}

fn exponential(x: Fixed) {
    let float = x.to_num::<f64>();
    let Ok(grown) = x.exp() else {
        assert_eq!(x.exp(), Err(Error::Overflow));
        return assert!(float > 54.7, "{x}"); // ln(2^79) is 54.76
    };
    assert!(*grown.low() >= 0 && float < 54.8, "{x} {grown:?}");
    assert!(
        steps(&grown) <= (big(grown.high()) >> 61u8) + 3u8,
        "{x} {grown:?}"
    );
    near(&grown, float.exp());
}

fn power(x: Fixed, y: Fixed) {
    let (base, exponent) = (x.to_num::<f64>(), y.to_num::<f64>());
    let raised = match x.power(&y) {
        Ok(raised) => raised,
        Err(Error::OutOfDomain) => return assert!(x < 0 || x == 0 && y < 0, "{x} {y}"),
        Err(error) => {
            assert_eq!(error, Error::Overflow);
            return assert!(exponent * base.ln() > 54.7, "{x} {y}");
        }
    };
    assert!(x >= 0 && *raised.low() >= 0, "{x} {y} {raised:?}");
    // Two steps, and relative 2^-60 + |y| 2^-111.
    let relative = (BigInt::from(1u8) << 99u8) + BigInt::from(big(&y).magnitude().clone());
    let most = BigInt::from(3u8) + ((big(raised.high()) * relative) >> 159u8);
    assert!(steps(&raised) <= most, "{x} {y} {raised:?}");
    if x == 0 || y == 0 || x == 1 {
        return assert_eq!(
            raised,
            Interval::exact(if x == 0 && y != 0 { x } else { Fixed::ONE })
        );
    }
    let log = exponent * base.ln();
    // Where the float knows its exponent to better than the comparison asks.
    if exponent.abs() < 1e3 {
        near(&raised, log.exp());
    }
    let [one, two] = [x.power(&Fixed::ONE), x.power(&Fixed::from_num(2))];
    assert_eq!(one, Ok(Interval::exact(x)));
    if let Ok(two) = two {
        let square = big(&x) * big(&x);
        assert!(
            big(two.low()) << 48u8 <= square && square <= big(two.high()) << 48u8,
            "{x}"
        );
    }
}

fn normal(x: Fixed) {
    let density = x.normal_density().expect("total");
    let below = x.normal_distribution().expect("total");
    let two = BigInt::from(2u8);
    assert!(
        steps(&density) <= two && *density.low() >= 0,
        "{x} {density:?}"
    );
    assert!(steps(&below) <= two, "{x} {below:?}");
    assert!(*below.low() >= 0 && *below.high() <= 1, "{x} {below:?}");
    let float = x.to_num::<f64>();
    near(
        &density,
        (-float * float / 2.0).exp() / std::f64::consts::TAU.sqrt(),
    );
    if x == Fixed::MIN {
        return;
    }
    // Both are what they are on the other side.
    assert_eq!((-x).normal_density(), Ok(density));
    let above = (-x).normal_distribution().expect("total");
    let whole = below.try_add(&above).expect("both are fractions");
    assert!(whole.holds(&Fixed::ONE), "{x} {below:?} {above:?}");
}

/// What grows does so from one enclosure to another.
fn monotone(a: Fixed, b: Fixed) {
    let functions: [fn(&Fixed) -> Answer; 4] = [
        Analytic::sqrt,
        Analytic::ln,
        Analytic::exp,
        Analytic::normal_distribution,
    ];
    for of in functions {
        if let (Ok(at_a), Ok(at_b)) = (of(&a), of(&b)) {
            assert!(at_a.low() <= at_b.high(), "{a} {b} {at_a:?} {at_b:?}");
        }
    }
    if a > 0 {
        let half = Fixed::ONE / 2;
        let (root, raised) = (
            Analytic::sqrt(&a).expect("not negative"),
            a.power(&half).expect("fits"),
        );
        assert!(
            root.low() <= raised.high() && raised.low() <= root.high(),
            "{a}"
        );
    }
}

/// The logarithm and the exponential undo each other.
fn inverse(x: Fixed) {
    if let Ok(logarithm) = x.ln() {
        if let (Ok(low), Ok(high)) = (logarithm.low().exp(), logarithm.high().exp()) {
            assert!(*low.low() <= x && x <= *high.high(), "{x}");
        }
    }
    if let Ok(grown) = x.exp() {
        if let Ok(low) = grown.low().ln() {
            assert!(*low.low() <= x, "{x}");
        }
        let high = grown.high().ln().expect("above zero");
        assert!(x <= *high.high(), "{x}");
    }
}

/// `f64` claims no bound; it gives a finite number or an error.
fn float(a: f64, b: f64) {
    for a in [
        a,
        a / b,
        f64::from_bits(a.to_bits() ^ b.to_bits().rotate_left(17)),
    ] {
        let answers = [
            Analytic::sqrt(&a),
            Analytic::ln(&a),
            Analytic::exp(&a),
            a.power(&b),
            a.normal_density(),
            a.normal_distribution(),
        ];
        for answer in answers.into_iter().flatten() {
            assert!(
                answer.low().is_finite() && answer.low() == answer.high(),
                "{a} {b}"
            );
        }
    }
}

/// An operation on intervals holds what it makes of the ends.
fn intervals(a: &Interval, b: &Interval) {
    let expected = [Error::Overflow, Error::DivisionByZero];
    let sum = draw::only(a.try_add(b), &expected);
    let difference = draw::only(a.try_sub(b), &expected);
    let product = draw::only(a.mul(b), &expected);
    let quotient = draw::only(a.div(b), &expected);
    assert!(quotient.is_none() || *b.low() > 0);
    let unit = big(&Fixed::ONE);
    for x in [a.low(), a.high()] {
        for y in [b.low(), b.high()] {
            let holds = |interval: &Option<Interval>, numerator: BigInt, divisor: &BigInt| {
                let Some(interval) = interval else { return };
                steps(interval);
                let (low, high) = (
                    big(interval.low()) * divisor,
                    big(interval.high()) * divisor,
                );
                assert!(
                    low <= numerator && numerator <= high,
                    "{a:?} {b:?} {interval:?}"
                );
            };
            holds(&sum, big(x) + big(y), &BigInt::from(1u8));
            holds(&difference, big(x) - big(y), &BigInt::from(1u8));
            holds(&product, big(x) * big(y), &unit);
            if *y > 0 {
                holds(&quotient, big(x) * &unit, &big(y));
            }
        }
    }
}
