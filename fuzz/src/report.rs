//! Hostile books: any text, and a sound book with a few places changed.

use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll_book::{report as json, table};

const BOOK: &str = include_str!("../../book/examples/book.json");
/// What the places are changed to: what breaks a reader of numbers, names or nesting.
const PIECES: [&str; 24] = [
    "",
    "-",
    ".",
    "0",
    "\"0\"",
    "\"-1\"",
    "\"1e9\"",
    "\"0.000000000000001\"",
    "1",
    "null",
    "{}",
    "[]",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\u0000",
    "\"USDC\"",
    "\"604462909807314587353087\"",
    "\"99999999999999\"",
    "\"ETH\"",
];

/// The bytes as a book, or as edits of one.
pub fn report(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        check(text);
    }
    let mut book = BOOK.to_string();
    let _ = edit(&mut Unstructured::new(data), &mut book);
    check(&book);
}

/// Replaces up to four tokens: a string with its quotes, or one character.
fn edit(u: &mut Unstructured<'_>, book: &mut String) -> Result<()> {
    for _ in 0..u8::arbitrary(u)? % 5 {
        let begin = usize::from(u16::arbitrary(u)?) % book.len().max(1);
        let Some(rest) = book.get(begin..) else {
            continue;
        };
        let Some(start) = rest.find('"').map(|quote| begin + quote) else {
            continue;
        };
        let text = &book[start + 1..];
        let end = start + 2 + text.find('"').unwrap_or(0);
        book.replace_range(start..end.min(book.len()), u.choose(&PIECES)?);
    }
    Ok(())
}

/// JSON or one line, and a table exactly where there is a report.
fn check(text: &str) {
    let report = json(text);
    assert_eq!(table(text).is_ok(), report.is_ok());
    match report {
        Ok(report) => {
            let value: serde_json::Value = serde_json::from_str(&report).expect("a report is JSON");
            assert!(value.get("accounts").is_some());
        }
        Err(error) => assert!(!error.to_string().is_empty() && !error.to_string().contains('\n')),
    }
}
