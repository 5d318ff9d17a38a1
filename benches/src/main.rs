//! Instruction counts of every case, beside its time, against the limits in `limits.txt`:
//!
//! ```text
//! cargo run --release -p plimsoll-benches            fails where a count is more than 5 % above its limit
//! cargo run --release -p plimsoll-benches -- --write writes the counts of this build as the new limits
//! ```
//!
//! Counts come from one run of this program under valgrind, which takes a second, and are the same on
//! every run of one binary; the time is the fastest of many batches and is shown, never judged.

use std::collections::HashMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

const LIMITS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/limits.txt");
/// Other compilers of the same year differ by less.
const SLACK_PERCENT: u64 = 5;

/// The function whose entry and exit valgrind watches.
#[no_mangle]
#[inline(never)]
extern "C-unwind" fn plimsoll_measured(body: &mut &mut dyn FnMut()) {
    body();
    black_box(());
}

fn names() -> Vec<&'static str> {
    let mut names = Vec::new();
    visit(&mut |name, _| names.push(name));
    names
}

fn visit(visit: &mut dyn FnMut(&'static str, &mut dyn FnMut())) {
    plimsoll_benches::each(visit).expect("the fixture is sound");
}

/// One dump for each case, in order.
fn counts() -> Result<HashMap<&'static str, u64>, String> {
    let folder = std::env::temp_dir().join(format!("plimsoll-counts-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let out = folder.join("dump");
    let program = std::env::current_exe().map_err(|e| e.to_string())?;
    let status = Command::new("valgrind")
        .args([
            "--quiet",
            "--tool=callgrind",
            "--toggle-collect=plimsoll_measured",
        ])
        .arg("--dump-after=plimsoll_measured")
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(program)
        .arg("--once")
        .status()
        .map_err(|e| format!("valgrind does not start: {e}"))?;
    if !status.success() {
        return Err(format!("valgrind: {status}"));
    }
    let counted = names()
        .into_iter()
        .enumerate()
        .map(|(place, name)| Ok((name, total(&part(&out, place + 1))?)))
        .collect();
    std::fs::remove_dir_all(&folder).map_err(|e| e.to_string())?;
    counted
}

fn part(out: &Path, number: usize) -> PathBuf {
    PathBuf::from(format!("{}.{number}", out.display()))
}

fn total(dump: &Path) -> Result<u64, String> {
    let text = std::fs::read_to_string(dump).map_err(|e| format!("{}: {e}", dump.display()))?;
    text.lines()
        .find_map(|line| line.strip_prefix("summary: "))
        .and_then(|count| count.trim().parse().ok())
        .ok_or_else(|| format!("{}: no summary", dump.display()))
}

/// Nanoseconds of one run: the fastest of many batches, which interruptions disturb least.
fn nanoseconds(body: &mut dyn FnMut()) -> f64 {
    let start = Instant::now();
    body();
    // A batch of a millisecond, or one run of what takes longer.
    let runs = Duration::from_millis(1).as_nanos() / start.elapsed().as_nanos().max(1);
    let batch = u32::try_from(runs.clamp(1, 1000)).unwrap_or(1);
    let mut best = Duration::MAX;
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_millis(100) {
        let start = Instant::now();
        for _ in 0..batch {
            body();
        }
        best = best.min(start.elapsed());
    }
    best.as_secs_f64() * 1e9 / f64::from(batch)
}

fn limits() -> HashMap<String, u64> {
    let text = std::fs::read_to_string(LIMITS).unwrap_or_default();
    text.lines()
        .filter_map(|line| line.split_once(": "))
        .filter_map(|(name, limit)| Some((name.to_string(), limit.parse().ok()?)))
        .collect()
}

fn compare(counts: &HashMap<&str, u64>) -> Result<(), String> {
    let limits = limits();
    let mut above = Vec::new();
    println!(
        "{:<24}{:>14}{:>16}{:>12}",
        "case", "time", "instructions", "limit"
    );
    visit(&mut |name, body| {
        let count = counts.get(name).copied().unwrap_or(u64::MAX);
        let limit = limits.get(name).copied().unwrap_or(0);
        println!(
            "{name:<24}{:>11.1} ns{count:>16}{limit:>12}",
            nanoseconds(body)
        );
        if count.saturating_mul(100) > limit * (100 + SLACK_PERCENT) {
            above.push(name);
        }
    });
    match above.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "more than {SLACK_PERCENT} % above the limit: {}",
            above.join(", ")
        )),
    }
}

fn main() -> ExitCode {
    let argument = std::env::args().nth(1);
    let done = match argument.as_deref() {
        Some("--once") => {
            visit(&mut |_, mut body| plimsoll_measured(&mut body));
            Ok(())
        }
        Some("--write") => counts().and_then(|counts| {
            let lines: String = names()
                .iter()
                .map(|name| format!("{name}: {}\n", counts[name]))
                .collect();
            std::fs::write(LIMITS, lines).map_err(|e| e.to_string())
        }),
        None => counts().and_then(|counts| compare(&counts)),
        Some(other) => Err(format!("unknown argument {other}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
