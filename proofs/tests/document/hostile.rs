//! Documents of any content: an error of one line, never a panic.

use super::{at, json, proved, rng, small, CONTEXT};
use plimsoll_proofs::document::{
    commit, ledger, prove, solvency, verify, verify_receipt, verify_solvency, Asked, Cover,
    DocumentError, Expected, Level,
};
use proptest::prelude::*;
use std::sync::OnceLock;

/// One of each kind.
struct Documents {
    book: String,
    openings: String,
    proof: String,
    ledger: String,
    solvency: String,
    receipt: String,
}

fn documents() -> &'static Documents {
    static MADE: OnceLock<Documents> = OnceLock::new();
    MADE.get_or_init(|| {
        let book = small().to_string();
        let openings = commit(&book, "alice", &[], &mut rng(1)).expect("openings");
        let [proof, ledger] =
            proved(&book, "alice", &at(Level::Maintenance, "0")).expect("a proof");
        let cover = Cover {
            reserves: &[("USDC", "3000")],
            lots: 1000,
            context: CONTEXT,
        };
        let published = solvency(&book, &cover, &mut rng(2)).expect("covered");
        let receipt = published.receipts[0].1.clone();
        Documents {
            book,
            openings,
            proof,
            ledger,
            solvency: published.document,
            receipt,
        }
    })
}

/// One line that says something, and is not longer than a line.
fn told(result: Result<(), DocumentError>) {
    if let Err(error) = result {
        let text = error.to_string();
        assert!(
            !text.is_empty() && text.len() < 400 && !text.contains('\n'),
            "{text}"
        );
        assert!(!error.name().is_empty() && error.code() > 0);
    }
}

/// Every reader with this text in place of one document.
fn read_everywhere(text: &str) {
    let Documents {
        book,
        openings,
        proof,
        ledger: listed,
        solvency: solvent,
        receipt,
    } = documents();
    let any = Expected::default();
    told(prove(book, "alice", text, &at(Level::Initial, "0"), &mut rng(3)).map(drop));
    told(
        prove(
            text,
            "alice",
            openings,
            &at(Level::Initial, "0"),
            &mut rng(3),
        )
        .map(drop),
    );
    told(ledger(&[text]).map(drop));
    told(verify(book, text, &any).map(drop));
    told(verify(text, proof, &any).map(drop));
    told(
        verify(
            book,
            proof,
            &Expected {
                ledger: Some(text),
                ..any
            },
        )
        .map(drop),
    );
    told(
        verify(
            book,
            text,
            &Expected {
                ledger: Some(listed),
                ..any
            },
        )
        .map(drop),
    );
    told(verify_solvency(book, text, &Asked::default()).map(drop));
    told(verify_solvency(text, solvent, &Asked::default()).map(drop));
    told(verify_receipt(solvent, text, Some(book)).map(drop));
    told(verify_receipt(text, receipt, None).map(drop));
    told(verify_receipt(solvent, receipt, Some(text)).map(drop));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    /// A piece cut out, another put in its place, of any of the documents.
    #[test]
    fn spoilt(which in 0usize..6, from in any::<prop::sample::Index>(), cut in 0usize..12, other in "[-0-9a-z\"{}:, \\[\\]é\u{0}]{0,8}") {
        let documents = documents();
        let texts = [&documents.book, &documents.openings, &documents.proof, &documents.ledger, &documents.solvency, &documents.receipt];
        let text = texts[which];
        let from = from.index(text.len());
        let to = (from + cut).min(text.len());
        if let (Some(head), Some(tail)) = (text.get(..from), text.get(to..)) {
            read_everywhere(&format!("{head}{other}{tail}"));
        }
    }

    /// Other values at the fields.
    #[test]
    fn other_values(which in 0usize..5, field in any::<prop::sample::Index>(), value in prop::sample::select(vec![
        "\"\"", "null", "1", "[]", "{}", "\"-1\"", "\"18446744073709551615\"", "\"18446744073709551616\"", "\"00\"", "\"é\"",
        "\"0\"", "\"0000000000000000000000000000000000000000000000000000000000000000\"", "{\"USDC\": \"1\"}", "{\"USDC\": {}}", "true",
    ])) {
        let documents = documents();
        let texts = [&documents.openings, &documents.proof, &documents.ledger, &documents.solvency, &documents.receipt];
        let mut document = json(texts[which]);
        let fields: Vec<String> = document.as_object().expect("an object").keys().cloned().collect();
        document[&fields[field.index(fields.len())]] = json(value);
        read_everywhere(&document.to_string());
    }
}

