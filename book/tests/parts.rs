//! A book in its parts: what is in it by name, and what a protocol owes its accounts at most.

use plimsoll::margin::account::{EQUITY, MAINTENANCE};
use plimsoll::number::decimal::read_nearest;
use plimsoll::{Fixed, Number};
use plimsoll_book::parts::Parts;
use plimsoll_book::report;
use serde_json::Value;

const BOOKS: [&str; 2] = [
    include_str!("../examples/book.json"),
    include_str!("../examples/options.json"),
];

fn fixed(text: &Value) -> Fixed {
    read_nearest(text.as_str().expect("a number")).expect("a number")
}

/// The other side of an account is worth no more than what the account is short of: each end of every price, and of
/// every option, counts against whoever would gain by the other.
#[test]
fn what_is_owed_is_at_least_what_is_held() {
    for book in BOOKS {
        let parts = Parts::read(book).expect("a book");
        let owed = parts.owed().expect("claims");
        let reported: Value = serde_json::from_str(&report(book).expect("a report")).expect("JSON");
        assert!(parts.accounts().len() > 6);
        for account in parts.accounts() {
            let held = fixed(&reported["accounts"][account.name()]["equity"]);
            let mirror = owed.mirrored(&account).expect("a claim");
            let owed = mirror
                .equity()
                .surplus()
                .expect("known")
                .try_neg()
                .expect("in range");
            assert!(owed >= held, "{}: {owed} {held}", account.name());
            let apart = owed.try_sub(&held).expect("in range");
            let worth = owed.max(held).max(Fixed::from_num(10_000));
            // Prices of the shipped books are a few parts in a thousand wide, and accounts are levered.
            assert!(
                apart < worth.mul_up(&Fixed::from_num(0.5)).expect("in range"),
                "{}",
                account.name()
            );
        }
    }
}

/// By hand, one price a market: what is owed is what is held, to the bit.
#[test]
fn without_uncertainty_both_sides_agree() {
    let one = r#"{"asset": "1", "liability": "1"}"#;
    let book = format!(
        r#"{{"currency": "USD", "assets": {{"USDC": {{"price": "1", "initial": {one}, "maintenance": {one}}},
            "ETH": {{"price": "1800", "initial": {one}, "maintenance": {{"asset": "1", "liability": "1"}}}}}},
            "perps": {{"P": {{"price": "100.5", "settles": "USDC", "initial": "0.1", "maintenance": "0.05"}}}},
            "accounts": {{"a": {{"balances": {{"ETH": "-2"}}, "perps": {{"P": {{"size": "-4", "quote": "5000", "bids": "3"}}}}}}}}}}"#
    );
    let parts = Parts::read(&book).expect("a book");
    let account = parts.account("a").expect("an account");
    let mirror = parts
        .owed()
        .expect("claims")
        .mirrored(&account)
        .expect("a claim");
    // 5000 - 4 * 100.5 - 2 * 1800
    assert_eq!(mirror.equity().surplus(), Ok(Fixed::from_num(-998)));
    assert_eq!(
        account
            .perps()
            .map(|(name, perp)| (name, *perp.bids()))
            .collect::<Vec<_>>(),
        [("P", Fixed::from_num(3))]
    );
}

#[test]
fn parts_have_their_names() {
    let parts = Parts::without_accounts(BOOKS[1]).expect("a book");
    assert_eq!((parts.currency(), parts.accounts().len()), ("USD", 0));
    assert!(parts.account("strangle").is_none());
    let coin = parts.asset("ETH").expect("an asset");
    let bounds = coin.bounds().expect("bounds");
    assert_eq!(bounds[EQUITY].liability(), coin.price().high());
    assert!(bounds[MAINTENANCE].asset() < bounds[EQUITY].asset());
    let market = parts.perp("ETH-PERP").expect("a perp");
    assert_eq!(market.settles().map(|asset| asset.name()), Some("USDC"));
    assert_eq!(
        market.terms().expect("terms")[MAINTENANCE].price(),
        market.price()
    );
    let desk = parts.scenarios("desk").expect("a method");
    assert!(desk.margins(&market) && desk.is_underlying(&coin));
    assert_eq!(desk.settles().map(|asset| asset.name()), Some("USDC"));
    assert_eq!(desk.price(), Some(coin.price()));
    let array = desk
        .option("ETH-9D-2500-P")
        .expect("an option")
        .expect("priced");
    assert_eq!(array.side(&Fixed::ONE).profits().len(), desk.grid().len());
    // A series of another underlying is not the method's, nor is a method of another kind one of scenarios.
    assert!(desk.option("BTC-TODAY-97000-C").is_none() && desk.option("none").is_none());
    assert!(
        parts.has_method("exchange")
            && parts.scenarios("exchange").is_none()
            && !parts.has_method("none")
    );
    assert!(parts.asset("ETH-PERP").is_none() && parts.perp("ETH").is_none());
}
