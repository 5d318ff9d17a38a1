//! Random books against an independent implementation in exact rationals: `oracle.py` says what every
//! figure of a report may be, and this test asks the book.
//!
//! The books that stand beside this file always run; those in the file that `PLIMSOLL_EXPECTED` names
//! (`scripts/test-book` makes it) run too.

mod common;

use common::Entries;
use plimsoll::number::decimal::read_nearest;
use plimsoll::Fixed;
use serde_json::Value;
use std::collections::BTreeMap;

/// One book, whether a figure of it leaves the range of the number type, and its figures.
struct Expected {
    book: String,
    overflow: String,
    figures: Vec<Value>,
}

impl Expected {
    fn read(line: &str) -> Option<Expected> {
        let mut json: Value = serde_json::from_str(line).ok()?;
        let text = |json: &Value, key: &str| json.get(key)?.as_str().map(str::to_string);
        Some(Expected {
            book: text(&json, "book")?,
            overflow: text(&json, "overflow")?,
            figures: json
                .get_mut("figures")?
                .as_array_mut()
                .map(std::mem::take)?,
        })
    }
}

/// Of each kind of figure: how many there were, and the largest part that one took of a budget of more
/// than [`LARGE`] steps.
#[derive(Default)]
struct Used(BTreeMap<String, Kind>);

#[derive(Default)]
struct Kind {
    figures: usize,
    large: usize,
    most: f64,
}

/// Of a budget of a few steps, a figure often takes all.
const LARGE: i128 = 100;

#[test]
fn every_figure_is_within_its_budget_of_the_exact_one() {
    let shipped = include_str!("expected.jsonl").to_string();
    let more = std::env::var_os("PLIMSOLL_EXPECTED").map(|path| {
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"))
    });
    let (mut used, mut count, mut refused) = (Used::default(), 0, 0);
    for line in shipped
        .lines()
        .chain(more.iter().flat_map(|more| more.lines()))
    {
        let expected = Expected::read(line).expect("a line of oracle.py");
        count += 1;
        match plimsoll_book::report(&expected.book) {
            Ok(report) => {
                assert_ne!(expected.overflow, "must", "reported: {}", expected.book);
                let entries = Entries::of(&report);
                compare(&entries, &expected, &mut used);
                sums(&entries);
                plimsoll_book::table(&expected.book).expect("a table where there is a report");
            }
            Err(error) => {
                refused += 1;
                assert_eq!(error.name(), "Overflow", "{error}: {}", expected.book);
                assert_ne!(expected.overflow, "no", "{error}: {}", expected.book);
            }
        }
    }
    println!("{count} books, {refused} refused because a figure is out of range");
    for (name, kind) in &used.0 {
        let (figures, large, most) = (kind.figures, kind.large, kind.most);
        println!("{name:>12}: {figures:7} figures, {large:7} with a large budget: at most {most:.3} of it");
        // A budget fifty times too large would hide an error; a handful of figures says nothing.
        assert!(most > 0.02 || large < 500, "{name}: the budget is loose");
    }
    assert!(refused * 10 <= count, "too many books are out of range");
}

/// Walks the report and the expectation together.
fn compare(report: &Entries, expected: &Expected, used: &mut Used) {
    let mut entries = report
        .0
        .iter()
        .filter(|(path, _)| path.starts_with("/accounts"));
    for figure in &expected.figures {
        let text = |place: usize| figure[place].as_str().expect("a text");
        let place = format!("/{}\nof {}", text(0), expected.book);
        let (path, value) = entries
            .next()
            .unwrap_or_else(|| panic!("no more entries at {place}"));
        assert_eq!(*path, format!("/{}", text(0)), "of {}", expected.book);
        let range = |from: usize| &figure.as_array().expect("a list")[from..];
        match (text(1), value) {
            ("text", Some(value)) => assert!(allows(&figure[2], value), "{value} at {place}"),
            ("number", Some(value)) => {
                let (_, kind) = path.rsplit_once('/').expect("a path");
                number(value, range(2), used.of(kind), &place);
            }
            ("limit", Some(value)) => {
                let range = figure[3].as_array();
                let range = range.unwrap_or_else(|| panic!("{value}, not null at {place}"));
                number(value, range, used.of("liquidation"), &place);
            }
            ("limit", None) => {
                let reason = entries.next().and_then(|(path, reason)| {
                    path.ends_with("_reason").then_some(reason.as_deref())?
                });
                let reason = reason.unwrap_or_else(|| panic!("null without reason at {place}"));
                assert!(allows(&figure[2], reason), "{reason} at {place}");
            }
            (kind, value) => panic!("{value:?} for a {kind} at {place}"),
        }
    }
    if let Some((path, _)) = entries.next() {
        panic!("not expected: {path} of {}", expected.book);
    }
}

