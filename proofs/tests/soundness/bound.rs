//! What a proof is bound to: every byte of it, purpose, version, time, state of the market, and account.

use crate::accounts::{commitments, generators, Source, CONTEXT};
use crate::picked::{accounts, plain};
use plimsoll::{Bound, Fixed, Tiers};
use plimsoll_proofs::margin::Group;
use plimsoll_proofs::{Commitment, Context, Error, Health, Lots, Opening};

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
    for (groups, openings) in accounts(6, 24, Ok(())) {
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
