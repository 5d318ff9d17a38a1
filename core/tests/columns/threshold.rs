//! The liquidation price of an account of the columns is that of the same account as a slice.

use super::book::{Made, Member, World};
use super::draw::book;
use super::fed::perp;
use super::layout::{error, Columns};
use crate::common::cases;
use plimsoll::columns::threshold::threshold;
use plimsoll::liquidation;
use plimsoll::liquidation::threshold::{check_at, Threshold};
use plimsoll::{Error, Fixed, Holding, Leg, Limit, Number, Price};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Calls `ask` with a member's netting groups at maintenance.
pub fn with_holdings<T>(
    world: &World<Fixed>,
    made: &Made<'_, Fixed>,
    member: &Member<Fixed>,
    ask: impl FnOnce(&[Holding<'_>]) -> T,
) -> T {
    let mut groups: BTreeMap<u32, Vec<Leg<'_>>> = BTreeMap::new();
    for asset in member.balances.keys() {
        groups.entry(*asset).or_default();
    }
    for (place, held) in &member.perps {
        let market = &made.perps[*place as usize];
        groups.entry(market.settles).or_default().push(Leg {
            perp: perp(held).expect("orders have no sign"),
            terms: market.terms[1],
            index: market.index,
        });
    }
    let mut holdings = Vec::new();
    for (asset, legs) in &groups {
        let market = &world.assets[*asset as usize];
        holdings.push(Holding {
            balance: member.balances.get(asset).copied().unwrap_or(Fixed::ZERO),
            price: market.prices[1],
            weights: market.weights[1],
            index: market.index,
            legs,
        });
    }
    ask(&holdings)
}

/// At the limit the account is healthy, and not one step further.
fn tight(
    holdings: &[Holding<'_>],
    index: u32,
    price: &Price,
    step: &Fixed,
    found: &Threshold<Fixed>,
) -> Result<(), TestCaseError> {
    let holds = |at: Fixed| check_at(holdings, index, price, &at).map(|health| health.healthy());
    let limits = [(&found.below, -*step), (&found.above, *step)];
    for (limit, further) in limits {
        if let Limit::At(at) = limit {
            prop_assert_eq!(at.floor_to(step), Ok(*at));
            prop_assert_eq!(holds(*at), Ok(true));
            prop_assert_ne!(at.try_add(&further).and_then(holds), Ok(true));
        }
    }
    Ok(())
}

#[test]
fn thresholds_are_those_of_slices() {
    let step = || {
        (20u32..60, any::<bool>())
            .prop_map(|(bits, odd)| Fixed::from_bits((1i128 << bits) + i128::from(odd)))
    };
    let mut runner = TestRunner::new(cases(1500));
    let reasons = RefCell::new(BTreeMap::<String, u32>::new());
    let strategy = (book(), step(), any::<[bool; 3]>());
    runner
        .run(
            &strategy,
            |((mut world, members), step, [follows, stale, exact])| {
                // Sometimes a perp follows the index of what it settles in, which is refused.
                if let (Some(perp), true) = (world.perps.first_mut(), follows && stale) {
                    perp.index = world.assets[perp.settles as usize].index;
                }
                let ladders = world.ladders().expect("ladders");
                let made = world.make(&ladders).expect("markets");
                let columns = Columns::of(&members);
                let positions = columns.positions().expect("columns");
                let of_assets = world
                    .assets
                    .iter()
                    .map(|asset| (asset.index, asset.prices[1]));
                let of_perps = world.perps.iter().map(|perp| (perp.index, perp.prices[1]));
                for (index, price) in of_assets.chain(of_perps).chain([(99, Price::unknown())]) {
                    let price = match (exact, price.mid()) {
                        (true, Ok(mid)) => Price::exact(mid).unwrap_or(price),
                        _ => price,
                    };
                    for (place, member) in members.iter().enumerate() {
                        let found = threshold(
                            &positions,
                            &world.assets,
                            &made.perps,
                            place,
                            index,
                            &price,
                            &step,
                        );
                        if !member.options.is_empty() {
                            prop_assert_eq!(error(&found), Some(Error::OutOfDomain));
                            continue;
                        }
                        with_holdings(&world, &made, member, |holdings| {
                            let by_slice =
                                liquidation::threshold::threshold(holdings, index, &price, &step);
                            prop_assert_eq!(error(&found), by_slice.as_ref().err().copied());
                            let mut reasons = reasons.borrow_mut();
                            let Ok(found) = found else {
                                let error = error(&found).expect("an error").name();
                                *reasons.entry(error.into()).or_default() += 1;
                                return Ok(());
                            };
                            prop_assert_eq!(Ok(&found), by_slice.as_ref());
                            for (side, limit) in [("below", &found.below), ("above", &found.above)]
                            {
                                *reasons
                                    .entry(format!("{side} {}", limit.reason()))
                                    .or_default() += 1;
                            }
                            tight(holdings, index, &price, &step, &found)
                        })?;
                    }
                }
                Ok(())
            },
        )
        .unwrap();
    let reasons = reasons.into_inner();
    let cases = runner.config().cases;
    let common = ["at", "never", "already_past", "not_exposed", "unknown"];
    for name in common
        .map(|reason| format!("below {reason}"))
        .iter()
        .chain(&["above at".into(), "InvalidIndex".into()])
    {
        let count = reasons.get(name).copied().unwrap_or_default();
        assert!(count > cases / 5, "{name}: {reasons:?}");
    }
}

/// Markets that are not there, options, and accounts that are not there: each named where it is.
#[test]
fn what_a_threshold_refuses() {
    let mut runner = TestRunner::deterministic();
    let drawn = std::iter::repeat_with(|| {
        proptest::strategy::Strategy::new_tree(&book(), &mut runner).unwrap()
    });
    let (world, _) = drawn
        .map(|tree| proptest::strategy::ValueTree::current(&tree))
        .find(|(world, _)| !world.perps.is_empty())
        .unwrap();
    let ladders = world.ladders().unwrap();
    let made = world.make(&ladders).unwrap();
    let price = Price::exact(Fixed::ONE).unwrap();
    let ask = |members: &[Member<Fixed>], assets: usize, perps: usize, account: usize| {
        let columns = Columns::of(members);
        let positions = columns.positions().unwrap();
        let (assets, perps) = (&world.assets[..assets], &made.perps[..perps]);
        let found = threshold(&positions, assets, perps, account, 0, &price, &Fixed::ONE);
        let fault = found.unwrap_err();
        (fault.error, super::book::place(&fault))
    };
    let mut member = Member::new();
    let held = super::book::Held {
        size: Fixed::ONE,
        quote: Fixed::ZERO,
        bids: Fixed::ZERO,
        asks: Fixed::ZERO,
    };
    member.perps.insert(0, held);
    let before = Member::of([(0, Fixed::ONE)]);
    let members = [before.clone(), member.clone()];
    // The asset that a perp settles in is missing, and the account has no balance of it.
    let unknown = ask(&members, 0, made.perps.len(), 1);
    assert_eq!(unknown, (Error::UnknownMarket, ("perps", "market", 0)));
    let unknown = ask(&members, 0, made.perps.len(), 0);
    assert_eq!(unknown, (Error::UnknownMarket, ("balances", "market", 0)));
    let unknown = ask(&members, world.assets.len(), 0, 1);
    assert_eq!(unknown, (Error::UnknownMarket, ("perps", "market", 0)));
    let beyond = ask(&members, world.assets.len(), made.perps.len(), 2);
    assert_eq!(beyond, (Error::InvalidLength, ("accounts", "sums", 2)));
    member.options.insert(0, Fixed::ONE);
    let options = ask(
        &[before, member.clone(), member],
        world.assets.len(),
        made.perps.len(),
        2,
    );
    assert_eq!(options, (Error::OutOfDomain, ("options", "market", 1)));
}

/// What the account is worth at a price of nothing is not asked where no price is looked for: it may be
/// beyond the range of an account that is not.
#[test]
fn nothing_is_asked_in_vain() {
    use plimsoll::{Perp, Terms, Weights};
    let price = Price::exact(Fixed::ONE).unwrap();
    let large = Fixed::from_bits(1 << 126);
    let legs = [Leg {
        perp: Perp::new(-large, large),
        terms: Terms::equity(price),
        index: 1,
    }];
    let holding = |balance, price| Holding {
        balance,
        price,
        weights: Weights::one(),
        index: 0,
        legs: &legs,
    };
    // `large + (large - large)`: without the perp's size it would be twice as much, which is too much.
    let stale = [holding(large, Price::unknown())];
    let found = liquidation::threshold::threshold(&stale, 1, &price, &Fixed::ONE);
    assert_eq!(found.map(|found| found.below), Ok(Limit::Unknown));
    let known = [holding(large, price)];
    let found = liquidation::threshold::threshold(&known, 1, &price, &Fixed::ONE);
    assert_eq!(found, Err(Error::Overflow));
}
