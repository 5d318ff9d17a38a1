//! Every fault of a caller's columns: the error, the table, the column and the row.

use super::book::{place, Held, Member, World};
use super::draw::book;
use super::layout::{Columns, Written, UNWRITTEN};
use plimsoll::columns::fault::{Column, Fault, Table};
use plimsoll::columns::markets::{Markets, Portfolio};
use plimsoll::columns::scan::{measure, rescan, scan};
use plimsoll::margin::scenario::{RiskArray, Scan, Scenario, Volatility};
use plimsoll::{Error, Fixed};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

type Place = (&'static str, &'static str, usize);

/// A book with two perp markets, options on two scenarios or more, and four accounts that have two rows
/// in every table.
fn whole() -> (World<Fixed>, Columns<Fixed>) {
    let mut runner = TestRunner::deterministic();
    let fits = |world: &World<Fixed>| {
        let chain = world.chain.as_ref();
        world.perps.len() > 1
            && world.assets.len() > 2
            && chain.is_some_and(|chain| chain.series.len() > 1 && chain.weights.len() > 1)
    };
    let drawn = std::iter::repeat_with(|| book().new_tree(&mut runner).unwrap().current().0);
    let world = drawn.into_iter().find(fits).unwrap();
    let held = Held {
        size: Fixed::ONE,
        quote: Fixed::ONE,
        bids: Fixed::ONE,
        asks: Fixed::ONE,
    };
    let mut member = Member::of([(0, Fixed::ONE), (2, Fixed::ONE)]);
    member.perps.extend([(0, held.clone()), (1, held)]);
    member.options.extend([(0, Fixed::ONE), (1, Fixed::ONE)]);
    let columns = Columns::of(&[member.clone(), member.clone(), member.clone(), member]);
    (world, columns)
}

/// What a scan of the whole says.
fn scanned(world: &World<Fixed>, columns: &Columns<Fixed>) -> (Result<(), Fault>, Written<Fixed>) {
    let ladders = world.ladders().unwrap();
    let made = world.make(&ladders).unwrap();
    let mut out = Written::new(columns.accounts.min(4));
    let mut room = vec![Fixed::ZERO; world.scenarios()];
    let done = columns.positions().and_then(|positions| {
        let accounts = 0..positions.accounts();
        scan(
            &positions,
            &made.markets(),
            accounts,
            &mut room,
            &mut out.rows(),
        )
    });
    (done, out)
}

/// The fault that a change of the columns of [`whole`] causes.
fn of(spoil: impl Fn(&mut Columns<Fixed>)) -> (Error, Place) {
    let (world, mut columns) = whole();
    spoil(&mut columns);
    let fault = scanned(&world, &columns).0.unwrap_err();
    (fault.error, place(&fault))
}

#[test]
fn columns_of_other_lengths() {
    assert!(scanned(&whole().0, &whole().1).0.is_ok());
    let length = |at| (Error::InvalidLength, at);
    let short = of(|c| {
        c.balances.columns[0].pop();
    });
    assert_eq!(short, length(("balances", "quantity", 7)));
    let long = of(|c| c.balances.columns[0].push(Fixed::ONE));
    assert_eq!(long, length(("balances", "quantity", 8)));
    let names = ["quantity", "quote", "bids", "asks"];
    for (column, name) in names.into_iter().enumerate() {
        assert_eq!(
            of(|c| {
                c.perps.columns[column].pop();
            }),
            length(("perps", name, 7))
        );
        assert_eq!(
            of(|c| c.perps.columns[column].push(Fixed::ONE)),
            length(("perps", name, 8))
        );
    }
    let short = of(|c| {
        c.options.columns[0].pop();
    });
    assert_eq!(short, length(("options", "quantity", 7)));
    // Nobody has orders: their columns may be left out, each by itself.
    let (world, mut columns) = whole();
    columns.perps.columns[2].clear();
    assert!(scanned(&world, &columns).0.is_ok());
}

#[test]
fn offsets() {
    let fault = |row| (Error::InvalidLength, ("balances", "offsets", row));
    assert_eq!(
        of(|c| {
            c.balances.offsets.pop();
        }),
        fault(4)
    );
    assert_eq!(of(|c| c.balances.offsets.push(8)), fault(4));
    assert_eq!(of(|c| c.balances.offsets.clear()), fault(0));
    assert_eq!(of(|c| c.balances.offsets[2] = 1), fault(2));
    assert_eq!(of(|c| c.balances.offsets[4] = 9), fault(4));
    assert_eq!(of(|c| c.balances.offsets[0] = 9), fault(0));
    assert_eq!(of(|c| c.perps.offsets[3] = 9).1, ("perps", "offsets", 3));
    assert_eq!(
        of(|c| c.options.offsets[1] = 9).1,
        ("options", "offsets", 1)
    );
    assert_eq!(
        of(|c| c.accounts = usize::MAX).1,
        ("balances", "offsets", 5)
    );
    // Rows before the first offset or behind the last are nobody's: a debt among them would be left out.
    assert_eq!(of(|c| c.balances.offsets[0] = 1), fault(0));
    assert_eq!(of(|c| c.balances.offsets[4] -= 1), fault(4));
}

