//! Books to proofs and back, as texts: what is shown, and everything that is refused.

mod health;
mod hostile;
mod ledger;
mod solvency;

use plimsoll_proofs::document::{commit, ledger as listed, prove, DocumentError, Level, Request};
use plimsoll_proofs::Context;
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::Value;

const BOOK: &str = include_str!("../../../book/examples/book.json");
const OPTIONS: &str = include_str!("../../../book/examples/options.json");
const CONTEXT: Context<'_> = Context {
    purpose: "tests/health",
    version: 7,
    time: 1_700_000_000,
};
const LEVELS: [Level; 2] = [Level::Initial, Level::Maintenance];

fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// A request at the tests' state.
fn at(level: Level, buffer: &str) -> Request<'_> {
    Request {
        level,
        buffer,
        context: CONTEXT,
    }
}

/// An account's proof with fresh openings, and the ledger that lists it.
fn proved(book: &str, account: &str, request: &Request<'_>) -> Result<[String; 2], DocumentError> {
    let mut rng = rng(1);
    let openings = commit(book, account, &[], &mut rng)?;
    let proof = prove(book, account, &openings, request, &mut rng)?;
    Ok([proof, listed(&[&openings])?])
}

/// A small book of three legs and a ladder: what tampering is tried on.
fn small() -> Value {
    json(
        r#"{"currency": "USD", "assets": {
            "USDC": {"price": "1", "initial": {"asset": "1", "liability": "1"}, "maintenance": {"asset": "1", "liability": "1"}},
            "ETH": {"price": {"low": "1795.5", "high": "1804.5"}, "initial": {"asset": "0.8", "liability": "1.2"}, "maintenance": {"asset": "0.9", "liability": "1.1"}}},
        "perps": {"ETH-PERP": {"price": "1800", "follows": "ETH", "settles": "USDC", "initial": "0.1",
            "maintenance": [{"above": "0", "rate": "0.005"}, {"above": "50000", "rate": "0.01"}], "profit_weight": "0.95"}},
        "accounts": {"alice": {"balances": {"USDC": "10000", "ETH": "-4.5"}, "perps": {"ETH-PERP": {"size": "2", "quote": "-3600", "bids": "1", "asks": "0"}}}}}"#,
    )
}
