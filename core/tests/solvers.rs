//! Every inverse question, asked of random accounts: the check holds at the answer and fails one step
//! further, with the check written out here and no solver's code in it; and the answer lies within the
//! rounding budget of the crossing in exact rationals.

mod common;

use common::cases;
use common::exact::rational;
use common::generate::{healthy, magnitude};
use common::line::Line;
use common::spec::Spec;
use num_traits::Signed;
use plimsoll::liquidation::threshold::check_at;
use plimsoll::number::solver::{search_to, search_up, Limit};
use plimsoll::price::Price;
use plimsoll::{Error, Fixed, Number};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::{Cell, RefCell};

/// Grids from one step of the type to ten units.
fn grid() -> impl Strategy<Value = Fixed> {
    prop_oneof![
        Just(Fixed::DELTA),
        Just(Fixed::from_bits(2_814_749_767)),     // about 1e-5
        Just(Fixed::from_bits(2_814_749_767_106)), // about 0.01
        Just(Fixed::ONE),
        Just(Fixed::from_num(10)),
        magnitude(-40, 4),
    ]
}

/// An index that some market follows, with that market's price; or one that none does.
fn index(spec: &Spec<Fixed>, place: usize) -> (u32, [Fixed; 2]) {
    let mut markets = Vec::new();
    for group in &spec.groups {
        markets.push(&group.market);
        for perp in &group.perps {
            markets.extend([&perp.market; 4].iter().take(1 + perp.rungs.len()));
        }
    }
    match markets.get(place % (markets.len() + 1)) {
        Some(market) => (market.index, [market.low, market.high]),
        None => (77, [Fixed::ONE; 2]),
    }
}

/// What must have occurred for the test to have meant something.
#[derive(Default, Debug)]
struct Seen {
    below: u32,
    above: u32,
    never: u32,
    past: u32,
    not_exposed: u32,
    rungs: u32,
    floats: u32,
    overflows: u32,
}

fn present(
    line: &Line,
    answer: &Limit<Fixed>,
    step: &Fixed,
    up: bool,
    seen: &mut Seen,
) -> Result<(), TestCaseError> {
    let mid = line.price[0] + (line.price[1] - line.price[0]) / 2;
    let below = mid.max(*step).floor_to(step)?;
    match answer {
        Limit::At(at) => {
            let next = if up {
                at.try_add(step)?
            } else {
                at.try_sub(step)?
            };
            prop_assert_eq!(at.floor_to(step)?, *at);
            let beyond = if up {
                *at >= below
            } else {
                *at <= below + step
            };
            prop_assert!(beyond);
            prop_assert!(line.surplus(at)? >= Fixed::ZERO);
            let further = if next.is_zero() {
                line.worthless()?
            } else {
                line.surplus(&next)?
            };
            prop_assert!(further < Fixed::ZERO);
            line.tight(at, &next)?;
            seen.rungs += u32::from(line.changes_rung(at));
            *(if up { &mut seen.above } else { &mut seen.below }) += 1;
        }
        Limit::Never => {
            seen.never += 1;
            if up {
                // To within a factor of two of where the check overflows.
                // The grid point below the present price may fail already.
                let first = if line.surplus(&below)? < Fixed::ZERO {
                    below.try_add(step)?
                } else {
                    below
                };
                let points = (0..127)
                    .step_by(9)
                    .map_while(|power| first.checked_mul_int(1i128 << power));
                for at in points.take_while(|at| {
                    at.checked_mul_int(2)
                        .is_some_and(|twice| line.surplus(&twice).is_ok())
                }) {
                    let exact = rational(&at);
                    prop_assert!(
                        !line.exact_surplus(&exact).is_negative(),
                        "crosses before {at}"
                    );
                    prop_assert!(rational(&line.surplus(&at)?) >= -line.budget(&exact));
                }
            } else {
                // Healthy at a price of nothing, so in fact at every price between.
                prop_assert!(line.worthless()? >= Fixed::ZERO);
                let points = (0..90u32).step_by(7).map(|power| mid >> power);
                for at in points.take_while(|at| !at.is_zero()) {
                    let exact = rational(&at);
                    prop_assert!(!line.exact_surplus(&exact).is_negative());
                    prop_assert!(rational(&line.surplus(&at)?) >= -line.budget(&exact));
                }
            }
        }
        Limit::AlreadyPast => {
            seen.past += 1;
            let now = line.spec.health()?;
            let both = [below, below.try_add(step)?];
            let near = if below == mid.max(*step) {
                &both[..1]
            } else {
                &both[..]
            };
            let fails = near
                .iter()
                .all(|at| line.surplus(at).is_ok_and(|s| s < Fixed::ZERO));
            prop_assert!(!now.healthy() || fails);
        }
        Limit::NotExposed => {
            seen.not_exposed += 1;
            let now = line.spec.health()?.surplus()?;
            for at in [mid.max(*step), below / 2 + step] {
                prop_assert_eq!(line.surplus(&at)?, now);
            }
        }
        Limit::Unknown => prop_assert!(false, "every price is known"),
    }
    Ok(())
}

