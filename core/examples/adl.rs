//! A real deleveraging, replayed: who is closed by how much, under each ranking key and pro rata.
//!
//! `cargo run --release -p plimsoll --example adl -- FILE.csv` with columns `adl_notional`,
//! `closed_pnl` and `account_value_realtime` in dollars, one account a line: those of Hyperliquid on
//! 10 October 2025. `docs/deleveraging.md` has the result and says what the columns mean.

use plimsoll::number::decimal::read_nearest;
use plimsoll::solvency::deleverage::{greedy, pro_rata, Candidate};
use plimsoll::{Error, Fixed, Number, Standing};
use std::process::ExitCode;

/// An account that may be deleveraged: its position in cents, and where it stands.
struct Winner {
    cents: u128,
    standing: Standing,
}

type Key = fn(&Standing) -> Result<Option<Fixed>, Error>;
const KEYS: [(&str, Option<Key>); 4] = [
    ("Hyperliquid", Some(Standing::by_move_and_leverage)),
    ("BitMEX", Some(Standing::by_profit_and_leverage)),
    ("Bluefin", Some(bluefin)),
    ("pro rata", None),
];

/// With the maintenance margin of a market of 40 times leverage, 1.25 %.
fn bluefin(standing: &Standing) -> Result<Option<Fixed>, Error> {
    let ratio = standing.equity.div_down(&standing.mark.try_abs()?)?;
    let maintenance = read_nearest("0.0125")?;
    standing
        .by_profit_and_margin(&maintenance, &ratio)
        .map(Some)
}

