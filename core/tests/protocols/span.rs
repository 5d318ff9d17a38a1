//! SPAN: risk arrays, scan risk and requirement of a future and an option on it.
//!
//! Source: L. McMillan, Options as a Strategic Investment, pp. 668-670: an S&P future of 500 a point, a
//! scan range of 20 points (10,000), an extreme move of 14 points, and a December 410 call.

use crate::exact::Exact;
use crate::lane::{assert_owed, decimal, Lane};
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use plimsoll::margin::option::expiry::Expiry;
use plimsoll::margin::scenario::{RiskArray, Scan, Volatility};
use plimsoll::margin::shock::{Shocks, Skew};
use plimsoll::methods::span::{
    cover, grid, unit, volatility, Charges, Requirement, ScanRisk, SCENARIOS,
};
use plimsoll::price::Price;
use plimsoll::{Error, Fixed, Number};

/// What one gains in each scenario, as printed.
type Printed = [i64; SCENARIOS];

const FUTURE: Printed = [
    0, 0, 3330, 3330, -3330, -3330, 6670, 6670, -6670, -6670, 10000, 10000, -10000, -10000, 7000,
    -7000,
];
const CALL: Printed = [
    460, -610, 2640, 1730, -1270, -2340, 5210, 4540, -2540, -3430, 8060, 7640, -3380, -3990, 3130,
    -1500,
];

fn number<N: Lane>(whole: i64) -> N {
    N::near(&whole.to_string())
}

/// From an array as a clearing house's file holds it: losses above zero.
fn instrument<N: Lane>(profits: &Printed) -> RiskArray<N, [N; SCENARIOS]> {
    unit(profits.map(|profit| number::<N>(-profit))).unwrap()
}

fn scan_risk<N: Lane>(book: &[(i64, &Printed)]) -> ScanRisk<N> {
    let mut scan = Scan::new(FUTURE.map(number::<N>));
    for (quantity, profits) in book {
        scan.add(&number(*quantity), &instrument(profits)).unwrap();
    }
    ScanRisk::new(&scan).unwrap()
}

fn nothing<N: Lane>() -> Charges<N> {
    Charges {
        intermonth: N::zero(),
        delivery: N::zero(),
        credit: N::zero(),
        written: N::zero(),
        minimum: N::zero(),
    }
}

fn total<N: Lane>(book: &[(i64, &Printed)]) -> N {
    let requirement = Requirement::new(&scan_risk::<N>(book), &nothing()).unwrap();
    requirement.total().unwrap()
}

fn assert_requires(published: &str, book: &[(i64, &Printed)]) {
    assert_owed(published, total::<Exact>(book), total::<Fixed>(book));
}

#[test]
fn future_and_call() {
    assert_requires("10000", &[(1, &FUTURE)]);
    assert_requires("3990", &[(1, &CALL)]);
    assert_requires("10000", &[(-1, &FUTURE)]);
    assert_requires("8060", &[(-1, &CALL)]);
    assert_requires("39900", &[(10, &CALL)]);
    assert_requires("0", &[]);
}

/// Every book of up to ten of both on either side, against the sixteen sums in integers.
#[test]
fn combinations() {
    for futures in -10..=10i64 {
        for calls in -10..=10i64 {
            let sums: Vec<i64> = FUTURE
                .iter()
                .zip(&CALL)
                .map(|(future, call)| futures * future + calls * call)
                .collect();
            let worst = *sums.iter().min().unwrap();
            let active = sums.iter().position(|sum| *sum == worst).unwrap();
            let pair = if active < 14 { active ^ 1 } else { active };
            let price = (sums[0] + sums[1] - worst - sums[pair]).max(0);
            let book = [(futures, &FUTURE), (calls, &CALL)];
            let risk = scan_risk::<Exact>(&book);
            assert_eq!(risk.loss, Exact::ratio((-worst).max(0).into(), 1));
            assert_eq!(risk.scenario, active);
            assert_eq!(risk.price, Exact::ratio(price.into(), 2));
            let risk = scan_risk::<Fixed>(&book);
            assert_eq!(risk.loss, Fixed::from_num((-worst).max(0)));
            assert_eq!(
                (risk.scenario, risk.price),
                (active, Fixed::from_num(price) / 2)
            );
        }
    }
}

/// The future's own array from the grid: ranges of 20 points at 410, of which McMillan prints thirds to
/// tens; twice the range, covered to 35 %, is the extreme of 14 points.
#[test]
fn array_of_the_future() {
    fn profits<N: Lane>() -> Vec<BigRational> {
        let range = N::near("20").div_up(&N::near("410")).unwrap();
        let grid = grid(&range, &N::near("2"), &N::up("0.35")).unwrap();
        let price = Price::exact(N::near("205000")).unwrap();
        let future = RiskArray::linear(&price, &grid, FUTURE.map(number::<N>)).unwrap();
        let mut scan = Scan::new(FUTURE.map(number::<N>));
        scan.add(&N::one(), &future).unwrap();
        cover(&mut scan, &grid).unwrap();
        scan.profits().iter().map(Lane::value).collect()
    }
    for (exact, printed) in profits::<Exact>().iter().zip(FUTURE) {
        let off = exact - decimal(&printed.to_string());
        assert!(off.abs() <= decimal("5"), "{exact} for {printed}");
    }
    assert_eq!(profits::<Exact>()[14], decimal("7000"));
    for (exact, fixed) in profits::<Exact>().iter().zip(profits::<Fixed>()) {
        assert!((exact - fixed).abs() <= decimal("0.000001"));
    }
}

