//! Intervals: each operation contains the exact results of what its operands contain, and is no wider than
//! rounding makes it.

use crate::bits::{edges, Stream};
use crate::exact::{rational, step};
use num_rational::BigRational;
use plimsoll::number::interval::Interval;
use plimsoll::{Error, Fixed};

type Exactly = fn(&BigRational, &BigRational) -> BigRational;
type Operation = fn(&Interval<Fixed>, &Interval<Fixed>) -> Result<Interval<Fixed>, Error>;

/// Random intervals of either sign, of no width, and of ends of unlike sizes.
fn interval(stream: &mut Stream) -> Interval<Fixed> {
    let low = Fixed::from_bits(stream.bits(86));
    let high = match stream.word() % 3 {
        0 => low,
        1 => Fixed::from_bits(low.to_bits() + (stream.bits(20).unsigned_abs() as i128)),
        _ => Fixed::from_bits(stream.bits(86)),
    };
    Interval::between(&low, &high)
}

/// The low end of the answer is the floor of the least of all pairs of ends, the high end the ceiling of
/// the greatest.
fn holds(operation: Operation, exactly: Exactly, a: &Interval<Fixed>, b: &Interval<Fixed>) {
    let answer = operation(a, b);
    let ends = |x: &Interval<Fixed>| [rational(x.low()), rational(x.high())];
    let [bl, bh] = ends(b);
    let all = ends(a)
        .into_iter()
        .flat_map(|x| [exactly(&x, &bl), exactly(&x, &bh)]);
    let all: Vec<_> = all.collect();
    let (least, most) = (all.iter().min().unwrap(), all.iter().max().unwrap());
    let step = step::<Fixed>();
    let down = (least / &step).floor().to_integer();
    let up = (most / &step).ceil().to_integer();
    let bits = [down, up].map(|end| i128::try_from(end).map(Fixed::from_bits));
    match (answer, bits) {
        (Ok(answer), [Ok(low), Ok(high)]) => {
            assert_eq!((*answer.low(), *answer.high()), (low, high), "{a:?} {b:?}");
        }
        (Err(error), bits) => {
            assert_eq!(error, Error::Overflow);
            assert!(bits.iter().any(|end| end.is_err()), "{a:?} {b:?}");
        }
        (Ok(answer), _) => panic!("{answer:?} of {a:?} {b:?}"),
    }
}

#[test]
fn sums_products_and_quotients() {
    let mut stream = Stream(1);
    for _ in 0..20_000 {
        let [a, b] = [(); 2].map(|()| interval(&mut stream));
        holds(Interval::try_add, |a, b| a + b, &a, &b);
        holds(Interval::try_sub, |a, b| a - b, &a, &b);
        holds(Interval::mul, |a, b| a * b, &a, &b);
        holds(|a, _| a.try_neg(), |a, _| -a, &a, &b);
        if *b.low() > 0 {
            holds(Interval::div, |a, b| a / b, &a, &b);
        } else {
            assert_eq!(a.div(&b), Err(Error::DivisionByZero));
        }
    }
}

#[test]
fn extremes() {
    let ends: Vec<_> = edges(128, 21).into_iter().map(Fixed::from_bits).collect();
    let mut all = Vec::new();
    for (i, low) in ends.iter().enumerate().step_by(2) {
        all.extend(
            ends.iter()
                .skip(i)
                .step_by(3)
                .map(|high| Interval::new(*low, *high).unwrap()),
        );
    }
    for a in &all {
        for b in all.iter().step_by(3) {
            holds(Interval::try_add, |a, b| a + b, a, b);
            holds(Interval::try_sub, |a, b| a - b, a, b);
            holds(Interval::mul, |a, b| a * b, a, b);
            if *b.low() > 0 {
                holds(Interval::div, |a, b| a / b, a, b);
            }
        }
    }
}

#[test]
fn ends() {
    let [one, two, three] = [1, 2, 3].map(Fixed::from_num);
    assert_eq!(Interval::new(two, one), Err(Error::InvalidInterval));
    assert_eq!(Interval::new(f64::NAN, 1.0), Err(Error::InvalidInterval));
    let interval = Interval::between(&three, &one);
    assert_eq!(interval, Interval::new(one, three).unwrap());
    assert_eq!([&one, &two, &three].map(|x| interval.holds(x)), [true; 3]);
    assert!(!interval.holds(&(three + Fixed::DELTA)) && !interval.holds(&Fixed::ZERO));
    assert_eq!(Interval::exact(two), Interval::new(two, two).unwrap());
}
