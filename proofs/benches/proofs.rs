//! What proofs take: time, bytes, memory. `scripts/bench-proofs` runs it and explains the table;
//! `cargo bench -p plimsoll-proofs -- spot 4 solvency 50` runs some cases.
//!
//! Prover and verifier of a case are processes of their own, which hand nothing on but the proof, so each one's peak
//! memory is its own. Both compute the generators before their clock runs.

use plimsoll::{Fixed, Price, Terms, Tier, Tiers, Weights};
use plimsoll_proofs::margin::{Group, Orders, Perp};
use plimsoll_proofs::{Batch, Commitment, Context, Generators, Health, Liabilities};
use plimsoll_proofs::{Error, Lots, Opening, Owed, Reserves, Solvency};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

const CASES: &str = "spot 1 spot 4 spot 16 spot 64 perps 1 perps 4 perps 16 perps 64 \
                     accounts 100 accounts 1000 solvency 1000 solvency 10000";
const CONTEXT: Context<'static> = Context {
    purpose: "bench",
    version: 1,
    time: 1_800_000_000,
};
/// Lots a token, so that a million of them are one.
const TOKEN: i128 = 1_000_000;
/// Legs of each of the accounts that are verified together.
const LEGS: usize = 4;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn lots() -> Result<Lots, Error> {
    Lots::new(TOKEN.unsigned_abs() as u64)
}

/// About 100, with what the oracle is unsure of.
fn price() -> Result<Price, Error> {
    Ok(Price::new(Fixed::from_num(99.9), Fixed::from_num(100.1))?)
}

fn weights() -> Result<Weights, Error> {
    Ok(Weights::new(Fixed::from_num(0.9), Fixed::from_num(1.1))?)
}

fn asset() -> Result<Group<'static>, Error> {
    Ok(Group::of_asset(lots()?, weights()?.apply(&price()?)?))
}

/// Assets alone, or an asset in which perps settle, each with a ladder of three rungs and a profit weight.
fn health(kind: &str, count: usize) -> Result<Health, Error> {
    if kind != "perps" {
        let groups = (0..count).map(|_| asset()).collect::<Result<Vec<_>, _>>()?;
        return Health::new(&groups, &Fixed::ZERO);
    }
    let rung = |floor: i32, rate: f64| Tier::new(Fixed::from_num(floor), Fixed::from_num(rate));
    let mut rungs = [rung(0, 0.01), rung(10_000, 0.02), rung(100_000, 0.05)];
    let tiers = Tiers::from_rates(&mut rungs)?;
    let perp = || -> Result<_, Error> {
        let terms = Terms::new(price()?, weights()?, tiers, Fixed::from_num(0.8))?;
        Ok(Perp {
            lots: lots()?,
            terms,
            orders: Orders::Without,
        })
    };
    let perps = (0..count).map(|_| perp()).collect::<Result<Vec<_>, _>>()?;
    Health::new(&[Group { perps, ..asset()? }], &Fixed::ZERO)
}

/// Of assets ten tokens owned, then one owed, and so on; of perps one token long at 100, then one short.
fn openings(kind: &str, count: usize, rng: &mut ChaCha20Rng) -> Vec<Opening> {
    let sides = (0..count).map(|place| place % 2 == 0);
    let quantities: Vec<i128> = match kind {
        "perps" => [1000 * TOKEN]
            .into_iter()
            .chain(sides.flat_map(|long| {
                if long {
                    [TOKEN, -100 * TOKEN]
                } else {
                    [-TOKEN, 100 * TOKEN]
                }
            }))
            .collect(),
        _ => sides
            .map(|owned| if owned { 10 * TOKEN } else { -TOKEN })
            .collect(),
    };
    quantities
        .into_iter()
        .map(|quantity| Opening::random(quantity, rng))
        .collect()
}

/// A dollar to 1,000 dollars of equity, every eighth account below zero.
fn liabilities(count: usize, rng: &mut ChaCha20Rng) -> Result<Liabilities, Error> {
    let ids: Vec<[u8; 8]> = (0..count as u64).map(u64::to_le_bytes).collect();
    let equity = |place: i64| {
        if place % 8 == 7 {
            -1_000_000
        } else {
            (place % 1000 + 1) * 1_000_000
        }
    };
    let owed: Vec<_> = ids
        .iter()
        .zip(0..)
        .map(|(id, place)| Owed::new(id, equity(place)))
        .collect();
    Liabilities::new(&owed, rng)
}

fn reserves(count: usize) -> Result<Reserves, Error> {
    let mut reserves = Reserves::new(lots()?);
    reserves.add(
        &Fixed::from_num(count),
        &Price::exact(Fixed::from_num(1000))?,
    )?;
    Ok(reserves)
}

/// The proofs of a case, one after the other, and the prover's time for each.
fn prove(kind: &str, count: usize) -> Outcome<(Vec<Vec<u8>>, Duration, usize)> {
    let rng = &mut ChaCha20Rng::seed_from_u64(1);
    if kind == "solvency" {
        let values = Solvency::values(count);
        let generators = Generators::new(values);
        let (reserves, liabilities) = (reserves(count)?, liabilities(count, rng)?);
        let mut noise = ChaCha20Rng::seed_from_u64(2);
        let (proof, time) =
            median(|| liabilities.prove(&generators, &CONTEXT, &reserves, &mut noise))?;
        return Ok((vec![proof.to_bytes()], time, values));
    }
    let (accounts, legs) = if kind == "accounts" {
        (count, LEGS)
    } else {
        (1, count)
    };
    let health = health(kind, legs)?;
    let generators = Generators::new(health.limbs());
    let mut proofs = Vec::new();
    let mut time = Duration::ZERO;
    for _ in 0..accounts {
        let openings = openings(kind, legs, rng);
        let mut noise = ChaCha20Rng::seed_from_u64(2);
        let mut prove = || health.prove(&generators, &CONTEXT, &openings, &mut noise);
        let proof = match accounts {
            1 => median(&mut prove).map(|(proof, median)| {
                time = median;
                proof
            })?,
            _ => prove()?,
        };
        proofs.push(proof);
    }
    Ok((proofs, time, accounts * health.limbs()))
}

