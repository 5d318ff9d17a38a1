//! Random accounts that fall short: what liquidations are tried on.

use super::budget::Budget;
use super::exact::{step as unit, Exact};
use super::generate::{fraction, magnitude, spec};
use super::spec::{Contract, Group, Spec};
use num_rational::BigRational;
use plimsoll::liquidation::sizing::Balance;
use plimsoll::margin::perp::Perp;
use plimsoll::{Error, Fixed, Number};
use proptest::prelude::*;

/// An account with a place for the debt and one for the collateral, never the same.
#[derive(Clone, Debug)]
pub struct Short {
    pub spec: Spec<Fixed>,
    pub debt: usize,
    pub collateral: usize,
}

/// Grids: the finest, a millionth, whole tokens, and any other.
pub fn grid() -> impl Strategy<Value = Fixed> {
    prop_oneof![
        3 => Just(Fixed::DELTA),
        1 => Just(Fixed::from_bits(281_474_976)), // about 1e-6
        1 => Just(Fixed::ONE),
        2 => magnitude(-40, 10),
    ]
}

/// Bonuses: none, a step, mostly up to an eighth, and up to a whole.
pub fn bonus() -> impl Strategy<Value = Fixed> {
    prop_oneof![
        1 => Just(Fixed::ZERO),
        1 => Just(Fixed::DELTA),
        4 => (0i128..1 << 45).prop_map(Fixed::from_bits),
        1 => fraction()
    ]
}

/// How far the account falls short, as a share of what it owes.
fn share() -> impl Strategy<Value = Fixed> {
    prop_oneof![magnitude(-30, -4), magnitude(-4, -1), Just(Fixed::DELTA)]
}

/// The account with one balance moved until it is short by about `share` of what it owes.
fn shorten(mut spec: Spec<Fixed>, place: usize, share: &Fixed) -> Option<Spec<Fixed>> {
    for _ in 0..3 {
        let health = spec.health().ok()?;
        let wanted = health.liabilities().mul_up(share).ok()?.max(Fixed::DELTA);
        let missing = health.surplus().ok()?.try_add(&wanted).ok()?;
        let bound = spec.groups[place].bound().ok()?;
        let price = match spec.groups[place].balance < Fixed::ZERO {
            true => bound.liability(),
            false => bound.asset(),
        };
        let change = missing.div_up(price).ok()?;
        spec.groups[place].balance = spec.groups[place].balance.try_sub(&change).ok()?;
    }
    spec.health().is_ok().then_some(spec)
}

/// Mostly short of health, with a debt and a collateral.
pub fn short() -> impl Strategy<Value = Short> {
    let places = (0usize..4, 1usize..4, any::<bool>());
    (spec(), places, share()).prop_filter_map(
        "a debt and a collateral",
        |(mut spec, (debt, apart, through_debt), share)| {
            let count = spec.groups.len();
            let (debt, collateral) = (
                debt % count,
                (debt + 1 + (apart - 1) % (count.max(2) - 1)) % count,
            );
            if debt == collateral {
                return None;
            }
            spec.groups[debt].balance = -spec.groups[debt].balance.abs();
            spec.groups[collateral].balance = spec.groups[collateral].balance.abs();
            let place = if through_debt { debt } else { collateral };
            let spec = shorten(spec, place, &share)?;
            Some(Short {
                spec,
                debt,
                collateral,
            })
        },
    )
}

/// Mostly short of health, with a perp: its group and its place there.
pub fn short_perp() -> impl Strategy<Value = (Spec<Fixed>, usize, usize)> {
    (spec(), 0usize..16, 0usize..4, share()).prop_filter_map(
        "a perp",
        |(spec, place, paid, share)| {
            let mut legs = Vec::new();
            for (asset, group) in spec.groups.iter().enumerate() {
                legs.extend((0..group.perps.len()).map(|leg| (asset, leg)));
            }
            let (asset, leg) = *legs.get(place % legs.len().max(1))?;
            let place = paid % spec.groups.len();
            Some((shorten(spec, place, &share)?, asset, leg))
        },
    )
}

/// The group as a liquidation sees it.
pub fn balance(group: &Group<Fixed>, step: Fixed) -> Result<Balance<Fixed>, Error> {
    Ok(Balance {
        amount: group.balance,
        net: *group.net()?.value(0)?,
        bound: group.bound()?,
        step,
    })
}

/// Calls `f` with the perp and its terms.
pub fn with_perp<T>(
    contract: &Contract<Fixed>,
    f: impl FnOnce(&Perp<Fixed>, &plimsoll::Terms<'_>) -> T,
) -> Result<T, Error> {
    let mut ladder = contract.ladder();
    let terms = contract.terms(&mut ladder)?;
    Ok(f(&contract.perp()?, &terms))
}

/// The budget of the account, whose group `asset` carries `extra` steps before it is weighted.
pub fn budget(spec: &Spec<Exact>, asset: usize, extra: i32) -> BigRational {
    let budget = Budget {
        u: unit::<Fixed>(),
        moved: None,
    };
    let extra = BigRational::from_integer(extra.into()) * &budget.u;
    let [assets, liabilities] = budget.account(spec, spec);
    let group = &spec.groups[asset];
    let [a, l] = budget.group(group, group, &extra);
    assets + liabilities + a + l
}
