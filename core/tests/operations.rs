//! What an operation may do: judged against the exact account before and after it.

mod common;

use common::cases;
use common::exact::rational;
use common::formula;
use common::generate::{fraction, magnitude};
use common::short::{budget, short, short_perp};
use common::spec::{account, Spec};
use num_rational::BigRational;
use plimsoll::margin::operation::{permission, Permission};
use plimsoll::{Account, Bound, Error, Fixed, Health, Number};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;

type Rational = BigRational;

/// The three levels of an account, the initial one stricter by `by`.
fn levels(spec: &Spec<Fixed>, by: &Fixed) -> Result<[Spec<Fixed>; 3], Error> {
    let mut initial = spec.clone();
    for group in &mut initial.groups {
        let perps = group.perps.iter_mut().map(|perp| &mut perp.market);
        for market in core::iter::once(&mut group.market).chain(perps) {
            market.asset = market.asset.mul_down(by)?;
            market.liability += Fixed::ONE - by;
        }
    }
    Ok([initial, spec.clone(), spec.equity()])
}

fn evaluate(levels: &[Spec<Fixed>; 3]) -> Result<Account<3>, Error> {
    account(levels.each_ref())
}

/// Judged, with both evaluations; nothing may be lost.
fn judge(before: &Spec<Fixed>, after: &Spec<Fixed>, by: &Fixed) -> Result<Permission, Error> {
    judge_at(before, after, by, &Fixed::ZERO)
}

fn judge_at(
    before: &Spec<Fixed>,
    after: &Spec<Fixed>,
    by: &Fixed,
    cost: &Fixed,
) -> Result<Permission, Error> {
    permission(
        &evaluate(&levels(before, by)?)?,
        &evaluate(&levels(after, by)?)?,
        cost,
    )
}

/// `size` taken over for `quote`.
fn traded(
    spec: &Spec<Fixed>,
    (asset, leg): (usize, usize),
    size: Fixed,
    quote: Fixed,
) -> Spec<Fixed> {
    let mut after = spec.clone();
    let perp = &mut after.groups[asset].perps[leg];
    (perp.size, perp.quote) = (perp.size + size, perp.quote + quote);
    after
}

/// What an operation does to the exact account at one level: to its surplus and to what it owes; and what
/// rounding may add to or take from either.
fn change(before: &Spec<Fixed>, after: &Spec<Fixed>) -> [Rational; 3] {
    let (before, after) = (before.exact(), after.exact());
    let ([a, b], [c, d]) = (formula::sums(&before), formula::sums(&after));
    let blur = budget(&before, 0, 0) + budget(&after, 0, 0);
    [(&c - &d) - (&a - &b), d - b, blur]
}

