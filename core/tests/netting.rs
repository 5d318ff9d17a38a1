//! The laws of netting: what is matched is matched once, a credit never exceeds what it is a credit on, and
//! every rounding is on the side that its name says.

mod common;

use common::cases;
use common::exact::{step, Exact};
use common::generate::{fraction, magnitude};
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use plimsoll::margin::netting::spread::{
    calendar_margin, inter_month_charge, spread, Leg, Underlying,
};
use plimsoll::margin::netting::{
    cap_gains, discount_gains, hedge_credit, hedge_weight, pair_charge, pair_credit, take_matched,
    Pair, Sides,
};
use plimsoll::{Fixed, Number};
use proptest::collection::vec;
use proptest::prelude::*;

fn signed() -> impl Strategy<Value = Fixed> {
    prop_oneof![
        1 => Just(Fixed::ZERO),
        8 => (magnitude(-40, 30), any::<bool>()).prop_map(|(size, short)| if short { -size } else { size }),
    ]
}

fn exact(numbers: &[Fixed]) -> Vec<Exact> {
    numbers.iter().map(Exact::of).collect()
}

fn sides<N: Number>(amounts: &[N]) -> Sides<N> {
    let mut sides = Sides::none();
    for amount in amounts {
        sides.add(amount).unwrap();
    }
    sides
}

fn gross(amounts: &[Exact]) -> BigRational {
    amounts.iter().map(|amount| amount.0.abs()).sum()
}

/// Pairs of different places among `count`.
fn pairs(count: usize) -> impl Strategy<Value = Vec<Pair<Fixed>>> {
    let pair = (0..count, 1..count, magnitude(-20, 12)).prop_map(move |(first, away, rate)| Pair {
        first,
        second: (first + away) % count,
        rate,
    });
    vec(pair, 0..6)
}

/// Legs on different underlyings among three.
fn legs() -> impl Strategy<Value = Vec<Leg<Fixed>>> {
    let ratio = (magnitude(-4, 6), any::<bool>());
    let leg = (ratio, fraction()).prop_map(|((ratio, short), rate)| Leg {
        underlying: 0,
        ratio: if short { -ratio } else { ratio },
        rate,
    });
    (vec(leg, 2..=3), 0usize..3).prop_map(|(mut legs, turn)| {
        for (place, leg) in legs.iter_mut().enumerate() {
            leg.underlying = (place + turn) % 3;
        }
        legs
    })
}

fn exact_leg(leg: &Leg<Fixed>) -> Leg<Exact> {
    Leg {
        underlying: leg.underlying,
        ratio: Exact::of(&leg.ratio),
        rate: Exact::of(&leg.rate),
    }
}

