//! The largest withdrawal, loan and position of random accounts: the account with the change, written
//! out here, is healthy at the answer and not one step further, and the exact rationals agree within
//! the rounding budget.

mod common;

use common::budget::Budget;
use common::cases;
use common::exact::{rational, step as unit, Exact};
use common::formula;
use common::generate::{fraction, healthy, magnitude, spec};
use common::spec::{Contract, Group, Spec};
use num_rational::BigRational;
use num_traits::{One, Signed};
use plimsoll::margin::limits::{borrow, position, withdrawal, Side};
use plimsoll::number::solver::Limit;
use plimsoll::{Error, Fixed, Number};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;

type Rational = BigRational;

fn grid() -> impl Strategy<Value = Fixed> {
    prop_oneof![
        Just(Fixed::DELTA),
        Just(Fixed::from_bits(281_474_976)), // about 1e-6
        Just(Fixed::ONE),
        magnitude(-40, 10),
    ]
}

fn fee() -> impl Strategy<Value = Fixed> {
    prop_oneof![
        Just(Fixed::ZERO),
        Just(Fixed::DELTA),
        (0i128..1 << 42).prop_map(Fixed::from_bits),
        fraction()
    ]
}

/// `amount` and its fee, rounded up, out of one balance.
fn less(
    spec: &Spec<Fixed>,
    asset: usize,
    amount: &Fixed,
    fee: &Fixed,
) -> Result<Spec<Fixed>, Error> {
    let mut after = spec.clone();
    let balance = &mut after.groups[asset].balance;
    *balance = balance.try_sub(amount)?.try_sub(&amount.mul_up(fee)?)?;
    Ok(after)
}

/// A trade by its formula: size by the trade, quote by what is received down less the fee up.
fn traded(
    spec: &Spec<Fixed>,
    (asset, leg): (usize, usize),
    size: &Fixed,
    price: &Fixed,
    fee: &Fixed,
) -> Result<Spec<Fixed>, Error> {
    let mut after = spec.clone();
    let perp = &mut after.groups[asset].perps[leg];
    let cost = size.mul_up(price)?;
    perp.size = perp.size.try_add(size)?;
    perp.quote = perp.quote.try_sub(&cost)?;
    perp.quote = perp
        .quote
        .try_sub(&size.abs().mul_up(price)?.mul_up(fee)?)?;
    Ok(after)
}

fn surplus(spec: Result<Spec<Fixed>, Error>) -> Result<Fixed, Error> {
    spec?.health()?.surplus()
}

/// The budget of the account, whose group `asset` carries `extra` steps before it is weighted.
fn budget(spec: &Spec<Exact>, asset: usize, extra: Rational) -> Rational {
    let budget = Budget {
        u: unit::<Fixed>(),
        moved: None,
    };
    let extra = extra * &budget.u;
    let [assets, liabilities] = budget.account(spec, spec);
    let group = &spec.groups[asset];
    let [a, l] = budget.group(group, group, &extra);
    assets + liabilities + a + l
}

/// Everything at its full value, before anything nets: what `f64` rounds is a share of it.
fn gross(spec: &Spec<Exact>) -> Rational {
    let group = |group: &Group<Exact>| {
        let perp = |perp: &Contract<Exact>| {
            (perp.size.0.abs() + &perp.bids.0 + &perp.asks.0) * &perp.market.high.0
                + perp.quote.0.abs()
        };
        let sum = group.balance.0.abs() + group.perps.iter().map(perp).sum::<Rational>();
        sum * &group.market.high.0
    };
    spec.groups.iter().map(group).sum()
}

#[derive(Default, Debug)]
struct Seen {
    at: u32,
    zero: u32,
    never: u32,
    past: u32,
    not_exposed: u32,
    overflows: u32,
}

