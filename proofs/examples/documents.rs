//! All documents that a book gives, and what their verification shows, as one JSON file: what other languages test
//! themselves with, and what a page is timed with.
//!
//! `cargo run -p plimsoll-proofs --example documents -- BOOK FILE ASSET=RESERVE...`
//!
//! Two runs write the same bytes: the blindings come from a fixed seed, so nothing here is a secret.

use plimsoll_proofs::document::{
    commit, ledger, prove, solvency, verify, verify_receipt, verify_solvency, Asked, Cover,
    DocumentError, Expected, Level, Request,
};
use plimsoll_proofs::{Context, Error};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::{json, Map, Value};
use std::{env, error, fs};

const CONTEXT: Context<'_> = Context {
    purpose: "example/documents",
    version: 7,
    time: 1_700_000_000,
};

/// Every account that is healthy by nothing at all, at both levels.
fn health(book: &str, accounts: &[&String], rng: &mut ChaCha20Rng) -> Result<Value, DocumentError> {
    let openings = accounts.iter().map(|name| commit(book, name, &[], rng));
    let openings = openings.collect::<Result<Vec<_>, _>>()?;
    let borrowed: Vec<&str> = openings.iter().map(String::as_str).collect();
    let ledger = ledger(&borrowed)?;
    let mut proofs = Vec::new();
    for (name, openings) in accounts.iter().zip(&openings) {
        for level in Level::ALL {
            let (buffer, context) = ("0", CONTEXT);
            let request = Request {
                level,
                buffer,
                context,
            };
            let proof = match prove(book, name, openings, &request, rng) {
                Ok(proof) => proof,
                Err(error) if error.code() == Error::NotHealthy.code() => continue,
                Err(error) => return Err(error),
            };
            let expected = Expected {
                ledger: Some(&ledger),
                ..Expected::default()
            };
            let shown = verify(book, &proof, &expected)?;
            proofs.push(json!({
                "account": name, "level": level.name(), "proof": proof, "json": shown.json(), "table": shown.table(),
            }));
        }
    }
    Ok(json!({"ledger": ledger, "proofs": proofs}))
}

/// The whole book, and each account's receipt.
fn covered(
    book: &str,
    reserves: &[(&str, &str)],
    rng: &mut ChaCha20Rng,
) -> Result<Value, DocumentError> {
    let cover = Cover {
        reserves,
        lots: 1_000_000,
        context: CONTEXT,
    };
    let published = solvency(book, &cover, rng)?;
    let shown = verify_solvency(book, &published.document, &Asked::default())?;
    let mut receipts = Vec::new();
    for (name, receipt) in &published.receipts {
        let shown = verify_receipt(&published.document, receipt, Some(book))?;
        receipts.push(json!({
            "account": name, "receipt": receipt, "json": shown.json(), "table": shown.table(),
        }));
    }
    Ok(json!({
        "proof": published.document, "json": shown.json(), "table": shown.table(), "receipts": receipts,
    }))
}

/// The file's text.
pub fn documents(book: &str, reserves: &[(&str, &str)]) -> Result<String, Box<dyn error::Error>> {
    let document: Value = serde_json::from_str(book)?;
    let none = Map::new();
    let accounts = document["accounts"].as_object().unwrap_or(&none);
    let accounts: Vec<&String> = accounts.keys().collect();
    let mut rng = ChaCha20Rng::seed_from_u64(8);
    let health = health(book, &accounts, &mut rng)?;
    let solvency = covered(book, reserves, &mut rng)?;
    let all = json!({"health": health, "solvency": solvency});
    Ok(serde_json::to_string_pretty(&all)? + "\n")
}

fn main() -> Result<(), Box<dyn error::Error>> {
    let usage = "documents BOOK FILE ASSET=RESERVE...";
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [book, file, reserves @ ..] = arguments.as_slice() else {
        return Err(usage.into());
    };
    let reserves = reserves.iter().map(|text| text.rsplit_once('='));
    let reserves: Vec<(&str, &str)> = reserves.collect::<Option<_>>().ok_or(usage)?;
    fs::write(file, documents(&fs::read_to_string(book)?, &reserves)?)?;
    Ok(())
}