proptest! {
    #![proptest_config(cases(4_000))]

    /// Half of what gross is above net, in any order.
    #[test]
    fn hedged(mut amounts in vec(signed(), 0..8), turn in 0usize..8) {
        let exact = exact(&amounts);
        let net: BigRational = exact.iter().map(|amount| &amount.0).sum();
        let both = sides(&amounts);
        let twice = gross(&exact) - net.abs();
        prop_assert_eq!(Exact::of(&both.hedged()).0 * BigRational::from_integer(2.into()), twice);
        prop_assert_eq!(Exact::of(&both.net().unwrap()).0, net);
        let middle = turn.min(amounts.len());
        amounts.rotate_left(middle);
        prop_assert_eq!(sides(&amounts), both);
    }

    /// What is matched comes off both, exactly, and neither changes its side.
    #[test]
    fn matched_once(first in signed(), second in signed()) {
        let mut amounts = [first, second];
        let matched = take_matched(&mut amounts, 0, 1).unwrap();
        prop_assert!(matched >= 0 && matched <= first.abs().min(second.abs()));
        prop_assert_eq!(amounts[0] + amounts[1], first + second);
        for (left, before) in amounts.iter().zip([first, second]) {
            prop_assert!(left.is_zero() || left.is_negative() == before.is_negative());
            prop_assert_eq!(left.abs() + matched, before.abs());
        }
        prop_assert_eq!(take_matched(&mut amounts, 1, 0), Ok(Fixed::ZERO));
    }

    /// A charge is at least exact and a credit at most, each by less than a step a row; a table matches no
    /// more than half of what there is.
    #[test]
    fn tables(amounts in vec(signed(), 4), table in pairs(4)) {
        let rows: Vec<Pair<Exact>> = table
            .iter()
            .map(|row| Pair { first: row.first, second: row.second, rate: Exact::of(&row.rate) })
            .collect();
        let mut oracle = exact(&amounts);
        let sum = pair_charge(&mut oracle, &rows).unwrap().0;
        let budget = step::<Fixed>() * BigRational::from_integer(table.len().max(1).into());
        let (mut left, mut again) = (amounts.clone(), amounts.clone());
        let charge = Exact::of(&pair_charge(&mut left, &table).unwrap()).0;
        let credit = Exact::of(&pair_credit(&mut again, &table).unwrap()).0;
        prop_assert!(charge >= sum && &charge - &sum < budget);
        prop_assert!(credit <= sum && &sum - &credit < budget);
        prop_assert_eq!(&left, &again);
        prop_assert_eq!(exact(&left), oracle);
        let most = table.iter().map(|row| row.rate).max().unwrap_or(Fixed::ZERO);
        let half = gross(&exact(&amounts)) / BigRational::from_integer(2.into());
        prop_assert!(sum <= half * Exact::of(&most).0);
    }

    /// Charged on the smaller side whatever the order of the months.
    #[test]
    fn months(deltas in vec(signed(), 0..6), rate in magnitude(-20, 20)) {
        let both = sides(&deltas);
        let charge = inter_month_charge(&both, &rate).unwrap();
        let exact = Exact::of(&both.hedged()).0 * Exact::of(&rate).0;
        let over = Exact::of(&charge).0 - exact;
        prop_assert!(!over.is_negative() && over < step::<Fixed>());
        let (near, far) = (both.long(), both.short());
        let margin = calendar_margin(near, far, &rate).unwrap();
        prop_assert_eq!(calendar_margin(far, near, &rate), Ok(margin));
        prop_assert!(margin >= rate && margin <= rate + near.max(far));
    }

    /// However many rows a table has: no underlying is credited more than its risk, none changes its side,
    /// and a row leaves at least as little free as it found.
    #[test]
    fn credits_are_bounded(
        deltas in vec(signed(), 3), risks in vec(magnitude(-20, 30), 3), table in vec(legs(), 0..5),
    ) {
        let all = deltas.iter().zip(&risks);
        let mut all: Vec<Underlying<Fixed>> =
            all.map(|(delta, risk)| Underlying::new(*delta, *risk).unwrap()).collect();
        for row in &table {
            let before = all.clone();
            let Ok(spreads) = spread(&mut all, row) else { return Ok(()) };
            prop_assert!(spreads >= 0);
            for ((after, before), (delta, risk)) in all.iter().zip(&before).zip(deltas.iter().zip(&risks)) {
                prop_assert!(after.credit() >= before.credit() && after.credit() <= risk);
                prop_assert!(after.free().abs() <= before.free().abs());
                prop_assert!(after.free().is_zero() || after.free().is_negative() == delta.is_negative());
            }
        }
    }

    /// One row: the credit is at most exact. Twice the book earns twice, and the other way round as much.
    #[test]
    fn credits_of_a_row(
        deltas in vec(signed(), 3), risks in vec(magnitude(-20, 30), 3), row in legs(),
    ) {
        let rows: Vec<Leg<Exact>> = row.iter().map(exact_leg).collect();
        let credits = |factor: i128| {
            let factor = Exact::ratio(factor, 1);
            let mut all: Vec<Underlying<Exact>> = deltas.iter().zip(&risks).map(|(delta, risk)| {
                let delta = Exact::of(delta).mul_down(&factor).unwrap();
                let risk = Exact::of(risk).mul_down(&factor).unwrap();
                Underlying::new(delta, risk.try_abs().unwrap()).unwrap()
            }).collect();
            spread(&mut all, &rows).unwrap();
            all.iter().map(|one| one.credit().0.clone()).collect::<Vec<BigRational>>()
        };
        let once = credits(1);
        prop_assert_eq!(&credits(-1), &once);
        let doubled: Vec<BigRational> = once.iter().map(|credit| credit + credit).collect();
        prop_assert_eq!(credits(2), doubled);
        let mut all: Vec<Underlying<Fixed>> = deltas.iter().zip(&risks)
            .map(|(delta, risk)| Underlying::new(*delta, *risk).unwrap()).collect();
        if spread(&mut all, &row).is_ok() {
            for (fixed, exact) in all.iter().zip(&once) {
                prop_assert!(Exact::of(fixed.credit()).0 <= *exact);
            }
        }
    }

    /// A hedge earns at most what its legs' weights took, and as much whichever leg is named first.
    #[test]
    fn hedges(amounts in [signed(), signed()], prices in [magnitude(-10, 20), magnitude(-10, 20)],
        weights in [fraction(), fraction()], hedge in fraction(),
    ) {
        let turned = |pair: &[Fixed; 2]| [pair[1], pair[0]];
        let Ok(credit) = hedge_credit(&amounts, &prices, &weights, &hedge) else { return Ok(()) };
        prop_assert_eq!(hedge_credit(&turned(&amounts), &turned(&prices), &turned(&weights), &hedge), Ok(credit));
        let exact = |number: &Fixed| Exact::of(number).0;
        let two = BigRational::from_integer(2.into());
        let average = (exact(&weights[0]) + exact(&weights[1])) / two;
        let opposite = (amounts[0] < 0 && amounts[1] > 0) || (amounts[0] > 0 && amounts[1] < 0);
        let hedged = match opposite {
            true => exact(&amounts[0].abs().min(amounts[1].abs())),
            false => BigRational::zero(),
        };
        let notional = hedged * (exact(&prices[0]) + exact(&prices[1]));
        let earned = (exact(&hedge) - &average).max(BigRational::zero());
        prop_assert!(exact(&credit) >= BigRational::zero() && exact(&credit) <= &notional * earned);
        prop_assert!(exact(&credit) <= notional * (BigRational::from_integer(1.into()) - average));
        let weight = exact(&hedge_weight(&hedge).unwrap());
        prop_assert!(weight >= exact(&hedge) && weight <= BigRational::from_integer(1.into()));
    }

    /// Losses stay, gains only shrink, and nothing turns into a loss.
    #[test]
    fn gains(profits in vec(signed(), 0..12), share in fraction(), most in magnitude(-20, 20)) {
        let (mut shared, mut capped) = (profits.clone(), profits.clone());
        discount_gains(&mut shared, &share).unwrap();
        cap_gains(&mut capped, &most).unwrap();
        for ((shared, capped), profit) in shared.iter().zip(&capped).zip(&profits) {
            if *profit <= 0 {
                prop_assert!(shared == profit && capped == profit);
            } else {
                prop_assert_eq!(profit.mul_down(&share), Ok(*shared));
                prop_assert!(*shared >= 0 && shared <= profit);
                prop_assert_eq!(*capped, most.min(*profit));
            }
        }
    }
}
