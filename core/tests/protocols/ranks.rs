//! Whom venues deleverage first: BitMEX, Hyperliquid, Bluefin; and the junior-profit ratio instead.
//!
//! Source: BitMEX, "Auto Deleveraging Examples" (quantities, ranks, quintiles and what a liquidation of 20
//! closes) and its formulas; Hyperliquid's and Bluefin's formulas and Percolator's ratio, for which nothing is
//! published: the numbers here follow from them.

use crate::exact::Exact;
use crate::lane::{assert_owned, Lane};
use plimsoll::margin::perp::Perp;
use plimsoll::solvency::deleverage::{greedy, pro_rata, Candidate};
use plimsoll::solvency::rank::Standing;
use plimsoll::solvency::socialise::junior_ratio;
use plimsoll::{Fixed, Number};

/// Quantity and score of accounts 1 to 6.
const QUEUE: [(u128, i64); 6] = [(10, 3), (10, 6), (20, 1), (30, 4), (20, 5), (10, 2)];

fn queue() -> Vec<Candidate<Fixed>> {
    let candidate = |(place, &(size, score)): (usize, &(u128, i64))| {
        Candidate::new(place as u32 + 1, Fixed::from_num(score), size)
    };
    QUEUE.iter().enumerate().map(candidate).collect()
}

/// The fifth of all quantity that the queue has reached with each account, in per cent.
#[test]
fn bitmex_quintiles() {
    let mut queue = queue();
    assert_eq!(greedy(&mut queue, 0), 0);
    let all: u128 = queue.iter().map(|candidate| candidate.size).sum();
    let mut reached = 0;
    let lights: Vec<_> = queue
        .iter()
        .map(|candidate| {
            reached += candidate.size;
            (candidate.id, (5 * reached).div_ceil(all) * 20)
        })
        .collect();
    let published = [(2, 20), (5, 40), (4, 60), (1, 80), (6, 80), (3, 100)];
    assert_eq!(lights, published);
}

/// A short of 20 with a bankruptcy price of 650 is closed against account 2 in full, and 10 of account 5's 20.
#[test]
fn bitmex_liquidation() {
    let mut queue = queue();
    assert_eq!(greedy(&mut queue, 20), 0);
    let closed: Vec<_> = queue
        .iter()
        .filter(|candidate| candidate.close > 0)
        .map(|candidate| {
            (
                candidate.id,
                candidate.close,
                candidate.size - candidate.close,
            )
        })
        .collect();
    assert_eq!(closed, [(2, 10, 0), (5, 10, 10)]);
    // Both sides of each deal at 650 sum to nothing.
    let mut short = Perp::new(Fixed::from_num(-20), Fixed::from_num(20 * 650));
    let mut longs = Perp::new(Fixed::ZERO, Fixed::ZERO);
    for (_, close, _) in closed {
        let (size, quote) = (Fixed::from_num(close), -Fixed::from_num(close * 650));
        short = short.transfer(&size, &quote).unwrap();
        longs = longs.transfer(&-size, &-quote).unwrap();
    }
    assert_eq!(short, Perp::new(Fixed::ZERO, Fixed::ZERO));
    assert_eq!(longs.quote(), &Fixed::from_num(20 * 650));
    // Pro rata everybody closes a fifth.
    let mut queue = self::queue();
    assert_eq!(pro_rata(&mut queue, 20), Ok(0));
    assert!(queue
        .iter()
        .all(|candidate| candidate.close == candidate.size / 5));
}

/// Mark, entry and equity.
fn standing<N: Lane>([mark, entry, equity]: [&str; 3]) -> Standing<N> {
    Standing {
        mark: N::down(mark),
        entry: N::down(entry),
        equity: N::down(equity),
    }
}

/// Profit times leverage of a winner, over leverage of a loser. Leverage is the mark over the mark less the
/// bankruptcy value, which is the equity.
#[test]
fn bitmex_rank() {
    fn rank<N: Lane>(values: [&str; 3]) -> N {
        standing::<N>(values)
            .by_profit_and_leverage()
            .unwrap()
            .unwrap()
    }
    for (values, published) in [
        (["150", "100", "75"], "1"),       // 50 %, 2x
        (["150", "100", "15"], "5"),       // 10x
        (["80", "100", "20"], "-0.05"),    // -20 %, 4x
        (["-80", "-100", "160"], "0.1"),   // a short: 20 %, 0.5x
        (["-125", "-100", "25"], "-0.05"), // -25 %, 5x
    ] {
        assert_owned(published, rank::<Exact>(values), rank::<Fixed>(values));
    }
    // Below nothing it is liquidated, not deleveraged.
    let none = standing::<Fixed>(["150", "100", "0"]).by_profit_and_leverage();
    assert_eq!(none, Ok(None));
}

/// `(mark / entry) * (notional / account value)`, for a short entry over mark.
#[test]
fn hyperliquid_index() {
    fn index<N: Lane>(values: [&str; 3]) -> N {
        standing::<N>(values)
            .by_move_and_leverage()
            .unwrap()
            .unwrap()
    }
    for (values, published) in [
        (["150", "100", "75"], "3"),
        (["80", "100", "20"], "3.2"),
        (["-80", "-100", "160"], "0.625"),
        (["-125", "-100", "25"], "4"),
    ] {
        assert_owned(published, index::<Exact>(values), index::<Fixed>(values));
    }
}

/// `max(0, profit) / max(maintenance ratio, margin ratio)`.
#[test]
fn bluefin_score() {
    fn score<N: Lane>(values: [&str; 3], maintenance: &str, ratio: &str) -> N {
        let (maintenance, ratio) = (N::up(maintenance), N::up(ratio));
        standing::<N>(values)
            .by_profit_and_margin(&maintenance, &ratio)
            .unwrap()
    }
    for (values, maintenance, ratio, published) in [
        (["150", "100", "75"], "0.05", "0.5", "1"),
        (["150", "100", "75"], "0.05", "0.025", "10"),
        (["-80", "-100", "20"], "0.05", "0.25", "0.8"),
        (["80", "100", "20"], "0.05", "0.25", "0"),
    ] {
        assert_owned(
            published,
            score::<Exact>(values, maintenance, ratio),
            score::<Fixed>(values, maintenance, ratio),
        );
    }
}

/// `min(max(vault - capital - insurance, 0), profits) / profits`: nobody is closed, and every profit pays the
/// same part of itself, together never more than there is.
#[test]
fn percolator_ratio() {
    fn ratio<N: Lane>([vault, deposits, profits]: [&str; 3]) -> N {
        let [vault, deposits, profits] = [vault, deposits, profits].map(N::down);
        junior_ratio(&vault, &deposits, &profits).unwrap()
    }
    for (values, published) in [
        (["1500", "1000", "400"], "1"),
        (["1300", "1000", "400"], "0.75"),
        (["900", "1000", "400"], "0"),
        (["900", "1000", "0"], "1"),
    ] {
        assert_owned(published, ratio::<Exact>(values), ratio::<Fixed>(values));
    }
    let part = ratio::<Fixed>(["1100", "1000", "300"]);
    let paid = [7, 93, 200].map(|profit| Fixed::from_num(profit).mul_down(&part).unwrap());
    assert!(paid.iter().copied().sum::<Fixed>() <= 100);
}
