//! Derive's managers: the laws that they keep, one book for each that they break, and their parts.

mod common;

use common::cases;
use plimsoll::margin::contingency::{Confidence, Peg};
use plimsoll::margin::option::expiry::Expiry;
use plimsoll::margin::option::position::Position;
use plimsoll::margin::option::{Contract, Right};
use plimsoll::margin::scenario::{RiskArray, Scan, Scenario, Volatility};
use plimsoll::margin::shock::{Skew, VolatilityShock};
use plimsoll::methods::derive::discount::{Basis, LongDiscount, ShortDiscount};
use plimsoll::methods::derive::margin::{Driver, Margin, Options};
use plimsoll::methods::derive::portfolio_2::{Parameters, Portfolio};
use plimsoll::methods::derive::standard;
use plimsoll::number::decimal::read_nearest;
use plimsoll::number::interval::Interval;
use plimsoll::price::Price;
use plimsoll::{Error, Fixed};
use proptest::collection::vec;
use proptest::prelude::*;

const S: usize = 5;

fn n(text: &str) -> Fixed {
    read_nearest(text).unwrap()
}

fn parameters() -> Parameters<Fixed> {
    Parameters {
        shock: VolatilityShock::new(
            [n("0.5"), n("0.3")],
            [n("0.3"), n("0.13")],
            86_400,
            n("0.4"),
        )
        .unwrap(),
        skew: Skew::flat(),
        factor: [n("1"), n("0.8")],
        long: LongDiscount::new(n("0.95"), [n("1"), n("0.08")]).unwrap(),
        short: ShortDiscount::new(n("1.04"), [n("0.5"), n("0.08")]).unwrap(),
        basis: Basis::new(n("0.5"), n("2")).unwrap(),
        peg: Peg::new(n("0.98"), n("2")).unwrap(),
        confidence: Confidence::new(n("0.55"), n("1")).unwrap(),
        perp: [n("0.005"), n("0.015")],
        option: [n("0.002"), n("0.003")],
    }
}

fn grid() -> Vec<Scenario<Fixed>> {
    [
        ("1.18", Volatility::Up, "1"),
        ("0.91", Volatility::Down, "1"),
        ("0.82", Volatility::Up, "1"),
        ("3", Volatility::Up, "0.0693"),
        ("1", Volatility::Absolute, "1"),
    ]
    .map(|(spot, change, weight)| Scenario::new(n(spot), change, n(weight)).unwrap())
    .to_vec()
}

/// One option: its strike, right and quantity, what it is worth now and in each scenario, in cents.
#[derive(Clone, Debug)]
struct Held {
    strike: i64,
    right: Right,
    quantity: i64,
    value: i64,
    scenarios: Vec<i64>,
    near: Vec<i64>,
}

#[derive(Clone, Debug)]
struct Book {
    seconds: u64,
    options: Vec<Held>,
    perp: i64,
    profit: i64,
    coins: i64,
    doubt: u8,
}

fn held() -> impl Strategy<Value = Held> {
    let worth = || 0i64..50_000;
    (
        1i64..5,
        prop_oneof![Just(Right::Call), Just(Right::Put)],
        -9i64..10,
        worth(),
        vec(worth(), S),
        vec(worth(), 2),
    )
        .prop_map(|(strike, right, quantity, value, scenarios, near)| Held {
            strike,
            right,
            quantity,
            value,
            scenarios,
            near,
        })
}

fn book() -> impl Strategy<Value = Book> {
    (
        600u64..60_000_000,
        vec(held(), 0..6),
        -5i64..6,
        -900i64..900,
        0i64..4,
        0u8..3,
    )
        .prop_map(|(seconds, options, perp, profit, coins, doubt)| Book {
            seconds,
            options,
            perp,
            profit,
            coins,
            doubt,
        })
}

fn cents(value: i64) -> Fixed {
    Fixed::from_num(value).checked_div_int(64).unwrap()
}

fn array<const M: usize>(held: &Held, values: &[i64]) -> RiskArray<Fixed, [Fixed; M]> {
    let profits: [Fixed; M] = std::array::from_fn(|s| cents(values[s] - held.value));
    let scan = Scan::from_parts(cents(held.value), profits);
    RiskArray::new(scan, scan).unwrap()
}

fn positions(book: &Book, times: i64) -> Vec<Position<Fixed>> {
    let position = |held: &Held| Position {
        contract: Contract::new(held.right, Fixed::from_num(held.strike * 100)).unwrap(),
        quantity: Fixed::from_num(held.quantity * times),
        value: Interval::exact(cents(held.value)),
    };
    book.options.iter().map(position).collect()
}

