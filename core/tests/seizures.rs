//! How much to repay and seize, on random accounts: the account with both balances changed, evaluated
//! again from nothing, is healthy at the answer and not one step less; the closed form in rationals
//! agrees; and every reason means what it says.

mod common;

use common::cases;
use common::exact::rational;
use common::formula;
use common::generate::magnitude;
use common::short::{balance, bonus, budget, grid, short, Short};
use common::spec::Spec;
use num_rational::BigRational;
use num_traits::{One, Signed};
use plimsoll::liquidation::exchange::Exchange;
use plimsoll::liquidation::repay::{repay, sweep, Seizure};
use plimsoll::liquidation::sizing::Reason;
use plimsoll::price::End;
use plimsoll::{Error, Fixed, Health, Number};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;

type Rational = BigRational;

/// An account, the terms of a liquidation, and all that is derived from them.
struct Case {
    short: Short,
    prices: [Fixed; 2],
    bonus: Fixed,
    steps: [Fixed; 2],
    now: Health,
    exchange: Exchange<Fixed>,
}

/// The ends of both prices, the bonus, both grids, and the most that may be repaid as a power of two of
/// what is owed.
type Terms = ([u8; 2], Fixed, [Fixed; 2], i32);

fn terms() -> impl Strategy<Value = Terms> {
    let most = prop_oneof![3 => Just(8), 2 => -8i32..=0, 1 => -60i32..0];
    ([0u8..3, 0u8..3], bonus(), [grid(), grid()], most)
}

impl Case {
    fn new(short: Short, terms: &Terms) -> Option<Self> {
        let now = short.spec.health().ok()?;
        let (ends, bonus, steps, _) = terms;
        let price = |place: usize, end: u8| {
            let end = [End::Low, End::Mid, End::High][usize::from(end)];
            short.spec.groups[place].market.price().ok()?.at(end).ok()
        };
        let prices = [
            price(short.debt, ends[0])?,
            price(short.collateral, ends[1])?,
        ];
        let exchange = Exchange::new(prices[0], prices[1], bonus).ok()?;
        Some(Case {
            prices,
            bonus: *bonus,
            steps: *steps,
            now,
            exchange,
            short,
        })
    }

    fn balances(&self) -> Result<[plimsoll::Balance; 2], Error> {
        let groups = &self.short.spec.groups;
        Ok([
            balance(&groups[self.short.debt], self.steps[0])?,
            balance(&groups[self.short.collateral], self.steps[1])?,
        ])
    }

    /// The account after it, as if nobody had sized it.
    fn after(&self, repaid: &Fixed, seized: &Fixed) -> Result<Spec<Fixed>, Error> {
        let mut spec = self.short.spec.clone();
        let debt = &mut spec.groups[self.short.debt].balance;
        *debt = debt.try_add(repaid)?;
        let collateral = &mut spec.groups[self.short.collateral].balance;
        *collateral = collateral.try_sub(seized)?;
        Ok(spec)
    }

    /// `repaid * debt * (1 + bonus) / collateral`.
    fn fair(&self, repaid: &Fixed) -> Rational {
        let [debt, collateral] = self.prices.each_ref().map(rational);
        rational(repaid) * debt * (Rational::one() + rational(&self.bonus)) / collateral
    }

    /// The exact surplus when `repaid` takes exactly what is fair, or all that may be seized where that
    /// is less, and the budget there.
    fn exact(&self, repaid: &Fixed, owned: &Fixed) -> [Rational; 2] {
        let mut exact = self.short.spec.exact();
        exact.groups[self.short.debt].balance.0 += rational(repaid);
        exact.groups[self.short.collateral].balance.0 -= self.fair(repaid).min(rational(owned));
        [formula::surplus(&exact), budget(&exact, self.short.debt, 0)]
    }

