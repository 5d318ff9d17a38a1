//! Leaving a position: the laws of a venue, the price that its proceeds make, the largest size, and the ends
//! of the range.

use crate::common::cases;
use crate::common::exact::{rational, step};
use crate::market::*;
use num_traits::Zero;
use plimsoll::number::solver::Limit;
use plimsoll::price::exit::depth::{Depth, Level};
use plimsoll::price::exit::pool::Pool;
use plimsoll::price::exit::ranges::{Range, Ranges};
use plimsoll::price::exit::stable::StableSwap;
use plimsoll::price::exit::{
    average_purchase, average_sale, largest_purchase, largest_sale, price, Venue,
};
use plimsoll::price::Price;
use plimsoll::{Error, Fixed, Number};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;

/// A venue, and two sizes beside what it has.
fn sized() -> impl Strategy<Value = (Case, [Fixed; 2])> {
    any_venue().prop_flat_map(|case| {
        let reserve = case.reserve();
        (Just(case), [size(reserve), size(reserve)])
    })
}

/// More fetches more, by less and less, and buying it back costs at least as much.
#[test]
fn proceeds_rise_and_bend() {
    let mut runner = TestRunner::new(cases(8_000));
    let outcome = runner.run(&sized(), |(case, [a, b])| {
        // Even, so that there is a middle.
        let [a, b] = [a, b].map(|size| Fixed::from_bits(size.to_bits() & !1));
        let middle = a / 2 + b / 2;
        let asked = case.ask(|venue| {
            let fetched = [a, middle, b].map(|size| venue.proceeds(&size));
            (fetched, [a, b].map(|size| venue.cost(&size)))
        });
        let Some((fetched, costs)) = in_range(asked)? else {
            return Ok(());
        };
        let [Ok(at_a), Ok(at_middle), Ok(at_b)] = fetched else {
            return Ok(());
        };
        let slack = case.slack(&at_middle) * step::<Fixed>();
        let loose = match case {
            Case::Stable(_) => slack.clone(),
            _ => Rational::zero(),
        };
        let (less, more) = if a < b { (at_a, at_b) } else { (at_b, at_a) };
        prop_assert!(rational(&less) <= rational(&more) + &loose);
        let bend = rational(&at_a) + rational(&at_b) - rational(&at_middle) * count(2);
        prop_assert!(bend <= slack * count(2));
        for (fetched, cost) in [at_a, at_b].iter().zip(&costs) {
            prop_assert!(!cost.as_ref().is_ok_and(|cost| cost < fetched));
        }
        if let [Ok(a_costs), Ok(b_costs)] = costs {
            if !matches!(case, Case::Stable(_)) {
                prop_assert!((a <= b || b_costs <= a_costs) && (b <= a || a_costs <= b_costs));
            }
        }
        Ok(())
    });
    outcome.expect("the law holds");
}

fn mark() -> impl Strategy<Value = Price<Fixed>> {
    let width = prop_oneof![Just(127u32), 2u32..20];
    (crate::common::generate::magnitude(-20, 30), width)
        .prop_map(|(low, width)| Price::new(low, low + (low >> width)).expect("a price"))
}

/// The average exit price widens the mark on the side of the position, and on no other.
#[test]
fn price_contains_the_mark() {
    let widened = RefCell::new([0u32; 2]);
    let mut runner = TestRunner::new(cases(8_000));
    let outcome = runner.run(&(sized(), mark()), |((case, [size, _]), mark)| {
        let zero = Fixed::ZERO;
        let asked = case.ask(|venue| {
            prop_assert_eq!(price(&mark, &zero, venue), Ok(mark));
            let unknown = Price::unknown();
            prop_assert_eq!(price(&unknown, &size, venue), Ok(unknown));
            if size.is_zero() {
                return Ok(());
            }
            let mut widened = widened.borrow_mut();
            if let Some(owned) = in_range(price(&mark, &size, venue))? {
                let average = average_sale(&size, venue)?;
                prop_assert_eq!(*owned.low(), average.min(*mark.low()));
                prop_assert_eq!(owned.high(), mark.high());
                widened[0] += u32::from(owned != mark && !average.is_zero());
            }
            match price(&mark, &-size, venue) {
                Ok(owed) => {
                    let average = average_purchase(&size, venue)?;
                    prop_assert_eq!(*owed.high(), average.max(*mark.high()));
                    prop_assert_eq!(owed.low(), mark.low());
                    widened[1] += u32::from(owed != mark);
                }
                Err(error) => {
                    prop_assert_eq!(venue.cost(&size).err().unwrap_or(Error::Overflow), error);
                }
            }
            Ok(())
        });
        in_range(asked)?.unwrap_or(Ok(()))
    });
    outcome.expect("the law holds");
    let widened = widened.into_inner();
    println!("{widened:?}");
    assert!(widened
        .iter()
        .all(|count| *count * 10 > runner.config().cases));
}

