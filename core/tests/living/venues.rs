//! What each venue pays and asks, against the oracle in rationals: proceeds never above and cost never below
//! exact, and by how many steps at the most.

use crate::common::cases;
use crate::common::exact::{rational, step, to_f64};
use crate::market::*;
use num_traits::{One, Signed};
use plimsoll::price::exit::Venue;
use plimsoll::{Error, Fixed, Number};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;

/// `low - most * u <= found <= low`, in steps; how many.
fn below(exact: &Rational, found: &Fixed, most: &Rational) -> Result<f64, TestCaseError> {
    let short = (exact - rational(found)) / step::<Fixed>();
    prop_assert!(!short.is_negative(), "{found} is above {exact}");
    prop_assert!(short <= *most, "{found} is {} steps short", to_f64(&short));
    Ok(to_f64(&short))
}

fn above(exact: &Rational, found: &Fixed, most: &Rational) -> Result<f64, TestCaseError> {
    let over = (rational(found) - exact) / step::<Fixed>();
    prop_assert!(!over.is_negative(), "{found} is below {exact}");
    prop_assert!(over <= *most, "{found} is {} steps over", to_f64(&over));
    Ok(to_f64(&over))
}

#[test]
fn constant_product() {
    let mut runner = TestRunner::new(cases(4_000));
    let question = pools().prop_flat_map(|case| {
        let size = size(case.base);
        (Just(case), size)
    });
    let outcome = runner.run(&question, |(case, size)| {
        let Some(pool) = in_range(case.pool())? else {
            return Ok(());
        };
        let exact = case.proceeds(&rational(&size));
        let budget = Rational::one() + &exact / rational(&case.base);
        below(&exact, &pool.proceeds(&size)?, &budget)?;
        if size >= case.base {
            prop_assert_eq!(pool.cost(&size), Err(Error::AboveCapacity));
        } else if let Some(cost) = in_range(pool.cost(&size))? {
            let kept = Rational::one() - rational(&case.fee);
            above(
                &case.cost(&rational(&size)),
                &cost,
                &(Rational::one() + kept.recip()),
            )?;
        }
        Ok(())
    });
    outcome.expect("the law holds");
}

#[test]
fn concentrated() {
    let seen = RefCell::new([0u32; 3]);
    let mut runner = TestRunner::new(cases(4_000));
    let question = ladders().prop_flat_map(|case| {
        let most = case.ranges.iter().map(|range| range.liquidity).max();
        let reserve = most.unwrap_or(Fixed::ONE) / case.root / 8;
        let size = size(reserve.max(Fixed::DELTA));
        (Just(case), size)
    });
    let outcome = runner.run(&question, |(case, size)| {
        let pool = case.pool()?;
        let root = rational(&case.root);
        let (exact, touched) = case.proceeds(&rational(&size));
        let square = &root * &root;
        let each = count(2) + &root + count(2) * &square;
        let short = below(
            &exact,
            &pool.proceeds(&size)?,
            &(count(touched) * each + square),
        )?;
        let mut seen = seen.borrow_mut();
        seen[0] += u32::from(touched > 1 && short > 0.0);
        let kept = Rational::one() - rational(&case.fee);
        match case.cost(&rational(&size)) {
            Some((exact, touched, end)) => match pool.cost(&size) {
                Ok(cost) => {
                    let each = count(2) + &end / &root + &end * &end * (count(2) + root.recip());
                    let steps = count(touched) * each / kept + count(1);
                    above(&exact, &cost, &(steps * Rational::new(9.into(), 8.into())))?;
                    seen[1] += u32::from(touched > 1);
                }
                // Of all that there is a few steps may be missing.
                Err(error) => {
                    let missing = count(touched) * (count(2) + root.recip()) * step::<Fixed>();
                    let more = rational(&size) + missing;
                    prop_assert!(error == Error::Overflow || case.cost(&more).is_none());
                }
            },
            None => {
                prop_assert_eq!(pool.cost(&size), Err(Error::AboveCapacity));
                seen[2] += 1;
            }
        }
        Ok(())
    });
    outcome.expect("the law holds");
    let seen = seen.into_inner();
    println!("{seen:?}");
    assert!(seen.iter().all(|count| *count * 40 > runner.config().cases));
}

#[test]
fn books_by_level() {
    let mut runner = TestRunner::new(cases(4_000));
    let question = books().prop_flat_map(|case| {
        let reserve = case.bids.iter().map(|level| level.size).max();
        let size = size(reserve.unwrap_or(Fixed::ONE).max(Fixed::DELTA));
        (Just(case), size)
    });
    let outcome = runner.run(&question, |(case, size)| {
        let book = case.book()?;
        let exact = case.proceeds(&rational(&size));
        below(&exact, &book.proceeds(&size)?, &count(case.bids.len() + 1))?;
        match case.cost(&rational(&size)) {
            Some(exact) => {
                above(&exact, &book.cost(&size)?, &count(2 * case.asks.len() + 1))?;
            }
            None => prop_assert_eq!(book.cost(&size), Err(Error::AboveCapacity)),
        }
        Ok(())
    });
    outcome.expect("the law holds");
}

