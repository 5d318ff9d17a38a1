//! The stress of accounts in columns against that of the same accounts in a document.

#[path = "common/columns.rs"]
mod columns;

use columns::{markets, number, Accounts, FALL};
use plimsoll::margin::account::Status;
use plimsoll::Fixed;
use plimsoll_book::{stress, PricePath, Replay, Standings, Stressed};
use serde_json::{json, Map, Value};

fn policies() -> [Value; 3] {
    let base = |deleverage: &str, fund: &str| {
        json!({"bonus": "0.05", "fee": "0.01", "close_factor": "0.5",
        "split": {"insurance": "0.25", "protocol": "0.1"}, "insurance": fund, "deleverage": deleverage})
    };
    [
        base("none", "20000"),
        base("move_and_leverage", "0"),
        base("pro_rata", "500"),
    ]
}

/// A step as the document's stress reports it, from the columns.
fn step(stressed: &Stressed, at: usize) -> (Value, Value) {
    let steps = &stressed.steps;
    let mut found = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            found.insert(key.into(), value);
        }
    };
    let name = |place: Option<u32>| place.map(|place| json!(stressed.markets[place as usize]));
    let amount = steps.amount[at].as_ref().map(number);
    let keys = match steps.action[at] {
        "repay" => ("debt", "repaid"),
        "cover" | "socialise" => ("asset", "units"),
        _ => ("market", "size"),
    };
    put("account", Some(json!(format!("{:05}", steps.account[at]))));
    put("action", Some(json!(steps.action[at])));
    put(keys.0, name(steps.market[at]));
    put(keys.1, amount.clone());
    put("collateral", name(steps.collateral[at]));
    for (key, column) in [
        ("seized", &steps.seized),
        ("price", &steps.price),
        ("quote", &steps.quote),
        ("bonus", &steps.bonus),
        ("paid", &steps.paid),
    ] {
        put(key, column[at].as_ref().map(number));
    }
    put("reason", steps.reason[at].map(|reason| json!(reason)));
    let parts = steps.liquidator[at]
        .zip(steps.insurance[at])
        .zip(steps.protocol[at]);
    let key = if steps.action[at] == "reduce" {
        "fee"
    } else {
        "penalty"
    };
    put(
        key,
        parts.map(|((liquidator, insurance), protocol)| {
            json!({"liquidator": number(&liquidator),
        "insurance": number(&insurance), "protocol": number(&protocol)})
        }),
    );
    (found.into(), amount.unwrap_or_default())
}

fn steps(stressed: &Stressed) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    for at in 0..stressed.steps.len() {
        let (step, amount) = step(stressed, at);
        match stressed.steps.action[at] {
            "against" => {
                let last = all.last_mut().expect("a deleveraging");
                assert_eq!(
                    (&step["market"], &step["price"]),
                    (&last["market"], &last["price"])
                );
                last["against"][step["account"].as_str().expect("a name")] = amount;
            }
            _ => all.push(step),
        }
    }
    all
}