#[test]
fn withdrawals_and_loans() {
    let seen = RefCell::new([Seen::default(), Seen::default()]);
    let mut runner = TestRunner::new(cases(1_500));
    let account = prop_oneof![3 => healthy(), 1 => spec()];
    let question = (account, 0usize..4, fee(), grid(), any::<bool>());
    let outcome = runner.run(&question, |(spec, asset, fee, step, loan)| {
        let now = spec.health();
        prop_assume!(now != Err(Error::Overflow));
        let (now, asset) = (now?, asset % spec.groups.len());
        let seen = &mut seen.borrow_mut()[usize::from(loan)];
        let answer = spec.with_holdings(|holdings| match loan {
            true => borrow(holdings, asset, &fee, &step),
            false => withdrawal(holdings, asset, &fee, &step),
        });
        let balance = spec.groups[asset].balance;
        // The same in rationals, without any rounding of the fee.
        let exact = |amount: &Fixed| {
            let mut exact = spec.exact();
            let paid = rational(amount) * (Rational::one() + rational(&fee));
            exact.groups[asset].balance.0 -= paid;
            exact
        };
        match answer {
            Ok(Limit::At(most)) => {
                seen.at += 1;
                seen.zero += u32::from(most.is_zero());
                prop_assert!(now.healthy() && most >= Fixed::ZERO && most.floor_to(&step)? == most);
                let (here, next) = (less(&spec, asset, &most, &fee)?, most.try_add(&step)?);
                prop_assert!(here.health()?.healthy());
                prop_assert!(loan || here.groups[asset].balance >= Fixed::ZERO);
                let further = less(&spec, asset, &next, &fee)?;
                let overdrawn = !loan && further.groups[asset].balance < Fixed::ZERO;
                prop_assert!(overdrawn || !further.health()?.healthy());
                prop_assert!(!formula::surplus(&exact(&most)).is_negative());
                let beyond = exact(&next);
                let overdrawn = !loan && beyond.groups[asset].balance.0.is_negative();
                let allowed = budget(&beyond, asset, Rational::one());
                prop_assert!(overdrawn || formula::surplus(&beyond) < allowed);
                // What `f64` would let go is covered to 1e-12 of the sums.
                let float = spec.float().with_holdings(|holdings| match loan {
                    true => borrow(holdings, asset, &fee.to_num(), &step.to_num()),
                    false => withdrawal(holdings, asset, &fee.to_num(), &step.to_num()),
                });
                if let Ok(Limit::At(float)) = float {
                    let found = Rational::from_float(float).expect("finite");
                    let gross = gross(&spec.exact());
                    let mut there = spec.exact();
                    there.groups[asset].balance.0 -= &found * (Rational::one() + rational(&fee));
                    let blur =
                        gross * Rational::new(1.into(), 1_000_000_000_000i64.into()) + &allowed;
                    prop_assert!(formula::surplus(&there) >= -blur, "{float} for {most}");
                }
            }
            Ok(Limit::Never) => {
                seen.never += 1;
                prop_assert!(loan && now.healthy());
                // No end within a factor of two of where the check overflows.
                for power in (0..127).step_by(3) {
                    let Some(amount) = step.checked_mul_int(1i128 << power) else {
                        break;
                    };
                    let twice = amount.checked_mul_int(2);
                    let beyond = twice.map(|twice| surplus(less(&spec, asset, &twice, &fee)));
                    if matches!(beyond, Some(Ok(_))) {
                        let (here, fact) = (less(&spec, asset, &amount, &fee)?, exact(&amount));
                        let allowed = budget(&fact, asset, Rational::one());
                        prop_assert!(!formula::surplus(&fact).is_negative(), "{amount}");
                        prop_assert!(rational(&here.health()?.surplus()?) >= -allowed, "{amount}");
                    }
                }
            }
            Ok(Limit::AlreadyPast) => {
                seen.past += 1;
                prop_assert!(!now.healthy());
            }
            Ok(Limit::NotExposed) => {
                seen.not_exposed += 1;
                prop_assert!(!loan && balance <= Fixed::ZERO);
            }
            Ok(Limit::Unknown) => prop_assert!(false, "every price is known"),
            Err(Error::Overflow) => seen.overflows += 1,
            Err(error) => prop_assert!(false, "{error:?}"),
        }
        Ok(())
    });
    outcome.expect("the law holds");
    let seen = seen.into_inner();
    println!("{seen:?}");
    let enough = if cfg!(debug_assertions) { 2 } else { 25 };
    assert!(seen
        .iter()
        .all(|seen| seen.at - seen.zero > 3 * enough && seen.past > enough));
    assert!(seen[0].not_exposed > enough);
    assert!(seen.iter().all(|seen| seen.overflows <= enough));
}

