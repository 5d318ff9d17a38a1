//! Venues that close a position in parts: OKX by tiers, Synthetix by time, and down to a target ratio.
//!
//! Source: OKX, help 360020411711 (15,000 contracts) with the tiers of BTCUSD perpetual of June 2023;
//! Synthetixio/synthetix-v3, markets/perps-market/test/integration (maximum liquidation amount); pmorissette/bt
//! issue 557.

use crate::exact::Exact;
use crate::lane::{decimal, Lane};
use crate::sizes::{assert_size, exactly, health, STEP};
use plimsoll::liquidation::close::step_down;
use plimsoll::liquidation::reduce::{reduce, Deal, Reduction};
use plimsoll::liquidation::sizing::{Balance, Reason};
use plimsoll::margin::perp::{Perp, Terms};
use plimsoll::weights::tiers::{Tier, Tiers};
use plimsoll::weights::{Bound, Weights};
use plimsoll::{Fixed, Number};

/// Up to 2,000, 5,000 and 20,000 contracts at 0.4 %, 0.5 % and 0.75 %. Two tiers are cut at once: 15,000 in the
/// third are cut to the 2,000 of the first. In the first two a position is closed.
#[test]
fn two_tiers_at_once() {
    fn cut_to<N: Lane>(contracts: &str, cut: usize) -> N {
        let floors = [
            ("0", "0.004"),
            ("2000", "0.005"),
            ("5000", "0.0075"),
            ("20000", "0.0125"),
        ];
        let mut rungs = floors.map(|(floor, rate)| Tier::new(N::near(floor), N::up(rate)));
        let tiers = Tiers::from_rates(&mut rungs).unwrap();
        step_down(&tiers, &N::near(contracts), cut).unwrap()
    }
    for (contracts, cut, published) in [
        ("15000", 2, "2000"),
        ("25000", 2, "5000"),
        ("2000", 2, "0"),
        ("4000", 2, "0"),
        ("1500", 2, "0"),
        ("15000", 1, "5000"),
        ("15000", 0, "15000"),
    ] {
        assert_eq!(cut_to::<Exact>(contracts, cut).0, decimal(published));
        assert_eq!(cut_to::<Fixed>(contracts, cut).value(), decimal(published));
    }
}

/// A long at 1 whose account is worth `equity`, held to a margin of `fraction`: what is closed of it.
fn closed<N: Lane>([size, equity, fraction]: [&str; 3], lot: &str, most: &N) -> Reduction<N> {
    let weights = Weights::from_margin_fraction(&N::up(fraction)).unwrap();
    let terms = Terms::new(exactly("1"), weights, Tiers::none(), N::one()).unwrap();
    let size = N::near(size);
    let perp = Perp::new(size.clone(), size.try_neg().unwrap());
    let settlement = Balance {
        amount: N::down(equity),
        net: N::down(equity)
            .try_add(&perp.value(&terms).unwrap())
            .unwrap(),
        bound: Bound::unweighted(&exactly("1")),
        step: N::near(lot),
    };
    let deal = Deal {
        price: N::one(),
        fee: N::zero(),
        lot: N::near(lot),
    };
    reduce(
        &health(&[&settlement]),
        &settlement,
        &perp,
        &terms,
        &deal,
        most,
    )
    .unwrap()
}

/// Selling at the mark leaves equity as it is, so the position that a ratio allows is `equity / ratio`: 1,250 and
/// 1,166.67, where that library's earlier code said 1,312.5 and 1,171.43.
#[test]
fn to_a_target_ratio() {
    for (size, equity, ratio, published) in [
        ("2000", "1000", "0.8", "1250"),
        ("1400", "1000", "0.8", "1250"),
        ("2000", "700", "0.6", "1166.67"),
    ] {
        let all = Exact::near(size);
        let exact = closed([size, equity, ratio], STEP, &all);
        assert_eq!(exact.reason, Reason::Target);
        let kept = all.0 + exact.size.0;
        let target = decimal(equity) / decimal(ratio);
        assert!(kept <= target && target.clone() - kept < decimal(STEP));
        crate::lane::assert_printed(published, &target);
        let all = Fixed::near(size);
        let fixed = closed([size, equity, ratio], STEP, &all);
        assert_eq!(fixed.reason, Reason::Target);
        let kept = (all + fixed.size).value();
        assert!(kept <= target && target - kept < decimal("0.00000001"));
    }
}

/// `(maker + taker fee) * skew scale * seconds`, 100 in a window of 10 seconds: of 150 the first window takes 100
/// and the next the rest, in which another account finds only 50 left.
#[test]
fn rolling_windows() {
    let fees = Exact::up("0.007").try_add(&Exact::up("0.003")).unwrap();
    let scale = Exact::near("1000").mul_down(&Exact::near("10")).unwrap();
    let window = fees.mul_down(&scale).unwrap();
    assert_eq!(window, Exact::near("100"));
    // Nothing that is left of these accounts could make them healthy.
    let first = closed(["150", "-1", "0.1"], "1", &window);
    assert_eq!(
        (first.size, first.reason),
        (Exact::near("-100"), Reason::Capped)
    );
    let rest = closed(["50", "-1", "0.1"], "1", &window);
    assert_eq!(
        (&rest.size, rest.reason),
        (&Exact::near("-50"), Reason::Closed)
    );
    let left = window.try_add(&rest.size).unwrap();
    let second = closed(["150", "-1", "0.1"], "1", &left);
    assert_eq!(
        (second.size, second.reason),
        (Exact::near("-50"), Reason::Capped)
    );
    let fixed = closed(["150", "-1", "0.1"], "1", &Fixed::from_num(100));
    assert_size("100", &-fixed.size);
}
