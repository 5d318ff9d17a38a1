//! Every body on some thousand inputs: random bytes, constant bytes, and cuts of both. Stable, and in
//! seconds; libFuzzer looks further.

use plimsoll_fuzz::TARGETS;
use std::collections::HashMap;

/// xorshift64*: the same inputs on every run.
struct Bytes(u64);

impl Bytes {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Bytes of one of three kinds: any, mostly small, or one value throughout.
    fn draw(&mut self, length: usize) -> Vec<u8> {
        let (kind, fill) = (self.next() % 4, self.next() as u8);
        let byte = |random: u64| match kind {
            0 | 1 => random as u8,
            2 => (random as u8) & (random >> 8) as u8 & (random >> 16) as u8,
            _ => fill,
        };
        (0..length).map(|_| byte(self.next())).collect()
    }
}

fn run(name: &str, inputs: u32, longest: u64) {
    let targets: HashMap<_, _> = TARGETS.into_iter().collect();
    let mut bytes = Bytes(0x9e37_79b9_7f4a_7c15);
    for _ in 0..inputs {
        let length = (bytes.next() % (longest + 1)) as usize;
        targets[name](&bytes.draw(length));
    }
}

#[test]
fn number() {
    run("number", 20_000, 120);
}

#[test]
fn decimal() {
    run("decimal", 20_000, 60);
}

/// Random bytes are seldom a number, so decimal text is made.
#[test]
fn decimal_texts() {
    let mut bytes = Bytes(1);
    for _ in 0..20_000 {
        let length = 1 + bytes.next() % 50;
        let text: Vec<u8> = (0..length)
            .map(|_| b"0123456789.-9999900000"[(bytes.next() % 22) as usize])
            .collect();
        plimsoll_fuzz::decimal(&text);
    }
}

#[test]
fn account() {
    run("account", 20_000, 1500);
}

#[test]
fn columns() {
    run("columns", 40_000, 1500);
}

#[test]
fn limits() {
    run("limits", 10_000, 1200);
}

#[test]
fn threshold() {
    run("threshold", 10_000, 1200);
}

#[test]
fn liquidation() {
    run("liquidation", 60_000, 1200);
}

#[test]
fn solvency() {
    run("solvency", 60_000, 900);
}

#[test]
fn pool() {
    run("pool", 60_000, 400);
}

#[test]
fn analytic() {
    run("analytic", 60_000, 160);
}

#[test]
fn option() {
    run("option", 30_000, 160);
}

#[test]
fn scenario() {
    run("scenario", 20_000, 1500);
}

#[test]
fn feed() {
    run("feed", 20_000, 600);
}

#[test]
fn exit() {
    run("exit", 20_000, 300);
}

#[test]
fn risk() {
    run("risk", 40_000, 600);
}

#[test]
fn methods() {
    run("methods", 100_000, 900);
}

#[test]
fn wire() {
    run("wire", 20_000, 100);
}

#[test]
fn report() {
    run("report", 500, 24);
}

#[test]
fn stress() {
    run("stress", 1_000, 600);
}

#[test]
fn proof_range() {
    run("proof_range", 400, 200);
}

#[test]
fn proof_health() {
    run("proof_health", 400, 900);
}

#[test]
fn proof_solvency() {
    run("proof_solvency", 400, 200);
}

#[test]
fn proof_document() {
    run("proof_document", 400, 60);
}