#[test]
fn markets_out_of_order_and_unknown() {
    for (twice, market) in [(0, Error::InvalidOrder), (1000, Error::UnknownMarket)] {
        let other = |of: fn(&mut Columns<Fixed>) -> &mut Vec<u32>| self::of(|c| of(c)[5] = twice);
        assert_eq!(
            other(|c| &mut c.balances.market),
            (market, ("balances", "market", 5))
        );
        assert_eq!(
            other(|c| &mut c.perps.market),
            (market, ("perps", "market", 5))
        );
        assert_eq!(
            other(|c| &mut c.options.market),
            (market, ("options", "market", 5))
        );
    }
    let descending = of(|c| c.balances.market.swap(2, 3));
    assert_eq!(descending, (Error::InvalidOrder, ("balances", "market", 3)));
    let last = of(|c| c.balances.market[7] = u32::MAX);
    assert_eq!(last, (Error::UnknownMarket, ("balances", "market", 7)));
    // Of an account without anything else, whose rows take the short way.
    let alone = |market: [u32; 2]| {
        of(|c| {
            c.perps.offsets = vec![0, 0, 4, 6, 8];
            c.options.offsets = vec![0, 0, 4, 6, 8];
            c.balances.market[..2].copy_from_slice(&market);
        })
    };
    assert_eq!(
        alone([1, 1]),
        (Error::InvalidOrder, ("balances", "market", 1))
    );
    assert_eq!(
        alone([1, 0]),
        (Error::InvalidOrder, ("balances", "market", 1))
    );
    assert_eq!(
        alone([0, 1000]),
        (Error::UnknownMarket, ("balances", "market", 1))
    );
    assert_eq!(
        alone([u32::MAX, 0]),
        (Error::UnknownMarket, ("balances", "market", 0))
    );
    let max = alone([u32::MAX, u32::MAX]);
    assert_eq!(max, (Error::UnknownMarket, ("balances", "market", 0)));
}

/// Of two faults in the balances of one account the earlier row's is named, whichever way the account takes.
#[test]
fn the_first_row_is_named() {
    let (world, columns) = whole();
    let ladders = world.ladders().unwrap();
    let made = world.make(&ladders).unwrap();
    for (alone, market) in [
        (true, [1000, 0]),
        (false, [1000, 0]),
        (true, [1, 0]),
        (false, [1, 0]),
    ] {
        let mut columns = columns.clone();
        columns.balances.market[..2].copy_from_slice(&market);
        if alone {
            columns.perps.offsets = vec![0, 0, 4, 6, 8];
            columns.options.offsets = vec![0, 0, 4, 6, 8];
        }
        let (done, _) = scanned(&world, &columns);
        let positions = columns.positions().unwrap();
        let mut room = vec![Fixed::ZERO; world.scenarios()];
        let measured = measure(&positions, &made.markets(), 0, &mut room);
        let row = usize::from(market[0] == 1);
        assert_eq!(done.unwrap_err(), measured.unwrap_err());
        assert_eq!(place(&done.unwrap_err()), ("balances", "market", row));
    }
}

#[test]
fn orders_have_no_sign() {
    let negative = of(|c| c.perps.columns[2][6] = -Fixed::DELTA);
    assert_eq!(negative, (Error::InvalidQuantity, ("perps", "bids", 6)));
    let negative = of(|c| c.perps.columns[3][6] = -Fixed::DELTA);
    assert_eq!(negative, (Error::InvalidQuantity, ("perps", "asks", 6)));
}

#[test]
fn values_beyond_the_range() {
    let whale = of(|c| c.perps.columns[0][3] = Fixed::MAX);
    assert_eq!(whale, (Error::Overflow, ("perps", "quantity", 3)));
    let whale = of(|c| c.options.columns[0][3] = Fixed::MIN);
    assert_eq!(whale, (Error::Overflow, ("options", "quantity", 3)));
}

/// The first faulty account is the one that is named; rows before it are written, and no others.
#[test]
fn the_first_account_is_named() {
    let (world, good) = whole();
    let (_, expected) = scanned(&world, &good);
    for first in 0..4 {
        let mut columns = good.clone();
        for account in first..4 {
            columns.balances.market[2 * account + 1] = 1000;
            columns.perps.columns[0][2 * account] = Fixed::MAX;
        }
        let (done, out) = scanned(&world, &columns);
        let fault = done.unwrap_err();
        assert_eq!(fault.row / 2, first, "{fault}");
        for row in 0..4 {
            match row < first {
                true => assert_eq!(out.row(row), expected.row(row)),
                false => assert_eq!(out.scenario[row], UNWRITTEN),
            }
        }
    }
}