/// The largest size holds by the check written out here, and the next on the grid does not.
#[test]
fn largest_sizes() {
    let found = RefCell::new([[0u32; 2]; 2]);
    let mut runner = TestRunner::new(cases(4_000));
    let terms = (sized(), 0i128..50, 0u32..60, 0u8..4);
    let outcome = runner.run(
        &terms,
        |((case, [size, most]), percent, fineness, place)| {
            let slippage = Fixed::from_num(percent) / 100;
            let step = (case.reserve() >> fineness).max(Fixed::DELTA);
            let asked = case.ask(|venue| {
                // A mark near what a small size fetches.
                let Ok(average) = average_sale(&size.max(case.reserve() >> 10u32), venue) else {
                    return Ok(());
                };
                let low: Fixed = average.max(Fixed::DELTA) + average / 8 * Fixed::from_num(place);
                let mark = Price::exact(low)?;
                let Ok([least, dearest]) = (|| {
                    let up = low.mul_up(&(Fixed::ONE - slippage))?;
                    Ok::<_, Error>([up, low.mul_down(&(Fixed::ONE + slippage))?])
                })() else {
                    return Ok(());
                };
                let sale = |size: &Fixed| {
                    let holds = venue.proceeds(size)? >= size.mul_up(&least)?;
                    Ok::<_, Error>(holds)
                };
                let purchase = |size: &Fixed| Ok(venue.cost(size)? <= size.mul_down(&dearest)?);
                let answers = [
                    largest_sale(&mark, &slippage, &most, &step, venue)?,
                    largest_purchase(&mark, &slippage, &most, &step, venue)?,
                ];
                for (side, answer) in answers.iter().enumerate() {
                    let check = |size: &Fixed| match side {
                        0 => sale(size),
                        _ => purchase(size),
                    };
                    match answer {
                        Limit::At(at) => {
                            prop_assert_eq!(at.floor_to(&step)?, *at);
                            prop_assert!(at.is_zero() || check(at)?);
                            prop_assert!(!check(&(at + step)).unwrap_or(false));
                            found.borrow_mut()[side][0] += u32::from(!at.is_zero());
                        }
                        Limit::Never => {
                            let all = most.floor_to(&step)?;
                            prop_assert!(all.is_zero() || check(&all)?);
                            found.borrow_mut()[side][1] += u32::from(!all.is_zero());
                        }
                        other => prop_assert!(false, "{other:?}"),
                    }
                }
                Ok(())
            });
            in_range(asked)?.unwrap_or(Ok(()))
        },
    );
    outcome.expect("the law holds");
    let found = found.into_inner();
    println!("{found:?}");
    assert!(found
        .iter()
        .flatten()
        .all(|count| *count * 100 > runner.config().cases));
}

/// A pool's largest sizes in closed form: `quote / least - base / (1 - fee)`, and
/// `base - quote / dearest / (1 - fee)`. Also on the finest grid, where the first sizes are all rounding.
#[test]
fn largest_sizes_of_a_pool() {
    let [base, quote] = [1_000, 500].map(Fixed::from_num);
    let fee = Fixed::from_num(3) / 1_000;
    let slippage = Fixed::from_num(1) / 50;
    let pool = Pool::new(base, quote, &fee).unwrap();
    let mark = Price::exact(quote / base).unwrap();
    let [sale, purchase] = [
        base / 49 * 50 - base / (Fixed::ONE - fee),
        base - base / 51 * 50 / (Fixed::ONE - fee),
    ];
    for step in [Fixed::DELTA, Fixed::from_num(1) / 1_000, Fixed::ONE] {
        for most in [base, Fixed::MAX] {
            let answers = [
                (sale, largest_sale(&mark, &slippage, &most, &step, &pool)),
                (
                    purchase,
                    largest_purchase(&mark, &slippage, &most, &step, &pool),
                ),
            ];
            for (exact, answer) in answers {
                let Ok(Limit::At(at)) = answer else {
                    panic!("{answer:?}");
                };
                let near = Fixed::from_num(1e-9);
                assert!(
                    at <= exact + near && at + step >= exact - near,
                    "{at} {exact}"
                );
            }
        }
    }
}

