//! Gate: the liquidation price with the taker fee of closing in it, and the tiered margin of a loan.
//!
//! Source: gate.io help, as freqtrade implements it (freqtrade tests/test_freqtradebot.py,
//! `test_execute_entry`: leverage 5, open 10, rate 0.01, fee 0.0006).

use crate::exact::Exact;
use crate::futures::{assert_liquidation, rungs_of, Position};
use crate::lane::{assert_owed, decimal, Lane};
use num_rational::BigRational;
use plimsoll::weights::tiers::Tiers;
use plimsoll::Fixed;

/// `(EP - M / q) / (1 - MMR - fee)` of a long and `(EP + M / q) / (1 + MMR + fee)` of a short: the fee
/// is a fraction of the notional at the liquidation price, as the margin is, so both are one fraction.
#[test]
fn liquidation_price_with_taker_fee() {
    for (wallet, size, entry, printed) in [
        (["10", "5"], "-1", "10", "11.8741341777162"),
        (["10", "5"], "1", "10", "8.0857085102082"),
    ] {
        let closed = formula(wallet, size, entry);
        let position = Position::fraction(size, entry, "0.0106");
        assert_liquidation(wallet, &[position], 0, &closed, printed);
    }
}

fn formula(wallet: [&str; 2], size: &str, entry: &str) -> BigRational {
    let (margin, size) = (decimal(wallet[0]) / decimal(wallet[1]), decimal(size));
    let rate = match size < decimal("0") {
        true => decimal("1.0106"),
        false => decimal("0.9894"),
    };
    (decimal(entry) - margin / size) / rate
}

/// A loan of 30 BTC at 100,000 under 2 % to two million and 4 % above: 80,000.
#[test]
fn tiered_margin_of_a_loan() {
    fn margin<N: Lane>() -> N {
        let mut rungs = rungs_of::<N>(&[("0", "0.02"), ("2000000", "0.04")]);
        let tiers = Tiers::from_rates(&mut rungs).unwrap();
        let notional = N::up("30").mul_up(&N::up("100000")).unwrap();
        tiers.requirement(&notional).unwrap()
    }
    assert_owed("80000", margin::<Exact>(), margin::<Fixed>());
}
