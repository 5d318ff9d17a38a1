//! Every function against the arbitrary-precision reference: the answer contains the exact value and is as
//! narrow as it says, over the whole range, dense grids, and the seams of the tables.

use crate::bits::{edges, Stream};
use crate::reference::{self, big, part, Judge, Normal, Width};
use plimsoll::number::analytic::Analytic;
use plimsoll::number::interval::Interval;
use plimsoll::{Error, Fixed};

const ONE: i128 = 1 << 48;

/// So many in release, a tenth of them in debug.
fn count(release: u32) -> u32 {
    release / if cfg!(debug_assertions) { 10 } else { 1 }
}

/// Numbers of every length of bits, and what is next to powers of two and to the ends.
fn whole_range(seed: u64, random: u32) -> Vec<Fixed> {
    let mut stream = Stream(seed);
    let random = (0..count(random)).map(|_| stream.bits(128));
    edges(128, 1)
        .into_iter()
        .chain(random)
        .map(Fixed::from_bits)
        .collect()
}

/// Random numbers in `low..high`, in bits.
fn between(seed: u64, many: u32, low: i128, high: i128) -> Vec<Fixed> {
    let mut stream = Stream(seed);
    let span = (high - low) as u128;
    (0..count(many))
        .map(|_| {
            low + ((u128::from(stream.word()) << 32 | u128::from(stream.word() >> 32)) % span)
                as i128
        })
        .map(Fixed::from_bits)
        .collect()
}

/// These bits and their neighbours.
fn around(bits: i128) -> impl Iterator<Item = Fixed> {
    (-1..=1).map(move |near| Fixed::from_bits(bits + near))
}

#[test]
fn roots() {
    let mut judge = Judge::steps("sqrt", 1);
    let mut all = whole_range(1, 20_000);
    all.extend(between(2, 20_000, 0, 100_000 * ONE));
    // Squares, where the root is exact, and what is next to them; where one method gives way to the other.
    let mut stream = Stream(3);
    for _ in 0..count(5_000) {
        let root = stream.bits(64).abs() >> 1;
        all.extend(around((root * root) & !((1 << 48) - 1)));
        let root = (stream.bits(39).abs() + 1) << 24;
        let square = Fixed::from_bits((root * root) >> 48);
        assert_eq!(
            Analytic::sqrt(&square),
            Ok(Interval::exact(Fixed::from_bits(root)))
        );
        all.extend(around(square.to_bits()));
    }
    all.extend(around(1 << 80));
    for x in all {
        let answer = Analytic::sqrt(&x);
        if x < 0 {
            assert_eq!(answer, Err(Error::OutOfDomain));
            continue;
        }
        judge.judge(answer, &reference::sqrt(x), &[x]);
    }
    judge.report();
}

#[test]
fn logarithms() {
    let mut judge = Judge::steps("ln", 2);
    let mut all = whole_range(4, 20_000);
    all.extend(between(5, 20_000, 1, 8 * ONE));
    all.extend(between(6, 5_000, ONE - (1 << 20), ONE + (1 << 20)));
    for place in 128..256 {
        for power in [0, 3, 20, 40, 41, 60, 100, 118] {
            all.extend(around(place << power));
        }
    }
    for x in all {
        if x <= 0 {
            assert_eq!(x.ln(), Err(Error::OutOfDomain));
        } else {
            judge.judge(x.ln(), &reference::ln(x), &[x]);
        }
    }
    judge.report();
    assert_eq!(Fixed::ONE.ln(), Ok(Interval::exact(Fixed::ZERO)));
}

/// Where one 64th of a doubling gives way to the next.
fn seams(from: i128, to: i128) -> impl Iterator<Item = Fixed> {
    let per_64th = (reference::ln(Fixed::from_num(2)) << 42).to_f64().value();
    (from..to).flat_map(move |k| around((k as f64 * per_64th) as i128))
}

#[test]
fn exponentials() {
    let mut judge = Judge::steps("exp up to 0", 2);
    let mut all = whole_range(7, 5_000);
    all.extend(between(8, 8_000, -40 * ONE, 0));
    all.extend(between(9, 2_000, -1 << 20, 0));
    all.extend(seams(-50 * 64, 0));
    for x in all.into_iter().filter(|x| *x <= 0) {
        judge.judge(x.exp(), &reference::exp(big(x)), &[x]);
    }
    judge.report();
    assert_eq!(Fixed::ZERO.exp(), Ok(Interval::exact(Fixed::ONE)));

    let mut judge = Judge::relative("exp above 0", Width(2, part(61)));
    let mut all = whole_range(10, 5_000);
    all.extend(between(11, 8_000, 0, 56 * ONE));
    all.extend(between(12, 2_000, 0, 1 << 20));
    all.extend(seams(0, 80 * 64));
    for x in all.into_iter().filter(|x| *x > 0) {
        judge.judge(x.exp(), &reference::exp(big(x)), &[x]);
    }
    judge.report();
    assert_eq!(Fixed::MAX.exp(), Err(Error::Overflow));
}