/// Initial and maintenance margin of `times` the book.
fn margins(book: &Book, times: i64) -> [Margin<Fixed>; 2] {
    let (p, grid, spot) = (parameters(), grid(), n("250"));
    let expiry = Expiry::new(book.seconds, n("0.05")).unwrap();
    let trust = [n("1"), n("0.55"), n("0.2")][usize::from(book.doubt)];
    let mut portfolio = Portfolio::new([Fixed::ZERO; S]);
    let (mut scan, mut near) = (Scan::new([Fixed::ZERO; S]), Scan::new([Fixed::ZERO; 2]));
    for held in &book.options {
        let quantity = Fixed::from_num(held.quantity * times);
        scan.add(&quantity, &array::<S>(held, &held.scenarios))
            .unwrap();
        near.add(&quantity, &array::<2>(held, &held.near)).unwrap();
    }
    let positions = positions(book, times);
    let options = Options {
        expiry: &expiry,
        scan: &scan,
        basis: &near,
        positions: &positions,
        confidence: &trust,
    };
    portfolio.add_options(&p, &grid, &spot, &options).unwrap();
    let perp = RiskArray::linear(&Price::exact(spot).unwrap(), &grid, [Fixed::ZERO; S]).unwrap();
    let (size, profit) = (
        Fixed::from_num(book.perp * times),
        cents(book.profit * times),
    );
    portfolio
        .add_perp(&p, &spot, &perp, &size, &profit, &trust)
        .unwrap();
    let value = Fixed::from_num(book.coins * times * 250);
    let haircut = [n("0.01"), n("0.02")];
    portfolio
        .add_underlying(&p, &grid, &value, &haircut, &trust)
        .unwrap();
    let cash = Fixed::from_num(-100 * times);
    let initial = portfolio.initial(&p, &grid, &n("0.97"), &cash).unwrap();
    [initial, portfolio.maintenance(&p, &grid, &cash).unwrap()]
}

fn near(a: Fixed, b: Fixed, steps: i128) -> bool {
    a.checked_sub(b).unwrap().abs() <= Fixed::from_bits(steps)
}

proptest! {
    #![proptest_config(cases(4_000))]

    /// Twice the book, twice the margin, and its parts; initial is never the better.
    #[test]
    fn twice_is_twice(book in book()) {
        let (one, two) = (margins(&book, 1), margins(&book, 2));
        for (one, two) in one.iter().zip(&two) {
            let twice = |x: Fixed| x.checked_mul_int(2).unwrap();
            let parts = |m: &Margin<Fixed>| {
                [m.loss, m.perps, m.options, m.collateral, m.confidence, m.mark, m.cash]
            };
            for (one, two) in parts(one).into_iter().zip(parts(two)) {
                prop_assert!(near(two, twice(one), 64), "{one} {two}");
            }
            let sum = parts(one).into_iter().fold(Fixed::ZERO, |a, b| a.checked_add(b).unwrap());
            prop_assert_eq!(one.total(), Ok(sum));
            prop_assert!(one.loss <= 0 && one.perps <= 0 && one.options <= 0 && one.collateral <= 0);
        }
        prop_assert!(one[0].total().unwrap() <= one[1].total().unwrap());
    }

    /// The standard manager: twice is twice, and maintenance asks for no more than initial does.
    #[test]
    fn standard_keeps_its_law(book in book()) {
        let both = [standard::Level::Initial, standard::Level::Maintenance];
        for level in both {
            let bare = expiry(&positions(&book, 1), level);
            prop_assert!(bare <= 0);
            let twice = bare.checked_mul_int(2).unwrap();
            prop_assert!(near(expiry(&positions(&book, 2), level), twice, 64));
        }
        let [initial, maintenance] = both.map(|level| expiry(&positions(&book, 1), level));
        prop_assert!(initial <= maintenance);
    }
}

/// The standard manager's margin of one expiry.
fn expiry(positions: &[Position<Fixed>], level: standard::Level) -> Fixed {
    let p = standard::Parameters {
        most: n("0.15"),
        least: n("0.1"),
        call: n("0.075"),
        put: n("0.075"),
        put_mark: n("0.075"),
        offset: n("1.05"),
        unpaired: [n("1.2"), n("1.1")],
        perp: [n("0.065"), n("0.05")],
        coin: [n("0.8"), n("0.9")],
        confidence: [Confidence::new(n("0.5"), n("0.4")).unwrap(); 3],
        peg: Peg::new(n("0.98"), n("1.2")).unwrap(),
    };
    p.validate().unwrap();
    let options = standard::Options {
        positions,
        forward: n("251"),
        confidence: n("1"),
    };
    p.expiry(&options, &n("250"), level).unwrap()
}

