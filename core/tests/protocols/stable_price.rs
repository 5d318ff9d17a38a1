//! Mango v4: the stable price that follows slowly.
//!
//! Source: blockworks-foundation/mango-v4, programs/mango-v4/src/state/stable_price.rs
//! (`test_stable_price_10x`, `test_stable_price_average`; theirs computes in floats and allows 0.1 and 0.01).
//!
//! An update of theirs counts its price for the time before it. Here a price stands from its second on, so
//! theirs at one moment is ours one update later: the price of 10 begins with the day.

use crate::lane::{decimal, Lane};
use crate::sizes::exactly;
use num_traits::Signed;
use plimsoll::price::oracle::stable::{Pace, Stable};
use plimsoll::price::Price;
use plimsoll::Fixed;

const MINUTE: u64 = 60;
const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;

/// 0.03 % a second, a delay price an hour within `growth` of the one before, ten minutes an update.
fn pace(growth: &str) -> Pace<Fixed> {
    Pace::new(
        Fixed::down("0.0003"),
        Fixed::down(growth),
        HOUR,
        10 * MINUTE,
    )
    .unwrap()
}

/// A price of 1 until the day begins, then 10, with the memory of so many delay prices.
fn tenfold<const M: usize>() -> Stable<Fixed, [Fixed; M]> {
    let memory = [Fixed::ZERO; M];
    let begun = Stable::new(pace("0.06"), memory, Fixed::ONE, DAY - MINUTE).unwrap();
    begun.observe(&exactly("10"), DAY).unwrap()
}

/// The same price again, every `every` seconds, `times` times.
fn run<const M: usize>(
    stable: Stable<Fixed, [Fixed; M]>,
    price: &Price<Fixed>,
    every: u64,
    times: u64,
) -> Stable<Fixed, [Fixed; M]> {
    (0..times).fold(stable, |stable, _| {
        let (_, at) = stable.last();
        stable.observe(price, at + every).unwrap()
    })
}

fn assert_near(published: &str, within: &str, ours: &Fixed) {
    let off = (ours.value() - decimal(published)).abs();
    assert!(off < decimal(within), "{ours} for {published}");
}

fn now<const M: usize>(stable: &Stable<Fixed, [Fixed; M]>) -> Fixed {
    let (_, at) = stable.last();
    *stable.price(at).unwrap().low()
}

/// The price jumps to ten times: after an hour of minutes 1.8, after another of ten seconds each 2.3, after a
/// day more of five minutes each 7.4; the delay price of the first hour is 1.06, of the second 1.1236, and
/// until they are a day old a price of 1 is in force.
#[test]
fn tenfold_in_25_hours() {
    let ten = exactly("10");
    let hour = run(tenfold::<24>(), &ten, MINUTE, 60);
    assert_near("1.8", "0.1", &now(&hour));
    let two = run(hour, &ten, 10, 360);
    assert_near("2.3", "0.1", &now(&two));
    assert_eq!(*two.delay(), 1);
    let day = run(two, &ten, 5 * MINUTE, 12 * 23);
    assert_near("7.4", "0.1", &now(&day));
    assert_near("1.1236", "0.01", day.delay());
    // With room for one, the newest delay price is the one in force.
    let first = run(tenfold::<1>(), &ten, MINUTE, 60);
    assert_near("1.06", "0.01", first.delay());
    let second = run(first, &ten, 10, 360);
    assert_near("1.1236", "0.01", second.delay());
}

/// Half an hour at 1 and half an hour at 2, with steps of up to ten times: a delay price of 1.5.
#[test]
fn delay_price_is_an_average() {
    let memory = [Fixed::ZERO; 1];
    let stable = Stable::new(pace("10"), memory, Fixed::ONE, DAY).unwrap();
    let half = run(stable, &exactly("1"), MINUTE, 30);
    let (_, at) = half.last();
    let turned = half.observe(&exactly("2"), at).unwrap();
    // Two prices of one second join one interval, and the middle of that counts until the next second.
    assert_eq!(turned.last().0, &exactly::<Fixed>("1").hull(&exactly("2")));
    let turned = half.observe(&exactly("2"), at + 1).unwrap();
    let hour = run(turned, &exactly("2"), MINUTE, 30);
    assert_near("1.5", "0.01", hour.delay());
}

/// A constant price, updated every 10, 15, 30 and 60 minutes for a week. Theirs sums with at most ten minutes
/// an update and divides by all of the time, so that its delay price falls to 1, 2/3, 1/3 and 1/6.
#[test]
fn constant_price() {
    for every in [
        10,
        10 * MINUTE,
        15 * MINUTE,
        30 * MINUTE,
        HOUR,
        DAY,
        3 * DAY,
    ] {
        let begun = Stable::new(pace("0.06"), [Fixed::ZERO; 24], Fixed::ONE, 0).unwrap();
        let week = run(begun, &exactly("1"), every, (7 * DAY / every).min(20_000));
        assert_eq!((now(&week), *week.delay()), (Fixed::ONE, Fixed::ONE));
    }
}
