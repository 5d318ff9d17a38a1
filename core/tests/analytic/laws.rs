//! What the functions are to each other.

use crate::bits::{edges, Stream};
use plimsoll::number::analytic::Analytic;
use plimsoll::number::interval::Interval;
use plimsoll::{Fixed, Number};

/// Random numbers above nothing of every length of bits up to this one.
fn positive(seed: u64, length: u32) -> impl Iterator<Item = Fixed> {
    let mut stream = Stream(seed);
    (0..20_000)
        .map(move |_| Fixed::from_bits((stream.bits(length + 1).unsigned_abs() as i128).max(1)))
}

/// From the function at the low end to the function at the high end.
fn over(of: fn(&Fixed) -> Interval<Fixed>, argument: &Interval<Fixed>) -> Interval<Fixed> {
    Interval::new(*of(argument.low()).low(), *of(argument.high()).high()).unwrap()
}

/// Neighbours and random pairs in order.
fn in_order(seed: u64, length: u32) -> impl Iterator<Item = [Fixed; 2]> {
    let mut stream = Stream(seed);
    positive(seed + 1, length).map(move |x| {
        let distance = stream.bits(length).unsigned_abs() >> (stream.word() % u64::from(length));
        [x, Fixed::from_bits(x.to_bits() + (distance as i128).max(1))]
    })
}

#[test]
fn the_exponential_of_a_logarithm() {
    for x in positive(1, 120) {
        let back = over(|x| x.exp().unwrap(), &x.ln().unwrap());
        assert!(back.holds(&x), "{x}: {back:?}");
    }
}

#[test]
fn the_square_of_a_root() {
    for x in positive(2, 127).chain([Fixed::MAX, Fixed::ZERO]) {
        let root = Analytic::sqrt(&x).unwrap();
        let (low, high) = (root.low(), root.high());
        assert!(low.mul_down(low).unwrap() <= x);
        assert!(high.mul_up(high).map_or(true, |square| square >= x));
        if low == high {
            assert_eq!([low.mul_down(low), low.mul_up(low)], [Ok(x); 2]);
        }
    }
}

/// What rises never falls by more than the answer is wide.
#[test]
fn order() {
    for [a, b] in in_order(3, 126) {
        assert!(*a.ln().unwrap().low() <= *b.ln().unwrap().high());
        assert!(*Analytic::sqrt(&a).unwrap().low() <= *Analytic::sqrt(&b).unwrap().low());
        assert!(*a.normal_density().unwrap().high() >= *b.normal_density().unwrap().low());
    }
    for [a, b] in in_order(5, 53) {
        assert!(*a.exp().unwrap().low() <= *b.exp().unwrap().high());
        assert!(*(-b).exp().unwrap().low() <= *(-a).exp().unwrap().high());
        let [p, q] = [a, b].map(|x| x.normal_distribution().unwrap());
        assert!(p.low() <= q.high());
        let [p, q] = [a, b].map(|x| (-x).normal_distribution().unwrap());
        assert!(q.low() <= p.high());
    }
}

/// The two sides of the distribution are 1 together, end by end; the density is even.
#[test]
fn symmetry() {
    let random = positive(7, 127).chain(positive(8, 52));
    let edges = edges(128, 1).into_iter().map(Fixed::from_bits);
    for x in random.chain(edges.filter(|x| *x != Fixed::MIN)) {
        let [below, above] = [x, -x].map(|x| x.normal_distribution().unwrap());
        assert_eq!(*below.low() + *above.high(), Fixed::ONE);
        assert_eq!(*below.high() + *above.low(), Fixed::ONE);
        assert_eq!(x.normal_density(), (-x).normal_density());
    }
}

/// `x^a x^b = x^(a + b)`, `x^-a x^a = 1`, `x^(1/2) = sqrt x`, `x^2 = x x`.
#[test]
fn powers() {
    let exponents = positive(9, 50).zip(positive(10, 50));
    for (x, (a, b)) in positive(11, 56).zip(exponents) {
        let [Ok(p), Ok(q), Ok(both)] = [a, b, a + b].map(|exponent| x.power(&exponent)) else {
            continue;
        };
        let product = p.mul(&q).unwrap();
        assert!(product.low() <= both.high() && both.low() <= product.high());
        if let Ok(inverse) = x.power(&-a) {
            assert!(inverse.mul(&p).unwrap().holds(&Fixed::ONE));
        }
        let half = x.power(&Fixed::from_num(0.5)).unwrap();
        let root = Analytic::sqrt(&x).unwrap();
        assert!(half.low() <= root.high() && root.low() <= half.high());
        let square = x.power(&Fixed::from_num(2)).unwrap();
        assert!(
            *square.low() <= x.mul_up(&x).unwrap() && x.mul_down(&x).unwrap() <= *square.high()
        );
    }
}
