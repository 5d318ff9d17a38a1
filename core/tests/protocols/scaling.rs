//! Weights that shrink as a market grows: Mango's two, marginfi's limit, Drift's deposits, dYdX's open
//! interest.
//!
//! Sources: blockworks-foundation/mango-v4, health/cache.rs (`test_health1`, rows 10 and 11);
//! mrgnlabs/marginfi-v2, tests/misc/collateral_value_cap.rs; drift-labs/protocol-v2, math/margin/tests.rs
//! (`spot_market_scale_initial_asset_weight`); dydxprotocol/v4-chain, x/perpetuals/types/liquidity_tier_test.go
//! (`TestGetAdjustedInitialMarginPpm`, `TestGetInitialMarginQuoteQuantums`), lib_test.go.

use crate::exact::Exact;
use crate::lane::{assert_owned, assert_printed, decimal, small, Lane};
use crate::sizes::exactly;
use num_traits::Signed;
use plimsoll::margin::health::Health;
use plimsoll::number::amount::{to_units_down, to_units_up};
use plimsoll::risk::quota::Quota;
use plimsoll::weights::size::open_interest_up;
use plimsoll::weights::Weights;
use plimsoll::{Error, Fixed};

fn quota<N: Lane>(limit: &str, used: &str) -> Quota<N> {
    Quota::new(N::down(limit), N::up(used)).unwrap()
}

fn unused<N: Lane>() -> Quota<N> {
    quota("0", "0")
}

/// Token, price, asset and liability weight; where the scaling starts and what the bank holds, in dollars.
type Bank<'a> = [&'a str; 6];

/// Balances of 100 under weights that scale with deposits, or debts of 100 with borrows.
fn surplus<N: Lane>(banks: &[Bank<'_>]) -> N {
    let mut health = Health::new();
    for [balance, price, asset, liability, start, value] in banks {
        let weights = Weights::new(N::down(asset), N::up(liability)).unwrap();
        let bank = quota(start, value);
        let scaled = match balance.starts_with('-') {
            true => weights.scaled(&unused(), &bank),
            false => weights.scaled(&bank, &unused()),
        };
        let scaled = scaled.unwrap();
        assert!(scaled.no_looser_than(&weights));
        let bound = scaled.apply(&exactly(price)).unwrap();
        health.add(&N::down(balance), &bound).unwrap();
    }
    health.surplus().unwrap()
}

/// Row 10: 80 + 250 * 5,000 / 7,500 + 500 * 10,000 / 100,000. Row 11: -(120 + 750 * 1.5 + 1,500 * 10).
#[test]
fn mango_deposits_and_borrows() {
    const DEPOSITS: [Bank<'_>; 3] = [
        ["100", "1", "0.8", "1.2", "1000", "100"],
        ["100", "5", "0.5", "1.5", "5000", "7500"],
        ["100", "10", "0.5", "1.5", "10000", "100000"],
    ];
    const BORROWS: [Bank<'_>; 3] = [
        ["-100", "1", "0.8", "1.2", "1000", "100"],
        ["-100", "5", "0.5", "1.5", "5000", "7500"],
        ["-100", "10", "0.5", "1.5", "10000", "100000"],
    ];
    let (exact, fixed) = (surplus::<Exact>(&DEPOSITS), surplus::<Fixed>(&DEPOSITS));
    assert_eq!(exact.0, decimal("890") / decimal("3"));
    assert_printed("296.667", &exact.0);
    let short = exact.0 - fixed.value();
    assert!(!short.is_negative() && short < small());
    assert_owned("-16245", surplus(&BORROWS), surplus(&BORROWS));
}

/// A limit of 101 on a bank of 2,000 USDC: 100 of them count for 5.05, so that SOL worth 99 may not be
/// borrowed; when 1,900 have left they count in full, and SOL worth 100 may.
#[test]
fn marginfi_init_limit() {
    fn counted<N: Lane>(value: &str) -> N {
        surplus::<N>(&[["100", "1", "1", "1", "101", value]])
    }
    assert_owned("5.05", counted("2000"), counted("2000"));
    assert_owned("100", counted("100"), counted("100"));
}

/// Weight 0.9 from 500,000 on, at a price of 25.
#[test]
fn drift_deposits() {
    fn weight<N: Lane>(deposits: u32) -> N {
        let value = (deposits * 25).to_string();
        let weights = Weights::from_loan_to_value(N::down("0.9")).unwrap();
        let scaled = weights.scaled(&quota("500000", &value), &unused());
        scaled.unwrap().asset().clone()
    }
    for (deposits, published) in [
        (1, "0.9"),
        (20_000, "0.9"),
        (40_000, "0.45"),
        (60_000, "0.3"),
    ] {
        assert_owned(published, weight(deposits), weight(deposits));
    }
}

fn fraction<N: Lane>(base: &str, caps: [&str; 2], open: &str) -> Result<N, Error> {
    let [lower, upper] = caps.map(N::down);
    open_interest_up(&N::up(base), [&lower, &upper], &N::up(open))
}

/// In parts per million. Theirs cuts off below one; ours is the rate itself, of which `to_units_up` would be
/// the next part.
#[test]
fn dydx_open_interest() {
    const CAPS: [&str; 2] = ["1000000", "2000000"];
    for (open, exact, theirs) in [
        ("0", "0.2", 200_000),
        ("1000000", "0.2", 200_000),
        ("1500000", "0.6", 600_000),
        ("1234567", "0.3876536", 387_653),
        ("2000000", "1", 1_000_000),
        ("2500000", "1", 1_000_000),
    ] {
        let ours = fraction::<Exact>("0.2", CAPS, open).unwrap();
        assert_eq!(ours, Exact::down(exact));
        let fixed = fraction::<Fixed>("0.2", CAPS, open).unwrap();
        let over = fixed.value() - ours.0;
        assert!(!over.is_negative() && over < small());
        let fixed = to_units_down(&fixed, 6).unwrap();
        assert_eq!(fixed, theirs);
    }
    let reversed = fraction::<Fixed>("0.2", ["2000000", "1000000"], "0");
    assert_eq!(reversed, Err(Error::InvalidRamp));
}

/// Margins in quote quantums, rounded up. In the last row theirs floors 599,999.9991 parts of a rate to
/// 599,999 first, and asks for 441 quantums less.
#[test]
fn dydx_margins() {
    for (notional, caps, open, theirs, ours) in [
        (
            "500000",
            ["1000000000000", "2000000000000"],
            "1500000000000",
            300_000,
            300_000,
        ),
        (
            "500000",
            ["25000000000000", "50000000000000"],
            "80000000000000",
            500_000,
            500_000,
        ),
        (
            "500000",
            ["25000000000000", "50000000000000"],
            "25000000000000",
            100_000,
            100_000,
        ),
        (
            "500000",
            ["25000000000000", "60000000000000"],
            "28123456789123",
            135_697,
            135_697,
        ),
        (
            "441000000",
            ["10000000000000", "20000000000000"],
            "14999999988750",
            264_599_559,
            264_600_000,
        ),
    ] {
        let exact = fraction::<Exact>("0.2", caps, open).unwrap().0 * decimal(notional);
        assert_eq!(exact.ceil(), decimal(&ours.to_string()));
        let fixed = fraction::<Fixed>("0.2", caps, open).unwrap();
        let margin = Fixed::up(notional).checked_mul(fixed).unwrap();
        // A rate that is read up asks for a quantum more of what comes out whole.
        let margin = to_units_up(&margin, 0).unwrap();
        assert!(margin >= ours && margin - ours <= 1 && ours >= theirs);
    }
}
