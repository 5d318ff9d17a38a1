//! Margins and haircuts that grow with the size of a position: Drift's square root, Synthetix's skew, Orderly's
//! power, Coinbase's close-out horizon.
//!
//! Sources: drift-labs/protocol-v2, math/margin/tests.rs (`spot_market_asset_weight`,
//! `calculate_user_equity_value_tests`), state/perp_market.rs; Synthetixio/synthetix-v3, perps-market,
//! Account/Margins.test.ts and Margins.multiCollateral.test.ts; Orderly's documentation and the factors in its
//! SDK's tests; Coinbase International Exchange, leverage and margin policy.

use crate::exact::Exact;
use crate::lane::{assert_owed, assert_owned, decimal, half_digit, small, Lane};
use crate::sizes::exactly;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed;
use plimsoll::margin::health::Health;
use plimsoll::number::amount::to_units_down;
use plimsoll::risk::liquidity::horizon;
use plimsoll::weights::size::{
    horizon_up, linear_haircut_up, linear_up, power_up, square_root_discount_down, square_root_up,
};
use plimsoll::weights::Weights;
use plimsoll::{Error, Fixed, Number};

/// 1,000 units: asset and liability weight by factor, in units of 1e-4, cut off. What the liability side is cut
/// off by is in the debtor's favour; ours is the next one above, or equal.
#[test]
fn drift_spot_weights() {
    let thousand = Fixed::from_num(1_000);
    for (factor, size, asset, liability) in [
        ("0", 1, 9_000, 11_000),
        ("0.00001", 1, 9_000, 11_000),
        ("0.00001", 1_000_000, 8_357, 11_962),
        ("0.01", 1, 8_357, 11_962),
        ("0.1", 1, 2_642, 40_422),
    ] {
        let (factor, size) = (Fixed::up(factor), thousand * Fixed::from_num(size));
        let owned = square_root_discount_down(&Fixed::down("0.9"), &factor, &size).unwrap();
        // 0.9 has no exact binary form, and reads down.
        let theirs = decimal(&asset.to_string()) / decimal("10000");
        let over = owned.value() - theirs;
        assert!(over < decimal("0.0001") && over > -small(), "{owned}");
        let owed = square_root_up(&Fixed::up("1.1"), &factor, &size).unwrap();
        assert_eq!(to_units_down(&owed, 4), Ok(liability));
        assert!(owed.value() >= decimal(&liability.to_string()) / decimal("10000"));
    }
    let alone = square_root_up(&Fixed::ZERO, &Fixed::up("0.1"), &thousand).unwrap();
    assert_eq!(to_units_down(&alone, 4), Ok(31_622));
    for weight in ["0.15", "0.45", "0.75"] {
        let size = Fixed::from_num(100_000);
        let owned = square_root_discount_down(&Fixed::down(weight), &Fixed::up("0.1"), &size);
        assert_eq!(to_units_down(&owned.unwrap(), 4), Ok(337));
    }
}

/// Weights of a profit by its size, in dollars, with a factor of 0.001.
#[test]
fn drift_profit_weights() {
    for (profit, published) in [
        ("22699.050905", 9_559),
        ("24282.786896", 9_516),
        ("242827.86896", 7_368),
        ("2428278.6896", 4_299),
        ("24282786.896", 1_855),
        ("242827868.96", 663),
    ] {
        let factor = Fixed::up("0.001");
        let weight = square_root_discount_down(&Fixed::ONE, &factor, &Fixed::down(profit));
        assert_eq!(to_units_down(&weight.unwrap(), 4), Ok(published));
    }
}

/// BTC -2 at 30,000 under a scale of 100 and ETH 20 at 2,000 under 1,000, slope 2 and least 0.01: 5 % each.
/// Initial margins with the least margins of 1,000 and 500, and half of what the size asks for as maintenance.
#[test]
fn synthetix_skew() {
    fn margins<N: Lane>(size: &str, notional: &str, scale: &str, least: &str) -> [N; 3] {
        let (base, slope, least) = (N::up("0.01"), N::up("2"), N::up(least));
        let rate = linear_up(&base, &slope, &N::up(size), &N::down(scale)).unwrap();
        let asked = rate.mul_up(&N::up(notional)).unwrap();
        let half = asked.mul_up(&N::up("0.5")).unwrap();
        let [initial, maintenance] = [asked, half].map(|margin| margin.try_add(&least).unwrap());
        [rate, initial, maintenance]
    }
    for (size, notional, scale, least, published) in [
        ("2", "60000", "100", "1000", ["0.05", "4000", "2500"]),
        ("20", "40000", "1000", "500", ["0.05", "2500", "1500"]),
    ] {
        let exact = margins::<Exact>(size, notional, scale, least);
        let fixed = margins::<Fixed>(size, notional, scale, least);
        for ((published, exact), fixed) in published.into_iter().zip(exact).zip(fixed) {
            assert_owed(published, exact, fixed);
        }
    }
}

