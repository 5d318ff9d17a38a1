//! A proof shows one statement of one program, and nothing else.

use crate::{inputs, native, program};
use zkvm_health_host::document;
use zkvm_health_host::machine::{Key, Machine};
use zkvm_health_host::world::{Random, World};
use zkvm_health_rule::{Claim, Report};

const BOOK: &str = include_str!("../../../book.json");

/// Changed bytes that are tried, at places all over the proof.
const BYTES: usize = 200;

#[test]
fn a_proof_shows_its_statement_only() {
    let program = program();
    let machine = Machine::new(&program).expect("the machine");
    let (state, account) = document::read(BOOK, "hedged", "test", 1, 2).expect("an account");
    let report = Report::new(&state, &account).expect("a report");
    let right = inputs(&state, &account, &Claim::Status(report.status));
    let public = native(&right).expect("a true claim");
    let proof = machine.prover().expect("a prover").prove(&right);
    let proof = proof.and_then(|proof| proof.write()).expect("a proof");

    // Whoever has the program makes the same key.
    let key = machine.key().expect("a key");
    let read = Key::read(&key.write().expect("bytes")).expect("the same key");
    read.verify(&proof, &public)
        .expect("a proof of the statement");

    // Another value, or a proof with any byte changed.
    for place in 0..32 {
        let mut other = public;
        other[place] ^= 1;
        assert!(key.verify(&proof, &other).is_err());
    }
    let mut random = Random(1);
    std::panic::set_hook(Box::new(|_| {}));
    let mut harmless = 0;
    for step in 0..BYTES {
        let mut other = proof.clone();
        let place =
            step * proof.len() / BYTES + random.below((proof.len() / BYTES) as u64) as usize;
        other[place] ^= 1 << random.below(8);
        harmless += u32::from(key.verify(&other, &public).is_ok());
        other.truncate(place);
        assert!(key.verify(&other, &public).is_err());
    }
    let _ = std::panic::take_hook();
    assert_eq!(harmless, 0);

    // Another program: one letter of what it hashes.
    let name = b"plimsoll/zkvm_health/";
    let place = program
        .windows(name.len())
        .position(|window| window == name);
    let mut changed = program.clone();
    changed[place.expect("its name")] ^= 1;
    let other = Machine::new(&changed).expect("another program");
    let refused = other.key().expect("its key").verify(&proof, &public);
    let error = refused.expect_err("a proof of another program");
    assert_eq!(error.to_string(), "a proof of another program");
}

#[test]
fn there_is_no_proof_of_what_is_false() {
    let machine = Machine::new(&program()).expect("the machine");
    let world = World::new(&mut Random(5), 2, 1, 0).expect("a world");
    let report = Report::new(&world.state, &world.account).expect("a report");
    let statuses = plimsoll::margin::account::Status::ALL;
    let false_ones = statuses
        .into_iter()
        .filter(|status| *status != report.status);
    for status in false_ones.take(1) {
        let wrong = inputs(&world.state, &world.account, &Claim::Status(status));
        let mut prover = machine.prover().expect("a prover");
        assert!(prover.prove(&wrong).is_err());
    }
}
