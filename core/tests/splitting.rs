//! One liquidation or trade in many never earns more than at once: at a fixed bonus in integers, at a bonus
//! that collateral covers in rationals; and by how much a rule that does not keep to this breaks it.

mod common;

use common::cases;
use common::exact::{rational, step as unit};
use common::generate::{fraction, magnitude};
use common::short::{balance, bonus, grid, short};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use plimsoll::liquidation::bonus::{covered, from_loan_to_value, near_bad_debt};
use plimsoll::liquidation::exchange::Exchange;
use plimsoll::liquidation::repay::repay;
use plimsoll::price::End;
use plimsoll::{Error, Fixed, Number, Perp};
use proptest::collection::vec;
use proptest::prelude::*;

type Rational = BigRational;

/// Parts from one step to a share of the whole.
fn parts() -> impl Strategy<Value = Vec<Fixed>> {
    vec(
        prop_oneof![1 => Just(Fixed::DELTA), 1 => magnitude(-48, -30), 4 => magnitude(-47, 30)],
        1..40,
    )
}

fn sum(parts: &[Fixed]) -> Fixed {
    parts.iter().sum()
}

proptest! {
    #![proptest_config(cases(4_000))]

    /// At one price and bonus, whatever gave it: floors of parts sum to at most the floor of the whole, to
    /// less than a step each.
    #[test]
    fn parts_of_a_liquidation_seize_no_more(
        prices in [magnitude(-20, 20), magnitude(-20, 20)], fixed in bonus(), from in (fraction(), fraction()), rule in any::<bool>(), parts in parts(),
    ) {
        let bonus = if rule { from_loan_to_value(&from.0, &from.1, &fixed)? } else { fixed };
        let exchange = Exchange::new(prices[0], prices[1], &bonus)?;
        let whole = exchange.seized(&sum(&parts))?;
        let (mut seized, mut penalty) = (Fixed::ZERO, Fixed::ZERO);
        for part in &parts {
            let taken = exchange.seized(part)?;
            penalty += exchange.penalty(part, &taken)?;
            seized += taken;
            // What is asked for what was taken is never more than was paid, and what is asked for takes it.
            match exchange.repaid(&taken) {
                Ok(asked) => prop_assert!(asked <= *part && exchange.seized(&asked)? >= taken),
                Err(error) => prop_assert_eq!(error, Error::DivisionByZero),
            }
        }
        let steps = |n: usize| Fixed::from_bits(n as i128);
        prop_assert!(seized <= whole && whole - seized < steps(parts.len()));
        // The bonus too, to the step that its own floor is generous by.
        let at_once = exchange.penalty(&sum(&parts), &whole)?;
        prop_assert!(penalty < at_once + steps(parts.len() + 1));
        let fair = rational(&sum(&parts)) * rational(&prices[0]) * (Rational::one() + rational(&bonus)) / rational(&prices[1]);
        prop_assert!(rational(&seized) <= fair);
    }

    /// The account liquidated in many steps, evaluated again after each: for the same repayment in total the
    /// liquidators take no more than one does at once, and less by at most the grid of each.
    #[test]
    fn many_liquidations_of_an_account_take_no_more_than_one(
        short in short(), bonus in bonus(), steps in [grid(), grid()], caps in vec(1u32..20, 1..12), end in 0usize..3,
    ) {
        let end = [End::Low, End::Mid, End::High][end];
        let groups = &short.spec.groups;
        let price = |place: usize| groups[place].market.price().and_then(|price| price.at(end));
        let Ok(exchange) = Exchange::new(price(short.debt)?, price(short.collateral)?, &bonus) else { return Ok(()) };
        let Ok(mut health) = short.spec.health() else { return Ok(()) };
        let at_first = health;
        let mut spec = short.spec.clone();
        let (mut repaid, mut seized) = (Fixed::ZERO, Fixed::ZERO);
        for cap in &caps {
            let sides = [balance(&spec.groups[short.debt], steps[0])?, balance(&spec.groups[short.collateral], steps[1])?];
            let most = sides[0].amount.abs() >> *cap;
            let part = repay(&health, &sides[0], &sides[1], &exchange, &most)?;
            spec.groups[short.debt].balance += part.repaid;
            spec.groups[short.collateral].balance -= part.seized;
            (repaid, seized) = (repaid + part.repaid, seized + part.seized);
            health = spec.health()?;
        }
        let sides = [balance(&groups[short.debt], steps[0])?, balance(&groups[short.collateral], steps[1])?];
        let whole = repay(&at_first, &sides[0], &sides[1], &exchange, &repaid)?;
        if let Ok(fair) = exchange.seized(&repaid) {
            prop_assert!(seized <= fair);
        }
        if whole.repaid == repaid {
            prop_assert!(seized <= whole.seized);
            let each = Rational::from_integer(caps.len().into());
            let kept = (rational(&steps[1]) + unit::<Fixed>()) * each;
            prop_assert!(rational(&(whole.seized - seized)) <= kept);
        }
    }

    /// A bonus that the collateral covers: what each part leaves covers no less than before, so that parts
    /// together take at most the share of the collateral that they repay of the debt, and at once takes
    /// that less the rounding.
    #[test]
    fn a_covered_bonus_does_not_rise(
        debt in magnitude(-10, 30), share in magnitude(-10, 3), bonus in bonus(), parts in vec(1i128..400, 1..40),
    ) {
        let collateral = debt.mul_down(&(Fixed::ONE + share))?;
        let total: i128 = parts.iter().sum::<i128>() + 1;
        let one = Fixed::ONE;
        let (mut owed, mut owned) = (debt, collateral);
        let first = covered(&bonus, &owned, &owed)?;
        for part in &parts {
            let repaid = debt.mul_div_down(&Fixed::from_bits(*part), &Fixed::from_bits(total))?;
            let rate = covered(&bonus, &owned, &owed)?;
            // As the debt falls, rounding leaves collateral behind: never less covered.
            prop_assert!(rate >= first && rate <= bonus);
            let seized = Exchange::new(one, one, &rate)?.seized(&repaid)?;
            (owed, owned) = (owed - repaid, owned - seized);
            prop_assert!(owned >= 0 && owed >= 0);
        }
        let (repaid, seized) = (rational(&(debt - owed)), rational(&(collateral - owned)));
        prop_assert!(seized <= &repaid * rational(&collateral) / rational(&debt));
        prop_assert!(seized <= &repaid * (Rational::one() + rational(&bonus)));
        let at_once = Exchange::new(one, one, &first)?.seized(&(debt - owed))?;
        let rounding = unit::<Fixed>() * (&repaid + Rational::one());
        prop_assert!(seized <= rational(&at_once) + rounding);
    }

    /// Kamino's cap of one minus the loan-to-value rises as a liquidation proceeds: in parts it earns more,
    /// up to all of the collateral above the debt.
    #[test]
    fn a_cap_by_the_loan_to_value_pays_for_splitting(debt in 50i128..99, part in 1i128..50, count in 2i128..40) {
        let n = |percent: i128| Fixed::from_num(percent) / 100;
        let (collateral, most, limit) = (Fixed::ONE, Fixed::ONE, Fixed::from_num(2));
        let earned = |count: i128| -> Result<Fixed, Error> {
            let (mut owed, mut owned, mut earned) = (n(debt), collateral, Fixed::ZERO);
            for _ in 0..count {
                let rate = near_bad_debt(&most, &owed.div_up(&owned)?, &limit, &Fixed::ZERO)?;
                let repaid = n(part) / count;
                let seized = Exchange::new(Fixed::ONE, Fixed::ONE, &rate)?.seized(&repaid)?;
                earned += seized - repaid;
                (owed, owned) = (owed - repaid, owned - seized);
            }
            Ok(earned)
        };
        let (once, split) = (earned(1)?, earned(count)?);
        prop_assert!(split > once, "{} {}", split, once);
        prop_assert!(split <= collateral - n(debt));
        // What the cap alone would have paid on the same terms without the rise is at most this far off:
        // the rise of one minus the loan-to-value, times the repayment.
        let rise = rational(&(collateral - n(debt))) / rational(&collateral);
        prop_assert!(rational(&(split - once)) <= rational(&n(part)) * (Rational::one() - rise));
    }

    /// A trade in parts costs no less than at once, and by less than a few steps each more.
    #[test]
    fn parts_of_a_trade_cost_no_less(parts in parts(), sell in any::<bool>(), price in magnitude(-20, 20), fee in fraction()) {
        let sign = if sell { -1 } else { 1 };
        let none = Perp::new(Fixed::ZERO, Fixed::ZERO);
        let once = none.trade(&(sum(&parts) * sign), &price, &fee)?;
        let mut split = none;
        for part in &parts {
            split = split.trade(&(*part * sign), &price, &fee)?;
        }
        prop_assert_eq!(split.size(), once.size());
        prop_assert!(split.quote() <= once.quote());
        prop_assert!(*once.quote() - *split.quote() < Fixed::from_bits(3 * parts.len() as i128));
        // Two sides of every transfer, whatever the parts, leave nothing between them.
        let (mut a, mut b) = (none, none);
        for (place, part) in parts.iter().enumerate() {
            let quote = parts[parts.len() - 1 - place];
            (a, b) = (a.transfer(part, &-quote)?, b.transfer(&-part, &quote)?);
        }
        prop_assert!((*a.size() + *b.size()).is_zero() && (*a.quote() + *b.quote()).is_zero());
    }

    /// There and back at any two prices a step at a time: what is left is at most what exact arithmetic
    /// leaves, so that no run of dust trades at one price earns anything.
    #[test]
    fn dust_trades_earn_nothing(run in vec((any::<bool>(), 1i128..1000), 1..60), price in magnitude(-20, 20), fee in fraction()) {
        let (mut perp, mut exact) = (Perp::new(Fixed::ZERO, Fixed::ZERO), Rational::zero());
        for (buy, units) in run {
            let size = Fixed::from_bits(if buy { units } else { -units });
            perp = perp.trade(&size, &price, &fee)?;
            let (size, price) = (rational(&size), rational(&price));
            exact -= &size * &price + size.abs() * &price * rational(&fee);
        }
        prop_assert!(rational(perp.quote()) <= exact);
        let flat = perp.trade(&-*perp.size(), &price, &fee)?;
        prop_assert!(flat.size().is_zero() && *flat.quote() <= 0);
    }
}

