//! The golden vectors of `vectors/`, which an independent generator wrote, through the public API.
//! Python and JavaScript run the same files through their own.

#[path = "vectors/coverage.rs"]
mod coverage;
#[path = "vectors/exact.rs"]
mod exact;
#[path = "vectors/read.rs"]
mod read;
#[path = "vectors/read_columns.rs"]
mod read_columns;
#[path = "vectors/read_derive.rs"]
mod read_derive;
#[path = "vectors/read_exit.rs"]
mod read_exit;
#[path = "vectors/read_method.rs"]
mod read_method;
#[path = "vectors/read_option.rs"]
mod read_option;
#[path = "vectors/read_oracle.rs"]
mod read_oracle;
#[path = "vectors/read_risk.rs"]
mod read_risk;
#[path = "vectors/run_analytic.rs"]
mod run_analytic;
#[path = "vectors/run_columns.rs"]
mod run_columns;
#[path = "vectors/run_deribit.rs"]
mod run_deribit;
#[path = "vectors/run_derive.rs"]
mod run_derive;
#[path = "vectors/run_exit.rs"]
mod run_exit;
#[path = "vectors/run_liquidation.rs"]
mod run_liquidation;
#[path = "vectors/run_margin.rs"]
mod run_margin;
#[path = "vectors/run_methods.rs"]
mod run_methods;
#[path = "vectors/run_netting.rs"]
mod run_netting;
#[path = "vectors/run_number.rs"]
mod run_number;
#[path = "vectors/run_option.rs"]
mod run_option;
#[path = "vectors/run_oracle.rs"]
mod run_oracle;
#[path = "vectors/run_parameters.rs"]
mod run_parameters;
#[path = "vectors/run_risk.rs"]
mod run_risk;
#[path = "vectors/run_scenario.rs"]
mod run_scenario;
#[path = "vectors/run_solvency.rs"]
mod run_solvency;
#[path = "vectors/run_upkeep.rs"]
mod run_upkeep;
#[path = "vectors/run_weighting.rs"]
mod run_weighting;
#[path = "vectors/show.rs"]
mod show;
#[path = "vectors/show_derive.rs"]
mod show_derive;
#[path = "vectors/show_method.rs"]
mod show_method;
#[path = "vectors/show_option.rs"]
mod show_option;
#[path = "vectors/show_oracle.rs"]
mod show_oracle;

use plimsoll::Error;
use serde_json::{json, Value};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

type Run = fn(&str, &Value) -> Result<Value, Error>;

const MODULES: [(&str, Run); 91] = [
    ("error", run_number::error),
    ("number", run_number::number),
    ("interval", run_analytic::interval),
    ("analytic", run_analytic::analytic),
    ("ramp", run_number::ramp),
    ("amount", run_number::amount),
    ("decimal", run_number::decimal),
    ("price", run_number::price),
    ("oracle", run_oracle::oracle),
    ("confidence", run_oracle::confidence),
    ("age", run_oracle::age),
    ("sources", run_oracle::sources),
    ("band", run_oracle::band),
    ("twap", run_oracle::time_weighted),
    ("ema", run_oracle::exponential),
    ("stable", run_oracle::stable),
    ("remote", run_oracle::remote),
    ("quota", run_oracle::quota),
    ("scale", run_weighting::scale),
    ("size", run_weighting::size),
    ("haircut", run_weighting::haircut),
    ("profile", run_weighting::profile),
    ("parameters", run_parameters::parameters),
    ("rule", run_parameters::rule),
    ("set", run_parameters::set),
    ("volatility", run_risk::volatility),
    ("ewma", run_risk::ewma),
    ("garch", run_risk::garch),
    ("range", run_risk::ranges),
    ("filtered", run_risk::tails),
    ("floor", run_risk::floors),
    ("policy", run_risk::policy),
    ("correlation", run_risk::correlations),
    ("offset", run_risk::offset),
    ("liquidity", run_risk::liquidities),
    ("exit", run_exit::exits),
    ("pool", run_exit::pool),
    ("ranges", run_exit::ranges),
    ("stable_swap", run_exit::stable_swap),
    ("depth", run_exit::depth),
    ("weights", run_number::weights),
    ("tiers", run_number::tiers),
    ("health", run_margin::health),
    ("perp", run_margin::perp),
    ("net", run_margin::net),
    ("account", run_margin::account),
    ("holding", run_margin::holding),
    ("solver", run_margin::solver),
    ("limits", run_margin::limits),
    ("option", run_option::option),
    ("expiry", run_option::expiry),
    ("forward", run_option::forward),
    ("greeks", run_option::greeks),
    ("position", run_option::position),
    ("scenario", run_scenario::scenario),
    ("shock", run_scenario::shock),
    ("contingency", run_scenario::contingency),
    ("crossing", run_scenario::crossing),
    ("discount", run_derive::discount),
    ("margin", run_derive::margin),
    ("portfolio", run_derive::first),
    ("portfolio_2", run_derive::second),
    ("standard", run_derive::standard),
    ("netting", run_netting::netting),
    ("spread", run_netting::spread),
    ("span", run_methods::span),
    ("paradex", run_methods::paradex),
    ("okx", run_methods::okx),
    ("deribit", run_deribit::deribit),
    ("matrix", run_deribit::matrix),
    ("operation", run_upkeep::operation),
    ("capacity", run_upkeep::capacity),
    ("interest", run_upkeep::interest),
    ("shares", run_upkeep::shares),
    ("threshold", run_liquidation::price_of_liquidation),
    ("exchange", run_liquidation::exchange),
    ("bonus", run_liquidation::bonus),
    ("close", run_liquidation::close),
    ("order", run_liquidation::order),
    ("sizing", run_liquidation::sizing),
    ("repay", run_liquidation::repayment),
    ("reduce", run_liquidation::reduction),
    ("auction", run_liquidation::auction),
    ("bankruptcy", run_liquidation::bankruptcy),
    ("insurance", run_solvency::insurance),
    ("waterfall", run_solvency::waterfall),
    ("socialise", run_solvency::socialise),
    ("rank", run_solvency::rank),
    ("deleverage", run_solvency::deleverage),
    ("protocol", run_solvency::protocol),
    ("columns", run_columns::columns),
];

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors"))
}

