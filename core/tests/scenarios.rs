//! The laws of the bare scenario margin, `max(0, -worst)`, and what a scan promises of its sums.

mod common;

use common::cases;
use plimsoll::liquidation::crossing::crossing;
use plimsoll::margin::option::position::{gross, naked, shorts, Position};
use plimsoll::margin::option::{Contract, Right};
use plimsoll::margin::scenario::{RiskArray, Scan, Scenario, Volatility};
use plimsoll::number::interval::Interval;
use plimsoll::price::Price;
use plimsoll::{Error, Fixed, Limit, Number};
use proptest::collection::vec;
use proptest::prelude::*;

const S: usize = 7;
type Array = RiskArray<Fixed, [Fixed; S]>;

fn bits(most: u32) -> impl Strategy<Value = Fixed> {
    (any::<i128>(), 0..most).prop_map(|(bits, less)| Fixed::from_bits(bits >> (60 + less)))
}

/// An option owned pays at least nothing: its profit is at least minus its mark. Ends apart by `wide`.
fn option() -> impl Strategy<Value = Array> {
    let values = vec((bits(40), 0i128..4), S);
    (bits(40), values, bits(50)).prop_map(|(mark, values, wide)| {
        let (mark, wide) = (mark.abs(), wide.abs());
        let high = mark.checked_add(wide).unwrap();
        let owned = |s: usize| values[s].0.abs().checked_sub(mark).unwrap();
        let owed = |s: usize| {
            let apart = wide.checked_mul_int(values[s].1).unwrap();
            owned(s)
                .checked_add(apart)
                .unwrap()
                .checked_sub(wide)
                .unwrap()
        };
        RiskArray::new(
            Scan::from_parts(mark, std::array::from_fn(owned)),
            Scan::from_parts(high, std::array::from_fn(owed)),
        )
        .unwrap()
    })
}

fn exact() -> impl Strategy<Value = Array> {
    option().prop_map(|array| {
        let side = *array.side(&Fixed::ONE);
        RiskArray::new(side, side).unwrap()
    })
}

fn book(array: impl Strategy<Value = Array>) -> impl Strategy<Value = Vec<(Fixed, Array)>> {
    vec((bits(50), array), 1..6)
}

/// Nothing where a sum is out of range.
fn scan<'a>(book: impl IntoIterator<Item = &'a (Fixed, Array)>) -> Option<Scan<Fixed, [Fixed; S]>> {
    let mut scan = Scan::new([Fixed::ZERO; S]);
    for (quantity, array) in book {
        match scan.add(quantity, array) {
            Err(Error::Overflow) => return None,
            other => other.unwrap(),
        }
    }
    Some(scan)
}

fn requirement(scan: &Scan<Fixed, [Fixed; S]>) -> Fixed {
    scan.worst()
        .unwrap()
        .profit
        .try_neg()
        .unwrap()
        .greater(&Fixed::ZERO)
}

fn steps(count: usize) -> Fixed {
    Fixed::from_bits(count as i128)
}

