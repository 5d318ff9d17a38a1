//! The markets of a document as columns: every account of a crowd measured as its report says, on bits and on
//! floats, at other prices, and as they are stored.

#[path = "common/columns.rs"]
#[allow(dead_code)] // not every test file asks for everything
mod columns;

use columns::{markets, Accounts, FALL};
use plimsoll::columns::fault::Table;
use plimsoll::columns::positions::{Balances, Options, Perps, Positions};
use plimsoll::columns::scan::measure;
use plimsoll::number::decimal::{read_nearest, read_up};
use plimsoll::{Fixed, Price};
use plimsoll_book::columns::{Lane, Markets};
use plimsoll_book::{report, stress};
use serde_json::{json, Value};

/// Nothing has changed.
const SAME: [Vec<u32>; 3] = [Vec::new(), Vec::new(), Vec::new()];

/// A figure of a report.
fn number(figure: &Value) -> Fixed {
    let text = figure.as_str().expect("a text");
    read_nearest(text).expect("a number")
}

/// The sums of every account at initial and maintenance, and its surplus at equity.
fn measured<N: Lane>(crowd: &Accounts, markets: &Markets) -> Vec<[N; 5]> {
    let view = markets.view::<N>().expect("a view");
    let lent = view.lend().expect("what it was made of");
    let known = lent.markets().expect("markets");
    let of = |column: &[Fixed]| -> Vec<N> { column.iter().map(N::of).collect() };
    let quantity = of(&crowd.quantity);
    let [size, quote, bids, asks] = crowd.perps.each_ref().map(|column| of(column));
    let balances = Balances {
        offsets: &crowd.offsets[0],
        market: &crowd.places[0],
        quantity: &quantity,
    };
    let perps = Perps {
        offsets: &crowd.offsets[1],
        market: &crowd.places[1],
        size: &size,
        quote: &quote,
        bids: &bids,
        asks: &asks,
    };
    let positions = Positions::new(crowd.count, balances, perps, Options::none()).expect("columns");
    let row = |account| {
        let (account, _) = measure(&positions, &known, account, &mut []).expect("a row");
        let [initial, maintenance] = [account.initial(), account.maintenance()];
        [
            *initial.assets(),
            *initial.liabilities(),
            *maintenance.assets(),
            *maintenance.liabilities(),
            account.equity().surplus().expect("a price"),
        ]
    };
    (0..crowd.count).map(row).collect()
}

/// The same of a report.
fn reported(report: &Value) -> Vec<[Fixed; 5]> {
    let accounts = report["accounts"].as_object().expect("accounts").values();
    let row = |account: &Value| {
        [
            number(&account["initial"]["assets"]),
            number(&account["initial"]["liabilities"]),
            number(&account["maintenance"]["assets"]),
            number(&account["maintenance"]["liabilities"]),
            number(&account["equity"]),
        ]
    };
    accounts.map(row).collect()
}