/// The groups of an account sum to its levels, and assets less liabilities are the surplus: to the bit.
fn sums(report: &Entries) {
    let mut totals: BTreeMap<&str, i128> = BTreeMap::new();
    let mut parts: BTreeMap<&str, i128> = BTreeMap::new();
    let end = ("/status".to_string(), None);
    for (path, value) in report.0.iter().chain([&end]) {
        let parent = path.rfind('/').map_or("", |place| &path[..place]);
        let level = parent.rfind('/').map_or("", |place| &path[place + 1..]);
        if path.ends_with("/status") {
            for (level, total) in std::mem::take(&mut totals) {
                assert_eq!(parts.get(level).copied().unwrap_or(0), total, "{level}");
            }
            parts.clear();
        } else if path.contains("/positions/balances/") {
            if level.ends_with("/assets") || level.ends_with("/liabilities") {
                *parts.entry(level).or_default() += bits(value);
            }
        } else if !path.contains("/positions/") && !path.contains("/liquidation/") {
            if level.ends_with("/assets") || level.ends_with("/liabilities") {
                totals.insert(level, bits(value));
            } else if let Some(level) = level.strip_suffix("/surplus") {
                let side = |side: &str| {
                    totals
                        .iter()
                        .find(|(key, _)| **key == format!("{level}/{side}"))
                };
                let (Some((_, assets)), Some((_, liabilities))) =
                    (side("assets"), side("liabilities"))
                else {
                    panic!("{path} before its sides");
                };
                assert_eq!(assets - liabilities, bits(value), "{path}");
            }
        }
    }
}

fn bits(value: &Option<String>) -> i128 {
    read(value.as_deref().expect("a number")).to_bits()
}

fn allows(list: &Value, text: &str) -> bool {
    let list = list.as_array().expect("a list of what is allowed");
    list.iter().any(|allowed| allowed.as_str() == Some(text))
}

/// A figure between the first and the last bits that its budget allows, written as the shortest decimal.
fn number(text: &str, range: &[Value], used: &mut Kind, place: &str) {
    let bits = |value: &Value| -> i128 {
        let parsed = value.as_str().and_then(|bits| bits.parse().ok());
        parsed.expect("bits")
    };
    let (first, exact, last) = (bits(&range[0]), bits(&range[1]), bits(&range[2]));
    let found = read(text).to_bits();
    assert!(
        first <= found && found <= last,
        "{text} at {place}\n{found} is not in {first}..{last}, exact {exact}"
    );
    let (off, budget) = match found < exact {
        true => (exact - found, exact - first),
        false => (found - exact, last - exact),
    };
    used.figures += 1;
    if last - first > LARGE {
        used.large += 1;
        used.most = used.most.max(off as f64 / budget.max(1) as f64);
    }
    if let Some((_, fraction)) = text.split_once('.') {
        // No decimal with one digit less reads as the same bits.
        let unit = 10i128.pow(fraction.len() as u32 - 1);
        let digits: i128 = text.replace(['.', '-'], "")[..text.trim_start_matches('-').len() - 2]
            .parse()
            .expect("digits");
        for shorter in [digits, digits + 1] {
            let sign = if text.starts_with('-') { "-" } else { "" };
            let (whole, rest) = (shorter / unit, shorter % unit);
            let shorter = match fraction.len() - 1 {
                0 => format!("{sign}{whole}"),
                width => format!("{sign}{whole}.{rest:0width$}"),
            };
            assert_ne!(
                read(&shorter).to_bits(),
                found,
                "{text} is not the shortest: {shorter}"
            );
        }
    }
}

fn read(text: &str) -> Fixed {
    read_nearest(text).expect("a decimal in range")
}

impl Used {
    fn of(&mut self, kind: &str) -> &mut Kind {
        self.0.entry(kind.to_string()).or_default()
    }
}