proptest! {
    #![proptest_config(cases(10_000))]

    /// More of a long option never raises the requirement beyond its premium.
    #[test]
    fn a_long_option_costs_its_premium(book in book(option()), more in bits(50), array in option()) {
        let more = more.abs();
        let mut after = book.clone();
        after.push((more, array));
        if let (Some(before), Some(after)) = (scan(&book), scan(&after)) {
            let premium = more.mul_up(array.side(&more).mark()).unwrap();
            let most = requirement(&before).checked_add(premium).unwrap();
            prop_assert!(requirement(&after) <= most);
        }
    }

    /// Twice the book, twice the margin, to a step a position.
    #[test]
    fn twice_is_twice(book in book(option())) {
        let double: Option<Vec<_>> =
            book.iter().map(|(q, a)| Some((q.checked_add(*q)?, *a))).collect();
        if let (Some(one), Some(two)) = (scan(&book), double.and_then(|double| scan(&double))) {
            let twice = requirement(&one).checked_mul_int(2).unwrap();
            let far = requirement(&two).checked_sub(twice).unwrap().abs();
            prop_assert!(far <= steps(2 * book.len()), "{far}");
        }
    }

    /// A hedge that offsets in every scenario costs nothing more than its roundings; held as one
    /// position it is no position.
    #[test]
    fn a_perfect_hedge_is_free(book in book(option()), q in bits(50), array in exact()) {
        let mut hedged = book.clone();
        hedged.extend([(q, array), (q.checked_neg().unwrap(), array)]);
        if let (Some(bare), Some(hedged)) = (scan(&book), scan(&hedged)) {
            let more = requirement(&hedged).checked_sub(requirement(&bare)).unwrap();
            prop_assert!(more >= 0 && more <= steps(2), "{more}");
        }
    }

    /// The two sides: what is owned and owed at once costs what is uncertain of it, never less.
    #[test]
    fn uncertainty_is_never_a_gain(q in bits(50), array in option()) {
        if let Some(scan) = scan(&[(q, array), (q.checked_neg().unwrap(), array)]) {
            let (mark, worst) = (*scan.mark(), scan.worst().unwrap().profit);
            prop_assert!(mark <= 0);
            prop_assert!(mark.checked_add(worst).unwrap() <= 0);
        }
    }

    /// Order and grouping do not matter, and what each position contributed sums to the worst, bit for
    /// bit.
    #[test]
    fn sums_are_exact(book in book(option()), cut in 0usize..6) {
        let Some(whole) = scan(&book) else { return Ok(()) };
        let backward: Vec<_> = book.iter().rev().cloned().collect();
        prop_assert_eq!(scan(&backward), Some(whole));
        let (left, right) = book.split_at(cut.min(book.len()));
        if let (Some(mut left), Some(right)) = (scan(left), scan(right)) {
            left.merge(&right).unwrap();
            prop_assert_eq!(left, whole);
        }
        let worst = whole.worst().unwrap();
        let parts = book.iter().map(|(q, array)| array.contribution(q, worst.scenario).unwrap());
        prop_assert_eq!(parts.fold(Fixed::ZERO, |a, b| a.checked_add(b).unwrap()), worst.profit);
        let least = whole.profits().iter().min().unwrap();
        prop_assert_eq!(&worst.profit, least);
        prop_assert_eq!(whole.profits().iter().position(|p| p == least), Some(worst.scenario));
    }

    /// A weight of 1 changes nothing, a smaller one never makes a loss worse.
    #[test]
    fn weights_dampen(book in book(option()), weights in vec(0u32..=8, S)) {
        let Some(scan) = scan(&book) else { return Ok(()) };
        let grid = |weights: &dyn Fn(usize) -> Fixed| -> Vec<Scenario<Fixed>> {
            let scenario = |s| Scenario::new(Fixed::ONE, Volatility::Same, weights(s)).unwrap();
            (0..S).map(scenario).collect()
        };
        let plain = scan.worst().unwrap();
        prop_assert_eq!(scan.worst_weighted(&grid(&|_| Fixed::ONE)), Ok(plain));
        let damp = |s: usize| Fixed::from_bits(i128::from(weights[s]) << 45);
        let dampened = scan.worst_weighted(&grid(&damp)).unwrap();
        prop_assert!(dampened.profit >= plain.profit.min(Fixed::ZERO));
        prop_assert_eq!(scan.worst_weighted(&[]), Err(Error::InvalidScenario));
    }

    /// Options written beyond those owned at their strike, by brute force.
    #[test]
    fn naked_shorts(held in vec((0i64..4, any::<bool>(), -5i64..6), 0..9)) {
        let positions: Vec<Position<Fixed>> = held.iter().map(|(strike, call, quantity)| Position {
            contract: Contract::new(
                if *call { Right::Call } else { Right::Put }, Fixed::from_num(*strike),
            ).unwrap(),
            quantity: Fixed::from_num(*quantity),
            value: Interval::exact(Fixed::ONE),
        }).collect();
        let short = |strike: i64| -> i64 {
            let net: i64 = held.iter().filter(|h| h.0 == strike).map(|h| h.2).sum();
            (-net).max(0)
        };
        prop_assert_eq!(naked(&positions), Ok(Fixed::from_num((0..4).map(short).sum::<i64>())));
        let written: i64 = held.iter().map(|h| (-h.2).max(0)).sum();
        prop_assert_eq!(shorts(&positions), Ok(Fixed::from_num(written)));
        let all: i64 = held.iter().map(|h| h.2.abs()).sum();
        prop_assert_eq!(gross(&positions), Ok(Fixed::from_num(all)));
    }

    /// The first crossing on each side, of a surplus that crosses many times, against every grid point.
    #[test]
    fn first_crossings(surplus in vec(-3i64..10, 101), start in 0usize..=100, parts in 1u32..=100) {
        let at = |price: &Fixed| Ok(Fixed::from_num(surplus[price.to_num::<usize>()]));
        let (from, to) = (Fixed::ZERO, Fixed::from_num(100));
        let here = Fixed::from_num(start);
        let found = crossing(&here, (&from, &to), parts, &Fixed::ONE, at).unwrap();
        for (limit, way) in [(found.below, -1i64), (found.above, 1)] {
            let good = |place: i64| surplus[place as usize] >= 0;
            match limit {
                Limit::At(price) => {
                    let place = price.to_num::<i64>();
                    prop_assert!(good(place) && !good(place + way));
                    prop_assert!((place - start as i64) * way >= 0);
                }
                Limit::AlreadyPast => prop_assert!(!good(start as i64)),
                Limit::Never => {
                    prop_assert!(good(start as i64));
                    let end = if way > 0 { 100 } else { 0 };
                    prop_assert!(good(end));
                    // With a stride of one step nothing is passed over.
                    if parts == 100 {
                        let (a, b) = (start.min(end as usize), start.max(end as usize));
                        prop_assert!((a..=b).all(|place| good(place as i64)));
                    }
                }
                other => prop_assert!(false, "{other:?}"),
            }
        }
        prop_assert_eq!((found.from, found.to), (from, to));
    }
}

