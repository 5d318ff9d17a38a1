//! Proofs of health: of true statements with something changed, and of statements of any numbers.

use super::{change, change_ledger, rng, CONTEXT, OTHERS};
use crate::draw;
use arbitrary::{Arbitrary, Result, Unstructured};
use plimsoll::{Bound, Fixed, Price, Terms, Tier, Tiers, Weights};
use plimsoll_proofs::margin::{Group, Instrument, Kind, Orders, Perp, Portfolio, Side};
use plimsoll_proofs::{Commitment, Error, Generators, Health, Lots, Opening};
use std::sync::OnceLock;

/// The most limbs of a statement that is proved here; a proof of so many takes a tenth of a second.
const PROVED: usize = 8;
/// The most that is verified.
const VERIFIED: usize = 64;

struct True {
    generators: Generators,
    shown: Vec<Shown>,
}

struct Shown {
    groups: Vec<Group<'static>>,
    ledger: Vec<Commitment>,
    proof: Vec<u8>,
}

fn stored() -> &'static True {
    static TRUE: OnceLock<True> = OnceLock::new();
    TRUE.get_or_init(|| make().expect("accounts with a hundred of each"))
}

/// Assets; a perp with ladder, orders and profit weight; a portfolio of two scenarios.
fn make() -> std::result::Result<True, Error> {
    let generators = Generators::new(VERIFIED);
    let lots = Lots::new(1000)?;
    let bound = Bound::new(Fixed::from_num(0.9), Fixed::from_num(1.1))?;
    let asset = || Group::of_asset(lots, bound);
    let one = Price::exact(Fixed::ONE)?;
    let rungs = vec![
        Tier::new(Fixed::ZERO, Fixed::from_num(0.01)),
        Tier::new(Fixed::ONE, Fixed::from_num(0.1)),
    ];
    let tiers = Tiers::from_rates(Box::leak(rungs.into_boxed_slice()))?;
    let terms = Terms::new(one, Weights::one(), tiers, Fixed::from_num(0.5))?;
    let side = |mark: f64| Side {
        mark: Fixed::from_num(mark),
        profits: vec![Fixed::from_num(-0.5), Fixed::from_num(0.25)],
    };
    let option = Instrument {
        kind: Kind::Option,
        lots,
        owned: side(1.0),
        owed: side(1.25),
    };
    let accounts = [
        (vec![asset(), asset()], vec![100_000, -1000]),
        (
            vec![Group {
                perps: vec![Perp {
                    lots,
                    terms,
                    orders: Orders::With,
                }],
                ..asset()
            }],
            vec![100_000, 1000, -1000, 500, 0],
        ),
        (
            vec![Group {
                portfolios: vec![Portfolio {
                    instruments: vec![option],
                    shares: vec![Fixed::ONE, Fixed::ONE],
                }],
                ..asset()
            }],
            vec![100_000, 2000],
        ),
    ];
    let shown = accounts.into_iter().map(|(groups, quantities)| {
        let rng = &mut rng(1);
        let openings: Vec<_> = quantities
            .into_iter()
            .map(|quantity| Opening::random(quantity, rng))
            .collect();
        let ledger = openings.iter().map(Opening::commit).collect();
        let proof =
            Health::new(&groups, &Fixed::ONE)?.prove(&generators, &CONTEXT, &openings, rng)?;
        Ok(Shown {
            groups,
            ledger,
            proof,
        })
    });
    let shown = shown.collect::<std::result::Result<_, Error>>()?;
    Ok(True { generators, shown })
}

/// What changed is refused; what is true is proved and believed; anything else is an error.
pub fn proof_health(data: &[u8]) {
    let _ = changed(&mut Unstructured::new(data));
    let _ = any(&mut Unstructured::new(data));
}

fn changed(u: &mut Unstructured<'_>) -> Result<()> {
    let True { generators, shown } = stored();
    let whole = u.choose(shown)?;
    let (mut ledger, mut proof) = (whole.ledger.clone(), whole.proof.clone());
    let (mut context, mut buffer, mut groups) = (&CONTEXT, Fixed::ONE, whole.groups.clone());
    match u8::arbitrary(u)? % 10 {
        0 => context = u.choose(&OTHERS)?,
        1 => buffer = draw::amount(u)?,
        2 => {
            let place = u.choose_index(groups.len())?;
            if let Ok(bound) = draw::weights(u)?.apply(&draw::price(u)?) {
                groups[place].bound = bound;
            }
        }
        3 | 4 => change_ledger(u, &mut ledger)?,
        _ => change(u, &mut proof)?,
    }
    let same = ledger == whole.ledger
        && proof == whole.proof
        && *context == CONTEXT
        && buffer == Fixed::ONE
        && groups == whole.groups;
    let verified = Health::new(&groups, &buffer)
        .and_then(|health| health.verify(generators, context, &ledger, &proof));
    assert_eq!(verified.is_ok(), same);
    Ok(())
}

