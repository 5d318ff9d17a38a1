//! Books that are made to take long, or to leave the range: an outcome or a clean error, in time.

use plimsoll_book::{report, stress};
use serde_json::Value;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// What a test program without optimisation needs too.
const LIMIT: Duration = Duration::from_secs(20);

fn timed(text: &str, shocks: &[(&str, &str)]) -> Result<Value, String> {
    let start = Instant::now();
    let outcome = stress(text, shocks).map_err(|error| error.to_string());
    let time = start.elapsed();
    assert!(time < LIMIT, "{time:?} for {} bytes", text.len());
    outcome.map(|report| {
        let report: Value = serde_json::from_str(&report).expect(&report);
        let sum = report["sum"].as_object().expect("sums");
        assert!(sum.values().all(|amount| amount == "0"));
        report
    })
}

/// The entries of `count` things, as an object.
fn object(count: usize, entry: impl Fn(usize) -> String) -> String {
    let mut text = String::from("{");
    for place in 0..count {
        let comma = if place > 0 { "," } else { "" };
        let _ = write!(text, "{comma}{}", entry(place));
    }
    text + "}"
}

/// Assets A0.. at 1 and perps P0.. at 100 that settle in A0.., all with a quarter of margin.
fn book(markets: usize, accounts: &str, policy: &str) -> String {
    let weights = r#""initial":{"asset":"0.75","liability":"1.25"},"maintenance":{"asset":"0.75","liability":"1.25"}"#;
    let assets = object(markets, |at| {
        format!(r#""A{at}":{{"price":"1",{weights}}}"#)
    });
    let perps = object(markets, |at| {
        format!(r#""P{at}":{{"price":"100","follows":"P0","settles":"A{at}",{weights}}}"#).replace(
            r#""P0":{"price":"100","follows":"P0","#,
            r#""P0":{"price":"100","#,
        )
    });
    format!(
        r#"{{"currency":"USD","assets":{assets},"perps":{perps},"accounts":{accounts},"policy":{policy}}}"#
    )
}

#[test]
fn an_account_with_as_many_positions_as_there_may_be() {
    let sign = |at: usize| if at % 2 == 0 { "" } else { "-" };
    let balances = object(512, |at| format!(r#""A{at}":"{}{}""#, sign(at), 100 + at));
    let perps = object(512, |at| {
        format!(
            r#""P{at}":{{"size":"{}1","quote":"{}","bids":"1"}}"#,
            sign(at),
            if at % 2 == 0 { "-100" } else { "100" }
        )
    });
    let account = format!(r#""hostile":{{"balances":{balances},"perps":{perps}}}"#);
    let others = object(64, |at| {
        format!(
            r#""{at}":{{"balances":{{"A0":"1000"}},"perps":{{"P{at}":{{"size":"1","quote":"-100"}}}}}}"#
        )
    });
    let accounts = format!("{{{account},{}", &others[1..]);
    for deleverage in ["none", "move_and_leverage", "pro_rata"] {
        let policy = format!(
            r#"{{"close_factor":{{"fraction":"0.000000001","dust":"0.5"}},"bonus":"0.1","deleverage":"{deleverage}"}}"#
        );
        let outcome = timed(&book(512, &accounts, &policy), &[("P0", "0.9")]).expect("an outcome");
        assert_eq!(outcome["totals"]["after"]["liquidatable"], 0);
        assert!(outcome["steps"]
            .as_array()
            .is_some_and(|steps| steps.len() > 512));
    }
}

/// So many longs that are bankrupt at a third of the price, and as many shorts.
fn crowd(count: usize, deleverage: &str) -> String {
    let accounts = object(2 * count, |at| match at % 2 {
        0 => format!(
            r#""{at}":{{"balances":{{"A0":"26"}},"perps":{{"P0":{{"size":"1","quote":"-100"}}}}}}"#
        ),
        _ => format!(
            r#""{at}":{{"balances":{{"A0":"{}"}},"perps":{{"P0":{{"size":"-1","quote":"100"}}}}}}"#,
            30 + at % 97
        ),
    });
    book(1, &accounts, &format!(r#"{{"deleverage":"{deleverage}"}}"#))
}

#[test]
fn a_crowd_is_deleveraged_by_rank_in_time() {
    let outcome =
        timed(&crowd(10_000, "profit_and_leverage"), &[("P0", "-0.75")]).expect("an outcome");
    assert_eq!(outcome["steps"].as_array().map(Vec::len), Some(10_000));
    assert_eq!(outcome["totals"]["after"]["deficit"], "0");
}

#[test]
fn pro_rata_ends_where_nobody_could_read_the_report() {
    let outcome = timed(&crowd(300, "pro_rata"), &[("P0", "-0.75")]).expect("an outcome");
    assert_eq!(outcome["totals"]["after"]["insolvent"], 0);
    assert_eq!(
        timed(&crowd(1200, "pro_rata"), &[("P0", "-0.75")]),
        Err(
            "policy.deleverage: closes more than 1048576 positions, too many to report".to_string()
        )
    );
}

#[test]
fn many_accounts_beside_one_with_many_steps() {
    let balances = object(512, |at| {
        format!(r#""A{at}":"{}""#, if at % 2 == 0 { "-1000" } else { "999" })
    });
    let idle = object(20_000, |at| {
        format!(r#""{at}":{{"balances":{{"A0":"1"}}}}"#)
    });
    let accounts = format!(r#"{{"busy":{{"balances":{balances}}},{}"#, &idle[1..]);
    let policy = r#"{"close_factor":"0.001"}"#;
    let outcome = timed(&book(512, &accounts, policy), &[]).expect("an outcome");
    assert!(outcome["steps"]
        .as_array()
        .is_some_and(|steps| steps.len() > 512));
}

#[test]
fn losses_in_as_many_assets_as_there_are_accounts() {
    let accounts = object(10_000, |at| {
        format!(r#""{at}":{{"balances":{{"A{at}":"-1"}}}}"#)
    });
    let outcome = timed(&book(10_000, &accounts, "{}"), &[]).expect("an outcome");
    assert_eq!(outcome["socialised"]["lost"], "10000");
}

#[test]
fn a_chain_of_accounts_that_bankrupt_each_other_ends() {
    // Each is long one market and short the next, with next to nothing to bear a move.
    let accounts = object(500, |at| {
        let next = (at + 1) % 500;
        format!(
            r#""{at}":{{"balances":{{"A0":"1"}},"perps":{{"P{at}":{{"size":"1","quote":"-100"}},"P{next}":{{"size":"-1","quote":"{}"}}}}}}"#,
            99 - at % 3
        )
    });
    for deleverage in ["move_and_leverage", "pro_rata"] {
        let policy = format!(r#"{{"deleverage":"{deleverage}","insurance":"7"}}"#);
        let outcome = timed(&book(500, &accounts, &policy), &[("P0", "0.5")]).expect("an outcome");
        assert_eq!(outcome["totals"]["after"]["liquidatable"], 0);
    }
}

#[test]
fn the_ends_of_the_range_give_an_outcome_or_one_line() {
    let amounts = [
        "0.000000000000004",
        "-0.000000000000004",
        "1",
        "-7",
        "300000000000000000000000",
        "-604462909807314587353087",
    ];
    let prices = ["0.000000000000004", "1", "600000000000000000000000"];
    let (mut good, mut bad) = (0, 0);
    for price in prices {
        for mark in prices {
            for (place, balance) in amounts.iter().enumerate() {
                for size in amounts {
                    let quote = amounts[(place * 5 + 2) % amounts.len()];
                    let policy = r#"{"bonus": "1", "fee": "1", "close_factor": {"fraction": "0.5", "dust": "604462909807314587353087"},
                        "split": {"insurance": "1"}, "insurance": "1000", "deleverage": "profit_and_leverage"}"#;
                    let weights = r#""initial": {"asset": "0.5", "liability": "2"}, "maintenance": {"asset": "0.5", "liability": "2"}"#;
                    let text = format!(
                        r#"{{"currency": "", "assets": {{"A": {{"price": "{price}", {weights}}}, "B": {{"price": "1", {weights}}}}},
                        "perps": {{"P": {{"price": "{mark}", "settles": "A", {weights}}}}},
                        "accounts": {{"a": {{"balances": {{"A": "{balance}", "B": "-1"}}, "perps": {{"P": {{"size": "{size}", "quote": "{quote}"}}}}}},
                            "b": {{"balances": {{"B": "100"}}, "perps": {{"P": {{"size": "1", "quote": "0"}}}}}},
                            "c": {{"balances": {{"B": "100"}}, "perps": {{"P": {{"size": "-1", "quote": "0"}}}}}}}},
                        "policy": {policy}}}"#
                    );
                    for change in ["-0.9999999999", "0", "0.9"] {
                        match timed(&text, &[("P", change), ("A", change)]) {
                            Ok(_) => good += 1,
                            Err(line) => {
                                bad += 1;
                                assert!(
                                    line.ends_with(
                                        "a result is outside the range of the number type"
                                    ),
                                    "{line} for {text}"
                                );
                                assert!(
                                    ["accounts", "shock", "assets", "perps"]
                                        .iter()
                                        .any(|place| line.starts_with(place)),
                                    "{line} names no place"
                                );
                                let calm = report(&text).is_ok();
                                assert!(
                                    !calm
                                        || price != "1"
                                        || mark != "1"
                                        || [*balance, size, quote]
                                            .iter()
                                            .any(|amount| amount.len() > 20),
                                    "{line} for {text}"
                                );
                            }
                        }
                    }
                }
            }
        }
    }
    assert!(good > 200 && bad > 200, "{good} outcomes, {bad} errors");
}
