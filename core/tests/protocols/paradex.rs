//! Paradex's portfolio margin: its 24 scenarios as printed, and margins worked by hand on the published rule
//! (the documentation has no worked example).
//!
//! Source: docs.paradex.trade, risk/portfolio-margin.

use crate::exact::Exact;
use crate::lane::{assert_owed, decimal, half_digit, Lane};
use num_traits::Signed;
use plimsoll::margin::netting::Sides;
use plimsoll::margin::scenario::{RiskArray, Scan, Volatility};
use plimsoll::methods::paradex::{grid, Margin, Parameters, Provisions, SCENARIOS};
use plimsoll::price::Price;
use plimsoll::{Error, Fixed};

/// Spot shock, volatility shock and weight in percent, in the order of the page.
const PRINTED: [(i32, i32, &str); SCENARIOS] = [
    (16, 40, "100"),
    (12, 40, "100"),
    (12, -22, "100"),
    (8, 40, "100"),
    (8, -22, "100"),
    (4, 40, "100"),
    (4, -22, "100"),
    (0, 40, "100"),
    (0, -22, "100"),
    (-4, 40, "100"),
    (-4, -22, "100"),
    (-8, 40, "100"),
    (-8, -22, "100"),
    (-12, 40, "100"),
    (-12, -22, "100"),
    (-16, 40, "100"),
    (-66, 40, "24"),
    (-33, 40, "48"),
    (50, 40, "32"),
    (100, 40, "16"),
    (200, 40, "8"),
    (300, 40, "5.33"),
    (400, 40, "4"),
    (500, 40, "3.20"),
];

#[test]
fn scenarios_as_printed() {
    let grid = grid(&Exact::near("0.16")).unwrap();
    for (scenario, (spot, volatility, weight)) in grid.iter().zip(PRINTED) {
        let hundred = decimal("100");
        assert_eq!(
            scenario.spot().0,
            decimal(&(100 + spot).to_string()) / &hundred
        );
        let up = if volatility > 0 {
            Volatility::Up
        } else {
            Volatility::Down
        };
        assert_eq!(scenario.volatility(), up);
        let off = (&scenario.weight().0 * &hundred - decimal(weight)).abs();
        assert!(off <= half_digit(weight), "{off} of {weight}");
    }
}

fn parameters<N: Lane>() -> Parameters<N> {
    let parameters = Parameters {
        net_delta: N::up("0.02"),
        hedged_delta: N::up("0.01"),
        maintenance: N::up("0.5"),
    };
    parameters.validate().unwrap();
    parameters
}

fn margin<N: Lane>(sizes: &[&str]) -> Margin<N> {
    let (spot, grid) = (N::near("50000"), grid(&N::up("0.16")).unwrap());
    let room: [N; SCENARIOS] = std::array::from_fn(|_| N::zero());
    let price = Price::exact(spot.clone()).unwrap();
    let perp = RiskArray::linear(&price, &grid, room.clone()).unwrap();
    let (mut scan, mut deltas) = (Scan::new(room), Sides::none());
    for size in sizes {
        scan.add(&N::near(size), &perp).unwrap();
        deltas.add(&N::near(size)).unwrap();
    }
    let provisions = Provisions {
        funding: N::up("12.5"),
        fees: N::up("30"),
    };
    Margin::new(&parameters(), &grid, &scan, &deltas, &spot, &provisions).unwrap()
}

/// Perps of 50,000: one long, one short (a rise of 500 % weighs as one of 16 %), ten against eight, and a book
/// that is flat but for 1 % of its delta.
#[test]
fn perps() {
    fn numbers<N: Lane>(sizes: &[&str]) -> [N; 4] {
        let margin = margin::<N>(sizes);
        [
            margin.scan.clone(),
            margin.net().unwrap(),
            margin.initial().unwrap(),
            margin.maintenance(&parameters()).unwrap(),
        ]
    }
    for (sizes, expected) in [
        (&["1"][..], ["8000", "8000", "8042.5", "4042.5"]),
        (&["-1"], ["8000", "8000", "8042.5", "4042.5"]),
        (&["10", "-8"], ["16000", "16000", "16042.5", "8042.5"]),
        (&["50", "-49"], ["8000", "25500", "25542.5", "12792.5"]),
        (&["10", "-10"], ["0", "5000", "5042.5", "2542.5"]),
        (&[], ["0", "0", "42.5", "42.5"]),
    ] {
        let (exact, fixed) = (numbers(sizes), numbers(sizes));
        for ((expected, exact), fixed) in expected.into_iter().zip(exact).zip(fixed) {
            assert_owed(expected, exact, fixed);
        }
    }
    assert_eq!(margin::<Exact>(&["1"]).scenario, 15);
    assert_eq!(margin::<Exact>(&["-1"]).scenario, 0);
}

#[test]
fn refusals() {
    let [one, zero] = [Fixed::ONE, Fixed::ZERO];
    for range in [zero, one, -one] {
        assert_eq!(grid(&range), Err(Error::InvalidFraction));
    }
    let good = parameters::<Fixed>();
    let bad = Parameters {
        net_delta: -one,
        ..good
    };
    assert_eq!(bad.validate(), Err(Error::InvalidFactor));
    let bad = Parameters {
        hedged_delta: -one,
        ..good
    };
    assert_eq!(bad.validate(), Err(Error::InvalidFactor));
    let bad = Parameters {
        maintenance: one + one,
        ..good
    };
    assert_eq!(bad.validate(), Err(Error::InvalidFraction));
    let grid = grid(&Fixed::near("0.16")).unwrap();
    let (scan, deltas) = (Scan::new([zero; SCENARIOS]), Sides::none());
    let ask = |scenarios, spot, funding, fees| {
        let provisions = Provisions { funding, fees };
        Margin::new(&good, scenarios, &scan, &deltas, &spot, &provisions).unwrap_err()
    };
    assert_eq!(ask(&grid[1..], one, one, one), Error::InvalidScenario);
    assert_eq!(ask(&grid, -one, one, one), Error::InvalidPrice);
    assert_eq!(ask(&grid, one, -one, one), Error::InvalidQuantity);
    assert_eq!(ask(&grid, one, one, -one), Error::InvalidQuantity);
}
