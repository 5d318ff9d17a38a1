//! Averages and the stable price: flat input gives flat output, prices of one second join whatever their
//! order, and what follows the market never leaves it and never hurries.

use crate::common::cases;
use crate::common::exact::{rational, to_f64};
use crate::common::generate::magnitude;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};
use plimsoll::price::oracle::{ema, stable, twap};
use plimsoll::price::Price;
use plimsoll::{Error, Exponential, Fixed, Pace, Stable, TimeWeighted};
use proptest::collection::vec;
use proptest::prelude::*;

type Known = Price<Fixed>;
type Rational = BigRational;

const START: u64 = 1_700_000_000;
const DELAYS: usize = 5;

/// Prices that stand from a second on, one after the other.
type Series = Vec<(u64, Vec<Known>)>;

fn gap() -> impl Strategy<Value = u64> {
    prop_oneof![1u64..10, 1u64..5_000, 1u64..100_000, 1u64..2_000_000]
}

fn interval() -> impl Strategy<Value = Known> {
    (magnitude(-3, 12), prop_oneof![Just(127u32), 0u32..30])
        .prop_map(|(low, width)| Price::new(low, low + (low >> width)).expect("a price"))
}

/// The second of each observation and the prices of that second; the first at [`START`].
fn series() -> impl Strategy<Value = Series> {
    vec((gap(), vec(interval(), 1..4)), 1..9).prop_map(|steps| {
        let mut at = START;
        let mut series = Vec::new();
        for (gap, prices) in steps {
            series.push((at, prices));
            at += gap;
        }
        series
    })
}

fn joined(prices: &[Known]) -> Known {
    let hull = |a: Known, b: &Known| a.hull(b);
    prices.iter().skip(1).fold(prices[0], hull)
}

fn hull_of(series: &Series) -> Known {
    let all: Vec<Known> = series
        .iter()
        .flat_map(|(_, prices)| prices.clone())
        .collect();
    joined(&all)
}

/// The same series with the prices of each second in another order.
fn shuffled(series: &Series, by: usize) -> Series {
    let mut series = series.clone();
    for (_, prices) in &mut series {
        let by = by % prices.len();
        prices.rotate_left(by);
        if by & 1 == 1 {
            prices.reverse();
        }
    }
    series
}

fn whole(count: u64) -> Rational {
    Rational::from_integer(count.into())
}

/// What is made of the first price, observed again and again.
fn fold<T>(
    series: &Series,
    new: impl Fn(Known) -> Result<T, Error>,
    observe: impl Fn(&T, &Known, u64) -> Result<T, Error>,
) -> Result<T, Error> {
    let mut state = new(series[0].1[0])?;
    for (place, (at, prices)) in series.iter().enumerate() {
        for price in prices.iter().skip(usize::from(place == 0)) {
            state = observe(&state, price, *at)?;
        }
    }
    Ok(state)
}

fn weighted(series: &Series) -> Result<TimeWeighted, Error> {
    fold(
        series,
        |first| TimeWeighted::new(first, START),
        TimeWeighted::observe,
    )
}

fn exponential(series: &Series, span: u64) -> Result<Exponential, Error> {
    fold(
        series,
        |first| Exponential::new(span, first, START),
        Exponential::observe,
    )
}

/// Of what the caller trusts; the series is observed on top of it.
fn steady(series: &Series, pace: Pace, start: Fixed) -> Result<Stable<DELAYS>, Error> {
    let mut state = Stable::new(pace, [Fixed::ZERO; DELAYS], start, START - 1)?;
    for (at, prices) in series {
        for price in prices {
            state = state.observe(price, *at)?;
        }
    }
    Ok(state)
}

fn pace() -> impl Strategy<Value = Pace> {
    let longest = prop_oneof![Just(600u64), 0u64..100_000];
    (
        magnitude(-20, -6),
        magnitude(-10, 0),
        prop_oneof![Just(3_600u64), 1u64..100_000],
        longest,
    )
        .prop_map(|(rate, growth, interval, longest)| {
            Pace::new(rate, growth, interval, longest).expect("valid")
        })
}

