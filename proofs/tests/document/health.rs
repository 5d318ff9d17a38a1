//! Proofs of health of the accounts of books.

use super::{at, json, proved, rng, small, BOOK, CONTEXT, LEVELS, OPTIONS};
use plimsoll::number::decimal::{read_down, read_nearest, read_up, write};
use plimsoll::{Fixed, Number};
use plimsoll_proofs::document::{commit, prove, verify, Expected, Level};
use serde_json::Value;

/// What lots and prices may cost an account of a few legs: a lot is worth 2^-24 of the currency.
const CLOSE: &str = "0.0001";

fn surplus(book: &str, account: &str, level: Level) -> Fixed {
    let report = json(&plimsoll_book::report(book).expect("a report"));
    let surplus = &report["accounts"][account][level.name()]["surplus"];
    read_down(surplus.as_str().expect("a surplus")).expect("a number")
}

fn moved(surplus: &Fixed, by: &str) -> String {
    let by = read_down(by).expect("a number");
    let moved = surplus.try_add(&by).expect("in range");
    write(&moved).as_str().to_string()
}

/// Every account proves what the report says it has over its margin, and not a trace more.
fn holds_at_the_surplus(book: &str, supported: impl Fn(&str) -> bool) -> usize {
    let mut shown = 0;
    let document = json(book);
    for account in document["accounts"].as_object().expect("accounts").keys() {
        for level in LEVELS {
            if !supported(account) {
                let error = proved(book, account, &at(level, "0")).expect_err("supported");
                assert_eq!((error.name(), error.code()), ("Unsupported", 210));
                assert!(error.to_string().contains("zkvm_health"), "{error}");
                continue;
            }
            let surplus = surplus(book, account, level);
            let above = moved(&surplus, CLOSE);
            let above = if above.starts_with('-') {
                "0".to_string()
            } else {
                above
            };
            let refused =
                proved(book, account, &at(level, &above)).expect_err("more than the report says");
            assert_eq!(
                (refused.name(), refused.code()),
                ("NotHealthy", 201),
                "{account}: {refused}"
            );
            let below = moved(&surplus, &format!("-{CLOSE}"));
            if below.starts_with('-') {
                continue;
            }
            let [proof, ledger] = proved(book, account, &at(level, &below)).expect(account);
            let expected = Expected {
                account: Some(account),
                level: Some(level),
                buffer: Some(&below),
                version: Some(CONTEXT.version),
                time: Some(CONTEXT.time),
                purpose: Some(CONTEXT.purpose),
                ledger: Some(&ledger),
                lots: &[],
            };
            let verified = verify(book, &proof, &expected).expect(account);
            let told = json(&verified.json());
            let buffer: Result<Fixed, _> = read_nearest(told["buffer"].as_str().expect("a number"));
            assert_eq!(
                (buffer, &told["ledger"]),
                (read_up(&below), &Value::from("compared"))
            );
            shown += 1;
        }
    }
    shown
}

#[test]
fn every_account_of_the_shipped_books() {
    assert!(holds_at_the_surplus(BOOK, |_| true) > 10);
    let supported = |account: &str| ["strangle", "spot only"].contains(&account);
    assert!(holds_at_the_surplus(OPTIONS, supported) > 1);
}

#[test]
fn options_and_their_perps_are_one_portfolio() {
    let mut book = json(OPTIONS);
    book["accounts"] = json(
        r#"{"a": {"method": "desk", "balances": {"USDC": "9000", "BTC": "0.1"}, "perps": {"ETH-PERP": {"size": "-3", "quote": "8040"}},
                "options": {"ETH-37D-3000-C": "10", "ETH-37D-4000-C": "-10", "ETH-9D-2500-P": "2"}},
            "b": {"method": "desk", "options": {"ETH-9D-2500-P": "2"}}}"#,
    );
    assert_eq!(holds_at_the_surplus(&book.to_string(), |_| true), 3);
    // Coins that may be under the method are none of these proofs; a debt of them is not told from them.
    book["accounts"]["a"]["balances"]["ETH"] = Value::from("-1");
    let error = proved(&book.to_string(), "a", &at(Level::Initial, "0")).expect_err("coins");
    assert_eq!(error.code(), 210);
    assert!(
        error
            .to_string()
            .starts_with("accounts.a.balances.ETH: coins"),
        "{error}"
    );
}

/// The small book's proof, which everything below spoils.
fn alice() -> (Value, Value, String) {
    let book = small();
    let [proof, ledger] =
        proved(&book.to_string(), "alice", &at(Level::Maintenance, "100")).expect("alice");
    (book, json(&proof), ledger)
}

fn refused(
    book: &Value,
    proof: &Value,
    expected: &Expected<'_>,
) -> plimsoll_proofs::document::DocumentError {
    verify(&book.to_string(), &proof.to_string(), expected).expect_err("it verifies")
}

#[test]
fn nothing_secret_is_in_a_proof() {
    let book = small().to_string();
    let openings = commit(&book, "alice", &[], &mut rng(1)).expect("openings");
    let proof = prove(
        &book,
        "alice",
        &openings,
        &at(Level::Maintenance, "0"),
        &mut rng(2),
    )
    .expect("a proof");
    let mut secrets = 0;
    let mut look = vec![json(&openings)];
    while let Some(value) = look.pop() {
        if let Some(blinding) = value.get("blinding") {
            assert!(!proof.contains(blinding.as_str().expect("hexadecimal")));
            secrets += 1;
        }
        look.extend(
            value
                .as_object()
                .into_iter()
                .flat_map(|object| object.values().cloned()),
        );
    }
    assert_eq!(secrets, 6);
}

