//! How much of a perp to close, on random accounts with ladders, open orders and netting groups: the
//! account with the perp written out anew is healthy at the answer and not one lot less; rationals
//! agree; every reason is true; and the two sides of the deal are exact opposites.

mod common;

use common::cases;
use common::exact::rational;
use common::formula;
use common::generate::{fraction, magnitude};
use common::short::{balance, budget, grid, short_perp, with_perp};
use common::spec::Spec;
use num_rational::BigRational;
use num_traits::Signed;
use plimsoll::liquidation::reduce::{reduce, Deal, Reduction};
use plimsoll::liquidation::sizing::Reason;
use plimsoll::{Error, Fixed, Health, Number, Perp, Terms};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;

type Rational = BigRational;

/// How far the price lies from the position's own end in the liquidator's favour, the fee, the lot, and
/// the most to close as a power of two of the position.
type Question = (Fixed, Fixed, Fixed, i32);

fn question() -> impl Strategy<Value = Question> {
    let off = prop_oneof![
        2 => Just(Fixed::ZERO),
        3 => (0i128..1 << 44).prop_map(Fixed::from_bits),
        1 => magnitude(-8, -1),
    ];
    let fee = prop_oneof![
        2 => Just(Fixed::ZERO),
        1 => Just(Fixed::DELTA),
        2 => (0i128..1 << 42).prop_map(Fixed::from_bits),
        1 => fraction()
    ];
    let most = prop_oneof![3 => Just(8), 2 => -8i32..=0, 1 => -40i32..0];
    (off, fee, grid(), most)
}

struct Case {
    spec: Spec<Fixed>,
    place: (usize, usize),
    deal: Deal<Fixed>,
    most: Fixed,
    now: Health,
}

impl Case {
    fn new(spec: Spec<Fixed>, place: (usize, usize), question: &Question) -> Option<Self> {
        let (off, fee, lot, most) = *question;
        let now = spec.health().ok()?;
        let perp = &spec.groups[place.0].perps[place.1];
        let price = match perp.size < Fixed::ZERO {
            true => perp.market.high.mul_up(&(Fixed::ONE + off)).ok()?,
            false => perp.market.low.mul_down(&(Fixed::ONE - off)).ok()?,
        };
        let most = match most {
            8 => Fixed::MAX,
            power => perp.size.abs() >> power.unsigned_abs(),
        };
        let deal = Deal { price, fee, lot };
        (price > Fixed::ZERO).then_some(Case {
            spec,
            place,
            deal,
            most,
            now,
        })
    }

    fn answer(&self) -> Result<Reduction<Fixed>, Error> {
        let group = &self.spec.groups[self.place.0];
        let settlement = balance(group, self.deal.lot)?;
        with_perp(&group.perps[self.place.1], |perp, terms| {
            reduce(&self.now, &settlement, perp, terms, &self.deal, &self.most)
        })?
    }

    fn size(&self) -> Fixed {
        self.spec.groups[self.place.0].perps[self.place.1].size
    }

    /// The account after closing `size` units, by the formula of a deal: received down, paid up.
    fn after(&self, size: &Fixed) -> Result<Spec<Fixed>, Error> {
        let mut spec = self.spec.clone();
        let perp = &mut spec.groups[self.place.0].perps[self.place.1];
        let cash = match perp.size < Fixed::ZERO {
            true => -size.mul_up(&self.deal.price)?,
            false => size.mul_down(&self.deal.price)?,
        };
        let fee = size.mul_up(&self.deal.price)?.mul_up(&self.deal.fee)?;
        perp.size -= if perp.size < Fixed::ZERO {
            -size
        } else {
            *size
        };
        perp.quote = perp.quote.try_add(&cash)?.try_sub(&fee)?;
        Ok(spec)
    }

    /// The exact surplus after closing `size` units, and the budget there: three steps of cash.
    fn exact(&self, size: &Fixed) -> [Rational; 2] {
        let mut exact = self.spec.exact();
        let perp = &mut exact.groups[self.place.0].perps[self.place.1];
        let signed = rational(size) * perp.size.0.signum();
        let price = rational(&self.deal.price);
        perp.quote.0 += &signed * &price - rational(size) * &price * rational(&self.deal.fee);
        perp.size.0 -= signed;
        [formula::surplus(&exact), budget(&exact, self.place.0, 3)]
    }

    fn surplus(&self, size: &Fixed) -> Result<Fixed, Error> {
        self.after(size)?.health()?.surplus()
    }

