//! The report of a book: `cargo run --release --example report [-- BOOK] [--json]`.
//!
//! BOOK is a path, or `-` for standard input; without it, the book that ships with this example.

use std::io::{Read, Write};
use std::process::ExitCode;

const SHIPPED: &str = include_str!("book.json");
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
    let text = match &book {
        None => Ok(SHIPPED.to_string()),
        Some(path) => read(path),
    };
    let report = text.and_then(|text| {
        let report = if json {
            plimsoll_book::report(&text)
        } else {
            plimsoll_book::table(&text)
        };
        report.map_err(|error| error.to_string())
    });
    match report {
        Ok(report) => match std::io::stdout().write_all(report.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE, // the reader has gone
        },
        Err(problem) => {
            let name = book.as_deref().unwrap_or("book".as_ref()).to_string_lossy();
            match name.chars().any(char::is_control) {
                true => eprintln!("{name:?}: {problem}"), // one line, whatever the file is called
                false => eprintln!("{name}: {problem}"),
            }
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

/// The text of a file, of which no more is read than a book may have.
fn read(path: &std::ffi::OsStr) -> Result<String, String> {
    let source: Box<dyn Read> = match path.to_str() {
        Some("-") => Box::new(std::io::stdin()),
        _ => Box::new(std::fs::File::open(path).map_err(|error| error.to_string())?),
    };
    let mut bytes = Vec::new();
    let most = plimsoll_book::MAX_BYTES as u64 + 1;
    source
        .take(most)
        .read_to_end(&mut bytes)
        .map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|_| "the text is not UTF-8".to_string())
}
