//! What commits to an account, and what a ledger publishes of it.

use super::{at, json, rng, small, CONTEXT};
use plimsoll_proofs::document::{
    commit, commit_all, ledger, prove, verify, Expected, Level, Request,
};
use plimsoll_proofs::Context;
use serde_json::Value;

/// A prover who leaves out a debt is not caught by the proof, but by the ledger.
#[test]
fn a_debt_that_is_left_out_is_in_the_ledger() {
    let book = small();
    let mut rng = rng(3);
    let whole = commit(&book.to_string(), "alice", &[], &mut rng).expect("openings");
    let listed = ledger(&[&whole]).expect("a ledger");
    let (mut fewer, mut openings) = (book.clone(), json(&whole));
    for value in [&mut fewer["accounts"]["alice"], &mut openings] {
        value["balances"]
            .as_object_mut()
            .expect("balances")
            .remove("ETH");
    }
    let request = at(Level::Initial, "5000");
    let text = book.to_string();
    assert_eq!(
        prove(&text, "alice", &whole, &request, &mut rng)
            .expect_err("too much")
            .code(),
        201
    );
    let proof = prove(
        &fewer.to_string(),
        "alice",
        &openings.to_string(),
        &request,
        &mut rng,
    )
    .expect("without the debt");
    let alone = verify(&text, &proof, &Expected::default()).expect("a proof of some account");
    assert!(alone.table().contains("no ledger was given"));
    let expected = Expected {
        ledger: Some(&listed),
        ..Expected::default()
    };
    let error = verify(&text, &proof, &expected).expect_err("left out");
    assert_eq!(
        error.to_string(),
        "proof.balances.ETH: the ledger has a commitment that the proof leaves out"
    );

    // Nor do other openings of the same account, a further leg, or another account's entry.
    let again = commit(&text, "alice", &[], &mut rng).expect("openings");
    let proof = prove(
        &text,
        "alice",
        &again,
        &at(Level::Maintenance, "0"),
        &mut rng,
    )
    .expect("healthy");
    let error = verify(&text, &proof, &expected).expect_err("fresh openings");
    assert!(
        error
            .to_string()
            .ends_with("another commitment than in the ledger"),
        "{error}"
    );
    let mut less = json(&listed);
    less["accounts"]["alice"]["balances"]
        .as_object_mut()
        .expect("balances")
        .remove("ETH");
    let less = less.to_string();
    let error = verify(
        &text,
        &proof,
        &Expected {
            ledger: Some(&less),
            ..Expected::default()
        },
    );
    assert!(error
        .expect_err("more")
        .to_string()
        .contains("that the ledger does not have"));
    let other = listed.replace("alice", "bob");
    let error = verify(
        &text,
        &proof,
        &Expected {
            ledger: Some(&other),
            ..Expected::default()
        },
    );
    assert!(error
        .expect_err("bob's")
        .to_string()
        .starts_with("ledger.accounts: \"alice\" is not one"));
}

/// Lots are the ledger's: who counts the own holdings in larger ones proves nothing by it.
#[test]
fn larger_lots_are_not_believed() {
    let mut book = small();
    book["accounts"]["alice"]["balances"]["USDC"] = Value::from("1");
    let mut rng = rng(4);
    let honest = commit(&book.to_string(), "alice", &[], &mut rng).expect("openings");
    assert_eq!(
        prove(
            &book.to_string(),
            "alice",
            &honest,
            &at(Level::Initial, "0"),
            &mut rng
        )
        .expect_err("poor")
        .code(),
        201
    );
    // The same commitments, said to be of a coarser unit: 16,777,216 lots that make a token each.
    let mut rich = book.clone();
    rich["accounts"]["alice"]["balances"]["USDC"] = Value::from("16777216");
    let mut openings = json(&honest);
    openings["lots"]["USDC"] = Value::from("1");
    let quote = openings["perps"]["ETH-PERP"]["quote"]["value"]
        .as_str()
        .expect("lots")
        .to_string();
    rich["accounts"]["alice"]["perps"]["ETH-PERP"]["quote"] = Value::from(quote);
    rich["accounts"]["alice"]["balances"]["USDC"] = openings["balances"]["USDC"]["value"].clone();
    rich["accounts"]["alice"]["perps"]["ETH-PERP"]["size"] = Value::from("100000000");
    let size =
        json(&commit(&rich.to_string(), "alice", &[("USDC", 1)], &mut rng).expect("openings"));
    openings["perps"]["ETH-PERP"]["size"]["value"] =
        size["perps"]["ETH-PERP"]["size"]["value"].clone();
    let rich = rich.to_string();
    let proof = prove(
        &rich,
        "alice",
        &openings.to_string(),
        &at(Level::Initial, "0"),
        &mut rng,
    );
    let proof = proof.expect("rich in lots of a token");
    let lots = [("USDC", 1)];
    verify(
        &rich,
        &proof,
        &Expected {
            lots: &lots,
            ..Expected::default()
        },
    )
    .expect("who believes it");
    let error = verify(&rich, &proof, &Expected::default()).expect_err("the rule");
    assert_eq!(error.name(), "InvalidProof");
}

