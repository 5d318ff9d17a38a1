//! Volatility, correlation and impact as textbooks and the regulator state them, and on a day of the market.
//!
//! Sources: Hull, Options, Futures and Other Derivatives, chapter on estimating volatilities; EMIR RTS
//! 153/2013, article 28(1); closing prices and volumes of Coinbase up to 9 October 2025.

use crate::exact::Exact;
use crate::lane::{assert_owed, assert_printed, Lane};
use plimsoll::number::interval::Interval;
use plimsoll::risk::correlation::{correlation, offset::Offset, sigma};
use plimsoll::risk::liquidity::{close_out_cost, impact};
use plimsoll::risk::volatility::ewma::Ewma;
use plimsoll::risk::volatility::floor::{buffered, floored, stressed};
use plimsoll::risk::volatility::garch::Garch;
use plimsoll::risk::volatility::margin_fraction;
use plimsoll::Fixed;

/// A rate on `Fixed`, in percent.
fn assert_percent(published: &str, rate: &Fixed) {
    let hundred = Fixed::near("100");
    assert_printed(published, &(rate.value() * hundred.value()));
}

/// Hull: decay 0.9, volatility 1 %, return 2 %: a variance of 0.00013, 1.14 %. Two more by the same formula:
/// variance 0.000324, return -2.3 %, decays 0.94 and 0.80.
#[test]
fn exponentially_weighted() {
    fn variance<N: Lane>(lambda: &str, variance: &str, r: &str) -> N {
        let before = Ewma::new(N::near(lambda), N::up(variance)).unwrap();
        before.update(&N::near(r)).unwrap().variance().clone()
    }
    for (lambda, before, r, after, sigma) in [
        ("0.9", "0.0001", "0.02", "0.00013", "1.14"),
        ("0.94", "0.000324", "-0.023", "0.0003363", "1.8338"),
        ("0.80", "0.000324", "-0.023", "0.000365", "1.9105"),
    ] {
        let fixed = variance::<Fixed>(lambda, before, r);
        assert_owed(after, variance::<Exact>(lambda, before, r), fixed);
        assert_percent(
            sigma,
            &Ewma::new(Fixed::ONE, fixed).unwrap().sigma().unwrap(),
        );
    }
}

/// Hull: omega 0.000002, alpha 0.13, beta 0.86; volatility 1.6 % and return 1 % give 0.00023516, 1.53 %; in
/// the long run 0.0002, 1.4 %.
#[test]
fn garch() {
    fn model<N: Lane>() -> Garch<N> {
        Garch::new(N::up("0.000002"), N::up("0.13"), N::up("0.86")).unwrap()
    }
    fn next<N: Lane>() -> N {
        let before = N::up("0.000256");
        model::<N>().next(&before, &N::near("0.01")).unwrap()
    }
    assert_owed("0.00023516", next::<Exact>(), next::<Fixed>());
    let long = model::<Fixed>().long_run().unwrap();
    assert_owed("0.0002", model::<Exact>().long_run().unwrap(), long);
    for (variance, sigma) in [(next::<Fixed>(), "1.5335"), (long, "1.4142")] {
        let estimate = Ewma::new(Fixed::ONE, variance).unwrap();
        assert_percent(sigma, &estimate.sigma().unwrap());
    }
    // At the long run it stays there: ten days have ten times its variance, and 4.472 % of volatility.
    let ten = model::<Fixed>().forecast(&long, 10).unwrap();
    let sigma = Ewma::new(Fixed::ONE, ten).unwrap().sigma().unwrap();
    assert_percent("4.472", &sigma);
}

/// Article 28(1): a buffer of 25 % that may be exhausted, a weight of 25 % on stressed observations, a floor over
/// ten years.
#[test]
fn antiprocyclical() {
    type Tool<N> = fn(&N, &N) -> N;
    fn tools<N: Lane>() -> [Tool<N>; 3] {
        [
            |raw, base| buffered(raw, base, &N::near("0.25")).unwrap(),
            |raw, other| stressed(raw, other, &N::near("0.25")).unwrap(),
            |raw, floor| floored(raw, floor).unwrap(),
        ]
    }
    for (raw, other, [buffer, stress, floor]) in [
        ("0.05", "0.08", ["0.0625", "0.0575", "0.08"]),
        ("0.08", "0.08", ["0.1", "0.08", "0.08"]),
        ("0.09", "0.08", ["0.1", "0.0875", "0.09"]),
        ("0.29", "0.08", ["0.29", "0.2375", "0.29"]),
    ] {
        for ((published, exact), fixed) in [buffer, stress, floor]
            .into_iter()
            .zip(tools::<Exact>())
            .zip(tools::<Fixed>())
        {
            assert_owed(
                published,
                exact(&Exact::up(raw), &Exact::up(other)),
                fixed(&Fixed::up(raw), &Fixed::up(other)),
            );
        }
    }
}

