//! What keeps to its capacity can always be processed: accounts at the limits of sets that `check` barely
//! accepts, healthy and insolvent, go through every step of a liquidation without leaving the range.

mod common;

use common::cases;
use common::generate::fraction;
use common::limits::{ladder, set};
use common::short::{balance, with_perp};
use common::spec::{account, Contract, Spec};
use plimsoll::liquidation::auction::Auction;
use plimsoll::liquidation::bankruptcy::Position;
use plimsoll::liquidation::close::absorb;
use plimsoll::liquidation::exchange::Exchange;
use plimsoll::liquidation::order::{Candidate, Order};
use plimsoll::liquidation::reduce::{reduce, Deal};
use plimsoll::liquidation::repay::{repay, sweep};
use plimsoll::liquidation::threshold::{check_at, threshold};
use plimsoll::margin::capacity::check;
use plimsoll::margin::operation::permission;
use plimsoll::price::{End, Price};
use plimsoll::solvency::protocol::{health_under, Shock, Totals};
use plimsoll::solvency::waterfall::Waterfall;
use plimsoll::{Capacity, Error, Fixed, Number};
use proptest::collection::vec;
use proptest::prelude::*;

/// The result, or which step has none.
fn step<T>(name: &str, result: Result<T, Error>) -> Result<T, TestCaseError> {
    result.map_err(|error| TestCaseError::fail(format!("{name}: {error:?}")))
}

/// Debts, collaterals and perps through every step of a liquidation at one level.
fn liquidate(spec: &Spec<Fixed>, bonus: &Fixed, part: &Fixed) -> Result<(), TestCaseError> {
    let health = step("health", spec.health())?;
    step("absorb", absorb(&health))?;
    let debts = spec
        .groups
        .iter()
        .filter(|group| group.balance < Fixed::ZERO);
    for debt in debts {
        for collateral in spec
            .groups
            .iter()
            .filter(|group| group.balance > Fixed::ZERO)
        {
            for end in [End::Low, End::High] {
                let (paid, taken) = (
                    debt.market.price()?.at(end)?,
                    collateral.market.price()?.at(end)?,
                );
                let exchange = step("exchange", Exchange::new(paid, taken, bonus))?;
                let sides = [
                    balance(debt, Fixed::DELTA)?,
                    balance(collateral, Fixed::DELTA)?,
                ];
                step(
                    "surplus",
                    exchange.raises_surplus(&sides[0].bound, &sides[1].bound),
                )?;
                step(
                    "ratio",
                    exchange.raises_ratio(&health, &sides[0].bound, &sides[1].bound),
                )?;
                for most in [Fixed::MAX, debt.balance.abs().mul_down(part)?] {
                    let seizure = step(
                        "repay",
                        repay(&health, &sides[0], &sides[1], &exchange, &most),
                    )?;
                    let dust = [&Fixed::DELTA, part];
                    let all = step(
                        "sweep",
                        sweep(seizure, &sides[0], &sides[1], &exchange, dust),
                    )?;
                    step("penalty", exchange.penalty(&all.repaid, &all.seized))?;
                }
            }
        }
    }
    for group in &spec.groups {
        for contract in &group.perps {
            let settlement = balance(group, Fixed::DELTA)?;
            for price in [contract.market.low, contract.market.high] {
                let (fee, lot) = (*part, Fixed::DELTA);
                for most in [Fixed::MAX, contract.size.abs().mul_down(part)?] {
                    let deal = Deal { price, fee, lot };
                    let reduced = with_perp(contract, |perp, terms| {
                        reduce(&health, &settlement, perp, terms, &deal, &most)
                    });
                    step("reduce", reduced?)?;
                }
            }
        }
    }
    Ok(())
}