proptest! {
    #![proptest_config(cases(2_000))]

    /// The sum over the seconds, by hand, exactly; the average of any two moments inside the hull.
    #[test]
    fn time_weighted(series in series(), after in gap(), cut in 0usize..9, by in 0usize..12) {
        let state = weighted(&series)?;
        prop_assert_eq!(weighted(&shuffled(&series, by)), Ok(state));
        let now = series[series.len() - 1].0 + after;
        let ends: Vec<u64> = series.iter().skip(1).map(|(at, _)| *at).chain([now]).collect();
        let cut = cut % series.len();
        let since = weighted(&series[..=cut].to_vec())?.sum(series[cut].0)?;
        let average = state.sum(now)?.average(&since)?;
        let mut sums = [Rational::zero(), Rational::zero()];
        for ((at, prices), end) in series.iter().zip(&ends).skip(cut) {
            let price = joined(prices);
            sums[0] += rational(price.low()) * whole(end - at);
            sums[1] += rational(price.high()) * whole(end - at);
        }
        let elapsed = whole(now - series[cut].0);
        let [low, high] = sums.map(|sum| sum / &elapsed);
        prop_assert_eq!([*average.low(), *average.high()], [crate::common::exact::down(&low), crate::common::exact::up(&high)]);
        prop_assert!(hull_of(&series[cut..].to_vec()).contains(&average));
        prop_assert_eq!(state.sum(now)?.average(&state.sum(now)?), Err(Error::InvalidTime));
        prop_assert_eq!(since.average(&state.sum(now)?), Err(Error::InvalidTime));
        prop_assert_eq!(state.sum(state.last().1 - 1), Err(Error::InvalidTime));
        prop_assert_eq!(state.observe(&Price::unknown(), now), Err(Error::UnknownPrice));
    }

    /// `a + (p - a) * (1 - e^(-t / span))` by a series of its own: the interval holds it, at most two steps of
    /// each observation and of the difference away from it, and never leaves the hull.
    #[test]
    fn exponential_against_a_series(series in series(), after in gap(), span in gap(), by in 0usize..12) {
        let state = exponential(&series, span)?;
        prop_assert_eq!(exponential(&shuffled(&series, by), span), Ok(state));
        let now = series[series.len() - 1].0 + after;
        let average = state.average(now)?;
        let (mut exact, first) = ([Rational::zero(), Rational::zero()], joined(&series[0].1));
        exact[0] = rational(first.low());
        exact[1] = rational(first.high());
        let (mut slack, u) = (Rational::zero(), rational(&Fixed::DELTA));
        let ends = series.iter().skip(1).map(|(at, _)| *at).chain([now]);
        for ((at, prices), end) in series.iter().zip(ends) {
            let price = joined(prices);
            let rest = decay(end - at, span);
            let mut far = Rational::zero();
            for (exact, price) in exact.iter_mut().zip([price.low(), price.high()].map(rational)) {
                let away = &*exact - &price;
                far = far.max(if away < Rational::zero() { -&away } else { away.clone() });
                *exact = away * &rest + price;
            }
            slack = slack + &u + far * whole(4) * &u;
        }
        let [low, high] = [average.low(), average.high()].map(rational);
        prop_assert!(low <= exact[0] && high >= exact[1], "{average:?} {:?}", exact.each_ref().map(to_f64));
        prop_assert!(&exact[0] - low <= slack && high - &exact[1] <= slack);
        prop_assert!(hull_of(&series).contains(&average));
        prop_assert_eq!(state.average(state.last().1 - 1), Err(Error::InvalidTime));
        prop_assert_eq!(state.observe(&Price::unknown(), now), Err(Error::UnknownPrice));
    }

    /// Asking changes nothing, and to publish again what stands moves the average by a step each time and
    /// what the weights are off, never inward.
    #[test]
    fn an_average_asked_often(series in series(), span in gap(), again in vec(gap(), 1..20)) {
        let state = exponential(&series, span)?;
        let (standing, at) = (*state.last().0, state.last().1);
        let before = state.average(at)?;
        let (mut often, mut now) = (state, at);
        for gap in &again {
            now += gap;
            prop_assert_eq!(often.average(now)?, often.observe(&standing, now)?.average(now)?);
            often = often.observe(&standing, now)?;
        }
        let (once, often) = (state.average(now)?, often.average(now)?);
        let apart = |a: &Fixed, b: &Fixed| (*a - b).abs();
        let far = apart(before.low(), standing.low()).max(apart(before.high(), standing.high()));
        let steps = 2 * (again.len() as i128 + 1) * (1 + 4 * (far.ceil().to_num::<i128>()));
        for (a, b) in [(once.low(), often.low()), (once.high(), often.high())] {
            prop_assert!(apart(a, b).to_bits() <= steps, "{a} {b} {far}");
        }
    }

    /// A price that stands still leaves everything as it is, bit for bit, however it is observed.
    #[test]
    fn flat(price in interval(), gaps in vec(gap(), 1..12), span in gap(), pace in pace(), ask in gap()) {
        let mut weighted = TimeWeighted::new(price, START)?;
        let mut exponential = Exponential::new(span, price, START)?;
        let middle = price.mid()?;
        let mut steady: Stable<DELAYS> = Stable::new(pace, [Fixed::ZERO; DELAYS], middle, START)?;
        steady = steady.observe(&Price::exact(middle)?, START)?;
        let (begin, mut at) = (weighted.sum(START)?, START);
        for gap in gaps {
            let since = weighted.sum(at)?;
            at += gap;
            weighted = weighted.observe(&price, at)?;
            exponential = exponential.observe(&price, at)?;
            steady = steady.observe(&price, at)?;
            for since in [begin, since] {
                prop_assert_eq!(weighted.sum(at)?.average(&since), Ok(price));
                prop_assert_eq!(weighted.sum(at + ask)?.average(&since), Ok(price));
            }
            for asked in [at, at + ask] {
                prop_assert_eq!(exponential.average(asked), Ok(price));
                prop_assert_eq!(steady.price(asked), Price::exact(middle));
            }
            prop_assert_eq!(steady.delay(), &middle);
        }
    }

    /// The rate, the growth and the longest time hold exactly; asking is observing, then asking; the order
    /// within a second does not matter; nothing leaves the hull of the start and what was observed.
    #[test]
    fn a_stable_price_keeps_its_pace(series in series(), pace in pace(), start in magnitude(-3, 12), by in 0usize..12) {
        prop_assert_eq!(steady(&series, pace, start), steady(&shuffled(&series, by), pace, start));
        let one = Rational::one();
        let within = |a: &Fixed, b: &Fixed, factor: &Rational| {
            let [a, b] = [a, b].map(rational);
            &b * factor >= a && a * factor >= b
        };
        let mut state: Stable<DELAYS> = Stable::new(pace, [Fixed::ZERO; DELAYS], start, START - 1)?;
        let hull = hull_of(&series).hull(&Price::exact(start)?);
        for (at, prices) in &series {
            let (before, elapsed) = (state, at - state.last().1);
            let asked = before.price(*at)?;
            for price in prices {
                state = state.observe(price, *at)?;
            }
            prop_assert_eq!(state.price(*at)?, asked);
            let was = before.price(before.last().1)?;
            let factor = &one + rational(pace.rate()) * whole(elapsed.min(pace.longest()));
            prop_assert!(within(was.low(), asked.low(), &factor));
            let longest = before.last().1 + pace.longest();
            prop_assert_eq!(before.price(longest + elapsed), before.price(longest));
            let ended = at / pace.interval() - before.last().1 / pace.interval();
            let mut growth = one.clone();
            for _ in 0..ended.min(DELAYS as u64) {
                growth *= &one + rational(pace.growth());
            }
            prop_assert!(within(before.delay(), state.delay(), &growth));
            prop_assert!(hull.contains(&asked) && hull.contains(&Price::exact(*state.delay())?));
        }
        let last = state.last().1;
        prop_assert_eq!(state.price(last - 1), Err(Error::InvalidTime));
        prop_assert_eq!(state.observe(&Price::unknown(), last), Err(Error::UnknownPrice));
    }

    /// The delay prices do not depend on how often a standing price is published again.
    #[test]
    fn delays_of_a_price_published_again(
        series in series(), pace in pace(), start in magnitude(-3, 12), cuts in vec(gap(), 1..20),
    ) {
        let plain = steady(&series, pace, start)?;
        let mut often: Stable<DELAYS> = Stable::new(pace, [Fixed::ZERO; DELAYS], start, START - 1)?;
        let mut long = false;
        let mut cuts = cuts.iter().cycle();
        for (at, prices) in &series {
            let (standing, since) = (*often.last().0, often.last().1);
            long |= at / pace.interval() - since / pace.interval() > DELAYS as u64;
            let mut now = since;
            for _ in 0..5 {
                now += cuts.next().expect("endless");
                if now < *at {
                    often = often.observe(&standing, now)?;
                }
            }
            for price in prices {
                often = often.observe(price, *at)?;
            }
        }
        if !long {
            prop_assert_eq!(plain.delay(), often.delay());
        }
    }

}

