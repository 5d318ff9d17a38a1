//! A reduction of any position: within it, on the grid, and tight by the account's own check.

use super::account::{balance, before, bonus, conversion, most, Answer};
use crate::draw;
use arbitrary::{Result, Unstructured};
use plimsoll::liquidation::reduce::reduce;
use plimsoll::liquidation::sizing::Reason;
use plimsoll::margin::health::Verdict;
use plimsoll::margin::holding::evaluate;
use plimsoll::{Balance, Deal, Error, Fixed, Health, Holding, Leg, Number, Perp, Reduction};

pub fn run(
    u: &mut Unstructured<'_>,
    holdings: &[Holding<'_>],
    health: &Health,
    kept: bool,
) -> Result<()> {
    let places: Vec<(usize, usize)> = (0..holdings.len())
        .flat_map(|group| (0..holdings[group].legs.len()).map(move |leg| (group, leg)))
        .collect();
    if places.is_empty() {
        return Ok(());
    }
    let (group, leg) = *u.choose(&places)?;
    let Leg { perp, terms, .. } = &holdings[group].legs[leg];
    let (price, own) = conversion(u, terms.price())?;
    let deal = Deal {
        price,
        fee: bonus(u)?,
        lot: draw::step(u)?,
    };
    let most = most(u)?;
    let Ok(settlement) = balance(&holdings[group], Fixed::DELTA) else {
        return Ok(());
    };
    let allowed = [Error::Overflow, Error::InvalidStep, Error::InvalidPrice];
    let Some(reduction) = draw::only(
        reduce(health, &settlement, perp, terms, &deal, &most),
        &allowed,
    ) else {
        let ordinary = kept && own && deal.price > 0 && deal.lot > 0 && deal.lot <= 100;
        assert!(!ordinary, "what keeps to its capacity can be closed");
        return Ok(());
    };
    let after = |Reduction {
                     size, quote, fee, ..
                 }: &Reduction|
     -> Answer<Health> {
        let mut legs = holdings[group].legs.to_vec();
        legs[leg].perp = perp.transfer(size, &quote.try_sub(fee)?)?;
        let mut changed = holdings.to_vec();
        changed[group].legs = &legs;
        evaluate(&changed)
    };
    check(health, &settlement, perp, &deal, &most, &reduction, after);
    Ok(())
}

/// A deal over `size` units on the account's side.
fn part(perp: &Perp, deal: &Deal, size: Fixed) -> Answer<Reduction> {
    Ok(Reduction {
        size: match perp.size().is_negative() {
            true => size,
            false => -size,
        },
        quote: match perp.size().is_negative() {
            true => -size.mul_up(&deal.price)?,
            false => size.mul_down(&deal.price)?,
        },
        fee: size.mul_up(&deal.price)?.mul_up(&deal.fee)?,
        reason: Reason::Target,
    })
}

/// Some times the rounding budget of the account through this perp: a step for every unit of it, in the
/// account's currency.
fn noise(perp: &Perp, settlement: &Balance) -> Answer<Fixed> {
    let units = [
        perp.bids(),
        perp.asks(),
        &settlement.net.try_abs()?,
        &Fixed::ONE,
    ];
    let mut steps = perp.size().try_abs()?;
    for more in units {
        steps = steps.try_add(more)?;
    }
    let rate = settlement.bound.liability().try_add(&Fixed::ONE)?;
    steps.mul_up(&(Fixed::DELTA * 16))?.mul_up(&rate)
}

fn check(
    health: &Health,
    settlement: &Balance,
    perp: &Perp,
    deal: &Deal,
    most: &Fixed,
    reduction: &Reduction,
    after: impl Fn(&Reduction) -> Answer<Health>,
) {
    let size = reduction.size.abs();
    let whole = perp.size().abs();
    assert!(
        size.is_zero() || reduction.size.is_negative() != perp.size().is_negative(),
        "a reduction never adds"
    );
    assert!(size <= whole && size <= *most, "nor turns a position over");
    assert!(size == whole || size.floor_to(&deal.lot) == Ok(size));
    let same = part(perp, deal, size).expect("it was computed once");
    assert_eq!(
        [reduction.quote, reduction.fee],
        [same.quote, same.fee],
        "the account's side, rounded against it"
    );
    match health.verdict() {
        Verdict::Unhealthy if reduction.reason == Reason::Unknown => {
            assert!(size.is_zero() && !settlement.bound.is_known());
            return;
        }
        Verdict::Healthy => {
            return assert!(size.is_zero() && reduction.reason == Reason::Healthy);
        }
        Verdict::Unknown => {
            return assert!(size.is_zero() && reduction.reason == Reason::Unknown);
        }
        Verdict::Unhealthy => {}
    }
    let Ok(then) = after(reduction) else {
        return; // a group of the account leaves the range on the way to its sum
    };
    let [was, is] = [health, &then].map(|health| health.surplus().expect("no price is old"));
    let reason = reduction.reason;
    assert_eq!(
        is >= 0,
        reason == Reason::Target,
        "{reason:?}: {was} to {is}"
    );
    let healthy = |size: Fixed| {
        let part = part(perp, deal, size)?;
        after(&part).map(|health| health.healthy())
    };
    match reason {
        Reason::Target => {
            let less = before(&size, &deal.lot);
            assert_ne!(healthy(less), Ok(true), "{less}");
        }
        Reason::Closed => assert!(size == whole && is >= was),
        Reason::Capped => assert!(*most < whole && is >= was),
        Reason::Worsens => assert!(is < was),
        Reason::Nothing => assert!(size.is_zero()),
        other => panic!("{other:?} of an account that is not healthy"),
    }
    if let (false, Ok(noise)) = (reason == Reason::Target, noise(perp, settlement)) {
        // No part of what may be closed would have done, by more than what is rounded on the way.
        for eighths in 1..8 {
            let less = size.mul_down(&(Fixed::from_num(eighths) / 8)).unwrap();
            let less = less.floor_to(&deal.lot).unwrap();
            let then = part(perp, deal, less).and_then(|part| after(&part));
            if let Ok(surplus) = then.and_then(|then| then.surplus()) {
                assert!(surplus <= noise, "{less} of {size} leaves {surplus}");
            }
        }
    }
}
