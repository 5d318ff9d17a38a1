//! Columns of any shape: nothing panics, what is no account is refused, and what is one is measured as the
//! same account fed by hand.

mod book;

use crate::draw::{self, only};
use arbitrary::{Arbitrary, Result, Unstructured};
use book::Book;
use plimsoll::columns::fault::{Fault, Table};
use plimsoll::columns::holders::Holders;
use plimsoll::columns::markets::{Asset, Coins, Markets, PerpMarket, Portfolio, Weighted};
use plimsoll::columns::positions::{Balances, Options, Perps, Positions};
use plimsoll::columns::rows::Rows;
use plimsoll::columns::scan::{rescan, scan};
use plimsoll::columns::scenarios::surplus;
use plimsoll::margin::account::Status;
use plimsoll::margin::scenario::{RiskArray, Scan, Volatility};
use plimsoll::{Account, Error, Fixed, Scenario, Terms};

type Made = std::result::Result<(Account<3>, u32), Error>;

/// A table: offsets, markets and columns, mostly of one shape.
struct Columns {
    offsets: Vec<u32>,
    market: Vec<u32>,
    fields: Vec<Vec<Fixed>>,
}

fn rare(u: &mut Unstructured<'_>) -> Result<bool> {
    Ok(!u.ratio(63, 64)?)
}

/// Mostly ascending markets among so many, and offsets that ascend to the end.
fn table(
    u: &mut Unstructured<'_>,
    accounts: usize,
    markets: usize,
    fields: usize,
) -> Result<Columns> {
    let (mut offsets, mut market) = (vec![0], Vec::new());
    for _ in 0..accounts {
        let mut next = 0;
        for _ in 0..u8::arbitrary(u)? % 4 {
            next += u32::from(u8::arbitrary(u)? % 3);
            if next as usize >= markets && !rare(u)? {
                break;
            }
            market.push(if rare(u)? { u32::arbitrary(u)? } else { next });
            next += 1;
        }
        let end = market.len() as u32;
        offsets.push(if rare(u)? {
            u32::from(u8::arbitrary(u)? % 16)
        } else {
            end
        });
    }
    let mut columns = Vec::new();
    for _ in 0..fields {
        let length = market.len() + usize::from(rare(u)?);
        columns.push(
            (0..length)
                .map(|_| draw::quantity(u))
                .collect::<Result<_>>()?,
        );
    }
    if rare(u)? {
        offsets.truncate(usize::from(u8::arbitrary(u)? % 4));
    }
    Ok(Columns {
        offsets,
        market,
        fields: columns,
    })
}

fn asset(u: &mut Unstructured<'_>) -> Result<Asset<Fixed>> {
    let (price, other) = (draw::price(u)?, draw::price(u)?);
    let first = if u.ratio(1, 8)? { other } else { price };
    Ok(Asset {
        prices: [first, price, price],
        weights: [
            draw::weights(u)?,
            draw::weights(u)?,
            plimsoll::Weights::one(),
        ],
        index: u32::from(u8::arbitrary(u)? % 2),
    })
}

/// Assets, perps and options, and up to five accounts in them.
pub fn columns(data: &[u8]) {
    let _ = run(&mut Unstructured::new(data));
}

