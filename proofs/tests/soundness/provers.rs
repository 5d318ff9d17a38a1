//! Who is healthy can show it, and nobody else, whatever unknowns the prover chooses.

use crate::accounts::{commitments, generators, Source, CONTEXT};
use crate::picked::{accounts, plain};
use ethnum::I256;
use plimsoll::{Bound, Fixed};
use plimsoll_proofs::margin::Group;
use plimsoll_proofs::witness::Witness;
use plimsoll_proofs::{Error, Health, Lots, Opening};

#[test]
fn the_healthy_verify_and_the_others_are_refused() {
    let mut source = Source::new(100);
    for (groups, openings) in accounts(1, 16, Ok(())) {
        let health = Health::new(&groups, &Fixed::ZERO).unwrap();
        let proof = health
            .prove(generators(), &CONTEXT, &openings, &mut source.0)
            .unwrap();
        assert_eq!(proof.len(), health.length());
        let ledger = commitments(&openings);
        assert_eq!(
            health.verify(generators(), &CONTEXT, &ledger, &proof),
            Ok(())
        );
    }
    for (groups, openings) in accounts(2, 24, Err(Error::NotHealthy)) {
        let health = Health::new(&groups, &Fixed::ZERO).unwrap();
        let proof = health.prove(generators(), &CONTEXT, &openings, &mut source.0);
        assert_eq!(proof, Err(Error::NotHealthy));
    }
}

/// The buffer that an account just has can be proved, and no step more: neither by the honest prover nor by
/// one that does not check.
#[test]
fn one_step_below_is_refused() {
    let mut source = Source::new(200);
    for (groups, openings) in accounts(3, 8, Ok(())) {
        let quantities: Vec<i128> = openings.iter().map(Opening::value).collect();
        let free = Health::new(&groups, &Fixed::ZERO).unwrap();
        let Ok(surplus) = free.surplus(&quantities) else {
            continue;
        };
        let ledger = commitments(&openings);
        let just = Health::new(&groups, &surplus).unwrap();
        let proof = just
            .prove(generators(), &CONTEXT, &openings, &mut source.0)
            .unwrap();
        assert_eq!(just.verify(generators(), &CONTEXT, &ledger, &proof), Ok(()));

        let more = Health::new(&groups, &(surplus + Fixed::from_bits(1))).unwrap();
        assert_eq!(
            more.prove(generators(), &CONTEXT, &openings, &mut source.0),
            Err(Error::NotHealthy)
        );
        let witness = Witness::least(more.statement(), &quantities).unwrap();
        assert_eq!(witness.check(more.statement()), Err(Error::NotHealthy));
        let proof = more.prove_with(generators(), &CONTEXT, &openings, &witness, &mut source.0);
        let proof = proof.unwrap();
        assert_eq!(proof.len(), more.length());
        assert_eq!(
            more.verify(generators(), &CONTEXT, &ledger, &proof),
            Err(Error::InvalidProof)
        );
        // Nor does the proof of less show more.
        let less = just
            .prove(generators(), &CONTEXT, &openings, &mut source.0)
            .unwrap();
        assert!(more.verify(generators(), &CONTEXT, &ledger, &less).is_err());
    }
}

/// One lot less owned, or one more owed, where the surplus was nothing.
#[test]
fn one_lot_below_is_refused() {
    let (groups, openings) = plain();
    let mut source = Source::new(300);
    let just = Health::new(&groups, &Fixed::from(2)).unwrap();
    assert_eq!(just.surplus(&[5, -3]), Ok(Fixed::ZERO));
    let proof = just
        .prove(generators(), &CONTEXT, &openings, &mut source.0)
        .unwrap();
    assert_eq!(
        just.verify(generators(), &CONTEXT, &commitments(&openings), &proof),
        Ok(())
    );
    for quantities in [[4, -3], [5, -4]] {
        let openings = source.openings(&quantities);
        let refused = just.prove(generators(), &CONTEXT, &openings, &mut source.0);
        assert_eq!(refused, Err(Error::NotHealthy));
        let witness = Witness::least(just.statement(), &quantities).unwrap();
        let proof = just
            .prove_with(generators(), &CONTEXT, &openings, &witness, &mut source.0)
            .unwrap();
        let verified = just.verify(generators(), &CONTEXT, &commitments(&openings), &proof);
        assert_eq!(verified, Err(Error::InvalidProof));
    }
}

