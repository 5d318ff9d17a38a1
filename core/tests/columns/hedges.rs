//! What is margined with options, by hand: a covered call, a hedged straddle, and what has no place there.

use super::book::{place, Chain, Held, Listing, Member, Series, World};
use super::layout::Columns;
use plimsoll::columns::markets::{Asset, Coins, Markets, Portfolio};
use plimsoll::columns::scan::measure;
use plimsoll::{Error, Fixed, Price, Weights};

const fn number(value: i32) -> Fixed {
    Fixed::const_from_int(value as i128)
}

/// Dollars and a coin at 2,000 (1,000 at initial); a perp on the coin; a call that is worth 100 and moves as
/// half a coin up and not at all down. The coin rises or falls by a quarter.
fn world() -> World<Fixed> {
    let exact = |value| Price::exact(number(value)).unwrap();
    let asset = |index, price: Price, first: Price| Asset {
        prices: [first, price, price],
        weights: [Weights::one(); 3],
        index,
    };
    let perp = Listing {
        prices: [exact(1000), exact(2000), exact(2000)],
        weights: [Weights::new(number(0), number(2)).unwrap(); 2],
        rungs: Vec::new(),
        profit_weights: [Fixed::ONE; 2],
        settles: 0,
        index: 1,
    };
    let call = (number(100), vec![number(250), number(0)]);
    World {
        assets: vec![
            asset(0, exact(1), exact(1)),
            asset(1, exact(2000), exact(1000)),
        ],
        perps: vec![perp],
        chain: Some(Chain {
            series: vec![Series {
                owned: call.clone(),
                owed: call,
            }],
            spots: vec![number(5) / 4, number(3) / 4],
            weights: vec![Fixed::ONE; 2],
            factors: [number(2), number(1), number(0)],
            settles: 0,
            underlying: Some(1),
            coins: Some(1),
        }),
    }
}

/// Surplus at each level and the worst scenario, or the error and where.
type Answer = Result<([Fixed; 3], u32), (Error, (&'static str, &'static str, usize))>;

fn surplus(world: &World<Fixed>, member: Member<Fixed>) -> Answer {
    let ladders = world.ladders().unwrap();
    let made = world.make(&ladders).unwrap();
    let columns = Columns::of(&[member]);
    let positions = columns.positions().unwrap();
    let measured = measure(&positions, &made.markets(), 0, &mut [Fixed::ZERO; 2]);
    let (account, scenario) = measured.map_err(|fault| (fault.error, place(&fault)))?;
    let levels = account.levels().each_ref();
    Ok((levels.map(|level| level.surplus().unwrap()), scenario))
}

fn calls(quantity: i32) -> Member<Fixed> {
    let mut member = Member::new();
    member.options.insert(0, number(quantity));
    member
}

#[test]
fn a_call_that_is_owed_alone() {
    // -2 calls: marked at -200; up a quarter they lose 500, twice that at initial.
    let alone = surplus(&world(), calls(-2)).unwrap();
    assert_eq!(alone, ([-1200, -700, -200].map(number), 0));
}

#[test]
fn coins_cover_it() {
    let mut member = calls(-2);
    member.balances.insert(1, number(1));
    // A coin of 2,000 gains what the calls lose: down it loses 500. At initial it is one of 1,000.
    let covered = surplus(&world(), member).unwrap();
    assert_eq!(
        covered,
        ([1000 - 200 - 500, 1800 - 500, 1800].map(number), 1)
    );
}

#[test]
fn a_perp_covers_it() {
    let mut member = calls(-2);
    let held = Held {
        size: number(1),
        quote: number(-2000),
        bids: number(0),
        asks: number(0),
    };
    member.perps.insert(0, held);
    // As the coin; at initial it stands 1,000 below what was paid.
    let covered = surplus(&world(), member).unwrap();
    assert_eq!(
        covered,
        ([-1000 - 200 - 500, -200 - 500, -200].map(number), 1)
    );
}

#[test]
fn a_debt_of_coins_and_other_perps_are_beside_it() {
    let mut member = calls(-2);
    member.balances.insert(1, number(-1));
    let debt = surplus(&world(), member).unwrap();
    assert_eq!(
        debt,
        ([-1200 - 1000, -700 - 2000, -200 - 2000].map(number), 0)
    );
    let mut other = world();
    other.perps[0].index = 2;
    let mut member = calls(-2);
    let held = Held {
        size: number(-1),
        quote: number(2000),
        bids: number(1),
        asks: number(1),
    };
    member.perps.insert(0, held);
    // A price is its margin; when the ask fills, two are owed at twice 2,000, for 4,000 received.
    let (levels, scenario) = surplus(&other, member).unwrap();
    assert_eq!((levels[2], scenario), (number(-200), 0));
    assert_eq!(levels[1], number(-700 + 4000 - 8000));
}

#[test]
fn a_price_that_is_missing_is_missing_to_all() {
    let mut world = world();
    world.assets[1].prices[1] = Price::unknown();
    let mut member = calls(-2);
    member.balances.insert(1, number(1));
    let ladders = world.ladders().unwrap();
    let made = world.make(&ladders).unwrap();
    let columns = Columns::of(&[member]);
    let positions = columns.positions().unwrap();
    let mut room = [Fixed::ZERO; 2];
    let (account, scenario) = measure(&positions, &made.markets(), 0, &mut room).unwrap();
    assert_eq!(account.status().name(), "unknown");
    assert_eq!(scenario, u32::MAX);
    assert_eq!(account.initial().surplus(), Ok(number(300)));
    assert_eq!(account.maintenance().surplus(), Err(Error::UnknownPrice));
}

#[test]
fn orders_have_no_place_in_a_portfolio() {
    for (bids, asks, column) in [(1, 0, "bids"), (0, 1, "asks"), (1, 1, "bids")] {
        let mut member = calls(-2);
        let held = Held {
            size: number(0),
            quote: number(0),
            bids: number(bids),
            asks: number(asks),
        };
        member.perps.insert(0, held);
        let refused = surplus(&world(), member.clone());
        assert_eq!(refused, Err((Error::OutOfDomain, ("perps", column, 0))));
        member.options.clear();
        assert!(surplus(&world(), member).is_ok());
    }
}

#[test]
fn coins_are_another_asset() {
    let world = world();
    let ladders = world.ladders().unwrap();
    let made = world.make(&ladders).unwrap();
    let portfolio = Portfolio::new(&made.arrays, &made.grid, [Fixed::ONE; 3], 0).unwrap();
    let prices = [Price::exact(Fixed::ONE).unwrap(); 3];
    let with = |asset| {
        portfolio.with_coins(Coins {
            asset,
            prices,
            unit: prices,
        })
    };
    assert_eq!(with(0).map(|_| ()), Err(Error::InvalidIndex));
    let markets = Markets::new(&made.weighted, &made.perps).unwrap();
    let with = |asset| markets.with_portfolio(with(asset)?).map(|_| ());
    assert_eq!(with(1), Ok(()));
    assert_eq!(with(2), Err(Error::UnknownMarket));
}
