//! Collateral of centralised venues: each slice of a holding has its own ratio.
//!
//! Sources: Bitget and MEXC help (tiered collateral ratios), BIT.com help (unified margin).

use crate::exact::Exact;
use crate::lane::{assert_owned, assert_printed, decimal, half_digit, small, Lane};
use num_traits::Signed;
use plimsoll::margin::health::Health;
use plimsoll::price::Price;
use plimsoll::weights::haircut::{Slice, Slices};
use plimsoll::weights::tiers::{Tier, Tiers};
use plimsoll::weights::Weights;
use plimsoll::Fixed;

/// What `amount` counts for under floors and ratios, and its weight.
fn counted<N: Lane>(amount: &str, ratios: &[(&str, &str)]) -> [N; 2] {
    let slice = |(floor, ratio): &(&str, &str)| Slice::new(N::up(floor), N::down(ratio));
    let mut slices: Vec<_> = ratios.iter().map(slice).collect();
    let slices = Slices::from_ratios(&mut slices).unwrap();
    let amount = N::down(amount);
    [
        slices.counts(&amount).unwrap(),
        slices.weight(&amount).unwrap(),
    ]
}

/// The same from a margin ladder: what is left of the value when a haircut on each slice must be posted.
fn left<N: Lane>(amount: &str, ratios: &[(&str, &str)]) -> N {
    let haircut = |(floor, ratio): &(&str, &str)| {
        Tier::new(N::down(floor), N::one().try_sub(&N::down(ratio)).unwrap())
    };
    let mut rungs: Vec<_> = ratios.iter().map(haircut).collect();
    let tiers = Tiers::from_rates(&mut rungs).unwrap();
    let amount = N::down(amount);
    amount
        .try_sub(&tiers.requirement(&amount).unwrap())
        .unwrap()
}

fn assert_counted(published: &str, amount: &str, ratios: &[(&str, &str)]) {
    let [exact, weight] = counted::<Exact>(amount, ratios);
    assert_eq!(weight.0, &exact.0 / decimal(amount));
    assert_eq!(exact, left(amount, ratios));
    assert_owned(published, exact, counted::<Fixed>(amount, ratios)[0]);
}

#[test]
fn tiered_collateral_ratios() {
    // Bitget: 60,000 APT at 1, ratio 0.8 to 50,000 and nothing above, beside 1 BTC at 50,000.
    assert_counted("40000", "60000", &[("0", "0.8"), ("50000", "0")]);
    assert_counted("50000", "50000", &[("0", "1"), ("5000000", "0.98")]);
    // Bitget: 11 million USDT at 1 to five million, 0.98 to ten, 0.975 above.
    let usdt = [("0", "1"), ("5000000", "0.98"), ("10000000", "0.975")];
    assert_counted("10875000", "11000000", &usdt);
    // MEXC: 2 BTC at 90 % for the first and 80 % for the second, counted in BTC.
    assert_counted("1.7", "2", &[("0", "0.9"), ("1", "0.8")]);
}

/// BIT.com: BTC at 98 %, USDT at 99.9 %. The index of USDT is printed to nine decimals, which leaves
/// 0.00017 of the sum open: 462,971.44578 against the printed 462,971.4456.
#[test]
fn haircuts_of_two_coins() {
    const BTC: [&str; 3] = ["3.136088934", "37496.76318", "0.02"];
    const USDT: [&str; 3] = ["347974.9709", "1.000296667", "0.001"];
    fn total<N: Lane>(coins: &[[&str; 3]]) -> N {
        let mut health = Health::new();
        for [amount, price, haircut] in coins {
            let price = Price::new(N::down(price), N::up(price)).unwrap();
            let weights = Weights::from_haircut(&N::up(haircut)).unwrap();
            let bound = weights.apply(&price).unwrap();
            health.add(&N::down(amount), &bound).unwrap();
        }
        health.assets().clone()
    }
    assert_printed("115241.3204", &total::<Exact>(&[BTC]).0);
    let (exact, fixed) = (total::<Exact>(&[BTC, USDT]), total::<Fixed>(&[BTC, USDT]));
    let open = decimal(USDT[0]) * half_digit(USDT[1]) + half_digit("462971.4456");
    assert!((&exact.0 - decimal("462971.4456")).abs() <= open);
    let short = exact.0 - fixed.value();
    assert!(!short.is_negative() && short < small());
}
