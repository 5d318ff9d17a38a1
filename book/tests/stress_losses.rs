//! What an account cannot pay: whose loss it is, worked out by hand.

#[path = "common/stressed.rs"]
mod stressed;

use plimsoll_book::stress_table;
use serde_json::{json, Value};
use stressed::{book, outcome, steps, with};

/// Long 4 from 1024: worth 96 - 2048 = -1952 at 512.
fn long(usdc: &str) -> Value {
    json!({"balances": {"USDC": usdc}, "perps": {"ETH-PERP": {"size": "4", "quote": "-4096"}}})
}

fn short(usdc: &str, size: &str, quote: &str) -> Value {
    json!({"balances": {"USDC": usdc}, "perps": {"ETH-PERP": {"size": size, "quote": quote}}})
}

fn fund(limits: Value) -> Value {
    json!({"insurance": with(limits, "balance", json!("2000"))})
}

#[test]
fn the_fund_pays_within_its_limits_and_lenders_bear_the_rest() {
    let accounts =
        json!({"c": long("96"), "d": long("96"), "lender": {"balances": {"USDC": "7616"}}});
    let paid = |policy: Value| {
        let report = outcome("-0.5", policy, accounts.clone());
        let steps = report["steps"].as_array().expect("steps").clone();
        let amounts = steps
            .iter()
            .filter(|step| step["action"] != "reduce")
            .map(|step| {
                let text = |key: &str| step[key].as_str().unwrap_or_default().to_string();
                [text("account"), text("action"), text("units")].join(" ")
            });
        (amounts.collect::<Vec<_>>(), report)
    };
    let (all, report) = paid(fund(json!({})));
    assert_eq!(all, ["c cover 1952", "d cover 48", "d socialise 1904"]);
    // 1 - 1904 / 7616.
    assert_eq!(
        report["socialised"],
        json!({"lost": "1904", "units": {"USDC": "-1904"}, "deposit_index": {"USDC": "0.75"}})
    );
    assert_eq!(report["insurance"]["after"], "0");
    let (all, _) = paid(fund(json!({"per_event": "1000"})));
    assert_eq!(
        all,
        [
            "c cover 1000",
            "c socialise 952",
            "d cover 1000",
            "d socialise 952"
        ]
    );
    let (all, report) = paid(fund(json!({"per_event": "1000", "per_period": "1500"})));
    assert_eq!(
        all,
        [
            "c cover 1000",
            "c socialise 952",
            "d cover 500",
            "d socialise 1452"
        ]
    );
    assert_eq!(
        (&report["insurance"]["paid"], &report["insurance"]["after"]),
        (&json!("1500"), &json!("500"))
    );
    let (all, _) = paid(fund(json!({"per_event": "0"})));
    assert_eq!(all, ["c socialise 1952", "d socialise 1952"]);
}

#[test]
fn all_debts_of_an_account_are_one_event() {
    let accounts = json!({"c": {"balances": {"DAI": "-800", "USDC": "-700"}}});
    let found = steps("-0.5", fund(json!({"per_event": "1000"})), accounts);
    let cover = |asset: &str, units: &str| json!({"account": "c", "action": "cover", "asset": asset, "units": units, "paid": units});
    let rest = json!({"account": "c", "action": "socialise", "asset": "USDC", "units": "500"});
    assert_eq!(
        found,
        json!([cover("DAI", "800"), cover("USDC", "200"), rest])
    );
}

#[test]
fn an_index_that_nobody_holds_and_one_that_is_wiped_out() {
    let accounts = |lent: &str| json!({"c": {"balances": {"USDC": "-800"}}, "d": {"balances": {"USDC": lent}}});
    let index = |lent: &str| {
        outcome("-0.5", json!({}), accounts(lent))["socialised"]["deposit_index"]["USDC"].take()
    };
    assert_eq!(
        (index("0"), index("600"), index("800"), index("1600")),
        (json!("1"), json!("0"), json!("0"), json!("0.5"))
    );
}

#[test]
fn deleveraging_goes_by_rank_at_the_bankruptcy_price() {
    // 1952 is lacking on 4 units: 512 + 488. Both have gained half; x has 3072 for 1536 of notional,
    // y 11024 for 1024.
    let accounts = json!({"y": short("10000", "-2", "2048"), "c": long("96"), "x": short("1536", "-3", "3072")});
    let report = outcome(
        "-0.5",
        json!({"deleverage": "profit_and_leverage"}),
        accounts.clone(),
    );
    let step = json!({"account": "c", "action": "deleverage", "market": "ETH-PERP", "size": "-4", "price": "1000",
        "against": {"x": "3", "y": "1"}});
    assert_eq!(report["steps"], json!([step]));
    let equity = |name: &str| report["accounts"][name]["after"]["equity"].clone();
    assert_eq!(
        (equity("c"), equity("x"), equity("y")),
        (json!("0"), json!("1608"), json!("10536"))
    );
    // The fund bears 952 of it first: 1000 is lacking on 4 units.
    let policy = json!({"deleverage": "move_and_leverage", "insurance": "952"});
    let report = outcome("-0.5", policy, accounts);
    assert_eq!(report["steps"][0]["price"], "762");
    assert_eq!(
        report["steps"][1],
        json!({"account": "c", "action": "cover", "asset": "USDC", "units": "952", "paid": "952"})
    );
}