    /// The surplus nowhere reaches zero but within the budget: at the ends of eight equal parts.
    fn hopeless(&self, end: &Fixed) -> Result<(), TestCaseError> {
        for part in 1..=8i128 {
            let size = end.mul_div_down(&Fixed::from_num(part), &Fixed::from_num(8))?;
            let size = size.floor_to(&self.deal.lot)?;
            let [fact, budget] = self.exact(&size);
            prop_assert!(fact <= budget, "closing {size} of {end}: {fact}");
        }
        Ok(())
    }
}

#[test]
fn reductions_are_tight_and_reasons_true() {
    let seen = RefCell::new([0u32; 10]);
    let inner = RefCell::new(0u32);
    let mut runner = TestRunner::new(cases(2_000));
    let outcome = runner.run(
        &(short_perp(), question()),
        |((spec, asset, leg), question)| {
            let Some(case) = Case::new(spec, (asset, leg), &question) else {
                return Ok(());
            };
            let answer = case.answer()?;
            let (reason, size) = (answer.reason, answer.size.abs());
            seen.borrow_mut()[reason as usize] += 1;
            let whole = case.size().abs();
            let end = match case.most >= whole {
                true => whole,
                false => case.most.floor_to(&case.deal.lot)?,
            };
            prop_assert!(size <= end && (size.is_zero() || (answer.size < 0) != (case.size() < 0)));
            prop_assert!(size == whole || size.floor_to(&case.deal.lot)? == size);
            // The account's side is what a trade at the price gives it, and no better.
            let (n, p, f) = (
                rational(&answer.size),
                rational(&case.deal.price),
                rational(&case.deal.fee),
            );
            let (u, cash) = (common::exact::step::<Fixed>(), -&n * &p);
            let off = cash - rational(&answer.quote);
            prop_assert!(!off.is_negative() && off < u);
            let off = rational(&answer.fee) - n.abs() * &p * &f;
            prop_assert!(!off.is_negative() && off < &u * &f + &u);
            let after = case.after(&size)?;
            let written = &after.groups[asset].perps[leg];
            let perp = case.spec.groups[asset].perps[leg].perp()?;
            let left = perp.transfer(&answer.size, &(answer.quote - answer.fee))?;
            prop_assert_eq!((left.size(), left.quote()), (&written.size, &written.quote));

            let (before, surplus) = (case.now.surplus()?, case.surplus(&size)?);
            let healthy = matches!(reason, Reason::Target | Reason::Healthy);
            prop_assert_eq!(after.health()?.healthy(), healthy);
            match reason {
                Reason::Healthy => prop_assert!(case.now.healthy() && size.is_zero()),
                Reason::Target => {
                    prop_assert!(!case.now.healthy() && size > Fixed::ZERO);
                    let grid = size.floor_to(&case.deal.lot)?;
                    let less = if grid == size {
                        size.try_sub(&case.deal.lot)?
                    } else {
                        grid
                    };
                    prop_assert!(!case.after(&less)?.health()?.healthy());
                    let ([here, _], [there, budget]) = (case.exact(&size), case.exact(&less));
                    prop_assert!(!here.is_negative());
                    prop_assert!(there < budget, "{} {}", there, budget);
                    *inner.borrow_mut() += u32::from(case.surplus(&end)? < Fixed::ZERO);
                }
                Reason::Nothing => prop_assert!(end.is_zero() && size.is_zero()),
                Reason::Closed => prop_assert!(size == whole && surplus >= before),
                Reason::Capped => {
                    prop_assert!(case.most < whole && size == end && surplus >= before);
                }
                Reason::Worsens => prop_assert!(size == end && surplus < before),
                _ => prop_assert!(false, "{:?}", reason),
            }
            if matches!(reason, Reason::Closed | Reason::Capped | Reason::Worsens) {
                case.hopeless(&end)?;
            }
            Ok(())
        },
    );
    outcome.expect("the law holds");
    let seen = seen.into_inner();
    println!(
        "{:?}, {} where closing more is too much",
        Reason::ALL.iter().zip(seen).collect::<Vec<_>>(),
        inner.borrow()
    );
    let enough = if cfg!(debug_assertions) { 1 } else { 20 };
    assert!(cfg!(debug_assertions) || *inner.borrow() > 0);
    for reason in [
        Reason::Target,
        Reason::Closed,
        Reason::Capped,
        Reason::Worsens,
        Reason::Nothing,
    ] {
        assert!(seen[reason as usize] >= enough, "{reason:?}: {seen:?}");
    }
}