/// Bases and exponents of every day, of the whole range, and bases near 1 with exponents that make up for
/// it.
#[test]
fn powers() {
    let mut judge = Judge::relative("power", Width(2, part(60)));
    let mut day = between(13, 10_000, 1, 1000 * ONE);
    day.extend(between(14, 10_000, 1, ONE));
    let exponents = between(15, 20_000, -4 * ONE, 4 * ONE);
    let mut pairs: Vec<_> = day.into_iter().zip(exponents).collect();
    pairs.extend(
        whole_range(16, 10_000)
            .into_iter()
            .zip(between(17, 20_000, -9 * ONE, 9 * ONE)),
    );
    let mut stream = Stream(18);
    for _ in 0..count(10_000) {
        let base = ONE + (stream.bits(48) >> (stream.word() % 48));
        let reach =
            stream.bits(49) as f64 / (base as f64 / ONE as f64).ln().abs().max(1e-15) * 30.0;
        pairs.push((
            Fixed::from_bits(base),
            Fixed::from_bits(reach.clamp(-1e29, 1e29) as i128),
        ));
    }
    for (base, exponent) in pairs {
        if base > 0 {
            judge.judge(
                base.power(&exponent),
                &reference::power(base, exponent),
                &[base, exponent],
            );
        }
    }
    judge.report();
}

/// Exponents for which the logarithm's own error counts.
#[test]
fn powers_of_vast_exponents() {
    for shift in 40..75 {
        let exponent = 1 << (48 + shift);
        let width = Width(2, part(60) + part(111 - shift));
        let mut judge = Judge::relative("power of a vast exponent", width);
        for base in [ONE - 1, ONE + 1, ONE + 3, ONE - 7].map(Fixed::from_bits) {
            for exponent in [exponent, -exponent].map(Fixed::from_bits) {
                let exact = reference::power(base, exponent);
                judge.judge(base.power(&exponent), &exact, &[base, exponent]);
            }
        }
        judge.report();
    }
}

#[test]
fn powers_at_the_ends() {
    let [zero, one, half] = [0.0, 1.0, 0.5].map(Fixed::from_num);
    for x in whole_range(19, 1_000) {
        let exact = |value| Ok(Interval::exact(value));
        if x < 0 {
            assert_eq!(x.power(&half), Err(Error::OutOfDomain));
            assert_eq!(zero.power(&x), Err(Error::OutOfDomain));
            assert_eq!(one.power(&x), exact(one));
            continue;
        }
        assert_eq!(x.power(&zero), exact(one));
        assert_eq!(x.power(&one), exact(x));
        assert_eq!(one.power(&x), exact(one));
        assert_eq!(zero.power(&x), exact(if x == 0 { one } else { zero }));
        for extreme in [Fixed::MAX, Fixed::MIN] {
            match x.power(&extreme) {
                Ok(answer) => {
                    let grows = (x > 1) == (extreme > 0);
                    assert!(
                        x == 1
                            || (!grows && *answer.low() == 0 && *answer.high() <= Fixed::DELTA)
                            || x == 0
                    );
                }
                Err(Error::Overflow) => assert!(x != 1 && (x > 1) == (extreme > 0)),
                Err(error) => assert!(error == Error::OutOfDomain && x == 0 && extreme < 0),
            }
        }
    }
}

fn normal_arguments(seed: u64) -> Vec<Fixed> {
    let mut all = whole_range(seed, 500);
    all.extend(between(seed + 1, 4_000, -9 * ONE, 9 * ONE));
    for quarter in -34..=34 {
        all.extend(around(quarter << 46));
        all.extend(around((quarter << 46) + (1 << 45)));
    }
    all
}

#[test]
fn densities() {
    let (normal, mut judge) = (Normal::new(), Judge::steps("density", 2));
    for x in normal_arguments(20) {
        judge.judge(x.normal_density(), &normal.density(x), &[x]);
    }
    judge.report();
}

#[test]
fn distributions() {
    let (normal, mut judge) = (Normal::new(), Judge::steps("distribution", 2));
    for x in normal_arguments(22) {
        let answer = x.normal_distribution();
        judge.judge(answer, &normal.distribution(x), &[x]);
        let answer = answer.unwrap();
        assert!(*answer.low() >= 0 && *answer.high() <= 1);
    }
    judge.report();
    let half = Fixed::from_num(0.5);
    assert_eq!(Fixed::ZERO.normal_distribution(), Ok(Interval::exact(half)));
}
