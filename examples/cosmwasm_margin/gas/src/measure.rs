//! What a health check costs, in parts.

use crate::machine::Machine;
use crate::script::SIZES;
use cosmwasm_std::{Addr, Env, MessageInfo};
use probe::{Instantiate, Query};

/// Gas of one query, and its answer as text.
fn ask(machine: &mut Machine, env: &Env, query: &Query) -> (String, i64) {
    let message = serde_json::to_vec(query).expect("JSON");
    let (answer, gas) = machine.metered(|machine| machine.query(env, &message));
    let answer = answer.unwrap_or_else(|refusal| panic!("refused: {refusal}"));
    (
        String::from_utf8_lossy(answer.as_slice()).into_owned(),
        gas as i64,
    )
}

/// The surpluses of an answer.
fn numbers(answer: &str) -> Vec<f64> {
    let texts: Vec<String> = serde_json::from_str(answer).expect("a list");
    texts
        .iter()
        .map(|text| text.parse().expect("a number"))
        .collect()
}

pub fn run(mut machine: Machine, accounts: &[String], env: &Env) {
    let info = MessageInfo {
        sender: Addr::unchecked("admin"),
        funds: vec![],
    };
    let message = serde_json::to_vec(&Instantiate {
        accounts: accounts.to_vec(),
    })
    .expect("JSON");
    machine
        .instantiate(env, &info, &message)
        .expect("copies in Decimal256");

    println!("| positions | nothing | load | and health | the rule | its share |");
    println!("|---|---|---|---|---|---|");
    let mut on_decimal = Vec::new();
    for (name, size) in accounts.iter().zip(SIZES) {
        let account = || name.clone();
        let mut gas = |query| ask(&mut machine, env, &query);
        let (_, nothing) = gas(Query::Nothing {});
        let (count, load) = gas(Query::Load { account: account() });
        let (levels, health) = gas(Query::Health { account: account() });
        let (decimal_count, decimal_load) = gas(Query::DecimalLoad { account: account() });
        let (decimal_levels, decimal_health) = gas(Query::DecimalHealth { account: account() });
        assert_eq!(
            (count.as_str(), decimal_count.as_str()),
            (&*size.to_string(), &*size.to_string())
        );
        assert_eq!(levels, decimal_levels, "the two disagree");
        // A weight is a step of 3.6e-15 off at most, and so is what it is made of: five of those on a notional
        // of at most 4.2e8 base units a position.
        let surplus = numbers(&gas(Query::Surplus { account: account() }).0);
        let decimal = numbers(&gas(Query::DecimalSurplus { account: account() }).0);
        for (ours, theirs) in surplus.iter().zip(&decimal) {
            let apart = (ours - theirs).abs();
            assert!(apart <= 1e-5 * f64::from(size), "{ours} is not {theirs}");
        }
        let (rule, decimal_rule) = (health - load, decimal_health - decimal_load);
        let million = |gas: i64| format!("{:.2}", gas as f64 / 1e6);
        println!(
            "| {size} | {} | {} | {} | {} | {:.0} % |",
            million(nothing),
            million(load),
            million(health),
            million(rule),
            100.0 * rule as f64 / health as f64,
        );
        on_decimal.push(format!(
            "| {size} | {} | {} | {} | {:.0} % | {:.1} % |",
            million(decimal_load),
            million(decimal_health),
            million(decimal_rule),
            100.0 * health as f64 / decimal_health as f64,
            100.0 * rule as f64 / decimal_rule as f64,
        ));
    }
    println!("\n| on `Decimal256` | load | and health | the rule | plimsoll: whole | the rule |");
    println!("|---|---|---|---|---|---|\n{}", on_decimal.join("\n"));
}