#[test]
fn lengths_must_agree() {
    let grid = [Scenario::new(Fixed::ONE, Volatility::Same, Fixed::ONE).unwrap(); 2];
    let price = Price::exact(Fixed::ONE).unwrap();
    let two = RiskArray::linear(&price, &grid, [Fixed::ZERO; 2]).unwrap();
    assert_eq!(
        Scan::new([Fixed::ZERO; 3]).add(&Fixed::ONE, &two),
        Err(Error::InvalidScenario)
    );
    let other = RiskArray::linear(&price, &grid, [Fixed::ZERO; 3]);
    assert_eq!(other.err(), Some(Error::InvalidScenario));
    let none: [Fixed; 0] = [];
    assert_eq!(Scan::new(none).worst(), Err(Error::InvalidScenario));
    assert_eq!(
        two.contribution(&Fixed::ONE, 2),
        Err(Error::InvalidScenario)
    );
    let wrong = Scenario::new(Fixed::from_num(-1), Volatility::Same, Fixed::ONE);
    assert_eq!(wrong, Err(Error::InvalidScenario));
    let unknown = RiskArray::linear(&Price::unknown(), &grid, [Fixed::ZERO; 2]);
    assert_eq!(unknown.err(), Some(Error::UnknownPrice));
}

/// Also where what a unit is worth in a scenario lies beyond the range: only its profit is kept.
#[test]
fn what_was_made_can_be_made_again() {
    let spot = Fixed::from_num(1.5);
    let grid = [Scenario::new(spot, Volatility::Same, Fixed::ONE).unwrap()];
    let price = Price::new(Fixed::ONE, Fixed::MAX).unwrap();
    let array = RiskArray::linear(&price, &grid, [Fixed::ZERO]).unwrap();
    let (owned, owed) = (array.side(&Fixed::ONE), array.side(&Fixed::NEG_ONE));
    assert!(owed.mark().checked_add(owed.profits()[0]).is_none());
    assert_eq!(RiskArray::new(*owned, *owed), Ok(array));
}