    /// What of the collateral the liquidator does not get of what is fair, at most, by rounding: its
    /// step, a step of the type, and one on the price with the bonus.
    fn kept(&self, repaid: &Fixed) -> Rational {
        let u = common::exact::step::<Fixed>();
        rational(&self.steps[1]) + &u + rational(repaid) * &u / rational(&self.prices[1])
    }

    /// Both ways: healthy at the answer and not one step less, with what is seized for each of them.
    fn tight(&self, answer: &Seizure<Fixed>, owned: &Fixed) -> Result<(), TestCaseError> {
        let repaid = answer.repaid;
        prop_assert!(repaid > Fixed::ZERO);
        prop_assert!(self.after(&repaid, &answer.seized)?.health()?.healthy());
        let grid = repaid.floor_to(&self.steps[0])?;
        let less = if grid == repaid {
            repaid.try_sub(&self.steps[0])?
        } else {
            grid
        };
        let seized = self
            .exchange
            .seized(&less)?
            .floor_to(&self.steps[1])?
            .min(*owned);
        prop_assert!(!self.after(&less, &seized)?.health()?.healthy());
        // In rationals the surplus is linear in the repayment: below zero by no more than what the
        // liquidator is short of, and one step less it is within the budget of being negative.
        let bound = rational(
            self.short.spec.groups[self.short.collateral]
                .bound()?
                .asset(),
        );
        let ([here, _], [there, budget]) = (self.exact(&repaid, owned), self.exact(&less, owned));
        prop_assert!(here >= -(self.kept(&repaid) * bound), "{here}");
        prop_assert!(there < budget, "{there} {budget}");
        Ok(())
    }
}

#[test]
fn repayments_are_tight_and_reasons_true() {
    let seen = RefCell::new([0u32; 10]);
    let mut runner = TestRunner::new(cases(3_000));
    let outcome = runner.run(&(short(), terms()), |(short, terms)| {
        let Some(case) = Case::new(short, &terms) else {
            return Ok(());
        };
        let [debt, collateral] = case.balances()?;
        let owed = (-debt.amount.max(debt.net)).max(Fixed::ZERO);
        let owned = collateral.amount.min(collateral.net).max(Fixed::ZERO);
        let most = match terms.3 {
            8 => Fixed::MAX,
            power => owed >> power.unsigned_abs(),
        };
        let answer = repay(&case.now, &debt, &collateral, &case.exchange, &most)?;
        seen.borrow_mut()[answer.reason as usize] += 1;
        let Seizure {
            repaid,
            seized,
            reason,
        } = answer;
        // Nobody repays or loses more than there is, and the liquidator gets no more than is fair.
        prop_assert!(repaid >= Fixed::ZERO && repaid <= owed && repaid <= most);
        prop_assert!(seized >= Fixed::ZERO && seized <= owned);
        prop_assert!(
            rational(&seized) <= case.fair(&repaid),
            "{seized} for {repaid}"
        );
        let whole = repaid == owed || seized == owned;
        prop_assert!(whole || repaid.floor_to(&debt.step)? == repaid);
        let after = case.after(&repaid, &seized)?.health()?;
        let (before, surplus) = (case.now.surplus()?, after.surplus()?);
        prop_assert_eq!(
            after.healthy(),
            matches!(reason, Reason::Target | Reason::Healthy)
        );
        match reason {
            Reason::Healthy => prop_assert!(case.now.healthy() && repaid.is_zero()),
            Reason::Target => {
                prop_assert!(!case.now.healthy());
                case.tight(&answer, &owned)?;
            }
            Reason::Nothing => {
                let nothing = owed.is_zero() || owned.is_zero() || most < debt.step;
                prop_assert!(nothing && repaid.is_zero() && seized.is_zero());
            }
            Reason::DebtExhausted => prop_assert!(repaid == owed && most >= owed),
            Reason::CollateralExhausted => prop_assert_eq!(seized, owned),
            Reason::Capped => {
                prop_assert!(most < owed && repaid == most.floor_to(&debt.step)?);
            }
            Reason::Worsens => prop_assert!(surplus < before),
            _ => prop_assert!(false, "{reason:?}"),
        }
        if matches!(
            reason,
            Reason::DebtExhausted | Reason::CollateralExhausted | Reason::Capped
        ) {
            prop_assert!(surplus >= before);
        }
        if reason == Reason::DebtExhausted || reason == Reason::Capped {
            // The other end was not reached: what the collateral covers is more.
            prop_assert!(
                case.fair(&repaid) < rational(&owned) + case.kept(&repaid) + case.fair(&debt.step)
            );
        }
        if seized < owned {
            // Nothing is withheld beyond the rounding.
            prop_assert!(rational(&seized) > case.fair(&repaid) - case.kept(&repaid));
        }
        Ok(())
    });
    outcome.expect("the law holds");
    let seen = seen.into_inner();
    println!("{:?}", Reason::ALL.iter().zip(seen).collect::<Vec<_>>());
    let enough = if cfg!(debug_assertions) { 1 } else { 20 };
    for reason in [
        Reason::Target,
        Reason::DebtExhausted,
        Reason::CollateralExhausted,
        Reason::Capped,
        Reason::Worsens,
        Reason::Nothing,
    ] {
        assert!(seen[reason as usize] >= enough, "{reason:?}: {seen:?}");
    }
}

