//! Lending protocols: Euler, Morpho and Aave, health of a collateral against a debt.
//!
//! Sources: euler-xyz/euler-vault-kit test/ (full liquidation), formulas in Liquidation.sol;
//! morpho-org/morpho-blue test/integration/LiquidateIntegrationTest.sol and Morpho.sol; aave-dao/aave-v3-origin
//! GenericLogic.sol. On `Wad` the kernel's own source gives their integers.

use crate::wad::Wad;
use num_bigint::BigInt;
use plimsoll::margin::health::{Health, Verdict};
use plimsoll::number::amount::from_units_down;
use plimsoll::price::Price;
use plimsoll::weights::{Bound, Weights};
use plimsoll::{Fixed, Number};

fn ether(text: &str) -> Wad {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    Wad::of(&format!("{whole}{fraction:0<18}"))
}

/// Collateral at a price and a loan-to-value, against a debt at its price.
fn health(collateral: [&str; 2], loan_to_value: &str, debt: [&str; 2]) -> Health<Wad> {
    let price = |text| Price::exact(ether(text)).unwrap();
    let weights = Weights::from_loan_to_value(ether(loan_to_value)).unwrap();
    let owned = weights.apply(&price(collateral[1])).unwrap();
    let mut health = Health::new();
    health.add(&ether(collateral[0]), &owned).unwrap();
    let owed = ether(debt[0]).try_neg().unwrap();
    health
        .add(&owed, &Bound::unweighted(&price(debt[1])))
        .unwrap();
    health.close(2).unwrap()
}

/// 100 at 0.4 and 0.3 against 5 at 2.5, and at 2.8.
#[test]
fn euler_health() {
    for (price, published) in [("2.5", "960000000000000000"), ("2.8", "857142857142857142")] {
        let health = health(["100", "0.4"], "0.3", ["5", price]);
        assert_eq!(health.ratio(), Ok(Wad::of(published)));
        assert_eq!(health.verdict(), Verdict::Unhealthy);
    }
}

/// Euler liquidates at equality; here equality is healthy, as at Morpho. At 2.4 both sides are 12.
#[test]
fn equality() {
    let health = health(["100", "0.4"], "0.3", ["5", "2.4"]);
    assert_eq!(health.ratio(), Ok(Wad::one()));
    assert_eq!(health.verdict(), Verdict::Healthy);
}

/// `maxBorrow = floor(floor(collateral * price) * lltv)` against what is borrowed.
#[test]
fn morpho_health() {
    // testSeizedAssetsRoundUp, in tokens of 1 instead of wei: 400 at 0.99 and 0.75 against 300.
    let first = health(["400", "0.99"], "0.75", ["300", "1"]);
    assert_eq!(first.assets(), &ether("297"));
    assert_eq!(first.verdict(), Verdict::Unhealthy);
    // 1,000 at 0.99 and 0.8 against 800.
    let second = health(["1000", "0.99"], "0.8", ["800", "1"]);
    assert_eq!(second.assets(), &ether("792"));
    assert_eq!(second.verdict(), Verdict::Unhealthy);
    // Their test's own integers: wei counted as whole units of 1e-18.
    let wei = health(
        ["0.000000000000000400", "0.99"],
        "0.75",
        ["0.000000000000000300", "1"],
    );
    assert_eq!(wei.assets(), &Wad(BigInt::from(297)));
}

/// Aave's health factor in its own integers: values in 1e-8, thresholds in basis points, collateral
/// floored, and the quotient of 1e18 rounded half up.
fn aave(collateral: &[(u128, u128)], debt: u128) -> u128 {
    let weighted: u128 = collateral.iter().map(|(value, bps)| value * bps).sum();
    (weighted * 10u128.pow(18) + debt * 10_000 / 2) / debt / 10_000
}

#[test]
fn aave_health_factor() {
    let cases: [(&[(u128, u128)], u128); 4] = [
        (&[(2_700_000_000_000, 7_800)], 1_000_000_000_000),
        (
            &[(1_000_000_000_000, 8_300), (250_000_000_001, 7_500)],
            999_999_999_999,
        ),
        (&[(100_000_000, 8_000)], 80_000_000),
        (
            &[(3_333_333_333, 9_300), (1, 1), (7, 10_000)],
            3_100_000_007,
        ),
    ];
    for (collateral, debt) in cases {
        let one = Price::exact(Fixed::ONE).unwrap();
        let mut health = Health::new();
        for &(value, bps) in collateral {
            let threshold = from_units_down(bps, 4).unwrap();
            let weights = Weights::from_loan_to_value(threshold).unwrap();
            let value: Fixed = from_units_down(value, 8).unwrap();
            health.add(&value, &weights.apply(&one).unwrap()).unwrap();
        }
        let owed: Fixed = from_units_down(debt, 8).unwrap();
        health.add(&-owed, &Bound::unweighted(&one)).unwrap();
        let theirs: Fixed = from_units_down(aave(collateral, debt), 18).unwrap();
        let ours = health.ratio().unwrap();
        // Ours is below by what reading the threshold and the amounts down costs.
        assert!(
            ours <= theirs && theirs - ours < Fixed::from_bits(1 << 16),
            "{ours} {theirs}"
        );
    }
}

/// Half up, a health factor one part in 2e18 below one is printed as one and not liquidated; the
/// kernel compares and does not divide, and its ratio is floored.
#[test]
fn half_up_hides_a_shortfall() {
    let (owned, owed) = ("1999999999999999999", "2000000000000000000");
    let half_up = {
        let [owned, owed] = [owned, owed].map(|units| units.parse::<BigInt>().unwrap());
        (&owned * BigInt::from(10).pow(18) + &owed / 2) / &owed
    };
    assert_eq!(half_up, BigInt::from(10).pow(18));
    let mut health = Health::new();
    let one = Bound::unweighted(&Price::exact(Wad::one()).unwrap());
    health.add(&Wad::of(owned), &one).unwrap();
    health.add(&Wad::of(owed).try_neg().unwrap(), &one).unwrap();
    assert_eq!(health.verdict(), Verdict::Unhealthy);
    assert_eq!(health.ratio(), Ok(Wad::of("999999999999999999")));
}
