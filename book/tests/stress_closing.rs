//! What is closed of an account below the line, its amounts worked out by hand.

#[path = "common/stressed.rs"]
mod stressed;

use serde_json::{json, Value};
use stressed::{near, outcome, steps, with};

/// 10 ETH count 10 * 512 * 0.75 = 3840 against the debt.
fn borrower() -> Value {
    json!({"a": {"balances": {"ETH": "10", "USDC": "-3996.25"}}})
}

fn penalty() -> Value {
    json!({"bonus": "0.125", "split": {"insurance": "0.25", "protocol": "0.125"}})
}

#[test]
fn a_debt_is_repaid_to_the_target() {
    // x repaid takes 1.125 x, which counted 0.84375 x: 156.25 short / (1 - 0.84375) = 1000.
    let report = outcome("-0.5", penalty(), borrower());
    let step = &report["steps"][0];
    near(&step["repaid"], 1000.0);
    near(&step["seized"], 2.197265625);
    assert_eq!(
        (&step["bonus"], &step["reason"]),
        (&json!("0.125"), &json!("target"))
    );
    assert_eq!(
        (&step["debt"], &step["collateral"]),
        (&json!("USDC"), &json!("ETH"))
    );
    // Of a penalty of 125, 31.25 to the fund and 15.625 to the protocol.
    near(&step["penalty"]["liquidator"], 0.152587890625);
    near(&step["penalty"]["insurance"], 0.06103515625);
    near(&step["penalty"]["protocol"], 0.030517578125);
    near(&report["liquidators"]["earned"], 78.125);
    near(&report["liquidators"]["units"]["USDC"], -1000.0);
    near(&report["liquidators"]["units"]["ETH"], 2.105712890625);
    near(&report["insurance"]["received"], 31.25);
    near(&report["insurance"]["after"], 31.25);
    near(&report["protocol"]["earned"], 15.625);
    let [before, shocked, after] =
        ["before", "shocked", "after"].map(|at| &report["accounts"]["a"][at]);
    assert_eq!(
        before,
        &json!({"status": "healthy", "equity": "6243.75", "maintenance": "3683.75"})
    );
    assert_eq!(
        shocked,
        &json!({"status": "liquidatable", "equity": "1123.75", "maintenance": "-156.25"})
    );
    assert_eq!(after["status"], "healthy");
    near(&after["equity"], 998.75);
    near(&after["maintenance"], 0.0);
    assert_eq!(report["steps"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_bonus_follows_the_ratio_and_ends_where_the_collateral_does() {
    // A ratio of 3840 / 5120 = 0.75 is half way from 1 to 0.5.
    let ramp = json!({"from": "1", "to": "0.5", "start": "0", "end": "0.25"});
    let account = |owed: &str| json!({"a": {"balances": {"ETH": "10", "USDC": owed}}});
    let bonus =
        |owed: &str| steps("-0.5", json!({"bonus": ramp}), account(owed))[0]["bonus"].take();
    assert_eq!(bonus("-5120"), "0", "all of the collateral is owed");
    // 5120 / 4096 - 1 = 0.25 is there, and (1 - 3840 / 4096) / 0.5 * 0.25 = 0.03125.
    assert_eq!(bonus("-4096"), "0.03125");
    let step = steps("-0.5", json!({"bonus": "1"}), account("-4096"));
    assert_eq!(step[0]["bonus"], "0.25", "what the collateral covers");
}

#[test]
fn the_close_factor_limits_each_repayment() {
    let found = steps(
        "-0.5",
        with(penalty(), "close_factor", json!("0.125")),
        borrower(),
    );
    let repaid = |place: usize| {
        (
            found[place]["repaid"].as_str(),
            found[place]["reason"].as_str(),
        )
    };
    // An eighth of 3996.25, an eighth of what that leaves, and the rest of the 1000 above.
    assert_eq!(repaid(0), (Some("499.53125"), Some("capped")));
    assert_eq!(repaid(1), (Some("437.08984375"), Some("capped")));
    assert_eq!(repaid(2).1, Some("target"));
    near(&found[2]["repaid"], 63.37890625);
    assert_eq!(found.as_array().map(Vec::len), Some(3));
    for exception in [
        json!({"full_below": "0.961"}),
        json!({"small": "3996.5"}),
        json!({"small": "5121"}),
    ] {
        let close = with(exception, "fraction", json!("0.125"));
        let found = steps("-0.5", with(penalty(), "close_factor", close), borrower());
        near(&found[0]["repaid"], 1000.0);
    }
}

#[test]
fn a_close_factor_of_next_to_nothing_holds_for_a_while_and_one_of_nothing_holds() {
    let found = steps(
        "-0.5",
        json!({"close_factor": "0.000000000001"}),
        borrower(),
    );
    let found = found.as_array().expect("steps");
    let capped = found
        .iter()
        .filter(|step| step["reason"] == "capped")
        .count();
    assert_eq!((capped, found.len()), (16, 17));
    assert_eq!(found[16]["reason"], "target");
    let report = outcome("-0.5", json!({"close_factor": "0"}), borrower());
    assert_eq!(report["steps"], json!([]));
    assert_eq!(report["totals"]["after"]["liquidatable"], 1);
}

#[test]
fn dust_is_swept() {
    let dust = |dust: &str| {
        let close = json!({"fraction": "1", "dust": dust});
        steps("-0.5", with(penalty(), "close_factor", close), borrower())[0].take()
    };
    // 1000 repaid would leave 2996.25.
    let left = dust("2996.25");
    near(&left["repaid"], 1000.0);
    assert_eq!(left["reason"], "target");
    // 3996.25 * 1.125 / 512.
    let swept = dust("2996.26");
    assert_eq!(
        (&swept["repaid"], &swept["seized"]),
        (&json!("3996.25"), &json!("8.78082275390625"))
    );
    assert_eq!(swept["reason"], "dust");
}

#[test]
fn what_is_worth_as_much_as_dust_is_none() {
    // A quarter of 4096 leaves 3072 of the debt, and 3584 of the collateral.
    let step = |dust: &str| {
        let policy = json!({"close_factor": {"fraction": "0.25", "dust": dust}});
        let account = json!({"a": {"balances": {"ETH": "9", "USDC": "-4096"}}});
        steps("-0.5", policy, account)[0].take()
    };
    let allowed = step("3072");
    assert_eq!(
        (&allowed["repaid"], &allowed["reason"]),
        (&json!("1024"), &json!("capped"))
    );
    let swept = step("3072.00000000000001");
    assert_eq!(
        (&swept["repaid"], &swept["reason"]),
        (&json!("4096"), &json!("dust"))
    );
}

#[test]
fn orders_are_cancelled_first_and_a_perp_is_reduced_to_the_target() {
    let position = json!({"size": "4", "quote": "-4096", "bids": "1"});
    let accounts = json!({"b": {"balances": {"USDC": "674"}, "perps": {"ETH-PERP": position}}});
    let policy = with(penalty(), "fee", json!("0.03125"));
    // At 928 it has 674 - 384 = 290 and needs 464. A unit closed frees 116 and costs 29.
    let report = outcome("-0.09375", policy, accounts);
    let reduce = json!({"account": "b", "action": "reduce", "market": "ETH-PERP", "size": "-2", "price": "928",
        "quote": "1856", "fee": {"liquidator": "36.25", "insurance": "14.5", "protocol": "7.25"}, "reason": "target"});
    assert_eq!(
        report["steps"],
        json!([{"account": "b", "action": "cancel"}, reduce])
    );
    assert_eq!(
        report["liquidators"],
        json!({"earned": "36.25", "units": {"USDC": "-1819.75", "ETH-PERP": "2"}})
    );
    let after = json!({"status": "healthy", "equity": "232", "maintenance": "0"});
    assert_eq!(report["accounts"]["b"]["after"], after);
}

#[test]
fn a_fee_is_at_most_what_the_account_has_and_none_where_it_undoes_the_closing() {
    // At 928 it has 29 and needs 464: all is closed, at most 29 / 3712 of the notional is paid.
    let account = |usdc: &str, eth: &str| {
        let perps = json!({"ETH-PERP": {"size": "4", "quote": "-4096"}});
        json!({"b": {"balances": {"USDC": usdc, "ETH": eth}, "perps": perps}})
    };
    let step =
        |account: Value, fee: &str| steps("-0.09375", json!({"fee": fee}), account)[0].take();
    assert_eq!(
        step(account("413", "0"), "0.03125")["fee"]["liquidator"],
        "29"
    );
    let empty = step(account("384", "0"), "0.03125");
    assert_eq!(
        (&empty["fee"]["liquidator"], &empty["size"]),
        (&json!("0"), &json!("-4"))
    );
    // 10 ETH count 6960 of 9280, one is lacking. A unit frees 116 and would cost 174: so 1 / 116 free.
    let free = step(account("-6113", "10"), "0.1875");
    assert_eq!(
        (&free["reason"], &free["fee"]["liquidator"]),
        (&json!("target"), &json!("0"))
    );
    near(&free["size"], -1.0 / 116.0);
}

#[test]
fn the_order_is_the_policy_s() {
    let account = json!({"a": {"balances": {"DAI": "-1024", "USDC": "-4096", "ETH": "8"}}});
    let debt =
        |order: &str| steps("-0.5", json!({"order": order}), account.clone())[0]["debt"].take();
    // Both free nothing, and of these the larger goes first.
    assert_eq!(
        (debt("given"), debt("largest"), debt("riskiest")),
        (json!("DAI"), json!("USDC"), json!("USDC"))
    );
    let account = json!({"a": {"balances": {"ETH": "-2", "USDC": "-4096", "DAI": "5000"}}});
    let debt =
        |order: &str| steps("-0.5", json!({"order": order}), account.clone())[0]["debt"].take();
    assert_eq!(
        (debt("largest"), debt("riskiest")),
        (json!("USDC"), json!("ETH"))
    );
}
