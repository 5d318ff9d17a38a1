//! Books of options that were written to break the reader: an answer or one line, no panic, in bounded time.

use plimsoll_book::{report, stress, table, MAX_POSITIONS, MAX_VALUES};
use std::fmt::Write;
use std::time::{Duration, Instant};

const SHIPPED: &str = include_str!("../examples/options.json");

/// Numbers that formulas stumble over.
const NUMBERS: [&str; 16] = [
    "0",
    "1",
    "-1",
    "0.5",
    "2",
    "1000",
    "0.000000000000003552713678801",
    "0.0000001",
    "604462909807314587353087",
    "-604462909807314587353088",
    "302231454903657293676544",
    "99999999999",
    "86400",
    "31536000",
    "64",
    "18446744073709551615",
];

/// A generator of its own, so that a failure names its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % count
    }
}

/// The shipped book, from the place that `skip` says on, with some numbers replaced.
fn mutated(random: &mut Random) -> String {
    let texts: Vec<&str> = SHIPPED.split('"').collect();
    let numeric = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|c| c.is_ascii_digit() || c == b'.' || c == b'-')
    };
    let places: Vec<usize> = (0..texts.len())
        .filter(|place| place % 2 == 1 && numeric(texts[*place]))
        .collect();
    let mut texts: Vec<String> = texts.into_iter().map(str::to_string).collect();
    for _ in 0..=random.below(4) {
        let place = places[random.below(places.len())];
        texts[place] = NUMBERS[random.below(NUMBERS.len())].to_string();
    }
    texts.join("\"")
}

#[test]
fn hostile_numbers_get_an_answer_or_one_line() {
    let count = if cfg!(debug_assertions) { 300 } else { 2000 };
    let mut random = Random(4);
    let (mut good, mut bad) = (0, 0);
    for _ in 0..count {
        let text = mutated(&mut random);
        let answers = [
            report(&text),
            table(&text),
            stress(
                &text,
                &[("ETH", ["-0.9", "0.1", "3", "600000000000"][random.below(4)])],
            ),
        ];
        for answer in answers {
            match answer {
                Ok(_) => good += 1,
                Err(error) => {
                    assert!(!error.to_string().contains('\n'), "{error}");
                    bad += 1;
                }
            }
        }
    }
    assert!(
        good > count / 2 && bad > count / 2,
        "{good} good, {bad} bad"
    );
}

/// So many options of one account, each with its own strike, under a grid of so many scenarios.
fn large(kind: &str, options: usize, scenarios: usize, accounts: usize) -> String {
    let one = r#"{"asset": "1", "liability": "1"}"#;
    let mut text = format!(
        r#"{{"currency": "USD", "assets": {{"USDC": {{"price": "1", "initial": {one}, "maintenance": {one}}}, "ETH": {{"price": "1", "initial": {one}, "maintenance": {one}}}}}, "expiries": {{"e": {{"follows": "ETH", "seconds": "3000000", "forward": "1"}}}}, "options": {{"#
    );
    for place in 0..options {
        let comma = if place > 0 { ", " } else { "" };
        let _ = write!(
            text,
            r#"{comma}"{place}": {{"expiry": "e", "right": "call", "strike": "{}.{place}", "volatility": "0.75"}}"#,
            place % 3
        );
    }
    text += r#"}, "methods": {"m": {"underlying": "ETH", "settles": "USDC", "#;
    text += kind;
    if scenarios > 0 {
        text += r#", "grid": ["#;
        for place in 0..scenarios {
            let comma = if place > 0 { ", " } else { "" };
            let _ = write!(
                text,
                r#"{comma}{{"spot": "{}.{place}", "volatility": "up"}}"#,
                place % 2
            );
        }
        text += "]";
    }
    text += r#"}}, "accounts": {"#;
    for account in 0..accounts {
        let comma = if account > 0 { ", " } else { "" };
        let _ = write!(
            text,
            r#"{comma}"{account}": {{"method": "m", "balances": {{"USDC": "10000000"}}, "options": {{"#
        );
        for place in 0..options {
            let comma = if place > 0 { ", " } else { "" };
            let _ = write!(
                text,
                r#"{comma}"{place}": "{}""#,
                if place % 2 == 0 { -2 } else { 1 }
            );
        }
        text += "}}";
    }
    text + "}}"
}

const SCAN: &str = r#""kind": "scenarios", "factor": {"initial": "1", "maintenance": "1"},
    "volatility": {"up": "0.5", "down": "0.25", "short_power": "0.3", "long_power": "0.13", "floor": "86400", "least": "0"}"#;
const STANDARD: &str = r#""kind": "derive_standard", "most": "0.15", "least": "0.1", "call": "0.075", "put": "0.075",
    "put_mark": "0.075", "offset": "1.05", "unpaired": {"initial": "1.2", "maintenance": "1.1"},
    "perp": {"initial": "0.065", "maintenance": "0.05"}, "coin": {"counts": "0.5", "initial": "1"}"#;

#[test]
fn the_work_of_a_book_is_limited() {
    // One more position than an account may have, and one more value than a book may have.
    let text = large(SCAN, MAX_POSITIONS, 2, 1);
    let line = report(&text)
        .expect_err("a balance beside them")
        .to_string();
    assert_eq!(
        line,
        "accounts.0: 1025 positions, more than the 1024 that one account may have"
    );
    let text = large(SCAN, 511, 256, 5);
    let line = report(&text).expect_err("five accounts").to_string();
    assert_eq!(
        line,
        format!(
            "accounts.4: the accounts with a method take more than {MAX_VALUES} values in one look"
        )
    );
    let text = large(STANDARD, 511, 0, 5);
    assert_eq!(report(&text).expect_err("five accounts").to_string(), line);
}

/// A sixteenth of what a book may have, so that the test is quick; the rest takes time in proportion.
#[test]
fn the_time_of_a_book_is_limited() {
    for (kind, scenarios) in [(SCAN, 256), (STANDARD, 0)] {
        let text = large(kind, 255, scenarios, 1);
        let begin = Instant::now();
        assert!(report(&text).is_ok());
        let most = if cfg!(debug_assertions) { 600 } else { 30 };
        assert!(
            begin.elapsed() < Duration::from_secs(most),
            "{:?}",
            begin.elapsed()
        );
        println!("{:?}", begin.elapsed());
    }
}
