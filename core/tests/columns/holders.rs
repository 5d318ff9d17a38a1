//! Who holds what, and what a change of one price asks for.

use super::book::{Made, Member, World};
use super::draw::{asset, book};
use super::layout::{error, Columns, Written};
use crate::common::cases;
use plimsoll::columns::fault::Table;
use plimsoll::columns::holders::Holders;
use plimsoll::columns::markets::Markets;
use plimsoll::columns::positions::Positions;
use plimsoll::columns::scan::{rescan, scan};
use plimsoll::{Error, Fixed};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// The accounts that depend on a market, by asking everybody.
fn by_asking(world: &World<Fixed>, members: &[Member<Fixed>], table: Table, of: u32) -> Vec<u32> {
    let depends = |member: &Member<Fixed>| match table {
        Table::Balances => {
            let perps = member.perps.keys();
            let chain = world.chain.as_ref().filter(|_| !member.options.is_empty());
            member.balances.contains_key(&of)
                || perps
                    .into_iter()
                    .any(|perp| world.perps[*perp as usize].settles == of)
                || chain.is_some_and(|chain| chain.settles == of)
        }
        Table::Perps => member.perps.contains_key(&of),
        _ => member.options.contains_key(&of),
    };
    let accounts = members.iter().zip(0..);
    accounts
        .filter_map(|(member, place)| depends(member).then_some(place))
        .collect()
}

