//! An account of a document has the report that the book gives it.

use crate::{inputs, machine, native};
use plimsoll::number::decimal::read_nearest;
use plimsoll::Fixed;
use serde_json::Value;
use zkvm_health_host::document;
use zkvm_health_rule::{Claim, Report};

const BOOK: &str = include_str!("../../../book.json");

#[test]
fn the_book_and_the_machine() {
    let machine = machine();
    let json = plimsoll_book::report(BOOK).expect("a report");
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let accounts = json["accounts"].as_object().expect("accounts");
    assert_eq!(accounts.len(), 5);
    for (name, theirs) in accounts {
        let (state, account) = document::read(BOOK, name, "test", 1, 2).expect(name);
        let report = Report::new(&state, &account).expect(name);
        assert_eq!(theirs["status"], report.status.name(), "{name}");
        let number = |value: &Value| read_nearest::<Fixed>(value.as_str().expect("a text"));
        for (level, health) in ["initial", "maintenance"].iter().zip(&report.levels) {
            let level = &theirs[level];
            assert_eq!(number(&level["assets"]), Ok(*health.assets()), "{name}");
            assert_eq!(
                number(&level["liabilities"]),
                Ok(*health.liabilities()),
                "{name}"
            );
        }
        assert_eq!(
            number(&theirs["equity"]),
            report.levels[2].surplus(),
            "{name}"
        );
        let inputs = inputs(&state, &account, &Claim::Report(report));
        let public = machine.execute(&inputs).expect(name);
        assert_eq!(Ok(public), native(&inputs), "{name}");
    }
}

#[test]
fn what_is_no_account() {
    for (book, account, problem) in [
        (BOOK.to_string(), "nobody", "no account \"nobody\""),
        (BOOK.replace("\"2683\"", "\"x\""), "lender", "ETH"),
        (
            BOOK.replace("\"scenarios\"", "\"paradex\""),
            "hedged",
            "methods",
        ),
        (String::new(), "lender", "EOF"),
    ] {
        let error = document::read(&book, account, "test", 1, 2).expect_err(problem);
        assert!(error.to_string().contains(problem), "{error}");
    }
}
