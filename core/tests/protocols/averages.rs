//! Averages over time: Drift's two, with the clamp before them, Curve's, and Uniswap's from cumulative prices.
//!
//! Sources: drift-labs/protocol-v2, programs/drift/src/math/amm/tests.rs (`calc_oracle_twap_tests`,
//! `calc_oracle_twap_clamp_update_tests`), math/stats.rs; Uniswap/v2-periphery, test/ExampleOracleSimple.spec.ts
//! and ExampleSlidingWindowOracle.spec.ts; curvefi/stableswap-ng, tests/test_oracles.py (`test_price_ema`).

use crate::exact::Exact;
use crate::lane::{decimal, half_digit, small, Lane};
use crate::sizes::exactly;
use num_traits::Signed;
use plimsoll::number::amount::to_units_up;
use plimsoll::price::oracle::ema::Exponential;
use plimsoll::price::oracle::twap::TimeWeighted;
use plimsoll::price::Price;
use plimsoll::{Fixed, Number};

/// Drift's average over a period after a price has stood for so many seconds: the time-weighted average of a
/// period in which the average stood for the rest.
fn drift<N: Number>(period: u64, average: &Price<N>, price: &Price<N>, seconds: u64) -> Price<N> {
    let rest = period.saturating_sub(seconds);
    let series = TimeWeighted::new(average.clone(), 0).unwrap();
    let begin = series.sum(0).unwrap();
    match rest {
        0 => price.clone(),
        rest => {
            let series = series.observe(price, rest).unwrap();
            series.sum(period).unwrap().average(&begin).unwrap()
        }
    }
}

const HOUR: u64 = 3_600;
const FIVE_MINUTES: u64 = 300;

/// An hour at 33.99 (34 less its confidence), a minute at 31, five minutes at 31, a minute at 32. Theirs cuts
/// off at 1e-6 and adds one toward the side with the larger weighted price, so that a number without a remainder
/// comes out one too high, and the next average begins there.
#[test]
fn drift_average_prices() {
    let steps = [
        ("33.99", HOUR),
        ("31", 60),
        ("31", FIVE_MINUTES),
        ("32", 60),
    ];
    let published: [[Option<u128>; 2]; 4] = [
        [Some(33_990_000), None],
        [Some(33_940_167), Some(33_392_001)],
        [Some(33_695_154), Some(31_000_000)],
        [None, Some(31_200_001)],
    ];
    let exact = [
        [Some("33.99"), Some("33.99")],
        [None, Some("33.392")],
        [None, Some("31")],
        [None, Some("31.2")],
    ];
    let mut averages = [exactly::<Exact>("32"), exactly("0.000001")];
    let mut fixed = [exactly::<Fixed>("32"), exactly("0.000001")];
    for (i, (price, seconds)) in steps.into_iter().enumerate() {
        for (j, period) in [HOUR, FIVE_MINUTES].into_iter().enumerate() {
            averages[j] = drift(period, &averages[j], &exactly(price), seconds);
            fixed[j] = drift(period, &fixed[j], &exactly(price), seconds);
            assert!(fixed[j].low().value() <= averages[j].low().0);
            assert!(fixed[j].high().value() >= averages[j].high().0);
            if let Some(exact) = exact[i][j] {
                assert_eq!(averages[j], exactly(exact));
            }
            if let Some(theirs) = published[i][j] {
                let over = decimal(&theirs.to_string()) / decimal("1000000") - &averages[j].low().0;
                assert!(!over.is_negative() && over < decimal("0.000002"));
            }
        }
    }
    // Their hour rounds as ours does where there is a remainder.
    let minute = drift(HOUR, &exactly::<Fixed>("33.99"), &exactly("31"), 60);
    assert_eq!(to_units_up(minute.high(), 6), Ok(33_940_167));
}

