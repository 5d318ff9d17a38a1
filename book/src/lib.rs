//! The book: a JSON document of assets, perps and accounts, its report, its stress, and its replay along a
//! path of prices.
//!
//! It is the portable test case and bug report of plimsoll: the Rust command, the Python package and
//! the npm package give the same bytes for the same book, because all three call this crate. The
//! format is described in `docs/book.md`, the replay in `docs/replay.md`.

mod account;
mod book;
pub mod columns;
mod error;
mod evaluation;
pub mod json;
mod liquidation;
mod margin;
mod markets;
mod moving;
mod names;
pub mod out;
pub mod parts;
mod portfolio;
mod positions;
mod replay;
mod report;
mod stress;
mod table;
mod value;

pub use book::{MAX_BYTES, MAX_POSITIONS, MAX_VALUES};
pub use error::{shown, BookError, Path};
pub use margin::MAX_RUNGS;
pub use portfolio::method::MAX_SCENARIOS;
pub use replay::path::PricePath;
pub use replay::series::Series;
pub use replay::{Replay, MAX_STEPS};
pub use stress::columns::Stressed;
pub use stress::flows::Flows;
pub use stress::moment::Standings;
pub use stress::steps::Steps;

use book::Book;
use evaluation::Evaluation;
use plimsoll::columns::positions::{Balances, Perps};
use plimsoll::Fixed;

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

/// What is left of a book after prices have moved and its policy has run, as one line of JSON and a
/// newline: every liquidation, what the insurance fund paid, who was deleveraged, what was socialised.
///
/// `shocks` are markets and moves as decimals, `("ETH", "-0.35")`; their order does not matter. Errors:
/// as [`report`], and where a shock names no market, moves an index twice, or is not above -1.
pub fn stress(text: &str, shocks: &[(&str, &str)]) -> Result<String, BookError> {
    stress::json(text, shocks)
}

/// The same as a table for a person. Errors: as [`stress`].
pub fn stress_table(text: &str, shocks: &[(&str, &str)]) -> Result<String, BookError> {
    stress::table(text, shocks)
}

/// The same of accounts that stand in columns, with markets and policy of a document, whose own accounts
/// are not looked at and may be missing; columns out.
///
/// Assets and perps go by their places in the document, which ascend in an account; an account has at most
/// [`MAX_POSITIONS`] positions, and is called by its place. Errors: as [`stress`], and of a column with
/// its row.
pub fn stress_columns(
    text: &str,
    shocks: &[(&str, &str)],
    accounts: usize,
    balances: Balances<'_, Fixed>,
    perps: Perps<'_, Fixed>,
) -> Result<Stressed, BookError> {
    let book = Book::without_accounts(text)?;
    stress::columns::stress(book, shocks, accounts, &balances, &perps)
}
