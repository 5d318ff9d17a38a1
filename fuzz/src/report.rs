//! Hostile books: any text, and a sound book with a few places changed.

use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll_book::{report as json, stress, table};

/// Balances and perps; and options, with accounts margined by a method.
const BOOKS: [&str; 2] = [
    include_str!("../../book/examples/book.json"),
    include_str!("../../book/examples/options.json"),
];
/// What the places are changed to: what breaks a reader of numbers, names or nesting.
const PIECES: [&str; 44] = [
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
    "\"BTC\"",
    "\"2\"",
    "\"0.5\"",
    "\"-0.5\"",
    "\"call\"",
    "\"put\"",
    "\"up\"",
    "\"linear\"",
    "\"absolute\"",
    "\"ETH-37D\"",
    "\"ETH-9D-2500-P\"",
    "\"ETH-37D-4000-C\"",
    "\"desk\"",
    "\"standard\"",
    "\"scenarios\"",
    "\"derive_portfolio\"",
    "\"derive_portfolio_2\"",
    "\"derive_standard\"",
    "\"paradex\"",
    "\"18446744073709551615\"",
];

/// The bytes as a book, or as edits of one.
pub fn report(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        check(text);
    }
    for book in BOOKS {
        let mut book = book.to_string();
        let _ = edit(&mut Unstructured::new(data), &mut book);
        check(&book);
    }
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
            fall(text);
        }
        Err(error) => assert!(!error.to_string().is_empty() && !error.to_string().contains('\n')),
    }
}

/// Whatever is left of the book where prices fall, the sum is zero in every asset.
fn fall(text: &str) {
    let Ok(report) = stress(text, &[("ETH", "-0.3")]) else {
        return;
    };
    let report: serde_json::Value = serde_json::from_str(&report).expect("a report is JSON");
    let sum = report["sum"].as_object().expect("the sum of every asset");
    assert!(sum.values().all(|sum| sum == "0"), "{text}");
}
