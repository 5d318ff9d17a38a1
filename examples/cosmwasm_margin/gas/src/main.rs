//! Runs the wasm files in the real virtual machine.
//!
//! ```text
//! gas MARGIN.wasm PROBE.wasm
//! ```
//!
//! The machine's own static check, a history of messages whose every answer and stored byte is that of the
//! native code, and what a health check costs in gas, in parts.

mod machine;
mod measure;
mod script;

use machine::{Both, Machine};

fn main() {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let [margin, probe] = files.as_slice() else {
        eprintln!("gas MARGIN.wasm PROBE.wasm");
        std::process::exit(2);
    };
    let read =
        |file: &String| std::fs::read(file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let (margin, probe) = (read(margin), read(probe));
    for (name, wasm) in [("contract", &margin), ("probe", &probe)] {
        machine::check(wasm);
        println!(
            "{name}: {} bytes, accepted by the machine's static check",
            wasm.len()
        );
    }

    let mut both = Both::new(&margin);
    let accounts = script::run(&mut both);
    println!(
        "{} messages and queries ({} refused): every answer and every stored byte as in native code",
        both.said, both.refused
    );
    println!("| of the contract | million gas |\n|---|---|");
    for (of, gas) in &both.costs {
        println!("| {of} | {:.1} |", *gas as f64 / 1e6);
    }
    println!();
    let (storage, env) = both.take();
    measure::run(Machine::new(&probe, storage), &accounts, &env);
}
