//! Proofs of health: who is healthy can show it; nobody else can, and nothing that belongs to a proof can be
//! changed.

mod accounts;

use accounts::{commitments, generators, Source, CONTEXT};
use ethnum::I256;
use plimsoll::{Bound, Fixed, Tiers};
use plimsoll_proofs::margin::Group;
use plimsoll_proofs::witness::Witness;
use plimsoll_proofs::{Commitment, Context, Error, Health, Lots, Opening};

/// Random accounts with their openings, as many as asked that are healthy, or are not.
fn accounts(seed: u64, many: usize, healthy: bool) -> Vec<(Vec<Group<'static>>, Vec<Opening>)> {
    let mut source = Source::new(seed);
    let mut found = Vec::new();
    while found.len() < many {
        let groups = source.groups(2);
        let quantities = source.quantities(&groups);
        let health = Health::new(&groups, &Fixed::ZERO).unwrap();
        let witness = Witness::least(health.statement(), &quantities).unwrap();
        let fits = match witness.check(health.statement()) {
            Ok(()) => healthy,
            Err(Error::NotHealthy) => !healthy,
            Err(_) => false,
        };
        if fits {
            let openings = source.openings(&quantities);
            found.push((groups, openings));
        }
    }
    found
}

/// An account that counts in whole currency: 5 owned at 1, 3 owed at 1.
fn plain() -> (Vec<Group<'static>>, Vec<Opening>) {
    let lots = Lots::new(1).unwrap();
    let bound = |low: i32, high: i32| Bound::new(Fixed::from(low), Fixed::from(high)).unwrap();
    let groups = vec![
        Group::of_asset(lots, bound(1, 2)),
        Group::of_asset(lots, bound(0, 1)),
    ];
    (groups, Source::new(9).openings(&[5, -3]))
}

