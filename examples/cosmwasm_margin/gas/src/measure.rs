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

    println!("| positions | nothing | load | and health | the rule | share | on Decimal256: load | and health | the rule | plimsoll's part of that |");
    println!("|---|---|---|---|---|---|---|---|---|---|");
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
        // To a millionth of a base unit a position and lot: 18 decimals times a size of 30,000.
        let surplus = numbers(&gas(Query::Surplus { account: account() }).0);
        let decimal = numbers(&gas(Query::DecimalSurplus { account: account() }).0);
        for (ours, theirs) in surplus.iter().zip(&decimal) {
            let apart = (ours - theirs).abs();
            assert!(
                apart <= 1e-6 * f64::from(size) + ours.abs() * 1e-12,
                "{ours} is not {theirs}"
            );
        }
        let (rule, decimal_rule) = (health - load, decimal_health - decimal_load);
        println!(
            "| {size} | {nothing} | {load} | {health} | {rule} | {:.0} % | {decimal_load} | {decimal_health} | {decimal_rule} | {:.2} |",
            100.0 * rule as f64 / health as f64,
            rule as f64 / decimal_rule as f64,
        );
    }
}