/// By how much: 60 of 95 owed against 100, whose cap begins at 5 of a hundred.
#[test]
fn what_splitting_earns_under_a_cap_by_the_loan_to_value() {
    let n = Fixed::from_num::<i32>;
    let earned = |count: i32| {
        let (mut owed, mut owned, mut earned) = (n(95), n(100), n(0));
        for _ in 0..count {
            let ratio = owed.div_up(&owned).unwrap();
            let rate = near_bad_debt(&n(1), &ratio, &n(2), &n(0)).unwrap();
            let repaid = n(60) / i128::from(count);
            let seized = Exchange::new(n(1), n(1), &rate)
                .unwrap()
                .seized(&repaid)
                .unwrap();
            (owed, owned, earned) = (owed - repaid, owned - seized, earned + seized - repaid);
        }
        earned.to_num::<f64>()
    };
    let table = [1, 2, 10, 1000].map(|count| (count, earned(count)));
    println!("{table:?}");
    // At once a twentieth of 60. In the limit of many parts the collateral y above a debt x obeys
    // dy/dx = y / (x + y), so that x = y * (19 + ln(y / 5)) from x = 95, y = 5: at x = 35 two percent more.
    let mut left = 2.0f64;
    for _ in 0..50 {
        left = 35.0 / (19.0 + (left / 5.0).ln());
    }
    assert!((table[0].1 - 3.0).abs() < 1e-12);
    assert!(table.windows(2).all(|pair| pair[0].1 < pair[1].1));
    let limit = 5.0 - left;
    assert!(table[3].1 < limit && limit - table[3].1 < 1e-3, "{limit}");
}