/// Collateral: BTC at 20,000 and ETH at 2,000, haircuts of at least 1 and at most 5 %. 12 BTC under a scale of
/// 100 and a scalar of 1.5 would be cut by 18 %, 700 ETH under 10,000 and 2 by 14; 0.8 BTC by 1.2, 10 ETH by 0.2.
#[test]
fn synthetix_collateral() {
    const BTC: [&str; 3] = ["20000", "1.5", "100"];
    const ETH: [&str; 3] = ["2000", "2", "10000"];
    fn haircut<N: Lane>(amount: &str, [_, scalar, scale]: [&str; 3]) -> N {
        let limits = [&N::up("0.01"), &N::up("0.05")];
        let cut = linear_haircut_up(limits, &N::up(scalar), &N::up(amount), &N::down(scale));
        cut.unwrap()
    }
    fn value<N: Lane>(coins: &[(&str, [&str; 3])]) -> N {
        let mut health = Health::new();
        for (amount, coin) in coins {
            let weights = Weights::from_haircut(&haircut::<N>(amount, *coin)).unwrap();
            let bound = weights.apply(&exactly(coin[0])).unwrap();
            health.add(&N::down(amount), &bound).unwrap();
        }
        health.surplus().unwrap()
    }
    for (amount, coin, published) in [
        ("12", BTC, "0.05"),
        ("700", ETH, "0.05"),
        ("0.8", BTC, "0.012"),
        ("10", ETH, "0.01"),
    ] {
        assert_owed(published, haircut(amount, coin), haircut(amount, coin));
    }
    for (coins, published) in [
        ([("12", BTC), ("700", ETH)], "1558000"),
        ([("0.8", BTC), ("10", ETH)], "35608"),
    ] {
        assert_owned(published, value(&coins), value(&coins));
    }
}

/// `max(1 / leverage, base, factor * notional^(4/5))`, the factor of BTC in their tests with a base of 10 %:
/// it begins to count at ten millions. Held against `x^5 = notional^4` in integers. Maintenance of 5,197.2 is
/// their 5 %.
#[test]
fn orderly_power() {
    let (base, factor) = (Fixed::up("0.1"), Fixed::up("0.0000002512"));
    let exponent = Fixed::up("0.8");
    let rate =
        |notional: u64| power_up(&base, &factor, &exponent, &Fixed::from_num(notional)).unwrap();
    assert_eq!(rate(0), base);
    assert_eq!(rate(9_000_000), base);
    let (least, half) = (Fixed::up("0.05"), Fixed::up("0.0000001256"));
    let maintenance = power_up(&least, &half, &exponent, &Fixed::up("5197.2"));
    assert_eq!(maintenance, Ok(least));
    for (notional, percent) in [
        (10_000_000, "10.0005"),
        (40_000_000, "30.3157"),
        (100_000_000, "63.0986"),
    ] {
        let ours = rate(notional).value();
        let off = (&ours * decimal("100") - decimal(percent)).abs();
        assert!(
            off <= half_digit(percent),
            "{} for {percent}",
            ours * decimal("100")
        );
        let fifth = |x: BigRational| x.pow(5);
        let fourth = BigRational::from(BigInt::from(notional).pow(4));
        let power = ours / decimal("0.0000002512");
        assert!(fifth(power.clone()) >= fourth);
        assert!(fifth(power * decimal("0.9999999")) < fourth);
    }
}

/// A base of 10 %, a risk of 8 % a day and four days to close: 16 % initial, 10.667 % maintenance, 5.333 %
/// before the fund takes over. A day's size asks for the base.
#[test]
fn coinbase_horizon() {
    let (base, risk) = (Fixed::up("0.1"), Fixed::up("0.08"));
    let initial = |days: &Fixed| horizon_up(&base, &risk, days).unwrap();
    let days = horizon(
        &Fixed::from_num(4_000),
        &Fixed::from_num(10_000),
        &Fixed::up("0.1"),
    )
    .unwrap();
    let margin = initial(&days);
    let third = margin.div_up(&Fixed::from_num(3)).unwrap();
    let maintenance = third.try_add(&third).unwrap();
    let close_out = third.max(maintenance - Fixed::up("0.12"));
    for (ours, percent) in [
        (margin, "16"),
        (maintenance, "10.667"),
        (close_out, "5.333"),
    ] {
        let off = (ours.value() * decimal("100") - decimal(percent)).abs();
        assert!(off <= half_digit(percent), "{ours}");
    }
    assert_eq!(initial(&Fixed::ONE), base);
}

/// A fraction above 1 cannot be a margin: no price falls by more.
#[test]
fn margins_above_one_are_refused() {
    let slope = Fixed::from_num(2);
    let rate = linear_up(
        &Fixed::up("0.01"),
        &slope,
        &Fixed::from_num(60),
        &Fixed::from_num(100),
    );
    let rate = rate.unwrap();
    assert!(rate > 1);
    assert_eq!(
        Weights::from_margin_fraction(&rate),
        Err(Error::InvalidFraction)
    );
}
