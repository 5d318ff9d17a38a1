//! Paths that are none, and rows that fail.

#[path = "common/replayed.rs"]
mod replayed;
#[path = "common/stressed.rs"]
mod stressed;

use plimsoll::{Error, Fixed};
use plimsoll_book::{PricePath, Replay};
use replayed::{crowd, prices, replayed, run, CRASH};
use serde_json::{json, Value};

/// Error name and line.
fn refused(columns: &[(&str, &[Fixed])], times: &[i64]) -> (&'static str, String) {
    let mut replay = Replay::new(&crowd()).expect("a book");
    let path = PricePath::new(times, columns);
    let error = path
        .and_then(|path| replay.run(&path))
        .expect_err("no path of this book");
    (error.name(), error.to_string())
}

#[test]
fn paths_that_are_none() {
    let good = prices(&[1000., 1001., 1002.]);
    let form = |line: &str| ("InvalidBook", line.to_string());
    for (columns, times, expected) in [
        (
            vec![("DOGE", &good[..])],
            [1, 2, 3],
            form(r#"path.DOGE: "DOGE" is not one of the book's markets"#),
        ),
        (
            vec![("ETH", &good[..]), ("ETH-PERP", &good[..])],
            [1, 2, 3],
            form("path.ETH-PERP: its index is moved twice"),
        ),
        (
            vec![("ETH", &good[..2])],
            [1, 2, 3],
            form("path.ETH: 2 prices for 3 times"),
        ),
        (
            vec![("ETH", &good[..])],
            [1, 3, 3],
            form("path.time[2]: 3 does not come after 3"),
        ),
        (
            vec![("ETH", &good[..])],
            [1, 0, 3],
            form("path.time[1]: 0 does not come after 1"),
        ),
    ] {
        assert_eq!(refused(&columns, &times), expected);
    }
    let price = Error::InvalidPrice;
    for bad in [0., -1.] {
        let bad = prices(&[1000., bad, 1.]);
        let (name, line) = refused(&[("ETH", &bad)], &[1, 2, 3]);
        assert_eq!(name, price.name());
        assert_eq!(line, format!("path.ETH[1]: \"{}\": {price}", bad[1]));
    }
    let (name, line) = refused(&[("ETH", &[Fixed::ONE, Fixed::MAX])], &[1, 2]);
    assert_eq!(name, "Overflow");
    assert!(
        line.starts_with("path.ETH[1]: \"604462909807314587353087.999"),
        "{line}"
    );
}

#[test]
fn the_documented_errors_are_what_bad_paths_give() {
    let docs: Vec<&str> = include_str!("../../docs/replay.md")
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .collect();
    let worthless = prices(&[3., 2., 1., 0.]);
    let good = prices(&[3., 2., 1.]);
    for (_, line) in [
        refused(&[("ETH", &worthless)], &[1, 2, 3, 4]),
        refused(&[("ETH", &good)], &[1, 3, 3]),
    ] {
        assert!(docs.contains(&line.as_str()), "{line}");
    }
}

#[test]
fn a_row_that_fails_leaves_what_was_before_it() {
    let text = crowd();
    let whole = replayed(&text, &CRASH);
    let mut places = std::collections::BTreeSet::new();
    for halvings in 0..64 {
        let huge = Fixed::MAX >> halvings;
        let mut replay = Replay::new(&text).expect("a book");
        run(&mut replay, 0, &CRASH[..11]).expect("rows");
        let path = [Fixed::from_num(480), huge];
        let columns: [(&str, &[Fixed]); 1] = [("ETH", &path)];
        let path = PricePath::new(&[39600, 43200], &columns).expect("a path");
        let Err(error) = replay.run(&path) else {
            continue;
        };
        assert_eq!(error.name(), "Overflow");
        let line = error.to_string();
        places.insert(
            line.split(['[', '.'])
                .take(2)
                .collect::<Vec<&str>>()
                .join("."),
        );
        assert_eq!(replay.series().len(), 12, "the row before has been run");
        // And it goes on as if the row had not been there.
        run(&mut replay, 12, &CRASH[12..]).expect("rows");
        assert_eq!(replay.series(), whole.series(), "after {line}");
        assert_eq!(replay.json(), whole.json());
    }
    let places: Vec<&str> = places.iter().map(String::as_str).collect();
    assert_eq!(places, ["path.1]: accounts", "path.ETH"]);
}

#[test]
fn a_policy_that_fails_half_way_leaves_what_was_before_it() {
    let mut text: Value = serde_json::from_str(&crowd()).expect("a book");
    text["policy"]["deleverage"] = json!("none");
    // Health counts the low price; what it is worth at the midpoint is out of range.
    text["assets"]["DAI"]["price"] = json!({"low": "1", "high": "100000000000000000000"});
    text["accounts"]["wide"] =
        json!({"balances": {"DAI": "100000", "USDC": "-80000", "ETH": "-9"}});
    let text = text.to_string();
    let whole = replayed(&text, &CRASH);
    let mut replay = replayed(&text, &CRASH[..12]);
    let error = run(&mut replay, 12, &[2048.]).expect_err("nobody can say what wide is worth");
    assert!(
        error.to_string().starts_with("path[0]: accounts.wide: "),
        "{error}"
    );
    run(&mut replay, 13, &[CRASH[11]]).expect("the same prices again");
    assert_eq!(
        replay.series().steps.last(),
        Some(&0),
        "the shorts that were closed are open again"
    );
    let mut replay = replayed(&text, &CRASH[..12]);
    assert!(run(&mut replay, 12, &[2048.]).is_err());
    run(&mut replay, 12, &CRASH[12..]).expect("rows");
    assert_eq!(replay.steps(), whole.steps());
    assert_eq!(replay.json(), whole.json());
}

#[test]
fn a_time_that_has_been_is_refused() {
    let mut replay = replayed(&crowd(), &CRASH);
    let late = PricePath::new(&[54000], &[]).and_then(|path| replay.run(&path));
    let line = late.expect_err("an hour that has been").to_string();
    assert_eq!(line, "path.time[0]: 54000 does not come after 54000");
}