/// Any change of a balance and of a perp: allowed where initial health holds afterwards; otherwise never
/// where the exact account is worse at any level (at equity: by more than the cost), always where it is
/// better and owes less at all.
#[test]
fn what_is_allowed_does_not_worsen_the_account() {
    let seen = RefCell::new([0u32; 4]);
    let mut runner = TestRunner::new(cases(2_000));
    let operation = (
        magnitude(-30, 20),
        any::<bool>(),
        magnitude(-4, 3),
        magnitude(-3, 3),
        any::<bool>(),
        0u8..3,
        prop_oneof![Just(Fixed::ZERO), magnitude(-30, 20)],
    );
    let outcome = runner.run(
        &(short_perp(), operation, fraction()),
        |((spec, asset, leg), operation, by)| {
            let (paid, takes, part, price, buys, kind, cost) = operation;
            let mut after = spec.clone();
            if kind != 0 {
                let group = &mut after.groups[asset];
                group.balance += if takes { -paid } else { paid };
            }
            if kind != 1 {
                let perp = &spec.groups[asset].perps[leg];
                let size = perp.size.abs().mul_down(&part)?;
                let size = if buys { size } else { -size };
                // Near the mark, or far off it.
                let price = match paid.to_bits() % 3 {
                    0 => perp.market.low,
                    1 => perp.market.high,
                    _ => perp.market.low.mul_down(&price)?,
                };
                after = traded(&after, (asset, leg), size, (-size).mul_down(&price)?);
            }
            let (before, changed) = (levels(&spec, &by)?, levels(&after, &by)?);
            let (Ok(old), Ok(new)) = (evaluate(&before), evaluate(&changed)) else {
                return Ok(());
            };
            let answer = permission(&old, &new, &cost)?;
            seen.borrow_mut()[answer as usize] += 1;
            prop_assert_eq!(answer == Permission::Healthy, new.initial().healthy());
            if answer == Permission::Healthy {
                return Ok(());
            }
            let (mut worse, mut better) = (false, true);
            let costs = [Fixed::ZERO, Fixed::ZERO, cost];
            for ((before, after), cost) in before.iter().zip(&changed).zip(&costs) {
                let [surplus, owed, blur] = change(before, after);
                let most = &blur + rational(cost);
                worse |= surplus < -&most || owed > most;
                better &= surplus > blur && owed < -&blur;
            }
            prop_assert!(!worse || answer == Permission::Refused);
            prop_assert!(!better || answer == Permission::Improved);
            if answer == Permission::Improved {
                for ((old, new), cost) in old.levels().iter().zip(new.levels()).zip(&costs) {
                    prop_assert!(new.surplus()? + cost >= old.surplus()?);
                    prop_assert!(*new.liabilities() <= *old.liabilities() + cost);
                }
            }
            Ok(())
        },
    );
    outcome.expect("the law holds");
    let seen = seen.into_inner();
    println!("{:?}", Permission::ALL.iter().zip(seen).collect::<Vec<_>>());
    let enough = if cfg!(debug_assertions) { 2 } else { 50 };
    assert!(seen[..3].iter().all(|seen| *seen > enough), "{seen:?}");
}

