//! Auctions: Derive's of an account, Opyn's of an option.
//!
//! Source: derivexyz/v2-core, test/auction/unit-tests/SolventAuction.t.sol, rule in DutchAuction.sol and mainnet
//! terms in scripts/config-mainnet.sol; opynfinance/GammaProtocol, test/unit-tests, rule in
//! MarginCalculator.sol.

use crate::exact::Exact;
use crate::lane::{assert_owned, decimal, small, Lane};
use num_traits::Signed;
use plimsoll::liquidation::auction::{discount, Auction};
use plimsoll::number::ramp::Ramp;
use plimsoll::{Fixed, Number};

fn derive<N: Lane>() -> Auction<N> {
    Auction {
        equity: N::down("300"),
        maintenance: N::down("-100"),
        reserved: N::zero(),
    }
}

/// Worth 300 with a maintenance of -100 and a buffer of 10 %: the margin to reach is -140. At the mark 140/440
/// of it may be bid for and all of it costs 300; at nine tenths 140/410, 270, and that part 92.195.
#[test]
fn solvent_auction() {
    fn answers<N: Lane>(part: &str) -> [N; 4] {
        let (auction, buffer, part) = (derive::<N>(), N::up("0.1"), N::down(part));
        let share = auction.largest_share(&buffer, &part).unwrap();
        let bid = auction.bid(&part).unwrap();
        let cash = share.mul_up(&bid).unwrap();
        [auction.buffered(&buffer).unwrap(), share, bid, cash]
    }
    for (part, share, bid, printed) in [
        ("1", ["140", "440"], "300", ["0.318", "95"]),
        ("0.9", ["140", "410"], "270", ["0.341", "92"]),
    ] {
        let [buffered, of_it, all, cash] = answers::<Exact>(part);
        let share = decimal(share[0]) / decimal(share[1]);
        assert_eq!(buffered.0, decimal("-140"));
        assert_eq!((&of_it.0, &all.0), (&share, &decimal(bid)));
        assert_eq!(cash.0, &share * decimal(bid));
        // Theirs print it cut off.
        let cut = |value: &num_rational::BigRational, scale: &str| {
            (value * decimal(scale)).floor() / decimal(scale)
        };
        assert_eq!(cut(&of_it.0, "1000"), decimal(printed[0]));
        assert_eq!(cut(&cash.0, "1"), decimal(printed[1]));
        for (exact, fixed) in [buffered, of_it, all, cash]
            .into_iter()
            .zip(answers::<Fixed>(part))
        {
            let off = (exact.0 - fixed.value()).abs();
            assert!(off < small(), "{fixed}");
        }
    }
    // What is left with the bid is at the buffer margin, on the safe side of it.
    let auction = derive::<Exact>();
    let [_, share, bid, _] = answers::<Exact>("0.9");
    let kept = Exact::one().try_sub(&share).unwrap();
    let paid = share.mul_down(&bid).unwrap();
    let left = Auction {
        equity: auction
            .equity
            .mul_down(&kept)
            .unwrap()
            .try_add(&paid)
            .unwrap(),
        maintenance: auction
            .maintenance
            .mul_down(&kept)
            .unwrap()
            .try_add(&paid)
            .unwrap(),
        reserved: paid,
    };
    assert_eq!(left.buffered(&Exact::up("0.1")), Ok(Exact::zero()));
}

/// 95 % to 70 % in 15 minutes, to nothing after 12 hours; insolvent, from nothing to maintenance in an hour.
#[test]
fn auction_over_time() {
    fn part<N: Lane>(seconds: &str) -> N {
        let at = |text| N::near(text);
        let fast = Ramp::new(N::zero(), at("900"), at("0.95"), at("0.7")).unwrap();
        let slow = Ramp::new(at("900"), at("43200"), at("0.7"), N::zero()).unwrap();
        discount(&fast, &slow, &at(seconds)).unwrap()
    }
    for (seconds, published) in [
        ("0", "0.95"),
        ("450", "0.825"),
        ("900", "0.7"),
        ("22050", "0.35"),
        ("43200", "0"),
        ("50000", "0"),
    ] {
        assert_eq!(part::<Exact>(seconds).0, decimal(published));
        let off = part::<Fixed>(seconds).value() - decimal(published);
        assert!(off.abs() < small());
    }
    fn paid<N: Lane>(equity: &str, seconds: &str) -> N {
        let auction = Auction {
            equity: N::down(equity),
            maintenance: N::down("-600"),
            reserved: N::zero(),
        };
        auction
            .insolvent(&N::near(seconds), N::near("3600"))
            .unwrap()
    }
    for (equity, seconds, published) in [
        ("100", "0", "0"),
        ("100", "1800", "-300"),
        ("-200", "0", "-200"),
        ("-200", "900", "-300"),
        ("-200", "7200", "-600"),
    ] {
        let [exact, fixed] = [
            paid::<Exact>(equity, seconds).0,
            paid::<Fixed>(equity, seconds).value(),
        ];
        assert_eq!((&exact, &fixed), (&decimal(published), &exact));
    }
}

/// What a liquidator is paid for closing an option: from what closing it is worth less a part of the spot,
/// at least nothing and at most the collateral, up to the collateral for each option in an hour.
fn opyn<N: Lane>(cash: &N, deviation: &N, collateral: &str, seconds: &str) -> N {
    let most = N::down(collateral);
    let start = cash.try_sub(deviation).unwrap();
    let start = start.greater(&N::zero()).lesser(&most);
    let ramp = Ramp::new(N::zero(), N::near("3600"), start, most).unwrap();
    ramp.at_down(&N::near(seconds)).unwrap()
}

/// Put of 100 at 80, 40 of collateral, 5 % of 80 off, after 120 seconds; call of 1,500 at 5,000, half a coin
/// of collateral, which is the cap from the start.
#[test]
fn option_auction() {
    fn put<N: Lane>(seconds: &str) -> N {
        let [strike, spot] = ["100", "80"].map(N::down);
        let cash = strike.try_sub(&spot).unwrap();
        opyn(&cash, &spot.mul_up(&N::up("0.05")).unwrap(), "40", seconds)
    }
    fn call<N: Lane>(seconds: &str) -> N {
        let [spot, strike] = ["5000", "1500"].map(N::down);
        let cash = spot.try_sub(&strike).unwrap().div_down(&spot).unwrap();
        opyn(&cash, &N::up("0.05"), "0.5", seconds)
    }
    for (seconds, published) in [("0", "16"), ("120", "16.8"), ("1800", "28"), ("9999", "40")] {
        assert_owned(published, put::<Exact>(seconds), put::<Fixed>(seconds));
    }
    for seconds in ["0", "120", "3600"] {
        assert_owned("0.5", call::<Exact>(seconds), call::<Fixed>(seconds));
    }
}