proptest! {
    #![proptest_config(cases(1_000))]

    /// Against the whole history, kept and averaged interval by interval, in rationals.
    #[test]
    fn stable_against_a_plain_model(series in series(), pace in pace(), start in magnitude(-3, 12)) {
        let state = steady(&series, pace, start)?;
        let mut history = vec![(START - 1, rational(&start))];
        history.extend(series.iter().map(|(at, prices)| {
            let price = joined(prices);
            (*at, (rational(price.low()) + rational(price.high())) / whole(2))
        }));
        let [price, delay] = model(&history, &pace);
        let now = state.price(state.last().1)?;
        // Two steps of the rate, in each second that counts.
        let seconds = pace.longest() as f64 * series.len() as f64;
        for (model, kernel, off) in [(price, now.low(), 8e-15 * seconds), (delay, state.delay(), 0.0)] {
            let apart = to_f64(&(rational(kernel) / model)) - 1.0;
            prop_assert!(apart.abs() < 1e-12 + off, "{apart}");
        }
    }
}

/// `e^(-t / span)` to far more digits than the kernel has: the series of a small part of it, squared again.
fn decay(t: u64, span: u64) -> Rational {
    const DIGITS: u32 = 256;
    let one = BigInt::one() << DIGITS;
    let mut part = (BigInt::from(t) << DIGITS) / span;
    let mut squares = 0;
    while part > BigInt::one() << (DIGITS - 8) {
        part >>= 1;
        squares += 1;
    }
    let (mut sum, mut term) = (one.clone(), one.clone());
    for place in 1..40 {
        term = -((term * &part) >> DIGITS) / place;
        sum += &term;
    }
    for _ in 0..squares {
        sum = (&sum * &sum) >> DIGITS;
    }
    Rational::new(sum, one)
}

