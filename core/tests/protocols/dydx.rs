//! dYdX v4: initial and maintenance margin in whole quote quantums, rounded up.
//!
//! Source: dydxprotocol/v4-chain, protocol/x/perpetuals/types/liquidity_tier_test.go and
//! x/perpetuals/lib/lib_test.go. Rates are parts per million.

use crate::exact::Exact;
use crate::lane::{decimal, Lane};
use num_bigint::BigInt;
use num_rational::BigRational;
use plimsoll::number::amount::to_units_up;
use plimsoll::weights::tiers::{Tier, Tiers};
use plimsoll::Fixed;

fn fraction(ppm: u64) -> String {
    format!("{}.{:06}", ppm / 1_000_000, ppm % 1_000_000)
}

/// The kernel's requirement of a ladder with one rung.
fn requirement<N: Lane>(notional: &N, ppm: u64) -> N {
    let rungs = [Tier::new(N::zero(), N::up(&fraction(ppm)))];
    Tiers::new(&rungs).unwrap().requirement(notional).unwrap()
}

fn exact_up(notional: &BigRational, ppm: u64) -> BigRational {
    requirement(&Exact(notional.clone()), ppm).0.ceil()
}

/// `ceil(notional * initial)` and `ceil(ceil(notional * base) * maintenance)`.
fn assert_margins(notional: &str, initial: u64, base: u64, fraction: u64, published: [&str; 2]) {
    let notional = decimal(notional);
    let margins = [
        exact_up(&notional, initial),
        exact_up(&exact_up(&notional, base), fraction),
    ];
    assert_eq!(margins, published.map(decimal));
    // On `Fixed` a rate is read up, so what comes out whole may come out one quantum higher.
    let Ok(notional) = u64::try_from(notional.to_integer()) else {
        return;
    };
    let up = |notional: u128, ppm| {
        let notional = Fixed::from_num(notional);
        to_units_up(&requirement(&notional, ppm), 0).unwrap()
    };
    let margins = [
        up(notional.into(), initial),
        up(up(notional.into(), base), fraction),
    ];
    for (ours, theirs) in margins.into_iter().zip(published) {
        let theirs: u128 = theirs.parse().unwrap();
        // Two roundings up of one quantum each, the first times a fraction of at most one.
        assert!(ours >= theirs && ours - theirs <= 2, "{ours} for {theirs}");
    }
}

#[test]
fn initial_margin_quote_quantums() {
    assert_eq!(exact_up(&decimal("123456"), 567_243), decimal("70030"));
    assert_eq!(exact_up(&decimal("1"), 100_000), decimal("1"));
    let notional = Fixed::from_num(123_456);
    assert_eq!(to_units_up(&requirement(&notional, 567_243), 0), Ok(70_030));
    assert_eq!(to_units_up(&requirement(&Fixed::ONE, 100_000), 0), Ok(1));
}

/// Base quantums times price, here already in quote quantums.
#[test]
fn margin_requirements() {
    let notional = (74_523u64 * 123_456).to_string();
    let published = ["2300077872", "1380046724"];
    assert_margins(&notional, 250_000, 250_000, 600_000, published);
    let published = ["460015575", "276009345"];
    assert_margins(&notional, 50_000, 50_000, 600_000, published);
}

/// `base + floor((1 - base) * (OI - lower) / (upper - lower))`, in parts per million; maintenance does not
/// scale. The floor before the ceiling is a part per million in the trader's favour.
fn scaled(base: u64, open_interest: &str, lower: &str, upper: &str) -> u64 {
    let part = (decimal(open_interest) - decimal(lower)) / (decimal(upper) - decimal(lower));
    let part = part.max(decimal("0")).min(decimal("1"));
    let scaled = decimal(&(1_000_000 - base).to_string()) * part;
    base + u64::try_from(scaled.floor().to_integer()).unwrap()
}

#[test]
fn initial_margin_scales_with_open_interest() {
    let initial = scaled(
        200_000,
        "14999999988750",
        "10000000000000",
        "20000000000000",
    );
    assert_eq!(initial, 599_999);
    let notional = (12_000u64 * 36_750).to_string();
    let published = ["264599559", "44100000"];
    assert_margins(&notional, initial, 200_000, 500_000, published);
}

/// Price and size of 2^64 - 1 at the same resolutions (a tenth of a quantum): beyond the range of
/// `Fixed`, exact on wide integers.
#[test]
fn largest_price_and_size() {
    let most = BigInt::from(u64::MAX);
    let notional = (&most * &most).to_string();
    let (quantums, tenth) = notional.split_at(notional.len() - 1);
    let notional = format!("{quantums}.{tenth}");
    let published = ["3402823669209384634264811192843492"; 2];
    assert_margins(&notional, 100, 100, 1_000_000, published);
}