/// A statement of any numbers, quantities of any size.
fn any(u: &mut Unstructured<'_>) -> Result<()> {
    let ladder = draw::ladder(u)?;
    let mut groups = Vec::new();
    for _ in 0..1 + u8::arbitrary(u)? % 3 {
        groups.push(group(u, &ladder)?);
    }
    let buffer = draw::quantity(u)?;
    let Ok(health) = Health::new(&groups, &buffer) else {
        return Ok(());
    };
    let True { generators, .. } = stored();
    let mut quantities = Vec::new();
    for _ in 0..health.positions() {
        let size = i128::from(u64::arbitrary(u)? >> (u8::arbitrary(u)? % 64));
        quantities.push(if bool::arbitrary(u)? { -size } else { size });
    }
    let surplus = health.surplus(&quantities);
    let ledger: Vec<Commitment> = Vec::new();
    assert!(health.verify(generators, &CONTEXT, &ledger, &[]).is_err());
    if health.limbs() > PROVED || !u.ratio(1, 4)? {
        return Ok(());
    }
    let rng = &mut rng(u64::arbitrary(u)?);
    let openings: Vec<_> = quantities
        .iter()
        .map(|quantity| Opening::random(*quantity, rng))
        .collect();
    let ledger: Vec<_> = openings.iter().map(Opening::commit).collect();
    match health.prove(generators, &CONTEXT, &openings, rng) {
        Ok(proof) => {
            assert!(surplus.map_or(true, |surplus| surplus >= Fixed::ZERO));
            assert_eq!(proof.len(), health.length());
            assert_eq!(health.verify(generators, &CONTEXT, &ledger, &proof), Ok(()));
        }
        // Without a bound a debt is refused, whatever the surplus.
        Err(Error::NotHealthy) if groups.iter().all(|group| group.bound.is_known()) => {
            assert!(surplus.map_or(true, |surplus| surplus < Fixed::ZERO));
        }
        Err(_) => {}
    }
    Ok(())
}

fn lots(u: &mut Unstructured<'_>) -> Result<Lots> {
    let per_token = u64::arbitrary(u)? >> (u8::arbitrary(u)? % 64);
    Ok(Lots::new(per_token).unwrap_or(Lots::near(&draw::quantity(u)?)))
}

fn group<'a>(u: &mut Unstructured<'_>, ladder: &'a [Tier]) -> Result<Group<'a>> {
    let bound = draw::weights(u)?
        .apply(&draw::price(u)?)
        .unwrap_or(Bound::unknown());
    let mut group = Group::of_asset(lots(u)?, bound);
    match u8::arbitrary(u)? % 4 {
        0 => {
            let orders = *u.choose(&[Orders::With, Orders::Without])?;
            if let Some(terms) = draw::terms(u, ladder)? {
                group.perps.push(Perp {
                    lots: lots(u)?,
                    terms,
                    orders,
                });
            }
        }
        1 => {
            let scenarios = usize::from(u8::arbitrary(u)? % 3);
            let shares = (0..scenarios)
                .map(|_| draw::quantity(u))
                .collect::<Result<_>>()?;
            let mut instruments = Vec::new();
            for _ in 0..u8::arbitrary(u)? % 3 {
                let kind = *u.choose(&[Kind::Option, Kind::Perp])?;
                instruments.push(Instrument {
                    kind,
                    lots: lots(u)?,
                    owned: side(u, scenarios)?,
                    owed: side(u, scenarios)?,
                });
            }
            group.portfolios.push(Portfolio {
                instruments,
                shares,
            });
        }
        _ => {}
    }
    Ok(group)
}

/// Mostly with a profit for each scenario.
fn side(u: &mut Unstructured<'_>, scenarios: usize) -> Result<Side> {
    let mark = draw::quantity(u)?;
    let missing = usize::from(!u.ratio(15, 16)?);
    let profits = (missing..scenarios)
        .map(|_| draw::quantity(u))
        .collect::<Result<_>>()?;
    Ok(Side { mark, profits })
}