#[test]
fn deleveraging_pro_rata() {
    let accounts = json!({"y": short("10000", "-2", "2048"), "c": long("96"), "x": short("8000", "-6", "6144")});
    let found = steps("-0.5", json!({"deleverage": "pro_rata"}), accounts);
    assert_eq!(found[0]["against"], json!({"y": "1", "x": "3"}));
    assert_eq!(found.as_array().map(Vec::len), Some(1));
}

#[test]
fn nobody_is_deleveraged_beyond_what_he_has_or_the_bankrupt_has_lost() {
    // x loses 488 a unit and has 488; y has 2 units. The last unit goes at the mark, and 488 is lost.
    let accounts =
        json!({"c": long("96"), "x": short("488", "-3", "1536"), "y": short("9000", "-2", "2048")});
    let report = outcome(
        "-0.5",
        json!({"deleverage": "profit_and_leverage"}),
        accounts,
    );
    assert_eq!(report["steps"][0]["against"], json!({"x": "1", "y": "2"}));
    assert_eq!(report["accounts"]["x"]["after"]["equity"], "0");
    assert_eq!(report["socialised"]["lost"], "488");
    // 3000 is lacking on 4 units, but the bankrupt has paid no more than 1024 for one.
    let accounts = json!({"c": long("-952"), "y": short("9000", "-4", "4096")});
    let found = steps("-0.5", json!({"deleverage": "pro_rata"}), accounts);
    assert_eq!(
        (&found[0]["price"], &found[1]["units"]),
        (&json!("1024"), &json!("952"))
    );
    // Where the position is in profit, others are not asked to give more than the mark.
    let accounts = json!({"c": {"balances": {"USDC": "-5000"}, "perps": {"ETH-PERP": {"size": "4", "quote": "-1024"}}},
        "y": short("9000", "-4", "1024")});
    let found = steps("-0.5", json!({"deleverage": "pro_rata"}), accounts);
    assert_eq!(
        (&found[0]["action"], &found[1]["units"]),
        (&json!("reduce"), &json!("3976"))
    );
}

#[test]
fn a_short_is_deleveraged_downward() {
    // Short 4 from 1024, at 1536 worth 48 - 2048 = -2000: 1536 - 500.
    let accounts = json!({"c": short("48", "-4", "4096"), "y": short("9000", "4", "-4096")});
    let report = outcome("0.5", json!({"deleverage": "pro_rata"}), accounts);
    let step = json!([{"account": "c", "action": "deleverage", "market": "ETH-PERP", "size": "4", "price": "1036",
        "against": {"y": "-4"}}]);
    assert_eq!(report["steps"], step);
    assert_eq!(report["accounts"]["y"]["after"]["equity"], "9048");
}

#[test]
fn the_smallest_debt_and_the_smallest_position_are_closed() {
    // A step of ETH is worth 512 steps, of USDC one; 0.00000000000001 is two steps and a bit.
    let accounts = json!({"c": {"balances": {"USDC": "-0.000000000000003553"}},
        "d": {"balances": {"USDC": "-5"}, "perps": {"ETH-PERP": {"size": "0.00000000000001", "quote": "-1"}}}});
    let report = outcome("-0.999999999", json!({}), accounts);
    assert_eq!(report["totals"]["after"]["liquidatable"], 0);
    assert_eq!(report["totals"]["after"]["deficit"], "0");
}

#[test]
fn the_table_says_the_same() {
    let accounts = json!({"c": long("96"), "lender": {"balances": {"USDC": "7616"}}});
    let text = book(fund(json!({"per_event": "1000"})), accounts);
    let table = stress_table(&text, &[("ETH", "-0.5")]).expect(&text);
    for line in [
        "1  c  sells 4 ETH-PERP at 512, fee 0 (closed)",
        "2  c  the insurance fund pays 1000 USDC",
        "3  c  lenders lose 952 USDC",
        "The insurance fund paid 1000 USD.",
        "Lenders lost 952 USD.",
        "Everything that left an account has arrived somewhere: the sum is zero.",
    ] {
        assert!(
            table.lines().any(|found| found == line),
            "{line} in {table}"
        );
    }
    let calm = json!({"lender": {"balances": {"USDC": "7616"}}});
    let text = book(json!({}), calm);
    let calm = stress_table(&text, &[("ETH", "0")]).expect(&text);
    assert!(calm.contains("\nNothing to do.\n"), "{calm}");
}