/// What the standard manager breaks: one tenth of a call owned at 400, worth next to nothing, adds 400 to
/// the prices at which a call written at 100 is measured.
#[test]
fn standard_breaks() {
    let held = |strike, quantity: &str, value: &str| Position {
        contract: Contract::new(Right::Call, n(strike)).unwrap(),
        quantity: n(quantity),
        value: Interval::exact(n(value)),
    };
    let written = held("100", "-1", "2000");
    let bare = expiry(&[written], standard::Level::Maintenance);
    let hedged = expiry(
        &[written, held("400", "0.1", "1")],
        standard::Level::Maintenance,
    );
    assert!(
        hedged.checked_add(n("0.1")).unwrap() < bare,
        "{bare} {hedged}"
    );
}

/// What PMRM_2 breaks: a long option far out may cost more than its premium through the basis, and a perfect
/// hedge pays for its written side.
#[test]
fn portfolio_2_breaks() {
    let empty = Book {
        seconds: 60_000_000,
        options: vec![],
        perp: 0,
        profit: 0,
        coins: 0,
        doubt: 0,
    };
    let option = Held {
        strike: 2,
        right: Right::Call,
        quantity: 1,
        value: 64_000,
        scenarios: vec![64_000; S],
        near: vec![64_000, 0],
    };
    let mut owned = empty.clone();
    owned.options.push(option.clone());
    let [_, bare] = margins(&empty, 1);
    let [_, with] = margins(&owned, 1);
    // It is worth 1,000; buying it for that makes the account worse by more than that.
    assert_eq!(with.driver, Driver::Basis);
    assert!(with.total().unwrap() < bare.total().unwrap());
    let mut hedged = owned.clone();
    hedged.options.push(Held {
        quantity: -1,
        strike: 3,
        ..option
    });
    let [_, hedged] = margins(&hedged, 1);
    assert_eq!((hedged.loss, hedged.mark), (bare.loss, bare.mark));
    assert!(hedged.total().unwrap() < bare.total().unwrap());
}

/// The traps that the references name.
#[test]
fn refusals() {
    let none = [Fixed::ZERO; 2];
    assert_eq!(
        LongDiscount::new(n("1.05"), none),
        Err(Error::InvalidDiscount)
    );
    assert_eq!(
        ShortDiscount::new(n("0.95"), none),
        Err(Error::InvalidDiscount)
    );
    assert_eq!(
        LongDiscount::new(n("-0.1"), none),
        Err(Error::InvalidDiscount)
    );
    assert_eq!(
        LongDiscount::new(n("0.9"), [n("-1"), n("0")]),
        Err(Error::InvalidFactor)
    );
    assert_eq!(
        ShortDiscount::new(n("1"), [n("0"), n("-1")]),
        Err(Error::InvalidFactor)
    );
    let mut wrong = parameters();
    wrong.factor = [n("1"), n("-0.8")];
    assert_eq!(wrong.validate(), Err(Error::InvalidFactor));
    let volatility = VolatilityShock::new([n("-0.5"), n("0.3")], none, 1, Fixed::ZERO);
    assert_eq!(volatility, Err(Error::InvalidScenario));
    assert_eq!(
        VolatilityShock::new(none, none, 0, Fixed::ZERO),
        Err(Error::InvalidScenario)
    );
    assert_eq!(
        Confidence::new(n("1.1"), n("1")),
        Err(Error::InvalidFraction)
    );
    let confidence = Confidence::new(n("0.5"), n("1")).unwrap();
    assert_eq!(
        confidence.charge(&n("2"), &n("1")),
        Err(Error::InvalidFraction)
    );
    let mut portfolio = Portfolio::new([Fixed::ZERO; S]);
    let short = portfolio.add_underlying(&parameters(), &[], &n("1"), &none, &n("1"));
    assert_eq!(short, Err(Error::InvalidScenario));
    let below = portfolio.add_collateral(&parameters(), &n("-1"), &none, &n("1"));
    assert_eq!(below, Err(Error::InvalidQuantity));
}