#[test]
fn columns_give_what_the_document_gives() {
    let mut actions = std::collections::BTreeSet::new();
    for (seed, policy) in policies().into_iter().enumerate() {
        let (markets, accounts) = (markets(policy), Accounts::random(400, 77 + seed as u64));
        let report = stress(&accounts.document(&markets), &FALL).expect("an outcome");
        let report: Value = serde_json::from_str(&report).expect("JSON");
        let found = accounts.stressed(&markets);
        for (moment, standings) in ["before", "shocked", "after"].iter().zip(&found.standings) {
            for (place, (name, account)) in report["accounts"]
                .as_object()
                .expect("accounts")
                .iter()
                .enumerate()
            {
                let Standings {
                    status,
                    equity,
                    maintenance,
                } = standings;
                let own = json!({"status": status[place].name(), "equity": number(&equity[place]),
                    "maintenance": number(&maintenance[place])});
                assert_eq!(account[*moment], own, "{name} {moment}");
            }
        }
        for (moment, totals) in ["before", "shocked", "after"].iter().zip(&found.totals) {
            let own = json!({"equity": number(&totals.equity), "deficit": number(&totals.deficit),
                "accounts": totals.accounts, "liquidatable": totals.liquidatable, "insolvent": totals.insolvent});
            assert_eq!(report["totals"][moment], own, "{moment}");
        }
        assert_eq!(report["steps"], Value::from(steps(&found)));
        actions.extend(found.steps.action.iter().copied());
        let flows = &found.flows;
        for (place, key) in [
            (0, "liquidators"),
            (1, "insurance"),
            (2, "protocol"),
            (3, "socialised"),
        ] {
            let units = found.markets.iter().zip(&flows.units[place]);
            let units: Map<String, Value> = units
                .filter(|(_, units)| **units != Fixed::ZERO)
                .map(|(name, units)| (name.clone(), number(units)))
                .collect();
            assert_eq!(report[key]["units"], Value::from(units), "{key}");
        }
        let indices = flows.deposit_index.iter();
        let indices: Map<String, Value> = indices
            .map(|(place, index)| (found.markets[*place as usize].clone(), number(index)))
            .collect();
        assert_eq!(report["socialised"]["deposit_index"], Value::from(indices));
        for (value, own) in [
            (&report["liquidators"]["earned"], &flows.liquidators),
            (&report["protocol"]["earned"], &flows.protocol),
            (&report["socialised"]["lost"], &flows.socialised),
            (&report["insurance"]["before"], &flows.fund_before),
            (&report["insurance"]["received"], &flows.fund_received),
            (&report["insurance"]["paid"], &flows.fund_paid),
            (&report["insurance"]["after"], &flows.fund_after),
        ] {
            assert_eq!(*value, number(own));
        }
    }
    let all = [
        "against",
        "cancel",
        "cover",
        "deleverage",
        "reduce",
        "repay",
        "socialise",
    ];
    assert_eq!(actions.into_iter().collect::<Vec<&str>>(), all);
}

#[test]
fn many_accounts_are_many_times_the_work_and_no_more() {
    let markets = markets(policies()[1].clone());
    let all = Accounts::random(20_000, 5);
    let found = all.stressed(&markets);
    assert_eq!(found.totals[2].accounts, 20_000);
    let below = |standings: &Standings| {
        standings
            .maintenance
            .iter()
            .filter(|surplus| **surplus < 0)
            .count()
    };
    for (standings, totals) in found.standings.iter().zip(&found.totals) {
        assert_eq!(below(standings), totals.liquidatable as usize);
        let insolvent = standings
            .status
            .iter()
            .filter(|status| **status == Status::Insolvent);
        assert_eq!(insolvent.count(), totals.insolvent as usize);
    }
    assert!(found.totals[1].liquidatable > 2_000 && found.totals[2].liquidatable == 0);
    assert!(
        found.steps.len() > 1 << 14,
        "more than are turned into columns at a time"
    );
}

#[test]
fn a_replay_of_columns_is_that_of_the_document() {
    let (markets, accounts) = (markets(policies()[1].clone()), Accounts::random(100, 9));
    let path: Vec<Fixed> = [100, 80, 60, 40, 50, 30].map(Fixed::from_num::<i32>).into();
    let columns: [(&str, &[Fixed]); 1] = [("SOL", &path)];
    let path = PricePath::new(&[1, 2, 3, 4, 5, 6], &columns).expect("a path");
    let mut one = Replay::new(&accounts.document(&markets)).expect("a book");
    let other = Replay::of_columns(
        &markets.to_string(),
        accounts.count,
        accounts.balances(),
        accounts.perps(),
    );
    let mut other = other.expect("columns");
    for replay in [&mut one, &mut other] {
        replay.run(&path).expect("rows");
    }
    assert!(!one.steps().is_empty());
    assert_eq!((one.series(), one.steps()), (other.series(), other.steps()));
    assert_eq!(other.account_names()[99], "99");
    assert_eq!(one.account_names()[99], "00099");
    assert_eq!(
        one.market_names()[..],
        ["BTC", "DOGE", "ETH", "SOL", "USD", "BTC-PERP", "ETH-PERP", "OIL"]
    );
}