fn document(crowd: &Accounts) -> Value {
    let mut book = markets(json!({}));
    book["assets"]["ETH"]["initial_price"] = json!({"low": "1900", "high": "2100"});
    book["perps"]["OIL"]["initial_price"] = json!({"low": "65", "high": "77"});
    book["accounts"] = Value::Object(crowd.json.clone());
    book
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn a_crowd_is_measured_as_its_report_says() {
    for seed in 1..4 {
        let crowd = Accounts::random(300, seed);
        let text = document(&crowd).to_string();
        let markets = Markets::read(&text).expect("a book");
        let wanted = reported(&parsed(&report(&text).expect("a report")));
        assert_eq!(measured::<Fixed>(&crowd, &markets), wanted);
        for (floats, bits) in measured::<f64>(&crowd, &markets).iter().zip(&wanted) {
            for (float, bits) in floats.iter().zip(bits) {
                let scale = 1e7; // no account of the crowd has so much
                assert!((float - bits.to_num::<f64>()).abs() < scale * f64::EPSILON * 64.);
            }
        }
    }
}

#[test]
fn moved_markets_are_the_stressed_ones() {
    let crowd = Accounts::random(200, 7);
    let text = document(&crowd).to_string();
    let moved = Markets::read(&text).and_then(|markets| markets.moved(&FALL));
    let shocked = parsed(&stress(&text, &FALL).expect("a stress"));
    let rows = measured::<Fixed>(&crowd, &moved.expect("moved"));
    let accounts = shocked["accounts"].as_object().expect("accounts").values();
    assert_eq!(rows.len(), 200);
    for (row, account) in rows.iter().zip(accounts) {
        let [_, _, assets, liabilities, equity] = row;
        assert_eq!(*equity, number(&account["shocked"]["equity"]));
        assert_eq!(
            assets - liabilities,
            number(&account["shocked"]["maintenance"])
        );
    }
}

fn price(low: &str, high: &str) -> Price {
    let ends = (read_nearest(low), read_up(high));
    Price::new(ends.0.expect("a number"), ends.1.expect("a number")).expect("a price")
}

/// A book with a call on ETH.
fn with_options() -> Markets {
    let mut book = markets(json!({}));
    book["expiries"] = json!({"E": {"follows": "ETH", "seconds": "2592000", "forward": {"low": "2000", "high": "2002"}}});
    book["options"] =
        json!({"C": {"expiry": "E", "right": "call", "strike": "2100", "volatility": "0.5"}});
    book["methods"] = json!({"scan": {"kind": "scenarios", "underlying": "ETH", "settles": "USD",
        "factor": {"initial": "1", "maintenance": "1"}, "grid": [{"spot": "0.9"}, {"spot": "1.1"}]}});
    Markets::read(&book.to_string()).expect("a book")
}

#[test]
fn what_changes_is_told_by_its_place() {
    let markets = with_options();
    assert_eq!(markets.changed(&markets), SAME);
    let one = markets
        .priced(&[("SOL", price("90", "91"))])
        .expect("priced");
    assert_eq!(one.changed(&markets), [vec![3], vec![], vec![]]);
    let two = markets
        .priced(&[("ETH", price("1500", "1501"))])
        .expect("priced");
    assert_eq!(two.changed(&markets), [vec![2], vec![], vec![0]]);
    let all = markets.moved(&[("ETH-PERP", "-0.25")]).expect("moved");
    assert_eq!(all.changed(&markets), [vec![2], vec![1], vec![0]]);
    assert_eq!(markets.names(Table::Options), ["C"]);
    assert_eq!(markets.place(Table::Perps, "OIL"), Some(2));
}

#[test]
fn a_price_does_not_depend_on_those_before_it() {
    let markets = with_options();
    let other = price("1733.3", "1741.7");
    let straight = markets.priced(&[("ETH", other)]).expect("priced");
    let mut round = markets.clone();
    for step in 1..50 {
        let low = format!("{}.{step}", 1500 + 7 * step);
        round = round
            .priced(&[("ETH", price(&low, "1999"))])
            .expect("priced");
    }
    let round = round.priced(&[("ETH", other)]).expect("priced");
    assert_eq!(round.stored(), straight.stored());
    let (_, _, own) = markets.index("ETH").expect("a market");
    let back = round.priced(&[("ETH", own)]).expect("priced");
    assert_eq!(back.stored(), markets.stored());
    // After a move it goes from where that led.
    let moved = markets.moved(&[("ETH", "0.5")]).expect("moved");
    let again = moved.priced(&[("ETH", other)]).expect("priced");
    let home = again.priced(&[("ETH", moved.index("ETH").expect("a market").2)]);
    assert_eq!(home.expect("priced").stored(), moved.stored());
}

#[test]
fn markets_are_stored_and_restored() {
    let markets = with_options();
    let moved = markets
        .moved(&FALL)
        .and_then(|moved| moved.priced(&[("OIL", price("60", "61"))]));
    let moved = moved.expect("moved");
    let again = markets.restored(&moved.stored()).expect("the same book");
    assert_eq!(again.stored(), moved.stored());
    assert_eq!(again.changed(&moved), SAME);
    for cut in 0..moved.stored().len() {
        assert!(markets.restored(&moved.stored()[..cut]).is_err(), "{cut}");
    }
    let mut backwards = moved.stored();
    backwards.reverse();
    assert!(markets.restored(&backwards).is_err());
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let markets = with_options();
    let said =
        |made: Result<Markets, plimsoll_book::BookError>| made.err().expect("an error").to_string();
    assert_eq!(
        said(markets.moved(&[("X", "1")])),
        "shock.X: \"X\" is not one of the book's markets"
    );
    assert_eq!(
        said(markets.moved(&[("ETH", "1"), ("ETH-PERP", "1")])),
        "shock.ETH-PERP: its index is moved twice"
    );
    assert!(said(markets.moved(&[("ETH", "-1")])).starts_with("shock.ETH: \"-1\": "));
    let one = price("1", "1");
    assert_eq!(
        said(markets.priced(&[("X", one)])),
        "price.X: \"X\" is not one of the book's markets"
    );
    assert_eq!(
        said(markets.priced(&[("ETH", one), ("ETH", one)])),
        "price.ETH: it is given twice"
    );
    assert!(markets.index("X").is_err());
}