/// A ladder that frees half of what is closed at the top and a hundredth below, and a price that costs a
/// twentieth: closing some of it heals the account, closing all of it does not.
#[test]
fn closing_less_than_all_may_be_what_heals() {
    use plimsoll::liquidation::sizing::Balance;
    use plimsoll::{Bound, Price, Tier, Tiers};
    let n = Fixed::from_num::<i32>;
    let price = Price::exact(n(1)).unwrap();
    let mut rungs = [Tier::new(n(0), n(1) / 128), Tier::new(n(100), n(1) / 2)];
    let tiers = Tiers::from_rates(&mut rungs).unwrap();
    let terms = Terms::new(price, plimsoll::Weights::one(), tiers, n(1)).unwrap();
    let bound = Bound::unweighted(&price);
    let lot = n(1);
    let mut only_inside = 0;
    for extra in 1..=60 {
        // Required are 100 / 128 + 50; owned is less by `extra`.
        let perp = Perp::new(n(200), n(-200));
        let cash = n(51 - extra);
        let settlement = |cash: Fixed, perp: &Perp| Balance {
            amount: cash,
            net: cash + perp.value(&terms).unwrap(),
            bound,
            step: lot,
        };
        let health = |cash: Fixed, perp: &Perp| {
            let mut health = Health::new();
            health.add(&settlement(cash, perp).net, &bound).unwrap();
            health
        };
        let deal = Deal {
            price: n(19) / 20,
            fee: n(0),
            lot,
        };
        let now = health(cash, &perp);
        let answer = reduce(
            &now,
            &settlement(cash, &perp),
            &perp,
            &terms,
            &deal,
            &n(1000),
        )
        .unwrap();
        let closed = |size: i32| {
            let quote = n(size).mul_down(&deal.price).unwrap();
            health(cash, &perp.transfer(&n(-size), &quote).unwrap()).healthy()
        };
        match (1..=200).find(|size| closed(*size)) {
            Some(least) => {
                assert_eq!(
                    (answer.reason, answer.size),
                    (Reason::Target, n(-least)),
                    "{extra}"
                );
                only_inside += u32::from(!closed(200));
            }
            None => assert_eq!((answer.size, closed(200)), (n(-200), false), "{extra}"),
        }
    }
    // All of it frees 50.78 and costs 10; the upper half frees 50 and costs 5.
    assert_eq!(only_inside, 5);
}

proptest! {
    #![proptest_config(cases(1_000))]

    /// Whoever takes over gets the mirror image, exactly: the sizes, the cash, and the sum of both.
    #[test]
    fn nothing_appears_between_the_two_sides(
        (spec, asset, leg) in short_perp(), question in question(), other in magnitude(-20, 30), cash in magnitude(-20, 30),
    ) {
        let Some(case) = Case::new(spec, (asset, leg), &question) else { return Ok(()) };
        let answer = case.answer()?;
        let perp = case.spec.groups[asset].perps[leg].perp()?;
        for taker in [Perp::new(other, -cash), Perp::new(-other, cash), Perp::new(-*perp.size(), Fixed::ZERO)] {
            let left = perp.transfer(&answer.size, &answer.quote)?;
            let taken = taker.transfer(&-answer.size, &-answer.quote)?;
            prop_assert_eq!(*left.size() + *taken.size(), *perp.size() + *taker.size());
            prop_assert_eq!(*left.quote() + *taken.quote(), *perp.quote() + *taker.quote());
            prop_assert_eq!((left.bids(), left.asks()), (perp.bids(), perp.asks()));
        }
    }

    /// A price too old stops it, and amounts without sense are refused.
    #[test]
    fn what_is_refused((spec, asset, leg) in short_perp(), question in question()) {
        let Some(case) = Case::new(spec, (asset, leg), &question) else { return Ok(()) };
        let mut stale = case.now;
        stale.add(&-Fixed::ONE, &plimsoll::Bound::unknown())?;
        let unknown = Case { now: stale, spec: case.spec.clone(), ..case };
        let answer = unknown.answer()?;
        prop_assert_eq!((answer.reason, answer.size), (Reason::Unknown, Fixed::ZERO));
        let with = |change: fn(&mut Case)| {
            let mut case = Case { spec: case.spec.clone(), ..case };
            change(&mut case);
            case.answer()
        };
        prop_assert_eq!(with(|case| case.deal.price = Fixed::ZERO), Err(Error::InvalidPrice));
        prop_assert_eq!(with(|case| case.deal.fee = Fixed::ONE + Fixed::DELTA), Err(Error::InvalidFraction));
        prop_assert_eq!(with(|case| case.deal.fee = -Fixed::DELTA), Err(Error::InvalidFraction));
        prop_assert_eq!(with(|case| case.deal.lot = Fixed::ZERO), Err(Error::InvalidStep));
        prop_assert_eq!(with(|case| case.most = -Fixed::DELTA), Err(Error::InvalidQuantity));
    }
}
