//! Every row of a scan has the bits of an account that was fed by hand.

use super::book::{Member, World};
use super::draw::{asset, book};
use super::fed::{count, fed};
use super::layout::{error, Columns, Written, UNWRITTEN};
use crate::common::cases;
use plimsoll::columns::fault::Fault;
use plimsoll::columns::rows::{Rows, NONE};
use plimsoll::columns::scan::{measure, scan};
use plimsoll::margin::account::{Account, Status};
use plimsoll::{Error, Fixed, Number};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::fmt::Debug;

/// The first `row` rows are these, and the others have not been written.
fn written<N: Number + Debug>(
    out: &Written<N>,
    expected: &[(Account<N, 3>, u32)],
) -> Result<(), TestCaseError> {
    for (row, (account, scenario)) in expected.iter().enumerate() {
        let levels = account.levels().each_ref();
        let row = out.row(row);
        prop_assert_eq!(row.0, levels.map(|level| level.assets().clone()));
        prop_assert_eq!(row.1, levels.map(|level| level.liabilities().clone()));
        prop_assert_eq!((row.2, row.3), (account.status(), *scenario));
    }
    let rest = &out.scenario[expected.len()..];
    prop_assert!(rest.iter().all(|scenario| *scenario == UNWRITTEN));
    Ok(())
}

/// A scan of the whole, and one of each account by itself, against accounts fed by hand: rows, levels,
/// counts and errors; of the whole the first account that has an error ends it.
pub fn agree<N: Number + Debug>(
    world: &World<N>,
    members: &[Member<N>],
) -> Result<Result<(), Fault>, TestCaseError> {
    let ladders = world.ladders().expect("ladders");
    let made = world.make(&ladders).expect("markets");
    let markets = made.markets();
    let columns = Columns::of(members);
    let positions = columns.positions().expect("columns");
    let mut room = vec![N::one(); world.scenarios()];
    let mut accounts = Vec::new();
    for (place, member) in members.iter().enumerate() {
        let by_hand = fed(world, &made, member);
        let measured = measure(&positions, &markets, place, &mut room);
        prop_assert_eq!(error(&measured), by_hand.as_ref().err().copied());
        let mut one = Written::new(1);
        let scanned = scan(
            &positions,
            &markets,
            place..place + 1,
            &mut room,
            &mut one.rows(),
        );
        prop_assert_eq!(error(&scanned), by_hand.as_ref().err().copied());
        if let (Ok(by_hand), Ok(measured)) = (&by_hand, measured) {
            prop_assert_eq!(&measured, by_hand);
            let counted = measured.0.close(count(world, member));
            prop_assert_eq!(counted.as_ref(), Ok(&by_hand.0));
            written(&one, std::slice::from_ref(by_hand))?;
        }
        accounts.push(by_hand);
    }
    let mut all = Written::new(members.len());
    let scanned = scan(
        &positions,
        &markets,
        0..members.len(),
        &mut room,
        &mut all.rows(),
    );
    let failed = accounts.iter().find_map(|account| account.as_ref().err());
    prop_assert_eq!(error(&scanned), failed.copied());
    let before: Vec<_> = accounts.iter().map_while(|a| a.clone().ok()).collect();
    written(&all, &before)?;
    Ok(scanned)
}

#[test]
fn every_row_is_its_account() {
    let mut runner = TestRunner::new(cases(3000));
    let (mut whole, mut kinds) = (0, std::collections::BTreeMap::<&str, u32>::new());
    let seen = std::cell::RefCell::new((&mut whole, &mut kinds));
    runner
        .run(&book(), |(world, members)| {
            let scanned = agree(&world, &members)?;
            let mut seen = seen.borrow_mut();
            *seen.0 += u32::from(scanned.is_ok());
            let ladders = world.ladders().expect("ladders");
            let made = world.make(&ladders).expect("markets");
            for member in &members {
                if let Ok((account, scenario)) = fed(&world, &made, member) {
                    *seen.1.entry(account.status().name()).or_default() += 1;
                    let options = if scenario == NONE {
                        "no options"
                    } else {
                        "options"
                    };
                    *seen.1.entry(options).or_default() += 1;
                    let hedged = !member.margined(&world).is_empty();
                    *seen.1.entry("with perps").or_default() += u32::from(hedged);
                    let hedged = member.coins(&world).is_some();
                    *seen.1.entry("with coins").or_default() += u32::from(hedged);
                }
            }
            Ok(())
        })
        .unwrap();
    // Nearly every book is measured to its end, and every status comes up often.
    let cases = runner.config().cases;
    assert!(whole > cases * 9 / 10, "{whole} of {cases}");
    for status in Status::ALL {
        let count = kinds.get(status.name()).copied().unwrap_or_default();
        assert!(count > cases / 10, "{}: {count} of {cases}", status.name());
    }
    assert!(kinds["options"] > cases / 2, "{kinds:?}");
    let hedged = kinds["with perps"].min(kinds["with coins"]);
    assert!(hedged > cases / 20, "{kinds:?}");
}