proptest! {
    #![proptest_config(cases(3_000))]

    /// Whoever is in trouble may pay in, of whatever asset, and may repay, bit for bit.
    #[test]
    fn paying_in_is_always_allowed(short in short(), place in 0usize..4, paid in magnitude(-48, 40), by in fraction()) {
        let mut after = short.spec.clone();
        let place = place % after.groups.len();
        after.groups[place].balance += paid;
        let answer = judge(&short.spec, &after, &by);
        prop_assume!(answer != Err(Error::Overflow));
        prop_assert!(answer?.is_allowed());
        // And nothing at all may be done by anyone.
        prop_assert!(judge(&short.spec, &short.spec, &by)?.is_allowed());
    }

    /// Taking out what counts at any level is refused as long as initial health is broken.
    #[test]
    fn taking_out_is_refused(short in short(), place in 0usize..4, paid in magnitude(-48, 40), by in fraction()) {
        let mut after = short.spec.clone();
        let place = place % after.groups.len();
        after.groups[place].balance -= paid;
        let answer = judge(&short.spec, &after, &by);
        prop_assume!(answer != Err(Error::Overflow));
        let answer = answer?;
        prop_assume!(answer != Permission::Healthy);
        let worth = rational(&paid) * rational(&short.spec.groups[place].market.low);
        if worth > change(&short.spec.equity(), &after.equity())[2] {
            prop_assert_eq!(answer, Permission::Refused);
        }
    }

    /// Closing a part at the mark, without a fee: allowed where the price is rounded for the account; where
    /// it is rounded against it, equity may be short by the step of the quote, and that alone refuses it
    /// where nothing may be lost. Where that step may be, only levels without a margin can.
    #[test]
    fn closing_at_the_mark(
        (spec, asset, leg) in short_perp(), part in magnitude(-20, 0), whole in any::<bool>(), by in fraction(),
    ) {
        let perp = &spec.groups[asset].perps[leg];
        prop_assume!(perp.bids.is_zero() && perp.asks.is_zero());
        let size = if whole { perp.size } else { perp.size.mul_down(&part.min(Fixed::ONE))? };
        prop_assume!((size < 0) == (perp.size < 0) && size.abs() <= perp.size.abs());
        let price = if size < 0 { perp.market.high } else { perp.market.low };
        let (up, down) = (size.mul_up(&price)?, size.mul_down(&price)?);
        let closed = |quote| traded(&spec, (asset, leg), -size, quote);
        let answer = judge(&spec, &closed(up), &by);
        prop_assume!(answer != Err(Error::Overflow));
        // A rung's floor is worth a step too: see `docs/rounding.md`.
        if answer? == Permission::Refused {
            prop_assert!(perp.rungs.len() > 1);
        }
        let rounded = closed(down);
        if judge(&spec, &rounded, &by)? == Permission::Refused && perp.rungs.len() < 2 {
            let (before, after) = (evaluate(&levels(&spec, &by)?)?, evaluate(&levels(&rounded, &by)?)?);
            let cost = before.equity().surplus()?.try_sub(&after.equity().surplus()?)?;
            if judge_at(&spec, &rounded, &by, &cost.max(Fixed::ZERO))? == Permission::Refused {
                let worse = |old: &Health, new: &Health| {
                    Ok::<_, Error>(new.surplus()? < old.surplus()? || new.liabilities() > old.liabilities())
                };
                prop_assert!(
                    worse(before.initial(), after.initial())? || worse(before.maintenance(), after.maintenance())?
                );
            }
            let quote = rational(&up) - rational(&down);
            let u = common::exact::step::<Fixed>();
            for (place, (old, new)) in before.levels().iter().zip(after.levels()).enumerate() {
                let market = &levels(&spec, &by)?[place].groups[asset].market;
                let price = rational(&market.high) * rational(&market.liability);
                let lost = rational(&old.surplus()?) - rational(&new.surplus()?);
                prop_assert!(lost <= &quote * price + &u + &u, "{}", lost);
            }
        }
    }

    /// A fee of five hundredths of a percent, where both levels ask for at least one percent: whoever is in
    /// trouble may close, if the fee may be lost at equity, and may not, if nothing may be.
    #[test]
    fn closing_for_a_fee((spec, asset, leg) in short_perp(), part in magnitude(-8, 0), by in 0i128..98) {
        let (by, mut spec) = (Fixed::from_bits(by * (Fixed::ONE.to_bits() / 99)), spec);
        let perp = &mut spec.groups[asset].perps[leg];
        (perp.bids, perp.asks, perp.profit_weight) = (Fixed::ZERO, Fixed::ZERO, Fixed::ONE);
        perp.rungs.clear();
        perp.market.low = perp.market.high;
        perp.market.asset = perp.market.asset.min(Fixed::from_num(0.99));
        perp.market.liability = perp.market.liability.max(Fixed::from_num(1.01));
        let (perp, market) = (&spec.groups[asset].perps[leg], &spec.groups[asset].perps[leg].market);
        let size = perp.size.mul_down(&part.min(Fixed::ONE))?;
        prop_assume!((size < 0) == (perp.size < 0) && size.abs() <= perp.size.abs());
        let notional = size.abs().mul_up(&market.low)?;
        prop_assume!(notional > Fixed::ONE);
        let fee = notional.mul_up(&Fixed::from_num(0.0005))?;
        let closed = traded(&spec, (asset, leg), -size, size.mul_down(&market.low)? - fee);
        let answer = judge(&spec, &closed, &by);
        prop_assume!(answer != Err(Error::Overflow) && answer != Ok(Permission::Healthy));
        prop_assert_eq!(answer?, Permission::Refused);
        let price = spec.groups[asset].market.high;
        let cost = (fee + Fixed::DELTA).mul_up(&price)? + Fixed::DELTA;
        prop_assert_eq!(judge_at(&spec, &closed, &by, &cost)?, Permission::Improved);
    }

    /// A price that is too old allows nothing but what is healthy without it.
    #[test]
    fn a_stale_price_allows_nothing(short in short(), by in fraction(), before in any::<bool>(), after in any::<bool>()) {
        let Ok(known) = evaluate(&levels(&short.spec, &by)?) else { return Ok(()) };
        let mut stale = known;
        stale.add(&-Fixed::ONE, &[Bound::unknown(); 3])?;
        let pick = |is_stale: bool| if is_stale { stale } else { known };
        let answer = permission(&pick(before), &pick(after), &Fixed::ZERO)?;
        let expected = match (before, after, known.initial().healthy()) {
            (_, false, true) => Permission::Healthy,
            (false, false, false) => Permission::Improved,
            _ => Permission::Unknown,
        };
        prop_assert_eq!(answer, expected);
    }
}
