//! Proofs of many accounts verified at once: as each alone, and one that is wrong spoils all.

mod accounts;

use accounts::{commitments, generators, Source, CONTEXT};
use plimsoll::Fixed;
use plimsoll_proofs::witness::Witness;
use plimsoll_proofs::{Batch, Commitment, Context, Error, Health};

struct Shown {
    health: Health,
    ledger: Vec<Commitment>,
    proof: Vec<u8>,
}

fn shown(source: &mut Source) -> Shown {
    loop {
        let groups = source.groups(2);
        let quantities = source.quantities(&groups);
        let health = Health::new(&groups, &Fixed::ZERO).unwrap();
        let openings = source.openings(&quantities);
        if let Ok(proof) = health.prove(generators(), &CONTEXT, &openings, &mut source.0) {
            let ledger = commitments(&openings);
            return Shown {
                health,
                ledger,
                proof,
            };
        }
    }
}

fn together(all: &[Shown], context: &Context<'_>) -> Result<(), Error> {
    let mut batch = Batch::new(generators());
    for Shown {
        health,
        ledger,
        proof,
    } in all
    {
        health.verify_later(&mut batch, context, ledger, proof)?;
    }
    batch.verify()
}

#[test]
fn many_accounts_at_once() {
    let mut source = Source::new(1);
    let mut all: Vec<Shown> = (0..6).map(|_| shown(&mut source)).collect();
    assert_eq!(together(&all, &CONTEXT), Ok(()));
    assert_eq!(together(&[], &CONTEXT), Ok(()));
    let later = Context {
        version: CONTEXT.version + 1,
        ..CONTEXT
    };
    assert_eq!(together(&all, &later), Err(Error::InvalidProof));
    for place in 0..all.len() {
        let byte = source.below(all[place].proof.len() as u64) as usize;
        all[place].proof[byte] ^= 1;
        assert!(together(&all, &CONTEXT).is_err(), "{place} {byte}");
        all[place].proof[byte] ^= 1;
        let other = all[(place + 1) % all.len()].ledger[0];
        let own = std::mem::replace(&mut all[place].ledger[0], other);
        assert_eq!(together(&all, &CONTEXT), Err(Error::InvalidProof));
        all[place].ledger[0] = own;
    }
    assert_eq!(together(&all, &CONTEXT), Ok(()));
}

#[test]
fn one_that_is_not_healthy_spoils_all() {
    let mut source = Source::new(2);
    let mut all: Vec<Shown> = (0..3).map(|_| shown(&mut source)).collect();
    let (health, quantities) = loop {
        let groups = source.groups(2);
        let quantities = source.quantities(&groups);
        let health = Health::new(&groups, &Fixed::ZERO).unwrap();
        let witness = Witness::least(health.statement(), &quantities).unwrap();
        if witness.check(health.statement()) == Err(Error::NotHealthy) {
            break (health, quantities);
        }
    };
    let openings = source.openings(&quantities);
    let witness = Witness::least(health.statement(), &quantities).unwrap();
    let proof = health
        .prove_with(generators(), &CONTEXT, &openings, &witness, &mut source.0)
        .unwrap();
    let ledger = commitments(&openings);
    assert_eq!(together(&all, &CONTEXT), Ok(()));
    all.insert(
        1,
        Shown {
            health,
            ledger,
            proof,
        },
    );
    assert_eq!(together(&all, &CONTEXT), Err(Error::InvalidProof));
}

/// Who overlooks the error of one account is told again.
#[test]
fn one_that_could_not_be_read_spoils_all() {
    let mut source = Source::new(3);
    let Shown {
        health,
        mut ledger,
        proof,
    } = shown(&mut source);
    let mut batch = Batch::new(generators());
    assert_eq!(
        health.verify_later(&mut batch, &CONTEXT, &ledger, &proof),
        Ok(())
    );
    ledger.pop();
    let refused = health.verify_later(&mut batch, &CONTEXT, &ledger, &proof);
    assert_eq!(refused, Err(Error::WrongOpening));
    assert_eq!(batch.verify(), Err(Error::WrongOpening));
}
