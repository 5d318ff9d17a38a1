//! The command: see `README.md`.

use plimsoll::number::decimal::{read_nearest, write};
use std::path::Path;
use std::time::Instant;
use zkvm_health_host::machine::{Inputs, Key, Machine, Result};
use zkvm_health_host::world::{blinded, bytes, Random, World};
use zkvm_health_host::{document, Native};
use zkvm_health_rule::{commitment, digest, prove, Account, Claim, Report, State, Statement};
use zkvm_health_rule::{Digest, BLINDING};

const USAGE: &str = "\
zkvm-health-host inputs BOOK ACCOUNT PURPOSE VERSION TIME DIR
    the markets of a document as DIR/state, and an account behind 32 random bytes as DIR/account, which stays private
zkvm-health-host execute PROGRAM DIR CLAIM
    runs the program without a proof, and compares with what the same crate says here
zkvm-health-host prove PROGRAM DIR CLAIM
    proves it: DIR/statement and DIR/proof
zkvm-health-host key PROGRAM FILE
    what verifies the proofs of this program, and of no other
zkvm-health-host verify KEY STATE STATEMENT PROOF
    whether the proof shows the statement about this state
zkvm-health-host figures PROGRAM
    what accounts of several sizes cost

CLAIM is status, report, or a level and what its surplus is at least: \"initial 100\", \"maintenance 0\"";

