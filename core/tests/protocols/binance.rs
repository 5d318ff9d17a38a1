//! Binance: cross liquidation prices of two positions, and isolated ones.
//!
//! Source: binance.com/en/support/faq/b3c689c1 (formula and example), freqtrade
//! tests/exchange/test_binance.py and test_exchange.py (further results).

use crate::exact::Exact;
use crate::futures::{account, assert_liquidation, Position, Rates};
use crate::lane::{assert_printed, decimal};
use num_rational::BigRational;
use num_traits::Signed;
use plimsoll::margin::holding::Holding;

/// The example prints rate and amount of the bracket it is in (2.5 % and 16,300; 10 % and 135,365). The
/// brackets below are those of the time, and lead to these amounts.
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

/// `(WB - TMM_other + UPNL_other + cum - S q EP) / (q MMR - S q)`, with what the others leave
/// (`WB - TMM_other + UPNL_other`) as one sum.
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

/// The page's caveat: where the position falls into another bracket on the way, that bracket's rate and
/// amount apply. Long 1 BTC at 52,000, ten times: at 46,987.95 its notional is below 50,000.
#[test]
fn the_bracket_at_the_answer() {
    const LADDER: Rates = &[("0", "0.004"), ("50000", "0.005")];
    let position = || Position::ladder("1", "52000", LADDER);
    let wallet = ["52000", "10"];
    let closed = formula(&decimal("5200"), "0.004", "0", &position());
    assert_liquidation(wallet, &[position()], 0, &closed, "46987.95");
    let with_todays_bracket = formula(&decimal("5200"), "0.005", "50", &position());
    assert_printed("46984.92", &with_todays_bracket);
}