proptest! {
    #![proptest_config(cases(2_000))]

    /// What the predicates allow improves the account in fact, and by the account's own sums to the
    /// two steps that two products round; what they refuse gains no more than the rounding.
    #[test]
    fn the_predicates_tell_what_improves(short in short(), terms in terms(), part in magnitude(-40, 0)) {
        let Some(case) = Case::new(short, &terms) else { return Ok(()) };
        let [debt, collateral] = case.balances()?;
        let owed = (-debt.amount.max(debt.net)).max(Fixed::ZERO);
        let owned = collateral.amount.min(collateral.net).max(Fixed::ZERO);
        let repaid = owed.mul_down(&part.min(Fixed::ONE))?;
        let Ok(seized) = case.exchange.seized(&repaid) else { return Ok(()) };
        prop_assume!(repaid > Fixed::ZERO && seized <= owned);
        let (now, after) = (&case.now, case.after(&repaid, &seized)?.health()?);
        let (u, r) = (common::exact::step::<Fixed>(), rational(&repaid));
        let (l, a) = (rational(debt.bound.liability()), rational(collateral.bound.asset()));
        // What rounding gives the account: a step on what is seized and on the price with the bonus, and
        // a step on each side of the comparison.
        let rounding = &a * case.kept(&repaid) + &r * &u;

        let (freed, lost) = (&r * &l, rational(&seized) * &a);
        let gained = rational(&after.surplus()?) - rational(&now.surplus()?);
        if case.exchange.raises_surplus(&debt.bound, &collateral.bound)? {
            prop_assert!(freed > lost);
            prop_assert!(gained > -(&u + &u), "{}", gained);
        } else {
            prop_assert!(&freed - &lost <= rounding, "{} {}", freed, lost);
            prop_assert!(gained <= rounding + &u + &u);
        }

        let (assets, liabilities) = (rational(now.assets()), rational(now.liabilities()));
        prop_assume!(liabilities.is_positive());
        let ratio = &assets / &liabilities;
        // The ratio rises where what is freed, at the ratio, is more than what is lost.
        let rise = &freed * &ratio - &lost;
        if case.exchange.raises_ratio(now, &debt.bound, &collateral.bound)? {
            prop_assert!(rise.is_positive());
            if freed < liabilities {
                let fact = (&assets - &lost) / (&liabilities - &freed);
                prop_assert!(fact > ratio);
            }
        } else {
            let rounding = &a * case.kept(&repaid) + &r * &u * (&l + Rational::one() + Rational::one());
            prop_assert!(rise <= rounding, "{} {}", rise, rounding);
        }
    }

    /// Swept or not: never less, nothing beyond what there is, and no dust that could have gone.
    #[test]
    fn a_sweep_leaves_no_dust(short in short(), terms in terms(), dust in [magnitude(-40, 30), magnitude(-40, 30)]) {
        let Some(case) = Case::new(short, &terms) else { return Ok(()) };
        let [debt, collateral] = case.balances()?;
        let owed = (-debt.amount.max(debt.net)).max(Fixed::ZERO);
        let owned = collateral.amount.min(collateral.net).max(Fixed::ZERO);
        let most = owed >> terms.3.unsigned_abs();
        let found = repay(&case.now, &debt, &collateral, &case.exchange, &most)?;
        let dust = [&dust[0], &dust[1]];
        let swept = sweep(found, &debt, &collateral, &case.exchange, dust)?;
        let left = |seizure: &Seizure<Fixed>| [owed - seizure.repaid, owned - seizure.seized];
        let dusty = |[debt, collateral]: [Fixed; 2]| {
            debt > 0 && collateral > 0 && (debt <= *dust[0] || collateral <= *dust[1])
        };
        prop_assert!(rational(&swept.seized) <= case.fair(&swept.repaid));
        if found.repaid.is_zero() || !dusty(left(&found)) {
            prop_assert_eq!(swept, found);
        } else {
            prop_assert_eq!(swept.reason, Reason::Dust);
            prop_assert!(swept.repaid >= found.repaid && swept.seized >= found.seized);
            // All of the debt, or all of the collateral.
            prop_assert!(left(&swept).contains(&Fixed::ZERO));
            prop_assert!(left(&swept).iter().all(|left| *left >= Fixed::ZERO));
        }
    }

    /// Nobody is liquidated by a price that is too old.
    #[test]
    fn a_stale_price_liquidates_nobody(short in short(), terms in terms(), place in 0usize..4) {
        let Some(case) = Case::new(short, &terms) else { return Ok(()) };
        let [debt, collateral] = case.balances()?;
        let mut spec = case.short.spec.clone();
        let place = place % spec.groups.len();
        let market = &mut spec.groups[place].market;
        (market.low, market.high) = (Fixed::ZERO, Fixed::ZERO);
        let stale = spec.health()?;
        prop_assume!(stale.is_stale());
        let answer = repay(&stale, &debt, &collateral, &case.exchange, &Fixed::MAX)?;
        let known = stale.healthy();
        prop_assert_eq!(answer.reason, if known { Reason::Healthy } else { Reason::Unknown });
        prop_assert!(answer.repaid.is_zero() && answer.seized.is_zero());
    }
}

/// A place in the account that it does not have, and amounts without sense.
#[test]
fn what_is_refused() {
    let ([one, two], zero) = ([1, 2].map(Fixed::from_num), Fixed::ZERO);
    let bound = plimsoll::Bound::new(one, one).unwrap();
    let side = |amount: Fixed, step| plimsoll::Balance {
        amount,
        net: amount,
        bound,
        step,
    };
    let exchange = Exchange::new(one, one, &zero).unwrap();
    let mut health = Health::new();
    health.add(&one, &bound).unwrap();
    health.add(&-two, &bound).unwrap();
    let sized = |debt, collateral, most| repay(&health, &debt, &collateral, &exchange, &most);
    let (debt, collateral) = (side(-two, one), side(one, one));
    assert!(sized(debt, collateral, one).is_ok());
    assert_eq!(sized(debt, collateral, -one), Err(Error::InvalidQuantity));
    assert_eq!(
        sized(side(-two, zero), collateral, one),
        Err(Error::InvalidStep)
    );
    assert_eq!(sized(debt, side(one, zero), one), Err(Error::InvalidStep));
    let foreign = side(Fixed::from_num(-9), one);
    assert_eq!(sized(foreign, collateral, one), Err(Error::WrongPositions));
}