#[test]
fn liquidation_prices() {
    let seen = RefCell::new(Seen::default());
    let mut runner = TestRunner::new(cases(2_000));
    let question = (healthy(), 0usize..40, grid());
    let outcome = runner.run(&question, |(spec, place, step)| {
        let mut seen = seen.borrow_mut();
        let (index, price) = index(&spec, place);
        let answer = match spec.threshold(index, &price, &step) {
            Err(Error::Overflow) => {
                seen.overflows += 1;
                return Ok(());
            }
            answer => answer?,
        };
        let line = Line::new(spec, index, price);
        present(&line, &answer.below, &step, false, &mut seen)?;
        present(&line, &answer.above, &step, true, &mut seen)?;
        // The same source on f64.
        let float =
            line.spec
                .float()
                .threshold(index, &price.map(|end| end.to_num()), &step.to_num());
        if let Ok(float) = float {
            let sides = [
                (false, &answer.below, float.below),
                (true, &answer.above, float.above),
            ];
            for (up, fixed, float) in sides {
                if let Limit::At(at) = fixed {
                    let next = if up { at + step } else { at - step };
                    seen.floats += u32::from(line.float_agrees(at, &next, float)?);
                }
            }
        }
        Ok(())
    });
    outcome.expect("the law holds");
    let seen = seen.into_inner();
    println!("{seen:?}");
    let enough = if cfg!(debug_assertions) { 10 } else { 100 };
    assert!(seen.below > 3 * enough && seen.above > 3 * enough && seen.rungs > enough / 2);
    assert!(seen.never > enough && seen.past > enough / 10 && seen.not_exposed > enough / 10);
    assert!(seen.floats * 10 > (seen.below + seen.above) * 8);
    assert!(seen.overflows * 10 < runner.config().cases);
}

/// The solver's questions, counted, by its own two searches on the crate's own check.
#[test]
fn few_questions() {
    let counts = RefCell::new([Vec::new(), Vec::new()]);
    let mut runner = TestRunner::new(cases(4_000));
    let question = (healthy(), 0usize..40, grid());
    let outcome = runner.run(&question, |(spec, place, step)| {
        let (index, price) = index(&spec, place);
        let (Ok(answer), interval) = (
            spec.threshold(index, &price, &step),
            Price::new(price[0], price[1])?,
        ) else {
            return Ok(());
        };
        let asked = Cell::new(0u32);
        let check = |at: &Fixed| {
            asked.set(asked.get() + 1);
            spec.with_holdings(|holdings| check_at(holdings, index, &interval, at))?
                .surplus()
        };
        let start = interval.mid()?.max(step);
        let mut counts = counts.borrow_mut();
        // A tick that prices are quoted in, or a grid finer than a factor of the price resolves.
        let fine = usize::from(step < start >> 30);
        if let Limit::At(_) = answer.below {
            // The lowest grid point stands for a check that fails only at a price of nothing.
            let found = search_to(&start, &step, &step, check)?;
            prop_assert_eq!(
                if found == Limit::Never {
                    Limit::At(step)
                } else {
                    found
                },
                answer.below
            );
            counts[fine].push(asked.take());
        }
        asked.set(0);
        if let Limit::At(_) = answer.above {
            prop_assert_eq!(search_up(&start, &start, &step, check)?, answer.above);
            counts[fine].push(asked.take());
        }
        Ok(())
    });
    outcome.expect("the law holds");
    for (name, mut counts) in ["ticks", "finer"].into_iter().zip(counts.into_inner()) {
        counts.sort_unstable();
        let [median, high, max] =
            [counts.len() / 2, counts.len() * 99 / 100, counts.len() - 1].map(|i| counts[i]);
        println!(
            "{name}: median {median}, 99 of 100 at most {high}, most {max}, of {}",
            counts.len()
        );
        assert!(median <= 12 && max <= if name == "ticks" { 150 } else { 300 });
    }
}