/// Thousands of positions in one account, beside an empty one and one with a single position.
#[test]
fn accounts_of_any_length() {
    let strategy = prop::collection::vec(asset(0), 40);
    let mut runner = TestRunner::new(cases(20));
    runner
        .run(&(strategy, any::<u64>()), |(some, seed)| {
            let count = 5000;
            let assets: Vec<_> = (0..count).map(|place| some[place % some.len()]).collect();
            let world = World {
                assets,
                perps: Vec::new(),
                chain: None,
            };
            let quantity = |place: u64| {
                let mixed = (place ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                Fixed::from_bits(i128::from(mixed as i64) << (mixed % 16))
            };
            let long = (0..count as u64).map(|place| (place as u32, quantity(place)));
            let members = [
                Member::new(),
                Member::of(long),
                Member::of([(17, Fixed::ONE)]),
            ];
            agree(&world, &members)?.expect("no end of the range");
            Ok(())
        })
        .unwrap();
}

/// No account and no position at all: nothing is read, and nothing but rows of nothing written.
#[test]
fn accounts_without_positions() {
    let world = World::<Fixed> {
        assets: Vec::new(),
        perps: Vec::new(),
        chain: None,
    };
    let made = world.make(&[]).unwrap();
    let mut columns = Columns::<Fixed>::of(&[Member::new(), Member::new()]);
    for _ in 0..2 {
        let positions = columns.positions().unwrap();
        assert_eq!(positions.accounts(), 2);
        let mut out = Written::new(2);
        scan(&positions, &made.markets(), 0..2, &mut [], &mut out.rows()).unwrap();
        let nothing = [Fixed::ZERO; 3];
        for row in 0..2 {
            assert_eq!(out.row(row), (nothing, nothing, Status::Healthy, NONE));
        }
        scan(&positions, &made.markets(), 2..2, &mut [], &mut out.rows()).unwrap();
        columns.balances.offsets.clear();
    }
    let none = Columns::<Fixed>::of(&[]);
    let (positions, mut out) = (none.positions().unwrap(), Written::new(0));
    scan(&positions, &made.markets(), 0..0, &mut [], &mut out.rows()).unwrap();
}

/// The column of scenarios may be left out.
#[test]
fn scenarios_are_written_where_asked_for() {
    let mut runner = TestRunner::new(cases(200));
    runner
        .run(&book(), |(world, members)| {
            let ladders = world.ladders().expect("ladders");
            let made = world.make(&ladders).expect("markets");
            let columns = Columns::of(&members);
            let positions = columns.positions().expect("columns");
            let mut room = vec![Fixed::ZERO; world.scenarios()];
            let (mut with, mut without) =
                (Written::new(members.len()), Written::new(members.len()));
            let all = 0..members.len();
            let markets = made.markets();
            let first = scan(
                &positions,
                &markets,
                all.clone(),
                &mut room,
                &mut with.rows(),
            );
            let rows = &mut Rows {
                scenario: &mut [],
                ..without.rows()
            };
            prop_assert_eq!(scan(&positions, &markets, all, &mut room, rows), first);
            prop_assert!(without
                .scenario
                .iter()
                .all(|scenario| *scenario == UNWRITTEN));
            prop_assert_eq!(&without.assets, &with.assets);
            prop_assert_eq!(&without.liabilities, &with.liabilities);
            prop_assert_eq!(&without.status, &with.status);
            Ok(())
        })
        .unwrap();
}

/// Options without a market for them are an unknown market.
#[test]
fn options_need_a_market() {
    let world = World::<Fixed> {
        assets: Vec::new(),
        perps: Vec::new(),
        chain: None,
    };
    let mut member = Member::new();
    member.options.insert(3, Fixed::ONE);
    let scanned = agree(&world, &[Member::new(), member]).unwrap();
    assert_eq!(error(&scanned), Some(Error::UnknownMarket));
}
