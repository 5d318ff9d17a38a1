//! OKX's portfolio margin: the two rows of its announcement of May 2024, the ladder of the minimum charge, the
//! stablecoin example of MR9.
//!
//! Sources: "OKX to enhance new features in portfolio margin mode" (31 May 2024); "OKEx adjusts scaling factor
//! logic in portfolio margin mode" (4417291853837); "OKX will update margin calculation rules for the portfolio
//! margin mode" (December 2024).

use crate::exact::Exact;
use crate::futures::rungs_of;
use crate::lane::{assert_owed, decimal, Lane};
use plimsoll::margin::netting::{spread::inter_month_charge, Sides};
use plimsoll::margin::scenario::{RiskArray, Scan, Volatility};
use plimsoll::methods::okx::{
    extreme, grid, initial, minimum_charge, peg, worst_loss, Charges, Maintenance, Multiplier, Peg,
};
use plimsoll::price::Price;
use plimsoll::weights::tiers::Tiers;
use plimsoll::{Error, Fixed};

/// Floors in dollars and multipliers, BTC and ETH.
const LADDER: [(&str, &str); 7] = [
    ("0", "1"),
    ("10000", "2"),
    ("70000", "4"),
    ("170000", "6"),
    ("300000", "8"),
    ("470000", "10"),
    ("700000", "12"),
];

fn ladder<N: Lane>() -> Vec<Multiplier<N>> {
    let rung = |(floor, times): (&str, &str)| Multiplier {
        floor: N::near(floor),
        times: N::near(times),
    };
    LADDER.into_iter().map(rung).collect()
}

/// Basis and raw minimum charge to maintenance, and to the initial requirement at 1.3.
fn required<N: Lane>(basis: N, raw: &str) -> [N; 3] {
    let charges = Charges {
        mr4: basis,
        mr7: minimum_charge(&N::up(raw), &ladder()).unwrap(),
        ..Charges::none()
    };
    let parts = Maintenance::new(&charges).unwrap();
    let total = parts.total().unwrap();
    let initial = initial(&total, &N::up("100"), &N::up("1.3")).unwrap();
    [parts.minimum, total, initial]
}

/// 10 BTC against 1,000 contracts of 0.01 BTC short. Before the change nothing but the minimum; after it the
/// basis, 1.2 % of a notional of 671,110 (both inferred from the printed 8,053.32).
#[test]
fn spot_against_perp() {
    fn basis<N: Lane>() -> N {
        let mut notionals = Sides::none();
        notionals.add(&N::near("671110")).unwrap();
        notionals.add(&N::near("-671110")).unwrap();
        inter_month_charge(&notionals, &N::up("0.012")).unwrap()
    }
    assert_owed("8053.32", basis(), basis());
    let before = ["3020.87", "3020.87", "4027.131"];
    let after = ["0", "8053.32", "10569.316"];
    let exact = [
        required(Exact::near("0"), "3020.87"),
        required(basis(), "3020.17"),
    ];
    let fixed = [
        required(Fixed::ZERO, "3020.87"),
        required(basis(), "3020.17"),
    ];
    for (expected, (exact, fixed)) in [before, after]
        .into_iter()
        .zip(exact.into_iter().zip(fixed))
    {
        for ((expected, exact), fixed) in expected.into_iter().zip(exact).zip(fixed) {
            assert_owed(expected, exact, fixed);
        }
    }
}

/// Their illustration: 40,000 for the market and a raw minimum of 30,000, which counts
/// 10,000 + 20,000 * 2 = 50,000.
#[test]
fn scaling_of_the_minimum() {
    fn scaled<N: Lane>(raw: &str) -> N {
        minimum_charge(&N::up(raw), &ladder()).unwrap()
    }
    for (raw, expected) in [
        ("0", "0"),
        ("10000", "10000"),
        ("30000", "50000"),
        ("70000", "130000"),
        ("100000", "250000"),
        // 10,000 + 120,000 + 400,000 + 780,000 + 1,360,000 + 2,300,000 + 1,200,000
        ("800000", "6170000"),
    ] {
        assert_owed(expected, scaled(raw), scaled(raw));
    }
    let charges = Charges {
        mr1: Fixed::near("40000"),
        mr7: scaled("30000"),
        ..Charges::none()
    };
    let parts = Maintenance::new(&charges).unwrap();
    assert_eq!(
        [parts.market, parts.minimum],
        ["40000", "10000"].map(Fixed::near)
    );
    assert_eq!(parts.total(), Ok(Fixed::near("50000")));
}

