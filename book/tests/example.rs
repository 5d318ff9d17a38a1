//! The books of `docs/book.md`: their reports are those that stand there, and the figures of the first are
//! those that were computed by hand.

mod common;

use common::Entries;

const DOCS: &str = include_str!("../../docs/book.md");

/// The JSON blocks of the documentation: each book, then its report.
fn blocks() -> Vec<&'static str> {
    let blocks = DOCS.split("```json\n").skip(1);
    let blocks = blocks.filter_map(|block| block.split("```").next());
    blocks.collect()
}

#[test]
fn the_documented_report_is_what_the_book_gives() {
    let blocks = blocks();
    assert_eq!(blocks.len(), 4, "two books, each with its report");
    for pair in blocks.chunks(2) {
        let report = plimsoll_book::report(pair[0]).expect("the documented book is good");
        let documented: Entries = serde_json::from_str(pair[1]).expect("the documented report");
        for (found, documented) in Entries::of(&report).0.iter().zip(&documented.0) {
            assert_eq!(found, documented);
        }
        assert_eq!(Entries::of(&report).0.len(), documented.0.len());
    }
}

/// Weights such as 1.2 have no exact binary form, so the figures are these to some 1e-11, on the side
/// that is against the account.
#[test]
fn the_figures_are_those_computed_by_hand() {
    let report = plimsoll_book::report(blocks()[0]).expect("the documented book is good");
    let entries = Entries::of(&report);
    let alice = |path: &str| entries.text(&format!("/accounts/alice/{path}"));
    assert_eq!(alice("status"), "restricted");
    let (lower, upper, exact) = (-1.0, 1.0, 0.0);
    for (path, value, side) in [
        // 10000 - 4.5 * 1804.5, and the perp is worth nothing.
        ("equity", 1879.75, exact),
        // The perp: 2 * 1800 * 0.9 - 3600 = -360, summed with the dollars.
        ("initial/assets", 9640.0, lower),
        // 4.5 * 1804.5 * 1.2
        ("initial/liabilities", 9744.3, upper),
        ("initial/surplus", -104.3, lower),
        // The ladder: 3600 * 0.005 = 18.
        ("maintenance/assets", 9982.0, lower),
        // 4.5 * 1804.5 * 1.1
        ("maintenance/liabilities", 8932.275, upper),
        ("maintenance/surplus", 1049.725, lower),
        ("maintenance/requirement", 18.0, upper),
        // 8932.275 / 9982
        ("liquidation/USDC/below", 8932.275 / 9982.0, upper),
        // With ETH at k times its price the perp is worth 0.95 * (3600 k * 0.995 - 3600), and the debt
        // 8932.275 k: 10000 - 0.95 * 3600 = (8932.275 - 0.95 * 3582) k.
        ("liquidation/ETH/above", 1800.0 * 6580.0 / 5529.375, lower),
        ("positions/perps/ETH-PERP/initial", -360.0, lower),
        ("positions/balances/USDC/maintenance/net", 9982.0, lower),
    ] {
        let found: f64 = alice(path).parse().expect("a number");
        assert!((found - value).abs() < 1e-9, "{path}: {found} for {value}");
        assert!(
            (found - value) * side >= -1e-12 && (side != exact || found == value),
            "{path}: {found}"
        );
    }
    assert!(report.contains(r#""below": null, "below_reason": "never", "above": "2142.0142"#));
}

#[test]
fn the_documented_errors_are_what_bad_books_give() {
    let lines: Vec<&str> = DOCS
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .collect();
    for (from, to) in [
        (r#""ETH": "-4.5""#, r#""DAI": "-4.5""#),
        (r#""low": "1795.5""#, r#""low": "1805""#),
        (r#""rate": "0.01""#, r#""rate": "1%""#),
    ] {
        let error = plimsoll_book::report(&blocks()[0].replacen(from, to, 1));
        let line = error.expect_err(to).to_string();
        assert!(lines.contains(&line.as_str()), "{line}");
    }
}
