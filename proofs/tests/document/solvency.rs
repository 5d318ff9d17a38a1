//! Proofs of solvency of books, and the receipts of their accounts.

use super::{json, rng, small, BOOK, CONTEXT, OPTIONS};
use plimsoll::number::decimal::{read_down, read_nearest};
use plimsoll::{Fixed, Number};
use plimsoll_proofs::document::{
    solvency, verify_receipt, verify_solvency, Asked, Cover, Published,
};
use serde_json::Value;

fn cover<'a>(reserves: &'a [(&'a str, &'a str)]) -> Cover<'a> {
    Cover {
        reserves,
        lots: 1_000_000,
        context: CONTEXT,
    }
}

fn number(value: &Value) -> Fixed {
    read_down(value.as_str().expect("a number")).expect("a number")
}

/// Reserves that cover a book to within a dollar, and its proof with them.
fn covered(book: &str) -> (String, Published) {
    let report = json(&plimsoll_book::report(book).expect("a report"));
    let accounts = report["accounts"].as_object().expect("accounts");
    let mut owed = Fixed::ZERO;
    for account in accounts.values() {
        let equity = number(&account["equity"]);
        owed = owed.try_add(&equity.max(Fixed::ZERO)).expect("in range");
    }
    // Upwards from the sum of lower bounds until it is enough: interval by interval, a claim lies above.
    let mut reserve = owed;
    for _ in 0..400 {
        let text = plimsoll::number::decimal::write(&reserve)
            .as_str()
            .to_string();
        match solvency(book, &cover(&[("USDC", &text)]), &mut rng(1)) {
            Ok(published) => return (text, published),
            Err(error) => assert_eq!((error.name(), error.code()), ("NotSolvent", 202), "{error}"),
        }
        reserve = reserve
            .try_add(&owed.mul_up(&Fixed::from_bits(1 << 36)).expect("in range"))
            .expect("in range");
    }
    panic!("no reserves cover it");
}

#[test]
fn the_shipped_books() {
    for book in [BOOK, OPTIONS] {
        let (reserve, published) = covered(book);
        let asked = Asked {
            version: Some(CONTEXT.version),
            time: Some(CONTEXT.time),
            purpose: Some(CONTEXT.purpose),
            root: None,
        };
        let shown = verify_solvency(book, &published.document, &asked).expect("solvent");
        let told = json(&shown.json());
        let held = told["reserves"]["USDC"].as_str().expect("a number");
        assert_eq!(read_nearest::<Fixed>(held), read_down(&reserve));
        assert!(shown.table().contains(" are owed\n"));
        let report = json(&plimsoll_book::report(book).expect("a report"));
        let accounts = report["accounts"].as_object().expect("accounts");
        assert_eq!(told["accounts"], accounts.len().to_string());
        assert_eq!(published.receipts.len(), accounts.len());
        for (name, receipt) in &published.receipts {
            let received = verify_receipt(&published.document, receipt, Some(book)).expect(name);
            let told = json(&received.json());
            let (equity, claim) = (number(&told["equity"]), number(&told["claim"]));
            assert_eq!(equity, claim);
            // What is owed at most is no less than what is held at least.
            let least = number(&accounts[name]["equity"]);
            assert!(claim >= least, "{name}: {claim} {least}");
            assert!(received.table().contains("in the list of"));
        }
    }
}

