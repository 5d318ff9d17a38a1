//! Spreads: between months, between commodities, between a coin and its perp, and tables of offsets.
//!
//! Sources: CME, "Spread calculations" (cmegroup.com/clearing/margins/spread-calc.html); Solomon Exam Prep,
//! Series 3, 3.4.4.1; Coinbase International, "Margin Offset"; OKX, "stablecoin peg risk" (MR9).

use crate::exact::Exact;
use crate::lane::{assert_owed, assert_owned, Lane};
use plimsoll::margin::netting::spread::{
    calendar_margin, composite_delta, inter_month_charge, spread, Leg, Underlying,
};
use plimsoll::margin::netting::{
    cap_gains, discount_gains, hedge_credit, hedge_weight, pair_charge, pair_credit, take_matched,
    Pair, Sides,
};
use plimsoll::margin::scenario::{RiskArray, Scan};
use plimsoll::methods::span::{cover, grid, Charges, Requirement, ScanRisk};
use plimsoll::price::Price;
use plimsoll::{Error, Fixed};

/// A commodity: contracts, scan range of one, side and size in a spread, credited share.
type Commodity<'a> = (&'a str, &'a str, &'a str, &'a str);

/// The requirement of futures in several commodities: each scanned over its own range, then spread once.
fn spread_margin<N: Lane>(book: &[Commodity]) -> N {
    let scanned = |contracts: &str, range: &str| {
        // At a price of twice its range, the range is half the price.
        let grid = grid(&N::up("0.5"), &N::near("3"), &N::down("0.33")).unwrap();
        let price = Price::exact(N::up(range).try_add(&N::up(range)).unwrap()).unwrap();
        let room: [N; 16] = std::array::from_fn(|_| N::zero());
        let future = RiskArray::linear(&price, &grid, room.clone()).unwrap();
        let mut scan = Scan::new(room);
        scan.add(&N::near(contracts), &future).unwrap();
        cover(&mut scan, &grid).unwrap();
        ScanRisk::new(&scan).unwrap()
    };
    let risks: Vec<ScanRisk<N>> = book.iter().map(|row| scanned(row.0, row.1)).collect();
    let mut underlyings: Vec<Underlying<N>> = book
        .iter()
        .zip(&risks)
        .map(|(row, risk)| Underlying::new(N::near(row.0), risk.price.clone()).unwrap())
        .collect();
    let legs: Vec<Leg<N>> = book
        .iter()
        .enumerate()
        .map(|(underlying, row)| Leg {
            underlying,
            ratio: N::near(row.2),
            rate: N::down(row.3),
        })
        .collect();
    spread(&mut underlyings, &legs).unwrap();
    let mut sum = N::zero();
    for (risk, underlying) in risks.iter().zip(&underlyings) {
        let charges = Charges {
            intermonth: N::zero(),
            delivery: N::zero(),
            credit: underlying.credit().clone(),
            written: N::zero(),
            minimum: N::zero(),
        };
        let requirement = Requirement::new(risk, &charges).unwrap();
        sum = sum.try_add(&requirement.total().unwrap()).unwrap();
    }
    sum
}

fn assert_spread(published: &str, book: &[Commodity]) {
    let (exact, fixed) = (spread_margin::<Exact>(book), spread_margin::<Fixed>(book));
    assert_owed(published, exact, fixed);
}

/// CME: corn against soybeans at 2:1, 1,750 and 2,500, credit 55 %. Solomon: at 900 and 2,100.
#[test]
fn corn_against_soybeans() {
    for (corn, soybeans) in [("2", "-1"), ("-2", "1")] {
        let book = [
            (corn, "1750", "2", "0.55"),
            (soybeans, "2500", "-1", "0.55"),
        ];
        assert_spread("2700", &book);
        let book = [(corn, "900", "2", "0.55"), (soybeans, "2100", "-1", "0.55")];
        assert_spread("1755", &book);
    }
    // On one side nothing is credited; of ten to one, one spread is, and the rest stands outright.
    let book = [("2", "1750", "2", "0.55"), ("1", "2500", "-1", "0.55")];
    assert_spread("6000", &book);
    let book = [("10", "1750", "2", "0.55"), ("-1", "2500", "-1", "0.55")];
    assert_spread("16700", &book);
}