#[test]
fn scenarios_in_order() {
    let grid = grid(&Exact::down("0.6"), &Exact::down("2"), &Exact::down("0.35")).unwrap();
    let moves = ["0", "0.2", "-0.2", "0.4", "-0.4", "0.6", "-0.6"];
    for (place, scenario) in grid[..14].iter().enumerate() {
        assert_eq!(scenario.spot().0, decimal("1") + decimal(moves[place / 2]));
        let up = [Volatility::Up, Volatility::Down][place % 2];
        assert_eq!(
            (scenario.volatility(), scenario.weight()),
            (up, &Exact::one())
        );
    }
    // A fall of 120 % leaves nothing.
    assert_eq!(grid[14].spot().0, decimal("2.2"));
    assert!(grid[15].spot().0.is_zero());
    for tail in &grid[14..] {
        assert_eq!(
            (tail.volatility(), &tail.weight().0),
            (Volatility::Same, &decimal("0.35"))
        );
    }
}

/// The volatility scan range moves every expiry by the same share.
#[test]
fn volatility_scan_range() {
    let shock = volatility(Fixed::near("0.25")).unwrap();
    for days in [1, 30, 400] {
        let expiry = Expiry::undiscounted(days * 86_400).unwrap();
        let shocks = Shocks::new(&shock, &Skew::flat(), &expiry).unwrap();
        let (up, down) = shocks.factors();
        assert!(up.holds(&Fixed::near("1.25")) && down.holds(&Fixed::near("0.75")));
    }
}

/// One written call: 8,060 for the scan, charges and credit beside it, then a minimum that is more than
/// what the credit leaves; initial at 1.35 and net of a premium of 2,000 owed.
#[test]
fn parts_and_levels() {
    fn parts<N: Lane>(credit: &str, minimum: &str) -> Requirement<N> {
        let charges = Charges {
            intermonth: N::up("200"),
            delivery: N::up("50"),
            credit: N::down(credit),
            written: N::one(),
            minimum: N::up(minimum),
        };
        Requirement::new(&scan_risk::<N>(&[(-1, &CALL)]), &charges).unwrap()
    }
    fn totals<N: Lane>(credit: &str, minimum: &str) -> [N; 4] {
        let parts = parts::<N>(credit, minimum);
        let (ratio, options) = (N::up("1.35"), N::down("-2000"));
        [
            parts.minimum.clone(),
            parts.total().unwrap(),
            parts.initial(&ratio).unwrap(),
            parts.net(&ratio, &options).unwrap(),
        ]
    }
    for (credit, minimum, expected) in [
        ("310", "100", ["0", "8000", "10800", "12800"]),
        ("8300", "100", ["90", "100", "135", "2135"]),
        ("9000", "0", ["690", "0", "0", "2000"]),
    ] {
        let (exact, fixed) = (totals(credit, minimum), totals(credit, minimum));
        for ((expected, exact), fixed) in expected.into_iter().zip(exact).zip(fixed) {
            assert_owed(expected, exact, fixed);
        }
    }
    let scenario = parts::<Fixed>("0", "0").scenario;
    assert_eq!(scenario, 10);
}

#[test]
fn refusals() {
    let [zero, one] = [Fixed::ZERO, Fixed::ONE];
    assert_eq!(grid(&-one, &one, &one), Err(Error::InvalidScenario));
    assert_eq!(grid(&one, &-one, &one), Err(Error::InvalidScenario));
    assert_eq!(grid(&one, &one, &(one + one)), Err(Error::InvalidFraction));
    assert_eq!(unit([zero; 15]).unwrap_err(), Error::InvalidScenario);
    let short = Scan::new([zero; 17]);
    assert_eq!(ScanRisk::new(&short), Err(Error::InvalidScenario));
    let mut scan = Scan::new([zero; 15]);
    let sixteen = grid(&one, &one, &one).unwrap();
    assert_eq!(cover(&mut scan, &sixteen), Err(Error::InvalidScenario));
    let risk = scan_risk::<Fixed>(&[(1, &CALL)]);
    for place in 0..5 {
        let mut charges = nothing::<Fixed>();
        *[
            &mut charges.intermonth,
            &mut charges.delivery,
            &mut charges.credit,
            &mut charges.written,
            &mut charges.minimum,
        ][place] = -one;
        assert_eq!(
            Requirement::new(&risk, &charges),
            Err(Error::InvalidQuantity)
        );
    }
    let requirement = Requirement::new(&risk, &nothing()).unwrap();
    assert_eq!(requirement.initial(&zero), Err(Error::InvalidFactor));
}
