//! Binance: cross liquidation prices of two positions, isolated ones, and maintenance ladders.
//!
//! Source: binance.com/en/support/faq/b3c689c1 (formula and example), freqtrade
//! tests/exchange/test_binance.py and test_exchange.py (further results), the leverage table of
//! October 2024 in freqtrade's repository.

use crate::exact::Exact;
use crate::futures::{account, assert_liquidation, Position, Rates};
use crate::lane::{assert_printed, decimal, Lane};
use num_rational::BigRational;
use num_traits::Signed;
use plimsoll::margin::holding::Holding;
use plimsoll::weights::tiers::{Tier, Tiers};
use plimsoll::{Error, Fixed, Number};

const BTC_2021: Rates = &[
    ("0", "0.004"),
    ("50000", "0.005"),
    ("250000", "0.01"),
    ("1000000", "0.025"),
];
const ETH_2021: Rates = &[
    ("0", "0.005"),
    ("10000", "0.0065"),
    ("100000", "0.01"),
    ("500000", "0.02"),
    ("1000000", "0.05"),
    ("2000000", "0.1"),
];

fn btc() -> Position {
    Position {
        mark: "31967.27",
        ..Position::ladder("109.488", "32481.98", BTC_2021)
    }
}

fn eth() -> Position {
    Position {
        mark: "1335.18",
        ..Position::ladder("3683.979", "1456.84", ETH_2021)
    }
}

/// `(WB - TMM_other + UPNL_other + cum - S q EP) / (q MMR - S q)`,
/// with what the others leave (`WB - TMM_other + UPNL_other`) as one sum.
fn formula(free: &BigRational, rate: &str, cum: &str, p: &Position) -> BigRational {
    let size = decimal(p.size);
    let top = free + decimal(cum) - &size * decimal(p.entry);
    top / (size.abs() * decimal(rate) - &size)
}

/// Maintenance margin and unrealised profit of a position, on the exact lane.
fn standing(position: Position) -> (BigRational, BigRational) {
    let ask = |holdings: &[Holding<'_, Exact>]| {
        let leg = &holdings[0].legs[0];
        let equity = plimsoll::margin::perp::Terms::equity(leg.terms.price().clone());
        let margin = leg.perp.requirement(&leg.terms).unwrap();
        (margin.0, leg.perp.value(&equity).unwrap().0)
    };
    account(["0", "1"], &[position], ask)
}

#[test]
fn cross_of_two_positions() {
    let (margin, profit) = standing(btc());
    assert_printed("71200.811444", &margin);
    assert_printed("-56354.56848", &profit);
    let (margin, profit) = standing(eth());
    assert_printed("356512.508122", &margin);
    assert_printed("-448192.885140", &profit);

    let wallet = ["1535443.01", "1"];
    let both = [btc(), eth()];
    let others = |position| {
        let (margin, profit) = standing(position);
        profit - margin
    };
    let closed = formula(
        &(decimal(wallet[0]) + others(eth())),
        "0.025",
        "16300",
        &btc(),
    );
    assert_liquidation(wallet, &both, 0, &closed, "26316.893265");
    assert_liquidation(wallet, &both, 0, &closed, "26316.89");
    let closed = formula(
        &(decimal(wallet[0]) + others(btc())),
        "0.1",
        "135365",
        &eth(),
    );
    assert_liquidation(wallet, &both, 1, &closed, "1153.26");
}

#[test]
fn each_of_them_alone() {
    let wallet = ["1535443.01", "1"];
    let closed = formula(&decimal(wallet[0]), "0.025", "16300", &btc());
    assert_liquidation(wallet, &[btc()], 0, &closed, "18778.73");
    let closed = formula(&decimal(wallet[0]), "0.1", "135365", &eth());
    assert_liquidation(wallet, &[eth()], 0, &closed, "1114.78");
}

/// Rate 1 % and amount 0.01 are the rung of a ladder that asks for nothing below a notional of 1.
const TOY: Rates = &[("0", "0"), ("1", "0.01")];

/// Printed as floats; the last of their digits is noise and left out.
#[test]
fn isolated() {
    for (wallet, size, entry, printed) in [
        (["10", "5"], "1", "10", "8.07070707070707"),
        (["8", "5"], "1", "8", "6.45454545454545"),
        (["10", "3"], "1", "10", "6.72390572390572"),
        (["6", "5"], "0.6", "10", "8.06397306397306"),
        (["10", "5"], "-1", "10", "11.89108910891089"),
    ] {
        let position = Position::ladder(size, entry, TOY);
        let margin = decimal(wallet[0]) / decimal(wallet[1]);
        let closed = formula(&margin, "0.01", "0.01", &position);
        assert_liquidation(wallet, &[position], 0, &closed, printed);
    }
}

/// Floor, rate and the published `cum` of each bracket.
type Table = [(&'static str, &'static str, &'static str)];

/// BTCUSDT, October 2024.
const BTCUSDT: &Table = &[
    ("0", "0.004", "0"),
    ("50000", "0.005", "50"),
    ("600000", "0.0065", "950"),
    ("3000000", "0.01", "11450"),
    ("12000000", "0.02", "131450"),
    ("70000000", "0.025", "481450"),
    ("100000000", "0.05", "2981450"),
    ("230000000", "0.1", "14481450"),
    ("480000000", "0.125", "26481450"),
    ("600000000", "0.15", "41481450"),
    ("800000000", "0.25", "121481450"),
    ("1200000000", "0.5", "421481450"),
];

fn rungs<N: Lane>(table: &Table) -> Vec<Tier<N>> {
    let rung = |&(floor, rate, cum): &(&str, &str, &str)| Tier {
        deduction: N::down(cum),
        ..Tier::new(N::down(floor), N::up(rate))
    };
    table.iter().map(rung).collect()
}

/// `cum_n = floor_n (rate_n - rate_(n-1)) + cum_(n-1)` holds exactly in decimals, and within the step
/// of the rates times the floor in binary.
#[test]
fn ladder_of_a_venue() {
    let mut exact = rungs::<Exact>(BTCUSDT);
    let mut fixed = rungs::<Fixed>(BTCUSDT);
    let exact = Tiers::from_table(&mut exact, &Exact::zero()).unwrap();
    let fixed = Tiers::from_table(&mut fixed, &Fixed::near("0.00001")).unwrap();
    for &(floor, rate, cum) in BTCUSDT {
        let notional = decimal(floor) * decimal("1.1") + decimal("7");
        let theirs = &notional * decimal(rate) - decimal(cum);
        let ours = exact.requirement(&Exact(notional.clone())).unwrap();
        assert_eq!(ours.0, theirs);
        let text = format!("{}", Exact(notional).to_f64());
        let ours = fixed.requirement(&Fixed::down(&text)).unwrap().value();
        assert!(
            ours >= theirs && ours - &theirs < decimal("0.00001"),
            "at {floor}"
        );
    }
}

#[test]
fn a_table_that_is_no_ladder() {
    let tolerance = Fixed::near("0.00001");
    for (place, cum) in [(1, "51"), (5, "481449.9999"), (11, "421481451")] {
        let mut table = BTCUSDT.to_vec();
        table[place].2 = cum;
        let refused = Tiers::from_table(&mut rungs::<Fixed>(&table), &tolerance).unwrap_err();
        assert_eq!(refused, Error::InvalidTiers, "cum {cum}");
    }
}
