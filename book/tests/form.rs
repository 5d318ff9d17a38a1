//! Bad form: text that is no number, values of another kind, keys that miss, are unknown or repeat.

#[path = "common/spoiled.rs"]
mod spoiled;

use spoiled::{error, spoiled};

/// Every place where a number stands, and the path that names it.
const NUMBERS: [(&str, &str); 16] = [
    (r#""price": "1""#, "assets.USDC.price"),
    (r#""low": "1795.5""#, "assets.ETH.price.low"),
    (r#""high": "1804.5""#, "assets.ETH.price.high"),
    (r#""low": "1700""#, "assets.ETH.initial_price.low"),
    (r#""high": "1900""#, "assets.ETH.initial_price.high"),
    (r#""asset": "0.8""#, "assets.ETH.initial.asset"),
    (r#""liability": "1.1""#, "assets.ETH.maintenance.liability"),
    (r#""price": "1800.5""#, "perps.ETH-PERP.price"),
    (r#""above": "50000""#, "perps.ETH-PERP.maintenance[1].above"),
    (r#""rate": "0.011""#, "perps.ETH-PERP.maintenance[1].rate"),
    (r#""profit_weight": "0.95""#, "perps.ETH-PERP.profit_weight"),
    (r#""ETH": "-4.5""#, "accounts.alice.balances.ETH"),
    (r#""size": "2""#, "accounts.alice.perps.ETH-PERP.size"),
    (r#""quote": "-3600""#, "accounts.alice.perps.ETH-PERP.quote"),
    (r#""bids": "3""#, "accounts.alice.perps.ETH-PERP.bids"),
    (r#""asks": "4""#, "accounts.alice.perps.ETH-PERP.asks"),
];

#[test]
fn text_that_is_no_number_and_values_of_another_kind() {
    let texts = [
        "",
        " ",
        "-",
        "+1",
        "1 ",
        " 1",
        ".5",
        "5.",
        "1e3",
        "1_000",
        "1,5",
        "--1",
        "0x10",
        "NaN",
        "inf",
        "\u{661}",
        "1\u{2028}",
        "one",
    ];
    let kinds = [
        ("5", "the JSON number 5; write it as the text \"5\""),
        ("-5", "the JSON number -5; write it as the text \"-5\""),
        ("0.5", "the JSON number 0.5; write it as a text"),
        ("1e300", "the JSON number 1e300; write it as a text"),
        ("null", "null"),
        ("false", "false"),
        ("[]", "a list"),
        ("{}", "an object"),
    ];
    for (place, path) in NUMBERS {
        let (key, _) = place.split_once(": ").expect("a key");
        for text in texts {
            let error = error(&spoiled(place, &format!("{key}: \"{text}\"")));
            let line =
                format!("{path}: {text:?}: not a decimal number of the form -?digits[.digits]");
            assert_eq!((error.name(), error.to_string()), ("InvalidNumber", line));
        }
        let large = error(&spoiled(
            place,
            &format!("{key}: \"604462909807314587353088\""),
        ));
        let line = format!("{path}: \"604462909807314587353088\": a result is outside the range of the number type");
        assert_eq!((large.name(), large.to_string()), ("Overflow", line));
        for (kind, found) in kinds {
            let line = error(&spoiled(place, &format!("{key}: {kind}"))).to_string();
            let either = path.ends_with("price"); // a price may be an object too
            let wanted = match (either, kind) {
                (true, "{}") => format!("{path}: the field \"low\" is missing"),
                (true, _) => {
                    format!("{path}: must be a price: a decimal, or low and high, not {found}")
                }
                (false, _) => format!("{path}: must be a decimal number as a text, not {found}"),
            };
            assert_eq!(line, wanted);
        }
    }
}

#[test]
fn missing_unknown_and_repeated_keys() {
    let fields = [
        ("", r#""currency": "USD","#, "currency"),
        ("assets.stETH", r#""price": "1790", "#, "price"),
        (
            "assets.stETH",
            r#""initial": {"asset": "0.7", "liability": "1.3"}, "#,
            "initial",
        ),
        (
            "assets.stETH",
            r#", "maintenance": {"asset": "0.75", "liability": "1.25"}"#,
            "maintenance",
        ),
        ("perps.OIL", r#""price": "70", "#, "price"),
        ("perps.OIL", r#""settles": "stETH", "#, "settles"),
        ("perps.OIL", r#""initial": "0.5", "#, "initial"),
        (
            "perps.OIL",
            r#", "maintenance": {"asset": "0.55", "liability": "1.45"}"#,
            "maintenance",
        ),
        ("accounts.alice.perps.ETH-PERP", r#""size": "2", "#, "size"),
        (
            "accounts.alice.perps.ETH-PERP",
            r#""quote": "-3600", "#,
            "quote",
        ),
    ];
    for (path, text, field) in fields {
        let colon = if path.is_empty() { "" } else { ": " };
        let line = format!("{path}{colon}the field {field:?} is missing");
        assert_eq!(error(&spoiled(text, "")).to_string(), line);
    }
    let line = error(r#"{"currency": "USD", "accounts": {}}"#).to_string();
    assert_eq!(line, r#"the field "assets" is missing"#);
    let line = error(r#"{"currency": "USD", "assets": {}}"#).to_string();
    assert_eq!(line, r#"the field "accounts" is missing"#);

    // Each level of the document by the first key on it, the path to it, and what it knows.
    let levels = [
        (
            r#""currency": "USD""#,
            "",
            "currency, assets, perps, expiries, options, methods, accounts, policy",
        ),
        (
            r#""price": "1790""#,
            "assets.stETH.",
            "price, initial_price, initial, maintenance, follows",
        ),
        (r#""low": "1795.5""#, "assets.ETH.price.", "low, high"),
        (
            r#""asset": "0.8""#,
            "assets.ETH.initial.",
            "asset, liability",
        ),
        (
            r#""price": "70""#,
            "perps.OIL.",
            "price, initial_price, follows, settles, initial, maintenance, profit_weight",
        ),
        (
            r#""above": "0""#,
            "perps.ETH-PERP.maintenance[0].",
            "above, rate",
        ),
        (
            r#""balances": {"USDC": "10000", "ETH": "-4.5"}"#,
            "accounts.alice.",
            "balances, perps, options, method",
        ),
        (
            r#""size": "2""#,
            "accounts.alice.perps.ETH-PERP.",
            "size, quote, bids, asks",
        ),
    ];
    for (first, path, known) in levels {
        let unknown = spoiled(first, &format!(r#"{first}, "Price": "1""#));
        let line = format!("{path}Price: unknown key; known here: {known}");
        assert_eq!(error(&unknown).to_string(), line);
        let key = first.split('"').nth(1).expect("a key");
        let line = format!("{path}{key}: this key stands twice");
        assert_eq!(
            error(&spoiled(first, &format!("{first}, {first}"))).to_string(),
            line
        );
    }
    let names = [
        (r#"  "OIL": {"#, r#"  "OIL": {}, "OIL": {"#, "perps.OIL"),
        (
            r#"  "USDC": {"#,
            r#"  "USDC": {}, "USDC": {"#,
            "assets.USDC",
        ),
        (
            r#"  "alice": {"#,
            r#"  "alice": {}, "alice": {"#,
            "accounts.alice",
        ),
        (
            r#""ETH": "-4.5""#,
            r#""ETH": "-4.5", "ETH": "-4.5""#,
            "accounts.alice.balances.ETH",
        ),
        (
            r#"{"ETH-PERP": {"size""#,
            r#"{"ETH-PERP": {}, "ETH-PERP": {"size""#,
            "accounts.alice.perps.ETH-PERP",
        ),
        // The same key, once with an escape.
        (
            r#""ETH": "-4.5""#,
            r#""ETH": "-4.5", "\u0045TH": "-4.5""#,
            "accounts.alice.balances.ETH",
        ),
    ];
    for (from, to, path) in names {
        let line = format!("{path}: this key stands twice");
        assert_eq!(error(&spoiled(from, to)).to_string(), line);
    }
}
