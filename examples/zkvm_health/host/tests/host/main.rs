mod document;
mod proof;
mod same;

use zkvm_health_host::machine::{Inputs, Machine};
use zkvm_health_host::world::{blinded, bytes};
use zkvm_health_host::Native;
use zkvm_health_rule::{prove, Account, Claim, Digest, Refusal, State};

/// The program, as `guest/build` leaves it.
fn program() -> Vec<u8> {
    let path = std::env::var("GUEST").expect("GUEST is the program that guest/build has built");
    std::fs::read(path).expect("the program")
}

fn machine() -> Machine {
    Machine::new(&program()).expect("the machine")
}

fn inputs(state: &State, account: &Account, claim: &Claim) -> Inputs {
    Inputs {
        state: bytes(state),
        account: blinded([7; 32], account),
        claim: bytes(claim),
    }
}

/// What the rule says here.
fn native(inputs: &Inputs) -> Result<Digest, Refusal> {
    prove::<Native>(&inputs.state, &inputs.account, &inputs.claim)
}