#[test]
fn nothing_is_a_document() {
    for text in [
        "",
        "{}",
        "[]",
        "null",
        "\u{feff}{}",
        "{\"kind\": 1}",
        "{\"kind\": \"plimsoll\"}",
        &"[".repeat(1000),
    ] {
        read_everywhere(text);
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let Documents { book, proof, .. } = documents();
    let cases = [
        (
            proof.replace("health proof", "ledger"),
            "proof.kind: \"plimsoll ledger\", where a \"plimsoll health proof\" is expected",
        ),
        (
            proof.replace("\"version\"", "\"Version\""),
            "proof.Version: unknown key",
        ),
        (
            proof.replace("\"7\"", "7"),
            "proof.version: must be a text, not the JSON number 7",
        ),
        (
            proof.replace("\"7\"", "\"07\""),
            "proof.version: \"07\": not a whole number below 2^64",
        ),
        (
            proof.replace("\"maintenance\"", "\"equity\""),
            "proof.level: \"equity\": not initial or maintenance",
        ),
        (
            proof.replace("\"ETH\":", "\"BTC\":"),
            "proof.balances.BTC: \"BTC\" is not one of the book's assets",
        ),
        (
            proof.replace("\"ETH-PERP\":", "\"X\":"),
            "proof.perps.X: \"X\" is not one of the book's perps",
        ),
        (
            proof.replace("\"asks\":", "\"ask\":"),
            "proof.perps.ETH-PERP.ask: unknown key",
        ),
        (
            proof.replace("\"USDC\":", "\"usdc\":"),
            "proof.balances.usdc: ",
        ),
        (
            proof.replace("\"account\":", "\"method\": \"m\", \"account\":"),
            "proof.method: \"m\" is not one of the book's methods",
        ),
        (
            proof.replace("\"proof\": \"", "\"proof\": \"A"),
            "proof.proof: ",
        ),
        (proof[..40].to_string(), "proof: no JSON: "),
        (
            " ".repeat(17 << 20),
            "proof: 17825792 bytes, more than the 16777216 that are read",
        ),
    ];
    for (text, message) in cases {
        let error = verify(book, &text, &Expected::default()).expect_err(message);
        assert!(error.to_string().starts_with(message), "{error}");
        assert_eq!(
            (error.code(), error.name()),
            (200, "InvalidDocument"),
            "{error}"
        );
    }
    let error = verify("{", proof, &Expected::default()).expect_err("no book");
    assert_eq!((error.code(), error.name()), (100, "InvalidBook"));
}

/// A proof that claims many positions costs no more than reading it.
#[test]
fn many_positions_are_refused_before_any_work() {
    let point = "00".repeat(32);
    let balances: Vec<String> = (0..1025)
        .map(|place| format!("\"A{place}\": \"{point}\""))
        .collect();
    let proof = documents().proof.replace(
        "\"balances\": {",
        &format!("\"balances\": {{{}, ", balances.join(", ")),
    );
    let error = verify(&documents().book, &proof, &Expected::default()).expect_err("too many");
    assert_eq!(
        error.to_string(),
        "proof: 1028 positions, more than the 1024 of one account"
    );
}

#[test]
fn a_long_document_is_one_long_text_and_not_many_values() {
    let book = small().to_string();
    let many = format!("[{}0]", "0,".repeat(plimsoll_book::MAX_BYTES / 2));
    let error = verify_solvency(&book, &many, &Asked::default()).expect_err("a list");
    assert_eq!(error.to_string(), "solvency: more than 8388608 values");
    let long = format!("{{\"kind\": \"{}\"}}", "0".repeat(plimsoll_book::MAX_BYTES));
    let error = verify_solvency(&book, &long, &Asked::default()).expect_err("no proof");
    assert!(error.to_string().starts_with("solvency.kind: "), "{error}");
}