/// Of a mark, the profits of two scenarios, and how much more a unit owed is worth than one owned.
fn array((mark, profits, more): &(Fixed, [Fixed; 2], Fixed)) -> Option<RiskArray<Fixed, &[Fixed]>> {
    let owned = Scan::from_parts(*mark, &profits[..]);
    let owed = Scan::from_parts(mark.saturating_add(*more), &profits[..]);
    RiskArray::new(owned, owed).ok()
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let assets: Vec<_> = (0..1 + u8::arbitrary(u)? % 4)
        .map(|_| asset(u))
        .collect::<Result<_>>()?;
    let weighted: std::result::Result<Vec<Weighted<Fixed>>, Error> =
        assets.iter().map(Asset::weighted).collect();
    let Some(weighted) = only(weighted, &[Error::Overflow]) else {
        return Ok(());
    };
    let ladders: Vec<_> = (0..u8::arbitrary(u)? % 4)
        .map(|_| draw::ladder(u))
        .collect::<Result<_>>()?;
    let mut perps = Vec::new();
    for ladder in &ladders {
        let (Some(initial), Some(maintenance)) = (draw::terms(u, &[])?, draw::terms(u, ladder)?)
        else {
            return Ok(());
        };
        perps.push(PerpMarket {
            terms: [initial, maintenance, Terms::equity(*maintenance.price())],
            settles: u32::from(u8::arbitrary(u)?) % assets.len() as u32,
            index: 1 + u32::from(u8::arbitrary(u)? % 3),
        });
    }
    let mut sides = Vec::new();
    for _ in 0..u8::arbitrary(u)? % 3 {
        let profits = [draw::quantity(u)?, draw::quantity(u)?];
        sides.push((draw::quantity(u)?, profits, draw::amount(u)?));
    }
    let arrays: Option<Vec<_>> = sides.iter().map(array).collect();
    let arrays = arrays.unwrap_or_default();
    let grid = [Fixed::ONE, Fixed::ONE / 2]
        .map(|weight| Scenario::new(weight, Volatility::Same, weight).expect("a scenario"));
    let mut markets = Markets::new(&weighted, &perps).expect("perps settle in an asset");
    if !arrays.is_empty() {
        let settles = u32::from(u8::arbitrary(u)?) % assets.len() as u32;
        let factors = [Fixed::ONE * 2, Fixed::ONE, Fixed::ZERO];
        let mut portfolio =
            Portfolio::new(&arrays, &grid, factors, settles).expect("two scenarios");
        if u.ratio(1, 2)? {
            portfolio = portfolio.with_perps(1 + u32::from(u8::arbitrary(u)? % 3));
        }
        let asset = u32::from(u8::arbitrary(u)?) % assets.len() as u32;
        if asset != settles {
            let prices = |asset: u32| assets[asset as usize].prices;
            let (prices, unit) = (prices(asset), prices(settles));
            let coins = Coins {
                asset,
                prices,
                unit,
            };
            portfolio = portfolio.with_coins(coins).expect("another asset");
        }
        markets = markets
            .with_portfolio(portfolio)
            .expect("settles in an asset");
    }
    let accounts = usize::from(u8::arbitrary(u)? % 6);
    let balances = table(u, accounts, assets.len(), 1)?;
    let mut held = table(u, accounts, perps.len(), 4)?;
    let options = table(u, accounts, arrays.len(), 1)?;
    for orders in &mut held.fields[2..] {
        if u.ratio(1, 2)? {
            orders.clear();
        } else if !rare(u)? {
            orders
                .iter_mut()
                .for_each(|order| *order = order.saturating_abs());
        }
    }
    let positions = Positions::new(
        accounts,
        Balances {
            offsets: &balances.offsets,
            market: &balances.market,
            quantity: &balances.fields[0],
        },
        Perps {
            offsets: &held.offsets,
            market: &held.market,
            size: &held.fields[0],
            quote: &held.fields[1],
            bids: &held.fields[2],
            asks: &held.fields[3],
        },
        Options {
            offsets: &options.offsets,
            market: &options.market,
            quantity: &options.fields[0],
        },
    );
    let positions = match positions {
        Ok(positions) => positions,
        Err(fault) => {
            assert_eq!(fault.error, Error::InvalidLength);
            return Ok(());
        }
    };
    let book = Book {
        assets: &assets,
        markets,
        balances: &balances,
        held: &held,
        options: &options,
    };
    let accounts: Vec<Made> = (0..accounts)
        .map(|account| book.check(&positions, account))
        .collect();
    scanned(&positions, &markets, &accounts);
    let price = if u.ratio(1, 4)? {
        draw::price(u)?
    } else {
        assets[0].prices[1]
    };
    book.falls(&positions, assets[0].index, &price, &draw::step(u)?);
    Ok(())
}

/// A scan writes what was measured, up to the first account that cannot be; an update of those who hold a
/// market writes the same again.
fn scanned(positions: &Positions<'_, Fixed>, markets: &Markets<'_, Fixed>, accounts: &[Made]) {
    let count = accounts.len();
    let mut sums = vec![Fixed::ONE; 6 * count];
    let (mut status, mut scenario) = (vec![Status::Unknown; count], vec![7; count]);
    let mut room = vec![
        Fixed::ONE;
        markets
            .portfolio()
            .map_or(0, |portfolio| portfolio.grid().len())
    ];
    let mut columns = sums.chunks_mut(count.max(1));
    let mut column = || columns.next().unwrap_or_default();
    let mut rows = Rows {
        assets: [column(), column(), column()],
        liabilities: [column(), column(), column()],
        status: &mut status,
        scenario: &mut scenario,
    };
    let failed = accounts
        .iter()
        .position(std::result::Result::is_err)
        .unwrap_or(count);
    let end = |done: std::result::Result<(), Fault>| {
        let error = accounts
            .get(failed)
            .and_then(|account| account.as_ref().err());
        assert_eq!(done.map_err(|fault| fault.error).err().as_ref(), error);
    };
    end(scan(positions, markets, 0..count, &mut room, &mut rows));
    for table in [Table::Balances, Table::Perps, Table::Options] {
        let Ok(held) = Holders::count(positions, markets, table) else {
            continue;
        };
        let places = match table {
            Table::Balances => markets.assets().len(),
            Table::Perps => markets.perps().len(),
            _ => markets
                .portfolio()
                .map_or(0, |portfolio| portfolio.arrays().len()),
        };
        let (mut offsets, mut list) = (vec![0; places + 1], vec![0; held]);
        let holders = Holders::new(positions, markets, table, &mut offsets, &mut list);
        let holders = holders.expect("as many as were counted");
        let of = holders.of(0);
        if failed == count {
            assert_eq!(rescan(positions, markets, of, &mut room, &mut rows), Ok(()));
        }
    }
    for (row, made) in accounts.iter().take(failed).enumerate() {
        let Ok((account, worst)) = made else { continue };
        let levels = account.levels();
        for (level, health) in levels.iter().enumerate() {
            assert_eq!(rows.assets[level][row], *health.assets());
            assert_eq!(rows.liabilities[level][row], *health.liabilities());
        }
        assert_eq!(
            (rows.status[row], rows.scenario[row]),
            (account.status(), *worst)
        );
    }
    let (mut left, mut status) = (vec![Fixed::ONE; count], vec![Status::Unknown; count]);
    end(surplus(
        positions,
        markets,
        0..count,
        &mut room,
        &mut left,
        &mut status,
    ));
    for (row, made) in accounts.iter().take(failed).enumerate() {
        let Ok((account, _)) = made else { continue };
        let wanted = account.maintenance().surplus().unwrap_or(Fixed::ZERO);
        assert_eq!((left[row], status[row]), (wanted, account.status()));
    }
}
