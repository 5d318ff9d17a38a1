//! What a feed says of itself, and whether it is believed: marginfi's biased prices, Solend's, Drift's and
//! Synthetix's checks, Derive's charge for a low confidence.
//!
//! Sources: mrgnlabs/marginfi-v2, programs/marginfi/src/state/price.rs (`swb_pull_get_price_1`, `_2`, formulas);
//! solendprotocol/solana-program-library, token-lending/sdk/src/oracles.rs (`test_pyth_price`);
//! drift-labs/protocol-v2, math/oracle/tests.rs (`calculate_oracle_valid`); Synthetixio/synthetix-v3,
//! protocol/oracle-manager (StalenessCircuitBreakerNode); derivexyz/v2-core, TestStandardManager_Perp.t.sol and
//! _Option.t.sol (`testOracleContingencyOnPerps`, `OnOptions`).

use crate::exact::Exact;
use crate::lane::{assert_owed, decimal, small, Lane};
use crate::sizes::exactly;
use plimsoll::margin::contingency;
use plimsoll::price::oracle::age::Age;
use plimsoll::price::oracle::band::Band;
use plimsoll::price::oracle::confidence::Confidence;
use plimsoll::price::oracle::{Feed, Reading};
use plimsoll::price::Price;
use plimsoll::{Error, Fixed};

/// A price, what its feed states, and the rule's multiple, cap and limit.
fn read<N: Lane>(price: &str, stated: &str, rule: [&str; 3]) -> Result<Price<N>, Error> {
    let [multiple, cap, limit] = rule.map(N::near);
    Confidence::new(multiple, cap, limit)?.price(&N::near(price), &N::near(stated))
}

fn is_known(price: &str, stated: &str, rule: [&str; 3]) -> bool {
    let exact = read::<Exact>(price, stated, rule).unwrap().is_known();
    let fixed = read::<Fixed>(price, stated, rule).unwrap().is_known();
    assert_eq!(exact, fixed);
    exact
}

/// The ends to the last digit, and on `Fixed` around them by next to nothing.
fn assert_ends(price: &str, stated: &str, rule: [&str; 3], ends: [&str; 2]) {
    let exact = read::<Exact>(price, stated, rule).unwrap();
    let fixed = read::<Fixed>(price, stated, rule).unwrap();
    let [low, high] = ends.map(decimal);
    assert_eq!((&exact.low().0, &exact.high().0), (&low, &high));
    // The price itself is read to the nearest step.
    let off = [&low - fixed.low().value(), fixed.high().value() - &high];
    assert!(off.iter().all(|off| *off < small() && *off > -small()));
}

const PYTH: [&str; 3] = ["2.12", "0.05", "0.1"];
const SWITCHBOARD: [&str; 3] = ["1.96", "0.05", "0.1"];

/// marginfi: 2.12 of Pyth's confidence, at most 5 % of the price; above 10 % no price.
#[test]
fn marginfi_pyth() {
    assert_ends("10", "0.1", PYTH, ["9.788", "10.212"]);
    assert_ends("10", "0.4", PYTH, ["9.5", "10.5"]);
    for (stated, known) in [("0.4716", true), ("0.4718", false), ("9", false)] {
        assert_eq!(is_known("10", stated, PYTH), known);
    }
}

/// marginfi: 1.96 of Switchboard's deviation, on two accounts of mainnet. Their tests allow 1e-4 of the price:
/// 155.59 less and plus 0.47; 177.351466043 less and plus 0.0046528305, which is the deviation itself and not
/// 1.96 of it.
#[test]
fn marginfi_switchboard() {
    for (price, deviation, ends, theirs) in [
        (
            "155.59404527",
            "0.24016179",
            ["155.1233281616", "156.0647623784"],
            ("155.59", "0.47"),
        ),
        (
            "177.351466043000984",
            "0.004652830479302014",
            ["177.34234649526155205256", "177.36058559074041594744"],
            ("177.351466043", "0.0046528305"),
        ),
    ] {
        assert_ends(price, deviation, SWITCHBOARD, ends);
        let (spot, bias) = (decimal(theirs.0), decimal(theirs.1));
        let allowed = &spot * decimal("0.0001");
        for (end, theirs) in ends
            .map(decimal)
            .into_iter()
            .zip([&spot - &bias, &spot + &bias])
        {
            assert!((&end - &theirs) <= allowed && (theirs - end) <= allowed);
        }
    }
}