/// Solomon's crush of soybeans against meal and oil at 1:1:1: 2,100, 1,800 and 725 at 55 %, 70 % and 70 %;
/// the sums are by hand.
#[test]
fn soybean_crush() {
    let crush = |beans, meal, oil| {
        [
            (beans, "2100", "1", "0.55"),
            (meal, "1800", "-1", "0.7"),
            (oil, "725", "-1", "0.7"),
        ]
    };
    assert_spread("1702.5", &crush("1", "-1", "-1"));
    assert_spread("1702.5", &crush("-1", "1", "1"));
    assert_spread("4625", &crush("1", "-1", "1"));
    assert_spread("3900", &crush("1", "-1", "0"));
}

/// Rows in order of priority take what is left: the second row finds two of five.
#[test]
fn priority() {
    let new =
        |delta: &str, risk: &str| Underlying::new(Fixed::near(delta), Fixed::near(risk)).unwrap();
    let leg = |underlying, ratio: &str| Leg {
        underlying,
        ratio: Fixed::near(ratio),
        rate: Fixed::near("0.5"),
    };
    let mut all = [new("5", "100"), new("-6", "60"), new("-8", "80")];
    let first = spread(&mut all, &[leg(0, "1"), leg(1, "-2")]).unwrap();
    let second = spread(&mut all, &[leg(2, "-1"), leg(0, "1")]).unwrap();
    assert_eq!([first, second], [Fixed::near("3"), Fixed::near("2")]);
    assert_eq!(
        all.map(|one| *one.free()),
        ["0", "0", "-6"].map(Fixed::near)
    );
    assert_eq!(
        all.map(|one| *one.credit()),
        ["50", "30", "10"].map(Fixed::near)
    );
    assert_eq!(
        spread(&mut all, &[leg(2, "1"), leg(0, "-1")]),
        Ok(Fixed::ZERO)
    );
    assert_eq!(
        spread(&mut all, &[leg(2, "1"), leg(3, "1")]),
        Err(Error::UnknownMarket)
    );
    assert_eq!(
        spread(&mut all, &[leg(2, "1"), leg(2, "1")]),
        Err(Error::UnknownMarket)
    );
    assert_eq!(spread(&mut all, &[leg(2, "0")]), Err(Error::InvalidFactor));
    assert_eq!(spread(&mut all, &[]), Err(Error::InvalidFactor));
    let more = Leg {
        rate: Fixed::near("1.5"),
        ..leg(2, "1")
    };
    assert_eq!(spread(&mut all, &[more]), Err(Error::InvalidFraction));
    let negative = Underlying::new(Fixed::ONE, -Fixed::ONE);
    assert_eq!(negative, Err(Error::InvalidQuantity));
}

/// CME, product X: months 2, 3 and 4 at 500, 500 and 750.
#[test]
fn calendar_spreads() {
    for (first, second, charge, published) in [
        ("500", "500", "200", "200"),
        ("500", "750", "50", "300"),
        ("500", "750", "0", "250"),
        ("750", "500", "0", "250"),
    ] {
        fn margin<N: Lane>([first, second, charge]: [&str; 3]) -> N {
            calendar_margin(&N::up(first), &N::up(second), &N::up(charge)).unwrap()
        }
        let row = [first, second, charge];
        assert_owed(published, margin(row), margin(row));
    }
}

/// Deltas of 3, 2.5 and -4 in three months form four spreads; in tiers of a table, the near pair first.
#[test]
fn inter_month() {
    fn charged<N: Lane>() -> (N, N, [N; 3]) {
        let mut sides = Sides::none();
        let mut tiers = ["3", "-4", "2.5"].map(N::near);
        for delta in &tiers {
            sides.add(delta).unwrap();
        }
        assert_eq!(sides.net().unwrap(), N::near("1.5"));
        let pair = |first, second, rate| Pair {
            first,
            second,
            rate: N::up(rate),
        };
        let table = [pair(0, 1, "70"), pair(1, 2, "90"), pair(0, 2, "110")];
        let one_rate = inter_month_charge(&sides, &N::up("75")).unwrap();
        (one_rate, pair_charge(&mut tiers, &table).unwrap(), tiers)
    }
    let ((flat, table, _), (exact_flat, exact_table, left)) =
        (charged::<Fixed>(), charged::<Exact>());
    assert_owed("300", exact_flat, flat);
    assert_owed("300", exact_table, table);
    assert_eq!(left, ["0", "0", "1.5"].map(Exact::near));
    let mut amounts = [Fixed::ONE, -Fixed::ONE];
    let row = Pair {
        first: 0,
        second: 1,
        rate: -Fixed::ONE,
    };
    assert_eq!(pair_charge(&mut amounts, &[row]), Err(Error::InvalidFactor));
    assert_eq!(take_matched(&mut amounts, 0, 2), Err(Error::UnknownMarket));
    assert_eq!(take_matched(&mut amounts, 1, 1), Err(Error::UnknownMarket));
    let rate = inter_month_charge(&Sides::none(), &-Fixed::ONE);
    assert_eq!(rate, Err(Error::InvalidFactor));
}

