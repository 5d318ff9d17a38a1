//! Who falls at a price, by the index and by asking everybody.

use super::book::{Member, World};
use super::layout::Columns;
use super::threshold::with_holdings;
use crate::common::cases;
use plimsoll::columns::falls::{Fall, Falls};
use plimsoll::columns::markets::Asset;
use plimsoll::columns::threshold::threshold;
use plimsoll::liquidation::threshold::check_at;
use plimsoll::{Error, Fixed, Limit, Price, Weights};
use proptest::collection::vec;
use proptest::prelude::*;

fn fixed(number: i64) -> Fixed {
    Fixed::from_num(number)
}

fn accounts(falls: &[Fall<Fixed>]) -> Vec<u32> {
    falls.iter().map(|fall| fall.account).collect()
}

/// Dollars and coins, the coins at 1000 a piece within a dollar.
fn world() -> World<Fixed> {
    let asset = |low, high, weights: [&str; 2], index| {
        let [asset, liability] =
            weights.map(|text| plimsoll::number::decimal::read_down(text).unwrap());
        Asset {
            prices: [Price::new(fixed(low), fixed(high)).unwrap(); 3],
            weights: [Weights::new(asset, liability).unwrap(); 3],
            index,
        }
    };
    World {
        assets: vec![
            asset(1, 1, ["1", "1"], 0),
            asset(999, 1001, ["0.8", "1.25"], 1),
        ],
        perps: Vec::new(),
        chain: None,
    }
}

proptest! {
    #![proptest_config(cases(100))]

    /// Long accounts fall below a price, short ones above one, at every price of the grid: whoever is
    /// healthy now and would not be.
    #[test]
    fn those_who_fall_are_those_who_are_no_longer_healthy(
        books in vec((-50_000i64..50_000, -50i64..50), 1..60),
        step in 1i64..40,
    ) {
        let world = world();
        let made = world.make(&[]).unwrap();
        let members: Vec<_> = books
            .iter()
            .map(|(dollars, coins)| Member::of([(0, fixed(*dollars)), (1, fixed(*coins))]))
            .collect();
        let columns = Columns::of(&members);
        let positions = columns.positions().unwrap();
        let (price, step) = (world.assets[1].prices[1], fixed(step));
        let (mut below, mut above, mut healthy) = (Vec::new(), Vec::new(), Vec::new());
        for account in 0..members.len() {
            let found = threshold(&positions, &world.assets, &[], account, 1, &price, &step).unwrap();
            let fall = |price| Fall { price, account: account as u32 };
            if let Limit::At(price) = found.below {
                below.push(fall(price));
            }
            if let Limit::At(price) = found.above {
                above.push(fall(price));
            }
            if !matches!(found.below, Limit::AlreadyPast | Limit::NotExposed) {
                healthy.push(account as u32);
            }
        }
        below.reverse();
        let falls = Falls::new(&mut below, &mut above).unwrap();
        let mut at = step;
        while at < fixed(3000) {
            let (fallen_below, fallen_above) = falls.at(&at);
            let mut fallen = accounts(fallen_below);
            fallen.extend(accounts(fallen_above));
            fallen.sort_unstable();
            let broken: Vec<u32> = healthy.iter().copied().filter(|account| {
                with_holdings(&world, &made, &members[*account as usize], |holdings| {
                    !check_at(holdings, 1, &price, &at).unwrap().healthy()
                })
            }).collect();
            prop_assert_eq!(fallen, broken, "at {}", at);
            at += step;
        }
    }

    /// The lists are sorted, and a price cuts each of them where it should.
    #[test]
    fn lists_are_sorted_and_cut(
        prices in (vec(0i128..40, 0..200), vec(0i128..40, 0..200)),
        at in 0i128..40,
    ) {
        let list = |prices: &[i128]| -> Vec<_> {
            let places = (0..prices.len() as u32).rev();
            prices.iter().zip(places).map(|(bits, account)| Fall { price: Fixed::from_bits(*bits), account }).collect()
        };
        let (mut below, mut above) = (list(&prices.0), list(&prices.1));
        let mut sorted = [below.clone(), above.clone()];
        for list in &mut sorted {
            list.sort_by_key(|fall| (fall.price, fall.account));
        }
        let falls = Falls::new(&mut below, &mut above).unwrap();
        prop_assert_eq!((falls.below(), falls.above()), (&sorted[0][..], &sorted[1][..]));
        let at = Fixed::from_bits(at);
        let (down, up) = falls.at(&at);
        let higher: Vec<_> = sorted[0].iter().filter(|fall| fall.price > at).copied().collect();
        let lower: Vec<_> = sorted[1].iter().filter(|fall| fall.price < at).copied().collect();
        prop_assert_eq!((down, up), (&higher[..], &lower[..]));
    }
}

#[test]
fn a_price_is_a_number() {
    for none in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let list = |price| {
            [
                Fall { price, account: 1 },
                Fall {
                    price: 2.0,
                    account: 0,
                },
            ]
        };
        let new = |mut below: [_; 2], mut above: [_; 2]| Falls::new(&mut below, &mut above).err();
        assert_eq!(new(list(none), list(1.0)), Some(Error::InvalidNumber));
        assert_eq!(new(list(1.0), list(none)), Some(Error::InvalidNumber));
        assert_eq!(new(list(1.0), list(1.0)), None);
    }
}
