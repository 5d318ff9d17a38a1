//! marginfi: stale collateral is left out where an account is to be proven healthy, and nothing stale lets
//! anybody be liquidated.
//!
//! Source: mrgnlabs/marginfi-v2, programs/marginfi/tests/misc/risk_engine_flexible_oracle_checks.rs
//! (`re_one_oracle_stale_failure`, `_success`, `_failure_2`, `re_liquidaiton_fail`). USDC at 1, SOL and its
//! equivalent at 10, all at a weight of 1; feeds published at 0 or at 120, asked at 120, under an age limit that
//! 120 seconds exceed or, later, of 200.

use crate::exact::Exact;
use crate::lane::Lane;
use plimsoll::margin::health::{Health, Verdict};
use plimsoll::price::oracle::age::Age;
use plimsoll::price::oracle::confidence::Confidence;
use plimsoll::price::oracle::{Feed, Reading};
use plimsoll::weights::Weights;
use plimsoll::Fixed;

const NOW: u64 = 120;
const SHORT: u64 = 100;
const LONG: u64 = 200;

/// Balance, price, asset weight; when its feed was published, and how old it may be.
type Position = ([&'static str; 3], [u64; 2]);

fn verdict<N: Lane>(positions: &[Position]) -> Verdict {
    let mut health = Health::new();
    for ([balance, price, weight], [at, limit]) in positions {
        let feed = Feed {
            confidence: Confidence::new(N::near("2.12"), N::near("0.05"), N::near("0.1")).unwrap(),
            age: Age::new(*limit, *limit, 0, N::zero()).unwrap(),
        };
        let reading = Reading::new(N::near(price), N::zero(), *at).unwrap();
        let weights = Weights::from_loan_to_value(N::down(weight)).unwrap();
        let bound = weights.apply(&feed.price(&reading, NOW).unwrap()).unwrap();
        health.add(&N::down(balance), &bound).unwrap();
    }
    health.verdict()
}

fn assert_verdict(positions: &[Position], expected: Verdict) {
    assert_eq!(verdict::<Exact>(positions), expected);
    assert_eq!(verdict::<Fixed>(positions), expected);
}

const USDC: Position = (["500", "1", "1"], [NOW, SHORT]);
const STALE: Position = (["500", "10", "1"], [0, SHORT]);
const FRESH: Position = (["500", "10", "1"], [0, LONG]);

fn sol(balance: &'static str, at: u64) -> Position {
    ([balance, "10", "1"], [at, SHORT])
}

/// 500 USDC and 500 of the equivalent. While that is stale, SOL worth 990 or 510 may not be borrowed, and worth
/// 400 may; under an age limit of 200 it counts, and 990 may. Theirs says «rejected» where ours is unknown: it
/// may not be liquidated either.
#[test]
fn collateral() {
    assert_verdict(&[USDC, STALE, sol("-99", NOW)], Verdict::Unknown);
    assert_verdict(&[USDC, STALE, sol("-51", NOW)], Verdict::Unknown);
    assert_verdict(&[USDC, STALE, sol("-40", NOW)], Verdict::Healthy);
    assert_verdict(&[USDC, FRESH, sol("-99", NOW)], Verdict::Healthy);
}

/// 500 USDC: SOL worth 400 may not be borrowed while SOL is stale.
#[test]
fn debt() {
    assert_verdict(&[USDC, sol("-40", 0)], Verdict::Unknown);
    assert_verdict(&[USDC, sol("-40", NOW)], Verdict::Healthy);
}

/// 100 SOL at a maintenance weight of 0.5 against 999: liquidated with a fresh price of SOL alone. A liquidator
/// with 2,000 USDC less what it takes over is healthy with stale collateral beside it.
#[test]
fn liquidation() {
    let owed = (["-999", "1", "1"], [NOW, SHORT]);
    assert_verdict(
        &[(["100", "10", "0.5"], [0, SHORT]), owed],
        Verdict::Unknown,
    );
    assert_verdict(
        &[(["100", "10", "0.5"], [NOW, SHORT]), owed],
        Verdict::Unhealthy,
    );
    let left = (["1980.5", "1", "1"], [NOW, SHORT]);
    let seized = (["2", "10", "0.25"], [NOW, SHORT]);
    assert_verdict(&[left, STALE, seized], Verdict::Healthy);
}