/// What comes after: orders, auctions, bankruptcy prices, the waterfall and the totals.
fn settle(levels: [&Spec<Fixed>; 3], part: &Fixed) -> Result<(), TestCaseError> {
    let whole = step("account", account(levels))?;
    let mut totals = Totals::new();
    step("totals", totals.add(&whole))?;
    let (equity, maintenance) = (whole.equity().surplus()?, whole.maintenance().surplus()?);
    let (mut candidates, mut positions, mut total) = (Vec::new(), Vec::new(), Fixed::ZERO);
    for group in &levels[1].groups {
        let (price, bound) = (group.market.price()?, group.bound()?);
        let owned = group.balance.abs();
        let (price, margin) = match group.balance < Fixed::ZERO {
            true => (price.high(), bound.liability().try_sub(price.high())?),
            false => (price.low(), price.low().try_sub(bound.asset())?),
        };
        let value = owned.mul_down(price)?;
        candidates.push(Candidate {
            value,
            margin: owned.mul_up(&margin)?,
        });
        for contract in &group.perps {
            let market = &contract.market;
            let required = with_perp(contract, |perp, terms| perp.requirement(terms))??;
            let requirement = required.mul_up(&group.market.high)?;
            let value = contract
                .size
                .mul_down(&market.low)?
                .mul_down(&group.market.high)?;
            total = total.try_add(&requirement)?;
            candidates.push(Candidate {
                value: value.try_abs()?,
                margin: requirement,
            });
            positions.push((value, requirement));
        }
    }
    for order in Order::ALL {
        step("order", order.first(&candidates))?;
    }
    for (value, requirement) in positions {
        let position = Position {
            value,
            requirement,
            equity,
            total,
        };
        step("bankruptcy", position.bankruptcy())?;
        step("fillable", position.fillable(part, &Fixed::from_num(4)))?;
    }
    let auction = Auction {
        equity,
        maintenance,
        reserved: equity.max(Fixed::ZERO).mul_down(part)?,
    };
    for buffer in [Fixed::ZERO, *part, Fixed::ONE] {
        step("buffered", auction.buffered(&buffer))?;
        step("share", auction.largest_share(&buffer, part))?;
    }
    step("bid", auction.bid(part))?;
    step("insolvent", auction.insolvent(part, Fixed::ONE))?;
    let layers = Waterfall {
        proceeds: equity.max(Fixed::ZERO),
        insurance: *part,
        deleveraging: totals.deficit.mul_down(part)?,
    };
    step("waterfall", layers.flows(&totals.deficit))?;
    Ok(())
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn what_keeps_to_its_capacity_is_processed(
        set in set(), ladders in vec(ladder(), 1..3), bonus in fraction(), part in fraction(), up in any::<bool>(),
    ) {
        let (initial, maintenance) = (set.spec(0, &ladders)?, set.spec(1, &ladders)?);
        let equity = maintenance.equity();
        let levels = [&initial, &maintenance, &equity];
        let capacities = set.capacities()?;
        let perps = maintenance.groups.iter().flat_map(|group| &group.perps);
        for (group, capacity) in maintenance.groups.iter().zip(&capacities) {
            capacity.admit(&group.balance, &Fixed::ZERO, &group.market.high)?;
        }
        let held = |perp: &Contract<Fixed>| (perp.size + perp.bids).abs().max((perp.size - perp.asks).abs());
        prop_assert!(perps.count() + set.assets.len() == capacities.len());
        for (place, (_, settles)) in set.perps.iter().enumerate() {
            let before = set.perps[..place].iter().filter(|(_, of)| of == settles).count();
            let perp = &maintenance.groups[*settles].perps[before];
            capacities[set.assets.len() + place].admit(&held(perp), &perp.quote, &perp.market.high)?;
        }

        let before = account(levels)?;
        for spec in levels {
            liquidate(spec, &bonus, &part)?;
            spec.with_holdings(|holdings| Ok((|| {
                for index in (0..holdings.len() as u32).chain(100..103) {
                    let market = |holding: &plimsoll::Holding<'_>| {
                        let leg = holding.legs.iter().find(|leg| leg.index == index);
                        let own = (holding.index == index).then_some(holding.price);
                        leg.map(|leg| *leg.terms.price()).or(own)
                    };
                    let Some(price) = holdings.iter().find_map(market) else { continue };
                    for step in [Fixed::DELTA, price.mid()?.max(Fixed::DELTA)] {
                        self::step("threshold", threshold(holdings, index, &price, &step))?;
                    }
                    step("check_at", check_at(holdings, index, &price, &price.mid()?.max(Fixed::DELTA)))?;
                    // Shocked to the capacity, and to next to nothing.
                    let factor = if up { Fixed::from_num(1u64 << set.room()) } else { Fixed::DELTA };
                    let factor = Price::exact(factor)?;
                    let shocks = (0..4).chain(100..103).map(|index| Shock { index, factor });
                    step("shocks", health_under(holdings, &shocks.collect::<Vec<_>>()))?;
                    step("shock", health_under(holdings, &[Shock { index, factor }]))?;
                }
                Ok::<(), TestCaseError>(())
            })()))??;
        }
        settle(levels, &part)?;
        permission(&before, &before, &part)?;
    }
}

/// Sums of what is far apart do not matter: a supply of 1e22 in each of a dozen assets is admitted, and what
/// could leave the range together is not.
#[test]
fn what_is_accepted() {
    let n = |power: u32| Fixed::from_num(10i128.pow(power));
    let tiny = Fixed::ONE / n(12).to_num::<i128>();
    let supply = Capacity::asset(n(22), tiny, Fixed::ONE).unwrap();
    assert_eq!(check(&[supply; 12]), Ok(()));
    let dear = Capacity::asset(tiny, n(20), Fixed::ONE).unwrap();
    assert_eq!(check(&[supply, dear, supply, dear]), Ok(()));
    let rich = Capacity::asset(n(10), n(12), Fixed::ONE).unwrap();
    assert_eq!(check(&[rich; 7]), Ok(()));
    assert_eq!(check(&[rich; 8]), Err(Error::AboveCapacity));
    let perp = Capacity::perp(n(10), n(12), Fixed::ONE, n(20), tiny).unwrap();
    assert_eq!(check(&[perp; 8]), Err(Error::AboveCapacity));
    assert_eq!(
        check(&[Capacity::asset(n(23), tiny, Fixed::ONE).unwrap()]),
        Err(Error::AboveCapacity)
    );
    assert_eq!(
        check(&[Capacity::asset(tiny, n(23), Fixed::ONE).unwrap()]),
        Err(Error::AboveCapacity)
    );
    assert_eq!(check::<Fixed>(&[]), Ok(()));
}