/// Exact by hand: 10000 - 4.5 * 1795.5 + 2 * 1800 - 3600, the debt at the low price.
#[test]
fn a_claim_counts_debts_at_low() {
    let book = small().to_string();
    let published =
        solvency(&book, &cover(&[("USDC", "1920.25")]), &mut rng(2)).expect("covered to the lot");
    let [(name, receipt)] = published.receipts.as_slice() else {
        panic!("one account")
    };
    assert_eq!(name, "alice");
    let received = verify_receipt(&published.document, receipt, Some(&book)).expect("alice");
    let told = json(&received.json());
    assert_eq!(
        (&told["equity"], &told["claim"]),
        (&Value::from("1920.25"), &Value::from("1920.25"))
    );
    let error =
        solvency(&book, &cover(&[("USDC", "1920.249999")]), &mut rng(2)).expect_err("a lot less");
    assert_eq!(error.name(), "NotSolvent");
    // A debt is nobody's reserve: the account that owes does not pay another's claim.
    let mut two = small();
    two["accounts"]["bob"] = json(r#"{"balances": {"USDC": "-1000"}}"#);
    let error = solvency(
        &two.to_string(),
        &cover(&[("USDC", "1920.249999")]),
        &mut rng(2),
    );
    assert_eq!(
        error.expect_err("hidden behind a debt").name(),
        "NotSolvent"
    );
    let published = solvency(
        &two.to_string(),
        &cover(&[("USDC", "1920.25")]),
        &mut rng(2),
    )
    .expect("covered");
    let bob = verify_receipt(&published.document, &published.receipts[1].1, None).expect("bob");
    assert_eq!(json(&bob.json())["equity"], "-1000");
    assert_eq!(json(&bob.json())["claim"], Value::Null);
}

#[test]
fn another_statement_is_refused() {
    let book = small().to_string();
    let published = solvency(
        &book,
        &cover(&[("USDC", "3000"), ("ETH", "0.5")]),
        &mut rng(3),
    )
    .expect("covered");
    let document = json(&published.document);
    let any = Asked::default();
    let refused = |book: &str, document: &Value| {
        verify_solvency(book, &document.to_string(), &any)
            .expect_err("it verifies")
            .name()
    };
    for (pointer, other) in [
        ("/version", "8"),
        ("/time", "1"),
        ("/purpose", "x"),
        ("/lots", "1000"),
        ("/reserves/USDC", "3001"),
        ("/reserves/ETH", "0.4"),
    ] {
        let mut changed = document.clone();
        *changed.pointer_mut(pointer).expect(pointer) = Value::from(other);
        assert_eq!(refused(&book, &changed), "InvalidProof", "{pointer}");
    }
    let cheap = book.replace("1795.5", "1795.4");
    assert_eq!(refused(&cheap, &document), "InvalidProof");
    let mut changed = document.clone();
    changed["root"] = Value::from("00".repeat(32));
    assert_eq!(refused(&book, &changed), "InvalidProof");
    let proof = document["proof"].as_str().expect("hexadecimal").to_string();
    for place in (0..proof.len()).step_by(61) {
        let mut bytes = proof.clone().into_bytes();
        bytes[place] = if bytes[place] == b'0' { b'1' } else { b'0' };
        let mut changed = document.clone();
        changed["proof"] = Value::from(String::from_utf8(bytes).expect("ASCII"));
        refused(&book, &changed);
    }
    let root = "11".repeat(32);
    let asked = Asked {
        root: Some(&root),
        ..any
    };
    let error = verify_solvency(&book, &published.document, &asked).expect_err("another root");
    assert_eq!(
        (
            error.code(),
            error.to_string().starts_with("solvency.root: ")
        ),
        (200, true)
    );
    for (reserves, message) in [
        (
            &[("BTC", "1")][..],
            "reserves.BTC: \"BTC\" is not one of the book's assets",
        ),
        (
            &[("ETH", "1"), ("ETH", "1")],
            "reserves.ETH: it stands twice",
        ),
        (&[("ETH", "-1")], "reserves.ETH: a quantity without sign"),
        (&[("ETH", "1e3")], "reserves.ETH: \"1e3\": not a decimal"),
        (&[], "the reserves do not cover"),
    ] {
        let error = solvency(&book, &cover(reserves), &mut rng(3)).expect_err(message);
        assert!(error.to_string().starts_with(message), "{error}");
    }
}

/// What the proof does not show, an owner sees.
#[test]
fn owners_catch_what_the_proof_does_not_show() {
    let honest = small();
    let text = honest.to_string();
    // The protocol proves of a book in which a holding is smaller, and drops another account.
    let mut book = honest.clone();
    book["accounts"]["alice"]["balances"]["USDC"] = Value::from("9000");
    let published = solvency(
        &book.to_string(),
        &cover(&[("USDC", "920.25")]),
        &mut rng(4),
    )
    .expect("covered");
    verify_solvency(&text, &published.document, &Asked::default())
        .expect("of this list it is true");
    let receipt = &published.receipts[0].1;
    let error =
        verify_receipt(&published.document, receipt, Some(&text)).expect_err("less than owed");
    assert_eq!((error.name(), error.code()), ("WrongOpening", 206));
    assert!(
        error
            .to_string()
            .contains("an equity of 920250000 lots, less than the 1920250000"),
        "{error}"
    );
    // An account that is not in the list has nobody's receipt.
    let bob = receipt.replace("alice", "bob");
    assert_eq!(
        verify_receipt(&published.document, &bob, None)
            .expect_err("not bob's")
            .name(),
        "NotInTree"
    );
    // A receipt of another list, and one that was changed.
    let other = solvency(&text, &cover(&[("USDC", "5000")]), &mut rng(5)).expect("covered");
    let error = verify_receipt(&other.document, receipt, None).expect_err("another list");
    assert_eq!(error.name(), "NotInTree");
    let hex = json(receipt)["receipt"]
        .as_str()
        .expect("hexadecimal")
        .to_string();
    for place in 0..hex.len() {
        let mut bytes = hex.clone().into_bytes();
        bytes[place] = if bytes[place] == b'0' { b'1' } else { b'0' };
        let changed = receipt.replace(&hex, std::str::from_utf8(&bytes).expect("ASCII"));
        verify_receipt(&published.document, &changed, None).expect_err("it was changed");
    }
    // Lots that are not those of the proof would make a small equity large: they are the document's.
    let mut coarse = json(&published.document);
    coarse["lots"] = Value::from("1");
    assert!(verify_solvency(&text, &coarse.to_string(), &Asked::default()).is_err());
}