#[test]
fn positions() {
    let seen = RefCell::new(Seen::default());
    let closes = RefCell::new(0u32);
    let mut runner = TestRunner::new(cases(1_500));
    // Short of healthy by a share of what is owed: some of these can close their way back.
    let short = healthy().prop_map(|mut spec| {
        let owed = spec
            .health()
            .map_or(Fixed::ZERO, |health| *health.liabilities());
        spec.groups[0].balance -= owed >> 5;
        spec
    });
    let account = prop_oneof![3 => healthy(), 2 => short, 1 => spec()];
    let price = prop_oneof![3 => Just(None), 1 => magnitude(-27, 40).prop_map(Some)];
    let question = (account, 0usize..12, any::<bool>(), price, fee(), grid());
    let outcome = runner.run(&question, |(spec, place, buy, price, fee, step)| {
        let now = spec.health();
        prop_assume!(now != Err(Error::Overflow));
        let now = now?;
        let mut legs = Vec::new();
        for (asset, group) in spec.groups.iter().enumerate() {
            legs.extend((0..group.perps.len()).map(|leg| (asset, leg)));
        }
        prop_assume!(!legs.is_empty());
        let (asset, leg) = legs[place % legs.len()];
        let perp = &spec.groups[asset].perps[leg];
        let price = price.unwrap_or(if buy {
            perp.market.high
        } else {
            perp.market.low
        });
        let (side, sign) = if buy {
            (Side::Buy, 1)
        } else {
            (Side::Sell, -1)
        };
        let after = |size: &Fixed| traded(&spec, (asset, leg), &(*size * sign), &price, &fee);
        let seen = &mut seen.borrow_mut();
        let answer = spec
            .with_holdings(|holdings| position(holdings, asset, leg, side, &price, &fee, &step));
        let opposite = -perp.size * sign;
        let exact = |size: &Fixed| {
            let mut exact = spec.exact();
            let perp = &mut exact.groups[asset].perps[leg];
            let size = rational(size) * Rational::from_integer(sign.into());
            perp.quote.0 -=
                &size * rational(&price) + size.abs() * rational(&price) * rational(&fee);
            perp.size.0 += size;
            exact
        };
        match answer {
            Ok(Limit::At(most)) => {
                seen.at += 1;
                seen.zero += u32::from(most.is_zero());
                let next = most.try_add(&step)?;
                prop_assert_eq!(most.floor_to(&step)?, most);
                prop_assert!(after(&most)?.health()?.healthy());
                prop_assert!(!after(&next)?.health()?.healthy());
                if !now.healthy() {
                    // Only what it is exposed to the other way may be closed.
                    prop_assert!(opposite > Fixed::ZERO && most.try_add(&step)? > opposite);
                    *closes.borrow_mut() += 1;
                }
                prop_assert!(!formula::surplus(&exact(&most)).is_negative());
                let beyond = exact(&next);
                // One step of what is received, one of the notional through the fee, one of the fee.
                let extra = Rational::from_integer(3.into());
                prop_assert!(formula::surplus(&beyond) < budget(&beyond, asset, extra));
            }
            Ok(Limit::Never) => {
                seen.never += 1;
                let from = if now.healthy() { Fixed::ZERO } else { opposite };
                for power in (0..127).step_by(3) {
                    let Some(size) = step.checked_mul_int(1i128 << power) else {
                        break;
                    };
                    let far = |times: i128| {
                        size.checked_mul_int(times)
                            .and_then(|size| size.checked_add(from))
                    };
                    let beyond = far(2).map(|size| surplus(after(&size.floor_to(&step)?)));
                    if let (Some(Ok(_)), Some(size)) = (beyond, far(1)) {
                        let size = size.floor_to(&step)?;
                        if size >= from {
                            let (here, fact) = (after(&size)?, exact(&size));
                            let allowed = budget(&fact, asset, Rational::from_integer(3.into()));
                            prop_assert!(!formula::surplus(&fact).is_negative(), "{size}");
                            prop_assert!(
                                rational(&here.health()?.surplus()?) >= -allowed,
                                "{size}"
                            );
                        }
                    }
                }
            }
            Ok(Limit::AlreadyPast) => {
                seen.past += 1;
                prop_assert!(!now.healthy());
                if opposite > Fixed::ZERO {
                    let below = opposite.floor_to(&step)?;
                    let above = if below == opposite {
                        below
                    } else {
                        below.try_add(&step)?
                    };
                    for size in [below, above] {
                        prop_assert!(!after(&size)?.health()?.healthy());
                    }
                }
            }
            Ok(other) => prop_assert!(false, "{other:?}"),
            Err(Error::Overflow) => seen.overflows += 1,
            Err(error) => prop_assert!(false, "{error:?}"),
        }
        Ok(())
    });
    outcome.expect("the law holds");
    let seen = seen.into_inner();
    println!("{seen:?}, closing {closes:?}");
    let enough = if cfg!(debug_assertions) { 2 } else { 15 };
    assert!(seen.at - seen.zero > 10 * enough && seen.past > enough && seen.never > 0);
    assert!(seen.overflows <= enough && (cfg!(debug_assertions) || *closes.borrow() > 5));
}