#[test]
fn another_statement_is_refused() {
    let (book, proof, _) = alice();
    let any = Expected::default();
    verify(&book.to_string(), &proof.to_string(), &any).expect("as it was made");
    for (key, other) in [
        ("level", "initial"),
        ("buffer", "99"),
        ("buffer", "101"),
        ("version", "8"),
        ("time", "1700000001"),
        ("purpose", "tests/Health"),
    ] {
        let mut changed = proof.clone();
        changed[key] = Value::from(other);
        let error = refused(&book, &changed, &any);
        assert!(
            ["InvalidProof", "WrongLength"].contains(&error.name()),
            "{key}: {error}"
        );
    }
    for (pointer, other) in [
        ("/assets/ETH/price/high", "1804.500000001"),
        ("/assets/USDC/price", "0.99999999"),
        ("/assets/ETH/maintenance/liability", "1.0999999"),
        ("/perps/ETH-PERP/price", "1799.9999999"),
        ("/perps/ETH-PERP/profit_weight", "0.94"),
        ("/perps/ETH-PERP/maintenance/1/above", "50001"),
    ] {
        let mut changed = book.clone();
        *changed.pointer_mut(pointer).expect(pointer) = Value::from(other);
        // Where the prices of a dollar differ its statement is longer.
        let length = if pointer == "/assets/USDC/price" {
            "WrongLength"
        } else {
            "InvalidProof"
        };
        assert_eq!(refused(&changed, &proof, &any).name(), length, "{pointer}");
    }
    for (market, lots) in [("ETH", 1u64 << 33), ("USDC", 1 << 25), ("ETH-PERP", 1)] {
        let lots = [(market, lots)];
        let expected = Expected { lots: &lots, ..any };
        assert_eq!(
            refused(&book, &proof, &expected).name(),
            "InvalidProof",
            "{market}"
        );
    }
    let swap = |one: &str, other: &str| {
        let mut changed = proof.clone();
        let first = changed.pointer(one).expect(one).clone();
        let second = std::mem::replace(changed.pointer_mut(other).expect(other), first);
        *changed.pointer_mut(one).expect(one) = second;
        changed
    };
    for changed in [
        swap("/balances/USDC", "/balances/ETH"),
        swap("/perps/ETH-PERP/size", "/perps/ETH-PERP/quote"),
        swap("/perps/ETH-PERP/bids", "/perps/ETH-PERP/asks"),
    ] {
        assert_eq!(refused(&book, &changed, &any).name(), "InvalidProof");
    }
}

#[test]
fn what_a_verifier_asks_is_compared() {
    let (book, proof, _) = alice();
    let any = Expected::default();
    for (expected, message) in [
        (
            Expected {
                account: Some("bob"),
                ..any
            },
            r#"proof.account: "alice", where "bob" is expected"#,
        ),
        (
            Expected {
                level: Some(Level::Initial),
                ..any
            },
            r#"proof.level: "maintenance", where "initial" is expected"#,
        ),
        (
            Expected {
                buffer: Some("100.5"),
                ..any
            },
            r#"proof.buffer: "100", where "100.5" is expected"#,
        ),
        (
            Expected {
                version: Some(8),
                ..any
            },
            r#"proof.version: "7", where "8" is expected"#,
        ),
        (
            Expected {
                time: Some(0),
                ..any
            },
            r#"proof.time: "1700000000", where "0" is expected"#,
        ),
        (
            Expected {
                purpose: Some(""),
                ..any
            },
            r#"proof.purpose: "tests/health", where "" is expected"#,
        ),
    ] {
        let error = refused(&book, &proof, &expected);
        assert_eq!((error.to_string().as_str(), error.code()), (message, 200));
    }
    let expected = Expected {
        buffer: Some("100.000"),
        version: Some(7),
        ..any
    };
    verify(&book.to_string(), &proof.to_string(), &expected).expect("what it says");
}

#[test]
fn every_sixteenth_byte_of_a_proof_and_a_bit_of_every_commitment() {
    let (book, proof, _) = alice();
    let book = book.to_string();
    let any = Expected::default();
    let hex = proof["proof"].as_str().expect("hexadecimal").to_string();
    let flipped = |hex: &str, place: usize| {
        let mut bytes = hex.as_bytes().to_vec();
        bytes[place] = if bytes[place] == b'0' { b'1' } else { b'0' };
        Value::from(String::from_utf8(bytes).expect("ASCII"))
    };
    for place in (0..hex.len()).step_by(31) {
        let mut changed = proof.clone();
        changed["proof"] = flipped(&hex, place);
        assert!(
            verify(&book, &changed.to_string(), &any).is_err(),
            "{place}"
        );
    }
    for pointer in [
        "/balances/USDC",
        "/balances/ETH",
        "/perps/ETH-PERP/size",
        "/perps/ETH-PERP/asks",
    ] {
        let mut changed = proof.clone();
        let own = changed.pointer_mut(pointer).expect(pointer);
        *own = flipped(own.as_str().expect("hexadecimal"), 5);
        let error = verify(&book, &changed.to_string(), &any).expect_err(pointer);
        assert!(
            ["InvalidProof", "InvalidCommitment"].contains(&error.name()),
            "{error}"
        );
    }
    for cut in [0, 2, hex.len() - 2] {
        let mut changed = proof.clone();
        changed["proof"] = Value::from(&hex[..cut]);
        assert_eq!(
            verify(&book, &changed.to_string(), &any)
                .expect_err("cut")
                .name(),
            "WrongLength"
        );
    }
}
