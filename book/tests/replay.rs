//! A book along a path of prices: what it is against the stress, and what holds for every path.

#[path = "common/replayed.rs"]
mod replayed;
#[path = "common/stressed.rs"]
mod stressed;

use plimsoll::Fixed;
use plimsoll_book::{stress, PricePath, Replay};
use replayed::{crowd, prices, read, replayed, run, CRASH};
use serde_json::{json, Value};
use stressed::book;

const EXAMPLE: &str = include_str!("../examples/book.json");

#[test]
fn one_row_is_the_stress_of_the_same_move() {
    for (text, moves) in [
        (crowd(), vec![("ETH", "-0.5", 512.)]),
        (crowd(), vec![("ETH", "0.75", 1792.)]),
        (EXAMPLE.to_string(), vec![]),
    ] {
        let shocks: Vec<(&str, &str)> = moves
            .iter()
            .map(|(market, change, _)| (*market, *change))
            .collect();
        let columns: Vec<(&str, Vec<Fixed>)> = moves
            .iter()
            .map(|(market, _, price)| (*market, prices(&[*price])))
            .collect();
        let columns: Vec<(&str, &[Fixed])> = columns.iter().map(|(m, c)| (*m, &c[..])).collect();
        let stressed = stress(&text, &shocks).expect("an outcome");
        let stressed: Value = serde_json::from_str(&stressed).expect("JSON");
        let mut replay = Replay::new(&text).expect("a book");
        replay
            .run(&PricePath::new(&[7], &columns).expect("a path"))
            .expect("a row");
        let report = read(&replay);
        let mut steps = report["steps"].clone();
        for step in steps.as_array_mut().expect("steps") {
            assert_eq!(
                step.as_object_mut().and_then(|step| step.remove("time")),
                Some(json!("7"))
            );
        }
        assert_eq!(steps, stressed["steps"]);
        for (name, account) in stressed["accounts"].as_object().expect("accounts") {
            for moment in ["before", "after"] {
                assert_eq!(
                    report["accounts"][name][moment], account[moment],
                    "{name} {moment}"
                );
            }
        }
        for party in ["liquidators", "protocol", "socialised"] {
            assert_eq!(report[party], stressed[party], "{party}");
        }
        for key in ["before", "received", "paid", "after", "units"] {
            assert_eq!(
                report["insurance"][key], stressed["insurance"][key],
                "{key}"
            );
        }
        assert_eq!(report["totals"]["after"], stressed["totals"]["after"]);
        let row = &report["series"][0];
        let totals = &stressed["totals"];
        for (key, other) in [
            ("liquidatable", &totals["shocked"]["liquidatable"]),
            ("insolvent", &totals["shocked"]["insolvent"]),
            ("liquidatable_after", &totals["after"]["liquidatable"]),
            ("equity", &totals["after"]["equity"]),
            ("deficit", &totals["after"]["deficit"]),
            ("socialised", &stressed["socialised"]["lost"]),
            ("fund", &stressed["insurance"]["after"]),
        ] {
            assert_eq!(&row[key], other, "{key}");
        }
    }
}

#[test]
fn a_flat_path_changes_nothing() {
    let healthy = book(
        json!({"bonus": "0.05", "insurance": "10"}),
        json!({"a": {"balances": {"USDC": "-500", "ETH": "1"}}, "b": {"balances": {"USDC": "7.3"},
            "perps": {"ETH-PERP": {"size": "0.01", "quote": "-9"}}}}),
    );
    let replay = replayed(&healthy, &[1024.; 50]);
    let (series, report) = (replay.series(), read(&replay));
    assert_eq!((series.len(), replay.steps().len()), (50, 0));
    assert_eq!(report["totals"]["before"], report["totals"]["after"]);
    for account in ["a", "b"] {
        let account = &report["accounts"][account];
        assert_eq!(account["before"], account["after"]);
    }
    let equity = series.equity[0];
    assert!(series.equity.iter().all(|other| *other == equity));
    assert!(series.fund.iter().all(|fund| *fund == Fixed::from_num(10)));
    for party in ["liquidators", "insurance", "protocol", "socialised"] {
        assert_eq!(report[party]["units"], json!({}));
    }
}

#[test]
fn a_path_in_pieces_is_the_path_whole() {
    let text = crowd();
    let whole = replayed(&text, &CRASH);
    assert!(
        whole.series().bad_debt.iter().any(|debt| *debt > 0),
        "the path has losses to carry"
    );
    for pieces in [vec![1; CRASH.len()], vec![9, 7], vec![0, 3, 13]] {
        let mut replay = Replay::new(&text).expect("a book");
        let mut from = 0;
        for piece in pieces {
            run(&mut replay, from, &CRASH[from..from + piece]).expect("rows");
            from += piece;
        }
        assert_eq!(replay.series(), whole.series());
        assert_eq!(replay.steps(), whole.steps());
        assert_eq!(replay.json(), whole.json());
    }
}

#[test]
fn a_price_is_scaled_from_the_books_own() {
    let text = crowd().replace("\"1024\"", "{\"low\": \"1000.7\", \"high\": \"1031.3\"}");
    // A hundred rows there and back, or one: no rounding is carried on.
    let there: Vec<f64> = (0..100).map(|row| 1016. + f64::from(row % 7)).collect();
    let healthy = text.replace("-", "");
    let (mut long, mut short) = (replayed(&healthy, &there), replayed(&healthy, &[]));
    for replay in [&mut long, &mut short] {
        run(replay, 200, &[987.654]).expect("a row");
    }
    let last = |replay: &Replay| {
        (
            replay.series().equity.last().copied(),
            read(replay)["accounts"].take(),
        )
    };
    assert_eq!(last(&long), last(&short));
}