/// To 2^-200, so that the digits do not grow without end.
fn cut(value: Rational) -> Rational {
    let scale = BigInt::one() << 200u32;
    Rational::new((value * &scale).floor().to_integer(), scale)
}

/// The stable price and the delay price at the last observation.
fn model(history: &[(u64, Rational)], pace: &Pace) -> [Rational; 2] {
    let one = Rational::one();
    let toward = |from: &Rational, to: &Rational, limit: Rational| {
        let factor = &one + limit;
        cut(to.clone().max(from / &factor).min(from * &factor))
    };
    let (rate, growth) = (rational(pace.rate()), rational(pace.growth()));
    let interval = pace.interval();
    let start = &history[0].1;
    let (mut stable, mut delays) = (start.clone(), vec![start.clone(); DELAYS]);
    for (place, pair) in history.windows(2).enumerate() {
        let ((since, price), (now, _)) = (&pair[0], &pair[1]);
        // What is in force, before this time passes.
        let delay = delays[delays.len() - DELAYS].clone();
        let near = (&stable / &delay).min(&delay / &stable);
        let seconds = whole((now - since).min(pace.longest()));
        stable = toward(&stable, price, &rate * &near * &near * seconds);
        let (first, last) = (since / interval, now / interval);
        for slot in first..last.min(first + DELAYS as u64) {
            // All of the history that lies in this interval.
            let (begin, end) = (slot * interval, (slot + 1) * interval);
            let (mut sum, mut seconds) = (Rational::zero(), Rational::zero());
            for (index, (at, price)) in history[..=place].iter().enumerate() {
                let until = history[index + 1].0.min(end);
                let from = (*at).max(begin);
                if until > from {
                    sum += price * whole(until - from);
                    seconds += whole(until - from);
                }
            }
            let newest = delays[delays.len() - 1].clone();
            delays.push(toward(&newest, &(sum / seconds), growth.clone()));
        }
    }
    [stable, delays[delays.len() - DELAYS].clone()]
}

/// A narrow type and `f64` follow the same laws where they are in range.
#[test]
fn other_types() {
    type Short = fixed::FixedI16<fixed::types::extra::U4>;
    for bits in 1..=200i16 {
        let price = Price::exact(Short::from_bits(bits)).expect("a price");
        let pace = stable::Pace::new(Short::ONE >> 3, Short::ONE >> 2, 3, 9).expect("valid");
        for gap in 1..=9u64 {
            let average = twap::TimeWeighted::new(price, 5).expect("a price");
            let later = average
                .observe(&price, 5 + gap)
                .and_then(|later| later.sum(5 + gap));
            let since = average.sum(5).expect("at once");
            assert_eq!(later.and_then(|sum| sum.average(&since)), Ok(price));
            for start in [1i16, 40, 200] {
                let start = Short::from_bits(start);
                let steady = stable::Stable::new(pace, [start; 2], start, 5).expect("valid");
                let steady = steady
                    .observe(&price, 6)
                    .and_then(|state| state.observe(&price, 6 + gap));
                let asked = steady.and_then(|state| state.price(20)).expect("in range");
                let hull = price.hull(&Price::exact(start).expect("a price"));
                assert!(hull.contains(&asked), "{start} {price:?} {asked:?}");
            }
        }
    }
    let price = Price::exact(0.1).expect("a price");
    let mut average = ema::Exponential::new(7, price, 0).expect("a price");
    for at in 1..100 {
        average = average.observe(&price, at * at).expect("in range");
        assert_eq!(average.average(at * at + 3), Ok(price));
    }
}