/// Fills what [`Holders`] needs and calls `ask` with it.
pub fn with_holders<T>(
    positions: &Positions<'_, Fixed>,
    markets: &Markets<'_, Fixed>,
    table: Table,
    ask: impl FnOnce(&Holders<'_>) -> T,
) -> T {
    let places = match table {
        Table::Balances => markets.assets().len(),
        Table::Perps => markets.perps().len(),
        _ => markets
            .portfolio()
            .map_or(0, |portfolio| portfolio.arrays().len()),
    };
    let count = Holders::count(positions, markets, table).expect("places of markets");
    let (mut offsets, mut accounts) = (vec![9; places + 1], vec![9; count]);
    let holders = Holders::new(positions, markets, table, &mut offsets, &mut accounts);
    ask(&holders.expect("as many as were counted"))
}

const TABLES: [Table; 3] = [Table::Balances, Table::Perps, Table::Options];

/// The world with one market of a table at another price, or with another risk array.
fn moved(world: &World<Fixed>, table: Table, place: u32, other: &World<Fixed>) -> World<Fixed> {
    let (mut world, place) = (world.clone(), place as usize);
    match table {
        Table::Balances => world.assets[place].prices = other.assets[0].prices,
        Table::Perps => world.perps[place].prices = other.assets[0].prices,
        _ => {
            let series = &mut world.chain.as_mut().expect("options").series[place];
            for profit in series.owned.1.iter_mut().chain(&mut series.owed.1) {
                *profit -= Fixed::ONE * 3;
            }
        }
    }
    world
}

fn all(
    made: &Made<'_, Fixed>,
    positions: &Positions<'_, Fixed>,
    room: &mut [Fixed],
) -> Option<Written<Fixed>> {
    let mut out = Written::new(positions.accounts());
    let accounts = 0..positions.accounts();
    scan(positions, &made.markets(), accounts, room, &mut out.rows()).ok()?;
    Some(out)
}

#[test]
fn nobody_is_missed_and_an_update_has_the_bits_of_a_scan() {
    let mut runner = TestRunner::new(cases(1500));
    let updates = std::cell::Cell::new(0u32);
    let other = prop::collection::vec(asset(0), 1).prop_map(|assets| World {
        assets,
        perps: Vec::new(),
        chain: None,
    });
    runner
        .run(&(book(), other), |((world, members), other)| {
            let ladders = world.ladders().expect("ladders");
            let made = world.make(&ladders).expect("markets");
            let columns = Columns::of(&members);
            let positions = columns.positions().expect("columns");
            let mut room = vec![Fixed::ZERO; world.scenarios()];
            let before = all(&made, &positions, &mut room);
            for table in TABLES {
                let series = world.chain.as_ref().map_or(0, |chain| chain.series.len());
                let places = match table {
                    Table::Balances => world.assets.len(),
                    Table::Perps => world.perps.len(),
                    _ => series,
                };
                let held: Vec<Vec<u32>> =
                    with_holders(&positions, &made.markets(), table, |holders| {
                        assert_eq!(holders.of(places as u32), &[] as &[u32]);
                        assert_eq!(holders.of(u32::MAX), &[] as &[u32]);
                        (0..places as u32)
                            .map(|place| holders.of(place).to_vec())
                            .collect()
                    });
                for (held, place) in held.iter().zip(0..) {
                    prop_assert_eq!(held, &by_asking(&world, &members, table, place));
                    let then = moved(&world, table, place, &other);
                    let Ok(then_made) = then.make(&ladders) else {
                        continue;
                    };
                    let after = all(&then_made, &positions, &mut room);
                    let (Some(mut rows), Some(after)) = (before.clone(), after) else {
                        continue;
                    };
                    let markets = then_made.markets();
                    let done = rescan(&positions, &markets, held, &mut room, &mut rows.rows());
                    prop_assert_eq!(done, Ok(()));
                    prop_assert_eq!(rows, after);
                    updates.set(updates.get() + 1);
                }
            }
            Ok(())
        })
        .unwrap();
    let cases = runner.config().cases;
    assert!(updates.get() > 3 * cases, "{} of {cases}", updates.get());
}

/// A book cut anywhere and measured in any order has the rows of the whole.
#[test]
fn ranges_are_independent() {
    let mut runner = TestRunner::new(cases(500));
    let cuts = prop::collection::vec((any::<u16>(), any::<u16>()), 0..6);
    runner
        .run(&(book(), cuts), |((world, members), cuts)| {
            let ladders = world.ladders().expect("ladders");
            let made = world.make(&ladders).expect("markets");
            let columns = Columns::of(&members);
            let positions = columns.positions().expect("columns");
            let mut room = vec![Fixed::ONE; world.scenarios()];
            let Some(whole) = all(&made, &positions, &mut room) else {
                return Ok(());
            };
            let mut ends: Vec<usize> = cuts
                .iter()
                .map(|(at, _)| usize::from(*at) % (members.len() + 1))
                .collect();
            ends.extend([0, members.len()]);
            ends.sort_unstable();
            let mut parts: Vec<_> = ends.windows(2).map(|ends| ends[0]..ends[1]).collect();
            for (part, (_, other)) in cuts.iter().enumerate() {
                let count = parts.len();
                parts.swap(part % count, usize::from(*other) % count);
            }
            for part in parts {
                let mut rows = Written::new(part.len());
                let markets = made.markets();
                scan(
                    &positions,
                    &markets,
                    part.clone(),
                    &mut room,
                    &mut rows.rows(),
                )
                .expect("a part");
                for (row, account) in part.enumerate() {
                    prop_assert_eq!(rows.row(row), whole.row(account));
                }
            }
            Ok(())
        })
        .unwrap();
}

/// Slices of another length, markets that are not there, and an order that would list an account twice.
#[test]
fn what_holders_refuse() {
    let mut runner = TestRunner::deterministic();
    let (world, _) = std::iter::repeat_with(|| book().new_tree(&mut runner).unwrap().current())
        .find(|(world, _)| world.perps.len() > 1 && world.chain.is_some())
        .unwrap();
    let ladders = world.ladders().unwrap();
    let made = world.make(&ladders).unwrap();
    let markets = made.markets();
    let mut member = Member::of([(0, Fixed::ONE)]);
    let held = super::book::Held {
        size: Fixed::ONE,
        quote: Fixed::ZERO,
        bids: Fixed::ZERO,
        asks: Fixed::ZERO,
    };
    member.perps.extend([(0, held.clone()), (1, held)]);
    member.options.insert(0, Fixed::ONE);
    let good = Columns::of(&[Member::new(), member]);
    let count = |columns: &Columns<Fixed>, table| {
        let positions = columns.positions().unwrap();
        Holders::count(&positions, &markets, table)
    };
    let of = |table, columns: &Columns<Fixed>| {
        let fault = count(columns, table).unwrap_err();
        (fault.error, super::book::place(&fault))
    };
    for (table, name) in [
        (Table::Balances, "balances"),
        (Table::Perps, "perps"),
        (Table::Options, "options"),
    ] {
        let mut columns = good.clone();
        let market = match table {
            Table::Balances => &mut columns.balances.market,
            Table::Perps => &mut columns.perps.market,
            _ => &mut columns.options.market,
        };
        let last = market.len() - 1;
        market[last] = 1000;
        assert_eq!(
            of(table, &columns),
            (Error::UnknownMarket, (name, "market", last))
        );
    }
    let mut twice = good.clone();
    twice.perps.market[1] = 0;
    assert_eq!(
        of(Table::Perps, &twice),
        (Error::InvalidOrder, ("perps", "market", 1))
    );
    twice.perps.market.swap(0, 1);
    twice.perps.market[0] = 1;
    assert_eq!(
        of(Table::Perps, &twice),
        (Error::InvalidOrder, ("perps", "market", 1))
    );
    let accounts = count(&good, Table::Accounts);
    assert_eq!(accounts, Ok(0), "accounts are no markets");

    let positions = good.positions().unwrap();
    let count = count(&good, Table::Perps).unwrap();
    let places = world.perps.len() + 1;
    let make = |places: usize, count: usize| {
        let (mut offsets, mut accounts) = (vec![0; places], vec![0; count]);
        let made = Holders::new(
            &positions,
            &markets,
            Table::Perps,
            &mut offsets,
            &mut accounts,
        );
        error(&made.map(|_| ()))
    };
    assert_eq!(make(places, count), None);
    let wrong = [(places - 1, count), (places + 1, count), (0, count)];
    for (places, count) in wrong
        .into_iter()
        .chain([(places, count - 1), (places, count + 1)])
    {
        assert_eq!(make(places, count), Some(Error::InvalidLength));
    }
}