/// Ten million of USDT against USD: 0.75 % to one million, 1.75 % to five, 2.5 % above are 202,500.
#[test]
fn stablecoins_off_their_pegs() {
    fn charged<N: Lane>() -> (N, [N; 3]) {
        let mut rungs =
            rungs_of::<N>(&[("0", "0.0075"), ("1000000", "0.0175"), ("5000000", "0.025")]);
        let ladder = Tiers::from_rates(&mut rungs).unwrap();
        let mut flat = rungs_of::<N>(&[("0", "0.01")]);
        let flat = Tiers::from_rates(&mut flat).unwrap();
        let row = |first, second, ladder| Peg {
            first,
            second,
            ladder,
        };
        // USDT, USDC, USD; the third row finds what the first has left of USD.
        let mut deltas = ["10000000", "500000", "-10200000"].map(N::near);
        let table = [row(0, 2, ladder), row(0, 1, flat.clone()), row(1, 2, flat)];
        (peg(&mut deltas, &table).unwrap(), deltas)
    }
    let ((fixed, left), (exact, _)) = (charged::<Fixed>(), charged::<Exact>());
    assert_owed("204500", exact, fixed);
    assert_eq!(left, ["0", "300000", "0"].map(Fixed::near));
}

/// One BTC at 60,000: 12 % on either side, and half of the extreme 24 %, are the same.
#[test]
fn scans() {
    fn losses<N: Lane>(size: &str) -> [N; 2] {
        let price = Price::exact(N::near("60000")).unwrap();
        let loss = |grid: &[_]| {
            let room = vec![N::zero(); grid.len()];
            let perp = RiskArray::linear(&price, grid, room.clone()).unwrap();
            let mut scan = Scan::new(room);
            scan.add(&N::near(size), &perp).unwrap();
            worst_loss(&scan, grid).unwrap()
        };
        let (near, far) = (N::up("0.12"), N::up("0.24"));
        [
            loss(&grid(&near).unwrap()),
            loss(&extreme(&far, &N::up("0.5")).unwrap()),
        ]
    }
    for (size, expected) in [("1", "7200"), ("-1", "7200"), ("0", "0")] {
        for (exact, fixed) in losses::<Exact>(size).into_iter().zip(losses::<Fixed>(size)) {
            assert_owed(expected, exact, fixed);
        }
    }
    let grid = grid(&Exact::near("0.12")).unwrap();
    let moves = ["0.88", "0.92", "0.96", "1", "1.04", "1.08", "1.12"];
    for (place, scenario) in grid.iter().enumerate() {
        assert_eq!(scenario.spot().0, decimal(moves[place / 3]));
        let change = [Volatility::Up, Volatility::Same, Volatility::Down][place % 3];
        assert_eq!(scenario.volatility(), change);
    }
}

/// One of three counts, the others add up, and the first of equal ones is named.
#[test]
fn parts() {
    let charges = |mr: [i32; 9]| {
        let [mr1, mr2, mr3, mr4, mr5, mr6, mr7, mr8, mr9] = mr.map(Fixed::from_num);
        Charges {
            mr1,
            mr2,
            mr3,
            mr4,
            mr5,
            mr6,
            mr7,
            mr8,
            mr9,
        }
    };
    for (mr, driver, total) in [
        ([9, 8, 1, 2, 3, 7, 30, 4, 5], 1, 30),
        ([7, 8, 1, 2, 3, 8, 20, 4, 5], 2, 23),
        ([7, 8, 1, 2, 3, 9, 23, 4, 5], 6, 24),
        ([0; 9], 1, 0),
    ] {
        let parts = Maintenance::new(&charges(mr)).unwrap();
        assert_eq!(
            (parts.driver, parts.total()),
            (driver, Ok(Fixed::from_num(total)))
        );
    }
    for place in 0..9 {
        let mut mr = [1; 9];
        mr[place] = -1;
        assert_eq!(Maintenance::new(&charges(mr)), Err(Error::InvalidQuantity));
    }
}

#[test]
fn refusals() {
    let [one, zero] = [Fixed::ONE, Fixed::ZERO];
    for most in [zero, one, -one] {
        assert_eq!(grid(&most), Err(Error::InvalidFraction));
    }
    assert_eq!(extreme(&(one + one), &one), Err(Error::InvalidFraction));
    assert_eq!(extreme(&one, &-one), Err(Error::InvalidFraction));
    assert_eq!(initial(&one, &one, &zero), Err(Error::InvalidFactor));
    assert_eq!(minimum_charge(&-one, &[]), Err(Error::InvalidQuantity));
    assert_eq!(minimum_charge(&one, &[]), Ok(one));
    let refused = |change: fn(&mut Vec<Multiplier<Fixed>>)| {
        let mut ladder = ladder();
        change(&mut ladder);
        assert_eq!(minimum_charge(&one, &ladder), Err(Error::InvalidTiers));
    };
    refused(|ladder| ladder[0].floor = Fixed::ONE);
    refused(|ladder| ladder[0].times = Fixed::ZERO);
    refused(|ladder| ladder[3].floor = ladder[2].floor);
    refused(|ladder| ladder[3].times = Fixed::ONE);
}