/// The most steps by which an invariant, a sale and a purchase of up to seven eighths were off.
fn stable(spread: i32) -> [f64; 3] {
    let worst = RefCell::new([0f64; 3]);
    let mut runner = TestRunner::new(cases(600));
    let question = stables(spread).prop_flat_map(|case| {
        let size = size(case.base());
        (Just(case), size)
    });
    // Of the bounds themselves nothing is asked here but the direction.
    let any = Rational::from_integer(num_bigint::BigInt::one() << 100);
    let outcome = runner.run(&question, |(case, size)| {
        let Some(pool) = in_range(case.pool())? else {
            return Ok(());
        };
        let mut worst = worst.borrow_mut();
        let mut note = |place: usize, steps: f64| worst[place] = worst[place].max(steps);
        note(0, above(&case.invariant(), pool.invariant(), &any)?);
        if let Some(proceeds) = in_range(pool.proceeds(&size))? {
            let [least, most] = case.proceeds(&size);
            below(&most, &proceeds, &any)?;
            note(
                1,
                to_f64(&((least - rational(&proceeds)) / step::<Fixed>())),
            );
        }
        match (pool.cost(&size), case.cost(&size)) {
            (Ok(cost), Some([least, most])) => {
                above(&least, &cost, &any)?;
                if rational(&size) / kept(&case.fee) < rational(&(case.base() / 8 * 7)) {
                    note(2, to_f64(&((rational(&cost) - most) / step::<Fixed>())));
                }
            }
            (Ok(cost), None) => prop_assert!(false, "{cost} for what there is not"),
            (Err(error), exact) => {
                prop_assert!(
                    error == Error::Overflow || exact.is_none() && error == Error::AboveCapacity
                );
            }
        }
        Ok(())
    });
    outcome.expect("the law holds");
    worst.into_inner()
}

/// How loose the bounds are: a few steps where the balances are within a factor of eight, as those of a pool
/// that keeps its peg are, up to 1e12 tokens and an amplification of 1e6.
#[test]
fn stable_swap() {
    for (spread, most) in [(0, 16.0), (3, 32.0), (7, 20_000.0), (20, 1e11)] {
        let worst = stable(spread);
        println!("out of balance by 2^{spread}: {worst:?}");
        assert!(worst.iter().all(|steps| *steps < most));
    }
}

/// A pool after a sale, fee left in it: selling in two parts fetches no more than at once without a fee,
/// and what was sold costs at least what it fetched.
#[test]
fn nothing_is_won_by_trading() {
    let mut runner = TestRunner::new(cases(4_000));
    let question = prop_oneof![
        pools().prop_map(Case::Pool),
        stables(7).prop_map(Case::Stable)
    ]
    .prop_flat_map(|case| {
        let reserve = case.reserve();
        (Just(case), [size(reserve), size(reserve)])
    });
    let outcome = runner.run(&question, |(case, [first, second])| {
        let sold = |case: &Case, size: &Fixed| case.ask(|venue| venue.proceeds(size))?;
        let Ok(fetched) = sold(&case, &first) else {
            return Ok(());
        };
        let (mut after, free, exact) = match case.clone() {
            Case::Pool(pool) => {
                let whole = pool.proceeds(&(rational(&first) + rational(&second)));
                (Case::Pool(pool.clone()), pool.fee.is_zero(), whole)
            }
            Case::Stable(pool) if in_range(first.try_add(&second))?.is_some() => {
                let [_, whole] = pool.proceeds(&(first + second));
                (Case::Stable(pool.clone()), pool.fee.is_zero(), whole)
            }
            _ => return Ok(()),
        };
        match &mut after {
            Case::Pool(pool) => {
                pool.base += first;
                pool.quote -= fetched;
            }
            Case::Stable(pool) => {
                pool.balances[pool.traded[0]] += first;
                pool.balances[pool.traded[1]] -= fetched;
            }
            _ => {}
        }
        if let (Ok(more), true) = (sold(&after, &second), free) {
            prop_assert!(rational(&fetched) + rational(&more) <= exact);
        }
        if let Ok(Ok(cost)) = after.ask(|venue| venue.cost(&first)) {
            prop_assert!(cost >= fetched);
        }
        Ok(())
    });
    outcome.expect("the law holds");
}
