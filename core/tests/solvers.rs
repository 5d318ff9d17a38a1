//! Every inverse question, asked of random accounts: the check holds at the answer and fails one step
//! further, with the check written out here and no solver's code in it; and the answer lies within the
//! rounding budget of the crossing in exact rationals.

mod common;

use common::budget::Budget;
use common::cases;
use common::exact::{rational, step as unit, to_f64, Exact};
use common::formula;
use common::generate::{healthy, magnitude};
use common::spec::{Contract, Spec};
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use plimsoll::liquidation::threshold::check_at;
use plimsoll::margin::solver::{search_to, search_up, Limit};
use plimsoll::price::Price;
use plimsoll::{Error, Fixed, Number};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::{Cell, RefCell};

type Rational = BigRational;

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

/// What the prices of one account can show, in one place.
struct Line {
    spec: Spec<Fixed>,
    exact: Spec<Exact>,
    index: u32,
    price: [Fixed; 2],
    ends: [Exact; 2],
}

impl Line {
    fn new(spec: Spec<Fixed>, index: u32, price: [Fixed; 2]) -> Self {
        let (exact, ends) = (spec.exact(), price.map(|end| Exact::of(&end)));
        Line {
            spec,
            exact,
            index,
            price,
            ends,
        }
    }

    /// The account's surplus at a price of the index, written out; where a perp's low end rounds to
    /// zero, which no constructor accepts, the crate's own check.
    fn surplus(&self, at: &Fixed) -> Result<Fixed, Error> {
        match self.spec.moved(self.index, &self.price, at)?.health() {
            Err(Error::InvalidPrice) => {
                let price = Price::new(self.price[0], self.price[1])?;
                self.spec
                    .with_holdings(|holdings| check_at(holdings, self.index, &price, at))?
                    .surplus()
            }
            health => health?.surplus(),
        }
    }

    /// The account where the index is worth nothing: a group priced by it counts zero, and of a perp
    /// on it the quote remains.
    fn worthless(&self) -> Result<Fixed, Error> {
        let mut spec = self.spec.clone();
        for group in &mut spec.groups {
            if group.market.index == self.index {
                group.balance = Fixed::ZERO;
                group.perps.clear();
            }
            for perp in &mut group.perps {
                if perp.market.index == self.index {
                    (perp.size, perp.bids, perp.asks) = (Fixed::ZERO, Fixed::ZERO, Fixed::ZERO);
                }
            }
        }
        spec.health()?.surplus()
    }

    fn moved(&self, at: &Rational) -> Spec<Exact> {
        formula::moved(&self.exact, self.index, &self.ends, at)
    }

    fn exact_surplus(&self, at: &Rational) -> Rational {
        formula::surplus(&self.moved(at))
    }

    fn budget(&self, at: &Rational) -> Rational {
        let budget = Budget {
            u: unit::<Fixed>(),
            moved: Some(self.index),
        };
        let [assets, liabilities] = budget.account(&self.moved(at), &self.exact);
        assets + liabilities
    }

    fn mid(&self) -> Rational {
        (&self.ends[0].0 + &self.ends[1].0) / Rational::from_integer(2.into())
    }

    /// The answer against the exact crossing: healthy in fact at the answer, and one step further
    /// within the budget of not being. Concavity then bounds how far beyond the crossing may lie, and
    /// the exact surplus there is indeed negative.
    fn tight(&self, at: &Fixed, next: &Fixed) -> Result<(), TestCaseError> {
        let (at, next) = (rational(at), rational(next));
        prop_assert!(!self.exact_surplus(&at).is_negative());
        let (left, budget) = (self.exact_surplus(&next), self.budget(&next));
        prop_assert!(left < budget, "{} of {}", to_f64(&left), to_f64(&budget));
        if left.is_positive() {
            let mid = self.mid();
            let slope = (self.exact_surplus(&mid) - &left) / (&next - &mid);
            if slope.is_zero() || slope.is_positive() != (next > mid) {
                return Ok(()); // the answer is nearer than the budget can tell
            }
            let crossing = &next + &left / &slope;
            prop_assert!(!crossing.is_positive() || !self.exact_surplus(&crossing).is_positive());
        }
        Ok(())
    }

    /// Whether a ladder of a perp on the index stands on another rung at `at` than today.
    fn changes_rung(&self, at: &Fixed) -> bool {
        let rung = |perp: &Contract<Exact>| {
            let price = match perp.size.0.is_negative() {
                true => &perp.market.high.0 * &perp.market.liability.0,
                false => &perp.market.low.0 * &perp.market.asset.0,
            };
            let notional = perp.size.0.abs() * price;
            perp.rungs
                .iter()
                .filter(|(floor, _)| floor.0 <= notional)
                .count()
        };
        let rungs = |spec: &Spec<Exact>| -> Vec<usize> {
            let perps = spec.groups.iter().flat_map(|group| &group.perps);
            perps.map(rung).collect()
        };
        rungs(&self.exact) != rungs(&self.moved(&rational(at)))
    }

    /// `f64` finds the same price to 1e-9 of it and two steps of the grid; or one that is as good an
    /// answer, where the surplus is too flat for its rounding to tell: not below zero there, and not
    /// above it one step further, by more than the budget and 1e-12 of the sums.
    fn float_agrees(
        &self,
        at: &Fixed,
        next: &Fixed,
        float: Limit<f64>,
    ) -> Result<bool, TestCaseError> {
        let Limit::At(float) = float else {
            return Ok(false);
        };
        let (a, step) = (at.to_num::<f64>(), (next - at).to_num::<f64>());
        if (float - a).abs() <= 1e-9 * a + 2.0 * step.abs() {
            return Ok(true);
        }
        let found = Rational::from_float(float).expect("finite");
        let further = Rational::from_float(float + step + step.signum() * 1e-9 * float);
        let further = further.expect("finite");
        let [assets, liabilities] = formula::sums(&self.moved(&found));
        let blur = 1e-12 * to_f64(&(assets + liabilities))
            + to_f64(&(self.budget(&rational(at)) + self.budget(&found)));
        let (here, there) = (self.exact_surplus(&found), self.exact_surplus(&further));
        let (here, there) = (to_f64(&here), to_f64(&there));
        prop_assert!(
            here >= -blur && there <= blur,
            "{float} for {at}: {here} {there} {blur}"
        );
        Ok(false)
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