#[test]
fn openings_must_be_the_account_s() {
    let book = small();
    let text = book.to_string();
    let mut rng = rng(5);
    let openings = commit(&text, "alice", &[("ETH", 1_000_000)], &mut rng).expect("openings");
    assert_eq!(json(&openings)["balances"]["ETH"]["value"], "-4500000");
    let request = at(Level::Maintenance, "0");
    let mut tried = |pointer: &str, value: &str| {
        let mut changed = json(&openings);
        *changed.pointer_mut(pointer).expect(pointer) = Value::from(value);
        prove(&text, "alice", &changed.to_string(), &request, &mut rng).expect_err(pointer)
    };
    let error = tried("/balances/ETH/value", "-4499999");
    assert_eq!(
        (error.code(), error.to_string()),
        (
            206,
            "openings.balances.ETH: not what the account has in the book".into()
        )
    );
    assert_eq!(tried("/perps/ETH-PERP/asks/value", "1").code(), 206);
    assert_eq!(
        tried("/account", "bob").to_string(),
        "openings.account: they are of \"bob\", not of \"alice\""
    );
    assert_eq!(tried("/lots/ETH", "1000001").code(), 206);
    assert_eq!(
        tried("/balances/ETH/value", "36893488147419103232").code(),
        200
    );
    assert_eq!(tried("/balances/ETH/blinding", &"f".repeat(64)).code(), 206);
    let error = prove(&text, "bob", &openings, &request, &mut rng).expect_err("bob");
    assert_eq!(error.code(), 206);
    let error = commit(&text, "bob", &[], &mut rng).expect_err("bob");
    assert_eq!(
        error.to_string(),
        "accounts: \"bob\" is not one of the book's accounts"
    );
    let error = commit(&text, "alice", &[("ETH", 0)], &mut rng).expect_err("no lots");
    assert_eq!(
        (error.name(), error.to_string().starts_with("lots.ETH: ")),
        ("InvalidStep", true)
    );
    let error = commit(&text, "alice", &[("USDC", u64::MAX)], &mut rng).expect_err("too fine");
    assert_eq!(error.name(), "OutOfRange");
    let all = commit_all(&text, &[], &mut rng).expect("openings");
    assert_eq!((all.len(), all[0].0.as_str()), (1, "alice"));
    prove(&text, "alice", &all[0].1, &request, &mut rng).expect("a proof");
    assert_eq!(
        ledger(&[&openings, &openings]).expect_err("twice").code(),
        200
    );
    let request = Request {
        buffer: "-1",
        context: Context {
            purpose: "",
            ..CONTEXT
        },
        ..request
    };
    let error =
        prove(&text, "alice", &openings, &request, &mut rng).expect_err("a negative buffer");
    assert_eq!(error.name(), "InvalidQuantity");
}

/// What is zero may be committed to: it hides which markets an account is in.
#[test]
fn a_ledger_may_pad() {
    let mut wide = small();
    wide["assets"]["BTC"] = wide["assets"]["ETH"].clone();
    wide["accounts"]["alice"]["balances"]["BTC"] = Value::from("0");
    let mut narrow = wide.clone();
    narrow["accounts"]["alice"]["balances"]
        .as_object_mut()
        .expect("balances")
        .remove("BTC");
    let mut rng = rng(6);
    let openings = commit(&wide.to_string(), "alice", &[], &mut rng).expect("openings");
    let narrow = narrow.to_string();
    let proof = prove(
        &narrow,
        "alice",
        &openings,
        &at(Level::Maintenance, "0"),
        &mut rng,
    )
    .expect("a proof");
    let ledger = ledger(&[&openings]).expect("a ledger");
    let expected = Expected {
        ledger: Some(&ledger),
        ..Expected::default()
    };
    let verified = verify(&narrow, &proof, &expected).expect("verified");
    assert_eq!(json(&verified.json())["positions"], "4");
}
