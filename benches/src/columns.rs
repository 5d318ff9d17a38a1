//! Accounts measured from columns, on both number types: [`ACCOUNTS`] with [`EACH`] balances over [`MARKETS`]
//! markets, three in ten of them debts.

use crate::cases::Visit;
use crate::fixture::Text;
use plimsoll::columns::markets::{Asset, Markets, Weighted};
use plimsoll::columns::positions::{Balances, Options, Perps, Positions};
use plimsoll::columns::rows::Rows;
use plimsoll::columns::scan::{rescan, scan};
use plimsoll::columns::scenarios::{worst, Outcomes};
use plimsoll::margin::account::Status;
use plimsoll::price::Price;
use plimsoll::weights::Weights;
use plimsoll::{Error, Fixed};
use std::hint::black_box;

const ACCOUNTS: usize = 100;
const EACH: usize = 8;
const MARKETS: usize = 64;
const SCENARIOS: usize = 33;

pub(crate) fn each(visit: &mut Visit) -> Result<(), Error> {
    let names = [
        "columns, 100 by 8",
        "columns, 12 listed",
        "columns, under 33",
    ];
    cases::<Fixed>(names, visit)?;
    let names = [
        "columns, 100 by 8, f64",
        "columns, 12 listed, f64",
        "columns, under 33, f64",
    ];
    cases::<f64>(names, visit)
}

/// From 0.001 to 700,000, so that products are of every length.
fn price(market: usize) -> f64 {
    let exponent = i32::try_from(market % 9).unwrap_or(0) - 3;
    10f64.powi(exponent) * (1 + market % 7) as f64
}

/// The weighted prices when all have moved by a percentage.
fn markets<N: Text>(percent: i32) -> Result<Vec<Weighted<N>>, Error> {
    let factor = Price::exact(N::read(&format!("{}", f64::from(100 + percent) / 100.0)))?;
    (0..MARKETS)
        .map(|market| {
            let middle = price(market);
            let end = |width: f64| N::read(&format!("{:.9}", middle * width));
            let price = Price::new(end(0.999), end(1.001))?;
            let weights = [["0.8", "1.2"], ["0.9", "1.1"], ["1", "1"]];
            let [initial, maintenance, equity] =
                weights.map(|[asset, liability]| Weights::new(N::read(asset), N::read(liability)));
            let asset = Asset {
                prices: [price; 3],
                weights: [initial?, maintenance?, equity?],
                index: 0,
            };
            asset.scale(&factor)?.weighted()
        })
        .collect()
}

fn cases<N: Text>([all, list, many]: [&'static str; 3], visit: &mut Visit) -> Result<(), Error> {
    let offsets: Vec<u32> = (0..=ACCOUNTS)
        .map(|account| (EACH * account) as u32)
        .collect();
    let places = (0..ACCOUNTS * EACH).map(|row| (row % EACH * 8 + row / EACH % 8) as u32);
    let market: Vec<u32> = places.collect();
    let mut state = 1;
    let quantity: Vec<N> = (0..ACCOUNTS * EACH)
        .map(|row| {
            // 11 generates the numbers below 1009, so that no two accounts are the same.
            state = state * 11 % 1009;
            let worth = 10f64.powi(1 + state % 3) * f64::from(1 + state % 9);
            let sign = if state % 10 < 3 { -1.0 } else { 1.0 };
            N::read(&format!(
                "{:.12}",
                sign * worth / price(market[row] as usize)
            ))
        })
        .collect();
    let balances = Balances {
        offsets: &offsets,
        market: &market,
        quantity: &quantity,
    };
    let fault = |fault: plimsoll::columns::fault::Fault| fault.error;
    let positions = Positions::new(ACCOUNTS, balances, Perps::none(), Options::none());
    let positions = positions.map_err(fault)?;
    let assets = markets::<N>(0)?;
    let now = Markets::new(&assets, &[])?;
    let mut sums: [Vec<N>; 6] = std::array::from_fn(|_| vec![N::zero(); ACCOUNTS]);
    let mut status = [Status::Unknown; ACCOUNTS];
    let [a, b, c, x, y, z] = &mut sums;
    let mut rows = Rows {
        assets: [a, b, c],
        liabilities: [x, y, z],
        status: &mut status,
        scenario: &mut [],
    };
    scan(&positions, &now, 0..ACCOUNTS, &mut [], &mut rows).map_err(fault)?;
    visit(all, &mut || {
        let _ = black_box(scan(
            black_box(&positions),
            &now,
            0..ACCOUNTS,
            &mut [],
            &mut rows,
        ));
    });
    // Those that hold the first market.
    let held = |account: &u32| market[EACH * *account as usize] == 0;
    let holders: Vec<u32> = (0..ACCOUNTS as u32).filter(held).take(12).collect();
    assert_eq!(holders.len(), 12);
    visit(list, &mut || {
        let _ = black_box(rescan(
            black_box(&positions),
            &now,
            &holders,
            &mut [],
            &mut rows,
        ));
    });
    assert!(status.contains(&Status::Healthy) && status.contains(&Status::Liquidatable));

    let moved = (0..SCENARIOS as i32).map(|place| markets::<N>(2 * place - 32));
    let moved = moved.collect::<Result<Vec<_>, Error>>()?;
    let moved = moved.iter().map(|assets| Markets::new(assets, &[]));
    let moved = moved.collect::<Result<Vec<_>, Error>>()?;
    let mut outcomes = Outcomes {
        scenario: &mut [0; ACCOUNTS],
        surplus: &mut [N::zero(); ACCOUNTS],
        status: &mut [Status::Unknown; ACCOUNTS],
        liquidatable: &mut [0; ACCOUNTS],
    };
    let range = 0..ACCOUNTS;
    worst(&positions, &moved, range.clone(), &mut [], &mut outcomes).map_err(fault)?;
    visit(many, &mut || {
        let found = worst(
            black_box(&positions),
            &moved,
            range.clone(),
            &mut [],
            &mut outcomes,
        );
        let _ = black_box(found);
    });
    Ok(())
}
