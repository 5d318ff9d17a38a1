//! Deribit's extended risk matrix: two published responses of private/pme/simulate, number by number.
//!
//! Sources: docs.deribit.com, private/pme/simulate, response of 17 June 2024 (BTC); a response of 15 February
//! 2026 (ETH) in a public repository.

use crate::exact::Exact;
use crate::lane::{assert_owed, assert_printed, decimal, small, Lane};
use num_rational::BigRational;
use num_traits::Signed;
use plimsoll::margin::option::expiry::Expiry;
use plimsoll::margin::option::forward::Forward;
use plimsoll::margin::option::{Contract, Right};
use plimsoll::margin::scenario::{RiskArray, Scan, Volatility};
use plimsoll::margin::shock::{Shocks, Skew, VolatilityShock};
use plimsoll::methods::deribit::matrix::{
    grid, in_coins, to_dollars, Aggregation, Settlement, SCENARIOS, STANDARD,
};
use plimsoll::methods::deribit::{roll_shock, Currency, CurrencyPair, Margin};
use plimsoll::number::interval::Interval;
use plimsoll::price::Price;
use plimsoll::{Error, Fixed};

/// A response: what was asked, under which parameters, and what came back.
struct Response {
    /// Range, factor, threshold, m_inc, max_delta_shock.
    pair: [&'static str; 5],
    /// Least move, move risk, offset, most, dampener.
    currency: [&'static str; 5],
    index: &'static str,
    positions: &'static [&'static str],
    /// Of the aggregated vectors, one number for each price.
    before: &'static str,
    after: &'static str,
    /// Place from 1, worst case, roll shock, risk matrix.
    matrix: (usize, [&'static str; 3]),
    /// MMP, open orders.
    beside: [&'static str; 2],
    initial: &'static str,
    maintenance: &'static str,
}

const BTC: Response = Response {
    pair: ["0.16", "1", "20000000", "0.00005", "0.1"],
    currency: ["0.01", "0.075", "0", "0", "100000"],
    index: "65666.19",
    positions: &["0.314538364", "-0.001187534"],
    before: "-0.05968587238095239 -0.04272965863636364 -0.02724789826086957 -0.013056284583333334 \
        0 0.012051955 0.0232111725925926 0.0335733032142857 0.0432208041379310 \
        -0.05968587238095239 -0.05968587238095239 0.0432208041379310 0.0432208041379310 \
        0.0432208041379310 0.0432208041379310 0.0432208041379310 0.0432208041379310",
    after: "-0.05968587238095239 -0.04272965863636364 -0.02724789826086957 -0.013056284583333334 \
        0 0 0 0 0 0 0 0 0 0 0 0 0",
    matrix: (1, ["0.059685872", "0.00315725898", "0.06284313098"]),
    beside: ["0.06", "0.000018212"],
    initial: "0.122861343",
    maintenance: "0.050274504784",
};

const ETH: Response = Response {
    pair: ["0.18", "1", "20000000", "0.000004", "0.1"],
    currency: ["0.005", "0.05", "0.6", "20000000", "200000"],
    index: "1949.34",
    positions: &["-0.999487053"],
    before: "0.219399597 0.155989308849711 0.09885036787912087 0.04709624857068063 0 \
        -0.04304011233014354 -0.08252645391743119 -0.11888171996035243 -0.15246412672881357 \
        0.219399597 0.219399597 -0.15246412672881357 -0.15246412672881357 \
        -0.15246412672881357 -0.15246412672881357 -0.15246412672881357 -0.15246412672881357",
    after: "0.1316397582 0.09359358530982659 0.05931022072747252 0.028257749142408375 0 \
        -0.04304011233014354 -0.08252645391743119 -0.11888171996035243 -0.15246412672881357 \
        0 0 0 0 0 0 0 0",
    matrix: (25, ["0.152464127", "0.004997435265", "0.157461562265"]),
    beside: ["0", "0"],
    initial: "0.157461562",
    maintenance: "0.125969249812",
};

fn pair<N: Lane>([range, factor, threshold, m_inc, most]: [&str; 5]) -> CurrencyPair<N> {
    let pair = CurrencyPair {
        price_range: N::up(range),
        extended_table_factor: N::up(factor),
        delta_total_liq_shock_threshold: N::down(threshold),
        m_inc: N::up(m_inc),
        max_delta_shock: N::up(most),
    };
    pair.validate().unwrap();
    pair
}

fn currency<N: Lane>([least, risk, offset, most, dampener]: [&str; 5]) -> Currency<N> {
    let currency = Currency {
        min_annualised_move: N::up(least),
        annualised_move_risk: N::up(risk),
        pnl_offset: N::down(offset),
        max_offsetable_pnl: N::down(most),
        extended_dampener: N::down(dampener),
    };
    currency.validate().unwrap();
    currency
}

fn room<N: Lane>() -> [N; SCENARIOS] {
    std::array::from_fn(|_| N::zero())
}

/// One of each price, after asserting that the three volatilities agree, as they do without options.
fn by_price<N: Lane>(scan: &Scan<N, [N; SCENARIOS]>) -> Vec<BigRational> {
    let (standard, extended) = scan.profits().split_at(STANDARD);
    let all = standard.chunks(3).map(|three| {
        assert!(three[0] == three[1] && three[1] == three[2]);
        three[0].value()
    });
    all.chain(extended.iter().map(Lane::value)).collect()
}

/// Before and after aggregation; worst case, roll shock, matrix, initial and maintenance margin; the place.
fn answer<N: Lane>(response: &Response) -> ([Vec<BigRational>; 2], [N; 5], usize) {
    let (pair, currency) = (pair::<N>(response.pair), currency::<N>(response.currency));
    let grid = grid(&pair.price_range).unwrap();
    let perp = RiskArray::inverse(&grid, room()).unwrap();
    let mut scan = Scan::new(room());
    let positions: Vec<N> = response
        .positions
        .iter()
        .map(|size| N::near(size))
        .collect();
    for size in &positions {
        scan.add(size, &perp).unwrap();
    }
    let index = N::near(response.index);
    let aggregation = Aggregation {
        pair: &pair,
        currency: &currency,
        settlement: Settlement::Coin,
        index: &index,
    };
    // What the venue calls pre-aggregated: scaled, and not yet dampened.
    let plain = Currency {
        extended_dampener: N::zero(),
        ..currency.clone()
    };
    let mut before = scan.clone();
    Aggregation {
        currency: &plain,
        ..aggregation.clone()
    }
    .dampen(&grid, &mut before)
    .unwrap();
    aggregation.apply(&grid, &mut scan).unwrap();
    let rates = vec![currency.min_annualised_move.clone(); positions.len()];
    let [mmp, orders] = response.beside.map(N::up);
    let delta = positions
        .iter()
        .try_fold(N::zero(), |sum, size| sum.try_add(size));
    let margin = Margin {
        roll_shock: roll_shock(&positions, &rates).unwrap(),
        delta_shock: pair.delta_shock(&delta.unwrap(), &index).unwrap(),
        mmp_margin: mmp,
        open_orders_margin: orders,
        ..Margin::new(&scan, &N::near("1000000000")).unwrap()
    };
    let numbers = [
        margin.worst_case.clone(),
        margin.roll_shock.clone(),
        margin.risk_matrix().unwrap(),
        margin.initial().unwrap(),
        margin.maintenance(&N::up("0.8")).unwrap(),
    ];
    let vectors = [by_price(&before), by_price(&scan)];
    (vectors, numbers, margin.scenario)
}

fn assert_response(response: &Response) {
    let (vectors, exact, place) = answer::<Exact>(response);
    let (fixed_vectors, fixed, fixed_place) = answer::<Fixed>(response);
    let (index, [worst, roll, matrix]) = response.matrix;
    assert_eq!((place + 1, fixed_place + 1), (index, index));
    for (vector, printed) in vectors.iter().zip([response.before, response.after]) {
        let printed: Vec<&str> = printed.split_whitespace().collect();
        assert_eq!(vector.len(), printed.len());
        for (value, printed) in vector.iter().zip(printed) {
            // They print doubles.
            let off = (value - decimal(printed)).abs();
            assert!(
                off <= decimal("0.0000000000000002"),
                "{value} for {printed}"
            );
        }
    }
    for (exact, fixed) in vectors.iter().flatten().zip(fixed_vectors.iter().flatten()) {
        // The range has no binary form, so the prices of the grid are a step off.
        assert!(
            (exact - fixed).abs() < decimal("0.000000000001"),
            "{fixed} for {exact}"
        );
    }
    let [_, _, _, initial, maintenance] = &exact;
    assert_printed(response.initial, &initial.0);
    assert_printed(response.maintenance, &maintenance.0);
    for (place, printed) in [worst, roll, matrix].into_iter().enumerate() {
        assert_eq!(exact[place].0, decimal(printed));
    }
    for (exact, fixed) in exact.iter().zip(&fixed) {
        assert!((fixed.value() - &exact.0).abs() < decimal("0.000000000001"));
    }
}

#[test]
fn documented_response() {
    assert_response(&BTC);
}

#[test]
fn response_with_gains_and_dampener() {
    assert_response(&ETH);
}

/// The documented future expires eleven days later: e^(0.075 * 11 / 365) - 1 is below the least move. After
/// a year it is 7.79 %.
#[test]
fn roll_rate() {
    let currency = currency::<Fixed>(BTC.currency);
    for (seconds, rate) in [
        (0, "0.01"),
        (941_859, "0.01"),
        (31_536_000, "0.0778841508846"),
    ] {
        let expiry = Expiry::undiscounted(seconds).unwrap();
        assert_printed(rate, &currency.roll_rate(&expiry).unwrap().value());
    }
    let one = [Fixed::ONE];
    assert_eq!(roll_shock(&one, &[]), Err(Error::InvalidScenario));
}

/// BTC at 50,000: 20 million are 400 coins. A thousand coins short are 600 beyond, at 5e-5 a coin 3 %; three
/// thousand reach the cap.
#[test]
fn delta_shock() {
    fn shock<N: Lane>(delta: &str) -> N {
        let pair = pair::<N>(BTC.pair);
        pair.delta_shock(&N::near(delta), &N::near("50000"))
            .unwrap()
    }
    for (delta, expected) in [
        ("400", "0"),
        ("-400", "0"),
        ("-1000", "30"),
        ("3000", "300"),
    ] {
        assert_owed(expected, shock(delta), shock(delta));
    }
}

/// Paid in dollars nothing is divided by the coin's price: short one, the rise of 500 % counts 0.16 / 5 of
/// five prices, less the dampener for 30.25 ranges.
#[test]
fn dollar_settlement() {
    fn counted<N: Lane>(dampener: &str) -> N {
        let pair = pair::<N>(BTC.pair);
        let currency = currency::<N>(["0.01", "0.1", "0.4", "1000", dampener]);
        let index = N::near("50000");
        let grid = grid(&pair.price_range).unwrap();
        let perp = RiskArray::linear(&Price::exact(index.clone()).unwrap(), &grid, room()).unwrap();
        let mut scan = Scan::new(room());
        scan.add(&N::near("-1"), &perp).unwrap();
        let aggregation = Aggregation {
            pair: &pair,
            currency: &currency,
            settlement: Settlement::Dollar,
            index: &index,
        };
        aggregation.apply(&grid, &mut scan).unwrap();
        // 0.4 of the 8,000 gained is above what counts at most.
        assert!(scan.profits()[0] == N::near("1000"));
        scan.profits()[SCENARIOS - 1].try_neg().unwrap()
    }
    assert_owed("8000", counted("0"), counted("0"));
    assert_owed("4975", counted("100"), counted("100"));
    assert_owed("0", counted("1000"), counted("1000"));
}

/// A dollar owned is, in coins, an inverse perp short for as much.
#[test]
fn dollars_in_coins() {
    fn vectors<N: Lane>() -> [Vec<N>; 2] {
        let (price, grid) = (N::near("65666.19"), grid(&N::up("0.16")).unwrap());
        let dollar = Scan::from_parts(N::one(), room());
        let dollar = RiskArray::new(dollar.clone(), dollar).unwrap();
        let coins = in_coins(&dollar, &price, &grid, room()).unwrap();
        let perp = RiskArray::inverse(&grid, room()).unwrap();
        let mut scans = [Scan::new(room()), Scan::new(room())];
        scans[0].add(&price, &coins).unwrap();
        scans[1].add(&N::near("-1"), &perp).unwrap();
        to_dollars(&mut scans[1], &N::one()).unwrap();
        scans.map(|scan| scan.profits().to_vec())
    }
    let [coins, perp] = vectors::<Exact>();
    assert_eq!(coins, perp);
    let [coins, perp] = vectors::<Fixed>();
    for (coins, perp) in coins.into_iter().zip(perp) {
        assert!((coins - perp).value().abs() < small());
    }
}

/// An option paid in coins never pays more than one; written, its loss in the extended table is at most the
/// range's share of that, and both numbers agree with doubles.
#[test]
fn option_in_coins() {
    let array = |right, strike: &str| {
        let expiry = Expiry::undiscounted(30 * 86_400).unwrap();
        let range = [Fixed::near("0.5"), Fixed::near("0.25")];
        let power = [Fixed::near("0.3"), Fixed::near("0.13")];
        let shock = VolatilityShock::new(range, power, 86_400, Fixed::near("0.5")).unwrap();
        let shocks = Shocks::new(&shock, &Skew::flat(), &expiry).unwrap();
        let grid = grid(&Fixed::near("0.16")).unwrap();
        let price = Fixed::near("65666.19");
        let contract = Contract::new(right, Fixed::near(strike)).unwrap();
        let dollars = RiskArray::option(
            &contract,
            &Forward::exact(price).unwrap(),
            &Interval::exact(Fixed::near("0.6")),
            &expiry,
            &shocks,
            &grid,
            room::<Fixed>(),
        );
        in_coins(&dollars.unwrap(), &price, &grid, room()).unwrap()
    };
    let call = array(Right::Call, "200000");
    let owed = call.side(&-Fixed::ONE);
    assert!(owed.profits().iter().all(|profit| *profit < Fixed::ONE));
    // At six times the price, 393,997, the call is worth nearly 1 - 200,000 / 393,997 coins.
    let far = owed.profits()[SCENARIOS - 1].value();
    assert!(far > decimal("0.492") && far < decimal("0.493"), "{far}");
    let put = array(Right::Put, "65666.19");
    let low = put.side(&-Fixed::ONE).profits();
    let high = grid(&Fixed::near("0.16")).unwrap();
    assert_eq!(high[2].volatility(), Volatility::Down);
    assert!(low[0] > low[1] && low[1] > low[2] && low[2] > low[26]);
}

#[test]
fn refusals() {
    let [one, zero] = [Fixed::ONE, Fixed::ZERO];
    for range in [zero, one, -one] {
        assert_eq!(grid(&range), Err(Error::InvalidFraction));
        let pair = CurrencyPair {
            price_range: range,
            ..pair(BTC.pair)
        };
        assert_eq!(pair.validate(), Err(Error::InvalidFraction));
    }
    let good = pair::<Fixed>(BTC.pair);
    let bad = CurrencyPair {
        m_inc: -one,
        ..good
    };
    assert_eq!(bad.validate(), Err(Error::InvalidFactor));
    let base = currency::<Fixed>(BTC.currency);
    let bad = Currency {
        pnl_offset: one + one,
        ..base
    };
    assert_eq!(bad.validate(), Err(Error::InvalidFraction));
    let bad = Currency {
        extended_dampener: -one,
        ..base
    };
    assert_eq!(bad.validate(), Err(Error::InvalidFactor));
    let aggregation = Aggregation {
        pair: &good,
        currency: &base,
        settlement: Settlement::Coin,
        index: &zero,
    };
    let grid = grid(&good.price_range).unwrap();
    let mut scan = Scan::new(room::<Fixed>());
    assert_eq!(
        aggregation.apply(&grid, &mut scan),
        Err(Error::InvalidPrice)
    );
    assert_eq!(
        aggregation.dampen(&grid[1..], &mut scan),
        Err(Error::InvalidScenario)
    );
    let mut short = Scan::new([zero; STANDARD]);
    assert_eq!(
        aggregation.dampen(&grid, &mut short),
        Err(Error::InvalidScenario)
    );
    assert_eq!(to_dollars(&mut scan, &-one), Err(Error::InvalidPrice));
    assert_eq!(Margin::new(&scan, &-one), Err(Error::InvalidStep));
    let margin = Margin::new(&scan, &zero).unwrap();
    assert_eq!(
        margin.maintenance(&(one + one)),
        Err(Error::InvalidFraction)
    );
}
