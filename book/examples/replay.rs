//! A book along a path of prices: `cargo run --release --example replay -- BOOK PATH.csv [--json]`.
//!
//! BOOK is a path, or `-` for standard input. PATH.csv has a head `time,MARKET,...`, then integers and
//! midpoints as decimals, which are read to nearest.

mod command;

use plimsoll::number::decimal::read_nearest;
use plimsoll::Fixed;
use plimsoll_book::{BookError, PricePath, Replay};
use std::ffi::OsStr;
use std::process::ExitCode;

const USAGE: &str = "usage: replay BOOK|- PATH.csv [--json]";
const HELP: &str =
    "runs the book's policy at every row of a path of midpoints, and says who bears what;
PATH.csv has the head time,MARKET,... and a row for each time, an integer";

/// The columns of a file.
struct Table {
    names: Vec<String>,
    times: Vec<i64>,
    prices: Vec<Vec<Fixed>>,
}

fn main() -> ExitCode {
    let mut json = false;
    let mut paths = Vec::new();
    for argument in std::env::args_os().skip(1) {
        match argument.to_str() {
            Some("--json") => json = true,
            Some("--help" | "-h") => {
                println!("{USAGE}\n{HELP}");
                return ExitCode::SUCCESS;
            }
            Some(option) if option.starts_with("--") => return usage(),
            _ => paths.push(argument),
        }
    }
    let [book, path] = paths.as_slice() else {
        return usage();
    };
    let table = match read(path) {
        Ok(table) => table,
        Err(problem) => {
            eprintln!("{:?}: {problem}", path.to_string_lossy());
            return ExitCode::FAILURE;
        }
    };
    command::answer(Some(book), |text| run(text, &table, json))
}

fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

fn run(text: &str, table: &Table, json: bool) -> Result<String, BookError> {
    let columns = table.names.iter().zip(&table.prices);
    let columns: Vec<(&str, &[Fixed])> = columns.map(|(n, p)| (n.as_str(), &p[..])).collect();
    let mut replay = Replay::new(text)?;
    replay.run(&PricePath::new(&table.times, &columns)?)?;
    match json {
        true => replay.json(),
        false => replay.table(),
    }
}

fn read(path: &OsStr) -> Result<Table, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let mut lines = text.lines();
    let mut head = lines.next().unwrap_or_default().split(',');
    if head.next() != Some("time") {
        return Err("the head is not time,MARKET,...".to_string());
    }
    let names: Vec<String> = head.map(str::to_string).collect();
    let (mut times, mut prices) = (Vec::new(), vec![Vec::new(); names.len()]);
    for (row, line) in lines.enumerate() {
        let mut fields = line.split(',');
        let time = fields.next().and_then(|time| time.parse().ok());
        times.push(time.ok_or(format!("path.time[{row}]: not an integer"))?);
        for (name, prices) in names.iter().zip(&mut prices) {
            let price = fields
                .next()
                .ok_or(format!("path.{name}[{row}]: missing"))?;
            prices.push(
                read_nearest(price)
                    .map_err(|error| format!("path.{name}[{row}]: {price:?}: {error}"))?,
            );
        }
        if fields.next().is_some() {
            return Err(format!("path[{row}]: more fields than the head has"));
        }
    }
    Ok(Table {
        names,
        times,
        prices,
    })
}