#[test]
fn rows_and_room() {
    let (world, columns) = whole();
    let ladders = world.ladders().unwrap();
    let made = world.make(&ladders).unwrap();
    let (markets, positions) = (made.markets(), columns.positions().unwrap());
    let scenarios = world.scenarios();
    let all = |out: &mut Written<Fixed>, room: usize| {
        let mut room = vec![Fixed::ZERO; room];
        let done = scan(&positions, &markets, 0..4, &mut room, &mut out.rows());
        let again = rescan(&positions, &markets, &[0], &mut room, &mut out.rows());
        assert_eq!(done, again);
        done.map_err(|fault| (fault.error, place(&fault)))
    };
    let short = Err((Error::InvalidLength, ("accounts", "sums", 3)));
    for level in 0..3 {
        let mut out = Written::new(4);
        out.assets[level].pop();
        assert_eq!(all(&mut out, scenarios), short);
        let mut out = Written::new(4);
        out.liabilities[level].pop();
        assert_eq!(all(&mut out, scenarios), short);
    }
    let mut out = Written::new(4);
    out.status.pop();
    assert_eq!(all(&mut out, scenarios), short);
    let mut out = Written::new(4);
    out.scenario.pop();
    assert_eq!(all(&mut out, scenarios), short);
    let mut out = Written::new(5);
    assert_eq!(all(&mut out, scenarios), Ok(()));
    for room in [0, scenarios - 1, scenarios + 1] {
        let wrong = Err((Error::InvalidScenario, ("options", "quantity", 0)));
        assert_eq!(all(&mut Written::new(4), room), wrong);
    }
    // Accounts that are not there.
    let (mut out, mut room) = (Written::new(9), vec![Fixed::ZERO; scenarios]);
    let at = |fault: Fault| (fault.error, place(&fault));
    let beyond = (Error::InvalidLength, ("accounts", "offsets", 4));
    let done = scan(&positions, &markets, 2..6, &mut room, &mut out.rows());
    assert_eq!(done.map_err(at), Err(beyond));
    let done = rescan(&positions, &markets, &[3, 4], &mut room, &mut out.rows());
    assert_eq!(done.map_err(at), Err(beyond));
    let done = measure(&positions, &markets, 4, &mut room);
    assert_eq!(done.map_err(at), Err(beyond));
    let far = measure(&positions, &markets, usize::MAX, &mut room).unwrap_err();
    assert_eq!(far.row, usize::MAX);
    let backwards = std::ops::Range { start: 3, end: 1 };
    assert_eq!(
        scan(&positions, &markets, backwards, &mut room, &mut out.rows()),
        Ok(())
    );
}

#[test]
fn markets_of_another_shape() {
    let (world, _) = whole();
    let ladders = world.ladders().unwrap();
    let made = world.make(&ladders).unwrap();
    let none = Markets::new(&[], &made.perps).map(|_| ());
    assert_eq!(none, Err(Error::UnknownMarket));
    let (one, quarter) = (Fixed::ONE, Fixed::ONE / 4);
    let new = |grid, factors| Portfolio::new(&made.arrays, grid, factors, 1000);
    let portfolio = new(&made.grid, [one, quarter, Fixed::ZERO]).unwrap();
    let settled = Markets::new(&made.weighted, &[])
        .unwrap()
        .with_portfolio(portfolio);
    assert_eq!(settled.map(|_| ()), Err(Error::UnknownMarket));
    let scenario = |grid| new(grid, [one; 3]).map(|_| ());
    assert_eq!(scenario(&[]), Err(Error::InvalidScenario));
    assert_eq!(scenario(&made.grid[1..]), Err(Error::InvalidScenario));
    let wrong = [
        [quarter, one, one],
        [one, quarter, one],
        [one, one, -Fixed::DELTA],
    ];
    for factors in wrong {
        assert_eq!(
            new(&made.grid, factors).map(|_| ()),
            Err(Error::InvalidFactor)
        );
    }
    let grid = [Scenario::new(1.0, Volatility::Same, 1.0).unwrap()];
    let side = || Scan::from_parts(1.0, &[0.0][..]);
    let arrays = [RiskArray::new(side(), side()).unwrap()];
    for place in 0..3 {
        let mut factors = [1.0; 3];
        factors[place] = f64::NAN;
        let made = Portfolio::new(&arrays, &grid, factors, 0).map(|_| ());
        assert_eq!(made, Err(Error::InvalidFactor));
    }
}

#[test]
fn a_fault_reads_as_a_place() {
    let (world, mut columns) = whole();
    columns.perps.market[5] = 1000;
    let fault = scanned(&world, &columns).0.unwrap_err();
    let text = "perps.market[5]: no such position or index among those given";
    assert_eq!(fault.to_string(), text);
    let tables = [
        Table::Balances,
        Table::Perps,
        Table::Options,
        Table::Accounts,
    ];
    assert_eq!(
        tables.map(Table::name),
        ["balances", "perps", "options", "accounts"]
    );
    let columns = [
        Column::Offsets,
        Column::Market,
        Column::Quantity,
        Column::Quote,
    ];
    assert_eq!(
        columns.map(Column::name),
        ["offsets", "market", "quantity", "quote"]
    );
    let others = [Column::Bids, Column::Asks, Column::Sums];
    assert_eq!(others.map(Column::name), ["bids", "asks", "sums"]);
}