#[test]
fn a_crash_through_time() {
    let replay = replayed(&crowd(), &CRASH);
    let (series, steps) = (replay.series(), replay.steps());
    let report = read(&replay);
    assert_eq!(series.len(), CRASH.len());
    for row in 0..series.len() {
        assert_eq!(series.time[row], 3600 * row as i64);
        let own = steps.row.iter().zip(&steps.action);
        let own = own.filter(|(at, action)| **at as usize == row && **action != "against");
        assert_eq!(own.count(), series.steps[row] as usize);
        assert!(series.liquidatable[row] >= series.insolvent[row]);
        assert_eq!(
            series.liquidatable_after[row], 0,
            "a close factor above 0 leaves nobody below the line"
        );
        assert_eq!(series.steps[row] == 0, series.liquidatable[row] == 0);
        assert!(series.fund_paid[row] <= series.bad_debt[row]);
        // What the fund does not pay lenders bear, but for what is rounded.
        let borne = series.fund_paid[row] + series.socialised[row];
        assert!((series.bad_debt[row] - borne).abs() < Fixed::from_num(1e-9));
        let before = if row == 0 {
            Fixed::from_num(64)
        } else {
            series.fund[row - 1]
        };
        assert_eq!(
            series.fund[row],
            before + series.fund_received[row] - series.fund_paid[row]
        );
        let peak = series.fund[..=row]
            .iter()
            .max()
            .copied()
            .expect("a row")
            .max(Fixed::from_num(64));
        assert!(series.drawdown[row] >= peak - series.fund[row]);
        assert!(row == 0 || series.drawdown[row] >= series.drawdown[row - 1]);
    }
    for action in [
        "cancel",
        "repay",
        "reduce",
        "deleverage",
        "against",
        "cover",
        "socialise",
    ] {
        assert!(steps.action.contains(&action), "{action}");
    }
    let sum = |column: &[Fixed]| column.iter().sum::<Fixed>().to_string();
    assert_eq!(
        report["insurance"]["paid"]
            .as_str()
            .map(|text| text.parse::<f64>().ok()),
        Some(sum(&series.fund_paid).parse().ok())
    );
    let table = replay.table().expect("a table");
    let active = series.steps.iter().filter(|steps| **steps > 0).count();
    assert!(
        table.contains(&format!("\n{active} of 16 rows had something to do.\n")),
        "{table}"
    );
}

#[test]
fn lenders_bear_a_loss_before_the_next_row() {
    let accounts = json!({
        "first": {"balances": {"USDC": "300"}}, "second": {"balances": {"USDC": "100", "ETH": "1"}},
        "gone": {"balances": {"USDC": "-600", "ETH": "1"}}});
    let text = book(json!({}), accounts);
    let replay = replayed(&text, &[500.]);
    assert_eq!(replay.series().socialised, prices(&[100.]));
    assert_eq!(
        read(&replay)["socialised"]["deposit_index"],
        json!({"USDC": "0.75"})
    );
    assert_eq!(replay.series().equity, prices(&[900.]), "not borne yet");
    let replay = replayed(&text, &[500., 500., 500.]);
    assert_eq!(replay.series().equity, prices(&[900., 800., 800.]));
    let report = read(&replay);
    assert_eq!(report["accounts"]["first"]["after"]["equity"], "225");
    assert_eq!(report["accounts"]["second"]["after"]["equity"], "575");
    assert_eq!(
        report["socialised"]["deposit_index"],
        json!({"USDC": "0.75"})
    );
    assert_eq!(
        report["socialised"]["units"],
        json!({}),
        "all of it is borne"
    );
}

#[test]
fn the_limit_of_a_period_holds_for_the_whole_path() {
    let gone = |owed: &str| json!({"balances": {"USDC": owed, "ETH": "1"}});
    let accounts =
        json!({"lender": {"balances": {"USDC": "100000"}}, "x": gone("-700"), "y": gone("-300")});
    let policy = json!({"insurance": {"balance": "1000", "per_event": "80", "per_period": "150"}});
    let replay = replayed(&book(policy, accounts), &[600., 200., 100.]);
    assert_eq!(replay.series().bad_debt, prices(&[100., 100., 0.]));
    assert_eq!(replay.series().fund_paid, prices(&[80., 70., 0.]));
    assert_eq!(replay.series().fund, prices(&[920., 850., 850.]));
    assert_eq!(replay.series().drawdown, prices(&[80., 150., 150.]));
    assert_eq!(replay.series().socialised, prices(&[20., 30., 0.]));
}

#[test]
fn an_account_under_a_method_is_shown_and_not_closed() {
    let text = include_str!("../examples/options.json");
    let mut replay = Replay::new(text).expect("a book");
    let path = prices(&[1200., 900.]);
    let path: [(&str, &[Fixed]); 1] = [("ETH", &path)];
    replay
        .run(&PricePath::new(&[-3600, 0], &path).expect("a path"))
        .expect("two rows");
    let report = read(&replay);
    let accounts = report["accounts"].as_object().expect("accounts");
    let kept = accounts
        .iter()
        .filter(|(_, account)| account["not_closed"] == "method");
    let kept: Vec<&String> = kept.map(|(name, _)| name).collect();
    assert!(
        kept.iter()
            .any(|name| accounts[*name]["after"]["status"] == "insolvent"),
        "{report}"
    );
    let steps = replay.steps();
    let names = replay.account_names();
    assert!(steps
        .account
        .iter()
        .all(|account| !kept.iter().any(|name| *name == names[*account as usize])));
}