/// A price of 130 over an average of 13, clamped at each update to a third above the hour's average, every
/// second for an hour and for two. Theirs adds 1e-6 at each update, and after an hour is 0.0022 above its own
/// rule.
#[test]
fn drift_clamped_average() {
    let (mut hour, mut minutes) = (exactly::<Fixed>("13"), exactly::<Fixed>("13"));
    let (third, price) = (Fixed::ONE / 3, exactly::<Fixed>("129.900873"));
    let mut clamped = price;
    for (updates, published) in [
        (HOUR - 1, ["18.143130", "23.536961", "24.188600"]),
        (HOUR, ["25.322529", "32.850803", "33.760245"]),
        (8 * HOUR, ["129.282724", "129.900874", "129.900873"]),
    ] {
        for _ in 0..updates {
            let most = *hour.widen(&third).unwrap().high();
            clamped = Price::exact(price.high().lesser(&most)).unwrap();
            minutes = drift(FIVE_MINUTES, &minutes, &clamped, 1);
            hour = drift(HOUR, &hour, &clamped, 1);
        }
        for (theirs, ours) in published.into_iter().zip([&hour, &minutes, &clamped]) {
            let over = decimal(theirs) - ours.mid().unwrap().value();
            assert!(
                over > -small() && over < decimal("0.0071"),
                "{theirs}: {over}"
            );
            assert!(ours.high() - ours.low() < Fixed::DELTA * 10_000);
        }
    }
}

/// After a minute of 31 over 33.99 Drift's hour is at 33.940167; the exponential average with a span of an hour
/// at `33.99 - 2.99 (1 - e^(-1/60))`, 33.940580; and asked in two halves it is the same.
#[test]
fn exponential_beside_drift() {
    let begin = Exponential::new(HOUR, exactly::<Fixed>("33.99"), 0).unwrap();
    let series = begin.observe(&exactly("31"), 60).unwrap();
    let whole = series.average(120).unwrap();
    let exact = decimal("33.9405796469266");
    for end in [whole.low(), whole.high()] {
        assert!(
            (end.value() - &exact).abs() < decimal("0.0000000001"),
            "{end}"
        );
    }
    let again = series.observe(&exactly("31"), 90).unwrap();
    let halves = again.average(120).unwrap();
    let apart = (halves.mid().unwrap() - whole.mid().unwrap()).abs();
    assert!(apart < Fixed::down("0.000000000001"));
}

/// Curve: `w + p (1 - w)` with `w = e^(-t / 866)` after a trade moved the price from 1 to `p`, here 2. Ten minutes
/// are its half-life: 866 is 600 over the logarithm of 2. Their test allows 1e-5.
#[test]
fn curve_price_oracle() {
    let begin = Exponential::new(866, exactly::<Fixed>("1"), 1_700_000_000).unwrap();
    let traded = begin.observe(&exactly("2"), 1_700_086_400).unwrap();
    for (seconds, exact) in [
        (0, "1"),
        (60, "1.066938407"),
        (600, "1.499847"),
        (866, "1.632120558828"),
        (1_000_000, "2"),
    ] {
        let average = traded.average(1_700_086_400 + seconds).unwrap();
        for end in [average.low(), average.high()] {
            let off = (end.value() - decimal(exact)).abs();
            assert!(off <= half_digit(exact) + small(), "{end} after {seconds}");
        }
    }
}

/// Uniswap: reserves of 5 and 10 that stand for a day give 2 and 0.5, and with them 10 for 5; reserves of 1 and
/// 2, 50 for 100.
#[test]
fn uniswap_cumulative_price() {
    fn average<N: Lane>(price: &str) -> Price<N> {
        let day = 24 * HOUR;
        let series = TimeWeighted::new(exactly(price), 1_600_000_000).unwrap();
        let (begin, end) = (series.sum(1_600_000_000), series.sum(1_600_000_000 + day));
        end.unwrap().average(&begin.unwrap()).unwrap()
    }
    for (amount, price, received) in [("5", "2", "10"), ("10", "0.5", "5"), ("100", "0.5", "50")] {
        assert_eq!(average::<Exact>(price), exactly(price));
        let fixed = average::<Fixed>(price);
        assert_eq!(fixed, exactly(price));
        assert_eq!(
            Fixed::down(amount).mul_down(fixed.low()),
            Ok(Fixed::down(received))
        );
    }
}