/// Every bit pattern: an answer or an error that says why, and an unchanged venue answers alike.
#[test]
fn every_input_has_an_answer() {
    let bits =
        || any::<(i128, u32)>().prop_map(|(bits, shift)| Fixed::from_bits(bits >> (shift % 127)));
    let some = || prop_oneof![6 => bits().prop_map(|x| x.abs()), 1 => bits(), 1 => Just(Fixed::ZERO), 1 => Just(Fixed::MAX)];
    let built = RefCell::new([0u32; 4]);
    let mut runner = TestRunner::new(cases(20_000));
    let question = (prop::array::uniform9(some()), fee());
    let outcome = runner.run(&question, |([a, b, c, d, e, f, g, size, most], fee)| {
        let levels = [(a, b), (c, d)].map(|(price, size)| Level { price, size });
        let mut roots = [a, b, c, d];
        roots.sort();
        let ranges = [
            Range {
                lower: roots[0],
                upper: roots[1],
                liquidity: e,
            },
            Range {
                lower: roots[2],
                upper: roots[3],
                liquidity: f,
            },
        ];
        let balances = [a, b, c];
        let pool = Pool::new(a, b, &fee);
        let book = Depth::new(&levels[..1], &levels[1..], fee);
        let ladder = Ranges::new(g, &ranges, &fee);
        let stable = StableSwap::new(&balances, [0, 2], &d, &fee);
        let venues: [Result<&dyn Venue<Fixed>, Error>; 4] = [
            pool.as_ref()
                .map(|venue| venue as _)
                .map_err(|error| *error),
            book.as_ref()
                .map(|venue| venue as _)
                .map_err(|error| *error),
            ladder
                .as_ref()
                .map(|venue| venue as _)
                .map_err(|error| *error),
            stable
                .as_ref()
                .map(|venue| venue as _)
                .map_err(|error| *error),
        ];
        for (place, venue) in venues.into_iter().enumerate() {
            let venue = match venue {
                Ok(venue) => venue,
                Err(error) => {
                    prop_assert!(matches!(error, Error::InvalidPool | Error::Overflow));
                    continue;
                }
            };
            built.borrow_mut()[place] += 1;
            let known = |error: Error| match error {
                Error::InvalidQuantity => size < 0 || most < 0,
                Error::AboveCapacity | Error::Overflow => true,
                _ => false,
            };
            let answers = [venue.proceeds(&size), venue.cost(&size)];
            for answer in answers {
                prop_assert!(answer.map_or_else(known, |x| x >= 0), "{answer:?}");
            }
            prop_assert_eq!(size < 0, answers[0] == Err(Error::InvalidQuantity));
            if let Ok(mark) = Price::exact(g.max(Fixed::DELTA)) {
                if let Err(error) = price(&mark, &size, venue) {
                    prop_assert!(matches!(error, Error::AboveCapacity | Error::Overflow));
                }
                let step = e.max(Fixed::DELTA);
                let answers = [
                    largest_sale(&mark, &Fixed::ZERO, &most, &step, venue),
                    largest_purchase(&mark, &Fixed::ONE, &most, &step, venue),
                ];
                for answer in answers {
                    prop_assert!(answer.is_ok() || answer.is_err_and(known));
                }
            }
        }
        Ok(())
    });
    outcome.expect("the law holds");
    let built = built.into_inner();
    println!("{built:?}");
    assert!(built
        .iter()
        .all(|count| *count * 30 > runner.config().cases));
}