#[test]
fn deltas_by_price_scenario() {
    let deltas = ["0.5", "0.75", "0.25"].map(Fixed::near);
    let weights = ["0.5", "0.25", "0.25"].map(Fixed::near);
    assert_eq!(composite_delta(&deltas, &weights), Ok(Fixed::near("0.5")));
    let one = &weights[..1];
    assert_eq!(composite_delta(&deltas, one), Err(Error::InvalidScenario));
}

/// Coinbase: 0.40 of what BTC and ETH have on opposite sides.
#[test]
fn offset_table() {
    fn credit<N: Lane>(btc: &str, eth: &str) -> N {
        let row = Pair {
            first: 0,
            second: 1,
            rate: N::down("0.4"),
        };
        pair_credit(&mut [N::near(btc), N::near(eth)], &[row]).unwrap()
    }
    for (btc, eth, expected) in [
        ("1000000", "-600000", "240000"),
        ("-250000", "600000", "100000"),
        ("1000000", "600000", "0"),
        ("0", "-600000", "0"),
    ] {
        assert_owned(expected, credit(btc, eth), credit(btc, eth));
    }
}

/// 2 coins at 30,000 (weight 0.9) against 3 perps at 30,100 (weight 0.95) short: two are hedged, at
/// 1 - 0.05 / 5 = 0.99, which is 0.065 more than the average.
#[test]
fn coin_against_perp() {
    fn credit<N: Lane>(coin: &str, perp: &str) -> N {
        let weights = ["0.9", "0.95"].map(N::up);
        let hedge = hedge_weight(&N::down("0.95")).unwrap();
        let prices = ["30000", "30100"].map(N::down);
        hedge_credit(&[N::near(coin), N::near(perp)], &prices, &weights, &hedge).unwrap()
    }
    for (coin, perp, expected) in [("2", "-3", "7813"), ("-3", "2", "7813"), ("2", "3", "0")] {
        assert_owned(expected, credit(coin, perp), credit(coin, perp));
    }
    let (one, two) = (Fixed::ONE, Fixed::near("2"));
    assert_eq!(hedge_weight(&two), Err(Error::InvalidFraction));
    let (both, none) = ([one, one], [Fixed::ZERO; 2]);
    assert_eq!(
        hedge_credit(&both, &[one, -one], &both, &one),
        Err(Error::InvalidPrice)
    );
    assert_eq!(
        hedge_credit(&both, &both, &[two, one], &one),
        Err(Error::InvalidFraction)
    );
    // A hedge that counts for no more than its legs earns nothing.
    assert_eq!(
        hedge_credit(&[one, -one], &both, &both, &Fixed::ZERO),
        Ok(Fixed::ZERO)
    );
    assert_eq!(hedge_credit(&[one, -one], &both, &none, &one), Ok(two));
}

/// TIMS: a group's gains count to 90 % against another's losses: 100 lost here, 80 gained there.
#[test]
fn gains_of_another_group() {
    fn net<N: Lane>() -> N {
        let mut groups = [N::near("-100"), N::near("80")];
        discount_gains(&mut groups, &N::down("0.9")).unwrap();
        groups[0].try_add(&groups[1]).unwrap()
    }
    assert_owned("-28", net(), net());
    let mut profits = ["-5", "0", "3", "7"].map(Fixed::near);
    cap_gains(&mut profits, &Fixed::near("4")).unwrap();
    assert_eq!(profits, ["-5", "0", "3", "4"].map(Fixed::near));
    assert_eq!(
        cap_gains(&mut profits, &-Fixed::ONE),
        Err(Error::InvalidQuantity)
    );
    let share = discount_gains(&mut profits, &Fixed::near("2"));
    assert_eq!(share, Err(Error::InvalidFraction));
}
