//! A crowd of accounts, a crash, and how a test runs the one along the other.

use crate::stressed::book;
use plimsoll::Fixed;
use plimsoll_book::{BookError, PricePath, Replay};
use serde_json::{json, Value};

pub fn prices(prices: &[f64]) -> Vec<Fixed> {
    prices.iter().map(|price| Fixed::from_num(*price)).collect()
}

/// The book along prices of ETH, one an hour.
pub fn replayed(text: &str, path: &[f64]) -> Replay {
    let mut replay = Replay::new(text).expect(text);
    run(&mut replay, 0, path).expect(text);
    replay
}

pub fn run(replay: &mut Replay, first: usize, path: &[f64]) -> Result<(), BookError> {
    let times: Vec<i64> = (first..first + path.len())
        .map(|row| 3600 * row as i64)
        .collect();
    replay.run(&PricePath::new(&times, &[("ETH", &prices(path))])?)
}

/// The report, whose sum is checked to be zero.
#[allow(dead_code)] // not every test file asks for it
pub fn read(replay: &Replay) -> Value {
    let text = replay.json().expect("sums in range");
    assert!(text.ends_with('\n') && text.matches('\n').count() == 1);
    let report: Value = serde_json::from_str(&text).expect(&text);
    let sums = report["sum"].as_object().expect("sums");
    assert!(
        sums.values().all(|amount| amount == "0"),
        "{}",
        report["sum"]
    );
    report
}

/// Lenders and borrowers, longs and shorts, some of them close to the line.
pub fn crowd() -> String {
    let policy = json!({"bonus": "0.0625", "fee": "0.0078125", "close_factor": "0.5",
        "split": {"insurance": "0.25", "protocol": "0.125"}, "insurance": "64", "deleverage": "move_and_leverage"});
    let mut accounts = json!({"lender": {"balances": {"USDC": "100000", "DAI": "5000"}}});
    for place in 0..40 {
        let debt = 300 + 15 * place;
        accounts[format!("borrower {place}")] =
            json!({"balances": {"USDC": format!("-{debt}"), "ETH": "1"}});
        let (size, sign) = (2 + place % 3, if place % 2 == 0 { "" } else { "-" });
        let quote = 1024 * size;
        let quote = if place % 2 == 0 {
            format!("-{quote}")
        } else {
            format!("{quote}")
        };
        accounts[format!("trader {place}")] = json!({"balances": {"USDC": format!("{}", 260 + 30 * place)},
            "perps": {"ETH-PERP": {"size": format!("{sign}{size}"), "quote": quote, "bids": "0.5"}}});
    }
    book(policy, accounts)
}

/// Down by more than half with two rebounds, and up again.
pub const CRASH: [f64; 16] = [
    1024., 1000., 960., 900., 940., 800., 700., 610., 660., 520., 400., 480., 460., 700., 1100.,
    1500.,
];