#[test]
fn what_is_no_venue() {
    let [zero, one, two] = [0, 1, 2].map(Fixed::from_num);
    let no_pool = Some(Error::InvalidPool);
    assert_eq!(Pool::new(zero, one, &zero).err(), no_pool);
    assert_eq!(Pool::new(one, -one, &zero).err(), no_pool);
    for fee in [one, -one, two] {
        assert_eq!(Pool::new(one, one, &fee), Err(Error::InvalidFraction));
    }
    let range = |lower, upper, liquidity| Range {
        lower,
        upper,
        liquidity,
    };
    for (root, ranges) in [
        (zero, vec![]),
        (one, vec![range(zero, one, one)]),
        (one, vec![range(one, one, one)]),
        (one, vec![range(one, two, -one)]),
        (one, vec![range(one, two, one), range(one, two + two, one)]),
    ] {
        assert_eq!(Ranges::new(root, &ranges, &zero).err(), no_pool);
    }
    let level = |price, size| Level { price, size };
    for (bids, asks) in [
        (vec![level(zero, one)], vec![]),
        (vec![level(one, -one)], vec![]),
        (vec![level(one, one), level(two, one)], vec![]),
        (vec![], vec![level(two, one), level(one, one)]),
        (vec![level(two, one)], vec![level(one, one)]),
    ] {
        assert_eq!(Depth::new(&bids, &asks, zero).err(), no_pool);
    }
    let balances = [one, two];
    let stable =
        |traded, amplification| StableSwap::new(&balances, traded, &amplification, &zero).err();
    assert_eq!(stable([0, 1], one), None);
    assert_eq!(stable([0, 1], one - Fixed::DELTA), no_pool);
    assert_eq!(stable([1, 1], one), no_pool);
    assert_eq!(stable([0, 2], one), Some(Error::UnknownMarket));
    assert_eq!(
        StableSwap::new(&[one, zero], [0, 1], &one, &zero).err(),
        no_pool
    );
}

/// Without depth nothing is fetched and nothing can be bought: collateral counts for nothing, and no price is
/// high enough for a debt.
#[test]
fn nothing_there() {
    let [zero, one, two] = [0, 1, 2].map(Fixed::from_num);
    let mark = Price::exact(two).unwrap();
    let book = Depth::new(&[], &[], zero).unwrap();
    let ladder = Ranges::new(one, &[], &zero).unwrap();
    let empty = [Range {
        lower: one,
        upper: two,
        liquidity: zero,
    }];
    let gap = Ranges::new(one, &empty, &zero).unwrap();
    let venues: [&dyn Venue<Fixed>; 3] = [&book, &ladder, &gap];
    for venue in venues {
        assert_eq!(venue.proceeds(&one), Ok(zero));
        assert_eq!(venue.cost(&zero), Ok(zero));
        assert_eq!(venue.cost(&one), Err(Error::AboveCapacity));
        assert_eq!(price(&mark, &one, venue), Price::from_stored(zero, two));
        assert_eq!(price(&mark, &-one, venue), Err(Error::AboveCapacity));
        assert_eq!(average_sale(&zero, venue), Err(Error::DivisionByZero));
        let largest = largest_sale(&mark, &zero, &Fixed::MAX, &one, venue);
        assert_eq!(largest, Ok(Limit::At(zero)));
        let unknown = largest_sale(&Price::unknown(), &zero, &one, &one, venue);
        assert_eq!(unknown, Ok(Limit::Unknown));
        let slippage = largest_sale(&mark, &two, &one, &one, venue);
        assert_eq!(slippage, Err(Error::InvalidFraction));
    }
}

/// The same source on `f64`.
#[test]
fn floats_agree() {
    let balances = [1_000_000.0, 900_000.0, 1_200_000.0];
    let fixed = balances.map(Fixed::from_num);
    let size = Fixed::from_num(50_000);
    let [amplification, fee] = [100.0, 0.0004];
    let float = StableSwap::new(&balances, [0, 1], &amplification, &fee).unwrap();
    let exact =
        StableSwap::new(&fixed, [0, 1], &Fixed::from_num(100), &Fixed::from_num(fee)).unwrap();
    let pool = Pool::new(balances[0], balances[1], &fee).unwrap();
    let exact_pool = Pool::new(fixed[0], fixed[1], &Fixed::from_num(fee)).unwrap();
    for (float, exact) in [
        (float.proceeds(&50_000.0), exact.proceeds(&size)),
        (float.cost(&50_000.0), exact.cost(&size)),
        (pool.proceeds(&50_000.0), exact_pool.proceeds(&size)),
        (pool.cost(&50_000.0), exact_pool.cost(&size)),
    ] {
        let (float, exact) = (float.unwrap(), exact.unwrap().to_num::<f64>());
        assert!((float / exact - 1.0).abs() < 1e-10, "{float} {exact}");
    }
    assert!(float.proceeds(&f64::NAN).is_err() && pool.cost(&f64::INFINITY).is_err());
    assert_eq!(Pool::new(f64::NAN, 1.0, &0.0), Err(Error::InvalidPool));
}