fn cases(module: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(folder().join(module).with_extension("json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn every_vector_holds() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (module, run) in MODULES {
        for case in cases(module) {
            let function = read::text(&case["function"]);
            let (key, value) = match run(function, &case["in"]) {
                Ok(value) => ("out", value),
                Err(error) => ("error", json!(error.name())),
            };
            let fits = match case.get("exact") {
                Some(exact) if key == "out" => exact::fits(exact, &value, &case["width"]),
                _ => true,
            };
            if case.get(key) != Some(&value) || !fits {
                wrong.push(format!("{case}\n    here {key}: {value}"));
            }
            seen += 1;
        }
    }
    assert!(seen > 5000, "only {seen} vectors");
    assert!(
        wrong.is_empty(),
        "{} of {seen}, the first:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(5)].join("\n")
    );
}

/// With `PLIMSOLL_BLESS` set, writes what the core answers where the generator knows the exact value
/// only; `every_vector_holds` then judges it, and `generate.py` says whether the files are whole.
#[test]
fn answers_are_written_when_asked_for() {
    if std::env::var_os("PLIMSOLL_BLESS").is_none() {
        return;
    }
    for (module, run) in MODULES {
        let path = folder().join(module).with_extension("json");
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<String> = text.lines().map(|line| blessed(line, run)).collect();
        std::fs::write(&path, lines.join("\n") + "\n").unwrap();
    }
}

fn blessed(line: &str, run: Run) -> String {
    let (body, comma) = line
        .strip_suffix(',')
        .map_or((line, ""), |body| (body, ","));
    let Ok(case) = serde_json::from_str::<Value>(body) else {
        return line.into();
    };
    let (Some(_), Some(end)) = (case.get("exact"), body.rfind(", \"out\": ")) else {
        return line.into();
    };
    let Ok(out) = run(read::text(&case["function"]), &case["in"]) else {
        return line.into();
    };
    // No text in an answer holds a quotation mark, a colon or a comma.
    let out = out
        .to_string()
        .replace("\":", "\": ")
        .replace(",\"", ", \"")
        .replace("},{", "}, {");
    format!("{}, \"out\": {out}}}{comma}", &body[..end])
}

#[test]
fn every_public_function_has_a_vector() {
    let public = coverage::public(&folder().join("../../src"));
    let excused: coverage::Functions = coverage::EXCEPTIONS
        .iter()
        .map(|(module, function, _)| (module.to_string(), function.to_string()))
        .collect();
    let covered: coverage::Functions = MODULES
        .iter()
        .flat_map(|(module, _)| {
            let named = |case: &Value| (module.to_string(), read::text(&case["function"]).into());
            cases(module).iter().map(named).collect::<Vec<_>>()
        })
        .collect();
    let known: BTreeSet<_> = covered.union(&excused).cloned().collect();
    let list = |set: BTreeSet<&(String, String)>| format!("{set:?}");
    assert_eq!(list(public.difference(&known).collect()), "{}", "no vector");
    assert_eq!(
        list(known.difference(&public).collect()),
        "{}",
        "not in the core"
    );
    assert_eq!(
        list(covered.intersection(&excused).collect()),
        "{}",
        "excused without need"
    );
}

/// Every kind of error comes out of some vector.
#[test]
fn every_error_has_a_vector() {
    let mut missing: BTreeSet<&str> = Error::ALL.iter().map(|error| error.name()).collect();
    for (module, _) in MODULES {
        for case in cases(module) {
            missing.remove(case.get("error").map_or("", read::text));
        }
    }
    assert_eq!(missing, BTreeSet::new());
}

/// The files are what the generator writes, byte for byte; passes unseen only where there is no Python.
#[test]
fn the_files_are_the_generators() {
    let check = Command::new("python3")
        .arg(folder().join("generate.py"))
        .arg("--check")
        .output();
    match check {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("no python3: the generator was not run");
        }
        Err(error) => panic!("python3: {error}"),
        Ok(output) => assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        ),
    }
}
