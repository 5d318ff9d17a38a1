//! Several prices of one thing: medians, bands, and the worse of spot and average on each side.
//!
//! Sources: Synthetixio/synthetix-v3, protocol/oracle-manager (ReducerNode, PriceDeviationCircuitBreakerNode);
//! compound-finance/open-oracle, tests/DelFiPriceTest.js and UniswapAnchoredViewTest.js;
//! solendprotocol/solana-program-library, token-lending/program/tests/two_prices.rs.

use crate::exact::Exact;
use crate::lane::{decimal, Lane};
use crate::sizes::exactly;
use num_traits::Signed;
use plimsoll::margin::holding::Holding;
use plimsoll::margin::limits::{borrow, withdrawal};
use plimsoll::number::solver::Limit;
use plimsoll::price::oracle::band::Band;
use plimsoll::price::oracle::sources::{agreement, hull, median};
use plimsoll::price::Price;
use plimsoll::weights::Weights;
use plimsoll::{Error, Fixed};

fn prices<N: Lane>(texts: &[&str]) -> Vec<Price<N>> {
    texts.iter().map(|text| exactly(text)).collect()
}

/// Synthetix reduces 10,000, 100, 10 and 1 to 1, 10,000 and 55: the hull's ends, and a point of the median's
/// interval, which of an even number is all between the two middle ones.
#[test]
fn synthetix_reducer() {
    let nodes = ["10000", "100", "10", "1"];
    let widest = hull(&prices::<Exact>(&nodes), 4);
    assert_eq!(
        (widest.low(), widest.high()),
        (&Exact::down("1"), &Exact::down("10000"))
    );
    let middle = median(&mut prices::<Exact>(&nodes), 4);
    assert_eq!(
        (middle.low(), middle.high()),
        (&Exact::down("10"), &Exact::down("100"))
    );
    assert_eq!(middle.mid(), Ok(Exact::down("55")));
    assert_eq!(
        median(&mut prices::<Fixed>(&nodes), 4).mid(),
        Ok(Fixed::from_num(55))
    );
}

/// Compound's median of its reporters: 8,500 and 256 of three, and of two the larger, 257 of 257 and 255.
#[test]
fn compound_median() {
    for (posted, published) in [
        (["9000", "8500", "8000"].as_slice(), "8500"),
        (&["257", "256", "255"], "256"),
        (&["257"], "257"),
    ] {
        assert_eq!(median(&mut prices::<Fixed>(posted), 1), exactly(published));
    }
    let two = median(&mut prices::<Fixed>(&["257", "255"]), 2);
    assert_eq!(two, exactly::<Fixed>("255").hull(&exactly("257")));
}

fn admitted<N: Lane>(width: &str, last: &str, price: &str) -> bool {
    let band = Band::new(N::down(width), N::zero()).unwrap();
    let price = band.admit(&exactly(last), 0, &exactly(price));
    price.unwrap().is_known()
}

/// Synthetix: 0.5 and 1.5 are 50 % from 1: refused at a tolerance of 40 %, admitted at 50 and 60. A price of
/// zero is an error.
#[test]
fn synthetix_deviation() {
    for other in ["0.5", "1.5"] {
        for (tolerance, expected) in [("0.4", false), ("0.5", true), ("0.6", true)] {
            assert_eq!(admitted::<Exact>(tolerance, "1", other), expected);
            assert_eq!(admitted::<Fixed>(tolerance, "1", other), expected);
        }
        // Two sources that must agree within the band do: their median is the interval between them.
        let mut both = prices::<Exact>(&["1", other]);
        let agreed = agreement(&mut both, &Exact::down("0.4"), 2).unwrap();
        assert_eq!(agreed, exactly::<Exact>("1").hull(&exactly(other)));
    }
    assert_eq!(Price::exact(Fixed::ZERO), Err(Error::InvalidPrice));
}

