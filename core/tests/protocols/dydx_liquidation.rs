//! dYdX v4: bankruptcy and fillable prices, what the insurance fund gets or pays, and deleveraging.
//!
//! Source: dydxprotocol/v4-chain, x/clob/keeper/liquidations_test.go (`GetBankruptcyPriceInQuoteQuantums`,
//! `GetFillablePrice`, `GetLiquidationInsuranceFundDelta`), deleveraging_test.go
//! (`OffsetSubaccountPerpetualPosition`). In dollars and coins; a quote quantum is 1e-6. BTC 50,000,
//! ETH 3,000, maintenance 10 %.

use crate::exact::Exact;
use crate::lane::{decimal, small, Lane};
use num_traits::Signed;
use plimsoll::liquidation::bankruptcy::{insurance_delta, price, Position};
use plimsoll::margin::perp::{Perp, Terms};
use plimsoll::price::Price;
use plimsoll::solvency::deleverage::{greedy, Candidate};
use plimsoll::Fixed;

/// Sizes at their prices; the first is the one that is closed.
type Sizes = &'static [(&'static str, &'static str)];

const BTC: (&str, &str) = ("0.1", "50000");
const SHORT: (&str, &str) = ("-0.1", "50000");
const ETH_OF_TWO: Sizes = &[("0.1", "3000"), ("0.004", "50000")];
const SHORT_ETH_OF_TWO: Sizes = &[("-0.1", "3000"), ("-0.004", "50000")];

/// The account with a maintenance margin of a part of each notional.
fn position<N: Lane>(sizes: Sizes, quote: &str, maintenance: &str) -> Position<N> {
    let value = |(size, price): &(&str, &str)| N::down(size).mul_down(&N::down(price)).unwrap();
    let margin = |value: &N| {
        let notional = value.try_abs().unwrap();
        notional.mul_up(&N::up(maintenance)).unwrap()
    };
    let (mut equity, mut total) = (N::down(quote), N::zero());
    for size in sizes {
        equity = equity.try_add(&value(size)).unwrap();
        total = total.try_add(&margin(&value(size))).unwrap();
    }
    let value = value(&sizes[0]);
    Position {
        requirement: margin(&value),
        value,
        equity,
        total,
    }
}

/// `-value - floor(equity * requirement / total)`, which they print with the other sign.
#[test]
fn bankruptcy_price() {
    for (sizes, quote, published) in [
        (&[BTC] as Sizes, "-4501", "4501"),
        (&[SHORT], "5499", "-5499"),
        (ETH_OF_TWO, "-490", "294"),
        (SHORT_ETH_OF_TWO, "510", "-306"),
    ] {
        let exact = position::<Exact>(sizes, quote, "0.1").bankruptcy().unwrap();
        assert_eq!(exact.0, decimal(published));
        let fixed = position::<Fixed>(sizes, quote, "0.1").bankruptcy().unwrap();
        let off = (fixed.value() - exact.0).abs();
        assert!(off < small(), "{fixed} for {published}");
    }
}

/// A price a unit, which theirs gives in quote quanta for a base quantum: a hundredth for BTC, a thousandth
/// for ETH.
#[test]
fn fillable_price() {
    for (sizes, quote, adjustment, spread, published) in [
        (&[BTC] as Sizes, "-4501", "1", "0.1", "49999"),
        (&[BTC], "-4501", "2", "0.1", "49998"),
        (&[BTC], "-4501", "1", "0.2", "49998"),
        // Insolvent: the urgency is one.
        (&[BTC], "-5000", "1", "0.1", "49500"),
        (&[BTC], "-5500", "1", "0.1", "49500"),
        (&[SHORT], "5499", "1", "0.1", "50001"),
        (&[SHORT], "5000", "1", "0.1", "50500"),
        (&[SHORT], "4500", "1", "0.1", "50500"),
        (ETH_OF_TWO, "-490", "1", "0.1", "2976"),
    ] {
        fn fillable<N: Lane>(sizes: Sizes, quote: &str, [adjustment, spread]: [&str; 2]) -> N {
            let position = position::<N>(sizes, quote, "0.1");
            let brings = position.fillable(&N::up(spread), &N::up(adjustment));
            price(&brings.unwrap(), &N::down(sizes[0].0)).unwrap()
        }
        let terms = [adjustment, spread];
        let exact = fillable::<Exact>(sizes, quote, terms).0;
        assert_eq!(exact, decimal(published));
        let fixed = fillable::<Fixed>(sizes, quote, terms);
        let off = (fixed.value() - exact).abs();
        assert!(off < decimal("0.000001"), "{fixed} for {published}");
    }
}

