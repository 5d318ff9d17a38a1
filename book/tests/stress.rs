//! A stress as a whole: what is wrong with a policy or a shock, and what holds for every outcome.

#[path = "common/spoiled.rs"]
mod spoiled;

use plimsoll_book::{report, stress, stress_table, BookError};
use serde_json::Value;
use spoiled::{error, spoiled, BOOK};

const FORM: &str = "InvalidBook";

/// The book with this policy.
fn with(policy: &str) -> String {
    let end = BOOK.rfind('}').expect("an object");
    format!("{},\n\"policy\": {policy}}}", &BOOK[..end])
}

fn found(error: &BookError) -> (&'static str, String) {
    (error.name(), error.to_string())
}

#[test]
fn policies_that_say_nothing_wrong() {
    for policy in [
        "{}",
        r#"{"bonus": "0", "fee": "1", "close_factor": "0", "order": "given", "split": {}, "insurance": "0", "deleverage": "none"}"#,
        r#"{"bonus": {"from": "0.5", "to": "1", "start": "0.1", "end": "0"}}"#,
        r#"{"bonus": {"from": "-1", "to": "1.5", "start": "1", "end": "1"}}"#,
        r#"{"close_factor": {"fraction": "0.5"}, "split": {"insurance": "0.5", "protocol": "0.5"}}"#,
        r#"{"insurance": {"balance": "1", "per_event": "0", "per_period": "7"}, "deleverage": "pro_rata"}"#,
    ] {
        let text = with(policy);
        assert_eq!(
            report(&text),
            report(BOOK),
            "a report takes no notice of {policy}"
        );
        assert!(stress(&text, &[("ETH", "-0.4")]).is_ok(), "{policy}");
    }
}

