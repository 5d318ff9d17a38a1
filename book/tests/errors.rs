//! Bad values: each gets one line that names the place, the value and the rule, and no report.

#[path = "common/spoiled.rs"]
mod spoiled;

use plimsoll_book::report;
use spoiled::{error, spoiled, BOOK};

const FORM: &str = "InvalidBook";

/// Spoils the book in one place after the other: from, to, the error's name, its line.
fn check(cases: &[(&str, &str, &str, &str)]) {
    for (from, to, name, line) in cases {
        let error = error(&spoiled(from, to));
        assert_eq!(
            (error.name(), error.to_string().as_str()),
            (*name, *line),
            "{from} -> {to}"
        );
    }
}

#[test]
fn the_book_itself_is_good() {
    assert!(report(BOOK).is_ok());
}

#[test]
fn markets_that_do_not_exist() {
    check(&[
        (r#""settles": "USDC""#, r#""settles": "DAI""#, FORM, r#"perps.ETH-PERP.settles: "DAI" is not one of the book's assets"#),
        (r#""settles": "USDC""#, r#""settles": "OIL""#, FORM, r#"perps.ETH-PERP.settles: "OIL" is not one of the book's assets"#),
        (r#"{"USDC": "10000""#, r#"{"DAI": "10000""#, FORM, r#"accounts.alice.balances.DAI: "DAI" is not one of the book's assets"#),
        (r#"{"ETH-PERP": {"size""#, r#"{"BTC-PERP": {"size""#, FORM, r#"accounts.alice.perps.BTC-PERP: "BTC-PERP" is not one of the book's perps"#),
        (r#""perps": {"ETH-PERP": {"size""#, r#""perps": {"ETH": {"size""#, FORM, r#"accounts.alice.perps.ETH: "ETH" is not one of the book's perps"#),
        (r#""1790", "follows": "ETH""#, r#""1790", "follows": "DAI""#, FORM, r#"assets.stETH.follows: "DAI" is not one of the book's markets"#),
        (r#"  "OIL":"#, r#"  "ETH":"#, FORM, "perps.ETH: an asset has this name; a market is followed by its name, so each needs its own"),
    ]);
}

#[test]
fn what_follows_what() {
    check(&[
        (
            r#""1790", "follows": "ETH""#,
            r#""1790", "follows": "stETH""#,
            FORM,
            r#"assets.stETH.follows: "stETH" follows a market itself; one level only"#,
        ),
        (
            r#""1800.5", "follows": "ETH""#,
            r#""1800.5", "follows": "stETH""#,
            FORM,
            r#"perps.ETH-PERP.follows: "stETH" follows a market itself; one level only"#,
        ),
        (
            r#""1795.5", "high": "1804.5"}"#,
            r#""1795.5", "high": "1804.5"}, "follows": "stETH""#,
            FORM,
            r#"assets.ETH.follows: "stETH" follows a market itself; one level only"#,
        ),
        (
            r#""1800.5", "follows": "ETH""#,
            r#""1800.5", "follows": "USDC""#,
            "InvalidIndex",
            r#"perps.ETH-PERP.follows: "USDC": a perp must not follow the index of the asset that it settles in"#,
        ),
        (
            r#""70", "settles""#,
            r#""70", "follows": "ETH", "settles""#,
            "InvalidIndex",
            r#"perps.OIL.follows: "ETH": a perp must not follow the index of the asset that it settles in"#,
        ),
        (
            r#""1790", "follows": "ETH""#,
            r#""1790", "follows": "OIL""#,
            "InvalidIndex",
            r#"perps.OIL.settles: "stETH": a perp must not follow the index of the asset that it settles in"#,
        ),
    ]);
}

#[test]
fn prices() {
    let rule = "a price must be above zero and its low end at most its high end";
    let price = |to: &str, line: &str| {
        let (from, to) = (r#""price": "70""#, format!(r#""price": {to}"#));
        check(&[(
            from,
            &to,
            "InvalidPrice",
            &format!("perps.OIL.price: {line}: {rule}"),
        )]);
    };
    price(r#""0""#, r#""0""#);
    price(r#""-70""#, r#""-70""#);
    price(r#""0.0000000000000001""#, r#""0.0000000000000001""#); // less than a step reads down to zero
    price(r#"{"low": "70.1", "high": "70"}"#, r#""70.1..70""#);
    price(r#"{"low": "0", "high": "70"}"#, r#""0..70""#);
    price(r#"{"low": "-70", "high": "70"}"#, r#""-70..70""#);
    check(&[
        (
            r#""low": "1700""#,
            r#""low": "0""#,
            "InvalidPrice",
            &format!(r#"assets.ETH.initial_price: "0..1900": {rule}"#),
        ),
        (
            r#""low": "1700""#,
            r#""low": "1796""#,
            FORM,
            r#"assets.ETH.initial_price: "1796..1900" does not contain the price "1795.5..1804.5""#,
        ),
        (
            r#"{"low": "1700", "high": "1900"}"#,
            r#""1800""#,
            FORM,
            r#"assets.ETH.initial_price: "1800" does not contain the price "1795.5..1804.5""#,
        ),
        (
            r#""70""#,
            r#"{"low": "70"}"#,
            FORM,
            r#"perps.OIL.price: the field "high" is missing"#,
        ),
        (
            r#""70""#,
            r#"{"low": "70", "high": "71", "mid": "70.5"}"#,
            FORM,
            "perps.OIL.price.mid: unknown key; known here: low, high",
        ),
        (
            r#""70""#,
            r#"["70", "71"]"#,
            FORM,
            "perps.OIL.price: must be a price: a decimal, or low and high, not a list",
        ),
        (
            r#""70""#,
            "null",
            FORM,
            "perps.OIL.price: must be a price: a decimal, or low and high, not null",
        ),
        (
            r#""70""#,
            "70",
            FORM,
            r#"perps.OIL.price: must be a price: a decimal, or low and high, not the JSON number 70; write it as the text "70""#,
        ),
    ]);
}

#[test]
fn weights() {
    let rule = "weights must satisfy 0 <= asset <= 1 <= liability";
    check(&[
        (
            r#""asset": "0.8""#,
            r#""asset": "1.1""#,
            "InvalidWeights",
            &format!(r#"assets.ETH.initial.asset: "1.1": {rule}"#),
        ),
        (
            r#""asset": "0.8""#,
            r#""asset": "-0.1""#,
            "InvalidWeights",
            &format!(r#"assets.ETH.initial.asset: "-0.1": {rule}"#),
        ),
        (
            r#""liability": "1.2""#,
            r#""liability": "0.99""#,
            "InvalidWeights",
            &format!(r#"assets.ETH.initial.liability: "0.99": {rule}"#),
        ),
        (
            r#""liability": "1.45""#,
            r#""liability": "0""#,
            "InvalidWeights",
            &format!(r#"perps.OIL.maintenance.liability: "0": {rule}"#),
        ),
        (
            r#""asset": "0.8""#,
            r#""asset": "0.91""#,
            FORM,
            r#"assets.ETH.initial.asset: "0.91" is looser than maintenance's "0.9""#,
        ),
        (
            r#""liability": "1.2""#,
            r#""liability": "1.09""#,
            FORM,
            r#"assets.ETH.initial.liability: "1.09" is looser than maintenance's "1.1""#,
        ),
        (
            r#"{"asset": "0.8", "liability": "1.2"}"#,
            r#""0.2""#,
            FORM,
            r#"assets.ETH.initial: must be an object, not the text "0.2""#,
        ),
        (
            r#"{"asset": "0.8", "liability": "1.2"}"#,
            r#"[]"#,
            FORM,
            r#"assets.ETH.initial: must be an object, not a list"#,
        ),
        (
            r#""asset": "0.8", "#,
            "",
            FORM,
            r#"assets.ETH.initial: the field "asset" is missing"#,
        ),
        (
            r#", "liability": "1.2""#,
            "",
            FORM,
            r#"assets.ETH.initial: the field "liability" is missing"#,
        ),
        (
            r#""asset": "0.8", "#,
            r#""asset": "0.8", "debt": "1.2", "#,
            FORM,
            "assets.ETH.initial.debt: unknown key; known here: asset, liability",
        ),
        (
            r#""0.95""#,
            r#""1.01""#,
            "InvalidFraction",
            r#"perps.ETH-PERP.profit_weight: "1.01": a fraction must lie in [0, 1]"#,
        ),
        (
            r#""0.95""#,
            r#""-0.01""#,
            "InvalidFraction",
            r#"perps.ETH-PERP.profit_weight: "-0.01": a fraction must lie in [0, 1]"#,
        ),
    ]);
}

#[test]
fn margins() {
    let rule = "a ladder needs floors that rise from 0, rates in [0, 1] that do not fall, and deductions that follow from both";
    let ladder = r#"[{"above": "0", "rate": "0.005"}, {"above": "50000", "rate": "0.011"}]"#;
    check(&[
        (r#""0.13""#, r#""1.3""#, "InvalidFraction", r#"perps.ETH-PERP.initial: "1.3": a fraction must lie in [0, 1]"#),
        (r#""0.13""#, r#""-0.13""#, "InvalidFraction", r#"perps.ETH-PERP.initial: "-0.13": a fraction must lie in [0, 1]"#),
        // Beyond the last floor, where the fraction's lead is used up at last.
        (r#""0.13""#, r#""0.0109""#, FORM, "perps.ETH-PERP.initial: looser than maintenance: it posts 0.010900000000003 of a long's notional above 50000, maintenance 0.011000000000003"),
        // At the floor between, though not beyond it.
        (r#""0.13""#, r#"[{"above": "0", "rate": "0"}, {"above": "50000", "rate": "0.5"}]"#, FORM, "perps.ETH-PERP.initial: looser than maintenance: it posts 0 for a long of notional 50000, maintenance 250.000000000127898"),
        (r#""0.5""#, r#"{"asset": "0.5", "liability": "1.4"}"#, FORM, "perps.OIL.initial: looser than maintenance: it posts 0.400000000000002 of a short's notional above 0, maintenance 0.450000000000003"),
        (r#""0.13""#, "0.13", FORM, "perps.ETH-PERP.initial: must be a margin: a fraction, weights, or a ladder, not the JSON number 0.13; write it as a text"),
        (r#""0.13""#, "true", FORM, "perps.ETH-PERP.initial: must be a margin: a fraction, weights, or a ladder, not true"),
        (r#""above": "0""#, r#""above": "5""#, "InvalidTiers", &format!(r#"perps.ETH-PERP.maintenance[0].above: "5": {rule}"#)),
        (r#""above": "0""#, r#""above": "-5""#, "InvalidTiers", &format!(r#"perps.ETH-PERP.maintenance[0].above: "-5": {rule}"#)),
        (r#""above": "50000""#, r#""above": "0""#, "InvalidTiers", &format!(r#"perps.ETH-PERP.maintenance[1].above: "0": {rule}"#)),
        (r#""rate": "0.005""#, r#""rate": "0.02""#, "InvalidTiers", &format!(r#"perps.ETH-PERP.maintenance[1].rate: "0.011": {rule}"#)),
        (r#""rate": "0.011""#, r#""rate": "1.1""#, "InvalidFraction", r#"perps.ETH-PERP.maintenance[1].rate: "1.1": a fraction must lie in [0, 1]"#),
        (r#""rate": "0.011""#, r#""rate": "1%""#, "InvalidNumber", r#"perps.ETH-PERP.maintenance[1].rate: "1%": not a decimal number of the form -?digits[.digits]"#),
        (r#", "rate": "0.011""#, "", FORM, r#"perps.ETH-PERP.maintenance[1]: the field "rate" is missing"#),
        (r#""above": "50000", "#, "", FORM, r#"perps.ETH-PERP.maintenance[1]: the field "above" is missing"#),
        (r#""above": "50000", "#, r#""above": "50000", "below": "1", "#, FORM, "perps.ETH-PERP.maintenance[1].below: unknown key; known here: above, rate"),
        (r#"{"above": "50000", "rate": "0.011"}"#, r#""0.011""#, FORM, r#"perps.ETH-PERP.maintenance[1]: must be an object, not the text "0.011""#),
        (ladder, "[]", FORM, "perps.ETH-PERP.maintenance: a ladder has 1 to 256 rungs, not 0"),
        (ladder, r#"[{"above": "7", "rate": "0.005"}]"#, "InvalidTiers", &format!(r#"perps.ETH-PERP.maintenance[0].above: "7": {rule}"#)),
    ]);
    let rungs = |count: usize| {
        let rungs: Vec<String> = (0..count)
            .map(|rung| format!(r#"{{"above": "{rung}", "rate": "0.01"}}"#))
            .collect();
        spoiled(ladder, &format!("[{}]", rungs.join(", ")))
    };
    assert!(report(&rungs(256)).is_ok());
    let line = "perps.ETH-PERP.maintenance: a ladder has 1 to 256 rungs, not 257";
    assert_eq!(error(&rungs(257)).to_string(), line);
}

#[test]
fn accounts() {
    check(&[
        (
            r#""bids": "3""#,
            r#""bids": "-3""#,
            "InvalidQuantity",
            r#"accounts.alice.perps.ETH-PERP.bids: "-3": a quantity without sign must not be negative"#,
        ),
        (
            r#""asks": "4""#,
            r#""asks": "-0.5""#,
            "InvalidQuantity",
            r#"accounts.alice.perps.ETH-PERP.asks: "-0.5": a quantity without sign must not be negative"#,
        ),
        (
            r#""currency": "USD""#,
            r#""currency": 5"#,
            FORM,
            r#"currency: must be a text, not the JSON number 5; write it as the text "5""#,
        ),
        (
            r#""follows": "ETH", "settles""#,
            r#""follows": null, "settles""#,
            FORM,
            "perps.ETH-PERP.follows: must be a text, not null",
        ),
        (
            r#""settles": "USDC""#,
            r#""settles": ["USDC"]"#,
            FORM,
            "perps.ETH-PERP.settles: must be a text, not a list",
        ),
        (
            r#"{"USDC": "10000", "ETH": "-4.5"}"#,
            r#"["10000"]"#,
            FORM,
            "accounts.alice.balances: must be an object, not a list",
        ),
        (
            r#"{"size": "2", "quote": "-3600", "bids": "3", "asks": "4"}"#,
            r#""2""#,
            FORM,
            r#"accounts.alice.perps.ETH-PERP: must be an object, not the text "2""#,
        ),
        (
            r#"{"balances": {"USDC": "10000", "ETH": "-4.5"},"#,
            r#"{"balances": null,"#,
            FORM,
            "accounts.alice.balances: must be an object, not null",
        ),
        // What is in range alone and not together.
        (
            r#""USDC": "10000""#,
            r#""USDC": "604462909807314587353087""#,
            "Overflow",
            "accounts.alice.balances.USDC: a result is outside the range of the number type",
        ),
        (
            r#""ETH": "-4.5""#,
            r#""ETH": "-604462909807314587353087""#,
            "Overflow",
            "accounts.alice.balances.ETH: a result is outside the range of the number type",
        ),
        (
            r#""size": "2""#,
            r#""size": "604462909807314587353087""#,
            "Overflow",
            "accounts.alice.perps.ETH-PERP: a result is outside the range of the number type",
        ),
        (
            r#""liability": "1.2""#,
            r#""liability": "604462909807314587353087""#,
            "Overflow",
            "assets.ETH: a result is outside the range of the number type",
        ),
    ]);
}
