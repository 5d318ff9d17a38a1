//! The two searches on checks of known answer: every threshold of an 8-bit type, and the number of
//! questions on `Fixed`.

use fixed::types::extra::U4;
use fixed::FixedI8;
use plimsoll::number::solver::{search_to, search_up, Limit};
use plimsoll::{Error, Fixed, Number};

type I4F4 = FixedI8<U4>;

fn n(bits: i8) -> I4F4 {
    I4F4::from_bits(bits)
}

/// Surpluses that are at least zero exactly for `x <= last`, going up: by a straight line cut at the
/// end of the range, by a cliff, and by a slope that grows.
fn shapes(last: i8, x: i8, way: i32) -> [I4F4; 4] {
    let left = (i32::from(last) - i32::from(x)) * way;
    let cut = |bits: i32| n(bits.clamp(-128, 127) as i8);
    [
        cut(left),
        if left >= 0 { n(0) } else { n(-1) },
        if left >= 0 { n(127) } else { n(-128) },
        cut(if left >= 0 {
            left.min(3)
        } else {
            left * left.abs()
        }),
    ]
}

/// The grid points from the last one where the search may begin to the end, in its direction.
fn grid(start: i8, end: i8, step: i8, way: i32) -> Vec<i8> {
    let (start, end, step) = (i32::from(start), i32::from(end), i32::from(step));
    let below = start.div_euclid(step) * step;
    let above = if below == start { below } else { below + step };
    let near = if way > 0 { below } else { above };
    (0..)
        .map(|count| near + way * step * count)
        .take_while(|point| (end - point) * way >= 0 || *point == near)
        .filter_map(|point| i8::try_from(point).ok())
        .collect()
}

const EDGES: [i8; 17] = [
    -128, -127, -90, -33, -17, -16, -2, -1, 0, 1, 3, 15, 16, 50, 100, 126, 127,
];

#[test]
fn search_to_finds_every_threshold() {
    let steps: &[i8] = match cfg!(debug_assertions) {
        true => &[1, 7, 100],
        false => &[1, 2, 3, 7, 16, 31, 100, 127],
    };
    for (start, end) in EDGES
        .iter()
        .flat_map(|s| EDGES.iter().map(move |e| (*s, *e)))
    {
        let way = if end < start { -1 } else { 1 };
        for step in steps {
            let points = grid(start, end, *step, way);
            for last in i8::MIN..=i8::MAX {
                for shape in 0..4 {
                    let check = |x: &I4F4| Ok(shapes(last, x.to_bits(), way)[shape]);
                    let answer = search_to(&n(start), &n(end), &n(*step), check);
                    // The distance itself, or the grid point beside the start, may leave the range.
                    if answer == Err(Error::Overflow) {
                        let beside = (i32::from(start) / i32::from(*step) + 1) * i32::from(*step);
                        let span = (i32::from(end) - i32::from(start)).abs() + i32::from(*step);
                        assert!(
                            span > 127 || beside > 127 || start < -100,
                            "{start} {end} {step}"
                        );
                        continue;
                    }
                    let answer = answer.expect("the check does not fail");
                    let holds = |x: i32| (i32::from(last) - x) * way >= 0;
                    match answer {
                        Limit::At(at) => {
                            let at = i32::from(at.to_bits());
                            assert!(at.rem_euclid(i32::from(*step)) == 0 && holds(at));
                            assert!(
                                !holds(at + way * i32::from(*step)),
                                "{start} {end} {step} {last}"
                            );
                        }
                        Limit::Never => assert!(
                            points.iter().skip(1).all(|point| holds(i32::from(*point))),
                            "{start} {end} {step} {last}"
                        ),
                        Limit::AlreadyPast => {
                            assert!(
                                points.iter().take(2).all(|point| !holds(i32::from(*point)))
                                    || points.len() < 2
                            );
                        }
                        other => panic!("{other:?}"),
                    }
                }
            }
        }
    }
}

/// `Never` claims the check to within a factor of two of where it overflows, whatever the reach.
#[test]
fn search_up_finds_every_threshold() {
    for start in EDGES {
        for (reach, step) in [1, 5, 16, 100, 127]
            .iter()
            .flat_map(|r| [1i8, 3, 16].map(|s| (*r, s)))
        {
            for last in i8::MIN..=i8::MAX {
                for shape in 0..4 {
                    let check = |x: &I4F4| Ok(shapes(last, x.to_bits(), 1)[shape]);
                    let answer = search_up(&n(start), &n(reach), &n(step), check);
                    if answer == Err(Error::Overflow) {
                        assert!(
                            start < -120 || i32::from(start) + i32::from(step) > 127,
                            "{start} {step}"
                        );
                        continue;
                    }
                    let base = i32::from(start).div_euclid(i32::from(step)) * i32::from(step);
                    let holds = |x: i32| i32::from(last) >= x;
                    match answer.expect("the check does not fail") {
                        Limit::At(at) => {
                            let at = i32::from(at.to_bits());
                            assert!(at.rem_euclid(i32::from(step)) == 0 && holds(at));
                            assert!(
                                !holds(at + i32::from(step)),
                                "{start} {reach} {step} {last}"
                            );
                        }
                        Limit::Never => {
                            let most = (127 - base.max(0)) / 2 / i32::from(step) * i32::from(step);
                            assert!(holds(base + most), "{start} {reach} {step} {last}");
                        }
                        Limit::AlreadyPast => assert!(!holds(base)),
                        other => panic!("{other:?}"),
                    }
                }
            }
        }
    }
}

/// A first guess far beyond the answer, where the check overflows, does not hide the answer.
#[test]
fn a_reach_beyond_the_range_hides_nothing() {
    let big = Fixed::from_num(1e20);
    let check = |x: &Fixed| {
        x.mul_up(&Fixed::from_num(1000))
            .and_then(|x| Fixed::from_num(5000).try_sub(&x))
    };
    let reach = big
        .try_add(&big)
        .and_then(|r| r.mul_down(&Fixed::from_num(1000)))
        .expect("in range");
    let answer = search_up(&Fixed::ZERO, &reach, &Fixed::DELTA, check);
    assert_eq!(answer, Ok(Limit::At(Fixed::from_num(5))));
}

/// Nor does a narrow type, in which the factors of the search are not representable.
#[test]
fn a_small_reach_crosses_a_narrow_type() {
    type I16F48 = fixed::FixedI64<fixed::types::extra::U48>;
    let last = I16F48::from_num(12_345);
    let answer = search_up(&I16F48::ZERO, &I16F48::DELTA, &I16F48::DELTA, |x| {
        last.try_sub(x)
    });
    assert_eq!(answer, Ok(Limit::At(last)));
}

/// On `f64` a step may be smaller than the numbers resolve; the search then ends at a neighbour of the
/// crossing, not where it began.
#[test]
fn a_step_below_the_resolution_of_a_float() {
    let step = 2f64.powi(-48);
    for (start, slope, last) in [(526.7, 25e3, 640.73), (1e9, 0.3, 1.7e9), (3.0, 1.0, 1e15)] {
        let check = |x: &f64| Ok((last - x) * slope);
        let Ok(Limit::At(up)) = search_up(&start, &start, &step, check) else {
            panic!("a crossing");
        };
        assert!((up - last).abs() <= 1e-14 * last, "{up} for {last}");
        let check = |x: &f64| Ok((x - start / 7.0) * slope);
        let Ok(Limit::At(down)) = search_to(&start, &step, &step, check) else {
            panic!("a crossing");
        };
        assert!((down - start / 7.0).abs() <= 1e-14 * start, "{down}");
    }
}