/// Solend: no price above a confidence of 10 %, none older than 240 slots, none below zero.
#[test]
fn solend() {
    let rule = ["1", "1", "0.1"];
    for (stated, known) in [("1", true), ("20", true), ("20.1", false), ("40", false)] {
        assert_eq!(is_known("200", stated, rule), known);
    }
    let age = Age::new(240, 240, 0, Fixed::ZERO).unwrap();
    for (at, now, known) in [(0, 240, true), (1, 242, false), (0, 241, false)] {
        let price = age.price(&exactly("2000"), at, now).unwrap();
        assert_eq!(price.is_known(), known);
    }
    let negative = Reading::new(Fixed::down("-200"), Fixed::ONE, 0);
    assert_eq!(negative, Err(Error::InvalidPrice));
}

/// Drift: 34 with a confidence of 0.01 one slot old is valid; after 11 slots no longer for its own market
/// maker, after 121 not for margin; with a confidence of 1 it is too uncertain.
#[test]
fn drift_validity() {
    let confidence = Confidence::new(Fixed::ONE, Fixed::ONE, Fixed::up("0.02")).unwrap();
    let feed = |slots| Feed {
        confidence,
        age: Age::new(slots, slots, 0, Fixed::ZERO).unwrap(),
    };
    let valid = |slots, stated, delay: u64| {
        let reading = Reading::new(Fixed::from_num(34), Fixed::near(stated), 1_000).unwrap();
        let price = feed(slots).price(&reading, 1_000 + delay).unwrap();
        price.is_known()
    };
    let (market_maker, margin) = (10, 120);
    for (slots, stated, delay, known) in [
        (market_maker, "0.01", 1, true),
        (market_maker, "0.01", 8, true),
        (market_maker, "0.01", 11, false),
        (margin, "0.01", 11, true),
        (margin, "0.01", 121, false),
        (market_maker, "1", 8, false),
    ] {
        assert_eq!(valid(slots, stated, delay), known);
    }
}

/// Drift: a five-minute average of 32 is 3.03 % from a market of 33, one of 29 more than 10 %.
#[test]
fn drift_divergence() {
    fn agrees<N: Lane>(average: &str) -> bool {
        let band = Band::new(N::down("0.1"), N::zero()).unwrap();
        let admitted = band.admit(&exactly("33"), 0, &exactly(average));
        admitted.unwrap().is_known()
    }
    for (average, expected) in [("32", true), ("29.7", true), ("29", false)] {
        assert_eq!(agrees::<Exact>(average), expected);
    }
    assert!(agrees::<Fixed>("32") && !agrees::<Fixed>("29"));
}

/// Synthetix: at a tolerance of 50 seconds a price 10 seconds old is taken, one of 100 is not.
#[test]
fn synthetix_staleness() {
    let age = Age::new(50, 50, 0, Fixed::ZERO).unwrap();
    let now = 1_700_000_000;
    let fresh = age.price(&exactly("200"), now - 10, now).unwrap();
    assert_eq!(fresh, exactly("200"));
    assert_eq!(
        age.price(&exactly("100"), now - 100, now),
        Ok(Price::unknown())
    );
}

/// Derive: with a confidence of 0.7 below 0.75, ten perps at 1,500 cost 0.1 of what is missing, 450; ten
/// options with 0.8 below 0.9 cost 300. At the threshold nothing.
#[test]
fn derive_contingency() {
    fn charged<N: Lane>(threshold: &str, confidence: &str) -> N {
        let rule = contingency::Confidence::new(N::up(threshold), N::up("0.1")).unwrap();
        let charged = rule.charge(&N::down(confidence), &N::up("15000"));
        charged.unwrap()
    }
    for (threshold, confidence, published) in [("0.75", "0.7", "450"), ("0.9", "0.8", "300")] {
        let (exact, fixed) = (
            charged(threshold, confidence),
            charged(threshold, confidence),
        );
        assert_owed(published, exact, fixed);
        assert_eq!(charged::<Exact>(threshold, threshold), Exact::down("0"));
    }
}