fn main() -> ExitCode {
    let Some(path) = std::env::args_os().nth(1) else {
        eprintln!("usage: adl FILE.csv");
        return ExitCode::from(2);
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{}: {error}", path.to_string_lossy());
            return ExitCode::FAILURE;
        }
    };
    match winners(&text).and_then(|(winners, others)| report(&winners, others)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// The accounts that may be deleveraged, and how many may not: those without equity or position.
fn winners(text: &str) -> Result<(Vec<Winner>, usize), String> {
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let column = |name: &str| {
        let place = head.iter().position(|column| *column == name);
        place.ok_or(format!("no column {name}"))
    };
    let columns = [
        column("adl_notional")?,
        column("closed_pnl")?,
        column("account_value_realtime")?,
    ];
    let (mut winners, mut others) = (Vec::new(), 0);
    for (number, line) in lines.enumerate() {
        let cells: Vec<&str> = line.split(',').collect();
        let read = |column: usize| {
            let cell = cells.get(column).copied().unwrap_or_default();
            dollars(cell).map_err(|error| format!("line {}: {cell:?}: {error}", number + 2))
        };
        let [notional, profit, cash] = [read(columns[0])?, read(columns[1])?, read(columns[2])?];
        match winner(notional, profit, cash).map_err(|error| error.to_string())? {
            Some(winner) => winners.push(winner),
            None => others += 1,
        }
    }
    Ok((winners, others))
}

/// The file has floats: what is below 0.0001 is written with an exponent there.
fn dollars(cell: &str) -> Result<Fixed, Error> {
    read_nearest(cell).or_else(|error| match cell.parse::<f64>() {
        Ok(value) => read_nearest(&format!("{value:.12}")),
        Err(_) => Err(error),
    })
}

/// The market fell, so who won was short: entered at the notional and the profit, now at the notional.
fn winner(notional: Fixed, profit: Fixed, cash: Fixed) -> Result<Option<Winner>, Error> {
    let (entry, equity) = (notional.try_add(&profit)?, cash.try_add(&profit)?);
    let cents = notional.mul_down(&Fixed::from_num(100))?.to_num::<i128>();
    if cents <= 0 || entry <= Fixed::ZERO || equity <= Fixed::ZERO {
        return Ok(None);
    }
    let standing = Standing {
        mark: notional.try_neg()?,
        entry: entry.try_neg()?,
        equity,
    };
    let cents = cents.unsigned_abs();
    Ok(Some(Winner { cents, standing }))
}

fn report(winners: &[Winner], others: usize) -> Result<(), String> {
    let open: u128 = winners.iter().map(|winner| winner.cents).sum();
    println!(
        "{} accounts with {} USD open; {others} without equity or position are left out.\n",
        winners.len(),
        dollars_of(open)
    );
    println!("| deficit, USD | key | closed, USD | accounts | in full | largest, USD | ten largest | median leverage of the closed |");
    println!("|---:|---|---:|---:|---:|---:|---:|---:|");
    for millions in [1u128, 10, 50, 100] {
        let needed = millions * 100_000_000;
        for (name, key) in KEYS {
            let row = replay(winners, key, needed).map_err(|error| error.to_string())?;
            println!("| {millions},000,000 | {name} | {row} |");
        }
    }
    Ok(())
}

/// One allocation, as cells of a table.
fn replay(winners: &[Winner], key: Option<Key>, needed: u128) -> Result<String, Error> {
    let mut candidates = Vec::with_capacity(winners.len());
    for (id, winner) in winners.iter().enumerate() {
        let rank = match key {
            Some(key) => key(&winner.standing)?.unwrap_or(Fixed::MAX),
            None => Fixed::ZERO,
        };
        let id = u32::try_from(id).map_err(|_| Error::Overflow)?;
        candidates.push(Candidate::new(id, rank, winner.cents));
    }
    let left = match key {
        Some(_) => greedy(&mut candidates, needed),
        None => pro_rata(&mut candidates, needed)?,
    };
    let closed: Vec<_> = candidates.iter().filter(|one| one.close > 0).collect();
    let total: u128 = closed.iter().map(|one| one.close).sum();
    assert_eq!((total, left), (needed, 0), "exactly the deficit is closed");
    let full = closed.iter().filter(|one| one.close == one.size).count();
    let mut sizes: Vec<u128> = closed.iter().map(|one| one.close).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let ten: u128 = sizes.iter().take(10).sum();
    let mut leverage = Vec::with_capacity(closed.len());
    for one in &closed {
        let winner = winners.get(one.id as usize).ok_or(Error::UnknownMarket)?;
        leverage.push(winner.standing.leverage()?.unwrap_or(Fixed::MAX));
    }
    leverage.sort_unstable();
    let median = leverage
        .get(leverage.len() / 2)
        .copied()
        .unwrap_or_default();
    Ok(format!(
        "{} | {} | {full} | {} | {:.1} % | {median:.2}",
        dollars_of(total),
        closed.len(),
        dollars_of(sizes.first().copied().unwrap_or_default()),
        ten as f64 * 100.0 / total as f64,
    ))
}

/// Cents as dollars, with thousands apart.
fn dollars_of(cents: u128) -> String {
    let whole = (cents / 100).to_string();
    let mut text = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    format!("{text}.{:02}", cents % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "account,adl_notional,closed_pnl,account_value_realtime\n\
        0,1000.00,500,250\n\
        1,3000.00,100,1e-05\n\
        2,6000.00,-10,60000\n\
        3,0,0,5\n\
        4,50,-20,-40\n";

    #[test]
    fn who_is_closed() {
        let (winners, others) = winners(FILE).expect("a file");
        assert_eq!((winners.len(), others), (3, 2));
        // 30 times the equity beats 1.3 times; the loser comes last.
        let (_, key) = KEYS[0];
        let row = replay(&winners, key, 350_000).expect("a row");
        assert!(row.starts_with("3,500.00 | 2 | 1 | 3,000.00 |"), "{row}");
        // 35 % of each.
        let row = replay(&winners, None, 350_000).expect("a row");
        assert!(row.starts_with("3,500.00 | 3 | 0 | 2,100.00 |"), "{row}");
    }

    #[test]
    fn bad_files_say_where() {
        let bad = FILE.replace("100,1e-05", "x,1e-05");
        assert!(winners(&bad).is_err_and(|problem| problem.starts_with("line 3: \"x\"")));
        assert!(winners("a,b\n").is_err_and(|problem| problem == "no column adl_notional"));
    }
}
