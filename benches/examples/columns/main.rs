//! A million accounts measured from columns on both number types: times as JSON in seconds, rows as files.
//! `benches/numpy/columns.py` writes the columns, runs this, and compares.
//!
//! ```text
//! columns FOLDER MARKETS
//! ```

mod files;
mod results;

use files::{markets, numbers, places, write, write_status, Done, Lane};
use plimsoll::columns::fault::{Fault, Table};
use plimsoll::columns::holders::Holders;
use plimsoll::columns::markets::Markets;
use plimsoll::columns::positions::{Balances, Options, Perps, Positions};
use plimsoll::columns::scan::{rescan, scan};
use plimsoll::columns::scenarios::worst;
use plimsoll::Fixed;
use results::{Outcome, Results};
use std::hint::black_box;
use std::ops::Range;
use std::path::Path;
use std::time::Instant;

/// The market whose price changes.
const CHANGED: usize = 30;

/// The fastest of whole runs, in seconds.
fn time<T>(runs: usize, mut body: impl FnMut() -> T) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..runs {
        let start = Instant::now();
        black_box(body());
        best = best.min(start.elapsed().as_secs_f64());
    }
    best
}

/// The sum of the fastest runs of each twentieth of the accounts, in seconds: what else the machine does
/// disturbs a short run less often.
fn pieces<T>(runs: usize, accounts: usize, mut body: impl FnMut(Range<usize>) -> T) -> f64 {
    let piece = accounts / 20;
    let each = (0..20).map(|place| piece * place..piece * (place + 1));
    let mut best = [f64::INFINITY; 20];
    for _ in 0..runs {
        for (best, range) in best.iter_mut().zip(each.clone()) {
            *best = best.min(time(1, || body(range.clone())));
        }
    }
    best.iter().sum()
}

/// Both halves of the accounts at the same time.
fn halves(
    accounts: usize,
    first: impl FnOnce(Range<usize>) -> Result<(), Fault> + Send,
    second: impl FnOnce(Range<usize>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let middle = accounts / 2;
    std::thread::scope(|scope| {
        let half = scope.spawn(move || first(0..middle));
        second(middle..accounts)?;
        half.join().expect("no panic")
    })
}

fn lane<N: Lane>(folder: &Path, count: usize) -> Done<String> {
    let (offsets, market) = (places(folder, "offsets")?, places(folder, "market")?);
    let quantity = numbers::<N>(folder, "quantity")?;
    let mut sets = markets::<N>(folder, "", count)?;
    let shocked = markets::<N>(folder, "shocked.", count)?;
    let prices = sets.remove(0);
    let accounts = offsets.len() - 1;
    let balances = Balances {
        offsets: &offsets,
        market: &market,
        quantity: &quantity,
    };
    let positions = Positions::new(accounts, balances, Perps::none(), Options::none())?;
    let now = Markets::new(&prices, &[])?;
    let mut results = Results::new(accounts);

    let range = |results: &mut Results<N>, range: Range<usize>| {
        let [_, mut rows] = results.split_at(range.start);
        scan(black_box(&positions), &now, range, &mut [], &mut rows)
    };
    range(&mut results, 0..accounts)?;
    write(folder, "sums", &results.sums)?;
    write_status::<N>(folder, "status", &results.status)?;
    let one = pieces(15, accounts, |accounts| range(&mut results, accounts));
    let fresh = time(8, || range(&mut Results::new(accounts), 0..accounts));
    let two = time(15, || {
        let [mut first, mut second] = results.split_at(accounts / 2);
        halves(
            accounts,
            |half| scan(&positions, &now, half, &mut [], &mut first),
            |half| scan(&positions, &now, half, &mut [], &mut second),
        )
    });
    let read = pieces(15, accounts, |accounts| {
        let rows = offsets[accounts.start] as usize..offsets[accounts.end] as usize;
        let sum = |places: &[u32]| {
            let words = places.iter().map(|place| u64::from(*place));
            words.fold(0u64, u64::wrapping_add)
        };
        let places = sum(&black_box(&market)[rows.clone()]);
        let places = places.wrapping_add(sum(&black_box(&offsets)[accounts]));
        let words = black_box(&quantity)[rows].iter().map(Lane::words);
        words.fold(places, u64::wrapping_add)
    });

    // One market's price changes, to that of the first scenario.
    let mut other = prices.clone();
    other[CHANGED] = shocked[0][CHANGED];
    let moved = Markets::new(&other, &[])?;
    let pairs = Holders::count(&positions, &now, Table::Balances)?;
    let (mut starts, mut held) = (vec![0; count + 1], vec![0; pairs]);
    let index = time(3, || {
        Holders::new(&positions, &now, Table::Balances, &mut starts, &mut held).map(|_| ())
    });
    let holders = Holders::new(&positions, &now, Table::Balances, &mut starts, &mut held)?;
    let holders = holders.of(CHANGED as u32);
    let update = |results: &mut Results<N>, markets: &Markets<'_, N>, holders: &[u32]| {
        let [_, mut rows] = results.split_at(0);
        rescan(&positions, markets, holders, &mut [], &mut rows)
    };
    update(&mut results, &moved, holders)?;
    let mut full = Results::new(accounts);
    scan(
        &positions,
        &moved,
        0..accounts,
        &mut [],
        &mut full.split_at(0)[1],
    )?;
    assert!(full == results, "an update is a full scan");
    let twentieth = holders.len() / 20;
    let update = pieces(15, twentieth * 20, |range| {
        update(&mut results, &moved, &holders[range])
    });

    // Every account under many sets of markets.
    let sets = shocked.iter().map(|assets| Markets::new(assets, &[]));
    let sets = sets.collect::<Result<Vec<_>, plimsoll::Error>>()?;
    let mut outcome = Outcome::new(accounts);
    let scenarios = pieces(3, accounts, |range| {
        let [_, mut rows] = outcome.split_at(range.start);
        worst(&positions, &sets, range, &mut [], &mut rows)
    });
    write(folder, "surplus", std::slice::from_ref(&outcome.surplus))?;
    write_status::<N>(folder, "worst", &outcome.status)?;
    let scenarios_two = time(3, || {
        let [mut first, mut second] = outcome.split_at(accounts / 2);
        halves(
            accounts,
            |half| worst(&positions, &sets, half, &mut [], &mut first),
            |half| worst(&positions, &sets, half, &mut [], &mut second),
        )
    });
    let times = [
        ("one", one),
        ("two", two),
        ("fresh", fresh),
        ("read", read),
        ("holders", index),
        ("update", update),
        ("scenarios", scenarios),
        ("scenarios two", scenarios_two),
    ];
    let times = times.map(|(name, seconds)| format!("\"{name}\":{seconds}"));
    Ok(format!(
        "\"{}\":{{\"changed\":{},{}}}",
        N::NAME,
        holders.len(),
        times.join(",")
    ))
}

fn main() -> Done {
    let mut arguments = std::env::args_os().skip(1);
    let usage = "columns FOLDER MARKETS";
    let folder = arguments.next().ok_or(usage)?;
    let count = arguments.next().and_then(|count| count.into_string().ok());
    let count = count.ok_or(usage)?.parse()?;
    let folder = Path::new(&folder);
    let lanes = [lane::<Fixed>(folder, count)?, lane::<f64>(folder, count)?];
    println!("{{{}}}", lanes.join(","));
    Ok(())
}