/// Compound at 10 %: a price of 91 beside an anchor of 91, of 100 beside 89.9 and beside 110.1. Theirs bounds
/// anchor over price, so the anchor must lie within 10 % of the price.
#[test]
fn compound_anchor() {
    for (price, anchor, expected) in [
        ("91", "91", true),
        ("100", "89.9", false),
        ("100", "110.1", false),
        ("100", "90", true),
        ("100", "110", true),
    ] {
        assert_eq!(admitted::<Exact>("0.1", price, anchor), expected);
    }
    assert!(admitted::<Fixed>("0.1", "91", "91"));
    assert!(!admitted::<Fixed>("0.1", "100", "89.9") && !admitted::<Fixed>("0.1", "100", "110.1"));
}

/// What is owned or owed (negative), spot and average.
type Asset = [&'static str; 3];

fn account<N: Lane>(assets: &[Asset], weight: &str, initial: bool) -> Vec<Holding<'static, N>> {
    let assets = assets.iter().zip(0..);
    let holding = |([balance, spot, average], index): (&Asset, u32)| Holding {
        balance: N::down(balance),
        price: match initial {
            true => exactly::<N>(spot).hull(&exactly(average)),
            false => exactly(spot),
        },
        weights: Weights::from_loan_to_value(N::down(weight)).unwrap(),
        index,
        legs: &[],
    };
    assets.map(holding).collect()
}

fn at<N: Lane>(limit: Result<Limit<N>, Error>) -> N {
    match limit.unwrap() {
        Limit::At(amount) => amount,
        other => panic!("{other:?}"),
    }
}

/// 100 USDC at 0.9 (average 1) and 0.5 against a SOL at 10 (average 20): 1.25 more may be borrowed. 100 USDC
/// at 100 (average 1) and 20 USDT against the same: 80 USDC may be withdrawn.
#[test]
fn solend_two_prices() {
    const BORROWER: [Asset; 2] = [["100", "0.9", "1"], ["-1", "10", "20"]];
    const DEPOSITOR: [Asset; 3] = [["100", "100", "1"], ["20", "1", "1"], ["-1", "10", "20"]];
    fn borrowed<N: Lane>() -> N {
        let step = N::near("0.000000001");
        at(borrow(
            &account(&BORROWER, "0.5", true),
            1,
            &N::zero(),
            &step,
        ))
    }
    fn withdrawn<N: Lane>() -> N {
        let step = N::near("0.000001");
        at(withdrawal(
            &account(&DEPOSITOR, "0.5", true),
            0,
            &N::zero(),
            &step,
        ))
    }
    assert_eq!(borrowed::<Exact>(), Exact::down("1.25"));
    assert_eq!(withdrawn::<Exact>(), Exact::down("80"));
    for (published, ours, step) in [
        ("1.25", borrowed::<Fixed>(), "0.000000001"),
        ("80", withdrawn(), "0.000001"),
    ] {
        let short = decimal(published) - ours.value();
        assert!(!short.is_negative() && short < decimal(step));
    }
}

/// Maintenance takes the spot alone: an average of 100 (spot 10), or of next to nothing for the collateral
/// (their test has 0), liquidates nobody; a spot of 100 does.
#[test]
fn solend_liquidation_takes_the_spot() {
    for (assets, healthy) in [
        ([["100", "1", "1"], ["-1", "10", "100"]], true),
        ([["100", "1", "0.000001"], ["-1", "10", "100"]], true),
        ([["100", "1", "10"], ["-1", "100", "10"]], false),
    ] {
        fn maintenance<N: Lane>(assets: &[Asset]) -> bool {
            let account = account::<N>(assets, "0.55", false);
            let health = plimsoll::margin::holding::evaluate(&account);
            health.unwrap().healthy()
        }
        assert_eq!(maintenance::<Exact>(&assets), healthy);
        assert_eq!(maintenance::<Fixed>(&assets), healthy);
    }
}