fn verify(kind: &str, count: usize, proofs: &[Vec<u8>]) -> Outcome<Duration> {
    let rng = &mut ChaCha20Rng::seed_from_u64(1);
    if kind == "solvency" {
        let [proof] = proofs else {
            return Err("not what the prover wrote".into());
        };
        let generators = Generators::new(Solvency::values(count));
        let (reserves, root) = (reserves(count)?, Solvency::from_bytes(proof)?.root());
        let check = || Solvency::from_bytes(proof)?.verify(&generators, &CONTEXT, &reserves, &root);
        return Ok(median(check)?.1);
    }
    let legs = if kind == "accounts" { LEGS } else { count };
    let health = health(kind, legs)?;
    let generators = Generators::new(health.limbs());
    let ledgers: Vec<Vec<Commitment>> = proofs
        .iter()
        .map(|_| {
            openings(kind, legs, rng)
                .iter()
                .map(Opening::commit)
                .collect()
        })
        .collect();
    let check = || match proofs {
        [proof] => health.verify(&generators, &CONTEXT, &ledgers[0], proof),
        several => {
            let mut batch = Batch::new(&generators);
            for (proof, ledger) in several.iter().zip(&ledgers) {
                health.verify_later(&mut batch, &CONTEXT, ledger, proof)?;
            }
            batch.verify()
        }
    };
    Ok(median(check)?.1)
}

/// The median time of some runs, after one that warms up: as many as two seconds hold, one at least, 15 at most.
fn median<T>(mut run: impl FnMut() -> Result<T, Error>) -> Result<(T, Duration), Error> {
    let begun = Instant::now();
    let mut result = run()?;
    let mut times = vec![begun.elapsed()];
    if begun.elapsed() < Duration::from_secs(1) {
        times.clear();
        while times.is_empty() || (times.len() < 15 && begun.elapsed() < Duration::from_secs(2)) {
            let clock = Instant::now();
            result = run()?;
            times.push(clock.elapsed());
        }
    }
    times.sort_unstable();
    Ok((result, times[times.len() / 2]))
}

/// The most memory that this process ever had, in megabytes; where the system does not say, zero.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim_end_matches("kB").trim().parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

/// Runs this program as one of the two, and returns what it prints.
fn run(side: &str, kind: &str, count: &str, file: &str) -> Outcome<Vec<String>> {
    let output = Command::new(env::current_exe()?)
        .args([side, kind, count, file])
        .output()?;
    if !output.status.success() {
        return Err(format!(
            "{side} {kind} {count}: {}",
            String::from_utf8_lossy(&output.stderr)
        )
        .into());
    }
    Ok(String::from_utf8(output.stdout)?
        .split_whitespace()
        .map(str::to_owned)
        .collect())
}

fn table(cases: &[String]) -> Outcome<()> {
    println!("   case              values     bytes   prove ms  peak MB  verify ms  peak MB");
    let file = env::temp_dir().join(format!("plimsoll-proofs-{}", std::process::id()));
    let file = file.to_str().ok_or("the temporary directory has no name")?;
    for case in cases.chunks(2) {
        let [kind, count] = case else {
            return Err("a case is a kind and a number".into());
        };
        let proved = run("prove", kind, count, file)
            .and_then(|proved| Ok((proved, run("verify", kind, count, file)?)));
        fs::remove_file(file)?;
        let (proved, verified) = proved?;
        let ([values, bytes, time, memory], [check, peak]) = (&proved[..], &verified[..]) else {
            return Err("a child printed something else".into());
        };
        let time = if kind == "accounts" { "-" } else { time };
        println!("   {kind:<9} {count:>6} {values:>8} {bytes:>9} {time:>10} {memory:>8} {check:>10} {peak:>8}");
    }
    Ok(())
}

fn main() -> Outcome<()> {
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["prove", kind, count, file] => {
            let (proofs, time, values) = prove(kind, count.parse()?)?;
            let memory = peak();
            let bytes: usize = proofs.iter().map(Vec::len).sum();
            let framed = proofs
                .iter()
                .flat_map(|proof| [&proof.len().to_le_bytes()[..], proof].concat());
            fs::write(file, framed.collect::<Vec<u8>>())?;
            println!("{values} {bytes} {:.1} {memory:.1}", milliseconds(time));
        }
        ["verify", kind, count, file] => {
            let (mut proofs, mut bytes) = (Vec::new(), &fs::read(file)?[..]);
            while let Some((length, rest)) = bytes.split_first_chunk() {
                let (proof, rest) = rest.split_at(usize::from_le_bytes(*length));
                proofs.push(proof.to_vec());
                bytes = rest;
            }
            let time = verify(kind, count.parse()?, &proofs)?;
            println!("{:.1} {:.1}", milliseconds(time), peak());
        }
        [] => table(
            &CASES
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        )?,
        _ => table(
            &words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>(),
        )?,
    }
    Ok(())
}
