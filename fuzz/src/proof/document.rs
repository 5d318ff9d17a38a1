//! Hostile documents: any text, and true ones with a few places changed.

use super::{rng, CONTEXT};
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll_proofs::document::{
    commit, ledger, prove, solvency, verify, verify_receipt, verify_solvency, Asked, Cover,
    DocumentError, Expected, Level, Request,
};
use std::sync::OnceLock;

const BOOK: &str = r#"{"currency": "USD", "assets": {
    "USDC": {"price": "1", "initial": {"asset": "1", "liability": "1"}, "maintenance": {"asset": "1", "liability": "1"}},
    "ETH": {"price": {"low": "1795.5", "high": "1804.5"}, "initial": {"asset": "0.8", "liability": "1.2"}, "maintenance": {"asset": "0.9", "liability": "1.1"}}},
  "accounts": {"alice": {"balances": {"USDC": "10000", "ETH": "-1.5"}}, "bob": {"balances": {"USDC": "5"}}}}"#;
/// What a place is changed to.
const PIECES: [&str; 18] = [
    "",
    "0",
    "1",
    "-1",
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "\"0\"",
    "\"-1\"",
    "00",
    "ff",
    "é",
    "18446744073709551616",
];

/// One of each kind.
struct True {
    openings: String,
    ledger: String,
    proof: String,
    solvency: String,
    receipt: String,
}

fn request() -> Request<'static> {
    Request {
        level: Level::Maintenance,
        buffer: "10",
        context: CONTEXT,
    }
}

fn stored() -> &'static True {
    static TRUE: OnceLock<True> = OnceLock::new();
    TRUE.get_or_init(|| make().expect("a healthy account, and reserves for all"))
}

fn make() -> std::result::Result<True, DocumentError> {
    let openings = commit(BOOK, "alice", &[], &mut rng(1))?;
    let proof = prove(BOOK, "alice", &openings, &request(), &mut rng(2))?;
    let cover = Cover {
        reserves: &[("USDC", "30000")],
        lots: 1000,
        context: CONTEXT,
    };
    let published = solvency(BOOK, &cover, &mut rng(3))?;
    Ok(True {
        ledger: ledger(&[&openings])?,
        openings,
        proof,
        solvency: published.document,
        receipt: published.receipts.into_iter().next().unwrap_or_default().1,
    })
}

/// Every reader with a changed text in place of one document: a result, or an error of one line.
pub fn proof_document(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data) {
        read(text, 5);
    }
    let _ = changed(&mut Unstructured::new(data));
}

fn changed(u: &mut Unstructured<'_>) -> Result<()> {
    let whole = stored();
    let which = u8::arbitrary(u)? % 6;
    let mut text = match which {
        0 => &whole.openings,
        1 => &whole.ledger,
        2 => &whole.proof,
        3 => &whole.solvency,
        4 => &whole.receipt,
        _ => BOOK,
    }
    .to_string();
    for _ in 0..1 + u8::arbitrary(u)? % 3 {
        let begin = usize::from(u16::arbitrary(u)?) % text.len().max(1);
        let end = (begin + usize::from(u8::arbitrary(u)? % 24)).min(text.len());
        let piece = *u.choose(&PIECES)?;
        if text.is_char_boundary(begin) && text.is_char_boundary(end) {
            text.replace_range(begin..end, piece);
        }
    }
    read(&text, which);
    Ok(())
}

/// The readers of one kind of document, of every kind for a book.
fn read(text: &str, which: u8) {
    let whole = stored();
    let any = Expected::default();
    if matches!(which, 0 | 5) {
        told(ledger(&[text]).map(drop));
        told(
            prove(
                BOOK,
                "alice",
                text,
                &Request {
                    buffer: "1000000",
                    ..request()
                },
                &mut rng(4),
            )
            .map(drop),
        );
    }
    if matches!(which, 1 | 5) {
        told(
            verify(
                BOOK,
                &whole.proof,
                &Expected {
                    ledger: Some(text),
                    ..any
                },
            )
            .map(drop),
        );
    }
    if matches!(which, 2 | 5) {
        told(verify(BOOK, text, &any).map(drop));
        told(
            verify(
                BOOK,
                text,
                &Expected {
                    ledger: Some(&whole.ledger),
                    ..any
                },
            )
            .map(drop),
        );
    }
    if matches!(which, 3 | 5) {
        told(verify_solvency(BOOK, text, &Asked::default()).map(drop));
        told(verify_receipt(text, &whole.receipt, None).map(drop));
    }
    if matches!(which, 4 | 5) {
        told(verify_receipt(&whole.solvency, text, Some(BOOK)).map(drop));
    }
    if which == 5 {
        told(verify(text, &whole.proof, &any).map(drop));
        told(verify_solvency(text, &whole.solvency, &Asked::default()).map(drop));
        told(verify_receipt(&whole.solvency, &whole.receipt, Some(text)).map(drop));
        told(commit(text, "alice", &[], &mut rng(5)).map(drop));
    }
}

fn told(result: std::result::Result<(), DocumentError>) {
    if let Err(error) = result {
        let text = error.to_string();
        assert!(!text.is_empty() && !text.contains('\n'), "{text}");
    }
}
