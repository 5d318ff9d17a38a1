//! The book: a JSON document of assets, perps and accounts, and its report.
//!
//! It is the portable test case and bug report of plimsoll: the Rust command, the Python package and
//! the npm package give the same bytes for the same book, because all three call this crate. The
//! format is described in `docs/book.md`.

mod book;
mod error;
mod evaluation;
mod json;
mod margin;
mod moving;
mod report;
mod table;
mod value;

pub use book::{MAX_BYTES, MAX_POSITIONS};
pub use error::BookError;
pub use margin::MAX_RUNGS;

use book::Book;
use evaluation::Evaluation;

/// The report of a book as one line of JSON and a newline.
///
/// Keys stand in the book's order, and each number is the shortest decimal that reads back to the same
/// bits. Errors: what is wrong with the book, where, in one line; there is no partial report.
pub fn report(text: &str) -> Result<String, BookError> {
    let book = Book::read(text)?;
    Ok(report::write(&book, &Evaluation::all(&book)?))
}

/// The report of a book as a table for a person, its figures cut to a few digits.
///
/// Errors: as [`report`].
pub fn table(text: &str) -> Result<String, BookError> {
    let book = Book::read(text)?;
    Ok(table::write(&book, &Evaluation::all(&book)?))
}
