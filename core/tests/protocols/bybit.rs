//! Bybit: linear and inverse contracts, under two conventions that give two liquidation prices. The
//! maintenance margin may be fixed at the entry price (`Fixed at entry`: cash that is set aside when the
//! position opens) or follow the mark (`at the mark`: a fraction of the notional at the liquidation
//! price). An inverse contract is a balance in the coin and a debt in the currency.
//!
//! Source: Bybit help, isolated linear and inverse liquidation price; freqtrade
//! tests/exchange/test_bybit.py.

use crate::exact::Exact;
use crate::futures::{assert_liquidation, Position};
use crate::lane::{assert_printed, decimal, small, Lane};
use num_rational::BigRational;
use num_traits::{One, Signed};
use plimsoll::liquidation::threshold::{check_at, threshold};
use plimsoll::margin::holding::Holding;
use plimsoll::number::solver::Limit;
use plimsoll::price::Price;
use plimsoll::weights::Weights;
use plimsoll::Fixed;

/// Linear, at entry: `EP -+ (IM - MM) / q`. What backs the position is the initial margin less the
/// maintenance margin, and at the liquidation price nothing of it is left.
#[test]
fn linear_fixed_at_entry() {
    for (size, entry, leverage, rate, printed) in [
        ("1", "10", "1", "0.01", "0.1"),
        ("1", "10", "3", "0.01", "6.76667"),
        ("1", "10", "5", "0.01", "8.1"),
        ("1", "10", "10", "0.01", "9.1"),
        ("-1", "10", "1", "0.01", "19.9"),
        ("-1", "10", "3", "0.01", "13.23333"),
        ("-1", "10", "5", "0.01", "11.9"),
        ("-1", "10", "10", "0.01", "10.9"),
        ("1", "20000", "50", "0.005", "19700"),
    ] {
        let backing = fraction_of(entry, leverage, rate);
        let closed = match size.strip_prefix('-') {
            Some(_) => decimal(entry) + &backing,
            None => decimal(entry) - &backing,
        };
        let [numerator, denominator] = quotient(&backing);
        let position = Position::fraction(size, entry, "0");
        assert_liquidation([&numerator, &denominator], &[position], 0, &closed, printed);
    }
}

/// The same position with the margin at the mark, as most venues and this kernel's ladders have it:
/// `EP (1 -+ 1 / L) / (1 -+ MMR)`. Ten times long at 10: 9.0909 against 9.1.
#[test]
fn linear_at_the_mark() {
    for (size, leverage, printed) in [("1", "10", "9.0909"), ("-1", "10", "10.8911")] {
        let sign = decimal(size);
        let one = BigRational::one();
        let closed =
            decimal("10") * (&one - &sign / decimal(leverage)) / (&one - &sign * decimal("0.01"));
        let position = Position::fraction(size, "10", "0.01");
        assert_liquidation(["10", leverage], &[position], 0, &closed, printed);
    }
}

/// `EP (1 / L - MMR)`: initial less maintenance margin of one unit.
fn fraction_of(entry: &str, leverage: &str, rate: &str) -> BigRational {
    decimal(entry) * (BigRational::one() / decimal(leverage) - decimal(rate))
}

fn quotient(value: &BigRational) -> [String; 2] {
    [value.numer().to_string(), value.denom().to_string()]
}

/// The price of the coin at which `coins` cover `debt`, whose liability weight is `1 + margin`.
fn inverse<N: Lane>(coins: &BigRational, debt: &str, margin: &str) -> (BigRational, BigRational) {
    let [numerator, denominator] = quotient(coins);
    let coins = N::down(&numerator).div_down(&N::up(&denominator)).unwrap();
    let liability = N::one().try_add(&N::up(margin)).unwrap();
    let price = Price::exact(N::near("50000")).unwrap();
    let holding = |balance, price, weights, index| Holding {
        balance,
        price,
        weights,
        index,
        legs: &[],
    };
    let dollar = Price::exact(N::one()).unwrap();
    let owed = Weights::new(N::one(), liability).unwrap();
    let account = [
        holding(coins, price.clone(), Weights::one(), 1),
        holding(N::up(debt).try_neg().unwrap(), dollar, owed, 0),
    ];
    let step = N::near("0.00000095367431640625");
    let Limit::At(at) = threshold(&account, 1, &price, &step).unwrap().below else {
        panic!("no liquidation price")
    };
    let health = check_at(&account, 1, &price, &at).unwrap();
    (at.value(), health.surplus().unwrap().value())
}

fn assert_inverse(coins: &BigRational, debt: &str, margin: &str, printed: &str) {
    let closed = decimal(debt) * (BigRational::one() + decimal(margin)) / coins;
    assert_printed(printed, &closed);
    let (exact, surplus) = inverse::<Exact>(coins, debt, margin);
    let step = decimal("0.00000095367431640625");
    assert!(!surplus.is_negative() && exact >= closed && &exact - &closed <= step);
    let (fixed, _) = inverse::<Fixed>(coins, debt, margin);
    assert!(fixed >= closed && fixed - closed <= step + small());
}

/// 60,000 USD long at 50,000, ten times, 0.5 %. At entry `Q / (PV + IM - MM)`, at the mark
/// `Q (1 + MMR) / (PV + PV / L)`.
#[test]
fn inverse_under_both_conventions() {
    let value = decimal("60000") / decimal("50000");
    let initial = &value / decimal("10");
    let maintenance = &value * decimal("0.005");
    let at_entry = &value + &initial - maintenance;
    assert_inverse(&at_entry, "60000", "0", "45662.10");
    assert_inverse(&(&value + initial), "60000", "0.005", "45681.82");
}

/// Inverse cross: 10,000 contracts at 8,000, balance 0.5 BTC, fee 0.075 %. The bankruptcy price is as
/// published. The published liquidation price, 5,739.50, is not: the printed equation (0.5 % margin at
/// entry, and the fee of closing at the bankruptcy price) solves to 5,739.08.
#[test]
fn inverse_cross_as_the_printed_equation_says() {
    let coins = decimal("10000") / decimal("8000") + decimal("0.5");
    assert_inverse(&coins, "10000", "0.00075", "5718.57");
    let bankruptcy = decimal("10000") * decimal("1.00075") / &coins;
    let fee = decimal("10000") / bankruptcy * decimal("0.00075");
    let margin = decimal("10000") / decimal("8000") * decimal("0.005");
    assert_inverse(&(coins - margin - fee), "10000", "0", "5739.08");
}