/// A short of 0.1 BTC is bought at 44,100 where it could have cost 49,000: the fund keeps at most 0.5 %, 2.5 % or
/// all of what it cost. Bought at 49,490, the fund pays 49.
#[test]
fn fund_delta() {
    for (cost, most, published) in [
        ("-4410", "0.005", "22.05"),
        ("-4410", "0.025", "110.25"),
        ("-4410", "1", "490"),
        ("-4949", "0.005", "-49"),
    ] {
        fn delta<N: Lane>(cost: &str, most: &str) -> N {
            insurance_delta(&N::down(cost), &N::down("-4900"), &N::down(most)).unwrap()
        }
        assert_eq!(delta::<Exact>(cost, most).0, decimal(published));
        let less = decimal(published) - delta::<Fixed>(cost, most).value();
        assert!(!less.is_negative() && less < small());
    }
}

/// A short or long of 1 BTC is closed against others at the bankruptcy price: what they have after, in
/// dollars. Base quantums are 1e-8 of a coin. Theirs takes the others as they come; here all have one rank.
#[test]
fn deleveraging() {
    // The size and quote of who is closed, of each other, and what each other has after.
    for (size, quote, others, after) in [
        ("-1", "54999", &[("1", "50000")] as Sizes, "104999"),
        ("1", "-45001", &[("-1", "100000")], "54999"),
        (
            "-1",
            "54999",
            &[("0.5", "50000"), ("0.5", "50000")],
            "77499.5",
        ),
        ("-1", "50000", &[("1", "50000")], "100000"),
    ] {
        let unit = Fixed::from_num(100_000_000);
        let units = |size: &str| (Fixed::near(size).abs() * unit).to_num::<u128>();
        let mut candidates: Vec<_> = others
            .iter()
            .enumerate()
            .map(|(id, (size, _))| Candidate::new(id as u32, Fixed::ZERO, units(size)))
            .collect();
        assert_eq!(greedy(&mut candidates, units(size)), 0);
        let mut closed = Perp::new(Fixed::near(size), Fixed::down(quote));
        for candidate in &candidates {
            let (held, cash) = others[candidate.id as usize];
            assert_eq!(candidate.close, units(held));
            let (held, mark) = (Fixed::near(held), Fixed::from_num(50_000));
            // The part that is closed, of an account that is this position; a margin of all of it.
            let whole = closed.size() * mark;
            let position = Position {
                value: -held * mark,
                requirement: (held * mark).abs(),
                equity: whole + closed.quote(),
                total: whole.abs(),
            };
            let brings = position.bankruptcy().unwrap();
            closed = closed.transfer(&held, &brings).unwrap();
            let other = Perp::new(held, Fixed::down(cash))
                .transfer(&-held, &-brings)
                .unwrap();
            assert!(other.size().is_zero());
            assert_eq!(other.quote().value(), decimal(after));
        }
        // Nothing is left of it, and nothing is owed.
        assert_eq!(closed, Perp::new(Fixed::ZERO, Fixed::ZERO));
        let flat = Terms::equity(Price::exact(Fixed::ONE).unwrap());
        assert_eq!(closed.value(&flat), Ok(Fixed::ZERO));
    }
}
