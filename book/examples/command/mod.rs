//! What the two commands share: reading a book, and saying how it went.

use std::ffi::{OsStr, OsString};
use std::io::{Read, Write};
use std::process::ExitCode;

const SHIPPED: &str = include_str!("../book.json");

/// Writes what `make` makes of the named book, or of the shipped one; a problem is one line on the
/// error stream.
pub fn answer(
    book: Option<&OsString>,
    make: impl Fn(&str) -> Result<String, plimsoll_book::BookError>,
) -> ExitCode {
    let text = match book {
        None => Ok(SHIPPED.to_string()),
        Some(path) => read(path),
    };
    match text.and_then(|text| make(&text).map_err(|error| error.to_string())) {
        Ok(report) => match std::io::stdout().write_all(report.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE, // the reader has gone
        },
        Err(problem) => {
            let name = book.map_or("book".as_ref(), OsString::as_os_str);
            let name = name.to_string_lossy();
            match name.chars().any(char::is_control) {
                true => eprintln!("{name:?}: {problem}"), // one line, whatever the file is called
                false => eprintln!("{name}: {problem}"),
            }
            ExitCode::FAILURE
        }
    }
}

/// The text of a file, of which no more is read than a book may have.
fn read(path: &OsStr) -> Result<String, String> {
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