#[test]
fn the_healthy_verify_and_the_others_are_refused() {
    let mut source = Source::new(100);
    for (groups, openings) in accounts(1, 16, true) {
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
    for (groups, openings) in accounts(2, 24, false) {
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
    for (groups, openings) in accounts(3, 8, true) {
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
    for (groups, openings) in accounts(4, 5, false) {
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
    for (groups, openings) in accounts(5, 6, true) {
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

#[test]
fn every_byte_of_a_proof_counts() {
    let (groups, openings) = plain();
    let health = Health::new(&groups, &Fixed::ONE).unwrap();
    let ledger = commitments(&openings);
    let mut source = Source::new(500);
    let proof = health
        .prove(generators(), &CONTEXT, &openings, &mut source.0)
        .unwrap();
    assert_eq!(
        health.verify(generators(), &CONTEXT, &ledger, &proof),
        Ok(())
    );
    for place in 0..proof.len() {
        let mut changed = proof.clone();
        changed[place] ^= 1 << source.below(8);
        let verified = health.verify(generators(), &CONTEXT, &ledger, &changed);
        let refused = [Err(Error::InvalidProof), Err(Error::InvalidCommitment)];
        assert!(refused.contains(&verified), "byte {place}: {verified:?}");
    }
    for length in [0, 1, 32, proof.len() - 1, proof.len() - 32] {
        let verified = health.verify(generators(), &CONTEXT, &ledger, &proof[..length]);
        assert_eq!(verified, Err(Error::WrongLength));
    }
    let longer = [proof.as_slice(), &[0]].concat();
    let verified = health.verify(generators(), &CONTEXT, &ledger, &longer);
    assert_eq!(verified, Err(Error::WrongLength));
}

#[test]
fn a_proof_holds_for_one_purpose_version_and_time() {
    let (groups, openings) = plain();
    let health = Health::new(&groups, &Fixed::ZERO).unwrap();
    let ledger = commitments(&openings);
    let mut source = Source::new(600);
    let proof = health
        .prove(generators(), &CONTEXT, &openings, &mut source.0)
        .unwrap();
    let others = [
        Context {
            purpose: "tests/healt",
            ..CONTEXT
        },
        Context {
            purpose: "",
            ..CONTEXT
        },
        Context {
            version: CONTEXT.version + 1,
            ..CONTEXT
        },
        Context {
            version: CONTEXT.time,
            time: CONTEXT.version,
            ..CONTEXT
        },
        Context {
            time: CONTEXT.time - 1,
            ..CONTEXT
        },
    ];
    for context in others {
        let verified = health.verify(generators(), &context, &ledger, &proof);
        assert_eq!(verified, Err(Error::InvalidProof));
    }
    assert_eq!(
        health.verify(generators(), &CONTEXT, &ledger, &proof),
        Ok(())
    );
}

/// Every public number of random accounts moved by the least step there is: prices, weights, ladders, profit
/// weights, shares, lots, buffer.
#[test]
fn a_proof_holds_for_one_market_state() {
    let mut source = Source::new(700);
    let (mut perps, mut portfolios) = (0, 0);
    for (groups, openings) in accounts(6, 24, true) {
        perps += groups.iter().map(|group| group.perps.len()).sum::<usize>();
        portfolios += groups
            .iter()
            .map(|group| group.portfolios.len())
            .sum::<usize>();
        let health = Health::new(&groups, &Fixed::ZERO).unwrap();
        let ledger = commitments(&openings);
        let proof = health
            .prove(generators(), &CONTEXT, &openings, &mut source.0)
            .unwrap();
        for changed in changes(&groups) {
            let Ok(other) = Health::new(&changed, &Fixed::ZERO) else {
                continue;
            };
            if other.statement() == health.statement() {
                // The change is below what is counted: then the statement is the same.
                continue;
            }
            assert!(other
                .verify(generators(), &CONTEXT, &ledger, &proof)
                .is_err());
        }
        let buffer = Health::new(&groups, &Fixed::from_bits(1)).unwrap();
        assert!(buffer
            .verify(generators(), &CONTEXT, &ledger, &proof)
            .is_err());
    }
    assert!(perps > 3 && portfolios > 1, "{perps} {portfolios}");
}

/// These groups with one public number changed, for several of them.
fn changes(groups: &[Group<'static>]) -> Vec<Vec<Group<'static>>> {
    let step = Fixed::from_bits(1);
    let mut all = Vec::new();
    for place in 0..groups.len() {
        let mut change = |with: &dyn Fn(&mut Group<'static>) -> Option<()>| {
            let mut changed = groups.to_vec();
            if with(&mut changed[place]).is_some() {
                all.push(changed);
            }
        };
        change(&|group| {
            group.bound = Bound::new(*group.bound.asset(), group.bound.liability() + step).ok()?;
            Some(())
        });
        change(&|group| {
            group.bound = Bound::new(
                group.bound.asset().checked_sub(step)?,
                *group.bound.liability(),
            )
            .ok()?;
            Some(())
        });
        change(&|group| {
            group.lots = Lots::new(group.lots.per_token() + 1).ok()?;
            Some(())
        });
        change(&|group| {
            let perp = group.perps.first_mut()?;
            let terms = perp.terms;
            let bound =
                Bound::new(*terms.bound().asset(), terms.bound().liability() + step).ok()?;
            let (weights, tiers, share) =
                (*terms.weights(), *terms.tiers(), *terms.profit_weight());
            perp.terms =
                plimsoll::Terms::from_stored(*terms.price(), weights, bound, tiers, share).ok()?;
            Some(())
        });
        change(&|group| {
            let perp = group.perps.first_mut()?;
            let terms = perp.terms;
            let share = terms.profit_weight().checked_sub(step)?;
            let (weights, tiers, bound) = (*terms.weights(), *terms.tiers(), *terms.bound());
            perp.terms =
                plimsoll::Terms::from_stored(*terms.price(), weights, bound, tiers, share).ok()?;
            Some(())
        });
        change(&|group| {
            let perp = group.perps.first_mut()?;
            let terms = perp.terms;
            let mut rungs = terms.tiers().rungs().to_vec();
            rungs.last_mut()?.rate += step;
            let tiers = Tiers::from_rates(Box::leak(rungs.into_boxed_slice())).ok()?;
            let (weights, bound, share) =
                (*terms.weights(), *terms.bound(), *terms.profit_weight());
            perp.terms =
                plimsoll::Terms::from_stored(*terms.price(), weights, bound, tiers, share).ok()?;
            Some(())
        });
        change(&|group| {
            let perp = group.perps.first_mut()?;
            perp.lots = Lots::new(perp.lots.per_token() + 1).ok()?;
            Some(())
        });
        change(&|group| {
            let held = group.portfolios.first_mut()?;
            *held.shares.first_mut()? += step;
            Some(())
        });
        change(&|group| {
            let held = group.portfolios.first_mut()?;
            *held.instruments.first_mut()?.owned.profits.first_mut()? -= step;
            Some(())
        });
    }
    all
}

/// The ledger's commitments are those of this account: of all of it, in its order.
#[test]
fn a_proof_holds_for_one_account() {
    let (groups, openings) = plain();
    let health = Health::new(&groups, &Fixed::ZERO).unwrap();
    let mut source = Source::new(800);
    let ledger = commitments(&openings);
    let proof = health
        .prove(generators(), &CONTEXT, &openings, &mut source.0)
        .unwrap();
    let verify = |ledger: &[Commitment]| health.verify(generators(), &CONTEXT, ledger, &proof);
    assert_eq!(verify(&[ledger[1], ledger[0]]), Err(Error::InvalidProof));
    assert_eq!(verify(&ledger[..1]), Err(Error::WrongOpening));
    assert_eq!(
        verify(&[ledger[0], ledger[1], ledger[1]]),
        Err(Error::WrongOpening)
    );
    // The same quantities under other blindings, as another account may have them.
    assert_eq!(
        verify(&commitments(&source.openings(&[5, -3]))),
        Err(Error::InvalidProof)
    );
    // A debt that is left out makes another statement, with a proof of its own that the ledger's list refuses.
    let without = Health::new(&groups[..1], &Fixed::ZERO).unwrap();
    let proof = without
        .prove(generators(), &CONTEXT, &openings[..1], &mut source.0)
        .unwrap();
    let verified = health.verify(generators(), &CONTEXT, &ledger, &proof);
    assert_eq!(verified, Err(Error::WrongLength));
    let verified = without.verify(generators(), &CONTEXT, &ledger, &proof);
    assert_eq!(verified, Err(Error::WrongOpening));
}

/// The transcript holds the whole statement and every commitment, even where all that is derived from them is
/// the same.
#[test]
fn what_derives_the_same_is_not_the_same() {
    let exactly = |price: i32| {
        let bound = Bound::new(Fixed::from(price), Fixed::from(price)).unwrap();
        Group::of_asset(Lots::new(1).unwrap(), bound)
    };
    let mut source = Source::new(850);
    // Health is the sum of both: it does not matter which is which.
    let openings = source.openings(&[5, -3]);
    let ledger = commitments(&openings);
    let health = Health::new(&[exactly(1), exactly(1)], &Fixed::ZERO).unwrap();
    let proof = health
        .prove(generators(), &CONTEXT, &openings, &mut source.0)
        .unwrap();
    assert_eq!(
        health.verify(generators(), &CONTEXT, &ledger, &proof),
        Ok(())
    );
    let swapped = health.verify(generators(), &CONTEXT, &[ledger[1], ledger[0]], &proof);
    assert_eq!(swapped, Err(Error::InvalidProof));
    // One commitment twice: it does not matter at which price.
    let (openings, ledger) = ([openings[0]; 2], [ledger[0]; 2]);
    let health = Health::new(&[exactly(1), exactly(2)], &Fixed::ZERO).unwrap();
    let proof = health
        .prove(generators(), &CONTEXT, &openings, &mut source.0)
        .unwrap();
    assert_eq!(
        health.verify(generators(), &CONTEXT, &ledger, &proof),
        Ok(())
    );
    let other = Health::new(&[exactly(2), exactly(1)], &Fixed::ZERO).unwrap();
    let verified = other.verify(generators(), &CONTEXT, &ledger, &proof);
    assert_eq!(verified, Err(Error::InvalidProof));
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

/// A proof shows neither quantities nor blindings: two proofs of one account share no 32 bytes, and a proof of
/// another account in the same markets is as long.
#[test]
fn proofs_look_alike() {
    let (groups, openings) = plain();
    let health = Health::new(&groups, &Fixed::ZERO).unwrap();
    let mut source = Source::new(1100);
    let mut prove = |openings: &[Opening]| {
        health
            .prove(generators(), &CONTEXT, openings, &mut source.0)
            .unwrap()
    };
    let (one, other) = (prove(&openings), prove(&openings));
    let rich = Source::new(12).openings(&[1 << 60, 77]);
    assert_eq!(one.len(), prove(&rich).len());
    let pieces = |proof: &[u8]| {
        proof[1..]
            .chunks_exact(32)
            .map(<[u8]>::to_vec)
            .collect::<Vec<_>>()
    };
    let others = pieces(&other);
    assert!(pieces(&one).iter().all(|piece| !others.contains(piece)));
}
