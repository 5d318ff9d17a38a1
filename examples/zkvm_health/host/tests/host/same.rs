//! The machine gives the bits that the same crate gives here, and no proof of anything else.

use crate::{inputs, machine, native};
use plimsoll::margin::account::Status;
use plimsoll::Fixed;
use zkvm_health_host::machine::{Inputs, Machine};
use zkvm_health_host::world::{bytes, Random, World};
use zkvm_health_rule::{Account, Claim, Digest, Report, State};

/// Random accounts that run in the machine.
const ACCOUNTS: u32 = 600;

/// Both, which agree.
fn both(machine: &Machine, inputs: &Inputs) -> Option<Digest> {
    let here = native(inputs).ok();
    let there = machine.execute(inputs).ok();
    assert_eq!(here, there, "{inputs:?}");
    here
}

#[test]
fn reports() {
    let (machine, mut random) = (machine(), Random(1));
    let (mut status, mut refused, mut options) = ([0; 5], 0, 0);
    for round in 0..ACCOUNTS {
        let mut world = World::random(&mut random).expect("a world");
        if round % 2 == 0 {
            if let Some(options) = &mut world.state.options {
                options.make().expect("arrays of quotes");
            }
        }
        let Ok(report) = Report::new(&world.state, &world.account) else {
            // Whatever is claimed of it.
            let claim = Claim::Status(Status::Healthy);
            assert!(both(&machine, &inputs(&world.state, &world.account, &claim)).is_none());
            refused += 1;
            continue;
        };
        status[report.status as usize] += 1;
        options += u32::from(!world.account.options.is_empty());
        // Every bit of the report.
        let whole = Claim::Report(report.clone());
        assert!(both(&machine, &inputs(&world.state, &world.account, &whole)).is_some());
        let level = random.below(3) as u8;
        let claim = match report.levels[usize::from(level)].surplus() {
            Ok(least) => Claim::Above { level, least },
            Err(_) => Claim::Status(report.status),
        };
        assert!(both(&machine, &inputs(&world.state, &world.account, &claim)).is_some());
        // One step more, or a status above.
        let more = match claim {
            Claim::Above { level, least } => Claim::Above {
                level,
                least: least + Fixed::DELTA,
            },
            _ => Claim::Above {
                level,
                least: Fixed::MIN,
            },
        };
        assert!(both(&machine, &inputs(&world.state, &world.account, &more)).is_none());
    }
    println!("{status:?} by status, {refused} refused, {options} with options, of {ACCOUNTS}");
    assert!(status.iter().all(|count| *count > ACCOUNTS / 200));
    assert!(refused > ACCOUNTS / 60 && options > ACCOUNTS / 10);
}

#[test]
fn bytes_of_anybody() {
    let (machine, mut random) = (machine(), Random(2));
    let world = World::new(&mut random, 2, 1, 2).expect("a world");
    let report = Report::new(&world.state, &world.account).expect("a report");
    let right = inputs(&world.state, &world.account, &Claim::Report(report));
    assert!(both(&machine, &right).is_some());
    let mut accepted = 0;
    for _ in 0..ACCOUNTS {
        let mut wrong = right.clone();
        let input = match random.below(3) {
            0 => &mut wrong.state,
            1 => &mut wrong.account,
            _ => &mut wrong.claim,
        };
        let place = random.below(input.len() as u64) as usize;
        match random.below(4) {
            0 => input.truncate(place),
            1 => input.insert(place, random.bits() as u8),
            _ => input[place] = random.bits() as u8,
        }
        let public = both(&machine, &wrong);
        accepted += u32::from(public.is_some());
        // What is accepted of other bytes is another statement.
        let same = wrong.state == right.state && wrong.account == right.account;
        if !same || wrong.claim != right.claim {
            assert_ne!(public, native(&right).ok());
        }
    }
    assert!(accepted < ACCOUNTS / 2);
}

#[test]
fn a_reader_takes_exactly_what_a_writer_wrote() {
    let mut random = Random(3);
    for _ in 0..ACCOUNTS {
        let world = World::random(&mut random).expect("a world");
        let (state, account) = (bytes(&world.state), bytes(&world.account));
        assert_eq!(State::read(&state).as_ref(), Ok(&world.state));
        assert_eq!(Account::read(&account).as_ref(), Ok(&world.account));
        assert!(State::read(&[&state[..], &[0]].concat()).is_err());
        assert!(Account::read(&account[..account.len() - 1]).is_err());
    }
}
