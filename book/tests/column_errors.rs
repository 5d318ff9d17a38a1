//! Columns that are wrong: each error with its row.

#[path = "common/columns.rs"]
mod columns;

use columns::{markets, Accounts, FALL};
use plimsoll::columns::positions::{Balances, Perps};
use plimsoll::{Error, Fixed};
use plimsoll_book::{stress_columns, MAX_POSITIONS};
use serde_json::json;

/// Two accounts of two balances, and one perp.
fn small() -> Accounts {
    let mut all = Accounts {
        count: 2,
        ..Accounts::default()
    };
    all.offsets = [vec![0, 2, 4], vec![0, 0, 1]];
    all.places = [vec![0, 2, 1, 3], vec![1]];
    all.quantity = vec![Fixed::ONE; 4];
    all.perps = [vec![Fixed::ONE], vec![-Fixed::ONE], vec![], vec![]];
    all
}

#[test]
fn columns_that_are_wrong_are_named_with_their_row() {
    type Spoil = fn(&mut Accounts);
    let cases: [(Spoil, Error, &str); 10] = [
        (
            |all| all.places[0][1] = 5,
            Error::UnknownMarket,
            "balances.market[1]",
        ),
        (
            |all| all.places[1][0] = 3,
            Error::UnknownMarket,
            "perps.market[0]",
        ),
        (
            |all| all.places[0][3] = 1,
            Error::InvalidOrder,
            "balances.market[3]",
        ),
        (
            |all| all.places[0][3] = 0,
            Error::InvalidOrder,
            "balances.market[3]",
        ),
        (
            |all| all.perps[2] = vec![-Fixed::ONE],
            Error::InvalidQuantity,
            "perps.bids[0]",
        ),
        (
            |all| all.perps[3] = vec![-Fixed::DELTA],
            Error::InvalidQuantity,
            "perps.asks[0]",
        ),
        (
            |all| all.count = 3,
            Error::InvalidLength,
            "balances.offsets[3]",
        ),
        (
            |all| all.offsets[1][1] = 2,
            Error::InvalidLength,
            "perps.offsets[1]",
        ),
        (
            |all| _ = all.quantity.pop(),
            Error::InvalidLength,
            "balances.quantity[3]",
        ),
        (
            |all| all.quantity[1] = Fixed::MAX,
            Error::Overflow,
            "accounts.0",
        ),
    ];
    let markets = markets(json!({})).to_string();
    for (spoil, error, place) in cases {
        let mut all = small();
        assert!(stress_columns(&markets, &FALL, all.count, all.balances(), all.perps()).is_ok());
        spoil(&mut all);
        let found = stress_columns(&markets, &FALL, all.count, all.balances(), all.perps());
        let found = found.expect_err(place);
        assert_eq!(found.to_string(), format!("{place}: {error}"));
        assert_eq!(found.name(), error.name());
    }
}

#[test]
fn what_is_asked_of_a_document_is_asked_of_columns() {
    let mut wide = markets(json!({}));
    for place in 0..MAX_POSITIONS {
        wide["assets"][format!("X{place}")] = wide["assets"]["DOGE"].clone();
    }
    let places: Vec<u32> = (0..=MAX_POSITIONS as u32).collect();
    let quantity = vec![Fixed::ONE; places.len()];
    for (rows, refused) in [(MAX_POSITIONS, false), (MAX_POSITIONS + 1, true)] {
        let offsets = [0, 0, rows as u32];
        let balances = Balances {
            offsets: &offsets,
            market: &places[..rows],
            quantity: &quantity[..rows],
        };
        let found = stress_columns(&wide.to_string(), &[], 2, balances, Perps::none());
        let line = found.map(|_| ()).map_err(|error| error.to_string());
        let problem = "accounts[1]: 1025 positions, more than the 1024 that one account may have";
        assert_eq!(
            line,
            if refused {
                Err(problem.to_string())
            } else {
                Ok(())
            }
        );
    }
    // Its own accounts are not looked at, whatever they are.
    let (all, mut spoiled) = (small(), markets(json!({})));
    let found = all.stressed(&spoiled);
    spoiled["accounts"] = json!(["nobody"]);
    assert_eq!(all.stressed(&spoiled), found);
    spoiled["policy"] = json!({"fee": "2"});
    let error = stress_columns(
        &spoiled.to_string(),
        &FALL,
        0,
        Balances::none(),
        Perps::none(),
    );
    assert!(error
        .expect_err("a fee above 1")
        .to_string()
        .starts_with("policy.fee: \"2\": "));
    let nobody = stress_columns(
        &markets(json!({})).to_string(),
        &FALL,
        0,
        Balances::none(),
        Perps::none(),
    );
    assert_eq!(nobody.expect("nobody").totals[2].accounts, 0);
}
