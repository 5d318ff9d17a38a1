//! The report of a book: `cargo run --release --example report [-- BOOK] [--json]`.
//!
//! BOOK is a path, or `-` for standard input; without it, the book that ships with this example.

mod command;

use std::process::ExitCode;

const USAGE: &str = "usage: report [BOOK|-] [--json]";

fn main() -> ExitCode {
    let mut json = false;
    let mut book = None;
    for argument in std::env::args_os().skip(1) {
        match argument.to_str() {
            Some("--json") => json = true,
            Some("--help" | "-h") => {
                println!("{USAGE}\nthe report of a book of accounts; the shipped book where none is named");
                return ExitCode::SUCCESS;
            }
            Some(option) if option.starts_with("--") => return usage(),
            _ if book.is_none() => book = Some(argument),
            _ => return usage(),
        }
    }
    command::answer(book.as_ref(), |text| match json {
        true => plimsoll_book::report(text),
        false => plimsoll_book::table(text),
    })
}

fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}
