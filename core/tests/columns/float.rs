//! The lane of floats: the bits of accounts of floats, and no float that is no number.

use super::book::{place, Member, World};
use super::draw::book;
use super::layout::{Columns, Written};
use super::rows::agree;
use crate::common::cases;
use plimsoll::columns::markets::Markets;
use plimsoll::columns::scan::scan;
use plimsoll::columns::scenarios::surplus;
use plimsoll::margin::account::Status;
use plimsoll::{Error, Fixed};
use proptest::prelude::*;

fn float(number: &Fixed) -> f64 {
    number.to_num()
}

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn every_row_is_its_account((world, members) in book()) {
        // Floors that only the finer type tells apart make no ladder.
        let world = world.map(&float).expect("floats keep an order");
        prop_assume!(world.ladders().is_ok());
        let members: Vec<_> = members.iter().map(|member| member.map(&float)).collect();
        let _ = agree(&world, &members)?;
    }
}

/// What is no number, in every column: the fault names it, and accounts before it are written.
#[test]
fn every_column_refuses_what_is_no_number() {
    let one = |_: &Fixed| 1.0;
    let mut runner = proptest::test_runner::TestRunner::new(cases(100));
    let checked = std::cell::Cell::new(0u32);
    runner
        .run(&book(), |(world, members)| {
            let world = world.map(&float).expect("floats keep an order");
            let ladders = world.ladders();
            prop_assume!(ladders.is_ok());
            let ladders = ladders.expect("ladders");
            let made = world.make(&ladders).expect("markets");
            let mut members: Vec<_> = members.iter().map(|member| member.map(&one)).collect();
            members
                .iter_mut()
                .for_each(|member| member.leave_orders(&world));
            let columns = Columns::of(&members);
            let mut room = vec![0.0; world.scenarios()];
            let mut refused = |columns: &Columns<f64>, at: (&'static str, &'static str, usize)| {
                let positions = columns.positions().expect("shapes");
                let (accounts, markets) = (members.len(), made.markets());
                let mut out = Written::new(accounts);
                let fault = scan(
                    &positions,
                    &markets,
                    0..accounts,
                    &mut room,
                    &mut out.rows(),
                );
                let fault = fault.expect_err("no number");
                assert_eq!((fault.error, place(&fault)), (Error::InvalidNumber, at));
                let (mut left, mut status) = (vec![0.0; accounts], vec![Status::Healthy; accounts]);
                let same = surplus(
                    &positions,
                    &markets,
                    0..accounts,
                    &mut room,
                    &mut left,
                    &mut status,
                );
                assert_eq!(same, Err(fault));
                checked.set(checked.get() + 1);
            };
            for none in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
                for row in 0..columns.balances.market.len() {
                    let mut spoilt = columns.clone();
                    spoilt.balances.columns[0][row] = none;
                    refused(&spoilt, ("balances", "quantity", row));
                }
                for row in 0..columns.options.market.len() {
                    let mut spoilt = columns.clone();
                    spoilt.options.columns[0][row] = none;
                    refused(&spoilt, ("options", "quantity", row));
                }
                for (column, name) in ["quantity", "quote", "bids", "asks"]
                    .into_iter()
                    .enumerate()
                {
                    for row in 0..columns.perps.columns[column].len() {
                        let mut spoilt = columns.clone();
                        spoilt.perps.columns[column][row] = none;
                        refused(&spoilt, ("perps", name, row));
                    }
                }
            }
            Ok(())
        })
        .unwrap();
    let cases = runner.config().cases;
    assert!(checked.get() > 25 * cases, "{} of {cases}", checked.get());
}

/// Sums beyond the range are an overflow of the account, wherever they are added.
#[test]
fn sums_beyond_the_range() {
    use plimsoll::columns::markets::Asset;
    use plimsoll::price::Price;
    use plimsoll::weights::Weights;
    let asset = |price: f64| Asset {
        prices: [Price::exact(price).unwrap(); 3],
        weights: [Weights::one(); 3],
        index: 0,
    };
    let stale = Asset {
        prices: [Price::unknown(); 3],
        ..asset(1.0)
    };
    let world = World {
        assets: vec![asset(1e200), asset(1e200), stale],
        perps: Vec::new(),
        chain: None,
    };
    let made = world.make(&[]).unwrap();
    for large in [1e200, -1e200] {
        for with in [1, 2] {
            let member = Member::of([(0, large), (with, 1.0)]);
            let columns = Columns::of(&[Member::of([(0, 1.0)]), member]);
            let (positions, markets) = (columns.positions().unwrap(), made.markets());
            let mut out = Written::new(2);
            let fault = scan(&positions, &markets, 0..2, &mut [], &mut out.rows()).unwrap_err();
            assert_eq!(
                (fault.error, place(&fault)),
                (Error::Overflow, ("accounts", "sums", 1))
            );
            let (mut left, mut status) = ([0.0; 2], [Status::Healthy; 2]);
            let same = surplus(&positions, &markets, 0..2, &mut [], &mut left, &mut status);
            assert_eq!(same, Err(fault));
        }
    }
}

/// A bound without end does not touch what is on its other side.
#[test]
fn a_bound_without_end() {
    use plimsoll::columns::markets::Weighted;
    use plimsoll::weights::Bound;
    let endless = Bound::new(2.0, f64::INFINITY).unwrap();
    let weighted = [Weighted::new([endless; 3])];
    let markets = Markets::new(&weighted, &[]).unwrap();
    let columns = Columns::of(&[Member::of([(0, 3.0)]), Member::of([(0, -3.0)])]);
    let (positions, mut out) = (columns.positions().unwrap(), Written::new(2));
    let fault = scan(&positions, &markets, 0..2, &mut [], &mut out.rows()).unwrap_err();
    assert_eq!(fault.error, Error::InvalidNumber);
    assert_eq!(place(&fault), ("balances", "quantity", 1));
    assert_eq!(out.row(0).0, [6.0; 3]);
}
