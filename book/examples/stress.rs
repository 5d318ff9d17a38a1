//! What a shock leaves of a book: `cargo run --release --example stress -- [BOOK] --shock ETH=-0.35
//! --shock BTC=-0.2 [--json]`.
//!
//! BOOK is a path, or `-` for standard input; without it, the book that ships with this example.

mod command;

use std::process::ExitCode;

const USAGE: &str = "usage: stress [BOOK|-] [--shock MARKET=CHANGE]... [--json]";
const HELP: &str = "moves prices, runs the book's policy, and says who bears what;
a CHANGE of -0.35 is a fall by 35 %; the shipped book where none is named";

fn main() -> ExitCode {
    let mut json = false;
    let mut book = None;
    let mut shocks: Vec<(String, String)> = Vec::new();
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--json") => json = true,
            Some("--help" | "-h") => {
                println!("{USAGE}\n{HELP}");
                return ExitCode::SUCCESS;
            }
            Some("--shock") => {
                let shock = arguments.next().and_then(|shock| shock.into_string().ok());
                // The last sign, because a market's name may hold one.
                match shock.as_deref().and_then(|shock| shock.rsplit_once('=')) {
                    Some((market, change)) => shocks.push((market.into(), change.into())),
                    None => return usage(),
                }
            }
            Some(option) if option.starts_with("--") => return usage(),
            _ if book.is_none() => book = Some(argument),
            _ => return usage(),
        }
    }
    let shocks: Vec<(&str, &str)> = shocks
        .iter()
        .map(|(m, c)| (m.as_str(), c.as_str()))
        .collect();
    command::answer(book.as_ref(), |text| match json {
        true => plimsoll_book::stress(text, &shocks),
        false => plimsoll_book::stress_table(text, &shocks),
    })
}

fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}