/// The levels, by the names of the library.
const LEVELS: [&str; 3] = ["initial", "maintenance", "equity"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments[..] {
        ["inputs", book, account, purpose, version, time, dir] => {
            inputs(book, account, [purpose, version, time], Path::new(dir))
        }
        ["execute", program, dir, claim] => execute(program, Path::new(dir), claim),
        ["prove", program, dir, claim] => make(program, Path::new(dir), claim),
        ["key", program, file] => key(program, file),
        ["verify", key, state, statement, proof] => verify(key, state, statement, proof),
        ["figures", program] => figures(program),
        _ => Err(USAGE.into()),
    };
    if let Err(error) = result {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn inputs(book: &str, name: &str, of: [&str; 3], dir: &Path) -> Result<()> {
    let [purpose, version, time] = of;
    let text = read(book)?;
    let text = std::str::from_utf8(&text)?;
    let (state, account) = document::read(text, name, purpose, version.parse()?, time.parse()?)?;
    let mut blinding = [0; BLINDING];
    getrandom::fill(&mut blinding).map_err(|error| error.to_string())?;
    let (state, account) = (bytes(&state), blinded(blinding, &account));
    std::fs::create_dir_all(dir)?;
    std::fs::write(dir.join("state"), &state)?;
    std::fs::write(dir.join("account"), &account)?;
    println!("state   {}", hex(&digest::<Native>(b"state", &state)));
    println!("account {}", hex(&commitment::<Native>(&account)));
    Ok(())
}

/// The inputs of a directory, and the claim that a text makes of them.
fn claimed(dir: &Path, claim: &str) -> Result<(Inputs, Claim)> {
    let (state, account) = (read(dir.join("state"))?, read(dir.join("account"))?);
    let own = account.get(BLINDING..).ok_or("account: too few bytes")?;
    let report = Report::new(&State::read(&state)?, &Account::read(own)?)?;
    let claim = match claim.split_once(' ') {
        None if claim == "status" => Claim::Status(report.status),
        None if claim == "report" => Claim::Report(report),
        Some((level, least)) => {
            let found = LEVELS.iter().position(|name| *name == level);
            Claim::Above {
                level: found.ok_or("no level is called so")? as u8,
                least: read_nearest(least)?,
            }
        }
        None => return Err(USAGE.into()),
    };
    let inputs = Inputs {
        state,
        account,
        claim: bytes(&claim),
    };
    Ok((inputs, claim))
}

fn execute(program: &str, dir: &Path, claim: &str) -> Result<()> {
    let machine = Machine::new(&read(program)?)?;
    let (inputs, claim) = claimed(dir, claim)?;
    let here = prove::<Native>(&inputs.state, &inputs.account, &inputs.claim)?;
    let there = machine.execute(&inputs)?;
    if here != there {
        return Err("the machine and this computer disagree".into());
    }
    println!("shows   {}", shown(&claim));
    println!("public  {}", hex(&there));
    println!("{} instructions", machine.instructions(&inputs)?);
    Ok(())
}

fn make(program: &str, dir: &Path, claim: &str) -> Result<()> {
    let machine = Machine::new(&read(program)?)?;
    let (inputs, claim) = claimed(dir, claim)?;
    // What cannot be proved is known before the work of trying.
    prove::<Native>(&inputs.state, &inputs.account, &inputs.claim)?;
    let statement = Statement {
        state: digest::<Native>(b"state", &inputs.state),
        account: commitment::<Native>(&inputs.account),
        claim,
    };
    let proof = machine.prover()?.prove(&inputs)?.write()?;
    std::fs::write(dir.join("statement"), statement.write()?)?;
    std::fs::write(dir.join("proof"), &proof)?;
    println!("shows   {}", shown(&statement.claim));
    println!("{} bytes", proof.len());
    Ok(())
}

fn key(program: &str, file: &str) -> Result<()> {
    let key = Machine::new(&read(program)?)?.key()?;
    std::fs::write(file, key.write()?)?;
    println!("program {}", key.program());
    println!("{:.1} bits of security", key.security());
    Ok(())
}

fn verify(key: &str, state: &str, statement: &str, proof: &str) -> Result<()> {
    let key = Key::read(&read(key)?)?;
    let (state, statement, proof) = (read(state)?, read(statement)?, read(proof)?);
    let shows = Statement::read(&statement)?;
    if shows.state != digest::<Native>(b"state", &state) {
        return Err("a statement about another state".into());
    }
    key.verify(&proof, &digest::<Native>(b"statement", &statement))?;
    let state = State::read(&state)?;
    println!("purpose {:?}", state.purpose);
    println!("version {}, time {}", state.version, state.time);
    println!("account {}", hex(&shows.account));
    println!("shows   {}", shown(&shows.claim));
    Ok(())
}

/// What accounts of several sizes cost, as the README prints it: instructions of all, and proofs of those that fit
/// one segment. The smallest comes first, because peak memory is that of the process so far.
fn figures(program: &str) -> Result<()> {
    let program = read(program)?;
    println!("program, bytes: {}", program.len());
    let start = Instant::now();
    let machine = Machine::new(&program)?;
    let mut prover = machine.prover()?;
    println!("setup, s: {:.1}", start.elapsed().as_secs_f64());
    let key = machine.key()?;
    println!("key, bytes: {}", key.write()?.len());
    println!("account: state, bytes; instructions; segments; prove, s; of processor; proof, bytes; verify, s; peak, MB");
    // Half of the positions are balances and half are perps with ladders of four rungs at two levels.
    let sizes = [
        ("1 position", 1, 0, 0),
        ("16 positions", 8, 8, 0),
        ("1 position and 16 options, made", 1, 0, 16),
        ("64 positions", 32, 32, 0),
        ("1 position and 1 option, quoted", 1, 0, 1),
        ("1 position and 16 options, quoted", 1, 0, 16),
    ];
    for (name, assets, perps, series) in sizes {
        let mut world = World::new(&mut Random(1), assets, perps, series)?;
        if let (Some(options), true) = (&mut world.state.options, name.ends_with("made")) {
            options.make()?;
        }
        let claim = Claim::Status(Report::new(&world.state, &world.account)?.status);
        let inputs = Inputs {
            state: bytes(&world.state),
            account: blinded([7; BLINDING], &world.account),
            claim: bytes(&claim),
        };
        let public = prove::<Native>(&inputs.state, &inputs.account, &inputs.claim)?;
        let (count, segments) = (machine.instructions(&inputs)?, machine.segments(&inputs)?);
        print!("{name}: {}; {count}; {segments}", inputs.state.len());
        if segments > 1 {
            println!();
            continue;
        }
        let (start, before) = (Instant::now(), processor()?);
        let proof = prover.prove(&inputs)?.write()?;
        let (wall, used) = (start.elapsed().as_secs_f64(), processor()? - before);
        print!("; {wall:.1}; {used:.1}; {}", proof.len());
        let start = Instant::now();
        key.verify(&proof, &public)?;
        println!("; {:.3}; {}", start.elapsed().as_secs_f64(), peak()?);
    }
    Ok(())
}

/// The processor time of this process so far, in seconds: what proving takes where others use the machine too.
fn processor() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // Behind the name, which may have spaces: the 14th and 15th fields, in hundredths of a second.
    let (_, fields) = stat
        .rsplit_once(") ")
        .ok_or("no fields in /proc/self/stat")?;
    let ticks = fields.split(' ').skip(11).take(2);
    let ticks: Vec<u64> = ticks
        .map(str::parse)
        .collect::<std::result::Result<_, _>>()?;
    Ok(ticks.iter().sum::<u64>() as f64 / 100.0)
}

/// The most memory that this process has had, in megabytes.
fn peak() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    Ok(number
        .ok_or("no peak in /proc/self/status")?
        .parse::<u64>()?
        / 1024)
}

fn shown(claim: &Claim) -> String {
    match claim {
        Claim::Status(status) => format!("status {}", status.name()),
        Claim::Above { level, least } => {
            let level = LEVELS.get(usize::from(*level)).unwrap_or(&"no level");
            format!("surplus at {level} of at least {}", write(least))
        }
        Claim::Report(report) => {
            let mut text = format!("status {}", report.status.name());
            for (level, health) in LEVELS.iter().zip(&report.levels) {
                let (assets, liabilities) = (write(health.assets()), write(health.liabilities()));
                text += &format!("; {level} {assets} against {liabilities}");
            }
            text
        }
    }
}

fn read(path: impl AsRef<Path>) -> Result<Vec<u8>> {
    let path = path.as_ref();
    Ok(std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?)
}

fn hex(digest: &Digest) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
