//! The same columns on rationals: equal to accounts fed by hand, and on the safe side of `Fixed`'s rows.

use super::draw::book;
use super::layout::{Columns, Written};
use super::rows::agree;
use crate::common::cases;
use crate::common::exact::{rational, step, Exact};
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use plimsoll::columns::rows::NONE;
use plimsoll::columns::scan::scan;
use plimsoll::Fixed;
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(200))]

    /// Assets come out at most exact and liabilities at least; of balances alone within the budget of
    /// `docs/rounding.md`, a step times the quantity for the bound and a step for the product.
    #[test]
    fn rows_bracket_the_exact_ones((world, members) in book()) {
        let rationals = world.map(&Exact::of).expect("the same numbers");
        let same: Vec<_> = members.iter().map(|member| member.map(&Exact::of)).collect();
        agree(&rationals, &same)?.expect("rationals have no end");
        let (ladders, exact_ladders) = (world.ladders().unwrap(), rationals.ladders().unwrap());
        let (made, exact_made) = (world.make(&ladders).unwrap(), rationals.make(&exact_ladders).unwrap());
        let (columns, exact_columns) = (Columns::of(&members), Columns::of(&same));
        let all = 0..members.len();
        let (mut fixed, mut exact) = (Written::new(members.len()), Written::new(members.len()));
        let mut room = vec![Fixed::ZERO; world.scenarios()];
        let positions = columns.positions().unwrap();
        let scanned = scan(&positions, &made.markets(), all.clone(), &mut room, &mut fixed.rows());
        prop_assume!(scanned.is_ok());
        let mut room = vec![Exact::of(&Fixed::ZERO); world.scenarios()];
        let positions = exact_columns.positions().unwrap();
        scan(&positions, &exact_made.markets(), all, &mut room, &mut exact.rows()).unwrap();
        for (row, member) in members.iter().enumerate() {
            let alone = member.perps.is_empty() && fixed.row(row).3 == NONE;
            let held: Vec<_> = member.balances.values().map(rational).collect();
            for level in 0..3 {
                let budget = |owed: bool| -> BigRational {
                    let side = held.iter().filter(|quantity| quantity.is_negative() == owed);
                    side.map(|quantity| (quantity.abs() + BigRational::from_integer(1.into())) * step::<Fixed>())
                        .sum()
                };
                let above = &exact.assets[level][row].0 - rational(&fixed.assets[level][row]);
                let below = rational(&fixed.liabilities[level][row]) - &exact.liabilities[level][row].0;
                prop_assert!(above >= BigRational::zero() && below >= BigRational::zero());
                if alone {
                    prop_assert!(above <= budget(false) && below <= budget(true));
                }
            }
        }
    }
}