/// 6,000 BTC a day at 121,714.51 and 1.67 % (of Coinbase in the 30 days to 9 October 2025) with a factor of 1.
#[test]
fn square_root_impact() {
    let (sigma, volume) = (
        Fixed::up("0.016665383427706338"),
        Fixed::down("5999.985029207"),
    );
    let price = Fixed::up("121714.51");
    let cost = |quantity: &str| {
        let quantity = Fixed::up(quantity);
        let impact = impact(&Fixed::ONE, &sigma, &quantity, &volume).unwrap();
        let notional = quantity.checked_mul(price).unwrap();
        (impact, close_out_cost(&notional, &impact).unwrap())
    };
    for (quantity, percent, dollars) in [
        ("100", "0.2151", "26187"),
        ("1000", "0.6804", "828100"),
        ("5000", "1.5213", "9260000"),
    ] {
        let (impact, cost) = cost(quantity);
        assert_percent(percent, &impact);
        // As they were printed: to a dollar, a hundred, ten thousand.
        let unit = match quantity {
            "100" => "1",
            "1000" => "100",
            _ => "10000",
        };
        let off = cost.checked_sub(Fixed::near(dollars)).unwrap().abs();
        assert!(off <= Fixed::near(unit), "{cost} for {dollars}");
    }
    // Double the size costs 2.83 times as much.
    let ratio = cost("2000").1.checked_div(cost("1000").1).unwrap();
    assert_printed("2.83", &ratio.value());
}

/// A million of ETH against a million of BTC at 99 % on 9 October 2025: 44,663 against a gross of 111,277. The next
/// day it lost 50,583, more than the correlation of the day, 0.848, had said. A stress correlation of 0.74 would
/// have asked for that, and so would half of the gross.
#[test]
fn a_hedge_before_a_crash() {
    let (ether, bitcoin) = (
        Fixed::up("0.031168056502121455"),
        Fixed::up("0.016665383427706338"),
    );
    let rho = Fixed::near("0.8476520165139461");
    let z = Fixed::up("2.3263478740408408");
    let million = Fixed::near("1000000");
    let margin = |sigma: &Fixed| {
        let fraction = margin_fraction(&z, sigma, &Fixed::ONE).unwrap();
        million.checked_mul(fraction).unwrap()
    };
    let (long, short) = (margin(&ether), -margin(&bitcoin));
    let offset = |floor, stress, least| {
        let offset = Offset::new(Fixed::near(floor), Fixed::near(stress), Fixed::near(least));
        offset
            .unwrap()
            .margin(&long, &short, &Interval::exact(rho))
            .unwrap()
    };
    let estimate = offset("-1", "1", "0");
    assert_printed("44663", &estimate.value());
    assert_printed("111277", &long.checked_sub(short).unwrap().value());
    let kept = estimate
        .checked_div(long.checked_sub(short).unwrap())
        .unwrap();
    assert_percent("59.9", &Fixed::ONE.checked_sub(kept).unwrap());
    // The same from the matrix of covariances.
    let square = |x: Fixed, y: Fixed| x.checked_mul(y).unwrap();
    let between = square(square(ether, bitcoin), rho);
    let matrix = [
        square(ether, ether),
        between,
        between,
        square(bitcoin, bitcoin),
    ];
    let moved = sigma(&matrix, &[million, -million]).unwrap();
    assert_printed("44663", &square(z, moved).value());
    let found = correlation(&matrix, 2, 0, 1).unwrap();
    assert_printed("0.848", &found.low().value());
    assert_printed("0.848", &found.high().value());

    let lost = Fixed::near("50583");
    assert!(estimate < lost);
    assert!(offset("0.5", "0.74", "0") > lost);
    assert!(offset("-1", "1", "0.5") > lost);
}