#[test]
fn policies_that_name_what_does_not_exist() {
    let cases = [
        (r#"{"bonuses": "0"}"#, "policy.bonuses: unknown key; known here: bonus, fee, close_factor, order, split, insurance, deleverage"),
        (r#"{"split": {"liquidator": "0.5"}}"#, "policy.split.liquidator: unknown key; known here: insurance, protocol"),
        (r#"{"close_factor": {"fraction": "0.5", "large": "1"}}"#, "policy.close_factor.large: unknown key; known here: fraction, full_below, small, dust"),
        (r#"{"insurance": {"balance": "0.5", "limit": "1"}}"#, "policy.insurance.limit: unknown key; known here: balance, per_event, per_period"),
        (r#"{"bonus": {"from": "1", "to": "0", "start": "0", "end": "0", "at": "0"}}"#, "policy.bonus.at: unknown key; known here: from, to, start, end"),
        (r#"{"order": "smallest"}"#, r#"policy.order: "smallest" is not one of riskiest, largest, given"#),
        (r#"{"deleverage": "fifo"}"#, r#"policy.deleverage: "fifo" is not one of none, profit_and_leverage, move_and_leverage, pro_rata"#),
        (r#"{"fee": "0", "fee": "0"}"#, "policy.fee: this key stands twice"),
        (r#"{"close_factor": {}}"#, r#"policy.close_factor: the field "fraction" is missing"#),
        (r#"{"insurance": {}}"#, r#"policy.insurance: the field "balance" is missing"#),
        (r#"{"bonus": {"from": "1", "to": "0", "start": "0"}}"#, r#"policy.bonus: the field "end" is missing"#),
        ("[]", "policy: must be an object, not a list"),
        ("null", "policy: must be an object, not null"),
        (r#"{"order": 1}"#, r#"policy.order: must be a text, not the JSON number 1; write it as the text "1""#),
        (r#"{"split": "0.5"}"#, r#"policy.split: must be an object, not the text "0.5""#),
        (r#"{"bonus": 0.5}"#, "policy.bonus: must be an object, not the JSON number 0.5; write it as a text"),
    ];
    for (policy, line) in cases {
        assert_eq!(found(&error(&with(policy))), (FORM, line.to_string()));
    }
}

#[test]
fn policies_out_of_range() {
    let cases = [
        (
            r#"{"bonus": "1.01"}"#,
            "InvalidFraction",
            r#"policy.bonus: "1.01""#,
        ),
        (
            r#"{"bonus": "-0.1"}"#,
            "InvalidFraction",
            r#"policy.bonus: "-0.1""#,
        ),
        (
            r#"{"bonus": {"from": "1", "to": "0", "start": "0", "end": "1.5"}}"#,
            "InvalidFraction",
            r#"policy.bonus.end: "1.5""#,
        ),
        (
            r#"{"bonus": {"from": "0.9", "to": "0.9", "start": "0", "end": "0.1"}}"#,
            "InvalidRamp",
            "policy.bonus",
        ),
        (
            r#"{"fee": "1.00000000000000001"}"#,
            "InvalidFraction",
            r#"policy.fee: "1.00000000000000001""#,
        ),
        (
            r#"{"close_factor": "2"}"#,
            "InvalidFraction",
            r#"policy.close_factor: "2""#,
        ),
        (
            r#"{"close_factor": {"fraction": "-1"}}"#,
            "InvalidFraction",
            r#"policy.close_factor.fraction: "-1""#,
        ),
        (
            r#"{"close_factor": {"fraction": "1", "dust": "-1"}}"#,
            "InvalidQuantity",
            r#"policy.close_factor.dust: "-1""#,
        ),
        (
            r#"{"split": {"protocol": "1.1"}}"#,
            "InvalidFraction",
            r#"policy.split.protocol: "1.1""#,
        ),
        (
            r#"{"split": {"insurance": "0.6", "protocol": "0.5"}}"#,
            "InvalidFraction",
            "policy.split",
        ),
        (
            r#"{"insurance": "-1"}"#,
            "InvalidQuantity",
            r#"policy.insurance: "-1""#,
        ),
        (
            r#"{"insurance": {"balance": "-5"}}"#,
            "InvalidQuantity",
            r#"policy.insurance.balance: "-5""#,
        ),
        (
            r#"{"insurance": {"balance": "5", "per_event": "-5"}}"#,
            "InvalidQuantity",
            r#"policy.insurance.per_event: "-5""#,
        ),
        (r#"{"fee": "ten"}"#, "InvalidNumber", r#"policy.fee: "ten""#),
        (
            r#"{"insurance": "604462909807314587353088"}"#,
            "Overflow",
            r#"policy.insurance: "604462909807314587353088""#,
        ),
    ];
    for (policy, name, place) in cases {
        let error = error(&with(policy));
        let line = error.to_string();
        assert_eq!(error.name(), name, "{line}");
        assert!(line.starts_with(&format!("{place}: ")), "{line}");
    }
}

/// Shocks, the error's name, and the line or what it begins with.
type Refused<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str);

#[test]
fn shocks_that_are_none() {
    let cases: [Refused; 13] = [
        (
            &[("DOGE", "-0.1")],
            FORM,
            r#"shock.DOGE: "DOGE" is not one of the book's markets"#,
        ),
        (
            &[("", "-0.1")],
            FORM,
            r#"shock."": "" is not one of the book's markets"#,
        ),
        (
            &[("ETH", "0"), ("ETH", "0.1")],
            FORM,
            "shock.ETH: its index is moved twice",
        ),
        (
            &[("ETH", "0"), ("stETH", "0")],
            FORM,
            "shock.stETH: its index is moved twice",
        ),
        (
            &[("ETH-PERP", "0"), ("stETH", "0")],
            FORM,
            "shock.stETH: its index is moved twice",
        ),
        (&[("ETH", "-1")], "InvalidPrice", r#"shock.ETH: "-1""#),
        (&[("OIL", "-1.5")], "InvalidPrice", r#"shock.OIL: "-1.5""#),
        (
            &[("ETH", "-0.99999999999999999999")],
            "InvalidPrice",
            r#"shock.ETH: "-0.99999999999999999999""#,
        ),
        (&[("ETH", "-35%")], "InvalidNumber", r#"shock.ETH: "-35%""#),
        (&[("ETH", "")], "InvalidNumber", r#"shock.ETH: """#),
        (&[("ETH", "1e3")], "InvalidNumber", r#"shock.ETH: "1e3""#),
        (
            &[("ETH", "999999999999999999999999")],
            "Overflow",
            r#"shock.ETH: "999999999999999999999999""#,
        ),
        (&[("ETH", "400000000000000000000")], "Overflow", "shock.ETH"),
    ];
    for (shocks, name, place) in cases {
        let error = stress(BOOK, shocks).expect_err(place);
        assert_eq!(stress_table(BOOK, shocks), Err(error.clone()));
        let (found, line) = found(&error);
        assert_eq!(found, name, "{line}");
        assert!(
            line == place || line.starts_with(&format!("{place}: ")),
            "{line}"
        );
    }
    let spoiled = spoiled("\"1795.5\"", "\"-1795.5\"");
    assert_eq!(
        stress(&spoiled, &[("DOGE", "0")]),
        Err(error(&spoiled)),
        "the book first"
    );
}

fn read(report: &str) -> Value {
    assert!(report.ends_with('\n') && report.matches('\n').count() == 1);
    serde_json::from_str(report).expect(report)
}

#[test]
fn a_shock_of_nothing_does_nothing() {
    let healthy = spoiled("-4.5", "-4");
    for shocks in [
        &[][..],
        &[("ETH", "0")],
        &[("stETH", "-0.0"), ("OIL", "0"), ("USDC", "0")],
    ] {
        let found = read(&stress(&healthy, shocks).expect("an outcome"));
        assert_eq!(found["steps"], serde_json::json!([]));
        assert_eq!(found["totals"]["before"], found["totals"]["after"]);
        assert_eq!(found["totals"]["before"], found["totals"]["shocked"]);
        assert_eq!(found["liquidators"]["units"], serde_json::json!({}));
        let shown: Vec<&str> = shocks.iter().map(|(market, _)| *market).collect();
        assert_eq!(
            found["shocks"].as_object().map(|moves| moves.len()),
            Some(shown.len())
        );
    }
}

#[test]
fn one_index_moves_whatever_market_of_it_is_named() {
    let by = |market: &str| {
        let mut found = read(&stress(BOOK, &[(market, "-0.35")]).expect("an outcome"));
        found["shocks"].take();
        found
    };
    assert_eq!(by("ETH"), by("stETH"));
    assert_eq!(by("ETH"), by("ETH-PERP"));
    assert_ne!(by("ETH"), by("OIL"));
}

#[test]
fn the_same_bytes_again_and_the_sum_is_zero() {
    let shipped = include_str!("../examples/book.json");
    let shocks = [("BTC", "-0.2"), ("ETH", "-0.35"), ("SOL", "0.4")];
    let first = stress(shipped, &shocks).expect("an outcome");
    assert_eq!(stress(shipped, &shocks).as_ref(), Ok(&first));
    let turned = [shocks[2], shocks[0], shocks[1]];
    let other = stress(shipped, &turned);
    assert_eq!(
        other.as_ref(),
        Ok(&first),
        "the order of shocks does not matter"
    );
    let first = read(&first);
    let sum = first["sum"].as_object().expect("sums");
    assert_eq!(sum.len(), 12);
    assert!(sum.values().all(|amount| amount == "0"));
    let actions: Vec<&str> = first["steps"]
        .as_array()
        .expect("steps")
        .iter()
        .filter_map(|step| step["action"].as_str())
        .collect();
    for action in ["repay", "deleverage", "cover"] {
        assert!(actions.contains(&action), "{action} in {actions:?}");
    }
    let table = stress_table(shipped, &shocks).expect("a table");
    assert!(table
        .contains("\nEverything that left an account has arrived somewhere: the sum is zero.\n"));
    assert!(table
        .lines()
        .all(|line| !line.ends_with(' ') && !line.chars().any(char::is_control)));
}
