//! A good book, and the errors of what is made of it.

use plimsoll_book::{report, table, BookError};

/// A good book that the cases below spoil in one place each.
pub const BOOK: &str = r#"{"currency": "USD",
"assets": {
  "USDC": {"price": "1", "initial": {"asset": "0.99", "liability": "1.01"}, "maintenance": {"asset": "1", "liability": "1"}},
  "ETH": {"price": {"low": "1795.5", "high": "1804.5"}, "initial_price": {"low": "1700", "high": "1900"},
    "initial": {"asset": "0.8", "liability": "1.2"}, "maintenance": {"asset": "0.9", "liability": "1.1"}},
  "stETH": {"price": "1790", "follows": "ETH", "initial": {"asset": "0.7", "liability": "1.3"}, "maintenance": {"asset": "0.75", "liability": "1.25"}}},
"perps": {
  "ETH-PERP": {"price": "1800.5", "follows": "ETH", "settles": "USDC", "initial": "0.13",
    "maintenance": [{"above": "0", "rate": "0.005"}, {"above": "50000", "rate": "0.011"}], "profit_weight": "0.95"},
  "OIL": {"price": "70", "settles": "stETH", "initial": "0.5", "maintenance": {"asset": "0.55", "liability": "1.45"}}},
"accounts": {
  "alice": {"balances": {"USDC": "10000", "ETH": "-4.5"},
    "perps": {"ETH-PERP": {"size": "2", "quote": "-3600", "bids": "3", "asks": "4"}}}}}"#;

/// The error of a text that must not be a book; what holds for every error is checked here.
pub fn error(text: &str) -> BookError {
    let error = report(text).expect_err(text);
    assert_eq!(table(text), Err(error.clone()), "one reader for both forms");
    let line = error.to_string();
    assert!(!line.chars().any(char::is_control), "{line:?} is one line");
    assert!(line.len() < 600, "{} bytes in {line}", line.len());
    let known = plimsoll::Error::from_code(error.code()).map(plimsoll::Error::name);
    assert_eq!(error.name(), known.unwrap_or("InvalidBook"));
    assert_eq!(error.code() == 100, known.is_none());
    error
}

/// The book with one piece of its text replaced.
pub fn spoiled(from: &str, to: &str) -> String {
    assert_eq!(BOOK.matches(from).count(), 1, "{from} names one place");
    BOOK.replacen(from, to, 1)
}