/// A prover who chooses unknowns as it likes: larger ones make true proofs of the same or of nothing, smaller
/// ones and such as wrap around the field make none.
#[test]
fn no_choice_of_unknowns_makes_the_unhealthy_healthy() {
    let mut source = Source::new(400);
    for (groups, openings) in accounts(4, 5, Err(Error::NotHealthy)) {
        let health = Health::new(&groups, &Fixed::ZERO).unwrap();
        let statement = health.statement();
        let quantities: Vec<i128> = openings.iter().map(Opening::value).collect();
        let least = Witness::least(statement, &quantities).unwrap();
        let ledger = commitments(&openings);
        let many = least.unknowns().len();
        let mut choices = vec![vec![I256::ZERO; many], vec![I256::from(u64::MAX); many]];
        for place in 0..many {
            for change in [I256::MINUS_ONE, I256::ONE, -I256::from(1u128 << 100)] {
                let mut unknowns = least.unknowns().to_vec();
                unknowns[place] += change;
                choices.push(unknowns);
            }
        }
        for unknowns in choices.into_iter().take(7) {
            let Ok(witness) = Witness::of(statement, &quantities, unknowns) else {
                continue;
            };
            assert!(witness.check(statement).is_err());
            let proof =
                health.prove_with(generators(), &CONTEXT, &openings, &witness, &mut source.0);
            let verified = health.verify(generators(), &CONTEXT, &ledger, &proof.unwrap());
            assert_eq!(verified, Err(Error::InvalidProof));
        }
    }
    // And a healthy account shows with larger unknowns what is left to show.
    for (groups, openings) in accounts(5, 6, Ok(())) {
        let health = Health::new(&groups, &Fixed::ZERO).unwrap();
        let quantities: Vec<i128> = openings.iter().map(Opening::value).collect();
        let many = Witness::least(health.statement(), &quantities)
            .unwrap()
            .unknowns()
            .len();
        let extra = source.extras(many);
        let witness = Witness::above(health.statement(), &quantities, &extra).unwrap();
        let honest = witness.check(health.statement()).is_ok();
        let proof = health.prove_with(generators(), &CONTEXT, &openings, &witness, &mut source.0);
        let verified = health.verify(
            generators(),
            &CONTEXT,
            &commitments(&openings),
            &proof.unwrap(),
        );
        assert_eq!(verified.is_ok(), honest);
    }
}

/// What has no price counts for nothing, and whoever owes it cannot show health.
#[test]
fn a_debt_without_a_price_is_refused() {
    let (mut groups, openings) = plain();
    let mut source = Source::new(900);
    groups[0].bound = Bound::unknown();
    for (quantities, shown) in [
        ([5, 0], true),
        ([0, 0], true),
        ([-1, 1_000], false),
        ([5, -1], false),
    ] {
        let openings = source.openings(&quantities);
        let health = Health::new(&groups, &Fixed::ZERO).unwrap();
        let proof = health.prove(generators(), &CONTEXT, &openings, &mut source.0);
        assert_eq!(
            proof.as_ref().err(),
            if shown {
                None
            } else {
                Some(&Error::NotHealthy)
            }
        );
        if let Ok(proof) = proof {
            let verified = health.verify(generators(), &CONTEXT, &commitments(&openings), &proof);
            assert_eq!(verified, Ok(()));
        }
    }
    assert_eq!(openings.len(), 2);
}

/// Quantities at and beyond the end of what is proved.
#[test]
fn quantities_beyond_64_bits_are_refused() {
    let lots = Lots::new(1 << 40).unwrap();
    let bound = Bound::new(Fixed::ONE, Fixed::from(2)).unwrap();
    let groups = vec![Group::of_asset(lots, bound)];
    let health = Health::new(&groups, &Fixed::ZERO).unwrap();
    let mut source = Source::new(1000);
    let most = (1 << 64) - 1;
    let openings = source.openings(&[most]);
    let proof = health
        .prove(generators(), &CONTEXT, &openings, &mut source.0)
        .unwrap();
    assert_eq!(
        health.verify(generators(), &CONTEXT, &commitments(&openings), &proof),
        Ok(())
    );
    for beyond in [most + 1, i128::MAX, i128::MIN] {
        let openings = source.openings(&[beyond]);
        let proof = health.prove(generators(), &CONTEXT, &openings, &mut source.0);
        assert_eq!(proof, Err(Error::OutOfRange));
    }
}
